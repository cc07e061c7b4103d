// Any bytes at all: a notebook comes back byte for byte, its model can be made, lint and fix agree.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "notebook/lint.h"
#include "notebook/model.h"
#include "notebook/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = seogo::notebook::parse(text);
    SEOGO_CHECK(seogo::notebook::render(parsed.notebook) == text);
    const auto items = seogo::notebook::items_of(parsed.notebook);
    SEOGO_CHECK(static_cast<std::size_t>(seogo::notebook::stats_of(parsed.notebook).items) ==
                items.size());
    const std::string fixed = seogo::notebook::fix(text);
    SEOGO_CHECK(seogo::notebook::fix(fixed) == fixed);
    for (const auto& problem : seogo::notebook::lint(fixed))
        SEOGO_CHECK(!problem.fixable);
    return 0;
}
