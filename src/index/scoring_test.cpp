// Lengths as bytes, saturations by table, and bounds that never fall below what they bound.
#include "index/scoring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/random.h"

namespace seogo::index {
namespace {

using testing::Random;

constexpr double kRounding = 1e-12;  // of sums of a few doubles near 1

ScoringParams random_params(Random& random) {
    ScoringParams params;
    params.k1 = random.between(0.1, 3);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        params.length_share[f] = random.between(0, 1);
        params.field_weight[f] = random.between(0.1, 5);
    }
    return params;
}

std::array<double, kFieldCount> random_averages(Random& random) {
    std::array<double, kFieldCount> averages{};
    for (double& average : averages)
        average = std::exp(random.between(-2, 9));  // also below 1
    return averages;
}

// Robertson and Zaragoza's formula as scoring.h has it, word for word.
double saturation_by_formula(const ScoringParams& params,
                             const std::array<double, kFieldCount>& averages,
                             const TermFreqs& freqs,
                             const std::array<std::uint8_t, kFieldCount>& norms) {
    long double sum = 0;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const long double b = params.length_share[f];
        const long double average = std::max(averages[f], 1.0);
        const long double length = std::max(length_of(norms[f]), 1u);
        sum += params.field_weight[f] * freqs[f] / (1 - b + b * length / average);
    }
    return static_cast<double>(sum / (params.k1 + sum));
}

TEST(Norms, AreExactBelow64) {
    for (std::uint32_t length = 0; length < 64; ++length) {
        EXPECT_EQ(norm_of(length), length);
        EXPECT_EQ(length_of(norm_of(length)), length);
    }
}

TEST(Norms, NeverFallAsTheLengthGrows) {
    for (std::uint32_t length = 1; length < 200'000; ++length) {
        ASSERT_LE(norm_of(length - 1), norm_of(length)) << length;
    }
    for (unsigned norm = 1; norm < 256; ++norm) {
        EXPECT_LT(length_of(static_cast<std::uint8_t>(norm - 1)),
                  length_of(static_cast<std::uint8_t>(norm)));
    }
}

TEST(Norms, RoundDownByAtMostAnEighth) {
    Random random(1);
    const auto check = [](std::uint32_t length) {
        const std::uint32_t kept = length_of(norm_of(length));
        ASSERT_LE(kept, length);
        ASSERT_LE(length - kept, length / 8) << length;
    };
    for (std::uint32_t length = 0; length < 100'000; ++length)
        check(length);
    for (int i = 0; i < 100'000; ++i)
        check(random.number() >> (2 + random.below(24)));  // below 2^30
}

TEST(Norms, OfWhatTheyStandForAreThemselves) {
    for (unsigned norm = 0; norm < 256; ++norm)
        EXPECT_EQ(norm_of(length_of(static_cast<std::uint8_t>(norm))), norm);
}

TEST(Norms, OfTheLongestFieldsAreTheLargest) {
    EXPECT_EQ(length_of(255), 15u << 26);
    EXPECT_EQ(norm_of((15u << 26) - 1), 254);
    EXPECT_EQ(norm_of(15u << 26), 255);
    EXPECT_EQ(norm_of(0xFFFFFFFF), 255);
}

TEST(Saturation, FollowsTheFormula) {
    Random random(2);
    for (int run = 0; run < 40; ++run) {
        const ScoringParams params = random_params(random);
        const auto averages = random_averages(random);
        const Saturation saturation(params, averages);
        EXPECT_EQ(saturation.params(), params);
        EXPECT_EQ(saturation.average(), averages);
        for (int i = 0; i < 200; ++i) {
            TermFreqs freqs{};
            std::array<std::uint8_t, kFieldCount> norms{};
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                if (random.one_in(2)) freqs[f] = random.short_below(20);
                norms[f] = random.byte();
            }
            EXPECT_NEAR(saturation.of(freqs, norms),
                        saturation_by_formula(params, averages, freqs, norms), kRounding);
        }
    }
}

// Ranking mixes both ways, so they must agree to the last bit.
TEST(Saturation, OfOneFieldIsThatOfAllFieldsWithTheOthersEmpty) {
    Random random(3);
    const Saturation saturation(random_params(random), random_averages(random));
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        for (const std::uint32_t freq : {1u, 2u, 6u, 7u, 8u, 9u, 100u, 65535u}) {
            for (unsigned norm = 0; norm < 256; ++norm) {
                TermFreqs freqs{};
                freqs[f] = static_cast<std::uint16_t>(freq);
                std::array<std::uint8_t, kFieldCount> norms{};
                norms[f] = static_cast<std::uint8_t>(norm);
                const double one = saturation.of_one(f, freq, norms[f]);
                ASSERT_EQ(one, saturation.of(freqs, norms));
                const double part = saturation.part(f, freq, norms[f]);
                ASSERT_EQ(one, part / (saturation.params().k1 + part));
                if (freq >= Saturation::kTabled) continue;
                ASSERT_EQ(one, saturation.table(f)[freq * 256 + norm]);
            }
        }
    }
}

TEST(Saturation, RisesWithTheFrequencyAndFallsWithTheLength) {
    Random random(4);
    const Saturation saturation(random_params(random), random_averages(random));
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        for (unsigned norm = 0; norm < 256; ++norm) {
            const auto byte = static_cast<std::uint8_t>(norm);
            for (std::uint32_t freq = 1; freq < 30; ++freq) {
                const double one = saturation.of_one(f, freq, byte);
                ASSERT_GT(one, saturation.of_one(f, freq - 1, byte));
                ASSERT_LT(one, 1);
                if (norm > 0) {
                    ASSERT_LE(one, saturation.of_one(f, freq, byte - 1));
                }
            }
        }
    }
}

TEST(Saturation, OfAFieldThatHasNoWordsAnywhereIsThatOfAnAverageOfOne) {
    const ScoringParams params{1, {0.7, 0.7, 0.7, 0.7, 0.7}, {1, 1, 1, 1, 1}};
    const Saturation none(params, {});
    const Saturation one(params, {1, 1, 1, 1, 1});
    for (unsigned norm = 0; norm < 256; ++norm) {
        const auto byte = static_cast<std::uint8_t>(norm);
        EXPECT_EQ(none.of_one(2, 3, byte), one.of_one(2, 3, byte));
        EXPECT_TRUE(std::isfinite(none.of_one(2, 3, byte)));
    }
}

TEST(Share, IsTheNearestWholeNumber) {
    EXPECT_EQ(share_of(2e6, 0.5), 1'000'000);
    EXPECT_EQ(share_of(3, 0.5), 2);  // halves go up
    EXPECT_EQ(share_of(3, 0.49), 1);
    EXPECT_EQ(share_of(1e9, 0), 0);
    EXPECT_EQ(share_of(0, 0.9), 0);
}

// What a search relies on: a share under its bound is never more than the bound's, and one.
TEST(Bounds, AreNeverBelowAndAtMostOneStepAbove) {
    Random random(5);
    for (int i = 0; i < 200'000; ++i) {
        const double saturation = i < 256 ? i / 255.0 : random.between(0, 1);
        const std::uint8_t bound = bound_of(saturation);
        ASSERT_GE(bound / 255.0, saturation - kRounding);
        ASSERT_LE(bound / 255.0, saturation + 1 / 255.0 + kRounding);
        const double micro = std::exp(random.between(0, 20));
        ASSERT_GE(share_of(micro, bound / 255.0) + 1, share_of(micro, saturation));
    }
    EXPECT_EQ(bound_of(0), 0);
    EXPECT_EQ(bound_of(1), 255);
    EXPECT_EQ(bound_of(1e-9), 1);  // what stands somewhere is never bounded by nothing
}

TEST(Bounds, RiseWithTheSaturation) {
    for (int i = 1; i <= 100'000; ++i)
        ASSERT_LE(bound_of((i - 1) / 1e5), bound_of(i / 1e5));
}

TEST(LoosenedBounds, HoldUnderAnyOtherAverages) {
    Random random(6);
    for (int run = 0; run < 300; ++run) {
        const ScoringParams params = random_params(random);
        const auto own = random_averages(random);
        const auto others = random_averages(random);
        double growth = 0;
        for (std::size_t f = 0; f < kFieldCount; ++f)
            growth = std::max(growth, std::max(others[f], 1.0) / std::max(own[f], 1.0));
        const Saturation before(params, own);
        const Saturation after(params, others);
        for (int i = 0; i < 100; ++i) {
            TermFreqs freqs{};
            std::array<std::uint8_t, kFieldCount> norms{};
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                freqs[f] = random.one_in(4) ? random.short_below(9) : std::uint16_t{0};
                norms[f] = static_cast<std::uint8_t>(random.below(120));
            }
            const std::uint8_t bound = bound_of(before.of(freqs, norms));
            ASSERT_GE(loosened(bound, growth, params.k1), after.of(freqs, norms) - kRounding);
        }
    }
}

TEST(LoosenedBounds, RiseWithTheBoundAndTheGrowthAndEndAtOne) {
    for (const double growth : {0.3, 1.0, 1.01, 2.0, 1e6}) {
        for (unsigned bound = 1; bound < 256; ++bound) {
            const auto byte = static_cast<std::uint8_t>(bound);
            const double one = loosened(byte, growth, 1.2);
            EXPECT_GT(one, loosened(static_cast<std::uint8_t>(bound - 1), growth, 1.2));
            EXPECT_LE(one, loosened(byte, growth * 2, 1.2));
            EXPECT_LE(one, 1);
        }
    }
    EXPECT_EQ(loosened(51, 0.5, 1.2), 0.2);  // averages that shrank loosen nothing
    EXPECT_EQ(loosened(0, 9, 1.2), 0);
    EXPECT_EQ(loosened(255, 1, 1.2), 1);
}

TEST(Fields, AreNamedAsPeopleSeeThem) {
    EXPECT_EQ(field_name(Field::kTitle), "title");
    EXPECT_EQ(field_name(Field::kNotes), "notes");
    EXPECT_EQ(field_name(Field::kConcepts), "concepts");
    EXPECT_EQ(field_name(Field::kBody), "body");
    EXPECT_EQ(field_name(Field::kOrg), "org");
}

}  // namespace
}  // namespace seogo::index
