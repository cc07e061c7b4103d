// The file is what docs/formats/segment.md says: numbers, walks, and a reader written from that
// page.
#include "index/segment_format.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

#include "base/hash.h"
#include "index/segment.h"
#include "text/analyzer.h"

namespace seogo::index {
namespace {

TEST(SegmentFormat, NumbersComeBackInAnyWidth) {
    for (const std::uint64_t value : {0ull, 1ull, 0x7full, 0x80ull, 0xffffull, 0x123456789aull}) {
        for (std::size_t width = 1; width <= 8; ++width) {
            std::string bytes;
            put_number(bytes, value, width);
            ASSERT_EQ(bytes.size(), width);
            const std::uint64_t kept =
                width == 8 ? value : value & ((std::uint64_t{1} << (8 * width)) - 1);
            EXPECT_EQ(get_number(bytes.data(), width), kept);
        }
    }
    std::string bytes;
    put_number(bytes, 0x0102, 2);
    EXPECT_EQ(bytes, std::string("\x02\x01"));
}

TEST(SegmentFormat, VarintsComeBackAndAreAsLongAsTheySay) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; ++i) {
        const std::uint64_t value = random() >> (random() % 64);
        std::string bytes;
        put_varint(bytes, value);
        EXPECT_EQ(bytes.size(), varint_size(value));
        ByteWalk walk(bytes);
        EXPECT_EQ(walk.varint(), value);
        EXPECT_TRUE(walk.ok());
        EXPECT_TRUE(walk.done());
    }
    std::string largest;
    put_varint(largest, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(largest.size(), 10u);
    EXPECT_EQ(ByteWalk(largest).varint(), std::numeric_limits<std::uint64_t>::max());
}

TEST(SegmentFormat, AWalkPastTheEndFailsForGood) {
    ByteWalk cut(std::string_view("\x80\x80", 2));
    EXPECT_EQ(cut.varint(), 0u);
    EXPECT_FALSE(cut.ok());
    EXPECT_TRUE(cut.done());

    ByteWalk endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
    EXPECT_EQ(endless.varint(), 0u);
    EXPECT_FALSE(endless.ok());

    ByteWalk take("abc");
    EXPECT_EQ(take.take(2), "ab");
    EXPECT_EQ(take.take(2), "");
    EXPECT_FALSE(take.ok());

    ByteWalk bytes("x");
    EXPECT_EQ(bytes.byte(), 'x');
    EXPECT_TRUE(bytes.done());
    EXPECT_EQ(bytes.byte(), 0);
    EXPECT_FALSE(bytes.ok());
}

// A posting list as the page describes it: passage -> field -> positions.
using List = std::map<std::uint64_t, std::map<std::size_t, std::vector<std::uint64_t>>>;

// Reads whole files from the page alone, with none of the reader's code.
struct PageReader {
    std::string_view file;
    std::uint64_t passages = number(24, 4);
    std::uint64_t terms = number(28, 4);
    std::uint64_t term_bytes = number(32, 8);
    std::uint64_t posting_bytes = number(40, 8);
    std::uint64_t keys_at = 56;
    std::uint64_t lengths_at = keys_at + 16 * passages;
    std::uint64_t term_offsets_at = lengths_at + 20 * passages;
    std::uint64_t posting_offsets_at = term_offsets_at + 5 * (terms + 1);
    std::uint64_t text_at = posting_offsets_at + 5 * (terms + 1);
    std::uint64_t postings_at = text_at + term_bytes;
    std::uint64_t positions_at = postings_at + posting_bytes;

    std::uint64_t number(std::uint64_t at, std::size_t width) const {
        std::uint64_t value = 0;
        for (std::size_t i = width; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(file[at + i]);
        return value;
    }
    std::uint64_t varint(std::uint64_t& at) const {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(file[at++]);
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80) return value;
        }
    }
    std::string_view term(std::uint64_t i) const {
        const std::uint64_t begin = number(term_offsets_at + 5 * i, 5);
        return file.substr(text_at + begin, number(term_offsets_at + 5 * (i + 1), 5) - begin);
    }
    List list(std::uint64_t i) const {
        List list;
        std::uint64_t at = postings_at + number(posting_offsets_at + 5 * i, 5);
        const std::uint64_t count = varint(at);
        std::uint64_t place = positions_at + varint(at);
        std::uint64_t passage = 0;
        for (std::uint64_t p = 0; p < count; ++p) {
            passage += varint(at);
            const auto mask = static_cast<unsigned char>(file[at++]);
            std::map<std::size_t, std::uint64_t> freqs;
            for (std::size_t f = 0; f < 5; ++f) {
                if ((mask >> f & 1) != 0) freqs[f] = varint(at);
            }
            const std::uint64_t size = varint(at);
            const std::uint64_t end = place + size;
            for (const auto& [field, freq] : freqs) {
                std::uint64_t position = 0;
                for (std::uint64_t n = 0; n < freq; ++n) {
                    position += varint(place);
                    list[passage][field].push_back(position);
                }
            }
            EXPECT_EQ(place, end);
        }
        return list;
    }
};

TEST(SegmentFormat, AReaderWrittenFromThePageReadsTheFile) {
    SegmentWriter writer;
    const std::string bodies[] = {"색인은 검색을 빠르게 한다 색인",
                                  "Readers never block the writer", "GPT-4o와 q8_0"};
    for (std::uint32_t i = 0; i < 3; ++i) {
        const FieldText fields[] = {{Field::kTitle, "색인"}, {Field::kBody, bodies[i]}};
        writer.add({7 - i, i, i + 9}, fields);
    }
    const std::string bytes = std::move(writer).finish();
    EXPECT_EQ(bytes.substr(0, 8), "SEOGOSEG");
    const PageReader page{bytes};
    EXPECT_EQ(page.number(8, 4), 1u);
    EXPECT_EQ(page.number(12, 4), 5u);
    EXPECT_EQ(page.number(16, 8), base::checksum(std::string_view(bytes).substr(24)));
    EXPECT_EQ(page.positions_at + page.number(48, 8), bytes.size());
    ASSERT_EQ(page.passages, 3u);
    EXPECT_EQ(page.number(page.keys_at, 8), 5u);  // the smallest item first
    EXPECT_EQ(page.number(page.keys_at + 8, 4), 2u);
    EXPECT_EQ(page.number(page.keys_at + 12, 4), 11u);
    EXPECT_EQ(page.number(page.lengths_at, 4), 1u);  // the title's one word

    const auto reader = SegmentReader::open(std::as_bytes(std::span(bytes)));
    ASSERT_TRUE(reader.ok());
    const auto terms = reader.value()->terms_from("", 1000);
    ASSERT_EQ(terms.size(), page.terms);
    for (std::uint64_t i = 0; i < page.terms; ++i) {
        EXPECT_EQ(page.term(i), terms[i]);
        if (i > 0) {
            EXPECT_LT(terms[i - 1], terms[i]);
        }
        const List list = page.list(i);
        const auto postings = reader.value()->postings(terms[i]);
        ASSERT_EQ(postings.size(), list.size());
        for (const Posting& posting : postings) {
            for (const auto& [field, positions] : list.at(posting.passage)) {
                const auto read = reader.value()->positions(posting, static_cast<Field>(field));
                EXPECT_EQ(std::vector<std::uint64_t>(read.begin(), read.end()), positions);
            }
        }
    }
}

// Bytes that once were written are bytes that the next version must still understand or refuse.
TEST(SegmentFormat, TheBytesOfASmallSegmentDoNotChangeUnsaid) {
    SegmentWriter writer;
    const FieldText fields[] = {{Field::kBody, "ab cd ab"}};
    writer.add({1, 2, 3}, fields);
    const std::string bytes = std::move(writer).finish();
    const PageReader page{bytes};
    EXPECT_EQ(page.terms, 4u);  // two words and two pairs
    EXPECT_EQ(page.term(2), "wab");
    EXPECT_EQ(page.list(2), (List{{0, {{3, {0, 2}}}}}));
    EXPECT_EQ(page.term(3), "wcd");
    EXPECT_EQ(page.list(3), (List{{0, {{3, {1}}}}}));
    EXPECT_EQ(page.number(page.lengths_at + 12, 4), 3u);
}

}  // namespace
}  // namespace seogo::index
