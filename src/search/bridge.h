// The glossary as a bridge between languages: 양자화 finds quantization, and back.
//
// A pair is what a concept's name or definition gives in two scripts: "양자화(quantization)",
// "RAG(검색 증강 생성)", "**Embedding**: 임베딩, 데이터를 …". Nothing is guessed beyond that.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/ranker.h"

namespace seogo::search {

// Two names of one thing, one of them in Hangul and the other without any.
struct BridgePair {
    std::string hangul, other;
    friend auto operator<=>(const BridgePair&, const BridgePair&) = default;
};

// The pairs that one concept gives, in the order in which they stand.
std::vector<BridgePair> bridge_pairs(std::string_view term, std::string_view definition);

struct BridgeUse {
    std::string from, to;
};

// Where the query holds one name of a pair, adds the other: its terms at a lower weight
// (bridged_from names the query's own words), and its pattern, so that it makes hits. Answers what
// was added, each once.
std::vector<BridgeUse> add_bridges(const std::vector<BridgePair>& pairs, Wanted& wanted);

}  // namespace seogo::search
