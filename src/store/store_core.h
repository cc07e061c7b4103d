// What a store and its snapshots and changes share: folder, connections at rest, warnings.
//
// Private to store/. Threads: any number at once.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/archive_folder.h"
#include "store/blob_folder.h"
#include "store/connection.h"
#include "store/journal.h"
#include "store/store.h"

namespace seogo::store {

class StoreCore {
public:
    StoreCore(base::FileSystem& files, base::Path folder, Store::Options options);
    ~StoreCore();  // empties the log into the database where nobody else is reading

    base::FileSystem& files() const { return files_; }
    const base::Path& folder() const { return folder_; }
    base::Path database() const { return folder_ / kDatabaseName; }
    const Store::Options& options() const { return options_; }
    JournalFolder journal() const { return {files_, folder_}; }
    BlobFolder blobs() const { return {files_, folder_}; }

    // A connection to the database that the name stands for now: one at rest, or a new one.
    Result<std::unique_ptr<Connection>> take(Connection::Mode mode);
    void give_back(Connection::Mode mode, std::unique_ptr<Connection> connection);

    // The writer's lock and connection, after what a crash left was mended (settling.h).
    struct Writer {
        WriterLock lock;
        std::unique_ptr<Connection> connection;
    };
    Result<Writer> start_writing(std::int64_t busy_wait_ms);

    // Whether the journal holds changes that the database lacks. kIo, kBadFile.
    Result<bool> is_behind(Connection& connection) const;

    void warn(std::string warning);
    std::vector<std::string> warnings();

private:
    base::FileSystem& files_;
    base::Path folder_;
    Store::Options options_;
    std::shared_ptr<SqliteVfs> vfs_;
    std::mutex mutex_;  // guards what follows
    std::vector<std::unique_ptr<Connection>> readers_, writers_;
    std::vector<std::string> warnings_;
    bool swept_ = false;
};

}  // namespace seogo::store
