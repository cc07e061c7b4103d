// The words of one line as spans, each in its field; all between them becomes the node's shape.
//
// Private to notebook/.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "notebook/marks.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

// `words` is a view into the line.
struct FieldSpan {
    Field field;
    std::string_view words;
};
using FieldSpans = std::vector<FieldSpan>;

// The node of a whole line (its ending included). Spans in order, not overlapping; empty ones are
// left out. A line that holds the part separator itself becomes one field of kText.
Node node_of_line(Role role, int level, std::string_view line, const FieldSpans& spans);

// What stands behind a bullet: [organization] [title](url) text, in the many ways it is written.
struct Lead {
    FieldSpans spans;
    bool has_link = false;  // to somewhere outside the page ("#anchor" is none)
    bool has_org = false;
    std::string_view mark;  // a kind mark that stands behind the organization
};
// `content`: what follows the bullet and the kind mark. Without a link: the rest is the title.
// `marked`: a kind mark says that this is an entry, so a link further behind is its link.
Lead read_lead(std::string_view content, bool marked);

// The emoji in front of a bullet's words ("📜", "**📜**"), and the length of all that stands before
// the words: a second emoji and a colon too, where a bracket follows. Length 0: none.
struct BulletMark {
    std::string_view emoji;
    std::size_t length = 0;
};
BulletMark mark_at(std::string_view content);

// Length of the list marker at the start of `body`, with the white space behind it and a task box
// ("[ ] ", "[x] "): "- ", "* ", "1. ", "-" right before a bracket or an emoji. 0: no bullet.
std::size_t bullet_length(std::string_view body);

// "**term**: definition", "**term:** definition", "__term__ : definition". Empty spans: none.
FieldSpans read_concept(std::string_view content);

// Cells of a table row, trimmed, without the pipes. An escaped pipe parts no cells.
std::vector<std::string_view> table_cells(std::string_view body);
bool is_table_rule(const std::vector<std::string_view>& cells);  // |---|:-:|

}  // namespace seogo::notebook
