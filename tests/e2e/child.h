// The real program as a child process: its streams kept, its limits set, its end told.
//
// The program is the one that the environment names in SEOGO_PROGRAM. Every child has a home of its
// own (a temporary folder), and of the outer environment only PATH and what sanitizers read.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "support/temporary_folder.h"

namespace seogo::e2e {

namespace fs = std::filesystem;

struct Options {
    std::map<std::string, std::string> environment;
    std::string input;                 // of standard input
    fs::path folder;                   // current folder; "": that of the test
    std::uint64_t file_bytes_max = 0;  // RLIMIT_FSIZE; 0: none
    bool no_sockets = false;           // the kernel ends the child at its first socket(2)
    bool closed_output = false;        // starts without a descriptor 1
    std::string output_to;             // a file for standard output, "/dev/full"
    std::string program;               // another program than SEOGO_PROGRAM
    uid_t user = 0;                    // where the tests run as root: who the child is; 0: the same
};

struct Ended {
    int exit = -1;  // 128 + the signal's number where one ended it
    int signal = 0;
    std::string out, err;
    std::int64_t wall_ms = 0, cpu_ms = 0;
    std::int64_t memory_kb = 0;  // largest resident set

    base::JsonValue json() const;  // null where standard output is no JSON
    std::vector<std::string> lines() const;
};

class Child {
public:
    Child(const std::vector<std::string>& arguments, const Options& options);
    ~Child();  // ends it where it still runs
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void send(int signal) const;
    void wait_until_it_catches(int signal);  // returns too where the child has ended
    bool runs();
    Ended wait();

private:
    pid_t pid_ = -1;
    int out_ = -1, err_ = -1;
    std::int64_t started_us_ = 0;
    bool reaped_ = false;
    int status_ = 0;
    std::int64_t cpu_us_ = 0, memory_kb_ = 0, ended_us_ = 0;
};

// A home with an archive at <home>/lib (SEOGO_ARCHIVE), English messages.
class ProgramTest : public ::testing::Test {
protected:
    ProgramTest();

    Options options() const;
    Ended run(const std::vector<std::string>& arguments) const;
    Ended run(const std::vector<std::string>& arguments, const Options& options) const;
    // As run(), and the exit code must be this one.
    Ended expect(int exit, const std::vector<std::string>& arguments) const;

    fs::path path(std::string_view name) const { return home_.path() / name; }
    void write(std::string_view name, std::string_view bytes) const;
    std::string read(std::string_view name) const;
    std::string id_of(std::string_view words) const;  // the item whose title holds them; "0"
    // One line a hit: id, score and bytes of its passage. Equal strings: equal answers.
    std::string hits(const std::string& query) const;

    testing::TemporaryFolder home_;
    std::map<std::string, std::string> environment_;
};

std::string read_file(const fs::path& path);
void write_file(const fs::path& path, std::string_view bytes);
fs::path source_folder();  // the repository
// `text` with the first `from` replaced by `to`; the test fails where there is none.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);
std::vector<std::string> lines_of(std::string_view text);
// Lines of `after` that `before` lacks in this order (longest common subsequence), and the other
// way.
struct LineDiff {
    std::size_t added = 0, removed = 0;
};
LineDiff diff_of(std::string_view before, std::string_view after);

}  // namespace seogo::e2e
