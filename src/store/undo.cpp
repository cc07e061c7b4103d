// Inverts a change, applies it, and checks that the notebooks still hang together.
#include "store/undo.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/changeset.h"
#include "store/node_writer.h"
#include "store/row_reader.h"

namespace seogo::store {
namespace {

using notebook::NodeId;

struct LaterChange {
    std::int64_t seq = 0;
    std::vector<RowChange> rows;
};

Result<std::vector<RowChange>> rows_of(const JournalFolder& journal, std::int64_t seq,
                                       std::string* changeset = nullptr) {
    auto read = journal.read(seq);
    if (!read.ok() && read.error().kind == ErrorKind::kNotFound) {
        return Error{ErrorKind::kBadFile, read.error().message};
    }
    if (!read.ok()) return std::move(read).error();
    auto rows = read_changeset(read.value().record.changeset);
    if (!rows.ok()) return std::move(rows).error().in(journal.path_of(seq).string());
    if (changeset != nullptr) *changeset = std::move(read.value().record.changeset);
    return rows;
}

Result<std::vector<LaterChange>> changes_after(Connection& connection, const JournalFolder& journal,
                                               std::int64_t seq) {
    std::vector<LaterChange> later;
    SEOGO_ASSIGN(const std::int64_t last, RowReader(connection).last_seq());
    for (std::int64_t next = seq + 1; next <= last; ++next) {
        SEOGO_ASSIGN(auto rows, rows_of(journal, next));
        later.push_back({next, std::move(rows)});
    }
    return later;
}

Error overlap(const std::vector<LaterChange>& later, std::int64_t seq, std::string_view table,
              std::string_view key, std::string_view reason) {
    std::string names;
    for (const LaterChange& change : later) {
        for (const RowChange& row : change.rows) {
            if (row.table->name != table || key_text(row.key()) != key) continue;
            names += (names.empty() ? "" : ", ") + std::to_string(change.seq);
            break;
        }
    }
    return {ErrorKind::kBadInput,
            "change " + std::to_string(seq) + " cannot be undone: " +
                (names.empty() ? std::string("a row of ")
                               : "later changes overlap it (" + names + "): a row of ") +
                std::string(table) + " (" + std::string(key) + "): " + std::string(reason)};
}

// A row that hangs on one that is gone.
struct Orphan {
    const char* table;
    const char* sql;
};
constexpr Orphan kOrphans[] = {
    {"nodes", "SELECT id FROM nodes WHERE notebook NOT IN (SELECT id FROM notebooks) LIMIT 1"},
    {"nodes", "SELECT id FROM nodes WHERE item NOT IN (SELECT id FROM items) LIMIT 1"},
    {"items",
     "SELECT id FROM items WHERE notebook <> 0 AND notebook NOT IN (SELECT id FROM notebooks) "
     "LIMIT 1"},
    {"documents", "SELECT item FROM documents WHERE item NOT IN (SELECT id FROM items) LIMIT 1"},
};

std::optional<std::int64_t> integer_of(const ChangedValue& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

// Lines that the inverse `rows` puts somewhere, and the notebooks that it touches.
struct Reach {
    std::set<NodeId> placed;
    std::set<NotebookId> notebooks;
};

Result<Reach> reach_of(Connection& connection, const std::vector<RowChange>& rows) {
    Reach reach;
    for (const RowChange& row : rows) {
        if (row.table->name != "nodes") continue;
        const NodeId node = integer_of(row.key()).value_or(0);
        if (row.new_value(column::kNodePosition).index() != 0) reach.placed.insert(node);
        auto notebook =
            integer_of(row.kind == RowChange::Kind::kInsert ? row.new_value(column::kNodeNotebook)
                                                            : row.old_value(column::kNodeNotebook));
        if (!notebook) {
            SEOGO_ASSIGN(Statement found,
                         connection.query("SELECT notebook FROM nodes WHERE id = ?"));
            SEOGO_ASSIGN(const bool there, found.bind(node).step());
            if (there) notebook = found.integer(0);
        }
        if (notebook) reach.notebooks.insert(*notebook);
    }
    return reach;
}

// Lines that stand elsewhere than they did when the change was new: with the position of then, or
// nothing where they were not there.
std::map<NodeId, std::optional<std::int64_t>> placed_later(const std::vector<LaterChange>& later) {
    std::map<NodeId, std::optional<std::int64_t>> nodes;
    for (const LaterChange& change : later) {
        for (const RowChange& row : change.rows) {
            if (row.table->name != "nodes") continue;
            const bool places = row.kind != RowChange::Kind::kUpdate ||
                                row.new_value(column::kNodePosition).index() != 0;
            if (!places) continue;
            nodes.emplace(integer_of(row.key()).value_or(0),
                          integer_of(row.old_value(column::kNodePosition)));
        }
    }
    return nodes;
}

// In a stretch of lines that the undo or later changes put there, the two may meet once. More, and
// one's lines would stand among the other's; equal positions, and nobody knows which comes first.
std::optional<NodeId> find_mixed(const std::vector<PlacedNode>& nodes, const Reach& reach,
                                 const std::map<NodeId, std::optional<std::int64_t>>& later) {
    enum class From : std::uint8_t { kOld, kUndo, kLater };
    From before = From::kOld;
    int meetings = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeId id = nodes[i].node.id;
        const auto found = later.find(id);
        const From from = reach.placed.contains(id) ? From::kUndo
                          : found != later.end() && found->second != nodes[i].position
                              ? From::kLater
                              : From::kOld;
        if (i > 0 && nodes[i].position == nodes[i - 1].position) return id;
        meetings = from == From::kOld ? 0 : meetings + (before != From::kOld && before != from);
        if (meetings > 1) return id;
        before = from;
    }
    return std::nullopt;
}

// A line that, as the lines stand now, belongs to another item than it says.
Result<std::optional<NodeId>> find_stray(Connection& connection, NotebookId notebook,
                                         const std::vector<PlacedNode>& placed) {
    notebook::Notebook nodes;
    for (const PlacedNode& one : placed)
        nodes.nodes.push_back(one.node);
    SEOGO_ASSIGN(ItemId page, RowWriter(connection).page_of(notebook));
    const auto give = [](std::size_t count) -> Result<ItemId> {
        return -static_cast<ItemId>(count);  // below 0: no line says so
    };
    SEOGO_TRY(assign_items(nodes, page, give));
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (nodes.nodes[i].item != placed[i].node.item) return std::optional(placed[i].node.id);
    }
    return std::optional<NodeId>();
}

Status check_whole(Connection& connection, const JournalFolder& journal, std::int64_t seq,
                   const Reach& reach) {
    SEOGO_ASSIGN(const auto later, changes_after(connection, journal, seq));
    for (const Orphan& orphan : kOrphans) {
        SEOGO_ASSIGN(const std::int64_t row, connection.number(orphan.sql));
        if (row != 0) {
            return overlap(later, seq, orphan.table, std::to_string(row),
                           "it hangs on what would go");
        }
    }
    const auto moved = placed_later(later);
    for (const NotebookId notebook : reach.notebooks) {
        SEOGO_ASSIGN(const auto nodes, RowReader(connection).placed_nodes(notebook));
        const auto mixed = find_mixed(nodes, reach, moved);
        if (mixed) {
            return overlap(later, seq, "nodes", std::to_string(*mixed),
                           "lines were put where others would come back");
        }
        SEOGO_ASSIGN(const auto stray, find_stray(connection, notebook, nodes));
        if (stray) {
            return overlap(later, seq, "nodes", std::to_string(*stray),
                           "it would stand under another entry");
        }
    }
    return ok_status();
}

Status apply_inverse(Connection& connection, const JournalFolder& journal, std::int64_t seq) {
    std::string changeset;
    SEOGO_ASSIGN(const auto rows, rows_of(journal, seq, &changeset));
    SEOGO_ASSIGN(const std::string inverse, inverted(changeset));
    SEOGO_ASSIGN(const auto inverse_rows, read_changeset(inverse));
    SEOGO_ASSIGN(Reach reach, reach_of(connection, rows));
    SEOGO_ASSIGN(const auto misfit, apply_changeset(connection, inverse));
    if (misfit) {
        SEOGO_ASSIGN(const auto later, changes_after(connection, journal, seq));
        return overlap(later, seq, misfit->table, misfit->key, misfit->reason);
    }
    SEOGO_ASSIGN(const Reach after, reach_of(connection, inverse_rows));
    reach.placed = after.placed;
    reach.notebooks.insert(after.notebooks.begin(), after.notebooks.end());
    return check_whole(connection, journal, seq, reach);
}

}  // namespace

Status undo_change(Connection& connection, const JournalFolder& journal, std::int64_t seq) {
    SEOGO_ASSIGN(const auto known, RowReader(connection).checksum_of_change(seq));
    if (!known) return Error{ErrorKind::kNotFound, "there is no change " + std::to_string(seq)};
    SEOGO_TRY(connection.execute("SAVEPOINT undo"));
    const Status applied = apply_inverse(connection, journal, seq);
    if (!applied.ok()) SEOGO_TRY(connection.execute("ROLLBACK TO undo"));
    SEOGO_TRY(connection.execute("RELEASE undo"));
    return applied;
}

}  // namespace seogo::store
