// Bytes from outside to UTF-8 and back again, byte for byte.
//
// UTF-8 (with or without BOM, NFC or NFD: never normalized here), UTF-16 LE/BE (with BOM, or
// without one where the bytes leave no doubt), CP949 (Microsoft's superset of EUC-KR).
// A file that cannot be given back exactly in its encoding is read as kUtf8 with its bytes kept as
// they are: invalid bytes travel through unchanged, and `valid` says that they are there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace seogo::text {

enum class Charset : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kCp949 };

struct Encoding {
    Charset charset = Charset::kUtf8;
    bool bom = false;
    friend bool operator==(const Encoding&, const Encoding&) = default;
};

// "utf-8", "utf-8-bom", "utf-16le", "utf-16le-bom", "utf-16be", "utf-16be-bom", "cp949"
std::string_view encoding_name(Encoding encoding);
Result<Encoding> encoding_from_name(std::string_view name);

struct Decoded {
    std::string text;  // UTF-8 without BOM
    Encoding encoding;
    bool valid = true;  // false: some bytes are no valid UTF-8 and were kept as they came
};

// Law: encode(decode(bytes).text, decode(bytes).encoding) == bytes, for any bytes at all.
Decoded decode(std::string_view bytes);

// kBadInput where the encoding lacks a character of the text; the message names it and its line.
Result<std::string> encode(std::string_view text, Encoding encoding);

}  // namespace seogo::text
