// BM25F over the live segments as one collection: every posting read, every passage scored.
//
// Source: Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.22 (BM25F):
//   tf(t,p) = sum over fields f of  w_f * tf(t,p,f) / (1 - b_f + b_f * length(p,f) / average(f))
//   score(p) = sum over terms t of  weight(t) * idf(t) * tf(t,p) / (k1 + tf(t,p))
//   idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)),  N and df counted over live passages
// Each share (a term in a field) is rounded to 1e-6 first and added as an integer: a score is the
// sum of its shares exactly, and does not depend on order or on how the index is cut.
// What counts as a hit: a passage in which at least one Pattern holds whole. The terms of other
// words, and pieces of words, raise its score; alone they make no hit.
// Kept plain on purpose: this is the judge that a faster engine is compared with.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/segment.h"
#include "search/search.h"
#include "text/analyzer.h"

namespace seogo::search {

// A term that adds to the score.
struct WantedTerm {
    std::string term;   // what the index keys on
    std::string shown;  // as the query has it
    text::TermKind kind = text::TermKind::kWord;
    double weight = 1;                  // its kind's, times how often the query says it
    std::string bridged_from;           // the query's own words where the glossary added it
    std::optional<index::Field> field;  // only there; any field where empty
};

// A word, or several that follow each other. A word holds at a position of a field where all its
// syllable pairs stand in one run ("임베딩" in "문장임베딩은"), or its stem.
struct Pattern {
    struct Word {
        std::vector<std::string> all_of;  // terms that stand at its position together
        std::string or_term;              // or this one alone; "" : none
        std::uint32_t offset = 0;         // from the first word's position
    };
    std::vector<Word> words;
    std::optional<index::Field> field;
    std::string shown;  // as the query has it
};

// What a query looks for.
struct Wanted {
    std::vector<WantedTerm> terms;  // each (term, field) once
    std::vector<Pattern> patterns;  // at least one must hold in a passage
    bool cut = false;               // the text had more than kWordsMax words; the rest is left out
};

inline constexpr std::size_t kWordsMax = 512;          // of one query
inline constexpr std::size_t kWordBytesMax = 1 << 15;  // of text analyzed for one query

// The terms and patterns of words as a person types them (a question, some words).
Wanted wanted_words(std::string_view text);
// One pattern of all the words of `text` in their order.
Pattern phrase_pattern(std::string_view text);

// An item by its best passage (the earliest of equals).
struct RankedItem {
    index::PassageKey passage;
    double score = 0;  // a whole number of 1e-6
};

class Ranker {
public:
    // Borrows the segments.
    explicit Ranker(std::span<const index::LiveSegment> segments);

    // Every item with a passage in which one of the patterns holds: best first, ties by smaller id.
    // `top_k` 0: all of them.
    std::vector<RankedItem> rank(const Wanted& wanted, std::size_t top_k = 0) const;
    // What the score of each of these passages is made of, largest first; the values of each sum to
    // its score. Each posting list is read once for all of them.
    std::vector<std::vector<Share>> explain(const Wanted& wanted,
                                            std::span<const index::PassageKey> passages) const;
    // Live items in which the pattern holds somewhere; sorted.
    std::vector<std::int64_t> items_holding(const Pattern& pattern) const;
    // The first passage of every live item, by item.
    std::vector<index::PassageKey> live_items() const;
    // In how many live passages the term stands.
    std::size_t doc_freq(std::string_view term) const;

private:
    std::size_t live_postings(const WantedTerm& term) const;
    double idf(std::size_t doc_freq) const;

    std::span<const index::LiveSegment> segments_;
    std::vector<std::vector<bool>> live_;               // by segment and passage
    std::size_t passages_ = 0;                          // live ones of all segments
    std::array<double, index::kFieldCount> average_{};  // length of a field, over live passages
};

}  // namespace seogo::search
