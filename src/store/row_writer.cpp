// Writes rows, and replays journal records into rows.
#include "store/row_writer.h"

#include <algorithm>

namespace seogo::store {
namespace {

constexpr const char* kPutItem =
    "INSERT INTO items(id, origin, notebook, title, url, org, kind, year, month, week, lang, "
    "source, added_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(id) DO UPDATE SET origin = excluded.origin, notebook = excluded.notebook, "
    "title = excluded.title, url = excluded.url, org = excluded.org, kind = excluded.kind, "
    "year = excluded.year, month = excluded.month, week = excluded.week, lang = excluded.lang, "
    "source = excluded.source, added_ms = excluded.added_ms";
constexpr const char* kPutNotebook =
    "INSERT INTO notebooks(id, path, encoding, original, synced) VALUES(?, ?, ?, ?, ?) "
    "ON CONFLICT(id) DO UPDATE SET path = excluded.path, encoding = excluded.encoding, "
    "original = excluded.original, synced = excluded.synced";
constexpr const char* kPutDocument =
    "INSERT INTO documents(item, original, type, source, text) VALUES(?, ?, ?, ?, ?) "
    "ON CONFLICT(item) DO UPDATE SET original = excluded.original, type = excluded.type, "
    "source = excluded.source, text = excluded.text";
constexpr const char* kPutNode =
    "INSERT INTO nodes(id, notebook, position, item, role, level, kind, org, title, url, text, "
    "term, definition, shape) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(id) DO UPDATE SET position = excluded.position, item = excluded.item, "
    "role = excluded.role, level = excluded.level, kind = excluded.kind, org = excluded.org, "
    "title = excluded.title, url = excluded.url, text = excluded.text, term = excluded.term, "
    "definition = excluded.definition, shape = excluded.shape";

Error not_found(std::string_view what, std::int64_t id) {
    return {ErrorKind::kNotFound, "no " + std::string(what) + " " + std::to_string(id)};
}

std::int64_t integer_of(const ChangedValue& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? 0 : *number;
}

// An update that gives a line another place and nothing else.
bool only_moves(const RowChange& change) {
    if (change.kind != RowChange::Kind::kUpdate) return false;
    for (std::size_t i = 1; i < change.after.size(); ++i) {
        if (i != column::kNodePosition && change.after[i].index() != 0) return false;
    }
    return true;
}

Status touch_node(Connection& connection, const RowChange& change, std::set<ItemId>& items) {
    for (const auto& value :
         {change.old_value(column::kNodeItem), change.new_value(column::kNodeItem)}) {
        if (value.index() != 0) items.insert(integer_of(value));
    }
    const bool told =
        change.kind != RowChange::Kind::kUpdate || change.new_value(column::kNodeItem).index() != 0;
    if (told) return ok_status();
    SEOGO_ASSIGN(Statement row, connection.query("SELECT item FROM nodes WHERE id = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(integer_of(change.key())).step());
    if (there) items.insert(row.integer(0));
    return ok_status();
}

}  // namespace

Result<std::int64_t> RowWriter::give_ids(std::string_view counter, std::size_t count) {
    const auto wanted = static_cast<std::int64_t>(count);
    SEOGO_ASSIGN(Statement row,
                 connection_.query("UPDATE counters SET last = last + ? WHERE name = ? "
                                   "RETURNING last"));
    SEOGO_ASSIGN(const bool there, row.bind(wanted, counter).step());
    if (!there) return Error{ErrorKind::kBadFile, "no counter " + std::string(counter)};
    const std::int64_t last = row.integer(0);
    SEOGO_ASSIGN(const bool more, row.step());
    SEOGO_CHECK(!more);
    return last - wanted + 1;
}

Status RowWriter::check_given(std::string_view counter, std::int64_t id) {
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT last FROM counters WHERE name = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(counter).step());
    if (there && id > 0 && id <= row.integer(0)) return ok_status();
    return Error{ErrorKind::kBadInput,
                 std::string(counter) + " id " + std::to_string(id) + " was never given"};
}

Result<NotebookId> RowWriter::put_notebook(const NotebookRow& row) {
    NotebookId id = row.id;
    if (id == 0) {
        SEOGO_ASSIGN(id, give_ids("notebook"));
    } else {
        SEOGO_TRY(check_given("notebook", id));
    }
    SEOGO_TRY(connection_.run(kPutNotebook, id, row.path, row.encoding, row.original, row.synced));
    return id;
}

Result<ItemId> RowWriter::put_item(const ItemRow& row) {
    ItemId id = row.id;
    if (id == 0) {
        SEOGO_ASSIGN(id, give_ids("item"));
    } else {
        SEOGO_TRY(check_given("item", id));
    }
    // The source of entries and pages is read from their notebook (row_reader.cpp).
    const std::string_view source = row.notebook == 0 ? row.source : std::string_view();
    SEOGO_TRY(connection_.run(kPutItem, id, static_cast<std::int64_t>(row.origin), row.notebook,
                              row.title, row.url, row.org, row.kind, std::int64_t{row.year},
                              std::int64_t{row.month}, std::int64_t{row.week}, row.lang, source,
                              row.added_ms));
    return id;
}

Status RowWriter::put_document(const DocumentRow& row) {
    SEOGO_ASSIGN(const auto item, rows_.item(row.item));
    if (!item) return not_found("item", row.item);
    return connection_.run(kPutDocument, row.item, row.original, row.type, row.source, row.text);
}

Status RowWriter::remove_item(ItemId item) {
    SEOGO_ASSIGN(const auto row, rows_.item(item));
    if (!row) return not_found("item", item);
    SEOGO_TRY(connection_.run("DELETE FROM nodes WHERE item = ?", item));
    return remove_item_row(item);
}

Status RowWriter::check_notebook(NotebookId notebook) {
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT 1 FROM notebooks WHERE id = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(notebook).step());
    return there ? ok_status() : not_found("notebook", notebook);
}

Status RowWriter::remove_notebook(NotebookId notebook) {
    SEOGO_TRY(check_notebook(notebook));
    SEOGO_TRY(connection_.run(
        "DELETE FROM documents WHERE item IN (SELECT id FROM items WHERE notebook = ?)", notebook));
    SEOGO_TRY(connection_.run("DELETE FROM nodes WHERE notebook = ?", notebook));
    SEOGO_TRY(connection_.run("DELETE FROM items WHERE notebook = ?", notebook));
    return connection_.run("DELETE FROM notebooks WHERE id = ?", notebook);
}

Status RowWriter::put_setting(std::string_view name, std::string_view value) {
    if (value.empty()) return connection_.run("DELETE FROM settings WHERE name = ?", name);
    return connection_.run(
        "INSERT INTO settings(name, value) VALUES(?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        name, value);
}

Status RowWriter::put_segments(const std::vector<SegmentRow>& live) {
    SEOGO_TRY(connection_.execute("DELETE FROM segments"));
    std::int64_t place = 0;
    for (const SegmentRow& row : live) {
        SEOGO_TRY(
            connection_.run("INSERT INTO segments(place, name, checksum, dead) VALUES(?, ?, ?, ?)",
                            ++place, row.name, static_cast<std::int64_t>(row.checksum), row.dead));
    }
    return ok_status();
}

Status RowWriter::lose_segments() { return put_segments({{kLostSegmentName, 0, ""}}); }

Result<std::vector<ItemId>> RowWriter::items_of(NotebookId notebook) {
    std::vector<ItemId> items;
    SEOGO_ASSIGN(Statement row,
                 connection_.query("SELECT id FROM items WHERE notebook = ? ORDER BY id"));
    row.bind(notebook);
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return items;
        items.push_back(row.integer(0));
    }
}

Result<ItemId> RowWriter::page_of(NotebookId notebook) {
    SEOGO_ASSIGN(Statement row,
                 connection_.query("SELECT id FROM items WHERE notebook = ? AND origin = ?"));
    row.bind(notebook, static_cast<std::int64_t>(ItemOrigin::kPage));
    SEOGO_ASSIGN(const bool there, row.step());
    return there ? row.integer(0) : 0;
}

Status RowWriter::remove_item_row(ItemId item) {
    SEOGO_TRY(connection_.run("DELETE FROM documents WHERE item = ?", item));
    return connection_.run("DELETE FROM items WHERE id = ?", item);
}

Status RowWriter::put_node(NotebookId notebook, const PlacedNode& placed) {
    const notebook::Node& node = placed.node;
    using notebook::Field;
    return connection_.run(kPutNode, node.id, notebook, placed.position, node.item,
                           static_cast<std::int64_t>(node.role), std::int64_t{node.level},
                           node.kind, node[Field::kOrg], node[Field::kTitle], node[Field::kUrl],
                           node[Field::kText], node[Field::kTerm], node[Field::kDefinition],
                           node.shape);
}

Status RowWriter::remove_node(notebook::NodeId node) {
    return connection_.run("DELETE FROM nodes WHERE id = ?", node);
}

Status RowWriter::move_node(notebook::NodeId node, std::int64_t position) {
    return connection_.run("UPDATE nodes SET position = ? WHERE id = ?", position, node);
}

Status RowWriter::put_last_ids(const LastIds& ids) {
    const std::pair<std::string_view, std::int64_t> counters[] = {
        {"item", ids.item}, {"node", ids.node}, {"notebook", ids.notebook}};
    for (const auto& [name, last] : counters) {
        SEOGO_TRY(connection_.run("UPDATE counters SET last = ? WHERE name = ?", last, name));
    }
    return ok_status();
}

Status RowWriter::put_history(const JournalRecord& record, std::uint64_t checksum,
                              const std::vector<RowChange>& changes) {
    SEOGO_TRY(connection_.run(
        "INSERT INTO history(seq, time_ms, command, summary, rows_changed, checksum) "
        "VALUES(?, ?, ?, ?, ?, ?)",
        record.seq, record.time_ms, record.command, record.summary, record.rows_changed,
        static_cast<std::int64_t>(checksum)));
    for (const ItemId item : record.items) {
        SEOGO_TRY(connection_.run("INSERT OR IGNORE INTO history_items(seq, item) VALUES(?, ?)",
                                  record.seq, item));
    }
    for (const std::string& hash : blobs_named(changes)) {
        SEOGO_TRY(connection_.run("INSERT OR IGNORE INTO blobs(hash) VALUES(?)", hash));
    }
    return ok_status();
}

Result<std::set<ItemId>> items_touched(Connection& connection,
                                       const std::vector<RowChange>& changes, bool moves_count) {
    std::set<ItemId> items;
    for (const RowChange& change : changes) {
        if (change.table->name == "nodes") {
            if (only_moves(change) && !moves_count) continue;
            SEOGO_TRY(touch_node(connection, change, items));
        } else if (change.table->name == "items" || change.table->name == "documents") {
            items.insert(integer_of(change.key()));
        }
    }
    return items;
}

Status replay_record(Connection& connection, const JournalFolder::Read& read) {
    const JournalRecord& record = read.record;
    const std::string name = "journal/" + std::to_string(record.seq) + ".change";
    auto changes = read_changeset(record.changeset);
    if (!changes.ok()) return std::move(changes).error().in(name);
    auto misfit = apply_changeset(connection, record.changeset);
    if (!misfit.ok()) return std::move(misfit).error().in(name);
    if (misfit.value()) {
        const Misfit& row = *misfit.value();
        return Error{ErrorKind::kBadFile, name + ": does not fit the database: row " + row.key +
                                              " of " + row.table + ": " + row.reason};
    }
    RowWriter writer(connection);
    SEOGO_TRY(writer.put_last_ids(record.last_ids));
    return writer.put_history(record, read.checksum, changes.value());
}

}  // namespace seogo::store
