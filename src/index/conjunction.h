// Ranked AND: passages in which several patterns hold, led by the rarest, blocks passed by bounds.
//
// Source: block-max AND (Ding, Suel 2011, section 4). Exact, as MaxScoreSearch is. What costs most
// comes last: a passage is scored only where all lists have it, and positions are looked at only
// where the score would do.
// Inside the module only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "index/phrase_check.h"
#include "index/term_walker.h"

namespace seogo::index {

class ConjunctionSearch {
public:
    // query.all_of is not empty.
    ConjunctionSearch(const SearchedSegment& searched, const RankedQuery& query,
                      const Saturations& saturations, const BoundTable& bounds,
                      CandidateJudge& judge);
    void run();

private:
    void add_pattern(const Pattern& pattern, std::span<const std::string_view> wanted);
    void bound_lists(const RankedQuery& query);
    // Lists of single terms are crossed, the rarest leading block by block.
    void run_required();
    bool bound_block(std::uint32_t begin, std::uint32_t last);
    void search_block();
    bool all_stand(std::uint32_t passage);
    bool add_required(std::int64_t& score);
    bool add_optional(std::uint32_t passage, std::int64_t& score);
    bool patterns_hold(std::uint32_t passage);
    // No pattern consists of single terms: the patterns lead.
    void run_patterns();

    const Segment& segment_;
    CandidateJudge& judge_;
    const BoundTable& bounds_;
    std::vector<TermWalker> walkers_;       // of the query's terms, then of others asked for
    std::vector<TermWalker*> required_;     // words of plain patterns, each once, rarest first
    std::vector<TermWalker*> optional_;     // the query's other terms
    std::vector<PhraseCheck> phrases_;      // plain patterns of which positions must be looked at
    std::vector<PatternMatcher> patterns_;  // those with words of several terms
    std::uint32_t patterns_from_ = 0;       // before it, one of patterns_ holds nowhere
    // What required_[i] and all behind it, the optional terms and neighbours add at most, in the
    // block in hand; of optional_[i] and all behind it, anywhere.
    std::vector<std::int64_t> rest_, optional_rest_;
};

}  // namespace seogo::index
