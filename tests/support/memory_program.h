// The program on a disk in memory: runs commands as main() does, and keeps what they said.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "seogo/context.h"
#include "seogo/program.h"
#include "support/faulty_file_system.h"

namespace seogo::testing {

// Starts at 2025-01-31T09:00:00Z and goes on by one second at each look.
class SteppingClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return now_ms_ += 1000; }
    std::int64_t steady_us() override { return steady_us_ += 1000; }
    std::int64_t process_cpu_us() override { return steady_us_; }

private:
    std::int64_t now_ms_ = 1738314000000 - 1000;
    std::int64_t steady_us_ = 0;
};

struct Said {
    cli::Exit exit = cli::Exit::kDone;
    std::string out, err;

    // Standard output as one JSON value; null where it is none.
    base::JsonValue json() const {
        auto value = base::JsonValue::parse(out);
        return value.ok() ? std::move(value).value() : base::JsonValue();
    }
    std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        std::string_view rest = out;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            lines.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return lines;
    }
};

struct MemoryProgram {
    FaultyFileSystem disk;
    SteppingClock clock;
    std::map<std::string, std::string, std::less<>> environment = {{"HOME", "/home"}};
    std::string input;
    bool terminal = false;

    Said run(const std::vector<std::string>& arguments) {
        cli::Surroundings surroundings;
        surroundings.files = &disk;
        surroundings.clock = &clock;
        surroundings.variable = [this](std::string_view name) {
            const auto found = environment.find(name);
            return found == environment.end() ? std::string() : found->second;
        };
        surroundings.read_input = [this] { return Result<std::string>(input); };
        surroundings.output_is_terminal = terminal;
        cli::Context context(std::move(surroundings));
        const cli::Exit exit = cli::run_program(context, arguments);
        return {exit, context.out(), context.err()};
    }

    void write(const base::Path& path, std::string_view bytes) {
        SEOGO_CHECK(disk.make_folders(path.parent_path()).ok());
        SEOGO_CHECK(base::write_file_atomically(disk, path, bytes).ok());
    }
    std::string read(const base::Path& path) {
        auto bytes = base::read_file(disk, path);
        return bytes.ok() ? bytes.value() : "unreadable: " + bytes.error().message;
    }
};

}  // namespace seogo::testing
