// Any bytes at all: decoding answers a text, and encoding it gives the same bytes back.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "text/encoding.h"
#include "text/language.h"
#include "text/unicode.h"

using namespace seogo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const text::Decoded decoded = text::decode(bytes);
    SEOGO_CHECK(decoded.valid == text::is_valid_utf8(decoded.text));
    const auto back = text::encode(decoded.text, decoded.encoding);
    SEOGO_CHECK(back.ok());
    SEOGO_CHECK(back.value() == bytes);
    const auto named = text::encoding_from_name(text::encoding_name(decoded.encoding));
    SEOGO_CHECK(named.ok() && named.value() == decoded.encoding);
    for (const auto charset : {text::Charset::kUtf16Be, text::Charset::kCp949}) {
        const auto other = text::encode(decoded.text, {charset, false});
        if (!other.ok()) SEOGO_CHECK(!other.error().message.empty());
    }
    (void)text::language_of(bytes);
    return 0;
}
