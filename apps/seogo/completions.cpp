// Writes the completion scripts.
#include "seogo/completions.h"

#include <algorithm>

#include "seogo/command.h"

namespace seogo::cli {
namespace {

std::string command_names() {
    std::string out;
    for (const Command* command : commands()) {
        out += (out.empty() ? "" : " ") + std::string(command->name);
    }
    return out;
}

// All words that may follow a command: its flags, those of every command, and what its arguments
// choose between.
std::string words_of(const Command& command) {
    std::string out;
    for (const auto flags : {command.flags, global_flags()}) {
        for (const Flag& flag : flags) {
            const std::string_view words = flag.is_argument() ? flag.choices : flag.name;
            if (!words.empty()) out += (out.empty() ? "" : " ") + std::string(words);
        }
    }
    return command.name == "help" ? out + ' ' + command_names() : out;
}

std::string bash_values(const Command& command) {
    std::string out;
    for (const Flag& flag : command.flags) {
        if (flag.is_argument() || flag.choices.empty()) continue;
        out += "        '" + std::string(command.name) + ' ' + std::string(flag.name) +
               "') words='" + std::string(flag.choices) + "' ;;\n";
    }
    return out;
}

bool takes_files(const Command& command) {
    return std::any_of(command.flags.begin(), command.flags.end(),
                       [](const Flag& flag) { return flag.takes == Takes::kFile; });
}

// In single quotes of any shell: ' ends them, \' stands outside, ' begins them again.
std::string shell_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + '\'';
}

// zsh's _arguments reads [ ] : and \ in a description.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_spec(const Flag& flag, Language language) {
    std::string out;
    if (!flag.is_argument()) {
        out = (flag.many ? "*" : "") + std::string(flag.name) + '[' +
              zsh_text(flag.help.in(language)) + ']';
        if (flag.takes == Takes::kNothing) return shell_quoted(out);
    } else if (flag.many || flag.takes == Takes::kWords) {
        out = "*";
    }
    out += ':' + zsh_text(flag.value.empty() ? flag.name : flag.value) + ':';
    if (flag.takes == Takes::kChoice) out += '(' + std::string(flag.choices) + ')';
    if (flag.takes == Takes::kFile) out += "_files";
    if (flag.takes == Takes::kFolder) out += "_files -/";
    return shell_quoted(out);
}

std::string fish_flag(std::string_view condition, const Flag& flag, Language language) {
    std::string out = "complete -c seogo" + std::string(condition);
    if (flag.is_argument()) {
        if (flag.choices.empty()) return "";
        return out + " -f -a " + shell_quoted(flag.choices) + '\n';
    }
    out += " -l " + std::string(flag.name.substr(2));
    if (!flag.short_name.empty()) out += " -s " + std::string(flag.short_name.substr(1));
    if (flag.takes == Takes::kChoice) {
        out += " -x -a " + shell_quoted(flag.choices);
    } else if (flag.takes == Takes::kFile || flag.takes == Takes::kFolder) {
        out += " -r -F";
    } else if (flag.takes != Takes::kNothing) {
        out += " -x";
    }
    return out + " -d " + shell_quoted(flag.help.in(language)) + '\n';
}

}  // namespace

std::string bash_completions() {
    std::string out =
        "# Completions of seogo for bash; made by: seogo completions bash\n"
        "_seogo() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    local command= words= files= word\n"
        "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
        "        case \" " +
        command_names() +
        " \" in\n"
        "            *\" $word \"*) command=$word; break ;;\n"
        "        esac\n"
        "    done\n"
        "    case $command in\n"
        "        '') words='" +
        command_names() + " --version' ;;\n";
    for (const Command* command : commands()) {
        out += "        " + std::string(command->name) + ") words='" + words_of(*command) + '\'';
        out += takes_files(*command) ? " files=yes ;;\n" : " ;;\n";
    }
    out += "    esac\n    case \"$command $prev\" in\n";
    for (const Command* command : commands())
        out += bash_values(*command);
    out +=
        "        *' --color') words='auto always never' ;;\n"
        "        *' --archive') words= files=yes ;;\n"
        "        *' --output'|*' -o') words= files=yes ;;\n"
        "    esac\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
        "    if [[ -n $files && $cur != -* ]]; then\n"
        "        COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
        "    fi\n"
        "}\n"
        "complete -o filenames -F _seogo seogo\n";
    return out;
}

std::string zsh_completions(Language language) {
    std::string out =
        "#compdef seogo\n"
        "# Completions of seogo for zsh; made by: seogo completions zsh\n"
        "_seogo() {\n"
        "    local -a commands\n"
        "    commands=(\n";
    for (const Command* command : commands()) {
        out += "        " +
               shell_quoted(std::string(command->name) + ':' +
                            zsh_text(command->summary.in(language))) +
               '\n';
    }
    out +=
        "    )\n"
        "    local context state line\n"
        "    _arguments -C '--archive[" +
        zsh_text(global_flags()[0].help.in(language)) +
        "]:DIR:_files -/' '1:command:->command' '*::argument:->argument'\n"
        "    if [[ $state == command ]]; then\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    case $words[1] in\n";
    for (const Command* command : commands()) {
        out += "        " + std::string(command->name) + ")\n            _arguments";
        for (const auto flags : {command->flags, global_flags()}) {
            for (const Flag& flag : flags)
                out += " \\\n                " + zsh_spec(flag, language);
        }
        out += "\n            ;;\n";
    }
    return out + "    esac\n}\n_seogo \"$@\"\n";
}

std::string fish_completions(Language language) {
    std::string out = "# Completions of seogo for fish; made by: seogo completions fish\n";
    for (const Command* command : commands()) {
        out += "complete -c seogo -n __fish_use_subcommand -f -a " + std::string(command->name) +
               " -d " + shell_quoted(command->summary.in(language)) + '\n';
    }
    for (const Flag& flag : global_flags())
        out += fish_flag("", flag, language);
    for (const Command* command : commands()) {
        const std::string condition =
            " -n " + shell_quoted("__fish_seen_subcommand_from " + std::string(command->name));
        for (const Flag& flag : command->flags)
            out += fish_flag(condition, flag, language);
    }
    return out;
}

}  // namespace seogo::cli
