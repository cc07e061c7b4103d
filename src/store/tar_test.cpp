// Tar files: what is written is read back, by tar(1)'s rules, and anything else is refused.
#include "store/tar.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/faulty_file_system.h"

namespace seogo::store {
namespace {

class Tar : public ::testing::Test {
protected:
    std::unique_ptr<base::File> open() {
        auto file = disk_.open("/a.tar", base::OpenMode::kCreate);
        EXPECT_TRUE(file.ok());
        return std::move(file).value();
    }
    void write(const std::vector<std::pair<std::string, std::string>>& entries) {
        const auto file = open();
        TarWriter tar(*file, 1738314000);
        for (const auto& [name, bytes] : entries)
            ASSERT_TRUE(tar.add(name, bytes).ok());
        ASSERT_TRUE(tar.finish().ok());
    }
    std::string bytes() { return base::read_file(disk_, "/a.tar").value(); }
    void replace(std::string_view bytes) {
        ASSERT_TRUE(base::write_file_atomically(disk_, "/a.tar", bytes).ok());
    }
    ErrorKind first_error() {
        const auto file = open();
        TarReader tar(*file);
        while (true) {
            const auto entry = tar.next();
            if (!entry.ok()) return entry.error().kind;
            if (!entry.value()) return ErrorKind::kCancelled;  // none
        }
    }
    seogo::testing::FaultyFileSystem disk_;
};

TEST_F(Tar, RoundTrip) {
    const std::vector<std::pair<std::string, std::string>> entries = {
        {"empty", ""},
        {"one", "x"},
        {"block", std::string(512, 'b')},
        {std::string(100, 'n'), std::string(513, 'c')}};
    write(entries);
    EXPECT_EQ(bytes().size() % 512, 0u);
    const auto file = open();
    TarReader tar(*file);
    for (const auto& [name, expected] : entries) {
        const auto entry = tar.next().value();
        ASSERT_TRUE(entry);
        EXPECT_EQ(entry->name, name);
        EXPECT_EQ(bytes().substr(entry->begin, entry->size), expected);
    }
    EXPECT_FALSE(tar.next().value());
}

// The header of one file, field by field (POSIX.1-2017, pax, table "ustar Header Block").
TEST_F(Tar, HeaderIsThatOfTheStandard) {
    write({{"a.txt", "hello"}});
    const std::string head = bytes().substr(0, 512);
    EXPECT_EQ(head.substr(0, 6), std::string("a.txt\0", 6));
    EXPECT_EQ(head.substr(100, 8), std::string("0000600\0", 8));
    EXPECT_EQ(head.substr(124, 12), std::string("00000000005\0", 12));
    EXPECT_EQ(head.substr(136, 12), std::string("14747110420\0", 12));
    EXPECT_EQ(head[156], '0');
    EXPECT_EQ(head.substr(257, 8), std::string("ustar\00000", 8));
    std::uint64_t sum = 8 * ' ';
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (i < 148 || i >= 156) sum += static_cast<unsigned char>(head[i]);
    }
    EXPECT_EQ(std::stoull(head.substr(148, 6), nullptr, 8), sum);
}

TEST_F(Tar, EveryFlippedBitOfAHeaderIsFound) {
    write({{"a.txt", "hello"}});
    const std::string whole = bytes();
    for (std::size_t at = 0; at < 512; at += 3) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        replace(damaged);
        EXPECT_EQ(first_error(), ErrorKind::kBadFile) << at;
    }
}

TEST_F(Tar, CutFilesAreFound) {
    write({{"a.txt", "hello"}, {"b.txt", std::string(700, 'b')}});
    const std::string whole = bytes();
    for (std::size_t size = 0; size < whole.size() - 1024; size += 61) {
        replace(std::string_view(whole).substr(0, size));
        EXPECT_EQ(first_error(), ErrorKind::kBadFile) << size;
    }
}

TEST_F(Tar, LinksFoldersAndDevicesAreRefused) {
    for (const char type : {'1', '2', '3', '4', '5', '6', 'x', 'L', '\0'}) {
        write({{"a", ""}});
        std::string odd = bytes();
        odd[156] = type;
        std::uint64_t sum = 8 * ' ';
        for (std::size_t i = 0; i < 512; ++i) {
            if (i < 148 || i >= 156) sum += static_cast<unsigned char>(odd[i]);
        }
        for (std::size_t i = 6; i-- > 0; sum >>= 3)
            odd[148 + i] = static_cast<char>('0' + (sum & 7));
        replace(odd);
        EXPECT_EQ(first_error(), ErrorKind::kBadFile) << static_cast<int>(type);
    }
}

TEST_F(Tar, PiecesMakeOneEntry) {
    const auto file = open();
    TarWriter tar(*file, 0);
    ASSERT_TRUE(tar.begin("pieces", 6).ok());
    for (const char* piece : {"ab", "cd", "ef"})
        ASSERT_TRUE(tar.append(std::as_bytes(std::span(std::string_view(piece)))).ok());
    EXPECT_EQ(tar.begin("huge", std::uint64_t{1} << 33).error().kind, ErrorKind::kUnsupported);
    ASSERT_TRUE(tar.finish().ok());
    EXPECT_EQ(bytes().substr(512, 6), "abcdef");
}

}  // namespace
}  // namespace seogo::store
