// Import: notebooks and the local documents behind their links become items, ids kept.
#include <algorithm>
#include <map>
#include <set>

#include "archive/archive.h"
#include "archive/input.h"
#include "archive/notebook_change.h"
#include "archive/state.h"
#include "base/stop.h"
#include "notebook/match.h"
#include "notebook/parse.h"

namespace seogo {
namespace {

using archive::TextFile;
using notebook::Notebook;

// A file of another name counts as the same notebook from this share of equal entries on.
constexpr double kLikenessMin = 0.6;
constexpr std::ptrdiff_t kEntriesMin = 5;  // as notebook::likeness asks for

ImportedFile report_for(const base::Path& path) {
    ImportedFile report;
    report.path = path.string();
    return report;
}

// What entries are known by: their titles and addresses.
std::set<std::string> entry_names(const Notebook& notebook) {
    std::set<std::string> names;
    for (const auto& node : notebook.nodes) {
        if (node.role != notebook::Role::kItem) continue;
        for (const auto field : {notebook::Field::kTitle, notebook::Field::kUrl}) {
            if (!node[field].empty()) names.insert(node[field]);
        }
    }
    return names;
}

bool share_an_entry(const Notebook& a, const Notebook& b) {
    const auto names = entry_names(a);
    const auto others = entry_names(b);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return others.contains(name); });
}

class Importer {
public:
    Importer(Archive::State& state, store::Change& change, const std::vector<base::Path>& paths)
        : state_(state), change_(change), importing_(paths.begin(), paths.end()) {}

    // To be called first: reads which notebooks there are.
    Status start();

    // What cannot be read stands in the report; an Error is one of the archive and ends the import.
    Result<ImportedFile> import(const base::Path& path);

private:
    Result<store::NotebookRow> row_for(const base::Path& path, const Notebook& fresh,
                                       ImportedFile& report);
    Result<bool> is_newer_version(const store::NotebookRow& row, const base::Path& path,
                                  const Notebook& fresh);
    Status take_notebook(const base::Path& path, const TextFile& file, ImportedFile& report);
    Status take_documents(const base::Path& path, const Notebook& nodes, ImportedFile& report);
    Result<bool> take_document(ItemId item, const base::Path& target, ImportedFile& report);

    Archive::State& state_;
    store::Change& change_;
    std::set<base::Path> importing_;
    std::map<store::NotebookId, store::NotebookRow> notebooks_;  // as the change has them now
    std::set<store::NotebookId> taken_;  // notebooks that a file of this import stands for
};

Status Importer::start() {
    SEOGO_ASSIGN(const auto rows, change_.notebooks());
    for (const auto& row : rows)
        notebooks_.emplace(row.id, row);
    return ok_status();
}

// A file whose name the archive does not know may be a notebook that moved: told by its entries.
// Two files of one import are never taken for each other.
Result<store::NotebookRow> Importer::row_for(const base::Path& path, const Notebook& fresh,
                                             ImportedFile& report) {
    for (const auto& [id, row] : notebooks_) {
        if (row.path == path.string()) return row;
    }
    for (auto [id, row] : notebooks_) {
        if (taken_.contains(row.id) || importing_.contains(row.path)) continue;
        SEOGO_ASSIGN(const bool same, is_newer_version(row, path, fresh));
        if (!same) continue;
        report.warnings.push_back("taken as a newer version of " + row.path);
        row.path = path.string();
        return row;
    }
    store::NotebookRow row;
    row.path = path.string();
    return row;
}

Result<bool> Importer::is_newer_version(const store::NotebookRow& row, const base::Path& path,
                                        const Notebook& fresh) {
    // One that `add --week` began in the archive has no file yet: the first of its name that holds
    // one of its entries is it.
    const base::Path old_path(row.path);
    const bool may_begin = old_path.is_relative() && old_path == path.filename();
    const auto entries = std::count_if(
        fresh.nodes.begin(), fresh.nodes.end(),
        [](const notebook::Node& node) { return node.role == notebook::Role::kItem; });
    if (!may_begin && entries < kEntriesMin) return false;  // too few to be told by: not read
    SEOGO_ASSIGN(const auto old, change_.nodes(row.id));
    if (may_begin && share_an_entry(old, fresh)) return true;
    return notebook::likeness(old, fresh) >= kLikenessMin;
}

Result<ImportedFile> Importer::import(const base::Path& path) {
    ImportedFile report = report_for(path);
    auto file = archive::read_text(*state_.files, path);
    if (file.ok()) {
        SEOGO_TRY(take_notebook(path, file.value(), report));
    } else {
        report.error = std::move(file).error();
    }
    return report;
}

Status Importer::take_notebook(const base::Path& path, const TextFile& file, ImportedFile& report) {
    report.encoding = text::encoding_name(file.decoded.encoding);
    if (!file.decoded.valid) {
        report.warnings.push_back("some bytes are no valid UTF-8; they are kept as they came");
    }
    auto parsed = notebook::parse(file.decoded.text);
    for (const auto& warning : parsed.warnings) {
        report.warnings.push_back("line " + std::to_string(warning.line) + ": " + warning.message);
    }
    SEOGO_ASSIGN(auto row, row_for(path, parsed.notebook, report));
    SEOGO_ASSIGN(const std::string blob, change_.put_blob(file.bytes));
    if (row.original.empty()) row.original = blob;
    row.synced = blob;
    row.encoding = report.encoding;
    SEOGO_ASSIGN(const auto counts, archive::put_notebook(change_, row, parsed.notebook));
    taken_.insert(row.id);
    notebooks_[row.id] = row;
    report.items_added = counts.added;
    report.items_changed = counts.changed;
    report.items_removed = counts.removed;
    report.items_kept = counts.kept;
    return take_documents(path, parsed.notebook, report);
}

Status Importer::take_documents(const base::Path& path, const Notebook& nodes,
                                ImportedFile& report) {
    std::set<ItemId> with_document;
    for (const auto& node : nodes.nodes) {
        const bool entry =
            node.role == notebook::Role::kItem || node.role == notebook::Role::kSubItem;
        if (!entry || with_document.contains(node.item)) continue;
        for (const auto& link : notebook::links_of(node)) {
            const base::Path target =
                archive::local_target(*state_.files, path.parent_path(), link.url);
            // A file that is imported by itself is a notebook; it is not kept a second time.
            if (target.empty() || importing_.contains(target)) continue;
            SEOGO_ASSIGN(const bool taken, take_document(node.item, target, report));
            if (!taken) continue;
            with_document.insert(node.item);
            ++report.documents;
            break;
        }
    }
    return ok_status();
}

// False where another notebook of the archive is this very file, or where it cannot be read.
Result<bool> Importer::take_document(ItemId item, const base::Path& target, ImportedFile& report) {
    const bool is_notebook =
        std::any_of(notebooks_.begin(), notebooks_.end(),
                    [&](const auto& known) { return known.second.path == target.string(); });
    if (is_notebook) return false;
    const auto read = archive::read_text(*state_.files, target);
    if (!read.ok()) {
        report.warnings.push_back("not taken in: " + read.error().message);
        return false;
    }
    const TextFile& file = read.value();
    store::DocumentRow document;
    document.item = item;
    SEOGO_ASSIGN(document.original, change_.put_blob(file.bytes));
    document.type = archive::type_of(target);
    document.source = target.string();
    document.text = file.decoded.text;
    SEOGO_ASSIGN(const auto stored, change_.document(item));
    const bool same =
        stored && stored->original == document.original && stored->source == document.source;
    if (!same) SEOGO_TRY(change_.put_document(document));
    return true;
}

std::string summary_of(const ImportResult& result) {
    ImportedFile sum;
    for (const auto& file : result.files) {
        sum.items_added += file.items_added;
        sum.items_changed += file.items_changed;
        sum.items_removed += file.items_removed;
    }
    return std::to_string(result.files.size()) + " files: " + std::to_string(sum.items_added) +
           " items added, " + std::to_string(sum.items_changed) + " changed, " +
           std::to_string(sum.items_removed) + " removed";
}

}  // namespace

Result<ImportResult> Archive::import(const std::vector<base::Path>& paths, ImportOptions options) {
    std::vector<base::Path> found;
    ImportResult result;
    for (const auto& path : paths) {
        auto files = archive::find_files(*state_->files, archive::kept_path(path));
        found.insert(found.end(), files.paths.begin(), files.paths.end());
        for (auto& warning : files.warnings) {
            result.files.push_back(report_for(path));
            result.files.back().warnings.push_back(std::move(warning));
        }
    }
    SEOGO_ASSIGN(const auto change, state_->store->write());
    Importer importer(*state_, *change, found);
    SEOGO_TRY(importer.start());
    bool stopped = false;
    for (const auto& path : found) {
        stopped = base::stop_requested();
        if (stopped) break;
        if (options.progress) options.progress(result.files.size(), found.size());
        SEOGO_ASSIGN(auto report, importer.import(path));
        result.files.push_back(std::move(report));
    }
    if (!options.dry_run) {
        SEOGO_ASSIGN(result.seq,
                     archive::commit_change(*state_, *change, "import", summary_of(result)));
    }
    if (stopped) {
        const std::string_view outcome = options.dry_run ? "" : "; these are kept";
        return Error{ErrorKind::kCancelled,
                     "stopped after " + summary_of(result) + std::string(outcome)};
    }
    return result;
}

}  // namespace seogo
