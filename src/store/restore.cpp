// Unpacks a backup beside the archive, verifies it, and lets it take the archive's place.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <vector>

#include "base/hash.h"
#include "store/archive_folder.h"
#include "store/backup.h"
#include "store/row_writer.h"
#include "store/settling.h"
#include "store/store.h"
#include "store/tar.h"

namespace seogo::store {
namespace {

using base::Path;

constexpr std::uint64_t kManifestBytesMax = std::uint64_t{1} << 28;

Error bad(const Path& file, std::string_view what) {
    return {ErrorKind::kBadFile, file.string() + ": " + std::string(what)};
}

bool is_segment_name(std::string_view name) {
    return name.ends_with(".segment") && name.size() > 8 &&
           std::all_of(name.begin(), name.end(),
                       [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.';
                       }) &&
           name.front() != '.';
}

// Names that a backup may hold: exactly those that write_backup() gives, so no path can lead out.
bool is_own_name(std::string_view name) {
    if (name == kDatabaseName) return true;
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return false;
    const std::string_view folder = name.substr(0, slash), rest = name.substr(slash + 1);
    std::int64_t seq = 0;
    if (folder == kJournalName) return parse_change_name(rest, seq);
    if (folder == kIndexName) return is_segment_name(rest);
    return folder == kBlobsName && rest.size() > 3 && is_blob_hash(rest.substr(3)) &&
           rest.substr(0, 3) == std::string(rest.substr(3, 2)) + "/";
}

struct Listed {
    std::uint64_t checksum = 0, size = 0;
};

// "<checksum, 16 hex digits> <size> <name>" a line, after a first line that says what this is.
Result<std::map<std::string, Listed>> parse_manifest(const Path& file, std::string_view text) {
    if (!text.starts_with(kManifestHead)) return bad(file, "no backup of this version of Seogo");
    text.remove_prefix(kManifestHead.size());
    std::map<std::string, Listed> listed;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return bad(file, "its manifest is cut short");
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const std::size_t first = line.find(' ');
        const std::size_t second = line.find(' ', first + 1);
        if (first != 16 || second == std::string_view::npos)
            return bad(file, "its manifest is odd");
        Listed entry;
        const char* const begin = line.data();
        const auto sum = std::from_chars(begin, begin + first, entry.checksum, 16);
        const auto size = std::from_chars(begin + first + 1, begin + second, entry.size, 10);
        if (sum.ptr != begin + first || size.ptr != begin + second) {
            return bad(file, "its manifest is odd");
        }
        if (!listed.emplace(line.substr(second + 1), entry).second) {
            return bad(file, "its manifest names a file twice");
        }
    }
    return listed;
}

struct Packed {
    std::vector<TarReader::Entry> entries;
    std::map<std::string, Listed> listed;
};

Result<std::string> read_entry(base::File& file, const TarReader::Entry& entry) {
    std::string bytes(static_cast<std::size_t>(entry.size), '\0');
    SEOGO_ASSIGN(const std::size_t count,
                 file.read_at(entry.begin, std::as_writable_bytes(std::span(bytes))));
    bytes.resize(count);
    return bytes;
}

// All entries by their headers, each named by the manifest, and nothing named that is not there.
Result<Packed> scan(const Path& path, base::File& file) {
    Packed packed;
    TarReader tar(file);
    std::optional<TarReader::Entry> manifest;
    while (true) {
        auto entry = tar.next();
        if (!entry.ok()) return std::move(entry).error().in(path.string());
        if (!entry.value()) break;
        if (manifest) return bad(path, "goes on after its manifest");
        if (entry.value()->name == kManifestName) {
            manifest = *entry.value();
        } else if (is_own_name(entry.value()->name)) {
            packed.entries.push_back(*std::move(entry).value());
        } else {
            return bad(path, "holds a file of a foreign name");
        }
    }
    if (!manifest) return bad(path, "no backup: it has no manifest");
    if (manifest->size > kManifestBytesMax) return bad(path, "its manifest is too large");
    SEOGO_ASSIGN(const std::string text, read_entry(file, *manifest));
    SEOGO_ASSIGN(packed.listed, parse_manifest(path, text));
    std::set<std::string> names;
    for (const auto& entry : packed.entries) {
        const auto found = packed.listed.find(entry.name);
        if (found == packed.listed.end() || found->second.size != entry.size ||
            !names.insert(entry.name).second) {
            return bad(path, entry.name + " is not what the manifest says");
        }
    }
    if (names.size() != packed.listed.size()) return bad(path, "lacks files of its manifest");
    if (!names.contains(kDatabaseName)) return bad(path, "holds no database");
    return packed;
}

Status unpack_entry(base::FileSystem& files, const Path& tar_path, base::File& tar,
                    const TarReader::Entry& entry, const Listed& listed, const Path& to) {
    SEOGO_ASSIGN(const auto out, files.open(to, base::OpenMode::kCreateNew));
    RunningChecksum checksum;
    std::vector<std::byte> buffer(RunningChecksum::kPieceBytes);
    for (std::uint64_t at = 0; at < entry.size; at += buffer.size()) {
        const auto size =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), entry.size - at));
        const auto piece = std::span(buffer).first(size);
        SEOGO_ASSIGN(const std::size_t count, tar.read_at(entry.begin + at, piece));
        if (count != size) return bad(tar_path, "cut short");
        checksum.add(piece);
        SEOGO_TRY(out->write_at(at, piece));
    }
    if (checksum.value() != listed.checksum) {
        return bad(tar_path, entry.name + ": its checksum disagrees");
    }
    return out->sync();
}

Status unpack(base::FileSystem& files, const Path& tar_path, base::File& tar, const Packed& packed,
              const Path& folder) {
    std::set<Path> folders = {folder, folder / kJournalName, folder / kBlobsName,
                              folder / kIndexName};
    for (const Path& one : folders)
        SEOGO_TRY(files.make_folders(one));
    for (const auto& entry : packed.entries) {
        const Path to = folder / entry.name;
        if (folders.insert(to.parent_path()).second) {
            SEOGO_TRY(files.make_folders(to.parent_path()));
        }
        SEOGO_TRY(unpack_entry(files, tar_path, tar, entry, packed.listed.at(entry.name), to));
    }
    for (const Path& one : folders)
        SEOGO_TRY(files.sync_folder(one));
    return ok_status();
}

Status check_segments(base::FileSystem& files, const Path& folder, Store& store) {
    SEOGO_ASSIGN(const auto snapshot, store.read());
    SEOGO_ASSIGN(const auto rows, snapshot->segments());
    for (const SegmentRow& row : rows) {
        if (row.name == kLostSegmentName) continue;
        if (!is_segment_name(row.name)) return bad(folder, "names a segment oddly");
        SEOGO_ASSIGN(const auto bytes, read_plain_file(files, folder / kIndexName / row.name));
        if (base::checksum(bytes) != row.checksum) {
            return bad(folder / kIndexName / row.name, "its checksum disagrees");
        }
    }
    return ok_status();
}

// The unpacked archive verifies clean, and nothing of that check is left in it.
Status check_clean(base::FileSystem& files, const Path& tar_path, const Path& folder) {
    {
        SEOGO_ASSIGN(const auto store, Store::open(files, folder, {}));
        SEOGO_ASSIGN(const auto damage, store->verify());
        if (!damage.empty()) {
            return bad(tar_path,
                       "does not verify: " + damage.front().file + ": " + damage.front().message);
        }
        SEOGO_TRY(check_segments(files, folder, *store));
    }
    for (const char* name : {kLockName, "seogo.db-wal", "seogo.db-shm"}) {
        const Status removed = files.remove(folder / name);
        if (!removed.ok() && removed.error().kind != ErrorKind::kNotFound) return removed;
    }
    return files.sync_folder(folder);
}

Result<bool> holds_archive(base::FileSystem& files, const Path& folder) {
    SEOGO_ASSIGN(const bool database, is_there(files, folder / kDatabaseName));
    SEOGO_ASSIGN(const bool restored, is_there(files, folder / kRestoredName));
    SEOGO_ASSIGN(const auto journal, JournalFolder(files, folder).list());
    return database || restored || !journal.changes.empty();
}

Status unpack_and_swap(base::FileSystem& files, const Path& tar_path, base::File& tar,
                       const Packed& packed, const Path& folder) {
    const Path unpacked = folder / kUnpackingName;
    SEOGO_TRY(remove_tree(files, unpacked));
    Status ready = unpack(files, tar_path, tar, packed, unpacked);
    if (ready.ok()) ready = check_clean(files, tar_path, unpacked);
    if (!ready.ok()) {
        (void)remove_tree(files, unpacked).ok();  // litter: the next writer sweeps what stays
        return ready;
    }
    // From here on the backup is the archive: whoever opens it finishes the swap.
    SEOGO_TRY(files.rename(unpacked, folder / kRestoredName));
    SEOGO_TRY(files.sync_folder(folder));
    return finish_restore(files, folder);
}

}  // namespace

Status unpack_backup(base::FileSystem& files, const Path& file, const Path& folder) {
    SEOGO_ASSIGN(const auto tar, files.open(file, base::OpenMode::kRead));
    SEOGO_ASSIGN(const Packed packed, scan(file, *tar));
    return unpack(files, file, *tar, packed, folder);
}

Status Store::restore(base::FileSystem& files, const base::Path& file, const base::Path& folder,
                      bool replace) {
    SEOGO_ASSIGN(const auto tar, files.open(file, base::OpenMode::kRead));
    SEOGO_ASSIGN(const Packed packed, scan(file, *tar));
    const auto refuse_if_taken = [&]() -> Status {
        SEOGO_ASSIGN(const bool taken, holds_archive(files, folder));
        if (!taken || replace) return ok_status();
        return Error{ErrorKind::kRefused,
                     folder.string() + ": holds an archive already, which stays as it is"};
    };
    SEOGO_TRY(refuse_if_taken());
    SEOGO_TRY(make_archive_folders(files, folder));
    const Options defaults;
    SEOGO_ASSIGN(const auto lock,
                 WriterLock::acquire(files, folder, *defaults.clock, defaults.busy_wait_ms));
    SEOGO_TRY(finish_restore(files, folder));
    SEOGO_TRY(refuse_if_taken());  // another program may have been faster
    return unpack_and_swap(files, file, *tar, packed, folder);
}

}  // namespace seogo::store
