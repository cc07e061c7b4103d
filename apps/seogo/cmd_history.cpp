// seogo history: the changes of the archive, newest first.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    count_flag("--limit", 1, 1'000'000, {"changes to print (20)", "출력할 변경 수(20)"}),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    const auto limit = static_cast<std::size_t>(flags.count("--limit", 20));
    SEOGO_ASSIGN(const auto rows, archive->history(limit));
    print_history(context, rows);
    return Exit::kDone;
}

}  // namespace

extern const Command kHistory = {"history",
                                 Group::kKeep,
                                 {"list the changes, newest first", "변경을 최근 것부터 보기"},
                                 kFlags,
                                 run,
                                 {},
                                 "seogo history --limit 5"};

}  // namespace seogo::cli
