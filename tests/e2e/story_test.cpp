// The whole story with the real program: a notebook becomes an archive, is searched, questioned,
// edited, and given back.
#include <algorithm>
#include <set>

#include "e2e/child.h"

namespace seogo::e2e {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// The sample notebook of the repository, imported.
class Story : public ProgramTest {
protected:
    void SetUp() override {
        fs::copy(source_folder() / "sample", path("sample"), fs::copy_options::recursive);
        notebook_ = read("sample/notebook.md");
        expect(0, {"init"});
        const auto imported = expect(0, {"import", "sample/notebook.md", "--json"}).json();
        added_ = imported["files"].items()[0]["items_added"].number();
        documents_ = imported["files"].items()[0]["documents"].number();
    }
    std::string exported() const { return run({"export"}).out; }
    std::set<std::string> titles() const {
        std::set<std::string> out;
        const auto json = run({"list", "--limit", "1000", "--json"}).json();
        for (const auto& item : json["items"].items())
            out.insert(item["title"].string());
        return out;
    }

    std::string notebook_;
    double added_ = 0, documents_ = 0;
};

TEST_F(Story, ImportTakesEntriesAndTheDocumentsBehindTheirLinks) {
    EXPECT_EQ(documents_, 8);
    const auto stats = expect(0, {"stats", "--json"}).json();
    EXPECT_EQ(stats["items"]["total"].number(), 41);
    EXPECT_EQ(stats["items"]["total"].number() + 1, added_);  // and the page around them
    EXPECT_GT(stats["concepts"].number(), 10);
    const auto status = expect(0, {"status", "--json"}).json();
    EXPECT_EQ(status["documents"].number(), 8);
    EXPECT_TRUE(status["warnings"].items().empty());
}

TEST_F(Story, ExportGivesTheNotebookBackByteForByteWithoutItsOriginal) {
    EXPECT_TRUE(exported() == notebook_);
    fs::remove_all(path("lib/blobs"));
    EXPECT_TRUE(exported() == notebook_);
}

TEST_F(Story, SearchReachesIntoBothLanguagesAndIntoDocuments) {
    for (const char* query : {"임베딩을", "quantization", "양자화를", "역색인은", "체크포인트가"}) {
        const Ended said = expect(0, {"search", query});
        EXPECT_FALSE(said.out.empty()) << query;
    }
    const auto json = expect(0, {"search", "checkpoint starvation", "--json"}).json();
    EXPECT_FALSE(json["hits"].items().empty());
    EXPECT_EQ(expect(1, {"search", "김치찌개레시피"}).out, "");
}

// Begin and end of every hit are bytes of what `show --text` prints.
TEST_F(Story, HitsPointIntoTheStoredText) {
    for (const char* query : {"색인 압축", "vector search", "체크포인트"}) {
        const auto json = run({"search", query, "--json"}).json();
        ASSERT_FALSE(json["hits"].items().empty()) << query;
        for (const auto& hit : json["hits"].items()) {
            const auto id = std::to_string(static_cast<long>(hit["id"].number()));
            const std::string text = expect(0, {"show", id, "--text"}).out;
            const auto begin = static_cast<std::size_t>(hit["passage"]["begin"].number());
            const auto end = static_cast<std::size_t>(hit["passage"]["end"].number());
            ASSERT_LE(end, text.size());
            EXPECT_EQ(text.substr(begin, end - begin), hit["passage"]["text"].string());
        }
    }
}

TEST_F(Story, AskQuotesWhatTheArchiveSays) {
    for (const char* question : {"ColBERT가 뭐야?", "What is BM25?", "WAL이 뭐야?"}) {
        const auto json = expect(0, {"ask", question, "--json"}).json();
        ASSERT_FALSE(json["answer"].items().empty()) << question;
        for (const auto& source : json["sources"].items()) {
            const auto id = std::to_string(static_cast<long>(source["id"].number()));
            const std::string text = run({"show", id, "--text"}).out;
            const auto begin = static_cast<std::size_t>(source["begin"].number());
            const auto end = static_cast<std::size_t>(source["end"].number());
            ASSERT_LE(end, text.size());
            EXPECT_EQ(text.substr(begin, end - begin), source["quote"].string());
        }
    }
    EXPECT_TRUE(holds(expect(0, {"ask", "ColBERT가 뭐야?"}).out, "토큰 벡터의 묶음"));
}

TEST_F(Story, EditingATitleChangesOneLine) {
    const std::string id = id_of("How SQLite Is Tested");
    ASSERT_NE(id, "0");
    const Ended said = expect(0, {"edit", id, "--title", "How SQLite is tested, in numbers"});
    EXPECT_TRUE(holds(said.out, "+- 🧑🏻‍💻 [SQLite] [How SQLite is tested, in numbers]"))
        << said.out;
    const std::string after = exported();
    const LineDiff diff = diff_of(notebook_, after);
    EXPECT_EQ(diff.added, 1u);
    EXPECT_EQ(diff.removed, 1u);
    EXPECT_TRUE(after == replaced(notebook_, "[How SQLite Is Tested]",
                                  "[How SQLite is tested, in numbers]"));
    expect(0, {"search", "title:numbers"});
}

TEST_F(Story, AddToAWeekOnlyInsertsLines) {
    const Ended said =
        expect(0, {"add", "https://example.org/late", "--kind", "paper", "--org", "Example",
                   "--title", "A late paper", "--week", "2025-01-w2", "--note", "덧붙인 메모"});
    const LineDiff diff = diff_of(notebook_, exported());
    EXPECT_EQ(diff.removed, 0u);
    EXPECT_GE(diff.added, 2u);
    EXPECT_LE(diff.added, 4u);
    const std::string id = said.lines()[0];
    EXPECT_EQ(run({"show", id, "--json"}).json()["week"].string(), "2025-01-w2");
    EXPECT_EQ(hits("덧붙인 메모").substr(0, id.size() + 1), id + " ");
    expect(0, {"undo"});
    EXPECT_TRUE(exported() == notebook_);
}

TEST_F(Story, UndoGivesTheBytesBackAfterEveryKindOfChange) {
    const std::string id = id_of("How SQLite Is Tested");
    const std::string before = hits("SQLite 색인 벡터");
    expect(0, {"edit", id, "--title", "x", "--org", "y", "--url", "https://example.org/z"});
    expect(0, {"note", id, "새 메모"});
    expect(0, {"remove", id_of("Regular Expressions")});
    for (int i = 0; i < 3; ++i)
        expect(0, {"undo", std::to_string(4 - i)});
    EXPECT_TRUE(exported() == notebook_);
    EXPECT_EQ(hits("SQLite 색인 벡터"), before);
    const auto history = expect(0, {"history", "--json"}).json();
    EXPECT_EQ(history["changes"].items().size(), 7u);
}

TEST_F(Story, SyncCarriesBothSidesAndTellsConflicts) {
    expect(0, {"edit", id_of("How SQLite Is Tested"), "--title", "Ours"});
    write("sample/notebook.md", replaced(notebook_, "[Regular Expressions]", "[Theirs]"));
    const Ended synced = expect(0, {"sync", "sample/notebook.md"});
    EXPECT_TRUE(holds(synced.out, "+- 🧑🏻‍💻 [SQLite] [Ours]")) << synced.out;
    const std::string both = replaced(replaced(notebook_, "[How SQLite Is Tested]", "[Ours]"),
                                      "[Regular Expressions]", "[Theirs]");
    EXPECT_TRUE(read("sample/notebook.md") == both);
    EXPECT_TRUE(exported() == both);

    expect(0, {"edit", id_of("Ours"), "--title", "Ours again"});
    const std::string theirs = replaced(both, "[Ours]", "[Theirs again]");
    write("sample/notebook.md", theirs);
    const Ended refused = expect(3, {"sync", "sample/notebook.md"});
    EXPECT_TRUE(holds(refused.out, "Ours again")) << refused.out;
    EXPECT_TRUE(holds(refused.out, "Theirs again")) << refused.out;
    EXPECT_TRUE(read("sample/notebook.md") == theirs);
    EXPECT_TRUE(exported() == replaced(both, "[Ours]", "[Ours again]"));
}

TEST_F(Story, IdsStayWhenAnEditedNotebookIsImportedAgain) {
    const std::string id = id_of("How SQLite Is Tested");
    write("sample/notebook.md",
          "새 첫 줄\n\n" + replaced(notebook_, "[How SQLite Is Tested]", "[Tested how?]"));
    const auto json = expect(0, {"import", "sample/notebook.md", "--json"}).json();
    EXPECT_EQ(json["files"].items()[0]["items_removed"].number(), 0);
    EXPECT_EQ(json["files"].items()[0]["items_added"].number(), 0);
    EXPECT_EQ(json["files"].items()[0]["items_changed"].number(), 2);  // and the page
    EXPECT_EQ(id_of("Tested how?"), id);
}

TEST_F(Story, LintNamesLinesAndMendsOnlyWhenAsked) {
    write("odd.md", notebook_ + "   \n- [no scheme](example.org/x)\n");
    const auto looked = expect(0, {"lint", "odd.md", "--json"}).json();
    EXPECT_FALSE(looked["problems"].items().empty());
    EXPECT_TRUE(read("odd.md") == notebook_ + "   \n- [no scheme](example.org/x)\n");
    expect(0, {"lint", "odd.md", "--fix"});
    const auto fixed = expect(0, {"lint", "odd.md", "--json"}).json();
    for (const auto& problem : fixed["problems"].items()) {
        EXPECT_FALSE(problem["fixable"].boolean()) << problem["rule"].string();
    }
}

// F10, F11: the derived data, and the database itself, made anew give the same answers.
TEST_F(Story, RebuiltFromNothingItAnswersTheSame) {
    expect(0, {"edit", id_of("How SQLite Is Tested"), "--title", "Ours"});
    expect(0, {"note", id_of("Ours"), "검증 메모"});
    std::vector<std::string> before;
    const std::vector<std::string> queries = {"양자화를",        "inverted index",
                                              "체크포인트",      "SQLite 검증",
                                              "kind:paper 색인", "\"late interaction\""};
    for (const auto& query : queries)
        before.push_back(hits(query));
    const std::string json = run({"export", "--format", "json"}).out;

    fs::remove_all(path("lib/index"));
    expect(0, {"rebuild"});
    for (std::size_t i = 0; i < queries.size(); ++i)
        EXPECT_EQ(hits(queries[i]), before[i]);

    for (const char* file : {"lib/seogo.db", "lib/seogo.db-wal", "lib/seogo.db-shm"}) {
        fs::remove(path(file));
    }
    fs::remove_all(path("lib/index"));
    expect(0, {"rebuild", "--database"});
    for (std::size_t i = 0; i < queries.size(); ++i)
        EXPECT_EQ(hits(queries[i]), before[i]);
    EXPECT_TRUE(run({"export", "--format", "json"}).out == json);
    expect(0, {"verify"});
}

// F9: a backup taken while another process writes restores to one whole state.
TEST_F(Story, ABackupUnderWritesRestoresWhole) {
    std::vector<std::unique_ptr<Child>> writers;
    for (int i = 0; i < 4; ++i) {
        writers.push_back(std::make_unique<Child>(
            std::vector<std::string>{"add", "https://example.org/" + std::to_string(i), "--title",
                                     "written " + std::to_string(i)},
            options()));
    }
    expect(0, {"backup", "backup.tar"});
    for (auto& writer : writers)
        EXPECT_EQ(writer->wait().exit, 0);
    const std::set<std::string> all = titles();
    // Some moment of the archive: all that stood before, of the additions any number, and an index
    // that agrees with its rows.
    environment_["SEOGO_ARCHIVE"] = path("again").string();
    expect(0, {"restore", "backup.tar"});
    expect(0, {"verify"});
    EXPECT_TRUE(exported() == notebook_);
    const std::set<std::string> restored = titles();
    EXPECT_TRUE(std::ranges::includes(all, restored));
    EXPECT_GE(restored.size() + writers.size(), all.size());
    const std::string found = hits("양자화 색인");
    expect(0, {"rebuild"});
    EXPECT_EQ(hits("양자화 색인"), found);
    // A second backup, of the quiet archive, is equal in full.
    environment_["SEOGO_ARCHIVE"] = path("lib").string();
    expect(0, {"backup", "quiet.tar"});
    const std::string list = run({"list", "--limit", "1000", "--json"}).out;
    const std::string ranked = hits("양자화 색인");
    environment_["SEOGO_ARCHIVE"] = path("third").string();
    expect(0, {"restore", "quiet.tar"});
    EXPECT_EQ(run({"list", "--limit", "1000", "--json"}).out, list);
    EXPECT_EQ(hits("양자화 색인"), ranked);
}

TEST_F(Story, ImportOfAFolderTakesEveryNotebook) {
    write("notes/a.md", "# 가\n\n- [하나](https://example.org/1)\n  - 첫째 메모\n");
    write("notes/deep/b.txt", "낱말만 있는 글\n");
    write("notes/.hidden.md", "# 숨은 글\n");
    fs::create_symlink("/etc/passwd", path("notes/link.md"));
    const Ended said = expect(0, {"import", "notes"});
    EXPECT_TRUE(holds(said.err, "link.md: a link or special file, not followed")) << said.err;
    EXPECT_NE(id_of("하나"), "0");
    expect(0, {"search", "낱말만"});
    expect(1, {"search", "숨은"});
    EXPECT_TRUE(run({"export", "--notebook", "b.txt"}).out == "낱말만 있는 글\n");
    fs::create_directory_symlink(path("notes/deep"), path("named"));  // named by the person: read
    EXPECT_EQ(expect(0, {"import", "named", "--json"}).json()["files"].items().size(), 1u);
}

TEST_F(Story, EvalMeasuresAJudgedCollection) {
    write(
        "corpus.jsonl",
        "{\"id\":\"a\",\"text\":\"검색 엔진은 색인을 만든다\"}\n{\"id\":\"b\",\"text\":\"빛\"}\n");
    write("queries.jsonl", "{\"id\":\"q\",\"text\":\"색인\"}\n");
    write("qrels.tsv", "q\ta\t1\n");
    const auto json =
        expect(0, {"eval", "retrieval", "--corpus", "corpus.jsonl", "--queries", "queries.jsonl",
                   "--qrels", "qrels.tsv", "--run", "words", "--trec-out", "runs", "--json"})
            .json();
    EXPECT_EQ(json["runs"].items()[0]["metrics"]["ndcg@10"]["mean"].number(), 1);
    EXPECT_TRUE(holds(read("runs/words.trec"), "q Q0 a 1 "));
}

}  // namespace
}  // namespace seogo::e2e
