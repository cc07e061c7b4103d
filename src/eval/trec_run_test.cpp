// TREC run files: read as trec_eval reads them, written so that every reader ranks alike.
#include "eval/trec_run.h"

#include <gtest/gtest.h>

namespace seogo::eval {
namespace {

Collection two_queries() {
    Collection collection;
    for (const char* id : {"a", "b", "c", "d"})
        collection.ids.number_of(id);
    collection.queries = {{"q1", "", {}}, {"q2", "", {}}};
    return collection;
}

std::vector<std::string> ids(const Run& run, std::size_t query, const Collection& collection) {
    std::vector<std::string> out;
    for (const auto& ranked : run.rankings[query])
        out.push_back(collection.ids.id_of(ranked.document));
    return out;
}

TEST(TrecRun, OrdersByScoreThenByFallingId) {
    auto collection = two_queries();
    const auto run = parse_trec_run(
                         "q1 Q0 a 1 0.5 tag\nq1 Q0 b 2 0.5 tag\nq1\tQ0\tc\t3\t9\ttag\n"
                         "q2 Q0 new 1 -1e3 tag\n",
                         "r", 100, collection)
                         .value();
    EXPECT_EQ(ids(run, 0, collection), (std::vector<std::string>{"c", "b", "a"}));
    EXPECT_EQ(ids(run, 1, collection), std::vector<std::string>{"new"});
    EXPECT_TRUE(run.latencies_us.empty());
}

TEST(TrecRun, KeepsTheFirstOfItsDepth) {
    auto collection = two_queries();
    const auto run =
        parse_trec_run("q1 Q0 a 1 1 t\nq1 Q0 b 2 3 t\nq1 Q0 c 3 2 t\n", "r", 2, collection).value();
    EXPECT_EQ(ids(run, 0, collection), (std::vector<std::string>{"b", "c"}));
}

TEST(TrecRun, UnknownQueriesAreCounted) {
    auto collection = two_queries();
    ASSERT_TRUE(
        parse_trec_run("x Q0 a 1 1 t\nx Q0 b 2 1 t\ny Q0 a 1 1 t\n", "r", 9, collection).ok());
    EXPECT_EQ(collection.warnings,
              std::vector<std::string>{"2 queries of run r stand in no query file"});
}

TEST(TrecRun, BrokenLinesAreNamed) {
    const auto error = [](std::string_view text) {
        auto collection = two_queries();
        auto run = parse_trec_run(text, "r", 9, collection);
        return run.ok() ? "" : run.error().message;
    };
    EXPECT_EQ(error("\nq1 Q0 a 1 0.5\n"),
              "line 2: a run needs six columns (query, Q0, document, rank, score, tag)");
    EXPECT_EQ(error("q1 Q0 a 1 high t\n"), "line 1: the score must be a number");
    EXPECT_EQ(error("q1 Q0 a 1 nan t\n"), "line 1: the score must be a number");
    EXPECT_EQ(error("q1 Q0 a 1 2 t\nq1 Q0 a 2 1 t\n"),
              "line 2: the document stands twice for its query");
}

// Ties and scores that differ only beyond 32 bits keep their order in the file.
TEST(TrecRun, WhatIsWrittenReadsBackInTheSameOrder) {
    auto collection = two_queries();
    eval::Run run{"words", {{{0, 2.0}, {3, 2.0}, {1, 2.0 - 1e-12}, {2, 0}}, {}}, {}};
    const std::string text = render_trec_run(run, collection);
    EXPECT_TRUE(text.starts_with("q1 Q0 a 1 2 words\n")) << text;
    const auto again = parse_trec_run(text, "words", 100, collection).value();
    EXPECT_EQ(ids(again, 0, collection), (std::vector<std::string>{"a", "d", "b", "c"}));
    EXPECT_TRUE(again.rankings[1].empty());
    float last = 3;
    for (const auto& ranked : again.rankings[0]) {
        EXPECT_LT(static_cast<float>(ranked.score), last);
        last = static_cast<float>(ranked.score);
    }
}

}  // namespace
}  // namespace seogo::eval
