// Sync: a notebook file and the archive brought to one state, or their conflicts told.
#include "archive/archive.h"
#include "archive/input.h"
#include "archive/notebook_change.h"
#include "archive/state.h"
#include "notebook/parse.h"

namespace seogo {
namespace {

// The three texts that meet: as both sides last agreed, as the archive has it, as the file has it.
struct Sides {
    store::NotebookRow row;
    std::string base, ours, theirs;
    std::string theirs_bytes;
};

Result<Sides> read_sides(Archive::State& state, store::Change& change, const base::Path& path) {
    Sides sides;
    SEOGO_ASSIGN(sides.row, archive::notebook_named(change, path.string()));
    SEOGO_ASSIGN(const auto file, archive::read_text(*state.files, path));
    SEOGO_ASSIGN(const auto base_bytes, state.store->blob(sides.row.synced));
    SEOGO_ASSIGN(const auto nodes, change.nodes(sides.row.id));
    sides.base = text::decode(base_bytes).text;
    sides.ours = notebook::render(nodes);
    sides.theirs = file.decoded.text;
    sides.theirs_bytes = file.bytes;
    sides.row.encoding = text::encoding_name(file.decoded.encoding);
    return sides;
}

// The file first, the archive after it: a crash in between leaves a file that holds both sides'
// edits, which the next sync takes in. The other order could read as if the person had taken back
// what the archive gained.
Status write_file(Archive::State& state, const base::Path& path, const Sides& sides,
                  std::string_view bytes) {
    SEOGO_ASSIGN(const std::string now, base::read_file(*state.files, path));
    if (now != sides.theirs_bytes) {
        return Error{ErrorKind::kBusy, path.string() + ": changed while it was merged, try again"};
    }
    return base::write_file_atomically(*state.files, path, bytes);
}

}  // namespace

Result<SyncResult> Archive::sync(const base::Path& notebook) {
    const base::Path path = archive::kept_path(notebook);
    SyncResult result;
    SEOGO_ASSIGN(auto change, state_->store->write());
    SEOGO_ASSIGN(const auto rows, change->notebooks());
    bool known = false;
    for (const auto& row : rows)
        known = known || row.path == path.string();
    if (!known) {
        change.reset();  // the import takes the writer's place
        SEOGO_ASSIGN(const auto imported, import({path}, {}));
        if (imported.files.front().error) return Error(*imported.files.front().error);
        result.archive_changed = imported.seq != 0;
        return result;
    }
    SEOGO_ASSIGN(Sides sides, read_sides(*state_, *change, path));
    auto merged = notebook::merge3(sides.base, sides.ours, sides.theirs);
    if (!merged.conflicts.empty()) {
        result.conflicts = std::move(merged.conflicts);
        return result;
    }
    SEOGO_ASSIGN(const auto encoding, text::encoding_from_name(sides.row.encoding));
    SEOGO_ASSIGN(const std::string bytes, text::encode(merged.text, encoding));
    SEOGO_ASSIGN(sides.row.synced, change->put_blob(bytes));
    auto parsed = notebook::parse(merged.text);
    SEOGO_ASSIGN(const auto counts, archive::put_notebook(*change, sides.row, parsed.notebook));
    if (merged.text != sides.theirs) {
        SEOGO_TRY(write_file(*state_, path, sides, bytes));
        result.file_changed = true;
        result.diff_of_file = notebook::unified_diff(sides.theirs, merged.text);
    }
    result.archive_changed = merged.text != sides.ours;
    SEOGO_ASSIGN(const auto seq,
                 archive::commit_change(*state_, *change, "sync",
                                        std::to_string(counts.added) + " items added, " +
                                            std::to_string(counts.changed) + " changed, " +
                                            std::to_string(counts.removed) + " removed"));
    (void)seq;
    return result;
}

}  // namespace seogo
