// A damaged segment is refused; one that lies under a good checksum is never followed out of
// bounds.
#include <gtest/gtest.h>

#include <random>

#include "base/hash.h"
#include "index/segment.h"
#include "index/segment_format.h"

namespace seogo::index {
namespace {

std::string sample() {
    SegmentWriter writer;
    const std::string titles[] = {"역색인의 구조", "Write-ahead logging", "문장 임베딩"};
    const std::string notes[] = {"낱말에서 문서로 가는 목록", "Readers never block the writer",
                                 "문장을 벡터로 옮긴다"};
    for (std::uint32_t i = 0; i < 3; ++i) {
        const FieldText fields[] = {{Field::kTitle, titles[i]}, {Field::kNotes, notes[i]}};
        writer.add({i + 1, 0, 40}, fields);
    }
    return std::move(writer).finish();
}

Result<std::unique_ptr<SegmentReader>> open(const std::string& bytes) {
    return SegmentReader::open(std::as_bytes(std::span(bytes)));
}

std::string with_checksum(std::string bytes) {
    if (bytes.size() < kCheckedFrom) return bytes;
    std::string sum;
    put_number(sum, base::checksum(std::string_view(bytes).substr(kCheckedFrom)), 8);
    return bytes.replace(kChecksumAt, sum.size(), sum);
}

// Reads all that a searcher could; answers how many postings there were.
std::size_t read_all(const SegmentReader& reader) {
    std::size_t count = 0;
    for (const auto term : reader.terms_from("", 10'000)) {
        for (const Posting& posting : reader.postings(term)) {
            EXPECT_LT(posting.passage, reader.passage_count());
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                (void)reader.positions(posting, static_cast<Field>(f));
            }
            ++count;
        }
    }
    for (std::uint32_t p = 0; p < reader.passage_count(); ++p) {
        (void)reader.key(p);
        (void)reader.field_length(p, Field::kOrg);
    }
    return count;
}

TEST(SegmentDamage, EveryFlippedBitIsRefused) {
    const std::string bytes = sample();
    ASSERT_TRUE(open(bytes).ok());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            const auto reader = open(damaged);
            ASSERT_FALSE(reader.ok()) << "byte " << at << " bit " << bit;
            EXPECT_EQ(reader.error().kind, ErrorKind::kBadFile);
        }
    }
}

TEST(SegmentDamage, EveryTruncationIsRefused) {
    const std::string bytes = sample();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(open(bytes.substr(0, size)).ok()) << size;
        EXPECT_FALSE(open(with_checksum(bytes.substr(0, size))).ok()) << size;
    }
    EXPECT_FALSE(open(with_checksum(bytes + '\0')).ok());
}

TEST(SegmentDamage, TheMessageSaysWhatDisagrees) {
    const std::string bytes = sample();
    const auto message = [](const std::string& damaged) { return open(damaged).error().message; };
    EXPECT_EQ(message(""), "the segment's header is cut short");
    EXPECT_EQ(message(std::string(bytes).replace(0, 1, "X")),
              "the segment's first bytes are not SEOGOSEG");
    EXPECT_EQ(message(std::string(bytes).replace(kVersionAt, 1, "\x07")),
              "the segment's version is 7, this program reads 1");
    EXPECT_EQ(message(std::string(bytes).replace(bytes.size() - 1, 1, "\x7f")),
              "the segment's checksum disagrees with its bytes");
    EXPECT_EQ(message(with_checksum(std::string(bytes).replace(kPassageCountAt, 1, "\x7f"))),
              "the segment's sizes do not fill its file");
}

TEST(SegmentDamage, NoByteUnderAGoodChecksumLeadsOutOfTheFile) {
    const std::string bytes = sample();
    const std::size_t whole = read_all(*open(bytes).value());
    EXPECT_GT(whole, 20u);
    for (std::size_t at = kCheckedFrom; at < bytes.size(); ++at) {
        for (const char value : {'\0', '\x01', '\x7f', '\x80', '\xff'}) {
            std::string damaged = bytes;
            damaged[at] = value;
            damaged = with_checksum(std::move(damaged));
            const auto reader = open(damaged);
            if (reader.ok()) (void)read_all(*reader.value());
        }
    }
    std::mt19937 random(7);
    for (int run = 0; run < 3000; ++run) {
        std::string damaged = bytes;
        for (std::size_t changes = 1 + random() % 12; changes > 0; --changes) {
            damaged[kHeaderBytes + random() % (bytes.size() - kHeaderBytes)] =
                static_cast<char>(random());
        }
        damaged = with_checksum(std::move(damaged));
        const auto reader = open(damaged);
        ASSERT_TRUE(reader.ok());
        (void)read_all(*reader.value());
    }
}

TEST(SegmentDamage, HugeCountsAreRefusedBeforeAnythingIsAllocated) {
    for (const std::size_t at :
         {kPassageCountAt, kTermCountAt, kTermBytesAt, kPostingBytesAt, kPositionBytesAt}) {
        std::string damaged = sample();
        for (std::size_t i = 0; i < 4; ++i)
            damaged[at + i] = '\xff';
        EXPECT_FALSE(open(with_checksum(damaged)).ok()) << at;
    }
}

}  // namespace
}  // namespace seogo::index
