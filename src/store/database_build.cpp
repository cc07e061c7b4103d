// Makes databases: empty ones, and by replay.
#include "store/database_build.h"

#include <string>

#include "store/archive_folder.h"
#include "store/row_reader.h"
#include "store/row_writer.h"
#include "store/schema.h"
#include "store/settling.h"

namespace seogo::store {
namespace {

Status remove_litter(base::FileSystem& files, const base::Path& file) {
    for (const char* end : {"", "-journal", "-wal", "-shm"}) {
        const Status removed = files.remove(file.native() + end);
        if (!removed.ok() && removed.error().kind != ErrorKind::kNotFound) return removed;
    }
    return ok_status();
}

Status fill_database(base::FileSystem& files, const base::Path& file,
                     const std::function<Status(Connection&)>& fill) {
    SEOGO_ASSIGN(const auto connection,
                 Connection::open(SqliteVfs::of(files), file, Connection::Mode::kBuild, 0));
    SEOGO_TRY(connection->execute("BEGIN IMMEDIATE"));
    SEOGO_TRY(create_tables(*connection));
    SEOGO_TRY(fill(*connection));
    SEOGO_TRY(connection->execute("COMMIT"));
    // Marks the file as one with a log; in exclusive mode that makes no -shm file.
    return connection->execute("PRAGMA journal_mode = WAL");
}

}  // namespace

Status build_database(base::FileSystem& files, const base::Path& file,
                      const std::function<Status(Connection&)>& fill) {
    SEOGO_TRY(remove_litter(files, file));
    SEOGO_TRY(fill_database(files, file, fill));
    const base::Path log = file.native() + "-wal";
    const auto left = files.info(log);
    if (left.ok() && left.value().size > 0) {  // its last connection closed without a checkpoint
        return Error{ErrorKind::kIo, log.string() + ": could not be emptied"};
    }
    if (left.ok()) SEOGO_TRY(files.remove(log));
    SEOGO_ASSIGN(const auto made, files.open(file, base::OpenMode::kReadWrite));
    return made->sync();
}

Status create_database(base::FileSystem& files, const base::Path& archive) {
    const base::Path fresh = archive / kNewDatabaseName;
    SEOGO_TRY(build_database(files, fresh, [](Connection&) { return ok_status(); }));
    SEOGO_TRY(set_database_aside(files, archive, {}));  // a log without its database
    SEOGO_TRY(files.rename(fresh, archive / kDatabaseName));
    return files.sync_folder(archive);
}

}  // namespace seogo::store
