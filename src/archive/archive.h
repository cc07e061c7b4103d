// The archive: opens every part and joins them; one method per verb. What an embedding program
// includes, and all that the CLI and the API call.
//
// Threads: one Archive per thread; several on one folder at once (one writes at a time).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ask/answer.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "notebook/edit.h"
#include "notebook/lint.h"
#include "notebook/merge.h"
#include "notebook/model.h"
#include "search/grep.h"
#include "search/search.h"
#include "store/store.h"

namespace seogo {

namespace archive {
struct LiveIndex;
}

using store::ItemId;

struct ImportOptions {
    bool dry_run = false;
    bool notebook = true;  // .md and .txt become notebooks (the only format so far)
    std::function<void(std::size_t done, std::size_t total)> progress = {};  // files
};
struct ImportedFile {
    std::string path;
    std::string encoding;
    std::int64_t items_added = 0, items_changed = 0, items_removed = 0, items_kept = 0;
    std::int64_t documents = 0;         // local files behind links that were taken in
    std::vector<std::string> warnings;  // lines kept as text, links that lead outside, ...
    std::optional<Error> error;         // this file failed; the others went on
};
struct ImportResult {
    std::vector<ImportedFile> files;
    std::int64_t seq = 0;  // history; 0: nothing changed
};

struct AddOptions {
    std::string
        input;  // path of a file, an address (recorded, not fetched), or text where `is_text`
    bool is_text = false;
    std::string kind, org, title, url;
    std::vector<std::string> notes;
    std::optional<notebook::WeekName> week;  // unset: no notebook line, a document alone
};

struct ItemListEntry {
    ItemId id = 0;
    std::string kind, org, title, url, week, source, lang;
};
struct ListFilter {
    std::string kind{}, org{}, week{};
    int year = 0;
    std::size_t limit = 100, offset = 0;
};
struct ShownItem {
    ItemListEntry head;
    std::string text;                     // what offsets of hits and citations refer to
    std::optional<notebook::Item> entry;  // of a notebook entry
    std::vector<notebook::Link> links;
    std::vector<store::HistoryRow> history;
};
struct GlossaryEntry {
    ItemId item = 0;
    std::string term, definition, title;
};
struct SyncResult {
    bool archive_changed = false, file_changed = false;
    std::string diff_of_file;                   // unified, what the file gained
    std::vector<notebook::Conflict> conflicts;  // not empty: nothing was changed on either side
};
struct ArchiveStatus {
    std::string folder;
    std::int64_t items = 0, notebooks = 0, documents = 0, concepts = 0, changes = 0;
    std::int64_t segments = 0, passages = 0, bytes = 0;
    std::vector<std::string> warnings;
};
struct LintedFile {
    std::string path;
    std::vector<notebook::Problem> problems;
    bool fixed = false;
};

class Archive {
public:
    struct Options {
        bool create = false;
        base::Clock* clock = &base::real_clock();
    };
    static Result<std::unique_ptr<Archive>> open(const base::Path& folder, Options options);
    static Result<std::unique_ptr<Archive>> open_on(base::FileSystem& files,
                                                    const base::Path& folder, Options options);
    ~Archive();

    Result<ImportResult> import(const std::vector<base::Path>& paths, ImportOptions options);
    // format: notebook | json | markdown. Several notebooks: `name` (file name) chooses; kBadInput
    // lists them.
    Result<std::string> export_as(std::string_view format, std::string_view name);
    Result<SyncResult> sync(const base::Path& notebook);
    Result<notebook::Stats> stats();
    Result<ItemId> add(const AddOptions& options);
    Result<std::vector<ItemListEntry>> list(const ListFilter& filter);
    Result<ShownItem> show(ItemId id);
    Status edit(ItemId id, const notebook::ItemChange& change);
    Status note(ItemId id, std::string_view text);
    Status remove(ItemId id);
    // The notebook diff that the last edit, note, remove or add made (unified; "" for documents).
    std::string last_diff() const;
    Result<std::vector<GlossaryEntry>> concepts(std::string_view term);  // "" : all
    Result<search::SearchResult> search(const search::SearchQuery& query);
    Result<search::GrepResult> grep(const search::GrepQuery& query);
    Result<ask::Answer> ask(const ask::Question& question);
    Result<std::vector<store::HistoryRow>> history(std::size_t limit);
    Result<std::int64_t> undo(std::int64_t seq);  // 0: the newest change
    Result<ArchiveStatus> status();
    Result<std::vector<store::Damage>> verify();
    Status backup(const base::Path& file);
    Status rebuild(bool database_too);       // derived data; the database from the blob folder
    Result<std::vector<LintedFile>> lint();  // of the notebooks it holds

    struct State;  // what all verbs share: src/archive/state.h

private:
    explicit Archive(std::unique_ptr<State> state);
    template <typename Ask>
    auto answered(store::Snapshot& snapshot, Ask ask)
        -> decltype(ask(std::declval<archive::LiveIndex&>()));
    Status mend_index(const std::vector<std::string>& damage, std::vector<std::string>& warnings);
    Status verify_index(std::vector<store::Damage>& damage);
    Result<std::int64_t> archive_bytes() const;
    std::unique_ptr<State> state_;
};

// Without an archive: a notebook file by itself.
Result<LintedFile> lint_file(base::FileSystem& files, const base::Path& file, bool fix);

}  // namespace seogo
