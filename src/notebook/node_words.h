// What stands on the line of a node: its body, its words, whether it is white.
//
// Inner to the module; matching, merging and editing stand on it.
#pragma once

#include <string>

#include "notebook/notebook.h"

namespace seogo::notebook {

// The line without indent, white space at its end and line ending.
std::string body_of(const Node& node);

// Whether the line has no visible character.
bool is_white(const Node& node);

// All words of a node, a line a field (of a blank line: its body); equal where lines differ in
// marks, indent and white space only.
std::string words_of(const Node& node);

}  // namespace seogo::notebook
