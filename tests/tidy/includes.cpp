// Rules about what includes what: the floors, the faces, and headers that are too heavy.
#include <optional>

#include "tidy/code.h"
#include "tidy/rules.h"

namespace seogo::tidy {

namespace {

struct Include {
    std::size_t line;
    bool quoted;  // "module/file.h", not <system>
    std::string name;
};

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> includes;
    const std::string code = code_only(text);  // an #include inside a comment or string is none
    const auto lines = lines_of(text);
    const auto code_lines = lines_of(code);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto words = words_of(code_lines[i]);
        if (words.empty() || !words[0].starts_with("#include")) continue;
        const std::size_t open = lines[i].find_first_of("<\"");
        if (open == std::string_view::npos) continue;
        const std::size_t close = lines[i].find_first_of(">\"", open + 1);
        if (close == std::string_view::npos) continue;
        includes.push_back({i + 1, lines[i][open] == '"',
                            std::string(lines[i].substr(open + 1, close - open - 1))});
    }
    return includes;
}

// Where a quoted include leads; "" where nowhere.
std::string included_path(const Tree& tree, const std::string& name) {
    for (std::string_view root : {"src/", "tests/", "apps/", "bench/"}) {
        const std::string path = std::string(root) + name;
        if (tree.contains(path)) return path;
    }
    return "";
}

// A quoted include of one module's file by another module's file.
std::optional<Finding> check_pair(const Module& from, const Module& to, const std::string& path,
                                  const Include& include) {
    const bool test = is_test(path);
    const auto finding = [&](const char* rule, const std::string& message) {
        return Finding{path, include.line, rule, "\"" + include.name + "\": " + message};
    };
    if (to.floor == 0 || from.floor == 0) return std::nullopt;  // check_architecture tells
    if (to.floor >= from.floor) {
        return finding("include-floor", from.name + " is on floor " + std::to_string(from.floor) +
                                            ", " + to.name + " on " + std::to_string(to.floor));
    }
    const bool used = from.uses.contains(to.name) || (test && from.test_uses.contains(to.name));
    if (!used) return finding("include-uses", from.cmake_path + " has no seogo::" + to.name);
    if (!to.face.contains(include.name)) {
        return finding("include-face", "the face of " + to.name + " does not name it");
    }
    return std::nullopt;
}

void check_quoted(const Tree& tree, const House& house, const std::string& path,
                  const Include& include, Findings& findings) {
    const std::string target = included_path(tree, include.name);
    if (target.empty()) {
        findings.push_back({path, include.line, "include-form",
                            "\"" + include.name + "\" is no \"module/file.h\" of this tree"});
        return;
    }
    const std::string from = module_of(path), to = module_of(target);
    if (from.empty() || from == to) return;
    if (to.empty()) {  // tests/support and the like: for tests alone
        if (!is_test(path)) {
            findings.push_back(
                {path, include.line, "include-floor", "\"" + include.name + "\" is for tests"});
        }
        return;
    }
    const auto finding = check_pair(house.modules.at(from), house.modules.at(to), path, include);
    if (finding) findings.push_back(*finding);
}

void check_system(const std::string& path, const Include& include, Findings& findings) {
    const std::string& name = include.name;
    const auto ban = [&](const char* why) {
        findings.push_back({path, include.line, "include-banned", "<" + name + ">: " + why});
    };
    if (path.starts_with("src/") && !is_test(path)) {
        if (name == "regex") ban("slow to compile, exponential to run");
        if (name == "iostream") ban("costs start-up time; src prints nothing");
        if (name == "fstream") ban("only base/file touches the disk");
    }
    // sqlite3.h is C, costs little, and a VFS must embed its types.
    const bool heavy =
        starts_with_any(name, {"nlohmann/", "simdjson", "unicode/", "openssl/", "zstd", "xxhash"});
    if (heavy && path.ends_with(".h") && name != "nlohmann/json_fwd.hpp") {
        ban("heavy headers stand in .cpp files only");
    }
}

}  // namespace

Findings check_includes(const Tree& tree, const House& house) {
    Findings findings;
    for (const auto& [path, text] : tree) {
        if (!is_cpp(path)) continue;
        for (const Include& include : includes_of(text)) {
            if (include.quoted) {
                check_quoted(tree, house, path, include, findings);
            } else {
                check_system(path, include, findings);
            }
        }
    }
    return findings;
}

Findings check_architecture(const Tree& tree, const House& house) {
    Findings findings;
    if (!tree.contains("ARCHITECTURE.md")) {
        return {{"ARCHITECTURE.md", 1, "architecture", "is missing: it holds the list of floors"}};
    }
    const auto page = [&](std::size_t line, const std::string& message) {
        findings.push_back({"ARCHITECTURE.md", line == 0 ? 1 : line, "architecture", message});
    };
    for (const auto& [name, module] : house.modules) {
        if (module.floor == 0) page(0, name + "/ stands in no floor of the list");
        if (name == "apps") continue;
        if (module.section_line == 0) page(module.floor_line, name + "/ has no section");
        if (module.cmake_path.empty()) {
            page(module.floor_line, "src/" + name + "/CMakeLists.txt has no seogo_module call");
            continue;
        }
        if (module.stands_on != module.uses) {
            page(module.stands_on_line,
                 name + "/ stands on other modules than USES of " + module.cmake_path + " says");
        }
        for (const std::string& header : module.face) {
            if (!tree.contains("src/" + header)) page(module.section_line, header + " is missing");
        }
        if (module.floor == 0) continue;
        for (const std::string& used : module.uses) {
            const auto lower = house.modules.find(used);
            if (lower == house.modules.end() || lower->second.floor >= module.floor) {
                findings.push_back({module.cmake_path, module.uses_line, "uses-floor",
                                    "seogo::" + used + " is no lower floor"});
            }
        }
    }
    return findings;
}

}  // namespace seogo::tidy
