// Streams come back as they were written, however their slices lie among each other.
#include "index/occurrence_pool.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "support/random.h"

namespace seogo::index {
namespace {

struct Occurrence {
    std::uint32_t passage = 0;
    std::uint8_t field = 0;
    std::uint32_t position = 0;
    friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

std::vector<Occurrence> read(const OccurrencePool& pool, const OccurrencePool::Stream& stream) {
    std::vector<Occurrence> found;
    OccurrencePool::Reader reader(pool, stream);
    while (reader.next()) {
        const bool is_new = found.empty() || found.back().passage != reader.passage;
        EXPECT_EQ(reader.is_new_passage, is_new);
        found.push_back({reader.passage, reader.field, reader.position});
    }
    EXPECT_FALSE(reader.next());
    return found;
}

TEST(OccurrencePool, StreamWithoutOccurrencesIsAtItsEnd) {
    const OccurrencePool pool;
    const OccurrencePool::Stream stream;
    EXPECT_TRUE(read(pool, stream).empty());
    EXPECT_EQ(stream.postings, 0u);
}

// Some hundred terms in turn, common and rare ones, as texts bring them.
TEST(OccurrencePool, InterleavedStreamsComeBackAsSets) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        testing::Random random(seed);
        OccurrencePool pool;
        std::vector<OccurrencePool::Stream> streams(300);
        std::vector<std::set<Occurrence>> right(streams.size());
        std::uint32_t passage = seed % 2 == 0 ? 0 : random.below(1'000'000);
        for (int p = 0; p < 300; ++p, passage += 1 + random.below(p % 50 == 0 ? 100'000 : 3)) {
            for (std::uint8_t field = 0; field < kFieldCount; ++field) {
                if (random.one_in(2)) continue;
                std::uint32_t position = random.below(3);
                for (std::size_t n = random.below(60); n > 0; --n) {
                    // The square makes low numbers common.
                    const std::size_t u = random.below(300);
                    const std::size_t term = u * u / streams.size();
                    pool.add(streams[term], passage, static_cast<Field>(field), position);
                    right[term].insert({passage, field, position});
                    position += random.below(n % 20 == 0 ? 100'000 : 3);
                }
            }
        }
        for (std::size_t term = 0; term < streams.size(); ++term) {
            const std::vector<Occurrence> wanted(right[term].begin(), right[term].end());
            ASSERT_EQ(read(pool, streams[term]), wanted) << "seed " << seed << " term " << term;
            std::set<std::uint32_t> passages;
            for (const Occurrence& one : wanted)
                passages.insert(one.passage);
            EXPECT_EQ(streams[term].postings, passages.size());
        }
    }
}

// One byte an occurrence: every place within a slice is once the last of a stream.
TEST(OccurrencePool, StreamsOfEveryLengthEndWhereTheyEnd) {
    OccurrencePool pool;
    std::vector<OccurrencePool::Stream> streams(2600);
    for (std::uint32_t length = 0; length < streams.size(); ++length) {
        for (std::uint32_t i = 0; i < length; ++i)
            pool.add(streams[length], 0, Field::kTitle, i);
    }
    for (std::uint32_t length = 0; length < streams.size(); ++length) {
        OccurrencePool::Reader reader(pool, streams[length]);
        std::uint32_t count = 0;
        while (reader.next()) {
            ASSERT_EQ(reader.position, count);
            ++count;
        }
        ASSERT_EQ(count, length);
    }
}

TEST(OccurrencePool, LeavesOutWhatIsThereAlready) {
    OccurrencePool pool;
    OccurrencePool::Stream stream;
    for (const std::uint32_t position : {4u, 4u, 4u, 9u, 9u})
        pool.add(stream, 2, Field::kBody, position);
    pool.add(stream, 2, Field::kOrg, 9);
    pool.add(stream, 3, Field::kOrg, 9);
    pool.add(stream, 3, Field::kOrg, 9);
    const std::vector<Occurrence> wanted = {{2, 3, 4}, {2, 3, 9}, {2, 4, 9}, {3, 4, 9}};
    EXPECT_EQ(read(pool, stream), wanted);
    EXPECT_EQ(stream.postings, 2u);
}

TEST(OccurrencePool, FieldsOfAPassageFollowEachOther) {
    OccurrencePool pool;
    OccurrencePool::Stream stream;
    std::vector<Occurrence> wanted;
    for (std::uint32_t passage = 0; passage < 4; ++passage) {
        for (std::uint8_t field = 0; field < kFieldCount; ++field) {
            pool.add(stream, passage, static_cast<Field>(field), 0);
            wanted.push_back({passage, field, 0});
        }
    }
    EXPECT_EQ(read(pool, stream), wanted);
}

TEST(OccurrencePool, LargestNumbersComeBackAndPositionsEndAt2To30) {
    constexpr std::uint32_t kPositionMax = (1u << 30) - 2;
    OccurrencePool pool;
    OccurrencePool::Stream stream;
    pool.add(stream, 0, Field::kTitle, kPositionMax - 1);
    pool.add(stream, 0, Field::kTitle, kPositionMax + 5);  // taken to stand at the last position
    pool.add(stream, 0, Field::kTitle, 0xFFFFFFFF);        // there already
    pool.add(stream, 0xFFFFFFFE, Field::kOrg, 0xFFFFFFFF);
    const std::vector<Occurrence> wanted = {
        {0, 0, kPositionMax - 1}, {0, 0, kPositionMax}, {0xFFFFFFFE, 4, kPositionMax}};
    EXPECT_EQ(read(pool, stream), wanted);
}

TEST(OccurrencePool, GrowsByWhatIsPutIn) {
    OccurrencePool pool;
    OccurrencePool::Stream stream;
    for (std::uint32_t i = 0; i < 400'000; ++i)
        pool.add(stream, i, Field::kBody, 1);
    EXPECT_GE(pool.bytes(), 800'000u);  // two bytes each
    EXPECT_LE(pool.bytes(), 1'000'000u);
    EXPECT_FALSE(pool.is_full());
    EXPECT_EQ(stream.postings, 400'000u);
}

}  // namespace
}  // namespace seogo::index
