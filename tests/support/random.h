// Seeded chance for tests: the same numbers in every run and with every compiler.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>

namespace seogo::testing {

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}

    std::uint32_t number() { return static_cast<std::uint32_t>(engine_()); }  // any 32 bits
    std::uint32_t below(std::uint32_t n) { return number() % n; }             // `n`: not 0
    std::uint16_t short_below(std::uint32_t n) { return static_cast<std::uint16_t>(below(n)); }
    std::uint8_t byte() { return static_cast<std::uint8_t>(number()); }
    bool one_in(std::uint32_t n) { return below(n) == 0; }
    double between(double least, double most) {
        return least + (most - least) * (number() / 4294967296.0);
    }
    // Every order is as likely (Fisher and Yates).
    template <typename Values>
    void shuffle(Values& values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
    }

private:
    std::mt19937 engine_;
};

}  // namespace seogo::testing
