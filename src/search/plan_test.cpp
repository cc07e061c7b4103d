// A plan sorts a query into what ranks and what decides, and drops nothing unsaid.
#include "search/plan.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace seogo::search {
namespace {

Plan planned(std::string_view text) {
    const auto query = parse_query(text);
    EXPECT_TRUE(query.ok()) << query.error().message;
    auto plan = plan_query(text, query.value());
    EXPECT_TRUE(plan.ok()) << plan.error().message;
    return std::move(plan).value();
}

bool scores(const Plan& plan, std::string_view term) {
    return std::any_of(plan.wanted.terms.begin(), plan.wanted.terms.end(),
                       [&](const WantedTerm& wanted) { return wanted.term == term; });
}

std::string patterns(const Plan& plan) {
    std::string out;
    for (const Pattern& pattern : plan.wanted.patterns) {
        out += (out.empty() ? "" : " ") + pattern.shown;
        if (pattern.words.size() > 1) out += "/" + std::to_string(pattern.words.size());
    }
    return out;
}

TEST(Plan, LoneWordsRankAndDecideNothing) {
    const Plan plan = planned("inverted index 구조");
    EXPECT_TRUE(plan.must.empty());
    EXPECT_EQ(patterns(plan), "inverted index 구조");
    EXPECT_TRUE(scores(plan, "winvert"));
    EXPECT_TRUE(scores(plan, "s구조"));
}

TEST(Plan, NeighbouringWordsMakePairsAcrossClausesOnlyWhereTheyFollowEachOther) {
    const auto has_pair = [](const Plan& plan) { return !plan.wanted.pairs.empty(); };
    EXPECT_TRUE(has_pair(planned("inverted index")));
    EXPECT_FALSE(has_pair(planned("inverted kind:paper index")));
}

TEST(Plan, PhrasesMustHoldAndTheirWordsScore) {
    const Plan plan = planned("\"inverted index\" file");
    ASSERT_EQ(plan.must.size(), 1u);
    ASSERT_EQ(plan.must[0].size(), 1u);
    ASSERT_TRUE(plan.must[0][0].pattern.has_value());
    EXPECT_EQ(plan.must[0][0].pattern->words.size(), 2u);
    EXPECT_EQ(patterns(plan), "inverted index/2 file");
    EXPECT_TRUE(scores(plan, "winvert"));
}

TEST(Plan, WhatIsExcludedNeverScores) {
    const Plan plan = planned("index -writer -\"block max\"");
    EXPECT_EQ(patterns(plan), "index");
    EXPECT_FALSE(scores(plan, "wwriter"));
    EXPECT_FALSE(scores(plan, "wblock"));
    ASSERT_EQ(plan.must.size(), 2u);
    EXPECT_TRUE(plan.must[0][0].negated);
    EXPECT_TRUE(plan.must[1][0].negated);
}

TEST(Plan, AlternativesAreOneConditionAndAllOfThemScore) {
    const Plan plan = planned("index OR kind:paper OR 색인");
    ASSERT_EQ(plan.must.size(), 1u);
    ASSERT_EQ(plan.must[0].size(), 3u);
    EXPECT_TRUE(plan.must[0][0].pattern.has_value());
    EXPECT_FALSE(plan.must[0][1].pattern.has_value());
    EXPECT_EQ(plan.must[0][1].clause.field, "kind");
    EXPECT_EQ(patterns(plan), "index 색인");
}

TEST(Plan, TitleAndOrgAreAskedOfTheIndexInTheirField) {
    const Plan plan = planned("title:\"역색인의 구조\" org:Google");
    ASSERT_EQ(plan.must.size(), 2u);
    EXPECT_EQ(plan.must[0][0].pattern->field, index::Field::kTitle);
    EXPECT_EQ(plan.must[1][0].pattern->field, index::Field::kOrg);
    for (const WantedTerm& term : plan.wanted.terms)
        EXPECT_TRUE(term.field.has_value());
}

TEST(Plan, TheSameTermTwiceWeighsTwice) {
    const Plan once = planned("index");
    const Plan twice = planned("index \"index\"");
    ASSERT_EQ(once.wanted.terms.size(), 1u);
    ASSERT_EQ(twice.wanted.terms.size(), 1u);
    EXPECT_EQ(twice.wanted.terms[0].weight, 2 * once.wanted.terms[0].weight);
}

TEST(Plan, APhraseWithoutWordsIsLeftOutAndSaid) {
    const Plan plan = planned("index \"!?\"");
    EXPECT_TRUE(plan.must.empty());
    ASSERT_EQ(plan.warnings.size(), 1u);
    EXPECT_EQ(plan.warnings[0], "\"!?\" holds no word to look for");
}

TEST(Plan, ARegexThatDoesNotCompileNamesBothPlaces) {
    const std::string_view text = "색인 re:/a(/";
    const auto plan = plan_query(text, parse_query(text).value());
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(plan.error().message,
              "query, character 4: regex, character 2: the ( that opens here does not close");
}

TEST(Plan, WarningsOfTheQueryAreKept) {
    EXPECT_EQ(planned("knd:paper").warnings.size(), 1u);
    std::string many;
    for (int i = 0; i < 2000; ++i)
        many += "w" + std::to_string(i) + " ";
    const Plan plan = planned(many);
    ASSERT_EQ(plan.warnings.size(), 1u);
    EXPECT_EQ(plan.warnings[0], "the query is long: only its first words were looked for");
    EXPECT_LE(plan.wanted.patterns.size(), kWordsMax);
}

TEST(Plan, ManyPhrasesAreBoundedToo) {
    std::string many;
    for (int i = 0; i < 2000; ++i)
        many += "\"w" + std::to_string(i) + " x\" ";
    const Plan plan = planned(many);
    EXPECT_TRUE(plan.wanted.cut);
    EXPECT_LE(plan.wanted.patterns.size(), kWordsMax);
}

}  // namespace
}  // namespace seogo::search
