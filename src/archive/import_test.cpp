// Import: bytes come back, ids stay, only what changed is touched, and nothing leaves its root.
#include "support/archive_fixture.h"
#include "text/encoding.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;
using testing::replaced;

class Import : public ArchiveTest {};

TEST_F(Import, GivesBackTheSameBytes) {
    import(kNotebook);
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Import, GivesBackEveryEncodingAsItCame) {
    const std::string crlf = [] {
        std::string out;
        for (const char c : kNotebook)
            out += c == '\n' ? std::string("\r\n") : std::string(1, c);
        return out;
    }();
    const std::string utf16 = text::encode(kNotebook, {text::Charset::kUtf16Le, true}).value();
    const std::string cp949 = text::encode("# 읽은 것\n\n- [색인](https://example.org)\n  - 쓸모\n",
                                           {text::Charset::kCp949, false})
                                  .value();
    const std::string with_bom = "\xEF\xBB\xBF" + std::string(kNotebook);
    const std::string broken = std::string(kNotebook) + "\xFF\xFE\x80 끝";
    int n = 0;
    for (const auto& bytes : {crlf, utf16, cp949, with_bom, broken}) {
        const std::string name = "twin" + std::to_string(n++) + ".md";
        reopen();
        import(bytes, "/home/" + name);
        auto out = archive_->export_as("notebook", name);
        if (!out.ok()) {  // a likeness of an earlier twin keeps one notebook under the last name
            out = archive_->export_as("notebook", "");
        }
        ASSERT_TRUE(out.ok()) << out.error().message;
        EXPECT_EQ(out.value(), bytes) << name;
    }
}

TEST_F(Import, ExportReadsNoOriginal) {
    import(kNotebook);
    const auto folders = disk_.list("/lib/blobs").value();
    for (const auto& folder : folders) {
        if (folder.size() != 2) continue;
        const auto blobs = disk_.list("/lib/blobs/" + folder).value();
        for (const auto& blob : blobs) {
            ASSERT_TRUE(disk_.remove("/lib/blobs/" + folder + "/" + blob).ok());
        }
    }
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Import, CountsWhatTheNotebookHolds) {
    const auto file = import(kNotebook);
    EXPECT_EQ(file.items_added, 4);  // three entries and the page around them
    const auto stats = archive_->stats().value();
    EXPECT_EQ(stats.items, 3);
    EXPECT_EQ(stats.paper, 2);
    EXPECT_EQ(stats.dev, 1);
    EXPECT_EQ(stats.weeks, 2);
    EXPECT_EQ(stats.sub_items, 1);
    EXPECT_EQ(stats.concepts, 2);
    EXPECT_EQ(stats.notes, 4);
}

TEST_F(Import, AgainWithoutAChangeLeavesNoHistory) {
    import(kNotebook);
    const auto before = archive_->history(10).value().size();
    import(kNotebook);
    EXPECT_EQ(archive_->history(10).value().size(), before);
}

TEST_F(Import, OfAnEditedNotebookTouchesOnlyWhatChanged) {
    import(kNotebook);
    const ItemId paper = item("역색인의 구조");
    const ItemId wal = item("Write-ahead");
    const auto file = import(replaced(kNotebook, "역색인의 구조", "역색인의 짜임새"));
    EXPECT_EQ(file.items_changed, 1);
    EXPECT_EQ(file.items_added, 0);
    EXPECT_EQ(file.items_removed, 0);
    EXPECT_EQ(item("역색인의 짜임새"), paper);
    EXPECT_EQ(item("Write-ahead"), wal);
    const auto newest = archive_->history(1).value().front();
    EXPECT_EQ(newest.items, std::vector<ItemId>{paper});
}

TEST_F(Import, KeepsTheIdOfAnEntryThatMovesToAnotherWeek) {
    import(kNotebook);
    const ItemId moved = item("임베딩");
    const std::string entry =
        "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
        "    - 문장임베딩은 문장을 벡터로 옮긴다\n";
    std::string edited = replaced(kNotebook, entry, "");
    edited = replaced(edited, "  - 📜 [Cranfield]", entry + "\n  - 📜 [Cranfield]");
    import(edited);
    EXPECT_EQ(item("임베딩"), moved);
    EXPECT_EQ(archive_->list({.week = "2025-01-w1"}).value().size(), 3u);
    EXPECT_EQ(exported(), edited);
}

TEST_F(Import, ARemovedEntryIsGoneFromListAndSearch) {
    import(kNotebook);
    ASSERT_EQ(found("임베딩을").size(), 1u);
    import(replaced(kNotebook,
                    "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
                    "    - 문장임베딩은 문장을 벡터로 옮긴다\n",
                    ""));
    EXPECT_EQ(item("임베딩"), 0);
    EXPECT_TRUE(found("임베딩을").empty());
}

TEST_F(Import, DryRunChangesNothing) {
    write("/home/notebook.md", kNotebook);
    const auto result = archive_->import({"/home/notebook.md"}, {.dry_run = true});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value().files.front().items_added, 4);
    EXPECT_TRUE(archive_->list({}).value().empty());
    EXPECT_TRUE(archive_->history(10).value().empty());
}

// A notebook under another name is the same notebook when its entries are.
TEST_F(Import, AMovedNotebookKeepsItsIds) {
    std::string text = "# Links\n\n";
    for (int i = 0; i < 8; ++i) {
        const std::string n = std::to_string(i);
        text += "- [Title " + n + "](https://example.org/" + n + ") - what " + n + " says\n";
    }
    import(text, "/home/old.md");
    const ItemId third = item("Title 3");
    const auto file = import(text + "- [New](https://example.org/new)\n", "/home/new.md");
    ASSERT_FALSE(file.warnings.empty());
    EXPECT_NE(file.warnings.back().find("newer version"), std::string::npos);
    EXPECT_EQ(item("Title 3"), third);
    EXPECT_EQ(archive_->list({}).value().size(), 9u);
}

TEST_F(Import, OfAFolderTakesEachFileAndNamesWhatItPassedOver) {
    write("/home/notes/a.md", "# 첫 쪽\n\n검색 엔진은 색인을 만든다\n");
    write("/home/notes/b/c.txt", "a plain text about postings\n");
    write("/home/notes/.git/config.md", "hidden\n");
    write("/home/notes/picture.png", std::string("\x89PNG\0\0", 6));
    const auto result = archive_->import({"/home/notes"}, {});
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.value().files.size(), 2u);
    EXPECT_EQ(found("색인을").size(), 1u);
    EXPECT_EQ(found("posting").size(), 1u);
    EXPECT_TRUE(found("hidden").empty());
}

TEST_F(Import, OneBadFileLeavesTheOthersAlone) {
    write("/home/good.md", kNotebook);
    write("/home/bad.pdf", std::string("%PDF-1.7\0\0", 10));
    const auto result = archive_->import({"/home/bad.pdf", "/home/gone.md", "/home/good.md"}, {});
    ASSERT_TRUE(result.ok());
    const auto& files = result.value().files;
    ASSERT_EQ(files.size(), 3u);
    EXPECT_EQ(files[0].error->kind, ErrorKind::kUnsupported);
    EXPECT_EQ(files[1].error->kind, ErrorKind::kNotFound);
    EXPECT_FALSE(files[2].error);
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Import, TakesInTheLocalFilesBehindLinks) {
    write("/home/documents/wal 로그.md", "# WAL\n\nA checkpoint copies frames back.\n");
    write("/secret.md", "the treasure lies outside\n");
    const auto file = import(
        "- [로그](documents/wal%20로그.md)\n- [outside](../secret.md)\n- "
        "[net](example.org/x.md)\n");
    EXPECT_EQ(file.documents, 1);
    ASSERT_EQ(found("checkpoint").size(), 1u);
    EXPECT_EQ(found("checkpoint").front(), item("로그"));
    EXPECT_TRUE(found("treasure").empty());
}

TEST_F(Import, ALinkedDocumentThatChangedIsReadAgain) {
    write("/home/d.md", "the first version\n");
    import("- [link](d.md)\n");
    write("/home/d.md", "the second edition\n");
    import_path("/home/notebook.md");
    EXPECT_TRUE(found("version").empty());
    EXPECT_EQ(found("edition").size(), 1u);
}

TEST_F(Import, ABinaryMutationOfANotebookStillComesBack) {
    std::string odd(kNotebook);
    odd[100] = '\0';
    odd[200] = '\x03';
    odd[300] = '\x1f';
    import(odd);
    EXPECT_EQ(exported(), odd);
}

}  // namespace
}  // namespace seogo
