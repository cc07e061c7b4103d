// Trigram queries mean what they say of every set of trigrams, and never grow beyond their bound.
#include "index/trigram_query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace seogo::index {
namespace {

using Op = TrigramQuery::Op;

// Does a text with these trigrams (bit i: trigram i) satisfy the query?
bool satisfied(const TrigramQuery& query, std::uint32_t held) {
    if (query.op == Op::kAll) return true;
    if (query.op == Op::kNone) return false;
    const bool any = query.op == Op::kOr;
    for (const Trigram trigram : query.trigrams) {
        if (((held >> trigram & 1) != 0) == any) return any;
    }
    for (const TrigramQuery& part : query.parts) {
        if (satisfied(part, held) == any) return any;
    }
    return !any;
}

TrigramQuery one(Trigram trigram) {
    TrigramQuery query;
    query.op = Op::kAnd;
    query.trigrams = {trigram};
    return query;
}

// Flat: no part is kAll, kNone or has its parent's operator; trigrams rise.
void expect_flat(const TrigramQuery& query) {
    EXPECT_TRUE(std::is_sorted(query.trigrams.begin(), query.trigrams.end()));
    for (const TrigramQuery& part : query.parts) {
        EXPECT_TRUE(part.op == Op::kAnd || part.op == Op::kOr);
        EXPECT_NE(part.op, query.op);
        expect_flat(part);
    }
}

TrigramQuery random_query(std::mt19937& random, int depth, std::vector<bool>& meaning) {
    const auto kind = random() % (depth == 0 ? 6 : 12);
    TrigramQuery query;
    if (kind < 6) {
        const auto trigram = static_cast<Trigram>(random() % 5);
        query = kind == 4 ? all_texts() : kind == 5 ? no_text() : one(trigram);
        for (std::uint32_t held = 0; held < 32; ++held)
            meaning.push_back(kind == 4 || (kind != 5 && (held >> trigram & 1) != 0));
        return query;
    }
    std::vector<bool> left;
    std::vector<bool> right;
    TrigramQuery a = random_query(random, depth - 1, left);
    TrigramQuery b = random_query(random, depth - 1, right);
    const bool conjunction = kind < 9;
    for (std::size_t held = 0; held < 32; ++held)
        meaning.push_back(conjunction ? left[held] && right[held] : left[held] || right[held]);
    return conjunction ? both(std::move(a), std::move(b)) : either(std::move(a), std::move(b));
}

TEST(TrigramQuery, MeansWhatItsPartsMean) {
    std::mt19937 random(3);
    for (int run = 0; run < 3000; ++run) {
        std::vector<bool> meaning;
        const TrigramQuery query = random_query(random, 4, meaning);
        expect_flat(query);
        for (std::uint32_t held = 0; held < 32; ++held)
            ASSERT_EQ(satisfied(query, held), meaning[held]) << to_string(query);
    }
}

TEST(TrigramQuery, AskForEveryTrigramOfTheBytes) {
    EXPECT_EQ(texts_holding("ab"), all_texts());
    EXPECT_EQ(texts_holding("").op, Op::kAll);
    EXPECT_EQ(to_string(texts_holding("abcd")), "(abc AND bcd)");
    EXPECT_EQ(texts_holding("aaaaa").trigrams, std::vector<Trigram>{0x616161});
    // Two syllables, and two trigrams that say that they are neighbours.
    EXPECT_EQ(to_string(texts_holding("색인")), "(8389ec AND 89ec9d AND 색 AND 인)");
    EXPECT_EQ(texts_holding("색인").trigrams.size(), 4u);
    EXPECT_EQ(to_string(either(texts_holding("abc"), texts_holding("wxyz"))),
              "(abc OR (wxy AND xyz))");
    EXPECT_EQ(to_string(all_texts()) + to_string(no_text()), "ALLNONE");
}

// A bound that is passed leaves a query that asks for less, never for more.
TEST(TrigramQuery, StaysWithinItsBound) {
    TrigramQuery any = no_text();
    TrigramQuery every = all_texts();
    for (Trigram trigram = 0; trigram < 2 * TrigramQuery::kTrigramsMax; ++trigram) {
        any = either(std::move(any), one(trigram));
        every = both(std::move(every), one(trigram));
        EXPECT_LE(any.trigram_count(), TrigramQuery::kTrigramsMax);
        EXPECT_LE(every.trigram_count(), TrigramQuery::kTrigramsMax);
        const bool fits = trigram < TrigramQuery::kTrigramsMax;
        EXPECT_EQ(any.trigrams.size(), fits ? trigram + 1 : 0);
    }
    EXPECT_EQ(any.op, Op::kAll);
    EXPECT_EQ(every.trigrams.size(), TrigramQuery::kTrigramsMax);
}

}  // namespace
}  // namespace seogo::index
