// The machine's own disk, through POSIX calls.
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/file.h"

namespace seogo::base {
namespace {

ErrorKind kind_of(int code) {
    switch (code) {
        case ENOENT:
        case ENOTDIR:
            return ErrorKind::kNotFound;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return ErrorKind::kNoSpace;
        case EEXIST:
        case ENAMETOOLONG:
            return ErrorKind::kBadInput;
        case ELOOP:
            return ErrorKind::kRefused;
        case EISDIR:
        case ENXIO:  // a socket, or a device with nothing behind it
        case ENODEV:
            return ErrorKind::kBadFile;
        default:
            return ErrorKind::kIo;
    }
}

Error posix_error(const Path& path, int code) {
    return {kind_of(code), path.string() + ": " + std::strerror(code)};
}

Error not_regular(const Path& path) {
    return {ErrorKind::kBadFile, path.string() + ": not a regular file"};
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

private:
    int number_;
};

// Retries calls that a signal interrupted.
template <typename Call>
auto retried(const Call& call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

// Answers how many bytes were there to read.
Result<std::size_t> read_from(int number, std::uint64_t offset, std::span<std::byte> out,
                              const Path& path) {
    std::size_t done = 0;
    while (done < out.size()) {
        const auto n = retried([&] {
            return ::pread(number, out.data() + done, out.size() - done,
                           static_cast<off_t>(offset + done));
        });
        if (n < 0) return posix_error(path, errno);
        if (n == 0) break;
        done += static_cast<std::size_t>(n);
    }
    return done;
}

class PosixFile final : public File {
public:
    PosixFile(int descriptor, Path path) : descriptor_(descriptor), path_(std::move(path)) {}

    ~PosixFile() override {
        for (const auto& map : maps_)
            ::munmap(map.bytes.data(), map.bytes.size());
    }

    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) override {
        return read_from(descriptor_.number(), offset, out, path_);
    }

    Status write_at(std::uint64_t offset, std::span<const std::byte> bytes) override {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const auto n = retried([&] {
                return ::pwrite(descriptor_.number(), bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + done));
            });
            if (n < 0) return posix_error(path_, errno);
            if (n == 0) return Error{ErrorKind::kIo, path_.string() + ": nothing was written"};
            done += static_cast<std::size_t>(n);
        }
        return ok_status();
    }

    Status truncate(std::uint64_t size) override {
        const int failed =
            retried([&] { return ::ftruncate(descriptor_.number(), static_cast<off_t>(size)); });
        return failed ? Status(posix_error(path_, errno)) : ok_status();
    }

    Result<std::uint64_t> size() override {
        struct stat info{};
        if (::fstat(descriptor_.number(), &info) != 0) return posix_error(path_, errno);
        return static_cast<std::uint64_t>(info.st_size);
    }

    Status set_mode(std::uint32_t mode) override {
        const int failed = ::fchmod(descriptor_.number(), static_cast<mode_t>(mode & 07777));
        return failed ? Status(posix_error(path_, errno)) : ok_status();
    }

    Status sync() override {
        const int failed = retried([&] { return ::fsync(descriptor_.number()); });
        return failed ? Status(posix_error(path_, errno)) : ok_status();
    }

    Result<bool> lock(std::uint64_t offset, std::uint64_t length, LockMode mode) override {
        struct flock range = range_of(offset, length, mode);
        if (retried([&] { return ::fcntl(descriptor_.number(), F_OFD_SETLK, &range); }) == 0) {
            return true;
        }
        if (errno == EAGAIN || errno == EACCES) return false;
        return posix_error(path_, errno);
    }

    Result<bool> is_locked(std::uint64_t offset, std::uint64_t length) override {
        struct flock range = range_of(offset, length, LockMode::kExclusive);
        if (retried([&] { return ::fcntl(descriptor_.number(), F_OFD_GETLK, &range); }) != 0) {
            return posix_error(path_, errno);
        }
        return range.l_type != F_UNLCK;
    }

    Result<std::byte*> map_shared(std::uint64_t offset, std::size_t size) override {
        for (const auto& map : maps_) {
            if (map.offset == offset && map.bytes.size() >= size) return map.bytes.data();
        }
        SEOGO_TRY(reserve(offset + size));
        void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED,
                              descriptor_.number(), static_cast<off_t>(offset));
        if (memory == MAP_FAILED) return posix_error(path_, errno);
        maps_.push_back({offset, {static_cast<std::byte*>(memory), size}});
        return maps_.back().bytes.data();
    }

private:
    static struct flock range_of(std::uint64_t offset, std::uint64_t length, LockMode mode) {
        struct flock range{};
        range.l_type = static_cast<short>(mode == LockMode::kUnlock   ? F_UNLCK
                                          : mode == LockMode::kShared ? F_RDLCK
                                                                      : F_WRLCK);
        range.l_whence = SEEK_SET;
        range.l_start = static_cast<off_t>(offset);
        range.l_len = static_cast<off_t>(length);
        return range;
    }

    // Grows the file to at least `size` bytes with room on the disk behind each: memory mapped on a
    // hole ends the program with SIGBUS where the disk is full. Never shrinks what another process
    // has grown meanwhile, as ftruncate() would.
    Status reserve(std::uint64_t size) {
        SEOGO_ASSIGN(const std::uint64_t length, this->size());
        if (length >= size) return ok_status();
        int code = EINTR;
        while (code == EINTR) {
            code = ::posix_fallocate(descriptor_.number(), static_cast<off_t>(length),
                                     static_cast<off_t>(size - length));
        }
        return code == 0 ? ok_status() : Status(posix_error(path_, code));
    }

    struct SharedMap {
        std::uint64_t offset;
        std::span<std::byte> bytes;
    };

    Descriptor descriptor_;
    Path path_;
    std::vector<SharedMap> maps_;
};

class MappedBytes final : public Mapping {
public:
    explicit MappedBytes(std::span<std::byte> bytes) : bytes_(bytes) {}
    MappedBytes(const MappedBytes&) = delete;
    MappedBytes& operator=(const MappedBytes&) = delete;
    ~MappedBytes() override { ::munmap(bytes_.data(), bytes_.size()); }
    std::span<const std::byte> bytes() const override { return bytes_; }

private:
    std::span<std::byte> bytes_;
};

class ReadBytes final : public Mapping {
public:
    explicit ReadBytes(std::size_t size)
        : bytes_(std::make_unique_for_overwrite<std::byte[]>(size)), size_(size) {}
    std::span<const std::byte> bytes() const override { return {bytes_.get(), size_}; }
    std::span<std::byte> room() { return {bytes_.get(), size_}; }
    void cut(std::size_t size) { size_ = size; }

private:
    std::unique_ptr<std::byte[]> bytes_;
    std::size_t size_;
};

// Mapped pages that cannot be read (the file shrank, the disk is dying) end the program with
// SIGBUS. Up to this size a file is read instead, and the same fault is an Error.
constexpr std::size_t kReadInsteadMax = std::size_t{32} << 20;

int open_flags(OpenMode mode) {
    // O_NONBLOCK: a FIFO planted under a file's name must not hang the program.
    constexpr int kCommon = O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    switch (mode) {
        case OpenMode::kRead:
            return kCommon | O_RDONLY;
        case OpenMode::kReadWrite:
            return kCommon | O_RDWR;
        case OpenMode::kCreate:
            return kCommon | O_RDWR | O_CREAT | O_NOFOLLOW;
        case OpenMode::kCreateNew:
            return kCommon | O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
    }
    return kCommon | O_RDONLY;
}

FileType type_from(mode_t mode) {
    if (S_ISREG(mode)) return FileType::kFile;
    if (S_ISDIR(mode)) return FileType::kFolder;
    if (S_ISLNK(mode)) return FileType::kSymlink;
    return FileType::kOther;
}

// Descriptor of the file, or -1 with errno. A file that it makes has mode 0600 whatever the umask.
int open_or_make(const Path& path, OpenMode mode) {
    const auto opened = [&](int flags) {
        return retried([&] { return ::open(path.c_str(), flags, 0600); });
    };
    if (mode == OpenMode::kRead || mode == OpenMode::kReadWrite) return opened(open_flags(mode));
    const int make = open_flags(OpenMode::kCreateNew);
    for (int attempt = 0;; ++attempt) {
        if (mode == OpenMode::kCreate) {
            const int number = opened(make & ~(O_CREAT | O_EXCL));
            if (number >= 0 || errno != ENOENT) return number;
        }
        const int number = opened(make);
        if (number >= 0) {
            if (::fchmod(number, 0600) == 0) return number;
            const int code = errno;
            ::close(number);
            errno = code;
            return -1;
        }
        // Made by another just now: open that one. A name that comes and goes is not chased.
        if (mode == OpenMode::kCreateNew || errno != EEXIST || attempt == 8) return -1;
    }
}

class PosixFileSystem final : public FileSystem {
public:
    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override {
        const int number = open_or_make(path, mode);
        if (number < 0) return posix_error(path, errno);
        auto file = std::make_unique<PosixFile>(number, path);
        struct stat info{};
        if (::fstat(number, &info) != 0) return posix_error(path, errno);
        if (!S_ISREG(info.st_mode)) return not_regular(path);
        return std::unique_ptr<File>(std::move(file));
    }

    Result<std::unique_ptr<Mapping>> map(const Path& path) override {
        const Descriptor descriptor(
            retried([&] { return ::open(path.c_str(), open_flags(OpenMode::kRead)); }));
        if (!descriptor.open()) return posix_error(path, errno);
        struct stat info{};
        if (::fstat(descriptor.number(), &info) != 0) return posix_error(path, errno);
        if (!S_ISREG(info.st_mode)) return not_regular(path);
        const auto size = static_cast<std::size_t>(info.st_size);
        if (size <= kReadInsteadMax) return read_whole(descriptor, path, size);
        void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
        if (memory == MAP_FAILED) return posix_error(path, errno);
        return std::unique_ptr<Mapping>(new MappedBytes({static_cast<std::byte*>(memory), size}));
    }

    Result<FileInfo> info(const Path& path) override {
        struct stat found{};
        if (::lstat(path.c_str(), &found) != 0) return posix_error(path, errno);
        FileInfo info;
        info.type = type_from(found.st_mode);
        info.size = static_cast<std::uint64_t>(found.st_size);
        info.mode = found.st_mode & 07777;
        info.modified_ns =
            std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
        info.device = found.st_dev;
        info.inode = found.st_ino;
        return info;
    }

    Result<std::vector<std::string>> list(const Path& folder) override {
        std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
        if (!stream) return posix_error(folder, errno);
        std::vector<std::string> names;
        errno = 0;
        while (const dirent* entry = ::readdir(stream.get())) {
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") names.emplace_back(name);
            errno = 0;
        }
        if (errno != 0) return posix_error(folder, errno);
        std::sort(names.begin(), names.end());
        return names;
    }

    Status make_folders(const Path& folder) override {
        Path so_far;
        for (const auto& part : folder) {
            so_far /= part;
            if (::mkdir(so_far.c_str(), 0700) == 0) {
                // A umask can only have taken rights of the owner's away.
                if (::chmod(so_far.c_str(), 0700) != 0) return posix_error(so_far, errno);
                continue;
            }
            if (errno == EEXIST || errno == EISDIR) continue;
            struct stat found{};  // a parent on a read-only disk may be there all the same
            const int code = errno;
            if (::stat(so_far.c_str(), &found) != 0) return posix_error(so_far, code);
        }
        struct stat found{};
        if (!folder.empty() && ::stat(folder.c_str(), &found) != 0)
            return posix_error(folder, errno);
        if (!folder.empty() && !S_ISDIR(found.st_mode)) return posix_error(folder, ENOTDIR);
        return ok_status();
    }

    Status remove(const Path& path) override {
        return ::remove(path.c_str()) ? Status(posix_error(path, errno)) : ok_status();
    }

    Status rename(const Path& from, const Path& to) override {
        const int failed = ::rename(from.c_str(), to.c_str());
        return failed ? Status(posix_error(from.string() + " -> " + to.string(), errno))
                      : ok_status();
    }

    Status sync_folder(const Path& folder) override {
        const Descriptor descriptor(
            retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
        if (!descriptor.open()) return posix_error(folder, errno);
        const int failed = retried([&] { return ::fsync(descriptor.number()); });
        if (failed == 0 || errno == EINVAL) return ok_status();  // EINVAL: keeps no such thing
        return posix_error(folder, errno);
    }

private:
    static Result<std::unique_ptr<Mapping>> read_whole(const Descriptor& descriptor,
                                                       const Path& path, std::size_t size) {
        auto bytes = std::make_unique<ReadBytes>(size);
        SEOGO_ASSIGN(const std::size_t count,
                     read_from(descriptor.number(), 0, bytes->room(), path));
        bytes->cut(count);
        return std::unique_ptr<Mapping>(std::move(bytes));
    }
};

}  // namespace

FileSystem& real_files() {
    static PosixFileSystem files;
    return files;
}

}  // namespace seogo::base
