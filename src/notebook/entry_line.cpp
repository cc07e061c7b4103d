// Cuts an entry's line at its placeholders and writes fields in, out or over.
#include "notebook/entry_line.h"

#include <algorithm>

#include "notebook/line.h"
#include "notebook/marks.h"
#include "notebook/spans.h"

namespace seogo::notebook {
namespace {

void drop_suffix(std::string& bytes, std::string_view suffix) {
    if (bytes.ends_with(suffix)) bytes.resize(bytes.size() - suffix.size());
}

// Where the mark stands in the bytes before the first field: behind indent and bullet.
struct MarkPlace {
    std::size_t begin = 0, length = 0;
};

MarkPlace place_of_mark(std::string_view start) {
    const std::string_view body = trimmed_left(start);
    const std::size_t begin = start.size() - body.size() + bullet_length(body);
    return {begin, emoji_length(start.substr(begin))};
}

}  // namespace

EntryLine::EntryLine(const Node& node) {
    std::size_t used[kFieldCount] = {};
    pieces_.push_back({});
    for (std::size_t i = 0; i < node.shape.size(); ++i) {
        const auto c = static_cast<unsigned char>(node.shape[i]);
        if (node.shape[i] == kEscape && i + 1 < node.shape.size()) {
            pieces_.back().bytes += static_cast<char>(node.shape[++i] - 0x40);
        } else if (c >= 1 && c <= kFieldCount) {
            const auto field = static_cast<Field>(c - 1);
            pieces_.push_back({true, field, std::string(part_of(node, field, used[c - 1]++))});
            pieces_.push_back({});
        } else {
            pieces_.back().bytes += node.shape[i];
        }
    }
}

std::string EntryLine::text() const {
    std::string text;
    for (const Piece& piece : pieces_)
        text += piece.bytes;
    return text;
}

std::string EntryLine::org() const {
    std::string orgs;
    for (const Piece& piece : pieces_) {
        if (!piece.is_field || piece.field != Field::kOrg) continue;
        if (!orgs.empty()) orgs += ", ";
        orgs += piece.bytes;
    }
    return orgs;
}

std::size_t EntryLine::find(Field field) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        if (pieces_[i].is_field && pieces_[i].field == field) return i;
    }
    return kNone;
}

std::size_t EntryLine::count(Field field) const {
    return static_cast<std::size_t>(
        std::count_if(pieces_.begin(), pieces_.end(),
                      [&](const auto& p) { return p.is_field && p.field == field; }));
}

// Fields and literals take turns: a literal stands at every even place.
std::string& EntryLine::before(std::size_t piece) { return pieces_[piece - 1].bytes; }
std::string& EntryLine::behind(std::size_t piece) { return pieces_[piece + 1].bytes; }

bool EntryLine::set_field(Field field, std::string_view words) {
    if (count(field) != 1) return false;
    pieces_[find(field)].bytes = words;
    return true;
}

void EntryLine::set_mark(std::string_view mark) {
    std::string& start = pieces_.front().bytes;
    const MarkPlace place = place_of_mark(start);
    if (place.length > 0 && !mark.empty()) {
        start.replace(place.begin, place.length, mark);
    } else if (place.length > 0) {
        std::size_t end = place.begin + place.length;
        for (std::size_t n = 1; n > 0; end += n)
            n = space_length(std::string_view(start).substr(end));
        start.erase(place.begin, end - place.begin);
    } else if (!mark.empty()) {
        start.insert(place.begin, std::string(mark) + " ");
    }
}

void EntryLine::set_title(std::string_view title) {
    std::size_t piece = find(Field::kTitle);
    if (piece != kNone) {
        pieces_[piece].bytes = title;
        return;
    }
    if (title.empty()) return;
    piece = find(Field::kUrl);
    if (piece == kNone) {  // nothing but a mark or an organization: at the end of the words
        std::string& last = pieces_.back().bytes;
        const std::string_view words =
            std::string_view(last).substr(0, last.find_last_not_of(" \t\r\n") + 1);
        const std::string space = pieces_.size() > 1 && words.size() == last.size() ? " " : "";
        last.insert(words.size(), (words.empty() ? space : " ") + std::string(title));
        return;
    }
    std::string& start = before(piece);
    if (start.ends_with("[](")) {
        start.insert(start.size() - 2, title);
        return;
    }
    std::string& end = behind(piece);
    if (start.ends_with('<') && end.starts_with('>')) {
        drop_suffix(start, "<");
        end.erase(0, 1);
    }
    start += '[' + std::string(title) + "](";
    end.insert(0, ")");
}

void EntryLine::set_url(std::string_view url) {
    std::size_t piece = find(Field::kUrl);
    if (piece != kNone) {
        std::string& start = before(piece);
        std::string& end = behind(piece);
        pieces_[piece].bytes = url;
        if (!url.empty()) return;
        if (start.ends_with('<') && end.starts_with('>')) {
            drop_suffix(start, "<");
            end.erase(0, 1);
        }
        if (start.ends_with('(') && end.starts_with(')')) {
            drop_suffix(start, "(");
            end.erase(0, 1);
        }
        return;
    }
    piece = find(Field::kTitle);
    if (url.empty() || piece == kNone) return;
    const std::string target = "](" + std::string(url) + ")";
    std::string& end = behind(piece);
    if (before(piece).ends_with('[') && end.starts_with(']')) {
        end.replace(0, 1, target);
    } else {
        before(piece) += '[';
        end.insert(0, target);
    }
}

void EntryLine::set_org(std::string_view orgs) {
    if (orgs == org()) return;
    const std::size_t first = find(Field::kOrg);
    if (first == kNone) {
        insert_org(orgs);
        return;
    }
    for (std::size_t i = pieces_.size(); i-- > first + 1;) {
        if (pieces_[i].is_field && pieces_[i].field == Field::kOrg) remove_org(i);
    }
    pieces_[first].bytes = orgs;
    if (orgs.empty()) remove_org(first);
}

// Before the link, inside of stars that wrap it.
void EntryLine::insert_org(std::string_view orgs) {
    std::size_t piece = std::min(find(Field::kTitle), find(Field::kUrl));
    if (piece == kNone) return;
    std::string& start = before(piece);
    std::size_t at = start.size();
    if (start.ends_with("[](")) {
        at -= 3;
    } else if (start.ends_with('[') || start.ends_with('<')) {
        at -= 1;
    }
    start.insert(at, '[' + std::string(orgs) + "] ");
}

void EntryLine::remove_org(std::size_t piece) {
    pieces_[piece].bytes.clear();
    std::string& start = before(piece);
    std::string& end = behind(piece);
    if (!start.ends_with('[') || !end.starts_with(']')) return;  // a cell of a table
    drop_suffix(start, "[");
    end.erase(0, 1);
    const std::string_view words = trimmed_left(end);
    const bool joint = !words.empty() && std::string_view(",&/+").find(words[0]) != words.npos;
    const std::string_view rest = joint ? trimmed_left(words.substr(1)) : words;
    end.erase(0, end.size() - rest.size());
}

std::string mark_of(const Node& node) {
    std::string start;
    for (const char c : node.shape) {
        if (c >= 1 && static_cast<std::size_t>(c) <= kFieldCount) break;
        start += c;
    }
    const MarkPlace place = place_of_mark(start);
    return start.substr(place.begin, place.length);
}

}  // namespace seogo::notebook
