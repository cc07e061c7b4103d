// Why a search found nothing, and what stands near: other spellings, with how many passages hold
// them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "index/segment.h"
#include "search/ranker.h"

namespace seogo::search {

// One sentence for each of the query's words that stands nowhere (at most eight): terms of the
// index that begin with it, or differ by a letter or two. Hangul is compared by its letters (jamo),
// so 엠베딩 is near 임베딩.
std::vector<std::string> near_misses(std::span<const index::LiveSegment> segments,
                                     const Ranker& ranker, const Wanted& wanted);

}  // namespace seogo::search
