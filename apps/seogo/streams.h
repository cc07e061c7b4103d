// The three standard streams: the only place that reads from or writes to a terminal or a pipe.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace seogo::cli {

// To be called first. A closed descriptor 0, 1 or 2 is given a stand-in that refuses use, so that
// no file of the archive is ever opened in its place; a closed pipe is an error, not a signal.
void guard_standard_streams();

// All of standard input. kBadInput beyond `bytes_max`; kCancelled where a stop was asked for.
Result<std::string> read_standard_input(std::size_t bytes_max);

// Writes all bytes. A reader that has gone (`seogo list | head`) is no error.
Status write_standard_output(std::string_view bytes);
void write_standard_error(std::string_view bytes);

bool standard_output_is_terminal();
bool standard_error_is_terminal();

}  // namespace seogo::cli
