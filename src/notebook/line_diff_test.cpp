// Tests of the line diff: smallest against a slow table, right on any input, near linear on all.
#include "notebook/line_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

namespace seogo::notebook {
namespace {

using Symbols = std::vector<std::uint32_t>;

// Length of the longest common subsequence by the whole table.
std::size_t slow_common(const Symbols& a, const Symbols& b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1,
                                                std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : std::max(table[i - 1][j], table[i][j - 1]);
        }
    }
    return table[a.size()][b.size()];
}

std::size_t kept(const std::vector<Hunk>& hunks, std::size_t size) {
    for (const Hunk& hunk : hunks)
        size -= hunk.removed();
    return size;
}

// Hunks in order, apart, and equal lines between them: applying them to `a` gives `b`.
void expect_right(const Symbols& a, const Symbols& b, const std::vector<Hunk>& hunks) {
    std::size_t i = 0, j = 0;
    for (const Hunk& hunk : hunks) {
        ASSERT_GT(hunk.removed() + hunk.added(), 0u);
        ASSERT_LE(hunk.a_end, a.size());
        ASSERT_LE(hunk.b_end, b.size());
        ASSERT_EQ(hunk.a_begin - i, hunk.b_begin - j);
        if (i + j != 0) {
            ASSERT_GT(hunk.a_begin, i);
        }
        for (; i < hunk.a_begin; ++i, ++j)
            ASSERT_EQ(a[i], b[j]);
        i = hunk.a_end;
        j = hunk.b_end;
    }
    ASSERT_EQ(a.size() - i, b.size() - j);
    for (; i < a.size(); ++i, ++j)
        ASSERT_EQ(a[i], b[j]);
}

Symbols random_symbols(std::mt19937& random, std::size_t size, std::uint32_t kinds) {
    Symbols symbols(size);
    for (auto& symbol : symbols)
        symbol = static_cast<std::uint32_t>(random() % kinds);
    return symbols;
}

TEST(LineDiff, IsAsSmallAsTheWholeTableSays) {
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        const auto kinds = static_cast<std::uint32_t>(1 + random() % 6);
        const Symbols a = random_symbols(random, random() % 24, kinds);
        const Symbols b = random_symbols(random, random() % 24, kinds);
        const auto hunks = diff_symbols(a, b);
        expect_right(a, b, hunks);
        ASSERT_EQ(kept(hunks, a.size()), slow_common(a, b)) << "round " << round;
    }
}

// Without any budget the diff is still one that turns a into b.
TEST(LineDiff, IsRightPastItsBudget) {
    std::mt19937 random(11);
    for (int round = 0; round < 30; ++round) {
        const auto kinds = static_cast<std::uint32_t>(2 + random() % 40);
        const Symbols a = random_symbols(random, 300 + random() % 900, kinds);
        const Symbols b = random_symbols(random, 300 + random() % 900, kinds);
        expect_right(a, b, diff_symbols(a, b, /*steps_max=*/0));
    }
}

TEST(LineDiff, EndsSoonOnHardInputs) {
    std::mt19937 random(13);
    constexpr std::size_t kLines = 100'000;
    Symbols equal(kLines, 1), fewer(kLines / 2, 1);
    Symbols waves(kLines);
    for (std::size_t i = 0; i < kLines; ++i)
        waves[i] = static_cast<std::uint32_t>(i % 3);
    Symbols turned(waves.rbegin(), waves.rend());
    const Symbols noise = random_symbols(random, kLines, 4);
    const Symbols other_noise = random_symbols(random, kLines, 4);
    const auto start = std::chrono::steady_clock::now();
    expect_right(equal, fewer, diff_symbols(equal, fewer));
    expect_right(waves, turned, diff_symbols(waves, turned));
    expect_right(noise, other_noise, diff_symbols(noise, other_noise));
    expect_right(equal, noise, diff_symbols(equal, noise));
    const auto spent = std::chrono::steady_clock::now() - start;
    EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(spent).count(), 60);
}

TEST(LineDiff, ASlidingHunkStandsAsLateAsItCan) {
    const Symbols a = {1, 2, 3, 2, 4};
    const Symbols b = {1, 2, 3, 2, 3, 2, 4};
    EXPECT_EQ(diff_symbols(a, b), (std::vector<Hunk>{{4, 4, 4, 6}}));
    const Symbols joined_a = {1, 1, 5}, joined_b = {1, 1, 1, 1, 5};
    EXPECT_EQ(diff_symbols(joined_a, joined_b), (std::vector<Hunk>{{2, 2, 2, 4}}));
}

TEST(LineDiff, LinesKeepTheirEndings) {
    EXPECT_TRUE(split_lines("").empty());
    EXPECT_EQ(split_lines("a\r\n\nb"), (std::vector<std::string_view>{"a\r\n", "\n", "b"}));
    const auto a = split_lines("a\nb"), b = split_lines("a\nb\n");
    EXPECT_EQ(diff_lines(a, b), (std::vector<Hunk>{{1, 2, 1, 2}}));
}

TEST(LineDiff, CounterpartsAreEqualLines) {
    std::mt19937 random(17);
    for (int round = 0; round < 200; ++round) {
        const Symbols a = random_symbols(random, random() % 30, 5);
        const Symbols b = random_symbols(random, random() % 30, 5);
        const auto found = counterparts(diff_symbols(a, b), a.size());
        ASSERT_EQ(found.size(), a.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (found[i] != kNoLine) {
                ASSERT_EQ(a[i], b[found[i]]);
            }
        }
    }
}

}  // namespace
}  // namespace seogo::notebook
