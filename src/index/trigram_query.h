// A trigram query: which trigrams must a text hold to be worth reading?
//
// Source: Cox 2012, "Regular Expression Matching with a Trigram Index". A trigram is three bytes of
// folded text (text::fold), first byte highest: a Hangul syllable is one, and the two that straddle
// a pair of syllables tell that they are neighbours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::index {

using Trigram = std::uint32_t;  // below 2^24

inline Trigram trigram_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return Trigram{static_cast<unsigned char>(text[i])}; };
    return byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
}

struct TrigramQuery {
    enum class Op : std::uint8_t {
        kAll,   // every text
        kNone,  // no text
        kAnd,   // all of `trigrams` and all of `parts`
        kOr,    // one of `trigrams` or one of `parts`
    };
    // A query beyond this many trigrams says too little for what it costs, and becomes kAll.
    static constexpr std::size_t kTrigramsMax = 512;

    Op op = Op::kAll;
    std::vector<Trigram> trigrams;    // rising, each once
    std::vector<TrigramQuery> parts;  // of kAnd: kOr; of kOr: kAnd. Never kAll or kNone

    std::size_t trigram_count() const;
    friend bool operator==(const TrigramQuery&, const TrigramQuery&) = default;
};

TrigramQuery all_texts();
TrigramQuery no_text();
// Texts that hold these bytes: kAll where they are fewer than three.
TrigramQuery texts_holding(std::string_view bytes);
TrigramQuery both(TrigramQuery a, TrigramQuery b);
TrigramQuery either(TrigramQuery a, TrigramQuery b);

// `(색 AND 인)`, for tests and for people: trigrams that are no whole character are in hex.
std::string to_string(const TrigramQuery& query);

}  // namespace seogo::index
