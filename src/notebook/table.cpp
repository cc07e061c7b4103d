// Reads rows cell by cell; the first row without a link is the head.
#include "notebook/table.h"

#include <algorithm>

#include "notebook/link.h"
#include "notebook/words.h"

namespace seogo::notebook {
namespace {

bool leads_out(std::string_view cell) {
    const auto links = links_in(cell);
    return !links.empty() && !links[0].urls[0].starts_with('#');
}

}  // namespace

Table::Row Table::read(std::string_view body) {
    const auto cells = table_cells(body);
    Row row;
    row.rule = is_table_rule(cells);
    if (row.rule) return row;
    const auto linked = std::find_if(cells.begin(), cells.end(), leads_out);
    row.entry = linked != cells.end();
    if (!head_seen_) {
        head_seen_ = true;
        orgs_ = kNone;
        for (std::size_t i = cells.size(); i-- > 0 && !row.entry;) {
            if (is_org_word(cells[i])) orgs_ = i;
        }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (row.entry && cells.begin() + static_cast<std::ptrdiff_t>(i) == linked) {
            const FieldSpans lead = read_lead(cells[i], /*marked=*/true).spans;
            row.spans.insert(row.spans.end(), lead.begin(), lead.end());
        } else {
            row.spans.push_back({row.entry && i == orgs_ ? Field::kOrg : Field::kText, cells[i]});
        }
    }
    return row;
}

}  // namespace seogo::notebook
