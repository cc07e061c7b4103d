// A regex pattern as a tree: what parsing yields, and programs and trigram queries are made from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "search/regex.h"
#include "text/code_point_set.h"

namespace seogo::search {

// What holds between two characters. A word character is one of text::word_code_points().
enum class Assertion : std::uint8_t {
    kLineBegin,
    kLineEnd,
    kWordBoundary,    // one of its two sides is a word character
    kNoWordBoundary,  // both or none
    kNoWordBefore,
    kNoWordAfter,
};

enum class RegexKind : std::uint8_t { kChars, kSequence, kEither, kRepeat, kAssert };

// Of folded text: a set holds characters as text::fold leaves them.
struct RegexNode {
    static constexpr int kNoEnd = -1;

    RegexKind kind = RegexKind::kSequence;  // one without children is the empty text
    text::CodePointSet chars;               // of kChars
    std::vector<RegexNode> children;
    int min = 0, max = kNoEnd;  // of kRepeat: min to max, which may have no end
    Assertion assertion = Assertion::kLineBegin;
    std::size_t at = 0;  // byte of the pattern, for messages
};

// `pattern`: NFC. See Regex::compile.
Result<RegexNode> parse_regex(std::string_view pattern, const RegexOptions& options);

// kBadInput that names the character (from 1) at byte `at` of the pattern.
Error regex_error(std::string_view pattern, std::size_t at, std::string_view message);

}  // namespace seogo::search
