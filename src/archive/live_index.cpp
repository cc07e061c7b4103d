// Opens, grows and remakes the segments that a snapshot names.
#include "archive/live_index.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "archive/segment_making.h"
#include "base/hash.h"

namespace seogo::archive {
namespace {

using store::ItemId;

// So many segments of one level (each level is four times as large) are merged to one.
constexpr std::size_t kLevelSegments = 4;
constexpr std::uint64_t kLevelBytes = std::uint64_t{64} << 10;  // of the lowest level
constexpr double kDeadShareMax = 0.3;  // beyond it a segment is written anew without its dead

std::vector<ItemId> dead_items(const store::SegmentRow& row) {
    std::vector<ItemId> dead;
    for (std::size_t at = 0; at + 8 <= row.dead.size(); at += 8) {
        std::uint64_t id = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            id |= std::uint64_t{static_cast<unsigned char>(row.dead[at + i])} << (8 * i);
        }
        dead.push_back(static_cast<ItemId>(id));
    }
    return dead;
}

std::string dead_bytes(const std::vector<ItemId>& dead) {
    std::string bytes;
    for (const ItemId item : dead) {
        for (std::size_t i = 0; i < 8; ++i) {
            bytes += static_cast<char>(static_cast<std::uint64_t>(item) >> (8 * i));
        }
    }
    return bytes;
}

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A file is named by its directory's checksum, which covers those of all its bytes: one that was
// put in its place is told without reading it.
std::string name_of(const index::Segment& segment) {
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    std::string name;
    for (int shift = 60; shift >= 0; shift -= 4)
        name += kHexDigits[segment.checksum() >> shift & 15];
    return name + ".segment";
}

Status open_segment(base::FileSystem& files, const base::Path& folder, const store::SegmentRow& row,
                    Check check, LiveIndex& index) {
    SEOGO_ASSIGN(auto mapping, files.map(folder / "index" / row.name));
    SEOGO_ASSIGN(auto segment, index::Segment::open(mapping->bytes()));
    if (name_of(*segment) != row.name) {
        return Error{ErrorKind::kBadFile, "it is not the file that its name says"};
    }
    if (check == Check::kWhole) {
        SEOGO_TRY(segment->verify());
        if (base::checksum(as_text(mapping->bytes())) != row.checksum) {
            return Error{ErrorKind::kBadFile, "its checksum disagrees"};
        }
    }
    index.segments.push_back({segment.get(), dead_items(row)});
    index.opened.push_back(std::move(segment));
    index.mappings.push_back(std::move(mapping));
    index.names.push_back(row.name);
    return ok_status();
}

Status answer_from_memory(store::Snapshot& snapshot, LiveIndex& index) {
    index.segments.clear();
    index.opened.clear();
    index.mappings.clear();
    index.names.clear();
    SEOGO_ASSIGN(index.in_memory, segment_of_all(snapshot, Stops::kNo));
    SEOGO_ASSIGN(auto segment, index::Segment::open(std::as_bytes(std::span(index.in_memory))));
    index.segments.push_back({segment.get(), {}});
    index.opened.push_back(std::move(segment));
    return ok_status();
}

// Durable before it is named: write_file_atomically syncs the file and its folder.
Result<store::SegmentRow> write_segment(base::FileSystem& files, const base::Path& folder,
                                        std::string_view bytes) {
    SEOGO_ASSIGN(const auto segment, index::Segment::open(std::as_bytes(std::span(bytes))));
    store::SegmentRow row;
    row.name = name_of(*segment);
    row.checksum = base::checksum(bytes);
    SEOGO_TRY(files.make_folders(folder / "index"));
    SEOGO_TRY(base::write_file_atomically(files, folder / "index" / row.name, bytes));
    return row;
}

// A segment while a change decides what becomes of it.
struct Weighed {
    store::SegmentRow row;
    index::LiveSegment live;
    std::uint64_t bytes = 0;
    bool is_hollow = false;
};

unsigned level_of(std::uint64_t bytes) {
    unsigned level = 0;
    for (; bytes > kLevelBytes; bytes /= 4)
        ++level;
    return level;
}

// Adds to the segment's dead those touched items that it holds.
void bury(const std::vector<ItemId>& touched, Weighed& weighed) {
    const index::Segment& segment = *weighed.live.segment;
    std::vector<ItemId>& dead = weighed.live.dead;
    for (const ItemId item : touched) {
        if (segment.ordinal_of(item)) dead.push_back(item);
    }
    std::sort(dead.begin(), dead.end());
    dead.erase(std::unique(dead.begin(), dead.end()), dead.end());
    weighed.row.dead = dead_bytes(dead);
    const auto items = static_cast<double>(segment.item_count());
    weighed.is_hollow = static_cast<double>(dead.size()) > kDeadShareMax * items;
}

// The segments that are to be merged, by their places: those of a level that has grown full with
// all smaller ones, or the hollow ones; as many as the budget allows.
std::vector<std::size_t> to_merge(const std::vector<Weighed>& segments) {
    std::vector<std::size_t> by_size(segments.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) {
        return segments[a].bytes < segments[b].bytes;
    });
    std::size_t full = 0;  // so many of the smallest
    std::map<unsigned, std::size_t> counts;
    for (std::size_t i = 0; i < by_size.size(); ++i) {
        if (++counts[level_of(segments[by_size[i]].bytes)] >= kLevelSegments) full = i + 1;
    }
    std::vector<std::size_t> chosen;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < by_size.size(); ++i) {
        const Weighed& segment = segments[by_size[i]];
        if (i >= full && !segment.is_hollow) continue;
        bytes += segment.bytes;
        if (bytes > kMergeBytesMax) break;
        chosen.push_back(by_size[i]);
    }
    const bool pays = chosen.size() > 1 || (chosen.size() == 1 && segments[chosen[0]].is_hollow);
    return pays ? chosen : std::vector<std::size_t>{};
}

// Puts one merged segment in the place of several. A name stands once: the same passages may come
// back under it (an undo).
Status merge(base::FileSystem& files, const base::Path& folder, std::vector<Weighed>& segments) {
    const std::vector<std::size_t> chosen = to_merge(segments);
    if (chosen.empty()) return ok_status();
    std::vector<index::LiveSegment> parts;
    for (const std::size_t i : chosen)
        parts.push_back(segments[i].live);
    SEOGO_ASSIGN(const std::string bytes, merged_segment(parts));
    SEOGO_ASSIGN(auto row, write_segment(files, folder, bytes));
    for (const std::size_t i : chosen)
        segments[i].row.name.clear();
    std::erase_if(segments, [&](const Weighed& old) {
        return old.row.name.empty() || old.row.name == row.name;
    });
    segments.push_back({std::move(row), {}, bytes.size(), false});
    return ok_status();
}

}  // namespace

Result<LiveIndex> open_index(base::FileSystem& files, const base::Path& folder,
                             store::Snapshot& snapshot, Check check) {
    LiveIndex index;
    SEOGO_ASSIGN(const auto rows, snapshot.segments());
    for (const auto& row : rows) {
        const Status opened = open_segment(files, folder, row, check, index);
        if (!opened.ok()) {
            index.warnings.push_back("index/" + row.name + ": " + opened.error().message);
        }
    }
    if (!index.warnings.empty()) SEOGO_TRY(answer_from_memory(snapshot, index));
    return index;
}

Result<std::vector<index::TextWindow>> LiveWindows::candidates(const index::TrigramQuery& query) {
    std::vector<index::TrigramIndex> indexes;
    for (const index::LiveSegment& segment : index_.segments) {
        SEOGO_ASSIGN(auto trigrams, segment.segment->trigrams());
        indexes.push_back(std::move(trigrams));
    }
    std::vector<index::TrigramSource> sources;
    for (std::size_t i = 0; i < indexes.size(); ++i)
        sources.push_back({&indexes[i], index_.segments[i].dead});
    return search::IndexedWindows(sources).candidates(query);
}

Result<bool> replace_damaged(store::Snapshot& snapshot, LiveIndex& index) {
    const std::size_t before = index.warnings.size();
    for (std::size_t i = 0; i < index.names.size(); ++i) {
        if (const auto damage = index.opened[i]->damage()) {
            index.warnings.push_back("index/" + index.names[i] + ": " + *damage);
        }
    }
    if (index.warnings.size() == before) return false;
    SEOGO_TRY(answer_from_memory(snapshot, index));
    return true;
}

Status index_touched(base::FileSystem& files, const base::Path& folder, store::Change& change) {
    SEOGO_ASSIGN(const auto touched, change.touched_items());
    if (touched.empty()) return ok_status();
    SEOGO_ASSIGN(const auto rows, change.segments());
    SEOGO_ASSIGN(const auto index, open_index(files, folder, change));
    if (!index.warnings.empty()) return index_all(files, folder, change, Stops::kNo);
    std::vector<Weighed> segments;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        segments.push_back({rows[i], index.segments[i], index.mappings[i]->bytes().size(), false});
        bury(touched, segments.back());
    }
    std::vector<ItemId> living;
    for (const ItemId item : touched) {
        SEOGO_ASSIGN(const auto row, change.item(item));
        if (row) living.push_back(item);
    }
    SEOGO_ASSIGN(const std::string bytes, segment_of(change, living, Stops::kNo));
    std::unique_ptr<index::Segment> added;
    if (!bytes.empty()) {
        SEOGO_ASSIGN(auto row, write_segment(files, folder, bytes));
        SEOGO_ASSIGN(added, index::Segment::open(std::as_bytes(std::span(bytes))));
        std::erase_if(segments, [&](const Weighed& old) { return old.row.name == row.name; });
        segments.push_back({std::move(row), {added.get(), {}}, bytes.size(), false});
    }
    const Status merged = merge(files, folder, segments);
    if (!merged.ok() && merged.error().kind == ErrorKind::kBadFile) {
        return index_all(files, folder, change, Stops::kNo);
    }
    SEOGO_TRY(merged);
    std::vector<store::SegmentRow> live;
    for (Weighed& segment : segments)
        live.push_back(std::move(segment.row));
    return change.put_segments(live);
}

Status index_all(base::FileSystem& files, const base::Path& folder, store::Change& change,
                 Stops stops) {
    SEOGO_ASSIGN(const auto bytes, segment_of_all(change, stops));
    SEOGO_ASSIGN(auto row, write_segment(files, folder, bytes));
    return change.put_segments({row});
}

}  // namespace seogo::archive
