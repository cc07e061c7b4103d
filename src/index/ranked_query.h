// What a ranked search asks of the index: terms that score, neighbours that add, what makes a hit.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "index/pattern.h"
#include "index/scoring.h"
#include "index/segment.h"
#include "index/top_items.h"

namespace seogo::index {

// A term that adds share_of(micro, saturation) where it stands.
struct RankedTerm {
    std::string term;
    double micro = 0;  // weight * idf * 1e6, at least 0
    std::optional<Field> field;
    bool makes_hit = false;  // it alone is a pattern of the query
};

// Two of the terms (without a field) that add where the second stands right behind the first: by
// the saturation of how often it does.
struct RankedPair {
    std::uint32_t first = 0, second = 0;  // among the terms
    double micro = 0;
};

struct RankedQuery {
    std::vector<RankedTerm> terms;  // each (term, field) once
    std::vector<RankedPair> pairs;
    // One must hold in a passage: any that no term's makes_hit says. Of each some term is among
    // `terms`: a passage without any of those is never looked at.
    std::vector<Pattern> patterns;
    // All must hold in a passage besides; where it is empty, `patterns` decide.
    std::vector<Pattern> all_of;
    // Whether an item may be answered; asked late and only of those that score enough. Empty: all.
    std::function<bool(std::int64_t item)> accepts;
};

// A segment as one search sees it.
struct SearchedSegment {
    const Segment* segment = nullptr;
    // A bit for each passage that does not count; empty where all do.
    std::vector<std::uint64_t> dead;
    // A bit for each item (by ordinal) that may be answered; empty where all may.
    std::vector<std::uint64_t> allowed;

    bool counts(std::uint32_t passage) const {
        if (!dead.empty() && (dead[passage / 64] >> passage % 64 & 1) != 0) return false;
        if (allowed.empty()) return true;
        const std::uint32_t ordinal = segment->item_ordinal(passage);
        return (allowed[ordinal / 64] >> ordinal % 64 & 1) != 0;
    }
};

// The best items of all segments, exactly: as scoring every passage would give them. `saturations`:
// of the whole collection.
std::vector<FoundPassage> best_items(std::span<const SearchedSegment> segments,
                                     const RankedQuery& query, const Saturations& saturations,
                                     std::size_t top_k);

// How often, by field, the second term stands right behind the first in a passage.
TermFreqs neighbour_freqs(const Segment& segment, std::string_view first, std::string_view second,
                          std::uint32_t passage);

}  // namespace seogo::index
