// The house as it is told: floors and faces from ARCHITECTURE.md, targets from CMakeLists.txt.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidy/tree.h"

namespace seogo::tidy {

struct Module {
    std::string name;
    std::string cmake_path;           // "src/index/CMakeLists.txt", "" where it has none
    int floor = 0;                    // 0: not in ARCHITECTURE.md's list
    std::size_t floor_line = 0;       // there
    std::size_t section_line = 0;     // of "## index/ : ...", 0: none
    std::set<std::string> stands_on;  // of its section
    std::size_t stands_on_line = 0;
    std::set<std::string> uses;  // of its CMakeLists.txt
    std::size_t uses_line = 0;
    std::set<std::string> test_uses;
    std::set<std::string> face;           // headers others may include: "index/segment.h"
    std::vector<std::string> test_paths;  // files its TESTS name
};

struct House {
    std::map<std::string, Module> modules;  // those of src/, and apps
    std::set<std::string> listed;           // paths of sources that some target names
};

// The list of floors is the lines "<number> <name>/ ..." of ARCHITECTURE.md; a section is
// "## <name>/ : ..." with the lines "Start at:" (headers of the face) and "Stands on:".
// A face header `src/<name>/<name>.h` may name more on its line "Other modules include:".
House read_house(const Tree& tree);

// Words of a CMake file without comments; parentheses stand alone.
struct CMakeWord {
    std::string text;
    std::size_t line;
};
std::vector<CMakeWord> cmake_words(std::string_view text);

}  // namespace seogo::tidy
