// seogo show: one item with all that it says.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("ID", Takes::kText, {"number of an item", "항목 번호"}),
    toggle("--text", {"print exactly the stored text, nothing else",
                      "저장된 글을 바이트 그대로, 그것만 출력"}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const ItemId id, item_id(flags.text("ID")));
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto item, archive->show(id));
    if (flags.has("--text") && context.form() == Form::kTable) {
        context.print(item.text);
    } else {
        print_item(context, item);
    }
    return Exit::kDone;
}

}  // namespace

extern const Command kShow = {
    "show",
    Group::kFind,
    {"show an item with its notes", "항목과 메모 보기"},
    kFlags,
    run,
    {"The offsets of hits and citations count the bytes that --text prints.",
     "검색 결과와 인용의 위치는 --text가 출력하는 바이트를 셉니다."},
    "seogo show 12\nseogo show 12 --text"};

}  // namespace seogo::cli
