// Reads, writes, syncs, locks and shared memory of the files that SQLite has open.
#include "store/sqlite_file.h"

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <vector>

#include "store/page_checksum.h"
#include "store/sqlite_vfs.h"

namespace seogo::store {
namespace {

using base::LockMode;

// Lock bytes of a database file: SQLite's os.h.
constexpr std::uint64_t kPendingByte = 0x40000000;
constexpr std::uint64_t kReservedByte = kPendingByte + 1;
constexpr std::uint64_t kSharedFirst = kPendingByte + 2;
constexpr std::uint64_t kSharedSize = 510;

// Lock bytes of a -shm file: os_unix.c, UNIX_SHM_BASE and UNIX_SHM_DMS (the "dead man switch":
// who can lock it alone is the first to open the file and starts it empty).
constexpr std::uint64_t kShmBase = 120;
constexpr std::uint64_t kShmDms = kShmBase + SQLITE_SHM_NLOCK;
static_assert(kReadLockBegin == kShmBase + 3 && kReadLockBegin + kReadLockCount == kShmDms);

struct LastError {
    int code = SQLITE_OK;
    std::optional<Error> error;
};
thread_local LastError last_error;

OpenedFile& opened(sqlite3_file* file) { return *reinterpret_cast<SqliteFile*>(file)->opened; }

std::string_view file_name(const OpenedFile& file) { return file.path.native(); }

int damaged(const OpenedFile& file, const std::string& what) {
    return report(Error{ErrorKind::kBadFile, std::string(file_name(file)) + ": " + what},
                  SQLITE_IOERR_DATA);
}

int close_file(sqlite3_file* file) {
    auto* holder = reinterpret_cast<SqliteFile*>(file);
    std::unique_ptr<OpenedFile> own(holder->opened);
    holder->opened = nullptr;
    if (!own->removes_itself) return SQLITE_OK;
    own->file.reset();
    const Status removed = own->files->remove(own->path);
    return removed.ok() ? SQLITE_OK : report(removed.error(), SQLITE_IOERR_DELETE);
}

int check_page(const OpenedFile& file, std::uint64_t offset, std::span<const std::byte> bytes) {
    if (bytes.size() < 512) return SQLITE_OK;  // the header, read before a page size is known
    if (bytes.size() != kPageSize || offset % kPageSize != 0) {
        return damaged(file, "page size in its header is not " + std::to_string(kPageSize));
    }
    const auto number = static_cast<std::uint32_t>(offset / kPageSize + 1);
    if (page_is_sound(number, bytes.first<kPageSize>())) return SQLITE_OK;
    return damaged(file, "checksum of page " + std::to_string(number) + " disagrees");
}

int check_frame(OpenedFile& file, std::uint64_t offset, std::span<const std::byte> bytes) {
    if (bytes.size() != kPageSize) return SQLITE_OK;  // headers; recovery checks its own reads
    const auto sound = frame_is_sound(*file.file, offset, bytes.first<kPageSize>());
    if (!sound.ok()) return report(sound.error(), SQLITE_IOERR_READ);
    if (sound.value()) return SQLITE_OK;
    return damaged(file, "checksum of the frame at byte " + std::to_string(offset) + " disagrees");
}

int read(sqlite3_file* handle, void* out, int amount, sqlite3_int64 at) {
    OpenedFile& file = opened(handle);
    const std::span<std::byte> bytes(static_cast<std::byte*>(out),
                                     static_cast<std::size_t>(amount));
    const auto offset = static_cast<std::uint64_t>(at);
    const auto count = file.file->read_at(offset, bytes);
    if (!count.ok()) return report(count.error(), SQLITE_IOERR_READ);
    if (count.value() < bytes.size()) {
        std::memset(bytes.data() + count.value(), 0, bytes.size() - count.value());
        return SQLITE_IOERR_SHORT_READ;
    }
    if (file.role == FileRole::kDatabase) return check_page(file, offset, bytes);
    if (file.role == FileRole::kLog) return check_frame(file, offset, bytes);
    return SQLITE_OK;
}

// SQLite file format 1.3, byte 20 of page 1: how many bytes of a page are reserved.
bool reserves_bytes(ConstPage first_page) {
    return std::to_integer<std::size_t>(first_page[20]) == kReservedBytes;
}

int write_page(OpenedFile& file, std::uint64_t offset, ConstPage page) {
    if (offset == 0 && !reserves_bytes(page)) {
        return damaged(file, "no room for checksums in its pages");
    }
    std::array<std::byte, kPageSize> sealed;
    std::memcpy(sealed.data(), page.data(), kPageSize);
    seal_page(static_cast<std::uint32_t>(offset / kPageSize + 1), sealed);
    const Status written = file.file->write_at(offset, sealed);
    return written.ok() ? SQLITE_OK : report(written.error(), SQLITE_IOERR_WRITE);
}

int write(sqlite3_file* handle, const void* in, int amount, sqlite3_int64 at) {
    OpenedFile& file = opened(handle);
    const std::span<const std::byte> bytes(static_cast<const std::byte*>(in),
                                           static_cast<std::size_t>(amount));
    const auto offset = static_cast<std::uint64_t>(at);
    if (file.role == FileRole::kDatabase && bytes.size() == kPageSize && offset % kPageSize == 0) {
        return write_page(file, offset, bytes.first<kPageSize>());
    }
    const Status written = file.file->write_at(offset, bytes);
    return written.ok() ? SQLITE_OK : report(written.error(), SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* handle, sqlite3_int64 size) {
    const Status done = opened(handle).file->truncate(static_cast<std::uint64_t>(size));
    return done.ok() ? SQLITE_OK : report(done.error(), SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* handle, int) {
    OpenedFile& file = opened(handle);
    const Status synced = file.file->sync();
    if (!synced.ok()) return report(synced.error(), SQLITE_IOERR_FSYNC);
    if (!file.folder_unsynced) return SQLITE_OK;
    const Status named = file.files->sync_folder(file.path.parent_path());
    if (!named.ok()) return report(named.error(), SQLITE_IOERR_DIR_FSYNC);
    file.folder_unsynced = false;
    return SQLITE_OK;
}

int file_size(sqlite3_file* handle, sqlite3_int64* out) {
    const auto size = opened(handle).file->size();
    if (!size.ok()) return report(size.error(), SQLITE_IOERR_FSTAT);
    *out = static_cast<sqlite3_int64>(size.value());
    return SQLITE_OK;
}

// Takes or gives back a range; SQLITE_BUSY where another holds it.
int set_lock(base::File& file, std::uint64_t offset, std::uint64_t length, LockMode mode,
             int failure) {
    const auto held = file.lock(offset, length, mode);
    if (!held.ok()) return report(held.error(), failure);
    return held.value() ? SQLITE_OK : SQLITE_BUSY;
}

int take_shared(OpenedFile& file) {
    base::File& disk = *file.file;
    int code = set_lock(disk, kPendingByte, 1, LockMode::kShared, SQLITE_IOERR_LOCK);
    if (code != SQLITE_OK) return code;
    code = set_lock(disk, kSharedFirst, kSharedSize, LockMode::kShared, SQLITE_IOERR_LOCK);
    const int freed = set_lock(disk, kPendingByte, 1, LockMode::kUnlock, SQLITE_IOERR_UNLOCK);
    if (code == SQLITE_OK) file.lock_level = SQLITE_LOCK_SHARED;
    return code == SQLITE_OK ? freed : code;
}

// "The locking protocol" of SQLite's pager: unlocked -> shared -> reserved -> pending -> exclusive.
int lock(sqlite3_file* handle, int level) {
    OpenedFile& file = opened(handle);
    if (file.lock_level >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) return take_shared(file);
    if (!file.writable) return SQLITE_BUSY;
    base::File& disk = *file.file;
    if (level == SQLITE_LOCK_RESERVED) {
        const int code = set_lock(disk, kReservedByte, 1, LockMode::kExclusive, SQLITE_IOERR_LOCK);
        if (code == SQLITE_OK) file.lock_level = SQLITE_LOCK_RESERVED;
        return code;
    }
    if (file.lock_level < SQLITE_LOCK_PENDING) {
        const int code = set_lock(disk, kPendingByte, 1, LockMode::kExclusive, SQLITE_IOERR_LOCK);
        if (code != SQLITE_OK) return code;
        file.lock_level = SQLITE_LOCK_PENDING;
    }
    if (level == SQLITE_LOCK_PENDING) return SQLITE_OK;
    const int code =
        set_lock(disk, kSharedFirst, kSharedSize, LockMode::kExclusive, SQLITE_IOERR_LOCK);
    if (code == SQLITE_OK) file.lock_level = SQLITE_LOCK_EXCLUSIVE;
    return code;
}

int unlock(sqlite3_file* handle, int level) {
    OpenedFile& file = opened(handle);
    if (file.lock_level <= level) return SQLITE_OK;
    base::File& disk = *file.file;
    int code = SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        code = set_lock(disk, kSharedFirst, kSharedSize, LockMode::kShared, SQLITE_IOERR_RDLOCK);
        if (code != SQLITE_OK) return code;
        code = set_lock(disk, kPendingByte, 2, LockMode::kUnlock, SQLITE_IOERR_UNLOCK);
    } else {
        code =
            set_lock(disk, kPendingByte, 2 + kSharedSize, LockMode::kUnlock, SQLITE_IOERR_UNLOCK);
    }
    if (code == SQLITE_OK) file.lock_level = level;
    return code;
}

int check_reserved(sqlite3_file* handle, int* out) {
    const auto held = opened(handle).file->is_locked(kReservedByte, 1);
    if (!held.ok()) return report(held.error(), SQLITE_IOERR_CHECKRESERVEDLOCK);
    *out = held.value() ? 1 : 0;
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sector_size(sqlite3_file*) { return static_cast<int>(kPageSize); }

int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

base::Path shm_path(const OpenedFile& file) { return file.path.native() + "-shm"; }

// The first to come finds the file as a crash left it, and starts it empty.
int join_shm(base::File& shm) {
    const auto first = shm.lock(kShmDms, 1, LockMode::kExclusive);
    if (!first.ok()) return report(first.error(), SQLITE_IOERR_LOCK);
    if (first.value()) {
        const Status emptied = shm.truncate(0);
        if (!emptied.ok()) return report(emptied.error(), SQLITE_IOERR_SHMOPEN);
    }
    return set_lock(shm, kShmDms, 1, LockMode::kShared, SQLITE_IOERR_LOCK);
}

// Opens the -shm file beside the database. A disk that refuses twice is taken to be read-only: one
// refusal may pass, and a reader with a wal-index of its own is seen by no checkpoint.
int open_shm(OpenedFile& file) {
    auto shm = file.files->open(shm_path(file), base::OpenMode::kCreate);
    if (!shm.ok() && shm.error().kind == ErrorKind::kIo) {
        shm = file.files->open(shm_path(file), base::OpenMode::kCreate);
        file.shm_unwritable = !shm.ok() && shm.error().kind == ErrorKind::kIo;
    }
    if (file.shm_unwritable) return SQLITE_OK;
    if (!shm.ok()) return report(shm.error(), SQLITE_CANTOPEN);
    const int joined = join_shm(*shm.value());
    if (joined == SQLITE_OK) file.shm = std::move(shm).value();
    return joined;
}

int shm_map(sqlite3_file* handle, int region, int region_size, int extend, void volatile** out) {
    OpenedFile& file = opened(handle);
    *out = nullptr;
    if (!file.shm && !file.shm_unwritable) {
        const int code = open_shm(file);
        if (code != SQLITE_OK) return code;
    }
    if (file.shm_unwritable) return SQLITE_READONLY_CANTINIT;
    const auto size = static_cast<std::size_t>(region_size);
    const std::uint64_t offset = static_cast<std::uint64_t>(region) * size;
    if (extend == 0) {
        const auto length = file.shm->size();
        if (!length.ok()) return report(length.error(), SQLITE_IOERR_SHMSIZE);
        if (length.value() < offset + size) return SQLITE_OK;
    }
    const auto memory = file.shm->map_shared(offset, size);
    if (!memory.ok()) return report(memory.error(), SQLITE_IOERR_SHMMAP);
    *out = memory.value();
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* handle, int offset, int count, int flags) {
    OpenedFile& file = opened(handle);
    if (file.shm_unwritable) return SQLITE_OK;
    if (!file.shm) return SQLITE_IOERR_SHMLOCK;
    const LockMode mode = (flags & SQLITE_SHM_UNLOCK) != 0   ? LockMode::kUnlock
                          : (flags & SQLITE_SHM_SHARED) != 0 ? LockMode::kShared
                                                             : LockMode::kExclusive;
    return set_lock(*file.shm, kShmBase + static_cast<std::uint64_t>(offset),
                    static_cast<std::uint64_t>(count), mode, SQLITE_IOERR_SHMLOCK);
}

void shm_barrier(sqlite3_file*) {
    static std::atomic<unsigned> fence;  // a locked instruction: full barrier
    fence.fetch_add(1, std::memory_order_seq_cst);
}

int shm_unmap(sqlite3_file* handle, int remove) {
    OpenedFile& file = opened(handle);
    const bool was_open = file.shm != nullptr;
    file.shm.reset();
    if (was_open && remove != 0)
        (void)file.files->remove(shm_path(file)).ok();  // made anew as needed
    return SQLITE_OK;
}

int fetch(sqlite3_file*, sqlite3_int64, int, void** out) {
    *out = nullptr;
    return SQLITE_OK;
}

int unfetch(sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }

class MemoryFile final : public base::File {
public:
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) override {
        if (offset >= bytes_.size()) return std::size_t{0};
        const std::size_t count = std::min<std::size_t>(out.size(), bytes_.size() - offset);
        std::memcpy(out.data(), bytes_.data() + offset, count);
        return count;
    }
    Status write_at(std::uint64_t offset, std::span<const std::byte> bytes) override {
        if (offset + bytes.size() > bytes_.size()) bytes_.resize(offset + bytes.size());
        std::memcpy(bytes_.data() + offset, bytes.data(), bytes.size());
        return ok_status();
    }
    Status truncate(std::uint64_t size) override {
        bytes_.resize(size);
        return ok_status();
    }
    Result<std::uint64_t> size() override { return std::uint64_t{bytes_.size()}; }
    Status set_mode(std::uint32_t) override { return ok_status(); }
    Status sync() override { return ok_status(); }
    Result<bool> lock(std::uint64_t, std::uint64_t, LockMode) override { return true; }
    Result<bool> is_locked(std::uint64_t, std::uint64_t) override { return false; }
    Result<std::byte*> map_shared(std::uint64_t, std::size_t) override {
        return Error{ErrorKind::kIo, "a temporary file is not shared"};
    }

private:
    std::vector<std::byte> bytes_;
};

}  // namespace

const sqlite3_io_methods& io_methods() {
    static constexpr sqlite3_io_methods kMethods = {3,
                                                    close_file,
                                                    read,
                                                    write,
                                                    truncate,
                                                    sync,
                                                    file_size,
                                                    lock,
                                                    unlock,
                                                    check_reserved,
                                                    control,
                                                    sector_size,
                                                    characteristics,
                                                    shm_map,
                                                    shm_lock,
                                                    shm_barrier,
                                                    shm_unmap,
                                                    fetch,
                                                    unfetch};
    return kMethods;
}

int report(Error error, int code) {
    const int seen = error.kind == ErrorKind::kNoSpace ? SQLITE_FULL : code;
    last_error = {seen, std::move(error)};
    return seen;
}

std::optional<Error> take_vfs_error(int code) {
    if (last_error.code != code) return std::nullopt;
    std::optional<Error> error = std::move(last_error.error);
    last_error = {};
    return error;
}

std::unique_ptr<base::File> make_memory_file() { return std::make_unique<MemoryFile>(); }

}  // namespace seogo::store
