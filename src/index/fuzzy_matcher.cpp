// Terms within two edits of a word: a nondeterministic automaton whose states are bits of a word.
//
// Wu and Manber 1992 with the swap of neighbours of Hyyro 2003: at[e] holds bit i where the letters
// read so far are within e edits of the first i letters of the word.
#include <algorithm>
#include <array>
#include <map>

#include "index/term_matcher.h"
#include "text/unicode.h"

namespace seogo::index {
namespace {

constexpr std::size_t kEditsMax = 2;
// Unicode 15, 3.12: a syllable is kSyllableFirst + (lead * kVowels + vowel) * kTrails + trail.
constexpr char32_t kSyllableFirst = 0xAC00, kSyllableLast = 0xD7A3;
constexpr char32_t kLeadFirst = 0x1100, kVowelFirst = 0x1161, kTrailNone = 0x11A7;
constexpr char32_t kLeads = 19, kVowels = 21, kTrails = 28;
constexpr char32_t kOfOneLead = kVowels * kTrails;

struct Letters {
    std::array<char32_t, 3> letter = {};
    std::size_t count = 0;
};

Letters letters_of(char32_t c) {
    if (!text::is_hangul_syllable(c)) return {{c}, 1};
    const char32_t index = c - kSyllableFirst;
    const char32_t trail = index % kTrails;
    return {{kLeadFirst + index / kOfOneLead, kVowelFirst + index % kOfOneLead / kTrails,
             kTrailNone + trail},
            trail == 0 ? 2u : 3u};
}

// At which places of the word a letter stands: bit i for letter i.
class Places {
public:
    void add(char32_t letter, std::size_t place) {
        const std::uint64_t bit = std::uint64_t{1} << place;
        if (letter < ascii_.size()) {
            ascii_[letter] |= bit;
        } else if (letter - kLeadFirst < jamo_.size()) {
            jamo_[letter - kLeadFirst] |= bit;
        } else {
            others_[letter] |= bit;
        }
    }
    std::uint64_t of(char32_t letter) const {
        if (letter < ascii_.size()) return ascii_[letter];
        if (letter - kLeadFirst < jamo_.size()) return jamo_[letter - kLeadFirst];
        const auto other = others_.find(letter);
        return other == others_.end() ? 0 : other->second;
    }

private:
    std::array<std::uint64_t, 128> ascii_ = {};
    std::array<std::uint64_t, 256> jamo_ = {};  // U+1100 to U+11FF
    std::map<char32_t, std::uint64_t> others_;
};

class FuzzyMatcher final : public TermMatcher {
public:
    FuzzyMatcher(char kind, std::u32string word, FuzzyOptions options)
        : kind_(kind), word_(std::move(word)), edits_(options.edits_max) {
        same_ = std::min(options.same_letters, word_.size());
        bits_ = bits_through(word_.size());
        ends_ = std::uint64_t{1} << word_.size();
        const std::size_t shortest = options.beginning_letters;
        if (shortest != 0) ends_ |= bits_ & ~bits_through(shortest - 1);
        for (std::size_t i = 0; i < word_.size(); ++i)
            places_.add(word_[i], i);
        alphabet_ = word_;
        std::sort(alphabet_.begin(), alphabet_.end());
        alphabet_.erase(std::unique(alphabet_.begin(), alphabet_.end()), alphabet_.end());
        State begin;
        for (std::size_t e = 0; e <= edits_; ++e)
            begin.at[e] = bits_through(e) & bits_;  // so many letters of the word left out
        states_.push_back(begin);
    }

    char kind() const override { return kind_; }

    bool push(std::size_t depth, char32_t character) override {
        State state = states_[depth];
        const Letters letters = letters_of(character);
        for (std::size_t i = 0; i < letters.count; ++i) {
            if (!step(state, letters.letter[i])) return false;
        }
        if (states_.size() < depth + 2) states_.resize(depth + 2);
        states_[depth + 1] = state;
        return true;
    }

    std::optional<std::uint8_t> distance(std::size_t depth) const override {
        const State& state = states_[depth];
        if (state.read < same_) return std::nullopt;
        for (std::size_t e = 0; e <= edits_; ++e) {
            if ((state.at[e] & ends_) != 0) return static_cast<std::uint8_t>(e);
        }
        return std::nullopt;
    }

    std::optional<char32_t> next_living(std::size_t depth, char32_t at_least) const override {
        const State& state = states_[depth];
        const Living living = living_after(state);
        if (living.any) {
            if (!text::is_hangul_syllable(at_least)) return at_least;
            return next_syllable(state, at_least).value_or(kSyllableLast + 1);
        }
        std::optional<char32_t> found;
        auto letter = std::lower_bound(alphabet_.begin(), alphabet_.end(), at_least);
        while (letter != alphabet_.end() && !lives(living, *letter))
            ++letter;
        if (letter != alphabet_.end()) found = *letter;
        if (at_least > kSyllableLast || (found && *found < kSyllableFirst)) return found;
        const auto syllable = next_syllable(state, std::max(at_least, kSyllableFirst));
        return syllable && (!found || *syllable < *found) ? syllable : found;
    }

private:
    struct State {
        std::array<std::uint64_t, kEditsMax + 1> at = {};
        std::array<std::uint64_t, kEditsMax> before = {};  // at, a letter ago
        std::uint64_t last = 0;                            // the places of the last letter
        std::size_t read = 0;                              // letters
    };

    static std::uint64_t bits_through(std::size_t bit) {
        return bit >= 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << bit) - 1;
    }

    // False where no word that goes on from there is near.
    bool step(State& state, char32_t letter) const {
        if (state.read < same_ && word_[state.read] != letter) return false;
        const std::uint64_t here = places_.of(letter);
        State next;
        next.at[0] = (state.at[0] & here) << 1;
        for (std::size_t e = 1; e <= edits_; ++e) {
            const std::uint64_t fewer = state.at[e - 1];
            const std::uint64_t swapped = state.before[e - 1] & state.last >> 1 & here;
            next.at[e] = ((state.at[e] & here) << 1 | fewer | fewer << 1 | next.at[e - 1] << 1 |
                          swapped << 2) &
                         bits_;
            next.before[e - 1] = fewer;
        }
        next.last = here;
        next.read = state.read + 1;
        state = next;
        return state.at[edits_] != 0;
    }

    // Which letters step() takes: any, where an edit is left, or those at these places of the word.
    struct Living {
        bool any = false;
        std::uint64_t places = 0;
    };
    Living living_after(const State& state) const {
        if (state.read < same_) return {false, std::uint64_t{1} << state.read};
        if (edits_ == 0) return {false, state.at[0]};
        const std::uint64_t swapped = state.before[edits_ - 1] & state.last >> 1;
        return {state.at[edits_ - 1] != 0, state.at[edits_] | swapped};
    }
    bool lives(const Living& living, char32_t letter) const {
        return living.any || (places_.of(letter) & living.places) != 0;
    }

    std::optional<char32_t> next_syllable(const State& state, char32_t at_least) const {
        const Living living = living_after(state);
        for (char32_t lead = (at_least - kSyllableFirst) / kOfOneLead; lead < kLeads; ++lead) {
            if (!lives(living, kLeadFirst + lead)) continue;
            State after = state;
            step(after, kLeadFirst + lead);
            const char32_t from = kSyllableFirst + lead * kOfOneLead;
            const auto found = next_of_lead(after, from, std::max(at_least, from));
            if (found) return found;
        }
        return std::nullopt;
    }

    // The next syllable of the lead whose first syllable is `from`, which has been read.
    std::optional<char32_t> next_of_lead(const State& state, char32_t from,
                                         char32_t at_least) const {
        const Living living = living_after(state);
        for (char32_t vowel = (at_least - from) / kTrails; vowel < kVowels; ++vowel) {
            if (!lives(living, kVowelFirst + vowel)) continue;
            const char32_t open = from + vowel * kTrails;
            if (at_least <= open) return open;
            State after = state;
            step(after, kVowelFirst + vowel);
            const Living closing = living_after(after);
            for (char32_t trail = at_least - open; trail < kTrails; ++trail) {
                if (lives(closing, kTrailNone + trail)) return open + trail;
            }
        }
        return std::nullopt;
    }

    char kind_;
    std::u32string word_;
    std::u32string alphabet_;  // its letters, sorted, each once
    Places places_;
    std::size_t edits_;
    std::size_t same_;
    std::uint64_t bits_;  // 0 to the number of letters
    std::uint64_t ends_;  // after how many letters the word may end
    std::vector<State> states_;
};

}  // namespace

Result<std::unique_ptr<TermMatcher>> fuzzy_matcher(char kind, std::string_view word,
                                                   FuzzyOptions options) {
    std::u32string letters;
    for (std::size_t at = 0; at < word.size();) {
        const text::CodePoint c = text::code_point_at(word, at);
        at += c.length;
        const Letters parts = letters_of(c.value);
        letters.append(parts.letter.data(), parts.count);
        if (letters.size() > kFuzzyLettersMax) {
            return Error{ErrorKind::kBadInput, "the word is too long to look for words near it"};
        }
    }
    if (options.edits_max > kEditsMax) {
        return Error{ErrorKind::kBadInput, "words are near within two edits, not more"};
    }
    return std::unique_ptr<TermMatcher>(
        std::make_unique<FuzzyMatcher>(kind, std::move(letters), options));
}

}  // namespace seogo::index
