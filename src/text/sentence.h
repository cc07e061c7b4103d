// Sentences of Korean and English text, as byte ranges.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace seogo::text {

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

// Ranges in order, without the white space between them; together they hold every character that
// is no white space. A line break ends a sentence; so do . ? ! … 。 and Korean endings (다. 요.
// 함.) before white space, but not abbreviations (e.g., et al., Fig. 3), versions (v1.5), initials
// or URLs.
std::vector<Span> sentences(std::string_view text);

}  // namespace seogo::text
