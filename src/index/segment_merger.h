// Several segments to one: dead passages dropped, neighbours in meaning put side by side.
//
// What the new segment holds does not depend on how its passages were cut into segments before,
// nor on their order: merging merged segments gives the bytes that merging their parts gives.
// Threads: from one. Memory: 16 bytes a passage, the largest posting list, and, where passages are
// reordered, 4 bytes for each posting that reordering looks at.
#pragma once

#include <cstdint>
#include <span>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/segment.h"

namespace seogo::index {

struct MergeOptions {
    // Recursive graph bisection (reorder.h): smaller lists and tighter bounds, for CPU time.
    bool reorder = true;
};

// Writes the segment of all live passages. The scoring that bounds are made with comes in. Answers
// the file's checksum. kBadFile where a segment is damaged, or two passages have one key: what was
// written until then is not to be named. What the sink refuses is handed up.
Result<std::uint64_t> merge_segments(ByteSink& sink, std::span<const LiveSegment> segments,
                                     const Scoring& scoring, const MergeOptions& options);

}  // namespace seogo::index
