// One segment, many readers: they meet at pieces that nobody has checked yet.
#include <gtest/gtest.h>

#include <thread>

#include "index/ranked_query.h"
#include "support/index_random_query.h"

namespace seogo::index {
namespace {

using testing::OpenSegment;
using testing::PlainIndex;
using testing::QueryMaker;
using testing::Random;

constexpr std::size_t kReaders = 8;
constexpr std::size_t kQueries = 150;

TEST(SegmentThreads, ReadersOfAFreshSegmentAnswerAsOneDoes) {
    const std::uint32_t vocabulary = 2000;
    const auto sources =
        testing::random_sources(1, {.passages = 1500, .vocabulary = vocabulary, .body_words = 25});
    const PlainIndex plain = testing::plain_of(sources);
    const Saturations saturation(testing::kScoring, plain.averages());
    const std::string bytes = testing::built(sources);
    ASSERT_GT(bytes.size(), 5 * kPieceBytes);

    Random random(2);
    QueryMaker maker(plain, random, vocabulary);
    std::vector<RankedQuery> queries;
    for (std::size_t i = 0; i < kQueries; ++i)
        queries.push_back(i % 2 == 0 ? maker.any_of() : maker.all_of());
    const auto answer = [&](const Segment& segment, std::size_t query) {
        const SearchedSegment one[] = {{&segment, {}, {}}};
        return best_items(one, queries[query], saturation, 10);
    };
    const OpenSegment alone(bytes);
    std::vector<std::vector<FoundPassage>> right;
    for (std::size_t i = 0; i < kQueries; ++i)
        right.push_back(answer(*alone, i));

    const OpenSegment shared(bytes);
    std::vector<std::vector<std::vector<FoundPassage>>> found(kReaders);
    std::vector<std::thread> readers;
    for (std::size_t r = 0; r < kReaders; ++r) {
        readers.emplace_back([&, r] {
            // Each begins elsewhere, so that first reads of a piece meet.
            found[r].resize(kQueries);
            for (std::size_t i = 0; i < kQueries; ++i) {
                const std::size_t query = (i + r * kQueries / kReaders) % kQueries;
                found[r][query] = answer(*shared, query);
            }
        });
    }
    for (std::thread& reader : readers)
        reader.join();
    for (std::size_t r = 0; r < kReaders; ++r) {
        for (std::size_t i = 0; i < kQueries; ++i) {
            SCOPED_TRACE(::testing::Message() << "reader " << r << " query " << i);
            testing::expect_equal(found[r][i], right[i]);
        }
    }
    EXPECT_EQ(shared->damage(), std::nullopt);
}

// Damage that several find at once is told to all of them, and none of it is followed.
TEST(SegmentThreads, ReadersOfADamagedSegmentAllLearnOfIt) {
    const auto sources =
        testing::random_sources(3, {.passages = 1200, .vocabulary = 3000, .body_words = 30});
    std::string bytes = testing::built(sources);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x40);
    const OpenSegment shared(bytes);
    std::vector<std::size_t> told(kReaders);
    std::vector<std::thread> readers;
    for (std::size_t r = 0; r < kReaders; ++r) {
        readers.emplace_back([&, r] {
            for (const std::string& term : testing::terms_of(*shared)) {
                PostingCursor cursor = shared->cursor(term);
                for (; cursor.passage() != PostingCursor::kEnd; cursor.next())
                    (void)cursor.code();
            }
            told[r] = shared->damage().has_value() ? 1 : 0;
        });
    }
    for (std::thread& reader : readers)
        reader.join();
    EXPECT_EQ(told, std::vector<std::size_t>(kReaders, 1));
}

}  // namespace
}  // namespace seogo::index
