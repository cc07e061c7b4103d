// Makes the database anew by replaying the journal from empty.
#include "store/archive_folder.h"
#include "store/database_build.h"
#include "store/journal.h"
#include "store/row_reader.h"
#include "store/row_writer.h"
#include "store/schema.h"
#include "store/settling.h"
#include "store/store.h"

namespace seogo::store {
namespace {

using base::Path;

// The number of the last change, where they are all there from 1 on.
Result<std::int64_t> last_change(const JournalFolder& journal) {
    SEOGO_ASSIGN(const auto listing, journal.list());
    std::int64_t last = 0;
    for (const std::int64_t seq : listing.changes) {
        if (seq != last + 1) {
            return Error{ErrorKind::kBadFile,
                         journal.path_of(last + 1).string() + ": is missing, nothing was changed"};
        }
        last = seq;
    }
    return last;
}

// What can be asked of the old database: its pending journal files get their names, and it must
// not know more than the journal. One that cannot be read is why this is done.
Status check_old(base::FileSystem& files, const Path& archive, const JournalFolder& journal) {
    const Path file = archive / kDatabaseName;
    auto old = Connection::open(SqliteVfs::of(files), file, Connection::Mode::kWrite, 0);
    if (!old.ok()) return ok_status();
    Connection& connection = *old.value();
    const auto version = connection.number("PRAGMA user_version");
    if (version.ok() && version.value() > kSchemaVersion) return check_schema(connection);
    RowReader rows(connection);
    const auto stored = rows.last_seq();
    if (!stored.ok()) return ok_status();
    SEOGO_TRY(settle_pending(connection, journal));
    SEOGO_ASSIGN(const std::int64_t last, last_change(journal));
    if (stored.value() <= last) return ok_status();
    return Error{ErrorKind::kBadFile,
                 file.string() + ": holds changes up to " + std::to_string(stored.value()) +
                     ", the journal only up to " + std::to_string(last) + "; nothing was changed"};
}

Status replay_all(Connection& connection, const JournalFolder& journal, std::int64_t last) {
    for (std::int64_t seq = 1; seq <= last; ++seq) {
        SEOGO_ASSIGN(const auto read, journal.read(seq));
        SEOGO_TRY(replay_record(connection, read));
    }
    return last > 0 ? RowWriter(connection).lose_segments() : ok_status();
}

}  // namespace

Status Store::rebuild_database(base::FileSystem& files, const base::Path& folder) {
    const JournalFolder journal(files, folder);
    SEOGO_TRY(check_folders(files, folder));
    SEOGO_ASSIGN(const bool has_database, is_there(files, folder / kDatabaseName));
    SEOGO_ASSIGN(const bool has_restored, is_there(files, folder / kRestoredName));
    SEOGO_ASSIGN(const auto listing, journal.list());
    if (!has_database && !has_restored && listing.changes.empty()) {
        return Error{ErrorKind::kNotFound, folder.string() + ": there is no archive"};
    }
    const Options defaults;
    SEOGO_ASSIGN(const auto lock,
                 WriterLock::acquire(files, folder, *defaults.clock, defaults.busy_wait_ms));
    SEOGO_TRY(finish_restore(files, folder));
    SEOGO_TRY(check_old(files, folder, journal));
    SEOGO_ASSIGN(const std::int64_t last, last_change(journal));
    const Path fresh = folder / kNewDatabaseName;
    SEOGO_TRY(build_database(files, fresh, [&](Connection& connection) {
        return replay_all(connection, journal, last);
    }));
    SEOGO_TRY(set_database_aside(files, folder, folder / kDamagedDatabaseName));
    SEOGO_TRY(files.rename(fresh, folder / kDatabaseName));
    return files.sync_folder(folder);
}

}  // namespace seogo::store
