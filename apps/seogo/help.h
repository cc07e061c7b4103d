// Help, the man page and the guide: the flag tables, written out for people.
#pragma once

#include <string>

#include "seogo/command.h"
#include "seogo/language.h"

namespace seogo::cli {

std::string program_help(Language language);
std::string command_help(const Command& command, Language language);

// "seogo search [--limit N] QUERY...": options before arguments.
std::string usage_line(const Command& command);

std::string man_page(Language language);        // roff, man(7)
std::string markdown_guide(Language language);  // docs/guide/commands.md

}  // namespace seogo::cli
