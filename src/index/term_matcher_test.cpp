// The walk finds what reading every term finds, for prefixes and initials, and says when it is cut.
#include "index/term_matcher.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "support/dictionary_fixture.h"
#include "text/unicode.h"

namespace seogo::index {
namespace {

using testing::MemoryDictionary;
using Terms = std::set<std::string>;

constexpr std::size_t kAll = 1'000'000;

std::vector<std::string> words(const MatchedTerms& matched) {
    std::vector<std::string> found;
    for (const MatchedTerm& term : matched.terms)
        found.push_back(term.term);
    return found;
}

std::vector<std::string> by_initials(const Terms& terms, std::string_view query, InitialsOf of) {
    const MemoryDictionary built = MemoryDictionary::of_terms(terms);
    return words(matching_terms(*built, *initials_matcher('s', query, of), kAll));
}

using Found = std::vector<std::string>;
constexpr InitialsOf kWhole = InitialsOf::kWholeTerm, kBeginning = InitialsOf::kBeginning;

Terms korean_terms(std::mt19937& random, std::size_t count) {
    const std::string parts[] = {"가", "까", "각", "나", "임", "잎", "베", "비", "딩",
                                 "ㄱ", "ㄲ", "ㅂ", "a",  "z",  "�",  "漢", "𝄞",  "\xea\xb0"};
    Terms terms;
    while (terms.size() < count) {
        std::string term(1, "bsw"[random() % 3]);
        for (std::size_t left = random() % 5; left > 0; --left)
            term += parts[random() % std::size(parts)];
        terms.insert(term);
    }
    return terms;
}

// The obvious way, spelled with the names of the leads rather than with numbers.
bool has_initial(char32_t syllable, char32_t consonant) {
    constexpr std::u32string_view kLeads = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    return text::is_hangul_syllable(syllable) && kLeads[(syllable - U'가') / 588] == consonant;
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const text::CodePoint c = text::code_point_at(text, at);
        out += c.value;
        at += c.length;
    }
    return out;
}

Found read_all(const Terms& terms, std::string_view query, bool initials, InitialsOf of) {
    const std::u32string wanted = characters(query);
    Found found;
    for (const std::string& term : terms) {
        if (term[0] != 's' || !text::is_valid_utf8(term)) continue;
        const std::u32string spelled = characters(std::string_view(term).substr(1));
        if (spelled.size() < wanted.size()) continue;
        if (of == kWhole && spelled.size() != wanted.size()) continue;
        bool matches = true;
        for (std::size_t i = 0; matches && i < wanted.size(); ++i) {
            matches = spelled[i] == wanted[i] || (initials && has_initial(spelled[i], wanted[i]));
        }
        if (matches) found.push_back(term);
    }
    return found;
}

TEST(TermMatcher, InitialsFindWholeTermsAndBeginnings) {
    const Terms terms = {"s임베딩", "s임베딩모델", "s임베드", "s역색인", "s양자화", "w임베딩"};
    EXPECT_EQ(by_initials(terms, "ㅇㅂㄷ", kWhole), (Found{"s임베드", "s임베딩"}));
    EXPECT_EQ(by_initials(terms, "ㅇㅂㄷ", kBeginning),
              (Found{"s임베드", "s임베딩", "s임베딩모델"}));
    EXPECT_EQ(by_initials(terms, "ㅇㅈㅎ", kWhole), (Found{"s양자화"}));
    EXPECT_EQ(by_initials(terms, "ㅎ", kBeginning), Found{});
}

TEST(TermMatcher, InitialsAndSyllablesMix) {
    const Terms terms = {"s임베딩", "s암벽등", "s임베드", "s임시"};
    EXPECT_EQ(by_initials(terms, "임ㅂㄷ", kWhole), (Found{"s임베드", "s임베딩"}));
    EXPECT_EQ(by_initials(terms, "ㅇ베딩", kWhole), (Found{"s임베딩"}));
    EXPECT_EQ(by_initials(terms, "ㅇㅂㄷ", kWhole), (Found{"s암벽등", "s임베드", "s임베딩"}));
}

TEST(TermMatcher, ATenseConsonantIsAnInitialOfItsOwn) {
    const Terms terms = {"s가게", "s까치", "s씨앗", "s시옷", "s싸움"};
    EXPECT_EQ(by_initials(terms, "ㄲ", kBeginning), (Found{"s까치"}));
    EXPECT_EQ(by_initials(terms, "ㄱ", kBeginning), (Found{"s가게"}));
    EXPECT_EQ(by_initials(terms, "ㅆㅇ", kWhole), (Found{"s싸움", "s씨앗"}));
}

TEST(TermMatcher, AClusterStandsForItsTwoInitials) {
    const Terms terms = {"s감사", "s가수", "s노을", "s난제", "s부산"};
    EXPECT_EQ(by_initials(terms, "ㄳ", kWhole), (Found{"s가수", "s감사"}));
    EXPECT_EQ(by_initials(terms, "ㄵ", kWhole), (Found{"s난제"}));
    EXPECT_EQ(by_initials(terms, "ㅄ", kWhole), (Found{"s부산"}));
}

TEST(TermMatcher, AConsonantStandsForItselfToo) {
    EXPECT_EQ(by_initials({"sㅋㅋ", "s쿠키", "sㅋ"}, "ㅋㅋ", kWhole), (Found{"sㅋㅋ", "s쿠키"}));
}

TEST(TermMatcher, EveryLeadHasItsSyllablesFromFirstToLast) {
    constexpr std::u32string_view kLeads = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    Terms terms;
    for (char32_t c = U'가'; c <= U'힣'; ++c) {
        std::string term = "s";
        text::append_utf8(term, c);
        terms.insert(term);
    }
    const MemoryDictionary built = MemoryDictionary::of_terms(terms);
    for (const char32_t lead : kLeads) {
        std::string query;
        text::append_utf8(query, lead);
        const auto found =
            words(matching_terms(*built, *initials_matcher('s', query, kWhole), kAll));
        EXPECT_EQ(found.size(), 588u);
        for (const std::string& term : found)
            EXPECT_TRUE(has_initial(characters(term)[1], lead)) << term;
    }
}

// Against reading every term: terms of all scripts, of other kinds, and of invalid bytes.
TEST(TermMatcher, PrefixesAndInitialsFindWhatReadingAllFinds) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        const Terms terms = korean_terms(random, 40 + 150 * seed);
        const MemoryDictionary built = MemoryDictionary::of_terms(terms);
        for (const char* query : {"", "ㄱ", "ㄲ", "ㅇㅂ", "임ㅂ", "가", "각", "ㅂa", "z", "ㄱㄱㄱ",
                                  "漢ㄴ", "𝄞", "�", "힣", "ㅎㅎ", "\x01"}) {
            SCOPED_TRACE(::testing::Message() << "seed " << seed << " query " << query);
            EXPECT_EQ(words(matching_terms(*built, *prefix_matcher('s', query), kAll)),
                      read_all(terms, query, false, kBeginning));
            for (const InitialsOf of : {kWhole, kBeginning}) {
                EXPECT_EQ(words(matching_terms(*built, *initials_matcher('s', query, of), kAll)),
                          read_all(terms, query, true, of));
            }
        }
    }
}

TEST(TermMatcher, AnswersTheInfoOfEachTerm) {
    DictionaryWriter writer;
    for (std::uint32_t i = 0; i < 100; ++i)
        writer.add("w" + std::to_string(1000 + i), i + 1, 10 * i);
    const MemoryDictionary built = MemoryDictionary::of_section(std::move(writer).finish());
    const MatchedTerms found = matching_terms(*built, *prefix_matcher('w', "105"), kAll);
    ASSERT_EQ(found.terms.size(), 10u);
    for (const MatchedTerm& matched : found.terms) {
        EXPECT_EQ(matched.info, built->find(matched.term));
        EXPECT_EQ(matched.distance, 0);
    }
}

// Whatever the limit, what is kept is the beginning of the whole answer.
TEST(TermMatcher, ACutAnswerIsTheBeginningOfTheWhole) {
    std::mt19937 random(5);
    const MemoryDictionary built = MemoryDictionary::of_terms(korean_terms(random, 3000));
    const auto fuzzy = fuzzy_matcher('s', "가", {.edits_max = 2});
    ASSERT_TRUE(fuzzy.ok());
    const auto prefix = prefix_matcher('s', "가");
    for (TermMatcher* matcher : {fuzzy.value().get(), prefix.get()}) {
        const MatchedTerms whole = matching_terms(*built, *matcher, kAll);
        ASSERT_GT(whole.terms.size(), 10u);
        EXPECT_FALSE(whole.cut);
        for (std::size_t limit = 0; limit <= whole.terms.size() + 1; ++limit) {
            const MatchedTerms some = matching_terms(*built, *matcher, limit);
            const std::size_t kept = std::min(limit, whole.terms.size());
            EXPECT_EQ(some.cut, limit < whole.terms.size());
            ASSERT_EQ(some.terms.size(), kept);
            EXPECT_TRUE(std::equal(some.terms.begin(), some.terms.end(), whole.terms.begin()));
        }
    }
}

TEST(TermMatcher, FindsNothingInAnEmptyDictionary) {
    const MemoryDictionary empty = MemoryDictionary::of_terms(Terms{});
    const MatchedTerms found = matching_terms(*empty, *prefix_matcher('w', ""), kAll);
    EXPECT_TRUE(found.terms.empty());
    EXPECT_FALSE(found.cut);
}

// Counts the characters that the walk looks at.
class CountingMatcher final : public TermMatcher {
public:
    explicit CountingMatcher(TermMatcher& matcher) : matcher_(matcher) {}
    char kind() const override { return matcher_.kind(); }
    bool push(std::size_t depth, char32_t character) override {
        ++pushed;
        return matcher_.push(depth, character);
    }
    std::optional<std::uint8_t> distance(std::size_t depth) const override {
        return matcher_.distance(depth);
    }
    std::optional<char32_t> next_living(std::size_t depth, char32_t at_least) const override {
        return matcher_.next_living(depth, at_least);
    }
    std::size_t pushed = 0;

private:
    TermMatcher& matcher_;
};

TEST(TermMatcher, TheWalkLeavesOutWhatCannotMatch) {
    Terms terms;
    std::mt19937 random(6);
    while (terms.size() < 20'000) {
        std::string term = "s";
        for (int i = 0; i < 4; ++i)
            text::append_utf8(term, 0xAC00 + static_cast<char32_t>(random() % 11172));
        terms.insert(term);
    }
    const MemoryDictionary built = MemoryDictionary::of_terms(terms);
    const auto pushed_by = [&](TermMatcher& matcher) {
        CountingMatcher counting(matcher);
        (void)matching_terms(*built, counting, kAll);
        return counting.pushed;
    };
    EXPECT_LT(pushed_by(*prefix_matcher('s', "가나")), 50u);
    EXPECT_LT(pushed_by(*initials_matcher('s', "ㅇㅂㄷ", kWhole)), 3000u);  // 1 in 19 begin with ㅇ
    const auto fuzzy = fuzzy_matcher('s', "임베딩모", {.edits_max = 1});
    ASSERT_TRUE(fuzzy.ok());
    EXPECT_LT(pushed_by(*fuzzy.value()), 3000u);
}

}  // namespace
}  // namespace seogo::index
