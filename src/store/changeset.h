// Changesets of SQLite's session extension: recorded, read, inverted, applied.
//
// Format: "sqlite3session.c", "CHANGESET FORMAT". What comes from a file is checked whole here
// (known tables, their columns, every length) before SQLite's own reader sees it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

struct sqlite3_session;

namespace seogo::store {

// A column's value in a changeset: absent where an update left it alone.
using ChangedValue = std::variant<std::monostate, std::int64_t, std::string>;

struct RowChange {
    enum class Kind : std::uint8_t { kInsert, kUpdate, kDelete };
    Kind kind = Kind::kInsert;
    const TruthTable* table = nullptr;
    std::vector<ChangedValue> before;  // a value a column; empty for inserts
    std::vector<ChangedValue> after;   // empty for deletes

    // The primary key.
    const ChangedValue& key() const { return kind == Kind::kInsert ? after[0] : before[0]; }
    // A column's value before or after; absent where the row had none or an update left it alone.
    ChangedValue old_value(std::size_t column) const {
        return before.empty() ? ChangedValue() : before[column];
    }
    ChangedValue new_value(std::size_t column) const {
        return after.empty() ? ChangedValue() : after[column];
    }
};

std::string key_text(const ChangedValue& key);

// All row changes, in order. kBadFile for bytes that are no changeset of our tables.
Result<std::vector<RowChange>> read_changeset(std::string_view bytes);

// The changeset that takes `bytes` back. `bytes` must have passed read_changeset().
Result<std::string> inverted(std::string_view bytes);

// Which row would not fit, and how.
struct Misfit {
    std::string table;
    std::string key;
    std::string reason;
};
// Applies all of `bytes` inside the open transaction. Where a row does not fit nothing is applied
// and the row is answered. `bytes` must have passed read_changeset().
Result<std::optional<Misfit>> apply_changeset(Connection& connection, std::string_view bytes);

// Records what a connection does to the truth tables from its making on.
class ChangeRecorder {
public:
    static Result<ChangeRecorder> start(Connection& connection);
    Result<std::string> changeset();  // so far; empty where nothing differs

private:
    struct Deleter {
        void operator()(sqlite3_session* session) const;
    };
    ChangeRecorder(Connection& connection, sqlite3_session* session)
        : connection_(&connection), session_(session) {}
    Connection* connection_;
    std::unique_ptr<sqlite3_session, Deleter> session_;
};

// Hashes of blobs that the changeset names, before or after.
std::set<std::string> blobs_named(const std::vector<RowChange>& changes);

}  // namespace seogo::store
