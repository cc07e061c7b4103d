// Escapes and bracketed classes of regex patterns, as sets of characters of folded text.
//
// Inside the module only: the part of the parser that knows characters, not structure.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "text/code_point_set.h"

namespace seogo::search {

// What a backslash and what follows it mean: one character, or a set.
struct RegexEscape {
    std::optional<char32_t> character;
    text::CodePointSet set;
};

// Reads the escape whose backslash stands at `at`, and moves `at` behind it. kBadInput with the
// character of the pattern, as regex_error has it.
Result<RegexEscape> regex_escape(std::string_view pattern, std::size_t& at);

// The same for the class whose [ stands at `at`. The set is folded before ^ turns it around.
Result<text::CodePointSet> regex_class(std::string_view pattern, std::size_t& at);

}  // namespace seogo::search
