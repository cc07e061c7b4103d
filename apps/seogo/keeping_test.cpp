// Commands about the archive itself: init, status, verify, backup, restore, rebuild, lint, eval.
#include <gtest/gtest.h>

#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::kNotebook;
using testing::MemoryProgram;
using testing::Said;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Keeping : public ::testing::Test {
protected:
    void SetUp() override {
        program_.environment["SEOGO_ARCHIVE"] = "/lib";
        program_.write("/home/notebook.md", kNotebook);
        const Said said = run({"import", "/home/notebook.md"});
        ASSERT_EQ(said.exit, Exit::kDone) << said.err;
    }
    Said run(const std::vector<std::string>& arguments) { return program_.run(arguments); }
    base::Path first_below(const base::Path& folder) {
        for (const base::Path& path : program_.disk.paths()) {
            if (path.string().starts_with(folder.string() + "/")) return path;
        }
        return {};
    }
    std::string hits(const std::string& query) {
        const auto json = run({"search", query, "--limit", "50", "--json"}).json();
        std::string out;
        for (const auto& hit : json["hits"].items()) {
            out += std::to_string(hit["id"].number()) + " " +
                   std::to_string(hit["score"].number()) + "\n";
        }
        return out;
    }

    MemoryProgram program_;
};

TEST(Init, MakesAnArchiveOnceAndLeavesItAfterwards) {
    MemoryProgram program;
    const Said said = program.run({"init"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(said.out, "/home/.local/share/seogo")) << said.out;
    EXPECT_EQ(program.run({"init", "--json"}).json()["schema"].string(), "seogo.init/1");
    EXPECT_EQ(program.disk.info("/home/.local/share/seogo").value().mode & 0777u, 0700u);
}

TEST_F(Keeping, StatusCountsWhatIsThere) {
    const auto json = run({"status", "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.status/1");
    EXPECT_EQ(json["folder"].string(), "/lib");
    EXPECT_EQ(json["items"].number(), 3);
    EXPECT_EQ(json["notebooks"].number(), 1);
    EXPECT_EQ(json["concepts"].number(), 2);
    EXPECT_GT(json["bytes"].number(), 0);
    EXPECT_TRUE(holds(run({"status"}).out, "notebooks")) << run({"status"}).out;
}

TEST_F(Keeping, VerifyIsCleanAndNamesADamagedBlob) {
    const Said clean = run({"verify"});
    EXPECT_EQ(clean.exit, Exit::kDone);
    EXPECT_TRUE(holds(clean.err, "no damage found")) << clean.err;
    EXPECT_TRUE(run({"verify", "--json"}).json()["damage"].items().empty());
    const base::Path blob = first_below("/lib/blobs");
    program_.disk.flip_bit(blob, 3);
    const Said damaged = run({"verify"});
    EXPECT_EQ(damaged.exit, Exit::kDamaged);
    EXPECT_TRUE(holds(damaged.out, blob.filename().string())) << damaged.out;
}

TEST_F(Keeping, ADamagedIndexIsNamedAndMadeAnewBySearch) {
    const std::string before = hits("문서 writer");
    const base::Path segment = first_below("/lib/index");
    program_.disk.flip_bit(segment, 40);
    const Said verified = run({"verify", "--jsonl"});
    EXPECT_EQ(verified.exit, Exit::kDamaged);
    EXPECT_TRUE(holds(verified.out, "index/" + segment.filename().string())) << verified.out;
    const Said said = run({"search", "문서 writer"});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_TRUE(holds(said.err, "the index was rebuilt")) << said.err;
    EXPECT_EQ(run({"verify"}).exit, Exit::kDone);
    EXPECT_EQ(hits("문서 writer"), before);
}

TEST_F(Keeping, RebuildGivesTheSameAnswers) {
    const std::string before = hits("문서 writer 임베딩");
    EXPECT_EQ(run({"rebuild"}).exit, Exit::kDone);
    EXPECT_EQ(hits("문서 writer 임베딩"), before);
    const Said said = run({"rebuild", "--database"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_EQ(hits("문서 writer 임베딩"), before);
    EXPECT_EQ(run({"export"}).out, kNotebook);
    EXPECT_EQ(run({"rebuild", "--archive", "/none", "--database"}).exit, Exit::kNotFound);
}

TEST_F(Keeping, ABackupRestoresToTheSameAnswers) {
    ASSERT_EQ(run({"backup", "/home/backup.tar"}).exit, Exit::kDone);
    const Said said = run({"restore", "/home/backup.tar", "--archive", "/again"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_TRUE(holds(said.err, "archive restored: /again")) << said.err;
    EXPECT_EQ(run({"export", "--archive", "/again"}).out, kNotebook);
    EXPECT_EQ(run({"verify", "--archive", "/again"}).exit, Exit::kDone);
}

TEST_F(Keeping, RestoreReplacesOnlyWhenAsked) {
    ASSERT_EQ(run({"backup", "/home/backup.tar"}).exit, Exit::kDone);
    ASSERT_EQ(run({"add", "https://example.org", "--title", "later"}).exit, Exit::kDone);
    EXPECT_NE(run({"restore", "/home/backup.tar"}).exit, Exit::kDone);
    EXPECT_EQ(run({"list", "--jsonl"}).lines().size(), 4u);
    EXPECT_EQ(run({"restore", "/home/backup.tar", "--replace"}).exit, Exit::kDone);
    EXPECT_EQ(run({"list", "--jsonl"}).lines().size(), 3u);
}

TEST_F(Keeping, ABackupThatIsNoneIsExitFour) {
    program_.write("/home/backup.tar", "not a backup");
    EXPECT_EQ(run({"restore", "/home/backup.tar", "--archive", "/again"}).exit, Exit::kDamaged);
    EXPECT_EQ(run({"restore", "/home/none.tar", "--archive", "/again"}).exit, Exit::kNotFound);
    EXPECT_EQ(run({"stats", "--archive", "/again"}).exit, Exit::kNotFound);
}

TEST_F(Keeping, AReadOnlyFolderIsReadAndNotWritten) {
    program_.disk.read_only(true);
    EXPECT_EQ(run({"search", "임베딩을"}).exit, Exit::kDone);
    EXPECT_EQ(run({"stats"}).exit, Exit::kDone);
    EXPECT_EQ(run({"add", "https://example.org", "--title", "x"}).exit, Exit::kIo);
}

TEST_F(Keeping, AFullDiskIsExitSixAndTheOldStateStays) {
    program_.write("/home/long.md", std::string(200'000, 'x') + "\n");
    program_.disk.capacity(program_.disk.used() + 2000);
    const Said said = run({"add", "/home/long.md", "--title", "long"});
    EXPECT_EQ(said.exit, Exit::kIo) << said.err;
    EXPECT_EQ(run({"export"}).out, kNotebook);
    program_.disk.capacity(std::uint64_t{1} << 30);
    EXPECT_EQ(run({"add", "/home/long.md", "--title", "long"}).exit, Exit::kDone);
    EXPECT_EQ(run({"verify"}).exit, Exit::kDone);
}

TEST_F(Keeping, LintNamesLinesOfAFileOrOfTheArchive) {
    const auto file = run({"lint", "/home/notebook.md", "--json"}).json();
    const auto archive = run({"lint", "--json"}).json();
    EXPECT_EQ(file["schema"].string(), "seogo.lint/1");
    ASSERT_FALSE(file["problems"].items().empty());
    EXPECT_EQ(file["problems"].items().size(), archive["problems"].items().size());
    for (const auto& problem : file["problems"].items()) {
        EXPECT_GE(problem["line"].number(), 1);
        EXPECT_FALSE(problem["rule"].string().empty());
        EXPECT_EQ(problem["fixable"].type(), base::JsonValue::Type::kBool);
        EXPECT_FALSE(problem["note"].is_null());
    }
    EXPECT_EQ(run({"lint", "/home/notebook.md"}).exit, Exit::kDone);
    EXPECT_EQ(run({"lint", "/home/none.md"}).exit, Exit::kNotFound);
    EXPECT_EQ(run({"lint", "--fix"}).exit, Exit::kUsage);
}

TEST_F(Keeping, LintRepairsOnlyWhenAsked) {
    EXPECT_EQ(program_.read("/home/notebook.md"), kNotebook);
    const Said said = run({"lint", "/home/notebook.md", "--fix"});
    EXPECT_TRUE(holds(said.err, "repaired: /home/notebook.md")) << said.err;
    EXPECT_NE(program_.read("/home/notebook.md"), kNotebook);
    const std::string fixed = program_.read("/home/notebook.md");
    EXPECT_FALSE(holds(run({"lint", "/home/notebook.md", "--fix"}).err, "repaired"));
    EXPECT_EQ(program_.read("/home/notebook.md"), fixed);
}

class Evaluating : public ::testing::Test {
protected:
    void SetUp() override {
        program_.write("/c/corpus.jsonl",
                       "{\"id\":\"a\",\"text\":\"검색 엔진은 색인을 만든다\"}\n"
                       "{\"id\":\"b\",\"title\":\"빛\",\"text\":\"색은 빛이다\"}\n"
                       "{\"id\":\"c\",\"text\":\"vectors and inner products\"}\n");
        program_.write(
            "/c/queries.jsonl",
            "{\"id\":\"q1\",\"text\":\"색인을\"}\n{\"id\":\"q2\",\"text\":\"vector\"}\n");
        program_.write("/c/qrels.tsv", "q1\ta\t1\nq2\tc\t1\n");
    }
    Said run(std::vector<std::string> more) {
        std::vector<std::string> arguments = {
            "eval",      "retrieval",        "--corpus", "/c/corpus.jsonl",
            "--queries", "/c/queries.jsonl", "--qrels",  "/c/qrels.tsv"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return program_.run(arguments);
    }
    MemoryProgram program_;
};

TEST_F(Evaluating, PrintsThePromisedFields) {
    const Said said = run({"--run", "words", "--json"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    const auto json = said.json();
    EXPECT_EQ(json["schema"].string(), "seogo.eval/1");
    EXPECT_EQ(json["queries"].number(), 2);
    EXPECT_EQ(json["documents"].number(), 3);
    ASSERT_EQ(json["runs"].items().size(), 1u);
    const auto& one = json["runs"].items()[0];
    EXPECT_EQ(one["name"].string(), "words");
    const auto& ndcg = one["metrics"]["ndcg@10"];
    EXPECT_EQ(ndcg["mean"].number(), 1);
    EXPECT_LE(ndcg["low"].number(), ndcg["mean"].number());
    EXPECT_GE(ndcg["high"].number(), ndcg["mean"].number());
    EXPECT_GT(one["latency_us"]["p50"].number(), 0);
    EXPECT_EQ(json["paired"].type(), base::JsonValue::Type::kArray);
    EXPECT_EQ(json["warnings"].type(), base::JsonValue::Type::kArray);
}

TEST_F(Evaluating, ComparesRunsOfAFile) {
    program_.write("/c/peer.trec", "q1 Q0 b 1 2.0 peer\nq2 Q0 c 1 1.0 peer\n");
    const auto json = run({"--run", "words,run:/c/peer.trec", "--json"}).json();
    ASSERT_EQ(json["runs"].items().size(), 2u);
    EXPECT_TRUE(json["runs"].items()[1]["latency_us"].is_null());
    ASSERT_FALSE(json["paired"].items().empty());
    EXPECT_FALSE(json["paired"].items()[0]["mean"].is_null());
    const std::string table = run({"--run", "words,run:/c/peer.trec"}).out;
    EXPECT_TRUE(holds(table, "ndcg@10")) << table;
    EXPECT_TRUE(holds(table, "difference")) << table;
    EXPECT_TRUE(holds(table, "1.0000")) << table;
}

TEST_F(Evaluating, TakesHalvesCutoffsAndATrecFolder) {
    EXPECT_EQ(run({"--half", "even", "--json"}).json()["queries"].number(), 1);
    EXPECT_EQ(run({"--half", "odd", "--json"}).json()["queries"].number(), 1);
    const auto json = run({"--cutoff", "1", "--cutoff", "3", "--json"}).json();
    EXPECT_FALSE(json["runs"].items()[0]["metrics"]["recall@3"].is_null());
    EXPECT_EQ(run({"--trec-out", "/out"}).exit, Exit::kDone);
    EXPECT_TRUE(holds(program_.read("/out/words.trec"), "q1 Q0 a 1 "));
}

TEST_F(Evaluating, RefusesWhatItCannotRun) {
    EXPECT_EQ(run({"--run", "dense:model"}).exit, Exit::kUnsupported);
    EXPECT_EQ(run({"--run", "nonsense"}).exit, Exit::kUsage);
    EXPECT_EQ(run({"--run", ""}).exit, Exit::kUsage);
    EXPECT_EQ(run({"--half", "third"}).exit, Exit::kUsage);
    EXPECT_EQ(program_.run({"eval", "position", "--corpus", "x"}).exit, Exit::kUsage);
    EXPECT_EQ(program_.run({"eval", "retrieval"}).exit, Exit::kUsage);
    program_.write("/c/qrels.tsv", "q1 a\n");
    EXPECT_EQ(run({}).exit, Exit::kDamaged);
}

}  // namespace
}  // namespace seogo::cli
