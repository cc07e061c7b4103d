// seogo note: adds a note to an item.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("ID", Takes::kText, {"number of an item", "항목 번호"}),
    argument("TEXT", Takes::kWords, {"the note; - is standard input", "메모. -는 표준 입력"}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const ItemId id, item_id(flags.text("ID")));
    SEOGO_ASSIGN(const std::string note, text_or_input(context, flags.joined("TEXT")));
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_TRY(archive->note(id, note));
    print_changed(context, "note", {"", id, archive->last_diff()});
    return Exit::kDone;
}

}  // namespace

extern const Command kNote = {
    "note", Group::kKeep, {"add a note to an item", "항목에 메모 더하기"}, kFlags,
    run,    {},           "seogo note 12 \"compare with item 7\""};

}  // namespace seogo::cli
