// The store: what the archive holds, in SQLite beside a folder of blobs, with one commit point.
//
// Other modules include: store.h
// Start at: store.h (Store, Snapshot, Change). Files of an archive folder (all:
// docs/formats/archive.md):
//   seogo.db (+ -wal, -shm)   items, notebooks, nodes, documents, history, segments
//   blobs/ab/<hash>           original bytes, content-addressed, never changed
//   journal/<seq>.change      one file a commit: the changeset, enough to rebuild the database;
//                             <seq>-<checksum>.pending until its transaction is durable
//   index/<name>.segment      derived; named by rows of `segments`
//   lock                      held by the one writer
//   restore.done/             a verified backup that takes the archive's place
// Invariants (tests name the one they hold):
//   (1) A commit is acknowledged only after its journal file and its transaction are durable.
//   (2) No file is named in the database before its last byte is synced.
//   (3) A file that no row names is swept when the next writer opens.
//   (4) The database equals the replay of journal/ from empty, derived tables aside.
//   (5) A database behind its journal (a lost -wal) is brought forward at open, and says so.
//   (6) A page whose checksum disagrees is never answered from.
// Threads: one Snapshot or Change per thread; any number of Snapshots beside one Change.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "notebook/notebook.h"

namespace seogo::store {

using ItemId = notebook::ItemId;
using NotebookId = std::int64_t;

enum class ItemOrigin : std::uint8_t {
    kEntry,     // a line of a notebook
    kPage,      // a notebook file's words outside its entries; the only item of a one-note file
    kDocument,  // a file or page that was added by itself
};

struct ItemRow {
    ItemId id = 0;
    ItemOrigin origin = ItemOrigin::kEntry;
    NotebookId notebook = 0;  // 0 for documents
    // Of documents only; entries and pages have theirs in nodes.
    std::string title, url, org;
    std::string kind;  // paper dev news interesting ""
    int year = 0, month = 0, week = 0;
    std::string lang;    // "ko" "en" ""
    std::string source;  // file path or address that it came from
    std::int64_t added_ms = 0;
};

struct NotebookRow {
    NotebookId id = 0;
    std::string path;      // as imported, absolute
    std::string encoding;  // text::encoding_name
    std::string original;  // blob hash of the file as first imported
    std::string synced;    // blob hash of the file as last imported or synced: merge base
};

// Text behind an item: a file that was added, or one behind a notebook entry's local link.
struct DocumentRow {
    ItemId item = 0;
    std::string original;  // blob hash
    std::string type;      // "text/markdown", "text/plain"
    std::string source;
    std::string text;  // as converted, UTF-8, never normalized
};

struct HistoryRow {
    std::int64_t seq = 0;
    std::int64_t time_ms = 0;
    std::string command;  // "import", "edit", "undo 12", ...
    std::string summary;  // "3 items added, 1 changed"
    std::int64_t rows_changed = 0;
    std::vector<ItemId> items;  // touched
};

struct SegmentRow {
    std::string name;            // file under index/
    std::uint64_t checksum = 0;  // XXH3-64 of the file
    std::string dead;  // ItemIds of documents in it that no longer count: little-endian int64 each
};

// All reads see one state of the archive.
class Snapshot {
public:
    virtual ~Snapshot() = default;
    virtual Result<std::vector<ItemRow>> items() = 0;  // by id
    virtual Result<std::optional<ItemRow>> item(ItemId id) = 0;
    virtual Result<std::vector<NotebookRow>> notebooks() = 0;
    virtual Result<notebook::Notebook> nodes(NotebookId notebook) = 0;           // in order
    virtual Result<std::vector<notebook::Node>> nodes_of_item(ItemId item) = 0;  // in order
    virtual Result<std::vector<notebook::Node>> concept_nodes() = 0;             // of all notebooks
    virtual Result<std::optional<DocumentRow>> document(ItemId item) = 0;
    // In the order of put_segments(). After changes were replayed (a rebuild, a lost log): one row
    // that names a file which is never there, so that whoever opens the index makes it anew.
    virtual Result<std::vector<SegmentRow>> segments() = 0;
    virtual Result<std::vector<HistoryRow>> history(std::size_t limit) = 0;  // newest first
    virtual Result<std::string> setting(std::string_view name) = 0;          // "" where unset
};

// One write transaction; also sees its own writes. Dropped without commit: nothing happened.
// After commit() it may only be dropped.
class Change : public Snapshot {
public:
    // Adds or replaces; ids that are 0 are given (short, never used twice).
    virtual Result<NotebookId> put_notebook(const NotebookRow& row) = 0;
    // Makes the stored nodes equal to `fresh`, touching only rows that differ; gives ids to nodes
    // and items that have 0 (written back into `fresh`). Every line gets the item of its entry
    // (notebook::owners), the others that of the notebook's page. Items that no line is left of go,
    // with their documents. kBadInput for ids that are not of this notebook.
    virtual Status put_nodes(NotebookId notebook, notebook::Notebook& fresh) = 0;
    virtual Result<ItemId> put_item(const ItemRow& row) = 0;
    virtual Status put_document(const DocumentRow& row) = 0;
    virtual Status remove_item(ItemId item) = 0;  // with its lines and its document
    virtual Status remove_notebook(
        NotebookId notebook) = 0;  // with its items; kNotFound: none such
    virtual Result<std::string> put_blob(std::string_view bytes) = 0;  // synced; answers its hash
    // Derived rows: no part of history or journal.
    virtual Status put_segments(const std::vector<SegmentRow>& live) = 0;
    virtual Status put_setting(std::string_view name, std::string_view value) = 0;  // "" unsets
    // Items whose words this change touched so far (added, changed, removed), sorted.
    virtual Result<std::vector<ItemId>> touched_items() = 0;
    // Applies the inverse of a history row. kBadInput where later changes overlap it (named): they
    // changed the same values, put lines among those that come back, or hang on what would go.
    // kNotFound where there is no such row. Blobs stay, ids are not given again.
    virtual Status undo(std::int64_t seq) = 0;
    // Durable when it answers. A change that touched no row leaves no history. Answers the seq
    // (0: none). After an Error the archive is as before; where the disk failed after the
    // transaction was durable, it may hold the change all the same, whole.
    virtual Result<std::int64_t> commit(std::string_view command, std::string_view summary) = 0;
};

struct Damage {
    std::string file;  // relative to the archive folder
    std::string message;
};

class Store {
public:
    // Opens the folder, or makes it (0700) where `create`. kNotFound where there is none; kBadFile
    // "made by a newer version"; a read-only folder opens for reading.
    struct Options {
        bool create = false;
        base::Clock* clock = &base::real_clock();
        std::int64_t busy_wait_ms = 5000;
    };
    static Result<std::unique_ptr<Store>> open(base::FileSystem& files, const base::Path& folder,
                                               Options options);
    virtual ~Store() = default;

    virtual Result<std::unique_ptr<Snapshot>> read() = 0;
    virtual Result<std::unique_ptr<Change>>
    write() = 0;  // kBusy where another writer holds the lock
    virtual Result<std::string> blob(
        std::string_view hash) = 0;                   // checked against its hash; kBadFile
    virtual std::vector<std::string> warnings() = 0;  // what open() had to mend
    virtual base::FileSystem& files() = 0;
    virtual const base::Path& folder() const = 0;

    // Every page, blob and journal file against its checksum; empty: all is well.
    virtual Result<std::vector<Damage>> verify() = 0;
    // One file (ustar) with a consistent state, written beside others' writes.
    virtual Status backup(const base::Path& file) = 0;
    // Unpacks a backup into a folder that holds no archive yet (or, with `replace`, swaps it in
    // whole after it has verified clean). Interrupted: the old archive or the new one. kRefused
    // where an archive is there, kBadFile for anything but a whole backup.
    static Status restore(base::FileSystem& files, const base::Path& file, const base::Path& folder,
                          bool replace);
    // Makes the database anew from journal/ (the old one is set aside as seogo.db.damaged).
    // kBadFile, and nothing changed, where a journal file is missing or damaged, or the old
    // database can be read and holds more changes than the journal.
    static Status rebuild_database(base::FileSystem& files, const base::Path& folder);
};

}  // namespace seogo::store
