// The live segments of an archive: opened for reading, grown by a change, rebuilt when damaged.
//
// Segment files stand in index/, named by the hash of their bytes. They are derived: everything
// here can be made again from the items, and the ranking does not depend on how they are cut.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "index/segment.h"
#include "store/store.h"

namespace seogo::archive {

// Open segments and what keeps their bytes alive. Valid while this object lives.
struct LiveIndex {
    std::vector<std::unique_ptr<base::Mapping>> mappings;
    std::vector<std::unique_ptr<index::SegmentReader>> readers;
    std::vector<index::LiveSegment> segments;
    std::string in_memory;              // the bytes of a segment made from the items on the spot
    std::vector<std::string> warnings;  // files that are damaged or gone, by name
};

// Opens all segments that the snapshot names, each checked against its checksum. Where one is
// damaged or gone, answers from an index made in memory from the items, and says so in `warnings`.
Result<LiveIndex> open_index(base::FileSystem& files, const base::Path& folder,
                             store::Snapshot& snapshot);

// Writes a segment with the touched items' passages and names it in the change; old passages of
// those items are marked dead. Merges all into one where segments or dead passages grow many.
Status index_touched(base::FileSystem& files, const base::Path& folder, store::Change& change);

// Whether the work ends with kCancelled when a stop is asked for. Not where it finishes a change
// that was stopped already and is to be kept.
enum class Stops : bool { kNo, kYes };

// Writes one segment of all items and names it alone.
Status index_all(base::FileSystem& files, const base::Path& folder, store::Change& change,
                 Stops stops);

}  // namespace seogo::archive
