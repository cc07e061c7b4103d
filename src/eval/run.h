// A run: one ranking for each query, from wherever it came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seogo::eval {

struct RankedDocument {
    std::uint32_t document = 0;  // number in DocumentIds
    double score = 0;
};
using Ranking = std::vector<RankedDocument>;  // best first

struct Run {
    std::string name;
    std::vector<Ranking> rankings;  // beside Collection::queries; empty where nothing was found
    std::vector<std::int64_t> latencies_us;  // one a query that was asked; empty: not measured
};

}  // namespace seogo::eval
