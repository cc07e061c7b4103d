// Ranked OR with pruning: windows of passages, block bounds, essential and other terms.
//
// Source: Turtle, Flood 1995 (MaxScore); Ding, Suel 2011 (block-max indexes); windows over which
// essential terms are summed in an array as in Lucene's MaxScoreBulkScorer. Exact: a passage is
// passed over only where a bound shows that it can't reach the floor.
// Inside the module only.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/term_walker.h"

namespace seogo::index {

class MaxScoreSearch {
public:
    MaxScoreSearch(const SearchedSegment& searched, const RankedQuery& query,
                   const Saturations& saturations, const BoundTable& bounds, CandidateJudge& judge);
    void run();

private:
    static constexpr std::uint32_t kWindow = 2048;

    struct Term {
        TermWalker walker;
        std::uint8_t bound = 0;        // of the window
        std::int64_t bound_share = 0;  // the same as a share
        bool in_rest = false;          // not essential in the window
    };
    struct Rest {
        std::size_t terms = 0;   // the first so many of order_ are not essential
        std::int64_t bound = 0;  // what they and their pairs add at most
    };
    void search_window(std::uint32_t begin, std::uint32_t end);
    std::int64_t bound_terms(std::uint32_t begin, std::uint32_t end);
    Rest split(std::int64_t floor);
    void add_up(Term& term, std::uint32_t begin, std::uint32_t end);
    void search_one(Term& term, const Rest& rest, std::uint32_t begin, std::uint32_t end);
    void collect(const Rest& rest, std::uint32_t begin, std::uint32_t end);
    void probe(const Rest& rest, std::uint32_t passage, std::int64_t score, bool is_hit);

    const Segment& segment_;
    const RankedQuery& query_;
    const BoundTable& bounds_;
    CandidateJudge& judge_;
    std::vector<Term> terms_;
    std::vector<std::uint32_t> order_;  // terms that reach into the window, smallest bound first
    std::int64_t pairs_bound_ = 0;      // of all pairs, in the window
    std::array<std::int64_t, kWindow> scores_{};
    std::array<std::uint64_t, kWindow / 64> seen_{}, hit_{};
};

}  // namespace seogo::index
