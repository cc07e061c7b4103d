// Compares the lines of a notebook with the stored ones, and writes the difference.
#include "store/node_writer.h"

#include <algorithm>
#include <unordered_map>

#include "store/node_order.h"

namespace seogo::store {
namespace {

using notebook::Node;
using notebook::NodeId;
using notebook::Notebook;
using notebook::Role;

Error bad_line(const Node& node, std::string_view what) {
    return {ErrorKind::kBadInput, "line " + std::to_string(node.id) + " " + std::string(what)};
}

}  // namespace

Status assign_items(Notebook& fresh, ItemId& page, const GiveIds& give) {
    const std::vector<std::size_t> owners = notebook::owners(fresh);
    std::vector<ItemId*> missing;
    std::set<ItemId> taken = {0, page};
    bool has_page = false;
    for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        Node& node = fresh.nodes[i];
        if (owners[i] == i && !taken.insert(node.item).second) missing.push_back(&node.item);
        has_page = has_page || owners[i] >= fresh.nodes.size();
    }
    if (has_page && page == 0) missing.push_back(&page);
    if (!missing.empty()) {
        SEOGO_ASSIGN(ItemId next, give(missing.size()));
        for (ItemId* item : missing)
            *item = next++;
    }
    for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        const bool owned = owners[i] < fresh.nodes.size();
        fresh.nodes[i].item = owned ? fresh.nodes[owners[i]].item : page;
    }
    return ok_status();
}

Status NodeWriter::put(NotebookId notebook, Notebook& fresh, std::set<ItemId>& moved) {
    SEOGO_TRY(writer_.check_notebook(notebook));
    SEOGO_ASSIGN(const auto stored, rows_.placed_nodes(notebook));
    SEOGO_TRY(check_ids(notebook, fresh, stored));
    SEOGO_ASSIGN(ItemId page, writer_.page_of(notebook));
    SEOGO_TRY(assign_items(fresh, page,
                           [&](std::size_t count) { return writer_.give_ids("item", count); }));
    SEOGO_TRY(put_item_rows(notebook, fresh, page));
    return put_lines(notebook, fresh, stored, moved);
}

// Ids must be of this notebook's own lines and entries, no line's id twice.
Status NodeWriter::check_ids(NotebookId notebook, const Notebook& fresh,
                             const std::vector<PlacedNode>& stored) {
    std::set<NodeId> own;
    for (const PlacedNode& placed : stored)
        own.insert(placed.node.id);
    std::set<ItemId> items_checked = {0};
    for (const Node& node : fresh.nodes) {
        if (node.id != 0 && own.erase(node.id) == 0) {
            return bad_line(node, "stands twice, or is none of this notebook");
        }
        if (!items_checked.insert(node.item).second) continue;
        SEOGO_ASSIGN(const auto item, rows_.item(node.item));
        if (!item || item->notebook != notebook) {
            return bad_line(node, "names item " + std::to_string(node.item) +
                                      ", which is none of this notebook");
        }
    }
    return ok_status();
}

// Rows of items that came, and none of items that no line is left of.
Status NodeWriter::put_item_rows(NotebookId notebook, const Notebook& fresh, ItemId page) {
    std::set<ItemId> wanted;
    for (const Node& node : fresh.nodes)
        wanted.insert(node.item);
    SEOGO_ASSIGN(const auto stored, writer_.items_of(notebook));
    for (const ItemId item : stored) {
        if (wanted.erase(item) > 0) continue;
        SEOGO_TRY(writer_.remove_item_row(item));
    }
    for (const ItemId item : wanted) {
        ItemRow row;
        row.id = item;
        row.origin = item == page ? ItemOrigin::kPage : ItemOrigin::kEntry;
        row.notebook = notebook;
        row.added_ms = clock_.now_ms();
        SEOGO_ASSIGN(const ItemId id, writer_.put_item(row));
        SEOGO_CHECK(id == item);
    }
    return ok_status();
}

Status NodeWriter::put_lines(NotebookId notebook, Notebook& fresh,
                             const std::vector<PlacedNode>& stored, std::set<ItemId>& moved) {
    std::unordered_map<NodeId, const PlacedNode*> before;
    for (const PlacedNode& placed : stored)
        before.emplace(placed.node.id, &placed);
    std::vector<std::optional<std::int64_t>> positions;
    positions.reserve(fresh.nodes.size());
    for (const Node& node : fresh.nodes) {
        const auto old = before.find(node.id);
        positions.push_back(old == before.end() ? std::nullopt
                                                : std::optional(old->second->position));
    }
    const Placement placement = place_nodes(positions);
    const auto added = std::count(positions.begin(), positions.end(), std::nullopt);
    NodeId next = 0;
    if (added > 0) {
        SEOGO_ASSIGN(next, writer_.give_ids("node", static_cast<std::size_t>(added)));
    }
    for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        Node& node = fresh.nodes[i];
        const auto old = before.find(node.id);
        if (old == before.end()) {
            node.id = next++;
            SEOGO_TRY(writer_.put_node(notebook, {node, placement.positions[i]}));
            continue;
        }
        if (placement.moved[i]) moved.insert(node.item);
        if (!(old->second->node == node)) {
            SEOGO_TRY(writer_.put_node(notebook, {node, placement.positions[i]}));
        } else if (old->second->position != placement.positions[i]) {
            SEOGO_TRY(writer_.move_node(node.id, placement.positions[i]));
        }
        before.erase(old);
    }
    for (const PlacedNode& placed : stored) {
        if (before.contains(placed.node.id)) SEOGO_TRY(writer_.remove_node(placed.node.id));
    }
    return ok_status();
}

}  // namespace seogo::store
