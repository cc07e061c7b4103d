// seogo init: makes an empty archive, and says where it is.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag};

Result<Exit> run(Context& context, const Flags&) {
    SEOGO_ASSIGN(const auto archive, context.open_or_make_archive());
    SEOGO_ASSIGN(const auto status, archive->status());
    print_status(context, "init", status);
    return Exit::kDone;
}

}  // namespace

extern const Command kInit = {
    "init",
    Group::kArchive,
    {"make an empty archive", "빈 서고 만들기"},
    kFlags,
    run,
    {"An archive that is there already is left as it is.", "서고가 이미 있으면 그대로 둡니다."},
    "seogo init\nseogo --archive ~/papers init"};

}  // namespace seogo::cli
