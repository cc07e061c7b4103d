// The numbers that ranking is tuned by, each with the measurement that chose it.
//
// Tuned on the even half of KorQuAD dev (2,810 questions, 961 paragraphs) and on Cranfield (225
// queries, 1,400 abstracts), nDCG@10 of both together; the odd half of KorQuAD is only reported.
#pragma once

#include <algorithm>
#include <array>

#include "index/scoring.h"
#include "text/analyzer.h"

namespace seogo::search {

// Saturation k1 and length share b, of words and of syllable pairs and stems: each does best by its
// own (with the other's, KorQuAD loses .0018 and Cranfield .029).
inline constexpr double kWordSaturation = 1.5, kSyllableSaturation = 0.7;
inline constexpr double kWordLengthShare = 0.75, kSyllableLengthShare = 0.3;
// A title says what a passage is about: 3 against 1 is worth .0015 on KorQuAD and .015 on
// Cranfield.
inline constexpr std::array<double, index::kFieldCount> kFieldWeights = {3.0, 1.0, 1.2, 1.0, 1.0};

inline constexpr index::ScoringParams scoring_params(double k1, double length_share) {
    return {
        k1, {length_share, length_share, length_share, length_share, length_share}, kFieldWeights};
}
inline const index::Scoring kScoring{scoring_params(kWordSaturation, kWordLengthShare),
                                     scoring_params(kSyllableSaturation, kSyllableLengthShare)};

// How rare two neighbours are, told from each of them alone: as if they met by chance, but no rarer
// than a term that stands nowhere (`most`).
inline double pair_idf(double first, double second, double most) {
    return std::min(first + second, most);
}

inline constexpr double kind_weight(text::TermKind kind) {
    switch (kind) {
        case text::TermKind::kWord:
        case text::TermKind::kBigram:
            return 1.0;
        // Beside its bigrams a stem says the same again: 0.3 to 0.8 differ by less than .0005.
        case text::TermKind::kStem:
        case text::TermKind::kJoined:
            return 0.5;
        // Neighbours help Korean up to 1 (.9674 at 0.2, .9692 at 0.5), English only up to 0.3.
        case text::TermKind::kPair:
            return 0.35;
        // Particles are mostly noise: .9657 at 1, .9706 at 0.2, .9704 without.
        case text::TermKind::kTail:
            return 0.2;
    }
    return 0;
}

// What the glossary adds counts less than what was asked.
inline constexpr double kBridgeWeight = 0.5;

}  // namespace seogo::search
