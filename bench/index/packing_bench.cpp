// Times integer packing: each instruction set against the plain loops, in one run.
//
// Prints one JSON line a case: nanoseconds a block of 128 values, the median of nine rounds over
// the same blocks (1 MiB unpacked), for every width from 1 to 20.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "index/bit_packing.h"
#include "index/bit_packing_kernels.h"

namespace seogo::index {
namespace {

constexpr std::size_t kBlocks = 2048;
constexpr int kRounds = 9;
constexpr int kPasses = 20;  // over all blocks, in one round

std::uint32_t kept = 0;  // of every result, so that no work is dropped

template <typename Work>
double nanoseconds_a_block(Work work) {
    std::vector<double> rounds;
    for (int round = 0; round <= kRounds; ++round) {  // the first one warms up
        const auto begin = std::chrono::steady_clock::now();
        for (int pass = 0; pass < kPasses; ++pass) {
            for (std::size_t block = 0; block < kBlocks; ++block)
                kept += work(block);
        }
        const std::chrono::duration<double, std::nano> spent =
            std::chrono::steady_clock::now() - begin;
        if (round > 0) rounds.push_back(spent.count() / (kPasses * kBlocks));
    }
    std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
    return rounds[kRounds / 2];
}

void print_case(const char* what, const char* kernels, unsigned width, double median) {
    std::printf("{\"case\":\"%s\",\"kernels\":\"%s\",\"width\":%u,\"median_ns\":%.2f}\n", what,
                kernels, width, median);
}

std::vector<std::uint32_t> random_values(unsigned width, unsigned exceptions_in_1000) {
    std::mt19937 random(width);
    std::vector<std::uint32_t> values(kBlocks * kBlockValues);
    for (std::uint32_t& value : values) {
        const bool wide = random() % 1000 < exceptions_in_1000;
        value = static_cast<std::uint32_t>(random()) >> (wide ? 26 - width : 32 - width);
    }
    return values;
}

void time_blocks(const PackingKernels& kernels, unsigned width) {
    const auto values = random_values(width, 0);
    const std::size_t bytes = block_bytes(width), run = run_bytes(kBlockValues - 1, width);
    std::vector<std::uint8_t> blocks(kBlocks * bytes), runs(kBlocks * bytes + kPackingPadding);
    for (std::size_t i = 0; i < kBlocks; ++i) {
        pack_block(&values[i * kBlockValues], width, &blocks[i * bytes]);
        pack_run(&values[i * kBlockValues], kBlockValues - 1, width, &runs[i * run]);
    }
    std::uint32_t out[kBlockValues];
    print_case("unpack_block", kernels.name, width, nanoseconds_a_block([&](std::size_t i) {
                   kernels.unpack_block(&blocks[i * bytes], width, out);
                   return out[i % kBlockValues];
               }));
    print_case("unpack_gaps", kernels.name, width, nanoseconds_a_block([&](std::size_t i) {
                   kernels.unpack_gaps(&blocks[i * bytes], width, ~0u, out);
                   return out[i % kBlockValues];
               }));
    print_case("unpack_run_127", kernels.name, width, nanoseconds_a_block([&](std::size_t i) {
                   kernels.unpack_run(&runs[i * run], kBlockValues - 1, width, out);
                   return out[i % (kBlockValues - 1)];
               }));
    print_case("pack_block", kernels.name, width, nanoseconds_a_block([&](std::size_t i) {
                   kernels.pack_block(&values[i * kBlockValues], width, &blocks[i * bytes]);
                   return std::uint32_t{blocks[i * bytes]};
               }));
}

void time_lower_bound(const PackingKernels& kernels) {
    std::vector<std::uint32_t> values = random_values(8, 0);
    for (std::size_t i = 1; i < values.size(); ++i)
        values[i] += values[i - 1];
    std::mt19937 random(1);
    std::vector<std::uint32_t> targets(kBlocks);
    for (std::size_t i = 0; i < kBlocks; ++i)
        targets[i] = values[i * kBlockValues + random() % kBlockValues];
    print_case("lower_bound_block", kernels.name, 0, nanoseconds_a_block([&](std::size_t i) {
                   return static_cast<std::uint32_t>(
                       kernels.lower_bound_block(&values[i * kBlockValues], targets[i]));
               }));
}

// By the picked kernels alone: patched lists take them as the program does.
void time_patched(unsigned width, unsigned exceptions_in_1000) {
    const auto values = random_values(width, exceptions_in_1000);
    std::string bytes;
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < kBlocks; ++i) {
        begins.push_back(bytes.size());
        append_patched({&values[i * kBlockValues], kBlockValues}, bytes);
    }
    const std::size_t size = bytes.size();
    bytes.append(kPackingPadding, '\0');
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::uint32_t out[kBlockValues];
    const std::string name = "read_patched_" + std::to_string(exceptions_in_1000);
    print_case(name.c_str(), "picked", width, nanoseconds_a_block([&](std::size_t i) {
                   read_patched(begin + begins[i], begin + size, kBlockValues, out);
                   return out[i % kBlockValues];
               }));
    const double written = nanoseconds_a_block([&](std::size_t i) {
        bytes.clear();
        append_patched({&values[i * kBlockValues], kBlockValues}, bytes);
        return static_cast<std::uint32_t>(bytes.size());
    });
    print_case("append_patched", "picked", width, written);
}

void run() {
    for (const PackingKernels* kernels : usable_kernels()) {
        for (unsigned width = 1; width <= 20; ++width)
            time_blocks(*kernels, width);
        time_lower_bound(*kernels);
    }
    for (unsigned width = 1; width <= 20; ++width) {
        for (const unsigned exceptions : {0u, 20u})
            time_patched(width, exceptions);
    }
    std::printf("{\"kept\":%u}\n", kept);
}

}  // namespace
}  // namespace seogo::index

int main() { seogo::index::run(); }
