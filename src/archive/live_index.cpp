// Opens, grows and remakes the segments that a snapshot names.
#include "archive/live_index.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/stop.h"
#include "search/passages.h"
#include "search/searcher.h"

namespace seogo::archive {
namespace {

using store::ItemId;

// Beyond this many, or with more than this share of dead passages, segments are merged into one.
constexpr std::size_t kSegmentsMax = 8;
constexpr double kDeadShareMax = 0.3;

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

Status open_segment(base::FileSystem& files, const base::Path& folder, const store::SegmentRow& row,
                    LiveIndex& index) {
    SEOGO_ASSIGN(auto mapping, files.map(folder / "index" / row.name));
    if (base::checksum(as_text(mapping->bytes())) != row.checksum) {
        return Error{ErrorKind::kBadFile, "its checksum disagrees"};
    }
    SEOGO_ASSIGN(auto reader, index::SegmentReader::open(mapping->bytes()));
    index.segments.push_back({reader.get(), dead_items(row)});
    index.readers.push_back(std::move(reader));
    index.mappings.push_back(std::move(mapping));
    return ok_status();
}

Status add_item(store::Snapshot& snapshot, ItemId item, index::SegmentWriter& writer) {
    SEOGO_ASSIGN(const auto content, search::content_of(snapshot, item));
    for (const auto& passage : search::index_passages(content)) {
        writer.add(passage.key, passage.fields);
    }
    return ok_status();
}

Result<std::string> segment_of_all(store::Snapshot& snapshot, Stops stops) {
    index::SegmentWriter writer;
    SEOGO_ASSIGN(const auto items, snapshot.items());
    for (const auto& item : items) {
        if (stops == Stops::kYes && base::stop_requested()) {
            return Error{ErrorKind::kCancelled, "stopped; the index is as it was"};
        }
        SEOGO_TRY(add_item(snapshot, item.id, writer));
    }
    return std::move(writer).finish();
}

// Durable before it is named: write_file_atomically syncs the file and its folder.
Result<store::SegmentRow> write_segment(base::FileSystem& files, const base::Path& folder,
                                        std::string_view bytes) {
    store::SegmentRow row;
    row.name = base::content_hash(bytes).substr(0, 24) + ".segment";
    row.checksum = base::checksum(bytes);
    SEOGO_TRY(files.make_folders(folder / "index"));
    SEOGO_TRY(base::write_file_atomically(files, folder / "index" / row.name, bytes));
    return row;
}

// Adds to each row's dead those touched items that its segment holds; answers whether the
// segments have grown so many or so hollow that one new segment serves better.
bool bury(const std::vector<ItemId>& touched, const LiveIndex& index,
          std::vector<store::SegmentRow>& rows) {
    std::size_t passages = 0;
    std::size_t dead_passages = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const index::SegmentReader& reader = *index.segments[i].reader;
        const auto& already = index.segments[i].dead;
        std::set<ItemId> dead(already.begin(), already.end());
        passages += reader.passage_count();
        for (std::uint32_t p = 0; p < reader.passage_count(); ++p) {
            const ItemId item = reader.key(p).item;
            if (std::binary_search(touched.begin(), touched.end(), item)) dead.insert(item);
            if (dead.contains(item)) ++dead_passages;
        }
        rows[i].dead = dead_bytes({dead.begin(), dead.end()});
    }
    const bool hollow =
        static_cast<double>(dead_passages) > kDeadShareMax * static_cast<double>(passages);
    return rows.size() >= kSegmentsMax || hollow;
}

}  // namespace

Result<LiveIndex> open_index(base::FileSystem& files, const base::Path& folder,
                             store::Snapshot& snapshot) {
    LiveIndex index;
    SEOGO_ASSIGN(const auto rows, snapshot.segments());
    for (const auto& row : rows) {
        const Status opened = open_segment(files, folder, row, index);
        if (!opened.ok()) {
            index.warnings.push_back("index/" + row.name + ": " + opened.error().message);
        }
    }
    if (index.warnings.empty()) return index;

    index.segments.clear();
    index.readers.clear();
    index.mappings.clear();
    SEOGO_ASSIGN(index.in_memory, segment_of_all(snapshot, Stops::kNo));
    SEOGO_ASSIGN(auto reader,
                 index::SegmentReader::open(std::as_bytes(std::span(index.in_memory))));
    index.segments.push_back({reader.get(), {}});
    index.readers.push_back(std::move(reader));
    return index;
}

Status index_touched(base::FileSystem& files, const base::Path& folder, store::Change& change) {
    SEOGO_ASSIGN(const auto touched, change.touched_items());
    if (touched.empty()) return ok_status();
    SEOGO_ASSIGN(auto rows, change.segments());
    SEOGO_ASSIGN(const auto index, open_index(files, folder, change));
    if (!index.warnings.empty() || bury(touched, index, rows)) {
        return index_all(files, folder, change, Stops::kNo);
    }
    index::SegmentWriter writer;
    for (const ItemId item : touched) {
        SEOGO_ASSIGN(const auto row, change.item(item));
        if (row) SEOGO_TRY(add_item(change, item, writer));
    }
    if (writer.passage_count() > 0) {
        SEOGO_ASSIGN(auto row, write_segment(files, folder, std::move(writer).finish()));
        // The same passages may come back (an undo): a name stands once, alive again.
        std::erase_if(rows, [&](const auto& old) { return old.name == row.name; });
        rows.push_back(std::move(row));
    }
    return change.put_segments(rows);
}

Status index_all(base::FileSystem& files, const base::Path& folder, store::Change& change,
                 Stops stops) {
    SEOGO_ASSIGN(const auto bytes, segment_of_all(change, stops));
    SEOGO_ASSIGN(auto row, write_segment(files, folder, bytes));
    return change.put_segments({row});
}

}  // namespace seogo::archive
