// The archive folder on the machine's own disk: rights, links, a read-only disk, the sqlite files.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/hash.h"
#include "store/archive_folder.h"
#include "store/blob_folder.h"
#include "support/store_fixture.h"
#include "support/temporary_folder.h"

namespace seogo::store {
namespace {

using namespace testing;
namespace fs = std::filesystem;

class Folder : public ::testing::Test {
protected:
    Result<std::unique_ptr<Store>> open(bool create = true) {
        return Store::open(files_, lib_, {.create = create, .busy_wait_ms = 100});
    }
    void add(Store& store, std::string_view text) {
        auto change = value(store.write());
        ItemRow item;
        item.origin = ItemOrigin::kDocument;
        DocumentRow document;
        document.item = value(change->put_item(item));
        document.text = text;
        document.original = value(change->put_blob(text));
        expect_ok(change->put_document(document));
        EXPECT_GT(value(change->commit("add", "")), 0);
    }
    seogo::testing::TemporaryFolder home_;
    base::Path lib_ = home_ / "deep/lib";
    base::FileSystem& files_ = base::real_files();
};

TEST_F(Folder, IsItsOwnersAloneWhateverTheUmask) {
    const mode_t before = ::umask(0);
    {
        auto store = value(open());
        add(*store, "private");
        for (const auto& entry : fs::recursive_directory_iterator(lib_)) {
            const auto rights = static_cast<unsigned>(entry.status().permissions());
            EXPECT_EQ(rights, entry.is_directory() ? 0700u : 0600u) << entry.path();
        }
        EXPECT_EQ(static_cast<unsigned>(fs::status(lib_).permissions()), 0700u);
    }
    ::umask(before);
}

TEST_F(Folder, ComesBackOnTheRealDiskAndLeavesAnEmptyLog) {
    add(*value(open()), "한글");
    EXPECT_EQ(fs::file_size(lib_ / "seogo.db-wal"), 0u);
    auto store = value(open(false));
    EXPECT_EQ(value(value(store->read())->document(1))->text, "한글");
    EXPECT_TRUE(value(store->verify()).empty());
    expect_ok(store->backup(home_ / "b.tar"));
    expect_ok(Store::restore(files_, home_ / "b.tar", home_ / "again", false));
    store = value(Store::open(files_, home_ / "again", {}));
    EXPECT_EQ(value(value(store->read())->document(1))->text, "한글");
    store.reset();
    expect_ok(Store::rebuild_database(files_, home_ / "again"));
    store = value(Store::open(files_, home_ / "again", {}));
    EXPECT_EQ(value(value(store->read())->document(1))->text, "한글");
}

TEST_F(Folder, MayBeReachedByALinkButFollowsNoneInside) {
    add(*value(open()), "text");
    fs::create_directory_symlink(lib_, home_ / "link");
    EXPECT_TRUE(Store::open(files_, home_ / "link", {}).ok());
    for (const char* name : {"blobs", "journal", "index"}) {
        fs::rename(lib_ / name, home_ / "moved");
        fs::create_directory_symlink(home_ / "moved", lib_ / name);
        const auto planted = open();
        ASSERT_FALSE(planted.ok()) << name;
        EXPECT_EQ(planted.error().kind, ErrorKind::kRefused);
        fs::remove(lib_ / name);
        fs::rename(home_ / "moved", lib_ / name);
    }
    fs::rename(lib_ / "seogo.db", home_ / "moved.db");
    fs::create_symlink(home_ / "moved.db", lib_ / "seogo.db");
    const auto planted = open();
    ASSERT_FALSE(planted.ok());
    EXPECT_EQ(planted.error().kind, ErrorKind::kRefused) << planted.error().message;
}

TEST_F(Folder, APlantedLinkIsNeverWrittenThrough) {
    auto store = value(open());
    const std::string hash = base::content_hash("blob");
    const base::Path folder = lib_ / "blobs" / hash.substr(0, 2);
    fs::create_directories(home_ / "elsewhere");
    fs::create_directory_symlink(home_ / "elsewhere", folder);
    EXPECT_EQ(value(store->write())->put_blob("blob").error().kind, ErrorKind::kRefused);
    fs::remove(folder);
    fs::create_directories(folder);
    fs::create_symlink(home_ / "elsewhere/stolen", folder / hash);
    EXPECT_EQ(value(store->write())->put_blob("blob").error().kind, ErrorKind::kRefused);
    EXPECT_EQ(store->blob(hash).error().kind, ErrorKind::kRefused);
    EXPECT_TRUE(fs::is_empty(home_ / "elsewhere"));
    fs::remove(lib_ / "lock");
    fs::create_symlink(home_ / "elsewhere/lock", lib_ / "lock");
    EXPECT_EQ(store->write().error().kind, ErrorKind::kRefused);
}

TEST(ReadOnlyDisk, CanBeReadAndSaysThatItCannotBeWritten) {
    FaultyFileSystem disk;
    FixedClock clock;
    const auto add = [&](Store& store, const char* name) {
        auto change = value(store.write());
        expect_ok(change->put_setting(name, "on"));
        EXPECT_GT(value(change->commit("config", name)), 0);
    };
    auto store = value(Store::open(disk, "/lib", {.create = true, .clock = &clock}));
    add(*store, "in the database");
    store.reset();
    for (const bool with_log : {false, true}) {
        SCOPED_TRACE(with_log ? "with a log" : "without a log");
        auto ready = disk.clone();
        if (with_log) {
            auto full = value(Store::open(ready, "/lib", {}));
            add(*full, "in the log");
            auto left = ready.clone();
            full.reset();
            ready = std::move(left);
        } else {
            for (const char* end : {"-wal", "-shm"})
                (void)ready.remove(std::string("/lib/seogo.db") + end).ok();
        }
        ready.read_only(true);
        auto opened = value(Store::open(ready, "/lib", {}));
        const auto snapshot = value(opened->read());
        EXPECT_EQ(value(snapshot->setting("in the database")), "on");
        EXPECT_EQ(value(snapshot->setting("in the log")), with_log ? "on" : "");
        EXPECT_TRUE(value(opened->verify()).empty());
        EXPECT_TRUE(opened->warnings().empty());
        const auto writer = opened->write();
        ASSERT_FALSE(writer.ok());
        EXPECT_EQ(writer.error().kind, ErrorKind::kIo);
    }
}

TEST(BlobFolder, ADamagedBlobIsWrittenAnew) {
    FaultyFileSystem disk;
    BlobFolder blobs(disk, "/lib");
    const std::string hash = value(blobs.put("some bytes"));
    EXPECT_EQ(hash, base::content_hash("some bytes"));
    const auto written = value(disk.info(blobs.path_of(hash))).modified_ns;
    value(blobs.put("some bytes"));
    EXPECT_EQ(value(disk.info(blobs.path_of(hash))).modified_ns, written) << "written once";
    disk.flip_bit(blobs.path_of(hash), 4);
    EXPECT_EQ(blobs.get(hash).error().kind, ErrorKind::kBadFile);
    value(blobs.put("some bytes"));
    EXPECT_EQ(value(blobs.get(hash)), "some bytes");
    EXPECT_EQ(value(blobs.get(value(blobs.put("")))), "");
    EXPECT_EQ(value(blobs.list()).size(), 2u);
}

TEST(ArchiveFolder, ATreeGoesWholeAndOneThatIsNotThereIsFine) {
    FaultyFileSystem disk;
    expect_ok(disk.make_folders("/a/b/c"));
    expect_ok(base::write_file_atomically(disk, "/a/b/c/file", "x"));
    expect_ok(remove_tree(disk, "/a/b"));
    EXPECT_TRUE(value(disk.list("/a")).empty());
    expect_ok(remove_tree(disk, "/a/b"));
}

TEST(ArchiveFolder, TheLockIsFreeOnceItsHolderIsGone) {
    FaultyFileSystem disk;
    FixedClock clock;
    {
        const auto held = WriterLock::acquire(disk, "/", clock, 0);
        ASSERT_TRUE(held.ok());
        const auto second = WriterLock::acquire(disk, "/", clock, 10);
        ASSERT_FALSE(second.ok());
        EXPECT_NE(second.error().message.find("since 2025-01-31T09:00:00Z"), std::string::npos);
    }
    EXPECT_TRUE(WriterLock::acquire(disk, "/", clock, 0).ok());
}

}  // namespace
}  // namespace seogo::store
