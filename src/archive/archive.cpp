// Opens an archive, commits its changes, and answers what touches no notebook: history, backup,
// status.
#include "archive/archive.h"

#include <algorithm>

#include "archive/live_index.h"
#include "archive/state.h"
#include "search/grep.h"
#include "search/searcher.h"

namespace seogo {
namespace archive {

Result<std::int64_t> commit_change(Archive::State& state, store::Change& change,
                                   std::string_view command, std::string_view summary) {
    SEOGO_TRY(index_touched(*state.files, state.folder, change));
    return change.commit(command, summary);
}

base::Path kept_path(const base::Path& path) {
    std::error_code error;
    const base::Path absolute = std::filesystem::absolute(path, error);
    return (error ? path : absolute).lexically_normal();
}

std::string week_of(const store::ItemRow& row) {
    if (row.week == 0) return "";
    return notebook::week_name({row.year, row.month, row.week});
}

Result<store::NotebookRow> notebook_named(store::Snapshot& snapshot, std::string_view name) {
    SEOGO_ASSIGN(const auto rows, snapshot.notebooks());
    std::vector<store::NotebookRow> found;
    std::string names;
    for (const auto& row : rows) {
        const base::Path path(row.path);
        if (row.path == name) return row;
        if (name.empty() || path.filename() == base::Path(name)) found.push_back(row);
        if (names.size() < 400) names += (names.empty() ? "" : ", ") + path.filename().string();
    }
    if (found.size() == 1) return found.front();
    if (rows.empty()) return Error{ErrorKind::kNotFound, "the archive holds no notebook yet"};
    const std::string of = name.empty() ? "" : " of the name " + std::string(name);
    if (found.empty()) {
        return Error{ErrorKind::kNotFound, "no notebook" + of + "; there are: " + names};
    }
    return Error{ErrorKind::kBadInput,
                 std::to_string(found.size()) + " notebooks" + of + ", say which: " + names};
}

}  // namespace archive

using archive::commit_change;

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(const base::Path& folder, Options options) {
    return open_on(base::real_files(), folder, options);
}

Result<std::unique_ptr<Archive>> Archive::open_on(base::FileSystem& files, const base::Path& folder,
                                                  Options options) {
    auto state = std::make_unique<State>();
    state->files = &files;
    state->clock = options.clock;
    state->folder = folder;
    SEOGO_ASSIGN(
        state->store,
        store::Store::open(files, folder, {.create = options.create, .clock = options.clock}));
    return std::unique_ptr<Archive>(new Archive(std::move(state)));
}

std::string Archive::last_diff() const { return state_->last_diff; }

// Asks once; and once more of an index in memory where a segment turned out to be damaged on the
// way: no answer comes from bytes that disagree with their checksum.
template <typename Ask>
auto Archive::answered(store::Snapshot& snapshot, Ask ask)
    -> decltype(ask(std::declval<archive::LiveIndex&>())) {
    SEOGO_ASSIGN(auto index, archive::open_index(*state_->files, state_->folder, snapshot));
    auto answer = ask(index);
    SEOGO_ASSIGN(const bool replaced, archive::replace_damaged(snapshot, index));
    if (replaced) answer = ask(index);
    if (answer.ok()) SEOGO_TRY(mend_index(index.warnings, answer.value().warnings));
    return answer;
}

Result<search::SearchResult> Archive::search(const search::SearchQuery& query) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    return answered(*snapshot, [&](archive::LiveIndex& index) {
        archive::LiveWindows windows(index);
        return search::Searcher(*snapshot, index.segments, *state_->clock, &windows).search(query);
    });
}

Result<search::GrepResult> Archive::grep(const search::GrepQuery& query) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    return answered(*snapshot, [&](archive::LiveIndex& index) {
        archive::LiveWindows windows(index);
        return search::grep(*snapshot, windows, *state_->clock, query);
    });
}

Result<ask::Answer> Archive::ask(const ask::Question& question) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    return answered(*snapshot, [&](archive::LiveIndex& index) {
        archive::LiveWindows windows(index);
        search::Searcher searcher(*snapshot, index.segments, *state_->clock, &windows);
        return ask::answer(*snapshot, searcher, question);
    });
}

// The answer at hand came from an index made in memory; the files are made anew where that is
// allowed.
Status Archive::mend_index(const std::vector<std::string>& damage,
                           std::vector<std::string>& warnings) {
    const auto opened = state_->store->warnings();
    warnings.insert(warnings.end(), opened.begin(), opened.end());
    if (damage.empty()) return ok_status();
    const Status mended = rebuild(false);
    const std::string outcome =
        mended.ok()
            ? "; the index was rebuilt"
            : "; answered from memory, the index could not be rebuilt: " + mended.error().message;
    for (const auto& one : damage)
        warnings.push_back(one + outcome);
    return ok_status();
}

Result<std::vector<store::HistoryRow>> Archive::history(std::size_t limit) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    return snapshot->history(limit);
}

Result<std::int64_t> Archive::undo(std::int64_t seq) {
    SEOGO_ASSIGN(const auto change, state_->store->write());
    if (seq == 0) {
        SEOGO_ASSIGN(const auto newest, change->history(1));
        if (newest.empty()) return Error{ErrorKind::kNotFound, "there is no change to undo"};
        seq = newest.front().seq;
    }
    SEOGO_TRY(change->undo(seq));
    SEOGO_ASSIGN(const auto touched, change->touched_items());
    return commit_change(*state_, *change, "undo " + std::to_string(seq),
                         std::to_string(touched.size()) + " items as before");
}

Result<ArchiveStatus> Archive::status() {
    ArchiveStatus status;
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto index, archive::open_index(*state_->files, state_->folder, *snapshot));
    SEOGO_ASSIGN(const auto items, snapshot->items());
    SEOGO_ASSIGN(const auto notebooks, snapshot->notebooks());
    SEOGO_ASSIGN(const auto concepts, snapshot->concept_nodes());
    SEOGO_ASSIGN(const auto newest, snapshot->history(1));
    status.folder = state_->folder.string();
    for (const auto& item : items) {
        if (item.origin == store::ItemOrigin::kEntry) ++status.items;
        SEOGO_ASSIGN(const auto document, snapshot->document(item.id));
        if (document) ++status.documents;
    }
    status.notebooks = static_cast<std::int64_t>(notebooks.size());
    status.concepts = static_cast<std::int64_t>(concepts.size());
    status.changes = newest.empty() ? 0 : newest.front().seq;
    status.segments = static_cast<std::int64_t>(index.opened.size());
    for (const auto& segment : index.opened) {
        status.passages += static_cast<std::int64_t>(segment->passage_count());
    }
    SEOGO_ASSIGN(status.bytes, archive_bytes());
    status.warnings = state_->store->warnings();
    status.warnings.insert(status.warnings.end(), index.warnings.begin(), index.warnings.end());
    return status;
}

Result<std::int64_t> Archive::archive_bytes() const {
    std::int64_t bytes = 0;
    std::vector<base::Path> folders = {state_->folder};
    while (!folders.empty()) {
        const base::Path folder = folders.back();
        folders.pop_back();
        SEOGO_ASSIGN(const auto names, state_->files->list(folder));
        for (const auto& name : names) {
            const auto info = state_->files->info(folder / name);
            if (!info.ok()) continue;  // a temporary file that is gone again
            if (info.value().type == base::FileType::kFolder) folders.push_back(folder / name);
            if (info.value().type == base::FileType::kFile) {
                bytes += static_cast<std::int64_t>(info.value().size);
            }
        }
    }
    return bytes;
}

Result<std::vector<store::Damage>> Archive::verify() {
    SEOGO_ASSIGN(auto damage, state_->store->verify());
    const Status indexed = verify_index(damage);
    // A database that cannot be read has been named already, with more detail.
    if (!indexed.ok() && (indexed.error().kind != ErrorKind::kBadFile || damage.empty())) {
        return indexed.error();
    }
    return damage;
}

Status Archive::verify_index(std::vector<store::Damage>& damage) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    SEOGO_ASSIGN(const auto index, archive::open_index(*state_->files, state_->folder, *snapshot,
                                                       archive::Check::kWhole));
    for (const std::string& warning : index.warnings) {  // "index/NAME: what is wrong with it"
        const std::size_t colon = warning.find(": ");
        damage.push_back({warning.substr(0, colon), warning.substr(colon + 2)});
    }
    return ok_status();
}

Status Archive::backup(const base::Path& file) { return state_->store->backup(file); }

Status Archive::rebuild(bool database_too) {
    if (database_too) {
        state_->store.reset();
        const Status rebuilt = store::Store::rebuild_database(*state_->files, state_->folder);
        SEOGO_ASSIGN(state_->store,
                     store::Store::open(*state_->files, state_->folder, {.clock = state_->clock}));
        if (!rebuilt.ok()) return rebuilt;
    }
    SEOGO_ASSIGN(const auto change, state_->store->write());
    SEOGO_TRY(archive::index_all(*state_->files, state_->folder, *change, archive::Stops::kYes));
    SEOGO_ASSIGN(const auto seq, change->commit("rebuild", "derived data made anew"));
    (void)seq;
    return ok_status();
}

}  // namespace seogo
