// Any text at all: a query parses or is refused with its character; what parses can be planned, and
// a regex that compiles runs on any text and matches within it, never inside a character.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "search/plan.h"
#include "search/query.h"
#include "search/regex.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace seogo;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = search::parse_query(text);
    if (query.ok()) {
        for (const auto& group : query.value().groups) {
            SEOGO_CHECK(!group.any_of.empty());
            for (const auto& clause : group.any_of) {
                SEOGO_CHECK(clause.begin < clause.end && clause.end <= size);
            }
        }
        const auto plan = search::plan_query(text, query.value());
        if (!plan.ok()) SEOGO_CHECK(plan.error().kind == ErrorKind::kBadInput);
    } else {
        SEOGO_CHECK(query.error().kind == ErrorKind::kBadInput);
    }
    const std::size_t half = size / 2;
    const auto regex = search::Regex::compile(text.substr(0, half));
    if (!regex.ok()) return 0;
    const auto found = regex.value().find(text.substr(half));
    if (found) SEOGO_CHECK(found->begin <= found->end && found->end <= size - half);
    return 0;
}
