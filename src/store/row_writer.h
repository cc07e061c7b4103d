// Writes of the truth tables and of what a commit adds, on a connection inside a transaction.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/changeset.h"
#include "store/connection.h"
#include "store/journal.h"
#include "store/row_reader.h"
#include "store/store.h"

namespace seogo::store {

// The name that segments() answers after changes were replayed: no such file is ever made, so
// whoever opens the index finds it gone and makes it anew from the items.
inline constexpr const char* kLostSegmentName = "lost.segment";

class RowWriter {
public:
    explicit RowWriter(Connection& connection) : connection_(connection), rows_(connection) {}

    // Each gives an id where the row has 0. kBadInput for an id that was never given.
    Result<NotebookId> put_notebook(const NotebookRow& row);
    Result<ItemId> put_item(const ItemRow& row);
    Status put_document(const DocumentRow& row);
    Status remove_item(ItemId item);
    Status remove_notebook(NotebookId notebook);
    Status put_setting(std::string_view name, std::string_view value);
    Status put_segments(const std::vector<SegmentRow>& live);
    // Where the changes that were just replayed left the index behind.
    Status lose_segments();

    Status check_notebook(NotebookId notebook);  // kNotFound where there is none

    // Items of a notebook, sorted; the one of its page (0: none); an item's row and document alone.
    Result<std::vector<ItemId>> items_of(NotebookId notebook);
    Result<ItemId> page_of(NotebookId notebook);
    Status remove_item_row(ItemId item);

    // A line of `notebook`, new or changed.
    Status put_node(NotebookId notebook, const PlacedNode& node);
    Status remove_node(notebook::NodeId node);
    Status move_node(notebook::NodeId node, std::int64_t position);

    // The first of the next `count` ids of "item", "node" or "notebook".
    Result<std::int64_t> give_ids(std::string_view counter, std::size_t count = 1);

    // What a commit leaves beside the truth: its history, the blobs it names.
    Status put_history(const JournalRecord& record, std::uint64_t checksum,
                       const std::vector<RowChange>& changes);
    Status put_last_ids(const LastIds& ids);

private:
    Status check_given(std::string_view counter, std::int64_t id);
    Connection& connection_;
    RowReader rows_;
};

// Items whose words (or facts) the changes touched. `moves_count`: whether a line that only has a
// new position counts.
Result<std::set<ItemId>> items_touched(Connection& connection,
                                       const std::vector<RowChange>& changes, bool moves_count);

// Adds one journal record to a database that stands just before it: truth, history, last ids.
// kBadFile where it does not fit.
Status replay_record(Connection& connection, const JournalFolder::Read& read);

}  // namespace seogo::store
