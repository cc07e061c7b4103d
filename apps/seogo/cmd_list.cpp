// seogo list: the items of the archive.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    choice_flag("--kind", kKinds, {"items of this kind", "이 종류만"}),
    text_flag("--org", "ORG", {"of this organization", "이 기관만"}),
    text_flag("--week", "WEEK", {"of this week: 2025-01-w4", "이 주만: 2025-01-w4"}),
    count_flag("--year", 1, 9999, {"of this year", "이 해만"}),
    count_flag("--limit", 1, 1'000'000, {"items to print (100)", "출력할 항목 수(100)"}),
    count_flag("--offset", 0, INT64_MAX, {"items to leave out first", "앞에서 건너뛸 항목 수"}),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    ListFilter filter;
    filter.kind = flags.text("--kind");
    filter.org = flags.text("--org");
    filter.week = flags.text("--week");
    filter.year = static_cast<int>(flags.count("--year", 0));
    filter.limit = static_cast<std::size_t>(flags.count("--limit", 100));
    filter.offset = static_cast<std::size_t>(flags.count("--offset", 0));
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto items, archive->list(filter));
    print_items(context, items);
    if (items.size() == filter.limit) {
        context.note("stopped at " + std::to_string(filter.limit) + " items; --limit prints more");
    }
    return Exit::kDone;
}

}  // namespace

extern const Command kList = {"list", Group::kFind, {"list items", "항목 목록 보기"},     kFlags,
                              run,    {},           "seogo list --kind paper --year 2025"};

}  // namespace seogo::cli
