// Shares of single postings and of neighbours, what bounds say of them, and the last judgement.
#include "index/term_walker.h"

#include <algorithm>

namespace seogo::index {

BoundTable::BoundTable(const SegmentSummary& summary, const Saturations& saturations)
    : k1_{saturations.of(TermClass::kWords).params().k1,
          saturations.of(TermClass::kSyllables).params().k1},
      is_of_use_(summary.scoring == saturations.scoring()) {
    const auto own = averages_of(summary.field_totals, summary.passages);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        growth_ =
            std::max(growth_, std::max(saturations.average()[f], 1.0) / std::max(own[f], 1.0));
    }
}

TermWalker::TermWalker(const Segment& segment, const RankedTerm& term, const Saturation& saturation)
    : cursor(segment.cursor(term.term)),
      segment_(&segment),
      saturation_(&saturation),
      micro_(term.micro),
      class_(class_of(term.term)),
      field_(term.field),
      makes_hit_(term.makes_hit) {}

std::int64_t TermWalker::share_of_several(std::uint32_t passage, std::uint32_t code) const {
    TermFreqs freqs = cursor.freqs_of(code);
    if (field_) {
        const std::uint16_t kept = freqs[static_cast<std::size_t>(*field_)];
        if (kept == 0) return -1;
        freqs = {};
        freqs[static_cast<std::size_t>(*field_)] = kept;
    }
    return share_of(micro_, saturation_->of(freqs, segment_->norms_of(passage)));
}

// Shares fall as norms rise. A unit to spare, for what doubles round.
void TermWalker::limit_norms(std::int64_t least) {
    limits_.fill(255);
    if (least <= 0 || skips_plain_) return;
    for (std::uint32_t freq = 1; freq < kLimited; ++freq) {
        const double* const of_norm = table_ + freq * std::size_t{256};
        const double* const end = std::partition_point(
            of_norm, of_norm + 256,
            [&](double saturation) { return share_of(micro_, saturation) + 1 >= least; });
        limits_[freq] = static_cast<std::int32_t>(end - of_norm) - 1;
    }
}

std::uint32_t TermWalker::select(std::uint32_t count, std::int64_t least,
                                 std::array<std::uint8_t, kBlockValues>& indices) {
    const std::uint32_t* const passages = cursor.block_passages();
    const std::uint32_t* const codes = cursor.block_codes();
    begin_block();
    limit_norms(least);
    std::uint32_t selected = 0;
    if (skips_plain_) {
        for (std::uint32_t i = 0; i < count; ++i) {
            indices[selected] = static_cast<std::uint8_t>(i);
            selected += codes[i] >> 31;
        }
        return selected;
    }
    const std::uint8_t* const norms = norms_;
    const std::array<std::int32_t, kLimited + 1> limits = limits_;
    for (std::uint32_t i = 0; i < count; ++i) {
        indices[selected] = static_cast<std::uint8_t>(i);
        selected += norms[passages[i]] <= limits[std::min(codes[i], kLimited)] ? 1 : 0;
    }
    return selected;
}

TermFreqs Neighbours::freqs(PostingCursor& first, PostingCursor& second) {
    TermFreqs found{};
    const TermFreqs a = first.freqs();
    const TermFreqs b = second.freqs();
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (a[f] == 0 || b[f] == 0) continue;
        first.positions(static_cast<Field>(f), before_);
        second.positions(static_cast<Field>(f), behind_);
        std::size_t at = 0;
        for (const std::uint32_t position : before_) {
            while (at < behind_.size() && behind_[at] <= position)
                ++at;
            if (at < behind_.size() && behind_[at] == position + 1) ++found[f];
        }
    }
    return found;
}

CandidateJudge::CandidateJudge(const SearchedSegment& searched, std::uint32_t segment_number,
                               const RankedQuery& query, const Saturations& saturations,
                               const BoundTable& bounds, TopItems& top)
    : searched_(searched),
      segment_number_(segment_number),
      query_(query),
      saturations_(saturations),
      bounds_(bounds),
      top_(top) {
    for (const RankedPair& pair : query.pairs) {
        pair_bounds_.push_back(bounds.share(pair.micro, class_of_pair(pair), 255));
        pair_bound_ += pair_bounds_.back();
    }
}

void CandidateJudge::bound_pair(std::size_t pair, std::uint8_t first, std::uint8_t second) {
    const std::int64_t bound = pair_bound(query_.pairs[pair], first, second);
    if (bound >= pair_bounds_[pair]) return;
    pair_bound_ -= pair_bounds_[pair] - bound;
    pair_bounds_[pair] = bound;
}

std::int64_t CandidateJudge::pair_share(std::size_t pair, std::uint32_t passage) {
    if (pairs_.empty()) {
        for (const RankedPair& wanted : query_.pairs) {
            pairs_.push_back({searched_.segment->cursor(query_.terms[wanted.first].term),
                              searched_.segment->cursor(query_.terms[wanted.second].term)});
        }
    }
    PairCursors& cursors = pairs_[pair];
    cursors.first.advance(passage);
    if (cursors.first.passage() != passage) return 0;
    cursors.second.advance(passage);
    if (cursors.second.passage() != passage) return 0;
    const TermFreqs freqs = neighbours_.freqs(cursors.first, cursors.second);
    if (freqs == TermFreqs{}) return 0;
    return share_of(query_.pairs[pair].micro, saturations_.of(class_of_pair(query_.pairs[pair]))
                                                  .of(freqs, searched_.segment->norms_of(passage)));
}

bool CandidateJudge::is_hit_by_pattern(std::uint32_t passage) {
    if (patterns_.empty()) {
        for (const Pattern& pattern : query_.patterns)
            patterns_.emplace_back(*searched_.segment, pattern);
    }
    return std::any_of(patterns_.begin(), patterns_.end(), [&](PatternMatcher& pattern) {
        return pattern.advance(passage) == passage;
    });
}

void CandidateJudge::judge(std::uint32_t passage, std::int64_t score, bool is_hit) {
    if (!searched_.counts(passage)) return;
    std::int64_t rest = pair_bound_;
    for (std::size_t pair = 0; pair < query_.pairs.size(); ++pair) {
        if (score + rest < top_.floor()) return;
        rest -= pair_bounds_[pair];
        score += pair_share(pair, passage);
    }
    if (score < top_.floor()) return;
    if (!is_hit && !is_hit_by_pattern(passage)) return;
    const PassageKey key = searched_.segment->key(passage);
    if (query_.accepts && !query_.accepts(key.item)) return;
    top_.offer({key, score, segment_number_, passage});
}

}  // namespace seogo::index
