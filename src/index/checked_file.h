// A file of named sections whose bytes are compared with checksums piece by piece, when first read.
//
// Layout (docs/formats/segment.md): magic, sections one after the other, then a directory (where
// each section lies, the XXH3-64 of every 16 KiB piece) and a footer with the directory's own
// checksum. So a file can be written as a stream, opened without reading it, and no byte of an
// unchecked piece is ever followed.
// Threads: a CheckedFile from any number at once; a writer from one.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::index {

inline constexpr std::size_t kPieceBytes = std::size_t{1} << 14;
// Zeros after each section, so that a reader may load a whole word at its last byte.
inline constexpr std::size_t kSectionPadding = 16;

class CheckedFile;

// Bytes of one section. Borrows its file.
class Section {
public:
    Section() = default;
    Section(const CheckedFile& file, std::uint64_t begin, std::uint64_t size)
        : file_(&file), begin_(begin), size_(size) {}

    std::uint64_t size() const { return size_; }
    // `size` checked bytes from `at`, with kSectionPadding readable ones behind them. Null where
    // they are not all within the section, or where a piece of them is damaged: file.damage() says
    // so from then on.
    const std::uint8_t* read(std::uint64_t at, std::uint64_t size) const;
    // Bytes [at, at + size) as a section of their own; empty where they do not lie within.
    Section part(std::uint64_t at, std::uint64_t size) const;

private:
    const CheckedFile* file_ = nullptr;
    std::uint64_t begin_ = 0, size_ = 0;
};

class CheckedFile {
public:
    // Borrows `bytes` for its life. Reads the footer and the directory only. kBadFile names what
    // disagrees: magic, version, size, checksum.
    static Result<std::unique_ptr<CheckedFile>> open(std::span<const std::byte> bytes);

    // Empty where the file has no section of this number.
    Section section(std::uint32_t number) const;
    // The checksum of the directory, which covers the checksums of all pieces.
    std::uint64_t checksum() const { return checksum_; }
    // What was found damaged since open, in words; nothing where all that was read was whole.
    std::optional<std::string> damage() const;
    // Reads every piece. kBadFile.
    Status verify() const;

private:
    friend class Section;
    struct Place {
        std::uint32_t number = 0;
        std::uint64_t begin = 0, size = 0;
    };
    CheckedFile() = default;
    const std::uint8_t* read(std::uint64_t at, std::uint64_t size) const;
    bool check_piece(std::size_t piece) const;

    const std::uint8_t* data_ = nullptr;
    std::uint64_t checked_size_ = 0;  // bytes that pieces cover
    std::uint64_t checksum_ = 0;
    std::vector<Place> places_;
    const std::uint8_t* sums_ = nullptr;
    std::unique_ptr<std::atomic<bool>[]> good_;      // by piece
    mutable std::atomic<std::int64_t> damaged_{-1};  // a piece
};

// Where a CheckedFileWriter puts its bytes.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    virtual Status append(std::string_view bytes) = 0;
};

class StringSink final : public ByteSink {
public:
    Status append(std::string_view bytes) override {
        bytes_ += bytes;
        return ok_status();
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class CheckedFileWriter {
public:
    // Borrows the sink.
    explicit CheckedFileWriter(ByteSink& sink);
    // All that is appended from here on belongs to the section of this number. Each number once.
    Status begin_section(std::uint32_t number);
    Status append(std::string_view bytes);
    // The directory and the footer; answers the file's checksum().
    Result<std::uint64_t> finish();
    // Bytes of the section in hand so far.
    std::uint64_t section_size() const { return written_ - section_begin_; }

private:
    Status put(std::string_view bytes);
    Status end_section();

    ByteSink& sink_;
    std::uint64_t written_ = 0, section_begin_ = 0;
    bool in_section_ = false;
    std::string piece_;  // bytes of the piece that is not full yet
    std::string sums_;
    std::string directory_;
    std::uint32_t sections_ = 0;
};

inline const std::uint8_t* CheckedFile::read(std::uint64_t at, std::uint64_t size) const {
    const std::uint64_t last = size == 0 ? at : at + size - 1;
    for (std::uint64_t piece = at / kPieceBytes; piece <= last / kPieceBytes; ++piece) {
        if (good_[piece].load(std::memory_order_relaxed)) continue;
        if (!check_piece(piece)) return nullptr;
    }
    return data_ + at;
}

inline const std::uint8_t* Section::read(std::uint64_t at, std::uint64_t size) const {
    if (file_ == nullptr || at > size_ || size > size_ - at) return nullptr;
    return file_->read(begin_ + at, size);
}

inline Section Section::part(std::uint64_t at, std::uint64_t size) const {
    if (file_ == nullptr || at > size_ || size > size_ - at) return {};
    return {*file_, begin_ + at, size};
}

}  // namespace seogo::index
