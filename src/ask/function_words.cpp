// Closed word classes, as sorted lists.
#include "ask/function_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/analyzer.h"

namespace seogo::ask {
namespace {

template <std::size_t N>
constexpr bool is_sorted_list(const std::array<std::string_view, N>& list) {
    return std::is_sorted(list.begin(), list.end());
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::binary_search(list.begin(), list.end(), word);
}

template <std::size_t N>
bool begins_with_one(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view start) { return word.starts_with(start); });
}

// Articles, pronouns, prepositions, conjunctions, auxiliaries, question words, and the verbs that
// ask for an explanation.
constexpr std::array<std::string_view, 118> kEnglish = {
    "a",     "about",   "again",   "all",      "also",  "am",    "an",     "and",     "any",
    "are",   "as",      "at",      "be",       "been",  "being", "but",    "by",      "called",
    "can",   "could",   "define",  "describe", "did",   "do",    "does",   "doing",   "done",
    "each",  "explain", "for",     "from",     "give",  "had",   "happen", "happens", "has",
    "have",  "having",  "he",      "her",      "here",  "his",   "how",    "i",       "if",
    "in",    "into",    "is",      "it",       "its",   "just",  "kind",   "many",    "may",
    "me",    "mean",    "meaning", "means",    "might", "more",  "most",   "much",    "must",
    "my",    "no",      "not",     "of",       "on",    "one",   "or",     "our",     "out",
    "over",  "please",  "s",       "say",      "shall", "she",   "should", "so",      "some",
    "stand", "stands",  "such",    "t",        "tell",  "term",  "than",   "that",    "the",
    "their", "them",    "then",    "there",    "these", "they",  "this",   "those",   "to",
    "too",   "under",   "us",      "use",      "used",  "very",  "was",    "we",      "were",
    "what",  "when",    "where",   "which",    "who",   "whom",  "whose",  "why",     "will",
    "with",
};
static_assert(is_sorted_list(kEnglish));

// Runs that begin with a question word are one, whatever their ending.
constexpr std::array<std::string_view, 19> kKoreanQuestionStarts = {
    "누가", "누구", "누굴", "뭐",   "뭔",   "뭘",   "뭣",   "무슨", "무엇", "어느",
    "어디", "어떠", "어떡", "어떤", "어떻", "어째", "언제", "얼마", "왜",
};

// Forms of 이다, 있다, 없다, 하다, 되다, 않다, bound nouns and words that ask for an explanation.
constexpr std::array<std::string_view, 145> kKorean = {
    "가",     "가장",     "거",       "거야",   "거지",     "건",     "건가",   "건가요",
    "건데",   "건지",     "걸",       "것",     "것들",     "것은",   "것을",   "것이",
    "것인가", "것인가요", "게",       "경우",   "경우는",   "관한",   "관해",   "그",
    "나",     "나요",     "난",       "내",     "너",       "는",     "대로",   "대체",
    "대하여", "대한",     "대해",     "대해서", "대해서는", "더",     "데",     "돼",
    "돼요",   "되나",     "되나요",   "되는",   "되는가",   "되는지", "되지",   "된",
    "된다",   "될",       "될까",     "등",     "때",       "뜻",     "뜻은",   "뜻이",
    "뜻이야", "뜻인가요", "라고",     "말하는", "말해",     "말해줘", "매우",   "몇",
    "무얼",   "및",       "수",       "아주",   "않나",     "않나요", "않는",   "않는가",
    "않는다", "않아",     "알고",     "알려",   "알려줘",   "알아",   "야",     "없나",
    "없나요", "없어",     "위한",     "위해",   "의미",     "의미가", "의미는", "이",
    "이란",   "이야",     "이유",     "이유가", "이유는",   "인가",   "인가요", "인지",
    "일까",   "일인가",   "일인가요", "입니까", "있나",     "있나요", "있는",   "있는가",
    "있는지", "있습니까", "있어",     "있을",   "있을까",   "저",     "점",     "점은",
    "점이",   "정의",     "정의는",   "제일",   "좀",       "줄래",   "중",     "줘",
    "통해",   "하고",     "하나",     "하나요", "하는",     "하는가", "하는지", "하며",
    "하면",   "하지",     "한",       "한가",   "한가요",   "한다",   "할",     "할까",
    "할까요", "할지",     "합니까",   "해",     "해야",     "해요",   "해줘",   "했나",
    "했나요",
};
static_assert(is_sorted_list(kKorean));

constexpr std::array<std::string_view, 12> kKoreanExplain = {
    "설명해", "설명하", "설명좀", "설명을", "알려주", "가르쳐",
    "말해주", "무엇인", "뜻하는", "의미하", "정의해", "정의하",
};

// Particles that strip_particles leaves alone where they stand by themselves.
constexpr std::array<std::string_view, 41> kAttached = {
    "가",     "과",     "까지",   "나",   "는",   "도",   "든",   "란",   "랑",   "로",     "로는",
    "로서",   "로써",   "를",     "만",   "보다", "부터", "야",   "에",   "에게", "에는",   "에서",
    "에서는", "와",     "은",     "을",   "의",   "이",   "이나", "이란", "이랑", "이라는", "인",
    "인가",   "인가요", "입니까", "라는", "처럼", "하고", "한테", "형",
};

constexpr std::array<std::string_view, 20> kLeaning = {
    "it",   "its",  "that", "these", "they", "this",   "those", "그",   "그것", "그래서",
    "그러", "그런", "이것", "이는",  "이때", "이러면", "이런",  "이를", "이렇", "이에",
};

}  // namespace

bool is_english_function_word(std::string_view word) { return holds(kEnglish, word); }

bool is_korean_function_word(std::string_view run) {
    return begins_with_one(kKoreanQuestionStarts, run) || begins_with_one(kKoreanExplain, run) ||
           holds(kKorean, run);
}

bool is_bound_noun(std::string_view run) {
    static constexpr std::array<std::string_view, 8> kStarts = {"것", "수",   "때",   "데",
                                                                "점", "경우", "사람", "곳"};
    return begins_with_one(kStarts, run);
}

bool is_attached_particle(std::string_view run) {
    if (std::find(kAttached.begin(), kAttached.end(), run) != kAttached.end()) return true;
    const std::string noun = "나무";
    return text::strip_particles(noun + std::string(run)) == noun;
}

bool leans_on_the_sentence_before(std::string_view first_word) {
    for (const std::string_view word : kLeaning) {
        const bool korean = (word.front() & 0x80) != 0;
        if (word == first_word) return true;
        if (korean && word.size() > 3 && first_word.starts_with(word)) return true;
    }
    return false;
}

}  // namespace seogo::ask
