// Text to index terms: Korean without a dictionary, English with stems, everything findable.
//
// Folding (unicode.h: NFC, jamo, width, case), then runs of one script (BM25로 -> bm25 + 로).
// A Hangul run yields: its stem (particles 조사 and endings 어미 stripped), overlapping bigrams of
// the stem, and pairs of neighbouring stems. A Latin run yields its Porter2 stem; digits stand
// as they are. No run is ever dropped, so nothing is unfindable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::text {

enum class TermKind : std::uint8_t {
    kWord,    // Latin stem, number, other script's word
    kStem,    // Hangul run without particles and endings
    kBigram,  // two neighbouring syllables of a stem (a one-syllable stem: that syllable)
    kPair,    // two neighbouring words
};

struct Term {
    std::string text;     // what the index keys on; kinds never collide (a prefix byte tells them)
    TermKind kind = TermKind::kWord;
    std::uint32_t position = 0;  // of the run within the text, from 0; bigrams share their run's
    std::uint32_t begin = 0;     // bytes of the input that it stands for
    std::uint32_t end = 0;
};

// Terms in order of begin. The same function serves documents and queries, so both always agree.
std::vector<Term> analyze(std::string_view text);

// A Hangul run without its particle or ending ("임베딩을" -> "임베딩"); the run itself where none.
// At least two syllables stay, but for one-syllable nouns before unambiguous particles.
std::string_view strip_particles(std::string_view run);

// Porter2 (Snowball English) of a lower-case word.
std::string english_stem(std::string_view word);

}  // namespace seogo::text
