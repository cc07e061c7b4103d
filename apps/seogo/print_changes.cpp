// Prints what changed: imports, edits as diffs, syncs with their conflicts, the history.
#include <algorithm>

#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

Record counts_of(const ImportedFile& file) {
    return {{{"path", {"file", "파일"}}, file.path},
            {{"encoding", {"encoding", "인코딩"}}, file.encoding},
            {{"items_added", {"added", "추가"}}, file.items_added},
            {{"items_changed", {"changed", "변경"}}, file.items_changed},
            {{"items_removed", {"removed", "삭제"}}, file.items_removed},
            {{"items_kept", {"kept", "그대로"}}, file.items_kept},
            {{"documents", {"documents", "문서"}}, file.documents},
            {{"warnings", {}}, file.warnings},
            {{"error", {}}, file.error ? file.error->message : std::string()}};
}

Grid imported_grid(const ImportResult& result) {
    Grid grid{"files", {}, {}};
    for (const Field& field : counts_of({}))
        grid.columns.push_back(field.column);
    for (const ImportedFile& file : result.files) {
        auto& row = grid.rows.emplace_back();
        for (Field& field : counts_of(file))
            row.push_back(std::move(field.value));
    }
    return grid;
}

void print_imported_json(Context& context, const ImportResult& result, bool dry_run) {
    base::JsonWriter json;
    begin_schema(json, "import").key("seq").number(result.seq).key("dry_run").boolean(dry_run);
    json.key("files").begin_array();
    for (const ImportedFile& file : result.files) {
        json.begin_object();
        write_members(json, counts_of(file));
        json.end_object();
    }
    context.print_line(json.end_array().end_object().text());
}

void print_side(Context& context, std::string_view mark, Paint paint, std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string line = text::printable(lines.substr(0, end));
        context.print_line(painted(context, paint, std::string(mark) + line));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

void print_conflict(Context& context, const notebook::Conflict& conflict) {
    const std::string line = std::to_string(conflict.base_line);
    const Language language = context.language();
    context.print_line(std::string(Text{"line ", "줄 "}.in(language)) + line + ':');
    print_side(context, Text{"  archive: ", "  서고: "}.in(language), Paint::kRemoved,
               conflict.ours);
    print_side(context, Text{"  file:    ", "  파일: "}.in(language), Paint::kAdded,
               conflict.theirs);
}

void print_synced_json(Context& context, const SyncResult& result) {
    base::JsonWriter json;
    begin_schema(json, "sync").key("archive_changed").boolean(result.archive_changed);
    json.key("file_changed").boolean(result.file_changed);
    json.key("diff").string(result.diff_of_file).key("conflicts").begin_array();
    for (const notebook::Conflict& conflict : result.conflicts) {
        json.begin_object().key("base_line").number(whole(conflict.base_line));
        json.key("ours").string(conflict.ours).key("theirs").string(conflict.theirs).end_object();
    }
    context.print_line(json.end_array().end_object().text());
}

}  // namespace

std::string diff_text(const Context& context, std::string_view diff) {
    std::string out;
    while (!diff.empty()) {
        const std::size_t end = std::min(diff.find('\n'), diff.size());
        const std::string line = text::printable(diff.substr(0, end));
        if (line.starts_with('+')) {
            out += painted(context, Paint::kAdded, line);
        } else if (line.starts_with('-')) {
            out += painted(context, Paint::kRemoved, line);
        } else {
            out += line;
        }
        out += '\n';
        diff.remove_prefix(std::min(end + 1, diff.size()));
    }
    return out;
}

void print_changed(Context& context, std::string_view command, const Changed& changed) {
    if (context.form() == Form::kTable) return context.print(diff_text(context, changed.diff));
    base::JsonWriter json;
    begin_schema(json, command).key("id").number(changed.id);
    context.print_line(json.key("diff").string(changed.diff).end_object().text());
}

void print_added(Context& context, const std::vector<Changed>& added) {
    if (context.form() == Form::kTable) {
        for (const Changed& one : added) {
            context.print_line(std::to_string(one.id));
            context.print(diff_text(context, one.diff));
        }
        return;
    }
    base::JsonWriter json;
    begin_schema(json, "add");
    if (!added.empty()) {
        json.key("id").number(added.front().id).key("diff").string(added.front().diff);
    }
    json.key("added").begin_array();
    for (const Changed& one : added) {
        json.begin_object().key("input").string(one.input).key("id").number(one.id);
        json.key("diff").string(one.diff).end_object();
    }
    context.print_line(json.end_array().end_object().text());
}

void print_imported(Context& context, const ImportResult& result, bool dry_run) {
    for (const ImportedFile& file : result.files) {
        if (file.error) context.fail(Error(*file.error).in(file.path), "import");
    }
    if (context.form() == Form::kJson) return print_imported_json(context, result, dry_run);
    print_grid(context, "import", imported_grid(result));
    for (const ImportedFile& file : result.files) {
        for (const std::string& warning : file.warnings)
            context.warn(file.path + ": " + warning);
    }
    if (dry_run) context.note("a dry run: nothing was changed");
}

void print_synced(Context& context, const SyncResult& result) {
    if (context.form() == Form::kJson) return print_synced_json(context, result);
    for (const notebook::Conflict& conflict : result.conflicts)
        print_conflict(context, conflict);
    if (!result.conflicts.empty()) return;
    context.print(diff_text(context, result.diff_of_file));
    if (result.archive_changed) context.note("the archive took over the changes of the file");
    if (result.file_changed) context.note("the file took over the changes of the archive");
    if (!result.archive_changed && !result.file_changed) context.note("both sides are equal");
}

void print_history(Context& context, const std::vector<store::HistoryRow>& rows) {
    Grid grid{"changes",
              {{"seq", {"no.", "번호"}},
               {"time", {"time", "때"}},
               {"command", {"command", "명령"}},
               {"rows_changed", {"rows", "줄"}},
               {"summary", {"summary", "내용"}},
               {"items", {}}},
              {}};
    for (const store::HistoryRow& row : rows) {
        grid.rows.push_back({row.seq, base::iso_time(row.time_ms), row.command, row.rows_changed,
                             row.summary, std::vector<std::int64_t>(row.items)});
    }
    print_grid(context, "history", grid);
}

}  // namespace seogo::cli
