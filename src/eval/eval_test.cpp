// Whole evaluations on a disk in memory: reports, comparisons, refusals, files written.
#include "eval/eval.h"

#include <gtest/gtest.h>

#include "eval/trec_run.h"
#include "support/faulty_file_system.h"

namespace seogo::eval {
namespace {

// Each look at the clock is 10 us after the one before.
class TickingClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return 0; }
    std::int64_t steady_us() override { return time_us_ += 10; }
    std::int64_t process_cpu_us() override { return 0; }

private:
    std::int64_t time_us_ = 0;
};

class Retrieval : public ::testing::Test {
protected:
    void write(const base::Path& path, std::string_view bytes) {
        ASSERT_TRUE(disk_.make_folders(path.parent_path()).ok());
        ASSERT_TRUE(base::write_file_atomically(disk_, path, bytes).ok());
    }
    void SetUp() override {
        write("/c/corpus.jsonl",
              "{\"id\":\"색인\",\"title\":\"역색인\",\"text\":\"역색인은 낱말에서 문서로 간다\"}\n"
              "{\"id\":\"벡터\",\"text\":\"문장 임베딩은 문장을 벡터로 옮긴다\"}\n"
              "{\"id\":\"wal\",\"title\":\"Logging\",\"text\":\"Readers never block writers\"}\n");
        write(
            "/c/queries.jsonl",
            "{\"id\":\"1\",\"text\":\"역색인이란\"}\n{\"id\":\"2\",\"text\":\"임베딩을\"}\n"
            "{\"id\":\"3\",\"text\":\"blocking readers\"}\n{\"id\":\"4\",\"text\":\"unjudged\"}\n");
        write("/c/qrels.tsv", "1\t색인\t1\n2\t벡터\t1\n3\twal\t2\n");
        write("/r/other.trec",
              "1 Q0 wal 1 3 x\n1 Q0 색인 2 2 x\n2 Q0 벡터 1 1 x\n3 Q0 wal 1 1 x\n");
        options_.corpus = "/c";
    }
    Result<RetrievalReport> evaluate() { return evaluate_retrieval(disk_, clock_, options_); }
    std::string refusal() {
        auto report = evaluate();
        EXPECT_FALSE(report.ok());
        return report.ok() ? "" : report.error().message;
    }
    static double mean(const RunReport& run, std::string_view metric) {
        for (const auto& one : run.metrics) {
            if (one.name == metric) return one.value.mean;
        }
        return -1;
    }

    testing::FaultyFileSystem disk_;
    TickingClock clock_;
    RetrievalOptions options_;
};

TEST_F(Retrieval, WordsFindWhatTheyShould) {
    const auto report = evaluate().value();
    EXPECT_EQ(report.documents, 3u);
    EXPECT_EQ(report.queries, 3u);
    ASSERT_EQ(report.runs.size(), 1u);
    const RunReport& run = report.runs[0];
    EXPECT_EQ(run.name, "words");
    EXPECT_DOUBLE_EQ(mean(run, "ndcg@10"), 1.0);
    EXPECT_DOUBLE_EQ(mean(run, "recall@10"), 1.0);
    EXPECT_DOUBLE_EQ(mean(run, "precision@10"), 0.1);
    EXPECT_DOUBLE_EQ(mean(run, "mrr"), 1.0);
    ASSERT_TRUE(run.latency_us);
    EXPECT_EQ(run.latency_us->p50, 10);
    EXPECT_EQ(run.latency_us->p99, 10);
    EXPECT_TRUE(report.paired.empty());
    EXPECT_EQ(report.warnings,
              std::vector<std::string>{"1 queries have no relevant document and do not count"});
}

TEST_F(Retrieval, RunsAreComparedPairwise) {
    options_.runs = {"words", "run:/r/other.trec"};
    const auto report = evaluate().value();
    ASSERT_EQ(report.runs.size(), 2u);
    EXPECT_EQ(report.runs[1].name, "other");
    EXPECT_FALSE(report.runs[1].latency_us);
    EXPECT_NEAR(mean(report.runs[1], "mrr@10"), (0.5 + 1 + 1) / 3, 1e-12);
    ASSERT_EQ(report.paired.size(), 5u);
    const PairedReport& ndcg = report.paired[0];
    EXPECT_EQ(ndcg.first, "words");
    EXPECT_EQ(ndcg.second, "other");
    EXPECT_EQ(ndcg.metric, "ndcg@10");
    EXPECT_NEAR(ndcg.difference.mean,
                mean(report.runs[0], "ndcg@10") - mean(report.runs[1], "ndcg@10"), 1e-12);
    EXPECT_GE(ndcg.difference.high, ndcg.difference.low);
    EXPECT_DOUBLE_EQ(ndcg.p, 1.0);  // one query differs: either sign is as far from 0
}

TEST_F(Retrieval, HalvesPartTheQueriesByTheirPlace) {
    options_.half = QueryHalf::kEven;
    EXPECT_EQ(evaluate().value().queries, 2u);
    options_.half = QueryHalf::kOdd;
    EXPECT_EQ(evaluate().value().queries, 1u);
    EXPECT_EQ(half_from_name("odd").value(), QueryHalf::kOdd);
    EXPECT_EQ(half_from_name("even").value(), QueryHalf::kEven);
    EXPECT_EQ(half_from_name("all").value(), QueryHalf::kAll);
    EXPECT_EQ(half_from_name("half").error().kind, ErrorKind::kBadInput);
}

TEST_F(Retrieval, TrecFilesHoldTheRankings) {
    options_.trec_out = "/out/runs";
    options_.runs = {"run:/r/other.trec", "words"};
    ASSERT_TRUE(evaluate().ok());
    const auto words = base::read_file(disk_, "/out/runs/words.trec").value();
    EXPECT_NE(words.find("1 Q0 색인 1 "), std::string::npos) << words;
    const auto other = base::read_file(disk_, "/out/runs/other.trec").value();
    EXPECT_EQ(other,
              "1 Q0 wal 1 3 other\n1 Q0 색인 2 2 other\n2 Q0 벡터 1 1 other\n3 Q0 wal 1 1 other\n");
}

// A run that was written and is read again measures the same.
TEST_F(Retrieval, AWrittenRunMeasuresTheSame) {
    options_.trec_out = "/out";
    const auto first = evaluate().value();
    options_.runs = {"run:/out/words.trec"};
    options_.trec_out.clear();
    const auto second = evaluate().value();
    ASSERT_EQ(first.runs[0].metrics.size(), second.runs[0].metrics.size());
    for (std::size_t i = 0; i < first.runs[0].metrics.size(); ++i) {
        EXPECT_DOUBLE_EQ(first.runs[0].metrics[i].value.mean, second.runs[0].metrics[i].value.mean);
        EXPECT_DOUBLE_EQ(first.runs[0].metrics[i].value.low, second.runs[0].metrics[i].value.low);
    }
}

TEST_F(Retrieval, RunFilesNeedNoCorpus) {
    options_.corpus.clear();
    options_.queries = "/c/queries.jsonl";
    options_.qrels = "/c/qrels.tsv";
    options_.runs = {"run:/r/other.trec"};
    EXPECT_EQ(evaluate().value().documents, 0u);
    options_.runs = {"words"};
    EXPECT_EQ(refusal(), "run words needs a corpus");
}

TEST_F(Retrieval, ModelsAreNamedAsUnsupported) {
    for (const char* kind : {"dense:bge-m3", "tokens:colbert", "hybrid"}) {
        options_.runs = {"words", kind};
        auto report = evaluate();
        ASSERT_FALSE(report.ok());
        EXPECT_EQ(report.error().kind, ErrorKind::kUnsupported);
        EXPECT_NE(report.error().message.find(kind), std::string::npos);
    }
}

TEST_F(Retrieval, OptionsOutOfRangeAreRefused) {
    const RetrievalOptions good = options_;
    options_.runs = {"magic"};
    EXPECT_EQ(refusal(), "no kind of run: magic (words, run:FILE)");
    options_.runs = {"run:"};
    EXPECT_EQ(refusal(), "no kind of run: run: (words, run:FILE)");
    options_.runs = {};
    EXPECT_EQ(refusal(), "no run is named");
    options_.runs = {"run:/r/other.trec", "run:/x/other.trec"};
    EXPECT_EQ(refusal(), "two runs have the name other");
    options_ = good;
    options_.cutoffs = {0};
    EXPECT_EQ(refusal(), "a cutoff must be 1 to 1000");
    options_.cutoffs = {};
    EXPECT_EQ(refusal(), "a cutoff must be 1 to 1000");
    options_.cutoffs = {200};
    EXPECT_EQ(refusal(), "the depth must reach the largest cutoff");
    options_ = good;
    options_.depth = 1001;
    EXPECT_EQ(refusal(), "the depth must be 1 to 1000");
    options_ = good;
    options_.resamples = 10;
    EXPECT_EQ(refusal(), "resamples must be 1000 to 100000");
    options_ = good;
    options_.corpus = "/c/corpus.jsonl";
    EXPECT_EQ(refusal(), "queries and qrels must be named");
}

TEST_F(Retrieval, ACollectionWithoutJudgmentsIsRefused) {
    write("/c/qrels.tsv", "1\t색인\t0\n");
    EXPECT_EQ(refusal(), "no query has a relevant document");
}

TEST_F(Retrieval, ABrokenRunFileIsNamed) {
    write("/r/bad.trec", "1 Q0 a\n");
    options_.runs = {"run:/r/bad.trec"};
    EXPECT_TRUE(refusal().starts_with("bad.trec: line 1: ")) << refusal();
    options_.runs = {"run:/r/none.trec"};
    EXPECT_EQ(evaluate().error().kind, ErrorKind::kNotFound);
}

TEST_F(Retrieval, OddNamesStayInTheirFolder) {
    write("/r/a b%.trec", "1 Q0 wal 1 3 x\n");
    options_.runs = {"run:/r/a b%.trec"};
    options_.trec_out = "/out";
    ASSERT_TRUE(evaluate().ok());
    EXPECT_TRUE(base::exists(disk_, "/out/a_b_.trec"));
}

}  // namespace
}  // namespace seogo::eval
