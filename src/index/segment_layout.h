// Which section of a segment's file holds what, and the fixed numbers of its summary.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/scoring.h"

namespace seogo::index {

// Numbers of sections (docs/formats/segment.md).
enum class SectionId : std::uint32_t {
    kSummary = 1,
    kItems = 2,         // column: the items, rising
    kItemOrdinals = 3,  // column by passage: which of the items
    kBegins = 4,        // column by passage
    kSizes = 5,         // column by passage: end - begin
    kDictionary = 6,
    kLists = 7,
    kTrigrams = 8,  // trigram_index.h
    kNorms = 16,    // and the next four: of each field, a byte a passage
};
inline std::uint32_t number_of(SectionId id) { return static_cast<std::uint32_t>(id); }
inline std::uint32_t norms_section(std::size_t field) {
    return number_of(SectionId::kNorms) + static_cast<std::uint32_t>(field);
}

struct SegmentSummary {
    std::uint32_t passages = 0;
    Field main_field = Field::kBody;
    std::array<std::uint64_t, kFieldCount> field_totals{};  // of length_of(norm)
    Scoring scoring;                                        // what bounds were made with
};

std::string summary_bytes(const SegmentSummary& summary);
// kBadFile.
Result<SegmentSummary> read_summary(const Section& section);

// Length of each field on average, over passages; 0 where there are none.
std::array<double, kFieldCount> averages_of(
    const std::array<std::uint64_t, kFieldCount>& field_totals, std::uint64_t passages);

}  // namespace seogo::index
