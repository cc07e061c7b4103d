// Three-way merge of notebook texts, by lines: both sides' edits kept, conflicts told, never guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seogo::notebook {

struct Conflict {
    std::size_t base_line = 0;  // from 1: where in the base
    std::string ours, theirs;   // the lines of both sides
};
struct Merged {
    std::string text;                 // meaningful only where `conflicts` is empty
    std::vector<Conflict> conflicts;
};
// Equal edits on both sides count once. Lines inserted by both sides at one place are a conflict, but
// for whole new entries at the end of a week: ours first, then theirs.
Merged merge3(std::string_view base, std::string_view ours, std::string_view theirs);

// Unified diff with the given lines of context; "" where equal.
std::string unified_diff(std::string_view before, std::string_view after, std::size_t context = 3);

}  // namespace seogo::notebook
