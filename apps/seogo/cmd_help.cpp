// seogo help: what the program or one command does.
#include "seogo/command.h"
#include "seogo/help.h"
#include "seogo/program.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    optional(argument("COMMAND", Takes::kText, {"a command", "명령"})),
    toggle("--man", {"print the man page (roff)", "man 페이지(roff) 출력"}),
    toggle("--markdown", {"print the guide to all commands", "모든 명령의 안내서 출력"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    if (flags.has("--man")) {
        context.print(man_page(context.language()));
    } else if (flags.has("--markdown")) {
        context.print(markdown_guide(context.language()));
    } else if (flags.has("COMMAND")) {
        const Command* const command = find_command(flags.text("COMMAND"));
        if (command == nullptr) return unknown_command(flags.text("COMMAND"));
        context.print(command_help(*command, context.language()));
    } else {
        context.print(program_help(context.language()));
    }
    return Exit::kDone;
}

}  // namespace

extern const Command kHelp = {"help",
                              Group::kProgram,
                              {"explain the program or a command", "프로그램이나 명령 설명"},
                              kFlags,
                              run,
                              {},
                              "seogo help search\nseogo help --man | man -l -"};

}  // namespace seogo::cli
