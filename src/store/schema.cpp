// The SQL of the tables, and the check that a database is one of ours.
#include "store/schema.h"

#include <algorithm>
#include <string>

namespace seogo::store {
namespace {

// Truth: what the journal records. Each has an INTEGER PRIMARY KEY first, but for settings.
constexpr TruthTable kNotebooks = {
    "notebooks", {"id", "path", "encoding", "original", "synced"}, 5};
constexpr TruthTable kItems = {"items",
                               {"id", "origin", "notebook", "title", "url", "org", "kind", "year",
                                "month", "week", "lang", "source", "added_ms"},
                               13};
constexpr TruthTable kNodes = {"nodes",
                               {"id", "notebook", "position", "item", "role", "level", "kind",
                                "org", "title", "url", "text", "term", "definition", "shape"},
                               14};
constexpr TruthTable kDocuments = {"documents", {"item", "original", "type", "source", "text"}, 5};
constexpr TruthTable kSettings = {"settings", {"name", "value"}, 2};

constexpr const char* kTables = R"sql(
CREATE TABLE notebooks(
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    encoding TEXT NOT NULL,
    original TEXT NOT NULL,
    synced TEXT NOT NULL);
CREATE TABLE items(
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL,
    notebook INTEGER NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    week INTEGER NOT NULL,
    lang TEXT NOT NULL,
    source TEXT NOT NULL,
    added_ms INTEGER NOT NULL);
CREATE INDEX items_by_notebook ON items(notebook);
CREATE TABLE nodes(
    id INTEGER PRIMARY KEY,
    notebook INTEGER NOT NULL,
    position INTEGER NOT NULL,
    item INTEGER NOT NULL,
    role INTEGER NOT NULL,
    level INTEGER NOT NULL,
    kind TEXT NOT NULL,
    org TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    term TEXT NOT NULL,
    definition TEXT NOT NULL,
    shape TEXT NOT NULL);
CREATE INDEX nodes_by_place ON nodes(notebook, position);
CREATE INDEX nodes_by_item ON nodes(item);
CREATE INDEX nodes_of_concepts ON nodes(notebook, position) WHERE role = 12;
CREATE TABLE documents(
    item INTEGER PRIMARY KEY,
    original TEXT NOT NULL,
    type TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE TABLE settings(name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE history(
    seq INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    rows_changed INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE history_items(
    seq INTEGER NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY(seq, item)) WITHOUT ROWID;
CREATE TABLE blobs(hash TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE counters(name TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES('item', 0), ('node', 0), ('notebook', 0);

CREATE TABLE segments(
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    dead BLOB NOT NULL);
)sql";

}  // namespace

std::array<const TruthTable*, 5> truth_tables() {
    return {&kNotebooks, &kItems, &kNodes, &kDocuments, &kSettings};
}

const TruthTable* truth_table(std::string_view name) {
    for (const TruthTable* table : truth_tables()) {
        if (table->name == name) return table;
    }
    return nullptr;
}

Status create_tables(Connection& connection) {
    SEOGO_TRY(connection.execute(kTables));
    const std::string marks = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(kSchemaVersion) + ";";
    return connection.execute(marks.c_str());
}

Status check_schema(Connection& connection) {
    SEOGO_ASSIGN(const std::int64_t application, connection.number("PRAGMA application_id"));
    SEOGO_ASSIGN(const std::int64_t version, connection.number("PRAGMA user_version"));
    const std::string name = connection.file().string();
    if (application == 0 && version == 0) {
        SEOGO_ASSIGN(const std::int64_t tables,
                     connection.number("SELECT count(*) FROM sqlite_schema"));
        if (tables == 0) return Error{ErrorKind::kBadFile, name + ": an empty database"};
    }
    if (application != kApplicationId || version < 1) {
        return Error{ErrorKind::kBadFile, name + ": no database of Seogo"};
    }
    if (version > kSchemaVersion) {
        return Error{ErrorKind::kBadFile, name + ": made by a newer version of Seogo (format " +
                                              std::to_string(version) + "), left as it is"};
    }
    return ok_status();
}

}  // namespace seogo::store
