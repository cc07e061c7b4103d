// Prints the state of an archive: status, counts, damage, irregular lines.
#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"

namespace seogo::cli {

void print_status(Context& context, std::string_view command, const ArchiveStatus& status) {
    print_record(context, command,
                 {{{"folder", {"folder", "폴더"}}, status.folder},
                  {{"items", {"items", "항목"}}, status.items},
                  {{"notebooks", {"notebooks", "노트"}}, status.notebooks},
                  {{"documents", {"documents", "문서"}}, status.documents},
                  {{"concepts", {"concepts", "개념"}}, status.concepts},
                  {{"changes", {"changes", "변경"}}, status.changes},
                  {{"segments", {"segments", "색인 조각"}}, status.segments},
                  {{"passages", {"passages", "대목"}}, status.passages},
                  {{"bytes", {"bytes", "바이트"}}, status.bytes},
                  {{"warnings", {}}, status.warnings}});
    if (context.form() == Form::kTable) context.warn_all(status.warnings);
}

void print_stats(Context& context, const notebook::Stats& stats) {
    if (context.form() == Form::kTable) {
        return print_record(context, "stats",
                            {{{"", {"years", "해"}}, stats.years},
                             {{"", {"months", "달"}}, stats.months},
                             {{"", {"weeks", "주"}}, stats.weeks},
                             {{"", {"items", "항목"}}, stats.items},
                             {{"", {"  paper", "  논문"}}, stats.paper},
                             {{"", {"  dev", "  개발"}}, stats.dev},
                             {{"", {"  news", "  소식"}}, stats.news},
                             {{"", {"  interesting", "  흥미"}}, stats.interesting},
                             {{"", {"organizations", "기관"}}, stats.organizations},
                             {{"", {"sub-items", "딸린 항목"}}, stats.sub_items},
                             {{"", {"links", "링크"}}, stats.links},
                             {{"", {"notes", "메모"}}, stats.notes},
                             {{"", {"boxes", "상자"}}, stats.boxes},
                             {{"", {"concepts", "개념"}}, stats.concepts}});
    }
    base::JsonWriter json;
    begin_schema(json, "stats").key("years").number(stats.years);
    json.key("months").number(stats.months).key("weeks").number(stats.weeks);
    json.key("items").begin_object().key("total").number(stats.items);
    json.key("paper").number(stats.paper).key("dev").number(stats.dev);
    json.key("news").number(stats.news).key("interesting").number(stats.interesting).end_object();
    json.key("organizations").number(stats.organizations);
    json.key("sub_items").number(stats.sub_items).key("links").number(stats.links);
    json.key("notes").number(stats.notes).key("boxes").number(stats.boxes);
    context.print_line(json.key("concepts").number(stats.concepts).end_object().text());
}

void print_damage(Context& context, const std::vector<store::Damage>& damage) {
    Grid grid{"damage", {{"file", {"file", "파일"}}, {"message", {"damage", "손상"}}}, {}};
    for (const store::Damage& one : damage)
        grid.rows.push_back({one.file, one.message});
    print_grid(context, "verify", grid);
    if (damage.empty()) context.note("no damage found");
}

void print_problems(Context& context, const std::vector<LintedFile>& files) {
    Grid grid{"problems",
              {{"path", {"file", "파일"}},
               {"line", {"line", "줄"}},
               {"rule", {"rule", "규칙"}},
               {"fixable", {"fixable", "고칠 수 있음"}},
               {"note", {"note", "설명"}}},
              {}};
    for (const LintedFile& file : files) {
        for (const notebook::Problem& problem : file.problems) {
            grid.rows.push_back(
                {file.path, whole(problem.line), problem.rule, problem.fixable, problem.note});
        }
        if (file.fixed) context.note("repaired: " + file.path);
    }
    print_grid(context, "lint", grid);
    context.note(std::to_string(grid.rows.size()) + " problems");
}

}  // namespace seogo::cli
