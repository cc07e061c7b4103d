// In which passages of a segment does a pattern hold: posting lists crossed, positions compared.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "index/segment.h"
#include "search/ranker.h"

namespace seogo::search {

// Passage numbers, rising. Passages of dead items are not left out. A pattern without words holds
// nowhere.
std::vector<std::uint32_t> passages_holding(const index::SegmentReader& reader,
                                            const Pattern& pattern);

// The posting of a passage in a list; null where there is none.
const index::Posting* posting_of(const std::vector<index::Posting>& postings,
                                 std::uint32_t passage);

// The number of a passage within a segment.
std::optional<std::uint32_t> passage_number(const index::SegmentReader& reader,
                                            index::PassageKey key);

}  // namespace seogo::search
