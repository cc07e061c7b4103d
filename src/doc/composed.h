// Decomposed text (NFD) beside its composed twin (NFC), with the way back.
//
// Private to doc/. Sizes and sentence ends are told from the composed form, so that a text and its
// decomposed twin are cut into the same passages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::doc {

// source[i]: where in the input the character that byte i of `text` belongs to begins;
// source[text.size()]: the input's size. Rises.
struct Composed {
    std::string text;
    std::vector<std::uint32_t> source;
};

// True where composing would change the text: a cheap look for conjoining vowels and marks.
bool is_decomposed(std::string_view text);
Composed composed(std::string_view text);

}  // namespace seogo::doc
