// Makes and checks the archive folder, removes trees, and takes the writer's lock.
#include "store/archive_folder.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <thread>
#include <vector>

namespace seogo::store {
namespace {

constexpr std::int64_t kFirstWaitMs = 1, kLongestWaitMs = 50;
constexpr std::size_t kHolderBytesMax = 200;

// Who holds the lock, for the message of the one that waited in vain.
std::string holder_of(base::File& file) {
    std::string text(kHolderBytesMax, '\0');
    const auto count = file.read_at(0, std::as_writable_bytes(std::span(text)));
    text.resize(count.ok() ? count.value() : 0);
    text.resize(std::min(text.find('\n'), text.size()));
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' '; });
    return plain && !text.empty() ? text : "a process that did not say which";
}

void sign(base::File& file, base::Clock& clock) {
    const std::string text =
        "process " + std::to_string(::getpid()) + " since " + base::iso_time(clock.now_ms()) + "\n";
    // For people only: a disk that is full must not keep anybody from removing things.
    (void)file.truncate(0).ok();
    (void)file.write_at(0, std::as_bytes(std::span(text))).ok();
}

// Folders that gain a name when `folder` is made: the parents of each part that is missing.
Result<std::vector<base::Path>> parents_to_sync(base::FileSystem& files, base::Path folder) {
    std::vector<base::Path> parents;
    while (!folder.empty()) {
        SEOGO_ASSIGN(const bool there, is_there(files, folder));
        if (there) break;
        base::Path parent = folder.parent_path();
        parents.push_back(parent.empty() ? base::Path(".") : parent);
        if (parent == folder) break;
        folder = std::move(parent);
    }
    return parents;
}

}  // namespace

Result<bool> is_there(base::FileSystem& files, const base::Path& path) {
    const auto info = files.info(path);
    if (info.ok()) return true;
    if (info.error().kind == ErrorKind::kNotFound) return false;
    return Error(info.error());
}

Result<std::string> read_plain_file(base::FileSystem& files, const base::Path& path) {
    SEOGO_ASSIGN(const auto info, files.info(path));
    if (info.type == base::FileType::kSymlink) {
        return Error{ErrorKind::kRefused, path.string() + ": a symlink, not followed"};
    }
    return base::read_file(files, path);
}

Status check_folders(base::FileSystem& files, const base::Path& archive) {
    for (const char* name : {kBlobsName, kJournalName, kIndexName}) {
        const auto info = files.info(archive / name);
        if (!info.ok() && info.error().kind == ErrorKind::kNotFound) continue;
        if (!info.ok()) return Error(info.error());
        if (info.value().type != base::FileType::kFolder) {
            return Error{ErrorKind::kRefused, (archive / name).string() + ": not a plain folder"};
        }
    }
    return ok_status();
}

Status make_archive_folders(base::FileSystem& files, const base::Path& archive) {
    SEOGO_ASSIGN(const auto parents, parents_to_sync(files, archive));
    SEOGO_TRY(files.make_folders(archive));
    for (const base::Path& parent : parents) {
        SEOGO_TRY(files.sync_folder(parent));
    }
    SEOGO_TRY(check_folders(files, archive));
    for (const char* name : {kBlobsName, kJournalName, kIndexName}) {
        SEOGO_TRY(files.make_folders(archive / name));
    }
    return files.sync_folder(archive);
}

Status remove_tree(base::FileSystem& files, const base::Path& path) {
    const auto info = files.info(path);
    if (!info.ok() && info.error().kind == ErrorKind::kNotFound) return ok_status();
    if (!info.ok()) return Error(info.error());
    if (info.value().type == base::FileType::kFolder) {
        SEOGO_ASSIGN(const auto names, files.list(path));
        for (const std::string& name : names) {
            SEOGO_TRY(remove_tree(files, path / name));
        }
    }
    return files.remove(path);
}

Result<WriterLock> WriterLock::acquire(base::FileSystem& files, const base::Path& archive,
                                       base::Clock& clock, std::int64_t busy_wait_ms) {
    SEOGO_ASSIGN(auto file, files.open(archive / kLockName, base::OpenMode::kCreate));
    // What was slept is counted, not what a clock says: it may be set back meanwhile.
    std::int64_t waited_ms = 0;
    for (std::int64_t wait_ms = kFirstWaitMs;; wait_ms = std::min(2 * wait_ms, kLongestWaitMs)) {
        SEOGO_ASSIGN(const bool held, file->lock(0, 1, base::LockMode::kExclusive));
        if (held) break;
        if (waited_ms >= busy_wait_ms) {
            return Error{
                ErrorKind::kBusy,
                archive.string() + ": another writer holds the archive: " + holder_of(*file)};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
        waited_ms += wait_ms;
    }
    sign(*file, clock);
    return WriterLock(std::move(file));
}

}  // namespace seogo::store
