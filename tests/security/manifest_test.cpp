// The manifest of the threat list: every row names a test that exists.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace seogo {
namespace {

struct Row {
    std::string id, test, expectation;
};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == at) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

base::Path source_folder() {
    const char* const folder = std::getenv("SEOGO_SOURCE_DIR");
    return folder == nullptr ? base::Path() : base::Path(folder);
}

std::vector<Row> manifest() {
    const auto bytes = base::read_file(base::real_files(),
                                       source_folder() / "tests" / "security" / "manifest.tsv");
    EXPECT_TRUE(bytes.ok());
    std::vector<Row> rows;
    if (!bytes.ok()) return rows;
    for (const std::string& line : split(bytes.value(), '\n')) {
        if (line.empty() || line[0] == '#') continue;
        const auto parts = split(line, '\t');
        EXPECT_EQ(parts.size(), 3u) << line;
        if (parts.size() == 3) rows.push_back({parts[0], parts[1], parts[2]});
    }
    return rows;
}

// Every "Suite.Name" of the repository's tests.
std::set<std::string> tests_below(const base::Path& root) {
    std::set<std::string> names;
    std::vector<base::Path> folders = {root / "apps", root / "src", root / "tests"};
    while (!folders.empty()) {
        const base::Path folder = folders.back();
        folders.pop_back();
        const auto entries = base::real_files().list(folder);
        if (!entries.ok()) continue;
        for (const std::string& name : entries.value()) {
            const auto info = base::real_files().info(folder / name);
            if (info.ok() && info.value().type == base::FileType::kFolder) {
                folders.push_back(folder / name);
            }
            if (!name.ends_with("_test.cpp")) continue;
            const std::string code = base::read_file(base::real_files(), folder / name).value();
            for (auto at = code.find("\nTEST"); at != std::string::npos;
                 at = code.find("\nTEST", at + 1)) {
                const std::size_t open = code.find('(', at), close = code.find(')', at);
                std::string both = code.substr(open + 1, close - open - 1);
                std::erase_if(both, [](char c) { return c == ' ' || c == '\n'; });
                const std::size_t comma = both.find(',');
                if (comma != std::string::npos) names.insert(both.replace(comma, 1, "."));
            }
        }
    }
    return names;
}

TEST(Manifest, NamesOnlyTestsThatExist) {
    const auto tests = tests_below(source_folder());
    ASSERT_GT(tests.size(), 100u);
    for (const Row& row : manifest()) {
        EXPECT_TRUE(tests.contains(row.test)) << row.id << ": " << row.test;
        EXPECT_FALSE(row.expectation.empty()) << row.id;
    }
}

TEST(Manifest, HoldsEveryRowOfThisStory) {
    std::set<std::string> rows;
    for (const Row& row : manifest())
        rows.insert(row.id);
    for (const char* id : {"F1", "F2", "F3", "F4", "F6", "F7", "F9", "F10", "F11", "F12", "F14",
                           "F15", "U1", "U2", "U3"}) {
        EXPECT_TRUE(rows.contains(id)) << id;
    }
}

}  // namespace
}  // namespace seogo
