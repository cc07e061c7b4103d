// A summary comes back as it was written, and one that makes no sense is refused.
#include "index/segment_layout.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <memory>

#include "index/segment_format.h"
#include "support/random.h"

namespace seogo::index {
namespace {

Result<SegmentSummary> read(const std::string& bytes) {
    StringSink sink;
    CheckedFileWriter writer(sink);
    EXPECT_TRUE(writer.begin_section(1).ok());
    EXPECT_TRUE(writer.append(bytes).ok());
    EXPECT_TRUE(writer.finish().ok());
    const std::string file = sink.take();
    const auto opened = CheckedFile::open(std::as_bytes(std::span(file)));
    return read_summary(opened.value()->section(1));
}

SegmentSummary random_summary(testing::Random& random) {
    SegmentSummary summary;
    summary.passages = random.number() >> random.below(20);
    if (summary.passages == 0xFFFFFFFF) summary.passages = 0;
    summary.main_field = static_cast<Field>(random.below(kFieldCount));
    for (std::uint64_t& total : summary.field_totals)
        total = (std::uint64_t{random.number()} << 32 | random.number()) >> random.below(64);
    for (ScoringParams* params : {&summary.scoring.words, &summary.scoring.syllables}) {
        params->k1 = random.between(1e-6, 1e6);
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            params->length_share[f] = random.between(0, 1);
            params->field_weight[f] = random.between(1e-6, 1e6);
        }
    }
    return summary;
}

TEST(SegmentSummary, ComesBack) {
    testing::Random random(1);
    for (int i = 0; i < 200; ++i) {
        const SegmentSummary summary = random_summary(random);
        const auto back = read(summary_bytes(summary));
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(back.value().passages, summary.passages);
        EXPECT_EQ(back.value().main_field, summary.main_field);
        EXPECT_EQ(back.value().field_totals, summary.field_totals);
        EXPECT_EQ(back.value().scoring, summary.scoring);
    }
}

TEST(SegmentSummary, OfAnyOtherSizeIsRefused) {
    testing::Random random(2);
    const std::string bytes = summary_bytes(random_summary(random));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto back = read(bytes.substr(0, size));
        ASSERT_FALSE(back.ok());
        EXPECT_EQ(back.error().message, "the segment's summary is damaged or missing");
    }
    EXPECT_FALSE(read(bytes + '\0').ok());
}

// (offset, what no summary says there): numbers from which no score can be made.
TEST(SegmentSummary, ThatMakesNoSenseIsRefused) {
    testing::Random random(3);
    const std::string bytes = summary_bytes(random_summary(random));
    constexpr std::size_t kK1At = 8 + 8 * kFieldCount;
    const auto refuses = [&](std::size_t at, std::uint64_t value, std::size_t width) {
        std::string number;
        put_number(number, value, width);
        const auto back = read(std::string(bytes).replace(at, width, number));
        if (back.ok()) return false;
        EXPECT_EQ(back.error().kind, ErrorKind::kBadFile);
        return back.error().message == "the segment's summary makes no sense";
    };
    EXPECT_TRUE(refuses(0, 0xFFFFFFFF, 4));  // the number that says "none"
    EXPECT_TRUE(refuses(4, kFieldCount, 4));
    using Limits = std::numeric_limits<double>;
    for (std::size_t number = 0; number < 1 + 2 * kFieldCount; ++number) {
        for (const double value : {-1.0, Limits::infinity(), Limits::quiet_NaN(), 1e7, -1e-9}) {
            EXPECT_TRUE(refuses(kK1At + 8 * number, std::bit_cast<std::uint64_t>(value), 8));
        }
        const bool is_share = number >= 1 && number <= kFieldCount;
        for (const double value : {0.0, Limits::denorm_min()}) {
            const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
            EXPECT_EQ(refuses(kK1At + 8 * number, bits, 8), !is_share) << number << " " << value;
        }
    }
}

TEST(Averages, AreTotalsOverPassages) {
    const auto averages = averages_of({10, 0, 3, 1000, 7}, 4);
    EXPECT_EQ(averages, (std::array<double, kFieldCount>{2.5, 0, 0.75, 250, 1.75}));
    EXPECT_EQ(averages_of({10, 0, 3, 1000, 7}, 0), (std::array<double, kFieldCount>{}));
}

TEST(SectionIds, AreEachOfOneSection) {
    EXPECT_EQ(number_of(SectionId::kSummary), 1u);
    EXPECT_EQ(number_of(SectionId::kLists), 7u);
    EXPECT_EQ(norms_section(0), 16u);
    EXPECT_EQ(norms_section(kFieldCount - 1), 20u);
}

}  // namespace
}  // namespace seogo::index
