// Any bytes at all: terms stand in order and inside the text, their keys are valid and bounded,
// and their number is bounded by the text's length.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "text/analyzer.h"
#include "text/unicode.h"

using namespace seogo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto terms = text::analyze(input);
    SEOGO_CHECK(terms.size() <= 6 * size);
    std::uint32_t begin = 0, position = 0;
    for (const text::Term& term : terms) {
        SEOGO_CHECK(term.begin >= begin && term.begin < term.end && term.end <= size);
        SEOGO_CHECK(term.position == position || term.position == position + 1);
        SEOGO_CHECK(term.text.size() > 1 && term.text.size() <= 4096);
        SEOGO_CHECK(text::is_valid_utf8(term.text));
        begin = term.begin;
        position = term.position;
    }
    SEOGO_CHECK(size == 0 || !text::strip_particles(input).empty());
    SEOGO_CHECK(text::english_stem(input).size() <= size + 1);
    return 0;
}
