// Standard input, output and error over POSIX calls.
#include "seogo/streams.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/stop.h"

namespace seogo::cli {
namespace {

// Opened the wrong way round on purpose: a program without an output must not succeed in writing.
void stand_in(int descriptor, int mode) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) return;
    (void)open("/dev/null", mode | O_CLOEXEC);  // takes the lowest free number: this one
}

}  // namespace

void guard_standard_streams() {
    stand_in(STDIN_FILENO, O_WRONLY);
    stand_in(STDOUT_FILENO, O_RDONLY);
    stand_in(STDERR_FILENO, O_WRONLY);
    (void)signal(SIGPIPE, SIG_IGN);
}

Result<std::string> read_standard_input(std::size_t bytes_max) {
    std::string out;
    char buffer[1 << 16];
    while (true) {
        const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
        if (base::stop_requested()) return Error{ErrorKind::kCancelled, "interrupted"};
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            return Error{ErrorKind::kIo, std::string("standard input: ") + std::strerror(errno)};
        }
        if (count == 0) return out;
        out.append(buffer, static_cast<std::size_t>(count));
        if (out.size() > bytes_max) {
            return Error{ErrorKind::kBadInput,
                         "standard input is longer than " + std::to_string(bytes_max) + " bytes"};
        }
    }
}

Status write_standard_output(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EPIPE) {
            return ok_status();
        } else if (errno != EINTR) {
            const ErrorKind kind = errno == ENOSPC ? ErrorKind::kNoSpace : ErrorKind::kIo;
            return Error{kind, std::string("standard output: ") + std::strerror(errno)};
        }
    }
    return ok_status();
}

void write_standard_error(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = write(STDERR_FILENO, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) return;  // nowhere left to say so
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool standard_output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool standard_error_is_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace seogo::cli
