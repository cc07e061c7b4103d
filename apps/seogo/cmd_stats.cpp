// seogo stats: counts what the notebooks hold.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag};

Result<Exit> run(Context& context, const Flags&) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto stats, archive->stats());
    print_stats(context, stats);
    return Exit::kDone;
}

}  // namespace

extern const Command kStats = {
    "stats",
    Group::kNotebook,
    {"count years, weeks, items, notes, links", "해, 주, 항목, 메모, 링크 세기"},
    kFlags,
    run,
    {},
    "seogo stats --json"};

}  // namespace seogo::cli
