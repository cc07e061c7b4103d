// Writes help for the terminal.
#include "seogo/help.h"

#include <algorithm>

#include "text/unicode.h"

namespace seogo::cli {
namespace {

constexpr std::size_t kHelpColumn = 26;
constexpr std::size_t kLineWidth = 96;

// "  --limit N               passages to print": a long left side gets a line of its own.
std::string row(std::string_view left, std::string_view right) {
    std::string out = "  " + std::string(left);
    const std::size_t width = text::display_width(out);
    if (width + 2 > kHelpColumn) {
        out += '\n' + std::string(kHelpColumn, ' ');
    } else {
        out += std::string(kHelpColumn - width, ' ');
    }
    return out + std::string(right) + '\n';
}

std::string left_side(const Flag& flag) {
    std::string out = flag.short_name.empty() ? "" : std::string(flag.short_name) + ", ";
    out += flag.name;
    if (!flag.is_argument() && !flag.value.empty()) out += ' ' + std::string(flag.value);
    return out;
}

std::string right_side(const Flag& flag, Language language) {
    std::string out(flag.help.in(language));
    if (flag.takes == Takes::kChoice) {
        std::string choices(flag.choices);
        std::replace(choices.begin(), choices.end(), ' ', '|');
        out += ": " + choices;
    }
    if (flag.many) out += Text{"; may be repeated", "; 여러 번 쓸 수 있음"}.in(language);
    return out;
}

std::string flag_rows(std::span<const Flag> flags, bool arguments, Language language) {
    std::string out;
    for (const Flag& flag : flags) {
        if (flag.is_argument() == arguments)
            out += row(left_side(flag), right_side(flag, language));
    }
    return out;
}

std::string section(Text title, const std::string& body, Language language) {
    return body.empty() ? "" : '\n' + std::string(title.in(language)) + ":\n" + body;
}

// Words broken at spaces into lines of kLineWidth columns.
std::string wrapped(std::string_view paragraph) {
    std::string out, line;
    while (!paragraph.empty()) {
        const std::size_t end = std::min(paragraph.find(' '), paragraph.size());
        const std::string word(paragraph.substr(0, end));
        paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
        if (!line.empty() &&
            text::display_width(line) + 1 + text::display_width(word) > kLineWidth) {
            out += line + '\n';
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return out + line + '\n';
}

std::string indented_lines(std::string_view lines) {
    std::string out;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        out += "  " + std::string(lines.substr(0, end)) + '\n';
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return out;
}

}  // namespace

std::string usage_line(const Command& command) {
    std::string out = "seogo " + std::string(command.name);
    for (const bool arguments : {false, true}) {
        for (const Flag& flag : command.flags) {
            if (flag.is_argument() == arguments) out += ' ' + usage_of(flag);
        }
    }
    return out;
}

std::string command_help(const Command& command, Language language) {
    std::string out = wrapped(usage_line(command)) + '\n';
    out += std::string(command.summary.in(language)) + '\n';
    const std::string_view details = command.details.in(language);
    if (!details.empty()) out += '\n' + wrapped(details);
    out += section({"Arguments", "인자"}, flag_rows(command.flags, true, language), language);
    out += section({"Flags", "플래그"}, flag_rows(command.flags, false, language), language);
    out += section({"Every command has", "모든 명령에 쓰는 플래그"},
                   flag_rows(global_flags(), false, language), language);
    out += section({"Examples", "보기"}, indented_lines(command.examples), language);
    return out;
}

std::string program_help(Language language) {
    std::string out(Text{"seogo: a personal archive that is searched, questioned and given back\n",
                         "seogo(서고): 찾고 묻고 그대로 돌려받는 나만의 서고\n"}
                        .in(language));
    out += section({"Usage", "쓰는 법"}, "  seogo [--archive DIR] COMMAND ...\n", language);
    for (const GroupTitle& group : group_titles()) {
        std::string rows;
        for (const Command* command : commands()) {
            if (command->group != group.group) continue;
            rows += row(command->name, command->summary.in(language));
        }
        out += section(group.title, rows, language);
    }
    out += section({"Every command has", "모든 명령에 쓰는 플래그"},
                   flag_rows(global_flags(), false, language), language);
    std::string exits;
    for (const ExitMeaning& one : exit_meanings()) {
        exits += row(std::to_string(static_cast<int>(one.code)), one.meaning.in(language));
    }
    out += section({"Exit codes", "종료 코드"}, exits, language);
    out += '\n' + std::string(Text{"More about a command: seogo help COMMAND\n",
                                   "명령마다의 설명: seogo help 명령\n"}
                                  .in(language));
    return out;
}

}  // namespace seogo::cli
