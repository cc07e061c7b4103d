// What is packed comes back; patched lists are never larger than plain ones, and lies are refused.
#include "index/bit_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

namespace seogo::index {
namespace {

using Values = std::vector<std::uint32_t>;

// Mostly values of a few bits, a share of `wide` in 16 of 32 random bits: what patching is for.
Values skewed_values(std::size_t count, unsigned wide, unsigned seed) {
    std::mt19937 random(seed);
    Values values(count);
    for (std::uint32_t& value : values) {
        const bool is_wide = random() % 16 < wide;
        value = static_cast<std::uint32_t>(random()) >> (is_wide ? random() % 20 : 27);
    }
    return values;
}

std::string patched(const Values& values) {
    std::string bytes;
    append_patched(values, bytes);
    return bytes;
}

// Reads `bytes` with padding behind them; nothing where they are refused or not all read.
std::optional<Values> read_all(std::string bytes, std::size_t count) {
    const std::size_t size = bytes.size();
    bytes.append(kPackingPadding, '\xFF');
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    Values values(count, 0xABABABAB);
    const std::uint8_t* next = read_patched(begin, begin + size, count, values.data());
    if (next == nullptr) return std::nullopt;
    EXPECT_EQ(next, begin + size);
    return values;
}

TEST(Width, IsThatOfTheLargestValue) {
    EXPECT_EQ(width_of({}), 0u);
    EXPECT_EQ(width_of(Values{0, 0}), 0u);
    EXPECT_EQ(width_of(Values{1, 0}), 1u);
    EXPECT_EQ(width_of(Values{3, 4}), 3u);
    EXPECT_EQ(width_of(Values{1, ~0u, 2}), 32u);
}

TEST(Block, ComesBackByThePickedKernels) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        Values values = skewed_values(kBlockValues, 8, width);
        for (std::uint32_t& value : values)
            value = width == 0 ? 0 : value >> (32 - width);
        std::vector<std::uint8_t> packed(block_bytes(width));
        pack_block(values.data(), width, packed.data());
        Values unpacked(kBlockValues);
        unpack_block(packed.data(), width, unpacked.data());
        EXPECT_EQ(unpacked, values) << width;
    }
}

TEST(Block, HoldsRisingNumbersAsGaps) {
    Values numbers(kBlockValues), gaps(kBlockValues);
    std::uint32_t last = ~0u;
    for (std::size_t i = 0; i < kBlockValues; ++i) {
        gaps[i] = static_cast<std::uint32_t>(i * i % 13);
        numbers[i] = last += gaps[i] + 1;
    }
    EXPECT_EQ(numbers[0], gaps[0]);  // 2^32 - 1 before the first: counted from 0
    const unsigned width = width_of(gaps);
    std::vector<std::uint8_t> packed(block_bytes(width));
    pack_block(gaps.data(), width, packed.data());
    Values unpacked(kBlockValues);
    unpack_gaps(packed.data(), width, ~0u, unpacked.data());
    EXPECT_EQ(unpacked, numbers);
    for (std::size_t i = 0; i < kBlockValues; ++i)
        EXPECT_EQ(lower_bound_block(unpacked.data(), numbers[i]), i);
    EXPECT_EQ(lower_bound_block(unpacked.data(), numbers.back() + 1), kBlockValues);
}

// Value i at bits [i * width, (i + 1) * width), and not a bit more, wide values notwithstanding.
TEST(Run, IsLeastSignificantBitFirst) {
    for (unsigned width = 0; width <= kWidthMax; ++width) {
        for (const std::size_t count : {1, 2, 3, 8, 13, 127, 128}) {
            const Values values = skewed_values(count, 16, width);
            std::vector<std::uint8_t> packed(run_bytes(count, width), 0xAB);
            pack_run(values.data(), count, width, packed.data());
            for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
                const bool wanted =
                    bit < count * width && (values[bit / width] >> bit % width & 1) != 0;
                ASSERT_EQ((packed[bit / 8] >> bit % 8 & 1) != 0, wanted)
                    << count << " values at " << width << " bits, bit " << bit;
            }
            packed.resize(packed.size() + kPackingPadding, 0xFF);
            Values unpacked(count);
            unpack_run(packed.data(), count, width, unpacked.data());
            for (std::size_t i = 0; i < count; ++i) {
                const std::uint64_t kept = values[i] & ((std::uint64_t{1} << width) - 1);
                ASSERT_EQ(unpacked[i], kept) << count << " values at " << width << " bits";
            }
        }
    }
}

TEST(Patched, ComesBackForEveryCountAndSkew) {
    for (std::size_t count = 1; count <= kBlockValues; ++count) {
        for (unsigned wide = 0; wide <= 16; ++wide) {
            const Values values = skewed_values(count, wide, static_cast<unsigned>(count));
            EXPECT_EQ(read_all(patched(values), count), values) << count << ", " << wide;
        }
    }
}

TEST(Patched, ComesBackForExtremeValues) {
    for (const std::size_t count : {1, 2, 127, 128}) {
        for (const std::uint32_t value : {0u, 1u, 1u << 31, ~0u}) {
            Values values(count, value);
            EXPECT_EQ(read_all(patched(values), count), values);
            values.back() = ~value;
            EXPECT_EQ(read_all(patched(values), count), values);
        }
    }
}

// Against every width tried in turn, its bytes counted as the header lays them out.
TEST(Patched, TakesTheFewestBytes) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const std::size_t count = seed % 2 == 0 ? kBlockValues : 1 + seed % 127;
        const Values values = skewed_values(count, seed % 17, seed);
        std::size_t fewest = ~std::size_t{0};
        for (unsigned width = 0; width <= width_of(values); ++width) {
            std::size_t exceptions = 0;
            for (const std::uint32_t value : values)
                exceptions += (std::uint64_t{value} >> width) != 0;
            std::size_t bytes = 1 + (count * width + 7) / 8;
            if (exceptions > 0) {
                bytes += 2 + exceptions + (exceptions * (width_of(values) - width) + 7) / 8;
            }
            fewest = std::min(fewest, bytes);
        }
        EXPECT_EQ(patched(values).size(), fewest) << seed;
    }
}

TEST(Patched, FollowOneAnother) {
    std::string bytes;
    std::vector<Values> lists;
    for (unsigned seed = 0; seed < 20; ++seed) {
        lists.push_back(skewed_values(seed % 3 == 0 ? kBlockValues : 1 + seed, seed % 4, seed));
        append_patched(lists.back(), bytes);
    }
    bytes.append(kPackingPadding, '\0');
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const std::uint8_t* end = in + bytes.size() - kPackingPadding;
    for (const Values& list : lists) {
        Values values(list.size());
        in = read_patched(in, end, list.size(), values.data());
        ASSERT_NE(in, nullptr);
        EXPECT_EQ(values, list);
    }
    EXPECT_EQ(in, end);
}

TEST(Patched, RefusesEveryCut) {
    for (const std::size_t count : {std::size_t{5}, kBlockValues}) {
        Values values(count, 3);
        values[1] = 1'000'000;
        values[4] = 70;
        const std::string bytes = patched(values);
        ASSERT_EQ(read_all(bytes, count), values);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            EXPECT_FALSE(read_all(bytes.substr(0, size), count).has_value()) << size;
    }
}

// 20 values of which one is an exception. Bytes: head, 5 of payload at 2 bits, count, width of the
// high bits, index, high bits.
TEST(Patched, RefusesWhatCannotBe) {
    Values values(20, 2);
    values[7] = 0x12345;
    const std::string good = patched(values);
    ASSERT_EQ(good.size(), 11u);
    ASSERT_EQ(good[0], 0x42);
    ASSERT_EQ(read_all(good, 20), values);
    const auto with = [&](std::size_t at, char byte) {
        std::string bytes = good + std::string(1000, '\0');
        bytes[at] = byte;
        return read_all(bytes, 20);
    };
    EXPECT_FALSE(with(0, 33).has_value());      // wider than a value
    EXPECT_FALSE(with(0, '\x61').has_value());  // so, with exceptions
    EXPECT_FALSE(with(0, '\x82').has_value());  // a bit that nobody wrote
    EXPECT_FALSE(with(6, 0).has_value());       // exceptions, but none
    EXPECT_FALSE(with(6, 21).has_value());      // more exceptions than values
    EXPECT_FALSE(with(7, 0).has_value());       // high bits of no width
    EXPECT_FALSE(with(7, 31).has_value());      // 2 + 31 bits are no value
    EXPECT_FALSE(with(8, 20).has_value());      // a value behind the last
    EXPECT_FALSE(with(8, '\xFF').has_value());
}

// Any bytes at all: an answer within them or null, and never a read or a write beyond.
TEST(Patched, SurvivesNoise) {
    std::mt19937 random(11);
    std::size_t read = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::size_t size = random() % 80, count = 1 + random() % kBlockValues;
        std::vector<std::uint8_t> bytes(size + kPackingPadding);
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(random() % (random() % 4 == 0 ? 256 : 8));
        if (size > 0 && random() % 2 == 0) bytes[0] = static_cast<std::uint8_t>(0x40 | bytes[0]);
        Values values(count);
        const std::uint8_t* next =
            read_patched(bytes.data(), bytes.data() + size, count, values.data());
        if (next == nullptr) continue;
        ++read;
        EXPECT_LE(next, bytes.data() + size);
    }
    EXPECT_GT(read, 1000u);
}

}  // namespace
}  // namespace seogo::index
