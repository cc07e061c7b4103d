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

// Changes add small segments; those of like size are merged, so that they stay few.
TEST_F(LiveIndexTest, SegmentsStayFewAsChangesCome) {
    import(kNotebook);
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(archive_->note(item("역색인"), "덧붙인 줄 " + std::to_string(i)).ok());
        EXPECT_LT(archive_->status().value().segments, 8) << i;
    }
    EXPECT_EQ(ranking("덧붙인").empty(), false);
    EXPECT_TRUE(archive_->verify().value().empty());
}

// An item that is edited again and again leaves no trail of dead passages behind.
TEST_F(LiveIndexTest, DeadPassagesAreDroppedWhenSegmentsAreMerged) {
    import(kNotebook);
    for (int i = 0; i < 40; ++i)
        ASSERT_TRUE(archive_->note(item("임베딩"), "줄 " + std::to_string(i)).ok());
    const auto grown = archive_->status().value().passages;
    ASSERT_TRUE(archive_->rebuild(false).ok());
    const auto fresh = archive_->status().value().passages;
    EXPECT_LE(grown, fresh + 12);
}

// A segment whose name is another's is told without reading it.
TEST_F(LiveIndexTest, ASegmentPutInThePlaceOfAnotherIsNamedAndRebuilt) {
    import(kNotebook);
    const std::string first = read(segment_files()[0]);
    ASSERT_TRUE(archive_->note(item("임베딩"), "나중에 온 줄").ok());
    for (const auto& path : segment_files()) {
        if (read(path) != first) write(path, first);
    }
    const auto result = archive_->search({.text = "나중에"});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value().hits.size(), 1u);
    ASSERT_FALSE(result.value().warnings.empty());
    EXPECT_NE(result.value().warnings[0].find("not the file that its name says"),
              std::string::npos);
}

// Bytes of the index, one at a time: answers stay whole, or the damage is said and mended. (F6)
TEST_F(LiveIndexTest, NoFlippedBitChangesAnAnswerUnsaid) {
    import(kNotebook);
    ASSERT_TRUE(archive_->rebuild(false).ok());
    const std::string query = "역색인은 문서 writer \"낱말에서 문서로\"";
    const std::string right = ranking(query);
    const auto size = disk_.info(segment_files()[0]).value().size;
    int said = 0;
    for (std::uint64_t at = 0; at < size; at += 37) {
        const base::Path path = segment_files()[0];
        disk_.flip_bit(path, at, 4);
        const auto result = archive_->search({.text = query, .limit = 100});
        ASSERT_TRUE(result.ok());
        if (result.value().warnings.empty()) {
            disk_.flip_bit(path, at, 4);  // not read, so not mended
        } else {
            ++said;
        }
        EXPECT_EQ(ranking(query), right) << "byte " << at;
    }
    EXPECT_GT(said, 0);
}

// The trigrams of the live segments leave out what cannot match, never what does.
TEST_F(LiveIndexTest, GrepFindsTheSameLinesHoweverTheIndexIsCut) {
    import(kNotebook);
    const auto lines = [&](std::string_view pattern) {
        search::GrepQuery query;
        query.pattern = pattern;
        const auto found = archive_->grep(query);
        EXPECT_TRUE(found.ok());
        std::string out;
        for (const auto& item : found.value().items) {
            for (const auto& line : item.lines)
                out += std::to_string(item.row.id) + ":" + line.text + "\n";
        }
        return out;
    };
    EXPECT_NE(lines("never +block").find("Readers never block"), std::string::npos);
    for (int i = 0; i < 6; ++i)
        ASSERT_TRUE(archive_->note(item("임베딩"), "벡터 줄 " + std::to_string(i)).ok());
    for (const char* pattern : {"벡터", "줄 [0-5]", "writer|역색인", "없는 말"}) {
        const std::string grown = lines(pattern);
        ASSERT_TRUE(archive_->rebuild(false).ok());
        EXPECT_EQ(lines(pattern), grown) << pattern;
    }
    EXPECT_EQ(lines("없는 말"), "");
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
    EXPECT_GE(index.value().segments[0].segment->passage_count(), 3u);
}

}  // namespace
}  // namespace seogo
