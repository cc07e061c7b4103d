// Three-way merge of notebook texts, by lines: both sides' edits kept, conflicts told, never
// guessed.
//
// Laws (each has a test of its name): merge(b, b, t) = t; merge(b, o, b) = o; merge(b, o, o) = o;
// merge(b, t, o) tells the conflicts of merge(b, o, t) with the sides exchanged; where one side has
// every edit of the other, the merge is that side (so a sync that was cut off between its two
// writes ends where it was going: merge(b, o, m) is m for the m that it had made).
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
    std::vector<Conflict> conflicts;  // by base_line
};
// Equal edits on both sides count once. Lines inserted by both sides at one place are a conflict,
// but for whole new entries at the end of a week: ours first, then theirs, an equal one once. Edits
// of neighbouring lines meet where each line is its own (a changed title above a new note); lines
// added right below lines that the other side removed are a conflict, unless they are whole
// entries. Lines end with "\n" and are compared with their endings: CRLF and a missing last ending
// are edits like any other. Time: that of two line diffs (line_diff.h); a parse only where entries
// are in question.
Merged merge3(std::string_view base, std::string_view ours, std::string_view theirs);

// Unified diff with the given lines of context, hunk by hunk as `diff -u` prints them (without the
// two lines that name files); "" where equal.
std::string unified_diff(std::string_view before, std::string_view after, std::size_t context = 3);

}  // namespace seogo::notebook
