// Text to passages: cuts along headings, paragraphs, lists, tables and code, each with its place.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace seogo::doc {

// Bytes [begin, end) of the text. Passages rise, never overlap, never begin or end inside a
// character, and together hold every character that is no white space.
struct Passage {
    std::size_t begin = 0, end = 0;
    // The heading that it stands under (bytes of its words, without marks); begin == end: none.
    std::size_t heading_begin = 0, heading_end = 0;
};

struct PassageOptions {
    std::size_t bytes_aimed = 1200;  // neighbours under one heading are joined up to here
    std::size_t bytes_max = 2400;    // a longer block is cut at sentences, then at white space
};

// Sizes are those of the composed form (NFC): a decomposed twin is cut at the same characters.
// A section is cut only where it is longer than aimed; a heading stands at the head of the passage
// that follows it. A fenced code block or a table is cut only where it is longer than bytes_max.
std::vector<Passage> passages(std::string_view text, PassageOptions options = {});

}  // namespace seogo::doc
