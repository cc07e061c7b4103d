// The program's entry: joins the real disk, clock, environment and streams to run_program().
#include <cstdlib>
#include <string>
#include <vector>

#include "base/stop.h"
#include "seogo/context.h"
#include "seogo/program.h"
#include "seogo/streams.h"

namespace {

constexpr std::size_t kInputBytesMax = std::size_t{64} << 20;

std::string variable(std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace seogo;
    cli::guard_standard_streams();
    base::install_stop_signals();
    cli::Surroundings surroundings;
    surroundings.variable = variable;
    surroundings.read_input = [] { return cli::read_standard_input(kInputBytesMax); };
    if (cli::standard_error_is_terminal()) surroundings.show_progress = cli::write_standard_error;
    surroundings.output_is_terminal = cli::standard_output_is_terminal();

    cli::Context context(std::move(surroundings));
    cli::Exit exit = cli::run_program(context, std::vector<std::string>(argv + 1, argv + argc));
    const Status written = cli::write_standard_output(context.out());
    if (!written.ok()) {
        context.fail(written.error(), "");
        exit = cli::exit_of(written.error().kind);
    }
    cli::write_standard_error(context.err());
    return static_cast<int>(exit);
}
