// A damaged segment is refused or says so; one that lies under good checksums is never followed out
// of bounds.
#include <gtest/gtest.h>

#include "index/ranked_query.h"
#include "index/segment_format.h"
#include "support/index_random_query.h"
#include "support/index_segment_reading.h"

namespace seogo::index {
namespace {

using testing::built;
using testing::file_of;
using testing::kScoring;
using testing::OpenSegment;
using testing::Random;
using testing::Sections;
using testing::sections_of;
using testing::SourcePassage;
using testing::try_open;

std::string sample(std::size_t passages) {
    return built(
        testing::random_sources(1, {.passages = passages, .vocabulary = 60, .body_words = 12}));
}

std::string message_of(const std::string& bytes) {
    const auto opened = try_open(bytes);
    if (opened.ok()) return "(opened)";
    EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
    return opened.error().message;
}

TEST(SegmentDamage, EveryFlippedByteIsRefusedOrTold) {
    const std::string bytes = sample(60);
    const std::size_t whole = testing::read_all(*OpenSegment(bytes));
    EXPECT_GT(whole, 500u);
    std::size_t refused = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 8));
        const auto opened = try_open(damaged);
        if (!opened.ok()) {
            EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
            ++refused;
            continue;
        }
        EXPECT_FALSE(opened.value()->verify().ok()) << "byte " << at;
    }
    EXPECT_GT(refused, 800u);  // all of its sections lie in one piece, which opening reads
}

// Larger than a piece: it opens, and tells when the damaged piece is read.
TEST(SegmentDamage, FlippedByteOfAPieceThatOpeningDoesNotReadIsToldWhenItIsRead) {
    const std::string bytes = sample(3000);
    ASSERT_GT(bytes.size(), 5 * kPieceBytes);
    const std::size_t whole = testing::read_all(*OpenSegment(bytes));
    Random random(2);
    std::size_t opened_ones = 0;
    for (int run = 0; run < 40; ++run) {
        std::string damaged = bytes;
        const std::uint32_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        const auto opened = try_open(damaged);
        if (!opened.ok()) continue;
        ++opened_ones;
        EXPECT_EQ(opened.value()->damage(), std::nullopt);
        const std::size_t count = testing::read_all(*opened.value());
        EXPECT_LE(count, whole);
        EXPECT_TRUE(opened.value()->damage().has_value()) << "byte " << at;
        EXPECT_FALSE(opened.value()->verify().ok());
        testing::search_all(*opened.value());
    }
    EXPECT_GT(opened_ones, 15u);
}

TEST(SegmentDamage, EveryCutIsRefused) {
    const std::string bytes = sample(20);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        ASSERT_FALSE(try_open(bytes.substr(0, size)).ok()) << size;
    EXPECT_FALSE(try_open(bytes + '\0').ok());
}

TEST(SegmentDamage, MissingOrEmptySectionIsRefusedOrRead) {
    const OpenSegment whole(sample(40));
    for (const auto& [number, section] : sections_of(*whole)) {
        for (const bool is_empty : {false, true}) {
            Sections sections = sections_of(*whole);
            sections.erase(number);
            if (is_empty) sections[number] = "";
            const std::string bytes = file_of(sections);
            const auto opened = try_open(bytes);
            const bool is_needed =
                number != number_of(SectionId::kLists) && number < number_of(SectionId::kNorms);
            EXPECT_EQ(opened.ok(), !is_needed) << number;
            if (!opened.ok()) continue;
            testing::read_all(*opened.value());
            testing::search_all(*opened.value());
        }
    }
}

// Changed bytes, cuts and repeats of every section under good checksums.
TEST(SegmentDamage, LiesUnderGoodChecksumsAreNeverFollowedOutOfBounds) {
    const OpenSegment whole(sample(150));
    const Sections sections = sections_of(*whole);
    std::vector<std::uint32_t> numbers;
    for (const auto& [number, section] : sections)
        numbers.push_back(number);
    Random random(3);
    std::size_t opened_ones = 0;
    for (int run = 0; run < 500; ++run) {
        SCOPED_TRACE(run);
        Sections lies = sections;
        const std::uint32_t number =
            numbers[random.below(static_cast<std::uint32_t>(numbers.size()))];
        testing::tell_lies(lies[number], random);
        const std::string bytes = file_of(lies);
        const auto opened = try_open(bytes);
        if (!opened.ok()) {
            EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
            continue;
        }
        ++opened_ones;
        testing::read_all(*opened.value());
        testing::search_all(*opened.value());
        testing::merge_all(*opened.value());
        if (HasFailure()) return;
    }
    EXPECT_GT(opened_ones, 150u);
}

std::string with_number(std::string bytes, std::size_t at, std::uint64_t value, std::size_t width) {
    std::string number;
    put_number(number, value, width);
    return bytes.replace(at, width, number);
}

// Columns of no bits can claim any number of passages.
TEST(SegmentDamage, MorePassagesThanTheBytesCanHoldAreRefused) {
    const OpenSegment whole(built({}));
    for (const std::uint32_t passages : {0xFFFFFFFEu, 100'000'000u, 2'000'000u}) {
        Sections sections = sections_of(*whole);
        auto& summary = sections[number_of(SectionId::kSummary)];
        summary = with_number(summary, 0, passages, 4);
        for (const SectionId id :
             {SectionId::kItemOrdinals, SectionId::kBegins, SectionId::kSizes}) {
            auto& column = sections[number_of(id)];
            column = with_number(column, 9, passages, 8);
        }
        auto& items = sections[number_of(SectionId::kItems)];
        items = with_number(items, 9, 1, 8);
        EXPECT_EQ(message_of(file_of(sections)),
                  "the segment's bytes are too few for its passages");
    }
}

TEST(SegmentDamage, SectionsThatDoNotFitEachOtherAreRefused) {
    const OpenSegment whole(sample(40));
    const OpenSegment other(sample(41));
    const Sections others = sections_of(*other);
    for (const SectionId id : {SectionId::kItemOrdinals, SectionId::kBegins, SectionId::kSizes}) {
        Sections sections = sections_of(*whole);
        sections[number_of(id)] = others.at(number_of(id));
        EXPECT_EQ(message_of(file_of(sections)), "the segment's columns do not fit its passages");
    }
    Sections sections = sections_of(*whole);
    sections[number_of(SectionId::kItems)] =
        sections_of(*OpenSegment(built({}))).at(number_of(SectionId::kItems));
    EXPECT_EQ(message_of(file_of(sections)), "the segment's columns do not fit its passages");
    const std::uint32_t body = norms_section(static_cast<std::size_t>(Field::kBody));
    sections = sections_of(*whole);
    sections[body] = others.at(body);
    EXPECT_EQ(message_of(file_of(sections)), "the segment's norms do not fit its passages");
}

// An ordinal that names no item is taken for the first: a lie may give a wrong answer.
TEST(SegmentDamage, OrdinalBehindTheLastItemIsTheFirst) {
    const OpenSegment whole(sample(40));
    Sections sections = sections_of(*whole);
    std::string ordinals;
    append_column(std::vector<std::uint64_t>(40, 1u << 20), ordinals);
    sections[number_of(SectionId::kItemOrdinals)] = ordinals;
    const OpenSegment lying(file_of(sections));
    EXPECT_EQ(lying->item_ordinal(7), 0u);
    EXPECT_EQ(lying->key(7).item, lying->item(0));
}

TEST(SegmentDamage, MessageSaysWhatIsWrong) {
    const std::string bytes = sample(20);
    EXPECT_EQ(message_of(""), "the segment's footer is cut short");
    EXPECT_EQ(message_of(std::string(bytes).replace(0, 1, "X")),
              "the segment's first bytes are not SEOGOSEG");
    const OpenSegment whole(bytes);
    Sections sections = sections_of(*whole);
    sections[number_of(SectionId::kSummary)].pop_back();
    EXPECT_EQ(message_of(file_of(sections)), "the segment's summary is damaged or missing");
    sections = sections_of(*whole);
    sections[number_of(SectionId::kDictionary)].pop_back();
    EXPECT_EQ(message_of(file_of(sections)), "the segment's dictionary is damaged");
    sections = sections_of(*whole);
    sections[number_of(SectionId::kBegins)] = "short";
    EXPECT_EQ(message_of(file_of(sections)), "begins: a column's head is short or damaged");
}

}  // namespace
}  // namespace seogo::index
