// A column gives back every number at any width; one that lies about its size is refused.
#include "index/column.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace seogo::index {
namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr std::uint64_t kMost = ~std::uint64_t{0};

// A file of one section of these bytes.
class ColumnFile {
public:
    explicit ColumnFile(const std::string& column) : bytes_(file_of(column)) { open(); }

    static std::string file_of(const std::string& column) {
        StringSink sink;
        CheckedFileWriter writer(sink);
        EXPECT_TRUE(writer.begin_section(1).ok());
        EXPECT_TRUE(writer.append(column).ok());
        EXPECT_TRUE(writer.finish().ok());
        return sink.take();
    }
    void flip(std::size_t at) {
        bytes_[at] = static_cast<char>(bytes_[at] ^ 1);
        open();
    }
    Result<ColumnReader> column() const { return ColumnReader::open(file_->section(1)); }
    const CheckedFile& file() const { return *file_; }

private:
    void open() {
        auto opened = CheckedFile::open(std::as_bytes(std::span(bytes_)));
        ASSERT_TRUE(opened.ok());
        file_ = std::move(opened).value();
    }
    std::string bytes_;
    std::unique_ptr<CheckedFile> file_;
};

std::string column_of(const Numbers& numbers) {
    std::string column;
    append_column(numbers, column);
    return column;
}

// Writes, reads back, and counts the bytes.
void expect_kept(const Numbers& numbers, unsigned width) {
    const std::string column = column_of(numbers);
    EXPECT_EQ(column.size(), 17 + (numbers.size() * width + 7) / 8);
    const ColumnFile file(column);
    const auto opened = file.column();
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    ASSERT_EQ(opened.value().size(), numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        ASSERT_EQ(opened.value().get(i), numbers[i]) << "number " << i << " at " << width;
}

TEST(Column, KeepsNumbersOfEveryWidthAboveAnyBase) {
    std::mt19937_64 random(5);
    for (unsigned width = 1; width <= 64; ++width) {
        const std::uint64_t span = kMost >> (64 - width);
        for (const std::uint64_t base : {std::uint64_t{0}, kMost - span, (kMost - span) / 3}) {
            Numbers numbers = {base, base + span};
            for (int i = 0; i < 200; ++i)
                numbers.push_back(base + (random() & span));
            expect_kept(numbers, width);
            std::reverse(numbers.begin(), numbers.end());
            expect_kept(numbers, width);
        }
    }
}

TEST(Column, HoldsEqualNumbersInItsHeadAlone) {
    expect_kept({}, 0);
    expect_kept({0}, 0);
    expect_kept({kMost}, 0);
    expect_kept(Numbers(100'000, 77), 0);
}

TEST(Column, MayBeEmpty) { EXPECT_EQ(ColumnReader().size(), 0u); }

TEST(Column, GoesOnAcrossPiecesOfItsFile) {
    Numbers offsets;
    for (std::uint64_t i = 0; i < 20'000; ++i)
        offsets.push_back(1'000'000 + i * i);
    expect_kept(offsets, 29);
}

TEST(Column, RefusesSizesThatDoNotFit) {
    const std::string good = column_of({5, 9, 6});  // 3 numbers of 3 bits: 2 bytes
    ASSERT_TRUE(ColumnFile(good).column().ok());
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(ColumnFile(good.substr(0, size)).column().ok()) << size;
    EXPECT_FALSE(ColumnFile(good + '\0').column().ok());
    const auto with = [&](std::size_t at, char byte) {
        std::string bytes = good;
        bytes[at] = byte;
        return ColumnFile(bytes).column().ok();
    };
    EXPECT_FALSE(with(0, 0));   // no bits, yet bytes of them
    EXPECT_FALSE(with(0, 65));  // wider than a number
    EXPECT_FALSE(with(0, '\xFF'));
    EXPECT_FALSE(with(9, 6));        // six numbers in two bytes
    EXPECT_FALSE(with(16, '\x80'));  // count * width beyond 2^64
    EXPECT_FALSE(with(16, '\x40'));
    EXPECT_TRUE(with(1, 100));  // another base is another column, and a whole one
}

TEST(Column, AnswersZeroFromADamagedPieceAndSaysSo) {
    Numbers numbers;
    for (std::uint64_t i = 0; i < 20'000; ++i)
        numbers.push_back(i << 20);
    ColumnFile file(column_of(numbers));
    file.flip(2 * kPieceBytes + 5);
    const auto opened = file.column();
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened.value().get(10), numbers[10]);
    EXPECT_FALSE(file.file().damage().has_value());
    const std::uint64_t inside = (2 * kPieceBytes + 100) * 8 / 35;
    EXPECT_EQ(opened.value().get(inside), 0u);
    EXPECT_TRUE(file.file().damage().has_value());
    EXPECT_EQ(opened.value().get(19'999), numbers[19'999]);
}

TEST(Column, RefusesADamagedHead) {
    ColumnFile file(column_of({1, 2, 3}));
    file.flip(10);
    EXPECT_FALSE(file.column().ok());
}

}  // namespace
}  // namespace seogo::index
