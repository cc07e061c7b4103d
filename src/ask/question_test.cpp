// What is understood of a question: its kind, its content words, their roles, in both languages.
#include "ask/question.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ask/function_words.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

using Words = std::vector<std::string>;

Words shown(std::string_view question) {
    Words out;
    for (const ContentWord& word : understand(question).words)
        out.push_back(word.shown);
    return out;
}

Sought sought(std::string_view question) { return understand(question).sought; }

double role(std::string_view question, std::string_view word) {
    for (const ContentWord& own : understand(question).words) {
        if (own.shown == word) return own.role;
    }
    ADD_FAILURE() << word << " is no content word of " << question;
    return 0;
}

TEST(Understand, KoreanQuestionsAreAboutTheirNouns) {
    EXPECT_EQ(shown("ColBERT가 뭐야?"), Words{"ColBERT"});
    EXPECT_EQ(shown("양자화란 무엇인가?"), Words{"양자화"});
    EXPECT_EQ(shown("체크포인트는 무엇을 하는 일인가요?"), Words{"체크포인트"});
    EXPECT_EQ(shown("전이 학습에 대해 설명해 줘"), (Words{"전이", "학습"}));
    EXPECT_EQ(shown("CAG는 RAG의 어떤 문제를 가지고 있나요?").front(), "CAG");
    EXPECT_EQ(shown("DVC로 무엇을 할 수 있나?"), Words{"DVC"});
}

TEST(Understand, EnglishQuestionsAreAboutTheirNouns) {
    EXPECT_EQ(shown("What is HNSW?"), Words{"HNSW"});
    EXPECT_EQ(shown("What does the parameter ef_search mean?"),
              (Words{"parameter", "ef", "search"}));
    EXPECT_EQ(shown("Explain late interaction, please."), (Words{"late", "interaction"}));
    EXPECT_EQ(shown("Could you tell me about BM25?").back(), "BM25");
}

TEST(Understand, NothingButFunctionWordsIsAboutNothing) {
    EXPECT_TRUE(shown("뭐야?").empty());
    EXPECT_TRUE(shown("이것은 무엇인가요?").size() <= 1);
    EXPECT_TRUE(shown("What is it?").empty());
    EXPECT_TRUE(shown("").empty());
    EXPECT_TRUE(shown("?!… 🤪").empty());
}

TEST(Understand, TellsWhatIsSoughtInKorean) {
    EXPECT_EQ(sought("양자화가 뭐야?"), Sought::kDefinition);
    EXPECT_EQ(sought("역색인이란?"), Sought::kAnything);
    EXPECT_EQ(sought("재현율의 뜻은?"), Sought::kDefinition);
    EXPECT_EQ(sought("파라미터는 몇 개인가?"), Sought::kNumber);
    EXPECT_EQ(sought("비용은 얼마나 줄었나?"), Sought::kNumber);
    EXPECT_EQ(sought("WAL은 왜 동작하지 않나요?"), Sought::kReason);
    EXPECT_EQ(sought("느린 까닭은?"), Sought::kReason);
    EXPECT_EQ(sought("논문은 언제 나왔어?"), Sought::kTime);
    EXPECT_EQ(sought("몇 년에 나왔나?"), Sought::kTime);
    EXPECT_EQ(sought("누가 만들었나?"), Sought::kPerson);
    EXPECT_EQ(sought("점수는 어떻게 계산하나?"), Sought::kManner);
}

TEST(Understand, TellsWhatIsSoughtInEnglish) {
    EXPECT_EQ(sought("What is quantization?"), Sought::kDefinition);
    EXPECT_EQ(sought("Define recall"), Sought::kDefinition);
    EXPECT_EQ(sought("How many bits does a weight need?"), Sought::kNumber);
    EXPECT_EQ(sought("What score did o3 reach?"), Sought::kNumber);
    EXPECT_EQ(sought("Why do readers never block?"), Sought::kReason);
    EXPECT_EQ(sought("When was it described?"), Sought::kTime);
    EXPECT_EQ(sought("What year was it described in?"), Sought::kTime);
    EXPECT_EQ(sought("Who described HNSW?"), Sought::kPerson);
    EXPECT_EQ(sought("How does fusion work?"), Sought::kManner);
    EXPECT_EQ(sought("late interaction"), Sought::kAnything);
    EXPECT_EQ(sought("what"), Sought::kDefinition);
    EXPECT_EQ(sought("so how"), Sought::kManner);
    EXPECT_EQ(sought("which layers are quantized"), Sought::kAnything);
}

TEST(Understand, PredicatesWeighLessThanNouns) {
    EXPECT_DOUBLE_EQ(role("누가 그림을 그렸어?", "그림"), 1.0);
    EXPECT_LT(role("누가 그림을 그렸어?", "그렸어"), 0.5);
    // The verb before a bound noun is one too.
    const auto words = understand("성능이 좋은 것은?").words;
    ASSERT_EQ(words.size(), 2u);
    EXPECT_TRUE(words[1].predicate);
}

TEST(Understand, VerbsMadeFromNounsCountByTheNoun) {
    const auto words = understand("연구 비용을 얼마나 절감했나?").words;
    ASSERT_EQ(words.size(), 3u);
    EXPECT_TRUE(words[2].predicate);
    EXPECT_GT(words[2].role, 0.5);
    EXPECT_EQ(words[2].bigrams, std::vector<std::string>{"b절감"});
}

// Words as they are typed into a search box have no verb: the last one counts like the others.
TEST(Understand, LooseNounsAreNoPredicates) {
    for (const char* question : {"모델 포화", "색인 압축 속도", "검색 품질", "문장 임베딩 모델"}) {
        for (const ContentWord& word : understand(question).words) {
            EXPECT_FALSE(word.predicate) << word.shown << " of " << question;
            EXPECT_DOUBLE_EQ(word.role, 1.0);
        }
    }
    for (const char* question : {"색인을 어떻게 만들어?", "비용이 얼마나 드나요", "누가 이겼지?"}) {
        const auto words = understand(question).words;
        EXPECT_EQ(words.back().predicate, words.size() > 1) << question;
    }
}

TEST(Understand, ALoneWordIsNoPredicate) {
    const auto words = understand("역색인").words;
    ASSERT_EQ(words.size(), 1u);
    EXPECT_FALSE(words[0].predicate);
    EXPECT_DOUBLE_EQ(words[0].role, 1.0);
}

TEST(Understand, UnitsAreWhatIsCounted) {
    EXPECT_EQ(understand("가중치 하나에 몇 비트가 들어?").unit, "비트");
    EXPECT_EQ(understand("질문은 몇 쌍이나 있어?").unit, "쌍");
    EXPECT_EQ(understand("얼마나 걸리나?").unit, "");
    EXPECT_LT(role("가중치 하나에 몇 비트가 들어?", "비트"), 1.0);
}

TEST(Understand, LanguageIsThatOfTheLetters) {
    EXPECT_EQ(understand("ColBERT가 뭐야?").language, "ko");
    EXPECT_EQ(understand("What is HNSW?").language, "en");
}

TEST(Understand, NamesAreLatinWordsWithCapitalsOrDigits) {
    const auto words = understand("How large is the KV cache of Llama3?").words;
    for (const ContentWord& word : words) {
        EXPECT_EQ(word.name, word.shown == "KV" || word.shown == "Llama3") << word.shown;
    }
}

TEST(Understand, EachWordStandsOnce) {
    EXPECT_EQ(shown("색인 색인 색인을 색인의"), Words{"색인"});
    EXPECT_EQ(shown("index Index indexes"), Words{"index"});
}

// Nothing of what is typed may act as an operator of the query language.
TEST(Understand, SearchTextHasNoOperators) {
    const auto text = understand("kind:paper \"a phrase\" -not OR re:/x/ 색인 (x)").search_text;
    for (const char c : std::string_view("\":/()")) {
        EXPECT_EQ(text.find(c), std::string::npos) << text;
    }
    EXPECT_EQ(text.find(" -"), std::string::npos) << text;
    EXPECT_EQ(text.find("OR"), std::string::npos) << text;
    EXPECT_EQ(understand("ARC-AGI-Pub score").search_text, "arc-agi-pub score");
}

TEST(Understand, LongQuestionsAreCutAndSaySo) {
    std::string many, one;
    for (int i = 0; i < 500; ++i)
        many += "word" + std::to_string(i) + " ";
    const auto asked = understand(many);
    EXPECT_TRUE(asked.cut);
    EXPECT_LE(asked.words.size(), kContentWordsMax);
    for (int i = 0; i < 5000; ++i)
        one += "가";
    const auto longer = understand(one);
    EXPECT_TRUE(longer.cut);
    EXPECT_LE(longer.text.size(), kQuestionBytesMax);
    EXPECT_TRUE(text::is_valid_utf8(longer.text));
    EXPECT_FALSE(understand("짧은 질문").cut);
}

// Whatever bytes come in, words lie within the question, in order.
TEST(Understand, WordsLieWithinAnyBytes) {
    static constexpr const char* kPieces[] = {"색인",  "은 ",      "BM25", "로 ", "몇 ",
                                              "\xff",  "\xea\xb0", "?",    "-",   "_",
                                              "what ", "is ",      "8",    "ㅋㅋ"};
    std::mt19937 random(5);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t n = random() % 12; n > 0; --n)
            text += kPieces[random() % std::size(kPieces)];
        std::size_t at = 0;
        for (const ContentWord& word : understand(text).words) {
            ASSERT_GE(word.begin, at) << text;
            ASSERT_LT(word.begin, word.end) << text;
            ASSERT_LE(word.end, text.size()) << text;
            ASSERT_FALSE(word.whole.empty() && word.bigrams.empty()) << text;
            at = word.begin;
        }
    }
}

TEST(FunctionWords, AreClosedClasses) {
    for (const char* word : {"무엇인가요", "뭐야", "왜", "어떻게", "있나요", "것은", "하나요"})
        EXPECT_TRUE(is_korean_function_word(word)) << word;
    for (const char* word : {"색인", "양자화", "모델", "비용", "하드웨어", "이미지"})
        EXPECT_FALSE(is_korean_function_word(word)) << word;
    for (const char* word : {"what", "is", "the", "explain", "with"})
        EXPECT_TRUE(is_english_function_word(word)) << word;
    for (const char* word : {"index", "recall", "model", "limits"})
        EXPECT_FALSE(is_english_function_word(word)) << word;
}

TEST(FunctionWords, ParticlesStandOnlyAttached) {
    for (const char* run : {"가", "로", "에서", "란", "은", "까지"})
        EXPECT_TRUE(is_attached_particle(run)) << run;
    for (const char* run : {"검색", "모델", "형식"})
        EXPECT_FALSE(is_attached_particle(run)) << run;
}

TEST(FunctionWords, SentencesThatLeanBeginWithAPointer) {
    for (const char* word : {"이것이", "그래서", "it", "this", "그것은", "이를"})
        EXPECT_TRUE(leans_on_the_sentence_before(word)) << word;
    for (const char* word : {"이미지는", "그래프", "italy", "색인은", ""})
        EXPECT_FALSE(leans_on_the_sentence_before(word)) << word;
}

TEST(SingleSyllableKey, MeetsItselfUnderEveryParticle) {
    EXPECT_EQ(single_syllable_key("락"), "1락");
    EXPECT_EQ(single_syllable_key("락과"), "1락");
    EXPECT_EQ(single_syllable_key("락이"), "1락");
    EXPECT_EQ(single_syllable_key("색인"), "");
    EXPECT_EQ(single_syllable_key("ab"), "");
    EXPECT_EQ(single_syllable_key(""), "");
}

}  // namespace
}  // namespace seogo::ask
