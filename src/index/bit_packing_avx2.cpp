// Integer packing with AVX2: two rows of four lanes at a time.
//
// CMakeLists.txt compiles this file alone with -mavx2. So it calls nothing inline of a library's
// headers: the linker keeps one copy of such a function for the whole program, and it might keep
// the one that other machines cannot run.
#include "index/bit_packing.h"
#include "index/bit_packing_kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>

#include <cstring>
#include <utility>
#endif

namespace seogo::index {

#if defined(__AVX2__)
namespace {

constexpr unsigned kPairs = kBlockValues / 8;

[[gnu::always_inline]] inline __m256i load(const void* from) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}
[[gnu::always_inline]] inline void store(void* to, __m256i lanes) {
    _mm256_storeu_si256(static_cast<__m256i*>(to), lanes);
}

// Word kLow of the block in the low half, word kHigh in the high half: they are equal or
// neighbours, so this is one load.
template <unsigned kLow, unsigned kHigh>
[[gnu::always_inline]] inline __m256i words(const std::uint8_t* in) {
    if constexpr (kLow == kHigh) {
        return _mm256_broadcastsi128_si256(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + 16 * kLow)));
    } else {
        static_assert(kHigh == kLow + 1);
        return load(in + 16 * kLow);
    }
}

// Shifts of a pair of rows, equal in the lanes of each.
template <unsigned kLow, unsigned kHigh>
[[gnu::always_inline]] inline __m256i shifts() {
    constexpr int kL = kLow, kH = kHigh;
    return _mm256_setr_epi32(kL, kL, kL, kL, kH, kH, kH, kH);
}

// Where the four values of a row lie: from bit kShift of word kWord; where they are split, on into
// the next word, which a shift by kRest bits (32: by none of them) brings into place.
template <unsigned kWidth, unsigned kRow>
struct Row {
    static constexpr unsigned kWord = kRow * kWidth / 32;
    static constexpr unsigned kShift = kRow * kWidth % 32;
    static constexpr bool kSplit = kShift + kWidth > 32;
    static constexpr unsigned kRest = kSplit ? 32 - kShift : 32;
};

// Values 8 * kPair to 8 * kPair + 7.
template <unsigned kWidth, unsigned kPair>
[[gnu::always_inline]] inline __m256i pair(const std::uint8_t* in) {
    if constexpr (kWidth == 0) {
        return _mm256_setzero_si256();
    } else {
        using Low = Row<kWidth, 2 * kPair>;
        using High = Row<kWidth, 2 * kPair + 1>;
        __m256i lanes = words<Low::kWord, High::kWord>(in);
        if constexpr (kWidth < 32)
            lanes = _mm256_srlv_epi32(lanes, shifts<Low::kShift, High::kShift>());
        if constexpr (Low::kSplit || High::kSplit) {
            // A half that is not split loads what the other one does, and shifts it all away.
            constexpr unsigned kLowNext = (Low::kSplit ? Low::kWord : High::kWord) + 1;
            constexpr unsigned kHighNext = (High::kSplit ? High::kWord : Low::kWord) + 1;
            const __m256i next = words<kLowNext, kHighNext>(in);
            lanes =
                _mm256_or_si256(lanes, _mm256_sllv_epi32(next, shifts<Low::kRest, High::kRest>()));
        }
        if constexpr (kWidth < 32) {
            lanes =
                _mm256_and_si256(lanes, _mm256_set1_epi32(static_cast<int>((1u << kWidth) - 1)));
        }
        return lanes;
    }
}

template <unsigned kWidth>
void unpack_width(const std::uint8_t* __restrict in, std::uint32_t* __restrict values) {
    [&]<unsigned... kPair>(std::integer_sequence<unsigned, kPair...>) {
        (store(values + 8 * kPair, pair<kWidth, kPair>(in)), ...);
    }(std::make_integer_sequence<unsigned, kPairs>());
}

// Turns eight gaps - 1 into numbers: `running` is the number before them in all lanes. What one
// pair waits for of the pair before is a single addition.
[[gnu::always_inline]] inline __m256i summed(__m256i gaps, __m256i& running) {
    gaps = _mm256_add_epi32(gaps, _mm256_set1_epi32(1));
    gaps = _mm256_add_epi32(gaps, _mm256_slli_si256(gaps, 4));
    gaps = _mm256_add_epi32(gaps, _mm256_slli_si256(gaps, 8));  // summed within each half
    const __m256i sums = _mm256_shuffle_epi32(gaps, 0xff);
    const __m256i swapped = _mm256_permute2x128_si256(sums, sums, 0x01);
    const __m256i low_sum = _mm256_blend_epi32(_mm256_setzero_si256(), swapped, 0xf0);
    const __m256i numbers = _mm256_add_epi32(_mm256_add_epi32(gaps, low_sum), running);
    running = _mm256_add_epi32(running, _mm256_add_epi32(sums, swapped));
    return numbers;
}

template <unsigned kWidth>
void unpack_gaps_width(const std::uint8_t* __restrict in, std::uint32_t previous,
                       std::uint32_t* __restrict values) {
    __m256i running = _mm256_set1_epi32(static_cast<int>(previous));
    [&]<unsigned... kPair>(std::integer_sequence<unsigned, kPair...>) {
        (store(values + 8 * kPair, summed(pair<kWidth, kPair>(in), running)), ...);
    }(std::make_integer_sequence<unsigned, kPairs>());
}

struct Widths {
    void (*unpack[kWidthMax + 1])(const std::uint8_t*, std::uint32_t*);
    void (*unpack_gaps[kWidthMax + 1])(const std::uint8_t*, std::uint32_t, std::uint32_t*);
};

template <unsigned... kWidth>
constexpr Widths all_widths(std::integer_sequence<unsigned, kWidth...>) {
    return {{unpack_width<kWidth>...}, {unpack_gaps_width<kWidth>...}};
}

constexpr Widths kWidths = all_widths(std::make_integer_sequence<unsigned, kWidthMax + 1>());

void unpack_block_avx2(const std::uint8_t* in, unsigned width, std::uint32_t* values) {
    kWidths.unpack[width](in, values);
}

void unpack_gaps_avx2(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                      std::uint32_t* values) {
    kWidths.unpack_gaps[width](in, previous, values);
}

// Eight values of a run fill `width` bytes, so each eight lie alike. Up to this width each lies
// within four bytes, wherever in a byte it begins.
constexpr unsigned kShuffledWidthMax = 25;

// For one width: which four bytes of each half's load go to each lane, and the shift there. The
// low half loads at byte 0, the high half at the byte where value 4 begins.
struct RunShuffle {
    std::uint8_t bytes[32];
    std::uint32_t shifts[8];
};
struct RunShuffles {
    RunShuffle of[kShuffledWidthMax + 1];
};

constexpr RunShuffles all_shuffles() {
    RunShuffles shuffles = {};
    for (unsigned width = 0; width <= kShuffledWidthMax; ++width) {
        for (unsigned i = 0; i < 8; ++i) {
            const unsigned half_begin = i < 4 ? 0 : 4 * width / 8;
            for (unsigned byte = 0; byte < 4; ++byte) {
                shuffles.of[width].bytes[4 * i + byte] =
                    static_cast<std::uint8_t>(i * width / 8 - half_begin + byte);
            }
            shuffles.of[width].shifts[i] = i * width % 8;
        }
    }
    return shuffles;
}

constexpr RunShuffles kShuffles = all_shuffles();

void unpack_run_avx2(const std::uint8_t* in, std::size_t count, unsigned width,
                     std::uint32_t* values) {
    std::size_t i = 0;
    if (width <= kShuffledWidthMax) {
        const RunShuffle& shuffle = kShuffles.of[width];
        const __m256i bytes = load(shuffle.bytes), bits = load(shuffle.shifts);
        const __m256i mask = _mm256_set1_epi32(static_cast<int>((1u << width) - 1));
        for (; i + 8 <= count; i += 8, in += width) {
            const __m256i halves =
                _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(in + width / 2),
                                    reinterpret_cast<const __m128i*>(in));
            const __m256i lanes = _mm256_srlv_epi32(_mm256_shuffle_epi8(halves, bytes), bits);
            store(values + i, _mm256_and_si256(lanes, mask));
        }
    }
    if (i < count) scalar_kernels()->unpack_run(in, count - i, width, values + i);
}

// Three values tell the quarter of the block; its 32 values are compared without a branch.
std::size_t lower_bound_block_avx2(const std::uint32_t* values, std::uint32_t target) {
    const unsigned quarter = unsigned{values[31] < target} + unsigned{values[63] < target} +
                             unsigned{values[95] < target};
    const std::size_t begin = std::size_t{32} * quarter;
    const __m256i targets = _mm256_set1_epi32(static_cast<int>(target));
    const auto reached = [&](std::size_t i) {  // all ones where the value is at least the target
        const __m256i lanes = load(values + begin + i);
        return _mm256_cmpeq_epi32(_mm256_max_epu32(lanes, targets), lanes);
    };
    const __m256i low = _mm256_packs_epi32(reached(0), reached(8));
    const __m256i high = _mm256_packs_epi32(reached(16), reached(24));
    const auto found = static_cast<unsigned>(_mm256_movemask_epi8(_mm256_packs_epi16(low, high)));
    return begin + 32 - static_cast<std::size_t>(__builtin_popcount(found));
}

std::uint64_t load_set(const std::uint8_t* in) {
    std::uint64_t bits;
    std::memcpy(&bits, in, sizeof bits);
    return bits;
}

std::size_t count_bits_avx2(const std::uint8_t* in, std::size_t bits) {
    std::size_t count = 0;
    for (; bits >= 64; bits -= 64, in += 8)
        count += static_cast<std::size_t>(__builtin_popcountll(load_set(in)));
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    return count + static_cast<std::size_t>(__builtin_popcountll(load_set(in) & mask));
}

// For each byte, the places of its set bits; zeros behind them.
struct SetPlaces {
    std::uint8_t of[256][8];
};

constexpr SetPlaces all_places() {
    SetPlaces places = {};
    for (unsigned byte = 0; byte < 256; ++byte) {
        std::size_t found = 0;
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((byte >> bit & 1) != 0) places.of[byte][found++] = static_cast<std::uint8_t>(bit);
        }
    }
    return places;
}

constexpr SetPlaces kPlaces = all_places();

// Stores eight places for each byte and moves on by those that count.
void read_set_avx2(const std::uint8_t* in, std::uint32_t begin, std::uint32_t* values) {
    std::size_t found = 0;
    for (; found <= kBlockValues - 8; ++in, begin += 8) {
        const __m128i places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kPlaces.of[*in]));
        store(values + found, _mm256_add_epi32(_mm256_cvtepu8_epi32(places),
                                               _mm256_set1_epi32(static_cast<int>(begin))));
        found += static_cast<std::size_t>(__builtin_popcount(*in));
    }
    for (; found < kBlockValues; ++in, begin += 8) {
        for (unsigned bits = *in; bits != 0 && found < kBlockValues; bits &= bits - 1)
            values[found++] = begin + static_cast<std::uint32_t>(__builtin_ctz(bits));
    }
}

}  // namespace

const PackingKernels* avx2_kernels() {
    static const PackingKernels kernels = [] {
        PackingKernels built = *lanes_kernels();  // pack_block
        built.name = "avx2";
        built.unpack_block = unpack_block_avx2;
        built.unpack_gaps = unpack_gaps_avx2;
        built.unpack_run = unpack_run_avx2;
        built.lower_bound_block = lower_bound_block_avx2;
        built.count_bits = count_bits_avx2;
        built.read_set = read_set_avx2;
        return built;
    }();
    return &kernels;
}

#else

const PackingKernels* avx2_kernels() { return nullptr; }

#endif

}  // namespace seogo::index
