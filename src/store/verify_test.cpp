// Verify names what is damaged and nothing else: not a page that the log still has, not litter.
#include "store/verify.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.h"
#include "store/connection.h"
#include "store/page_checksum.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

class Verify : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
        import(fresh);
        add_document("a document");
    }
    std::vector<Damage> damage() { return value(store_->verify()); }
    // "file: message" of each, joined.
    std::string told() {
        std::string out;
        for (const Damage& one : damage())
            out += one.file + ": " + one.message + "\n";
        return out;
    }
    std::unique_ptr<Connection> connect() {
        return std::move(Connection::open(SqliteVfs::of(disk_), "/lib/seogo.db",
                                          Connection::Mode::kWrite, 0))
            .value();
    }
};

TEST_F(Verify, AWholeArchiveHasNoDamage) {
    EXPECT_EQ(told(), "");
    reopen();
    EXPECT_EQ(told(), "");
}

// What a loss of power in the middle of a checkpoint leaves: the log has the page whole.
TEST_F(Verify, APageThatTheLogHasWholeIsNoDamage) {
    reopen();
    add_document("another");  // now in the log
    die();
    const auto log = std::move(disk_.open("/lib/seogo.db-wal", base::OpenMode::kRead)).value();
    const auto pages = value(pages_in_log(*log));
    ASSERT_FALSE(pages.empty());
    const std::uint64_t size = value(disk_.info("/lib/seogo.db")).size;
    std::size_t flipped = 0;
    for (const std::uint32_t page : pages) {
        if (page * kPageSize > size) continue;  // not in the database yet
        disk_.flip_bit("/lib/seogo.db", (page - 1) * kPageSize + 2000, 1);
        ++flipped;
    }
    ASSERT_GT(flipped, 0u);
    reopen();
    EXPECT_EQ(told(), "");
    EXPECT_EQ(value(read()->items()).size(), 4u);
    reopen();  // the log is copied back
    EXPECT_EQ(told(), "");
}

TEST_F(Verify, APageThatNothingElseHasIsNamedByItsNumber) {
    reopen();
    store_.reset();
    disk_.flip_bit("/lib/seogo.db", 2 * kPageSize + 77, 3);
    auto opened = Store::open(disk_, "/lib", options());
    ASSERT_TRUE(opened.ok()) << "page 3 is not needed to open";
    store_ = std::move(opened).value();
    EXPECT_NE(told().find("seogo.db: checksum of page 3 disagrees"), std::string::npos) << told();
}

TEST_F(Verify, TheRestIsCheckedThoughTheDatabaseIsDamaged) {
    const std::string hash = base::content_hash("a document");
    disk_.flip_bit("/lib/blobs/" + hash.substr(0, 2) + "/" + hash, 0);
    disk_.flip_bit("/lib/journal/2.change", 50);
    store_.reset();
    disk_.flip_bit("/lib/seogo.db", kPageSize + 300, 2);
    auto opened = Store::open(disk_, "/lib", options());
    if (!opened.ok()) return;  // the page was one that opening needs: told then
    store_ = std::move(opened).value();
    const std::string all = told();
    for (const std::string& name : {std::string("seogo.db"), hash, std::string("2.change")})
        EXPECT_NE(all.find(name), std::string::npos) << all;
}

TEST_F(Verify, LitterIsNoDamage) {
    expect_ok(disk_.make_folders("/lib/blobs/ab"));
    expect_ok(base::write_file_atomically(disk_, "/lib/blobs/ab/.x2.seogo-tmp", "half"));
    expect_ok(base::write_file_atomically(disk_, "/lib/journal/.x3.seogo-tmp", "half"));
    expect_ok(base::write_file_atomically(disk_, "/lib/seogo.db.new", "half"));
    EXPECT_EQ(told(), "");
}

// A blob of no row whose bytes are those of its name is unused, not damaged.
TEST_F(Verify, AnUnusedBlobIsNoDamage) {
    {
        auto change = write();
        value(change->put_blob("unused"));
    }
    EXPECT_EQ(told(), "");
}

TEST_F(Verify, ABlobThatIsALinkOrGoneIsNamed) {
    const std::string hash = base::content_hash("a document");
    expect_ok(disk_.remove("/lib/blobs/" + hash.substr(0, 2) + "/" + hash));
    EXPECT_EQ(told(), "blobs/" + hash.substr(0, 2) + "/" + hash + ": is missing\n");
}

TEST_F(Verify, RowsThatNameBlobsOddlyAreNamed) {
    store_.reset();
    expect_ok(connect()->execute("INSERT INTO blobs VALUES('../../etc/passwd')"));
    reopen();
    EXPECT_EQ(told(), "seogo.db: names a blob by ../../etc/passwd\n");
}

TEST_F(Verify, AGapInTheJournalIsNamed) {
    add_document("third");
    expect_ok(disk_.remove("/lib/journal/2.change"));
    const auto found = damage();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].file, "journal/2.change");
}

TEST_F(Verify, AFailingDiskIsAnErrorAndNoDamage) {
    store_.reset();
    int errors = 0;
    for (std::uint64_t fault = 1;; ++fault) {
        auto disk = disk_.clone();
        auto opened = value(Store::open(disk, "/lib", options()));
        disk.fail_call(fault);
        const auto found = opened->verify();
        if (!disk.failed()) break;
        if (!found.ok()) {
            ++errors;
            EXPECT_EQ(found.error().kind, ErrorKind::kIo) << disk.failed_call();
        } else {
            EXPECT_TRUE(found.value().empty())
                << disk.failed_call() << ": " << found.value()[0].message;
        }
    }
    EXPECT_GT(errors, 10);
}

TEST_F(Verify, BesideAWriterSeesOneState) {
    const auto change = write();
    expect_ok(change->put_setting("half", "done"));
    EXPECT_EQ(told(), "");
}

// --- What stays open while another program replaces the archive. ---

class StayingOpen : public Verify {};

TEST_F(StayingOpen, ASnapshotKeepsItsStateThroughARebuild) {
    const auto before = read();
    expect_ok(Store::rebuild_database(disk_, "/lib"));
    EXPECT_EQ(value(before->items()).size(), 3u);
    EXPECT_EQ(add_document("after"), 4) << "the store writes into the new database";
    EXPECT_EQ(value(before->items()).size(), 3u);
    EXPECT_EQ(value(read()->items()).size(), 4u);
    EXPECT_EQ(told(), "");
}

TEST_F(StayingOpen, ASnapshotOutlivesItsStore) {
    const auto snapshot = read();
    store_.reset();
    EXPECT_EQ(value(snapshot->items()).size(), 3u);
}

TEST_F(StayingOpen, ManySnapshotsAtOnceAreFine) {
    std::vector<std::unique_ptr<Snapshot>> snapshots;
    for (int i = 0; i < 30; ++i) {
        snapshots.push_back(read());
        if (i % 10 == 0) add_document("document " + std::to_string(i));
    }
    EXPECT_EQ(value(snapshots.front()->items()).size(), 3u);
    EXPECT_EQ(value(snapshots.back()->items()).size(), 6u);
}

TEST_F(StayingOpen, TheLogStaysShort) {
    const std::string text(50'000, 'x');
    std::uint64_t longest = 0;
    for (int i = 0; i < 150; ++i) {
        add_document(text + std::to_string(i));
        longest = std::max(longest, value(disk_.info("/lib/seogo.db-wal")).size);
    }
    EXPECT_LT(longest, 3 * 1000 * kFrameSize);
    EXPECT_EQ(told(), "");
}

}  // namespace
}  // namespace seogo::store
