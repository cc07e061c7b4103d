// Words near a word: as the table of edit distances says, for every term, word and option.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "index/term_matcher.h"
#include "support/dictionary_fixture.h"
#include "text/unicode.h"

namespace seogo::index {
namespace {

using testing::MemoryDictionary;
using Terms = std::set<std::string>;
using Letters = std::u32string;

constexpr std::size_t kAll = 1'000'000;

// Syllables by canonical decomposition, written out: Unicode 15, 3.12.
Letters letters_of(std::string_view text) {
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        const text::CodePoint c = text::code_point_at(text, at);
        at += c.length;
        if (c.value < 0xAC00 || c.value > 0xD7A3) {
            letters += c.value;
            continue;
        }
        const char32_t index = c.value - 0xAC00;
        letters += 0x1100 + index / (21 * 28);
        letters += 0x1161 + index / 28 % 21;
        if (index % 28 != 0) letters += 0x11A7 + index % 28;
    }
    return letters;
}

// The last row of the table of optimal string alignment: [j] is the distance of `a` to the first j
// letters of `b`.
std::vector<std::size_t> distances(const Letters& a, const Letters& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()];
}

using Near = std::vector<std::pair<std::size_t, std::string>>;

Near read_all(const Terms& terms, std::string_view word, const FuzzyOptions& options) {
    const Letters wanted = letters_of(word);
    const std::size_t same = std::min(options.same_letters, wanted.size());
    Near near;
    for (const std::string& term : terms) {
        if (term[0] != 's' || !text::is_valid_utf8(term)) continue;
        const Letters letters = letters_of(std::string_view(term).substr(1));
        if (letters.substr(0, same) != wanted.substr(0, same)) continue;
        const auto row = distances(letters, wanted);
        std::size_t distance = row.back();
        if (options.beginning_letters != 0) {
            for (std::size_t j = options.beginning_letters; j < row.size(); ++j)
                distance = std::min(distance, row[j]);
        }
        if (distance <= options.edits_max) near.emplace_back(distance, term);
    }
    std::sort(near.begin(), near.end());
    return near;
}

Near walk(const Dictionary& dictionary, std::string_view word, const FuzzyOptions& options) {
    const auto matcher = fuzzy_matcher('s', word, options);
    if (!matcher.ok()) return {{99, matcher.error().message}};
    Near near;
    for (const MatchedTerm& term : matching_terms(dictionary, *matcher.value(), kAll).terms)
        near.emplace_back(term.distance, term.term);
    return near;
}

std::string made_of(const std::vector<std::string>& parts, std::size_t count,
                    std::mt19937& random) {
    std::string out;
    for (; count > 0; --count)
        out += parts[random() % parts.size()];
    return out;
}

const std::vector<std::vector<std::string>> kAlphabets = {
    {"a", "b"},
    {"a", "b", "c", "d"},
    {"가", "각", "나", "난", "고"},
    {"임", "엠", "베", "배", "딩", "당", "인", "힣", "가"},
    {"가", "ㄱ", "a", "\xe1\x84\x80", "\xe1\x85\xa1", "漢", "𝄞", "�", "\xff", "\x7f", "\xea\xb0"},
};

// Against the table, over terms that differ from the word by little: for all alphabets, numbers of
// edits and ways to bind the beginning.
TEST(FuzzyMatcher, FindsWhatTheTableOfDistancesFinds) {
    std::size_t found = 0;
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed);
        const auto& alphabet = kAlphabets[seed % kAlphabets.size()];
        Terms terms;
        for (std::size_t i = 0; i < 500; ++i) {
            terms.insert("bsw"[random() % 3] + made_of(alphabet, random() % 7, random));
        }
        const MemoryDictionary built = MemoryDictionary::of_terms(terms);
        for (int i = 0; i < 12; ++i) {
            const std::string word = made_of(alphabet, random() % 7, random);
            const FuzzyOptions options{random() % 3, random() % 2 * (random() % 5),
                                       random() % 2 * (random() % 9)};
            SCOPED_TRACE(::testing::Message()
                         << "seed " << seed << " word " << word << " edits " << options.edits_max
                         << " same " << options.same_letters << " beginning "
                         << options.beginning_letters);
            const Near expected = read_all(terms, word, options);
            EXPECT_EQ(walk(*built, word, options), expected);
            found += expected.size();
        }
    }
    EXPECT_GT(found, 2000u);
}

// A word of as many letters as there are bits but one: the last of them counts as well.
TEST(FuzzyMatcher, TheLongestWordIsComparedToItsEnd) {
    const std::string word(kFuzzyLettersMax, 'a');
    const Terms terms = {"s" + word,           "s" + word + "a",          "s" + word + "ab",
                         "s" + word + "abc",   "s" + word.substr(1),      "s" + word.substr(2),
                         "s" + word.substr(3), "s" + word.substr(1) + "b"};
    const MemoryDictionary built = MemoryDictionary::of_terms(terms);
    for (const FuzzyOptions options : {FuzzyOptions{1, 0, 0}, FuzzyOptions{2, 0, 0},
                                       FuzzyOptions{2, 63, 0}, FuzzyOptions{2, 0, 63}}) {
        EXPECT_EQ(walk(*built, word, options), read_all(terms, word, options));
    }
}

TEST(FuzzyMatcher, HangulIsComparedByItsLetters) {
    const MemoryDictionary built =
        MemoryDictionary::of_terms(Terms{"s가방", "s임베딩", "s임베딩을", "s입베딩", "s임비당"});
    EXPECT_EQ(walk(*built, "엠베딩", {.edits_max = 1}), (Near{{1, "s임베딩"}}));
    EXPECT_EQ(walk(*built, "임베디", {.edits_max = 1}), (Near{{1, "s임베딩"}}));
    EXPECT_EQ(walk(*built, "임베딩", {.edits_max = 2}),
              (Near{{0, "s임베딩"}, {1, "s입베딩"}, {2, "s임비당"}}));
    EXPECT_EQ(walk(*built, "임베딩", {.edits_max = 2, .same_letters = 3}),
              (Near{{0, "s임베딩"}, {2, "s임비당"}}));
}

TEST(FuzzyMatcher, NeighboursSwapAtOneEdit) {
    const MemoryDictionary built =
        MemoryDictionary::of_terms(Terms{"sweigh", "sweight", "swigeht"});
    EXPECT_EQ(walk(*built, "wieght", {.edits_max = 1}), (Near{{1, "sweight"}, {1, "swigeht"}}));
    EXPECT_EQ(walk(*built, "weihgt", {.edits_max = 1}), (Near{{1, "sweight"}}));
}

// A typed word against stems: Porter2 makes quantiz of quantization.
TEST(FuzzyMatcher, AStemIsNearToABeginningOfTheWord) {
    const MemoryDictionary built = MemoryDictionary::of_terms(Terms{"squantiz", "squantum", "sq"});
    EXPECT_EQ(walk(*built, "quantzation", {.edits_max = 1}), Near{});
    EXPECT_EQ(walk(*built, "quantzation", {.edits_max = 1, .beginning_letters = 5}),
              (Near{{1, "squantiz"}}));
}

// next_living answers the first character that push would take, and passes none over.
TEST(FuzzyMatcher, TheNextLivingCharacterIsTheNextThatPushTakes) {
    for (const std::size_t edits : {0u, 1u, 2u}) {
        const auto made = fuzzy_matcher('s', "임a딩漢", {.edits_max = edits});
        ASSERT_TRUE(made.ok());
        TermMatcher& matcher = *made.value();
        const char32_t path[] = {U'임', U'b', U'당'};
        for (std::size_t depth = 0; depth < 3; ++depth) {
            std::optional<char32_t> expected;
            for (char32_t c = 0xE000; c-- > 0x1000;) {
                if (matcher.push(depth, c)) expected = c;
                const auto next = matcher.next_living(depth, c);
                if (expected) {
                    ASSERT_EQ(next, expected) << "from " << std::uint32_t{c};
                } else {
                    ASSERT_TRUE(!next || *next >= 0xE000) << "from " << std::uint32_t{c};
                }
            }
            if (!matcher.push(depth, path[depth])) break;
        }
    }
}

TEST(FuzzyMatcher, RefusesWhatItCannotCompare) {
    const auto longest = fuzzy_matcher('w', std::string(kFuzzyLettersMax, 'x'), {});
    EXPECT_TRUE(longest.ok());
    const auto longer = fuzzy_matcher('w', std::string(kFuzzyLettersMax + 1, 'x'), {});
    ASSERT_FALSE(longer.ok());
    EXPECT_EQ(longer.error().kind, ErrorKind::kBadInput);
    const auto farther = fuzzy_matcher('w', "word", {.edits_max = 3});
    ASSERT_FALSE(farther.ok());
    EXPECT_EQ(farther.error().kind, ErrorKind::kBadInput);
}

}  // namespace
}  // namespace seogo::index
