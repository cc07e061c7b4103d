// Whole new entries in one side of a merge: which inserted lines are some, and how both sides'
// join.
//
// Inner to the module; merge.cpp stands on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

// Lines that were inserted: those before the first entry, then one text an entry, the blank lines
// below it included.
struct EntryBlocks {
    struct Entry {
        std::string title, url;
        std::string lines;
    };
    std::string head;
    std::vector<Entry> entries;
};

// Reads a text as a notebook once a question is asked, not before.
class NewEntries {
public:
    explicit NewEntries(std::string_view text) : text_(text) {}

    // Whether lines [begin, end) hold entries from their first word to their last, every box
    // closed.
    bool are_whole(std::size_t begin, std::size_t end);
    // ... and nothing but the end of the week (or of the file) follows.
    bool end_a_week(std::size_t begin, std::size_t end);
    EntryBlocks blocks(std::size_t begin, std::size_t end);

private:
    const std::vector<Node>& nodes();

    std::string_view text_;
    std::optional<Notebook> read_;
};

// Ours, then theirs that ours lacks. Nothing where an entry of the same address or name differs
// between the sides: that is one entry, added twice, and a conflict.
std::optional<std::string> joined_entries(EntryBlocks ours, EntryBlocks theirs);

}  // namespace seogo::notebook
