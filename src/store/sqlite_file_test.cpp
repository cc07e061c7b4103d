// The io methods by themselves: SQLite's lock table between two handles, reads beyond the end,
// shared memory, files of all kinds.
#include "store/sqlite_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "store/page_checksum.h"
#include "store/sqlite_vfs.h"
#include "support/faulty_file_system.h"

namespace seogo::store {
namespace {

using seogo::testing::FaultyFileSystem;

constexpr int kDatabase = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

class Files : public ::testing::Test {
protected:
    Files() : vfs_(SqliteVfs::of(disk_)), raw_(sqlite3_vfs_find(vfs_->name())) {}

    // A file that SQLite would have open; closed with the test.
    class Handle {
    public:
        Handle(sqlite3_vfs* vfs, const char* name, int flags) : memory_(vfs->szOsFile) {
            code = vfs->xOpen(vfs, name, file(), flags, &flags_out);
        }
        Handle(const Handle&) = delete;
        Handle& operator=(const Handle&) = delete;
        ~Handle() {
            if (file()->pMethods != nullptr) file()->pMethods->xClose(file());
        }
        sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
        const sqlite3_io_methods* operator->() { return file()->pMethods; }
        int lock(int level) { return file()->pMethods->xLock(file(), level); }
        int unlock(int level) { return file()->pMethods->xUnlock(file(), level); }
        int shm_lock(int at, int count, int flags) {
            return file()->pMethods->xShmLock(file(), at, count, flags);
        }
        void* map(int region, int extend) {
            void volatile* out = nullptr;
            map_code = file()->pMethods->xShmMap(file(), region, 32768, extend, &out);
            return const_cast<void*>(out);
        }
        int code = SQLITE_OK, flags_out = 0, map_code = SQLITE_OK;

    private:
        std::vector<char> memory_;
    };

    FaultyFileSystem disk_;
    std::shared_ptr<SqliteVfs> vfs_;
    sqlite3_vfs* raw_;
};

TEST_F(Files, ManyShareAndOneExcludes) {
    Handle a(raw_, "/db", kDatabase), b(raw_, "/db", kDatabase), c(raw_, "/db", kDatabase);
    EXPECT_EQ(a.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(a.lock(SQLITE_LOCK_RESERVED), SQLITE_OK);
    EXPECT_EQ(b.lock(SQLITE_LOCK_RESERVED), SQLITE_BUSY);
    EXPECT_EQ(c.lock(SQLITE_LOCK_SHARED), SQLITE_OK) << "a reserved lock lets readers in";
    EXPECT_EQ(a.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_BUSY) << "while readers are there";
    Handle late(raw_, "/db", kDatabase);
    EXPECT_EQ(late.lock(SQLITE_LOCK_SHARED), SQLITE_BUSY) << "a pending lock lets none in";
    EXPECT_EQ(b.unlock(SQLITE_LOCK_NONE), SQLITE_OK);
    EXPECT_EQ(c.unlock(SQLITE_LOCK_NONE), SQLITE_OK);
    EXPECT_EQ(a.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_OK);
    EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_BUSY);
    EXPECT_EQ(a.unlock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(b.lock(SQLITE_LOCK_RESERVED), SQLITE_OK);
}

TEST_F(Files, AReservedLockIsSeenByAll) {
    Handle a(raw_, "/db", kDatabase), b(raw_, "/db", kDatabase);
    int reserved = -1;
    EXPECT_EQ(b->xCheckReservedLock(b.file(), &reserved), SQLITE_OK);
    EXPECT_EQ(reserved, 0);
    a.lock(SQLITE_LOCK_SHARED);
    a.lock(SQLITE_LOCK_RESERVED);
    EXPECT_EQ(b->xCheckReservedLock(b.file(), &reserved), SQLITE_OK);
    EXPECT_EQ(reserved, 1);
}

TEST_F(Files, ClosingGivesLocksBack) {
    Handle b(raw_, "/db", kDatabase);
    {
        Handle a(raw_, "/db", kDatabase);
        EXPECT_EQ(a.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
        EXPECT_EQ(a.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_OK);
        EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_BUSY);
    }
    EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
}

TEST_F(Files, AFileOpenForReadingNeverTakesAWritersLock) {
    {
        Handle make(raw_, "/db", kDatabase);
    }
    Handle reader(raw_, "/db", SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY);
    EXPECT_EQ(reader.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(reader.lock(SQLITE_LOCK_RESERVED), SQLITE_BUSY);
    EXPECT_EQ(reader.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_BUSY);
}

TEST_F(Files, SharedMemoryIsOneMemoryAndItsLocksExclude) {
    Handle a(raw_, "/db", kDatabase), b(raw_, "/db", kDatabase);
    EXPECT_EQ(b.map(0, 0), nullptr) << "nothing is made unless asked";
    EXPECT_EQ(b.map_code, SQLITE_OK);
    auto* mine = static_cast<char*>(a.map(0, 1));
    ASSERT_NE(mine, nullptr);
    auto* theirs = static_cast<char*>(b.map(0, 1));
    ASSERT_NE(theirs, nullptr);
    mine[77] = 'x';
    a->xShmBarrier(a.file());
    EXPECT_EQ(theirs[77], 'x');
    EXPECT_NE(a.map(1, 1), nullptr);
    constexpr int kTakeOne = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
    constexpr int kTakeShared = SQLITE_SHM_LOCK | SQLITE_SHM_SHARED;
    EXPECT_EQ(a.shm_lock(3, 1, kTakeShared), SQLITE_OK);
    EXPECT_EQ(b.shm_lock(3, 1, kTakeShared), SQLITE_OK);
    EXPECT_EQ(b.shm_lock(4, 1, kTakeOne), SQLITE_OK);
    EXPECT_EQ(a.shm_lock(3, 2, kTakeOne), SQLITE_BUSY);
    EXPECT_EQ(b.shm_lock(3, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED), SQLITE_OK);
    EXPECT_EQ(b.shm_lock(4, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE), SQLITE_OK);
    EXPECT_EQ(a.shm_lock(3, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED), SQLITE_OK);
    EXPECT_EQ(a.shm_lock(3, 2, kTakeOne), SQLITE_OK);
}

TEST_F(Files, TheFirstToComeFindsSharedMemoryEmpty) {
    {
        Handle a(raw_, "/db", kDatabase);
        static_cast<char*>(a.map(0, 1))[5] = 'x';
        EXPECT_EQ(a->xShmUnmap(a.file(), 0), SQLITE_OK);
    }
    ASSERT_TRUE(base::exists(disk_, "/db-shm"));
    Handle b(raw_, "/db", kDatabase);
    EXPECT_EQ(static_cast<char*>(b.map(0, 1))[5], '\0');
    EXPECT_EQ(b->xShmUnmap(b.file(), 1), SQLITE_OK);
    EXPECT_FALSE(base::exists(disk_, "/db-shm"));
}

TEST_F(Files, ReadsBeyondTheEndAreZeros) {
    Handle file(raw_, "/x", SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    EXPECT_EQ(file->xWrite(file.file(), "abc", 3, 2), SQLITE_OK);
    char out[8];
    std::memset(out, 'z', sizeof out);
    EXPECT_EQ(file->xRead(file.file(), out, 8, 0), SQLITE_IOERR_SHORT_READ);
    EXPECT_EQ(std::string(out, 8), std::string("\0\0abc\0\0\0", 8));
    sqlite3_int64 size = 0;
    EXPECT_EQ(file->xFileSize(file.file(), &size), SQLITE_OK);
    EXPECT_EQ(size, 5);
    EXPECT_EQ(file->xTruncate(file.file(), 1), SQLITE_OK);
    EXPECT_EQ(file->xFileSize(file.file(), &size), SQLITE_OK);
    EXPECT_EQ(size, 1);
}

TEST_F(Files, AFirstSyncMakesTheNameDurableToo) {
    Handle file(raw_, "/x", SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    EXPECT_EQ(file->xWrite(file.file(), "abc", 3, 0), SQLITE_OK);
    EXPECT_EQ(file->xSync(file.file(), SQLITE_SYNC_NORMAL), SQLITE_OK);
    disk_.drop_unsynced();
    EXPECT_EQ(base::read_file(disk_, "/x").value(), "abc");
}

TEST_F(Files, AFileWithoutANameIsMemory) {
    const auto calls = disk_.calls();
    Handle file(raw_, nullptr,
                SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                    SQLITE_OPEN_DELETEONCLOSE);
    ASSERT_EQ(file.code, SQLITE_OK);
    EXPECT_EQ(file->xWrite(file.file(), "abc", 3, 4), SQLITE_OK);
    char out[7];
    EXPECT_EQ(file->xRead(file.file(), out, 7, 0), SQLITE_OK);
    EXPECT_EQ(std::string(out, 7), std::string("\0\0\0\0abc", 7));
    EXPECT_EQ(file.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
    EXPECT_EQ(file->xSync(file.file(), 0), SQLITE_OK);
    EXPECT_EQ(disk_.calls(), calls);
}

TEST_F(Files, AFileMayRemoveItself) {
    constexpr int kFlags = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                           SQLITE_OPEN_DELETEONCLOSE;
    {
        Handle file(raw_, "/gone", kFlags);
        EXPECT_TRUE(base::exists(disk_, "/gone"));
    }
    EXPECT_FALSE(base::exists(disk_, "/gone"));
}

TEST_F(Files, AccessTakesAnEmptyFileForNone) {
    int there = -1;
    EXPECT_EQ(raw_->xAccess(raw_, "/x", SQLITE_ACCESS_EXISTS, &there), SQLITE_OK);
    EXPECT_EQ(there, 0);
    ASSERT_TRUE(base::write_file_atomically(disk_, "/x", "").ok());
    EXPECT_EQ(raw_->xAccess(raw_, "/x", SQLITE_ACCESS_EXISTS, &there), SQLITE_OK);
    EXPECT_EQ(there, 0);
    ASSERT_TRUE(base::write_file_atomically(disk_, "/x", "1").ok());
    EXPECT_EQ(raw_->xAccess(raw_, "/x", SQLITE_ACCESS_EXISTS, &there), SQLITE_OK);
    EXPECT_EQ(there, 1);
    disk_.fail_call(1);
    EXPECT_EQ(raw_->xAccess(raw_, "/x", SQLITE_ACCESS_EXISTS, &there), SQLITE_IOERR_ACCESS);
}

TEST_F(Files, DeletingIsDurableWhereAsked) {
    ASSERT_TRUE(base::write_file_atomically(disk_, "/x", "1").ok());
    EXPECT_EQ(raw_->xDelete(raw_, "/x", 1), SQLITE_OK);
    disk_.drop_unsynced();
    EXPECT_FALSE(base::exists(disk_, "/x"));
    EXPECT_EQ(raw_->xDelete(raw_, "/x", 1), SQLITE_IOERR_DELETE_NOENT);
}

TEST_F(Files, AnErrorIsKeptForItsOwnCodeAndTakenOnce) {
    EXPECT_EQ(report({ErrorKind::kIo, "a disk says no"}, SQLITE_IOERR_READ), SQLITE_IOERR_READ);
    EXPECT_FALSE(take_vfs_error(SQLITE_IOERR_WRITE));
    EXPECT_EQ(take_vfs_error(SQLITE_IOERR_READ)->message, "a disk says no");
    EXPECT_FALSE(take_vfs_error(SQLITE_IOERR_READ));
    EXPECT_EQ(report({ErrorKind::kNoSpace, "full"}, SQLITE_IOERR_WRITE), SQLITE_FULL);
    EXPECT_EQ(take_vfs_error(SQLITE_FULL)->kind, ErrorKind::kNoSpace);
}

TEST_F(Files, PagesWithoutRoomForAChecksumAreNotWritten) {
    Handle file(raw_, "/db", kDatabase);
    std::vector<char> page(kPageSize, 'p');
    page[20] = 0;
    EXPECT_EQ(file->xWrite(file.file(), page.data(), kPageSize, 0), SQLITE_IOERR_DATA);
    page[20] = 8;
    EXPECT_EQ(file->xWrite(file.file(), page.data(), kPageSize, 0), SQLITE_OK);
    std::vector<char> back(kPageSize);
    EXPECT_EQ(file->xRead(file.file(), back.data(), kPageSize, 0), SQLITE_OK);
    EXPECT_EQ(std::memcmp(back.data(), page.data(), kPageSize - kReservedBytes), 0);
    disk_.flip_bit("/db", 1000, 5);
    EXPECT_EQ(file->xRead(file.file(), back.data(), kPageSize, 0), SQLITE_IOERR_DATA);
    EXPECT_NE(take_vfs_error(SQLITE_IOERR_DATA)->message.find("/db: checksum of page 1"),
              std::string::npos);
}

TEST_F(Files, WhereTheDiskIsReadOnlyAnAbsentLogIsAnEmptyOne) {
    disk_.read_only(true);
    Handle log(raw_, "/db-wal", SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    ASSERT_EQ(log.code, SQLITE_OK);
    EXPECT_EQ(log.flags_out, SQLITE_OPEN_READONLY);
    sqlite3_int64 size = -1;
    EXPECT_EQ(log->xFileSize(log.file(), &size), SQLITE_OK);
    EXPECT_EQ(size, 0);
    Handle database(raw_, "/db", kDatabase);
    EXPECT_EQ(database.code, SQLITE_CANTOPEN);
}

}  // namespace
}  // namespace seogo::store
