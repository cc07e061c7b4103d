// Any bytes at all: blocks and passages keep their laws, and a title is a short line.
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "doc/markdown.h"
#include "doc/passage.h"

namespace {

void check_passages(std::string_view text, seogo::doc::PassageOptions options) {
    std::size_t at = 0;
    for (const auto& passage : seogo::doc::passages(text, options)) {
        SEOGO_CHECK(passage.begin >= at && passage.begin < passage.end);
        SEOGO_CHECK(passage.end <= text.size());
        SEOGO_CHECK(passage.end - passage.begin <= options.bytes_max);
        SEOGO_CHECK(passage.heading_begin <= passage.heading_end);
        SEOGO_CHECK(passage.heading_end <= text.size());
        for (; at < passage.begin; ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            SEOGO_CHECK(byte <= ' ' || byte >= 0x80);  // white space beyond ASCII may be left out
        }
        at = passage.end;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_passages(text, {});
    check_passages(text, {.bytes_aimed = 40, .bytes_max = 64});
    SEOGO_CHECK(seogo::doc::title_of(text, "folder/name.md").size() <= 400);
    return 0;
}
