// Reads what the house says about itself: ARCHITECTURE.md, face headers and CMake files.
#include "tidy/house.h"

#include <cctype>
#include <filesystem>

namespace seogo::tidy {

namespace {

constexpr const char* kPage = "ARCHITECTURE.md";

bool is_number(std::string_view word) {
    for (char c : word) {
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
    }
    return !word.empty();
}

std::string without_final(std::string_view word, std::string_view marks) {
    while (!word.empty() && marks.find(word.back()) != std::string_view::npos) {
        word.remove_suffix(1);
    }
    return std::string(word);
}

// Names of headers on a line: "segment.h" or "index/segment.h" -> "index/segment.h".
void add_headers(std::string_view line, const std::string& module, std::set<std::string>& face) {
    for (std::string_view word : words_of(line)) {
        const std::string name = without_final(word, ",.;:)");
        if (!name.ends_with(".h")) continue;
        face.insert(name.find('/') == std::string::npos ? module + "/" + name : name);
    }
}

void read_page(std::string_view text, std::map<std::string, Module>& modules) {
    Module* section = nullptr;
    std::size_t number = 0;
    for (std::string_view line : lines_of(text)) {
        ++number;
        const auto words = words_of(line);
        if (words.size() > 1 && is_number(words[0]) && words[1].ends_with('/')) {
            const std::string name = without_final(words[1], "/");
            modules[name].floor = std::stoi(std::string(words[0]));
            modules[name].floor_line = number;
        } else if (words.size() > 1 && words[0] == "##") {
            section = nullptr;
            if (!words[1].ends_with('/')) continue;
            section = &modules[without_final(words[1], "/")];
            section->section_line = number;
        } else if (section != nullptr && line.starts_with("Start at:")) {
            const auto name =
                without_final(words_of(lines_of(text)[section->section_line - 1])[1], "/");
            add_headers(line, name, section->face);
        } else if (section != nullptr && line.starts_with("Stands on:")) {
            section->stands_on_line = number;
            for (std::size_t i = 2; i < words.size(); ++i) {
                const std::string name = without_final(words[i], ",.");
                if (name != "nothing") section->stands_on.insert(name);
            }
        }
    }
}

// "Other modules include:" may run over two comment lines.
void read_face(const Tree& tree, Module& module) {
    const auto header = tree.find("src/" + module.name + "/" + module.name + ".h");
    if (header == tree.end()) return;
    module.face.insert(module.name + "/" + module.name + ".h");
    bool inside = false;
    for (std::string_view line : lines_of(header->second)) {
        if (line.find("Other modules include:") != std::string_view::npos) inside = true;
        if (!line.starts_with("//")) inside = false;
        if (inside) add_headers(line, module.name, module.face);
    }
}

std::string resolve(std::string_view folder, std::string word) {
    for (std::string_view root : {"${CMAKE_SOURCE_DIR}/", "${PROJECT_SOURCE_DIR}/"}) {
        if (word.starts_with(root)) return word.substr(root.size());
    }
    const std::string_view here = "${CMAKE_CURRENT_SOURCE_DIR}/";
    if (word.starts_with(here)) word = word.substr(here.size());
    return (std::filesystem::path(folder) / word).lexically_normal().generic_string();
}

// The words of one seogo_module(...) call.
void read_module_call(const std::vector<CMakeWord>& words, std::size_t at, std::string_view folder,
                      Module& module) {
    std::string part;
    for (; at < words.size() && words[at].text != ")"; ++at) {
        const std::string& word = words[at].text;
        if (word == "SOURCES" || word == "TESTS" || word == "USES" || word == "LIBRARIES" ||
            word == "TEST_USES") {
            part = word;
            if (part == "USES") module.uses_line = words[at].line;
        } else if (word.starts_with("seogo::") && part == "USES") {
            module.uses.insert(word.substr(7));
        } else if (word.starts_with("seogo::") && part == "TEST_USES") {
            module.test_uses.insert(word.substr(7));
        } else if (part == "TESTS") {
            module.test_paths.push_back(resolve(folder, word));
        }
    }
}

void read_cmake(const std::string& path, const std::string& text, House& house) {
    const std::string folder(folder_of(path));
    const auto words = cmake_words(text);
    const std::string name = module_of(path);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        if (word == "seogo_module" && folder == "src/" + name) {
            house.modules[name].cmake_path = path;
            read_module_call(words, i + 2, folder, house.modules[name]);
        } else if (word == "seogo_fuzz" && i + 2 < words.size()) {
            house.listed.insert(folder + "/" + words[i + 2].text + "_fuzz.cpp");
        } else if (name == "apps" && word.starts_with("seogo::")) {
            house.modules[name].uses.insert(word.substr(7));
            house.modules[name].cmake_path = path;
        } else if (word.ends_with(".cpp")) {
            house.listed.insert(resolve(folder, word));
        }
    }
}

}  // namespace

std::vector<CMakeWord> cmake_words(std::string_view text) {
    std::vector<CMakeWord> words;
    std::size_t number = 0;
    for (std::string_view line : lines_of(text)) {
        ++number;
        std::string spaced;
        for (char c : line.substr(0, line.find('#'))) {
            if (c == '(' || c == ')') {
                spaced.append({' ', c, ' '});
            } else {
                spaced += c == '"' || c == ';' ? ' ' : c;
            }
        }
        for (std::string_view word : words_of(spaced))
            words.push_back({std::string(word), number});
    }
    return words;
}

House read_house(const Tree& tree) {
    House house;
    if (const auto page = tree.find(kPage); page != tree.end()) {
        read_page(page->second, house.modules);
    }
    for (const auto& [path, text] : tree) {
        if (const std::string name = module_of(path); !name.empty()) house.modules[name];
        if (name_of(path) == "CMakeLists.txt" || path.ends_with(".cmake")) {
            read_cmake(path, text, house);
        }
    }
    for (auto& [name, module] : house.modules) {
        module.name = name;
        read_face(tree, module);
    }
    return house;
}

}  // namespace seogo::tidy
