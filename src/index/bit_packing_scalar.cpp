// Integer packing in plain loops: what every machine runs, and what faster kernels must equal.
#include <bit>
#include <cstring>

#include "index/bit_packing.h"
#include "index/bit_packing_kernels.h"

namespace seogo::index {
namespace {

static_assert(std::endian::native == std::endian::little, "packed words are loaded as they lie");

constexpr std::size_t kLanes = 4;

// All ones below bit `width`, which may be 32.
std::uint32_t mask_of(unsigned width) {
    return static_cast<std::uint32_t>((std::uint64_t{1} << width) - 1);
}

std::uint32_t load_word(const std::uint8_t* in, std::size_t word) {
    std::uint32_t value;
    std::memcpy(&value, in + 4 * word, sizeof value);
    return value;
}

void pack_block_scalar(const std::uint32_t* values, unsigned width, std::uint8_t* out) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        std::uint64_t bits = 0;  // of this lane, not written yet
        unsigned filled = 0;
        std::size_t word = lane;
        for (std::size_t i = lane; i < kBlockValues; i += kLanes) {
            bits |= std::uint64_t{values[i] & mask_of(width)} << filled;
            filled += width;
            if (filled < 32) continue;
            const auto full = static_cast<std::uint32_t>(bits);
            std::memcpy(out + 4 * word, &full, sizeof full);
            word += kLanes;
            bits >>= 32;
            filled -= 32;
        }
    }
}

void unpack_block_scalar(const std::uint8_t* in, unsigned width, std::uint32_t* values) {
    for (std::size_t i = 0; i < kBlockValues; ++i) {
        const std::size_t bit = i / kLanes * width;
        const std::size_t word = bit / 32 * kLanes + i % kLanes;
        const unsigned shift = bit % 32;
        std::uint64_t bits = width == 0 ? 0 : load_word(in, word);
        if (shift + width > 32) bits |= std::uint64_t{load_word(in, word + kLanes)} << 32;
        values[i] = static_cast<std::uint32_t>(bits >> shift) & mask_of(width);
    }
}

void unpack_gaps_scalar(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                        std::uint32_t* values) {
    unpack_block_scalar(in, width, values);
    for (std::size_t i = 0; i < kBlockValues; ++i) {
        previous += values[i] + 1;
        values[i] = previous;
    }
}

void unpack_run_scalar(const std::uint8_t* in, std::size_t count, unsigned width,
                       std::uint32_t* values) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t bit = i * width;
        std::uint64_t bits;  // 7 + 32 of them at most are wanted
        std::memcpy(&bits, in + bit / 8, sizeof bits);
        values[i] = static_cast<std::uint32_t>(bits >> bit % 8) & mask_of(width);
    }
}

std::size_t lower_bound_block_scalar(const std::uint32_t* values, std::uint32_t target) {
    std::size_t smaller = 0;  // values[i] < target for all i < smaller
    for (std::size_t step = kBlockValues / 2; step > 0; step /= 2) {
        if (values[smaller + step - 1] < target) smaller += step;
    }
    return smaller + (values[smaller] < target ? 1 : 0);
}

std::uint64_t load_set(const std::uint8_t* in) {
    std::uint64_t bits;
    std::memcpy(&bits, in, sizeof bits);
    return bits;
}

std::size_t count_bits_scalar(const std::uint8_t* in, std::size_t bits) {
    std::size_t count = 0;
    for (; bits >= 64; bits -= 64, in += 8)
        count += static_cast<std::size_t>(std::popcount(load_set(in)));
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    return count + static_cast<std::size_t>(std::popcount(load_set(in) & mask));
}

void read_set_scalar(const std::uint8_t* in, std::uint32_t begin, std::uint32_t* values) {
    for (std::size_t found = 0; found < kBlockValues; in += 8, begin += 64) {
        for (std::uint64_t bits = load_set(in); bits != 0 && found < kBlockValues; bits &= bits - 1)
            values[found++] = begin + static_cast<std::uint32_t>(std::countr_zero(bits));
    }
}

constexpr PackingKernels kKernels = {
    "scalar",          pack_block_scalar,        unpack_block_scalar, unpack_gaps_scalar,
    unpack_run_scalar, lower_bound_block_scalar, count_bits_scalar,   read_set_scalar};

}  // namespace

const PackingKernels* scalar_kernels() { return &kKernels; }

}  // namespace seogo::index
