// Each rule of tidy holds a good tree for good and names the file and line of one bad change.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tidy/code.h"
#include "tidy/rules.h"

namespace seogo::tidy {
namespace {

constexpr const char* kPage = R"(# Architecture
```
 8 apps/    the program
 2 index/   terms
 2 doc/     documents
 1 base/    the ground
```
## index/ : which passages hold these words?
Start at: segment.h (Segment).
Stands on: base.
## doc/ : what stands in a document?
Start at: doc.h.
Stands on: base.
## base/ : the ground
Start at: file.h, base/error.h.
Stands on: nothing.
)";

std::string repeated(const std::string& line, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += line;
    return text;
}

// A small house in which every rule is kept.
Tree good_tree() {
    Tree tree;
    tree["ARCHITECTURE.md"] = kPage;
    tree["README.md"] = "# Seogo\nrun script/run\n";
    tree["script/run"] = "#!/usr/bin/env bash\n# Runs the program once.\n";
    for (const char* name : {"index", "doc", "base"}) {
        const std::string folder = std::string("src/") + name + "/";
        const bool is_base = std::string(name) == "base";
        tree[folder + "CMakeLists.txt"] =
            std::string("# The module, and its tests.\nseogo_module(") + name +
            "\n  SOURCES part.cpp TESTS part_test.cpp" + (is_base ? ")\n" : " USES seogo::base)\n");
        tree[folder + name + ".h"] = "// The face of the module.\n";
        tree[folder + "part.cpp"] = "// One part of it.\n" + repeated("int x;\n", 5);
        tree[folder + "part_test.cpp"] = "// Tests of the part.\n" + repeated("int y;\n", 50);
    }
    tree["src/index/segment.h"] = "// A segment of it.\n#include \"base/file.h\"\n";
    tree["src/index/part.cpp"] += "#include \"index/segment.h\"\n";
    tree["src/base/file.h"] = "// The only disk here.\n";
    tree["src/base/error.h"] = "// Errors as values here.\n";
    tree["src/base/hidden.h"] = "// For base itself only.\n";
    tree["src/base/part.cpp"] += "#include \"base/hidden.h\"\n#include \"base/error.h\"\n";
    return tree;
}

// The findings as "path:line rule", for readable expectations.
std::vector<std::string> told(const Tree& tree) {
    std::vector<std::string> out;
    for (const Finding& f : check_all(tree)) {
        out.push_back(f.path + ":" + std::to_string(f.line) + " " + f.rule);
    }
    return out;
}

void expect_only(const Tree& tree, const std::string& finding) {
    EXPECT_EQ(told(tree), std::vector<std::string>{finding});
}

TEST(Tidy, FindsNothingInAGoodTree) { EXPECT_EQ(told(good_tree()), std::vector<std::string>{}); }

TEST(Tidy, NamesAnIncludeUpwards) {
    Tree tree = good_tree();
    tree["src/base/part.cpp"] =
        "// One part of it.\n#include \"index/segment.h\"\n" + tree["src/base/part.cpp"];
    expect_only(tree, "src/base/part.cpp:2 include-floor");
}

TEST(Tidy, NamesAnIncludeSideways) {
    Tree tree = good_tree();
    tree["src/doc/part.cpp"] += "#include \"index/segment.h\"\n";
    expect_only(tree, "src/doc/part.cpp:7 include-floor");
}

TEST(Tidy, NamesAnIncludeThatUsesDoNotList) {
    Tree tree = good_tree();
    tree["ARCHITECTURE.md"].replace(tree["ARCHITECTURE.md"].find("Stands on: base"), 15,
                                    "Stands on: nothing");
    std::string& cmake = tree["src/index/CMakeLists.txt"];
    cmake.erase(cmake.find(" USES seogo::base"), 17);
    expect_only(tree, "src/index/segment.h:2 include-uses");
}

TEST(Tidy, LetsTestsIncludeWhatTestUsesList) {
    Tree tree = good_tree();
    std::string& cmake = tree["src/index/CMakeLists.txt"];
    tree["src/extra/CMakeLists.txt"] =
        "# A lower module.\nseogo_module(extra SOURCES part.cpp TESTS ../index/part_test.cpp)\n";
    tree["src/extra/extra.h"] = "// The face of extra.\n";
    tree["src/extra/part.cpp"] = "// A part of it.\n";
    tree["ARCHITECTURE.md"].insert(tree["ARCHITECTURE.md"].find(" 1 base/"), " 1 extra/  more\n");
    tree["ARCHITECTURE.md"] += "## extra/ : more\nStands on: nothing.\n";
    tree["src/index/part_test.cpp"] += "#include \"extra/extra.h\"\n";
    expect_only(tree, "src/index/part_test.cpp:52 include-uses");
    cmake.insert(cmake.find(" USES"), " TEST_USES seogo::extra");
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(Tidy, NamesAnIncludeThatTheFaceDoesNot) {
    Tree tree = good_tree();
    tree["src/index/part.cpp"] += "#include \"base/hidden.h\"\n";
    expect_only(tree, "src/index/part.cpp:8 include-face");
    tree["src/base/base.h"] += "// Other modules include: file.h\n//   hidden.h\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(Tidy, NamesAnIncludeThatLeadsNowhere) {
    Tree tree = good_tree();
    tree["src/doc/part.cpp"] += "#include \"part.h\"\n";
    expect_only(tree, "src/doc/part.cpp:7 include-form");
}

TEST(Tidy, DoesNotReadIncludesOfCommentsAndStrings) {
    Tree tree = good_tree();
    tree["src/doc/part.cpp"] +=
        "// #include \"index/segment.h\"\nauto s = R\"(\n#include \"x\"\n)\";\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(Tidy, NamesUsesOfAHigherFloor) {
    Tree tree = good_tree();
    std::string& cmake = tree["src/doc/CMakeLists.txt"];
    cmake.insert(cmake.find("seogo::base"), "seogo::index ");
    std::string& page = tree["ARCHITECTURE.md"];
    page.insert(page.find("base.", page.find("## doc/")), "index, ");
    expect_only(tree, "src/doc/CMakeLists.txt:3 uses-floor");
}

TEST(Tidy, NamesAModuleThatThePageForgot) {
    Tree tree = good_tree();
    tree["ARCHITECTURE.md"].erase(tree["ARCHITECTURE.md"].find(" 2 doc/"), 22);
    expect_only(tree, "ARCHITECTURE.md:1 architecture");
}

TEST(Tidy, NamesAPageThatDisagreesWithUses) {
    Tree tree = good_tree();
    std::string& page = tree["ARCHITECTURE.md"];
    page.replace(page.find("Stands on: nothing"), 18, "Stands on: doc");
    expect_only(tree, "ARCHITECTURE.md:16 architecture");
}

TEST(Tidy, NamesBannedHeaders) {
    for (const char* name : {"regex", "iostream", "fstream"}) {
        Tree tree = good_tree();
        tree["src/doc/part.cpp"] += std::string("#include <") + name + ">\n";
        expect_only(tree, "src/doc/part.cpp:7 include-banned");
    }
    Tree tree = good_tree();
    tree["src/base/file.h"] += "#include <unicode/uchar.h>\n";
    expect_only(tree, "src/base/file.h:2 include-banned");
}

TEST(Tidy, NamesAFunctionOver70Lines) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] += "int f(int a) {\n" + repeated("    ++a;\n", 68) + "}\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
    tree["src/doc/part_test.cpp"] += "int g(int a) {\n" + repeated("    ++a;\n", 69) + "}\n";
    expect_only(tree, "src/doc/part_test.cpp:122 function-length");
}

TEST(Tidy, LetsATableBeLong) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] +=
        "constexpr int kTable[] = {\n" + repeated("    1,\n", 100) + "};\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(Tidy, NamesAFileOver800Lines) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] += repeated("int z;\n", 749);
    EXPECT_EQ(told(tree), std::vector<std::string>{});
    tree["src/doc/part_test.cpp"] += "int last;\n";
    expect_only(tree, "src/doc/part_test.cpp:801 file-length");
}

// 100 Hangul syllables are 300 bytes and 100 columns.
TEST(Tidy, CountsColumnsAsCodePoints) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] += "// " + repeated("가", 97) + "\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
    tree["src/doc/part_test.cpp"] += "// " + repeated("가", 98) + "\n";
    expect_only(tree, "src/doc/part_test.cpp:53 line-length");
}

TEST(Tidy, NamesAFileWithoutAFirstSentence) {
    for (const char* bad :
         {"int x;\n", "// Part\nint x;\n", "#pragma once\n// A sentence here.\n"}) {
        Tree tree = good_tree();
        tree["src/base/hidden.h"] = bad;
        expect_only(tree, "src/base/hidden.h:1 first-sentence");
    }
    Tree tree = good_tree();
    tree["script/run"] = "#!/usr/bin/env bash\nset -e\n";
    expect_only(tree, "script/run:1 first-sentence");
}

TEST(Tidy, NamesFilesThatNobodyNeeds) {
    const std::pair<const char*, const char*> cases[] = {
        {"src/doc/lost.cpp", "// A source without target.\n"},
        {"src/doc/lost.h", "// A header for nobody.\n"},
        {"cmake/Lost.cmake", "# A function for nobody.\n"},
        {"docs/lost.md", "# A page that no page links to\n"},
        {"script/lost", "#!/bin/sh\n# A script that no page names.\n"},
        {"tests/golden/lost/a.case", "query x\n"},
    };
    for (const auto& [path, text] : cases) {
        Tree tree = good_tree();
        tree[path] = text;
        expect_only(tree, std::string(path) + ":1 dead-file");
    }
}

TEST(Tidy, NamesAModuleWithTooFewTests) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] = "// Tests of the part.\n";
    expect_only(tree, "src/doc/CMakeLists.txt:1 test-ratio");
    tree["tests/fuzz/CMakeLists.txt"] = "# Fuzz targets of all modules.\nseogo_fuzz(doc_part)\n";
    tree["tests/fuzz/doc_part_fuzz.cpp"] = "// Any bytes at all.\n" + repeated("int w;\n", 9);
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(Tidy, NamesUnfinishedWork) {
    for (std::string word :
         {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X"}) {
        Tree tree = good_tree();
        tree["src/doc/part.cpp"] += "// " + word + " later\n";
        expect_only(tree, "src/doc/part.cpp:7 unfinished");
        tree["src/doc/part.cpp"] = good_tree()["src/doc/part.cpp"] + "// seogo" + word + "X\n";
        EXPECT_EQ(told(tree), std::vector<std::string>{});
    }
}

TEST(Tidy, NamesTestsThatCannotFail) {
    for (std::string bad :
         {std::string("GTEST_") + "SKIP();", std::string("EXPECT_") + "TRUE(true);",
          std::string("TEST(A, DIS") + "ABLED_B);"}) {
        Tree tree = good_tree();
        tree["src/doc/part_test.cpp"] += bad + "\n";
        expect_only(tree, "src/doc/part_test.cpp:52 unfinished");
    }
}

TEST(Tidy, NamesPathsOfOneMachine) {
    Tree tree = good_tree();
    tree["README.md"] += "see /wo" + std::string("rk/notes\n");
    expect_only(tree, "README.md:3 machine-path");
}

TEST(Tidy, NamesEffectsOutsideBase) {
    for (const char* bad : {"auto f = fopen(a, b);", "int fd = ::open(a, b);",
                            "auto t = std::chrono::system_clock::now();", "throw 1;",
                            "try { f(); } catch (...) {}", "int r = std::rand();"}) {
        Tree tree = good_tree();
        tree["src/doc/part.cpp"] += std::string(bad) + "\n";
        expect_only(tree, "src/doc/part.cpp:7 effects");
    }
    Tree tree = good_tree();
    tree["src/doc/part.cpp"] += "auto s = Store::open(a);  // does not throw\n";
    EXPECT_EQ(told(tree), std::vector<std::string>{});
}

TEST(TidyCode, BlanksCommentsAndLiteralsAndKeepsLines) {
    EXPECT_EQ(code_only("a // b\nc"), "a     \nc");
    EXPECT_EQ(code_only("a /* b\n} */ c"), "a     \n     c");
    EXPECT_EQ(code_only(R"(f("}\"{", '{', 1'000);)"), R"(f("    ", ' ', 1'000);)");
    EXPECT_EQ(code_only("x = R\"y(}\")y\"; z"), "x = R\"      \"; z");
}

TEST(TidyCode, FindsEachFunctionWithItsLines) {
    const auto functions = functions_of(R"(
namespace a {
struct S {
    S() : b_{1}, c_(2) {
        run();
    }
    int get(Options o = {}) const { return b_; }
    int b_ = 0;
};
template <typename T>
bool operator==(const T& x, const T& y) {
    if (x) {
        return true;
    }
    return false;
}
constexpr int kData[] = {
    1,
};
TEST(Suite, Law) {
    each([](int i) {
        use(i);
    });
}
}  // namespace a
)");
    std::vector<std::string> found;
    for (const Function& f : functions) {
        found.push_back(f.name + " " + std::to_string(f.first_line) + "-" +
                        std::to_string(f.last_line));
    }
    EXPECT_EQ(found, (std::vector<std::string>{"S 4-6", "get 7-7", "operator== 10-16",
                                               "TEST(Suite, Law) 20-24"}));
}

TEST(TidyCode, CountsCommentLines) {
    const auto share = comment_share_of("// a\n\nint b;  // c\n/* d\n e */\nint f;\n");
    EXPECT_EQ(share.comments, 4u);
    EXPECT_EQ(share.lines, 5u);
}

TEST(TidySummary, ListsModulesAndLongFiles) {
    Tree tree = good_tree();
    tree["src/doc/part_test.cpp"] += repeated("int z;\n", 500);
    const std::string text = summary(tree);
    EXPECT_NE(text.find("base "), std::string::npos);
    EXPECT_NE(text.find("src/doc/part_test.cpp: 551 lines, aim 500"), std::string::npos) << text;
}

}  // namespace
}  // namespace seogo::tidy
