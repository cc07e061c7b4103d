// How a notebook writes its entries and notes, read off the entries that stand near.
//
// Inner to the module; edit.cpp and insert.cpp stand on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "notebook/edit.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

// kBadInput where the words cannot stand on one line.
Status check_one_line(std::string_view what, std::string_view words);

// kBadInput where brackets in the words do not close: a link's text would end where it should not.
Status check_brackets(std::string_view what, std::string_view words);

// The mark that stands for a kind: as the entry nearest to `near` has it, else as the legend has
// it, else the usual one. "" for the kind "". kBadInput for a kind that is none.
Result<std::string> mark_for(const Notebook& notebook, std::string_view kind, std::size_t near);

// The bytes before the words of a note under the entry at `entry`: those of its own first note,
// else those of other entries' notes, as deep under it as they stand there, else two spaces and its
// bullet.
std::string note_start(const Notebook& notebook, std::size_t entry);

// The entry's line and its notes, in the manner of the entry at `like` (none: the seed's manner).
Result<std::string> entry_lines(const Notebook& notebook, std::optional<std::size_t> like,
                                const NewItem& item);

// Whether the entry is a row of a table.
bool is_row(const Node& node);

}  // namespace seogo::notebook
