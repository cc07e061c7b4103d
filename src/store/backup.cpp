// Copies one snapshot's database, journal, blobs and segments into a tar file.
#include "store/backup.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>

#include "base/hash.h"
#include "store/row_writer.h"
#include "store/snapshot.h"
#include "store/tar.h"

namespace seogo::store {
namespace {

std::string manifest_line(std::string_view name, std::uint64_t size,
                          const RunningChecksum& checksum) {
    char head[48];
    std::snprintf(head, sizeof head, "%016llx %llu ",
                  static_cast<unsigned long long>(checksum.value()),
                  static_cast<unsigned long long>(size));
    return head + std::string(name) + "\n";
}

// Hidden, and with an end that no writer of an archive sweeps: the backup may be made inside one.
base::Path temporary_beside(const base::Path& file, std::string_view what) {
    static std::atomic<unsigned> number;
    const std::string name = "." + file.filename().string() + "." + std::string(what) + "-" +
                             std::to_string(::getpid()) + "-" + std::to_string(++number) +
                             ".unfinished";
    return file.parent_path() / name;
}

// Removes a file when it goes, unless it was kept.
class Litter {
public:
    Litter(base::FileSystem& files, base::Path path) : files_(files), path_(std::move(path)) {}
    Litter(const Litter&) = delete;
    Litter& operator=(const Litter&) = delete;
    ~Litter() {
        if (!kept_) (void)files_.remove(path_).ok();
    }
    const base::Path& path() const { return path_; }
    void keep() { kept_ = true; }

private:
    base::FileSystem& files_;
    base::Path path_;
    bool kept_ = false;
};

class BackupWriter {
public:
    BackupWriter(StoreCore& core, StoredSnapshot& snapshot, base::File& file,
                 std::int64_t modified_s)
        : core_(core), snapshot_(snapshot), tar_(file, modified_s) {}

    Status write(const base::Path& database_copy) {
        SEOGO_TRY(copy_database(database_copy));
        std::vector<std::pair<std::string, std::string>> segments;
        const Status read = read_segments(segments);
        if (!read.ok()) {  // damaged, or gone: the copy says so, and the index is made anew
            if (read.error().kind != ErrorKind::kBadFile &&
                read.error().kind != ErrorKind::kNotFound) {
                return read;
            }
            segments.clear();
            SEOGO_TRY(lose_segments(database_copy));
        }
        SEOGO_TRY(add_file(kDatabaseName, database_copy));
        SEOGO_TRY(add_journal());
        SEOGO_ASSIGN(const auto hashes, snapshot_.reader().blobs());
        for (const std::string& hash : hashes) {
            SEOGO_ASSIGN(const std::string bytes, core_.blobs().get(hash));
            SEOGO_TRY(add("blobs/" + hash.substr(0, 2) + "/" + hash, bytes));
        }
        for (const auto& [name, bytes] : segments) {
            SEOGO_TRY(add("index/" + name, bytes));
        }
        SEOGO_TRY(tar_.add(kManifestName, std::string(kManifestHead) + manifest_));
        return tar_.finish();
    }

private:
    Status copy_database(const base::Path& copy);
    Status lose_segments(const base::Path& copy);
    Status read_segments(std::vector<std::pair<std::string, std::string>>& segments);
    Status add_file(std::string_view name, const base::Path& path);
    Status add_journal();
    Status add(std::string_view name, std::string_view bytes);

    StoreCore& core_;
    StoredSnapshot& snapshot_;
    TarWriter tar_;
    std::string manifest_;
};

// All pages as the snapshot sees them, those of the log too.
Status BackupWriter::copy_database(const base::Path& copy) {
    SEOGO_ASSIGN(const auto target,
                 Connection::open(SqliteVfs::of(core_.files()), copy, Connection::Mode::kBuild, 0));
    sqlite3_backup* run =
        sqlite3_backup_init(target->handle(), "main", snapshot_.connection().handle(), "main");
    if (run == nullptr) return target->error(sqlite3_extended_errcode(target->handle()));
    const int code = sqlite3_backup_step(run, -1);
    const int finished = sqlite3_backup_finish(run);
    if (code != SQLITE_DONE) return snapshot_.connection().error(code);
    return finished == SQLITE_OK ? ok_status() : Status(target->error(finished));
}

Status BackupWriter::lose_segments(const base::Path& copy) {
    SEOGO_ASSIGN(const auto target,
                 Connection::open(SqliteVfs::of(core_.files()), copy, Connection::Mode::kBuild, 0));
    SEOGO_TRY(RowWriter(*target).lose_segments());
    return target->execute("PRAGMA journal_mode = WAL");  // as it was
}

Status BackupWriter::read_segments(std::vector<std::pair<std::string, std::string>>& segments) {
    SEOGO_ASSIGN(const auto rows, snapshot_.reader().segments());
    for (const SegmentRow& row : rows) {
        SEOGO_ASSIGN(std::string bytes,
                     read_plain_file(core_.files(), core_.folder() / kIndexName / row.name));
        if (base::checksum(bytes) != row.checksum) {
            return Error{ErrorKind::kBadFile, "index/" + row.name + ": its checksum disagrees"};
        }
        segments.emplace_back(row.name, std::move(bytes));
    }
    return ok_status();
}

Status BackupWriter::add_file(std::string_view name, const base::Path& path) {
    SEOGO_ASSIGN(const auto file, core_.files().open(path, base::OpenMode::kRead));
    SEOGO_ASSIGN(const std::uint64_t size, file->size());
    SEOGO_TRY(tar_.begin(name, size));
    RunningChecksum checksum;
    std::vector<std::byte> buffer(RunningChecksum::kPieceBytes);
    for (std::uint64_t at = 0; at < size; at += buffer.size()) {
        const auto piece = std::span(buffer).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size - at)));
        SEOGO_ASSIGN(const std::size_t count, file->read_at(at, piece));
        if (count != piece.size()) return Error{ErrorKind::kIo, path.string() + ": shrank"};
        checksum.add(piece);
        SEOGO_TRY(tar_.append(piece));
    }
    manifest_ += manifest_line(name, size, checksum);
    return ok_status();
}

Status BackupWriter::add(std::string_view name, std::string_view bytes) {
    RunningChecksum checksum;
    const auto all = std::as_bytes(std::span(bytes));
    for (std::size_t at = 0; at < all.size(); at += RunningChecksum::kPieceBytes) {
        checksum.add(all.subspan(at, std::min(RunningChecksum::kPieceBytes, all.size() - at)));
    }
    manifest_ += manifest_line(name, bytes.size(), checksum);
    return tar_.add(name, bytes);
}

// A change of this snapshot may wait for its lasting name still.
Status BackupWriter::add_journal() {
    const JournalFolder journal = core_.journal();
    RowReader rows = snapshot_.reader();
    SEOGO_ASSIGN(const std::int64_t last, rows.last_seq());
    for (std::int64_t seq = 1; seq <= last; ++seq) {
        SEOGO_ASSIGN(const auto checksum, rows.checksum_of_change(seq));
        if (!checksum) continue;
        auto read = journal.read(seq);
        if (!read.ok() && read.error().kind == ErrorKind::kNotFound) {
            read = journal.read_pending(pending_name(seq, *checksum));
            // Renamed between the two looks.
            if (!read.ok() && read.error().kind == ErrorKind::kNotFound) read = journal.read(seq);
        }
        if (!read.ok()) return std::move(read).error();
        if (read.value().checksum != *checksum) {
            return Error{ErrorKind::kBadFile,
                         journal.path_of(seq).string() + ": is not the change of the database"};
        }
        SEOGO_TRY(
            add("journal/" + std::to_string(seq) + ".change", encode_record(read.value().record)));
    }
    return ok_status();
}

}  // namespace

void RunningChecksum::add(std::span<const std::byte> piece) {
    const std::string_view bytes(reinterpret_cast<const char*>(piece.data()), piece.size());
    sum_ = sum_ * kFactor + base::checksum(bytes);
}

Status write_backup(const std::shared_ptr<StoreCore>& core, const base::Path& file) {
    base::FileSystem& files = core->files();
    const auto old = files.info(file);
    if (old.ok() && old.value().type != base::FileType::kFile) {
        return Error{ErrorKind::kRefused, file.string() + ": not a plain file, not replaced"};
    }
    SEOGO_ASSIGN(const auto snapshot, StoredSnapshot::begin(core));
    SEOGO_ASSIGN(const auto newest, snapshot->history(1));
    const std::int64_t modified_s = newest.empty() ? 0 : newest.front().time_ms / 1000;
    Litter copy(files, temporary_beside(file, "db"));
    Litter packed(files, temporary_beside(file, "backup"));
    // Made here, so that SQLite never writes into a file that somebody else has put there.
    SEOGO_ASSIGN(const auto made, files.open(copy.path(), base::OpenMode::kCreateNew));
    SEOGO_ASSIGN(const auto out, files.open(packed.path(), base::OpenMode::kCreateNew));
    SEOGO_TRY(BackupWriter(*core, *snapshot, *out, modified_s).write(copy.path()));
    SEOGO_TRY(out->sync());
    SEOGO_TRY(files.rename(packed.path(), file));
    packed.keep();
    const base::Path folder = file.parent_path();
    return files.sync_folder(folder.empty() ? base::Path(".") : folder);
}

}  // namespace seogo::store
