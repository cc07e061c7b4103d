// seogo status: what the archive holds, and what is wrong with it.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag};

Result<Exit> run(Context& context, const Flags&) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto status, archive->status());
    print_status(context, "status", status);
    return Exit::kDone;
}

}  // namespace

extern const Command kStatus = {"status",
                                Group::kArchive,
                                {"show what the archive holds", "서고에 무엇이 있는지 보기"},
                                kFlags,
                                run,
                                {},
                                "seogo status --json"};

}  // namespace seogo::cli
