// What of an item goes into the index: its passages, and the field that each of their words stands
// in.
#pragma once

#include <vector>

#include "index/segment.h"
#include "search/searcher.h"

namespace seogo::search {

// `fields` borrows the content's text.
struct IndexPassage {
    index::PassageKey key;
    std::vector<index::FieldText> fields;
};

// An entry's own words are one passage; a document behind it is cut as doc::passages says. The
// title's words count for every passage of the item.
std::vector<IndexPassage> index_passages(const ItemContent& content);

}  // namespace seogo::search
