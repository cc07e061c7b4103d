// What an encoder wrote, a cursor reads: against a plain vector, on every kind of walk.
#include "index/posting_list.h"

#include <gtest/gtest.h>

#include "index/posting_cursor.h"
#include "support/index_list_fixture.h"

namespace seogo::index {
namespace {

using testing::ListFile;
using testing::ListShape;
using testing::MadeList;
using testing::Random;

constexpr std::uint32_t kEnd = PostingCursor::kEnd;
const std::vector<std::uint32_t> kDocFreqs = {1,   2,   6,   7,   8,   9,   100, 126,  127,  128,
                                              129, 130, 255, 256, 257, 383, 384, 1000, 1024, 3001};

const Saturation& saturation() {
    static const Saturation made({1.2, {0.7, 0.5, 0.7, 0.7, 0.1}, {3, 1, 1.2, 1, 0.5}},
                                 {5, 20, 3, 90, 2});
    return made;
}

// Of words; the segment's main field is the body.
class EncodedList {
public:
    explicit EncodedList(MadeList list) : list_(std::move(list)), file_(bytes_of(list_)) {}
    PostingCursor cursor() const {
        const auto doc_freq = static_cast<std::uint32_t>(list_.term.postings.size());
        return file_.cursor({.doc_freq = doc_freq, .passages = list_.passages});
    }
    const MadeList& list() const { return list_; }

    static std::string bytes_of(const MadeList& list) {
        std::string bytes;
        PostingListEncoder(list.norms, Field::kBody).append(list.term, saturation(), bytes);
        return bytes;
    }

private:
    MadeList list_;
    ListFile file_;
};

std::vector<ListShape> shapes() {
    return {{.gap_max = 1},
            {.gap_max = 2, .freq_max = 3},
            {.gap_max = 9, .freq_max = 2, .has_several_fields = true},
            {.gap_max = 60, .freq_max = 40, .step_max = 500, .has_several_fields = true},
            {.gap_max = 700, .freq_max = 2, .step_max = 1u << 22, .field = Field::kTitle}};
}

void expect_posting(PostingCursor& cursor, const MadeList& list, std::size_t at) {
    ASSERT_EQ(cursor.passage(), list.passage(at)) << "posting " << at;
    ASSERT_EQ(cursor.freqs(), list.term.postings[at].freqs) << "posting " << at;
    std::vector<std::uint32_t> positions = {7, 7, 7};  // replaced, not added to
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        cursor.positions(static_cast<Field>(f), positions);
        ASSERT_EQ(positions, list.positions(at, static_cast<Field>(f))) << "posting " << at;
    }
}

TEST(PostingList, ComesBackAtEveryLength) {
    Random random(1);
    for (ListShape shape : shapes()) {
        for (const std::uint32_t doc_freq : kDocFreqs) {
            SCOPED_TRACE(::testing::Message() << "gap " << shape.gap_max << " of " << doc_freq);
            shape.doc_freq = doc_freq;
            const EncodedList encoded(made_list(shape, random));
            PostingCursor cursor = encoded.cursor();
            EXPECT_EQ(cursor.doc_freq(), doc_freq);
            for (std::size_t at = 0; at < doc_freq; ++at, cursor.next())
                ASSERT_NO_FATAL_FAILURE(expect_posting(cursor, encoded.list(), at));
            EXPECT_EQ(cursor.passage(), kEnd);
            cursor.next();
            cursor.advance(3);
            EXPECT_EQ(cursor.passage(), kEnd);
            EXPECT_FALSE(cursor.is_malformed());
        }
    }
}

// Goes through a list by chance: one on, to a target, over a part of a block, looking or not.
class RandomWalk {
public:
    RandomWalk(const EncodedList& encoded, Random& random)
        : list_(encoded.list()), random_(random), cursor_(encoded.cursor()) {}

    void run() {
        while (at_ < list_.term.postings.size()) {
            ASSERT_EQ(cursor_.passage(), list_.passage(at_));
            ASSERT_NO_FATAL_FAILURE(step());
        }
        EXPECT_EQ(cursor_.passage(), kEnd);
        EXPECT_FALSE(cursor_.is_malformed());
    }

private:
    void step() {
        switch (random_.below(6)) {
            case 0:
                cursor_.next();
                ++at_;
                break;
            case 1:
                advance(cursor_.passage() + random_.below(reach()));
                break;
            case 2:
                advance(random_.below(cursor_.passage() + 1));  // nothing lies behind: stays
                break;
            case 3:
                skip();
                break;
            case 4:
                expect_posting(cursor_, list_, at_);
                break;
            default:
                expect_bounds();
        }
    }
    // Far and near targets.
    std::uint32_t reach() { return 1 + (list_.passages >> random_.below(14)); }

    void advance(std::uint32_t target) {
        cursor_.advance(target);
        at_ = std::max(at_, list_.first_from(target));
    }
    void skip() {
        const std::uint32_t rest = cursor_.block_rest();
        ASSERT_GT(rest, 0u);
        const std::uint32_t count = 1 + random_.below(rest);
        const std::uint32_t* passages = cursor_.block_passages();
        const std::uint32_t* codes = cursor_.block_codes();
        for (std::uint32_t i = 0; i < count; ++i) {
            ASSERT_EQ(passages[i], list_.passage(at_ + i));
            ASSERT_EQ(cursor_.freqs_of(codes[i]), list_.term.postings[at_ + i].freqs);
        }
        cursor_.skip(count);
        at_ += count;
    }
    // Bounds of what lies from a target on, which only grows.
    void expect_bounds() {
        target_ = std::max(target_, cursor_.passage()) + random_.below(reach());
        const std::uint32_t before = cursor_.passage();
        if (random_.one_in(2)) {
            const std::uint32_t last = cursor_.shallow_advance(target_);
            const std::size_t first = list_.first_from(target_);
            ASSERT_GE(last, list_.passage(first));
            if (list_.passage(first) != kEnd) {
                ASSERT_NE(last, kEnd);
            }
            expect_bounded(first, last, cursor_.shallow_bound());
        } else {
            const std::uint32_t end = target_ + 1 + random_.below(reach());
            const std::uint8_t bound = cursor_.bound_within(target_, end);
            expect_bounded(list_.first_from(target_), end - 1, bound);
        }
        ASSERT_EQ(cursor_.passage(), before);  // a look ahead moves nothing
    }
    void expect_bounded(std::size_t first, std::uint32_t last, std::uint8_t bound) {
        ASSERT_LE(bound, cursor_.list_bound());
        for (; first < list_.term.postings.size() && list_.passage(first) <= last; ++first) {
            ASSERT_LE(bound_of(list_.saturation(first, saturation())), bound)
                << "passage " << list_.passage(first);
        }
    }

    const MadeList& list_;
    Random& random_;
    PostingCursor cursor_;
    std::size_t at_ = 0;
    std::uint32_t target_ = 0;
};

TEST(PostingCursor, WalksAsAVectorWould) {
    Random random(2);
    for (ListShape shape : shapes()) {
        for (const std::uint32_t doc_freq : {1u, 5u, 8u, 127u, 128u, 129u, 300u, 1280u, 4000u}) {
            shape.doc_freq = doc_freq;
            const EncodedList encoded(made_list(shape, random));
            for (int run = 0; run < 6; ++run) {
                SCOPED_TRACE(::testing::Message()
                             << "gap " << shape.gap_max << " of " << doc_freq << " run " << run);
                RandomWalk(encoded, random).run();
                if (HasFailure()) return;
            }
        }
    }
}

TEST(PostingCursor, ReachesEveryPassageInOneAdvance) {
    Random random(3);
    const EncodedList encoded(made_list({.doc_freq = 700, .gap_max = 6, .freq_max = 2}, random));
    for (std::uint32_t target = 0; target <= encoded.list().passages + 1; ++target) {
        PostingCursor cursor = encoded.cursor();
        cursor.advance(target);
        ASSERT_EQ(cursor.passage(), encoded.list().passage(encoded.list().first_from(target)));
    }
}

// Blocks of bit sets and of gaps beside each other in one list.
TEST(PostingList, DenseAndSparseStretchesStandInOneList) {
    Random random(4);
    MadeList list;
    std::uint32_t passage = 0;
    for (int stretch = 0; stretch < 12; ++stretch) {
        const std::uint32_t gap_max = stretch % 3 == 0 ? 1 : stretch % 3 == 1 ? 3 : 9'000;
        for (std::uint32_t i = 0; i < 150; ++i, passage += 1 + random.below(gap_max)) {
            TermFreqs freqs{};
            freqs[random.one_in(20) ? 0 : 3] = 1;
            add_posting(list, passage, freqs, random, 2);
        }
    }
    add_norms(list, random);
    const EncodedList encoded(std::move(list));
    for (int run = 0; run < 30; ++run) {
        RandomWalk(encoded, random).run();
        if (HasFailure()) return;
    }
}

TEST(PostingList, FrequenciesUpToTheLargestComeBackWithTheirPositions) {
    Random random(5);
    for (const std::uint32_t doc_freq : {1u, 3u, 12u, 128u, 140u}) {
        MadeList list;
        for (std::uint32_t i = 0; i < doc_freq; ++i) {
            TermFreqs freqs{};
            freqs[3] = 1;
            if (i == doc_freq / 2) freqs = {65535, 0, 300, 65535, 1};
            if (i == doc_freq / 3) freqs = {0, 0, 0, 65535, 0};
            if (i == doc_freq / 4) freqs = {0, 5000, 0, 0, 0};
            add_posting(list, 3 * i, freqs, random, 40);
        }
        add_norms(list, random);
        const EncodedList encoded(std::move(list));
        PostingCursor cursor = encoded.cursor();
        for (std::size_t at = 0; at < doc_freq; ++at, cursor.next())
            ASSERT_NO_FATAL_FAILURE(expect_posting(cursor, encoded.list(), at));
    }
}

// Positions of some postings alone, fields in any order, some asked for twice.
TEST(PostingCursor, GivesPositionsInAnyOrderOfAsking) {
    Random random(6);
    const EncodedList encoded(made_list(
        {.doc_freq = 500, .gap_max = 4, .freq_max = 60, .step_max = 9, .has_several_fields = true},
        random));
    std::vector<std::uint32_t> positions;
    for (int run = 0; run < 40; ++run) {
        PostingCursor cursor = encoded.cursor();
        for (std::size_t at = random.below(200); at < 500; at += 1 + random.below(160)) {
            cursor.advance(encoded.list().passage(at));
            for (int ask = 0; ask < 6; ++ask) {
                const auto field = static_cast<Field>(random.below(kFieldCount));
                cursor.positions(field, positions);
                ASSERT_EQ(positions, encoded.list().positions(at, field));
            }
        }
    }
}

TEST(PostingCursor, CodeOfATermInOneFieldIsItsFrequency) {
    Random random(7);
    for (const std::uint32_t doc_freq : {20u, 200u}) {
        const EncodedList encoded(made_list(
            {.doc_freq = doc_freq, .gap_max = 5, .freq_max = 30, .field = Field::kNotes}, random));
        PostingCursor cursor = encoded.cursor();
        for (std::size_t at = 0; at < doc_freq; ++at, cursor.next()) {
            EXPECT_EQ(cursor.field(), Field::kNotes);
            EXPECT_EQ(cursor.code(), encoded.list().term.postings[at].freqs[1]);
        }
    }
}

TEST(PostingList, BoundOfAListIsTheTightestOne) {
    Random random(8);
    for (const std::uint32_t doc_freq : {8u, 100u, 129u, 1000u}) {
        const EncodedList encoded(made_list(
            {.doc_freq = doc_freq, .gap_max = 5, .freq_max = 9, .has_several_fields = true},
            random));
        double largest = 0;
        for (std::size_t at = 0; at < doc_freq; ++at)
            largest = std::max(largest, encoded.list().saturation(at, saturation()));
        EXPECT_EQ(encoded.cursor().list_bound(), bound_of(largest));
    }
}

// Sizes that the format promises: nothing but what tells postings apart is stored.
TEST(PostingList, SpendsFewBytesOnWhatIsPlain) {
    Random random(9);
    const auto size = [&](std::uint32_t doc_freq, std::uint32_t gap_max) {
        MadeList list = made_list({.doc_freq = doc_freq, .gap_max = gap_max}, random);
        for (std::uint32_t& position : list.term.positions)
            position = 0;
        return EncodedList::bytes_of(list).size();
    };
    EXPECT_EQ(size(1, 1), 2u);  // a gap, a position
    EXPECT_EQ(size(7, 1), 14u);
    // bound, size, width, field, and a head byte each for frequencies and positions
    EXPECT_EQ(size(128, 1), 6u);
    // A directory's numbers take as many bytes as the largest of them.
    EXPECT_EQ(size(1280, 1), 2u + 10 * (2 + 1 + 1 + 1 + 4));
    EXPECT_LE(size(1280, 2), 2u + 10 * (2 + 2 + 2 + 1 + 3 + 32 + 2));  // 256 bits, or 128 of one
}

TEST(PostingCursor, WithoutAListIsAtItsEnd) {
    PostingCursor cursor;
    EXPECT_EQ(cursor.passage(), kEnd);
    EXPECT_EQ(cursor.doc_freq(), 0u);
    EXPECT_EQ(cursor.shallow_advance(0), kEnd);
    EXPECT_EQ(cursor.shallow_bound(), 0);
    EXPECT_EQ(cursor.bound_within(0, 100), 0);
    cursor.next();
    cursor.advance(9);
    EXPECT_EQ(cursor.passage(), kEnd);
    EXPECT_FALSE(cursor.is_malformed());
}

// Facts: passages alone, as far apart as passages can be.
class FactList {
public:
    FactList(std::uint32_t doc_freq, std::uint32_t gap_max, Random& random) {
        std::uint64_t passage = random.below(gap_max);
        for (; passages_.size() < doc_freq && passage < kEnd; passage += 1 + random.below(gap_max))
            passages_.push_back(static_cast<std::uint32_t>(passage));
        const Norms none;
        std::string bytes;
        PostingListEncoder(none, Field::kBody).append_plain(passages_, bytes);
        size_ = bytes.size();
        file_ = std::make_unique<ListFile>(bytes);
    }
    PostingCursor cursor() const {
        return file_->cursor({.doc_freq = static_cast<std::uint32_t>(passages_.size()),
                              .passages = passages_.back() + 1,
                              .kind = ListKind::kFacts});
    }
    const std::vector<std::uint32_t>& passages() const { return passages_; }
    std::size_t size() const { return size_; }

private:
    std::vector<std::uint32_t> passages_;
    std::size_t size_ = 0;
    std::unique_ptr<ListFile> file_;
};

TEST(FactList, ComesBackAtEveryLengthAndGap) {
    Random random(10);
    for (const std::uint32_t gap_max :
         {1u, 2u, 10u, 1000u, 1u << 20, 1u << 24, 1u << 27, 1u << 31}) {
        for (const std::uint32_t doc_freq : kDocFreqs) {
            SCOPED_TRACE(::testing::Message() << "gap " << gap_max << " of " << doc_freq);
            const FactList list(doc_freq, gap_max, random);
            PostingCursor cursor = list.cursor();
            for (const std::uint32_t passage : list.passages()) {
                ASSERT_EQ(cursor.passage(), passage);
                cursor.next();
            }
            EXPECT_EQ(cursor.passage(), kEnd);
            EXPECT_FALSE(cursor.is_malformed());
        }
    }
}

TEST(FactList, AdvancesAsAVectorWould) {
    Random random(11);
    for (const std::uint32_t gap_max : {1u, 3u, 100'000u, 1u << 23}) {
        for (const std::uint32_t doc_freq : {5u, 100u, 128u, 129u, 500u}) {
            const FactList list(doc_freq, gap_max, random);
            const auto& all = list.passages();
            for (int run = 0; run < 20; ++run) {
                PostingCursor cursor = list.cursor();
                for (std::uint32_t target = 0; cursor.passage() != kEnd;) {
                    const std::uint32_t left = all.back() - cursor.passage();
                    target = cursor.passage() + 1 + random.below(left / 4 + 2);
                    cursor.advance(target);
                    const auto right = std::lower_bound(all.begin(), all.end(), target);
                    ASSERT_EQ(cursor.passage(), right == all.end() ? kEnd : *right);
                }
            }
        }
    }
}

// A list of facts may lead a search like any other: it has no positions, and bounds nothing.
TEST(FactList, StandsOnceInAPassageWithoutPositionsUnderTheLargestBound) {
    Random random(12);
    for (const std::uint32_t doc_freq : {3u, 7u, 8u, 100u, 128u, 1000u}) {
        const FactList list(doc_freq, 3, random);
        for (PostingCursor walk = list.cursor(); walk.passage() != kEnd; walk.next()) {
            ASSERT_EQ(walk.code(), 1u);
            ASSERT_EQ(walk.freqs(), (TermFreqs{0, 0, 0, 1, 0}));
        }
        PostingCursor cursor = list.cursor();
        std::vector<std::uint32_t> positions = {1};
        cursor.positions(Field::kBody, positions);
        EXPECT_TRUE(positions.empty());
        EXPECT_EQ(cursor.list_bound(), 255);
        for (const std::uint32_t passage : list.passages()) {
            EXPECT_GE(cursor.shallow_advance(passage), passage);
            EXPECT_EQ(cursor.shallow_bound(), 255);
            EXPECT_EQ(cursor.bound_within(passage, passage + 1000), 255);
        }
        EXPECT_FALSE(cursor.is_malformed());
    }
}

TEST(FactList, SpendsABitOrLessOnAPassageThatFollows) {
    Random random(13);
    EXPECT_EQ(FactList(7, 1, random).size(), 7u);
    EXPECT_EQ(FactList(128, 1, random).size(), 1u);
    EXPECT_EQ(FactList(1280, 1, random).size(), 1 + 10u * (2 + 1 + 1));
}

}  // namespace
}  // namespace seogo::index
