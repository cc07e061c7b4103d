// A reader fills batches of items while a builder analyzes the batch before: two threads, no more.
#include "archive/segment_making.h"

#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "index/segment_builder.h"
#include "index/segment_merger.h"
#include "search/passages.h"
#include "search/searcher.h"
#include "search/text_windows.h"
#include "search/weights.h"

namespace seogo::archive {
namespace {

using store::ItemId;

constexpr std::size_t kBatchBytes = std::size_t{1} << 20;  // of text, handed over at once
// Beyond this a builder's passages become a segment of their own, merged with the others at the
// end.
constexpr std::size_t kBuilderBytesMax = std::size_t{192} << 20;

using Batch = std::vector<search::ItemContent>;

// Analyzes one batch after the other on a thread of its own.
class Builder {
public:
    // Waits for the batch before.
    void take(Batch batch, bool is_last) {
        wait();
        if (is_last) {  // nothing is read beside it
            add_all(batch);
            return;
        }
        running_ = std::async(std::launch::async | std::launch::deferred,
                              [this, batch = std::move(batch)] { add_all(batch); });
    }
    // The segments of all batches, in order.
    std::vector<std::string> finish() && {
        wait();
        end_segment();
        return std::move(segments_);
    }

private:
    void add_all(const Batch& batch) {
        for (const search::ItemContent& content : batch) {
            for (const auto& passage : search::index_passages(content))
                builder_->add(passage.key, passage.fields);
            search::add_windows(content.row.id, content.text, builder_->trigrams());
            if (builder_->bytes() > kBuilderBytesMax || builder_->is_full()) end_segment();
        }
    }
    void wait() {
        if (running_.valid()) running_.get();
    }
    void end_segment() {
        if (builder_->passage_count() == 0) return;
        auto built = std::exchange(builder_, fresh());
        segments_.push_back(std::move(*built).finish());
    }
    static std::unique_ptr<index::SegmentBuilder> fresh() {
        return std::make_unique<index::SegmentBuilder>(search::kScoring);
    }

    std::unique_ptr<index::SegmentBuilder> builder_ = fresh();
    std::vector<std::string> segments_;
    std::future<void> running_;  // last: it ends before what it works on
};

Result<std::vector<std::string>> segments_of(store::Snapshot& snapshot,
                                             std::span<const ItemId> items, Stops stops) {
    Builder builder;
    Batch batch;
    std::size_t bytes = 0;
    for (const ItemId item : items) {
        if (stops == Stops::kYes && base::stop_requested()) {
            return Error{ErrorKind::kCancelled, "stopped; the index is as it was"};
        }
        SEOGO_ASSIGN(auto content, search::content_of(snapshot, item));
        bytes += content.text.size();
        batch.push_back(std::move(content));
        if (bytes < kBatchBytes) continue;
        builder.take(std::exchange(batch, {}), false);
        bytes = 0;
    }
    if (!batch.empty()) builder.take(std::move(batch), true);
    return std::move(builder).finish();
}

Result<std::string> merged(const std::vector<std::string>& segments) {
    std::vector<std::unique_ptr<index::Segment>> opened;
    std::vector<index::LiveSegment> live;
    for (const std::string& bytes : segments) {
        SEOGO_ASSIGN(auto segment, index::Segment::open(std::as_bytes(std::span(bytes))));
        live.push_back({segment.get(), {}});
        opened.push_back(std::move(segment));
    }
    return merged_segment(live);
}

}  // namespace

Result<std::string> merged_segment(std::span<const index::LiveSegment> segments) {
    index::StringSink sink;
    SEOGO_ASSIGN(const auto checksum,
                 index::merge_segments(sink, segments, search::kScoring, {.reorder = true}));
    (void)checksum;
    return sink.take();
}

Result<std::string> segment_of(store::Snapshot& snapshot, std::span<const ItemId> items,
                               Stops stops) {
    SEOGO_ASSIGN(auto segments, segments_of(snapshot, items, stops));
    if (segments.empty()) return std::string();
    if (segments.size() == 1) return std::move(segments[0]);
    return merged(segments);
}

Result<std::string> segment_of_all(store::Snapshot& snapshot, Stops stops) {
    SEOGO_ASSIGN(const auto rows, snapshot.items());
    std::vector<ItemId> items;
    for (const auto& row : rows)
        items.push_back(row.id);
    SEOGO_ASSIGN(auto segments, segments_of(snapshot, items, stops));
    if (segments.empty()) return index::SegmentBuilder(search::kScoring).finish();
    return merged(segments);
}

}  // namespace seogo::archive
