// Patterns parse to the trees that the syntax defines; what is wrong is named by its character.
#include "search/regex_tree.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::search {
namespace {

std::string shape(const RegexNode& node);

std::string chars_shape(const RegexNode& node) {
    if (node.chars.size() != 1) return "[" + std::to_string(node.chars.size()) + " ranges]";
    const auto [low, high] = node.chars[0];
    if (low == 0 && high == text::kLastCodePoint) return ".";
    std::string out;
    text::append_utf8(out, low);
    if (low == high) return out;
    out += "-";
    text::append_utf8(out, high);
    return "[" + out + "]";
}

// A tree in one line: sequences side by side, <a|b> for a choice, {min,max:x} for a repeat (max of
// -1: no end), @ and a number for an assertion.
std::string shape(const RegexNode& node) {
    std::string out;
    switch (node.kind) {
        case RegexKind::kChars:
            return chars_shape(node);
        case RegexKind::kAssert:
            return "@" + std::to_string(static_cast<int>(node.assertion));
        case RegexKind::kSequence:
            for (const RegexNode& child : node.children)
                out += shape(child);
            return out;
        case RegexKind::kEither:
            if (node.children.size() == 1) return shape(node.children[0]);
            for (const RegexNode& child : node.children)
                out += (out.empty() ? "<" : "|") + shape(child);
            return out + ">";
        case RegexKind::kRepeat:
            return "{" + std::to_string(node.min) + "," + std::to_string(node.max) + ":" +
                   shape(node.children[0]) + "}";
    }
    return out;
}

std::string parsed(std::string_view pattern, const RegexOptions& options = {}) {
    const auto node = parse_regex(pattern, options);
    if (node.ok()) return shape(node.value());
    EXPECT_EQ(node.error().kind, ErrorKind::kBadInput) << pattern;
    return node.error().message;
}

TEST(RegexTree, RepeatsBindTighterThanSequencesAndThoseThanChoices) {
    EXPECT_EQ(parsed(""), "");
    EXPECT_EQ(parsed("abc"), "abc");
    EXPECT_EQ(parsed("ab|c"), "<ab|c>");
    EXPECT_EQ(parsed("a|b|cd"), "<a|b|cd>");
    EXPECT_EQ(parsed("ab*"), "a{0,-1:b}");
    EXPECT_EQ(parsed("ab*|c+d?"), "<a{0,-1:b}|{1,-1:c}{0,1:d}>");
    EXPECT_EQ(parsed("(ab)*"), "{0,-1:ab}");
    EXPECT_EQ(parsed("(a|b)c"), "<a|b>c");
    EXPECT_EQ(parsed("a(b|c(d|e))f"), "a<b|c<d|e>>f");
    EXPECT_EQ(parsed("(a|b)+"), "{1,-1:<a|b>}");
    EXPECT_EQ(parsed("색인+"), "색{1,-1:인}");
    EXPECT_EQ(parsed("^a|b$"), "<@0a|b@1>");
}

TEST(RegexTree, EmptyBranchesAreTheEmptyText) {
    EXPECT_EQ(parsed("a|"), "<a|>");
    EXPECT_EQ(parsed("()"), "");
    EXPECT_EQ(parsed("(|a)b"), "<|a>b");
    EXPECT_EQ(parsed("a()*b"), "a{0,-1:}b");
}

TEST(RegexTree, RepeatsKeepTheirBounds) {
    EXPECT_EQ(parsed("a{3}"), "{3,3:a}");
    EXPECT_EQ(parsed("a{3,}"), "{3,-1:a}");
    EXPECT_EQ(parsed("a{3,5}"), "{3,5:a}");
    EXPECT_EQ(parsed("a{0}"), "{0,0:a}");
    EXPECT_EQ(parsed("a{0,0}"), "{0,0:a}");
    EXPECT_EQ(parsed("a{007}"), "{7,7:a}");
    EXPECT_EQ(parsed("a{1000}"), "{1000,1000:a}");
    EXPECT_EQ(parsed("a{1000,}"), "{1000,-1:a}");
    EXPECT_EQ(parsed("a*?b+?c??d{2}?"), "{0,-1:a}{1,-1:b}{0,1:c}{2,2:d}");
    EXPECT_EQ(parsed("a{2}{3}"), "{3,3:{2,2:a}}");
    EXPECT_EQ(parsed("a*{2}+"), "{1,-1:{2,2:{0,-1:a}}}");
}

TEST(RegexTree, ABraceThatCountsNothingIsItself) {
    for (const std::string pattern :
         {"a{", "a{}", "a{,3}", "a{b}", "a{1", "a{1,2,3}", "a{ 1}", "}", "a{1;2}", "{a}"})
        EXPECT_EQ(parsed(pattern), pattern);
}

TEST(RegexTree, GroupsOfEachKindHoldWhatStandsInThem) {
    for (const char* pattern : {"(ab)*", "(?:ab)*", "(?<name>ab)*", "(?P<이름>ab)*", "(?i:ab)*",
                                "(?imsu:ab)*", "(?i)(ab)*", "((ab))*"})
        EXPECT_EQ(parsed(pattern), "{0,-1:ab}") << pattern;
    EXPECT_EQ(parsed("a(?i)b"), "ab");
}

TEST(RegexTree, AssertionsAndEscapesAreNodesOfTheirOwn) {
    EXPECT_EQ(parsed("^$"), "@0@1");
    EXPECT_EQ(parsed("\\A\\z"), parsed("^$"));
    EXPECT_EQ(parsed("\\b\\B"), "@2@3");
    EXPECT_EQ(parsed("\\."), parsed("[.]"));
    EXPECT_EQ(parsed("\\x41"), "a");
    EXPECT_EQ(parsed("\\.*"), "{0,-1:" + parsed("[.]") + "}");
    EXPECT_EQ(parsed("a.b"), "a.b");
    EXPECT_EQ(parsed("[a-c]x"), "[a-c]x");
    EXPECT_EQ(parsed("]"), "]");
}

TEST(RegexTree, LettersAreThoseOfFoldedText) {
    EXPECT_EQ(parsed("AbC"), "abc");
    EXPECT_EQ(parsed("ＡＢ"), "ab");
    EXPECT_EQ(parsed("É"), "é");
    for (const char* text : {"Ab", "ＢＭ２５", "ㅎㅏㄴ", "Σίσυφος", "색인"})
        EXPECT_EQ(parsed(text), text::fold(text).text) << text;
}

TEST(RegexTree, ALiteralHasNoSignsAndAWordStandsBetweenTwoAssertions) {
    EXPECT_EQ(parsed("a*(b|", {.literal = true}), "a*(b|");
    EXPECT_EQ(parsed("ab", {.word = true}), "@4ab@5");
    EXPECT_EQ(parsed("a|b", {.word = true}), "@4<a|b>@5");
    EXPECT_EQ(parsed("A+", {.literal = true, .word = true}), "@4a+@5");
}

TEST(RegexTree, ErrorsNameTheCharacterNotTheByte) {
    const auto at = [](int character, const std::string& message) {
        return "regex, character " + std::to_string(character) + ": " + message;
    };
    EXPECT_EQ(parsed("가)"), at(2, "a ) without its ("));
    EXPECT_EQ(parsed("가나(다"), at(3, "the ( that opens here does not close"));
    EXPECT_EQ(parsed("가|*"), at(3, "nothing stands before it to repeat"));
    EXPECT_EQ(parsed("(+)"), at(2, "nothing stands before it to repeat"));
    EXPECT_EQ(parsed("가{1001}"), at(2, "repeats over 1000 times"));
    EXPECT_EQ(parsed("é{1,1001}"), at(2, "repeats over 1000 times"));
    EXPECT_EQ(parsed("a{99999999999999999999}"), at(2, "repeats over 1000 times"));
    EXPECT_EQ(parsed("가나{2,1}"), at(3, "repeats at most less than at least"));
    EXPECT_EQ(parsed("가+*+*"), at(5, "repetition of a repetition of a repetition"));
    EXPECT_EQ(parsed("가(?=b)"), at(2, "look-around is not supported"));
    EXPECT_EQ(parsed("(?<!b)"), at(1, "look-around is not supported"));
    EXPECT_EQ(parsed("가\\1"), at(2, "\\1: back-references are not supported"));
    EXPECT_EQ(parsed("가(나|[다)"), at(5, "the [ that opens here does not close"));
}

TEST(RegexTree, PositionsCountCharactersOfThePattern) {
    EXPECT_EQ(regex_error("abc", 0, "x").message, "regex, character 1: x");
    EXPECT_EQ(regex_error("가나다", 6, "x").message, "regex, character 3: x");
    EXPECT_EQ(regex_error("가a나", 4, "x").message, "regex, character 3: x");
    EXPECT_EQ(regex_error("ab", 99, "x").message, "regex, character 3: x");
}

// The parser's own stack is bounded: 100 groups inside groups count the pattern itself.
TEST(RegexTree, GroupsStandAtMostSoDeep) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '(') + "a" + std::string(depth, ')');
    };
    EXPECT_EQ(parsed(nested(Regex::kDepthMax - 1)), "a");
    EXPECT_EQ(parsed(nested(Regex::kDepthMax)), "regex, character 101: groups stand too deep");
    EXPECT_EQ(parsed(std::string(100'000, '(')), "regex, character 101: groups stand too deep");
    // Side by side they are not deep.
    std::string flat;
    for (int i = 0; i < 1'000; ++i)
        flat += "(a)";
    EXPECT_EQ(parsed(flat), std::string(1'000, 'a'));
}

// threats.md Q1, Q2: what grows without bound elsewhere is a refusal that names a character here.
TEST(RegexTree, BombsAreRefusedWithinTheBudget) {
    EXPECT_EQ(Regex::compile("가(x{1000}){1000}").error().message,
              "regex, character 3: the regex is too large when its repeats are written out");
    for (const std::string& pattern :
         {std::string("((a{100}){100}){100}"), std::string("(((a{9}){9}){9}){9}"),
          std::string("(a|b|c){1000}"), std::string("(\\p{L}|x){500}"), std::string(2'001, 'a'),
          "(" + std::string(1'001, 'a') + "){2}"}) {
        const auto regex = Regex::compile(pattern);
        ASSERT_FALSE(regex.ok()) << pattern.substr(0, 40);
        EXPECT_EQ(regex.error().kind, ErrorKind::kBadInput);
        EXPECT_TRUE(regex.error().message.starts_with("regex, character ")) << pattern;
    }
    EXPECT_TRUE(Regex::compile(std::string(Regex::kProgramMax - 1, 'a')).ok());
    EXPECT_FALSE(Regex::compile(std::string(Regex::kProgramMax, 'a')).ok());
    EXPECT_TRUE(Regex::compile("(a+)+(a|a)*(.*)(.*)$").ok());
}

// Whatever is typed: a tree or a refusal, whose character lies in the pattern or right behind it.
TEST(RegexTree, AnySignsParseOrAreRefusedByPlace) {
    static const std::string kPieces[] = {"a",   "가",  "(",  ")",  "[",  "]",   "{",   "}", "|",
                                          "*",   "+",   "?",  "\\", "^",  "$",   "-",   ",", "1",
                                          "\\p", "\\x", "(?", "[:", ":]", "{2}", "\\d", "<", ">"};
    std::mt19937 random(20250303);
    int trees = 0;
    int refusals = 0;
    for (int run = 0; run < 20'000; ++run) {
        std::string pattern;
        std::size_t characters = 0;
        for (auto left = random() % 12; left > 0; --left)
            pattern += kPieces[random() % std::size(kPieces)];
        for (const char c : pattern)
            characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        const auto node = parse_regex(pattern, {});
        if (node.ok()) {
            ++trees;
            continue;
        }
        ++refusals;
        constexpr std::string_view kHead = "regex, character ";
        ASSERT_TRUE(node.error().message.starts_with(kHead)) << pattern;
        const std::size_t at = std::stoul(node.error().message.substr(kHead.size()));
        ASSERT_GE(at, 1u) << pattern;
        ASSERT_LE(at, characters + 1) << pattern;
    }
    EXPECT_GT(trees, 1'000);
    EXPECT_GT(refusals, 1'000);
}

}  // namespace
}  // namespace seogo::search
