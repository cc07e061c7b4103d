// Sync: both sides' edits meet with the smallest diff, and conflicts change nothing.
#include "support/archive_fixture.h"
#include "text/encoding.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;
using testing::replaced;

class Sync : public ArchiveTest {
protected:
    SyncResult sync(const base::Path& path = "/home/notebook.md") {
        auto result = archive_->sync(path);
        EXPECT_TRUE(result.ok()) << result.error().message;
        return result.ok() ? result.value() : SyncResult{};
    }
    void edit_title(ItemId id, std::string_view title) {
        notebook::ItemChange change;
        change.title = std::string(title);
        const Status edited = archive_->edit(id, change);
        ASSERT_TRUE(edited.ok()) << edited.error().message;
    }
};

TEST_F(Sync, AnUnknownFileIsImported) {
    write("/home/notebook.md", kNotebook);
    EXPECT_TRUE(sync().archive_changed);
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(read("/home/notebook.md"), kNotebook);
}

TEST_F(Sync, WithoutEditsChangesNothing) {
    import(kNotebook);
    const auto result = sync();
    EXPECT_FALSE(result.archive_changed);
    EXPECT_FALSE(result.file_changed);
    EXPECT_EQ(archive_->history(10).value().size(), 1u);
}

TEST_F(Sync, TakesEditsOfTheFile) {
    import(kNotebook);
    const std::string edited = replaced(kNotebook, "Readers never", "Many readers never");
    write("/home/notebook.md", edited);
    const auto result = sync();
    EXPECT_TRUE(result.archive_changed);
    EXPECT_FALSE(result.file_changed);
    EXPECT_EQ(exported(), edited);
}

TEST_F(Sync, GivesTheFileWhatTheArchiveGained) {
    import(kNotebook);
    edit_title(item("역색인"), "역색인의 뼈대");
    const auto result = sync();
    EXPECT_TRUE(result.file_changed);
    EXPECT_FALSE(result.archive_changed);
    EXPECT_EQ(read("/home/notebook.md"), replaced(kNotebook, "역색인의 구조", "역색인의 뼈대"));
    EXPECT_NE(result.diff_of_file.find("+  - 📜 [Cranfield] [역색인의 뼈대]"), std::string::npos);
}

TEST_F(Sync, MergesEditsOfBothSides) {
    import(kNotebook);
    edit_title(item("역색인"), "역색인의 뼈대");
    write("/home/notebook.md", replaced(kNotebook, "벡터로 옮긴다", "벡터로 바꾼다"));
    const auto result = sync();
    EXPECT_TRUE(result.file_changed);
    EXPECT_TRUE(result.archive_changed);
    const std::string both = replaced(replaced(kNotebook, "역색인의 구조", "역색인의 뼈대"),
                                      "벡터로 옮긴다", "벡터로 바꾼다");
    EXPECT_EQ(exported(), both);
    EXPECT_EQ(read("/home/notebook.md"), both);
    const auto again = sync();
    EXPECT_FALSE(again.file_changed || again.archive_changed);
}

TEST_F(Sync, AConflictIsToldAndNothingChanges) {
    import(kNotebook);
    edit_title(item("역색인"), "역색인의 뼈대");
    const std::string theirs = replaced(kNotebook, "역색인의 구조", "역색인의 속");
    write("/home/notebook.md", theirs);
    const std::string ours = exported();
    const auto result = sync();
    ASSERT_EQ(result.conflicts.size(), 1u);
    EXPECT_NE(result.conflicts[0].ours.find("뼈대"), std::string::npos);
    EXPECT_NE(result.conflicts[0].theirs.find("속"), std::string::npos);
    EXPECT_EQ(exported(), ours);
    EXPECT_EQ(read("/home/notebook.md"), theirs);
}

TEST_F(Sync, KeepsTheEncodingOfTheFile) {
    const std::string bytes = text::encode(kNotebook, {text::Charset::kUtf16Be, true}).value();
    import(bytes);
    edit_title(item("역색인"), "역색인의 뼈대");
    sync();
    const std::string expected = text::encode(replaced(kNotebook, "역색인의 구조", "역색인의 뼈대"),
                                              {text::Charset::kUtf16Be, true})
                                     .value();
    EXPECT_EQ(read("/home/notebook.md"), expected);
}

// The file is written before the archive commits: a crash in between loses neither side's edits.
TEST_F(Sync, AfterACrashBetweenFileAndCommitBothEditsAreThere) {
    import(kNotebook);
    edit_title(item("역색인"), "역색인의 뼈대");
    const std::string merged = replaced(replaced(kNotebook, "역색인의 구조", "역색인의 뼈대"),
                                        "벡터로 옮긴다", "벡터로 바꾼다");
    write("/home/notebook.md", merged);  // as the interrupted sync left it
    const auto result = sync();
    EXPECT_TRUE(result.conflicts.empty());
    EXPECT_EQ(exported(), merged);
    EXPECT_EQ(read("/home/notebook.md"), merged);
}

}  // namespace
}  // namespace seogo
