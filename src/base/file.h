// The only disk: every file that Seogo reads or writes passes through a FileSystem.
//
// Two implementations: real_files() (POSIX) and testing::FaultyFileSystem (tests/support), which
// keeps files in memory, fails the k-th call and drops what was not synced. SQLite runs on the
// same interface (store/sqlite_vfs.h), so that faults reach the database too.
// Threads: a FileSystem from any number at once; a File from one at a time, but for read_at().
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::base {

using Path = std::filesystem::path;

enum class OpenMode : std::uint8_t {
    kRead,       // must exist
    kReadWrite,  // must exist
    kCreate,     // read and write, created 0600 where missing; kRefused where the name is a symlink
    kCreateNew,  // read and write, O_EXCL 0600; kBadInput where the name is taken
};

enum class LockMode : std::uint8_t { kUnlock, kShared, kExclusive };

// An open file. Closing (the destructor) drops its locks; it does not sync.
class File {
public:
    virtual ~File() = default;

    // Reads up to out.size() bytes at `offset`; answers how many (fewer only at the end of file).
    virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) = 0;
    // Writes all bytes or fails; a short write with a full disk is kNoSpace.
    virtual Status write_at(std::uint64_t offset, std::span<const std::byte> bytes) = 0;
    virtual Status truncate(std::uint64_t size) = 0;
    virtual Result<std::uint64_t> size() = 0;
    virtual Status set_mode(std::uint32_t mode) = 0;  // permission bits, as in chmod
    virtual Status sync() = 0;

    // Locks bytes [offset, offset + length), never waits: false where another open file (of this
    // or another process) holds a lock that conflicts. Locks belong to this open file (OFD): a
    // second call replaces what it holds on those bytes. `length` is at least 1.
    virtual Result<bool> lock(std::uint64_t offset, std::uint64_t length, LockMode mode) = 0;
    // True where another open file holds a lock on the range that conflicts with an exclusive one.
    virtual Result<bool> is_locked(std::uint64_t offset, std::uint64_t length) = 0;

    // Maps [offset, offset + size) shared and writable, extending the file with zeros as needed:
    // memory that several processes see at once (SQLite's wal-index). Valid until the file closes;
    // `offset` is a multiple of the page size.
    virtual Result<std::byte*> map_shared(std::uint64_t offset, std::size_t size) = 0;
};

// Bytes of a whole file, read-only. On the real disk a large file (over 32 MiB) is an mmap: one
// that shrinks while mapped ends the program (segment files are never changed once named).
class Mapping {
public:
    virtual ~Mapping() = default;
    virtual std::span<const std::byte> bytes() const = 0;
};

enum class FileType : std::uint8_t { kFile, kFolder, kSymlink, kOther };

struct FileInfo {
    FileType type = FileType::kFile;
    std::uint64_t size = 0;
    std::uint32_t mode = 0;               // permission bits, as in chmod
    std::int64_t modified_ns = 0;         // since the epoch
    std::uint64_t device = 0, inode = 0;  // equal for two names of one file
};

class FileSystem {
public:
    virtual ~FileSystem() = default;

    // kBadFile where the path names a folder, a device, a pipe or a socket: never hangs on one.
    virtual Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) = 0;
    virtual Result<std::unique_ptr<Mapping>> map(const Path& path) = 0;
    // Does not follow a symlink at the end of the path. kNotFound where nothing is there.
    virtual Result<FileInfo> info(const Path& path) = 0;
    // Names in a folder (not paths), sorted by bytes; without "." and "..".
    virtual Result<std::vector<std::string>> list(const Path& folder) = 0;
    // Creates the folder and its missing parents, each 0700. Existing ones are left as they are.
    // A new folder is durable once its parent is synced.
    virtual Status make_folders(const Path& folder) = 0;
    virtual Status remove(const Path& path) = 0;  // a file or an empty folder
    // Atomic within one file system; replaces what `to` named.
    virtual Status rename(const Path& from, const Path& to) = 0;
    // Makes the names in a folder durable (fsync of the folder).
    virtual Status sync_folder(const Path& folder) = 0;
};

// The machine's own disk.
FileSystem& real_files();

// Whole files. read_file refuses what is not a regular file and more than `bytes_max` (kBadFile).
Result<std::string> read_file(FileSystem& files, const Path& path,
                              std::uint64_t bytes_max = std::uint64_t{4} << 30);

// Writes a new file beside `path`, syncs it, renames it over `path` and syncs the folder: after a
// crash the file holds the old bytes or the new ones. Keeps the old file's permission bits.
// kRefused where `path` is anything but a file: a symlink or a device is never replaced.
Status write_file_atomically(FileSystem& files, const Path& path, std::string_view bytes);

// The same without the last step, for whoever writes many: until the folder is synced, a crash may
// take the new name back.
Status replace_file(FileSystem& files, const Path& path, std::string_view bytes);

// True for the names that write_file_atomically gives its new files: after a crash they are litter.
bool is_temporary_name(std::string_view name);

bool exists(FileSystem& files, const Path& path);

}  // namespace seogo::base
