// Opens connections, prepares statements once, and tells what went wrong in a user's words.
#include "store/connection.h"

#include <sqlite3.h>

#include "store/page_checksum.h"

namespace seogo::store {
namespace {

int flags_of(Connection::Mode mode) {
    constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (mode) {
        case Connection::Mode::kRead:
            return kCommon | SQLITE_OPEN_READONLY;
        case Connection::Mode::kWrite:
            return kCommon | SQLITE_OPEN_READWRITE;
        case Connection::Mode::kBuild:
            return kCommon | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return kCommon;
}

// SQLite reads "file:..." as a URI.
std::string plain_name(const base::Path& file) {
    const std::string& name = file.native();
    return name.starts_with("file:") ? "./" + name : name;
}

ErrorKind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorKind::kBusy;
        case SQLITE_FULL:
            return ErrorKind::kNoSpace;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_SCHEMA:
        case SQLITE_ERROR:  // a table or column of ours is not there
        case SQLITE_CONSTRAINT:
            return ErrorKind::kBadFile;
        case SQLITE_TOOBIG:
            return ErrorKind::kUnsupported;
        default:
            return code == SQLITE_IOERR_DATA ? ErrorKind::kBadFile : ErrorKind::kIo;
    }
}

constexpr const char* kReadSetup = "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;";
// Dirty pages stay in memory until the commit: a frame of the log is written once, so that its
// checksum holds from then on (page_checksum.h).
constexpr const char* kWriteSetup =
    "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA cache_spill = 0;";
constexpr const char* kBuildSetup =
    "PRAGMA page_size = 4096; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY;"
    "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;";

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), sql_(std::move(other.sql_)), prepared_(other.prepared_) {
    other.prepared_ = nullptr;
}

Statement::~Statement() {
    if (prepared_ == nullptr) return;
    sqlite3_reset(prepared_);
    sqlite3_clear_bindings(prepared_);
    const bool kept = connection_->idle_.emplace(std::move(sql_), prepared_).second;
    if (!kept) sqlite3_finalize(prepared_);  // the same text was in use twice
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(prepared_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return connection_->error(code);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(prepared_, column);
}

std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(prepared_, column));
    const int size = sqlite3_column_bytes(prepared_, column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(prepared_, column) == SQLITE_NULL;
}

void Statement::bind_at(int parameter, std::int64_t value) {
    SEOGO_CHECK(sqlite3_bind_int64(prepared_, parameter + 1, value) == SQLITE_OK);
}

void Statement::bind_at(int parameter, std::string_view text) {
    const char* bytes = text.data() == nullptr ? "" : text.data();
    const int code = sqlite3_bind_text64(prepared_, parameter + 1, bytes, text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8);
    SEOGO_CHECK(code == SQLITE_OK || code == SQLITE_TOOBIG);  // then NULL, which no column takes
}

Result<std::unique_ptr<Connection>> Connection::open(std::shared_ptr<SqliteVfs> vfs,
                                                     const base::Path& file, Mode mode,
                                                     std::int64_t busy_wait_ms) {
    base::FileSystem& files = vfs->files();
    const char* vfs_name = vfs->name();
    std::unique_ptr<Connection> connection(new Connection(std::move(vfs), file));
    if (mode != Mode::kBuild) {
        SEOGO_ASSIGN(const auto info, files.info(file));
        connection->inode_ = info.inode;
    }
    const int code =
        sqlite3_open_v2(plain_name(file).c_str(), &connection->handle_, flags_of(mode), vfs_name);
    if (code != SQLITE_OK) return connection->error(code);
    SEOGO_TRY(connection->set_up(mode, busy_wait_ms));
    return connection;
}

Status Connection::set_up(Mode mode, std::int64_t busy_wait_ms) {
    sqlite3_busy_timeout(handle_, static_cast<int>(std::min<std::int64_t>(busy_wait_ms, 1 << 30)));
    // What a file says of itself is not trusted: no triggers, views or functions of its own.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (mode == Mode::kBuild) {
        int reserved = static_cast<int>(kReservedBytes);
        sqlite3_file_control(handle_, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
        return execute(kBuildSetup);
    }
    // Closing leaves the log to the writer, who empties it when it can.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return execute(mode == Mode::kRead ? kReadSetup : kWriteSetup);
}

Connection::~Connection() {
    for (const auto& [sql, prepared] : idle_)
        sqlite3_finalize(prepared);
    sqlite3_close_v2(handle_);
}

Status Connection::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? ok_status() : Status(error(code));
}

Result<Statement> Connection::query(std::string_view sql) {
    const auto found = idle_.find(sql);
    if (found != idle_.end()) {
        auto node = idle_.extract(found);
        return Statement(*this, std::move(node.key()), node.mapped());
    }
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) return error(code);
    return Statement(*this, std::string(sql), prepared);
}

Status Connection::drain(Statement& statement) {
    bool row = true;
    while (row) {
        SEOGO_ASSIGN(row, statement.step());
    }
    return ok_status();
}

Result<std::int64_t> Connection::number(std::string_view sql, std::int64_t otherwise) {
    SEOGO_ASSIGN(Statement statement, query(sql));
    SEOGO_ASSIGN(const bool row, statement.step());
    return row && !statement.is_null(0) ? statement.integer(0) : otherwise;
}

Error Connection::error(int code) {
    if (auto cause = take_vfs_error(code)) return *std::move(cause);
    const std::string reason = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
    return {kind_of(code), file_.string() + ": " + reason};
}

}  // namespace seogo::store
