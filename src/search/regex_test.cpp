// Regexes match what the definition of each sign says, in time that no pattern can blow up.
#include "search/regex.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace seogo::search {
namespace {

// What of `text` matches first, "no" where nothing does, or the error.
std::string match(std::string_view pattern, std::string_view text) {
    const auto regex = Regex::compile(pattern);
    if (!regex.ok()) return "error: " + regex.error().message;
    const auto found = regex.value().find(text);
    if (!found) return "no";
    return "[" + std::string(text.substr(found->begin, found->end - found->begin)) + "]";
}

TEST(Regex, EachSignMeansWhatItSays) {
    EXPECT_EQ(match("bm25", "the BM25 score"), "[BM25]");
    EXPECT_EQ(match("b.25", "BM25"), "[BM25]");
    EXPECT_EQ(match("[0-9]+", "q8_0 x 128"), "[8]");
    EXPECT_EQ(match("\\d{2,3}", "1 1234"), "[123]");
    EXPECT_EQ(match("\\d{2}", "1 1234"), "[12]");
    EXPECT_EQ(match("\\d{3,}", "12 12345"), "[12345]");
    EXPECT_EQ(match("a|bc|d", "xbcd"), "[bc]");
    EXPECT_EQ(match("(ab)*c", "ababc"), "[ababc]");
    EXPECT_EQ(match("(?:ab)?c", "abc"), "[abc]");
    EXPECT_EQ(match("[^a-c ]+", "abc def"), "[def]");
    EXPECT_EQ(match("\\w+\\s\\w+", "--late interaction--"), "[late interaction]");
    EXPECT_EQ(match("\\W+", "ab, cd"), "[, ]");
    EXPECT_EQ(match("\\S+", "  x1 "), "[x1]");
    EXPECT_EQ(match("\\D+", "12ab3"), "[ab]");
    EXPECT_EQ(match("a\\.b\\*", "a.b*"), "[a.b*]");
    EXPECT_EQ(match("[]a]+", "x]a]"), "[]a]]");
    EXPECT_EQ(match("[a-]+", "x-a"), "[-a]");
    EXPECT_EQ(match("{", "a{b"), "[{]");
    EXPECT_EQ(match("a{,2}", "a{,2}"), "[a{,2}]");
    EXPECT_EQ(match("x*", "aaa"), "[]");
}

TEST(Regex, LinesBeginAndEndAndHoldTheMatch) {
    EXPECT_EQ(match("^b", "ab\nbc"), "[b]");
    EXPECT_EQ(match("a$", "ab\nca\r\nx"), "[a]");
    EXPECT_EQ(match("^$", "a\n\nb"), "[]");
    EXPECT_EQ(match("a.b", "a\nb"), "no");
    EXPECT_EQ(match("a[^x]b", "a\nb"), "no");
    EXPECT_EQ(match("(^|x)a", "ya xa"), "[xa]");
    EXPECT_EQ(match("a(b|$)", "xa"), "[a]");
}

TEST(Regex, CaseWidthAndCompositionDoNotMatter) {
    EXPECT_EQ(match("[A-F]+", "xxfade"), "[fade]");
    EXPECT_EQ(match("ＢＭ", "bm25"), "[bm]");
    EXPECT_EQ(match("bm", "ＢＭ２５"), "[ＢＭ]");
    EXPECT_EQ(match("색인", "\u1109\u1162\u11a8\u110b\u1175\u11ab을"),
              "[\u1109\u1162\u11a8\u110b\u1175\u11ab]");
    EXPECT_EQ(match("[가-힣]+", "abc 역색인 x"), "[역색인]");
    EXPECT_EQ(match("색인(은|을)?$", "역색인을"), "[색인을]");
}

TEST(Regex, TheLeftmostThenLongestMatchIsAnswered) {
    EXPECT_EQ(match("a|ab|abc", "xabcabc"), "[abc]");
    EXPECT_EQ(match("b+|abb", "abbb"), "[abb]");
    EXPECT_EQ(match("a*?b", "aab"), "[aab]");
}

TEST(Regex, WhatHasNoLinearFormOrIsWrittenWrongIsNamedWithItsCharacter) {
    EXPECT_EQ(match("가(?=b)", ""),
              "error: regex, character 2: look-around and named groups are not supported");
    EXPECT_EQ(match("(a)\\1", ""),
              "error: regex, character 4: \\1: back-references are not supported");
    EXPECT_EQ(match("\\p{L}", ""), "error: regex, character 1: \\p is not supported");
    EXPECT_EQ(match("(a", ""), "error: regex, character 1: the ( that opens here does not close");
    EXPECT_EQ(match("a)", ""), "error: regex, character 2: a ) without its (");
    EXPECT_EQ(match("[a", ""), "error: regex, character 1: the [ that opens here does not close");
    EXPECT_EQ(match("*a", ""), "error: regex, character 1: nothing stands before it to repeat");
    EXPECT_EQ(match("a{3,2}", ""), "error: regex, character 2: repeats at most less than at least");
    EXPECT_EQ(match("a{9999}", ""), "error: regex, character 2: repeats over 1000 times");
    EXPECT_EQ(match("[z-a]", ""), "error: regex, character 2: a range that ends before it begins");
    EXPECT_EQ(match("a\\", ""), "error: regex, character 2: a \\ with nothing behind it");
}

// threats.md Q2: the size of what is written out is bounded before it is written.
TEST(Regex, SizeBombsAreRefused) {
    for (const std::string& pattern :
         {std::string("((x{100}){100}){100}"), std::string("(.*){1,1000}(.*){1,1000}"),
          std::string(200, '(') + "a" + std::string(200, ')'), std::string("a****")}) {
        EXPECT_TRUE(match(pattern, "x").starts_with("error: regex, character")) << pattern;
    }
    std::string many = "a";
    for (int i = 0; i < 100'000; ++i)
        many += "|b";
    EXPECT_TRUE(match(many, "x").starts_with("error: regex, character"));
}

// threats.md Q1: patterns that make a backtracking engine hang.
TEST(Regex, NoPatternHangs) {
    const std::string text(20'000, 'a');
    EXPECT_EQ(match("(a+)+$", text + "b"), "no");
    EXPECT_EQ(match("(a|a)*b", text), "no");
    EXPECT_EQ(match("(a|aa)+$", text + "b"), "no");
    EXPECT_EQ(match("(.*){1,300}c", std::string(2'000, 'a')), "no");
    EXPECT_EQ(match("(a|b)*a(a|b){12}c", text), "no");
    EXPECT_EQ(match("a{0,500}a{500}", std::string(500, 'a')), "[" + std::string(500, 'a') + "]");
}

// The definition itself: the set of strings that a small pattern stands for, up to length 4.
using Language = std::set<std::string>;
struct Case {
    std::string pattern;
    Language language;  // all its strings of at most 4 letters
};

void all_strings(std::size_t length, const std::function<void(const std::string&)>& visit) {
    static const std::string kLetters[] = {"a", "b", "가"};
    std::vector<std::string> level = {""};
    for (std::size_t i = 0; i <= length; ++i) {
        std::vector<std::string> longer;
        for (const std::string& text : level) {
            visit(text);
            for (const std::string& letter : kLetters)
                longer.push_back(text + letter);
        }
        level = std::move(longer);
    }
}

std::size_t letters_in(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

Language joined(const Language& a, const Language& b) {
    Language out;
    for (const auto& x : a) {
        for (const auto& y : b) {
            if (letters_in(x + y) <= 4) out.insert(x + y);
        }
    }
    return out;
}

Language repeated(const Language& a, int min, int max) {
    Language out;
    Language power = {""};
    for (int i = 0; i <= max; ++i) {
        if (i >= min) out.insert(power.begin(), power.end());
        power = joined(power, a);
    }
    return out;
}

Language either(Language a, const Language& b) {
    a.insert(b.begin(), b.end());
    return a;
}

std::vector<Case> small_cases() {
    std::vector<Case> atoms = {{"a", {"a"}},
                               {"가", {"가"}},
                               {".", {"a", "b", "가"}},
                               {"[ab]", {"a", "b"}},
                               {"[^a]", {"b", "가"}}};
    std::vector<Case> cases = atoms;
    for (const Case& x : atoms) {
        cases.push_back({x.pattern + "*", repeated(x.language, 0, 4)});
        cases.push_back({x.pattern + "{1,2}", repeated(x.language, 1, 2)});
        for (const Case& y : atoms) {
            cases.push_back(
                {x.pattern + y.pattern + "?", joined(x.language, either(y.language, {""}))});
            const Language two = either(x.language, joined(y.language, x.language));
            const std::string group = "(" + x.pattern + "|" + y.pattern + x.pattern + ")";
            cases.push_back({group, two});
            cases.push_back({group + "+", repeated(two, 1, 4)});
            cases.push_back(
                {"(" + group + "*b)?", either(joined(repeated(two, 0, 4), {"b"}), {""})});
        }
    }
    return cases;
}

TEST(Regex, AgreesWithTheDefinitionOnAllShortStrings) {
    for (const Case& one : small_cases()) {
        const auto regex = Regex::compile("^(?:" + one.pattern + ")$");
        ASSERT_TRUE(regex.ok()) << one.pattern;
        all_strings(4, [&](const std::string& text) {
            EXPECT_EQ(regex.value().find(text).has_value(), one.language.contains(text))
                << one.pattern << " on \"" << text << "\"";
        });
    }
}

}  // namespace
}  // namespace seogo::search
