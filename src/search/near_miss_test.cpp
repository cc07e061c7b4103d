// A search without a hit says which word stands nowhere and what stands near it.
#include "search/near_miss.h"

#include <gtest/gtest.h>

#include "index/segment_builder.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

class NearMissTest : public ::testing::Test {
protected:
    void SetUp() override {
        index::SegmentBuilder builder(kScoring);
        const std::string texts[] = {"임베딩을 배우는 법", "문장 임베딩 모델", "역색인의 구조",
                                     "quantization of weights", "양자화 기법"};
        std::int64_t id = 0;
        for (const std::string& text : texts) {
            const index::FieldText fields[] = {{index::Field::kBody, text}};
            builder.add({++id, 0, 10}, fields);
        }
        bytes_ = std::move(builder).finish();
        reader_ = index::Segment::open(std::as_bytes(std::span(bytes_))).value();
        segments_.push_back({reader_.get(), {5}});
    }
    std::vector<std::string> near(const Wanted& wanted) {
        return near_misses(segments_, Ranker(segments_), wanted);
    }
    std::string near_one(std::string_view query) {
        const auto sentences = near(wanted_words(query));
        return sentences.size() == 1 ? sentences[0]
                                     : std::to_string(sentences.size()) + " sentences";
    }

    std::string bytes_;
    std::unique_ptr<index::Segment> reader_;
    std::vector<index::LiveSegment> segments_;
};

TEST_F(NearMissTest, HangulIsComparedByItsLetters) {
    EXPECT_EQ(near_one("엠베딩"), "\"엠베딩\" stands nowhere; near it: 임베딩 (2 passages)");
    EXPECT_EQ(near_one("임배딩"), "\"임배딩\" stands nowhere; near it: 임베딩 (2 passages)");
    EXPECT_EQ(near_one("역색임"), "\"역색임\" stands nowhere; near it: 역색인 (1 passage)");
}

TEST_F(NearMissTest, EnglishIsComparedByLettersAndBeginnings) {
    EXPECT_EQ(near_one("wieghts"), "\"wieghts\" stands nowhere; near it: weight (1 passage)");
    EXPECT_NE(near_one("quantzation").find("near it: quantiz"), std::string::npos);
    EXPECT_NE(near_one("quan").find("near it: quantiz"), std::string::npos);
}

TEST_F(NearMissTest, WhatIsUnlikeAllIsSaidSo) {
    EXPECT_EQ(near_one("zzzzzz"), "\"zzzzzz\" stands nowhere, and nothing like it does");
    EXPECT_EQ(near_one("x"), "\"x\" stands nowhere, and nothing like it does");
    EXPECT_EQ(near_one("inp"), "\"inp\" stands nowhere, and nothing like it does");  // not "in"
}

TEST_F(NearMissTest, DeadItemsAreNotNear) {
    EXPECT_EQ(near_one("양자와"), "\"양자와\" stands nowhere, and nothing like it does");
}

TEST_F(NearMissTest, AQueryWithoutWordsIsSaidSo) {
    EXPECT_EQ(near_one("?!"), "the query holds no word to look for");
}

TEST_F(NearMissTest, PhrasesTellWhetherTheirWordsAreThere) {
    Wanted wanted;
    wanted.patterns = {phrase_pattern("모델 임베딩")};
    const auto sentences = near(wanted);
    ASSERT_EQ(sentences.size(), 1u);
    EXPECT_EQ(sentences[0], "the words of \"모델 임베딩\" are there, but do not follow each other");
}

TEST_F(NearMissTest, AtMostEightWordsAreTold) {
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += "zz" + std::string(1, static_cast<char>('a' + i)) + "qq ";
    EXPECT_EQ(near(wanted_words(many)).size(), 8u);
}

}  // namespace
}  // namespace seogo::search
