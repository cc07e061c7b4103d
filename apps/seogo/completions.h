// Completion scripts for bash, zsh and fish, made from the flag tables.
#pragma once

#include <string>

#include "seogo/language.h"

namespace seogo::cli {

std::string bash_completions();
std::string zsh_completions(Language language);
std::string fish_completions(Language language);

}  // namespace seogo::cli
