// Text to index terms: Korean without a dictionary, English with stems, everything findable.
//
// Folding (unicode.h: NFC, jamo, width, case), then runs of one script (BM25로 -> bm25 + 로).
// A Hangul run yields its stem (particles 조사 and endings 어미 stripped), the overlapping bigrams
// of the whole run, and a pair with the word before it. Han and Kana runs yield bigrams as well. A
// run of Latin letters and digits is one word (bm25, 4o); words of letters yield their Porter2
// stem. A Hangul run that only says the particle of the Latin word, number or Han run it is
// written on (BM25로, AI가) is that word's particle and yields nothing; alone it is kept. Words
// written together (GPT-4o, q8_0, v1.5) yield each part and all of it joined (gpt4o).
//
// Law (analyzer_test, NounsAndParticles): a word in a query, with any particle, demands bigrams
// (kBigram) that each run holding the same noun, with any particle or inside a compound, has.
// kTail makes it so: a document keeps the bigrams that reach into what was taken for a particle,
// so that a wrong guess (회의 in 강화회의) hides nothing; a query may score but never demand them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::text {

// What a searcher does with each kind of the terms of a query. A word holds where all its kBigram
// terms stand at one position, or its kStem does; or, a Latin word, where its kWord terms do.
// In a document all kinds are postings alike: kTail and kBigram have one key, so have kWord and
// kJoined.
enum class TermKind : std::uint8_t {
    kWord,    // Latin stem, number, other script's word: demanded. Key: "w" + word
    kStem,    // run without particles and endings, whole where but one letter would stay: one way
              // to hold. Key: "s" + stem
    kBigram,  // two neighbouring letters of a stem (a one-letter stem: itself). Key: "b" + letters
    kPair,    // two neighbouring words: scores, never demanded. Key: "p" + word + " " + word
    kTail,  // what a document keeps besides and no query demands: bigrams that reach into what was
            // stripped (key as kBigram), the C of C++, GPUs beside GPU (key as kWord)
    kJoined,  // words written together, without what joins them: a second way in which all of them
              // hold, at the first one's position. Key: as kWord
};

// Weights measured on KorQuAD's even half with BM25 (k1 0.5, b 0.5, one field): kWord 1.5, kStem
// 0.5, kBigram 1, kPair 0.5, kTail 0, kJoined 0.5. Longest key: 64 characters of each word.
struct Term {
    std::string text;  // what the index keys on: a byte for its kind's key, then letters
    TermKind kind = TermKind::kWord;
    std::uint32_t position = 0;  // of the run within the text, from 0; bigrams share their run's
    std::uint32_t begin = 0;     // bytes of the input that it stands for
    std::uint32_t end = 0;
};

// Terms in order of position. The same function serves documents and queries, so both always
// agree. `text`: any bytes, less than 4 GiB.
std::vector<Term> analyze(std::string_view text);

// A Hangul run without its particle or ending ("임베딩을" -> "임베딩"); the run itself where none.
// At least two syllables stay, but for one-syllable nouns before unambiguous particles.
std::string_view strip_particles(std::string_view run);

// Porter2 (Snowball English) of a lower-case word.
std::string english_stem(std::string_view word);

}  // namespace seogo::text
