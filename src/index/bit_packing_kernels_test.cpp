// Every instruction set reads and writes the same bits, and those bits lie where the header says.
#include "index/bit_packing_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "index/bit_packing.h"

namespace seogo::index {
namespace {

using Values = std::vector<std::uint32_t>;
// Exactly as many bytes or values as a kernel may touch: a sanitizer names the first one beyond.
using Bytes = std::vector<std::uint8_t>;

std::uint32_t low_bits(std::uint32_t value, unsigned width) {
    return width == 32 ? value : value & ((1u << width) - 1);
}

Values random_values(std::size_t count, unsigned width, unsigned seed) {
    std::mt19937 random(seed);
    Values values(count);
    for (std::uint32_t& value : values)
        value = low_bits(static_cast<std::uint32_t>(random()), width);
    return values;
}

// What is most likely to break a shift or a mask: all zeros, all ones, one value of all ones.
std::vector<Values> samples(std::size_t count, unsigned width) {
    std::vector<Values> samples = {Values(count, 0), Values(count, low_bits(~0u, width))};
    for (const std::size_t place : {std::size_t{0}, count / 2, count - 1}) {
        samples.emplace_back(count, 0);
        samples.back()[place] = low_bits(~0u, width);
    }
    for (unsigned seed = 1; seed <= 8; ++seed)
        samples.push_back(random_values(count, width, seed * 100 + width));
    return samples;
}

void set_bit(Bytes& bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 1u << bit % 8);
}

// The block's layout bit by bit, as the header gives it in words.
Bytes slow_block(const Values& values, unsigned width) {
    Bytes bytes(block_bytes(width));
    for (std::size_t i = 0; i < kBlockValues; ++i) {
        for (unsigned bit = 0; bit < width; ++bit) {
            const std::size_t in_lane = i / 4 * width + bit;
            const std::size_t word = in_lane / 32;
            if (values[i] >> bit & 1) set_bit(bytes, word * 128 + i % 4 * 32 + in_lane % 32);
        }
    }
    return bytes;
}

Bytes slow_run(const Values& values, unsigned width) {
    Bytes bytes(run_bytes(values.size(), width));
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (unsigned bit = 0; bit < width; ++bit) {
            if (values[i] >> bit & 1) set_bit(bytes, i * width + bit);
        }
    }
    return bytes;
}

class PackingKernelsTest : public ::testing::TestWithParam<const PackingKernels*> {
protected:
    const PackingKernels& kernels() const { return *GetParam(); }
};

TEST_P(PackingKernelsTest, LayBlocksOutAsTheHeaderSays) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        SCOPED_TRACE(width);
        for (const Values& values : samples(kBlockValues, width)) {
            Bytes packed(block_bytes(width));
            kernels().pack_block(values.data(), width, packed.data());
            EXPECT_EQ(packed, slow_block(values, width));
        }
    }
}

TEST_P(PackingKernelsTest, DropBitsAboveTheWidth) {
    const Values values = random_values(kBlockValues, 32, 7);
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        Bytes packed(block_bytes(width));
        kernels().pack_block(values.data(), width, packed.data());
        EXPECT_EQ(packed, slow_block(values, width)) << width;
    }
}

TEST_P(PackingKernelsTest, GiveBackEveryBlock) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        SCOPED_TRACE(width);
        for (const Values& values : samples(kBlockValues, width)) {
            const Bytes packed = slow_block(values, width);
            Values unpacked(kBlockValues, 0xABABABAB);
            kernels().unpack_block(packed.data(), width, unpacked.data());
            EXPECT_EQ(unpacked, values);
        }
    }
}

TEST_P(PackingKernelsTest, SumGapsFromTheNumberBefore) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        SCOPED_TRACE(width);
        for (const Values& gaps : samples(kBlockValues, width)) {
            const Bytes packed = slow_block(gaps, width);
            for (const std::uint32_t previous : {~0u, 0u, 1'000'000u}) {
                Values numbers(kBlockValues, 0xABABABAB);
                kernels().unpack_gaps(packed.data(), width, previous, numbers.data());
                Values sums(kBlockValues);
                std::uint32_t sum = previous;  // modulo 2^32
                for (std::size_t i = 0; i < kBlockValues; ++i)
                    sums[i] = sum += gaps[i] + 1;
                EXPECT_EQ(numbers, sums);
            }
        }
    }
}

TEST_P(PackingKernelsTest, GiveBackEveryRunAndNoValueMore) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        for (const std::size_t count : {1, 2, 7, 8, 9, 15, 16, 31, 63, 100, 127, 128}) {
            SCOPED_TRACE(::testing::Message() << count << " values at " << width << " bits");
            for (const Values& values : samples(count, width)) {
                Bytes packed = slow_run(values, width);
                packed.resize(packed.size() + kPackingPadding, 0xFF);  // what is behind is no value
                Values unpacked(count, 0xABABABAB);
                kernels().unpack_run(packed.data(), count, width, unpacked.data());
                EXPECT_EQ(unpacked, values);
            }
        }
    }
}

Values rising_values(unsigned width, std::uint32_t smallest_gap, unsigned seed) {
    Values values = random_values(kBlockValues, width, seed);
    std::uint32_t sum = 0;
    for (std::uint32_t& value : values)
        value = sum += value + smallest_gap;
    return values;
}

// Every place of the block is the answer to some target: each value, the one below, the one above.
TEST_P(PackingKernelsTest, FindTheFirstValueThatReachesATarget) {
    std::vector<Values> blocks = {Values(kBlockValues, 0), Values(kBlockValues, 5),
                                  Values(kBlockValues, ~0u)};
    for (unsigned seed = 1; seed <= 10; ++seed) {
        blocks.push_back(rising_values(3, 1, seed));
        blocks.push_back(rising_values(25, 1, seed));  // reaches beyond 2^31: compared unsigned
        blocks.push_back(rising_values(1, 0, seed));   // with equal neighbours
    }
    for (const Values& values : blocks) {
        Values targets = {0, 1, 1u << 31, ~0u};
        for (const std::uint32_t value : values)
            targets.insert(targets.end(), {value - 1, value, value + 1});
        for (const std::uint32_t target : targets) {
            const auto slow = std::lower_bound(values.begin(), values.end(), target);
            ASSERT_EQ(kernels().lower_bound_block(values.data(), target),
                      static_cast<std::size_t>(slow - values.begin()))
                << target;
        }
    }
}

// A bit set of `bits` bits in which each is set with probability 1 / `one_in`; zeros behind.
Bytes random_set(std::size_t bits, unsigned one_in, unsigned seed) {
    std::mt19937 random(seed);
    Bytes set((bits + 7) / 8 + kPackingPadding);
    for (std::size_t bit = 0; bit < bits; ++bit) {
        if (random() % one_in == 0) set_bit(set, bit);
    }
    return set;
}

TEST_P(PackingKernelsTest, CountTheSetBitsBeforeEveryPlace) {
    const Bytes set = random_set(700, 3, 5);
    std::size_t count = 0;
    for (std::size_t bit = 0; bit < 700; ++bit) {
        ASSERT_EQ(kernels().count_bits(set.data(), bit), count) << bit;
        count += set[bit / 8] >> bit % 8 & 1;
    }
}

TEST_P(PackingKernelsTest, ReadThePlacesOf128SetBitsAndNoMore) {
    for (const unsigned one_in : {1u, 2u, 4u, 9u}) {
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const Bytes set = random_set(3000, one_in, seed);
            Values right;
            for (std::uint32_t bit = 0; right.size() < kBlockValues; ++bit) {
                if ((set[bit / 8] >> bit % 8 & 1) != 0) right.push_back(bit + 77);
            }
            Values places(kBlockValues, 0xABABABAB);
            kernels().read_set(set.data(), 77, places.data());
            ASSERT_EQ(places, right) << "one in " << one_in << ", seed " << seed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, PackingKernelsTest, ::testing::ValuesIn(usable_kernels()),
                         [](const auto& tested) { return std::string(tested.param->name); });

TEST(UsableKernels, BeginWithTheOnesThatEveryMachineHas) {
    const auto usable = usable_kernels();
    ASSERT_FALSE(usable.empty());
    EXPECT_EQ(usable.front(), scalar_kernels());
    EXPECT_EQ(std::count(usable.begin(), usable.end(), nullptr), 0);
}

}  // namespace
}  // namespace seogo::index
