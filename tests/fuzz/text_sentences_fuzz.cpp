// Any bytes at all: sentences are ranges in order that begin and end between characters and leave
// nothing out but white space.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "text/sentence.h"
#include "text/unicode.h"

using namespace seogo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::size_t at = 0;
    const auto skip_to = [&](std::size_t end, bool is_held) {
        while (at < end) {
            const auto c = text::code_point_at(input, at);
            const bool is_letter = text::script_of(c.value) != text::Script::kOther;
            SEOGO_CHECK(is_held || !is_letter);
            at += c.length;
        }
        SEOGO_CHECK(at == end);
    };
    for (const text::Span span : text::sentences(input)) {
        SEOGO_CHECK(span.begin >= at && span.begin < span.end && span.end <= size);
        skip_to(span.begin, false);
        skip_to(span.end, true);
    }
    skip_to(size, false);
    return 0;
}
