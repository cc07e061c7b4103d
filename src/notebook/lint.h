// Irregular lines of a notebook, by rule, and their repair.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

struct Problem {
    std::size_t line = 0;  // from 1
    std::string rule;      // "whitespace-only-line"; docs/formats/notebook.md lists them all
    std::string note;
    bool fixable = false;
};
// Sorted by line, then by rule.
std::vector<Problem> lint(std::string_view text);

// The text with every fixable problem mended; what says something is never changed (titles, URLs
// but for a missing scheme, notes). lint(fixed) names none of the fixable problems again.
std::string fix(std::string_view text);

}  // namespace seogo::notebook
