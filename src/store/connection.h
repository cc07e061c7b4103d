// One SQLite connection and its statements; SQLite's result codes as Errors that name the file.
//
// Threads: a Connection from one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "store/sqlite_vfs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace seogo::store {

class Connection;

// A prepared statement, given back to its connection (reset) when it goes. Parameters and columns
// count from 0. Text may hold any bytes.
class Statement {
public:
    Statement(Connection& connection, std::string sql, sqlite3_stmt* prepared)
        : connection_(&connection), sql_(std::move(sql)), prepared_(prepared) {}
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Values of the parameters, in order. Bytes are borrowed until the next step() has answered
    // false.
    template <typename... Values>
    Statement& bind(const Values&... values) {
        int parameter = 0;
        (bind_at(parameter++, values), ...);
        return *this;
    }
    Result<bool> step();  // true: a row is there
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    bool is_null(int column) const;

private:
    void bind_at(int parameter, std::int64_t value);
    void bind_at(int parameter, std::string_view text);
    void bind_at(int parameter, const std::string& text) {
        bind_at(parameter, std::string_view(text));
    }
    Connection* connection_;
    std::string sql_;
    sqlite3_stmt* prepared_;
};

class Connection {
public:
    enum class Mode : std::uint8_t {
        kRead,   // an existing database, never written
        kWrite,  // an existing database, log synced at each commit
        kBuild,  // a database of one's own, made anew: no log, nothing synced but by sync()
    };
    static Result<std::unique_ptr<Connection>> open(std::shared_ptr<SqliteVfs> vfs,
                                                    const base::Path& file, Mode mode,
                                                    std::int64_t busy_wait_ms);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Status execute(const char* sql);  // statements without parameters, rows passed over
    Result<Statement> query(std::string_view sql);
    template <typename... Values>
    Status run(std::string_view sql, const Values&... values) {
        SEOGO_ASSIGN(Statement statement, query(sql));
        statement.bind(values...);
        return drain(statement);
    }
    // The first column of the first row; `otherwise` where there is none (or it is NULL).
    Result<std::int64_t> number(std::string_view sql, std::int64_t otherwise = 0);

    Error error(int code);  // what a SQLite result code means for the user
    sqlite3* handle() { return handle_; }
    const base::Path& file() const { return file_; }
    // Which file on the disk this is; another one means that the name now stands for another.
    std::uint64_t inode() const { return inode_; }

private:
    friend class Statement;
    Connection(std::shared_ptr<SqliteVfs> vfs, base::Path file)
        : vfs_(std::move(vfs)), file_(std::move(file)) {}
    static Status drain(Statement& statement);
    Status set_up(Mode mode, std::int64_t busy_wait_ms);

    std::shared_ptr<SqliteVfs> vfs_;
    base::Path file_;
    sqlite3* handle_ = nullptr;
    std::uint64_t inode_ = 0;
    std::map<std::string, sqlite3_stmt*, std::less<>> idle_;  // prepared before, not in use now
};

}  // namespace seogo::store
