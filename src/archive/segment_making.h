// Items to segments: read and cut on one thread, analyzed on another, in bounded memory.
#pragma once

#include <span>
#include <string>

#include "archive/live_index.h"
#include "base/error.h"
#include "store/store.h"

namespace seogo::archive {

// The bytes of one segment with the passages of all `items` that exist, in that order; "" where
// there are none. Reads the snapshot from the calling thread alone.
Result<std::string> segment_of(store::Snapshot& snapshot, std::span<const store::ItemId> items,
                               Stops stops);

// The segment of every item, reordered: the same items give the same bytes.
Result<std::string> segment_of_all(store::Snapshot& snapshot, Stops stops);

// Several open segments merged to the bytes of one.
Result<std::string> merged_segment(std::span<const index::LiveSegment> segments);

}  // namespace seogo::archive
