// Replaces the stored nodes of a notebook and keeps the rows of its items true.
#include "archive/notebook_change.h"

#include <map>
#include <string>

#include "notebook/match.h"
#include "notebook/model.h"
#include "search/searcher.h"
#include "text/language.h"

namespace seogo::archive {
namespace {

using notebook::ItemId;
using notebook::Notebook;

// The lines of each item, as one string: equal strings, unchanged item.
std::map<ItemId, std::string> lines_by_item(const Notebook& notebook) {
    std::map<ItemId, std::string> lines;
    for (const auto& node : notebook.nodes) {
        lines[node.item] += notebook::render(node);
    }
    lines.erase(0);
    return lines;
}

ItemCounts compare(const Notebook& old, const Notebook& fresh) {
    ItemCounts counts;
    const auto before = lines_by_item(old);
    const auto after = lines_by_item(fresh);
    for (const auto& [item, lines] : after) {
        const auto found = before.find(item);
        if (found == before.end()) {
            ++counts.added;
        } else {
            ++(found->second == lines ? counts.kept : counts.changed);
        }
    }
    for (const auto& [item, lines] : before)
        counts.removed += after.contains(item) ? 0 : 1;
    return counts;
}

bool same_facts(const store::ItemRow& a, const store::ItemRow& b) {
    return a.kind == b.kind && a.year == b.year && a.month == b.month && a.week == b.week &&
           a.lang == b.lang;
}

// What filters and lists need of an entry: its kind, week and language.
Status put_facts(store::Change& change, const Notebook& notebook) {
    std::map<ItemId, std::vector<notebook::Node>> nodes;
    for (const auto& node : notebook.nodes)
        nodes[node.item].push_back(node);
    std::map<ItemId, store::ItemRow> facts;
    for (const auto& [item, own] : nodes) {
        facts[item].lang = text::language_of(notebook::text_of(own).text);
    }
    for (const auto& entry : notebook::items_of(notebook)) {
        auto& row = facts[entry.id];
        row.kind = entry.kind;
        row.year = entry.year;
        row.month = entry.month;
        row.week = entry.week;
    }
    for (const auto& [item, wanted] : facts) {
        if (item == 0) continue;
        SEOGO_ASSIGN(auto stored, change.item(item));
        if (!stored || same_facts(*stored, wanted)) continue;
        stored->kind = wanted.kind;
        stored->year = wanted.year;
        stored->month = wanted.month;
        stored->week = wanted.week;
        stored->lang = wanted.lang;
        SEOGO_ASSIGN(const auto id, change.put_item(*stored));
        SEOGO_CHECK(id == item);
    }
    return ok_status();
}

}  // namespace

Result<ItemCounts> put_notebook(store::Change& change, store::NotebookRow& row, Notebook& fresh) {
    Notebook old;
    if (row.id != 0) {
        SEOGO_ASSIGN(old, change.nodes(row.id));
        notebook::carry_ids(old, fresh);
    }
    SEOGO_ASSIGN(row.id, change.put_notebook(row));
    SEOGO_TRY(change.put_nodes(row.id, fresh));
    SEOGO_TRY(put_facts(change, fresh));
    return compare(old, fresh);
}

Result<ItemCounts> put_edited(store::Change& change, const store::NotebookRow& row,
                              Notebook edited) {
    SEOGO_ASSIGN(const Notebook old, change.nodes(row.id));
    SEOGO_TRY(change.put_nodes(row.id, edited));
    SEOGO_TRY(put_facts(change, edited));
    return compare(old, edited);
}

}  // namespace seogo::archive
