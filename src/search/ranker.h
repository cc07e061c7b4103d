// BM25F over the live segments as one collection, exactly, without scoring every passage.
//
// The formula: index/scoring.h, with idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)), N and df counted
// over live passages. Two neighbouring words of the query add a share of their own where they are
// neighbours in a passage too; they count as rare as both of them are together.
// Each share (a term in a passage) is a whole number of 1e-6: a score is the sum of its shares
// exactly, and does not depend on order or on how the index is cut into segments.
// What counts as a hit: a passage in which at least one Pattern holds whole. The terms of other
// words, and pieces of words, raise its score; alone they make no hit.
// Threads: rank() and the others from any number at once.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/ranked_query.h"
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

// Two terms, both wanted without a field, that add where the second follows the first.
struct WantedPair {
    std::string first, second;
    std::string shown;  // as the query has it
    double weight = 1;
    std::string bridged_from;
};

using Pattern = index::Pattern;

// What a query looks for.
struct Wanted {
    std::vector<WantedTerm> terms;  // each (term, field) once
    std::vector<WantedPair> pairs;  // each once
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
    // Where the ranker found it: for explain().
    std::uint32_t segment = 0, number = 0;
};

// Items that may be answered, by rising id.
using ItemSet = std::vector<std::int64_t>;

// What hits must be besides.
struct RankFilter {
    const ItemSet* allowed = nullptr;  // null: all
    // Asked late, and only of those that score enough; empty: all.
    std::function<bool(std::int64_t item)> accepts;
    // Patterns that must all hold in the passage itself.
    std::vector<Pattern> all_of;
};

class Ranker {
public:
    // Borrows the segments. Reads their summaries, and of those with dead items the ordinals.
    explicit Ranker(std::span<const index::LiveSegment> segments);

    // The best items with a passage in which one of the patterns holds: best first, ties by smaller
    // id. `top_k` 0: all of them.
    std::vector<RankedItem> rank(const Wanted& wanted, std::size_t top_k = 0,
                                 const RankFilter& filter = {}) const;
    // What the score of each of these is made of, largest first; the values of each sum to its
    // score.
    std::vector<std::vector<Share>> explain(const Wanted& wanted,
                                            std::span<const RankedItem> items) const;

    // Live items in which the pattern holds somewhere; sorted.
    ItemSet items_holding(const Pattern& pattern) const;
    // Live items in which any of the patterns holds, sorted; only those met within about
    // `postings_max` postings, and `exact` says whether those are all.
    struct Count {
        ItemSet items;
        bool exact = true;
    };
    Count items_holding_any(std::span<const Pattern> patterns, std::uint64_t postings_max) const;
    // The first passage of every live item, by item.
    std::vector<index::PassageKey> live_items() const;
    // In how many live passages the term stands.
    std::size_t doc_freq(std::string_view term) const;
    // Whether each item has one passage only, so that what holds in an item holds in a passage.
    bool has_single_passages() const { return single_passages_; }
    std::span<const index::LiveSegment> segments() const { return live_; }

private:
    std::size_t doc_freq(const WantedTerm& term) const;
    double idf(std::size_t doc_freq) const;
    index::RankedQuery ranked_query(const Wanted& wanted) const;

    std::span<const index::LiveSegment> live_;
    std::vector<index::SearchedSegment> segments_;
    std::vector<std::vector<std::uint32_t>> dead_;  // passages, rising, by segment
    std::size_t passages_ = 0;                      // live ones of all segments
    bool single_passages_ = true;
    std::optional<index::Saturations> saturations_;
};

}  // namespace seogo::search
