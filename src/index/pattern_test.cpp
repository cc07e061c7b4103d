// Where words stand, follow each other or stand near each other: against the judge, passage by
// passage.
#include "index/pattern.h"

#include <gtest/gtest.h>

#include "support/index_random_query.h"

namespace seogo::index {
namespace {

using testing::built;
using testing::OpenSegment;
using testing::PlainIndex;
using testing::QueryMaker;
using testing::Random;
using testing::SourcePassage;

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

Pattern::Word word(std::string term, std::uint32_t offset = 0) {
    return {{std::move(term)}, "", offset};
}

// Passages of one body each.
OpenSegment segment_of(std::initializer_list<const char*> bodies) {
    std::vector<SourcePassage> sources;
    for (const char* body : bodies) {
        const auto item = static_cast<std::int64_t>(sources.size());
        sources.push_back({{item, 0, 9}, {{Field::kBody, body}}, {}});
    }
    return OpenSegment(built(sources));
}

std::vector<std::uint32_t> matches(const Segment& segment, const Pattern& pattern) {
    std::vector<std::uint32_t> found;
    PatternMatcher matcher(segment, pattern);
    for (std::uint32_t passage = matcher.advance(0); passage != kEnd;
         passage = matcher.advance(passage + 1)) {
        EXPECT_EQ(matcher.passage(), passage);
        found.push_back(passage);
    }
    EXPECT_EQ(matcher.advance(0), kEnd);
    return found;
}

using Passages = std::vector<std::uint32_t>;

// The segment's passages lie in the order of the judge's.
TEST(PatternMatcher, HoldsWhereTheJudgeSays) {
    const std::uint32_t vocabulary = 60;
    const auto sources =
        testing::random_sources(1, {.passages = 700, .vocabulary = vocabulary, .body_words = 25});
    const PlainIndex plain = testing::plain_of(sources);
    const OpenSegment segment(built(sources));
    Random random(2);
    QueryMaker maker(plain, random, vocabulary);
    std::size_t held = 0;
    for (int i = 0; i < 600; ++i) {
        SCOPED_TRACE(i);
        const Pattern pattern = maker.pattern_of_passage();
        Passages right;
        for (std::uint32_t p = 0; p < plain.passages().size(); ++p) {
            if (PlainIndex::holds(plain.passages()[p], pattern)) right.push_back(p);
        }
        const Passages found = matches(*segment, pattern);
        ASSERT_EQ(found, right);
        ASSERT_GE(PatternMatcher(*segment, pattern).cost(), found.size());
        held += found.size();
    }
    EXPECT_GT(held, 3000u);
}

TEST(PatternMatcher, NeverMovesBackwardsAndFindsTheFirstFromAnyTarget) {
    const auto sources =
        testing::random_sources(3, {.passages = 600, .vocabulary = 30, .body_words = 20});
    const PlainIndex plain = testing::plain_of(sources);
    const OpenSegment segment(built(sources));
    Random random(4);
    QueryMaker maker(plain, random, 30);
    for (int i = 0; i < 200; ++i) {
        const Pattern pattern = maker.pattern_of_passage();
        const Passages right = matches(*segment, pattern);
        PatternMatcher matcher(*segment, pattern);
        std::uint32_t before = 0;
        for (std::uint32_t target = 0; target < 620; target += random.below(40)) {
            const std::uint32_t asked = random.one_in(5) ? target / 2 : target;
            const std::uint32_t passage = matcher.advance(asked);
            const auto at = std::lower_bound(right.begin(), right.end(), std::max(asked, before));
            ASSERT_EQ(passage, at == right.end() ? kEnd : *at);
            before = passage;
        }
    }
}

TEST(Pattern, PhraseHoldsWhereItsWordsFollowInTheirOrder) {
    const OpenSegment segment = segment_of({"alpha beta", "beta alpha", "alpha gamma beta",
                                            "alpha alpha beta", "alpha", "gamma beta alpha beta"});
    Pattern phrase;
    phrase.words = {word("walpha"), word("wbeta", 1)};
    EXPECT_EQ(matches(*segment, phrase), (Passages{0, 3, 5}));
    phrase.words[1].offset = 2;  // one word between
    EXPECT_EQ(matches(*segment, phrase), (Passages{2, 3}));
    phrase.words = {word("walpha"), word("walpha", 1)};  // a word twice needs it twice
    EXPECT_EQ(matches(*segment, phrase), (Passages{3}));
}

TEST(Pattern, NearHoldsWhereAsManyOthersStandBetweenAsTheSlackAllows) {
    const OpenSegment segment =
        segment_of({"alpha beta", "beta alpha", "beta gamma alpha", "alpha gamma gamma beta",
                    "alpha gamma gamma gamma beta", "beta", "alpha gamma gamma gamma beta alpha"});
    Pattern near;
    near.words = {word("walpha"), word("wbeta", 1)};
    near.slack = 1;
    EXPECT_EQ(matches(*segment, near), (Passages{0, 1, 2, 6}));
    near.slack = 2;
    EXPECT_EQ(matches(*segment, near), (Passages{0, 1, 2, 3, 6}));
    near.slack = 3;
    EXPECT_EQ(matches(*segment, near), (Passages{0, 1, 2, 3, 4, 6}));
}

TEST(Pattern, OtherTermOfAWordHoldsAlone) {
    const OpenSegment segment = segment_of({"alpha fast", "beta fast", "fast beta", "fast"});
    Pattern pattern;
    pattern.words = {{{"walpha"}, "wbeta", 0}};
    EXPECT_EQ(matches(*segment, pattern), (Passages{0, 1, 2}));
    pattern.words.push_back(word("wfast", 1));
    EXPECT_EQ(matches(*segment, pattern), (Passages{0, 1}));
    pattern.words[0].all_of = {"wnowhere"};
    EXPECT_EQ(matches(*segment, pattern), Passages{1});
    pattern.words[0].all_of.clear();
    EXPECT_EQ(matches(*segment, pattern), Passages{1});
    pattern.words[0] = {{"walpha", "wfast"}, "wbeta", 0};  // never at one position
    EXPECT_EQ(matches(*segment, pattern), Passages{1});
}

// Two bigrams in one run of Hangul, not in two.
TEST(Pattern, TermsOfAWordStandAtOnePosition) {
    const OpenSegment segment = segment_of({"문장임베딩은", "임베 베딩", "임베딩"});
    Pattern pattern;
    pattern.words = {{{"b임베", "b베딩"}, "", 0}};
    EXPECT_EQ(matches(*segment, pattern), (Passages{0, 2}));
}

TEST(Pattern, FieldAskedForIsTheOneThatCounts) {
    const SourcePassage sources[] = {
        {{1, 0, 9}, {{Field::kTitle, "alpha"}, {Field::kBody, "beta"}}, {}},
        {{2, 0, 9}, {{Field::kBody, "alpha beta"}}, {}},
        {{3, 0, 9}, {{Field::kNotes, "alpha"}, {Field::kNotes, "beta"}}, {}},
        {{4, 0, 9}, {{Field::kTitle, "alpha beta"}}, {}}};
    const OpenSegment segment(built(sources));
    Pattern pattern;
    pattern.words = {word("walpha")};
    EXPECT_EQ(matches(*segment, pattern), (Passages{0, 1, 2, 3}));
    pattern.field = Field::kTitle;
    EXPECT_EQ(matches(*segment, pattern), (Passages{0, 3}));
    pattern.words.push_back(word("wbeta", 1));
    EXPECT_EQ(matches(*segment, pattern), (Passages{3}));
    pattern.field.reset();  // one field, but any: neither two fields nor two texts of one
    EXPECT_EQ(matches(*segment, pattern), (Passages{1, 3}));
}

TEST(Pattern, WithoutWordsOrWithUnknownOnesHoldsNowhere) {
    const OpenSegment segment = segment_of({"alpha beta", "beta"});
    EXPECT_EQ(matches(*segment, {}), Passages{});
    EXPECT_EQ(PatternMatcher(*segment, {}).cost(), 0u);
    Pattern unknown;
    unknown.words = {word("wnowhere")};
    EXPECT_EQ(matches(*segment, unknown), Passages{});
    unknown.words.push_back(word("wbeta", 1));
    EXPECT_EQ(matches(*segment, unknown), Passages{});
    Pattern empty_word;
    empty_word.words = {{}};
    EXPECT_EQ(matches(*segment, empty_word), Passages{});
}

TEST(Pattern, IsOneTermWhereItsListIsTheAnswer) {
    Pattern pattern;
    EXPECT_FALSE(is_one_term(pattern));
    pattern.words = {word("wa")};
    EXPECT_TRUE(is_one_term(pattern));
    EXPECT_TRUE(has_plain_words(pattern));
    pattern.field = Field::kBody;
    EXPECT_FALSE(is_one_term(pattern));
    pattern.field.reset();
    pattern.words[0].or_term = "sa";
    EXPECT_FALSE(is_one_term(pattern));
    EXPECT_FALSE(has_plain_words(pattern));
    pattern.words = {word("wa"), word("wb", 1)};
    EXPECT_FALSE(is_one_term(pattern));
    EXPECT_TRUE(has_plain_words(pattern));
    pattern.words[1].all_of.push_back("wc");
    EXPECT_FALSE(has_plain_words(pattern));
}

TEST(WordsAgree, WhereOneStartIsInAllLists) {
    EXPECT_TRUE(words_agree({{1, 5, 9}, {2, 5}, {5, 70}}, 0));
    EXPECT_FALSE(words_agree({{1, 5, 9}, {2, 5}, {4, 70}}, 0));
    EXPECT_FALSE(words_agree({{}, {2}}, 0));
    EXPECT_TRUE(words_agree({{3}}, 0));
}

TEST(WordsAgree, WithSlackWhereAStretchHasOneOfEach) {
    EXPECT_TRUE(words_agree({{10, 90}, {40, 93}, {91}}, 1));
    EXPECT_FALSE(words_agree({{10, 90}, {40, 94}, {91}}, 1));
    EXPECT_TRUE(words_agree({{10, 90}, {40, 94}, {91}}, 2));
    EXPECT_FALSE(words_agree({{10}, {}}, 50));
    EXPECT_TRUE(words_agree({{0xFFFFFFFE}, {0}}, 0xFFFFFFFF));
}

}  // namespace
}  // namespace seogo::index
