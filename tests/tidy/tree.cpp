// Reads a checkout into memory and answers small questions about its paths.
#include "tidy/tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace seogo::tidy {

namespace fs = std::filesystem;

Tree read_tree(const fs::path& root) {
    Tree tree;
    auto entry = fs::recursive_directory_iterator(root);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
        const std::string path = fs::relative(entry->path(), root).generic_string();
        if (entry->is_directory()) {
            if (path == ".git" || path == "build" || path == ".cache" ||
                name_of(path) == "node_modules" || name_of(path) == "__pycache__") {
                entry.disable_recursion_pending();
            }
            continue;
        }
        if (!entry->is_regular_file() || path == ".git") continue;
        std::ifstream in(entry->path(), std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (content.find('\0') != std::string::npos) content.clear();
        tree.emplace(path, std::move(content));
    }
    return tree;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return text.starts_with(prefix); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> suffixes) {
    return std::any_of(suffixes.begin(), suffixes.end(),
                       [&](std::string_view suffix) { return text.ends_with(suffix); });
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_cpp(std::string_view path) { return ends_with_any(path, {".cpp", ".h"}); }

bool is_test(std::string_view path) {
    const std::string_view name = name_of(path);
    return path.starts_with("tests/") || name.find("_test.") != std::string_view::npos ||
           name.starts_with("test_") || name.ends_with("_fixture.h");
}

std::string module_of(std::string_view path) {
    if (path.starts_with("apps/")) return "apps";
    if (!path.starts_with("src/")) return "";
    path.remove_prefix(4);
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view kSpace = " \t\r\n";
    std::size_t at = text.find_first_not_of(kSpace);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kSpace, end);
    }
    return words;
}

}  // namespace seogo::tidy
