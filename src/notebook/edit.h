// Edits of a notebook that change as few lines as they can.
//
// Every edit is read back before it stands: the new text is parsed, and where the changed line does
// not say exactly what was asked for, or any other line would read otherwise, the edit is kBadInput
// and the notebook stays as it was. So parse(render(notebook)) has the model of the edited
// notebook. Lines that stay keep their ids, changed lines too; new lines have id 0, and item 0
// where they are a new entry's. Time: two parses an edit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

// "2025-01-w4"; the week of a notebook that has no years or months leaves them 0 ("01-w4", "w4").
struct WeekName {
    int year = 0, month = 0, week = 0;
    friend bool operator==(const WeekName&, const WeekName&) = default;
};
Result<WeekName> week_from_name(std::string_view name);  // kBadInput with the form expected
std::string week_name(WeekName week);

struct NewItem {
    std::string kind{};   // paper dev news interesting or ""
    std::string org{};    // "NVIDIA, HuggingFace" or ""
    std::string title{};  // required
    std::string url{};
    std::vector<std::string> notes{};
};
// Only inserts lines: after the last entry of the week, in the manner of that week's entries
// (indent, form of the mark, blank line between). A missing week, month or year is opened in the
// order of the file (newest year first where the file does so), in the words and manner of its
// neighbours; an empty file begins as the seed does. Answers the index of the new item's node.
// kBadInput also where the week is named otherwise than the notebook's weeks are (a year where it
// has none).
Result<std::size_t> insert_item(Notebook& notebook, WeekName week, const NewItem& item);

// Field by field; nothing where unset, taken away where "". One line changes. kBadInput where a
// value cannot stand on the line (a line break, an unbalanced bracket that would read back
// otherwise), or where the line would no longer be an entry. kNotFound where `item` is no entry
// here.
struct ItemChange {
    std::optional<std::string> kind{}, org{}, title{}, url{};
};
Status change_item(Notebook& notebook, ItemId item, const ItemChange& change);

// Adds a note line at the end of the item's own notes: behind the last note that is not a
// sub-item's and stands in no box; where there is none, right behind the entry's line. A note that
// is a link reads as a sub-item, as it would in the file. kUnsupported for an entry in a row of a
// table.
Status add_note(Notebook& notebook, ItemId item, std::string_view note);

// Replaces the text of one node (a note, a definition, ...), found by its id.
Status change_text(Notebook& notebook, NodeId node, Field field, std::string_view value);

// Removes the item's lines, and one of the blank lines around them.
Status remove_item(Notebook& notebook, ItemId item);

}  // namespace seogo::notebook
