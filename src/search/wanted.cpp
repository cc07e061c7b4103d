// A query's words to the terms that score and the patterns that must hold.
#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "search/ranker.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

// All terms of one run of the text.
struct Run {
    std::uint32_t position = 0;
    std::vector<const text::Term*> terms;
};

std::vector<Run> runs_of(const std::vector<text::Term>& terms) {
    std::map<std::uint32_t, Run> by_position;
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kPair || term.kind == text::TermKind::kJoined) continue;
        Run& run = by_position[term.position];
        run.position = term.position;
        run.terms.push_back(&term);
    }
    std::vector<Run> runs;
    for (auto& [position, run] : by_position)
        runs.push_back(std::move(run));
    return runs;
}

// What analyzer.h says that each kind demands.
Pattern::Word word_of(const Run& run) {
    Pattern::Word word;
    for (const text::Term* term : run.terms) {
        if (term->kind == text::TermKind::kStem) word.or_term = term->text;
        const bool demanded =
            term->kind == text::TermKind::kBigram || term->kind == text::TermKind::kWord;
        if (demanded) word.all_of.push_back(term->text);
    }
    if (word.all_of.empty() && !word.or_term.empty()) {
        word.all_of.push_back(std::exchange(word.or_term, ""));
    }
    std::sort(word.all_of.begin(), word.all_of.end());
    word.all_of.erase(std::unique(word.all_of.begin(), word.all_of.end()), word.all_of.end());
    // A stem of two syllables is one pair of them, and stands nowhere without it.
    const bool is_same =
        word.all_of.size() == 1 && !word.or_term.empty() &&
        std::string_view(word.all_of[0]).substr(1) == std::string_view(word.or_term).substr(1);
    if (is_same) word.or_term.clear();
    return word;
}

std::string shown_of(std::string_view text, const Run& run) {
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (const text::Term* term : run.terms) {
        begin = std::min<std::size_t>(begin, term->begin);
        end = std::max<std::size_t>(end, term->end);
    }
    return std::string(text.substr(begin, end - begin));
}

// Cut at kWordBytesMax, never inside a character.
std::string_view bounded(std::string_view text, bool& cut) {
    if (text.size() <= kWordBytesMax) return text;
    cut = true;
    std::size_t end = kWordBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end);
}

}  // namespace

namespace {

// Collects the patterns of a query's words, each once, at most kWordsMax.
class PatternList {
public:
    explicit PatternList(std::string_view text) : text_(text) {}

    // False once the list is full.
    bool add(std::vector<Pattern::Word> words, std::string shown) {
        std::erase_if(words, [](const Pattern::Word& word) { return word.all_of.empty(); });
        if (words.empty()) return true;
        std::vector<std::string> key;
        for (const Pattern::Word& word : words) {
            key.insert(key.end(), word.all_of.begin(), word.all_of.end());
            key.push_back("|" + word.or_term);
        }
        if (seen_.contains(key)) return true;
        if (patterns_.size() >= kWordsMax) return false;
        seen_.insert(std::move(key));
        Pattern pattern;
        pattern.words = std::move(words);
        pattern.shown = std::move(shown);
        patterns_.push_back(std::move(pattern));
        return true;
    }

    // The runs [first, end) that are written together: in their order, or joined.
    bool add_joined(std::span<const Run> runs, const text::Term& joined) {
        std::vector<Pattern::Word> words;
        for (const Run& run : runs) {
            words.push_back(word_of(run));
            words.back().offset = run.position - runs.front().position;
        }
        const std::string shown(text_.substr(joined.begin, joined.end - joined.begin));
        return add(std::move(words), shown) && add({{{joined.text}, "", 0}}, shown);
    }

    bool add_run(const Run& run) { return add({word_of(run)}, shown_of(text_, run)); }

    std::vector<Pattern> take() { return std::move(patterns_); }

private:
    std::string_view text_;
    std::set<std::vector<std::string>> seen_;
    std::vector<Pattern> patterns_;
};

// How many of the runs stand within the bytes of `joined`.
std::size_t runs_within(std::span<const Run> runs, const text::Term& joined) {
    std::size_t count = 0;
    while (count < runs.size() && runs[count].terms.front()->begin < joined.end)
        ++count;
    return count;
}

std::vector<WantedTerm> scoring_terms(std::string_view text, const std::vector<text::Term>& terms,
                                      std::uint32_t positions_end) {
    std::vector<WantedTerm> wanted;
    std::map<std::string_view, std::size_t> places;
    for (const text::Term& term : terms) {
        if (term.position >= positions_end || term.kind == text::TermKind::kPair) continue;
        const auto [place, is_new] = places.emplace(term.text, wanted.size());
        if (!is_new) {
            wanted[place->second].weight += kind_weight(term.kind);
            continue;
        }
        wanted.push_back({.term = term.text,
                          .shown = std::string(text.substr(term.begin, term.end - term.begin)),
                          .kind = term.kind,
                          .weight = kind_weight(term.kind),
                          .bridged_from = {},
                          .field = {}});
    }
    return wanted;
}

// The term by which a word is known to its neighbours: its stem, or itself.
const text::Term* neighbour_term(const Run& run) {
    const text::Term* found = nullptr;
    for (const text::Term* term : run.terms) {
        if (term->kind == text::TermKind::kStem) return term;
        if (term->kind == text::TermKind::kWord && found == nullptr) found = term;
    }
    return found;
}

// Words that follow each other, each two once.
std::vector<WantedPair> neighbours(std::string_view text, const std::vector<Run>& runs,
                                   std::uint32_t positions_end) {
    std::vector<WantedPair> pairs;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        if (runs[i + 1].position >= positions_end) break;
        const text::Term* first = neighbour_term(runs[i]);
        const text::Term* second = neighbour_term(runs[i + 1]);
        if (first == nullptr || second == nullptr) continue;
        const double weight = kind_weight(text::TermKind::kPair);
        const auto [place, is_new] =
            places.emplace(std::pair(std::string_view(first->text), second->text), pairs.size());
        if (!is_new) {
            pairs[place->second].weight += weight;
            continue;
        }
        const std::size_t end = std::max<std::size_t>(first->begin, second->end);
        pairs.push_back({.first = first->text,
                         .second = second->text,
                         .shown = std::string(text.substr(first->begin, end - first->begin)),
                         .weight = weight,
                         .bridged_from = {}});
    }
    return pairs;
}

}  // namespace

Wanted wanted_words(std::string_view text) {
    Wanted wanted;
    text = bounded(text, wanted.cut);
    const std::vector<text::Term> terms = text::analyze(text);
    std::map<std::uint32_t, const text::Term*> joined;
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kJoined) joined[term.position] = &term;
    }
    const std::vector<Run> runs = runs_of(terms);
    PatternList patterns(text);
    std::uint32_t positions_end = 0;  // words from here on are left out
    for (std::size_t i = 0; i < runs.size();) {
        const std::span<const Run> rest = std::span(runs).subspan(i);
        const auto whole = joined.find(runs[i].position);
        const std::size_t count =
            whole == joined.end() ? 1 : std::max<std::size_t>(1, runs_within(rest, *whole->second));
        const bool fits = count > 1 ? patterns.add_joined(rest.first(count), *whole->second)
                                    : patterns.add_run(runs[i]);
        if (!fits) {
            wanted.cut = true;
            break;
        }
        i += count;
        positions_end = runs[i - 1].position + 1;
    }
    wanted.patterns = patterns.take();
    wanted.terms = scoring_terms(text, terms, positions_end);
    wanted.pairs = neighbours(text, runs, positions_end);
    return wanted;
}

Pattern phrase_pattern(std::string_view text) {
    Pattern pattern;
    bool cut = false;
    text = bounded(text, cut);
    const std::vector<text::Term> terms = text::analyze(text);
    const std::vector<Run> runs = runs_of(terms);
    for (const Run& run : runs) {
        if (pattern.words.size() == kWordsMax) break;
        Pattern::Word word = word_of(run);
        if (word.all_of.empty()) continue;
        word.offset = run.position - runs.front().position;
        pattern.words.push_back(std::move(word));
    }
    pattern.shown = text;
    return pattern;
}

}  // namespace seogo::search
