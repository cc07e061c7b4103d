// seogo import: takes notebooks in, anew or changed.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"
#include "seogo/progress.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    many(argument("PATH", Takes::kFile, {"notebooks, or folders of them", "노트 파일이나 폴더"})),
    choice_flag("--format", "notebook", {"what the files are", "파일의 형식"}),
    toggle("--dry-run",
           {"say what would change, change nothing", "바뀔 것만 보여 주고 바꾸지 않음"}),
    kJsonFlag,
    kJsonlFlag,
};

Exit exit_of_files(const ImportResult& result) {
    std::size_t failed = 0;
    Exit last = Exit::kDone;
    for (const ImportedFile& file : result.files) {
        if (!file.error) continue;
        ++failed;
        last = exit_of(file.error->kind);
    }
    if (failed == 0 || last == Exit::kInterrupted) return last;
    return result.files.size() == 1 ? last : Exit::kSomeFailed;
}

Result<Exit> run(Context& context, const Flags& flags) {
    const bool dry_run = flags.has("--dry-run");  // makes no archive
    SEOGO_ASSIGN(const auto archive,
                 dry_run ? context.open_archive() : context.open_or_make_archive());
    Progress progress(context, {"files", "파일"});
    const auto shown = [&](std::size_t done, std::size_t total) { progress.at(done, total); };
    SEOGO_ASSIGN(const auto result, archive->import(paths_of(flags.texts("PATH")),
                                                    {.dry_run = dry_run, .progress = shown}));
    print_imported(context, result, dry_run);
    return exit_of_files(result);
}

}  // namespace

extern const Command kImport = {
    "import",
    Group::kNotebook,
    {"take notebooks into the archive", "노트를 서고에 들이기"},
    kFlags,
    run,
    {"Makes the archive where there is none. A notebook that was imported before is compared with "
     "what is kept: only what differs changes, and every item keeps its number.",
     "서고가 없으면 만듭니다. 전에 들인 노트는 지금 것과 견주어 달라진 곳만 바꾸고, 항목 번호는 "
     "그대로 둡니다."},
    "seogo import notebook.md\nseogo import --dry-run notes/"};

}  // namespace seogo::cli
