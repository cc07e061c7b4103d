// Intervals and p values: their laws, known cases, and exact enumeration on small samples.
#include "eval/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace seogo::eval {
namespace {

std::vector<Estimate> of(std::vector<double> values, Resampling options = {}) {
    const MetricColumn column{"m", std::move(values)};
    return estimate(std::span(&column, 1), options);
}

TEST(Bootstrap, EqualValuesLeaveNoDoubt) {
    const auto estimates = of(std::vector<double>(50, 0.25));
    EXPECT_DOUBLE_EQ(estimates[0].mean, 0.25);
    EXPECT_DOUBLE_EQ(estimates[0].low, 0.25);
    EXPECT_DOUBLE_EQ(estimates[0].high, 0.25);
}

TEST(Bootstrap, TheSameSeedGivesTheSameInterval) {
    std::mt19937 random(1);
    std::vector<double> values;
    for (int i = 0; i < 100; ++i)
        values.push_back(static_cast<double>(random() % 1000) / 1000);
    const auto first = of(values), second = of(values), other = of(values, {2000, 7});
    EXPECT_EQ(first[0].low, second[0].low);
    EXPECT_EQ(first[0].high, second[0].high);
    EXPECT_NE(first[0].low, other[0].low);
    EXPECT_NEAR(first[0].low, other[0].low, 0.02);
}

// For a mean of n values the interval is close to mean +- 1.96 standard errors.
TEST(Bootstrap, AgreesWithTheNormalApproximation) {
    std::mt19937 random(2);
    std::vector<double> values;
    for (int i = 0; i < 400; ++i)
        values.push_back(random() % 10 < 3 ? 1 : 0);
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 400;
    const double error = std::sqrt(mean * (1 - mean) / 400);
    const auto estimates = of(values, {10'000, 1});
    EXPECT_DOUBLE_EQ(estimates[0].mean, mean);
    EXPECT_NEAR(estimates[0].low, mean - 1.96 * error, 0.005);
    EXPECT_NEAR(estimates[0].high, mean + 1.96 * error, 0.005);
}

// Three values: all 27 draws can be listed, and their quantiles computed exactly.
TEST(Bootstrap, AgreesWithListingEveryDraw) {
    const std::vector<double> values = {0, 0.5, 1};
    std::vector<double> means;
    for (double a : values)
        for (double b : values)
            for (double c : values)
                means.push_back((a + b + c) / 3);
    std::sort(means.begin(), means.end());
    const auto estimates = of(values, {100'000, 5});
    // 1/27 of the draws are all 0: the 2.5 % quantile lies within them.
    EXPECT_DOUBLE_EQ(estimates[0].low, means.front());
    EXPECT_DOUBLE_EQ(estimates[0].high, means.back());
}

TEST(Bootstrap, ColumnsSeeTheSameDraws) {
    std::mt19937 random(4);
    MetricColumn a{"a", {}}, b{"b", {}};
    for (int i = 0; i < 60; ++i) {
        a.values.push_back(static_cast<double>(random() % 100));
        b.values.push_back(a.values.back() + 1);
    }
    const MetricColumn columns[] = {a, b};
    const auto estimates = estimate(columns, {});
    EXPECT_NEAR(estimates[1].low - estimates[0].low, 1, 1e-9);
    EXPECT_NEAR(estimates[1].high - estimates[0].high, 1, 1e-9);
}

TEST(Bootstrap, NoQueriesGiveZero) {
    EXPECT_TRUE(estimate({}, {}).empty());
    EXPECT_DOUBLE_EQ(of({})[0].mean, 0);
}

TEST(RandomizationTest, NoDifferenceIsCertainlyChance) {
    EXPECT_DOUBLE_EQ(randomization_p(std::vector<double>(30, 0.0), {}), 1.0);
    EXPECT_DOUBLE_EQ(randomization_p({}, {}), 1.0);
}

TEST(RandomizationTest, AClearDifferenceIsNot) {
    EXPECT_LT(randomization_p(std::vector<double>(200, 0.1), {}), 0.001);
    EXPECT_GT(randomization_p(std::vector<double>(200, 0.1), {}), 0.0);
}

// Against all 2^10 sign patterns.
TEST(RandomizationTest, AgreesWithListingEverySign) {
    const std::vector<double> differences = {0.3, -0.1, 0.2, 0.05, -0.2, 0.4, 0.1, 0, -0.05, 0.25};
    const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    int hits = 0;
    for (unsigned signs = 0; signs < 1024; ++signs) {
        double sum = 0;
        for (std::size_t i = 0; i < 10; ++i)
            sum += (signs >> i) & 1 ? differences[i] : -differences[i];
        if (std::abs(sum) >= observed - 1e-12) ++hits;
    }
    EXPECT_NEAR(randomization_p(differences, {50'000, 9}), hits / 1024.0, 0.01);
}

TEST(RandomizationTest, IsTwoSided) {
    std::vector<double> up = {0.2, 0.1, 0.3, -0.1, 0.2}, down = up;
    for (double& value : down)
        value = -value;
    EXPECT_NEAR(randomization_p(up, {20'000, 1}), randomization_p(down, {20'000, 1}), 0.02);
}

}  // namespace
}  // namespace seogo::eval
