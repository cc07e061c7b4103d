// The names in an archive folder, the lock of its one writer, and reading without following links.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

inline constexpr const char* kDatabaseName = "seogo.db";
inline constexpr const char* kNewDatabaseName = "seogo.db.new";          // being made
inline constexpr const char* kDamagedDatabaseName = "seogo.db.damaged";  // set aside by a rebuild
inline constexpr const char* kLockName = "lock";
inline constexpr const char* kBlobsName = "blobs";
inline constexpr const char* kJournalName = "journal";
inline constexpr const char* kIndexName = "index";
inline constexpr const char* kUnpackingName = "restore.new";  // a backup that is being unpacked
inline constexpr const char* kRestoredName = "restore.done";  // verified, takes its place next

// False where nothing has that name; an Error where the disk cannot tell.
Result<bool> is_there(base::FileSystem& files, const base::Path& path);

// As base::read_file, but a symlink is kRefused.
Result<std::string> read_plain_file(base::FileSystem& files, const base::Path& path);

// kRefused where one of the archive's own folders is a symlink.
Status check_folders(base::FileSystem& files, const base::Path& archive);

// Makes the folder with those inside it, and makes all their names durable.
Status make_archive_folders(base::FileSystem& files, const base::Path& archive);

// A folder and all beneath it; symlinks are removed, not followed. Nothing there is fine.
Status remove_tree(base::FileSystem& files, const base::Path& path);

// The right to write, held from acquire() to the destructor.
class WriterLock {
public:
    // Waits up to busy_wait_ms, then kBusy with what the other writer wrote about itself.
    static Result<WriterLock> acquire(base::FileSystem& files, const base::Path& archive,
                                      base::Clock& clock, std::int64_t busy_wait_ms);

private:
    explicit WriterLock(std::unique_ptr<base::File> file) : file_(std::move(file)) {}
    std::unique_ptr<base::File> file_;  // closing it frees the lock
};

}  // namespace seogo::store
