// Words that stand for several: those that begin so, are spelled nearly so, or have these initials.
#pragma once

#include <span>

#include "base/error.h"
#include "index/segment.h"
#include "search/plan.h"

namespace seogo::search {

// Of one word: the nearest, of equals the most frequent; an excluded word stands for all of them. A
// warning tells where there are more.
inline constexpr std::size_t kExpandedMax = 64;

// Fills what the plan leaves to the index: lone words are looked for by the terms that they stand
// for (their patterns make hits, a letter of difference halves their weight), conditions hold where
// one of their terms does. A word that stands for nothing is kept as a pattern that holds nowhere,
// so that it is told. kBadInput for words of more letters than a comparison takes.
Status expand(std::span<const index::LiveSegment> segments, Plan& plan);

}  // namespace seogo::search
