// Reads the candidate windows item by item, and keeps the lines that match with their places.
#include "search/grep.h"

#include <algorithm>

#include "base/stop.h"
#include "notebook/edit.h"
#include "search/regex.h"
#include "search/searcher.h"
#include "text/fold_text.h"

namespace seogo::search {
namespace {

std::string_view field_at(const ItemContent& content, const GrepLine& line) {
    for (const notebook::TextPart& part : content.parts) {
        if (part.end <= line.begin && line.begin < line.end) continue;
        if (part.begin > line.end) break;
        switch (part.field) {
            case notebook::TextField::kTitle:
                return "title";
            case notebook::TextField::kNotes:
                return "notes";
            case notebook::TextField::kConcepts:
                return "concepts";
            case notebook::TextField::kBody:
                return "body";
            case notebook::TextField::kOrg:
                return "org";
        }
    }
    return "";
}

std::size_t breaks_in(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// A line of a text, found by walking forward; each byte is passed once.
class LineWalk {
public:
    explicit LineWalk(std::string_view text) : text_(text) {}

    std::size_t begin() const { return begin_; }
    std::size_t number() const { return number_; }

    // To the line that begins at `begin`, which lies ahead.
    void move_to(std::size_t begin) {
        number_ += breaks_in(text_.substr(begin_, begin - begin_));
        begin_ = begin;
    }
    void move_by(std::size_t lines) {
        for (; lines > 0; --lines) {
            begin_ = text_.find('\n', begin_) + 1;
            ++number_;
        }
    }

private:
    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t number_ = 1;
};

// Where the line that begins at `begin` ends, without its line break.
std::size_t line_end(std::string_view text, std::size_t begin) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    return end > begin && text[end - 1] == '\r' ? end - 1 : end;
}

class Grep {
public:
    Grep(store::Snapshot& snapshot, const Regex& regex, const GrepQuery& query, GrepResult& result)
        : snapshot_(snapshot), regex_(regex), query_(query), result_(result) {}

    // `windows`: those of one item, rising. False: enough was found.
    Result<bool> read_item(std::span<const index::TextWindow> windows) {
        SEOGO_ASSIGN(const ItemContent content, content_of(snapshot_, windows[0].item));
        ++result_.items_read;
        GrepItem item;
        LineWalk walk(content.text);
        bool more = true;
        for (const index::TextWindow& window : windows) {
            if (!more) break;
            more = read_window(content.text, window, walk, item);
        }
        if (item.count == 0) return more;
        if (query_.show != GrepShow::kLines && !count_one()) return false;
        if (query_.show == GrepShow::kLines) finish_lines(content, item);
        item.row = content.row;
        if (item.row.week != 0) {
            item.week = notebook::week_name({item.row.year, item.row.month, item.row.week});
        }
        result_.items.push_back(std::move(item));
        return more;
    }

private:
    // Counts one more of what is limited; false where that is one too many.
    bool count_one() {
        if (result_.total == query_.limit) {
            result_.total_exact = false;
            return false;
        }
        ++result_.total;
        return true;
    }

    // The k-th line of folded text is the k-th of the text, so places are carried over by line.
    bool read_window(std::string_view text, const index::TextWindow& window, LineWalk& walk,
                     GrepItem& item) {
        const std::size_t begin = std::min<std::size_t>(window.begin, text.size());
        const std::size_t end = std::clamp<std::size_t>(window.end, begin, text.size());
        text::fold_text(text.substr(begin, end - begin), folded_);
        // What follows the last line break is a line only where it holds something.
        if (folded_.ends_with('\n')) folded_.pop_back();
        bool at_window = false;
        for (std::size_t from = 0, counted = 0; from <= folded_.size() && begin < end;) {
            const auto line = regex_.next_line(folded_, from);
            if (!line) break;
            if (query_.show == GrepShow::kLines) {
                if (!count_one()) return false;
                if (!at_window) walk.move_to(begin);
                at_window = true;
                const std::string_view passed(folded_.data() + counted, line->begin - counted);
                walk.move_by(breaks_in(passed));
                counted = line->begin;
                item.lines.push_back({walk.number(), walk.begin(), 0, "", "", true, {}});
            }
            ++item.count;
            if (query_.show == GrepShow::kItems) break;
            const std::size_t next = folded_.find('\n', line->end);
            if (next == std::string::npos) break;
            from = next + 1;
        }
        return true;
    }

    void finish_lines(const ItemContent& content, GrepItem& item) const {
        std::vector<GrepLine> lines;
        std::size_t shown = 0;  // bytes of the text that are shown already
        for (std::size_t i = 0; i < item.lines.size(); ++i) {
            const GrepLine& hit = item.lines[i];
            const std::size_t next =
                i + 1 < item.lines.size() ? item.lines[i + 1].begin : content.text.size();
            add_before(content.text, hit, shown, lines);
            lines.push_back(hit);
            add_after(content.text, hit, next, lines);
            shown = std::min(content.text.find('\n', lines.back().begin), content.text.size());
            shown = std::min(shown + 1, content.text.size());
        }
        for (GrepLine& line : lines) {
            line.end = line_end(content.text, line.begin);
            line.text = content.text.substr(line.begin, line.end - line.begin);
            line.field = field_at(content, line);
            if (line.matches) line.matched = regex_.matches_in(line.text);
        }
        item.lines = std::move(lines);
    }

    void add_before(std::string_view text, const GrepLine& hit, std::size_t shown,
                    std::vector<GrepLine>& lines) const {
        const std::size_t place = lines.size();
        std::size_t begin = hit.begin;
        for (std::size_t i = 1; i <= query_.before && begin > shown; ++i) {
            const std::size_t before =
                begin < 2 ? std::string_view::npos : text.rfind('\n', begin - 2);
            begin = before == std::string_view::npos ? 0 : before + 1;
            lines.push_back({hit.number - i, begin, 0, "", "", false, {}});
        }
        std::reverse(lines.begin() + static_cast<std::ptrdiff_t>(place), lines.end());
    }

    void add_after(std::string_view text, const GrepLine& hit, std::size_t until,
                   std::vector<GrepLine>& lines) const {
        std::size_t begin = hit.begin;
        for (std::size_t i = 1; i <= query_.after; ++i) {
            const std::size_t line_break = text.find('\n', begin);
            if (line_break == std::string_view::npos || line_break + 1 >= until) break;
            begin = line_break + 1;
            lines.push_back({hit.number + i, begin, 0, "", "", false, {}});
        }
    }

    store::Snapshot& snapshot_;
    const Regex& regex_;
    const GrepQuery& query_;
    GrepResult& result_;
    std::string folded_;
};

}  // namespace

Result<GrepResult> grep(store::Snapshot& snapshot, WindowSource& windows, base::Clock& clock,
                        const GrepQuery& query) {
    const std::int64_t started = clock.steady_us();
    if (query.limit < 1) return Error{ErrorKind::kBadInput, "limit: takes at least 1"};
    SEOGO_ASSIGN(const Regex regex, Regex::compile(query.pattern, {query.literal, query.word}));
    SEOGO_ASSIGN(const auto candidates, windows.candidates(regex.trigrams()));
    GrepResult result;
    result.pattern = query.pattern;
    Grep grep(snapshot, regex, query, result);
    const std::span<const index::TextWindow> all(candidates);
    for (std::size_t at = 0; at < all.size();) {
        if (base::stop_requested()) return Error{ErrorKind::kCancelled, "interrupted"};
        std::size_t end = at + 1;
        while (end < all.size() && all[end].item == all[at].item)
            ++end;
        SEOGO_ASSIGN(const bool more, grep.read_item(all.subspan(at, end - at)));
        if (!more) break;
        at = end;
    }
    result.took_us = clock.steady_us() - started;
    return result;
}

}  // namespace seogo::search
