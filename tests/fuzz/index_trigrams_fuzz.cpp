// Any bytes at all as a trigram section under good checksums: what is answered lies within its
// windows and rises, and merging answers or refuses.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/error.h"
#include "index/trigram_index.h"

namespace {

using namespace seogo;

void check(const index::TrigramIndex& trigrams, const index::TrigramQuery& query) {
    const auto found = trigrams.candidates(query);
    if (!found.ok()) return;
    const auto& numbers = found.value();
    SEOGO_CHECK(std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) ==
                numbers.end());
    for (const std::uint32_t number : numbers)
        SEOGO_CHECK(number < trigrams.window_count());
}

}  // namespace

// The first bytes say what is asked for; the others are the section.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kAsked = 8;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::string asked = bytes.substr(0, kAsked);
    index::StringSink sink;
    index::CheckedFileWriter writer(sink);
    if (!writer.begin_section(1).ok()) return 0;
    if (!writer.append(std::string_view(bytes).substr(asked.size())).ok()) return 0;
    if (!writer.finish().ok()) return 0;
    const std::string file = sink.take();
    const auto opened = index::CheckedFile::open(std::as_bytes(std::span(file)));
    SEOGO_CHECK(opened.ok());
    const auto trigrams = index::TrigramIndex::open(opened.value()->section(1));
    if (!trigrams.ok()) return 0;
    const auto left = index::texts_holding(asked.substr(0, 5));
    const auto right = index::texts_holding(asked.substr(std::min<std::size_t>(5, asked.size())));
    check(trigrams.value(), left);
    check(trigrams.value(), index::either(left, right));
    check(trigrams.value(), index::both(index::either(left, right), index::texts_holding("aaa")));
    check(trigrams.value(), index::all_texts());
    const index::TrigramSource source{&trigrams.value(), {1}};
    index::StringSink merged;
    (void)index::merge_trigrams({&source, 1}, merged);
    return 0;
}
