// Rules about words: unfinished work, paths of one machine, and effects outside their place.
#include <algorithm>
#include <array>
#include <cctype>

#include "tidy/code.h"
#include "tidy/rules.h"

namespace seogo::tidy {

namespace {

struct Forbidden {
    std::string word;  // written in two pieces below, so that this file does not hold it
    const char* why;
};

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Offsets where `word` stands by itself: no part of a longer word, no `Store::open(` for `::open(`.
std::vector<std::size_t> places_of(std::string_view text, std::string_view word) {
    std::vector<std::size_t> places;
    const bool opens = is_word_char(word.front()) || word.front() == ':';
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool joined_left = opens && at > 0 && is_word_char(text[at - 1]);
        const bool joined_right =
            is_word_char(word.back()) && end < text.size() && is_word_char(text[end]);
        if (!joined_left && !joined_right) places.push_back(at);
    }
    return places;
}

template <typename List>
void find_all(const std::string& path, std::string_view text, const List& list, const char* rule,
              Findings& findings) {
    for (const Forbidden& forbidden : list) {
        for (std::size_t at : places_of(text, forbidden.word)) {
            findings.push_back({path, line_at(text, at), rule, forbidden.word + forbidden.why});
        }
    }
}

const std::array<Forbidden, 3>& unfinished_words() {
    static const std::array<Forbidden, 3> kWords = {{
        {std::string("TO") + "DO", ": finish it, or open an issue"},
        {std::string("FIX") + "ME", ": finish it, or open an issue"},
        {std::string("XX") + "X", ": finish it, or open an issue"},
    }};
    return kWords;
}

// Looked for in code alone, so that a comment may speak of them.
const std::array<Forbidden, 2>& idle_tests() {
    static const std::array<Forbidden, 2> kWords = {{
        {std::string("GTEST_") + "SKIP", ": a test that is not run proves nothing"},
        {std::string("EXPECT_") + "TRUE(true)", ": cannot fail"},
    }};
    return kWords;
}

const std::array<Forbidden, 2>& machine_paths() {
    static const std::array<Forbidden, 2> kPaths = {{
        {std::string("/wo") + "rk/", ": a path of one machine"},
        {std::string("/ro") + "ot/", ": a path of one machine"},
    }};
    return kPaths;
}

const std::array<Forbidden, 3>& thrown_words() {
    static const std::array<Forbidden, 3> kWords = {{
        {"throw", ": errors are values"},
        {"catch (...)", ": name what is caught"},
        {"std::abort", ": use SEOGO_CHECK"},
    }};
    return kWords;
}

const std::array<Forbidden, 9>& effect_words() {
    static const std::array<Forbidden, 9> kWords = {{
        {"fopen", ": only base/file touches the disk"},
        {"std::ifstream", ": only base/file touches the disk"},
        {"std::ofstream", ": only base/file touches the disk"},
        {"::open(", ": only base/file touches the disk"},
        {"system_clock::now", ": only base/clock reads the time"},
        {"steady_clock::now", ": only base/clock reads the time"},
        {"std::time(", ": only base/clock reads the time"},
        {"std::rand", ": chance comes in through a seed"},
        {"std::random_device", ": chance comes in through a seed"},
    }};
    return kWords;
}

void check_code_words(const std::string& path, const std::string& text, Findings& findings) {
    const std::string code = code_only(text);
    find_all(path, code, idle_tests(), "unfinished", findings);
    const std::string disabled = std::string("DIS") + "ABLED_";
    for (std::size_t at = code.find(disabled); at != std::string::npos;
         at = code.find(disabled, at + 1)) {
        findings.push_back({path, line_at(code, at), "unfinished", "a test that is not run"});
    }
    if (!path.starts_with("src/") || is_test(path)) return;
    const bool base = path.starts_with("src/base/");
    if (!base) find_all(path, code, effect_words(), "effects", findings);
    if (!base) find_all(path, code, thrown_words(), "effects", findings);
}

}  // namespace

Findings check_words(const Tree& tree) {
    Findings findings;
    for (const auto& [path, text] : tree) {
        find_all(path, text, machine_paths(), "machine-path", findings);
        const bool code_place = starts_with_any(
            path, {"src/", "apps/", "tests/", "bench/", "cmake/", "script/", ".ci/", "CMake"});
        if (!code_place || path.starts_with("tests/golden/")) continue;
        find_all(path, text, unfinished_words(), "unfinished", findings);
        if (is_cpp(path)) check_code_words(path, text, findings);
    }
    return findings;
}

Findings check_all(const Tree& tree) {
    const House house = read_house(tree);
    Findings all;
    for (const Findings& some :
         {check_includes(tree, house), check_architecture(tree, house), check_sizes(tree),
          check_first_sentences(tree), check_dead_files(tree, house), check_test_ratio(tree, house),
          check_words(tree)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.path, a.line, a.rule) < std::tie(b.path, b.line, b.rule);
    });
    return all;
}

}  // namespace seogo::tidy
