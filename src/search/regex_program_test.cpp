// A pattern becomes few instructions: classes merged, repeats written out within the budget.
#include "search/regex_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "search/regex.h"

namespace seogo::search {
namespace {

RegexProgram compiled(std::string_view pattern) {
    auto program = compile_regex(pattern);
    EXPECT_TRUE(program.ok()) << pattern << ": " << program.error().message;
    return program.ok() ? std::move(program).value() : RegexProgram{};
}

std::size_t steps_of(std::string_view pattern, RegexOp op) {
    const RegexProgram program = compiled(pattern);
    return static_cast<std::size_t>(
        std::count_if(program.steps.begin(), program.steps.end(),
                      [&](const RegexStep& step) { return step.op == op; }));
}

// "a-b c-d": the ranges of the only class of a pattern, as numbers.
std::string ranges(std::string_view pattern) {
    const RegexProgram program = compiled(pattern);
    std::string out;
    if (program.classes.size() != 1) return std::to_string(program.classes.size()) + " classes";
    for (const CharRange& range : program.classes[0]) {
        out += (out.empty() ? "" : " ") + std::to_string(static_cast<unsigned>(range.low)) + "-" +
               std::to_string(static_cast<unsigned>(range.high));
    }
    return out;
}

TEST(RegexProgram, EveryStepLeadsToAStep) {
    for (const char* pattern :
         {"", "a", "abc", "a|b|", "(a|b)*c+", "[a-z]{2,5}$", "^(?:x{3,}|y?)+", "((((a))))", "()",
          "(|)", "(a*)*", "(a?){3}", "a{0}", "a{0,3}b{2}", ".*.*.*"}) {
        const RegexProgram program = compiled(pattern);
        ASSERT_FALSE(program.steps.empty()) << pattern;
        EXPECT_LT(program.start, program.steps.size());
        std::size_t matches = 0;
        for (const RegexStep& step : program.steps) {
            if (step.op == RegexOp::kMatch) {
                ++matches;
                continue;
            }
            EXPECT_LT(step.next, program.steps.size()) << pattern;
            EXPECT_LT(step.other, program.steps.size()) << pattern;
            if (step.op == RegexOp::kChar) {
                EXPECT_LT(step.chars, program.classes.size()) << pattern;
            }
        }
        EXPECT_EQ(matches, 1u) << pattern;
    }
}

TEST(RegexProgram, RepeatsAreWrittenOut) {
    EXPECT_EQ(steps_of("a", RegexOp::kChar), 1u);
    EXPECT_EQ(steps_of("a{7}", RegexOp::kChar), 7u);
    EXPECT_EQ(steps_of("a{2,5}", RegexOp::kChar), 5u);
    EXPECT_EQ(steps_of("a{2,5}", RegexOp::kSplit), 3u);
    EXPECT_EQ(steps_of("a{3,}", RegexOp::kChar), 4u);
    EXPECT_EQ(steps_of("a*", RegexOp::kSplit), 1u);
    EXPECT_EQ(steps_of("a+", RegexOp::kChar), 2u);
    EXPECT_EQ(steps_of("a{0}", RegexOp::kChar), 0u);
    EXPECT_EQ(steps_of("(ab){3}", RegexOp::kChar), 6u);
    EXPECT_EQ(steps_of("^a$", RegexOp::kLineBegin), 1u);
    EXPECT_EQ(steps_of("^a$", RegexOp::kLineEnd), 1u);
    EXPECT_EQ(steps_of("a|b|c", RegexOp::kSplit), 2u);
}

TEST(RegexProgram, ClassesAreSortedAndApart) {
    EXPECT_EQ(ranges("[a-cb-d]"), "97-100");
    EXPECT_EQ(ranges("[ac]"), "97-97 99-99");
    EXPECT_EQ(ranges("[ab]"), "97-98");
    EXPECT_EQ(ranges("[^a]"), "0-96 98-1114111");
    EXPECT_EQ(ranges("[^\\d]"), "0-47 58-1114111");
    EXPECT_EQ(ranges("\\D"), "0-47 58-1114111");
    EXPECT_EQ(ranges("[B]"), "66-66 98-98");
    EXPECT_EQ(ranges("[A-C]"), "65-67 97-99");
    EXPECT_EQ(ranges("."), "0-1114111");
    EXPECT_EQ(ranges("[가-힣]"), "44032-55203");
    EXPECT_EQ(ranges("[\\d_]"), "48-57 95-95");
}

TEST(RegexProgram, LiteralsAreFolded) {
    EXPECT_EQ(ranges("A"), "97-97");
    EXPECT_EQ(ranges("Ａ"), "97-97");
    EXPECT_EQ(ranges("가"), "44032-44032");
    EXPECT_EQ(ranges("\u1100\u1161"), "44032-44032");
}

TEST(RegexProgram, TheBudgetIsExact) {
    const std::size_t fits = Regex::kProgramMax - 1;  // one step is the match
    EXPECT_TRUE(compile_regex("a{1000}a{" + std::to_string(fits - 1000) + "}").ok());
    EXPECT_FALSE(compile_regex("a{1000}a{" + std::to_string(fits - 999) + "}").ok());
    EXPECT_TRUE(compile_regex(std::string(Regex::kDepthMax - 1, '(') + "a" +
                              std::string(Regex::kDepthMax - 1, ')'))
                    .ok());
    EXPECT_FALSE(
        compile_regex(std::string(Regex::kDepthMax, '(') + "a" + std::string(Regex::kDepthMax, ')'))
            .ok());
}

TEST(RegexProgram, BracesThatAreNoCountAreCharacters) {
    for (const char* pattern : {"a{", "a{}", "a{x}", "a{,3}", "{3}x", "a{1,2,3}", "a{1"}) {
        EXPECT_TRUE(compile_regex(pattern).ok()) << pattern;
    }
}

}  // namespace
}  // namespace seogo::search
