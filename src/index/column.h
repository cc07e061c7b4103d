// A column: n numbers of 64 bits, kept as the smallest one and how far each lies above it.
//
// Bytes: width in bits (1), base (8), count (8), then count * width bits, least significant first,
// the last byte filled with zeros; all numbers little-endian.
// Threads: a ColumnReader from any number at once.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "base/error.h"
#include "index/checked_file.h"

namespace seogo::index {

// Appends `values` (any, also none) as a column.
void append_column(std::span<const std::uint64_t> values, std::string& out);

// Random access by one load of eight bytes, or two where a number crosses nine.
class ColumnReader {
public:
    // An empty column.
    ColumnReader() = default;
    // `section` holds one column and nothing else; borrows its file. kBadFile where a size or the
    // width cannot be, or where the head is damaged. Reads the head only.
    static Result<ColumnReader> open(const Section& section);

    std::uint64_t size() const { return size_; }
    // Number `i`, below size(). 0 where its bytes are damaged: the file's damage() says so from
    // then on. What a number is worth (an offset, an id) is for the caller to check.
    std::uint64_t get(std::uint64_t i) const;

private:
    Section bits_;
    std::uint64_t base_ = 0, size_ = 0;
    unsigned width_ = 0;  // 0..64
};

inline std::uint64_t ColumnReader::get(std::uint64_t i) const {
    SEOGO_CHECK(i < size_);
    if (width_ == 0) return base_;
    const std::uint64_t bit = i * width_;
    const unsigned shift = bit % 8;
    const std::uint64_t bytes = (shift + width_ + 7) / 8;  // 1..9
    const std::uint8_t* at = bits_.read(bit / 8, bytes);
    if (at == nullptr) return 0;
    std::uint64_t value;  // reads into the section's padding at its end
    std::memcpy(&value, at, sizeof value);
    value >>= shift;
    if (bytes > 8) value |= std::uint64_t{at[8]} << (64 - shift);
    return base_ + (value & (~std::uint64_t{0} >> (64 - width_)));
}

}  // namespace seogo::index
