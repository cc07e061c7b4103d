// Likeness of two short texts by the pairs of neighbouring characters that they share.
//
// Inner to the module; merge.h and match.h stand on it. Needs no dictionary and no word borders, so
// it serves Korean and English alike (Dice 1945 over character bigrams, as in Kondrak 2005).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace seogo::notebook {

// Sorted bigrams of code points, spaces left out, ASCII letters folded; of at most the first
// `kBigramsMax`, so that one comparison is cheap whatever the line.
using Bigrams = std::vector<std::uint64_t>;
inline constexpr std::size_t kBigramsMax = 512;
Bigrams bigrams_of(std::string_view text);

// 2 |A and B| / (|A| + |B|), counted with repetition, in [0, 1]; 1 where both are empty.
double likeness_of(const Bigrams& a, const Bigrams& b);

// Two lines count as one line, changed, from this likeness on.
inline constexpr double kLineLikenessMin = 0.5;
bool are_alike(std::string_view a, std::string_view b);

}  // namespace seogo::notebook
