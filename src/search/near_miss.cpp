// Compares a word that stands nowhere with the words that do: by their beginning and by letters.
#include "search/near_miss.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kWordsTold = 8;
constexpr std::size_t kNearTold = 3;
constexpr std::size_t kNearWeighed = 24;     // of which the passages are counted
constexpr std::size_t kTermsRead = 200'000;  // of one segment
constexpr std::size_t kLettersMin = 3;       // shorter words are near to everything
constexpr std::size_t kLettersMax = 64;

using Letters = std::u32string;

// Code points, syllables taken apart into their two or three letters (Unicode 3.12).
Letters letters_of(std::string_view text) {
    Letters letters;
    for (std::size_t at = 0; at < text.size() && letters.size() <= kLettersMax;) {
        const text::CodePoint c = text::code_point_at(text, at);
        at += c.length;
        if (!text::is_hangul_syllable(c.value)) {
            letters += c.value;
            continue;
        }
        const char32_t index = c.value - 0xAC00;
        letters += 0x1100 + index / 588;
        letters += 0x1161 + index % 588 / 28;
        if (index % 28 != 0) letters += 0x11A7 + index % 28;
    }
    return letters;
}

// Letters to insert, drop, exchange or swap with a neighbour (optimal string alignment) between `a`
// and `b`, or, with `cut_b`, the nearest beginning of `b`: stems are beginnings of words. `most` +
// 1 where it is more, or where `a` is too short to be near to anything.
std::size_t distance(const Letters& a, const Letters& b, bool cut_b, std::size_t most) {
    if (a.size() < kLettersMin || a.size() > b.size() + most) return most + 1;
    if (cut_b ? 2 * a.size() < b.size() : b.size() > a.size() + most) return most + 1;
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        if (*std::min_element(row.begin(), row.end()) > most) return most + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(cut_b ? *std::min_element(last.begin(), last.end()) : last[b.size()], most + 1);
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

std::vector<Near> near_terms(std::span<const index::LiveSegment> segments, const Ranker& ranker,
                             const std::string& key, const std::string& as_typed) {
    const std::string_view word = spelled(key);
    const bool is_stem = key[0] == 'w';  // of Porter2: the typed word is longer
    const Letters wanted = letters_of(is_stem ? text::fold(as_typed).text : word);
    if (wanted.size() < kLettersMin || wanted.size() > kLettersMax) return {};
    const std::size_t most = wanted.size() <= 5 ? 1 : 2;
    std::set<std::pair<std::size_t, std::string_view>> found;
    for (const index::LiveSegment& segment : segments) {
        for (const std::string_view term :
             segment.reader->terms_from(key.substr(0, 1), kTermsRead)) {
            if (term.empty() || term[0] != key[0]) break;
            const std::size_t far =
                spelled(term).starts_with(word)
                    ? 1
                    : distance(letters_of(spelled(term)), wanted, is_stem, most);
            if (far > most) continue;
            found.emplace(far, term);
            if (found.size() > kNearWeighed) found.erase(std::prev(found.end()));
        }
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
            const Pattern alone{{word}, pattern.field, pattern.shown};
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
