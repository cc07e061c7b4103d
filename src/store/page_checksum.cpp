// Seals and checks pages (XXH3-64) and frames of the log (SQLite's own sum).
#include "store/page_checksum.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/hash.h"

namespace seogo::store {
namespace {

constexpr std::size_t kSealedBytes = kPageSize - kReservedBytes;

std::uint64_t checksum_of(std::uint32_t number, ConstPage page) {
    const std::string_view bytes(reinterpret_cast<const char*>(page.data()), kSealedBytes);
    return base::checksum(bytes) + std::uint64_t{number} * 0x9E3779B97F4A7C15u;
}

std::uint32_t big_endian(std::span<const std::byte> bytes) {
    return std::to_integer<std::uint32_t>(bytes[0]) << 24 |
           std::to_integer<std::uint32_t>(bytes[1]) << 16 |
           std::to_integer<std::uint32_t>(bytes[2]) << 8 | std::to_integer<std::uint32_t>(bytes[3]);
}

std::uint32_t little_endian(std::span<const std::byte> bytes) {
    return std::to_integer<std::uint32_t>(bytes[3]) << 24 |
           std::to_integer<std::uint32_t>(bytes[2]) << 16 |
           std::to_integer<std::uint32_t>(bytes[1]) << 8 | std::to_integer<std::uint32_t>(bytes[0]);
}

// SQLite file format 4.2 "The checksum algorithm": s0 and s1 run over pairs of 32-bit words.
struct FrameSum {
    std::uint32_t s0 = 0, s1 = 0;

    void add(std::span<const std::byte> bytes, bool words_are_big_endian) {
        const auto word = words_are_big_endian ? big_endian : little_endian;
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            s0 += word(bytes.subspan(at)) + s1;
            s1 += word(bytes.subspan(at + 4)) + s0;
        }
    }
};

// Reads exactly out.size() bytes; false where the file ends before.
Result<bool> read_whole(base::File& file, std::uint64_t offset, std::span<std::byte> out) {
    SEOGO_ASSIGN(const std::size_t count, file.read_at(offset, out));
    return count == out.size();
}

constexpr std::uint32_t kMagicLittle = 0x377f0682, kMagicBig = 0x377f0683;

}  // namespace

void seal_page(std::uint32_t number, Page page) {
    std::uint64_t sum = checksum_of(number, page);
    for (std::size_t i = kSealedBytes; i < kPageSize; ++i, sum >>= 8) {
        page[i] = static_cast<std::byte>(sum & 0xff);
    }
}

bool page_is_sound(std::uint32_t number, ConstPage page) {
    std::uint64_t stored = 0;
    for (std::size_t i = kPageSize; i-- > kSealedBytes;) {
        stored = stored << 8 | std::to_integer<std::uint64_t>(page[i]);
    }
    if (stored == checksum_of(number, page)) return true;
    return std::all_of(page.begin(), page.end(), [](std::byte b) { return b == std::byte{0}; });
}

Result<bool> frame_is_sound(base::File& log, std::uint64_t offset, ConstPage page) {
    if (offset < kWalHeaderSize + kFrameHeaderSize ||
        (offset - kWalHeaderSize - kFrameHeaderSize) % kFrameSize != 0) {
        return false;
    }
    const std::uint64_t frame = offset - kFrameHeaderSize;
    std::array<std::byte, kWalHeaderSize> head;
    SEOGO_ASSIGN(const bool has_head, read_whole(log, 0, head));
    std::array<std::byte, kFrameHeaderSize> own;
    SEOGO_ASSIGN(const bool has_own, read_whole(log, frame, own));
    if (!has_head || !has_own) return false;
    const std::uint32_t magic = big_endian(head);
    if (magic != kMagicLittle && magic != kMagicBig) return false;

    FrameSum sum{big_endian(std::span(head).subspan(24)), big_endian(std::span(head).subspan(28))};
    if (frame > kWalHeaderSize) {
        std::array<std::byte, 8> before;
        SEOGO_ASSIGN(const bool has_before,
                     read_whole(log, frame - kFrameSize + kFrameHeaderSize - 8, before));
        if (!has_before) return false;
        sum = {big_endian(before), big_endian(std::span(before).subspan(4))};
    }
    sum.add(std::span(own).first(8), magic == kMagicBig);
    sum.add(page, magic == kMagicBig);
    return sum.s0 == big_endian(std::span(own).subspan(16)) &&
           sum.s1 == big_endian(std::span(own).subspan(20));
}

Result<std::set<std::uint32_t>> pages_in_log(base::File& log) {
    std::set<std::uint32_t> pages;
    std::array<std::byte, kWalHeaderSize> head;
    SEOGO_ASSIGN(const bool has_head, read_whole(log, 0, head));
    if (!has_head) return pages;
    std::array<std::byte, kFrameSize> frame;
    for (std::uint64_t at = kWalHeaderSize;; at += kFrameSize) {
        SEOGO_ASSIGN(const bool whole, read_whole(log, at, frame));
        const std::span<const std::byte> bytes = frame;
        if (!whole || !std::ranges::equal(bytes.subspan(8, 8), std::span(head).subspan(16, 8))) {
            return pages;
        }
        const auto page = bytes.subspan(kFrameHeaderSize).first<kPageSize>();
        SEOGO_ASSIGN(const bool sound, frame_is_sound(log, at + kFrameHeaderSize, page));
        if (!sound) return pages;
        pages.insert(big_endian(bytes));
    }
}

}  // namespace seogo::store
