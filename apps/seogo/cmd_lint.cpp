// seogo lint: names the irregular lines of a notebook, and repairs them where asked.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    optional(argument("NOTEBOOK.md", Takes::kFile,
                      {"a notebook file (those of the archive)", "노트 파일(없으면 서고의 노트)"})),
    toggle("--fix",
           {"repair what can be repaired, in the file", "고칠 수 있는 줄을 파일에서 고침"}),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    if (flags.has("NOTEBOOK.md")) {
        SEOGO_ASSIGN(auto file,
                     lint_file(context.files(), flags.text("NOTEBOOK.md"), flags.has("--fix")));
        print_problems(context, {std::move(file)});
        return Exit::kDone;
    }
    if (flags.has("--fix")) return Error{ErrorKind::kBadInput, "--fix needs a notebook file"};
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto files, archive->lint());
    print_problems(context, files);
    return Exit::kDone;
}

}  // namespace

extern const Command kLint = {"lint",
                              Group::kNotebook,
                              {"name irregular lines of a notebook", "노트의 어긋난 줄 찾기"},
                              kFlags,
                              run,
                              {"A file needs no archive. Problems are results, so the exit code is "
                               "0 also where there are some.",
                               "파일을 검사할 때는 서고가 없어도 됩니다. 찾은 문제는 결과이므로 "
                               "문제가 있어도 0으로 끝납니다."},
                              "seogo lint notebook.md\nseogo lint notebook.md --fix"};

}  // namespace seogo::cli
