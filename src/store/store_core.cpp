// Lends connections, and takes the writer through what a crash left.
#include "store/store_core.h"

#include <sqlite3.h>

#include "store/row_reader.h"
#include "store/schema.h"
#include "store/settling.h"

namespace seogo::store {
namespace {

constexpr std::size_t kIdleReadersMax = 8;

}  // namespace

StoreCore::StoreCore(base::FileSystem& files, base::Path folder, Store::Options options)
    : files_(files), folder_(std::move(folder)), options_(options), vfs_(SqliteVfs::of(files)) {}

StoreCore::~StoreCore() {
    readers_.clear();
    if (writers_.empty()) return;
    // So that the next program finds an empty log, quick to open. Where it cannot be, the log
    // stays.
    sqlite3* handle = writers_.back()->handle();
    sqlite3_busy_timeout(handle, 0);
    sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

Result<std::unique_ptr<Connection>> StoreCore::take(Connection::Mode mode) {
    SEOGO_ASSIGN(const auto info, files_.info(database()));
    {
        const std::lock_guard guard(mutex_);
        auto& idle = mode == Connection::Mode::kWrite ? writers_ : readers_;
        // Another file of that name (a restore, a rebuild): what is open is no longer the archive.
        std::erase_if(idle, [&](const auto& one) { return one->inode() != info.inode; });
        if (!idle.empty()) {
            auto connection = std::move(idle.back());
            idle.pop_back();
            return connection;
        }
    }
    SEOGO_ASSIGN(auto connection, Connection::open(vfs_, database(), mode, options_.busy_wait_ms));
    SEOGO_TRY(check_schema(*connection));
    return connection;
}

void StoreCore::give_back(Connection::Mode mode, std::unique_ptr<Connection> connection) {
    const std::lock_guard guard(mutex_);
    if (mode == Connection::Mode::kWrite) {
        if (writers_.empty()) writers_.push_back(std::move(connection));
    } else if (readers_.size() < kIdleReadersMax) {
        readers_.push_back(std::move(connection));
    }
}

Result<bool> StoreCore::is_behind(Connection& connection) const {
    SEOGO_ASSIGN(const std::int64_t last, RowReader(connection).last_seq());
    return journal().has(last + 1);
}

Result<StoreCore::Writer> StoreCore::start_writing(std::int64_t busy_wait_ms) {
    SEOGO_ASSIGN(auto lock, WriterLock::acquire(files_, folder_, *options_.clock, busy_wait_ms));
    SEOGO_TRY(finish_restore(files_, folder_));
    SEOGO_ASSIGN(auto connection, take(Connection::Mode::kWrite));
    SEOGO_TRY(settle_pending(*connection, journal()));
    SEOGO_ASSIGN(const std::int64_t replayed, bring_forward(*connection, journal()));
    if (replayed > 0) {
        warn(std::string(kDatabaseName) + " was behind its journal: " + std::to_string(replayed) +
             " changes were brought forward");
    }
    bool sweeps = false;
    {
        const std::lock_guard guard(mutex_);
        std::swap(sweeps, swept_);
        sweeps = !sweeps;
        swept_ = true;
    }
    if (sweeps) SEOGO_TRY(sweep(files_, folder_, *connection));
    return Writer{std::move(lock), std::move(connection)};
}

void StoreCore::warn(std::string warning) {
    const std::lock_guard guard(mutex_);
    warnings_.push_back(std::move(warning));
}

std::vector<std::string> StoreCore::warnings() {
    const std::lock_guard guard(mutex_);
    return warnings_;
}

}  // namespace seogo::store
