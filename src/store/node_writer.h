// Makes the stored lines of a notebook equal to a fresh list, touching only rows that differ.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "store/row_reader.h"
#include "store/row_writer.h"

namespace seogo::store {

// Gives every line of `fresh` its item: an entry's lines to the entry, all others to the page of
// the notebook. Ids that are 0 (or stand on two entries) are made by `give`, at most once called;
// `page` is the item of the page, 0 where there is none yet.
using GiveIds = std::function<Result<ItemId>(std::size_t count)>;  // the first of so many in a row
Status assign_items(notebook::Notebook& fresh, ItemId& page, const GiveIds& give);

class NodeWriter {
public:
    NodeWriter(Connection& connection, base::Clock& clock)
        : rows_(connection), writer_(connection), clock_(clock) {}

    // As Change::put_nodes. Items of lines that moved are added to `moved`.
    Status put(NotebookId notebook, notebook::Notebook& fresh, std::set<ItemId>& moved);

private:
    Status check_ids(NotebookId notebook, const notebook::Notebook& fresh,
                     const std::vector<PlacedNode>& stored);
    Status put_item_rows(NotebookId notebook, const notebook::Notebook& fresh, ItemId page);
    Status put_lines(NotebookId notebook, notebook::Notebook& fresh,
                     const std::vector<PlacedNode>& stored, std::set<ItemId>& moved);

    RowReader rows_;
    RowWriter writer_;
    base::Clock& clock_;
};

}  // namespace seogo::store
