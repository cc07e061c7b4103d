// The program seogo: one short file per command (cmd_<name>.cpp): parse, call ONE archive function,
// print. No logic lives here: what the command line can do, the archive can do.
//
// Start at: program.h (the way of one call), command.h (what a command is), flags.h (its table),
// context.h (what it works with), grid.h (how results are printed).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"
#include "seogo/context.h"
#include "seogo/exit.h"
#include "seogo/flags.h"

namespace seogo::cli {

enum class Group : std::uint8_t { kFind, kKeep, kNotebook, kArchive, kProgram };

struct Command {
    std::string_view name;
    Group group;
    Text summary;
    std::span<const Flag> flags;
    Result<Exit> (*run)(Context& context, const Flags& flags);
    Text details{};               // a paragraph more, for `help NAME` and the guide
    std::string_view examples{};  // one a line
};

std::span<const Command* const> commands();  // in the order of help
const Command* find_command(std::string_view name);
std::span<const Flag> global_flags();  // that every command has

struct GroupTitle {
    Group group;
    Text title;
};
std::span<const GroupTitle> group_titles();

}  // namespace seogo::cli
