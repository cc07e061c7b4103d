// Which terms begin so, are spelled nearly so, or have these initials (초성): without reading all.
//
// The sorted terms are walked as if they were a trie: a stack holds the matcher's state after each
// character of the term in hand, the next term keeps what it shares, and where no term that begins
// so can match, the walk seeks to the next beginning that can. (Schulz and Mihov 2002 walk an
// automaton of the dictionary in the same way.)
// Terms that are not valid UTF-8 behind their kind are never matched. Folding is the caller's work.
// Threads: a matcher from one; the dictionary from any number.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/dictionary.h"

namespace seogo::index {

// States after 0, 1, 2, ... characters of a term; state 0 is there from the start.
class TermMatcher {
public:
    virtual ~TermMatcher() = default;

    // The first byte of all terms that match; characters are counted behind it.
    virtual char kind() const = 0;
    // Makes state `depth` + 1 from state `depth` (made before, and alive) and the character that
    // follows. False where no term that begins so can match: that state is dead.
    virtual bool push(std::size_t depth, char32_t character) = 0;
    // Of a term that ends after `depth` characters: how far it is from what is looked for; nothing
    // where it does not match.
    virtual std::optional<std::uint8_t> distance(std::size_t depth) const = 0;
    // A character not less than `at_least`, below which push(depth, ...) would be false for all
    // from `at_least` on. Nothing where it would be false for all of them.
    virtual std::optional<char32_t> next_living(std::size_t depth, char32_t at_least) const = 0;
};

// Terms of this kind that begin with `beginning`. Distance 0.
std::unique_ptr<TermMatcher> prefix_matcher(char kind, std::string_view beginning);

// Terms whose characters are those of `query`, each of its consonants (compatibility jamo ㄱ-ㅎ)
// standing for itself and for every syllable that begins with it: ㅇㅂㄷ and 임ㅂㄷ match 임베딩. A
// tense consonant (ㄲ) is an initial of its own; a cluster that no syllable begins with (ㄳ, into
// which input methods join ㄱㅅ) stands for its two. Distance 0.
enum class InitialsOf : std::uint8_t { kWholeTerm, kBeginning };
std::unique_ptr<TermMatcher> initials_matcher(char kind, std::string_view query, InitialsOf of);

struct FuzzyOptions {
    std::size_t edits_max = 1;     // 0 to 2
    std::size_t same_letters = 0;  // the term's first letters must be the word's, so many
    // Where not 0: the distance is that to the nearest beginning of the word which has at least so
    // many letters (a word as typed is longer than its stem).
    std::size_t beginning_letters = 0;
};
inline constexpr std::size_t kFuzzyLettersMax = 63;

// Terms that become the word by at most edits_max edits: a letter inserted, dropped, exchanged, or
// swapped with its neighbour, none edited twice (optimal string alignment). Letters are code
// points, but a Hangul syllable is its two or three jamo: 엠베딩 is 1 from 임베딩.
// kBadInput: more than kFuzzyLettersMax letters, or edits_max above 2.
Result<std::unique_ptr<TermMatcher>> fuzzy_matcher(char kind, std::string_view word,
                                                   FuzzyOptions options);

struct MatchedTerm {
    std::string term;  // with its kind
    TermInfo info;
    std::uint8_t distance = 0;

    bool operator==(const MatchedTerm&) const = default;
};
struct MatchedTerms {
    std::vector<MatchedTerm> terms;
    bool cut = false;  // more would have matched; those kept are the nearest
};

// The nearest first, equally near ones in byte order; at most `limit` of them. Reads to the end of
// the kind unless `limit` terms of distance 0 are found before.
// Memory: that of the answer.
MatchedTerms matching_terms(const Dictionary& dictionary, TermMatcher& matcher, std::size_t limit);

}  // namespace seogo::index
