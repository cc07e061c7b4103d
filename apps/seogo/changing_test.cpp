// Commands that change: import, add, edit, note, remove, sync, undo, each with its diff and codes.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::kNotebook;
using testing::MemoryProgram;
using testing::replaced;
using testing::Said;

constexpr const char* kPath = "/home/notebook.md";

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Changing : public ::testing::Test {
protected:
    void SetUp() override {
        program_.write(kPath, kNotebook);
        const Said said = run({"import", kPath});
        ASSERT_EQ(said.exit, Exit::kDone) << said.err;
    }
    Said run(const std::vector<std::string>& arguments) { return program_.run(arguments); }
    std::string exported() { return run({"export"}).out; }
    std::string id_of(std::string_view words) {
        const auto json = run({"list", "--json"}).json();
        for (const auto& item : json["items"].items()) {
            if (item["title"].string().find(words) != std::string::npos) {
                return std::to_string(static_cast<long>(item["id"].number()));
            }
        }
        return "0";
    }

    MemoryProgram program_;
};

TEST_F(Changing, ImportCountsAndChangesOnlyWhatDiffers) {
    const auto again = run({"import", kPath, "--json"}).json();
    EXPECT_EQ(again["schema"].string(), "seogo.import/1");
    EXPECT_EQ(again["seq"].number(), 0);
    EXPECT_EQ(again["files"].items()[0]["items_kept"].number(), 4);
    program_.write(kPath, replaced(kNotebook, "역색인의 구조", "역색인의 짜임새"));
    const auto edited = run({"import", kPath, "--json"}).json();
    EXPECT_EQ(edited["files"].items()[0]["items_changed"].number(), 1);
    EXPECT_EQ(edited["files"].items()[0]["items_added"].number(), 0);
    EXPECT_EQ(edited["seq"].number(), 2);
}

TEST_F(Changing, ADryRunChangesNothing) {
    program_.write(kPath, replaced(kNotebook, "역색인의 구조", "역색인의 짜임새"));
    const Said said = run({"import", "--dry-run", kPath});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_TRUE(holds(said.err, "a dry run: nothing was changed")) << said.err;
    EXPECT_TRUE(run({"import", "--dry-run", kPath, "--json"}).json()["dry_run"].boolean());
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Changing, ImportGivesTheCodeOfWhatFailed) {
    const Said one = run({"import", "/home/none.md"});
    EXPECT_EQ(one.exit, Exit::kNotFound);
    EXPECT_TRUE(holds(one.err, "/home/none.md")) << one.err;
    program_.write("/home/other.md", "# 다른 책\n");
    const Said some = run({"import", "/home/none.md", "/home/other.md"});
    EXPECT_EQ(some.exit, Exit::kSomeFailed);
    EXPECT_EQ(run({"export", "--notebook", "other.md"}).out, "# 다른 책\n");
    program_.write("/home/picture.png", std::string("\x89PNG\0\0\0", 7));
    EXPECT_EQ(run({"import", "/home/picture.png"}).exit, Exit::kUnsupported);
    EXPECT_EQ(run({"import"}).exit, Exit::kUsage);
}

TEST_F(Changing, ImportSaysWhatItKeptAsText) {
    program_.write("/home/odd.md", std::string(kNotebook) + "\xFF\xFE 끝\n");
    const Said said = run({"import", "/home/odd.md"});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_TRUE(holds(said.err, "warning: /home/odd.md: some bytes are no valid UTF-8"))
        << said.err;
}

TEST_F(Changing, ExportGivesTheBytesBack) {
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(run({"export", "-o", "/home/out.md"}).out, "");
    EXPECT_EQ(program_.read("/home/out.md"), kNotebook);
    EXPECT_EQ(run({"export", "--output=-"}).out, kNotebook);
    const auto json = run({"export", "--format", "json"}).json();
    EXPECT_EQ(json["items"].items().size(), 3u);
    EXPECT_TRUE(holds(run({"export", "--format", "markdown"}).out, "## 2025-01-w1\n"));
    EXPECT_EQ(run({"export", "--format", "docx"}).exit, Exit::kUsage);
    EXPECT_EQ(run({"export", "--notebook", "none.md"}).exit, Exit::kNotFound);
}

TEST_F(Changing, EditChangesOneLineAndShowsIt) {
    const Said said = run({"edit", id_of("Write-ahead"), "--title", "Journaling"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(said.out, "-  - 🧑🏻‍💻 [Sqlite][Write-ahead logging]")) << said.out;
    EXPECT_TRUE(holds(said.out, "+  - 🧑🏻‍💻 [Sqlite][Journaling]")) << said.out;
    EXPECT_EQ(exported(), replaced(kNotebook, "[Write-ahead logging]", "[Journaling]"));
    EXPECT_EQ(run({"edit", id_of("Journaling"), "--title", "x\ny"}).exit, Exit::kUsage);
    EXPECT_EQ(run({"edit", id_of("Journaling")}).exit, Exit::kUsage);
    EXPECT_EQ(run({"edit", "999", "--title", "x"}).exit, Exit::kNotFound);
    EXPECT_EQ(run({"edit", "1", "--kind", "song"}).exit, Exit::kUsage);
}

TEST_F(Changing, EditTakesEveryField) {
    const std::string id = id_of("Write-ahead");
    const Said said = run({"edit", id, "--kind", "news", "--org", "SQLite", "--url",
                           "https://example.org/new", "--json"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_EQ(said.json()["id"].number(), std::stod(id));
    const auto head = run({"show", id, "--json"}).json();
    EXPECT_EQ(head["kind"].string(), "news");
    EXPECT_EQ(head["org"].string(), "SQLite");
    EXPECT_EQ(head["url"].string(), "https://example.org/new");
}

TEST_F(Changing, ANoteIsOneInsertedLine) {
    const Said said = run({"note", id_of("임베딩"), "코사인으로", "견준다"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(said.out, "+    - 코사인으로 견준다")) << said.out;
    EXPECT_EQ(exported(),
              replaced(kNotebook, "벡터로 옮긴다\n", "벡터로 옮긴다\n    - 코사인으로 견준다\n"));
    program_.input = "from a pipe\n";
    EXPECT_EQ(run({"note", id_of("임베딩"), "-"}).exit, Exit::kDone);
    EXPECT_TRUE(holds(exported(), "    - from a pipe\n"));
}

// What `--week` adds are new lines; every line before stands as it was.
TEST_F(Changing, AddToAWeekOnlyInsertsLines) {
    const Said said =
        run({"add", "https://example.org/hnsw", "--title", "계층 그래프", "--kind", "paper",
             "--org", "Yandex", "--week", "2025-01-w2", "--note", "첫째", "--note", "둘째"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_EQ(said.lines()[0], id_of("계층"));
    EXPECT_FALSE(holds(said.out, "\n-")) << said.out;
    const std::string after = exported();
    EXPECT_TRUE(holds(after,
                      "  - 📜 [Yandex] [계층 그래프](https://example.org/hnsw)\n"
                      "    - 첫째\n    - 둘째\n"))
        << after;
    EXPECT_EQ(run({"add", "https://example.org", "--week", "2025-13-w9"}).exit, Exit::kUsage);
}

TEST_F(Changing, AddedFilesAreFoundByTheirWords) {
    program_.write("/home/paper.md", "# 부호화\n\n엔트로피는 평균 정보량이다.\n");
    const auto json = run({"add", "/home/paper.md", "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.add/1");
    EXPECT_EQ(json["added"].items()[0]["input"].string(), "/home/paper.md");
    EXPECT_EQ(run({"search", "엔트로피"}).exit, Exit::kDone);
    EXPECT_EQ(exported(), kNotebook);
}

TEST_F(Changing, ALocalFileIsLinkedFromItsWeekByARelativeLink) {
    program_.write("/home/papers/a paper (1).md", "# 부호화\n\n엔트로피는 평균 정보량이다.\n");
    const Said said = run({"add", "/home/papers/a paper (1).md", "--week", "2025-01-w2"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(exported(), "[부호화](papers/a%20paper%20%281%29.md)\n")) << exported();
    EXPECT_EQ(run({"search", "엔트로피", "--jsonl"}).lines().size(), 1u);
    // The link leads back to the file: the notebook imported elsewhere takes it in again.
    program_.write(kPath, exported());
    program_.environment["SEOGO_ARCHIVE"] = "/second";
    ASSERT_EQ(run({"import", kPath}).exit, Exit::kDone);
    EXPECT_EQ(run({"search", "엔트로피", "--jsonl"}).lines().size(), 1u);
}

TEST_F(Changing, ATextFromAPipeIsKept) {
    program_.input = "검색어는 낱말로 나뉜다\n";
    const Said said = run(
        {"add", "-", "--title", "메모", "--url", "https://example.org/m", "--week", "2025-01-w2"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(exported(), "메모")) << exported();
    EXPECT_EQ(run({"search", "검색어는"}).exit, Exit::kDone);
    // A title alone does not read as an entry of this notebook: refused, not written otherwise.
    EXPECT_EQ(run({"add", "-", "--title", "메모", "--week", "2025-01-w2"}).exit, Exit::kUsage);
}

TEST_F(Changing, AddOfSeveralGoesOnBehindOneThatFails) {
    program_.write("/home/a.md", "# 가나다\n");
    const Said said = run({"add", "/home/none.md", "/home/a.md"});
    EXPECT_EQ(said.exit, Exit::kSomeFailed);
    EXPECT_TRUE(holds(said.err, "seogo add: /home/none.md")) << said.err;
    EXPECT_NE(id_of("가나다"), "0");
    EXPECT_EQ(run({"add", "/home/none.md"}).exit, Exit::kNotFound);
}

TEST_F(Changing, RemoveTakesTheLinesOutAndUndoBringsThemBack) {
    const std::string id = id_of("Write-ahead");
    const Said said = run({"remove", id});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_FALSE(holds(exported(), "Write-ahead"));
    EXPECT_EQ(run({"show", id}).exit, Exit::kNotFound);
    const auto undone = run({"undo", "--json"}).json();
    EXPECT_EQ(undone["schema"].string(), "seogo.undo/1");
    EXPECT_EQ(undone["seq"].number(), 3);
    EXPECT_EQ(exported(), kNotebook);
    EXPECT_EQ(id_of("Write-ahead"), id);
}

TEST_F(Changing, UndoOfANamedChangeRefusesWhatLaterChangesOverlap) {
    const std::string id = id_of("Write-ahead");
    ASSERT_EQ(run({"edit", id, "--title", "One"}).exit, Exit::kDone);
    ASSERT_EQ(run({"edit", id, "--title", "Two"}).exit, Exit::kDone);
    const Said said = run({"undo", "2"});
    EXPECT_EQ(said.exit, Exit::kUsage) << said.err;
    EXPECT_TRUE(holds(exported(), "[Two]"));
    EXPECT_NE(run({"undo", "77"}).exit, Exit::kDone);
    EXPECT_EQ(run({"undo", "0"}).exit, Exit::kUsage);
}

TEST_F(Changing, HistoryNamesEveryChangeNewestFirst) {
    ASSERT_EQ(run({"edit", id_of("임베딩"), "--title", "벡터"}).exit, Exit::kDone);
    const auto json = run({"history", "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.history/1");
    const auto& changes = json["changes"].items();
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0]["command"].string(), "edit");
    EXPECT_EQ(changes[0]["seq"].number(), 2);
    EXPECT_EQ(changes[0]["items"].items().size(), 1u);
    EXPECT_TRUE(changes[0]["time"].string().starts_with("2025-01-31T09:"));
    EXPECT_EQ(changes[1]["command"].string(), "import");
    EXPECT_EQ(run({"history", "--limit", "1", "--jsonl"}).lines().size(), 1u);
}

TEST_F(Changing, SyncCarriesTheChangesOfBothSides) {
    ASSERT_EQ(run({"edit", id_of("임베딩"), "--title", "벡터로 배우기"}).exit, Exit::kDone);
    program_.write(kPath, replaced(kNotebook, "Readers never", "Many readers never"));
    const Said said = run({"sync", kPath});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(said.out, "벡터로 배우기")) << said.out;
    EXPECT_TRUE(holds(said.err, "the archive took over")) << said.err;
    EXPECT_TRUE(holds(said.err, "the file took over")) << said.err;
    const std::string both = replaced(replaced(kNotebook, "Readers never", "Many readers never"),
                                      "문장 임베딩을 배우는 법", "벡터로 배우기");
    EXPECT_EQ(program_.read(kPath), both);
    EXPECT_EQ(exported(), both);
    EXPECT_TRUE(holds(run({"sync", kPath}).err, "both sides are equal"));
}

TEST_F(Changing, AConflictIsToldAndNothingChanges) {
    ASSERT_EQ(run({"edit", id_of("임베딩"), "--title", "우리 제목"}).exit, Exit::kDone);
    const std::string ours = exported();
    const std::string theirs = replaced(kNotebook, "문장 임베딩을 배우는 법", "저쪽 제목");
    program_.write(kPath, theirs);
    const Said said = run({"sync", kPath});
    EXPECT_EQ(said.exit, Exit::kRefused);
    EXPECT_TRUE(holds(said.out, "우리 제목")) << said.out;
    EXPECT_TRUE(holds(said.out, "저쪽 제목")) << said.out;
    const auto json = run({"sync", kPath, "--json"}).json();
    ASSERT_EQ(json["conflicts"].items().size(), 1u);
    const std::string_view before = kNotebook.substr(0, kNotebook.find("문장 임베딩"));
    EXPECT_EQ(json["conflicts"].items()[0]["base_line"].number(),
              1 + std::count(before.begin(), before.end(), '\n'));
    EXPECT_EQ(exported(), ours);
    EXPECT_EQ(program_.read(kPath), theirs);
}

// A notebook that began in the archive becomes the file that it was exported to.
TEST(ChangingEmpty, ANotebookBegunByAddIsSyncedWithItsExport) {
    MemoryProgram program;
    ASSERT_EQ(
        program.run({"add", "https://example.org/a", "--title", "첫 글", "--week", "2026-03-w1"})
            .exit,
        Exit::kDone);
    ASSERT_EQ(program.run({"export", "-o", "/home/notebook.md"}).exit, Exit::kDone);
    program.write("/home/notebook.md",
                  replaced(program.read("/home/notebook.md"), "첫 글", "첫 번째 글"));
    ASSERT_EQ(program.run({"sync", "/home/notebook.md"}).exit, Exit::kDone);
    EXPECT_EQ(program.run({"status", "--json"}).json()["notebooks"].number(), 1);
    EXPECT_EQ(program.run({"list", "--jsonl"}).lines().size(), 1u);
    EXPECT_EQ(program.run({"export"}).out, program.read("/home/notebook.md"));
}

}  // namespace
}  // namespace seogo::cli
