// Rules about whole files: a first sentence each, and none that nobody needs.
#include <algorithm>
#include <optional>

#include "tidy/code.h"
#include "tidy/rules.h"

namespace seogo::tidy {

namespace {

bool is_data(std::string_view path) {
    return starts_with_any(path, {"tests/golden/", "sample/", "data/", "tests/fuzz/corpus/"});
}

// The mark that opens a comment line of this kind of file; nothing where it has no comments.
std::optional<std::string_view> comment_mark(std::string_view path) {
    if (is_data(path)) return std::nullopt;
    if (is_cpp(path) || path.ends_with(".ts")) return "// ";
    if (path.ends_with(".md")) return "# ";
    const std::string_view name = name_of(path);
    const bool script =
        starts_with_any(path, {"script/", ".ci/"}) && name.find('.') == std::string_view::npos;
    if (script || name == "CMakeLists.txt" || name == ".clang-format" || name == ".gitignore" ||
        ends_with_any(path, {".cmake", ".sh", ".py", ".yml", ".yaml", ".toml"})) {
        return "# ";
    }
    return std::nullopt;
}

// Three words or more, and an end within the first paragraph of comment. A page's title needs none.
bool begins_with_sentence(std::string_view path, std::string_view text, std::string_view mark) {
    auto lines = lines_of(text);
    if (!lines.empty() && lines[0].starts_with("#!")) lines.erase(lines.begin());
    if (lines.empty() || !lines[0].starts_with(mark)) return false;
    if (path.ends_with(".md")) return true;
    std::size_t words = 0;
    for (std::string_view line : lines) {
        if (!line.starts_with(mark)) break;
        for (std::string_view word : words_of(line.substr(mark.size()))) {
            ++words;
            if (words >= 3 && ends_with_any(word, {".", ":", "?", "!", ".)", ";"})) return true;
        }
    }
    return false;
}

// All text in which a file of this kind can be named, but its own.
bool is_named(const Tree& tree, std::string_view own_path, std::string_view needle,
              std::initializer_list<std::string_view> in_kinds) {
    return std::any_of(tree.begin(), tree.end(), [&](const auto& entry) {
        const auto& [path, text] = entry;
        const bool kind =
            ends_with_any(path, in_kinds) || starts_with_any(path, {"script/", ".ci/"});
        return path != own_path && kind && text.find(needle) != std::string::npos;
    });
}

bool is_face(std::string_view path) {
    const std::string module = module_of(path);
    return path == "src/" + module + "/" + module + ".h";
}

// "base/file.h" of "src/base/file.h": as an include names it.
std::string_view include_name(std::string_view path) { return path.substr(path.find('/') + 1); }

// Why nobody needs the file; "" where somebody does.
std::string why_dead(const Tree& tree, const House& house, const std::string& path) {
    const std::string name(name_of(path));
    if (path.ends_with(".cpp")) {
        const bool shared = is_named(tree, path, " " + name, {".cmake"});
        return house.listed.contains(path) || shared ? "" : "no target lists it";
    }
    if (path.ends_with(".h")) {
        const std::string include = "#include \"" + std::string(include_name(path)) + "\"";
        return is_face(path) || is_named(tree, path, include, {".cpp", ".h"})
                   ? ""
                   : "nobody includes it";
    }
    if (path.ends_with(".cmake")) {
        const std::string stem = name.substr(0, name.size() - 6);
        return is_named(tree, path, stem, {"CMakeLists.txt", ".cmake"}) ? "" : "nobody includes it";
    }
    if (path.ends_with(".md") && starts_with_any(path, {"docs/", "sample/documents/"})) {
        return is_named(tree, path, name, {".md"}) ? "" : "no page links to it";
    }
    if (name == "CMakeLists.txt") return "";
    if (starts_with_any(path, {"script/", "tests/golden/"})) {
        const std::size_t what = path.find('/', path.find('/', 6) + 1);
        const std::string needle = path.starts_with("script/") ? path : path.substr(6, what - 6);
        return is_named(tree, path, needle, {".md", ".cpp", ".h", "CMakeLists.txt"})
                   ? ""
                   : "nothing names " + needle;
    }
    return "";
}

}  // namespace

Findings check_first_sentences(const Tree& tree) {
    Findings findings;
    for (const auto& [path, text] : tree) {
        const auto mark = comment_mark(path);
        if (!mark || begins_with_sentence(path, text, *mark)) continue;
        findings.push_back({path, 1, "first-sentence",
                            "begin with \"" + std::string(*mark) + "\" and one sentence"});
    }
    return findings;
}

Findings check_dead_files(const Tree& tree, const House& house) {
    Findings findings;
    for (const auto& entry : tree) {
        const std::string why = why_dead(tree, house, entry.first);
        if (!why.empty()) findings.push_back({entry.first, 1, "dead-file", why});
    }
    return findings;
}

}  // namespace seogo::tidy
