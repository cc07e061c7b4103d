// SQLite on our disk: its files pass through, its locks exclude, faults and damage come back named.
#include "store/sqlite_vfs.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <vector>

#include "store/connection.h"
#include "store/database_build.h"
#include "store/page_checksum.h"
#include "support/faulty_file_system.h"

namespace seogo::store {
namespace {

using seogo::testing::FaultyFileSystem;

class Vfs : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(create_database(disk_, "/").ok()); }
    std::unique_ptr<Connection> open(Connection::Mode mode = Connection::Mode::kWrite) {
        auto opened = Connection::open(SqliteVfs::of(disk_), "/seogo.db", mode, 0);
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        return opened.ok() ? std::move(opened).value() : nullptr;
    }
    static constexpr const char* kPut = "INSERT INTO settings VALUES('a', 'b')";
    FaultyFileSystem disk_;
};

TEST_F(Vfs, IsOneForADiskWhileItIsInUse) {
    std::string name;
    {
        const auto first = SqliteVfs::of(disk_);
        const auto second = SqliteVfs::of(disk_);
        EXPECT_EQ(first.get(), second.get());
        FaultyFileSystem other;
        EXPECT_NE(SqliteVfs::of(other)->name(), first->name());
        name = first->name();
        EXPECT_NE(sqlite3_vfs_find(name.c_str()), nullptr);
    }
    EXPECT_EQ(sqlite3_vfs_find(name.c_str()), nullptr);
}

TEST_F(Vfs, ALogIsSharedByConnections) {
    auto writer = open(), reader = open(Connection::Mode::kRead);
    ASSERT_TRUE(reader->execute("BEGIN").ok());
    EXPECT_EQ(reader->number("SELECT count(*) FROM settings").value(), 0);
    ASSERT_TRUE(writer->execute(kPut).ok());
    EXPECT_EQ(reader->number("SELECT count(*) FROM settings").value(), 0);
    ASSERT_TRUE(reader->execute("COMMIT").ok());
    EXPECT_EQ(reader->number("SELECT count(*) FROM settings").value(), 1);
}

TEST_F(Vfs, TwoWritersExcludeEachOther) {
    auto first = open(), second = open();
    ASSERT_TRUE(first->execute("BEGIN IMMEDIATE").ok());
    const Status busy = second->execute("BEGIN IMMEDIATE");
    ASSERT_FALSE(busy.ok());
    EXPECT_EQ(busy.error().kind, ErrorKind::kBusy);
    ASSERT_TRUE(first->execute("COMMIT").ok());
    EXPECT_TRUE(second->execute("BEGIN IMMEDIATE").ok());
}

TEST_F(Vfs, AReaderNeverWrites) {
    auto reader = open(Connection::Mode::kRead);
    EXPECT_FALSE(reader->execute(kPut).ok());
}

// The locking of databases without a log, which SQLite falls back to.
TEST_F(Vfs, ARollbackJournalLocksAndRollsBack) {
    auto first = open();
    ASSERT_TRUE(first->execute("PRAGMA journal_mode = DELETE").ok());
    auto second = open();
    ASSERT_TRUE(first->execute("BEGIN IMMEDIATE").ok());
    ASSERT_TRUE(first->execute(kPut).ok());
    EXPECT_EQ(second->number("SELECT count(*) FROM settings").value(), 0);
    EXPECT_EQ(second->execute("BEGIN EXCLUSIVE").error().kind, ErrorKind::kBusy);
    ASSERT_TRUE(first->execute("ROLLBACK").ok());
    ASSERT_TRUE(second->execute("BEGIN EXCLUSIVE").ok());
    EXPECT_EQ(first->execute("SELECT * FROM settings").error().kind, ErrorKind::kBusy);
    ASSERT_TRUE(second->execute("COMMIT").ok());
    EXPECT_TRUE(first->execute(kPut).ok());
}

TEST_F(Vfs, FaultsComeBackAsTheyWereWithTheFileNamed) {
    for (const ErrorKind kind : {ErrorKind::kIo, ErrorKind::kNoSpace}) {
        int told = 0;
        for (std::uint64_t fault = 1;; ++fault) {
            auto disk = disk_.clone();
            disk.fail_call(fault, kind);
            auto opened =
                Connection::open(SqliteVfs::of(disk), "/seogo.db", Connection::Mode::kWrite, 0);
            const Status put =
                opened.ok() ? opened.value()->execute(kPut) : Status(std::move(opened).error());
            if (!disk.failed()) break;
            if (put.ok()) continue;  // SQLite could do without that call
            ++told;
            EXPECT_EQ(put.error().kind, kind) << disk.failed_call() << ": " << put.error().message;
            EXPECT_TRUE(put.error().message.starts_with("/")) << put.error().message;
        }
        EXPECT_GT(told, 5);
    }
}

TEST_F(Vfs, EveryPageOnTheDiskIsSealed) {
    auto writer = open();
    for (int i = 0; i < 300; ++i) {
        const std::string name = "name " + std::to_string(i);
        ASSERT_TRUE(writer
                        ->run("INSERT INTO settings VALUES(?, ?)", std::string_view(name),
                              std::string_view("a value that fills pages"))
                        .ok());
    }
    ASSERT_TRUE(writer->execute("PRAGMA wal_checkpoint(TRUNCATE)").ok());
    const std::string bytes = base::read_file(disk_, "/seogo.db").value();
    ASSERT_EQ(bytes.size() % kPageSize, 0u);
    const auto all = std::as_bytes(std::span(bytes));
    for (std::size_t at = 0; at < all.size(); at += kPageSize) {
        const auto page = all.subspan(at).first<kPageSize>();
        EXPECT_TRUE(page_is_sound(static_cast<std::uint32_t>(at / kPageSize + 1), page));
        EXPECT_FALSE(page_is_sound(static_cast<std::uint32_t>(at / kPageSize + 2), page));
    }
}

TEST_F(Vfs, AnotherPageSizeIsRefused) {
    const std::string bytes = base::read_file(disk_, "/seogo.db").value();
    for (const char size : {'\x02', '\x08', '\x80'}) {
        std::string odd = bytes;
        odd[16] = size;  // SQLite file format 1.3.2: page size, big-endian
        ASSERT_TRUE(base::write_file_atomically(disk_, "/seogo.db", odd).ok());
        auto opened =
            Connection::open(SqliteVfs::of(disk_), "/seogo.db", Connection::Mode::kRead, 0);
        const auto count = opened.ok() ? opened.value()->number("SELECT count(*) FROM items")
                                       : Result<std::int64_t>(std::move(opened).error());
        ASSERT_FALSE(count.ok());
        EXPECT_EQ(count.error().kind, ErrorKind::kBadFile) << count.error().message;
    }
}

TEST_F(Vfs, TemporaryFilesAreMemory) {
    auto writer = open();
    ASSERT_TRUE(writer->execute("BEGIN; PRAGMA temp_store = FILE").ok());
    ASSERT_TRUE(writer
                    ->execute("CREATE TABLE big(x); INSERT INTO big WITH RECURSIVE n(i) AS "
                              "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                              "SELECT randomblob(200) FROM n; SAVEPOINT s; UPDATE big SET x = 1; "
                              "ROLLBACK TO s; ROLLBACK")
                    .ok());
    for (const auto& path : disk_.paths()) {
        EXPECT_TRUE(path.string().starts_with("/seogo.db")) << path;
    }
}

TEST(PageChecksum, EveryBitCounts) {
    std::array<std::byte, kPageSize> page{};
    for (std::size_t i = 0; i < kPageSize; ++i)
        page[i] = static_cast<std::byte>(i * 7);
    seal_page(3, page);
    EXPECT_TRUE(page_is_sound(3, page));
    for (std::size_t at = 0; at < kPageSize; at += 11) {
        page[at] ^= std::byte{1};
        EXPECT_FALSE(page_is_sound(3, page)) << at;
        page[at] ^= std::byte{1};
    }
    EXPECT_TRUE(page_is_sound(9, std::array<std::byte, kPageSize>{}));
}

// SQLite's own log, frame by frame: sound as it wrote it, unsound with any bit of it changed.
TEST_F(Vfs, FramesOfSqlitesLogAreSound) {
    auto writer = open();
    ASSERT_TRUE(writer->execute(kPut).ok());
    ASSERT_TRUE(writer->execute("INSERT INTO settings VALUES('c', 'd')").ok());
    const std::string bytes = base::read_file(disk_, "/seogo.db-wal").value();
    auto log = disk_.open("/seogo.db-wal", base::OpenMode::kReadWrite).value();
    const auto all = std::as_bytes(std::span(bytes));
    const std::size_t frames = (bytes.size() - kWalHeaderSize) / kFrameSize;
    ASSERT_GE(frames, 2u);
    EXPECT_FALSE(pages_in_log(*log).value().empty());
    for (std::size_t i = 0; i < frames; ++i) {
        const std::size_t at = kWalHeaderSize + i * kFrameSize + kFrameHeaderSize;
        const auto page = all.subspan(at).first<kPageSize>();
        EXPECT_TRUE(frame_is_sound(*log, at, page).value());
        std::array<std::byte, kPageSize> damaged;
        std::copy(page.begin(), page.end(), damaged.begin());
        damaged[i * 13] ^= std::byte{4};
        EXPECT_FALSE(frame_is_sound(*log, at, damaged).value());
        EXPECT_FALSE(frame_is_sound(*log, at + 8, page).value());
    }
    ASSERT_TRUE(log->truncate(100).ok());
    EXPECT_FALSE(
        frame_is_sound(*log, kWalHeaderSize + kFrameHeaderSize, std::array<std::byte, kPageSize>{})
            .value());
    EXPECT_TRUE(pages_in_log(*log).value().empty());
}

}  // namespace
}  // namespace seogo::store
