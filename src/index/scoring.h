// BM25F in the exact form in which every part of the engine computes it, and lengths as one byte.
//
// Source: Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.22:
//   T(t,p) = sum over fields f of  w_f * tf(t,p,f) / (1 - b_f + b_f * length(p,f) / average(f))
//   saturation(t,p) = T / (k1 + T),  in [0, 1)
//   share(t,p) = whole part of (micro(t) * saturation + 1/2),  micro(t) = weight * idf * 1e6
// A share is a whole number of 1e-6, so sums are exact in any order. Lengths count as one byte
// keeps them (length_of(norm_of(n))), averages too; a field in which a term stands has one word at
// least.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "index/passage.h"

namespace seogo::index {

struct ScoringParams {
    double k1 = 1.0;                                 // in [1e-6, 1e6]
    std::array<double, kFieldCount> length_share{};  // b, in [0, 1]
    std::array<double, kFieldCount> field_weight{};  // w, in [1e-6, 1e6]
    friend bool operator==(const ScoringParams&, const ScoringParams&) = default;
};

// Terms of two kinds repeat in different ways: words, and the syllable pairs and stems of scripts
// that are cut into them (text/analyzer.h). Each kind has its own parameters.
enum class TermClass : std::uint8_t { kWords, kSyllables };
inline constexpr std::size_t kTermClasses = 2;
inline TermClass class_of(std::string_view term) {
    return !term.empty() && term[0] == 'w' ? TermClass::kWords : TermClass::kSyllables;
}

struct Scoring {
    ScoringParams words, syllables;
    Scoring() = default;
    Scoring(const ScoringParams& both) : words(both), syllables(both) {}
    Scoring(const ScoringParams& w, const ScoringParams& s) : words(w), syllables(s) {}
    friend bool operator==(const Scoring&, const Scoring&) = default;
};

// A field's length in words as one byte: exact below 64, then eight steps to each doubling, rounded
// down (at most 1/8 short), 15 * 2^26 and more as the largest.
inline std::uint8_t norm_of(std::uint32_t length) {
    if (length < 64) return static_cast<std::uint8_t>(length);
    const unsigned top = static_cast<unsigned>(std::bit_width(length)) - 1;  // 6 or more
    const std::uint32_t step = (length >> (top - 3)) & 7;
    const std::uint32_t code = 64 + (top - 6) * 8 + step;
    return static_cast<std::uint8_t>(code < 255 ? code : 255);
}
inline std::uint32_t length_of(std::uint8_t norm) {
    if (norm < 64) return norm;
    const unsigned code = norm - 64u;
    return (8 + code % 8) << (code / 8 + 3);
}

// What a posting is scored by: 1 / (1 - b + b * length / average) * w for each field and norm, and
// the saturation of small frequencies that stand in one field alone, looked up.
class Saturation {
public:
    static constexpr std::uint32_t kTabled = 8;  // frequencies below it

    Saturation(const ScoringParams& params, const std::array<double, kFieldCount>& average);

    // `norms`: of the passage, by field.
    double of(const TermFreqs& freqs, const std::array<std::uint8_t, kFieldCount>& norms) const {
        double sum = 0;
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            if (freqs[f] != 0) sum += freqs[f] * factor_[f * 256 + norms[f]];
        }
        return sum / (params_.k1 + sum);
    }
    // The same for a term that stands in one field alone.
    double of_one(std::size_t field, std::uint32_t freq, std::uint8_t norm) const {
        if (freq < kTabled) return table_[(field * kTabled + freq) * 256 + norm];
        const double sum = freq * factor_[field * 256 + norm];
        return sum / (params_.k1 + sum);
    }
    // What one field adds to T.
    double part(std::size_t field, std::uint32_t freq, std::uint8_t norm) const {
        return freq * factor_[field * 256 + norm];
    }
    // The table of_one reads, for one field: [freq][norm].
    const double* table(std::size_t field) const { return &table_[field * kTabled * 256]; }
    const ScoringParams& params() const { return params_; }
    // Length of each field, in words, that the tables were made for.
    const std::array<double, kFieldCount>& average() const { return average_; }

private:
    ScoringParams params_;
    std::array<double, kFieldCount> average_;
    std::vector<double> factor_;  // [field][norm]
    std::vector<double> table_;   // [field][freq][norm]
};

// Both classes of a collection.
class Saturations {
public:
    Saturations(const Scoring& scoring, const std::array<double, kFieldCount>& average)
        : words_(scoring.words, average), syllables_(scoring.syllables, average) {}

    const Saturation& of(TermClass term_class) const {
        return term_class == TermClass::kWords ? words_ : syllables_;
    }
    const Saturation& of(std::string_view term) const { return of(class_of(term)); }
    Scoring scoring() const { return {words_.params(), syllables_.params()}; }
    const std::array<double, kFieldCount>& average() const { return words_.average(); }

private:
    Saturation words_, syllables_;
};

inline constexpr double kMicro = 1e6;

// See the top.
inline std::int64_t share_of(double micro, double saturation) {
    return static_cast<std::int64_t>(micro * saturation + 0.5);
}

// An upper bound of saturations as one byte: never below them (but for a double's last bit), at
// most 1/255 above.
inline std::uint8_t bound_of(double saturation) {
    const double scaled = saturation * 255;
    const auto whole = static_cast<std::uint32_t>(scaled);
    const std::uint32_t up = whole < scaled ? whole + 1 : whole;
    return static_cast<std::uint8_t>(up < 255 ? up : 255);
}

// Bounds were made with the averages of their segment; a collection has others. The largest
// saturation that a posting with this bound can have under averages at most `growth` times as
// large (in any field): norms shrink by no more than averages grow.
double loosened(std::uint8_t bound, double growth, double k1);

}  // namespace seogo::index
