// One search from query text to hits: parse, plan, rank, read the texts, cut the snippets.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "index/segment.h"
#include "notebook/model.h"
#include "search/search.h"
#include "search/text_windows.h"
#include "store/store.h"

namespace seogo::search {

// The text that citations and offsets refer to, of any kind of item: notebook::text_of for entries
// and pages (their document's text behind it where there is one), the converted text for documents.
struct ItemContent {
    store::ItemRow row;  // title, url, org, kind filled in for entries too
    std::string text;
    std::vector<notebook::TextPart> parts;
    // Bytes [0, own_end) are the item's own words; what follows is the document behind it, after a
    // blank line. 0 for documents that were added by themselves.
    std::size_t own_end = 0;
};
// One read of the item, its nodes and its document. kNotFound.
Result<ItemContent> content_of(store::Snapshot& snapshot, store::ItemId item);

// `segments`: all live ones, with their dead items. `windows`: those that a regex of a query need
// not read are left out; null: it reads every item. The Searcher borrows all of them.
class Searcher {
public:
    Searcher(store::Snapshot& snapshot, std::span<const index::LiveSegment> segments,
             base::Clock& clock, WindowSource* windows = nullptr);
    // kBadInput (position named) for a query that does not parse.
    Result<SearchResult> search(const SearchQuery& query);

private:
    store::Snapshot& snapshot_;
    std::span<const index::LiveSegment> segments_;
    base::Clock& clock_;
    WindowSource* windows_;
};

}  // namespace seogo::search
