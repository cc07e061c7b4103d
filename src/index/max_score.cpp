// Sums the essential terms of a window in an array, then probes the others for what may matter.
#include "index/max_score.h"

#include <algorithm>
#include <bit>

namespace seogo::index {

MaxScoreSearch::MaxScoreSearch(const SearchedSegment& searched, const RankedQuery& query,
                               const Saturations& saturations, const BoundTable& bounds,
                               CandidateJudge& judge)
    : segment_(*searched.segment), query_(query), bounds_(bounds), judge_(judge) {
    terms_.reserve(query.terms.size());
    for (const RankedTerm& term : query.terms)
        terms_.push_back({TermWalker(segment_, term, saturations.of(term.term))});
    for (std::size_t i = 0; i < query.pairs.size(); ++i) {
        judge_.bound_pair(i, terms_[query.pairs[i].first].walker.cursor.list_bound(),
                          terms_[query.pairs[i].second].walker.cursor.list_bound());
    }
}

void MaxScoreSearch::run() {
    const std::uint32_t passages = segment_.passage_count();
    for (std::uint32_t begin = 0; begin < passages;) {
        std::uint32_t next = PostingCursor::kEnd;
        for (const Term& term : terms_)
            next = std::min(next, term.walker.cursor.passage());
        if (next >= passages) return;
        begin = std::max(begin, next);
        const std::uint32_t end = std::min(passages - begin, kWindow) + begin;
        search_window(begin, end);
        begin = end;
    }
}

// Fills order_; answers what a passage of the window can score at most.
std::int64_t MaxScoreSearch::bound_terms(std::uint32_t begin, std::uint32_t end) {
    order_.clear();
    std::int64_t total = 0;
    for (std::uint32_t t = 0; t < terms_.size(); ++t) {
        Term& term = terms_[t];
        term.bound = 0;
        if (term.walker.cursor.passage() >= end) continue;
        term.bound = term.walker.cursor.bound_within(begin, end);
        if (term.bound == 0) continue;
        term.bound_share = bounds_.share(term.walker.micro(), term.walker.term_class(), term.bound);
        total += term.bound_share;
        auto at = order_.end();
        while (at != order_.begin() && terms_[*(at - 1)].bound_share > term.bound_share)
            --at;
        order_.insert(at, t);
    }
    pairs_bound_ = 0;
    for (const RankedPair& pair : query_.pairs) {
        const std::uint8_t first = terms_[pair.first].bound;
        const std::uint8_t second = terms_[pair.second].bound;
        if (first != 0 && second != 0) pairs_bound_ += judge_.pair_bound(pair, first, second);
    }
    return total + pairs_bound_;
}

// The most terms that together, with the pairs among them, stay below the floor.
MaxScoreSearch::Rest MaxScoreSearch::split(std::int64_t floor) {
    Rest rest;
    for (const std::uint32_t t : order_)
        terms_[t].in_rest = false;
    for (const std::uint32_t t : order_) {
        Term& term = terms_[t];
        std::int64_t bound = rest.bound + term.bound_share;
        term.in_rest = true;
        for (const RankedPair& pair : query_.pairs) {
            if (pair.first != t && pair.second != t) continue;
            const Term& first = terms_[pair.first];
            const Term& second = terms_[pair.second];
            if (first.bound == 0 || second.bound == 0) continue;
            if (first.in_rest && second.in_rest) {
                bound += judge_.pair_bound(pair, first.bound, second.bound);
            }
        }
        if (bound >= floor) {
            term.in_rest = false;
            break;
        }
        rest.bound = bound;
        ++rest.terms;
    }
    return rest;
}

void MaxScoreSearch::search_window(std::uint32_t begin, std::uint32_t end) {
    const std::int64_t most = bound_terms(begin, end);
    if (order_.empty() || most < judge_.floor()) return;
    Rest rest = split(judge_.floor());
    const std::size_t essential = order_.size() - rest.terms;
    // From here on: what terms outside the sums, and all pairs, add at most.
    rest.bound = pairs_bound_;
    for (std::size_t i = 0; i < rest.terms; ++i)
        rest.bound += terms_[order_[i]].bound_share;
    if (essential == 1) {
        search_one(terms_[order_.back()], rest, begin, end);
        return;
    }
    for (std::size_t i = rest.terms; i < order_.size(); ++i)
        add_up(terms_[order_[i]], begin, end);
    collect(rest, begin, end);
}

void MaxScoreSearch::add_up(Term& term, std::uint32_t begin, std::uint32_t end) {
    PostingCursor& cursor = term.walker.cursor;
    cursor.advance(begin);
    while (cursor.passage() < end) {
        const std::uint32_t rest = cursor.block_rest();
        const std::uint32_t* passages = cursor.block_passages();
        const std::uint32_t* codes = cursor.block_codes();
        term.walker.begin_block();
        const std::uint64_t makes_hit = term.walker.makes_hit() ? 1 : 0;
        std::uint32_t i = 0;
        for (; i < rest && passages[i] < end; ++i) {
            const std::int64_t share = term.walker.share(passages[i], codes[i]);
            if (share < 0) continue;
            const std::uint32_t place = passages[i] - begin;
            scores_[place] += share;
            seen_[place / 64] |= std::uint64_t{1} << place % 64;
            hit_[place / 64] |= makes_hit << place % 64;
        }
        cursor.skip(i);
    }
}

// One essential term: no sums are needed, and whole blocks of it can be passed over.
void MaxScoreSearch::search_one(Term& term, const Rest& rest, std::uint32_t begin,
                                std::uint32_t end) {
    PostingCursor& cursor = term.walker.cursor;
    cursor.advance(begin);
    while (cursor.passage() < end) {
        const std::uint32_t last = cursor.shallow_advance(cursor.passage());
        const std::int64_t most =
            bounds_.share(term.walker.micro(), term.walker.term_class(), cursor.shallow_bound());
        if (most + rest.bound < judge_.floor()) {
            if (last >= end) break;
            cursor.advance(last + 1);
            continue;
        }
        const std::uint32_t count = cursor.block_rest();
        const std::uint32_t* passages = cursor.block_passages();
        const std::uint32_t* codes = cursor.block_codes();
        term.walker.begin_block();
        std::uint32_t i = 0;
        for (; i < count && passages[i] < end; ++i) {
            const std::int64_t share = term.walker.share(passages[i], codes[i]);
            if (share < 0 || share + rest.bound < judge_.floor()) continue;
            probe(rest, passages[i], share, term.walker.makes_hit());
        }
        cursor.skip(i);
    }
}

void MaxScoreSearch::collect(const Rest& rest, std::uint32_t begin, std::uint32_t end) {
    const std::uint32_t words = (end - begin + 63) / 64;
    for (std::uint32_t w = 0; w < words; ++w) {
        for (std::uint64_t bits = seen_[w]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(bits));
            const std::uint32_t place = w * 64 + bit;
            const std::int64_t score = std::exchange(scores_[place], 0);
            if (score + rest.bound < judge_.floor()) continue;
            probe(rest, begin + place, score, (hit_[w] >> bit & 1) != 0);
        }
        seen_[w] = hit_[w] = 0;
    }
}

void MaxScoreSearch::probe(const Rest& rest, std::uint32_t passage, std::int64_t score,
                           bool is_hit) {
    std::int64_t bound = rest.bound;
    for (std::size_t i = rest.terms; i-- > 0;) {
        if (score + bound < judge_.floor()) return;
        Term& term = terms_[order_[i]];
        bound -= term.bound_share;
        if (!term.walker.cursor.seek(passage)) continue;
        const std::int64_t share = term.walker.share_here();
        if (share < 0) continue;
        score += share;
        is_hit |= term.walker.makes_hit();
    }
    if (score + bound < judge_.floor()) return;
    judge_.judge(passage, score, is_hit);
}

}  // namespace seogo::index
