// Sets of code points: by Unicode property, by union and complement, and as folded text has them.
//
// Sources: Unicode 15 property files by ICU; names and their loose matching are those of UTS #18.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace seogo::text {

struct CodePointRange {
    char32_t low = 0, high = 0;  // both included
    friend bool operator==(const CodePointRange&, const CodePointRange&) = default;
};
// Ranges that rise, do not touch, and lie within U+0000 to U+10FFFF.
using CodePointSet = std::vector<CodePointRange>;

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

// Ranges in any order, touching or not, as a set.
CodePointSet set_of(std::vector<CodePointRange> ranges);
CodePointSet complement(const CodePointSet& set);
bool contains(const CodePointSet& set, char32_t c);

// All code points with a property: a general category ("L", "Lu", "Letter"), a script ("Hangul",
// "Script=Hangul", "sc=Hang"), or one that holds or not ("Alphabetic"). Nothing for any other name.
std::optional<CodePointSet> code_points_with(std::string_view property);
// What \w is of UTS #18, annex C: letters, marks, digits, connectors like _, and joiners.
const CodePointSet& word_code_points();
const CodePointSet& space_code_points();  // White_Space
const CodePointSet& digit_code_points();  // decimal digits of all scripts

// The members as they stand in folded text (text::fold): each that folds to one other character is
// replaced by it.
CodePointSet folded_set(const CodePointSet& set);

}  // namespace seogo::text
