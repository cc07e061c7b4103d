// List, show, concepts, stats, lint: what the archive says of itself.
#include <algorithm>

#include "archive/archive.h"
#include "archive/input.h"
#include "archive/state.h"
#include "notebook/parse.h"
#include "search/searcher.h"
#include "text/unicode.h"

namespace seogo {
namespace {

ItemListEntry entry_of(const store::ItemRow& row) {
    return {.id = row.id,
            .kind = row.kind,
            .org = row.org,
            .title = row.title,
            .url = row.url,
            .week = archive::week_of(row),
            .source = row.source,
            .lang = row.lang};
}

// Pages of notebooks that have entries are only frames around them; they are found, not listed.
Result<std::vector<store::ItemRow>> listed_rows(store::Snapshot& snapshot) {
    SEOGO_ASSIGN(auto rows, snapshot.items());
    std::vector<store::NotebookId> with_entries;
    for (const auto& row : rows) {
        if (row.origin == store::ItemOrigin::kEntry) with_entries.push_back(row.notebook);
    }
    std::sort(with_entries.begin(), with_entries.end());
    std::erase_if(rows, [&](const auto& row) {
        return row.origin == store::ItemOrigin::kPage &&
               std::binary_search(with_entries.begin(), with_entries.end(), row.notebook);
    });
    return rows;
}

bool names_org(std::string_view orgs, std::string_view wanted) {
    return text::fold(orgs).text.find(text::fold(wanted).text) != std::string::npos;
}

bool passes(const ListFilter& filter, const ItemListEntry& entry, const store::ItemRow& row) {
    if (!filter.kind.empty() && entry.kind != filter.kind) return false;
    if (!filter.week.empty() && entry.week != filter.week) return false;
    if (filter.year != 0 && row.year != filter.year) return false;
    return filter.org.empty() || names_org(entry.org, filter.org);
}

// One text out of all notebooks, as stats counts them together.
Result<notebook::Notebook> all_nodes(store::Snapshot& snapshot) {
    notebook::Notebook all;
    SEOGO_ASSIGN(const auto rows, snapshot.notebooks());
    for (const auto& row : rows) {
        SEOGO_ASSIGN(auto nodes, snapshot.nodes(row.id));
        std::move(nodes.nodes.begin(), nodes.nodes.end(), std::back_inserter(all.nodes));
    }
    return all;
}

std::vector<notebook::Link> links_of(const std::vector<notebook::Node>& nodes) {
    std::vector<notebook::Link> links;
    for (const auto& node : nodes) {
        auto own = notebook::links_of(node);
        std::move(own.begin(), own.end(), std::back_inserter(links));
    }
    return links;
}

constexpr std::size_t kHistorySearched = 10'000;

Result<std::vector<store::HistoryRow>> history_of(store::Snapshot& snapshot, ItemId id) {
    SEOGO_ASSIGN(auto rows, snapshot.history(kHistorySearched));
    std::erase_if(rows, [&](const auto& row) {
        return std::find(row.items.begin(), row.items.end(), id) == row.items.end();
    });
    return rows;
}

}  // namespace

Result<std::vector<ItemListEntry>> Archive::list(const ListFilter& filter) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto rows, listed_rows(*snapshot));
    std::vector<ItemListEntry> entries;
    std::size_t skipped = 0;
    for (const auto& row : rows) {
        if (entries.size() == filter.limit) break;
        SEOGO_ASSIGN(const auto content, search::content_of(*snapshot, row.id));
        auto entry = entry_of(content.row);
        if (!passes(filter, entry, row) || skipped++ < filter.offset) continue;
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<ShownItem> Archive::show(ItemId id) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto row, snapshot->item(id));
    if (!row) return Error{ErrorKind::kNotFound, "no item " + std::to_string(id)};
    SEOGO_ASSIGN(auto content, search::content_of(*snapshot, id));
    ShownItem shown;
    shown.head = entry_of(content.row);
    shown.text = std::move(content.text);
    if (row->origin == store::ItemOrigin::kEntry) {
        SEOGO_ASSIGN(const auto nodes, snapshot->nodes(row->notebook));
        for (auto& entry : notebook::items_of(nodes)) {
            if (entry.id == id) shown.entry = std::move(entry);
        }
    }
    SEOGO_ASSIGN(const auto own, snapshot->nodes_of_item(id));
    shown.links = links_of(own);
    SEOGO_ASSIGN(shown.history, history_of(*snapshot, id));
    return shown;
}

Result<std::vector<GlossaryEntry>> Archive::concepts(std::string_view term) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(auto nodes, snapshot->concept_nodes());
    const std::string wanted = text::fold(term).text;
    std::vector<GlossaryEntry> entries;
    for (auto& node : nodes) {
        auto& name = node[notebook::Field::kTerm];
        if (text::fold(name).text.find(wanted) == std::string::npos) continue;
        SEOGO_ASSIGN(const auto content, search::content_of(*snapshot, node.item));
        entries.push_back({node.item, std::move(name),
                           std::move(node[notebook::Field::kDefinition]), content.row.title});
    }
    return entries;
}

Result<notebook::Stats> Archive::stats() {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto nodes, all_nodes(*snapshot));
    return notebook::stats_of(nodes);
}

Result<std::vector<LintedFile>> Archive::lint() {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto rows, snapshot->notebooks());
    std::vector<LintedFile> linted;
    for (const auto& row : rows) {
        SEOGO_ASSIGN(const auto nodes, snapshot->nodes(row.id));
        linted.push_back({row.path, notebook::lint(notebook::render(nodes)), false});
    }
    return linted;
}

Result<LintedFile> lint_file(base::FileSystem& files, const base::Path& file, bool fix) {
    SEOGO_ASSIGN(const auto read, archive::read_text(files, file));
    LintedFile linted{file.string(), notebook::lint(read.decoded.text), false};
    if (!fix) return linted;
    const std::string mended = notebook::fix(read.decoded.text);
    if (mended == read.decoded.text) return linted;
    SEOGO_ASSIGN(const auto bytes, text::encode(mended, read.decoded.encoding));
    SEOGO_TRY(base::write_file_atomically(files, file, bytes));
    linted.problems = notebook::lint(mended);
    linted.fixed = true;
    return linted;
}

}  // namespace seogo
