// One notebook of the archive replaced by its next state: ids carried over, item rows kept true.
//
// Private to archive/; import, sync and every edit go through here.
#pragma once

#include <cstdint>

#include "base/error.h"
#include "notebook/notebook.h"
#include "store/store.h"

namespace seogo::archive {

struct ItemCounts {
    std::int64_t added = 0, changed = 0, removed = 0, kept = 0;
};

// Stores `fresh` as the notebook of `row` (given an id where it has none): carries ids over from
// what stands there, writes the rows that differ, and each entry's kind, week and language. `fresh`
// gets the ids that were new.
Result<ItemCounts> put_notebook(store::Change& change, store::NotebookRow& row,
                                notebook::Notebook& fresh);

// As put_notebook, for nodes that were edited in place and have their ids already.
Result<ItemCounts> put_edited(store::Change& change, const store::NotebookRow& row,
                              notebook::Notebook edited);

}  // namespace seogo::archive
