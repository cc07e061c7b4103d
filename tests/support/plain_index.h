// The judge of the index: passages kept as lists of words, every one of them scored, nothing saved.
//
// Slow and obvious on purpose: no blocks, no bounds, no bits. What the engine answers is compared
// with what this answers. It keeps which passages hold a term, so that those that hold none of a
// query's are not looked at.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/ranked_query.h"
#include "index/scoring.h"
#include "text/analyzer.h"

namespace seogo::testing {

class PlainIndex {
public:
    using Positions = std::array<std::vector<std::uint32_t>, index::kFieldCount>;  // rising
    struct Passage {
        index::PassageKey key;
        std::map<std::string, Positions, std::less<>> terms;
        std::set<std::string, std::less<>> facts;
        std::array<std::uint8_t, index::kFieldCount> norms{};
    };

    void add(index::PassageKey key, std::span<const index::FieldText> fields,
             std::span<const std::string> facts = {}) {
        Passage passage;
        passage.key = key;
        std::array<std::uint32_t, index::kFieldCount> next{};
        std::array<std::uint32_t, index::kFieldCount> lengths{};
        for (const index::FieldText& text : fields) {
            const auto f = static_cast<std::size_t>(text.field);
            std::set<std::uint32_t> seen;
            for (const text::Term& term : text::analyze(text.text)) {
                if (term.kind == text::TermKind::kPair) continue;
                const std::uint32_t at = next[f] + term.position;
                seen.insert(at);
                auto& positions = passage.terms[term.text][f];
                if (positions.empty() || positions.back() != at) positions.push_back(at);
            }
            lengths[f] += static_cast<std::uint32_t>(seen.size());
            if (!seen.empty()) next[f] = *seen.rbegin() + 2;
        }
        for (std::size_t f = 0; f < index::kFieldCount; ++f)
            passage.norms[f] = index::norm_of(lengths[f]);
        passage.facts.insert(facts.begin(), facts.end());
        list(passage, passages_.size());
        passages_.push_back(std::move(passage));
    }
    void remove_item(std::int64_t item) {
        std::erase_if(passages_, [&](const Passage& p) { return p.key.item == item; });
        lists_.clear();
        for (std::size_t number = 0; number < passages_.size(); ++number)
            list(passages_[number], number);
    }

    const std::vector<Passage>& passages() const { return passages_; }
    std::size_t doc_freq(std::string_view term) const {
        const auto found = lists_.find(term);
        return found == lists_.end() ? 0 : found->second.size();
    }

    std::array<double, index::kFieldCount> averages() const {
        std::array<std::uint64_t, index::kFieldCount> totals{};
        for (const Passage& passage : passages_) {
            for (std::size_t f = 0; f < index::kFieldCount; ++f)
                totals[f] += index::length_of(passage.norms[f]);
        }
        std::array<double, index::kFieldCount> averages{};
        for (std::size_t f = 0; f < index::kFieldCount && !passages_.empty(); ++f) {
            averages[f] = static_cast<double>(totals[f]) / static_cast<double>(passages_.size());
        }
        return averages;
    }

    static const Positions* find(const Passage& passage, std::string_view term) {
        const auto found = passage.terms.find(term);
        return found == passage.terms.end() ? nullptr : &found->second;
    }

    static bool holds(const Passage& passage, const index::Pattern& pattern) {
        if (pattern.words.empty()) return false;
        for (std::size_t f = 0; f < index::kFieldCount; ++f) {
            if (pattern.field && static_cast<std::size_t>(*pattern.field) != f) continue;
            if (pattern.slack > 0 ? stand_near(passage, pattern, f) : follow(passage, pattern, f)) {
                return true;
            }
        }
        return false;
    }

    // 0 and more; -1 where the passage is no hit.
    std::int64_t score(const Passage& passage, const index::RankedQuery& query,
                       const index::Saturations& saturations) const {
        const auto one_holds = [&](const auto& pattern) { return holds(passage, pattern); };
        const bool is_hit =
            query.all_of.empty()
                ? std::any_of(query.patterns.begin(), query.patterns.end(), one_holds)
                : std::all_of(query.all_of.begin(), query.all_of.end(), one_holds);
        if (!is_hit) return -1;
        std::int64_t score = 0;
        for (const index::RankedTerm& term : query.terms) {
            const Positions* positions = find(passage, term.term);
            if (positions == nullptr) continue;
            index::TermFreqs freqs{};
            for (std::size_t f = 0; f < index::kFieldCount; ++f) {
                if (term.field && static_cast<std::size_t>(*term.field) != f) continue;
                freqs[f] = static_cast<std::uint16_t>(
                    std::min<std::size_t>((*positions)[f].size(), index::kTermFreqMax));
            }
            score +=
                index::share_of(term.micro, saturations.of(term.term).of(freqs, passage.norms));
        }
        for (const index::RankedPair& pair : query.pairs) {
            const Positions* first = find(passage, query.terms[pair.first].term);
            const Positions* second = find(passage, query.terms[pair.second].term);
            if (first == nullptr || second == nullptr) continue;
            index::TermFreqs freqs{};
            for (std::size_t f = 0; f < index::kFieldCount; ++f) {
                for (const std::uint32_t at : (*first)[f])
                    if (contains((*second)[f], at + 1)) ++freqs[f];
            }
            const auto& saturation = saturations.of(query.terms[pair.second].term);
            score += index::share_of(pair.micro, saturation.of(freqs, passage.norms));
        }
        return score;
    }

    // The best passage of each item, best items first.
    std::vector<index::FoundPassage> best_items(const index::RankedQuery& query,
                                                std::size_t top_k) const {
        return best_items(query, index::Saturations(scoring, averages()), top_k);
    }
    std::vector<index::FoundPassage> best_items(const index::RankedQuery& query,
                                                const index::Saturations& saturations,
                                                std::size_t top_k) const {
        std::vector<index::FoundPassage> all;
        for (const std::size_t number : candidates(query)) {
            const Passage& passage = passages_[number];
            const std::int64_t score = this->score(passage, query, saturations);
            if (score < 0 || (query.accepts && !query.accepts(passage.key.item))) continue;
            all.push_back({passage.key, score, 0, 0});
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return a.score != b.score ? a.score > b.score : a.key < b.key;
        });
        std::set<std::int64_t> seen;
        std::erase_if(all, [&](const auto& found) { return !seen.insert(found.key.item).second; });
        if (all.size() > top_k) all.resize(top_k);
        return all;
    }

    index::Scoring scoring{{1.5, {0.7, 0.7, 0.7, 0.75, 0.7}, {3.0, 1.0, 1.2, 1.0, 1.0}},
                           {0.7, {0.3, 0.3, 0.4, 0.3, 0.3}, {3.0, 1.0, 1.2, 1.0, 1.0}}};

private:
    static bool contains(const std::vector<std::uint32_t>& rising, std::uint32_t value) {
        return std::binary_search(rising.begin(), rising.end(), value);
    }

    void list(const Passage& passage, std::size_t number) {
        for (const auto& [term, positions] : passage.terms)
            lists_[term].push_back(number);
    }

    // Passages that hold a term of the patterns: others can't be hits.
    std::set<std::size_t> candidates(const index::RankedQuery& query) const {
        std::set<std::size_t> found;
        const auto add = [&](const std::string& term) {
            const auto at = lists_.find(term);
            if (at != lists_.end()) found.insert(at->second.begin(), at->second.end());
        };
        const auto& patterns = query.all_of.empty() ? query.patterns : query.all_of;
        for (const index::Pattern& pattern : patterns) {
            for (const auto& word : pattern.words) {
                add(word.or_term);
                for (const std::string& term : word.all_of)
                    add(term);
            }
        }
        return found;
    }

    static std::vector<std::uint32_t> places(const Passage& passage,
                                             const index::Pattern::Word& word, std::size_t field) {
        std::vector<std::uint32_t> found;
        for (std::size_t i = 0; i < word.all_of.size(); ++i) {
            const Positions* positions = find(passage, word.all_of[i]);
            if (positions == nullptr) {
                found.clear();
                break;
            }
            const auto& own = (*positions)[field];
            if (i == 0) found = own;
            std::erase_if(found, [&](std::uint32_t at) { return !contains(own, at); });
        }
        if (const Positions* alone = find(passage, word.or_term); alone != nullptr) {
            found.insert(found.end(), (*alone)[field].begin(), (*alone)[field].end());
            std::sort(found.begin(), found.end());
        }
        return found;
    }

    static std::vector<std::vector<std::uint32_t>> places_of_words(const Passage& passage,
                                                                   const index::Pattern& pattern,
                                                                   std::size_t field) {
        std::vector<std::vector<std::uint32_t>> words;
        for (const auto& word : pattern.words) {
            words.push_back(places(passage, word, field));
            if (words.back().empty()) return {};  // one of them does not stand there
        }
        return words;
    }

    static bool follow(const Passage& passage, const index::Pattern& pattern, std::size_t field) {
        const auto words = places_of_words(passage, pattern, field);
        if (words.empty()) return false;
        for (const std::uint32_t at : words[0]) {
            bool all = at >= pattern.words[0].offset;
            for (std::size_t w = 1; w < words.size() && all; ++w)
                all = contains(words[w], at - pattern.words[0].offset + pattern.words[w].offset);
            if (all) return true;
        }
        return false;
    }

    static bool stand_near(const Passage& passage, const index::Pattern& pattern,
                           std::size_t field) {
        // Every stretch of the allowed length, from every place of any word.
        const auto words = places_of_words(passage, pattern, field);
        const std::uint64_t span = pattern.words.size() - 1 + std::uint64_t{pattern.slack};
        for (const auto& word : words) {
            for (const std::uint32_t begin : word) {
                const bool all = std::all_of(words.begin(), words.end(), [&](const auto& other) {
                    const auto at = std::lower_bound(other.begin(), other.end(), begin);
                    return at != other.end() && *at - begin <= span;
                });
                if (all) return true;
            }
        }
        return false;
    }

    std::vector<Passage> passages_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> lists_;  // passages by term
};

}  // namespace seogo::testing
