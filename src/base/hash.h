// Hashes: SHA-256 (content addresses) and XXH3-64 (checksums of our own files).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace seogo::base {

// The content address of bytes: SHA-256, 64 lower-case hex digits (FIPS 180-4).
std::string content_hash(std::string_view bytes);

// XXH3-64. Finds accidents (bit flips, truncation), not attackers.
std::uint64_t checksum(std::string_view bytes);

}  // namespace seogo::base
