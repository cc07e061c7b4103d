// Finishes what was cut short, and sweeps what was left.
#include "store/settling.h"

#include <algorithm>

#include "store/archive_folder.h"
#include "store/blob_folder.h"
#include "store/row_reader.h"
#include "store/row_writer.h"

namespace seogo::store {
namespace {

using base::Path;

Status remove_if_there(base::FileSystem& files, const Path& path) {
    const Status removed = files.remove(path);
    if (removed.ok() || removed.error().kind == ErrorKind::kNotFound) return ok_status();
    return removed;
}

Result<bool> rename_if_there(base::FileSystem& files, const Path& from, const Path& to) {
    const Status renamed = files.rename(from, to);
    if (renamed.ok()) return true;
    if (renamed.error().kind == ErrorKind::kNotFound) return false;
    return renamed.error();
}

Result<std::vector<std::string>> names_in(base::FileSystem& files, const Path& folder) {
    auto names = files.list(folder);
    if (!names.ok() && names.error().kind == ErrorKind::kNotFound) {
        return std::vector<std::string>();
    }
    return names;
}

// Moves every file of `from` into `to`.
Status move_files(base::FileSystem& files, const Path& from, const Path& to) {
    SEOGO_ASSIGN(const auto names, names_in(files, from));
    if (names.empty()) return ok_status();
    SEOGO_TRY(files.make_folders(to));
    SEOGO_TRY(files.sync_folder(to.parent_path()));
    for (const std::string& name : names) {
        SEOGO_ASSIGN(const bool moved, rename_if_there(files, from / name, to / name));
        SEOGO_CHECK(moved);
    }
    return files.sync_folder(to);
}

// The old journal goes out of the way first, whole; then the new one comes in, whole.
Status swap_journal(base::FileSystem& files, const Path& archive, const Path& restored) {
    const Path fresh = restored / kJournalName, journal = archive / kJournalName;
    SEOGO_ASSIGN(const bool waits, is_there(files, fresh));
    if (!waits) return ok_status();
    const Path old = restored / "journal.old";
    SEOGO_ASSIGN(const bool begun, is_there(files, old));
    if (!begun) {
        SEOGO_ASSIGN(const bool moved, rename_if_there(files, journal, old));
        if (moved) SEOGO_TRY(files.sync_folder(restored));
    }
    SEOGO_TRY(remove_tree(files, journal));
    SEOGO_TRY(files.rename(fresh, journal));
    return files.sync_folder(archive);
}

Status move_blobs(base::FileSystem& files, const Path& archive, const Path& restored) {
    SEOGO_ASSIGN(const auto folders, names_in(files, restored / kBlobsName));
    for (const std::string& name : folders) {
        SEOGO_TRY(move_files(files, restored / kBlobsName / name, archive / kBlobsName / name));
    }
    return ok_status();
}

bool anyone_reads(base::FileSystem& files, const Path& archive) {
    const auto shm =
        files.open(Path(archive / kDatabaseName).native() + "-shm", base::OpenMode::kReadWrite);
    if (!shm.ok()) return shm.error().kind != ErrorKind::kNotFound;
    const auto locked = shm.value()->is_locked(kReadLockBegin, kReadLockCount);
    return !locked.ok() || locked.value();
}

Status sweep_index(base::FileSystem& files, const Path& archive, RowReader& rows) {
    if (anyone_reads(files, archive)) return ok_status();
    SEOGO_ASSIGN(const auto live, rows.segments());
    SEOGO_ASSIGN(const auto names, names_in(files, archive / kIndexName));
    for (const std::string& name : names) {
        const bool is_live = std::any_of(live.begin(), live.end(),
                                         [&](const auto& row) { return row.name == name; });
        const bool ours = name.ends_with(".segment") || base::is_temporary_name(name);
        if (!is_live && ours) SEOGO_TRY(remove_if_there(files, archive / kIndexName / name));
    }
    return ok_status();
}

Status sweep_blobs(base::FileSystem& files, const Path& archive, RowReader& rows) {
    SEOGO_ASSIGN(const auto named, rows.blobs());
    SEOGO_ASSIGN(const auto entries, BlobFolder(files, archive).list());
    for (const auto& entry : entries) {
        const bool litter = base::is_temporary_name(entry.name) ||
                            (is_blob_hash(entry.name) &&
                             !std::binary_search(named.begin(), named.end(), entry.name));
        if (litter) SEOGO_TRY(remove_if_there(files, entry.path));
    }
    return ok_status();
}

Status sweep_pending(base::FileSystem& files, const Path& archive, RowReader& rows) {
    JournalFolder journal(files, archive);
    SEOGO_ASSIGN(const auto listing, journal.list());
    SEOGO_ASSIGN(const std::int64_t last, rows.last_seq());
    for (const std::string& name : listing.pending) {
        std::int64_t seq = 0;
        std::uint64_t checksum = 0;
        SEOGO_CHECK(parse_pending_name(name, seq, checksum));
        if (seq <= last) SEOGO_TRY(journal.remove_pending(name));
    }
    return ok_status();
}

Status sweep_temporary(base::FileSystem& files, const Path& folder) {
    SEOGO_ASSIGN(const auto names, names_in(files, folder));
    for (const std::string& name : names) {
        if (base::is_temporary_name(name)) SEOGO_TRY(remove_if_there(files, folder / name));
    }
    return ok_status();
}

// A log that was lost in the middle of a checkpoint leaves pages of two states.
Status check_whole(Connection& connection) {
    SEOGO_ASSIGN(Statement check, connection.query("PRAGMA quick_check(1)"));
    SEOGO_ASSIGN(const bool there, check.step());
    if (there && check.text(0) == "ok") return ok_status();
    return Error{ErrorKind::kBadFile, connection.file().string() + ": " + check.text(0)};
}

}  // namespace

Status set_database_aside(base::FileSystem& files, const Path& archive, const Path& aside) {
    const Path database = archive / kDatabaseName;
    const Path log = database.native() + "-wal", shm = database.native() + "-shm";
    SEOGO_TRY(remove_if_there(files, shm));
    if (aside.empty()) {
        SEOGO_TRY(remove_if_there(files, log));
    } else {
        SEOGO_TRY(remove_if_there(files, aside.native() + "-wal"));
        SEOGO_ASSIGN(const bool had_log, rename_if_there(files, log, aside.native() + "-wal"));
        SEOGO_ASSIGN(const bool was_there, rename_if_there(files, database, aside));
        (void)had_log;
        (void)was_there;
    }
    // Durable before another database takes the name: a log is replayed into whatever has it.
    return files.sync_folder(archive);
}

Status finish_restore(base::FileSystem& files, const Path& archive) {
    const Path restored = archive / kRestoredName;
    SEOGO_ASSIGN(const bool waits, is_there(files, restored));
    if (!waits) return ok_status();
    SEOGO_TRY(move_blobs(files, archive, restored));
    SEOGO_TRY(move_files(files, restored / kIndexName, archive / kIndexName));
    SEOGO_ASSIGN(const bool has_database, is_there(files, restored / kDatabaseName));
    if (has_database) {
        SEOGO_TRY(set_database_aside(files, archive, {}));
        SEOGO_TRY(files.rename(restored / kDatabaseName, archive / kDatabaseName));
        SEOGO_TRY(files.sync_folder(archive));
    }
    SEOGO_TRY(swap_journal(files, archive, restored));
    SEOGO_TRY(remove_tree(files, restored));
    return files.sync_folder(archive);
}

Status settle_pending(Connection& connection, JournalFolder journal) {
    RowReader rows(connection);
    SEOGO_ASSIGN(const std::int64_t last, rows.last_seq());
    SEOGO_ASSIGN(const auto checksum, rows.checksum_of_change(last));
    if (!checksum) return ok_status();  // no change yet
    SEOGO_ASSIGN(const bool waits, journal.has_pending(last, *checksum));
    return waits ? journal.settle(pending_name(last, *checksum), last) : ok_status();
}

Result<std::int64_t> bring_forward(Connection& connection, const JournalFolder& journal) {
    RowReader rows(connection);
    SEOGO_ASSIGN(const std::int64_t last, rows.last_seq());
    SEOGO_ASSIGN(bool more, journal.has(last + 1));
    if (!more) return std::int64_t{0};
    SEOGO_TRY(check_whole(connection));
    SEOGO_TRY(connection.execute("BEGIN IMMEDIATE"));
    std::int64_t count = 0;
    const Status replayed = [&]() -> Status {
        while (more) {
            ++count;
            SEOGO_ASSIGN(const auto read, journal.read(last + count));
            SEOGO_TRY(replay_record(connection, read));
            SEOGO_ASSIGN(more, journal.has(last + count + 1));
        }
        SEOGO_TRY(RowWriter(connection).lose_segments());
        return connection.execute("COMMIT");
    }();
    if (!replayed.ok()) {
        (void)connection.execute("ROLLBACK").ok();  // the cause is told; SQLite may have done it
        return replayed.error();
    }
    return count;
}

Status sweep(base::FileSystem& files, const Path& archive, Connection& connection) {
    RowReader rows(connection);
    SEOGO_TRY(sweep_index(files, archive, rows));
    SEOGO_TRY(sweep_blobs(files, archive, rows));
    SEOGO_TRY(sweep_pending(files, archive, rows));
    SEOGO_TRY(sweep_temporary(files, archive / kJournalName));
    SEOGO_TRY(sweep_temporary(files, archive));
    SEOGO_TRY(remove_tree(files, archive / kUnpackingName));
    for (const char* end : {"", "-journal", "-wal", "-shm"}) {
        SEOGO_TRY(remove_if_there(files, archive / (std::string(kNewDatabaseName) + end)));
    }
    return ok_status();
}

}  // namespace seogo::store
