// SQLite's disk: a VFS over base::FileSystem, so that every byte, lock and fault passes through it.
//
// Source: SQLite's os_unix.c and "The OS Backend (VFS) To SQLite"; lock bytes and the layout of the
// -shm file are those of the unix VFS, so the sqlite3 program can look into an archive that is in
// use. Locks are of an open file (base::File::lock), hence no table of this process's locks.
//   Pages are sealed on write and checked on every read, frames of the log too (page_checksum.h).
//   Temporary files are memory. Symlinks are not followed.
//   Where the -shm file cannot be written (a read-only disk) readers build their own wal-index.
// Threads: any number; a connection from one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

class SqliteVfs {
public:
    // The VFS of this file system: registered with SQLite now, or shared where one is in use.
    // Unregistered when the last owner lets go of it; `files` must live until then.
    static std::shared_ptr<SqliteVfs> of(base::FileSystem& files);
    ~SqliteVfs();
    SqliteVfs(const SqliteVfs&) = delete;
    SqliteVfs& operator=(const SqliteVfs&) = delete;

    const char* name() const { return name_.c_str(); }
    base::FileSystem& files() const { return files_; }

private:
    explicit SqliteVfs(base::FileSystem& files);

    struct Registration;  // sqlite3_vfs
    base::FileSystem& files_;
    std::string name_;
    std::unique_ptr<Registration> registration_;
};

// The Error behind the SQLite result code `code` that this thread's last failed call of a VFS gave;
// nothing where the last failure had another code. Taking it clears it.
std::optional<Error> take_vfs_error(int code);

// Locks of the -shm file that tell whether any connection is inside a read transaction.
inline constexpr std::uint64_t kReadLockBegin = 123, kReadLockCount = 5;

}  // namespace seogo::store
