// seogo add: keeps a file, an address or a text, and writes its line into a week of the notebook.
#include "base/stop.h"
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    many(argument(
        "FILE|URL|-", Takes::kFile,
        {"what to keep; - is a text from standard input", "보관할 것. -는 표준 입력의 글"})),
    choice_flag("--kind", kKinds, {"what it is", "종류"}),
    text_flag("--org", "ORG", {"organization, or several with commas", "기관. 여럿이면 쉼표로"}),
    text_flag("--title", "TITLE", {"title", "제목"}),
    many(text_flag("--note", "TEXT", {"a note beneath it", "아래에 적을 메모"})),
    text_flag("--week", "WEEK", {"week of the notebook: 2025-01-w4", "노트의 주: 2025-01-w4"}),
    text_flag("--url", "URL", {"address of a file or text", "파일이나 글의 주소"}),
    kJsonFlag,
};

Result<AddOptions> options_of(const Flags& flags) {
    AddOptions options;
    options.kind = flags.text("--kind");
    options.org = flags.text("--org");
    options.title = flags.text("--title");
    options.url = flags.text("--url");
    options.notes = flags.texts("--note");
    if (flags.has("--week")) {
        SEOGO_ASSIGN(options.week, notebook::week_from_name(flags.text("--week")));
    }
    return options;
}

Result<Changed> add_one(Context& context, Archive& archive, AddOptions options,
                        const std::string& input) {
    if (base::stop_requested()) return Error{ErrorKind::kCancelled, "interrupted"};
    options.is_text = input == "-";
    options.input = input;
    if (options.is_text) {
        SEOGO_ASSIGN(options.input, context.read_input());
    }
    SEOGO_ASSIGN(const ItemId id, archive.add(options));
    return Changed{input, id, archive.last_diff()};
}

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const AddOptions options, options_of(flags));
    SEOGO_ASSIGN(const auto archive, context.open_or_make_archive());
    const auto& inputs = flags.texts("FILE|URL|-");
    std::vector<Changed> added;
    Exit exit = Exit::kDone;
    for (const std::string& input : inputs) {
        auto one = add_one(context, *archive, options, input);
        if (one.ok()) {
            added.push_back(std::move(one).value());
            continue;
        }
        if (inputs.size() == 1) return std::move(one).error();
        context.fail(Error(one.error()).in(input), "add");
        exit = one.error().kind == ErrorKind::kCancelled ? Exit::kInterrupted : Exit::kSomeFailed;
        if (exit == Exit::kInterrupted) break;
    }
    print_added(context, added);
    return exit;
}

}  // namespace

extern const Command kAdd = {
    "add",
    Group::kKeep,
    {"keep a file, an address or a text", "파일, 주소, 글 보관하기"},
    kFlags,
    run,
    {"Prints the number of the new item. An address is written down, not fetched. With --week the "
     "notebook gets new lines, and none of its other lines changes.",
     "새 항목의 번호를 출력합니다. 주소는 적어 두기만 하고 내려받지 않습니다. --week를 주면 노트에 "
     "줄을 더하며, "
     "다른 줄은 바꾸지 않습니다."},
    "seogo add paper.md --kind paper --week 2025-01-w4\n"
    "seogo add https://example.org/post --title \"A post\" --week 2025-01-w4\n"
    "pbpaste | seogo add - --title \"A clipping\""};

}  // namespace seogo::cli
