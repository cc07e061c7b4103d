// A word with a sign stands for the terms that it should, and says when there are too many.
#include "search/expand.h"

#include "search/test_snapshot.h"

namespace seogo::search {
namespace {

class Expand : public ::testing::Test {
protected:
    void SetUp() override {
        index::SegmentBuilder builder(kScoring);
        const std::vector<std::string> texts = {
            "임베딩은 벡터다",  "임베더와 임대", "embedding models", "embedded systems",
            "양자화를 한 모델", "모델 병합",     "ㅋㅋㅋ 재미있다"};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const index::FieldText field{index::Field::kBody, texts[i]};
            builder.add({static_cast<std::int64_t>(i) + 1, 0, 9}, std::span(&field, 1));
        }
        bytes_ = std::move(builder).finish();
        segment_ = index::Segment::open(std::as_bytes(std::span(bytes_))).value();
        live_.push_back({segment_.get(), {}});
    }
    Plan planned(std::string_view text) {
        auto plan = plan_query(text, parse_query(text).value()).value();
        EXPECT_TRUE(expand(live_, plan).ok());
        return plan;
    }
    // The items that the query's words find, by id.
    std::string found(std::string_view text) {
        auto items = Ranker(live_).rank(planned(text).wanted);
        std::sort(items.begin(), items.end(),
                  [](const auto& a, const auto& b) { return a.passage < b.passage; });
        std::string ids;
        for (const RankedItem& item : items)
            ids += std::to_string(item.passage.item) + " ";
        return ids;
    }

    std::string bytes_;
    std::unique_ptr<index::Segment> segment_;
    std::vector<index::LiveSegment> live_;
};

TEST_F(Expand, APrefixStandsForAllThatBeginSo) {
    EXPECT_EQ(found("임베*"), "1 2 ");
    EXPECT_EQ(found("임*"), "1 2 ");
    EXPECT_EQ(found("embed*"), "3 4 ");
    EXPECT_EQ(found("embedding*"), "3 4 ");  // by its stem
    EXPECT_EQ(found("없는*"), "");
}

TEST_F(Expand, AFuzzyWordStandsForThoseALetterAway) {
    EXPECT_EQ(found("엠베딩~"), "1 ");
    EXPECT_EQ(found("엠배딩~"), "");
    EXPECT_EQ(found("엠배딩~2"), "1 ");
    EXPECT_EQ(found("embeddign~"), "3 4 ");
    EXPECT_EQ(found("모댈~"), "5 6 ");
}

TEST_F(Expand, InitialsStandForTheSyllablesThatBeginWithThem) {
    EXPECT_EQ(found("ㅇㅂㄷ"), "1 2 ");
    EXPECT_EQ(found("ㅇㅈㅎ"), "5 ");
    EXPECT_EQ(found("ㅁㄷ"), "5 6 ");
    EXPECT_EQ(found("임ㅂㄷ"), "1 2 ");
    EXPECT_EQ(found("ㅋㅋㅋ"), "7 ");
}

TEST_F(Expand, NearerAndMoreFrequentTermsComeFirst) {
    const Plan plan = planned("모델~2");
    ASSERT_FALSE(plan.wanted.terms.empty());
    EXPECT_EQ(plan.wanted.terms[0].term, "s모델");
    EXPECT_EQ(plan.wanted.terms[0].weight, 1);
    for (const WantedTerm& term : plan.wanted.terms)
        EXPECT_LE(term.weight, plan.wanted.terms[0].weight);
}

TEST_F(Expand, ConditionsHoldWhereOneOfTheTermsDoes) {
    const Plan plan = planned("모델 -양자* 임베* OR 병합");
    ASSERT_EQ(plan.must.size(), 2u);
    EXPECT_TRUE(plan.must[0][0].negated);
    EXPECT_EQ(plan.must[0][0].expanded.size(), 1u);
    EXPECT_EQ(plan.must[1][0].expanded.size(), 2u);
}

TEST_F(Expand, AnExcludedWordStandsForAllOfItsTerms) {
    index::SegmentBuilder builder(kScoring);
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "term" + std::to_string(i) + " ";
    const index::FieldText field{index::Field::kBody, text};
    builder.add({1, 0, 9}, std::span(&field, 1));
    const std::string bytes = std::move(builder).finish();
    const auto segment = index::Segment::open(std::as_bytes(std::span(bytes))).value();
    const std::vector<index::LiveSegment> live = {{segment.get(), {}}};
    Plan plan = plan_query("x -term*", parse_query("x -term*").value()).value();
    ASSERT_TRUE(expand(live, plan).ok());
    ASSERT_EQ(plan.must.size(), 1u);
    EXPECT_EQ(plan.must[0][0].expanded.size(), 200u);
    EXPECT_TRUE(plan.warnings.empty());
}

TEST_F(Expand, AWordThatStandsForNothingIsKeptToBeTold) {
    const Plan plan = planned("없는*");
    ASSERT_EQ(plan.wanted.patterns.size(), 1u);
    EXPECT_EQ(plan.wanted.patterns[0].shown, "없는*");
}

TEST_F(Expand, TooManyTermsAreCutAndSaid) {
    index::SegmentBuilder builder(kScoring);
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "term" + std::to_string(i) + " ";
    const index::FieldText field{index::Field::kBody, text};
    builder.add({1, 0, 9}, std::span(&field, 1));
    const std::string bytes = std::move(builder).finish();
    const auto segment = index::Segment::open(std::as_bytes(std::span(bytes))).value();
    const std::vector<index::LiveSegment> live = {{segment.get(), {}}};
    Plan plan = plan_query("term*", parse_query("term*").value()).value();
    ASSERT_TRUE(expand(live, plan).ok());
    EXPECT_EQ(plan.wanted.terms.size(), kExpandedMax);
    ASSERT_EQ(plan.warnings.size(), 1u);
    EXPECT_NE(plan.warnings[0].find("term*"), std::string::npos);
    std::string longest(100, 'x');
    EXPECT_FALSE(
        expand(live, *std::make_unique<Plan>(
                         plan_query(longest + "~", parse_query(longest + "~").value()).value()))
            .ok());
}

}  // namespace
}  // namespace seogo::search
