// Text of a notebook to nodes: a line-by-line parser that understands the weekly manner and keeps
// what it does not understand.
//
// The weekly manner: years and weeks in <details>, months as headings, entries as bullets with a
// kind mark, [organization] [title](url), notes beneath, boxes of concepts. Also read: weeks as
// headings, other marks (told by the legend or by a built-in table), tables whose rows hold a link,
// link lists, one note a file. docs/formats/notebook.md has the grammar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

struct ParseWarning {
    std::size_t line = 0;  // from 1
    std::string message;   // what was kept as text, and why
};

struct Parsed {
    Notebook notebook;
    std::vector<ParseWarning> warnings;
};

// Any bytes at all (UTF-8 expected): linear time, never fails, render() gives the bytes back.
Parsed parse(std::string_view text);

}  // namespace seogo::notebook
