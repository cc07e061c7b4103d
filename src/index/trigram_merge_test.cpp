// Merged sections are those that would have been written at once.
#include <gtest/gtest.h>

#include <algorithm>

#include "index/trigram_test_support.h"

namespace seogo::index {
namespace {

using testing::OpenSection;
using testing::random_texts;
using testing::section_of;
using testing::Texts;

std::string merged(const std::vector<TrigramSource>& sources) {
    StringSink sink;
    const Status status = merge_trigrams(sources, sink);
    return status.ok() ? sink.take() : "error: " + status.error().message;
}

TEST(TrigramMerge, EqualsWritingAllLiveWindowsAtOnce) {
    std::mt19937 random(6);
    for (int run = 0; run < 20; ++run) {
        const Texts all = random_texts(random, 1 + random() % 400);
        std::vector<Texts> parts(1 + random() % 4);
        std::vector<std::vector<std::int64_t>> dead(parts.size());
        Texts alive;
        for (auto& items : dead) {
            for (std::size_t i = random() % 10; i > 0; --i)
                items.push_back(static_cast<std::int64_t>(random() % 50));
            std::sort(items.begin(), items.end());
        }
        for (const auto& [window, text] : all) {
            const std::size_t part = random() % parts.size();
            parts[part][window] = text;
            const auto& gone = dead[part];
            if (!std::binary_search(gone.begin(), gone.end(), window.item)) alive[window] = text;
        }
        std::vector<OpenSection> sections;
        std::vector<TrigramIndex> indexes;
        for (const Texts& part : parts)
            sections.emplace_back(section_of(part));
        for (const OpenSection& section : sections)
            indexes.push_back(section.index());
        std::vector<TrigramSource> sources;
        for (std::size_t i = 0; i < parts.size(); ++i)
            sources.push_back({&indexes[i], dead[i]});
        EXPECT_EQ(merged(sources), section_of(alive)) << "run " << run;
    }
}

TEST(TrigramMerge, OfNothingHoldsNothing) {
    EXPECT_EQ(merged({}), section_of(Texts()));
    const OpenSection section(section_of(Texts{{{7, 0, 3}, "abc"}}));
    const TrigramIndex index = section.index();
    EXPECT_EQ(merged({{&index, {7}}}), section_of(Texts()));
}

TEST(TrigramMerge, OneWindowTwiceAliveIsRefused) {
    const OpenSection section(section_of(Texts{{{7, 0, 3}, "abc"}}));
    const TrigramIndex index = section.index();
    EXPECT_EQ(merged({{&index, {}}, {&index, {}}}),
              "error: two segments hold one window of item 7");
    EXPECT_EQ(merged({{&index, {}}, {&index, {7}}}), section_of(Texts{{{7, 0, 3}, "abc"}}));
}

// Whatever byte is wrong under a good checksum, merging answers or refuses.
TEST(TrigramMerge, BadBytesAreRefusedOrHarmless) {
    std::mt19937 random(8);
    const std::string good = section_of(random_texts(random, 60));
    std::size_t refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bytes = good;
        bytes[at] = static_cast<char>(random());
        const OpenSection section(bytes);
        const auto index = section.open();
        if (!index.ok()) continue;
        StringSink sink;
        const std::vector<TrigramSource> sources = {{&index.value(), {}}};
        if (!merge_trigrams(sources, sink).ok()) ++refused;
    }
    EXPECT_GT(refused, 10u);
}

}  // namespace
}  // namespace seogo::index
