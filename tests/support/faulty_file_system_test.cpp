// The disk in memory: it behaves as POSIX has it, fails where told, and loses what was not synced.
#include "support/faulty_file_system.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string_view>

namespace seogo::testing {
namespace {

using base::File;
using base::LockMode;
using base::OpenMode;
using base::Path;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::unique_ptr<File> opened(FaultyFileSystem& disk, const Path& path,
                             OpenMode mode = OpenMode::kCreate) {
    auto file = disk.open(path, mode);
    SEOGO_CHECK(file.ok());
    return std::move(file).value();
}

void put(FaultyFileSystem& disk, const Path& path, std::string_view text) {
    ASSERT_TRUE(opened(disk, path)->write_at(0, bytes_of(text)).ok());
}

// A file that would outlive a loss of power.
void put_durably(FaultyFileSystem& disk, const Path& path, std::string_view text) {
    const auto file = opened(disk, path);
    ASSERT_TRUE(file->truncate(0).ok());
    ASSERT_TRUE(file->write_at(0, bytes_of(text)).ok());
    ASSERT_TRUE(file->sync().ok());
    ASSERT_TRUE(disk.sync_folder(path.parent_path()).ok());
}

std::string content(FaultyFileSystem& disk, const Path& path) {
    auto text = base::read_file(disk, path);
    return text.ok() ? text.value() : "(" + text.error().message + ")";
}

TEST(FaultyFiles, ReadsEndWithTheFileAndWritesBeyondItFillWithZeros) {
    FaultyFileSystem disk;
    const auto file = opened(disk, "/a");
    ASSERT_TRUE(file->write_at(4, bytes_of("xy")).ok());
    EXPECT_EQ(content(disk, "/a"), std::string("\0\0\0\0xy", 6));
    std::byte out[16];
    EXPECT_EQ(file->read_at(5, out).value(), 1u);
    EXPECT_EQ(file->read_at(6, out).value(), 0u);
    EXPECT_EQ(file->read_at(600, out).value(), 0u);
    ASSERT_TRUE(file->truncate(5).ok());
    ASSERT_TRUE(file->truncate(7).ok());
    EXPECT_EQ(content(disk, "/a"), std::string("\0\0\0\0x\0\0", 7));
    EXPECT_EQ(file->size().value(), 7u);
}

TEST(FaultyFiles, OpenAnswersTheKindsOfErrorsThatTheRealDiskDoes) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/d/e").ok());
    put(disk, "/d/a", "x");
    EXPECT_EQ(disk.open("/d/none", OpenMode::kRead).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(disk.open("/none/a", OpenMode::kCreate).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(disk.open("/d/a/b", OpenMode::kCreate).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(disk.open("/d/a", OpenMode::kCreateNew).error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(disk.open("/d/e", OpenMode::kRead).error().kind, ErrorKind::kBadFile);
    EXPECT_EQ(disk.map("/d/e").error().kind, ErrorKind::kBadFile);
    EXPECT_EQ(disk.list("/d/a").error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(disk.make_folders("/d/a/b").error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(disk.remove("/d").error().kind, ErrorKind::kIo);
    const auto reader = opened(disk, "/d/a", OpenMode::kRead);
    EXPECT_EQ(reader->write_at(0, bytes_of("y")).error().kind, ErrorKind::kIo);
    EXPECT_EQ(reader->lock(0, 1, LockMode::kExclusive).error().kind, ErrorKind::kIo);
}

TEST(FaultyFiles, PathsAreRelativeToTheRootAndUnderstandDots) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("lib/deep").ok());
    put(disk, "lib/deep/../a", "x");
    EXPECT_EQ(content(disk, "/lib/./a"), "x");
    EXPECT_EQ(disk.list("/lib").value(), (std::vector<std::string>{"a", "deep"}));
    EXPECT_EQ(disk.paths(), std::vector<Path>{"/lib/a"});
    EXPECT_EQ(disk.info("/../..").value().type, base::FileType::kFolder);
}

TEST(FaultyFiles, ARemovedFileIsStillReadByWhoHasItOpen) {
    FaultyFileSystem disk;
    put(disk, "/a", "old");
    const auto file = opened(disk, "/a");
    ASSERT_TRUE(disk.remove("/a").ok());
    put(disk, "/a", "new");
    std::byte out[3];
    ASSERT_EQ(file->read_at(0, out).value(), 3u);
    EXPECT_EQ(std::memcmp(out, "old", 3), 0);
    EXPECT_EQ(content(disk, "/a"), "new");
}

TEST(FaultyFiles, RenameReplacesAndNeverMovesAFolderIntoItself) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/d/e").ok());
    put(disk, "/a", "a");
    put(disk, "/d/b", "b");
    ASSERT_TRUE(disk.rename("/a", "/d/b").ok());
    EXPECT_EQ(content(disk, "/d/b"), "a");
    EXPECT_FALSE(disk.info("/a").ok());
    EXPECT_FALSE(disk.rename("/d", "/d/e/f").ok());
    EXPECT_FALSE(disk.rename("/d/b", "/d/e").ok());
    ASSERT_TRUE(disk.rename("/d", "/c").ok());
    EXPECT_EQ(content(disk, "/c/b"), "a");
}

TEST(FaultyFiles, AMappingKeepsTheBytesThatItWasMadeOf) {
    FaultyFileSystem disk;
    put(disk, "/a", "before");
    const auto mapping = disk.map("/a").value();  // outlives what follows
    ASSERT_TRUE(opened(disk, "/a")->write_at(0, bytes_of("after!")).ok());
    EXPECT_EQ(std::memcmp(mapping->bytes().data(), "before", 6), 0);
    EXPECT_EQ(content(disk, "/a"), "after!");
    disk = FaultyFileSystem();
    EXPECT_EQ(mapping->bytes().size(), 6u);
}

TEST(FaultyLocks, BelongToAnOpenFileAndAreRanges) {
    FaultyFileSystem disk;
    auto one = opened(disk, "/a");
    const auto two = opened(disk, "/a");
    EXPECT_TRUE(one->lock(10, 10, LockMode::kExclusive).value());
    EXPECT_TRUE(one->lock(10, 10, LockMode::kExclusive).value()) << "its own lock never conflicts";
    EXPECT_FALSE(two->lock(19, 5, LockMode::kShared).value());
    EXPECT_TRUE(two->lock(20, 5, LockMode::kExclusive).value());
    EXPECT_TRUE(two->is_locked(0, 11).value());
    EXPECT_FALSE(two->is_locked(0, 10).value());
    EXPECT_FALSE(two->is_locked(20, 5).value()) << "its own lock";
    ASSERT_TRUE(one->lock(13, 2, LockMode::kUnlock).value());  // a hole
    EXPECT_TRUE(two->lock(13, 2, LockMode::kShared).value());
    EXPECT_FALSE(two->lock(12, 2, LockMode::kShared).value());
    EXPECT_FALSE(two->lock(15, 1, LockMode::kShared).value());
    one.reset();
    EXPECT_TRUE(two->lock(0, ~std::uint64_t{0}, LockMode::kExclusive).value());
}

TEST(FaultyLocks, AreSharedDowngradedAndKeptWhereAnUpgradeFails) {
    FaultyFileSystem disk;
    const auto one = opened(disk, "/a");
    const auto two = opened(disk, "/a");
    EXPECT_TRUE(one->lock(0, 4, LockMode::kShared).value());
    EXPECT_TRUE(two->lock(0, 4, LockMode::kShared).value());
    EXPECT_FALSE(one->lock(0, 4, LockMode::kExclusive).value());
    EXPECT_TRUE(two->is_locked(0, 4).value()) << "the shared one is still held";
    ASSERT_TRUE(two->lock(0, 4, LockMode::kUnlock).value());
    EXPECT_TRUE(one->lock(0, 4, LockMode::kExclusive).value());
    EXPECT_TRUE(one->lock(0, 4, LockMode::kShared).value());
    EXPECT_TRUE(two->lock(0, 4, LockMode::kShared).value());
}

TEST(FaultySharedMemory, IsOneForAllWhoOpenTheFileAtAddressesThatStay) {
    FaultyFileSystem disk;
    constexpr std::size_t kRegion = 32 << 10;
    const auto one = opened(disk, "/shm");
    const auto two = opened(disk, "/shm");
    std::byte* first = one->map_shared(0, kRegion).value();
    first[7] = std::byte{42};
    for (std::uint64_t region = 1; region < 100; ++region) {
        ASSERT_TRUE(two->map_shared(region * kRegion, kRegion).ok());
    }
    EXPECT_EQ(two->map_shared(0, kRegion).value(), first);
    EXPECT_EQ(one->size().value(), 100 * kRegion);
    std::byte out[1];
    ASSERT_EQ(two->read_at(7, out).value(), 1u);
    EXPECT_EQ(out[0], std::byte{42});
    ASSERT_TRUE(two->write_at(8, bytes_of("z")).ok());
    EXPECT_EQ(first[8], std::byte{'z'});
}

TEST(FaultySharedMemory, VanishesWithThePower) {
    FaultyFileSystem disk;
    put_durably(disk, "/shm", "");
    opened(disk, "/shm")->map_shared(0, 4096).value()[0] = std::byte{1};
    EXPECT_EQ(disk.info("/shm").value().size, 4096u);
    disk.drop_unsynced(1);
    EXPECT_EQ(disk.info("/shm").value().size, 0u);
}

TEST(Fault, StrikesTheCallThatWasNamedAndLeavesHalfOfAWrite) {
    FaultyFileSystem disk;
    put(disk, "/a", "0000");
    const std::uint64_t before = disk.calls();
    disk.fail_call(2, ErrorKind::kNoSpace);
    const auto file = opened(disk, "/a");
    EXPECT_FALSE(disk.failed());
    EXPECT_EQ(file->write_at(0, bytes_of("1234")).error().kind, ErrorKind::kNoSpace);
    EXPECT_TRUE(disk.failed());
    EXPECT_EQ(disk.failed_call(), "write_at /a");
    EXPECT_EQ(disk.calls(), before + 2);
    EXPECT_EQ(content(disk, "/a"), "1200");
    EXPECT_TRUE(file->write_at(0, bytes_of("1234")).ok());
}

TEST(Fault, OfADyingDiskLetsItBeReadOnly) {
    FaultyFileSystem disk;
    put(disk, "/a", "0000");
    const auto file = opened(disk, "/a");
    disk.fail_call(1, ErrorKind::kIo, AfterFault::kWritesFail);
    EXPECT_FALSE(file->write_at(0, bytes_of("1234")).ok());
    EXPECT_FALSE(file->write_at(0, bytes_of("1234")).ok());
    EXPECT_FALSE(file->sync().ok());
    EXPECT_FALSE(disk.sync_folder("/").ok());
    EXPECT_FALSE(disk.make_folders("/d").ok());
    EXPECT_FALSE(disk.remove("/a").ok());
    EXPECT_EQ(content(disk, "/a"), "1200");
    disk.fail_call(1, ErrorKind::kIo, AfterFault::kIsDead);
    EXPECT_FALSE(disk.info("/a").ok());
    EXPECT_FALSE(disk.info("/a").ok());
    disk.drop_unsynced();
    EXPECT_TRUE(disk.failed()) << "it did fail, though it works again";
    EXPECT_TRUE(disk.make_folders("/d").ok());
}

TEST(Fault, LeavesTheFirstOfTheFoldersThatWereMissing) {
    FaultyFileSystem disk;
    disk.fail_call(1);
    EXPECT_FALSE(disk.make_folders("/a/b/c").ok());
    EXPECT_TRUE(disk.info("/a").ok());
    EXPECT_FALSE(disk.info("/a/b").ok());
}

TEST(PowerLoss, TakesBytesAndNamesThatWereNotSynced) {
    FaultyFileSystem disk;
    put_durably(disk, "/kept", "old");
    put_durably(disk, "/removed", "here");
    ASSERT_TRUE(opened(disk, "/kept")->write_at(0, bytes_of("new and longer")).ok());
    ASSERT_TRUE(disk.remove("/removed").ok());
    const auto unnamed = opened(disk, "/unnamed");
    ASSERT_TRUE(unnamed->write_at(0, bytes_of("synced")).ok());
    ASSERT_TRUE(unnamed->sync().ok());
    disk.drop_unsynced();
    EXPECT_EQ(content(disk, "/kept"), "old");
    EXPECT_EQ(content(disk, "/removed"), "here");
    EXPECT_FALSE(disk.info("/unnamed").ok()) << "its bytes were synced, its name was not";
    EXPECT_EQ(unnamed->sync().error().kind, ErrorKind::kIo) << "open when power was lost";
}

TEST(PowerLoss, TakesANameWhoseFolderIsNotDurable) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/a/b").ok());
    put_durably(disk, "/a/b/c", "x");
    FaultyFileSystem whole = disk.clone();
    disk.drop_unsynced();
    EXPECT_FALSE(disk.info("/a").ok());
    ASSERT_TRUE(whole.sync_folder("/a").ok());
    ASSERT_TRUE(whole.sync_folder("/").ok());
    whole.drop_unsynced();
    EXPECT_EQ(content(whole, "/a/b/c"), "x");
}

TEST(PowerLoss, TurnsBackARenameUntilTheFolderOfTheNewNameIsSynced) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/from").ok());
    ASSERT_TRUE(disk.make_folders("/to").ok());
    ASSERT_TRUE(disk.sync_folder("/").ok());
    put_durably(disk, "/from/a", "new");
    put_durably(disk, "/to/a", "old");
    ASSERT_TRUE(disk.rename("/from/a", "/to/a").ok());
    ASSERT_TRUE(disk.sync_folder("/from").ok());
    FaultyFileSystem synced = disk.clone();
    disk.drop_unsynced();
    EXPECT_EQ(content(disk, "/from/a"), "new");
    EXPECT_EQ(content(disk, "/to/a"), "old");
    ASSERT_TRUE(synced.sync_folder("/to").ok());
    synced.drop_unsynced();
    EXPECT_FALSE(synced.info("/from/a").ok());
    EXPECT_EQ(content(synced, "/to/a"), "new");
}

// A file made and moved on before any sync is durable under its last name alone.
TEST(PowerLoss, DoesNotBringBackANameThatWasMovedAway) {
    FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/tmp").ok());
    ASSERT_TRUE(disk.sync_folder("/").ok());
    put(disk, "/tmp/a", "");
    ASSERT_TRUE(disk.rename("/tmp/a", "/a").ok());
    ASSERT_TRUE(disk.sync_folder("/").ok());
    ASSERT_TRUE(disk.sync_folder("/tmp").ok());
    disk.drop_unsynced();
    EXPECT_EQ(disk.paths(), std::vector<Path>{"/a"});
}

TEST(PowerLoss, FreesTheLocks) {
    FaultyFileSystem disk;
    put_durably(disk, "/a", "");
    const auto before = opened(disk, "/a");
    ASSERT_TRUE(before->lock(0, 1, LockMode::kExclusive).value());
    disk.drop_unsynced();
    EXPECT_TRUE(opened(disk, "/a")->lock(0, 1, LockMode::kExclusive).value());
    EXPECT_FALSE(before->lock(0, 1, LockMode::kExclusive).ok());
}

// Over many seeds, each of two sectors is there in some outcome without the other: writes are
// reordered, and nothing but old and new sectors is ever seen.
TEST(TornWrites, KeepAnySubsetOfSectors) {
    const std::string old(1024, 'o');
    const std::string fresh(1024, 'n');
    std::set<std::string> outcomes;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        FaultyFileSystem disk;
        put_durably(disk, "/a", old);
        ASSERT_TRUE(opened(disk, "/a")->write_at(0, bytes_of(fresh)).ok());
        disk.drop_unsynced(seed);
        const std::string seen = content(disk, "/a");
        ASSERT_EQ(seen.size(), 1024u);
        ASSERT_EQ(seen.substr(0, 512), std::string(512, seen[0]));
        ASSERT_EQ(seen.substr(512), std::string(512, seen[512]));
        outcomes.insert({seen[0], seen[512]});
    }
    EXPECT_EQ(outcomes, (std::set<std::string>{"nn", "no", "on", "oo"}));
}

TEST(TornWrites, MayKeepTheSizeWithoutTheBytes) {
    std::set<std::string> outcomes;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        FaultyFileSystem disk;
        put_durably(disk, "/a", "");
        ASSERT_TRUE(opened(disk, "/a")->write_at(0, bytes_of("xy")).ok());
        disk.drop_unsynced(seed);
        outcomes.insert(content(disk, "/a"));
    }
    EXPECT_EQ(outcomes, (std::set<std::string>{"", "xy", std::string(2, '\0')}));
}

TEST(TornWrites, NeverLoseAFileInTheMiddleOfARename) {
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        FaultyFileSystem disk;
        put_durably(disk, "/a", "old");
        ASSERT_TRUE(base::write_file_atomically(disk, "/b", "new").ok());
        ASSERT_TRUE(disk.rename("/b", "/a").ok());
        disk.drop_unsynced(seed);
        const std::string seen = content(disk, "/a");
        ASSERT_TRUE(seen == "new" || (seen == "old" && content(disk, "/b") == "new")) << seen;
    }
}

TEST(FailedSync, IsNotMadeGoodByTheNextOne) {
    FaultyFileSystem disk;
    put_durably(disk, "/a", std::string(2048, 'o'));
    const auto file = opened(disk, "/a");
    ASSERT_TRUE(file->write_at(0, bytes_of(std::string(2048, 'n'))).ok());
    disk.fail_call(1);
    EXPECT_FALSE(file->sync().ok());
    EXPECT_TRUE(file->sync().ok());
    EXPECT_EQ(content(disk, "/a"), std::string(2048, 'n')) << "still in the cache";
    disk.drop_unsynced();
    const std::string seen = content(disk, "/a");
    EXPECT_NE(seen.find('o'), std::string::npos);
    EXPECT_NE(seen.find('n'), std::string::npos);
}

TEST(Capacity, WritesWhatFitsAndSaysThatTheRestDidNot) {
    FaultyFileSystem disk;
    put(disk, "/a", "12345678");
    disk.capacity(12);
    EXPECT_EQ(opened(disk, "/b")->write_at(0, bytes_of("123456")).error().kind,
              ErrorKind::kNoSpace);
    EXPECT_EQ(content(disk, "/b"), "1234");
    EXPECT_EQ(disk.used(), 12u);
    EXPECT_TRUE(opened(disk, "/a")->write_at(0, bytes_of("87654321")).ok()) << "needs no more room";
    EXPECT_EQ(opened(disk, "/a")->truncate(9).error().kind, ErrorKind::kNoSpace);
    EXPECT_EQ(opened(disk, "/a")->map_shared(0, 9).error().kind, ErrorKind::kNoSpace);
    ASSERT_TRUE(disk.remove("/b").ok());
    EXPECT_TRUE(opened(disk, "/c")->write_at(0, bytes_of("1234")).ok());
}

TEST(ReadOnly, EveryChangeIsRefusedAndReadingWorks) {
    FaultyFileSystem disk;
    put(disk, "/a", "x");
    const auto file = opened(disk, "/a");
    disk.read_only(true);
    EXPECT_EQ(file->write_at(0, bytes_of("y")).error().kind, ErrorKind::kIo);
    EXPECT_EQ(disk.open("/a", OpenMode::kReadWrite).error().kind, ErrorKind::kIo);
    EXPECT_EQ(disk.open("/b", OpenMode::kCreate).error().kind, ErrorKind::kIo);
    EXPECT_EQ(disk.make_folders("/d").error().kind, ErrorKind::kIo);
    EXPECT_EQ(disk.remove("/a").error().kind, ErrorKind::kIo);
    EXPECT_EQ(disk.rename("/a", "/b").error().kind, ErrorKind::kIo);
    EXPECT_EQ(content(disk, "/a"), "x");
    EXPECT_TRUE(opened(disk, "/a", OpenMode::kRead)->lock(0, 1, LockMode::kShared).value());
    EXPECT_TRUE(disk.make_folders("/").ok()) << "it is there";
}

TEST(FlippedBit, IsThereBeforeAndAfterALossOfPower) {
    FaultyFileSystem disk;
    put_durably(disk, "/a", "aaa");
    disk.flip_bit("/a", 1, 1);
    EXPECT_EQ(content(disk, "/a"), "aca");
    disk.drop_unsynced();
    EXPECT_EQ(content(disk, "/a"), "aca");
}

TEST(Clone, IsADiskOfItsOwn) {
    FaultyFileSystem disk;
    put(disk, "/a", "one");
    const auto held = opened(disk, "/a");
    ASSERT_TRUE(held->lock(0, 1, LockMode::kExclusive).value());
    FaultyFileSystem copy = disk.clone();
    EXPECT_TRUE(opened(copy, "/a")->lock(0, 1, LockMode::kExclusive).value());
    put(copy, "/a", "two");
    EXPECT_EQ(content(disk, "/a"), "one");
    copy.drop_unsynced();
    EXPECT_FALSE(copy.info("/a").ok()) << "what was not synced in the original is not in the copy";
}

// write_file_atomically on this disk: at each fault and each loss of power, old bytes or new ones.
TEST(AtomicWrite, IsOldOrNewAtEveryFault) {
    FaultyFileSystem prepared;
    ASSERT_TRUE(prepared.make_folders("/home").ok());
    ASSERT_TRUE(base::write_file_atomically(prepared, "/home/a.md", "old text").ok());
    ASSERT_TRUE(prepared.sync_folder("/").ok());
    for (std::uint64_t fault = 1, seed = 0;; ++fault) {
        FaultyFileSystem disk = prepared.clone();
        disk.fail_call(fault);
        const bool acknowledged = base::write_file_atomically(disk, "/home/a.md", "new text").ok();
        const bool failed = disk.failed();
        for (; seed % 9 != 8; ++seed) {
            FaultyFileSystem after = disk.clone();
            after.drop_unsynced(seed);
            const std::string seen = content(after, "/home/a.md");
            ASSERT_TRUE(seen == "new text" || (!acknowledged && seen == "old text"))
                << seen << " after " << disk.failed_call();
        }
        ++seed;
        if (!failed) return;
    }
}

}  // namespace
}  // namespace seogo::testing
