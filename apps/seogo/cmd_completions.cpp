// seogo completions: prints a shell's completion script.
#include "seogo/command.h"
#include "seogo/completions.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    required({.name = "SHELL",
              .takes = Takes::kChoice,
              .value = "SHELL",
              .help = {"the shell", "셸"},
              .choices = "bash zsh fish"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    const std::string shell = flags.text("SHELL");
    if (shell == "bash") context.print(bash_completions());
    if (shell == "zsh") context.print(zsh_completions(context.language()));
    if (shell == "fish") context.print(fish_completions(context.language()));
    return Exit::kDone;
}

}  // namespace

extern const Command kCompletions = {
    "completions",
    Group::kProgram,
    {"print a shell's completion script", "셸 자동 완성 스크립트 출력"},
    kFlags,
    run,
    {},
    "seogo completions bash > ~/.local/share/bash-completion/completions/seogo"};

}  // namespace seogo::cli
