// The glossary bridges two languages where a concept gives both names, and nowhere else.
#include "search/bridge.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace seogo::search {
namespace {

std::string pairs(std::string_view term, std::string_view definition = "") {
    std::string out;
    for (const BridgePair& pair : bridge_pairs(term, definition)) {
        if (!out.empty()) out += "; ";
        out += pair.hangul + " = " + pair.other;
    }
    return out;
}

TEST(Bridge, NamesInBracketsArePairs) {
    EXPECT_EQ(pairs("양자화(quantization)"), "양자화 = quantization");
    EXPECT_EQ(pairs("RAG (검색 증강 생성)"), "검색 증강 생성 = RAG");
    EXPECT_EQ(pairs("늦은 상호작용(late interaction, LI)"),
              "늦은 상호작용 = late interaction; 늦은 상호작용 = LI");
    EXPECT_EQ(pairs("LoRA(Low-Rank Adaptation)"), "");
    EXPECT_EQ(pairs("BM25"), "");
    EXPECT_EQ(pairs("닫히지 않은(bracket"), "");
}

TEST(Bridge, DefinitionsGivePairsToo) {
    EXPECT_EQ(pairs("압축", "값을 줄이는 양자화(quantization) 따위의 방법"),
              "양자화 = quantization");
    EXPECT_EQ(pairs("ColBERT", "마지막에 견주는 늦은 상호작용(late interaction) 모델"),
              "늦은 상호작용 = late interaction");
    EXPECT_EQ(pairs("Embedding", "임베딩, 데이터를 벡터로 나타내는 기법"), "임베딩 = Embedding");
    EXPECT_EQ(pairs("임베딩", "embedding: 데이터를 벡터로"), "임베딩 = embedding");
    EXPECT_EQ(pairs("Embedding", "데이터를 고차원 공간에 표현, 그리고 검색"), "");
}

TEST(Bridge, TheOtherNameIsAddedAtALowerWeight) {
    Wanted wanted = wanted_words("양자화를 쓰는 까닭");
    const std::size_t own_terms = wanted.terms.size();
    const std::size_t own_patterns = wanted.patterns.size();
    const auto uses = add_bridges({{"양자화", "quantization"}}, wanted);
    ASSERT_EQ(uses.size(), 1u);
    EXPECT_EQ(uses[0].from, "양자화");
    EXPECT_EQ(uses[0].to, "quantization");
    EXPECT_EQ(wanted.patterns.size(), own_patterns + 1);
    ASSERT_GT(wanted.terms.size(), own_terms);
    double own = 0;
    double added = 0;
    for (const WantedTerm& term : wanted_words("양자화").terms)
        own += term.weight;
    for (const WantedTerm& term : wanted.terms) {
        if (!term.bridged_from.empty()) added += term.weight;
    }
    EXPECT_EQ(wanted.terms.back().bridged_from, "양자화");
    EXPECT_NEAR(added, own / 2, 1e-9);
}

TEST(Bridge, WorksBothWaysAndOverWordForms) {
    Wanted english = wanted_words("Quantized models");
    const auto uses = add_bridges({{"양자화", "quantization"}}, english);
    ASSERT_EQ(uses.size(), 1u);
    EXPECT_EQ(uses[0].to, "양자화");
    Wanted phrase = wanted_words("what is Late Interaction?");
    EXPECT_EQ(add_bridges({{"늦은 상호작용", "late interaction"}}, phrase).size(), 1u);
    Wanted apart = wanted_words("interaction that comes late");
    EXPECT_TRUE(add_bridges({{"늦은 상호작용", "late interaction"}}, apart).empty());
}

TEST(Bridge, AddsNothingThatTheQueryAlreadyHolds) {
    Wanted both = wanted_words("양자화 quantization");
    EXPECT_TRUE(add_bridges({{"양자화", "quantization"}}, both).empty());
    Wanted twice = wanted_words("양자화");
    EXPECT_EQ(add_bridges({{"양자화", "quantization"}, {"양자화", "Quantization"}}, twice).size(),
              1u);
    Wanted none = wanted_words("");
    EXPECT_TRUE(add_bridges({{"양자화", "quantization"}}, none).empty());
}

}  // namespace
}  // namespace seogo::search
