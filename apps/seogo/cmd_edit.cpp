// seogo edit: changes fields of an item; of a notebook entry one line changes.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("ID", Takes::kText, {"number of an item", "항목 번호"}),
    text_flag("--title", "TITLE", {"new title", "새 제목"}),
    text_flag("--org", "ORG", {"new organization", "새 기관"}),
    text_flag("--url", "URL", {"new address", "새 주소"}),
    choice_flag("--kind", kKinds, {"new kind", "새 종류"}),
    kJsonFlag,
};

std::optional<std::string> given(const Flags& flags, std::string_view name) {
    if (!flags.has(name)) return std::nullopt;
    return flags.text(name);
}

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const ItemId id, item_id(flags.text("ID")));
    notebook::ItemChange change;
    change.title = given(flags, "--title");
    change.org = given(flags, "--org");
    change.url = given(flags, "--url");
    change.kind = given(flags, "--kind");
    if (!change.title && !change.org && !change.url && !change.kind) {
        return Error{ErrorKind::kBadInput,
                     "nothing to change: give --title, --org, --url or --kind"};
    }
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_TRY(archive->edit(id, change));
    print_changed(context, "edit", {"", id, archive->last_diff()});
    return Exit::kDone;
}

}  // namespace

extern const Command kEdit = {"edit",
                              Group::kKeep,
                              {"change an item's fields", "항목 고치기"},
                              kFlags,
                              run,
                              {"Prints the line of the notebook that changed, before and after.",
                               "노트에서 바뀐 줄을 전후로 출력합니다."},
                              "seogo edit 12 --title \"A better title\""};

}  // namespace seogo::cli
