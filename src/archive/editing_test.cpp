// Edits change the lines they must and no other; undo gives back the bytes before.
#include "notebook/edit.h"
#include "support/archive_fixture.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;
using testing::replaced;

class Editing : public ArchiveTest {
protected:
    void SetUp() override {
        ArchiveTest::SetUp();
        import(kNotebook);
    }
    Status edit_title(ItemId id, std::string_view title) {
        notebook::ItemChange change;
        change.title = std::string(title);
        return archive_->edit(id, change);
    }
};

TEST_F(Editing, ATitleChangesOneLine) {
    ASSERT_TRUE(edit_title(item("Write-ahead"), "Write-ahead logging, explained").ok());
    EXPECT_EQ(exported(),
              replaced(kNotebook, "[Write-ahead logging]", "[Write-ahead logging, explained]"));
    EXPECT_NE(
        archive_->last_diff().find("+  - 🧑🏻‍💻 [Sqlite][Write-ahead logging, explained]"),
        std::string::npos);
}

TEST_F(Editing, TheNewTitleIsFoundAndTheOldOneIsNot) {
    const ItemId id = item("Write-ahead");
    ASSERT_TRUE(edit_title(id, "Journaling").ok());
    EXPECT_EQ(found("journaling"), std::vector<ItemId>{id});
    EXPECT_TRUE(found("logging").empty());
}

TEST_F(Editing, ATitleThatCannotStandOnALineIsRefused) {
    const Status refused = edit_title(item("Write-ahead"), "two\nlines");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(archive_->history(10).value().size(), 1u);
}

TEST_F(Editing, ANoteIsOneInsertedLine) {
    ASSERT_TRUE(archive_->note(item("임베딩"), "코사인으로 견준다").ok());
    EXPECT_EQ(exported(),
              replaced(kNotebook, "벡터로 옮긴다\n", "벡터로 옮긴다\n    - 코사인으로 견준다\n"));
    EXPECT_EQ(found("코사인으로").size(), 1u);
}

TEST_F(Editing, AddToAWeekOnlyInsertsLines) {
    AddOptions options;
    options.input = "https://example.org/hnsw";
    options.title = "계층 그래프 탐색";
    options.kind = "paper";
    options.org = "Yandex";
    options.notes = {"위층에서 멀리 뛰고 아래층에서 가까이 본다"};
    options.week = notebook::WeekName{2025, 1, 2};
    const auto added = archive_->add(options);
    ASSERT_TRUE(added.ok()) << added.error().message;
    EXPECT_EQ(item("계층 그래프"), added.value());
    std::string_view before = kNotebook;
    const std::string after = exported();
    std::size_t at = 0;  // every byte before stands after, in order
    for (const char c : before) {
        at = after.find(c, at);
        ASSERT_NE(at, std::string::npos);
        ++at;
    }
    EXPECT_NE(after.find("  - 📜 [Yandex] [계층 그래프 탐색](https://example.org/hnsw)\n"
                         "    - 위층에서 멀리 뛰고"),
              std::string::npos)
        << after;
    EXPECT_EQ(archive_->list({.week = "2025-01-w2"}).value().size(), 2u);
}

TEST_F(Editing, RemoveTakesTheEntryAndLeavesTheRest) {
    const ItemId gone = item("Write-ahead");
    ASSERT_TRUE(archive_->remove(gone).ok());
    const std::string after = exported();
    EXPECT_EQ(after.find("Write-ahead"), std::string::npos);
    EXPECT_NE(after.find("역색인의 구조"), std::string::npos);
    EXPECT_EQ(archive_->stats().value().items, 2);
    EXPECT_TRUE(found("readers").empty());
    const auto shown = archive_->show(gone);
    ASSERT_FALSE(shown.ok());
    EXPECT_EQ(shown.error().kind, ErrorKind::kNotFound);
}

TEST_F(Editing, UndoGivesBackTheBytesBefore) {
    ASSERT_TRUE(edit_title(item("임베딩"), "다른 제목").ok());
    ASSERT_TRUE(archive_->note(item("역색인"), "덧붙인 말").ok());
    ASSERT_TRUE(archive_->undo(0).ok());
    ASSERT_TRUE(archive_->undo(2).ok());
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(found("임베딩을").size(), 1u);
    EXPECT_TRUE(found("덧붙인").empty());
}

TEST_F(Editing, UndoOfARemovalBringsBackItemAndId) {
    const ItemId id = item("임베딩");
    ASSERT_TRUE(archive_->remove(id).ok());
    ASSERT_TRUE(archive_->undo(0).ok());
    EXPECT_EQ(item("임베딩"), id);
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(found("문장임베딩을"), std::vector<ItemId>{id});
}

TEST_F(Editing, UndoOfAnImportEmptiesTheArchiveAndUndoOfThatFillsIt) {
    ASSERT_TRUE(archive_->undo(0).ok());
    EXPECT_TRUE(archive_->list({}).value().empty());
    ASSERT_TRUE(archive_->undo(0).ok());
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Editing, ADocumentStandsAloneAndIsReplacedWhenAddedAgain) {
    write("/home/paper.md", "# 부호화\n\n엔트로피는 평균 정보량이다.\n");
    AddOptions options;
    options.input = "/home/paper.md";
    const auto first = archive_->add(options);
    ASSERT_TRUE(first.ok()) << first.error().message;
    EXPECT_EQ(item("부호화"), first.value());
    EXPECT_EQ(found("엔트로피"), std::vector<ItemId>{first.value()});
    write("/home/paper.md", "# 부호화\n\n허프만 나무.\n");
    EXPECT_EQ(archive_->add(options).value(), first.value());
    EXPECT_TRUE(found("엔트로피").empty());
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Editing, TextFromAPipeBecomesADocument) {
    AddOptions options;
    options.input = "검색어는 낱말로 나뉜다\n";
    options.is_text = true;
    options.title = "메모";
    const auto added = archive_->add(options);
    ASSERT_TRUE(added.ok()) << added.error().message;
    EXPECT_EQ(archive_->show(added.value()).value().text.find("검색어는") != std::string::npos,
              true);
}

TEST_F(Editing, AnAddressHasTheLanguageOfItsTitle) {
    AddOptions options;
    options.input = "https://example.org/1";
    options.title = "나무를 심는 법";
    const auto added = archive_->add(options);
    ASSERT_TRUE(added.ok()) << added.error().message;
    EXPECT_EQ(found("lang:ko 나무를"), std::vector<ItemId>{added.value()});
    EXPECT_TRUE(found("lang:en 나무를").empty());
}

TEST_F(Editing, AnItemThatIsNotThereIsNotFound) {
    for (const Status& status :
         {edit_title(999, "x"), archive_->note(999, "x"), archive_->remove(999)}) {
        ASSERT_FALSE(status.ok());
        EXPECT_EQ(status.error().kind, ErrorKind::kNotFound);
    }
}

TEST(EditingEmpty, TheFirstEntryOpensANotebook) {
    testing::FaultyFileSystem disk;
    auto archive = Archive::open_on(disk, "/lib", {.create = true});
    ASSERT_TRUE(archive.ok());
    AddOptions options;
    options.input = "https://example.org/a";
    options.title = "첫 글";
    options.kind = "dev";
    options.week = notebook::WeekName{2026, 3, 1};
    const auto added = archive.value()->add(options);
    ASSERT_TRUE(added.ok()) << added.error().message;
    const auto listed = archive.value()->list({}).value();
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].week, "2026-03-w1");
    EXPECT_EQ(listed[0].kind, "dev");
}

}  // namespace
}  // namespace seogo
