// Any bytes at all: folding is valid UTF-8, is its own folding, equals that of the NFC twin, and
// each of its bytes leads back to a range of whole characters; what is printed is harmless.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "text/unicode.h"

using namespace seogo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const text::Folded folded = text::fold(input);
    SEOGO_CHECK(text::is_valid_utf8(folded.text));
    SEOGO_CHECK(folded.source_begin.size() == folded.text.size());
    SEOGO_CHECK(folded.source_end.size() == folded.text.size());
    for (std::size_t i = 0; i < folded.text.size(); ++i) {
        SEOGO_CHECK(folded.source_begin[i] < folded.source_end[i]);
        SEOGO_CHECK(folded.source_end[i] <= input.size());
        SEOGO_CHECK(i == 0 || folded.source_begin[i - 1] <= folded.source_begin[i]);
    }
    SEOGO_CHECK(text::fold(folded.text).text == folded.text);
    const std::string composed = text::to_nfc(input);
    SEOGO_CHECK(text::to_nfc(composed) == composed);
    SEOGO_CHECK(text::fold(composed).text == folded.text);
    SEOGO_CHECK(text::is_valid_utf8(text::printable(input)));
    SEOGO_CHECK(text::display_width(input) <= 2 * input.size());
    return 0;
}
