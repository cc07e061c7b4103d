// Text to blocks: one pass over the lines, each decided by itself and the line after it.
#include "doc/block.h"

#include <algorithm>

namespace seogo::doc {
namespace {

constexpr std::size_t kSetextBytesMax = 300;  // a longer paragraph over dashes is no heading

std::string_view view(std::string_view text, Line line) {
    return text.substr(line.begin, line.end - line.begin);
}

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

std::string_view without_indent(std::string_view line) {
    return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

std::string_view without_tail(std::string_view line) {
    while (!line.empty() && is_space(line.back()))
        line.remove_suffix(1);
    return line;
}

// CommonMark 4.2: one to six #, then white space or the end of the line; at most three spaces
// before.
bool is_atx_heading(std::string_view line) {
    const auto body = without_indent(line);
    if (line.size() - body.size() > 3) return false;
    const std::size_t marks = std::min(body.find_first_not_of('#'), body.size());
    return marks >= 1 && marks <= 6 && (marks == body.size() || is_space(body[marks]));
}

// The words of an ATX heading: marks at both ends left out (a closing run needs a space before it).
Line atx_words(std::string_view text, Line line) {
    Line words = trimmed(text, line);
    while (words.begin < words.end && text[words.begin] == '#')
        ++words.begin;
    words = trimmed(text, words);
    std::size_t end = words.end;
    while (end > words.begin && text[end - 1] == '#')
        --end;
    const bool closes = end == words.begin || is_space(text[end - 1]);
    return trimmed(text, {words.begin, closes ? end : words.end});
}

// CommonMark 4.3: a run of = or of -, nothing else.
bool is_setext_underline(std::string_view line) {
    const auto body = without_tail(without_indent(line));
    if (body.empty() || (body[0] != '=' && body[0] != '-')) return false;
    return body.find_first_not_of(body[0]) == std::string_view::npos;
}

// CommonMark 4.1: three or more of one mark, spaces between them allowed.
bool is_rule(std::string_view line) {
    const auto body = without_tail(without_indent(line));
    if (body.empty() || (body[0] != '-' && body[0] != '*' && body[0] != '_')) return false;
    const auto marks = std::count(body.begin(), body.end(), body[0]);
    const auto other = std::find_if(body.begin(), body.end(),
                                    [&](char c) { return c != body[0] && c != ' ' && c != '\t'; });
    return marks >= 3 && other == body.end();
}

// CommonMark 5.2: a bullet, or at most nine digits and . or ), then white space or the line's end.
bool is_list_item(std::string_view line) {
    const auto body = without_indent(line);
    std::size_t mark = 0;
    while (mark < body.size() && mark < 9 && body[mark] >= '0' && body[mark] <= '9')
        ++mark;
    if (mark == body.size()) return false;
    const std::string_view marks = mark > 0 ? ".)" : "-*+";
    if (marks.find(body[mark]) == std::string_view::npos) return false;
    return mark + 1 == body.size() || is_space(body[mark + 1]);
}

// A fence of ``` or ~~~ at any indent (inside lists they stand deep); length 0: the line is none.
struct Fence {
    char mark = 0;
    std::size_t length = 0;
};
Fence fence_of(std::string_view line) {
    const auto body = without_indent(line);
    if (body.empty() || (body[0] != '`' && body[0] != '~')) return {};
    const std::size_t length = std::min(body.find_first_not_of(body[0]), body.size());
    if (length < 3) return {};
    // CommonMark 4.5: no backtick in the info string of a backtick fence.
    if (body[0] == '`' && body.find('`', length) != std::string_view::npos) return {};
    return {body[0], length};
}

bool closes(Fence open, std::string_view line) {
    const Fence fence = fence_of(line);
    if (fence.mark != open.mark || fence.length < open.length) return false;
    return without_tail(without_indent(line)).size() == fence.length;
}

bool has_bar(std::string_view line) { return line.find('|') != std::string_view::npos; }

// GFM 4.10: cells of dashes with colons, parted by bars.
bool is_delimiter_row(std::string_view line) {
    return has_bar(line) && line.find('-') != std::string_view::npos &&
           line.find_first_not_of("|:- \t\r") == std::string_view::npos;
}

class BlockScanner {
public:
    explicit BlockScanner(std::string_view text)
        : text_(text), lines_(lines_of(text, 0, text.size())) {}

    std::vector<Block> scan() {
        front_matter();
        while (at_ < lines_.size())
            next();
        close_open();
        return std::move(blocks_);
    }

private:
    std::string_view line(std::size_t i) const { return view(text_, lines_[i]); }

    void next() {
        const auto current = line(at_);
        if (is_blank(current)) {
            close_open();
            ++at_;
        } else if (fence_of(current).length > 0) {
            code();
        } else if (is_atx_heading(current)) {
            close_open();
            heading(at_, at_, atx_words(text_, lines_[at_]));
            ++at_;
        } else if (has_open_ && open_kind_ == BlockKind::kParagraph && underlines(current)) {
            heading(open_first_, at_,
                    trimmed(text_, {lines_[open_first_].begin, lines_[at_ - 1].end}));
            has_open_ = false;
            ++at_;
        } else if (has_bar(current) && at_ + 1 < lines_.size() && is_delimiter_row(line(at_ + 1))) {
            table();
        } else {
            loose_line(current);
        }
    }

    bool underlines(std::string_view current) const {
        return is_setext_underline(current) &&
               lines_[at_ - 1].end - lines_[open_first_].begin <= kSetextBytesMax;
    }

    // A line of a paragraph or list item, or one that begins the next.
    void loose_line(std::string_view current) {
        const bool rule = is_rule(current);
        const bool item = !rule && is_list_item(current);
        if (rule || item) close_open();
        if (!has_open_) {
            has_open_ = true;
            open_first_ = at_;
            open_kind_ = item ? BlockKind::kListItem : BlockKind::kParagraph;
        }
        ++at_;
        if (rule) close_open();
    }

    void front_matter() {
        if (lines_.empty()) return;
        const auto mark = without_tail(line(0));
        if (mark != "---" && mark != "+++") return;
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            const auto end = without_tail(line(i));
            if (end != mark && !(mark == "---" && end == "...")) continue;
            emit(BlockKind::kFrontMatter, 0, i);
            at_ = i + 1;
            return;
        }
    }

    void code() {
        close_open();
        const Fence open = fence_of(line(at_));
        const std::size_t first = at_++;
        while (at_ < lines_.size() && !closes(open, line(at_)))
            ++at_;
        // CommonMark 4.5: a fence that nobody closes runs to the end.
        const std::size_t last = std::min(at_, lines_.size() - 1);
        emit(BlockKind::kCode, first, last);
        at_ = last + 1;
    }

    void table() {
        close_open();
        const std::size_t first = at_;
        while (at_ < lines_.size() && has_bar(line(at_)))
            ++at_;
        emit(BlockKind::kTable, first, at_ - 1);
    }

    void close_open() {
        if (has_open_) emit(open_kind_, open_first_, at_ - 1);
        has_open_ = false;
    }

    void emit(BlockKind kind, std::size_t first, std::size_t last) {
        const Line range = trimmed(text_, {lines_[first].begin, lines_[last].end});
        if (range.begin < range.end) {
            blocks_.push_back({kind, range.begin, range.end, range.begin, range.end});
        }
    }

    void heading(std::size_t first, std::size_t last, Line words) {
        emit(BlockKind::kHeading, first, last);
        blocks_.back().words_begin = words.begin;
        blocks_.back().words_end = words.end;
    }

    std::string_view text_;
    std::vector<Line> lines_;
    std::vector<Block> blocks_;
    std::size_t at_ = 0;          // the line in hand
    bool has_open_ = false;       // a paragraph or list item is being gathered,
    std::size_t open_first_ = 0;  // from this line on
    BlockKind open_kind_ = BlockKind::kParagraph;
};

}  // namespace

Line trimmed(std::string_view text, Line range) {
    while (range.begin < range.end && is_space(text[range.begin]))
        ++range.begin;
    while (range.end > range.begin && is_space(text[range.end - 1]))
        --range.end;
    return range;
}

std::vector<Line> lines_of(std::string_view text, std::size_t begin, std::size_t end) {
    std::vector<Line> lines;
    while (begin < end) {
        const std::size_t stop = std::min(text.find_first_of("\r\n", begin), end);
        lines.push_back({begin, stop});
        const bool pair = stop + 1 < end && text[stop] == '\r' && text[stop + 1] == '\n';
        begin = stop + (pair ? 2 : 1);
    }
    return lines;
}

std::vector<Block> blocks(std::string_view text) { return BlockScanner(text).scan(); }

}  // namespace seogo::doc
