// Every file operation fails once, in several ways, and then the power goes: what is left is the
// state before or the state after, verifies clean, and can be written to.
#include <gtest/gtest.h>

#include <functional>

#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;
using seogo::testing::AfterFault;

constexpr const char* kTar = "/home/seogo.tar";

struct Way {
    ErrorKind kind;
    AfterFault after;
    bool torn;  // unsynced sectors and names may have reached the disk or not
};
constexpr Way kWays[] = {
    {ErrorKind::kIo, AfterFault::kGoesOn, false},
    {ErrorKind::kIo, AfterFault::kIsDead, true},
    {ErrorKind::kNoSpace, AfterFault::kWritesFail, false},
};

using Verb = std::function<Status(FaultyFileSystem&)>;

template <typename T>
Status status_of(Result<T> result) {
    return result.ok() ? ok_status() : Status(std::move(result).error());
}

class Crash : public StoreTest {
protected:
    Verb on_store(std::function<Status(Store&)> verb) {
        return [this, verb](FaultyFileSystem& disk) -> Status {
            SEOGO_ASSIGN(const auto store, Store::open(disk, "/lib", options()));
            return verb(*store);
        };
    }
    std::string state_on(FaultyFileSystem& disk, const base::Path& folder = "/lib") {
        auto opened = Store::open(disk, folder, {.clock = &clock_});
        if (!opened.ok() && opened.error().kind == ErrorKind::kNotFound) return "none";
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        if (!opened.ok()) return "unreadable";
        const auto damage = value(opened.value()->verify());
        EXPECT_TRUE(damage.empty()) << damage.front().file << ": " << damage.front().message;
        return value(state_of(*opened.value()));
    }
    // From the disk as it is: acknowledged, the state after; else that before or after.
    void expect_all_or_nothing(const Verb& verb) {
        store_.reset();
        auto untouched = disk_.clone();
        const std::string before = state_on(untouched);
        auto done = disk_.clone();
        expect_ok(verb(done));
        const std::string after = state_on(done);
        ASSERT_NE(before, after);
        for (const Way& way : kWays) {
            for (std::uint64_t fault = 1;; ++fault) {
                auto disk = disk_.clone();
                disk.fail_call(fault, way.kind, way.after);
                const bool acknowledged = verb(disk).ok();
                SCOPED_TRACE(::testing::Message()
                             << "operation " << fault << ": " << disk.failed_call());
                const bool failed = disk.failed();
                way.torn ? disk.drop_unsynced(fault) : disk.drop_unsynced();
                const std::string state = state_on(disk);
                ASSERT_TRUE(state == after || (!acknowledged && state == before)) << state;
                if (HasFailure()) return;
                expect_works_on(disk);
                if (!failed) break;  // every operation has failed once
            }
        }
    }
    // After the fault the archive can be written to as ever.
    void expect_works_on(FaultyFileSystem& disk) {
        auto opened = Store::open(disk, "/lib", options());
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        auto change = opened.value()->write();
        ASSERT_TRUE(change.ok()) << change.error().message;
        expect_ok(change.value()->put_setting("after", "the fault"));
        EXPECT_GT(value(change.value()->commit("config", "")), 0);
    }
};

TEST_F(Crash, CreatingIsAllOrNothing) {
    store_.reset();
    disk_ = FaultyFileSystem();
    expect_all_or_nothing(
        [this](FaultyFileSystem& disk) { return status_of(Store::open(disk, "/lib", options())); });
}

TEST_F(Crash, ACommitIsAllOrNothing) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
    import(fresh);
    expect_all_or_nothing(on_store([](Store& store) {
        auto next = lines_of({page_line("# b"), entry("둘", "", "y"), entry("셋", "", "z")});
        return status_of(import_into(store, "/home/b.md", next));
    }));
}

TEST_F(Crash, AnUndoIsAllOrNothing) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
    import(fresh);
    fresh.nodes[1][notebook::Field::kTitle] = "다른";
    import(fresh);
    expect_all_or_nothing(on_store([](Store& store) -> Status {
        SEOGO_ASSIGN(const auto change, store.write());
        SEOGO_TRY(change->undo(2));
        return status_of(change->commit("undo 2", ""));
    }));
}

// The second change of one run of the program, after the first failed somewhere.
TEST_F(Crash, AFailedCommitLeavesTheNextOneWhole) {
    add_document("a");
    store_.reset();
    const auto put = [](Store& store, std::string_view name) -> Status {
        SEOGO_ASSIGN(const auto change, store.write());
        SEOGO_TRY(change->put_setting(name, "on"));
        return status_of(change->commit("config", name));
    };
    for (const AfterFault after : {AfterFault::kGoesOn, AfterFault::kWritesFail}) {
        for (std::uint64_t fault = 1;; ++fault) {
            auto disk = disk_.clone();
            bool first = false, second = false;
            {
                auto opened = Store::open(disk, "/lib", options());
                ASSERT_TRUE(opened.ok());
                disk.fail_call(fault, ErrorKind::kNoSpace, after);
                first = put(*opened.value(), "first").ok();
                if (after == AfterFault::kGoesOn) second = put(*opened.value(), "second").ok();
            }
            SCOPED_TRACE(::testing::Message()
                         << "operation " << fault << ": " << disk.failed_call());
            const bool failed = disk.failed();
            disk.drop_unsynced();
            auto opened = Store::open(disk, "/lib", options());
            ASSERT_TRUE(opened.ok()) << opened.error().message;
            const auto snapshot = value(opened.value()->read());
            ASSERT_TRUE(!first || value(snapshot->setting("first")) == "on");
            ASSERT_TRUE(!second || value(snapshot->setting("second")) == "on");
            const auto damage = value(opened.value()->verify());
            ASSERT_TRUE(damage.empty()) << damage[0].file << ": " << damage[0].message;
            if (!failed) break;
        }
    }
}

// No room for byte k: nothing half written, and all is well once there is room.
TEST_F(Crash, AFullDiskIsToldAndWorksAgain) {
    add_document("a");
    const std::string before = value(state_of(*store_));
    const auto big = std::string(20'000, 'x');
    int told = 0;
    for (std::uint64_t room = 0;; room += 1777) {
        SCOPED_TRACE(::testing::Message() << room << " bytes of room");
        store_.reset();
        auto disk = disk_.clone();
        auto opened = Store::open(disk, "/lib", options());
        ASSERT_TRUE(opened.ok());
        const auto add = [&]() -> Status {
            SEOGO_ASSIGN(const auto change, opened.value()->write());
            ItemRow item;
            item.origin = ItemOrigin::kDocument;
            item.title = big;
            SEOGO_ASSIGN(const ItemId id, change->put_item(item));
            (void)id;
            return status_of(change->commit("add", ""));
        };
        disk.capacity(disk.used() + room);
        const Status added = add();
        disk.capacity(~std::uint64_t{0});
        if (added.ok()) break;
        ++told;
        EXPECT_EQ(added.error().kind, ErrorKind::kNoSpace) << added.error().message;
        EXPECT_EQ(value(state_of(*opened.value())), before);
        expect_ok(add());  // no restart is needed
        EXPECT_TRUE(value(opened.value()->verify()).empty());
    }
    EXPECT_GT(told, 10);
}

class BackupCrash : public Crash {
protected:
    void SetUp() override {
        Crash::SetUp();
        expect_ok(disk_.make_folders("/home"));
        expect_ok(disk_.sync_folder("/"));
        auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
        import(fresh);
        add_document("a document");
    }
};

TEST_F(BackupCrash, ABackupIsThereWholeOrNotAtAll) {
    const std::string state = value(state_of(*store_));
    store_.reset();
    for (const AfterFault after : {AfterFault::kGoesOn, AfterFault::kIsDead}) {
        for (std::uint64_t fault = 1;; ++fault) {
            auto disk = disk_.clone();
            disk.fail_call(fault, ErrorKind::kIo, after);
            bool acknowledged = false;
            {
                auto opened = Store::open(disk, "/lib", options());
                if (opened.ok()) acknowledged = opened.value()->backup(kTar).ok();
            }
            SCOPED_TRACE(::testing::Message()
                         << "operation " << fault << ": " << disk.failed_call());
            const bool failed = disk.failed();
            disk.drop_unsynced();
            ASSERT_EQ(state_on(disk), state);
            const bool there = base::exists(disk, kTar);
            ASSERT_TRUE(there || !acknowledged);
            if (there) {
                expect_ok(Store::restore(disk, kTar, "/other", false));
                ASSERT_EQ(state_on(disk, "/other"), state);
            }
            if (!failed) break;
        }
    }
}

TEST_F(BackupCrash, AnInterruptedRestoreLeavesTheOldOrTheNew) {
    expect_ok(store_->backup(kTar));
    expect_ok(disk_.sync_folder("/home"));
    add_document("newer");
    expect_all_or_nothing(
        [](FaultyFileSystem& disk) { return Store::restore(disk, kTar, "/lib", true); });
}

TEST_F(BackupCrash, AnInterruptedRebuildLosesNothing) {
    const std::string state = value(state_of(*store_));
    store_.reset();
    for (const bool torn : {false, true}) {
        for (std::uint64_t fault = 1;; ++fault) {
            auto disk = disk_.clone();
            disk.fail_call(fault, ErrorKind::kIo, torn ? AfterFault::kIsDead : AfterFault::kGoesOn);
            (void)Store::rebuild_database(disk, "/lib").ok();
            SCOPED_TRACE(::testing::Message()
                         << "operation " << fault << ": " << disk.failed_call());
            const bool failed = disk.failed();
            torn ? disk.drop_unsynced(fault) : disk.drop_unsynced();
            if (!Store::open(disk, "/lib", {}).ok()) {
                expect_ok(Store::rebuild_database(disk, "/lib"));
            }
            ASSERT_EQ(state_on(disk), state);
            if (!failed) break;
        }
    }
}

}  // namespace
}  // namespace seogo::store
