// The index is derived: damaged or deleted it is made anew, and its cut never shows in the ranking.
#include "archive/live_index.h"

#include "support/archive_fixture.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;
using testing::replaced;

class LiveIndexTest : public ArchiveTest {
protected:
    std::vector<base::Path> segment_files() {
        std::vector<base::Path> paths;
        const auto names = disk_.list("/lib/index").value();
        for (const auto& name : names) {
            if (name.ends_with(".segment")) paths.push_back("/lib/index/" + name);
        }
        return paths;
    }
    // Hits with their scores, as one comparable string.
    std::string ranking(std::string_view query) {
        const auto result = archive_->search({.text = std::string(query), .limit = 100});
        std::string out;
        for (const auto& hit : result.value().hits) {
            out += std::to_string(hit.id) + ":" + std::to_string(hit.score) + " ";
        }
        return out;
    }
};

TEST_F(LiveIndexTest, ADamagedSegmentIsNamedRebuiltAndAnswersAreWhole) {
    import(kNotebook);
    const std::string before = ranking("문서 역색인을 writer");
    for (const auto& path : segment_files()) {
        const auto size = disk_.info(path).value().size;
        disk_.flip_bit(path, size / 2);
        const auto result = archive_->search({.text = "역색인을"});
        ASSERT_TRUE(result.ok());
        EXPECT_EQ(result.value().hits.size(), 1u);
        ASSERT_FALSE(result.value().warnings.empty());
        EXPECT_NE(result.value().warnings[0].find(path.filename().string()), std::string::npos);
    }
    EXPECT_TRUE(archive_->search({.text = "역색인을"}).value().warnings.empty());
    EXPECT_EQ(ranking("문서 역색인을 writer"), before);
}

TEST_F(LiveIndexTest, ADeletedSegmentIsNamedAndRebuilt) {
    import(kNotebook);
    for (const auto& path : segment_files())
        ASSERT_TRUE(disk_.remove(path).ok());
    const auto verified = archive_->verify();
    ASSERT_TRUE(verified.ok());
    EXPECT_FALSE(verified.value().empty());
    EXPECT_FALSE(archive_->search({.text = "역색인을"}).value().warnings.empty());
    EXPECT_TRUE(archive_->verify().value().empty());
}

TEST_F(LiveIndexTest, RankingDoesNotDependOnTheCutIntoSegments) {
    import(kNotebook);
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(archive_->note(item("임베딩"), "문서 낱말 note " + std::to_string(i)).ok());
    }
    const auto status = archive_->status().value();
    EXPECT_LE(status.segments, 9);
    const std::string grown = ranking("문서 낱말을 note");
    ASSERT_TRUE(archive_->rebuild(false).ok());
    EXPECT_EQ(archive_->status().value().segments, 1);
    EXPECT_EQ(ranking("문서 낱말을 note"), grown);
}

TEST_F(LiveIndexTest, RebuildOfDatabaseAndIndexGivesEqualItemsAndResults) {
    import(kNotebook);
    import(replaced(kNotebook, "Readers never", "Many readers never"));
    ASSERT_TRUE(archive_->note(item("임베딩"), "코사인").ok());
    const std::string json = exported("json");
    const std::string before = ranking("문서 writer 벡터");
    const Status rebuilt = archive_->rebuild(true);
    ASSERT_TRUE(rebuilt.ok()) << rebuilt.error().message;
    EXPECT_EQ(exported("json"), json);
    EXPECT_EQ(ranking("문서 writer 벡터"), before);
    EXPECT_EQ(archive_->history(10).value().size(), 3u);
}

TEST_F(LiveIndexTest, OnAReadOnlyDiskADamagedIndexStillAnswersAndSaysSo) {
    import(kNotebook);
    for (const auto& path : segment_files())
        ASSERT_TRUE(disk_.remove(path).ok());
    auto other = Archive::open_on(disk_, "/lib", {});
    ASSERT_TRUE(other.ok());
    auto store = store::Store::open(disk_, "/lib", {});
    ASSERT_TRUE(store.ok());
    auto writer = store.value()->write();  // holds the lock, so nothing can be mended
    ASSERT_TRUE(writer.ok());
    const auto snapshot = store.value()->read();
    const auto index = archive::open_index(disk_, "/lib", *snapshot.value());
    ASSERT_TRUE(index.ok());
    EXPECT_FALSE(index.value().warnings.empty());
    ASSERT_EQ(index.value().segments.size(), 1u);
    EXPECT_GE(index.value().segments[0].reader->passage_count(), 3u);
}

}  // namespace
}  // namespace seogo
