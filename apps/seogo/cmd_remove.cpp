// seogo remove: takes an item out of the archive, and its lines out of the notebook.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("ID", Takes::kText, {"number of an item", "항목 번호"}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const ItemId id, item_id(flags.text("ID")));
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_TRY(archive->remove(id));
    print_changed(context, "remove", {"", id, archive->last_diff()});
    return Exit::kDone;
}

}  // namespace

extern const Command kRemove = {
    "remove",
    Group::kKeep,
    {"take an item out", "항목 빼기"},
    kFlags,
    run,
    {"`seogo undo` brings it back.", "`seogo undo`로 되돌릴 수 있습니다."},
    "seogo remove 12"};

}  // namespace seogo::cli
