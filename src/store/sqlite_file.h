// One file that SQLite has open: its io methods over base::File.
//
// Private to the VFS (sqlite_vfs.cpp opens, this reads, writes, locks and shares memory).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

enum class FileRole : std::uint8_t {
    kDatabase,  // pages are sealed and checked
    kLog,       // frames are checked
    kOther,     // rollback journals, memory
};

struct OpenedFile {
    base::FileSystem* files = nullptr;
    std::unique_ptr<base::File> file;
    base::Path path;
    FileRole role = FileRole::kOther;
    bool writable = true;
    bool folder_unsynced = false;  // made just now: its name is synced with its first sync
    bool removes_itself = false;
    int lock_level = SQLITE_LOCK_NONE;
    std::unique_ptr<base::File> shm;
    bool shm_unwritable = false;
};

// What SQLite allocates for a file and hands back to each method.
struct SqliteFile {
    sqlite3_file base;
    OpenedFile* opened;
};

const sqlite3_io_methods& io_methods();

// Keeps the error for take_vfs_error() and answers the code that SQLite is to see: SQLITE_FULL
// where the disk is full, else `code`.
int report(Error error, int code);

// A file that exists only in memory: SQLite's temporary files, and an absent log on a disk that
// cannot be written.
std::unique_ptr<base::File> make_memory_file();

}  // namespace seogo::store
