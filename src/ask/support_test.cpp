// Support: what raises a sentence above another, one cause at a time.
#include "ask/support.h"

#include <gtest/gtest.h>

#include "support/ask_memory_archive.h"

namespace seogo::ask {
namespace {

struct Judged {
    Evidence evidence;
    std::vector<Support> support;
    const Support& of(std::string_view words) const {
        for (std::size_t i = 0; i < evidence.sentences.size(); ++i) {
            const EvidenceSentence& sentence = evidence.sentences[i];
            const auto text = std::string_view(evidence.content.text)
                                  .substr(sentence.begin, sentence.end - sentence.begin);
            if (text.find(words) != std::string_view::npos) return support[i];
        }
        ADD_FAILURE() << "no sentence holds " << words;
        static const Support none;
        return none;
    }
};

Judged judge(std::string_view question, std::string text, std::string title = "",
             const Glossary& glossary = {}) {
    MemoryArchive archive;
    const auto id = archive.add_document(std::move(title), std::move(text));
    Judged judged;
    judged.evidence = gather(search::content_of(archive.snapshot, id).value(), 1, {});
    judged.support = support_of(want(understand(question), glossary), judged.evidence);
    return judged;
}

TEST(Support, CountsTheShareOfTheQuestionsWords) {
    const auto judged =
        judge("색인 압축 속도", "색인 압축은 속도를 올린다.\n\n\n\n색인만 있다.\n\n\n\n고양이.\n");
    EXPECT_NEAR(judged.of("압축은").own, 1.0, 1e-9);
    EXPECT_NEAR(judged.of("색인만").own, 1.0 / (1 + 1 + 0.35), 0.2);
    EXPECT_DOUBLE_EQ(judged.of("고양이").own, 0.0);
    EXPECT_GT(judged.of("압축은").score, judged.of("색인만").score);
}

TEST(Support, ParticlesAndCompoundsDoNotMatter) {
    const auto judged = judge("임베딩이란 무엇인가?", "문장임베딩은 벡터다.\n\n강아지.\n");
    EXPECT_NEAR(judged.of("벡터다").own, 1.0, 1e-9);
}

TEST(Support, RareWordsWeighMore) {
    MemoryArchive archive;
    const auto id = archive.add_document("", "모델이 좋다.\n\n\n\n포화가 좋다.\n");
    const auto evidence = gather(search::content_of(archive.snapshot, id).value(), 1, {});
    WantedAnswer wanted = want(understand("모델 포화"), {});
    ASSERT_EQ(wanted.words.size(), 2u);
    weigh(wanted, {0.5, 5.0});
    const auto support = support_of(wanted, evidence);
    EXPECT_LT(support[0].own, support[1].own);
}

TEST(Support, TheTitleAndTheHeadingStandForTheSubject) {
    const auto judged =
        judge("phi 모델의 파라미터는 몇 개야?", "파라미터는 140억 개다.\n", "phi 모델");
    const Support& support = judged.of("140억");
    EXPECT_LT(support.own, 0.7);
    EXPECT_GT(support.coverage, support.own);
    const auto headed =
        judge("What are the limits of caching?",
              "# Limits of caching\n\nEverything must fit.\n\n# Other\n\nNothing.\n");
    EXPECT_GT(headed.of("Everything").coverage, 0.6);
    EXPECT_DOUBLE_EQ(headed.of("Nothing").coverage, 0.0);
}

TEST(Support, LinesBeforeAndAfterCountInPart) {
    const auto judged = judge("세그먼트 병합", "세그먼트를 적는다.\n그리고 병합한다.\n");
    EXPECT_GT(judged.of("병합한다").coverage, judged.of("병합한다").own);
    EXPECT_GT(judged.of("적는다").coverage, judged.of("적는다").own);
}

TEST(Support, ANumberThatTheQuestionLacksFits) {
    const auto judged =
        judge("1750억 파라미터 모델은 얼마나 걸리나?",
              "1750억 파라미터 모델을 다룬다.\n\n1750억 파라미터 모델은 4시간 걸린다.\n");
    EXPECT_FALSE(judged.of("다룬다").fits);
    EXPECT_TRUE(judged.of("4시간").fits);
    EXPECT_GT(judged.of("4시간").score, judged.of("다룬다").score);
}

TEST(Support, DigitsOfANameAreNoNumber) {
    const auto judged = judge("How many terms?", "BM25 has terms.\n\nThere are 12 terms.\n");
    EXPECT_FALSE(judged.of("BM25").fits);
    EXPECT_TRUE(judged.of("12").fits);
}

TEST(Support, TheUnitAfterANumberCounts) {
    const auto judged =
        judge("질문이 몇 쌍이나 있어?", "질문이 7만 쌍쯤 있다.\n\n질문이 7개 있다.\n");
    EXPECT_GT(judged.of("7만").score, judged.of("7개").score + 0.1);
}

TEST(Support, ReasonsAndTimesFit) {
    const auto why =
        judge("WAL은 왜 느린가?", "WAL은 느리다.\n\n공유 메모리 때문에 WAL은 느리다.\n");
    EXPECT_FALSE(why.of("WAL은 느리다.").fits);
    EXPECT_TRUE(why.of("때문에").fits);
    const auto when =
        judge("When was HNSW described?", "HNSW was described in 2016.\n\nHNSW has 16 links.\n");
    EXPECT_TRUE(when.of("2016").fits);
    EXPECT_FALSE(when.of("16 links").fits);
    EXPECT_TRUE(judge("데비안은 언제 나왔나?", "데비안은 1월 11일에 나왔다.\n").of("1월").fits);
    EXPECT_TRUE(judge("Why is it fast?", "It is fast because of caching.\n").of("because").fits);
}

TEST(Support, DefinitionsOpenWithTheirSubject) {
    const auto judged = judge("What is HNSW?",
                              "HNSW stands for a graph.\n\nMany databases offer HNSW first.\n\n"
                              "HNSW (a graph) is an index.\n");
    EXPECT_TRUE(judged.of("stands for").defines);
    EXPECT_TRUE(judged.of("is an index").defines);
    EXPECT_FALSE(judged.of("offer").defines);
    const auto korean =
        judge("역색인이 뭐야?", "역색인은 목록이다.\n\n역색인: 목록\n\n목록과 역색인이 있다.\n");
    EXPECT_TRUE(korean.of("역색인은").defines);
    EXPECT_TRUE(korean.of("역색인: ").defines);
    EXPECT_FALSE(korean.of("목록과").defines);
}

TEST(Support, QuestionsAndCodeAnswerLess) {
    const auto judged = judge("색인 압축",
                              "색인 압축은 무엇일까?\n\n색인 압축은 좋다 정말로.\n\n"
                              "```\n색인 압축 코드 줄이다\n```\n");
    EXPECT_LT(judged.of("무엇일까").score, judged.of("좋다").score);
    EXPECT_LT(judged.of("코드").score, judged.of("좋다").score);
}

TEST(Support, TheGlossaryBridgesLanguages) {
    Glossary glossary;
    glossary.bridges = {{"양자화", "quantization"}, {"늦은 상호작용", "late interaction"}};
    const auto judged = judge("What is quantization?", "양자화는 비트를 줄인다.\n", "", glossary);
    EXPECT_NEAR(judged.of("비트").own, 0.9, 1e-9);
    const auto two = judge("late interaction",
                           "늦은 상호작용은 점수를 미룬다.\n\n상호작용이 있다.\n", "", glossary);
    EXPECT_NEAR(two.of("미룬다").own, 0.9, 1e-9);
    EXPECT_LT(two.of("상호작용이 있다").own, 0.5);
    EXPECT_DOUBLE_EQ(judge("What is pruning?", "양자화다.\n", "", glossary).of("양자화").own, 0.0);
}

// A common word cannot be found in a text of another language: names and the form decide there.
TEST(Support, AcrossLanguagesNamesDecide) {
    const std::string text =
        "Agent Laboratory는 비용을 84% 절감했다.\n\nAgent Laboratory는 좋은 프레임워크다.\n";
    const auto judged = judge("How much did Agent Laboratory reduce the research cost?", text);
    EXPECT_GT(judged.of("84%").coverage, 0.6);
    EXPECT_LT(judged.of("프레임워크").coverage, 0.6);
    const auto other = judge("How much did Robot Laboratory reduce the research cost?", text);
    EXPECT_LT(other.of("84%").coverage, 0.5);
}

TEST(Support, OtherVersionsOfANameCountInPart) {
    EXPECT_NEAR(judge("Llama3", "Llama is open.\n").of("Llama").own, 0.6, 1e-9);
    EXPECT_NEAR(judge("Llama", "Llama3 is open.\n").of("Llama3").own, 1.0, 1e-9);
    EXPECT_NEAR(judge("락이 뭐야?", "락과 색인이 있다.\n").of("락과").own, 0.7, 0.31);
}

TEST(Support, NothingWantedIsNothingFound) {
    const auto judged = judge("뭐야?", "색인이다.\n");
    EXPECT_DOUBLE_EQ(judged.of("색인").own, 0.0);
    EXPECT_DOUBLE_EQ(judged.of("색인").coverage, 0.0);
}

}  // namespace
}  // namespace seogo::ask
