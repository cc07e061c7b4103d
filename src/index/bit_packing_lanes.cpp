// Integer packing in four lanes of the compiler's vector types: SSE2, NEON, or what there is.
//
// Each width is a function of its own, with every shift and mask known at compile time; a table
// leads there.
#include <cstring>
#include <utility>

#include "index/bit_packing.h"
#include "index/bit_packing_kernels.h"

namespace seogo::index {

#if defined(__GNUC__)
namespace {

using Lanes = std::uint32_t __attribute__((vector_size(16)));
constexpr std::size_t kRows = kBlockValues / 4;  // vectors of a block

[[gnu::always_inline]] inline Lanes load(const void* from) {
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}
[[gnu::always_inline]] inline void store(void* to, Lanes lanes) {
    std::memcpy(to, &lanes, sizeof lanes);
}

// Values 4 * kRow to 4 * kRow + 3.
template <unsigned kWidth, unsigned kRow>
[[gnu::always_inline]] inline Lanes row(const std::uint8_t* in) {
    if constexpr (kWidth == 0) {
        return Lanes{};
    } else {
        constexpr unsigned kBit = kRow * kWidth;
        constexpr unsigned kShift = kBit % 32;
        const std::uint8_t* word = in + kBit / 32 * 16;
        Lanes lanes = load(word) >> kShift;
        if constexpr (kShift + kWidth > 32) lanes |= load(word + 16) << (32 - kShift);
        if constexpr (kShift + kWidth != 32) lanes &= (1u << kWidth) - 1;
        return lanes;
    }
}

template <unsigned kWidth>
void unpack_width(const std::uint8_t* __restrict in, std::uint32_t* __restrict values) {
    [&]<unsigned... kRow>(std::integer_sequence<unsigned, kRow...>) {
        (store(values + 4 * kRow, row<kWidth, kRow>(in)), ...);
    }(std::make_integer_sequence<unsigned, kRows>());
}

// Turns one row of gaps - 1 into numbers: `running` is the number before the row in all lanes.
// What one row waits for of the row before is a single addition.
[[gnu::always_inline]] inline Lanes summed(Lanes gaps, Lanes& running) {
    const Lanes zeros = {};
    gaps += 1;
    gaps += __builtin_shufflevector(gaps, zeros, 4, 0, 1, 2);
    gaps += __builtin_shufflevector(gaps, zeros, 4, 4, 0, 1);
    const Lanes numbers = gaps + running;
    running += __builtin_shufflevector(gaps, gaps, 3, 3, 3, 3);
    return numbers;
}

template <unsigned kWidth>
void unpack_gaps_width(const std::uint8_t* __restrict in, std::uint32_t previous,
                       std::uint32_t* __restrict values) {
    Lanes running = {previous, previous, previous, previous};
    [&]<unsigned... kRow>(std::integer_sequence<unsigned, kRow...>) {
        (store(values + 4 * kRow, summed(row<kWidth, kRow>(in), running)), ...);
    }(std::make_integer_sequence<unsigned, kRows>());
}

using UnpackWidth = void (*)(const std::uint8_t*, std::uint32_t*);
using UnpackGapsWidth = void (*)(const std::uint8_t*, std::uint32_t, std::uint32_t*);

struct Widths {
    UnpackWidth unpack[kWidthMax + 1];
    UnpackGapsWidth unpack_gaps[kWidthMax + 1];
};

template <unsigned... kWidth>
constexpr Widths all_widths(std::integer_sequence<unsigned, kWidth...>) {
    return {{unpack_width<kWidth>...}, {unpack_gaps_width<kWidth>...}};
}

constexpr Widths kWidths = all_widths(std::make_integer_sequence<unsigned, kWidthMax + 1>());

void unpack_block_lanes(const std::uint8_t* in, unsigned width, std::uint32_t* values) {
    kWidths.unpack[width](in, values);
}

void unpack_gaps_lanes(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                       std::uint32_t* values) {
    kWidths.unpack_gaps[width](in, previous, values);
}

// Written once, read for years: shifts that are known at run time only will do here.
void pack_block_lanes(const std::uint32_t* values, unsigned width, std::uint8_t* out) {
    if (width == 0) return;
    if (width == kWidthMax) {
        std::memcpy(out, values, block_bytes(kWidthMax));
        return;
    }
    const std::uint32_t mask = (1u << width) - 1;
    Lanes word = {};
    unsigned filled = 0;
    for (std::size_t i = 0; i < kBlockValues; i += 4) {
        const Lanes lanes = load(values + i) & mask;
        word |= lanes << filled;
        filled += width;
        if (filled < 32) continue;
        store(out, word);
        out += 16;
        filled -= 32;
        word = lanes >> (width - filled);
    }
}

// Three values tell the quarter of the block; its 32 values are compared without a branch.
std::size_t lower_bound_block_lanes(const std::uint32_t* values, std::uint32_t target) {
    const std::size_t begin =
        32 * (std::size_t{values[31] < target} + std::size_t{values[63] < target} +
              std::size_t{values[95] < target});
    Lanes smaller = {};
    for (std::size_t i = 0; i < 32; i += 4) {
        smaller -= static_cast<Lanes>(load(values + begin + i) < target);  // all ones: -1
    }
    return begin + smaller[0] + smaller[1] + smaller[2] + smaller[3];
}

}  // namespace

const PackingKernels* lanes_kernels() {
    static const PackingKernels kernels = [] {
        PackingKernels built = *scalar_kernels();  // unpack_run: its shifts differ by lane
        built.name = "lanes";
        built.pack_block = pack_block_lanes;
        built.unpack_block = unpack_block_lanes;
        built.unpack_gaps = unpack_gaps_lanes;
        built.lower_bound_block = lower_bound_block_lanes;
        return built;
    }();
    return &kernels;
}

#else

const PackingKernels* lanes_kernels() { return nullptr; }

#endif

}  // namespace seogo::index
