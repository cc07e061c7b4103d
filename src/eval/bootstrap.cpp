// Bootstrap intervals and the randomization test.
#include "eval/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace seogo::eval {
namespace {

// std::mt19937_64 is the same everywhere, the library's distributions are not.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : bits_(seed) {}
    // In [0, bound), bound < 2^32; the bias is below 2^-32.
    std::size_t below(std::size_t bound) { return ((bits_() >> 32) * bound) >> 32; }
    std::uint64_t bits() { return bits_(); }

private:
    std::mt19937_64 bits_;
};

double mean_of(std::span<const double> values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Of a sorted, non-empty list; linear between the two neighbours.
double quantile(std::span<const double> sorted, double q) {
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto left = static_cast<std::size_t>(place);
    const std::size_t right = std::min(left + 1, sorted.size() - 1);
    return sorted[left] + (place - static_cast<double>(left)) * (sorted[right] - sorted[left]);
}

}  // namespace

std::vector<Estimate> estimate(std::span<const MetricColumn> columns, const Resampling& options) {
    std::vector<Estimate> out(columns.size());
    if (columns.empty() || columns[0].values.empty()) return out;
    const std::size_t count = columns[0].values.size();
    std::vector<std::vector<double>> means(columns.size());
    std::vector<double> times(count);  // how often each query was drawn
    Draws draws(options.seed);
    for (std::size_t round = 0; round < options.resamples; ++round) {
        std::fill(times.begin(), times.end(), 0.0);
        for (std::size_t i = 0; i < count; ++i)
            times[draws.below(count)] += 1;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            SEOGO_CHECK(columns[c].values.size() == count);
            const double sum =
                std::inner_product(times.begin(), times.end(), columns[c].values.begin(), 0.0);
            means[c].push_back(sum / static_cast<double>(count));
        }
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::sort(means[c].begin(), means[c].end());
        out[c] = {mean_of(columns[c].values), quantile(means[c], 0.025), quantile(means[c], 0.975)};
    }
    return out;
}

double randomization_p(std::span<const double> differences, const Resampling& options) {
    const double observed = std::abs(mean_of(differences));
    const double sum_observed = observed * static_cast<double>(differences.size());
    // Sums of equal parts in another order differ in their last bits only.
    const double slack = 1e-12 * static_cast<double>(differences.size());
    Draws draws(options.seed);
    std::size_t hits = 0;
    for (std::size_t round = 0; round < options.resamples; ++round) {
        double sum = 0;
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            if (i % 64 == 0) bits = draws.bits();
            sum += (bits >> (i % 64)) & 1 ? differences[i] : -differences[i];
        }
        if (std::abs(sum) >= sum_observed - slack) ++hits;
    }
    return static_cast<double>(hits + 1) / static_cast<double>(options.resamples + 1);
}

}  // namespace seogo::eval
