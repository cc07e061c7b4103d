// The reads of a Snapshot, on a connection that is inside a transaction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/journal.h"
#include "store/store.h"

namespace seogo::store {

struct PlacedNode {
    notebook::Node node;
    std::int64_t position = 0;
};

class RowReader {
public:
    explicit RowReader(Connection& connection) : connection_(connection) {}

    Result<std::vector<ItemRow>> items();
    Result<std::optional<ItemRow>> item(ItemId id);
    Result<std::vector<NotebookRow>> notebooks();
    Result<std::vector<PlacedNode>> placed_nodes(NotebookId notebook);  // in order
    Result<notebook::Notebook> nodes(NotebookId notebook);
    Result<std::vector<notebook::Node>> nodes_of_item(ItemId item);
    Result<std::vector<notebook::Node>> concept_nodes();
    Result<std::optional<DocumentRow>> document(ItemId item);
    Result<std::vector<SegmentRow>> segments();
    Result<std::vector<HistoryRow>> history(std::size_t limit);
    Result<std::string> setting(std::string_view name);

    Result<std::int64_t> last_seq();  // 0: no history yet
    // What the history says of the record of a change; nothing where there is no such change.
    Result<std::optional<std::uint64_t>> checksum_of_change(std::int64_t seq);
    Result<LastIds> last_ids();
    Result<std::vector<std::string>> blobs();  // hashes, sorted

private:
    Result<std::vector<notebook::Node>> nodes_by(std::string_view sql, std::int64_t id);
    Connection& connection_;
};

// Answers a Snapshot's (or a Change's) reads by a RowReader on `connection()`, which the deriving
// class keeps in its transaction.
template <typename Interface>
class Reads : public Interface {
public:
    Result<std::vector<ItemRow>> items() override { return rows().items(); }
    Result<std::optional<ItemRow>> item(ItemId id) override { return rows().item(id); }
    Result<std::vector<NotebookRow>> notebooks() override { return rows().notebooks(); }
    Result<notebook::Notebook> nodes(NotebookId notebook) override {
        return rows().nodes(notebook);
    }
    Result<std::vector<notebook::Node>> nodes_of_item(ItemId item) override {
        return rows().nodes_of_item(item);
    }
    Result<std::vector<notebook::Node>> concept_nodes() override { return rows().concept_nodes(); }
    Result<std::optional<DocumentRow>> document(ItemId item) override {
        return rows().document(item);
    }
    Result<std::vector<SegmentRow>> segments() override { return rows().segments(); }
    Result<std::vector<HistoryRow>> history(std::size_t limit) override {
        return rows().history(limit);
    }
    Result<std::string> setting(std::string_view name) override { return rows().setting(name); }

protected:
    virtual Connection& connection() = 0;
    RowReader rows() { return RowReader(connection()); }
};

}  // namespace seogo::store
