// Positions grow along the lines, whatever was asked, and few lines ever change theirs.
#include "store/node_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace seogo::store {
namespace {

using Old = std::vector<std::optional<std::int64_t>>;

Old old_of(const std::vector<std::int64_t>& positions) {
    return {positions.begin(), positions.end()};
}

void expect_increasing(const std::vector<std::int64_t>& positions) {
    for (std::size_t i = 1; i < positions.size(); ++i)
        ASSERT_LT(positions[i - 1], positions[i]) << "line " << i;
}

std::size_t changed(const Old& old, const Placement& placement) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < old.size(); ++i)
        count += old[i] && *old[i] != placement.positions[i] ? 1 : 0;
    return count;
}

// The slow and obvious way: the longest increasing subsequence in quadratic time.
std::size_t longest_kept(const Old& old) {
    std::vector<std::size_t> best(old.size(), 0);
    std::size_t longest = 0;
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (!old[i]) continue;
        best[i] = 1;
        for (std::size_t j = 0; j < i; ++j) {
            if (old[j] && *old[j] < *old[i]) best[i] = std::max(best[i], best[j] + 1);
        }
        longest = std::max(longest, best[i]);
    }
    return longest;
}

TEST(NodeOrder, NothingIsPlacedNowhere) { EXPECT_TRUE(place_nodes({}).positions.empty()); }

TEST(NodeOrder, NewLinesAreFarApart) {
    const auto placement = place_nodes(Old(1000));
    expect_increasing(placement.positions);
    EXPECT_GE(placement.positions[1] - placement.positions[0], 1 << 20);
}

TEST(NodeOrder, LinesInOrderKeepTheirPositions) {
    const Old old = old_of({3, 8, 9, 100});
    const auto placement = place_nodes(old);
    EXPECT_EQ(old_of(placement.positions), old);
    EXPECT_EQ(std::count(placement.moved.begin(), placement.moved.end(), true), 0);
}

TEST(NodeOrder, AMovedLineIsTheOnlyOneThatChanges) {
    auto positions = place_nodes(Old(9)).positions;
    std::rotate(positions.begin() + 1, positions.begin() + 2, positions.begin() + 8);
    const Old old = old_of(positions);
    const auto placement = place_nodes(old);
    expect_increasing(placement.positions);
    EXPECT_EQ(changed(old, placement), 1u);
    EXPECT_TRUE(placement.moved[7]);
}

TEST(NodeOrder, AgainstTheSlowWay) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        Old old(1 + random() % 40);
        for (auto& position : old) {
            if (random() % 4 != 0) position = static_cast<std::int64_t>(random() % 64) << 40;
        }
        const auto placement = place_nodes(old);
        expect_increasing(placement.positions);
        const auto given =
            std::count_if(old.begin(), old.end(), [](const auto& p) { return p.has_value(); });
        const auto moved = std::count(placement.moved.begin(), placement.moved.end(), true);
        EXPECT_EQ(static_cast<std::size_t>(given - moved), longest_kept(old));
        EXPECT_EQ(changed(old, placement), static_cast<std::size_t>(moved)) << "there was room";
    }
}

// Insert again and again at one place: before, after and between; neighbours make room rarely.
TEST(NodeOrder, ManyInsertionsAtOnePlaceTouchFewLines) {
    for (const std::size_t step : {std::size_t{0}, std::size_t{1}}) {
        auto positions = place_nodes(Old(100)).positions;
        std::size_t at = 50, touched = 0;
        constexpr std::size_t kRounds = 3000;
        for (std::size_t i = 0; i < kRounds; ++i, at += step) {
            Old old = old_of(positions);
            old.insert(old.begin() + static_cast<std::ptrdiff_t>(at), std::nullopt);
            const auto placement = place_nodes(old);
            expect_increasing(placement.positions);
            touched += changed(old, placement);
            positions = placement.positions;
        }
        EXPECT_LT(touched, kRounds * 4);
    }
}

TEST(NodeOrder, AGapTooNarrowIsWidenedAndNobodyMoves) {
    const Old old = {10, std::nullopt, 11, 12, 13, std::int64_t{1} << 40};
    const auto placement = place_nodes(old);
    expect_increasing(placement.positions);
    EXPECT_EQ(std::count(placement.moved.begin(), placement.moved.end(), true), 0);
}

// Positions from a file that lies: no overflow.
TEST(NodeOrder, OddPositionsDoNotMatter) {
    const Old old = {INT64_MIN,
                     std::nullopt,
                     INT64_MIN + 1,
                     0,
                     std::nullopt,
                     INT64_MAX - 1,
                     std::nullopt,
                     INT64_MAX,
                     (std::int64_t{1} << 62) - 1,
                     std::nullopt};
    expect_increasing(place_nodes(old).positions);
}

}  // namespace
}  // namespace seogo::store
