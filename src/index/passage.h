// A passage as the index knows it: where it lies, and the fields that its words stand in.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace seogo::index {

// The fields that a passage's words can stand in. Names for people: title notes concepts body org.
enum class Field : std::uint8_t { kTitle, kNotes, kConcepts, kBody, kOrg };
inline constexpr std::size_t kFieldCount = 5;
std::string_view field_name(Field field);

// A passage: bytes [begin, end) of an item's text. Order by (item, begin).
struct PassageKey {
    std::int64_t item = 0;
    std::uint32_t begin = 0, end = 0;
    friend auto operator<=>(const PassageKey&, const PassageKey&) = default;
};

struct FieldText {
    Field field = Field::kBody;
    std::string_view text;
};

// How often a term stands in each field of a passage; saturates at 65535.
using TermFreqs = std::array<std::uint16_t, kFieldCount>;
inline constexpr std::uint32_t kTermFreqMax = 65535;

}  // namespace seogo::index
