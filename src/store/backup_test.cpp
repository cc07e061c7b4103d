// Backup, restore, rebuild, verify: what was kept comes back equal, and damage is named.
#include "store/backup.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "store/row_writer.h"
#include "store/tar.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

constexpr const char* kTar = "/home/seogo.tar";

class Backup : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        expect_ok(disk_.make_folders("/home"));
        expect_ok(disk_.sync_folder("/"));
        auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
        import(fresh);
        add_document("a document");
        put_segment("0abc.segment", "bytes of an index");
        state_ = value(state_of(*store_));
    }
    void put_segment(const std::string& name, std::string_view bytes) {
        auto change = write();
        expect_ok(base::write_file_atomically(disk_, "/lib/index/" + name, bytes));
        expect_ok(change->put_segments({{name, base::checksum(bytes), ""}}));
        EXPECT_EQ(value(change->commit("rebuild", "")), 0);
    }
    std::string state_at(const base::Path& folder) { return state_in(disk_, folder); }
    std::string state_in(FaultyFileSystem& disk, const base::Path& folder) {
        auto opened = Store::open(disk, folder, {.clock = &clock_});
        if (!opened.ok()) return "error: " + opened.error().message;
        const auto damage = value(opened.value()->verify());
        EXPECT_TRUE(damage.empty()) << damage.front().file << ": " << damage.front().message;
        return value(state_of(*opened.value()));
    }
    std::string bytes_of(const base::Path& path) { return value(base::read_file(disk_, path)); }
    void write_bytes(const base::Path& path, std::string_view bytes) {
        expect_ok(base::write_file_atomically(disk_, path, bytes));
    }
    ErrorKind restore_kind(const base::Path& folder) {
        const Status restored = Store::restore(disk_, kTar, folder, false);
        EXPECT_FALSE(restored.ok());
        return restored.ok() ? ErrorKind::kIo : restored.error().kind;
    }

    std::string state_;
};

TEST_F(Backup, ComesBackEqualUnderAnotherName) {
    expect_ok(store_->backup(kTar));
    expect_ok(Store::restore(disk_, kTar, "/other/place", false));
    EXPECT_EQ(state_at("/other/place"), state_);
    auto opened = value(Store::open(disk_, "/other/place", {}));
    EXPECT_EQ(value(value(opened->read())->segments())[0].name, "0abc.segment");
    EXPECT_EQ(bytes_of("/other/place/index/0abc.segment"), "bytes of an index");
    EXPECT_EQ(value(disk_.list("/home")), std::vector<std::string>{"seogo.tar"}) << "no litter";
}

TEST_F(Backup, HoldsOneStateWhileOthersWrite) {
    const auto writer = write();  // the lock is held, and uncommitted rows are there
    expect_ok(writer->put_setting("half", "done"));
    expect_ok(store_->backup(kTar));
    EXPECT_GT(value(writer->commit("config", "")), 0);
    expect_ok(Store::restore(disk_, kTar, "/other", false));
    EXPECT_EQ(state_at("/other"), state_);
}

TEST_F(Backup, OfOneStateIsTheSameBytes) {
    expect_ok(store_->backup("/home/a.tar"));
    expect_ok(store_->backup("/home/b.tar"));
    EXPECT_EQ(bytes_of("/home/a.tar"), bytes_of("/home/b.tar"));
}

// The index is derived: a backup does not fail over it.
TEST_F(Backup, WithADamagedSegmentSaysSoInTheCopy) {
    disk_.flip_bit("/lib/index/0abc.segment", 3);
    expect_ok(store_->backup(kTar));
    expect_ok(Store::restore(disk_, kTar, "/other", false));
    auto opened = value(Store::open(disk_, "/other", {}));
    EXPECT_EQ(value(value(opened->read())->segments())[0].name, kLostSegmentName);
    EXPECT_TRUE(value(opened->verify()).empty());
}

TEST_F(Backup, WithADamagedBlobFailsAndNamesIt) {
    const std::string hash = base::content_hash("a document");
    disk_.flip_bit("/lib/blobs/" + hash.substr(0, 2) + "/" + hash, 0);
    const Status failed = store_->backup(kTar);
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().kind, ErrorKind::kBadFile);
    EXPECT_NE(failed.error().message.find(hash), std::string::npos);
    EXPECT_TRUE(value(disk_.list("/home")).empty());
}

TEST_F(Backup, NeverReplacesWhatIsNoFile) {
    EXPECT_EQ(store_->backup("/home").error().kind, ErrorKind::kRefused);
}

TEST_F(Backup, OfAnEmptyArchiveRestoresEmpty) {
    auto empty = value(Store::open(disk_, "/empty", options()));
    expect_ok(empty->backup(kTar));
    expect_ok(Store::restore(disk_, kTar, "/again", false));
    EXPECT_EQ(state_at("/again"), "");
}

TEST_F(Backup, RestoreLeavesAnArchiveAloneUnlessAsked) {
    expect_ok(store_->backup(kTar));
    add_document("newer");
    const std::string newer = value(state_of(*store_));
    EXPECT_EQ(restore_kind("/lib"), ErrorKind::kRefused);
    EXPECT_EQ(value(state_of(*store_)), newer);
    expect_ok(Store::restore(disk_, kTar, "/lib", true));
    EXPECT_EQ(value(state_of(*store_)), state_) << "an open store sees the archive of now";
    EXPECT_EQ(add_document("next"), 4);
    EXPECT_EQ(value(disk_.list("/lib/journal")).size(), 3u);
    reopen();
    EXPECT_TRUE(value(store_->verify()).empty());
}

TEST_F(Backup, ADamagedBackupIsRefusedWhateverByteItIs) {
    expect_ok(store_->backup(kTar));
    const std::string whole = bytes_of(kTar);
    int refused = 0, tried = 0;
    for (std::size_t at = 0; at < whole.size(); at += 1499) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        write_bytes(kTar, damaged);
        auto disk = disk_.clone();
        const Status restored = Store::restore(disk, kTar, "/other", false);
        ++tried;
        if (restored.ok()) {  // the padding between entries says nothing
            EXPECT_EQ(state_in(disk, "/other"), state_) << at;
            continue;
        }
        ++refused;
        EXPECT_EQ(restored.error().kind, ErrorKind::kBadFile) << restored.error().message;
        EXPECT_FALSE(Store::open(disk, "/other", {}).ok());
    }
    EXPECT_GT(refused * 2, tried);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{511}, whole.size() / 2, whole.size() - 1024}) {
        write_bytes(kTar, std::string_view(whole).substr(0, size));
        EXPECT_EQ(restore_kind("/cut"), ErrorKind::kBadFile) << size;
        EXPECT_FALSE(base::exists(disk_, "/cut"));
    }
}

// A tar file that names places outside, links, or strangers is no backup.
TEST_F(Backup, ForeignNamesAreRefused) {
    for (const char* name : {"../evil", "/etc/passwd", "journal/../../evil", "journal/1.change/x",
                             "lock", "journal/01.change", "blobs/ab/cd", "index/../x.segment",
                             "index/.segment", "seogo.db-wal", "restore.done/seogo.db"}) {
        auto file = value(disk_.open("/home/odd.tar", base::OpenMode::kCreate));
        expect_ok(file->truncate(0));
        TarWriter tar(*file, 0);
        expect_ok(tar.add(name, "evil"));
        expect_ok(tar.add(kManifestName, "seogo backup 1\n"));
        expect_ok(tar.finish());
        const Status restored = Store::restore(disk_, "/home/odd.tar", "/odd", false);
        ASSERT_FALSE(restored.ok()) << name;
        EXPECT_EQ(restored.error().kind, ErrorKind::kBadFile);
        EXPECT_FALSE(base::exists(disk_, "/odd"));
    }
}

TEST_F(Backup, AMissingFileIsNotFound) { EXPECT_EQ(restore_kind("/other"), ErrorKind::kNotFound); }

// --- Rebuild ---

TEST_F(Backup, RebuildMakesTheDatabaseFromNothing) {
    store_.reset();
    for (const char* what : {"whole", "gone", "garbage", "empty"}) {
        SCOPED_TRACE(what);
        auto disk = disk_.clone();
        if (what == std::string_view("gone")) expect_ok(disk.remove("/lib/seogo.db"));
        for (const auto& [name, bytes] :
             {std::pair("garbage", "no database at all"), std::pair("empty", "")}) {
            if (name != std::string_view(what)) continue;
            expect_ok(base::write_file_atomically(disk, "/lib/seogo.db", bytes));
        }
        if (what != std::string_view("whole")) {
            const auto opened = Store::open(disk, "/lib", options());
            ASSERT_FALSE(opened.ok());
            EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile) << opened.error().message;
        }
        expect_ok(Store::rebuild_database(disk, "/lib"));
        EXPECT_EQ(state_in(disk, "/lib"), state_);
        EXPECT_EQ(base::exists(disk, "/lib/seogo.db.damaged"), what != std::string_view("gone"));
    }
}

TEST_F(Backup, RebuildStopsAtADamagedOrMissingChangeAndChangesNothing) {
    store_.reset();
    {
        auto disk = disk_.clone();
        disk.flip_bit("/lib/journal/1.change", 60);
        const Status failed = Store::rebuild_database(disk, "/lib");
        ASSERT_FALSE(failed.ok());
        EXPECT_EQ(failed.error().kind, ErrorKind::kBadFile);
        EXPECT_NE(failed.error().message.find("1.change"), std::string::npos);
        EXPECT_EQ(value(Store::open(disk, "/lib", {}))->warnings().size(), 0u);
    }
    auto disk = disk_.clone();
    expect_ok(disk.remove("/lib/journal/2.change"));
    const Status failed = Store::rebuild_database(disk, "/lib");
    ASSERT_FALSE(failed.ok());
    EXPECT_NE(failed.error().message.find("only up to 1"), std::string::npos);
}

TEST_F(Backup, RebuildOfNoArchiveIsNotFound) {
    EXPECT_EQ(Store::rebuild_database(disk_, "/none").error().kind, ErrorKind::kNotFound);
}

// --- Verify ---

TEST_F(Backup, VerifyNamesEachDamagedFile) {
    const std::string hash = base::content_hash("a document");
    const std::string blob = "blobs/" + hash.substr(0, 2) + "/" + hash;
    disk_.flip_bit("/lib/" + blob, 2);
    disk_.flip_bit("/lib/journal/1.change", 90);
    auto damage = value(store_->verify());
    ASSERT_EQ(damage.size(), 2u);
    EXPECT_EQ(damage[0].file, "journal/1.change");
    EXPECT_EQ(damage[1].file, blob);
    expect_ok(disk_.remove("/lib/" + blob));
    expect_ok(disk_.remove("/lib/journal/1.change"));
    damage = value(store_->verify());
    ASSERT_EQ(damage.size(), 2u);
    EXPECT_EQ(damage[1].message, "is missing");
}

// Two whole files of one number: the database knows which is its own.
TEST_F(Backup, VerifyTellsAForeignChangeFromItsOwn) {
    auto other = value(Store::open(disk_, "/other", options()));
    auto fresh = lines_of({page_line("# other")});
    value(import_into(*other, "/home/b.md", fresh));
    write_bytes("/lib/journal/1.change", bytes_of("/other/journal/1.change"));
    const auto damage = value(store_->verify());
    ASSERT_EQ(damage.size(), 2u);  // and 2.change does not follow it
    EXPECT_EQ(damage[0].file, "journal/1.change");
}

TEST_F(Backup, VerifyFindsACutDatabase) {
    store_.reset();
    auto file = value(disk_.open("/lib/seogo.db", base::OpenMode::kReadWrite));
    const std::uint64_t size = value(file->size());
    expect_ok(file->truncate(size - 1000));
    file.reset();
    auto opened = Store::open(disk_, "/lib", {});
    if (!opened.ok()) {
        EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
        return;
    }
    EXPECT_FALSE(value(opened.value()->verify()).empty());
}

}  // namespace
}  // namespace seogo::store
