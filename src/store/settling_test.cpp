// What a crash can leave, each state made by hand, and what the next writer makes of it.
#include "store/settling.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "store/archive_folder.h"
#include "store/backup.h"
#include "store/journal.h"
#include "store/row_reader.h"
#include "store/row_writer.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

class Settling : public StoreTest {
protected:
    JournalFolder journal() { return {disk_, "/lib"}; }
    std::vector<std::string> pending() { return value(journal().list()).pending; }
    // Takes change `seq` its lasting name away, as a crash between commit and rename leaves it.
    std::string make_pending(std::int64_t seq) {
        const auto read = value_of(journal().read(seq));
        const std::string name = pending_name(seq, read.checksum);
        expect_ok(disk_.rename(journal().path_of(seq), "/lib/journal/" + name));
        return name;
    }
    static JournalFolder::Read value_of(Result<JournalFolder::Read> read) {
        EXPECT_TRUE(read.ok()) << read.error().message;
        return read.ok() ? std::move(read).value() : JournalFolder::Read{};
    }
    std::unique_ptr<Connection> connect() {
        return std::move(Connection::open(SqliteVfs::of(disk_), "/lib/seogo.db",
                                          Connection::Mode::kWrite, 0))
            .value();
    }
    void set(std::string_view name, std::string_view to) {
        auto change = write();
        expect_ok(change->put_setting(name, to));
        EXPECT_GT(value(change->commit("config", name)), 0);
    }
};

TEST_F(Settling, APendingFileOfACommittedChangeGetsItsName) {
    set("a", "1");
    set("a", "2");
    make_pending(2);
    EXPECT_TRUE(value(store_->verify()).empty()) << "committed, and named by the next writer";
    write();
    EXPECT_TRUE(pending().empty());
    EXPECT_TRUE(value(journal().has(2)));
    EXPECT_TRUE(value(store_->verify()).empty());
}

TEST_F(Settling, APendingFileOfNoChangeWaitsUntilItIsOvertaken) {
    set("a", "1");
    JournalRecord record = value_of(journal().read(1)).record;
    record.seq = 2;
    const std::string name = value(journal().write_pending(2, encode_record(record)));
    write();
    EXPECT_EQ(pending(), std::vector<std::string>{name});
    EXPECT_TRUE(value(store_->verify()).empty());
    set("a", "2");  // change 2, another one
    reopen();
    write();
    EXPECT_TRUE(pending().empty());
    EXPECT_TRUE(value(store_->verify()).empty());
    EXPECT_EQ(value(read()->setting("a")), "2");
}

TEST_F(Settling, ABackupFindsAChangeThatWaitsForItsName) {
    set("a", "1");
    make_pending(1);
    expect_ok(store_->backup("/b.tar"));
    expect_ok(Store::restore(disk_, "/b.tar", "/other", false));
    auto other = value(Store::open(disk_, "/other", {}));
    EXPECT_EQ(value(value(other->read())->setting("a")), "1");
    EXPECT_TRUE(value(other->verify()).empty());
}

TEST_F(Settling, ARebuildNamesWhatTheOldDatabaseCommitted) {
    set("a", "1");
    make_pending(1);
    store_.reset();
    expect_ok(Store::rebuild_database(disk_, "/lib"));
    reopen();
    EXPECT_EQ(value(read()->setting("a")), "1");
    EXPECT_TRUE(pending().empty());
}

TEST_F(Settling, BringingForwardStopsAtADamagedChangeAndChangesNothing) {
    for (const char* to : {"1", "2", "3"})
        set("a", to);
    store_.reset();
    {
        auto connection = connect();
        expect_ok(connection->execute("DELETE FROM history WHERE seq > 1"));
        expect_ok(connection->execute("UPDATE settings SET value = '1'"));
        disk_.flip_bit(journal().path_of(3), 40);
        const auto failed = bring_forward(*connection, journal());
        ASSERT_FALSE(failed.ok());
        EXPECT_EQ(failed.error().kind, ErrorKind::kBadFile);
        EXPECT_NE(failed.error().message.find("3.change"), std::string::npos);
        EXPECT_EQ(value(RowReader(*connection).last_seq()), 1);
        disk_.flip_bit(journal().path_of(3), 40);
        EXPECT_EQ(value(bring_forward(*connection, journal())), 2);
        EXPECT_EQ(value(RowReader(*connection).setting("a")), "3");
        EXPECT_EQ(value(bring_forward(*connection, journal())), 0);
    }
    const auto opened = Store::open(disk_, "/lib", options());
    ASSERT_TRUE(opened.ok());
}

TEST_F(Settling, AChangeThatDoesNotFitIsDamageAndIsNamed) {
    set("a", "1");
    set("a", "2");
    store_.reset();
    {
        auto connection = connect();
        expect_ok(connection->execute("DELETE FROM history WHERE seq > 1"));
        expect_ok(connection->execute("UPDATE settings SET value = 'neither'"));
    }
    const auto opened = Store::open(disk_, "/lib", options());
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
    EXPECT_NE(opened.error().message.find("journal/2.change: does not fit"), std::string::npos);
}

TEST_F(Settling, ADatabaseThatIsGoneIsAskedForByName) {
    set("a", "1");
    store_.reset();
    expect_ok(disk_.remove("/lib/seogo.db"));
    for (const bool create : {false, true}) {
        const auto opened = Store::open(disk_, "/lib", {.create = create});
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error().kind, ErrorKind::kBadFile);
        EXPECT_NE(opened.error().message.find("rebuild --database"), std::string::npos);
    }
}

// A log without its database would be replayed into whatever takes the name.
TEST_F(Settling, AForeignLogIsNeverReplayedIntoANewDatabase) {
    set("a", "1");
    die();
    const std::string log = value(base::read_file(disk_, "/lib/seogo.db-wal"));
    ASSERT_GT(log.size(), 4096u);
    for (const auto& path : disk_.paths())
        expect_ok(disk_.remove(path));
    expect_ok(base::write_file_atomically(disk_, "/lib/seogo.db-wal", log));
    reopen();
    EXPECT_EQ(value(read()->setting("a")), "");
    EXPECT_TRUE(value(store_->verify()).empty());
}

// --- A restore that was cut short: every prefix of its steps, then any open finishes it. ---

class HalfRestored : public Settling {
protected:
    void SetUp() override {
        Settling::SetUp();
        set("which", "the backup");
        add_document("of the backup");
        expect_ok(store_->backup("/b.tar"));
        wanted_ = value(state_of(*store_));
        set("which", "the old archive");
        add_document("of the old archive");
        store_.reset();
        expect_ok(unpack_backup(disk_, "/b.tar", "/lib/restore.done"));
        expect_ok(disk_.sync_folder("/lib"));
    }
    void expect_finished() {
        auto opened = Store::open(disk_, "/lib", options());
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        EXPECT_EQ(value(state_of(*opened.value())), wanted_);
        EXPECT_EQ(value(value(opened.value()->read())->setting("which")), "the backup");
        const auto damage = value(opened.value()->verify());
        EXPECT_TRUE(damage.empty()) << damage.front().file << ": " << damage.front().message;
        EXPECT_FALSE(base::exists(disk_, "/lib/restore.done"));
        EXPECT_TRUE(opened.value()->warnings().empty());
    }
    std::string wanted_;
};

TEST_F(HalfRestored, BeforeTheFirstStep) { expect_finished(); }

TEST_F(HalfRestored, AfterTheOldLogIsGone) {
    (void)disk_.remove("/lib/seogo.db-wal").ok();
    (void)disk_.remove("/lib/seogo.db-shm").ok();
    expect_finished();
}

TEST_F(HalfRestored, AfterTheDatabase) {
    (void)disk_.remove("/lib/seogo.db-wal").ok();
    (void)disk_.remove("/lib/seogo.db-shm").ok();
    expect_ok(disk_.rename("/lib/restore.done/seogo.db", "/lib/seogo.db"));
    expect_finished();
}

TEST_F(HalfRestored, BetweenTheTwoJournals) {
    expect_ok(disk_.rename("/lib/journal", "/lib/restore.done/journal.old"));
    expect_finished();
}

TEST_F(HalfRestored, AfterTheJournal) {
    expect_ok(disk_.rename("/lib/journal", "/lib/restore.done/journal.old"));
    expect_ok(disk_.rename("/lib/restore.done/journal", "/lib/journal"));
    expect_ok(disk_.rename("/lib/restore.done/seogo.db", "/lib/seogo.db"));
    (void)disk_.remove("/lib/seogo.db-wal").ok();
    (void)disk_.remove("/lib/seogo.db-shm").ok();
    expect_finished();
}

TEST_F(HalfRestored, AtEveryOperationOfFinishing) {
    for (std::uint64_t fault = 1;; ++fault) {
        auto disk = disk_.clone();
        disk.fail_call(fault, ErrorKind::kIo, seogo::testing::AfterFault::kIsDead);
        (void)finish_restore(disk, "/lib").ok();
        const bool failed = disk.failed();
        disk.drop_unsynced(fault);
        std::swap(disk, disk_);
        expect_finished();
        std::swap(disk, disk_);
        if (!failed || HasFailure()) break;
    }
}

TEST_F(HalfRestored, ARebuildFinishesItToo) {
    expect_ok(Store::rebuild_database(disk_, "/lib"));
    expect_finished();
}

TEST_F(HalfRestored, OnAReadOnlyDiskItIsNotOpened) {
    disk_.read_only(true);
    const auto opened = Store::open(disk_, "/lib", options());
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().kind, ErrorKind::kIo);
}

// --- Sweeping ---

TEST_F(Settling, SweepLeavesStrangersAlone) {
    add_document("kept");
    for (const char* path : {"/lib/notes.txt", "/lib/index/readme", "/lib/journal/old.bak",
                             "/lib/blobs/ab/not-a-hash", "/lib/blobs/zz/x"}) {
        expect_ok(disk_.make_folders(base::Path(path).parent_path()));
        expect_ok(base::write_file_atomically(disk_, path, "a person's own"));
    }
    reopen();
    write();
    for (const char* path : {"/lib/notes.txt", "/lib/index/readme", "/lib/journal/old.bak",
                             "/lib/blobs/ab/not-a-hash", "/lib/blobs/zz/x"}) {
        EXPECT_TRUE(base::exists(disk_, path)) << path;
    }
    EXPECT_TRUE(value(store_->verify()).empty());
}

TEST_F(Settling, SweepTakesWhatAnUnpackingLeft) {
    expect_ok(disk_.make_folders("/lib/restore.new/blobs/ab"));
    expect_ok(base::write_file_atomically(disk_, "/lib/restore.new/seogo.db", "half"));
    reopen();
    write();
    EXPECT_FALSE(base::exists(disk_, "/lib/restore.new"));
}

TEST_F(Settling, SettingAsideKeepsDatabaseAndLogTogether) {
    set("a", "1");
    die();
    ASSERT_TRUE(base::exists(disk_, "/lib/seogo.db-wal"));
    expect_ok(set_database_aside(disk_, "/lib", "/lib/seogo.db.damaged"));
    EXPECT_FALSE(base::exists(disk_, "/lib/seogo.db"));
    EXPECT_FALSE(base::exists(disk_, "/lib/seogo.db-wal"));
    auto old =
        Connection::open(SqliteVfs::of(disk_), "/lib/seogo.db.damaged", Connection::Mode::kRead, 0);
    ASSERT_TRUE(old.ok());
    EXPECT_EQ(value(RowReader(*old.value()).setting("a")), "1");
    expect_ok(set_database_aside(disk_, "/lib", "/lib/seogo.db.damaged"));  // nothing there: fine
}

}  // namespace
}  // namespace seogo::store
