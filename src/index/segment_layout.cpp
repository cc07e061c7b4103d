// The summary of a segment as bytes and back.
#include "index/segment_layout.h"

#include <bit>

#include "index/segment_format.h"

namespace seogo::index {
namespace {

constexpr std::size_t kDoubles = kTermClasses * (1 + 2 * kFieldCount);
constexpr std::size_t kSummaryBytes = 8 + 8 * kFieldCount + 8 * kDoubles;

void put_double(std::string& out, double value) {
    put_number(out, std::bit_cast<std::uint64_t>(value), 8);
}

// Far from what overflows or vanishes on the way to a score; false for what is no number.
bool is_sound(double value) { return value >= 1e-6 && value <= 1e6; }

bool is_sound(const ScoringParams& scoring) {
    if (!is_sound(scoring.k1)) return false;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const double share = scoring.length_share[f];
        if (!(share >= 0 && share <= 1) || !is_sound(scoring.field_weight[f])) return false;
    }
    return true;
}

}  // namespace

std::string summary_bytes(const SegmentSummary& summary) {
    std::string out;
    put_number(out, summary.passages, 4);
    put_number(out, static_cast<std::uint32_t>(summary.main_field), 4);
    for (const std::uint64_t total : summary.field_totals)
        put_number(out, total, 8);
    for (const ScoringParams& params : {summary.scoring.words, summary.scoring.syllables}) {
        put_double(out, params.k1);
        for (const double share : params.length_share)
            put_double(out, share);
        for (const double weight : params.field_weight)
            put_double(out, weight);
    }
    return out;
}

Result<SegmentSummary> read_summary(const Section& section) {
    const auto* bytes = section.size() == kSummaryBytes
                            ? reinterpret_cast<const char*>(section.read(0, kSummaryBytes))
                            : nullptr;
    if (bytes == nullptr) {
        return Error{ErrorKind::kBadFile, "the segment's summary is damaged or missing"};
    }
    SegmentSummary summary;
    summary.passages = static_cast<std::uint32_t>(get_number(bytes, 4));
    const std::uint64_t field = get_number(bytes + 4, 4);
    const char* at = bytes + 8;
    const auto next = [&] { return get_number(std::exchange(at, at + 8), 8); };
    for (std::uint64_t& total : summary.field_totals)
        total = next();
    for (ScoringParams* params : {&summary.scoring.words, &summary.scoring.syllables}) {
        params->k1 = std::bit_cast<double>(next());
        for (double& share : params->length_share)
            share = std::bit_cast<double>(next());
        for (double& weight : params->field_weight)
            weight = std::bit_cast<double>(next());
    }
    if (field >= kFieldCount || summary.passages == 0xFFFFFFFF ||
        !is_sound(summary.scoring.words) || !is_sound(summary.scoring.syllables)) {
        return Error{ErrorKind::kBadFile, "the segment's summary makes no sense"};
    }
    summary.main_field = static_cast<Field>(field);
    return summary;
}

std::array<double, kFieldCount> averages_of(
    const std::array<std::uint64_t, kFieldCount>& field_totals, std::uint64_t passages) {
    std::array<double, kFieldCount> averages{};
    for (std::size_t f = 0; f < kFieldCount && passages > 0; ++f) {
        averages[f] = static_cast<double>(field_totals[f]) / static_cast<double>(passages);
    }
    return averages;
}

}  // namespace seogo::index
