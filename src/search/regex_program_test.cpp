// A pattern becomes few instructions: classes merged, repeats written out within the budget.
#include "search/regex_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "search/regex.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

Result<RegexProgram> laid_out(std::string_view pattern) {
    const std::string composed = text::to_nfc(pattern);
    SEOGO_ASSIGN(const RegexNode root, parse_regex(composed, {}));
    return lay_out_regex(root, composed);
}

RegexProgram compiled(std::string_view pattern) {
    auto program = laid_out(pattern);
    EXPECT_TRUE(program.ok()) << pattern << ": " << program.error().message;
    return program.ok() ? std::move(program).value() : RegexProgram{};
}

std::size_t steps_of(std::string_view pattern, RegexOp op) {
    const RegexProgram program = compiled(pattern);
    const auto is_op = [&](const RegexStep& step) { return step.op == op; };
    const auto& steps = program.forward.steps;
    const auto& mirrored = program.backward.steps;
    const auto count = std::count_if(steps.begin(), steps.end(), is_op);
    EXPECT_EQ(std::count_if(mirrored.begin(), mirrored.end(), is_op), count) << pattern;
    return static_cast<std::size_t>(count);
}

std::size_t assertions_of(const RegexCode& code, Assertion assertion) {
    return static_cast<std::size_t>(
        std::count_if(code.steps.begin(), code.steps.end(), [&](const RegexStep& step) {
            return step.op == RegexOp::kAssert && step.assertion == assertion;
        }));
}

// "a-b c-d": the ranges of the only class of a pattern, as numbers.
std::string ranges(std::string_view pattern) {
    const RegexProgram program = compiled(pattern);
    std::string out;
    if (program.classes.size() != 1) return std::to_string(program.classes.size()) + " classes";
    for (const text::CodePointRange& range : program.classes[0]) {
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
        for (const RegexCode* code : {&program.forward, &program.backward}) {
            ASSERT_LT(code->start, code->steps.size()) << pattern;
            std::size_t matches = 0;
            for (const RegexStep& step : code->steps) {
                if (step.op == RegexOp::kMatch) {
                    ++matches;
                    continue;
                }
                EXPECT_LT(step.next, code->steps.size()) << pattern;
                EXPECT_LT(step.other, code->steps.size()) << pattern;
                if (step.op == RegexOp::kChar) {
                    EXPECT_LT(step.chars, program.classes.size()) << pattern;
                }
            }
            EXPECT_EQ(matches, 1u) << pattern;
        }
    }
}

TEST(RegexProgram, BackwardCodeSwapsTheEndsOfALine) {
    const RegexProgram program = compiled("^a\\b$");
    EXPECT_EQ(assertions_of(program.forward, Assertion::kLineBegin), 1u);
    EXPECT_EQ(assertions_of(program.backward, Assertion::kLineBegin), 1u);
    EXPECT_TRUE(program.word_class.has_value());
    const RegexProgram begin = compiled("^a");
    EXPECT_EQ(assertions_of(begin.forward, Assertion::kLineBegin), 1u);
    EXPECT_EQ(assertions_of(begin.backward, Assertion::kLineBegin), 0u);
    EXPECT_EQ(assertions_of(begin.backward, Assertion::kLineEnd), 1u);
    EXPECT_FALSE(begin.word_class.has_value());
}

TEST(RegexProgram, ASetIsKeptOnce) {
    EXPECT_EQ(compiled("[ab]x[ab]x").classes.size(), 2u);
    EXPECT_EQ(compiled("\\w\\b").classes.size(), 1u);
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
    EXPECT_EQ(steps_of("^a$", RegexOp::kAssert), 2u);
    EXPECT_EQ(steps_of("a|b|c", RegexOp::kSplit), 2u);
}

TEST(RegexProgram, ClassesAreSortedAndApart) {
    EXPECT_EQ(ranges("[a-cb-d]"), "97-100");
    EXPECT_EQ(ranges("[ac]"), "97-97 99-99");
    EXPECT_EQ(ranges("[ab]"), "97-98");
    EXPECT_EQ(ranges("[^a]"), "0-96 98-1114111");
    EXPECT_EQ(ranges("[^\\d]"), ranges("\\D"));
    EXPECT_EQ(ranges("[B]"), "98-98");
    EXPECT_EQ(ranges("[A-C]"), "97-99");
    EXPECT_EQ(ranges("."), "0-1114111");
    EXPECT_EQ(ranges("[가-힣]"), "44032-55203");
    EXPECT_TRUE(ranges("[\\d_]").starts_with("48-57 95-95 "));
}

TEST(RegexProgram, LiteralsAreFolded) {
    EXPECT_EQ(ranges("A"), "97-97");
    EXPECT_EQ(ranges("Ａ"), "97-97");
    EXPECT_EQ(ranges("가"), "44032-44032");
    EXPECT_EQ(ranges("\u1100\u1161"), "44032-44032");
}

TEST(RegexProgram, TheBudgetIsExact) {
    const std::size_t fits = Regex::kProgramMax - 1;  // one step is the match
    EXPECT_TRUE(laid_out("a{1000}a{" + std::to_string(fits - 1000) + "}").ok());
    EXPECT_FALSE(laid_out("a{1000}a{" + std::to_string(fits - 999) + "}").ok());
    EXPECT_TRUE(laid_out(std::string(Regex::kDepthMax - 1, '(') + "a" +
                         std::string(Regex::kDepthMax - 1, ')'))
                    .ok());
    EXPECT_FALSE(
        laid_out(std::string(Regex::kDepthMax, '(') + "a" + std::string(Regex::kDepthMax, ')'))
            .ok());
}

TEST(RegexProgram, BracesThatAreNoCountAreCharacters) {
    for (const char* pattern : {"a{", "a{}", "a{x}", "a{,3}", "{3}x", "a{1,2,3}", "a{1"}) {
        EXPECT_TRUE(laid_out(pattern).ok()) << pattern;
    }
}

}  // namespace
}  // namespace seogo::search
