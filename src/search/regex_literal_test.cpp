// Every match holds the literal; where the literal is the whole pattern, it is a match by itself.
#include "search/regex_literal.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "search/regex_machine.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

RegexLiteral literal_of(std::string_view pattern, const RegexOptions& options = {}) {
    return required_literal(parse_regex(pattern, options).value());
}

TEST(RegexLiteral, IsTheLongestRunThatNoBranchLeavesOut) {
    EXPECT_EQ(literal_of("abc").text, "abc");
    EXPECT_EQ(literal_of("색인").text, "색인");
    EXPECT_EQ(literal_of("AbC").text, "abc");
    EXPECT_EQ(literal_of("ab.cde").text, "cde");
    EXPECT_EQ(literal_of("abc[xy]de").text, "abc");
    EXPECT_EQ(literal_of("a[b]c").text, "abc");
    EXPECT_EQ(literal_of("a(b)c").text, "abc");
    EXPECT_EQ(literal_of("ab?c").text, "a");
    EXPECT_EQ(literal_of("ab*cd").text, "cd");
    EXPECT_EQ(literal_of("x(ab){3}y").text, "xabababy");
    EXPECT_EQ(literal_of("x(ab){2,3}").text, "abab");
    EXPECT_EQ(literal_of("(ab)+").text, "ab");
    EXPECT_EQ(literal_of("^abc$").text, "abc");
    EXPECT_EQ(literal_of("\\bab\\b.*\\bcde\\b").text, "cde");
    EXPECT_EQ(literal_of("x(a|b)yz").text, "yz");
}

TEST(RegexLiteral, IsEmptyWhereNothingIsSure) {
    for (const char* pattern :
         {"", "a|b", "a*", "a?", "(ab)*", ".", "[ab]", "\\d+", "^$", "(abc|)", "(ab){0}", "[^a]"}) {
        EXPECT_EQ(literal_of(pattern).text, "") << pattern;
        EXPECT_FALSE(literal_of(pattern).whole) << pattern;
    }
}

TEST(RegexLiteral, IsWholeOnlyWhereTheTextAloneDecides) {
    for (const char* pattern : {"abc", "색인", "a(b)c", "(ab){3}", "a[b]", "(?i)ab"})
        EXPECT_TRUE(literal_of(pattern).whole) << pattern;
    for (const char* pattern : {"^abc", "abc$", "\\babc", "a+", "ab?", "a.c", "a|a", "(ab){2,}"})
        EXPECT_FALSE(literal_of(pattern).whole) << pattern;
    EXPECT_TRUE(literal_of("a.b", {.literal = true}).whole);
    EXPECT_FALSE(literal_of("ab", {.word = true}).whole);
}

// What is written out is bounded; a repeat too long for that still gives what one turn holds.
TEST(RegexLiteral, StaysShort) {
    EXPECT_EQ(literal_of("a{256}").text, std::string(256, 'a'));
    EXPECT_EQ(literal_of("a{257}").text, "a");
    EXPECT_FALSE(literal_of("a{257}").whole);
    EXPECT_EQ(literal_of("(abc){1000}").text, "abc");
    const RegexLiteral twice = literal_of("(" + std::string(200, 'a') + ")b{200}");
    EXPECT_EQ(twice.text, std::string(200, 'a'));
    EXPECT_FALSE(twice.whole);
}

// Random patterns in which much is sure, so that literals come out.
std::string pattern_of(std::mt19937& random, int depth) {
    static const char* const kAtoms[] = {"a", "b",    "가",    "ab", "나가",
                                         ".", "[ab]", "[b가]", "^",  "\\b"};
    const auto kind = random() % (depth == 0 ? 2 : 8);
    if (kind < 2) return kAtoms[random() % std::size(kAtoms)];
    const std::string one = pattern_of(random, depth - 1);
    if (kind < 6) return one + pattern_of(random, depth - 1);
    if (kind == 6) return "(" + one + "|" + pattern_of(random, depth - 1) + ")";
    static const char* const kRepeats[] = {"*", "+", "?", "{2}", "{1,2}", "{3}", "{0}"};
    return "(" + one + ")" + kRepeats[random() % std::size(kRepeats)];
}

// A random text that the tree matches, wherever its assertions let it.
void write_match(const RegexNode& node, std::mt19937& random, std::string& out) {
    switch (node.kind) {
        case RegexKind::kChars: {
            const text::CodePointRange& range = node.chars[random() % node.chars.size()];
            const bool any = range.low == 0;
            text::append_utf8(out, any ? U'x'
                                       : static_cast<char32_t>(
                                             range.low + random() % (range.high - range.low + 1)));
            return;
        }
        case RegexKind::kAssert:
            return;
        case RegexKind::kSequence:
            for (const RegexNode& child : node.children)
                write_match(child, random, out);
            return;
        case RegexKind::kEither:
            write_match(node.children[random() % node.children.size()], random, out);
            return;
        case RegexKind::kRepeat: {
            const int most = node.max == RegexNode::kNoEnd ? node.min + 2 : node.max;
            const auto spread = static_cast<unsigned>(most - node.min + 1);
            for (int i = node.min + static_cast<int>(random() % spread); i > 0; --i)
                write_match(node.children[0], random, out);
            return;
        }
    }
}

TEST(RegexLiteral, EveryMatchHoldsIt) {
    std::mt19937 random(20250305);
    int known = 0;
    for (int run = 0; run < 4'000; ++run) {
        const std::string pattern = pattern_of(random, 4);
        const auto root = parse_regex(pattern, {});
        ASSERT_TRUE(root.ok()) << pattern;
        const RegexLiteral literal = required_literal(root.value());
        known += !literal.text.empty();
        for (int i = 0; i < 5; ++i) {
            std::string match;
            write_match(root.value(), random, match);
            ASSERT_NE(match.find(literal.text), std::string::npos)
                << pattern << " matches " << match << " without " << literal.text;
        }
    }
    EXPECT_GT(known, 1'500);
}

TEST(RegexLiteral, AWholeOneMatchesWhereverItStands) {
    std::mt19937 random(20250306);
    int whole = 0;
    for (int run = 0; run < 4'000; ++run) {
        const std::string pattern = pattern_of(random, 3);
        const auto root = parse_regex(pattern, {});
        ASSERT_TRUE(root.ok()) << pattern;
        const RegexLiteral literal = required_literal(root.value());
        if (!literal.whole) continue;
        ++whole;
        // The machine itself: Regex::next_line would trust the literal.
        const RegexProgram program = lay_out_regex(root.value(), pattern).value();
        const Alphabet alphabet(program);
        RegexMachine machine(program.forward, alphabet, RegexStart::kAnywhere);
        for (const std::string around : {"", "a", "-", "가 나"})
            ASSERT_TRUE(machine.matches(around + literal.text + around)) << pattern;
        ASSERT_FALSE(machine.matches(std::string(literal.text.size(), '-'))) << pattern;
    }
    EXPECT_GT(whole, 300);
}

}  // namespace
}  // namespace seogo::search
