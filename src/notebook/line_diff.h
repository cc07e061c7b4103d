// Line diff: the fewest lines removed and added that turn one text into another, in bounded time.
//
// Source: Myers 1986, "An O(ND) difference algorithm and its variations", section 4b (linear
// space). Lines that stand on one side only are set aside first (they are in no common subsequence,
// so the result stays smallest). Past a budget of steps a box is split at the farthest path found
// so far: the result is then a right diff that may not be the smallest, and time stays near linear.
// Inner to the module; merge.h and match.h stand on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace seogo::notebook {

// Lines [a_begin, a_end) of one text stand as lines [b_begin, b_end) in the other. At least one of
// the ranges is not empty.
struct Hunk {
    std::size_t a_begin = 0, a_end = 0;
    std::size_t b_begin = 0, b_end = 0;

    std::size_t removed() const { return a_end - a_begin; }
    std::size_t added() const { return b_end - b_begin; }
    friend bool operator==(const Hunk&, const Hunk&) = default;
};

// Steps after which boxes are split early. Enough for an exact diff of any two texts of 2,000
// lines, and of texts of any length that differ in some thousand lines.
inline constexpr std::size_t kDiffStepsMax = std::size_t{1} << 26;

// Lines with their endings ("\n" ends a line; the last may have none). They borrow from `text`.
std::vector<std::string_view> split_lines(std::string_view text);

// Hunks in order; between two neighbours at least one line is equal. Where a removal or an addition
// could stand at several places, it stands as late as it can.
std::vector<Hunk> diff_symbols(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                               std::size_t steps_max = kDiffStepsMax);
std::vector<Hunk> diff_lines(std::span<const std::string_view> a,
                             std::span<const std::string_view> b,
                             std::size_t steps_max = kDiffStepsMax);

// Index in `b` of the line that each line of `a` is equal to, by the hunks between them;
// kNoLine where it has none.
inline constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);
std::vector<std::size_t> counterparts(std::span<const Hunk> hunks, std::size_t a_size);

}  // namespace seogo::notebook
