// seogo undo: takes back one change, as a new change.
#include "seogo/command.h"
#include "seogo/grid.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    optional({.name = "N",
              .takes = Takes::kCount,
              .value = "N",
              .help = {"number of the change (the newest)", "변경 번호(가장 최근 변경)"},
              .low = 1,
              .high = INT64_MAX}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto seq, archive->undo(flags.count("N", 0)));
    print_record(context, "undo", {{{"seq", {"change", "변경 번호"}}, seq}});
    return Exit::kDone;
}

}  // namespace

extern const Command kUndo = {"undo",
                              Group::kKeep,
                              {"take back a change", "변경 되돌리기"},
                              kFlags,
                              run,
                              {"The undo is a change of its own, so it can be undone as well.",
                               "되돌린 것도 하나의 변경이어서 다시 되돌릴 수 있습니다."},
                              "seogo undo\nseogo undo 12"};

}  // namespace seogo::cli
