// Finds the command, reads its flags, runs it, and turns its error into an exit code.
#include "seogo/program.h"

#include <algorithm>
#include <vector>

#include "seogo/command.h"
#include "seogo/help.h"

namespace seogo::cli {
namespace {

// The command line without the command's name: its place does not matter to the flags.
struct Call {
    std::string name;
    std::vector<std::string> arguments;
};

// The name is the first word that is no flag of every command, nor the value of one.
Call call_of(std::span<const std::string> words) {
    Call call;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!call.name.empty() || word.starts_with('-')) {
            call.arguments.push_back(word);
        } else {
            call.name = word;
            continue;
        }
        const bool takes_value =
            std::any_of(global_flags().begin(), global_flags().end(), [&word](const Flag& flag) {
                return flag.name == word && flag.takes != Takes::kNothing;
            });
        if (call.name.empty() && takes_value && i + 1 < words.size()) {
            call.arguments.push_back(words[++i]);
        }
    }
    return call;
}

bool has_flag(const Command& command, std::string_view name) {
    return std::any_of(command.flags.begin(), command.flags.end(),
                       [name](const Flag& flag) { return flag.name == name; });
}

bool asks_for_help(const Call& call) {
    const auto options_end = std::find(call.arguments.begin(), call.arguments.end(), "--");
    return std::any_of(call.arguments.begin(), options_end,
                       [](const std::string& word) { return word == "--help" || word == "-h"; });
}

Exit finish(Context& context, const Error& error, std::string_view command) {
    context.fail(error, command);
    const Exit exit = exit_of(error.kind);
    if (exit == Exit::kUsage) {
        context.note("try: seogo help" + (command.empty() ? "" : " " + std::string(command)));
    }
    return exit;
}

Exit run_command(Context& context, const Command& command, const Call& call) {
    const auto flags = parse_flags(command.flags, global_flags(), call.arguments);
    if (!flags.ok()) return finish(context, flags.error(), command.name);
    const Status configured =
        context.configure(flags.value(), has_flag(command, "--json"), has_flag(command, "--jsonl"));
    if (!configured.ok()) return finish(context, configured.error(), command.name);
    const auto exit = command.run(context, flags.value());
    return exit.ok() ? exit.value() : finish(context, exit.error(), command.name);
}

// No command at all: flags alone, or nothing.
Exit run_nothing(Context& context, const Call& call) {
    static constexpr Flag kVersionFlag[] = {
        toggle("--version", {"print the version", "판 번호 출력"})};
    const auto flags = parse_flags(kVersionFlag, global_flags(), call.arguments);
    if (!flags.ok()) return finish(context, flags.error(), "");
    if (flags.value().has("--version")) return run_command(context, *find_command("version"), {});
    return finish(context, {ErrorKind::kBadInput, "a command is missing"}, "");
}

}  // namespace

Error unknown_command(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Command* command : commands())
        names.push_back(command->name);
    const std::string_view near = nearest_name(name, names);
    std::string message = "unknown command \"" + std::string(name) + "\"";
    if (!near.empty()) message += "; did you mean " + std::string(near) + "?";
    return {ErrorKind::kBadInput, std::move(message)};
}

Exit run_program(Context& context, std::span<const std::string> arguments) {
    const Call call = call_of(arguments);
    const Command* const command = find_command(call.name);
    if (command == nullptr && !call.name.empty()) {
        return finish(context, unknown_command(call.name), "");
    }
    if (asks_for_help(call)) {
        context.print(command == nullptr ? program_help(context.language())
                                         : command_help(*command, context.language()));
        return Exit::kDone;
    }
    return command == nullptr ? run_nothing(context, call) : run_command(context, *command, call);
}

}  // namespace seogo::cli
