// The runs of a text and the terms that each of them yields: the rules of analysis, once.
//
// Inside the module only. analyze() makes strings of these terms, TermStream numbers; neither has a
// rule of its own. What a term is and why: analyzer.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/letters.h"

namespace seogo::text {

// What joins two words written together where it alone stands between them; beside these the
// hyphens U+2010 and U+2011 and the apostrophe U+2019.
inline constexpr std::string_view kAsciiJoiners = "-_./'+:";

enum class Pairs : std::uint8_t { kLeftOut, kTold };

// A Term whose key is not yet a string.
struct RunTerm {
    std::size_t letters_at = 0;      // of its key, behind the prefix: letters_of()
    std::uint32_t letters_size = 0;  // bytes
    std::uint32_t position = 0;
    std::uint32_t begin = 0, end = 0;  // bytes of the input
    TermKind kind = TermKind::kWord;
    char prefix = 'w';
};

// Reads one text after another and keeps its buffers between them; of one thread at a time.
class RunTerms {
public:
    // Replaces what was read before. `text`: any bytes, less than 4 GiB.
    void read(std::string_view text, Pairs pairs);

    // In order of position; position 0 has a term where any has, and none is left out.
    const std::vector<RunTerm>& terms() const { return terms_; }
    std::string_view letters_of(const RunTerm& term) const {
        return std::string_view(letters_).substr(term.letters_at, term.letters_size);
    }

private:
    enum class Kind : std::uint8_t {
        kNone,        // in no run
        kHangul,      // syllables and jamo
        kIdeographs,  // Han, Kana and scripts that write no spaces: bigrams
        kWord,        // Latin letters, letters of other scripts, digits
    };

    // A piece of letters_, in bytes.
    struct Letters {
        std::size_t at = 0;
        std::size_t size = 0;
    };

    struct Run {
        Kind kind = Kind::kWord;
        bool touches = false;       // nothing stands between it and the run before
        bool is_joined = false;     // a joiner alone stands between it and the run before
        bool is_plural = false;     // GPUs
        bool may_be_short = false;  // of one syllable with a particle, though more of them stay
        std::size_t begin = 0;      // characters of the folded text, as the next three
        std::size_t stem_end = 0;
        std::size_t end = 0;
        std::size_t letters_end = 0;  // of a word: before the signs of C++
        Letters word;                 // as stem, pair and word have it
    };

    static Kind kind_of(char32_t c);
    static bool joins(char32_t c);
    void spell_folded_text();
    void find_runs();
    std::size_t end_of_letters(std::size_t at, Kind kind) const;
    bool is_word_at(std::size_t at) const;
    std::size_t pass_possessive(std::size_t at) const;
    std::size_t pass_signs(std::size_t at) const;
    void finish_hangul(Run run);
    void finish_word(Run run);
    bool is_plural_of_capitals(const Run& run) const;
    bool is_part(std::size_t i) const;

    Letters letters(std::size_t begin, std::size_t end) const;
    Letters stemmed(Letters word);
    void add(TermKind kind, char prefix, Letters letters, std::size_t begin, std::size_t end);
    void add_joined(std::size_t first);
    void add_pair(const Run& first, const Run& second);
    void add_word(const Run& run);
    void add_stem(const Run& run);
    void add_bigrams(const Run& run);

    std::string_view text_;
    std::vector<FoldedChar> chars_;
    std::string letters_;               // the folded text, behind it words made of it
    std::vector<std::size_t> byte_of_;  // (chars + 1): where each character begins in letters_
    std::u16string units_;
    std::vector<Run> runs_;
    std::vector<RunTerm> terms_;
    std::uint32_t position_ = 0;  // of the run whose terms are being added
};

}  // namespace seogo::text
