// Items become segments whatever the batch and the thread: equal items give equal bytes.
#include "archive/segment_making.h"

#include "base/stop.h"
#include "index/segment.h"
#include "support/archive_fixture.h"

namespace seogo::archive {
namespace {

using testing::ArchiveTest;

class SegmentMakingTest : public ArchiveTest {
protected:
    // A notebook of `count` entries with a long note each.
    static std::string notebook_of(std::size_t count, std::size_t words) {
        std::string out = "# 2025\n\n## January\n<details>\n  <summary>1st week</summary>\n\n";
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = std::to_string(i);
            out += "  - 📜 [글 " + name + "](https://example.org/" + name + ")\n    - ";
            for (std::size_t w = 0; w < words; ++w)
                out += "낱말" + std::to_string((i * 7 + w * 13) % 97) + "을 ";
            out += "\n";
        }
        return out + "</details>\n";
    }
    void SetUp() override {
        ArchiveTest::SetUp();
        store_ = store::Store::open(disk_, "/lib", {}).value();
    }
    std::unique_ptr<store::Snapshot> snapshot() { return store_->read().value(); }
    std::vector<store::ItemId> ids(store::Snapshot& snapshot) {
        std::vector<store::ItemId> all;
        const auto rows = snapshot.items().value();
        for (const auto& row : rows)
            all.push_back(row.id);
        return all;
    }

    std::unique_ptr<store::Store> store_;
};

std::unique_ptr<index::Segment> opened(const std::string& bytes) {
    return index::Segment::open(std::as_bytes(std::span(bytes))).value();
}

TEST_F(SegmentMakingTest, NoItemsGiveAnEmptySegmentAndNoneAtAll) {
    const auto none = snapshot();
    EXPECT_EQ(segment_of(*none, {}, Stops::kNo).value(), "");
    const std::string all = segment_of_all(*none, Stops::kNo).value();
    EXPECT_EQ(opened(all)->passage_count(), 0u);
}

// Several megabytes: more than one batch, so that the second thread takes part.
TEST_F(SegmentMakingTest, ManyBatchesGiveWhatTheirItemsHold) {
    import(notebook_of(300, 800));
    const auto now = snapshot();
    const auto items = ids(*now);
    const std::string bytes = segment_of(*now, items, Stops::kNo).value();
    const auto segment = opened(bytes);
    EXPECT_EQ(segment->item_count(), items.size());
    EXPECT_TRUE(segment->verify().ok());
    EXPECT_EQ(segment->find("b낱말")->doc_freq, 300u);
    EXPECT_EQ(segment_of(*now, items, Stops::kNo).value(), bytes);
}

TEST_F(SegmentMakingTest, TheOrderOfItemsDoesNotMatter) {
    import(notebook_of(40, 30));
    const auto now = snapshot();
    auto items = ids(*now);
    const std::string bytes = segment_of(*now, items, Stops::kNo).value();
    std::reverse(items.begin(), items.end());
    EXPECT_EQ(segment_of(*now, items, Stops::kNo).value(), bytes);
}

TEST_F(SegmentMakingTest, PartsMergeToTheSegmentOfAll) {
    import(notebook_of(60, 40));
    const auto now = snapshot();
    const auto items = ids(*now);
    const auto half = static_cast<std::ptrdiff_t>(items.size() / 2);
    const std::string first =
        segment_of(*now, {items.begin(), items.begin() + half}, Stops::kNo).value();
    const std::string second =
        segment_of(*now, {items.begin() + half, items.end()}, Stops::kNo).value();
    const auto a = opened(first);
    const auto b = opened(second);
    const std::vector<index::LiveSegment> live = {{b.get(), {}}, {a.get(), {}}};
    EXPECT_EQ(merged_segment(live).value(), segment_of_all(*now, Stops::kNo).value());
}

TEST_F(SegmentMakingTest, AMissingItemIsAnErrorThatNamesIt) {
    import(notebook_of(3, 3));
    const auto now = snapshot();
    const std::vector<store::ItemId> items = {1, 99};
    const auto made = segment_of(*now, items, Stops::kNo);
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().kind, ErrorKind::kNotFound);
}

TEST_F(SegmentMakingTest, ADamagedPartIsNotMerged) {
    import(notebook_of(20, 20));
    const auto now = snapshot();
    std::string bytes = segment_of(*now, ids(*now), Stops::kNo).value();
    bytes[100] = static_cast<char>(bytes[100] ^ 1);
    const auto segment = index::Segment::open(std::as_bytes(std::span(bytes)));
    if (!segment.ok()) return;  // the summary lies there: refused at once
    const std::vector<index::LiveSegment> live = {{segment.value().get(), {}}};
    EXPECT_EQ(merged_segment(live).error().kind, ErrorKind::kBadFile);
}

}  // namespace
}  // namespace seogo::archive
