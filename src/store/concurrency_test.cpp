// Writers and readers at once, by threads with stores of their own: no state is half, no write
// lost.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/store_fixture.h"
#include "support/temporary_folder.h"

namespace seogo::store {
namespace {

using namespace testing;

constexpr int kWriters = 2, kReaders = 3, kWrites = 12;

// Each write sets both halves of a pair to one value: a reader that sees two values saw half.
Status write_pair(Store& store, const std::string& text) {
    SEOGO_ASSIGN(const auto change, store.write());
    SEOGO_TRY(change->put_setting("left", text));
    SEOGO_TRY(change->put_setting("right", text));
    SEOGO_ASSIGN(const std::int64_t seq, change->commit("config", text));
    return seq > 0 ? ok_status() : Status(Error{ErrorKind::kIo, "nothing was written"});
}

void run_all(base::FileSystem& files, const base::Path& folder) {
    FixedClock clock;
    const Store::Options options{.create = true, .clock = &clock, .busy_wait_ms = 60'000};
    std::atomic<int> failures{0}, written{0};
    std::atomic<bool> done{false};
    std::vector<std::thread> threads;
    for (int w = 0; w < kWriters; ++w) {
        threads.emplace_back([&, w] {
            auto store = Store::open(files, folder, options);
            for (int i = 0; store.ok() && i < kWrites; ++i) {
                const bool ok =
                    write_pair(*store.value(), std::to_string(w) + "." + std::to_string(i)).ok();
                ++(ok ? written : failures);
            }
        });
    }
    for (int r = 0; r < kReaders; ++r) {
        threads.emplace_back([&] {
            auto store = Store::open(files, folder, options);
            while (store.ok() && !done) {
                const auto snapshot = store.value()->read();
                if (!snapshot.ok()) {
                    ++failures;
                    continue;
                }
                const auto left = snapshot.value()->setting("left");
                const auto right = snapshot.value()->setting("right");
                if (!left.ok() || !right.ok() || left.value() != right.value()) ++failures;
            }
        });
    }
    for (std::size_t i = 0; i < kWriters; ++i)
        threads[i].join();
    done = true;
    for (std::size_t i = kWriters; i < threads.size(); ++i)
        threads[i].join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(written, kWriters * kWrites);
    auto store = value(Store::open(files, folder, options));
    EXPECT_EQ(value(value(store->read())->history(100)).size(),
              static_cast<std::size_t>(kWriters * kWrites));
    EXPECT_TRUE(value(store->verify()).empty());
}

TEST(Concurrency, WritersAndReadersInMemory) {
    FaultyFileSystem disk;
    run_all(disk, "/lib");
}

TEST(Concurrency, WritersAndReadersOnTheRealDisk) {
    const seogo::testing::TemporaryFolder home;
    run_all(base::real_files(), home / "lib");
}

// A hundred readers hold their state while changes come and go, and none is refused.
TEST(Concurrency, AHundredReadersKeepTheirState) {
    FaultyFileSystem disk;
    FixedClock clock;
    const Store::Options options{.create = true, .clock = &clock};
    auto store = value(Store::open(disk, "/lib", options));
    std::vector<std::unique_ptr<Store>> stores;
    std::vector<std::unique_ptr<Snapshot>> snapshots;
    for (int i = 0; i < 100; ++i) {
        if (i % 20 == 0) expect_ok(write_pair(*store, std::to_string(i)));
        stores.push_back(value(Store::open(disk, "/lib", {.clock = &clock})));
        snapshots.push_back(value(stores.back()->read()));
    }
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(value(snapshots[static_cast<std::size_t>(i)]->setting("left")),
                  std::to_string(i / 20 * 20));
    }
}

TEST(Concurrency, ABackupBesideAWriterIsOneState) {
    FaultyFileSystem disk;
    FixedClock clock;
    const Store::Options options{.create = true, .clock = &clock};
    auto store = value(Store::open(disk, "/lib", options));
    expect_ok(write_pair(*store, "first"));
    std::atomic<bool> done{false};
    std::thread writer([&] {
        auto own = Store::open(disk, "/lib", options);
        for (int i = 0; own.ok() && !done; ++i)
            (void)write_pair(*own.value(), std::to_string(i)).ok();
    });
    for (int i = 0; i < 4; ++i) {
        const std::string name = "/backup" + std::to_string(i);
        expect_ok(store->backup(name + ".tar"));
        expect_ok(Store::restore(disk, name + ".tar", name, false));
        auto copy = value(Store::open(disk, name, {}));
        const auto snapshot = value(copy->read());
        EXPECT_EQ(value(snapshot->setting("left")), value(snapshot->setting("right")));
        EXPECT_TRUE(value(copy->verify()).empty());
    }
    done = true;
    writer.join();
}

}  // namespace
}  // namespace seogo::store
