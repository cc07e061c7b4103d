// Finds the words of bullets, concepts and table rows.
#include "notebook/spans.h"

#include <algorithm>

#include "notebook/line.h"
#include "notebook/link.h"

namespace seogo::notebook {
namespace {

// Reads the lead from left to right; every span is a view into the content.
class LeadReader {
public:
    explicit LeadReader(std::string_view content) : rest_(content) {}

    Lead read() {
        take_wrapping();
        while (take_org()) {
        }
        if (take_link()) {
            take_closing();
            rest_ = trimmed_left(rest_);
            take_separator();
            add(Field::kText, trimmed(rest_));
        } else {
            take_title_without_link();
        }
        return std::move(lead_);
    }

private:
    void add(Field field, std::string_view words) {
        if (!words.empty()) lead_.spans.push_back({field, words});
    }
    void skip_space() { rest_ = trimmed_left(rest_); }

    // "**[title](url)**": the stars are marks, not words.
    void take_wrapping() {
        skip_space();
        const std::size_t end = rest_.find_first_not_of("*_");
        if (end == 0 || end == std::string_view::npos || rest_[end] != '[') return;
        wrapping_ = rest_.substr(0, end);
        rest_.remove_prefix(end);
    }
    void take_closing() {
        if (!wrapping_.empty() && rest_.starts_with(wrapping_))
            rest_.remove_prefix(wrapping_.size());
    }

    // A bracket group that no target follows. The last one before the end is the title.
    bool take_org() {
        skip_space();
        const std::size_t length = bracket_length(rest_);
        if (length <= 2) return false;
        const std::string_view behind = rest_.substr(length);
        if (behind.starts_with('(') && target_at(behind)) return false;
        std::string_view next = trimmed_left(behind);
        if (next.empty()) return false;
        if (std::string_view(",&/+:-").find(next[0]) != std::string_view::npos) {
            const std::string_view over = trimmed_left(next.substr(1));
            if (over.starts_with('[')) next = over;
        }
        add(Field::kOrg, trimmed(rest_.substr(1, length - 2)));
        lead_.has_org = true;
        rest_ = next;
        return true;
    }

    bool take_link() {
        skip_space();
        if (rest_.starts_with('[')) return take_bracket_link();
        const bool angled = rest_.starts_with('<');
        const std::string_view from = angled ? rest_.substr(1) : rest_;
        const std::size_t address = address_length(from);
        if (address == 0) return false;
        add(Field::kUrl, from.substr(0, address));
        lead_.has_link = true;
        rest_ = from.substr(address);
        if (angled && rest_.starts_with('>')) rest_.remove_prefix(1);
        return true;
    }

    bool take_bracket_link() {
        std::size_t label = bracket_length(rest_);
        if (label == 0) {  // "[title with [ one bracket too many](url)"
            const std::size_t close = rest_.find("](");
            if (close == std::string_view::npos) return false;
            label = close + 1;
        }
        const auto target = target_at(rest_.substr(label));
        if (!target) return false;
        const bool anchor = target->urls[0].starts_with('#');
        if (anchor) return false;
        add(Field::kTitle, trimmed(rest_.substr(1, label - 2)));
        for (const auto url : target->urls)
            add(Field::kUrl, url);
        add(Field::kText, trimmed(target->title));
        lead_.has_link = true;
        rest_ = rest_.substr(label + target->length);
        return true;
    }

    // "Title: description", "title - description": what parts them is no word.
    void take_separator() {
        for (const std::string_view mark : {":", "-", "–", "—", "："}) {
            if (rest_.starts_with(mark) && space_length(rest_.substr(mark.size())) > 0) {
                rest_ = trimmed_left(rest_.substr(mark.size()));
                return;
            }
        }
    }

    void take_title_without_link() {
        const std::string_view words = trimmed(rest_);
        const std::size_t length = bracket_length(words);
        const bool bracketed = length > 2 && length == words.size();
        add(Field::kTitle, bracketed ? trimmed(words.substr(1, length - 2)) : words);
    }

    std::string_view rest_;
    std::string_view wrapping_;
    Lead lead_;
};

std::size_t marker_length(std::string_view body) {
    for (const std::string_view mark : {"-", "*", "+", "•", "·", "◦", "‣"}) {
        if (body.starts_with(mark)) return mark.size();
    }
    std::size_t digits = 0;
    while (digits < body.size() && digits < 4 && body[digits] >= '0' && body[digits] <= '9')
        ++digits;
    const bool numbered = digits > 0 && digits < 4 && digits < body.size() &&
                          (body[digits] == '.' || body[digits] == ')');
    return numbered ? digits + 1 : 0;
}

}  // namespace

Node node_of_line(Role role, int level, std::string_view line, const FieldSpans& spans) {
    NodeWriter writer(role);
    if (line.find(kPartSeparator) != std::string_view::npos) {
        std::string_view rest = line;
        const Line parts = take_line(rest);
        NodeWriter plain(Role::kText);
        plain.shape(parts.indent);
        plain.field(Field::kText, parts.body);
        plain.shape(parts.trailing);
        plain.shape(parts.ending);
        plain.node().level = level;
        return plain.take();
    }
    std::size_t at = 0;
    for (const FieldSpan& span : spans) {
        if (span.words.empty()) continue;
        const auto begin = static_cast<std::size_t>(span.words.data() - line.data());
        writer.shape(line.substr(at, begin - at));
        writer.field(span.field, span.words);
        at = begin + span.words.size();
    }
    writer.shape(line.substr(at));
    writer.node().level = level;
    return writer.take();
}

Lead read_lead(std::string_view content) { return LeadReader(content).read(); }

std::size_t bullet_length(std::string_view body) {
    const std::size_t marker = marker_length(body);
    if (marker == 0) return 0;
    const std::string_view behind = body.substr(marker);
    std::string_view content = trimmed_left(behind);
    const bool spaced = content.size() < behind.size() || behind.empty();
    const bool joined = body[0] == '-' && (behind.starts_with('[') || emoji_length(behind) > 0);
    if (!spaced && !joined) return 0;
    if (content.size() > 3 && content[0] == '[' && content[2] == ']' &&
        std::string_view(" xX").find(content[1]) != std::string_view::npos &&
        space_length(content.substr(3)) > 0) {
        content = trimmed_left(content.substr(3));
    }
    return body.size() - content.size();
}

FieldSpans read_concept(std::string_view content) {
    if (!content.starts_with("**") && !content.starts_with("__")) return {};
    const std::string_view fence = content.substr(0, 2);
    const std::size_t close = content.find(fence, 2);
    if (close == std::string_view::npos) return {};
    std::string_view term = trimmed(content.substr(2, close - 2));
    std::string_view rest = trimmed_left(content.substr(close + 2));
    bool colon = false;
    for (const std::string_view mark : {":", "："}) {
        if (term.ends_with(mark)) {
            term = trimmed(term.substr(0, term.size() - mark.size()));
            colon = true;
        } else if (rest.starts_with(mark)) {
            rest.remove_prefix(mark.size());
            colon = true;
        }
    }
    if (term.empty() || !colon) return {};
    return {{Field::kTerm, term}, {Field::kDefinition, trimmed(rest)}};
}

std::vector<std::string_view> table_cells(std::string_view body) {
    std::vector<std::string_view> cells;
    if (body.starts_with('|')) body.remove_prefix(1);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '\\') {
            ++i;
        } else if (body[i] == '|') {
            cells.push_back(trimmed(body.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    if (begin < body.size()) cells.push_back(trimmed(body.substr(begin)));
    return cells;
}

bool is_table_rule(const std::vector<std::string_view>& cells) {
    return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
        return cell.find('-') != std::string_view::npos &&
               cell.find_first_not_of("-: ") == std::string_view::npos;
    });
}

}  // namespace seogo::notebook
