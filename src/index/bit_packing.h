// Integer packing: blocks of 128 numbers, shorter runs, and patched (PFor) lists of both.
//
// Sources: Lemire and Boytsov 2015, "Decoding billions of integers per second through
// vectorization" (SIMD-BP128, the block's layout); Zukowski, Heman, Nes and Boncz 2006 (PFor).
// The bytes do not depend on the machine; the instructions that read them are picked once, at
// start (bit_packing_kernels.h), and every pick gives equal results.
// Threads: pure functions, any number at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace seogo::index {

inline constexpr std::size_t kBlockValues = 128;
inline constexpr unsigned kWidthMax = 32;
// What unpack_run and read_patched may read behind their bytes: kSectionPadding of a section.
inline constexpr std::size_t kPackingPadding = 16;

// Bits of the largest value, 0..32; 0 for none.
unsigned width_of(std::span<const std::uint32_t> values);

constexpr std::size_t block_bytes(unsigned width) { return 16 * std::size_t{width}; }
constexpr std::size_t run_bytes(std::size_t count, unsigned width) {
    return (count * width + 7) / 8;
}

// 128 values at `width` bits (0..32) in block_bytes(width) bytes. Value i lies in 32-bit lane
// i % 4 of the 16-byte words, at bit (i / 4) * width of its lane. Bits above `width` are dropped.
void pack_block(const std::uint32_t* values, unsigned width, std::uint8_t* out);
// `in` and `values` do not overlap. Reads block_bytes(width) bytes, no more.
void unpack_block(const std::uint8_t* in, unsigned width, std::uint32_t* values);

// A block of gaps - 1 to rising numbers: values[i] = previous + sum over j <= i of (gap[j] + 1),
// modulo 2^32. `previous`: the last number before the block; 2^32 - 1 where there is none.
void unpack_gaps(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                 std::uint32_t* values);

// `count` values (1..128) at `width` bits (0..32) one after the other, least significant bit
// first: run_bytes(count, width) bytes, the last one filled with zeros. Bits above `width` are
// dropped.
void pack_run(const std::uint32_t* values, std::size_t count, unsigned width, std::uint8_t* out);
// May read kPackingPadding bytes behind the run; writes `count` values, no more.
void unpack_run(const std::uint8_t* in, std::size_t count, unsigned width, std::uint32_t* values);

// Appends 1..128 values at the width that makes them smallest; the larger ones keep their high bits
// behind, as exceptions. Bytes:
//   head        width in the low 6 bits, 0x40 where exceptions follow
//   payload     low `width` bits of all: a block for 128 values, a run for fewer
//   exceptions  count (1 byte), width of their high bits (1 byte), the index of each (1 byte),
//               a run of their high bits
void append_patched(std::span<const std::uint32_t> values, std::string& out);

// Reads `count` values (1..128) that append_patched wrote; answers where the next bytes begin.
// Null where [in, end) is too short for what it says or says what cannot be: a width over 32, an
// exception's index not below `count`. kPackingPadding bytes behind `end` are readable.
const std::uint8_t* read_patched(const std::uint8_t* in, const std::uint8_t* end, std::size_t count,
                                 std::uint32_t* values);

// First index in 128 values (none smaller than the one before it) whose value is at least
// `target`; 128 where there is none.
std::size_t lower_bound_block(const std::uint32_t* values, std::uint32_t target);

// Bit sets: bit i is bit i % 8 of byte i / 8. Both may read kPackingPadding bytes behind.
// Set bits among the first `bits`.
std::size_t count_bits(const std::uint8_t* in, std::size_t bits);
// The first 128 set bits, of at least as many: values[i] = begin + the place of the i-th.
void read_set(const std::uint8_t* in, std::uint32_t begin, std::uint32_t* values);

}  // namespace seogo::index
