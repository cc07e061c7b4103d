// Which language is a text in: Korean or English, told by its letters.
#pragma once

#include <string_view>

namespace seogo::text {

// "ko" (at least a fifth of the letters are Hangul), "en" (most letters are ASCII), "" otherwise.
std::string_view language_of(std::string_view text);

}  // namespace seogo::text
