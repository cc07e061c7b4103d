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
#include "search/text_windows.h"
#include "store/store.h"

namespace seogo::archive {

// Open segments and what keeps their bytes alive. Valid while this object lives.
struct LiveIndex {
    std::vector<std::unique_ptr<base::Mapping>> mappings;
    std::vector<std::unique_ptr<index::Segment>> opened;
    std::vector<std::string> names;  // of their files
    std::vector<index::LiveSegment> segments;
    std::string in_memory;              // the bytes of a segment made from the items on the spot
    std::vector<std::string> warnings;  // files that are damaged or gone, by name
};

// kWhole: every byte is compared with its checksum at open; kWhenRead: when it is first read.
enum class Check : bool { kWhenRead, kWhole };

// Opens all segments that the snapshot names. Where one is damaged or gone, answers an index made
// in memory from the items, and says so in `warnings`.
Result<LiveIndex> open_index(base::FileSystem& files, const base::Path& folder,
                             store::Snapshot& snapshot, Check check = Check::kWhenRead);

// What the live segments know of the windows of text that a regex may match in. Borrows the index.
class LiveWindows final : public search::WindowSource {
public:
    explicit LiveWindows(const LiveIndex& index) : index_(index) {}
    // kBadFile where a segment is damaged: replace_damaged() says so.
    Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery& query) override;

private:
    const LiveIndex& index_;
};

// After it was used: true where a segment turned out to be damaged. What was read from it is not to
// be trusted; `index` is one made in memory now, and its warnings say so.
Result<bool> replace_damaged(store::Snapshot& snapshot, LiveIndex& index);

// Writes a segment with the touched items' passages and names it in the change; old passages of
// those items are marked dead. Merges segments of like size where they grow many, and one that has
// grown hollow, but no more than kMergeBytesMax in one change.
Status index_touched(base::FileSystem& files, const base::Path& folder, store::Change& change);
inline constexpr std::uint64_t kMergeBytesMax = std::uint64_t{64} << 20;

// Whether the work ends with kCancelled when a stop is asked for. Not where it finishes a change
// that was stopped already and is to be kept.
enum class Stops : bool { kNo, kYes };

// Writes one segment of all items, its passages reordered, and names it alone.
Status index_all(base::FileSystem& files, const base::Path& folder, store::Change& change,
                 Stops stops);

}  // namespace seogo::archive
