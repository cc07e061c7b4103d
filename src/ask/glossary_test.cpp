// Glossary entries by name: whichever of their names the question uses, and no other.
#include "ask/glossary.h"

#include <gtest/gtest.h>

#include "support/ask_memory_archive.h"

namespace seogo::ask {
namespace {

class GlossaryNames : public ::testing::Test {
protected:
    void SetUp() override {
        archive_.add_entry("역색인",
                           {"전이 학습(Transfer Learning, TL) :: 배운 모델을 새 작업에 맞추는 방법",
                            "BM25 :: 낱말 빈도로 점수를 매기는 식",
                            "Inter-Annotator Agreement (IAA) :: 평가자 사이의 일치도",
                            "Embedding :: 임베딩, 뜻을 벡터로 나타낸 것"});
        archive_.add_entry("둘째", {"양자화(quantization) :: 값을 더 적은 비트로 나타내는 일",
                                    "그냥 적은 줄", "빈 것 :: "});
        auto glossary = read_glossary(archive_.snapshot);
        ASSERT_TRUE(glossary.ok());
        glossary_ = std::move(glossary).value();
    }
    std::vector<std::string> named(std::string_view question) {
        std::vector<std::string> out;
        for (const GlossaryTerm* term : named_terms(glossary_, understand(question), 10))
            out.push_back(term->term);
        return out;
    }

    MemoryArchive archive_;
    Glossary glossary_;
};

using Names = std::vector<std::string>;

TEST_F(GlossaryNames, EntriesWithoutADefinitionAreLeftOut) {
    EXPECT_EQ(glossary_.terms.size(), 5u);
    EXPECT_EQ(glossary_.terms[4].item, 2);
}

TEST_F(GlossaryNames, EveryNameOfAnEntryFindsIt) {
    const Names transfer = {"전이 학습(Transfer Learning, TL)"};
    for (const char* question :
         {"전이 학습이 뭐야?", "전이학습이란 무엇인가?", "What is transfer learning?",
          "Transfer-Learning?", "TL이 뭐지?"}) {
        EXPECT_EQ(named(question), transfer) << question;
    }
    EXPECT_EQ(named("Inter-Annotator Agreement가 뭐야?"), Names{"Inter-Annotator Agreement (IAA)"});
    EXPECT_EQ(named("iaa는?"), Names{"Inter-Annotator Agreement (IAA)"});
    EXPECT_EQ(named("bm25란"), Names{"BM25"});
}

TEST_F(GlossaryNames, ADefinitionMayGiveTheOtherName) {
    EXPECT_EQ(named("임베딩이 뭐야?"), Names{"Embedding"});
    EXPECT_EQ(named("What is an embedding?"), Names{"Embedding"});
}

TEST_F(GlossaryNames, AQuestionAboutMoreThanTheNameNamesNothing) {
    EXPECT_TRUE(named("전이 학습의 단점은 무엇인가?").empty());
    EXPECT_TRUE(named("BM25 점수가 뭐야?").empty());
    EXPECT_TRUE(named("학습이 뭐야?").empty());
    EXPECT_TRUE(named("뭐야?").empty());
}

// Bytes that are no text, names without letters and repeated names do no harm.
TEST_F(GlossaryNames, OddEntriesAreHarmless) {
    archive_.add_entry("이상한 것", {"() :: 이름이 없다", "\xff :: 글자가 아니다",
                                     "A/A/A :: 같은 이름 셋", "(( :: 여는 괄호만"});
    const auto glossary = read_glossary(archive_.snapshot).value();
    for (const GlossaryTerm& term : glossary.terms) {
        for (std::size_t i = 0; i < term.keys.size(); ++i) {
            EXPECT_FALSE(term.keys[i].empty());
            EXPECT_EQ(std::count(term.keys.begin(), term.keys.end(), term.keys[i]), 1);
        }
    }
    EXPECT_TRUE(named_terms(glossary, understand("?"), 10).empty());
    EXPECT_TRUE(named_terms(glossary, understand("이름이 뭐야?"), 10).empty());
}

TEST_F(GlossaryNames, AtMostAsManyAsAskedFor) {
    EXPECT_EQ(named_terms(glossary_, understand("양자화가 뭐야?"), 0).size(), 0u);
    archive_.add_entry("셋째", {"양자화 :: 또 다른 설명"});
    const auto glossary = read_glossary(archive_.snapshot).value();
    EXPECT_EQ(named_terms(glossary, understand("양자화가 뭐야?"), 10).size(), 2u);
    EXPECT_EQ(named_terms(glossary, understand("양자화가 뭐야?"), 1).size(), 1u);
}

TEST(NameKey, FoldsCaseSpacesAndMarks) {
    EXPECT_EQ(name_key("Late-Interaction"), "lateinteraction");
    EXPECT_EQ(name_key(" late interaction "), name_key("LATE_INTERACTION"));
    EXPECT_EQ(name_key("전이 학습"), "전이학습");
    EXPECT_EQ(name_key("전이 학습"), name_key("전이학습"));
    EXPECT_EQ(name_key("?!"), "");
    EXPECT_EQ(name_key("\xff"), "");
}

}  // namespace
}  // namespace seogo::ask
