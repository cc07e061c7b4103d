// Rules about length: functions, files, lines, and tests beside their sources.
#include <algorithm>
#include <cstdio>
#include <set>

#include "tidy/code.h"
#include "tidy/rules.h"

namespace seogo::tidy {

namespace {

constexpr std::size_t kFunctionMax = 70;
constexpr std::size_t kFileMax = 800;
constexpr std::size_t kFileAim = 500;
constexpr std::size_t kColumnsMax = 100;
constexpr double kTestRatioMin = 0.8;

bool has_size_rules(std::string_view path) {
    if (path.starts_with("tests/golden/") || path.starts_with("sample/")) return false;
    return is_cpp(path) || ends_with_any(path, {".cmake", "CMakeLists.txt", ".sh", ".py", ".ts"}) ||
           path.starts_with("script/") || path.starts_with(".ci/");
}

// Code points: every byte that does not continue one.
std::size_t columns_of(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

struct ModuleLines {
    std::size_t source = 0;
    std::size_t tests = 0;
    CommentShare comments;
};

// Tests of a module: *_test.cpp beside the sources, what its TESTS name, and files of tests/ that
// carry its name first (tests/fuzz/text_encoding_fuzz.cpp). Tests of apps stand in tests/e2e and
// tests/crash too: what they run is the program.
bool is_test_of(const Module& module, const std::string& path) {
    const auto& named = module.test_paths;
    if (std::find(named.begin(), named.end(), path) != named.end()) return true;
    if (module_of(path) == module.name) return is_test(path);
    if (!path.starts_with("tests/")) return false;
    const bool runs_program = path.starts_with("tests/e2e/") || path.starts_with("tests/crash/");
    if (module.name == "apps" && runs_program) return true;
    return name_of(path).starts_with(module.name + "_");
}

std::map<std::string, ModuleLines> count_lines(const Tree& tree, const House& house) {
    std::map<std::string, ModuleLines> counts;
    for (const auto& [name, module] : house.modules) {
        ModuleLines& count = counts[name];
        for (const auto& [path, text] : tree) {
            if (!is_cpp(path)) continue;
            const std::size_t lines = lines_of(text).size();
            if (is_test_of(module, path)) {
                count.tests += lines;
            } else if (module_of(path) == name) {
                count.source += lines;
                const CommentShare share = comment_share_of(text);
                count.comments.comments += share.comments;
                count.comments.lines += share.lines;
            }
        }
    }
    return counts;
}

double ratio(const ModuleLines& count) {
    return static_cast<double>(count.tests) /
           static_cast<double>(std::max<std::size_t>(count.source, 1));
}

}  // namespace

Findings check_sizes(const Tree& tree) {
    Findings findings;
    for (const auto& [path, text] : tree) {
        if (!has_size_rules(path)) continue;
        const auto lines = lines_of(text);
        if (lines.size() > kFileMax) {
            findings.push_back({path, lines.size(), "file-length",
                                std::to_string(lines.size()) + " lines, the wall is 800"});
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::size_t columns = columns_of(lines[i]);
            if (columns > kColumnsMax) {
                findings.push_back(
                    {path, i + 1, "line-length", std::to_string(columns) + " columns"});
            }
        }
        if (!is_cpp(path)) continue;
        for (const Function& function : functions_of(text)) {
            if (function.lines() > kFunctionMax) {
                findings.push_back({path, function.first_line, "function-length",
                                    function.name + " has " + std::to_string(function.lines()) +
                                        " lines, the wall is 70"});
            }
        }
    }
    return findings;
}

Findings check_test_ratio(const Tree& tree, const House& house) {
    Findings findings;
    for (const auto& [name, count] : count_lines(tree, house)) {
        if (count.source == 0 || ratio(count) >= kTestRatioMin) continue;
        const Module& module = house.modules.at(name);
        findings.push_back({module.cmake_path.empty() ? "src/" + name : module.cmake_path, 1,
                            "test-ratio",
                            std::to_string(count.tests) + " test lines for " +
                                std::to_string(count.source) + " source lines, at least 0.8"});
    }
    return findings;
}

std::string summary(const Tree& tree) {
    const House house = read_house(tree);
    std::string out = "module     source   tests  ratio  comments\n";
    for (const auto& [name, count] : count_lines(tree, house)) {
        char line[96];
        std::snprintf(line, sizeof line, "%-9s %7zu %7zu  %5.2f  %6.0f %%\n", name.c_str(),
                      count.source, count.tests, ratio(count),
                      100.0 * static_cast<double>(count.comments.comments) /
                          static_cast<double>(std::max<std::size_t>(count.comments.lines, 1)));
        out += line;
    }
    for (const auto& [path, text] : tree) {
        const std::size_t lines = has_size_rules(path) ? lines_of(text).size() : 0;
        if (lines > kFileAim) {
            out.append(path).append(": ").append(std::to_string(lines)).append(" lines, aim 500\n");
        }
    }
    return out;
}

}  // namespace seogo::tidy
