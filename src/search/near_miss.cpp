// Compares a word that stands nowhere with the words that do: by their beginning and by letters.
#include "search/near_miss.h"

#include <algorithm>
#include <map>
#include <set>

#include "index/term_matcher.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kWordsTold = 8;
constexpr std::size_t kNearTold = 3;
constexpr std::size_t kNearWeighed = 24;  // of which the passages are counted
constexpr std::size_t kTermsAsked = 256;  // of one segment
constexpr std::size_t kLettersMin = 3;    // shorter words are near to everything

// Code points, Hangul syllables counted as their two or three letters.
std::size_t letters_in(std::string_view text) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const text::CodePoint c = text::code_point_at(text, at);
        at += c.length;
        const bool is_syllable = text::is_hangul_syllable(c.value);
        const bool has_final = is_syllable && (c.value - 0xAC00) % 28 != 0;
        letters += 1 + (is_syllable ? 1 : 0) + (has_final ? 1 : 0);
    }
    return letters;
}

struct Near {
    std::size_t distance = 0;
    std::string term;
    std::size_t passages = 0;
};

// A key of the index without the byte that tells its kind.
std::string_view spelled(std::string_view key) {
    return key.substr(std::min<std::size_t>(1, key.size()));
}

// The term that a word of the query is known by: its stem, or itself.
const std::string& key_of(const Pattern::Word& word) {
    return word.or_term.empty() ? word.all_of[0] : word.or_term;
}

// Terms that the matcher accepts in any segment, each by its least distance.
void add_matching(std::span<const index::LiveSegment> segments, index::TermMatcher& matcher,
                  std::map<std::string, std::size_t>& found) {
    for (const index::LiveSegment& segment : segments) {
        const auto matched =
            index::matching_terms(segment.segment->dictionary(), matcher, kTermsAsked);
        for (const index::MatchedTerm& term : matched.terms) {
            const std::size_t far = std::max<std::size_t>(term.distance, 1);
            const auto [known, is_new] = found.emplace(term.term, far);
            if (!is_new) known->second = std::min(known->second, far);
        }
    }
}

std::vector<Near> near_terms(std::span<const index::LiveSegment> segments, const Ranker& ranker,
                             const std::string& key, const std::string& as_typed) {
    const std::string_view word = spelled(key);
    const bool is_stem = key[0] == 'w';  // of Porter2: the typed word is longer
    const std::string wanted = is_stem ? text::fold(as_typed).text : std::string(word);
    const std::size_t letters = letters_in(wanted);
    if (letters < kLettersMin || letters > index::kFuzzyLettersMax) return {};
    index::FuzzyOptions options;
    options.edits_max = letters <= 5 ? 1 : 2;
    if (is_stem) options.beginning_letters = std::max(kLettersMin, letters / 2);
    std::map<std::string, std::size_t> distances;
    auto fuzzy = index::fuzzy_matcher(key[0], wanted, options);
    if (fuzzy.ok()) add_matching(segments, *fuzzy.value(), distances);
    add_matching(segments, *index::prefix_matcher(key[0], word), distances);
    std::set<std::pair<std::size_t, std::string>> found;
    for (const auto& [term, far] : distances) {
        const std::size_t own = letters_in(spelled(term));
        if (own < kLettersMin || (is_stem && 2 * own < letters)) continue;
        found.emplace(far, term);
        if (found.size() > kNearWeighed) found.erase(std::prev(found.end()));
    }
    std::vector<Near> near;
    for (const auto& [far, term] : found) {
        const std::size_t passages = ranker.doc_freq(term);
        if (passages > 0) near.push_back({far, std::string(spelled(term)), passages});
    }
    std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
        return a.distance != b.distance ? a.distance < b.distance : a.passages > b.passages;
    });
    near.resize(std::min(near.size(), kNearTold));
    return near;
}

std::string sentence_of(const std::string& word, const std::vector<Near>& near) {
    std::string out = "\"" + word + "\" stands nowhere";
    if (near.empty()) return out + ", and nothing like it does";
    out += "; near it:";
    for (const Near& term : near) {
        out += (&term == &near.front() ? " " : ", ") + term.term + " (" +
               std::to_string(term.passages) + (term.passages == 1 ? " passage)" : " passages)");
    }
    return out;
}

}  // namespace

std::vector<std::string> near_misses(std::span<const index::LiveSegment> segments,
                                     const Ranker& ranker, const Wanted& wanted) {
    std::vector<std::string> sentences;
    if (wanted.patterns.empty()) {
        sentences.emplace_back("the query holds no word to look for");
        return sentences;
    }
    std::set<std::string_view> told;  // a word and its joined form are one to a reader
    for (const Pattern& pattern : wanted.patterns) {
        if (!told.insert(pattern.shown).second) continue;
        bool all_known = true;
        for (const Pattern::Word& word : pattern.words) {
            Pattern alone;
            alone.words = {word};
            alone.field = pattern.field;
            if (!ranker.items_holding(alone).empty()) continue;
            all_known = false;
            if (sentences.size() == kWordsTold) return sentences;
            const std::string& key = key_of(word);
            const std::string shown =
                pattern.words.size() == 1 ? pattern.shown : std::string(spelled(key));
            sentences.push_back(sentence_of(shown, near_terms(segments, ranker, key, shown)));
        }
        if (all_known && pattern.words.size() > 1 && sentences.size() < kWordsTold) {
            sentences.push_back("the words of \"" + pattern.shown +
                                "\" are there, but do not follow each other");
        }
    }
    return sentences;
}

}  // namespace seogo::search
