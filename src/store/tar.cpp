// Writes and reads headers of tar files, and the blocks behind them.
#include "store/tar.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

namespace seogo::store {
namespace {

constexpr std::size_t kBlockSize = 512;
constexpr std::uint64_t kEntryMax = (std::uint64_t{1} << 33) - 1;  // 11 octal digits

using Block = std::array<char, kBlockSize>;

struct Field {
    std::size_t begin, size;
};
constexpr Field kName = {0, 100}, kMode = {100, 8}, kUser = {108, 8}, kGroup = {116, 8},
                kSize = {124, 12}, kTime = {136, 12}, kSum = {148, 8}, kType = {156, 1},
                kMagic = {257, 8};
constexpr std::string_view kMagicText("ustar\00000", 8);

void put(Block& block, Field field, std::string_view text) {
    std::memcpy(block.data() + field.begin, text.data(), std::min(text.size(), field.size));
}

// Octal digits that fill the field but for the NUL at its end.
void put_octal(Block& block, Field field, std::uint64_t value) {
    for (std::size_t i = field.size - 1; i-- > 0; value >>= 3)
        block[field.begin + i] = static_cast<char>('0' + (value & 7));
}

std::string_view get(const Block& block, Field field) {
    const std::string_view text(block.data() + field.begin, field.size);
    return text.substr(0, std::min(text.find('\0'), text.size()));
}

std::optional<std::uint64_t> get_octal(const Block& block, Field field) {
    std::string_view digits = get(block, field);
    while (!digits.empty() && digits.back() == ' ')
        digits.remove_suffix(1);
    if (digits.empty()) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '7') return std::nullopt;
        value = value << 3 | static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

// Sum of all bytes, those of the sum itself taken as spaces.
std::uint64_t sum_of(const Block& block) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const bool own = i >= kSum.begin && i < kSum.begin + kSum.size;
        sum += own ? ' ' : static_cast<unsigned char>(block[i]);
    }
    return sum;
}

Block header_of(std::string_view name, std::uint64_t size, std::int64_t modified_s) {
    Block block{};
    put(block, kName, name);
    put_octal(block, kMode, 0600);
    put_octal(block, kUser, 0);
    put_octal(block, kGroup, 0);
    put_octal(block, kSize, size);
    put_octal(block, kTime, static_cast<std::uint64_t>(std::max<std::int64_t>(modified_s, 0)));
    put(block, kType, "0");
    put(block, kMagic, kMagicText);
    put_octal(block, {kSum.begin, kSum.size - 1}, sum_of(block));
    block[kSum.begin + kSum.size - 1] = ' ';
    return block;
}

std::uint64_t padding_of(std::uint64_t size) {
    return (kBlockSize - size % kBlockSize) % kBlockSize;
}

Error bad(std::string_view what) { return {ErrorKind::kBadFile, std::string(what)}; }

}  // namespace

Status TarWriter::add(std::string_view name, std::string_view bytes) {
    SEOGO_TRY(begin(name, bytes.size()));
    return append(std::as_bytes(std::span(bytes)));
}

Status TarWriter::begin(std::string_view name, std::uint64_t size) {
    SEOGO_CHECK(missing_ == 0 && !name.empty() && name.size() <= kName.size);
    if (size > kEntryMax) {
        return Error{ErrorKind::kUnsupported,
                     std::string(name) + ": larger than a tar file can hold (8 GiB)"};
    }
    const Block header = header_of(name, size, modified_s_);
    SEOGO_TRY(file_.write_at(at_, std::as_bytes(std::span(header))));
    at_ += kBlockSize;
    missing_ = size;
    return ok_status();
}

Status TarWriter::append(std::span<const std::byte> bytes) {
    SEOGO_CHECK(bytes.size() <= missing_);
    if (!bytes.empty()) SEOGO_TRY(file_.write_at(at_, bytes));
    at_ += bytes.size();
    missing_ -= bytes.size();
    return missing_ == 0 ? pad() : ok_status();
}

Status TarWriter::pad() {
    const Block zeros{};
    const auto size = static_cast<std::size_t>(padding_of(at_));
    if (size == 0) return ok_status();
    SEOGO_TRY(file_.write_at(at_, std::as_bytes(std::span(zeros)).first(size)));
    at_ += size;
    return ok_status();
}

Status TarWriter::finish() {
    SEOGO_CHECK(missing_ == 0);
    const std::array<char, 2 * kBlockSize> zeros{};
    return file_.write_at(at_, std::as_bytes(std::span(zeros)));
}

Result<std::optional<TarReader::Entry>> TarReader::next() {
    Block header;
    SEOGO_ASSIGN(const std::size_t count,
                 file_.read_at(at_, std::as_writable_bytes(std::span(header))));
    if (count < kBlockSize) return bad("cut short: no end of a tar file");
    const bool ends =
        std::all_of(header.begin(), header.end(), [](char byte) { return byte == '\0'; });
    if (ends) return std::optional<Entry>();
    const auto sum = get_octal(header, kSum);
    if (!sum || *sum != sum_of(header)) return bad("a header's checksum disagrees");
    const auto size = get_octal(header, kSize);
    if (get(header, {kMagic.begin, 5}) != "ustar" || !size) return bad("no ustar file");
    Entry entry{std::string(get(header, kName)), at_ + kBlockSize, *size};
    if (header[kType.begin] != '0') return bad(entry.name + ": not a plain file");
    SEOGO_ASSIGN(const std::uint64_t length, file_.size());
    if (*size > kEntryMax || length - entry.begin < *size) return bad(entry.name + ": cut short");
    at_ = entry.begin + entry.size + padding_of(entry.size);
    return std::optional<Entry>(std::move(entry));
}

}  // namespace seogo::store
