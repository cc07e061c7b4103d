// What a text calls itself: front matter, first heading, first words, file name.
#include "doc/markdown.h"

#include <algorithm>

#include "doc/block.h"
#include "text/unicode.h"

namespace seogo::doc {
namespace {

constexpr std::size_t kLineBytesMax = 120;
constexpr std::size_t kTitleBytesMax = 400;
constexpr std::size_t kScanBytesMax = 4096;  // of one line: words beyond it are not looked for
constexpr int kLinkMissesMax = 16;

// At most `bytes_max` bytes, never ending inside a character.
std::string_view cut(std::string_view words, std::size_t bytes_max) {
    if (words.size() <= bytes_max) return words;
    std::size_t end = 0;
    while (true) {
        const std::size_t next = end + text::code_point_at(words, end).length;
        if (next > bytes_max) break;
        end = next;
    }
    while (end > 0 && is_space(words[end - 1]))
        --end;
    return words.substr(0, end);
}

std::string_view strip(std::string_view words) {
    const Line range = trimmed(words, {0, words.size()});
    return words.substr(range.begin, range.end - range.begin);
}

bool has_words(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        const auto c = text::code_point_at(line, at);
        if (text::script_of(c.value) != text::Script::kOther) return true;
        at += c.length;
    }
    return false;
}

// Where the bracket that opens at `at` closes; the line's size where it does not.
std::size_t closing(std::string_view line, std::size_t at, char open, char close) {
    int depth = 0;
    for (; at < line.size(); ++at) {
        depth += line[at] == open ? 1 : line[at] == close ? -1 : 0;
        if (depth == 0) break;
    }
    return at;
}

// `![alt](src)` and `[text](url)` beginning at `at`: where the words stand and where the link ends.
struct InlineLink {
    std::size_t words_begin = 0, words_end = 0, end = 0;  // end == 0: no link here
};
InlineLink link_at(std::string_view line, std::size_t at) {
    const std::size_t open = line[at] == '!' ? at + 1 : at;
    if (open >= line.size() || line[open] != '[') return {};
    const std::size_t close = closing(line, open, '[', ']');
    if (close + 1 >= line.size() || line[close + 1] != '(') return {};
    const std::size_t end = closing(line, close + 1, '(', ')');
    return end < line.size() ? InlineLink{open + 1, close, end + 1} : InlineLink{};
}

// Emphasis stands at the edge of a word: snake_case and 2 * 3 keep their marks.
bool is_emphasis_mark(std::string_view line, std::size_t at) {
    const char c = line[at];
    if (c == '`') return true;
    if (c != '*' && c != '_') return false;
    std::size_t before = at, after = at + 1;
    while (before > 0 && line[before - 1] == c)
        --before;
    while (after < line.size() && line[after] == c)
        ++after;
    const bool open_left = before == 0 || is_space(line[before - 1]);
    const bool open_right = after == line.size() || is_space(line[after]);
    if (c == '*') return !(open_left && open_right);
    return open_left != open_right;
}

// A line's words without emphasis, code marks and link targets. `depth`: links in links that are
// still opened (a badge in a link is two).
std::string plain_words(std::string_view line, int depth = 2) {
    line = line.substr(0, std::min(line.size(), kScanBytesMax));
    std::string out;
    int misses_left = kLinkMissesMax;  // a line of brackets stays linear
    for (std::size_t at = 0; at < line.size();) {
        const bool opens = line[at] == '[' || line.substr(at).starts_with("![");
        const InlineLink link = opens && misses_left > 0 ? link_at(line, at) : InlineLink{};
        if (link.end > 0) {
            const auto words = line.substr(link.words_begin, link.words_end - link.words_begin);
            out += depth > 0 ? plain_words(words, depth - 1) : std::string(words);
            at = link.end;
            continue;
        }
        if (opens) --misses_left;
        if (!is_emphasis_mark(line, at)) out += line[at];
        ++at;
    }
    return std::string(strip(out));
}

// The value of a YAML or TOML scalar on one line, without its quotes.
std::string_view scalar(std::string_view value) {
    value = strip(value);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) {
        return strip(value.substr(1, value.size() - 2));
    }
    return value;
}

// `title: words` or `title = "words"`; a block scalar (YAML 1.2, 8.1) has them on the next line.
std::string front_matter_title(std::string_view text, const Block& block) {
    const auto lines = lines_of(text, block.begin, block.end);
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        auto line = text.substr(lines[i].begin, lines[i].end - lines[i].begin);
        if (!line.starts_with("title")) continue;
        line = strip(line.substr(5));
        if (line.empty() || (line[0] != ':' && line[0] != '=')) continue;
        auto value = scalar(line.substr(1));
        const bool block_scalar = !value.empty() && value.find_first_not_of("|>+-") == value.npos;
        if (block_scalar && i + 2 < lines.size()) {
            value = strip(text.substr(lines[i + 1].begin, lines[i + 1].end - lines[i + 1].begin));
        }
        return std::string(cut(value, kTitleBytesMax));
    }
    return {};
}

// Marks before the words of a list item or a quote.
std::string_view without_marks(std::string_view line) {
    line = strip(line);
    while (!line.empty() && std::string_view(">-*+").find(line[0]) != std::string_view::npos) {
        if (line.size() > 1 && line[0] != '>' && !is_space(line[1])) break;
        line = strip(line.substr(1));
    }
    return line;
}

std::string first_line_with_words(std::string_view text, const Block& block) {
    const bool fenced = block.kind == BlockKind::kCode;
    const auto lines = lines_of(text, block.begin, block.end);
    for (std::size_t i = fenced ? 1 : 0; i < lines.size(); ++i) {
        const auto words =
            plain_words(without_marks(text.substr(lines[i].begin, lines[i].end - lines[i].begin)));
        if (has_words(words)) return std::string(cut(words, kLineBytesMax));
    }
    return {};
}

// "a/b/paper.v2.md" -> "paper.v2"; of an address, the last part of its path.
std::string file_name(std::string_view source) {
    if (source.find("://") != std::string_view::npos) {
        source = source.substr(0, source.find_first_of("?#"));
    }
    while (!source.empty() && source.back() == '/')
        source.remove_suffix(1);
    source = source.substr(source.rfind('/') + 1);
    const std::size_t dot = source.rfind('.');
    return std::string(dot == std::string_view::npos || dot == 0 ? source : source.substr(0, dot));
}

}  // namespace

std::string title_of(std::string_view text, std::string_view source) {
    const auto all = blocks(text);
    if (!all.empty() && all[0].kind == BlockKind::kFrontMatter) {
        auto title = front_matter_title(text, all[0]);
        if (!title.empty()) return title;
    }
    for (const Block& block : all) {
        if (block.kind != BlockKind::kHeading) continue;
        const auto words =
            plain_words(text.substr(block.words_begin, block.words_end - block.words_begin));
        if (has_words(words)) return std::string(cut(words, kTitleBytesMax));
    }
    for (const Block& block : all) {
        if (block.kind == BlockKind::kFrontMatter) continue;
        auto line = first_line_with_words(text, block);
        if (!line.empty()) return line;
    }
    return file_name(source);
}

}  // namespace seogo::doc
