// Metrics against values computed by hand and against a slow definition of each.
#include "eval/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace seogo::eval {
namespace {

Ranking ranking(std::initializer_list<std::uint32_t> documents) {
    Ranking out;
    double score = 100;
    for (const std::uint32_t document : documents)
        out.push_back({document, score--});
    return out;
}

JudgedQuery judged(std::map<std::uint32_t, int> grades) {
    return {"q", "words", std::move(grades)};
}

// Järvelin and Kekäläinen's own example has gains 3 2 3 0 0 1 2 2 3 0; with the discount
// log2(rank + 1): DCG@5 = 3 + 2/1.58496 + 3/2 = 5.761860, ideal (3 3 3 2 2) = 3 + 3/1.58496 + 3/2 +
// 2/2.32193 + 2/2.58496 = 8.027839.
TEST(Metrics, NdcgOfTheClassicExample) {
    const auto query =
        judged({{1, 3}, {2, 2}, {3, 3}, {4, 0}, {5, 0}, {6, 1}, {7, 2}, {8, 2}, {9, 3}, {10, 0}});
    const auto run = ranking({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    EXPECT_NEAR(ndcg_at(run, query, 5), 5.761860 / 8.027839, 1e-6);
}

// The gain is the grade: with 2^grade - 1 the first would be (1 + 3/1.58496) / (3 + 1/1.58496).
TEST(Metrics, NdcgGainIsLinear) {
    const auto query = judged({{1, 1}, {2, 2}});
    const double expected = (1 + 2 / std::log2(3.0)) / (2 + 1 / std::log2(3.0));
    EXPECT_NEAR(ndcg_at(ranking({1, 2}), query, 10), expected, 1e-12);
    EXPECT_DOUBLE_EQ(ndcg_at(ranking({2, 1}), query, 10), 1.0);
}

TEST(Metrics, CountsByHand) {
    const auto query = judged({{1, 1}, {2, 1}, {3, 2}, {4, 0}, {5, -1}});
    const auto run = ranking({9, 1, 4, 3, 5});
    EXPECT_EQ(query.relevant(), 3u);
    EXPECT_DOUBLE_EQ(recall_at(run, query, 2), 1.0 / 3);
    EXPECT_DOUBLE_EQ(recall_at(run, query, 10), 2.0 / 3);
    EXPECT_DOUBLE_EQ(precision_at(run, query, 4), 0.5);
    EXPECT_DOUBLE_EQ(precision_at(run, query, 10), 0.2);  // by 10, though only 5 are ranked
    EXPECT_DOUBLE_EQ(f1_at(run, query, 4), 2 * 0.5 * (2.0 / 3) / (0.5 + 2.0 / 3));
    EXPECT_DOUBLE_EQ(reciprocal_rank_at(run, query, 10), 0.5);
    EXPECT_DOUBLE_EQ(reciprocal_rank_at(run, query, 1), 0.0);
}

TEST(Metrics, NothingFoundIsZero) {
    const auto query = judged({{1, 1}});
    for (const auto metric : {ndcg_at, recall_at, precision_at, f1_at, reciprocal_rank_at}) {
        EXPECT_DOUBLE_EQ(metric({}, query, 10), 0.0);
        EXPECT_DOUBLE_EQ(metric(ranking({7, 8}), query, 10), 0.0);
    }
}

TEST(Metrics, ThePerfectRankingIsOne) {
    const auto query = judged({{1, 3}, {2, 1}, {3, 2}});
    const auto run = ranking({1, 3, 2});
    EXPECT_DOUBLE_EQ(ndcg_at(run, query, 3), 1.0);
    EXPECT_DOUBLE_EQ(recall_at(run, query, 3), 1.0);
    EXPECT_DOUBLE_EQ(precision_at(run, query, 3), 1.0);
    EXPECT_DOUBLE_EQ(f1_at(run, query, 3), 1.0);
    EXPECT_DOUBLE_EQ(reciprocal_rank_at(run, query, 3), 1.0);
}

// The ideal DCG as a maximum over all orders of the judged documents.
double slow_ndcg(const Ranking& run, const JudgedQuery& query, std::size_t k) {
    const auto dcg = [&](const std::vector<std::uint32_t>& order) {
        double sum = 0;
        for (std::size_t i = 0; i < order.size() && i < k; ++i) {
            const auto at = query.grades.find(order[i]);
            const int grade = at == query.grades.end() ? 0 : std::max(0, at->second);
            sum += grade * std::log(2.0) / std::log(static_cast<double>(i) + 2);
        }
        return sum;
    };
    std::vector<std::uint32_t> order, ranked;
    for (const auto& judgment : query.grades)
        order.push_back(judgment.first);
    for (const auto& document : run)
        ranked.push_back(document.document);
    double best = 0;
    do {
        best = std::max(best, dcg(order));
    } while (std::next_permutation(order.begin(), order.end()));
    return best == 0 ? 0 : dcg(ranked) / best;
}

TEST(Metrics, NdcgAgreesWithTryingEveryOrder) {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        JudgedQuery query;
        for (std::uint32_t document = 0; document < 6; ++document) {
            if (random() % 2 == 0) query.grades[document] = static_cast<int>(random() % 5) - 1;
        }
        std::vector<std::uint32_t> documents = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        std::shuffle(documents.begin(), documents.end(), random);
        Ranking run;
        for (std::size_t i = 0; i < random() % 9; ++i)
            run.push_back({documents[i], 10.0 - static_cast<double>(i)});
        const std::size_t k = 1 + random() % 8;
        const double value = ndcg_at(run, query, k);
        EXPECT_NEAR(value, slow_ndcg(run, query, k), 1e-12);
        EXPECT_GE(value, 0.0);
        EXPECT_LE(value, 1.0 + 1e-12);
    }
}

// Laws that hold for any ranking: more ranks never lose recall or MRR, unjudged documents at the
// end change nothing, and a better document moved up never lowers nDCG.
TEST(Metrics, KeepTheirLawsOnRandomRankings) {
    std::mt19937 random(8);
    for (int round = 0; round < 500; ++round) {
        JudgedQuery query;
        for (std::uint32_t document = 0; document < 12; ++document)
            query.grades[document] = static_cast<int>(random() % 4);
        std::vector<std::uint32_t> documents(16);
        for (std::uint32_t i = 0; i < 16; ++i)
            documents[i] = i;
        std::shuffle(documents.begin(), documents.end(), random);
        Ranking run;
        for (std::size_t i = 0; i < 10; ++i)
            run.push_back({documents[i], 10.0 - static_cast<double>(i)});
        for (std::size_t k = 1; k < 12; ++k) {
            EXPECT_LE(recall_at(run, query, k), recall_at(run, query, k + 1));
            EXPECT_LE(reciprocal_rank_at(run, query, k), reciprocal_rank_at(run, query, k + 1));
        }
        Ranking longer = run;
        longer.push_back({99, 0});
        EXPECT_DOUBLE_EQ(ndcg_at(longer, query, 20), ndcg_at(run, query, 20));
        EXPECT_DOUBLE_EQ(recall_at(longer, query, 20), recall_at(run, query, 20));
        const std::size_t at = random() % 9;
        const auto grade = [&](std::size_t i) {
            const auto judgment = query.grades.find(run[i].document);
            return judgment == query.grades.end() ? 0 : judgment->second;
        };
        if (grade(at) >= grade(at + 1)) continue;
        Ranking better = run;
        std::swap(better[at].document, better[at + 1].document);
        EXPECT_GT(ndcg_at(better, query, 10), ndcg_at(run, query, 10));
    }
}

TEST(Metrics, MeasureGivesOneColumnEach) {
    Collection collection;
    collection.queries = {judged({{1, 1}}), judged({}), judged({{2, 1}})};
    const eval::Run run{"r", {ranking({1}), ranking({3}), ranking({4, 5, 2})}, {}};
    const std::size_t counted[] = {0, 2};
    const std::size_t cutoffs[] = {1, 10};
    const auto columns = measure(run, collection, counted, cutoffs);
    ASSERT_EQ(columns.size(), 11u);
    EXPECT_EQ(columns[0].name, "ndcg@1");
    EXPECT_EQ(columns[6].name, "recall@10");
    EXPECT_EQ(columns[6].values, (std::vector<double>{1, 1}));
    EXPECT_EQ(columns.back().name, "mrr");
    EXPECT_EQ(columns.back().values, (std::vector<double>{1, 1.0 / 3}));
    EXPECT_EQ(columns[4].name, "mrr@1");
    EXPECT_EQ(columns[4].values, (std::vector<double>{1, 0}));
}

}  // namespace
}  // namespace seogo::eval
