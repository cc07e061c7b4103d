// One file with one state of the archive, and the way back into a folder.
//
// A ustar file (docs/formats/archive.md): seogo.db, journal/, blobs/, index/, and last the manifest
// that names every entry with its size and checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "store/store_core.h"

namespace seogo::store {

inline constexpr const char* kManifestName = "seogo-backup.txt";
inline constexpr std::string_view kManifestHead = "seogo backup 1\n";

// A checksum of bytes that come in pieces of kPieceBytes (the last may be shorter):
// sum = sum * kFactor + XXH3-64(piece). Of one piece it is that piece's XXH3-64.
class RunningChecksum {
public:
    static constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
    static constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15u;
    void add(std::span<const std::byte> piece);
    std::uint64_t value() const { return sum_; }

private:
    std::uint64_t sum_ = 0;
};

// As Store::backup(). The file is there whole and synced, or not at all.
Status write_backup(const std::shared_ptr<StoreCore>& core, const base::Path& file);

// Unpacks all entries of a backup into `folder`, which must not exist. kBadFile for anything but a
// whole backup: foreign names, links, checksums that disagree, entries that the manifest lacks.
Status unpack_backup(base::FileSystem& files, const base::Path& file, const base::Path& folder);

}  // namespace seogo::store
