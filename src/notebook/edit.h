// Edits of a notebook that change as few lines as they can.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

// "2025-01-w4"; the week of a notebook that has no years or months leaves them 0.
struct WeekName {
    int year = 0, month = 0, week = 0;
    friend bool operator==(const WeekName&, const WeekName&) = default;
};
Result<WeekName> week_from_name(std::string_view name);  // kBadInput with the form expected
std::string week_name(WeekName week);

struct NewItem {
    std::string kind;   // paper dev news interesting or ""
    std::string org;    // "NVIDIA, HuggingFace" or ""
    std::string title;  // required
    std::string url;
    std::vector<std::string> notes;
};
// Only inserts lines: after the last entry of the week, in the manner of that week's entries
// (indent, form of the mark, blank line between). A missing week, month or year is opened in the
// order of the file (newest year first where the file does so). Answers the index of the new item's node.
Result<std::size_t> insert_item(Notebook& notebook, WeekName week, const NewItem& item);

// Field by field; nothing where unset. One line changes. kBadInput where a value cannot stand on
// the line (a line break, an unbalanced bracket that would read back otherwise).
struct ItemChange {
    std::optional<std::string> kind, org, title, url;
};
Status change_item(Notebook& notebook, ItemId item, const ItemChange& change);

// Adds a note line at the end of the item's own notes.
Status add_note(Notebook& notebook, ItemId item, std::string_view note);

// Replaces the text of one node (a note, a definition, ...), found by its id.
Status change_text(Notebook& notebook, NodeId node, Field field, std::string_view value);

// Removes the item's lines, and one of the blank lines around them.
Status remove_item(Notebook& notebook, ItemId item);

}  // namespace seogo::notebook
