// The files that tidy judges, by path, and what it finds wrong with them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::tidy {

// Path from the repository's root ("src/base/file.h") -> content. Built by hand in tests.
using Tree = std::map<std::string, std::string>;

// Every file of the checkout but those of .git, build and caches. Data that is no text (told by a
// zero byte) is there by name, with no content.
Tree read_tree(const std::filesystem::path& root);

struct Finding {
    std::string path;
    std::size_t line = 1;  // from 1
    std::string rule;
    std::string message;
};
using Findings = std::vector<Finding>;

// Small questions about paths and text that every rule asks.
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes);
bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> suffixes);
std::string_view name_of(std::string_view path);    // "file.h"
std::string_view folder_of(std::string_view path);  // "src/base", "" at the root
bool is_cpp(std::string_view path);                 // .cpp or .h
bool is_test(std::string_view path);                // compiled into tests only
// "index" of "src/index/segment.h"; "apps" of anything under apps/; "" elsewhere.
std::string module_of(std::string_view path);
std::vector<std::string_view> lines_of(std::string_view text);  // without their line breaks
std::vector<std::string_view> words_of(std::string_view text);  // split at white space

}  // namespace seogo::tidy
