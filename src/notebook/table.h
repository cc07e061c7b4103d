// Rows of Markdown tables: which cell holds the link, which the organizations.
//
// Private to notebook/.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "notebook/spans.h"

namespace seogo::notebook {

class Table {
public:
    // The next row, as spans. A row that holds a link is an entry: the link's title and URL, the
    // cells of the column headed "Institute" (or the like) its organizations, all others its text.
    struct Row {
        bool rule = false;   // |---|:-:|
        bool entry = false;  // else every cell is text
        FieldSpans spans;
    };
    Row read(std::string_view body);
    // A line that is no row ends the table.
    void end() { head_seen_ = false; }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    bool head_seen_ = false;
    std::size_t orgs_ = kNone;
};

}  // namespace seogo::notebook
