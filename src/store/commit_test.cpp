// The invariants of a commit (store.h numbers them); store_crash_test.cpp fails each operation.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "store/row_writer.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

class Commit : public StoreTest {
protected:
    // The files that SQLite would lose with its log.
    void lose_log() {
        for (const char* end : {"-wal", "-shm"}) {
            expect_ok(disk_.remove(std::string("/lib/seogo.db") + end));
        }
    }
    std::vector<std::string> names_in(const base::Path& folder) {
        return value(disk_.list(folder));
    }
};

TEST_F(Commit, Invariant1_AcknowledgedIsThereAfterALossOfPower) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
    import(fresh);
    add_document("둘");
    const std::string before = value(state_of(*store_));
    die();
    disk_.drop_unsynced();
    reopen();
    EXPECT_EQ(value(state_of(*store_)), before);
    EXPECT_TRUE(store_->warnings().empty());
    EXPECT_EQ(names_in("/lib/journal"), (std::vector<std::string>{"1.change", "2.change"}));
}

TEST_F(Commit, Invariant2_BlobIsSyncedBeforeItIsNamed) {
    add_document("the words of a blob");
    disk_.drop_unsynced();
    reopen();
    EXPECT_EQ(value(store_->blob(base::content_hash("the words of a blob"))),
              "the words of a blob");
}

// A blob that a change before this one wrote, and whose name never became durable, does not count.
TEST_F(Commit, Invariant2_ABlobThatIsThereAlreadyIsMadeDurableToo) {
    {
        auto change = write();
        value(change->put_blob("shared"));
    }
    add_document("shared");
    disk_.drop_unsynced();
    reopen();
    EXPECT_EQ(value(store_->blob(base::content_hash("shared"))), "shared");
}

TEST_F(Commit, Invariant3_WhatNoRowNamesIsSweptByTheNextWriter) {
    add_document("kept");
    {
        auto change = write();
        value(change->put_blob("dropped"));
        auto live = std::vector<SegmentRow>{{"live.segment", 1, ""}};
        expect_ok(change->put_segments(live));
        EXPECT_EQ(value(change->commit("rebuild", "")), 0);
    }
    for (const char* path :
         {"/lib/index/live.segment", "/lib/index/old.segment", "/lib/.a1b2.seogo-tmp",
          "/lib/journal/.a1b2.seogo-tmp", "/lib/index/.a1b2.seogo-tmp", "/lib/seogo.db.new"}) {
        expect_ok(base::write_file_atomically(disk_, path, "x"));
    }
    const std::string dropped = base::content_hash("dropped");
    const base::Path blob = "/lib/blobs/" + dropped.substr(0, 2) + "/" + dropped;
    EXPECT_TRUE(base::exists(disk_, blob));
    reopen();
    EXPECT_TRUE(base::exists(disk_, blob)) << "readers sweep nothing";
    write();
    EXPECT_FALSE(base::exists(disk_, blob));
    EXPECT_EQ(names_in("/lib/index"), std::vector<std::string>{"live.segment"});
    EXPECT_EQ(names_in("/lib/journal"), std::vector<std::string>{"1.change"});
    EXPECT_FALSE(base::exists(disk_, "/lib/seogo.db.new"));
    EXPECT_EQ(value(store_->blob(base::content_hash("kept"))), "kept");
}

// An older state may be open that names them.
TEST_F(Commit, Invariant3_SegmentsStayWhileAnybodyReads) {
    add_document("a");
    expect_ok(base::write_file_atomically(disk_, "/lib/index/old.segment", "x"));
    reopen();
    {
        const auto reader = read();
        write();
        EXPECT_TRUE(base::exists(disk_, "/lib/index/old.segment"));
    }
    reopen();
    write();
    EXPECT_FALSE(base::exists(disk_, "/lib/index/old.segment"));
}

// A blob that only the history names is what an undo needs.
TEST_F(Commit, Invariant3_BlobsOfTheHistoryStay) {
    const ItemId id = add_document("gone and back");
    auto change = write();
    expect_ok(change->remove_item(id));
    EXPECT_EQ(value(change->commit("remove", "")), 2);
    change.reset();
    reopen();
    change = write();
    expect_ok(change->undo(2));
    EXPECT_EQ(value(change->commit("undo 2", "")), 3);
    change.reset();
    EXPECT_EQ(value(store_->blob(value(read()->document(id))->original)), "gone and back");
}

TEST_F(Commit, Invariant4_TheDatabaseIsTheReplayOfItsJournal) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x"), entry("둘", "", "y")});
    const NotebookId id = import(fresh);
    std::rotate(fresh.nodes.begin() + 1, fresh.nodes.begin() + 3, fresh.nodes.end());
    fresh.nodes[1][notebook::Field::kTitle] = "둘 반";
    import(fresh);
    const ItemId document = add_document("text");
    auto change = write();
    expect_ok(change->remove_item(document));
    expect_ok(change->put_setting("bridge", "off"));
    EXPECT_EQ(value(change->commit("remove", "")), 4);
    change.reset();
    change = write();
    expect_ok(change->undo(2));
    EXPECT_EQ(value(change->commit("undo 2", "")), 5);
    change.reset();
    const std::string before = value(state_of(*store_));
    store_.reset();
    expect_ok(Store::rebuild_database(disk_, "/lib"));
    reopen();
    EXPECT_EQ(value(state_of(*store_)), before);
    EXPECT_EQ(value(read()->nodes(id)).nodes.size(), 5u);
    EXPECT_EQ(value(read()->setting("bridge")), "off");
    EXPECT_TRUE(value(store_->verify()).empty());
    EXPECT_EQ(add_document("next"), document + 1) << "ids are never given twice";
}

TEST_F(Commit, Invariant5_ADatabaseBehindItsJournalIsBroughtForward) {
    add_document("a");
    reopen();  // its log is emptied into the database
    add_document("b");
    add_document("c");
    const std::string before = value(state_of(*store_));
    die();
    lose_log();
    reopen();
    EXPECT_EQ(value(state_of(*store_)), before);
    ASSERT_EQ(store_->warnings().size(), 1u);
    EXPECT_NE(store_->warnings()[0].find("2 changes were brought forward"), std::string::npos);
    const auto segments = value(read()->segments());  // the index was left behind
    ASSERT_EQ(segments.size(), 1u);
    EXPECT_EQ(segments[0].name, kLostSegmentName);
    reopen();
    EXPECT_TRUE(store_->warnings().empty());
}

TEST_F(Commit, Invariant5_AReaderThatCannotWriteSaysThatItIsBehind) {
    add_document("a");
    reopen();
    add_document("b");
    die();
    lose_log();
    disk_.read_only(true);
    auto opened = Store::open(disk_, "/lib", options());
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    ASSERT_EQ(opened.value()->warnings().size(), 1u);
    EXPECT_NE(opened.value()->warnings()[0].find("behind its journal"), std::string::npos);
    EXPECT_EQ(value(value(opened.value()->read())->items()).size(), 1u);
}

// Every bit of every page that is in use: read as it was, or refused.
TEST_F(Commit, Invariant6_AFlippedBitOfAPageIsNeverAnsweredFrom) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "https://a.example", "x")});
    import(fresh);
    const std::string before = value(state_of(*store_));
    store_.reset();
    const std::uint64_t size = value(disk_.info("/lib/seogo.db")).size;
    ASSERT_EQ(size % 4096, 0u);
    int refused = 0;
    for (std::uint64_t at = 0; at < size; at += 1531) {
        auto copy = disk_.clone();
        copy.flip_bit("/lib/seogo.db", at, at % 8);
        auto opened = Store::open(copy, "/lib", options());
        const auto state =
            opened.ok() ? state_of(*opened.value()) : Result<std::string>(opened.error());
        if (state.ok()) {
            EXPECT_EQ(state.value(), before) << "byte " << at;
        } else {
            ++refused;
            EXPECT_EQ(state.error().kind, ErrorKind::kBadFile) << state.error().message;
            EXPECT_NE(state.error().message.find("seogo.db"), std::string::npos);
        }
        if (!opened.ok()) continue;
        const auto damage = value(opened.value()->verify());
        ASSERT_FALSE(damage.empty()) << "byte " << at;
        EXPECT_EQ(damage[0].file, "seogo.db");
    }
    EXPECT_GT(refused, 0);
}

TEST_F(Commit, Invariant6_AFlippedBitOfTheLogIsNeverAnsweredFrom) {
    add_document("a");
    reopen();
    const std::string first = value(state_of(*store_));
    add_document("b");
    const std::string second = value(state_of(*store_));
    die();  // with the log full
    const std::uint64_t size = value(disk_.info("/lib/seogo.db-wal")).size;
    ASSERT_GT(size, 4096u);
    for (std::uint64_t at = 0; at < size; at += 2039) {
        auto copy = disk_.clone();
        copy.flip_bit("/lib/seogo.db-wal", at, at % 8);
        auto opened = Store::open(copy, "/lib", options());
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        EXPECT_EQ(value(state_of(*opened.value())), second) << "byte " << at;
    }
}

// While the log is in use nobody recovers it: its frames are checked when they are read.
TEST_F(Commit, Invariant6_AFlippedBitOfALogInUseIsNeverAnsweredFrom) {
    add_document("a");
    reopen();
    add_document("b");
    const std::uint64_t size = value(disk_.info("/lib/seogo.db-wal")).size;
    int refused = 0;
    for (std::uint64_t at = 32 + 24 + 100; at < size; at += 4120) {
        disk_.flip_bit("/lib/seogo.db-wal", at, 3);
        auto other = Store::open(disk_, "/lib", options());
        const auto state =
            other.ok() ? state_of(*other.value()) : Result<std::string>(other.error());
        if (!state.ok()) {
            ++refused;
            EXPECT_EQ(state.error().kind, ErrorKind::kBadFile) << state.error().message;
        }
        disk_.flip_bit("/lib/seogo.db-wal", at, 3);
    }
    EXPECT_GT(refused, 0);
    EXPECT_TRUE(value(store_->verify()).empty());
}

}  // namespace
}  // namespace seogo::store
