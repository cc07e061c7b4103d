// The instruction sets that integer packing can run on: one table of kernels for each.
//
// bit_packing.cpp picks the best that this machine has. Tests and benchmarks reach each by itself.
// Contracts: bit_packing.h, by the same names; unpack_run takes any count of at least 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace seogo::index {

struct PackingKernels {
    const char* name;
    void (*pack_block)(const std::uint32_t* values, unsigned width, std::uint8_t* out);
    void (*unpack_block)(const std::uint8_t* in, unsigned width, std::uint32_t* values);
    void (*unpack_gaps)(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                        std::uint32_t* values);
    void (*unpack_run)(const std::uint8_t* in, std::size_t count, unsigned width,
                       std::uint32_t* values);
    std::size_t (*lower_bound_block)(const std::uint32_t* values, std::uint32_t target);
    std::size_t (*count_bits)(const std::uint8_t* in, std::size_t bits);
    void (*read_set)(const std::uint8_t* in, std::uint32_t begin, std::uint32_t* values);
};

// Plain loops: always there, and the judge of the others.
const PackingKernels* scalar_kernels();
// Four lanes in the compiler's vector types: SSE2 on x86-64, NEON on ARM64. Null where the compiler
// has none.
const PackingKernels* lanes_kernels();
// Eight lanes. Null where the program was built for another processor; the caller asks the machine.
const PackingKernels* avx2_kernels();

// Those that this machine can run, slowest first; never empty.
std::vector<const PackingKernels*> usable_kernels();

}  // namespace seogo::index
