// Searches segment after segment under one floor, each in the way that its query asks for.
#include "index/ranked_query.h"

#include "index/conjunction.h"
#include "index/max_score.h"

namespace seogo::index {

std::vector<FoundPassage> best_items(std::span<const SearchedSegment> segments,
                                     const RankedQuery& query, const Saturations& saturations,
                                     std::size_t top_k) {
    TopItems top(top_k);
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
        const SearchedSegment& searched = segments[s];
        const BoundTable bounds(searched.segment->summary(), saturations);
        CandidateJudge judge(searched, s, query, saturations, bounds, top);
        if (!query.all_of.empty()) {
            ConjunctionSearch(searched, query, saturations, bounds, judge).run();
        } else {
            MaxScoreSearch(searched, query, saturations, bounds, judge).run();
        }
    }
    return top.take();
}

TermFreqs neighbour_freqs(const Segment& segment, std::string_view first, std::string_view second,
                          std::uint32_t passage) {
    PostingCursor before = segment.cursor(first);
    PostingCursor behind = segment.cursor(second);
    before.advance(passage);
    behind.advance(passage);
    if (before.passage() != passage || behind.passage() != passage) return {};
    return Neighbours().freqs(before, behind);
}

}  // namespace seogo::index
