// The words of a query become the terms that the index has, and patterns that demand what they
// must.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "search/ranker.h"
#include "search/weights.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

std::string demanded(const Pattern& pattern) {
    std::string out;
    for (const Pattern::Word& word : pattern.words) {
        if (!out.empty()) out += " ";
        out += "+" + std::to_string(word.offset) + "(";
        for (const std::string& term : word.all_of)
            out += term + " ";
        out += "|" + word.or_term + ")";
    }
    return out;
}

std::vector<std::string> shown(const Wanted& wanted) {
    std::vector<std::string> out;
    for (const Pattern& pattern : wanted.patterns)
        out.push_back(pattern.shown);
    return out;
}

TEST(Wanted, AKoreanWordDemandsItsSyllablePairsOrItsStem) {
    const Wanted wanted = wanted_words("임베딩을");
    ASSERT_EQ(wanted.patterns.size(), 1u);
    EXPECT_EQ(demanded(wanted.patterns[0]), "+0(b베딩 b임베 |s임베딩)");
}

TEST(Wanted, AnEnglishWordDemandsItsStem) {
    const Wanted wanted = wanted_words("Indexes");
    ASSERT_EQ(wanted.patterns.size(), 1u);
    EXPECT_EQ(demanded(wanted.patterns[0]), "+0(windex |)");
    ASSERT_EQ(wanted.terms.size(), 1u);
    EXPECT_EQ(wanted.terms[0].shown, "Indexes");
    EXPECT_EQ(wanted.terms[0].weight, kind_weight(text::TermKind::kWord));
}

TEST(Wanted, ParticlesScoreAndAreNeverDemanded) {
    const Wanted bare = wanted_words("양자화");
    const Wanted with_particle = wanted_words("양자화에서");
    ASSERT_EQ(bare.patterns.size(), 1u);
    ASSERT_EQ(with_particle.patterns.size(), 1u);
    EXPECT_EQ(demanded(bare.patterns[0]), demanded(with_particle.patterns[0]));
    EXPECT_GE(with_particle.terms.size(), bare.terms.size());
}

TEST(Wanted, TermsAndPatternsStandOnceAndRepetitionWeighs) {
    const Wanted wanted = wanted_words("index 색인 index 색인을 index");
    EXPECT_EQ(shown(wanted), (std::vector<std::string>{"index", "색인"}));
    std::set<std::string> terms;
    for (const WantedTerm& term : wanted.terms)
        EXPECT_TRUE(terms.insert(term.term).second);
    const auto index = std::find_if(wanted.terms.begin(), wanted.terms.end(),
                                    [](const WantedTerm& term) { return term.term == "windex"; });
    ASSERT_NE(index, wanted.terms.end());
    EXPECT_EQ(index->weight, 3 * kind_weight(text::TermKind::kWord));
}

TEST(Wanted, WhatIsWrittenTogetherIsDemandedInOrderOrJoined) {
    const Wanted wanted = wanted_words("GPT-4o 공개");
    EXPECT_EQ(shown(wanted), (std::vector<std::string>{"GPT-4o", "GPT-4o", "공개"}));
    EXPECT_EQ(demanded(wanted.patterns[0]), "+0(wgpt |) +1(w4o |)");
    EXPECT_EQ(demanded(wanted.patterns[1]), "+0(wgpt4o |)");
}

TEST(Wanted, PhrasesKeepTheOrderAndTheDistance) {
    const Pattern phrase = phrase_pattern("늦은 상호작용을 하는 model");
    EXPECT_EQ(phrase.shown, "늦은 상호작용을 하는 model");
    ASSERT_GE(phrase.words.size(), 3u);
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
        if (i > 0) {
            EXPECT_GT(phrase.words[i].offset, last);
        }
        last = phrase.words[i].offset;
        EXPECT_FALSE(phrase.words[i].all_of.empty());
    }
    EXPECT_EQ(phrase.words[0].offset, 0u);
}

TEST(Wanted, TextsWithoutWordsWantNothing) {
    for (const char* text : {"", " ", "!?", "😀", "…。", "()[]{}", "\xff\xfe"}) {
        const Wanted wanted = wanted_words(text);
        EXPECT_TRUE(wanted.patterns.empty()) << text;
        EXPECT_TRUE(phrase_pattern(text).words.empty()) << text;
        EXPECT_FALSE(wanted.cut);
    }
}

TEST(Wanted, EqualTextsInAnyFormWantTheSame) {
    const Wanted composed = wanted_words("색인 BM25");
    for (const char* form :
         {"\u1109\u1162\u11a8\u110b\u1175\u11ab bm25", "색인 ＢＭ２５", "색인을 Bm25는"}) {
        const Wanted other = wanted_words(form);
        ASSERT_EQ(other.patterns.size(), composed.patterns.size()) << form;
        for (std::size_t i = 0; i < composed.patterns.size(); ++i) {
            EXPECT_EQ(demanded(other.patterns[i]), demanded(composed.patterns[i])) << form;
        }
    }
}

TEST(Wanted, ALongTextIsCutBetweenCharacters) {
    std::string text = "x";
    while (text.size() < 2 * kWordBytesMax)
        text += "색인 ";
    const Wanted wanted = wanted_words(text);
    EXPECT_TRUE(wanted.cut);
    for (const WantedTerm& term : wanted.terms) {
        EXPECT_TRUE(text::is_valid_utf8(term.shown)) << term.shown;
    }
}

TEST(Wanted, EveryKindHasAWeight) {
    for (const auto kind :
         {text::TermKind::kWord, text::TermKind::kStem, text::TermKind::kBigram,
          text::TermKind::kPair, text::TermKind::kTail, text::TermKind::kJoined}) {
        EXPECT_GT(kind_weight(kind), 0);
        EXPECT_LE(kind_weight(kind), 1);
    }
}

}  // namespace
}  // namespace seogo::search
