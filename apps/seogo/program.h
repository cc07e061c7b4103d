// One call of the program: from the words of the command line to an exit code.
//
// Flags that every command has may stand before the command's name. An unknown command or flag
// ends with Exit::kUsage and the nearest name.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "seogo/context.h"
#include "seogo/exit.h"

namespace seogo::cli {

// `arguments`: without the program's own name. What is to be printed stays in the context.
Exit run_program(Context& context, std::span<const std::string> arguments);

Error unknown_command(std::string_view name);

}  // namespace seogo::cli
