// What comes out of a builder depends on the passages alone, and phrases end with their text.
#include "index/segment_builder.h"

#include <gtest/gtest.h>

#include "support/index_segment_fixture.h"
#include "support/plain_index.h"

namespace seogo::index {
namespace {

using testing::built;
using testing::OpenSegment;
using testing::Random;
using testing::SourcePassage;

std::vector<std::uint32_t> positions(const Segment& segment, std::string_view term, Field field) {
    std::vector<std::uint32_t> found;
    PostingCursor cursor = segment.cursor(term);
    EXPECT_EQ(cursor.passage(), 0u) << term;
    cursor.positions(field, found);
    return found;
}

using Positions = std::vector<std::uint32_t>;

TEST(SegmentBuilder, BytesDoNotDependOnTheOrderOfAdding) {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        auto sources = testing::random_sources(
            seed, {.passages = 30 * seed, .vocabulary = 50, .body_words = 20});
        const std::string bytes = built(sources);
        Random random(seed);
        random.shuffle(sources);
        EXPECT_TRUE(built(sources) == bytes) << "seed " << seed;
        std::reverse(sources.begin(), sources.end());
        EXPECT_TRUE(built(sources) == bytes) << "seed " << seed;
    }
}

// Fields of one passage may come in any order; texts of one field follow as they come.
TEST(SegmentBuilder, BytesDoNotDependOnTheOrderOfFields) {
    const SourcePassage one = {
        {1, 0, 9},
        {{Field::kBody, "alpha beta"}, {Field::kTitle, "gamma"}, {Field::kBody, "delta"}},
        {}};
    const SourcePassage other = {
        {1, 0, 9},
        {{Field::kTitle, "gamma"}, {Field::kBody, "alpha beta"}, {Field::kBody, "delta"}},
        {}};
    EXPECT_TRUE(built({&one, 1}) == built({&other, 1}));
}

TEST(SegmentBuilder, TextsOfAFieldStandWithAGapBetweenThem) {
    const SourcePassage source = {{1, 0, 9},
                                  {{Field::kNotes, "alpha"},
                                   {Field::kNotes, ""},
                                   {Field::kNotes, " .!? "},
                                   {Field::kNotes, "beta gamma"},
                                   {Field::kBody, "delta"},
                                   {Field::kNotes, "alpha"}},
                                  {}};
    const OpenSegment segment(built({&source, 1}));
    EXPECT_EQ(positions(*segment, "walpha", Field::kNotes), (Positions{0, 5}));
    EXPECT_EQ(positions(*segment, "wbeta", Field::kNotes), Positions{2});
    EXPECT_EQ(positions(*segment, "wgamma", Field::kNotes), Positions{3});
    EXPECT_EQ(positions(*segment, "wdelta", Field::kBody), Positions{0});
    EXPECT_EQ(segment->norms_of(0), (std::array<std::uint8_t, kFieldCount>{0, 4, 0, 1, 0}));
}

TEST(SegmentBuilder, PassagesWithoutWordsKeepTheirKeysAndFacts) {
    std::vector<SourcePassage> sources;
    for (std::int64_t item = 0; item < 40; ++item) {
        SourcePassage source{{item, 3, 8}, {}, {}};
        if (item % 4 == 1) source.fields.emplace_back(Field::kBody, "");
        if (item % 4 == 2) source.fields.emplace_back(Field::kTitle, "!?");
        if (item % 4 == 3) source.facts.push_back("fkind:empty");
        sources.push_back(source);
    }
    const OpenSegment segment(built(sources));
    ASSERT_EQ(segment->passage_count(), 40u);
    EXPECT_EQ(testing::terms_of(*segment), std::vector<std::string>{"fkind:empty"});
    EXPECT_EQ(segment->cursor("fkind:empty").doc_freq(), 10u);
    for (std::uint32_t p = 0; p < 40; ++p)
        EXPECT_EQ(segment->key(p), (PassageKey{p, 3, 8}));
}

TEST(SegmentBuilder, FactSaidTwiceOfAPassageCountsOnce) {
    const SourcePassage source = {{1, 0, 9}, {}, {"fa", "fb", "fa"}};
    const OpenSegment segment(built({&source, 1}));
    EXPECT_EQ(segment->find("fa")->doc_freq, 1u);
    EXPECT_EQ(segment->find("fb")->doc_freq, 1u);
}

TEST(SegmentBuilder, TermFrequencyEndsAt65535AndTheLengthCountsOn) {
    std::string text;
    for (int i = 0; i < 70'000; ++i)
        text += "a ";
    const SourcePassage source = {{1, 0, 9}, {{Field::kBody, text}}, {}};
    const OpenSegment segment(built({&source, 1}));
    PostingCursor cursor = segment->cursor("wa");
    EXPECT_EQ(cursor.freqs()[static_cast<std::size_t>(Field::kBody)], 65535);
    const Positions all = positions(*segment, "wa", Field::kBody);
    ASSERT_EQ(all.size(), 65535u);
    EXPECT_EQ(all.back(), 65534u);
    EXPECT_EQ(segment->norms_of(0)[static_cast<std::size_t>(Field::kBody)], norm_of(70'000));
}

// A term is at most so long in the dictionary; texts hold longer runs, of letters and of bytes.
TEST(SegmentBuilder, TakesRunsOfAnyLength) {
    const SourcePassage source = {{1, 0, 9},
                                  {{Field::kBody, std::string(5000, 'a') + " beta"},
                                   {Field::kBody, std::string(3000, '\xff')},
                                   {Field::kTitle, "a" + std::string(4000, '7')}},
                                  {}};
    const OpenSegment segment(built({&source, 1}));
    for (const std::string& term : testing::terms_of(*segment))
        EXPECT_LE(term.size(), kTermBytesMax);
    EXPECT_TRUE(segment->find("wbeta").has_value());
}

TEST(SegmentBuilder, HoldsMoreAsMoreComesIn) {
    SegmentBuilder builder(testing::kScoring);
    const std::size_t empty = builder.bytes();
    EXPECT_EQ(builder.passage_count(), 0u);
    EXPECT_FALSE(builder.is_full());
    Random random(1);
    std::size_t before = empty;
    for (std::int64_t item = 0; item < 3000; ++item) {
        const std::string text = testing::random_text(random, 3000, 30);
        const FieldText field{Field::kBody, text};
        const std::string facts[] = {"fitem:" + std::to_string(item)};
        builder.add({item, 0, 9}, {&field, 1}, facts);
        EXPECT_GE(builder.bytes(), before);
        before = builder.bytes();
    }
    EXPECT_EQ(builder.passage_count(), 3000u);
    EXPECT_GT(before, empty + 200'000);  // two bytes or more for each occurrence
    EXPECT_LT(before, empty + 20'000'000);
    SegmentBuilder moved(std::move(builder));
    const OpenSegment segment(std::move(moved).finish());
    EXPECT_EQ(segment->passage_count(), 3000u);
}

TEST(SegmentBuilder, AnswersTheChecksumOfWhatItWrote) {
    const auto sources = testing::random_sources(2, {.passages = 20});
    SegmentBuilder builder(testing::kScoring);
    for (const SourcePassage& source : sources)
        builder.add(source.key, source.views(), source.facts);
    StringSink sink;
    const auto checksum = std::move(builder).finish(sink);
    ASSERT_TRUE(checksum.ok());
    const OpenSegment segment(sink.take());
    EXPECT_EQ(checksum.value(), segment->checksum());
    EXPECT_TRUE(segment.bytes() == built(sources));
}

}  // namespace
}  // namespace seogo::index
