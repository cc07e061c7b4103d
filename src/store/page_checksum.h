// Checksums of what SQLite keeps: pages of the database file, frames of its write-ahead log.
//
// A page carries its checksum in the last 8 bytes, which SQLite is told to leave alone ("reserved
// bytes", SQLite file format 1.3.4; the idea is SQLite's own cksumvfs). A frame of the log carries
// one that SQLite itself looks at only when it recovers; here it is looked at on every read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>

#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

inline constexpr std::size_t kPageSize = 4096;  // of every database that Seogo makes
inline constexpr std::size_t kReservedBytes = 8;

using Page = std::span<std::byte, kPageSize>;
using ConstPage = std::span<const std::byte, kPageSize>;

// Writes the checksum of a page into its reserved bytes. `number`: from 1, as SQLite counts; a
// page that stands at another's place does not pass for it.
void seal_page(std::uint32_t number, Page page);

// Whether the page is as it was sealed. A page of zeros is sound too: SQLite leaves one where a
// page was freed before it was ever written.
bool page_is_sound(std::uint32_t number, ConstPage page);

// SQLite file format 4.1 "WAL file format".
inline constexpr std::uint64_t kWalHeaderSize = 32;
inline constexpr std::uint64_t kFrameHeaderSize = 24;
inline constexpr std::uint64_t kFrameSize = kFrameHeaderSize + kPageSize;

// Whether the page that was read at `offset` of a log is the one that its frame's checksum was
// made for. kIo where the headers before it cannot be read.
Result<bool> frame_is_sound(base::File& log, std::uint64_t offset, ConstPage page);

// Numbers of the pages that stand in the log: in frames that belong to it (their salts are those of
// its header) and are sound, up to the first that is not.
Result<std::set<std::uint32_t>> pages_in_log(base::File& log);

}  // namespace seogo::store
