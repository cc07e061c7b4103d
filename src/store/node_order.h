// Sparse positions of a notebook's lines: inserting a line touches that line's row and no other.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace seogo::store {

struct Placement {
    std::vector<std::int64_t> positions;  // one a line, strictly increasing
    std::vector<bool> moved;              // had a position, and stands elsewhere among the others
};

// `old`: for each line, in the order that is wanted, the position that it has (nothing for a new
// line). Lines that keep their order keep their positions, but for a few beside a gap that has
// become too narrow. Time: n log n.
Placement place_nodes(const std::vector<std::optional<std::int64_t>>& old);

}  // namespace seogo::store
