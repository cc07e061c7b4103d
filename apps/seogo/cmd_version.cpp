// seogo version: prints the version.
#include "seogo/command.h"
#include "seogo/grid.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag};

Result<Exit> run(Context& context, const Flags&) {
    if (context.form() == Form::kTable) {
        context.print_line("seogo " SEOGO_VERSION);
        return Exit::kDone;
    }
    print_record(context, "version",
                 {{{"version", {"version", "판"}}, std::string(SEOGO_VERSION)}});
    return Exit::kDone;
}

}  // namespace

extern const Command kVersion = {
    "version", Group::kProgram, {"print the version", "판 번호 출력"}, kFlags, run, {}, {}};

}  // namespace seogo::cli
