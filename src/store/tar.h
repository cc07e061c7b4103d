// Tar files (POSIX.1-1988 "ustar"): plain files only, written and read as a stream.
//
// Source: POSIX.1-2017, pax, "ustar Interchange Format".
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

class TarWriter {
public:
    // Writes from the file's begin on. `modified_s`: time that every entry carries.
    TarWriter(base::File& file, std::int64_t modified_s) : file_(file), modified_s_(modified_s) {}

    // A whole entry; names up to 100 bytes.
    Status add(std::string_view name, std::string_view bytes);
    // Announces an entry of `size` bytes, which append() then brings.
    Status begin(std::string_view name, std::uint64_t size);
    Status append(std::span<const std::byte> bytes);
    Status finish();  // the two blocks of zeros; does not sync

private:
    Status pad();
    base::File& file_;
    std::int64_t modified_s_;
    std::uint64_t at_ = 0;
    std::uint64_t missing_ = 0;  // bytes of the entry that did not come yet
};

class TarReader {
public:
    explicit TarReader(base::File& file) : file_(file) {}

    struct Entry {
        std::string name;
        std::uint64_t begin = 0, size = 0;  // in the tar file
    };
    // The next entry; nothing at the two blocks of zeros. kBadFile for a header whose checksum
    // disagrees, an entry that is no plain file, one that the file is too short for, a file that
    // ends before the blocks of zeros.
    Result<std::optional<Entry>> next();

private:
    base::File& file_;
    std::uint64_t at_ = 0;
};

}  // namespace seogo::store
