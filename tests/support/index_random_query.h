// Ranked queries for tests, as a search makes them: terms of some words, neighbours, patterns that
// decide what is a hit.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/index_segment_fixture.h"
#include "support/plain_index.h"
#include "text/analyzer.h"

namespace seogo::testing {

inline double idf(const PlainIndex& plain, std::string_view term) {
    const auto passages = static_cast<double>(plain.passages().size());
    const auto doc_freq = static_cast<double>(plain.doc_freq(term));
    return std::log(1 + (passages - doc_freq + 0.5) / (doc_freq + 0.5));
}

class QueryMaker {
public:
    QueryMaker(const PlainIndex& plain, Random& random, std::uint32_t vocabulary)
        : plain_(plain), random_(random), vocabulary_(vocabulary) {}

    // Any of some words; now and then a phrase or words near each other among them.
    index::RankedQuery any_of() {
        index::RankedQuery query;
        for (std::uint32_t w = 1 + random_.below(5); w > 0; --w) {
            index::Pattern pattern = random_.one_in(6) ? pattern_of_passage() : pattern_of_word();
            if (pattern.words.empty()) continue;
            add_terms(pattern, query);
            query.patterns.push_back(std::move(pattern));
        }
        add_pairs(query);
        mark_hits(query);
        return query;
    }
    // All of one to three patterns, which stand together in some passage more often than not; now
    // and then words beside them that only score, or patterns whose words do not.
    index::RankedQuery all_of() {
        index::RankedQuery query;
        if (!random_.one_in(3)) query = any_of();
        passage_ = &any_passage();
        for (std::uint32_t n = 1 + random_.below(3); n > 0; --n) {
            if (random_.one_in(3)) passage_ = &any_passage();
            index::Pattern pattern = pattern_of_passage();
            if (!random_.one_in(4)) add_terms(pattern, query);
            query.all_of.push_back(std::move(pattern));
        }
        if (random_.one_in(2)) add_pairs(query);
        return query;
    }
    // Words as they stand in some passage: one, a phrase, or near each other.
    index::Pattern pattern_of_passage() {
        if (passage_ == nullptr || random_.one_in(3)) passage_ = &any_passage();
        index::Pattern pattern;
        const std::uint32_t field = random_.one_in(4) ? random_.below(index::kFieldCount) : 3;
        if (random_.one_in(6)) pattern.field = static_cast<index::Field>(field);
        const std::uint32_t words = 1 + random_.below(3);
        std::uint32_t at = random_.below(20);
        const std::uint32_t begin = at;
        for (std::uint32_t w = 0; w < words; ++w) {
            index::Pattern::Word word = word_at(field, at);
            if (random_.one_in(15)) word = word_of(random_word(random_, vocabulary_));
            word.offset = at - begin;
            if (!word.all_of.empty() || !word.or_term.empty()) pattern.words.push_back(word);
            at += 1 + (random_.one_in(3) ? random_.below(3) : 0);
        }
        const std::uint32_t before = pattern.words.empty() ? 0 : pattern.words[0].offset;
        for (auto& word : pattern.words)
            word.offset -= before;
        if (words > 1 && random_.one_in(3)) {
            pattern.slack = 1 + random_.below(4);
            random_.shuffle(pattern.words);
        }
        return pattern;
    }

private:
    const PlainIndex::Passage& any_passage() {
        return plain_
            .passages()[random_.below(static_cast<std::uint32_t>(plain_.passages().size()))];
    }
    // What stands at a position of the passage in hand, as the query's analysis would name it.
    index::Pattern::Word word_at(std::uint32_t field, std::uint32_t position) {
        index::Pattern::Word word;
        for (const auto& [term, positions] : passage_->terms) {
            const auto& own = positions[field];
            if (!std::binary_search(own.begin(), own.end(), position)) continue;
            add_term(term, word);
        }
        return word;
    }
    static index::Pattern::Word word_of(std::string_view text) {
        index::Pattern::Word word;
        for (const text::Term& term : text::analyze(text)) {
            if (term.kind != text::TermKind::kPair) add_term(term.text, word);
        }
        return word;
    }
    static void add_term(const std::string& term, index::Pattern::Word& word) {
        if (term[0] == 's') {
            word.or_term = term;
        } else {
            word.all_of.push_back(term);
        }
    }
    index::Pattern pattern_of_word() {
        index::Pattern pattern;
        if (random_.one_in(12)) pattern.field = index::Field::kTitle;
        index::Pattern::Word word = word_of(random_word(random_, vocabulary_));
        if (!word.all_of.empty()) pattern.words.push_back(std::move(word));
        return pattern;
    }

    void add_terms(const index::Pattern& pattern, index::RankedQuery& query) {
        const auto add = [&](const std::string& term) {
            if (term.empty()) return;
            const bool is_known =
                std::any_of(query.terms.begin(), query.terms.end(), [&](const auto& known) {
                    return known.term == term && known.field == pattern.field;
                });
            if (is_known) return;
            index::RankedTerm wanted;
            wanted.term = term;
            wanted.micro = idf(plain_, term) * 1e6 * (random_.one_in(2) ? 1.0 : 0.5);
            if (random_.one_in(20)) wanted.micro = 0;
            wanted.field = pattern.field;
            query.terms.push_back(wanted);
        };
        for (const auto& word : pattern.words) {
            for (const std::string& term : word.all_of)
                add(term);
            add(word.or_term);
        }
    }
    // Some of the words behind each other.
    void add_pairs(index::RankedQuery& query) {
        std::vector<std::uint32_t> words;
        for (std::uint32_t t = 0; t < query.terms.size(); ++t) {
            if (query.terms[t].term[0] != 'b' && !query.terms[t].field) words.push_back(t);
        }
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (random_.one_in(2)) continue;
            const double micro = query.terms[words[i]].micro + query.terms[words[i + 1]].micro;
            query.pairs.push_back({words[i], words[i + 1], 0.35 * micro});
        }
    }
    // A term that is a pattern of its own, or a word's other term.
    static void mark_hits(index::RankedQuery& query) {
        for (index::RankedTerm& term : query.terms) {
            term.makes_hit = std::any_of(
                query.patterns.begin(), query.patterns.end(), [&](const index::Pattern& pattern) {
                    if (pattern.words.size() != 1 || pattern.field != term.field) return false;
                    const auto& word = pattern.words[0];
                    const bool is_all = word.all_of.size() == 1 && word.all_of[0] == term.term;
                    return word.or_term == term.term || is_all;
                });
        }
    }

    const PlainIndex& plain_;
    Random& random_;
    std::uint32_t vocabulary_;
    const PlainIndex::Passage* passage_ = nullptr;
};

inline PlainIndex plain_of(std::span<const SourcePassage> sources) {
    PlainIndex plain;
    plain.scoring = kScoring;
    for (const SourcePassage& source : sources)
        plain.add(source.key, source.views(), source.facts);
    return plain;
}

inline void expect_equal(std::span<const index::FoundPassage> found,
                         std::span<const index::FoundPassage> right) {
    ASSERT_EQ(found.size(), right.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_EQ(found[i].score, right[i].score) << "rank " << i;
        ASSERT_EQ(found[i].key.item, right[i].key.item) << "rank " << i;
        ASSERT_EQ(found[i].key.begin, right[i].key.begin) << "rank " << i;
    }
}

}  // namespace seogo::testing
