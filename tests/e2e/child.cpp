// Starts the program with fork and exec, keeps its output in memory files, and reads how it ended.
#include "e2e/child.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/clock.h"
#include "base/file.h"

namespace seogo::e2e {
namespace {

std::string outer(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// Ends the process at socket(2), before a single packet could leave.
void forbid_sockets() {
    sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program = {std::size(filter), filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        _exit(99);
    }
}

// Between fork and exec: only calls that are safe there.
void become(const Options& options, int in, int out, int err) {
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (!options.output_to.empty()) {
        const int file = open(options.output_to.c_str(), O_WRONLY | O_CLOEXEC);
        if (file < 0) _exit(99);
        dup2(file, STDOUT_FILENO);
    }
    if (options.closed_output) close(STDOUT_FILENO);
    if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(99);
    if (options.file_bytes_max != 0) {
        const rlimit limit = {options.file_bytes_max, options.file_bytes_max};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(99);
    }
    // A shell's background job ignores SIGINT, and so would its children.
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ})
        signal(number, SIG_DFL);
    if (options.user != 0 && (setgid(options.user) != 0 || setuid(options.user) != 0)) _exit(99);
    if (options.no_sockets) forbid_sockets();
}

int memory_file(std::string_view bytes) {
    const int file = memfd_create("stream", MFD_CLOEXEC);
    SEOGO_CHECK(file >= 0);
    while (!bytes.empty()) {
        const ssize_t count = write(file, bytes.data(), bytes.size());
        SEOGO_CHECK(count > 0);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    SEOGO_CHECK(lseek(file, 0, SEEK_SET) == 0);
    return file;
}

std::string content_of(int file) {
    std::string bytes(static_cast<std::size_t>(lseek(file, 0, SEEK_END)), '\0');
    const ssize_t count = pread(file, bytes.data(), bytes.size(), 0);
    SEOGO_CHECK(count == static_cast<ssize_t>(bytes.size()));
    return bytes;
}

std::int64_t microseconds(const timeval& time) {
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec;
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments, const Options& options) {
    const std::string program = options.program.empty() ? outer("SEOGO_PROGRAM") : options.program;
    SEOGO_CHECK(!program.empty());
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> settings = {"PATH=" + outer("PATH")};
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LLVM_PROFILE_FILE",
                             "GCOV_PREFIX", "GCOV_PREFIX_STRIP"}) {
        if (!outer(name).empty()) settings.push_back(std::string(name) + '=' + outer(name));
    }
    for (const auto& [name, value] : options.environment)
        settings.push_back(name + '=' + value);
    std::vector<char*> argv, envp;
    for (std::string& word : words)
        argv.push_back(word.data());
    for (std::string& setting : settings)
        envp.push_back(setting.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);

    const int in = memory_file(options.input);
    out_ = memory_file("");
    err_ = memory_file("");
    started_us_ = base::real_clock().steady_us();
    pid_ = fork();
    SEOGO_CHECK(pid_ >= 0);
    if (pid_ == 0) {
        become(options, in, out_, err_);
        execve(argv[0], argv.data(), envp.data());
        _exit(98);
    }
    close(in);
}

Child::~Child() {
    if (!reaped_) {
        send(SIGKILL);
        waitpid(pid_, &status_, 0);
    }
    close(out_);
    close(err_);
}

void Child::send(int signal) const { kill(pid_, signal); }

void Child::wait_until_it_catches(int signal) {
    const fs::path status = "/proc/" + std::to_string(pid_) + "/status";
    constexpr std::string_view kCaught = "SigCgt:\t";  // proc(5): a mask in hex, bit 0 is signal 1
    while (runs()) {
        std::ifstream file(status);  // read to its end: the size of a file of proc is 0
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const std::size_t at = text.find(kCaught);
        const std::uint64_t mask = at == std::string::npos
                                       ? 0
                                       : std::stoull(text.substr(at + kCaught.size()), nullptr, 16);
        if ((mask >> (signal - 1) & 1) != 0) return;
        usleep(200);
    }
}

bool Child::runs() {
    if (reaped_) return false;
    rusage usage{};
    if (wait4(pid_, &status_, WNOHANG, &usage) == 0) return true;
    reaped_ = true;
    ended_us_ = base::real_clock().steady_us();
    cpu_us_ = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    memory_kb_ = usage.ru_maxrss;
    return false;
}

Ended Child::wait() {
    if (!reaped_) {
        rusage usage{};
        SEOGO_CHECK(wait4(pid_, &status_, 0, &usage) == pid_);
        reaped_ = true;
        ended_us_ = base::real_clock().steady_us();
        cpu_us_ = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
        memory_kb_ = usage.ru_maxrss;
    }
    Ended ended;
    ended.signal = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0;
    ended.exit = ended.signal != 0 ? 128 + ended.signal : WEXITSTATUS(status_);
    ended.out = content_of(out_);
    ended.err = content_of(err_);
    ended.wall_ms = (ended_us_ - started_us_) / 1000;
    ended.cpu_ms = cpu_us_ / 1000;
    ended.memory_kb = memory_kb_;
    return ended;
}

base::JsonValue Ended::json() const {
    auto value = base::JsonValue::parse(out);
    return value.ok() ? std::move(value).value() : base::JsonValue();
}

std::vector<std::string> Ended::lines() const { return lines_of(out); }

ProgramTest::ProgramTest() {
    environment_ = {{"HOME", home_.path().string()},
                    {"SEOGO_ARCHIVE", (home_.path() / "lib").string()},
                    {"LC_ALL", "C.UTF-8"}};
}

Options ProgramTest::options() const {
    Options options;
    options.environment = environment_;
    options.folder = home_.path();
    return options;
}

Ended ProgramTest::run(const std::vector<std::string>& arguments) const {
    return run(arguments, options());
}

Ended ProgramTest::run(const std::vector<std::string>& arguments, const Options& options) const {
    return Child(arguments, options).wait();
}

Ended ProgramTest::expect(int exit, const std::vector<std::string>& arguments) const {
    Ended ended = run(arguments);
    std::string line;
    for (const std::string& argument : arguments)
        line += argument + ' ';
    EXPECT_EQ(ended.exit, exit) << line << "\n" << ended.err;
    return ended;
}

void ProgramTest::write(std::string_view name, std::string_view bytes) const {
    fs::create_directories(path(name).parent_path());
    write_file(path(name), bytes);
}

std::string ProgramTest::read(std::string_view name) const { return read_file(path(name)); }

std::string ProgramTest::id_of(std::string_view words) const {
    const auto json = run({"list", "--limit", "100000", "--json"}).json();
    for (const auto& item : json["items"].items()) {
        if (item["title"].string().find(words) != std::string::npos) {
            return std::to_string(static_cast<long>(item["id"].number()));
        }
    }
    return "0";
}

std::string ProgramTest::hits(const std::string& query) const {
    const Ended ended = run({"search", query, "--limit", "100", "--json"});
    EXPECT_LE(ended.exit, 1) << query << ": " << ended.err;
    std::string out;
    const auto json = ended.json();
    for (const auto& hit : json["hits"].items()) {
        out += std::to_string(static_cast<long>(hit["id"].number())) + ' ' +
               std::to_string(hit["score"].number()) + ' ' +
               std::to_string(static_cast<long>(hit["passage"]["begin"].number())) + '\n';
    }
    return out;
}

std::string read_file(const fs::path& path) {
    auto bytes = base::read_file(base::real_files(), path);
    return bytes.ok() ? std::move(bytes).value() : "unreadable: " + bytes.error().message;
}

void write_file(const fs::path& path, std::string_view bytes) {
    const Status written = base::write_file_atomically(base::real_files(), path, bytes);
    ASSERT_TRUE(written.ok()) << written.error().message;
}

fs::path source_folder() { return outer("SEOGO_SOURCE_DIR"); }

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? out : out.replace(at, from.size(), to);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

LineDiff diff_of(std::string_view before, std::string_view after) {
    const auto a = lines_of(before), b = lines_of(after);
    std::vector<std::size_t> above(b.size() + 1), row(b.size() + 1);
    for (const std::string& line : a) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            row[j + 1] = line == b[j] ? above[j] + 1 : std::max(row[j], above[j + 1]);
        }
        std::swap(above, row);
    }
    return {b.size() - above[b.size()], a.size() - above[b.size()]};
}

}  // namespace seogo::e2e
