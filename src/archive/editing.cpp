// Add, edit, note, remove: each a small change of one notebook, or of a document that stands alone.
#include <algorithm>

#include "archive/archive.h"
#include "archive/input.h"
#include "archive/notebook_change.h"
#include "archive/state.h"
#include "doc/markdown.h"
#include "text/language.h"

namespace seogo {
namespace {

using notebook::Notebook;

Result<store::ItemRow> existing(store::Snapshot& snapshot, ItemId id) {
    SEOGO_ASSIGN(const auto row, snapshot.item(id));
    if (!row) return Error{ErrorKind::kNotFound, "no item " + std::to_string(id)};
    return *row;
}

Result<store::NotebookRow> notebook_of(store::Snapshot& snapshot, store::NotebookId id) {
    SEOGO_ASSIGN(const auto rows, snapshot.notebooks());
    for (const auto& row : rows) {
        if (row.id == id) return row;
    }
    return Error{ErrorKind::kBadFile, "notebook " + std::to_string(id) + " is missing"};
}

// Runs one edit on the notebook that holds an item, stores it, and keeps the diff to show.
template <typename Edit>
Status edit_notebook(Archive::State& state, store::Change& change, store::NotebookId id,
                     const Edit& edit) {
    SEOGO_ASSIGN(const auto row, notebook_of(change, id));
    SEOGO_ASSIGN(Notebook nodes, change.nodes(id));
    const std::string before = notebook::render(nodes);
    SEOGO_TRY(edit(nodes));
    const std::string after = notebook::render(nodes);
    SEOGO_ASSIGN(const auto encoding, text::encoding_from_name(row.encoding));
    SEOGO_ASSIGN(const auto bytes,
                 text::encode(after, encoding));  // refuses what cannot be written
    (void)bytes;
    SEOGO_ASSIGN(const auto counts, archive::put_edited(change, row, std::move(nodes)));
    (void)counts;
    state.last_diff = notebook::unified_diff(before, after);
    return ok_status();
}

Status commit(Archive::State& state, store::Change& change, std::string_view command,
              const std::string& summary) {
    SEOGO_ASSIGN(const auto seq, archive::commit_change(state, change, command, summary));
    (void)seq;
    return ok_status();
}

// The notebook that new entries go to: the one with weeks that was imported last, else a new one.
Result<store::NotebookRow> notebook_for_new(store::Change& change) {
    SEOGO_ASSIGN(auto rows, change.notebooks());
    std::reverse(rows.begin(), rows.end());
    for (const auto& row : rows) {
        SEOGO_ASSIGN(const Notebook nodes, change.nodes(row.id));
        const bool weekly = std::any_of(nodes.nodes.begin(), nodes.nodes.end(), [](const auto& n) {
            return n.role == notebook::Role::kWeek;
        });
        if (weekly) return row;
    }
    store::NotebookRow row;
    row.path = "notebook.md";
    row.encoding = text::encoding_name({});
    SEOGO_ASSIGN(row.original, change.put_blob(""));
    row.synced = row.original;
    SEOGO_ASSIGN(row.id, change.put_notebook(row));
    return row;
}

bool is_address(std::string_view input) {
    return input.starts_with("http://") || input.starts_with("https://");
}

// What is to be added, read and named before anything is written.
struct Addition {
    store::ItemRow item;
    std::optional<store::DocumentRow> document;
    std::string bytes;
};

Result<Addition> read_addition(Archive::State& state, const AddOptions& options) {
    Addition addition;
    addition.item.origin = store::ItemOrigin::kDocument;
    addition.item.kind = options.kind;
    addition.item.org = options.org;
    addition.item.title = options.title;
    addition.item.url = options.url;
    addition.item.added_ms = state.clock->now_ms();
    if (!options.is_text && is_address(options.input)) {
        addition.item.url = options.input;
        addition.item.source = options.input;
        if (options.title.empty()) addition.item.title = options.input;
        addition.item.lang = text::language_of(options.title);
        return addition;
    }
    store::DocumentRow document;
    if (options.is_text) {
        addition.bytes = options.input;
        document.text = text::decode(options.input).text;
        document.type = "text/markdown";
        document.source = "-";
    } else {
        const base::Path path = archive::kept_path(options.input);
        SEOGO_ASSIGN(const auto file, archive::read_text(*state.files, path));
        addition.bytes = file.bytes;
        document.text = file.decoded.text;
        document.type = archive::type_of(path);
        document.source = path.string();
    }
    if (addition.item.title.empty()) {
        addition.item.title = doc::title_of(document.text, document.source);
    }
    addition.item.source = document.source;
    addition.item.lang = text::language_of(document.text);
    addition.document = std::move(document);
    return addition;
}

// The document item that came from the same file or address, to be replaced and not doubled.
Result<ItemId> same_source(store::Snapshot& snapshot, const store::ItemRow& item) {
    if (item.source == "-") return ItemId{0};
    SEOGO_ASSIGN(const auto rows, snapshot.items());
    for (const auto& row : rows) {
        if (row.origin == store::ItemOrigin::kDocument && row.source == item.source) return row.id;
    }
    return ItemId{0};
}

// What the notebook's line links to: the address, else the file, else (a text) nothing.
std::string url_of(const Addition& addition, const store::NotebookRow& row) {
    if (!addition.item.url.empty() || !addition.document) return addition.item.url;
    if (addition.document->source == "-") return "";
    return archive::link_to(addition.document->source, base::Path(row.path).parent_path());
}

Result<ItemId> add_to_week(Archive::State& state, store::Change& change, const AddOptions& options,
                           const Addition& addition) {
    SEOGO_ASSIGN(const auto row, notebook_for_new(change));
    const notebook::NewItem wanted{.kind = options.kind,
                                   .org = options.org,
                                   .title = addition.item.title,
                                   .url = url_of(addition, row),
                                   .notes = options.notes};
    std::size_t at = 0;
    SEOGO_TRY(edit_notebook(state, change, row.id, [&](Notebook& nodes) -> Status {
        SEOGO_ASSIGN(at, notebook::insert_item(nodes, *options.week, wanted));
        return ok_status();
    }));
    SEOGO_ASSIGN(const Notebook stored, change.nodes(row.id));
    return stored.nodes[at].item;
}

// Notes of an item that stands in no notebook stand at the head of its text.
void prepend_notes(Addition& addition, const std::vector<std::string>& notes) {
    if (notes.empty()) return;
    std::string head;
    for (const auto& note : notes)
        head += "- " + note + "\n";
    if (!addition.document) {
        addition.document.emplace();
        addition.document->type = "text/markdown";
        addition.document->source = addition.item.source;
        addition.bytes = head;
    }
    addition.document->text = head + addition.document->text;
}

}  // namespace

Result<ItemId> Archive::add(const AddOptions& options) {
    SEOGO_ASSIGN(Addition addition, read_addition(*state_, options));
    SEOGO_ASSIGN(const auto change, state_->store->write());
    state_->last_diff.clear();
    ItemId id = 0;
    if (options.week) {
        SEOGO_ASSIGN(id, add_to_week(*state_, *change, options, addition));
    } else {
        prepend_notes(addition, options.notes);
        SEOGO_ASSIGN(addition.item.id, same_source(*change, addition.item));
        SEOGO_ASSIGN(id, change->put_item(addition.item));
    }
    if (addition.document) {
        addition.document->item = id;
        SEOGO_ASSIGN(addition.document->original, change->put_blob(addition.bytes));
        SEOGO_TRY(change->put_document(*addition.document));
    }
    SEOGO_TRY(commit(*state_, *change, "add", "item " + std::to_string(id) + " added"));
    return id;
}

Status Archive::edit(ItemId id, const notebook::ItemChange& wanted) {
    SEOGO_ASSIGN(const auto change, state_->store->write());
    SEOGO_ASSIGN(auto row, existing(*change, id));
    state_->last_diff.clear();
    if (row.notebook != 0) {
        SEOGO_TRY(edit_notebook(*state_, *change, row.notebook, [&](Notebook& nodes) {
            return notebook::change_item(nodes, id, wanted);
        }));
    } else {
        if (wanted.kind) row.kind = *wanted.kind;
        if (wanted.org) row.org = *wanted.org;
        if (wanted.title) row.title = *wanted.title;
        if (wanted.url) row.url = *wanted.url;
        SEOGO_ASSIGN(const auto same, change->put_item(row));
        SEOGO_CHECK(same == id);
    }
    return commit(*state_, *change, "edit", "item " + std::to_string(id) + " changed");
}

Status Archive::note(ItemId id, std::string_view text) {
    SEOGO_ASSIGN(const auto change, state_->store->write());
    SEOGO_ASSIGN(const auto row, existing(*change, id));
    state_->last_diff.clear();
    if (row.origin != store::ItemOrigin::kEntry) {
        return Error{ErrorKind::kUnsupported, "item " + std::to_string(id) +
                                                  " is no entry of a notebook; notes go to those"};
    }
    SEOGO_TRY(edit_notebook(*state_, *change, row.notebook,
                            [&](Notebook& nodes) { return notebook::add_note(nodes, id, text); }));
    return commit(*state_, *change, "note", "note added to item " + std::to_string(id));
}

Status Archive::remove(ItemId id) {
    SEOGO_ASSIGN(const auto change, state_->store->write());
    SEOGO_ASSIGN(const auto row, existing(*change, id));
    state_->last_diff.clear();
    if (row.origin == store::ItemOrigin::kEntry) {
        SEOGO_TRY(edit_notebook(*state_, *change, row.notebook,
                                [&](Notebook& nodes) { return notebook::remove_item(nodes, id); }));
    } else if (row.origin == store::ItemOrigin::kPage) {
        SEOGO_TRY(change->remove_notebook(row.notebook));
    } else {
        SEOGO_TRY(change->remove_item(id));
    }
    return commit(*state_, *change, "remove", "item " + std::to_string(id) + " removed");
}

}  // namespace seogo
