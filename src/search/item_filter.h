// Does an item fit kind:, week:, site: and their like? Facts are read once, when first asked for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "search/query.h"
#include "store/store.h"

namespace seogo::search {

class ItemFilter {
public:
    explicit ItemFilter(store::Snapshot& snapshot) : snapshot_(snapshot) {}

    // `clause`: a checked kField clause of kind url week year lang site type has before after.
    Result<bool> fits(const Clause& clause, store::ItemId item);

private:
    struct Facts {
        store::ItemRow row;
        std::string kind;
        std::vector<std::string> urls;  // the item's own first
        std::set<std::string> things;   // as has: names them
    };
    Status load_rows();
    Result<const Facts*> facts_of(store::ItemId item);
    Result<bool> fits_type(const std::string& type, const Facts& facts);
    Result<std::string> lang_of(const Facts& facts);

    store::Snapshot& snapshot_;
    bool loaded_ = false;
    std::map<store::ItemId, Facts> facts_;
    std::set<store::ItemId> read_;  // whose nodes have been looked at
};

}  // namespace seogo::search
