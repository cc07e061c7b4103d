// A scoring term on its way through one segment: its cursor, its shares and bounds of them.
//
// Inside the module only.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/ranked_query.h"

namespace seogo::index {

// What the bounds of a segment mean under the collection's averages.
class BoundTable {
public:
    BoundTable(const SegmentSummary& summary, const Saturations& saturations);
    // The most that a posting under this bound adds.
    std::int64_t share(double micro, TermClass term_class, std::uint8_t bound) const {
        const double saturation =
            is_of_use_ ? loosened(bound, growth_, k1_[static_cast<std::size_t>(term_class)]) : 1.0;
        return share_of(micro, saturation) + 1;  // where averages grew, bounds are rounded
    }

private:
    double growth_ = 1;
    std::array<double, kTermClasses> k1_{};  // by TermClass
    bool is_of_use_ = true;                  // made with the scoring that is asked for
};

class TermWalker {
public:
    TermWalker(const Segment& segment, const RankedTerm& term, const Saturation& saturation);

    PostingCursor cursor;

    // Before the shares of a block: which field its plain codes are of.
    void begin_block() {
        const Field field = cursor.field();
        plain_field_ = static_cast<std::size_t>(field);
        norms_ = segment_->norms(field);
        table_ = saturation_->table(plain_field_);
        skips_plain_ = norms_ == nullptr || (field_ && *field_ != field);
    }
    // What a posting of the block adds; -1 where the term does not stand in the field asked for.
    std::int64_t share(std::uint32_t passage, std::uint32_t code) const {
        if ((code & PostingCursor::kInSeveral) != 0) return share_of_several(passage, code);
        if (skips_plain_) return -1;
        const std::uint8_t norm = norms_[passage];
        return share_of(micro_, code < Saturation::kTabled
                                    ? table_[code * 256 + norm]
                                    : saturation_->of_one(plain_field_, code, norm));
    }
    // Which of the block's next `count` postings may add `least` or more: their indices from the
    // one in hand, rising; answers how many. Looks at lengths alone, so that some are named in
    // vain.
    std::uint32_t select(std::uint32_t count, std::int64_t least,
                         std::array<std::uint8_t, kBlockValues>& indices);
    // Of the posting that the cursor stands on.
    std::int64_t share_here() {
        const std::uint32_t code = cursor.code();
        begin_block();
        return share(cursor.passage(), code);
    }
    double micro() const { return micro_; }
    TermClass term_class() const { return class_; }
    bool makes_hit() const { return makes_hit_; }

private:
    std::int64_t share_of_several(std::uint32_t passage, std::uint32_t code) const;
    void limit_norms(std::int64_t least);

    // Frequencies below it have a limit: the largest norm that they may stand beside.
    static constexpr std::uint32_t kLimited = 4;

    const Segment* segment_;
    const Saturation* saturation_;
    double micro_ = 0;
    TermClass class_ = TermClass::kWords;
    std::optional<Field> field_;
    bool makes_hit_ = false, skips_plain_ = false;
    const std::uint8_t* norms_ = nullptr;
    const double* table_ = nullptr;
    std::size_t plain_field_ = 0;
    std::array<std::int32_t, kLimited + 1> limits_{};  // by frequency, the last of all others
};

// How often, by field, the second term stands right behind the first: both cursors stand on one
// passage.
class Neighbours {
public:
    TermFreqs freqs(PostingCursor& first, PostingCursor& second);

private:
    std::vector<std::uint32_t> before_, behind_;
};

// Judges passages that scored enough in what is slow: neighbours, positions, the items asked for.
// * passages come in rising order.
class CandidateJudge {
public:
    CandidateJudge(const SearchedSegment& searched, std::uint32_t segment_number,
                   const RankedQuery& query, const Saturations& saturations,
                   const BoundTable& bounds, TopItems& top);

    // The most that the query's neighbours can add to any passage.
    std::int64_t pair_bound() const { return pair_bound_; }
    // What is known of both terms' lists lowers it.
    void bound_pair(std::size_t pair, std::uint8_t first, std::uint8_t second);
    // The most that one pair adds where its terms are under these bounds.
    std::int64_t pair_bound(const RankedPair& pair, std::uint8_t first, std::uint8_t second) const {
        // A bound of the other class of terms says nothing of this one's saturation.
        const bool is_mixed = class_of(query_.terms[pair.first].term) != class_of_pair(pair);
        return bounds_.share(pair.micro, class_of_pair(pair),
                             is_mixed ? second : std::min(first, second));
    }
    // `score`: of all terms; `is_hit`: patterns are known to hold as the query wants them.
    void judge(std::uint32_t passage, std::int64_t score, bool is_hit);
    std::int64_t floor() const { return top_.floor(); }
    // Neither dead nor filtered out.
    bool counts(std::uint32_t passage) const { return searched_.counts(passage); }

private:
    struct PairCursors {
        PostingCursor first, second;
    };
    TermClass class_of_pair(const RankedPair& pair) const {
        return class_of(query_.terms[pair.second].term);
    }
    std::int64_t pair_share(std::size_t pair, std::uint32_t passage);
    bool is_hit_by_pattern(std::uint32_t passage);

    const SearchedSegment& searched_;
    std::uint32_t segment_number_;
    const RankedQuery& query_;
    const Saturations& saturations_;
    const BoundTable& bounds_;
    TopItems& top_;
    std::vector<std::int64_t> pair_bounds_;  // of each pair
    std::int64_t pair_bound_ = 0;            // their sum
    std::vector<PairCursors> pairs_;         // opened when first needed
    std::vector<PatternMatcher> patterns_;   // the same
    Neighbours neighbours_;
};

}  // namespace seogo::index
