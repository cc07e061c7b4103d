// The text that every match of a regex holds: what a scan can look for before any machine runs.
//
// Inside the module only.
#pragma once

#include <string>

#include "search/regex_tree.h"

namespace seogo::search {

struct RegexLiteral {
    std::string text;    // folded; every match holds it. Empty: none is known
    bool whole = false;  // every text that holds it is a match
};

RegexLiteral required_literal(const RegexNode& root);

}  // namespace seogo::search
