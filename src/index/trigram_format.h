// The bytes of a trigram section, shared by all that write and read one: docs/formats/segment.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/trigram_index.h"

namespace seogo::index {

// Lists, directory, anchors, keys, then the footer: windows (4), trigrams (4), bytes of the lists
// (8), bytes of the directory (8).
inline constexpr std::size_t kTrigramFooterBytes = 24;
inline constexpr std::size_t kWindowKeyBytes = 16;      // item, begin, end
inline constexpr std::size_t kDirectoryBlock = 64;      // trigrams for each anchor
inline constexpr std::size_t kAnchorBytes = 3 + 5 + 5;  // trigram, offsets: directory, lists
inline constexpr std::size_t kListBlock = 128;          // windows for each header of a list

// First byte of a list.
inline constexpr std::uint8_t kListOfSteps = 0;
inline constexpr std::uint8_t kListOfBits = 1;

inline std::size_t anchors_of(std::uint64_t trigrams) {
    return static_cast<std::size_t>((trigrams + kDirectoryBlock - 1) / kDirectoryBlock);
}

// Lays a section out from lists that come by rising trigram; only the directory stays in memory.
class TrigramSectionBuilder {
public:
    // `windows`: how many the section will name.
    TrigramSectionBuilder(ByteSink& out, std::uint32_t windows) : out_(out), windows_(windows) {}
    // `numbers`: rising, below `windows`, at least one.
    Status add(Trigram trigram, std::span<const std::uint32_t> numbers);
    // `keys`: rising, as many as `windows`.
    Status finish(std::span<const TextWindow> keys);

private:
    ByteSink& out_;
    std::uint32_t windows_ = 0;
    std::uint32_t trigrams_ = 0;
    Trigram last_ = 0;
    std::uint64_t list_bytes_ = 0;
    std::string list_, directory_, anchors_;
};

}  // namespace seogo::index
