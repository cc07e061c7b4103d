// Writes columns, and checks the head of one before it is read.
#include "index/column.h"

#include <algorithm>
#include <bit>

#include "index/segment_format.h"

namespace seogo::index {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are loaded as they lie");

constexpr std::size_t kHeadBytes = 17;  // width, base, count
constexpr unsigned kNumberBits = 64;

}  // namespace

void append_column(std::span<const std::uint64_t> values, std::string& out) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const std::uint64_t base = values.empty() ? 0 : *least;
    const auto width = values.empty() ? 0u : static_cast<unsigned>(std::bit_width(*most - base));
    put_number(out, width, 1);
    put_number(out, base, 8);
    put_number(out, values.size(), 8);
    std::uint64_t bits = 0;  // not written yet
    unsigned filled = 0;     // 0..63 of them
    for (const std::uint64_t value : values) {
        const std::uint64_t above = value - base;
        bits |= above << filled;
        filled += width;
        if (filled < kNumberBits) continue;
        put_number(out, bits, 8);
        filled -= kNumberBits;
        bits = filled == 0 ? 0 : above >> (width - filled);
    }
    put_number(out, bits, (filled + 7) / 8);
}

Result<ColumnReader> ColumnReader::open(const Section& section) {
    const std::uint8_t* head = section.read(0, kHeadBytes);
    if (head == nullptr) return Error{ErrorKind::kBadFile, "a column's head is short or damaged"};
    const auto* bytes = reinterpret_cast<const char*>(head);
    ColumnReader column;
    column.width_ = head[0];
    column.base_ = get_number(bytes + 1, 8);
    column.size_ = get_number(bytes + 9, 8);
    column.bits_ = section.part(kHeadBytes, section.size() - kHeadBytes);
    const std::uint64_t width = column.width_, bits_size = column.bits_.size();
    // Bounds the count first, so that its product with the width is one.
    const bool fits = width == 0 ? bits_size == 0
                                 : width <= kNumberBits && column.size_ <= bits_size * 8 / width &&
                                       bits_size == (column.size_ * width + 7) / 8;
    if (!fits) return Error{ErrorKind::kBadFile, "a column's size is not that of its numbers"};
    return column;
}

}  // namespace seogo::index
