// Seogo's own ranking of a collection by words: the same passages, analysis and ranker as
// `seogo search`, over one segment in memory.
#pragma once

#include <cstddef>
#include <span>

#include "base/clock.h"
#include "base/error.h"
#include "eval/collection.h"
#include "eval/run.h"

namespace seogo::eval {

// Ranks up to `depth` documents for each query of `asked`; the other rankings stay empty. A
// document counts by its best passage; ties go to the one that stands first in the corpus. Query
// texts are plain words: no operator of the query language applies. kCancelled where the user
// stopped it.
Result<Run> words_run(const Collection& collection, std::span<const std::size_t> asked,
                      std::size_t depth, base::Clock& clock);

}  // namespace seogo::eval
