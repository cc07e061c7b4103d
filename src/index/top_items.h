// The best items found so far, each by its best passage; and the score that the next one must
// reach.
//
// Order: higher score, then smaller item; of one item's passages the higher score, then the one
// that begins earlier. So equal inputs give equal output however the search went about it.
// Threads: from one.
#pragma once

#include <cstdint>
#include <vector>

#include "index/passage.h"

namespace seogo::index {

struct FoundPassage {
    PassageKey key;
    std::int64_t score = 0;     // in units of 1e-6
    std::uint32_t segment = 0;  // which of those searched
    std::uint32_t passage = 0;  // its number there
};

class TopItems {
public:
    // `top_k`: at least 1.
    explicit TopItems(std::size_t top_k) : top_k_(top_k) {}

    // A passage with less than this can't come in; one with as much may (a smaller item does).
    std::int64_t floor() const { return items_.size() < top_k_ ? 0 : items_.back().score; }
    void offer(const FoundPassage& found);
    // Best first. Moves them out.
    std::vector<FoundPassage> take() { return std::move(items_); }
    std::size_t size() const { return items_.size(); }

private:
    std::size_t top_k_;
    std::vector<FoundPassage> items_;  // best first
};

}  // namespace seogo::index
