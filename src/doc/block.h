// Text to blocks: the lines of a Markdown or plain text grouped by what they are.
//
// The subset of CommonMark 0.31 (and of GFM for tables) that says where a text may be cut: ATX and
// setext headings (4.2, 4.3), fenced code (4.5), tables (GFM 4.10), list items (5.2), front
// matter. Everything else is a paragraph; nothing is an error. Private to doc/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace seogo::doc {

enum class BlockKind : std::uint8_t {
    kFrontMatter,  // --- or +++ on the first line, to its closing line
    kHeading,
    kParagraph,  // also rules, HTML, quotes: what has no shape of its own here
    kListItem,   // one mark with the lines that continue it; nested items are blocks of their own
    kCode,       // fenced, with both fences
    kTable,
};

// Whole lines [begin, end) without the white space at both ends.
struct Block {
    BlockKind kind = BlockKind::kParagraph;
    std::size_t begin = 0, end = 0;
    // Of headings: the words without # or underline. Equal to begin and end otherwise.
    std::size_t words_begin = 0, words_end = 0;
};

// In order, not overlapping, never empty; together they hold every byte that is no ASCII white
// space. Lines end at \n, \r\n or \r.
std::vector<Block> blocks(std::string_view text);

// Ranges of lines in [begin, end), without their ends.
struct Line {
    std::size_t begin = 0, end = 0;
};
std::vector<Line> lines_of(std::string_view text, std::size_t begin, std::size_t end);

// ASCII white space, as Markdown's grammar knows it.
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
// [begin, end) without white space at both ends.
Line trimmed(std::string_view text, Line range);

}  // namespace seogo::doc
