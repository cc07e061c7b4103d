// Writes sections with the checksums of their pieces behind them; checks a piece when it is read.
#include "index/checked_file.h"

#include "base/hash.h"
#include "index/segment_format.h"

namespace seogo::index {
namespace {

constexpr std::string_view kMagic = "SEOGOSEG";
constexpr std::uint64_t kVersion = 2;
// Footer: size of the directory (8), sections (4), version (4), bytes before the directory (8),
// checksum of the directory and of the footer so far (8), magic (8).
constexpr std::size_t kFooterBytes = 40;
constexpr std::size_t kFooterChecked = 24;
constexpr std::size_t kPlaceBytes = 20;  // number (4), begin (8), size (8)
constexpr std::size_t kSumBytes = 8;
constexpr std::size_t kSectionsMax = 64;

Error bad(std::string_view what) {
    return {ErrorKind::kBadFile, "the segment's " + std::string(what)};
}

std::uint64_t pieces_of(std::uint64_t size) { return (size + kPieceBytes - 1) / kPieceBytes; }

std::string_view text_of(const std::uint8_t* data, std::uint64_t size) {
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

}  // namespace

Result<std::unique_ptr<CheckedFile>> CheckedFile::open(std::span<const std::byte> bytes) {
    const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (file.size() < kMagic.size() + kFooterBytes) return bad("footer is cut short");
    if (!file.starts_with(kMagic)) return bad("first bytes are not SEOGOSEG");
    if (!file.ends_with(kMagic)) return bad("last bytes are not SEOGOSEG: it is cut short");
    const std::size_t footer_at = file.size() - kFooterBytes;
    const char* footer = file.data() + footer_at;
    const std::uint64_t directory_size = get_number(footer, 8);
    const std::uint64_t sections = get_number(footer + 8, 4);
    const std::uint64_t version = get_number(footer + 12, 4);
    const std::uint64_t checked = get_number(footer + 16, 8);
    if (version != kVersion) {
        return bad("version is " + std::to_string(version) + ", this program reads " +
                   std::to_string(kVersion));
    }
    if (checked > footer_at || directory_size != footer_at - checked || sections > kSectionsMax ||
        directory_size != sections * kPlaceBytes + pieces_of(checked) * kSumBytes) {
        return bad("sizes do not fill its file");
    }
    const std::uint64_t sum = get_number(footer + kFooterChecked, 8);
    if (sum != base::checksum(file.substr(checked, directory_size + kFooterChecked))) {
        return bad("directory disagrees with its checksum");
    }
    std::unique_ptr<CheckedFile> opened(new CheckedFile);
    opened->data_ = reinterpret_cast<const std::uint8_t*>(file.data());
    opened->checked_size_ = checked;
    opened->checksum_ = sum;
    for (std::uint64_t i = 0; i < sections; ++i) {
        const char* at = file.data() + checked + i * kPlaceBytes;
        const Place place{static_cast<std::uint32_t>(get_number(at, 4)), get_number(at + 4, 8),
                          get_number(at + 12, 8)};
        if (place.begin > checked || place.size > checked - place.begin ||
            checked - place.begin - place.size < kSectionPadding) {
            return bad("directory names bytes that it does not have");
        }
        opened->places_.push_back(place);
    }
    opened->sums_ = opened->data_ + checked + sections * kPlaceBytes;
    opened->good_ = std::make_unique<std::atomic<bool>[]>(pieces_of(checked));
    return opened;
}

Section CheckedFile::section(std::uint32_t number) const {
    for (const Place& place : places_) {
        if (place.number == number) return {*this, place.begin, place.size};
    }
    return {};
}

bool CheckedFile::check_piece(std::size_t piece) const {
    const std::uint64_t begin = piece * kPieceBytes;
    const std::uint64_t size = std::min<std::uint64_t>(kPieceBytes, checked_size_ - begin);
    const auto* sum = reinterpret_cast<const char*>(sums_ + piece * kSumBytes);
    if (base::checksum(text_of(data_ + begin, size)) == get_number(sum, 8)) {
        good_[piece].store(true, std::memory_order_relaxed);
        return true;
    }
    damaged_.store(static_cast<std::int64_t>(piece), std::memory_order_relaxed);
    return false;
}

std::optional<std::string> CheckedFile::damage() const {
    const std::int64_t piece = damaged_.load(std::memory_order_relaxed);
    if (piece < 0) return std::nullopt;
    return "the segment's bytes from " +
           std::to_string(static_cast<std::uint64_t>(piece) * kPieceBytes) +
           " disagree with their checksum";
}

Status CheckedFile::verify() const {
    for (std::size_t piece = 0; piece < pieces_of(checked_size_); ++piece) {
        if (!check_piece(piece)) return Error{ErrorKind::kBadFile, *damage()};
    }
    return ok_status();
}

CheckedFileWriter::CheckedFileWriter(ByteSink& sink) : sink_(sink) {}

Status CheckedFileWriter::put(std::string_view bytes) {
    SEOGO_TRY(sink_.append(bytes));
    written_ += bytes.size();
    while (!bytes.empty()) {
        if (piece_.empty() && bytes.size() >= kPieceBytes) {
            put_number(sums_, base::checksum(bytes.substr(0, kPieceBytes)), kSumBytes);
            bytes.remove_prefix(kPieceBytes);
            continue;
        }
        const std::size_t taken = std::min(bytes.size(), kPieceBytes - piece_.size());
        piece_ += bytes.substr(0, taken);
        bytes.remove_prefix(taken);
        if (piece_.size() == kPieceBytes) {
            put_number(sums_, base::checksum(piece_), kSumBytes);
            piece_.clear();
        }
    }
    return ok_status();
}

Status CheckedFileWriter::begin_section(std::uint32_t number) {
    if (written_ == 0) SEOGO_TRY(put(kMagic));
    SEOGO_TRY(end_section());
    put_number(directory_, number, 4);
    section_begin_ = written_;
    in_section_ = true;
    return ok_status();
}

Status CheckedFileWriter::append(std::string_view bytes) {
    SEOGO_CHECK(in_section_);
    return put(bytes);
}

Status CheckedFileWriter::end_section() {
    if (!in_section_) return ok_status();
    in_section_ = false;
    put_number(directory_, section_begin_, 8);
    put_number(directory_, written_ - section_begin_, 8);
    ++sections_;
    SEOGO_CHECK(sections_ <= kSectionsMax);
    return put(std::string(kSectionPadding, '\0'));
}

Result<std::uint64_t> CheckedFileWriter::finish() {
    if (written_ == 0) SEOGO_TRY(put(kMagic));
    SEOGO_TRY(end_section());
    if (!piece_.empty()) put_number(sums_, base::checksum(piece_), kSumBytes);
    const std::uint64_t checked = written_;
    std::string tail = std::move(directory_);
    tail += sums_;
    const std::uint64_t directory_size = tail.size();
    put_number(tail, directory_size, 8);
    put_number(tail, sections_, 4);
    put_number(tail, kVersion, 4);
    put_number(tail, checked, 8);
    const std::uint64_t sum = base::checksum(tail);
    put_number(tail, sum, 8);
    tail += kMagic;
    SEOGO_TRY(sink_.append(tail));
    return sum;
}

}  // namespace seogo::index
