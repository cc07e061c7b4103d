// Writes the man page, in the macros of man(7).
#include <algorithm>

#include "seogo/help.h"

namespace seogo::cli {
namespace {

// Text that roff takes as it is: backslashes doubled, dashes kept as typed, no line a request.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
    return out;
}

std::string title(Text text, Language language) {
    return ".SH " + std::string(text.in(language)) + '\n';
}

std::string tagged(std::string_view tag, std::string_view body) {
    return ".TP\n.B " + escaped(tag) + '\n' + escaped(body) + '\n';
}

std::string flag_entry(const Flag& flag, Language language) {
    std::string tag = flag.short_name.empty() ? "" : std::string(flag.short_name) + ", ";
    tag += flag.name;
    if (!flag.is_argument() && !flag.value.empty()) tag += ' ' + std::string(flag.value);
    std::string body(flag.help.in(language));
    if (!flag.choices.empty()) {
        body += ": ";
        for (const char c : flag.choices)
            body += c == ' ' ? std::string(", ") : std::string(1, c);
    }
    return tagged(tag, body);
}

std::string command_entry(const Command& command, Language language) {
    std::string out = ".SS " + escaped(usage_line(command)) + '\n';
    out += escaped(command.summary.in(language)) + ".\n";
    const std::string_view details = command.details.in(language);
    if (!details.empty()) out += ".PP\n" + escaped(details) + '\n';
    for (const Flag& flag : command.flags)
        out += flag_entry(flag, language);
    return out;
}

}  // namespace

std::string man_page(Language language) {
    std::string out =
        ".\\\" Made by: seogo help --man\n.TH SEOGO 1 \"\" \"seogo " SEOGO_VERSION "\"\n";
    out += title({"NAME", "이름"}, language);
    out += std::string(
        Text{"seogo \\- a personal archive that is searched, questioned and given back\n",
             "seogo \\- 찾고 묻고 그대로 돌려받는 나만의 서고\n"}
            .in(language));
    out += title({"SYNOPSIS", "쓰는 법"}, language);
    out += ".B seogo\n[\\-\\-archive DIR] COMMAND ...\n";
    out += title({"COMMANDS", "명령"}, language);
    for (const Command* command : commands())
        out += command_entry(*command, language);
    out += title({"OPTIONS", "모든 명령에 쓰는 플래그"}, language);
    for (const Flag& flag : global_flags())
        out += flag_entry(flag, language);
    out += title({"EXIT STATUS", "종료 코드"}, language);
    for (const ExitMeaning& one : exit_meanings()) {
        out += tagged(std::to_string(static_cast<int>(one.code)), one.meaning.in(language));
    }
    out += title({"ENVIRONMENT", "환경 변수"}, language);
    out += tagged("SEOGO_ARCHIVE", Text{"the archive to use", "사용할 서고"}.in(language));
    out += tagged(
        "XDG_DATA_HOME",
        Text{"its folder seogo is the archive otherwise", "이 폴더 아래의 seogo가 기본 서고"}.in(
            language));
    out += tagged("LC_ALL, LC_MESSAGES, LANG",
                  Text{"language of messages: ko or en", "메시지의 언어: ko 또는 en"}.in(language));
    out += tagged("NO_COLOR", Text{"no colors", "색을 쓰지 않음"}.in(language));
    return out;
}

}  // namespace seogo::cli
