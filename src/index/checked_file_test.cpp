// Sections come back as they were written; every flipped bit and every cut is named, none followed.
#include "index/checked_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace seogo::index {
namespace {

std::string noise(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

std::string file_of(const std::vector<std::pair<std::uint32_t, std::string>>& sections) {
    StringSink sink;
    CheckedFileWriter writer(sink);
    for (const auto& [number, bytes] : sections) {
        EXPECT_TRUE(writer.begin_section(number).ok());
        for (std::size_t at = 0; at < bytes.size(); at += 7001) {
            EXPECT_TRUE(writer.append(std::string_view(bytes).substr(at, 7001)).ok());
        }
        EXPECT_EQ(writer.section_size(), bytes.size());
    }
    EXPECT_TRUE(writer.finish().ok());
    return sink.take();
}

Result<std::unique_ptr<CheckedFile>> open(const std::string& bytes) {
    return CheckedFile::open(std::as_bytes(std::span(bytes)));
}

std::string bytes_of(const Section& section) {
    const std::uint8_t* data = section.read(0, section.size());
    if (data == nullptr) return "(damaged)";
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(section.size())};
}

TEST(CheckedFile, GivesBackEverySection) {
    const std::string big = noise(100'000, 1);
    const std::string small = "서고";
    const std::string file = file_of({{7, big}, {2, ""}, {5, small}});
    const auto opened = open(file);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(bytes_of(opened.value()->section(7)), big);
    EXPECT_EQ(bytes_of(opened.value()->section(2)), "");
    EXPECT_EQ(bytes_of(opened.value()->section(5)), small);
    EXPECT_EQ(opened.value()->section(3).size(), 0u);
    EXPECT_TRUE(opened.value()->verify().ok());
    EXPECT_FALSE(opened.value()->damage().has_value());
}

TEST(CheckedFile, HoldsNothingWhereNothingWasWritten) {
    const std::string file = file_of({});
    const auto opened = open(file);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened.value()->section(0).size(), 0u);
}

TEST(CheckedFile, AnswersNullOutsideASection) {
    const std::string file = file_of({{1, noise(50'000, 2)}, {2, "next"}});
    const auto opened = open(file);
    ASSERT_TRUE(opened.ok());
    const Section section = opened.value()->section(1);
    EXPECT_NE(section.read(49'999, 1), nullptr);
    EXPECT_NE(section.read(50'000, 0), nullptr);
    EXPECT_EQ(section.read(49'999, 2), nullptr);
    EXPECT_EQ(section.read(~std::uint64_t{0}, 2), nullptr);
    EXPECT_EQ(section.read(2, ~std::uint64_t{0}), nullptr);
    EXPECT_EQ(section.part(100, 200).size(), 200u);
    EXPECT_EQ(section.part(100, 200).read(0, 200), section.read(100, 200));
    EXPECT_EQ(section.part(49'990, 20).size(), 0u);
    EXPECT_EQ(Section().read(0, 1), nullptr);
}

// Every bit of a small file, one at a time: open refuses, or reading names the damage.
TEST(CheckedFile, NamesEveryFlippedBit) {
    const std::string section = noise(300, 3);
    const std::string file = file_of({{1, section}, {2, "abc"}});
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
        std::string bytes = file;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        const auto opened = open(bytes);
        if (!opened.ok()) {
            EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
            continue;
        }
        EXPECT_FALSE(opened.value()->verify().ok()) << "bit " << bit;
        EXPECT_EQ(bytes_of(opened.value()->section(1)), "(damaged)");
        EXPECT_TRUE(opened.value()->damage().has_value());
    }
}

TEST(CheckedFile, RefusesEveryCut) {
    const std::string file = file_of({{1, noise(300, 4)}});
    for (std::size_t size = 0; size < file.size(); ++size) {
        EXPECT_FALSE(open(file.substr(0, size)).ok()) << size;
    }
}

// Damage in one piece leaves the others readable: a search that needs none of it goes on.
TEST(CheckedFile, ReadsWholePiecesBesideADamagedOne) {
    std::string file = file_of({{1, noise(5 * kPieceBytes, 5)}});
    file[3 * kPieceBytes + 100] ^= 1;
    const auto opened = open(file);
    ASSERT_TRUE(opened.ok());
    const Section section = opened.value()->section(1);
    EXPECT_NE(section.read(0, 1000), nullptr);
    EXPECT_FALSE(opened.value()->damage().has_value());
    EXPECT_EQ(section.read(3 * kPieceBytes, 1), nullptr);
    EXPECT_TRUE(opened.value()->damage().has_value());
    EXPECT_NE(section.read(4 * kPieceBytes, 100), nullptr);
}

class FullSink final : public ByteSink {
public:
    Status append(std::string_view) override {
        return Error{ErrorKind::kNoSpace, "the disk is full"};
    }
};

TEST(CheckedFile, HandsUpWhatTheSinkRefuses) {
    FullSink sink;
    CheckedFileWriter writer(sink);
    const Status begun = writer.begin_section(1);
    ASSERT_FALSE(begun.ok());
    EXPECT_EQ(begun.error().kind, ErrorKind::kNoSpace);
}

}  // namespace
}  // namespace seogo::index
