// Rows of seogo.db as the values of store.h.
#include "store/row_reader.h"

#include <algorithm>

namespace seogo::store {
namespace {

// Entries and pages come from their notebook's file, wherever that is now.
#define SEOGO_ITEM_COLUMNS                                                                 \
    "i.id, i.origin, i.notebook, i.title, i.url, i.org, i.kind, i.year, i.month, i.week, " \
    "i.lang, coalesce(n.path, i.source), i.added_ms "                                      \
    "FROM items AS i LEFT JOIN notebooks AS n ON n.id = i.notebook "
#define SEOGO_NODE_COLUMNS                                                                   \
    "id, position, item, role, level, kind, org, title, url, text, term, definition, shape " \
    "FROM nodes "

constexpr const char* kItems = "SELECT " SEOGO_ITEM_COLUMNS "ORDER BY i.id";
constexpr const char* kItem = "SELECT " SEOGO_ITEM_COLUMNS "WHERE i.id = ?";
constexpr const char* kNodes =
    "SELECT " SEOGO_NODE_COLUMNS "WHERE notebook = ? ORDER BY position, id";
constexpr const char* kNodesOfItem =
    "SELECT " SEOGO_NODE_COLUMNS "WHERE item = ? ORDER BY position, id";
constexpr const char* kConceptNodes =
    "SELECT " SEOGO_NODE_COLUMNS "WHERE role = 12 ORDER BY notebook, position, id";
constexpr const char* kHistory =
    "SELECT h.seq, h.time_ms, h.command, h.summary, h.rows_changed, t.item "
    "FROM (SELECT * FROM history ORDER BY seq DESC LIMIT ?) AS h "
    "LEFT JOIN history_items AS t ON t.seq = h.seq ORDER BY h.seq DESC, t.item";

static_assert(static_cast<int>(notebook::Role::kConcept) == 12);  // the index names it

int small(const Statement& row, int column) {
    return static_cast<int>(std::clamp<std::int64_t>(row.integer(column), INT32_MIN, INT32_MAX));
}

Result<ItemRow> item_from(const Statement& row) {
    ItemRow item;
    item.id = row.integer(0);
    const std::int64_t origin = row.integer(1);
    if (origin < 0 || origin > static_cast<std::int64_t>(ItemOrigin::kDocument)) {
        return Error{ErrorKind::kBadFile,
                     "item " + std::to_string(item.id) + " is of an unknown origin"};
    }
    item.origin = static_cast<ItemOrigin>(origin);
    item.notebook = row.integer(2);
    item.title = row.text(3);
    item.url = row.text(4);
    item.org = row.text(5);
    item.kind = row.text(6);
    item.year = small(row, 7);
    item.month = small(row, 8);
    item.week = small(row, 9);
    item.lang = row.text(10);
    item.source = row.text(11);
    item.added_ms = row.integer(12);
    return item;
}

Result<PlacedNode> node_from(const Statement& row) {
    PlacedNode placed;
    notebook::Node& node = placed.node;
    node.id = row.integer(0);
    placed.position = row.integer(1);
    node.item = row.integer(2);
    const std::int64_t role = row.integer(3);
    if (role < 0 || role > static_cast<std::int64_t>(notebook::Role::kLegend)) {
        return Error{ErrorKind::kBadFile,
                     "line " + std::to_string(node.id) + " is of an unknown role"};
    }
    node.role = static_cast<notebook::Role>(role);
    node.level = small(row, 4);
    node.kind = row.text(5);
    for (std::size_t field = 0; field < notebook::kFieldCount; ++field)
        node.fields[field] = row.text(6 + static_cast<int>(field));
    node.shape = row.text(12);
    return placed;
}

}  // namespace

Result<std::vector<ItemRow>> RowReader::items() {
    std::vector<ItemRow> items;
    SEOGO_ASSIGN(Statement row, connection_.query(kItems));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return items;
        SEOGO_ASSIGN(ItemRow item, item_from(row));
        items.push_back(std::move(item));
    }
}

Result<std::optional<ItemRow>> RowReader::item(ItemId id) {
    SEOGO_ASSIGN(Statement row, connection_.query(kItem));
    SEOGO_ASSIGN(const bool there, row.bind(id).step());
    if (!there) return std::optional<ItemRow>();
    SEOGO_ASSIGN(ItemRow item, item_from(row));
    return std::optional<ItemRow>(std::move(item));
}

Result<std::vector<NotebookRow>> RowReader::notebooks() {
    std::vector<NotebookRow> notebooks;
    SEOGO_ASSIGN(Statement row,
                 connection_.query("SELECT id, path, encoding, original, synced FROM notebooks "
                                   "ORDER BY id"));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return notebooks;
        notebooks.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    }
}

Result<std::vector<PlacedNode>> RowReader::placed_nodes(NotebookId notebook) {
    std::vector<PlacedNode> nodes;
    SEOGO_ASSIGN(Statement row, connection_.query(kNodes));
    row.bind(notebook);
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return nodes;
        SEOGO_ASSIGN(PlacedNode node, node_from(row));
        nodes.push_back(std::move(node));
    }
}

Result<std::vector<notebook::Node>> RowReader::nodes_by(std::string_view sql, std::int64_t id) {
    std::vector<notebook::Node> nodes;
    SEOGO_ASSIGN(Statement row, connection_.query(sql));
    if (id != 0) row.bind(id);
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return nodes;
        SEOGO_ASSIGN(PlacedNode node, node_from(row));
        nodes.push_back(std::move(node.node));
    }
}

Result<notebook::Notebook> RowReader::nodes(NotebookId notebook) {
    notebook::Notebook whole;
    if (notebook == 0) return whole;
    SEOGO_ASSIGN(whole.nodes, nodes_by(kNodes, notebook));
    return whole;
}

Result<std::vector<notebook::Node>> RowReader::nodes_of_item(ItemId item) {
    if (item == 0) return std::vector<notebook::Node>();
    return nodes_by(kNodesOfItem, item);
}

Result<std::vector<notebook::Node>> RowReader::concept_nodes() {
    return nodes_by(kConceptNodes, 0);
}

Result<std::optional<DocumentRow>> RowReader::document(ItemId item) {
    SEOGO_ASSIGN(Statement row,
                 connection_.query(
                     "SELECT item, original, type, source, text FROM documents WHERE item = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(item).step());
    if (!there) return std::optional<DocumentRow>();
    return std::optional<DocumentRow>(
        DocumentRow{row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
}

Result<std::vector<SegmentRow>> RowReader::segments() {
    std::vector<SegmentRow> segments;
    SEOGO_ASSIGN(Statement row,
                 connection_.query("SELECT name, checksum, dead FROM segments ORDER BY place"));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return segments;
        segments.push_back({row.text(0), static_cast<std::uint64_t>(row.integer(1)), row.text(2)});
    }
}

Result<std::vector<HistoryRow>> RowReader::history(std::size_t limit) {
    std::vector<HistoryRow> rows;
    SEOGO_ASSIGN(Statement row, connection_.query(kHistory));
    row.bind(static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return rows;
        if (rows.empty() || rows.back().seq != row.integer(0)) {
            rows.push_back(
                {row.integer(0), row.integer(1), row.text(2), row.text(3), row.integer(4), {}});
        }
        if (!row.is_null(5)) rows.back().items.push_back(row.integer(5));
    }
}

Result<std::string> RowReader::setting(std::string_view name) {
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT value FROM settings WHERE name = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(name).step());
    return there ? row.text(0) : std::string();
}

Result<std::int64_t> RowReader::last_seq() {
    return connection_.number("SELECT max(seq) FROM history");
}

Result<std::optional<std::uint64_t>> RowReader::checksum_of_change(std::int64_t seq) {
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT checksum FROM history WHERE seq = ?"));
    SEOGO_ASSIGN(const bool there, row.bind(seq).step());
    if (!there) return std::optional<std::uint64_t>();
    return std::optional<std::uint64_t>(static_cast<std::uint64_t>(row.integer(0)));
}

Result<LastIds> RowReader::last_ids() {
    LastIds ids;
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT name, last FROM counters"));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return ids;
        const std::string name = row.text(0);
        if (name == "item") ids.item = row.integer(1);
        if (name == "node") ids.node = row.integer(1);
        if (name == "notebook") ids.notebook = row.integer(1);
    }
}

Result<std::vector<std::string>> RowReader::blobs() {
    std::vector<std::string> hashes;
    SEOGO_ASSIGN(Statement row, connection_.query("SELECT hash FROM blobs ORDER BY hash"));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return hashes;
        hashes.push_back(row.text(0));
    }
}

}  // namespace seogo::store
