// seogo sync: carries the changes of a notebook file and of the archive over to each other.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("NOTEBOOK.md", Takes::kFile, {"an imported notebook", "들여온 노트 파일"}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto result, archive->sync(flags.text("NOTEBOOK.md")));
    print_synced(context, result);
    if (result.conflicts.empty()) return Exit::kDone;
    context.fail({ErrorKind::kRefused, "both sides changed the same lines; nothing was changed"},
                 "sync");
    return Exit::kRefused;
}

}  // namespace

extern const Command kSync = {
    "sync",
    Group::kNotebook,
    {"carry changes of file and archive over to each other",
     "노트 파일과 서고의 변경을 서로 옮기기"},
    kFlags,
    run,
    {"Both sides get the smallest diff. Where both changed the same lines, nothing is changed, the "
     "lines are shown, and the exit code is 3.",
     "양쪽 모두 꼭 필요한 줄만 바뀝니다. 같은 줄이 양쪽에서 바뀌었으면 아무것도 바꾸지 않고 그 "
     "줄을 보여 준 뒤 3으로 끝납니다."},
    "seogo sync notebook.md"};

}  // namespace seogo::cli
