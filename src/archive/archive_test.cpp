// The verbs that read: list, show, concepts, search, ask, status, backup.
#include "archive/archive.h"

#include "support/archive_fixture.h"
#include "text/encoding.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;

class Reading : public ArchiveTest {
protected:
    void SetUp() override {
        ArchiveTest::SetUp();
        import(kNotebook);
    }
};

TEST(ArchiveOpen, AMissingFolderIsNotFoundUnlessAsked) {
    testing::FaultyFileSystem disk;
    auto missing = Archive::open_on(disk, "/none", {});
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
    EXPECT_TRUE(Archive::open_on(disk, "/none", {.create = true}).ok());
    EXPECT_TRUE(Archive::open_on(disk, "/none", {}).ok());
}

TEST_F(Reading, ListFilters) {
    EXPECT_EQ(archive_->list({}).value().size(), 3u);
    EXPECT_EQ(archive_->list({.kind = "paper"}).value().size(), 2u);
    EXPECT_EQ(archive_->list({.org = "sqlite"}).value().size(), 1u);
    EXPECT_EQ(archive_->list({.week = "2025-01-w2"}).value().size(), 1u);
    EXPECT_EQ(archive_->list({.year = 2024}).value().size(), 0u);
    EXPECT_EQ(archive_->list({.limit = 2}).value().size(), 2u);
    EXPECT_EQ(archive_->list({.limit = 2, .offset = 2}).value().size(), 1u);
}

TEST_F(Reading, ShowGivesTextEntryLinksAndHistory) {
    const ItemId id = item("Write-ahead");
    const auto shown = archive_->show(id).value();
    EXPECT_EQ(shown.head.org, "Sqlite");
    EXPECT_EQ(shown.head.week, "2025-01-w1");
    EXPECT_EQ(shown.head.url, "https://example.org/wal?a=(b)");
    ASSERT_TRUE(shown.entry);
    EXPECT_EQ(shown.entry->sub_items.size(), 1u);
    EXPECT_EQ(shown.links.size(), 2u);
    EXPECT_NE(shown.text.find("the writer never blocks readers"), std::string::npos);
    ASSERT_EQ(shown.history.size(), 1u);
    EXPECT_EQ(shown.history[0].command, "import");
}

TEST_F(Reading, ConceptsAreFoundByEitherLanguage) {
    EXPECT_EQ(archive_->concepts("").value().size(), 2u);
    ASSERT_EQ(archive_->concepts("QUANT").value().size(), 1u);
    EXPECT_EQ(archive_->concepts("양자").value()[0].item, item("역색인"));
    EXPECT_TRUE(archive_->concepts("없는 말").value().empty());
}

// The passage of a hit is the item's text at the bytes that it names.
TEST_F(Reading, HitsPointIntoTheShownText) {
    const auto result = archive_->search({.text = "문서를 writer 임베딩은"}).value();
    ASSERT_FALSE(result.hits.empty());
    for (const auto& hit : result.hits) {
        const auto shown = archive_->show(hit.id).value();
        EXPECT_EQ(shown.text.substr(hit.begin, hit.end - hit.begin), hit.passage_text);
    }
}

TEST_F(Reading, AskQuotesTheGlossaryByteForByte) {
    const auto answer = archive_->ask({.text = "BM25가 뭐야?"}).value();
    ASSERT_FALSE(answer.sentences.empty());
    ASSERT_FALSE(answer.sources.empty());
    for (const auto& source : answer.sources) {
        const auto shown = archive_->show(source.id).value();
        EXPECT_EQ(shown.text.substr(source.begin, source.end - source.begin), source.quote);
    }
    EXPECT_NE(answer.sentences[0].text.find("점수를 매기는 식"), std::string::npos);
}

TEST_F(Reading, AskSaysWhenNothingAnswers) {
    const auto answer = archive_->ask({.text = "김치찌개는 어떻게 끓여?"}).value();
    EXPECT_TRUE(answer.sentences.empty());
    EXPECT_FALSE(answer.warnings.empty());
}

TEST_F(Reading, StatusCounts) {
    const auto status = archive_->status().value();
    EXPECT_EQ(status.items, 3);
    EXPECT_EQ(status.notebooks, 1);
    EXPECT_EQ(status.concepts, 2);
    EXPECT_EQ(status.changes, 1);
    EXPECT_GE(status.passages, 3);
    EXPECT_GT(status.bytes, 0);
    EXPECT_TRUE(status.warnings.empty());
}

TEST_F(Reading, LintOfTheArchiveNamesTheLinesOfItsNotebooks) {
    const auto linted = archive_->lint().value();
    ASSERT_EQ(linted.size(), 1u);
    EXPECT_FALSE(linted[0].problems.empty());
    EXPECT_FALSE(linted[0].fixed);
}

TEST_F(Reading, LintFixMendsTheFileInItsEncodingAndOnlyWhenAsked) {
    const std::string bytes = text::encode(kNotebook, {text::Charset::kUtf16Le, true}).value();
    write("/home/other.md", bytes);
    const auto looked = lint_file(disk_, "/home/other.md", false).value();
    EXPECT_FALSE(looked.fixed);
    EXPECT_EQ(read("/home/other.md"), bytes);
    const auto fixed = lint_file(disk_, "/home/other.md", true).value();
    EXPECT_TRUE(fixed.fixed);
    EXPECT_LT(fixed.problems.size(), looked.problems.size());
    EXPECT_EQ(text::decode(read("/home/other.md")).encoding.charset, text::Charset::kUtf16Le);
}

TEST_F(Reading, ABackupRestoresEqual) {
    ASSERT_TRUE(archive_->backup("/home/backup.tar").ok());
    const Status restored = store::Store::restore(disk_, "/home/backup.tar", "/other", false);
    ASSERT_TRUE(restored.ok()) << restored.error().message;
    auto other = Archive::open_on(disk_, "/other", {});
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(other.value()->export_as("notebook", "").value(), kNotebook);
    EXPECT_EQ(other.value()->search({.text = "임베딩을"}).value().hits.size(), 1u);
    EXPECT_TRUE(other.value()->verify().value().empty());
}

}  // namespace
}  // namespace seogo
