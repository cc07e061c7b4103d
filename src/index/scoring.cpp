// The tables of Saturation: what depends on a field's norm alone is computed once.
#include "index/scoring.h"

#include <algorithm>

namespace seogo::index {

std::string_view field_name(Field field) {
    static constexpr std::array<std::string_view, kFieldCount> kNames = {"title", "notes",
                                                                         "concepts", "body", "org"};
    return kNames[static_cast<std::size_t>(field)];
}

Saturation::Saturation(const ScoringParams& params, const std::array<double, kFieldCount>& average)
    : params_(params),
      average_(average),
      factor_(kFieldCount * 256),
      table_(kFieldCount * kTabled * 256) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const double b = params.length_share[f];
        const double mean = std::max(average[f], 1.0);
        for (std::size_t norm = 0; norm < 256; ++norm) {
            const double length = std::max(length_of(static_cast<std::uint8_t>(norm)), 1u);
            factor_[f * 256 + norm] = params.field_weight[f] / (1 - b + b * length / mean);
        }
        for (std::uint32_t freq = 0; freq < kTabled; ++freq) {
            for (std::size_t norm = 0; norm < 256; ++norm) {
                const double sum = freq * factor_[f * 256 + norm];
                table_[(f * kTabled + freq) * 256 + norm] = sum / (params.k1 + sum);
            }
        }
    }
}

double loosened(std::uint8_t bound, double growth, double k1) {
    if (bound == 255) return 1;
    const double saturation = bound / 255.0;
    if (growth <= 1) return saturation;
    // saturation = T / (k1 + T); T grows at most `growth` times.
    const double sum = growth * k1 * saturation / (1 - saturation);
    return sum / (k1 + sum);
}

}  // namespace seogo::index
