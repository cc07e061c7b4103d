// Lists that lie under good checksums: a cursor reads within them, rises, stays below the passages
// of its segment, and ends.
#include <gtest/gtest.h>

#include "index/posting_cursor.h"
#include "index/segment_format.h"
#include "support/index_list_fixture.h"

namespace seogo::index {
namespace {

using testing::ListFile;
using testing::ListShape;
using testing::MadeList;
using testing::Random;

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

std::string bytes_of(const MadeList& list) {
    static const Saturation saturation({1.2, {0.7, 0.7, 0.7, 0.7, 0.7}, {3, 1, 1, 1, 1}},
                                       {5, 20, 3, 90, 2});
    std::string bytes;
    PostingListEncoder(list.norms, Field::kBody).append(list.term, saturation, bytes);
    return bytes;
}

// Reads all that can be asked; answers how many postings there were.
std::uint32_t read_all(PostingCursor cursor, const PostingCursor::Head& head) {
    std::int64_t before = -1;
    std::uint32_t count = 0;
    std::vector<std::uint32_t> positions;
    for (; cursor.passage() != kEnd; cursor.next(), ++count) {
        const std::int64_t passage = cursor.passage();
        EXPECT_GT(passage, before);
        EXPECT_LT(passage, head.passages);
        before = passage;
        const TermFreqs freqs = cursor.freqs();
        EXPECT_NE(freqs, TermFreqs{});
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            cursor.positions(static_cast<Field>(f), positions);
            EXPECT_LE(positions.size(), freqs[f]);
            const auto stays = std::adjacent_find(positions.begin(), positions.end(),
                                                  std::greater_equal<std::uint32_t>());
            EXPECT_EQ(stays, positions.end()) << "positions do not rise";
        }
        if (::testing::Test::HasFailure()) break;
    }
    EXPECT_LE(count, head.doc_freq);
    if (!cursor.is_malformed()) {
        EXPECT_EQ(count, head.doc_freq);
    }
    return count;
}

// In leaps, with bounds: other paths through the same bytes.
void leap(PostingCursor cursor, const PostingCursor::Head& head, Random& random) {
    std::uint32_t target = 0;
    for (std::uint32_t leaps = 0; cursor.passage() != kEnd; ++leaps) {
        ASSERT_LE(leaps, head.passages);
        const std::uint32_t before = cursor.passage();
        ASSERT_LT(before, head.passages);
        (void)cursor.bound_within(before, before + 300);
        (void)cursor.shallow_advance(before + random.below(50));
        (void)cursor.shallow_bound();
        target = before + 1 + random.below(1 + head.passages / 4);
        cursor.advance(target);
        ASSERT_GE(cursor.passage(), target);
        if (cursor.passage() != kEnd) (void)cursor.code();
    }
}

std::vector<MadeList> samples() {
    Random random(1);
    return {
        made_list({.doc_freq = 5, .gap_max = 9, .freq_max = 3, .has_several_fields = true}, random),
        made_list({.doc_freq = 40, .gap_max = 9, .freq_max = 3, .has_several_fields = true},
                  random),
        made_list({.doc_freq = 128, .gap_max = 1}, random),
        made_list({.doc_freq = 300, .gap_max = 2, .freq_max = 9, .has_several_fields = true},
                  random),
        made_list({.doc_freq = 290, .gap_max = 700, .step_max = 70'000}, random)};
}

PostingCursor::Head head_of(const MadeList& list) {
    return {.doc_freq = static_cast<std::uint32_t>(list.term.postings.size()),
            .passages = list.passages};
}

TEST(PostingListDamage, EveryChangedByteIsReadWithinTheList) {
    Random random(2);
    for (const MadeList& list : samples()) {
        const std::string bytes = bytes_of(list);
        const auto head = head_of(list);
        ASSERT_EQ(read_all(ListFile(bytes).cursor(head), head), head.doc_freq);
        // Not each of the many bytes of positions: those of the head, and every third behind.
        for (std::size_t at = 0; at < bytes.size(); at += at < 700 ? 1 : 3) {
            for (const unsigned change : {0x01u, 0x80u, 0xffu, 1u << random.below(8)}) {
                std::string damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ change);
                const ListFile file(damaged);
                read_all(file.cursor(head), head);
                leap(file.cursor(head), head, random);
                ASSERT_FALSE(HasFailure()) << "byte " << at << " of " << bytes.size();
            }
        }
    }
}

TEST(PostingListDamage, EveryCutIsToldAndReadWithinTheList) {
    for (const MadeList& list : samples()) {
        const std::string bytes = bytes_of(list);
        const auto head = head_of(list);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const ListFile file(bytes.substr(0, size));
            PostingCursor cursor = file.cursor(head);
            read_all(file.cursor(head), head);
            std::vector<std::uint32_t> positions;
            for (; cursor.passage() != kEnd; cursor.next()) {
                for (std::size_t f = 0; f < kFieldCount; ++f)
                    cursor.positions(static_cast<Field>(f), positions);
            }
            ASSERT_TRUE(cursor.is_malformed()) << size << " of " << bytes.size();
        }
    }
}

TEST(PostingListDamage, ChanceBytesAreReadWithinTheList) {
    Random random(3);
    for (int run = 0; run < 4000; ++run) {
        std::string bytes(random.below(600), '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random.one_in(3) ? random.below(9) : random.byte());
        PostingCursor::Head head;
        head.doc_freq = 1 + random.below(run % 2 == 0 ? 10 : 400);
        head.passages = head.doc_freq + random.below(1u << random.below(32));
        head.kind = random.one_in(3) ? ListKind::kFacts : ListKind::kWords;
        const ListFile file(bytes);
        if (head.kind == ListKind::kWords) read_all(file.cursor(head), head);
        leap(file.cursor(head), head, random);
        ASSERT_FALSE(HasFailure()) << "run " << run;
    }
}

TEST(PostingListDamage, OtherNumbersOfPostingsThanTheListHasAreReadWithinIt) {
    Random random(4);
    for (const MadeList& list : samples()) {
        const ListFile file(bytes_of(list));
        for (const std::uint32_t doc_freq : {0u, 1u, 7u, 8u, 127u, 128u, 129u, 256u, 1000u}) {
            const PostingCursor::Head head = {.doc_freq = doc_freq, .passages = list.passages};
            read_all(file.cursor(head), head);
            leap(file.cursor(head), head, random);
        }
    }
}

TEST(PostingListDamage, MorePostingsThanPassagesAreRefused) {
    Random random(5);
    const MadeList list = made_list({.doc_freq = 300}, random);
    const ListFile file(bytes_of(list));
    PostingCursor cursor = file.cursor({.doc_freq = 300, .passages = 299});
    EXPECT_EQ(cursor.passage(), kEnd);
    EXPECT_TRUE(cursor.is_malformed());
}

TEST(PostingListDamage, PassageBehindTheLastOfTheSegmentEndsTheList) {
    Random random(6);
    for (const MadeList& list : samples()) {
        const ListFile file(bytes_of(list));
        auto head = head_of(list);
        head.passages = list.term.postings.back().passage;
        PostingCursor cursor = file.cursor(head);
        while (cursor.passage() != kEnd) {
            EXPECT_LT(cursor.passage(), head.passages);
            cursor.next();
        }
        EXPECT_TRUE(cursor.is_malformed());
    }
}

// Gaps of 32 bits can come back to the number that they began with.
TEST(PostingListDamage, GapThatGoesRoundToTheSamePassageEndsTheList) {
    for (const std::uint32_t count : {20u, 128u}) {
        std::vector<std::uint32_t> gaps(count, 0);
        gaps[5] = 0xFFFFFFFF;
        std::string bytes(1, static_cast<char>(32));
        const std::size_t at = bytes.size();
        bytes.resize(at + (count == kBlockValues ? block_bytes(32) : run_bytes(count, 32)));
        auto* out = reinterpret_cast<std::uint8_t*>(bytes.data() + at);
        if (count == kBlockValues) {
            pack_block(gaps.data(), 32, out);
        } else {
            pack_run(gaps.data(), count, 32, out);
        }
        const ListFile file(bytes);
        PostingCursor cursor =
            file.cursor({.doc_freq = count, .passages = 1000, .kind = ListKind::kFacts});
        EXPECT_EQ(cursor.passage(), kEnd);
        EXPECT_TRUE(cursor.is_malformed());
    }
}

TEST(PostingListDamage, PositionsThatGoRoundAreToldAndEnd) {
    std::string bytes;
    put_varint(bytes, 0 << 1 | 1);  // passage 0, not plain
    bytes += static_cast<char>(1 << static_cast<int>(Field::kBody));
    put_varint(bytes, 3);
    for (const std::uint32_t step : {5u, 0xFFFFFFFFu, 2u})
        put_varint(bytes, step);
    const ListFile file(bytes);
    PostingCursor cursor = file.cursor({.doc_freq = 1, .passages = 9});
    ASSERT_EQ(cursor.passage(), 0u);
    std::vector<std::uint32_t> positions;
    cursor.positions(Field::kBody, positions);
    EXPECT_EQ(positions, std::vector<std::uint32_t>{5});
    EXPECT_TRUE(cursor.is_malformed());
}

TEST(PostingListDamage, DirectoryThatLeadsOutOfTheListIsNotFollowed) {
    Random random(7);
    const MadeList list = made_list({.doc_freq = 500, .gap_max = 5, .freq_max = 3}, random);
    const std::string bytes = bytes_of(list);
    const auto head = head_of(list);
    for (std::size_t number = 0; number < 12; ++number) {  // lasts, data, positions of 4 blocks
        for (const std::uint32_t value : {0u, 1u, 0x7FFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFEu}) {
            std::string damaged = bytes;
            for (std::size_t i = 0; i < 4; ++i)
                damaged[1 + 4 * number + i] = static_cast<char>(value >> (8 * i));
            const ListFile file(damaged);
            read_all(file.cursor(head), head);
            leap(file.cursor(head), head, random);
        }
    }
}

}  // namespace
}  // namespace seogo::index
