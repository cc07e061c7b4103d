// Writes the guide to all commands, docs/guide/commands.md.
#include <algorithm>

#include "seogo/help.h"

namespace seogo::cli {
namespace {

// Code and table cells at once: a bar would end the cell.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string flag_row(const Flag& flag, Language language) {
    std::string name = flag.short_name.empty() ? "" : '`' + std::string(flag.short_name) + "`, ";
    name += '`' + cell(flag.name);
    if (!flag.is_argument() && !flag.value.empty()) name += ' ' + std::string(flag.value);
    std::string help = cell(flag.help.in(language));
    for (const std::string_view choice : split_choices(flag.choices)) {
        help += (choice.data() == flag.choices.data() ? ": `" : ", `") + std::string(choice) + '`';
    }
    if (flag.takes == Takes::kCount && flag.high < INT64_MAX) {
        help += "; " + std::to_string(flag.low) + " to " + std::to_string(flag.high);
    }
    if (flag.many) help += Text{"; may be repeated", "; 여러 번 쓸 수 있음"}.in(language);
    return "| " + name + "` | " + help + " |\n";
}

std::string command_part(const Command& command, Language language) {
    std::string out = "\n### seogo " + std::string(command.name) + "\n\n";
    out += std::string(command.summary.in(language)) + ".\n\n";
    out += "```\n" + usage_line(command) + "\n```\n";
    const std::string_view details = command.details.in(language);
    if (!details.empty()) out += '\n' + std::string(details) + '\n';
    if (!command.flags.empty()) out += "\n| | |\n| --- | --- |\n";
    for (const Flag& flag : command.flags)
        out += flag_row(flag, language);
    if (!command.examples.empty()) {
        out += "\n```sh\n" + std::string(command.examples) + "\n```\n";
    }
    return out;
}

}  // namespace

std::string markdown_guide(Language language) {
    std::string out(Text{
        "# Commands of seogo\n\nMade by `seogo help --markdown` from the program's own tables.\n"
        "Results go to standard output, all else to standard error. A command that has `--json` "
        "prints one object\nwhose `schema` is `seogo.<command>/1`; `--jsonl` prints its rows, "
        "one object a line.\n",
        "# seogo의 명령\n\n`seogo help --markdown`이 프로그램의 표에서 만든 문서입니다.\n"}
                        .in(language));
    for (const GroupTitle& group : group_titles()) {
        out += "\n## " + std::string(group.title.in(language)) + '\n';
        for (const Command* command : commands()) {
            if (command->group == group.group) out += command_part(*command, language);
        }
    }
    out += std::string(Text{"\n## Every command has\n\n| | |\n| --- | --- |\n",
                            "\n## 모든 명령에 쓰는 플래그\n\n| | |\n| --- | --- |\n"}
                           .in(language));
    for (const Flag& flag : global_flags())
        out += flag_row(flag, language);
    out += std::string(Text{"\n## Exit codes\n\n| | |\n| --- | --- |\n",
                            "\n## 종료 코드\n\n| | |\n| --- | --- |\n"}
                           .in(language));
    for (const ExitMeaning& one : exit_meanings()) {
        out += "| " + std::to_string(static_cast<int>(one.code)) + " | " +
               std::string(one.meaning.in(language)) + " |\n";
    }
    return out;
}

}  // namespace seogo::cli
