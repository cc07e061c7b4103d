// Opens, removes and looks for SQLite's files on a base::FileSystem, and registers that as a VFS.
#include "store/sqlite_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "store/sqlite_file.h"

namespace seogo::store {
namespace {

using base::OpenMode;

constexpr int kPathBytesMax = 4096;

base::FileSystem& files_of(sqlite3_vfs* vfs) {
    return static_cast<SqliteVfs*>(vfs->pAppData)->files();
}

// Reading follows symlinks (base/file.h); one that somebody planted here must not be read through.
Status refuse_symlink(base::FileSystem& files, const base::Path& path) {
    const auto info = files.info(path);
    if (!info.ok()) return Error(info.error());
    if (info.value().type == base::FileType::kSymlink) {
        return Error{ErrorKind::kRefused, path.string() + ": a symlink, not followed"};
    }
    return ok_status();
}

Result<std::unique_ptr<base::File>> open_plain(base::FileSystem& files, const base::Path& path,
                                               OpenMode mode) {
    if (mode == OpenMode::kRead || mode == OpenMode::kReadWrite) {
        SEOGO_TRY(refuse_symlink(files, path));
    }
    return files.open(path, mode);
}

OpenMode mode_of(int flags) {
    if ((flags & SQLITE_OPEN_CREATE) != 0) {
        return (flags & SQLITE_OPEN_EXCLUSIVE) != 0 ? OpenMode::kCreateNew : OpenMode::kCreate;
    }
    return (flags & SQLITE_OPEN_READWRITE) != 0 ? OpenMode::kReadWrite : OpenMode::kRead;
}

// Opens as asked; where the disk refuses to write (twice: one refusal may pass), for reading.
// A log that is not there and cannot be made is an empty one.
Status open_file(OpenedFile& opened, int flags) {
    const OpenMode mode = mode_of(flags);
    opened.folder_unsynced = (flags & SQLITE_OPEN_CREATE) != 0;
    auto file = open_plain(*opened.files, opened.path, mode);
    const auto refused = [&] { return !file.ok() && file.error().kind == ErrorKind::kIo; };
    if (refused() && mode != OpenMode::kRead) file = open_plain(*opened.files, opened.path, mode);
    opened.writable = mode != OpenMode::kRead;
    if (refused() && mode != OpenMode::kRead) {
        opened.writable = false;
        opened.folder_unsynced = false;
        file = open_plain(*opened.files, opened.path, OpenMode::kRead);
        const bool absent = !file.ok() && file.error().kind == ErrorKind::kNotFound;
        if (absent && opened.role == FileRole::kLog) file = make_memory_file();
    }
    if (!file.ok()) return std::move(file).error();
    opened.file = std::move(file).value();
    return ok_status();
}

FileRole role_of(int flags) {
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return FileRole::kDatabase;
    if ((flags & SQLITE_OPEN_WAL) != 0) return FileRole::kLog;
    return FileRole::kOther;
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* flags_out) {
    auto* holder = reinterpret_cast<SqliteFile*>(handle);
    holder->base.pMethods = nullptr;
    auto opened = std::make_unique<OpenedFile>();
    opened->files = &files_of(vfs);
    if (name == nullptr) {
        opened->file = make_memory_file();
    } else {
        opened->path = name;
        opened->role = role_of(flags);
        opened->removes_itself = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
        const Status status = open_file(*opened, flags);
        if (!status.ok()) return report(status.error(), SQLITE_CANTOPEN);
    }
    if (flags_out != nullptr) {
        *flags_out = opened->writable ? flags : SQLITE_OPEN_READONLY;
    }
    holder->opened = opened.release();
    holder->base.pMethods = &io_methods();
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    base::FileSystem& files = files_of(vfs);
    const Status removed = files.remove(name);
    if (!removed.ok()) {
        const bool absent = removed.error().kind == ErrorKind::kNotFound;
        return absent ? SQLITE_IOERR_DELETE_NOENT : report(removed.error(), SQLITE_IOERR_DELETE);
    }
    if (sync_folder == 0) return SQLITE_OK;
    const Status synced = files.sync_folder(base::Path(name).parent_path());
    return synced.ok() ? SQLITE_OK : report(synced.error(), SQLITE_IOERR_DIR_FSYNC);
}

// As os_unix.c has it: an empty file does not count as there (a log that was emptied).
int access(sqlite3_vfs* vfs, const char* name, int, int* out) {
    const auto info = files_of(vfs).info(name);
    *out = 0;
    if (info.ok()) {
        *out = info.value().size > 0 ? 1 : 0;
    } else if (info.error().kind != ErrorKind::kNotFound) {
        return report(info.error(), SQLITE_IOERR_ACCESS);
    }
    return SQLITE_OK;
}

// Paths are taken as they come: connections name the same file the same way.
int full_pathname(sqlite3_vfs*, const char* name, int size, char* out) {
    const std::size_t length = std::strlen(name);
    if (length + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    return system->xRandomness(system, size, out);
}

int sleep(sqlite3_vfs*, int microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    return microseconds;
}

constexpr std::int64_t kJulianDayOf1970Ms = 210866760000000;

int current_time_ms(sqlite3_vfs*, sqlite3_int64* out) {
    *out = base::real_clock().now_ms() + kJulianDayOf1970Ms;
    return SQLITE_OK;
}

int current_time(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 now = 0;
    (void)current_time_ms(vfs, &now);
    *out = static_cast<double>(now) / 86400000.0;
    return SQLITE_OK;
}

int last_system_error(sqlite3_vfs*, int, char*) { return 0; }

struct Registry {
    std::mutex mutex;
    std::map<base::FileSystem*, std::weak_ptr<SqliteVfs>> in_use;
};

Registry& registry() {
    static Registry& the = *new Registry;  // outlives every static object that may hold a store
    return the;
}

}  // namespace

struct SqliteVfs::Registration {
    sqlite3_vfs vfs{};
};

std::shared_ptr<SqliteVfs> SqliteVfs::of(base::FileSystem& files) {
    Registry& all = registry();
    const std::lock_guard guard(all.mutex);
    std::weak_ptr<SqliteVfs>& slot = all.in_use[&files];
    std::shared_ptr<SqliteVfs> vfs = slot.lock();
    if (!vfs) {
        vfs.reset(new SqliteVfs(files));
        slot = vfs;
    }
    return vfs;
}

SqliteVfs::SqliteVfs(base::FileSystem& files)
    : files_(files), registration_(std::make_unique<Registration>()) {
    static std::atomic<std::uint64_t> number;
    name_ = "seogo-" + std::to_string(++number);
    sqlite3_vfs& vfs = registration_->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(SqliteFile);
    vfs.mxPathname = kPathBytesMax;
    vfs.zName = name_.c_str();
    vfs.pAppData = this;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_pathname;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep;
    vfs.xCurrentTime = current_time;
    vfs.xGetLastError = last_system_error;
    vfs.xCurrentTimeInt64 = current_time_ms;
    SEOGO_CHECK(sqlite3_vfs_register(&vfs, /*makeDflt=*/0) == SQLITE_OK);
}

SqliteVfs::~SqliteVfs() {
    sqlite3_vfs_unregister(&registration_->vfs);
    Registry& all = registry();
    const std::lock_guard guard(all.mutex);
    const auto slot = all.in_use.find(&files_);
    if (slot != all.in_use.end() && slot->second.expired()) all.in_use.erase(slot);
}

}  // namespace seogo::store
