// The calls of FaultyFileSystem and of its open files: count, fail where told, else act.
#include "support/faulty_file_system.h"

#include <algorithm>

#include "support/memory_disk.h"

namespace seogo::testing {
namespace {

using base::File;
using base::FileInfo;
using base::LockMode;
using base::OpenMode;
using base::Path;
using Effect = MemoryDisk::Effect;
using Guard = std::lock_guard<std::mutex>;

Error io_error(const Path& path, std::string_view reason) {
    return {ErrorKind::kIo, path.string() + ": " + std::string(reason)};
}

Error no_space(const Path& path) {
    return {ErrorKind::kNoSpace, path.string() + ": No space left on device"};
}

bool conflicts(const HeldLock& held, const HeldLock& asked) {
    return held.owner != asked.owner && held.begin < asked.end && asked.begin < held.end &&
           (held.mode == LockMode::kExclusive || asked.mode == LockMode::kExclusive);
}

// The range of `length` bytes from `begin`, cut at the largest offset.
HeldLock lock_of(std::uint64_t owner, std::uint64_t begin, std::uint64_t length, LockMode mode) {
    SEOGO_CHECK(length > 0);
    return {owner, begin,
            std::max(begin, begin + length) > begin ? begin + length : ~std::uint64_t{0}, mode};
}

// Takes the range out of what its owner holds; a lock around it falls in two.
void release(std::vector<HeldLock>& locks, const HeldLock& range) {
    std::vector<HeldLock> left;
    for (const HeldLock& held : locks) {
        if (held.owner != range.owner || held.end <= range.begin || range.end <= held.begin) {
            left.push_back(held);
            continue;
        }
        if (held.begin < range.begin)
            left.push_back({held.owner, held.begin, range.begin, held.mode});
        if (range.end < held.end) left.push_back({held.owner, range.end, held.end, held.mode});
    }
    locks = std::move(left);
}

class MemoryMapping final : public base::Mapping {
public:
    MemoryMapping(std::shared_ptr<MemoryDisk> disk, std::shared_ptr<const std::string> bytes)
        : disk_(std::move(disk)), bytes_(std::move(bytes)) {}
    ~MemoryMapping() override {
        const Guard guard(disk_->mutex);  // a writer asks whether the bytes are shared
        bytes_.reset();
    }
    std::span<const std::byte> bytes() const override { return std::as_bytes(std::span(*bytes_)); }

private:
    std::shared_ptr<MemoryDisk> disk_;
    std::shared_ptr<const std::string> bytes_;
};

class OpenFile final : public File {
public:
    OpenFile(std::shared_ptr<MemoryDisk> disk, NodePtr node, Path path, bool writable)
        : disk_(std::move(disk)),
          node_(std::move(node)),
          path_(std::move(path)),
          writable_(writable),
          owner_(++disk_->owners),
          life_(disk_->lives) {}

    ~OpenFile() override {
        const Guard guard(disk_->mutex);
        std::erase_if(node_->locks, [&](const HeldLock& held) { return held.owner == owner_; });
        node_.reset();
    }

    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("read_at", Effect::kReads));
        return node_->file.read(offset, out);
    }

    Status write_at(std::uint64_t offset, std::span<const std::byte> bytes) override {
        const Guard guard(disk_->mutex);
        const Status entered = enter("write_at", Effect::kChanges);
        if (!entered.ok()) {
            if (tears()) (void)write_what_fits(offset, bytes.first(bytes.size() / 2));
            return entered;
        }
        return write_what_fits(offset, bytes) ? ok_status() : Status(no_space(path_));
    }

    Status truncate(std::uint64_t size) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("truncate", Effect::kChanges));
        if (size > node_->file.size() && size - node_->file.size() > room()) return no_space(path_);
        node_->file.resize(size);
        node_->modified_ns = disk_->tick();
        return ok_status();
    }

    Result<std::uint64_t> size() override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("size", Effect::kReads));
        return node_->file.size();
    }

    Status set_mode(std::uint32_t mode) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(disk_->enter("set_mode", path_, Effect::kChanges));
        SEOGO_TRY(alive());
        node_->mode = mode & 07777;
        return ok_status();
    }

    Status sync() override {
        const Guard guard(disk_->mutex);
        // Not counted as a change: a disk that is read-only has nothing to sync and says so.
        const bool dying = disk_->has_failed && disk_->after_fault == AfterFault::kWritesFail;
        const Status entered =
            disk_->enter("sync", path_, dying ? Effect::kChanges : Effect::kReads);
        if (!entered.ok()) {
            if (tears()) node_->file.sync_failed();
            return entered;
        }
        SEOGO_TRY(alive());
        node_->file.sync();
        return ok_status();
    }

    Result<bool> lock(std::uint64_t offset, std::uint64_t length, LockMode mode) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("lock", Effect::kReads));
        if (mode == LockMode::kExclusive && !writable_)
            return io_error(path_, "Bad file descriptor");
        const HeldLock asked = lock_of(owner_, offset, length, mode);
        auto& locks = node_->locks;
        if (mode != LockMode::kUnlock &&
            std::any_of(locks.begin(), locks.end(),
                        [&](const HeldLock& held) { return conflicts(held, asked); })) {
            return false;
        }
        release(locks, asked);
        if (mode != LockMode::kUnlock) locks.push_back(asked);
        return true;
    }

    Result<bool> is_locked(std::uint64_t offset, std::uint64_t length) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("is_locked", Effect::kReads));
        const HeldLock asked = lock_of(owner_, offset, length, LockMode::kExclusive);
        return std::any_of(node_->locks.begin(), node_->locks.end(),
                           [&](const HeldLock& held) { return conflicts(held, asked); });
    }

    Result<std::byte*> map_shared(std::uint64_t offset, std::size_t size) override {
        const Guard guard(disk_->mutex);
        SEOGO_TRY(enter("map_shared", Effect::kReads));
        if (!writable_) return io_error(path_, "Permission denied");
        const std::uint64_t end = offset + size;
        if (end > node_->file.size()) {
            if (disk_->is_read_only) return io_error(path_, "Read-only file system");
            if (end - node_->file.size() > room()) return no_space(path_);
        }
        std::byte* memory = node_->file.shared(offset, size);
        if (memory == nullptr) return io_error(path_, "Cannot allocate memory");
        return memory;
    }

private:
    Status alive() const {
        return life_ == disk_->lives ? ok_status()
                                     : Status(io_error(path_, "was open when power was lost"));
    }
    Status enter(std::string_view call, Effect effect) {
        SEOGO_TRY(disk_->enter(call, path_, effect));
        SEOGO_TRY(alive());
        if (effect == Effect::kChanges && !writable_) return io_error(path_, "Bad file descriptor");
        return ok_status();
    }
    bool tears() const { return disk_->torn && writable_ && life_ == disk_->lives; }

    std::uint64_t room() const {
        if (disk_->capacity == ~std::uint64_t{0}) return disk_->capacity;
        return disk_->capacity - std::min(disk_->capacity, disk_->used());
    }

    // Answers whether all bytes found room.
    bool write_what_fits(std::uint64_t offset, std::span<const std::byte> bytes) {
        std::uint64_t fits = bytes.size();
        const std::uint64_t size = node_->file.size();
        if (offset + bytes.size() > size) {
            const std::uint64_t free = room();
            const std::uint64_t end = free > ~size ? ~std::uint64_t{0} : size + free;
            fits = std::min<std::uint64_t>(fits, end > offset ? end - offset : 0);
        }
        node_->file.write(offset, bytes.first(static_cast<std::size_t>(fits)));
        node_->modified_ns = disk_->tick();
        return fits == bytes.size();
    }

    std::shared_ptr<MemoryDisk> disk_;
    NodePtr node_;
    Path path_;
    bool writable_;
    std::uint64_t owner_;
    std::uint64_t life_;
};

void add_paths(const MemoryNode& folder, const Path& at, std::vector<Path>& out) {
    for (const auto& [name, node] : folder.names) {
        if (node->is_folder) {
            add_paths(*node, at / name, out);
        } else {
            out.push_back(at / name);
        }
    }
}

// True where `folder` is `node` or lies below it.
bool holds(const MemoryNode& node, const MemoryNode* folder) {
    if (&node == folder) return true;
    return std::any_of(node.names.begin(), node.names.end(),
                       [&](const auto& child) { return holds(*child.second, folder); });
}

// Makes at most `folders_max` of the missing folders on the path.
Status make_missing(MemoryDisk& disk, const Path& folder, std::size_t folders_max) {
    Path so_far;
    for (const auto& part : folder) {
        so_far /= part;
        SEOGO_ASSIGN(const Place place, disk.find(so_far));
        if (place.node) continue;
        if (folders_max-- == 0) return ok_status();
        disk.name(place, disk.make_node(/*is_folder=*/true));
    }
    SEOGO_ASSIGN(const Place made, disk.find(folder));
    if (!made.node->is_folder) {
        return Error{ErrorKind::kNotFound, folder.string() + ": Not a directory"};
    }
    return ok_status();
}

}  // namespace

FaultyFileSystem::FaultyFileSystem() : disk_(std::make_shared<MemoryDisk>()) {}

FaultyFileSystem::~FaultyFileSystem() = default;

FaultyFileSystem FaultyFileSystem::clone() const {
    const Guard guard(disk_->mutex);
    FaultyFileSystem copy;
    copy.disk_ = disk_->clone();
    return copy;
}

void FaultyFileSystem::fail_call(std::uint64_t k, ErrorKind kind, AfterFault after) {
    SEOGO_CHECK(k > 0);
    const Guard guard(disk_->mutex);
    disk_->fails_at = disk_->calls + k;
    disk_->fault_kind = kind;
    disk_->after_fault = after;
    disk_->has_failed = false;
    disk_->failed_call.clear();
}

bool FaultyFileSystem::failed() const {
    const Guard guard(disk_->mutex);
    return disk_->has_failed;
}

std::string FaultyFileSystem::failed_call() const {
    const Guard guard(disk_->mutex);
    return disk_->failed_call;
}

std::uint64_t FaultyFileSystem::calls() const {
    const Guard guard(disk_->mutex);
    return disk_->calls;
}

void FaultyFileSystem::lose_power(std::optional<std::uint64_t> seed) {
    const Guard guard(disk_->mutex);
    disk_->lose_power(seed);
}

void FaultyFileSystem::drop_unsynced() { lose_power(std::nullopt); }

void FaultyFileSystem::drop_unsynced(std::uint64_t seed) { lose_power(seed); }

void FaultyFileSystem::flip_bit(const Path& path, std::uint64_t byte, unsigned bit) {
    const Guard guard(disk_->mutex);
    const auto place = disk_->find(path);
    SEOGO_CHECK(place.ok() && place.value().node && !place.value().node->is_folder);
    place.value().node->file.flip_bit(byte, bit);
}

void FaultyFileSystem::capacity(std::uint64_t bytes) {
    const Guard guard(disk_->mutex);
    disk_->capacity = bytes;
}

std::uint64_t FaultyFileSystem::used() const {
    const Guard guard(disk_->mutex);
    return disk_->used();
}

void FaultyFileSystem::read_only(bool on) {
    const Guard guard(disk_->mutex);
    disk_->is_read_only = on;
}

std::vector<Path> FaultyFileSystem::paths() const {
    const Guard guard(disk_->mutex);
    std::vector<Path> out;
    add_paths(*disk_->root, "/", out);
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::unique_ptr<File>> FaultyFileSystem::open(const Path& path, OpenMode mode) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(
        disk_->enter("open", path, mode == OpenMode::kRead ? Effect::kReads : Effect::kChanges));
    SEOGO_ASSIGN(Place place, disk_->find(path));
    if (place.node && mode == OpenMode::kCreateNew) {
        return Error{ErrorKind::kBadInput, path.string() + ": File exists"};
    }
    if (place.node && place.node->is_folder) {
        return Error{ErrorKind::kBadFile, path.string() + ": not a regular file"};
    }
    if (!place.node) {
        if (mode == OpenMode::kRead || mode == OpenMode::kReadWrite) {
            return Error{ErrorKind::kNotFound, path.string() + ": No such file or directory"};
        }
        place.node = disk_->make_node(/*is_folder=*/false);
        disk_->name(place, place.node);
    }
    return std::unique_ptr<File>(
        new OpenFile(disk_, place.node, path, /*writable=*/mode != OpenMode::kRead));
}

Result<std::unique_ptr<base::Mapping>> FaultyFileSystem::map(const Path& path) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(disk_->enter("map", path, Effect::kReads));
    SEOGO_ASSIGN(const Place place, disk_->find(path));
    if (!place.node) {
        return Error{ErrorKind::kNotFound, path.string() + ": No such file or directory"};
    }
    if (place.node->is_folder) {
        return Error{ErrorKind::kBadFile, path.string() + ": not a regular file"};
    }
    return std::unique_ptr<base::Mapping>(new MemoryMapping(disk_, place.node->file.snapshot()));
}

Result<FileInfo> FaultyFileSystem::info(const Path& path) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(disk_->enter("info", path, Effect::kReads));
    SEOGO_ASSIGN(const Place place, disk_->find(path));
    if (!place.node) {
        return Error{ErrorKind::kNotFound, path.string() + ": No such file or directory"};
    }
    FileInfo info;
    info.type = place.node->is_folder ? base::FileType::kFolder : base::FileType::kFile;
    info.size = place.node->file.size();
    info.mode = place.node->mode;
    info.modified_ns = place.node->modified_ns;
    info.device = 1;
    info.inode = place.node->number;
    return info;
}

Result<std::vector<std::string>> FaultyFileSystem::list(const Path& folder) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(disk_->enter("list", folder, Effect::kReads));
    SEOGO_ASSIGN(const Place place, disk_->find(folder));
    if (!place.node || !place.node->is_folder) {
        return Error{ErrorKind::kNotFound, folder.string() + ": No such directory"};
    }
    std::vector<std::string> names;
    for (const auto& [name, node] : place.node->names)
        names.push_back(name);
    return names;
}

Status FaultyFileSystem::make_folders(const Path& folder) {
    const Guard guard(disk_->mutex);
    const auto there = disk_->find(folder);
    const bool exists = folder.empty() || (there.ok() && there.value().node);
    const Status entered =
        disk_->enter("make_folders", folder, exists ? Effect::kReads : Effect::kChanges);
    if (!entered.ok()) {
        if (disk_->torn) (void)make_missing(*disk_, folder, 1).ok();
        return entered;
    }
    return folder.empty() ? ok_status() : make_missing(*disk_, folder, folder.native().size());
}

Status FaultyFileSystem::remove(const Path& path) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(disk_->enter("remove", path, Effect::kChanges));
    SEOGO_ASSIGN(const Place place, disk_->find(path));
    if (!place.node) {
        return Error{ErrorKind::kNotFound, path.string() + ": No such file or directory"};
    }
    if (!place.folder) return io_error(path, "Device or resource busy");
    if (!place.node->names.empty()) return io_error(path, "Directory not empty");
    disk_->name(place, nullptr);
    return ok_status();
}

Status FaultyFileSystem::rename(const Path& from, const Path& to) {
    const Guard guard(disk_->mutex);
    SEOGO_TRY(disk_->enter("rename", from, Effect::kChanges));
    SEOGO_ASSIGN(const Place source, disk_->find(from));
    SEOGO_ASSIGN(const Place target, disk_->find(to));
    if (!source.node) {
        return Error{ErrorKind::kNotFound, from.string() + ": No such file or directory"};
    }
    if (source.node == target.node) return ok_status();
    if (!source.folder || !target.folder) return io_error(from, "Device or resource busy");
    if (source.node->is_folder && holds(*source.node, target.folder.get())) {
        return io_error(from, "Invalid argument");
    }
    if (target.node && holds(*target.node, source.folder.get())) {
        return io_error(to, "Directory not empty");
    }
    if (target.node && target.node->is_folder && !source.node->is_folder) {
        return Error{ErrorKind::kBadFile, to.string() + ": Is a directory"};
    }
    if (target.node && !target.node->is_folder && source.node->is_folder) {
        return Error{ErrorKind::kNotFound, to.string() + ": Not a directory"};
    }
    if (target.node && !target.node->names.empty()) return io_error(to, "Directory not empty");
    disk_->move(source, target);
    return ok_status();
}

Status FaultyFileSystem::sync_folder(const Path& folder) {
    const Guard guard(disk_->mutex);
    const bool dying = disk_->has_failed && disk_->after_fault == AfterFault::kWritesFail;
    const Status entered =
        disk_->enter("sync_folder", folder, dying ? Effect::kChanges : Effect::kReads);
    if (!entered.ok() && !disk_->torn) return entered;
    SEOGO_ASSIGN(const Place place, disk_->find(folder));
    if (!place.node || !place.node->is_folder) {
        return Error{ErrorKind::kNotFound, folder.string() + ": No such directory"};
    }
    const std::size_t changes = disk_->unsynced_names.size();
    disk_->settle(place.node.get(), entered.ok() ? changes : changes / 2);
    return entered;
}

}  // namespace seogo::testing
