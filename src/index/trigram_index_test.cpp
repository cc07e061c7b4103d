// The index answers the windows that hold a trigram, whatever its list looks like on disk.
#include "index/trigram_index.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "index/segment_format.h"
#include "index/trigram_test_support.h"

namespace seogo::index {
namespace {

using testing::OpenSection;
using testing::random_texts;
using testing::section_of;
using testing::Texts;
using testing::trigrams_of;
using Numbers = std::vector<std::uint32_t>;

std::map<Trigram, Numbers> lists_of(const Texts& texts) {
    std::map<Trigram, Numbers> lists;
    std::uint32_t number = 0;
    for (const auto& [window, text] : texts) {
        for (const Trigram trigram : trigrams_of(text))
            lists[trigram].push_back(number);
        ++number;
    }
    return lists;
}

TEST(TrigramIndex, NamesExactlyTheWindowsThatHoldATrigram) {
    std::mt19937 random(1);
    for (const std::size_t windows : {0u, 1u, 2u, 7u, 64u, 300u, 3000u}) {
        const Texts texts = random_texts(random, windows);
        const OpenSection section(section_of(texts));
        const TrigramIndex index = section.index();
        ASSERT_EQ(index.window_count(), windows);
        std::uint32_t number = 0;
        for (const auto& [window, text] : texts)
            EXPECT_EQ(index.window(number++).value(), window);
        EXPECT_FALSE(index.window(number).ok());
        const auto lists = lists_of(texts);
        for (const auto& [trigram, numbers] : lists)
            EXPECT_EQ(index.windows_with(trigram).value(), numbers) << trigram;
        for (int i = 0; i < 100; ++i) {
            const Trigram absent = static_cast<Trigram>(random() & 0xFFFFFF);
            if (lists.contains(absent)) continue;
            EXPECT_TRUE(index.windows_with(absent).value().empty());
        }
        EXPECT_TRUE(index.windows_with(0xFFFFFFFF).value().empty());
    }
}

TEST(TrigramIndex, BytesDoNotDependOnTheOrderOfTheWindows) {
    std::mt19937 random(2);
    const Texts texts = random_texts(random, 200);
    std::vector<std::pair<TextWindow, std::string>> mixed(texts.begin(), texts.end());
    const std::string expected = section_of(mixed);
    for (int run = 0; run < 5; ++run) {
        std::shuffle(mixed.begin(), mixed.end(), random);
        EXPECT_EQ(section_of(mixed), expected);
    }
}

TrigramQuery random_query(std::mt19937& random, int depth) {
    if (depth == 0 || random() % 3 == 0) {
        std::string bytes;
        for (std::size_t length = 2 + random() % 5; length > 0; --length)
            bytes += "aaabz"[random() % 5];
        return random() % 30 == 0 ? no_text() : texts_holding(bytes);
    }
    TrigramQuery a = random_query(random, depth - 1);
    TrigramQuery b = random_query(random, depth - 1);
    return random() % 2 == 0 ? both(std::move(a), std::move(b))
                             : either(std::move(a), std::move(b));
}

bool satisfied(const TrigramQuery& query, const std::set<Trigram>& held) {
    if (query.op == TrigramQuery::Op::kAll) return true;
    if (query.op == TrigramQuery::Op::kNone) return false;
    const bool any = query.op == TrigramQuery::Op::kOr;
    for (const Trigram trigram : query.trigrams) {
        if (held.contains(trigram) == any) return any;
    }
    for (const TrigramQuery& part : query.parts) {
        if (satisfied(part, held) == any) return any;
    }
    return !any;
}

// Few windows: every list pays, so the answer is exact.
TEST(TrigramIndex, AnswersAQueryAsReadingEveryTextDoes) {
    std::mt19937 random(3);
    for (const std::size_t windows : {1u, 20u, 700u}) {
        const Texts texts = random_texts(random, windows);
        const OpenSection section(section_of(texts));
        const TrigramIndex index = section.index();
        for (int run = 0; run < 200; ++run) {
            const TrigramQuery query = random_query(random, 3);
            Numbers expected;
            std::uint32_t number = 0;
            for (const auto& [window, text] : texts) {
                if (satisfied(query, trigrams_of(text))) expected.push_back(number);
                ++number;
            }
            EXPECT_EQ(index.candidates(query).value(), expected) << to_string(query);
        }
    }
}

// "rrr" stands in one window; "qqq" in so many that its list is longer to read than that one.
TEST(TrigramIndex, LeavesListsUnreadThatCannotPay) {
    Texts texts;
    for (std::uint32_t i = 0; i < 18000; ++i)
        texts[{1, i, i + 1}] = i % 2 == 0 ? "qqq" : i == 4001 ? "rrr" : "other";
    const OpenSection section(section_of(texts));
    const TrigramIndex index = section.index();
    const TrigramQuery query = both(texts_holding("rrr"), texts_holding("qqq"));
    EXPECT_EQ(index.candidates(query).value(), Numbers{4001});
    EXPECT_EQ(index.candidates(texts_holding("qqq")).value().size(), 9000u);
}

TEST(TrigramIndex, MatchesNeverNeedATrigramAcrossLines) {
    const OpenSection section(section_of(Texts{{{1, 0, 9}, "ab\ncdef"}}));
    EXPECT_TRUE(section.index().windows_with(0x610A63).value().empty());
    EXPECT_TRUE(section.index().windows_with(0x620A63).value().empty());
    EXPECT_EQ(section.index().windows_with(0x636465).value(), Numbers{0});
}

TEST(TrigramIndex, AnEmptySectionHoldsNothing) {
    const auto index = TrigramIndex::open(Section());
    ASSERT_TRUE(index.ok());
    EXPECT_EQ(index.value().window_count(), 0u);
    EXPECT_TRUE(index.value().candidates(all_texts()).value().empty());
    EXPECT_TRUE(index.value().candidates(texts_holding("abc")).value().empty());
}

// Every byte of a small section, changed under a checksum made good again: an error or an answer
// within the windows, never a read outside.
TEST(TrigramIndex, BytesThatBreakTheFormatAreNeverFollowed) {
    std::mt19937 random(4);
    const std::string good = section_of(random_texts(random, 150));
    std::size_t refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bytes = good;
        bytes[at] = static_cast<char>(random());
        const OpenSection section(bytes);
        const auto index = section.open();
        if (!index.ok()) {
            ++refused;
            EXPECT_EQ(index.error().kind, ErrorKind::kBadFile);
            continue;
        }
        for (const char* text : {"aaa", "aaab", "baaa", "zzz"}) {
            const auto found = index.value().candidates(texts_holding(text));
            if (!found.ok()) {
                ++refused;
                EXPECT_EQ(found.error().kind, ErrorKind::kBadFile);
                continue;
            }
            EXPECT_TRUE(std::is_sorted(found.value().begin(), found.value().end()));
            for (const std::uint32_t number : found.value())
                EXPECT_LT(number, index.value().window_count());
        }
    }
    EXPECT_GT(refused, 100u);
    for (std::size_t size = 1; size < good.size(); size += 7) {
        const OpenSection section(good.substr(0, size));
        if (const auto index = section.open(); index.ok()) {
            (void)index.value().candidates(texts_holding("aaab"));
        }
    }
}

TEST(TrigramIndex, ADamagedPieceIsAnErrorAndNoEmptyAnswer) {
    std::mt19937 random(5);
    const std::string bytes = section_of(random_texts(random, 4000));
    ASSERT_GT(bytes.size(), 3 * kPieceBytes);
    OpenSection section(bytes);
    const TrigramIndex index = section.index();
    section.damage(0);
    bool damaged = false;
    for (const char* text : {"aaa", "aab", "aba", "baa", "abb", "bab", "bba", "bbb"}) {
        const auto found = index.windows_with(trigram_at(text, 0));
        if (found.ok()) continue;
        damaged = true;
        EXPECT_EQ(found.error().kind, ErrorKind::kBadFile);
    }
    EXPECT_TRUE(damaged);
}

class FullSink final : public ByteSink {
public:
    Status append(std::string_view) override { return Error{ErrorKind::kNoSpace, "full"}; }
};

TEST(TrigramIndex, TheWriterHandsUpWhatTheSinkRefuses) {
    TrigramWriter writer;
    writer.add({1, 0, 3}, "abc");
    EXPECT_EQ(writer.window_count(), 1u);
    FullSink sink;
    EXPECT_EQ(std::move(writer).finish(sink).error().kind, ErrorKind::kNoSpace);
}

}  // namespace
}  // namespace seogo::index
