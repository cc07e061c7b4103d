// seogo export: gives a notebook back, byte for byte, or its items as JSON or Markdown.
#include "seogo/command.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    choice_flag("--format", "notebook json markdown",
                {"what to write (notebook)", "내보낼 형식(notebook)"}),
    file_flag("--output", "FILE", {"write here, not to standard output", "표준 출력 대신 쓸 파일"},
              "-o"),
    text_flag("--notebook", "NAME",
              {"which notebook, where there are several", "노트가 여럿일 때 고를 이름"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    const std::string format = flags.has("--format") ? flags.text("--format") : "notebook";
    SEOGO_ASSIGN(const auto text, archive->export_as(format, flags.text("--notebook")));
    const std::string file = flags.text("--output");
    if (file.empty() || file == "-") {
        context.print(text);
        return Exit::kDone;
    }
    SEOGO_TRY(base::write_file_atomically(context.files(), file, text));
    context.note("written: " + file);
    return Exit::kDone;
}

}  // namespace

extern const Command kExport = {
    "export",
    Group::kNotebook,
    {"write a notebook out, byte for byte", "노트를 바이트 그대로 내보내기"},
    kFlags,
    run,
    {"A file is replaced whole or not at all; a new one is for its owner alone.",
     "파일은 통째로 바뀌거나 그대로 남습니다. 새 파일은 주인만 읽을 수 있습니다."},
    "seogo export -o notebook.md\nseogo export --format json"};

}  // namespace seogo::cli
