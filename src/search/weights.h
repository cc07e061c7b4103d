// The numbers that ranking is tuned by, each with the measurement that chose it.
//
// Tuned on the even half of KorQuAD dev (2,810 questions, 961 paragraphs) and on Cranfield (225
// queries, 1,400 abstracts), nDCG@10 of both together; the odd half of KorQuAD is only reported.
#pragma once

#include <array>

#include "index/segment.h"
#include "text/analyzer.h"

namespace seogo::search {

// Saturation k1 and length share b. Korean bigrams do best with 0.7 and 0.3 (.9692, where 1.2 and
// 0.75 give .9674), English words with 1.5 and 0.75 (.375, where 0.7 and 0.3 give .346); these lose
// .0005 and .005 of the two.
inline constexpr double kSaturation = 1.0;
// By index::Field: title notes concepts body org.
inline constexpr std::array<double, index::kFieldCount> kLengthShares = {0.7, 0.7, 0.7, 0.7, 0.7};
// A title says what a passage is about: 3 against 1 is worth .0015 on KorQuAD and .015 on
// Cranfield.
inline constexpr std::array<double, index::kFieldCount> kFieldWeights = {3.0, 1.0, 1.2, 1.0, 1.0};

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
