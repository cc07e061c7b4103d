// Regexes match what the definition of each sign says, in time that no pattern can blow up.
#include "search/regex.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "text/unicode.h"

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

TEST(Regex, WordBoundariesStandWhereLettersMeetOthers) {
    EXPECT_EQ(match("\\bcat\\b", "concat cat cats"), "[cat]");
    EXPECT_EQ(match("\\bcat\\b", "concat cats"), "no");
    EXPECT_EQ(match("\\Bcat", "cat concat"), "[cat]");
    EXPECT_EQ(match("cat\\B", "cat"), "no");
    EXPECT_EQ(match("\\b", "--"), "no");
    EXPECT_EQ(match("\\B", ""), "[]");
    EXPECT_EQ(match("\\b색인\\b", "역색인 색인을 색인, 글"), "[색인]");
    EXPECT_EQ(match("\\b.\\b", "ab c"), "[ ]");
    EXPECT_EQ(match("(\\ba|b)+", "xab ab"), "[b]");
    EXPECT_EQ(match("^\\b\\w+\\b$", "word"), "[word]");
    EXPECT_EQ(match("a\\b\\B", "a b"), "no");
}

TEST(Regex, EscapesClassesAndPropertiesAreThoseOfTheCrate) {
    EXPECT_EQ(match("\\x41\\x{AC00}\\u0062\\U00000063", "a가bc"), "[a가bc]");
    EXPECT_EQ(match("a\\tb", "a\tb"), "[a\tb]");
    EXPECT_EQ(match("\\pL+", "1가b2"), "[가b]");
    EXPECT_EQ(match("\\p{Hangul}+", "ab 색인ㅎ x"), "[색인ㅎ]");
    EXPECT_EQ(match("\\p{^Hangul}+", "색a1인"), "[a1]");
    EXPECT_EQ(match("\\P{sc=Hang}+", "색a1인"), "[a1]");
    EXPECT_EQ(match("[\\p{Han}\\d]+", "x漢字12"), "[漢字12]");
    EXPECT_EQ(match("\\p{Lu}+", "1abC"), "[abC]");
    EXPECT_EQ(match("[[:alpha:]_]+", "1a_가"), "[a_]");
    EXPECT_EQ(match("[[:^digit:]]+", "12ab3"), "[ab]");
    EXPECT_EQ(match("[\\D]+", "12ab3"), "[ab]");
    EXPECT_EQ(match("[^\\D]+", "ab12"), "[12]");
    EXPECT_EQ(match("[\\P{Lu}]+", "aB1"), "[1]");
    EXPECT_EQ(match("[^\\s\\S]", "a b"), "no");
    EXPECT_EQ(match("[[:punct:]]+", "a!?b"), "[!?]");
    EXPECT_EQ(match("[[]+", "a[["), "[[[]");
    EXPECT_EQ(match("[\\x41-\\x43]+", "xbcd"), "[bc]");
    EXPECT_EQ(match("[\\]\\-]+", "a]-"), "[]-]");
    EXPECT_EQ(match("\\Aab\\z", "x\nab\ny"), "[ab]");
    EXPECT_EQ(match("(?i)BM(?:25)(?<n>x)(?P<m>y)(?i:Z)", "bm25xyz"), "[bm25xyz]");
    EXPECT_EQ(match("\\d+", "a٣٤"), "[٣٤]");
    EXPECT_EQ(match("\\w+", "- café_ß!"), "[café_ß]");
    EXPECT_EQ(match("a\\sb", "a\u3000b"), "[a\u3000b]");
}

// A run of letters is folded whole, as a text is.
TEST(Regex, LettersComposeInAPatternAsInAText) {
    EXPECT_EQ(match("ㅎㅏㄴ글", "한글"), "[한글]");
    EXPECT_EQ(match("한글", "ㅎㅏㄴ글"), "[ㅎㅏㄴ글]");
    EXPECT_EQ(match("caf\u0065\u0301", "CAFÉ"), "[CAFÉ]");
    EXPECT_EQ(match("ab+c", "ABBC"), "[ABBC]");
    EXPECT_EQ(match("가나{2}", "가나나"), "[가나나]");
}

Regex compiled(std::string_view pattern, const RegexOptions& options) {
    return Regex::compile(pattern, options).value();
}

TEST(Regex, ALiteralIsTextAndAWordStandsAlone) {
    EXPECT_TRUE(compiled("a.(b", {.literal = true}).find("xA.(B").has_value());
    EXPECT_FALSE(compiled("a.b", {.literal = true}).find("axb").has_value());
    EXPECT_TRUE(compiled("", {.literal = true}).find("").has_value());
    const Regex word = compiled("ab|abc", {.word = true});
    EXPECT_FALSE(word.find("xab abcd").has_value());
    EXPECT_EQ(word.matches_in("xab abc ab.").size(), 2u);
    // What is no letter may stand beside a word's own end.
    EXPECT_TRUE(compiled("-x", {.literal = true, .word = true}).find("- -x").has_value());
    EXPECT_FALSE(compiled("-x", {.literal = true, .word = true}).find("a-x").has_value());
}

TEST(Regex, LinesAreFoundOneAfterTheOther) {
    const std::string text = "ab\nxyz\r\nAB ab\n\nab";
    const std::string folded = text::fold(text).text;
    for (const char* pattern : {"ab", "a[b]", "(ab|q)"}) {
        const Regex regex = compiled(pattern, {});
        std::string found;
        for (std::size_t from = 0; from <= folded.size();) {
            const auto line = regex.next_line(folded, from);
            if (!line) break;
            found += folded.substr(line->begin, line->end - line->begin) + "|";
            from = folded.find('\n', line->end);
            if (from == std::string::npos) break;
            ++from;
        }
        EXPECT_EQ(found, "ab|ab ab|ab|") << pattern;
    }
    EXPECT_EQ(compiled("^$", {}).next_line(folded, 0)->begin, folded.find("\n\n") + 1);
    EXPECT_FALSE(compiled("zz", {}).next_line(folded, folded.size()).has_value());
}

TEST(Regex, AllMatchesOfALineRiseAndStandApart) {
    const auto ranges = [](std::string_view pattern, std::string_view line) {
        std::string out;
        for (const TextRange& range : compiled(pattern, {}).matches_in(line))
            out += "[" + std::string(line.substr(range.begin, range.end - range.begin)) + "]";
        return out;
    };
    EXPECT_EQ(ranges("a+", "aabaAaxa"), "[aa][aAa][a]");
    EXPECT_EQ(ranges("색인", "색인과 역색인"), "[색인][색인]");
    EXPECT_EQ(ranges("\\b\\w", "ab 가나"), "[a][가]");
    EXPECT_EQ(ranges("x*", "axxa"), "[xx]");
    EXPECT_EQ(ranges("^a|b$", "aab"), "[a][b]");
    EXPECT_EQ(ranges("i", "İİ"), "[İ][İ]");
    EXPECT_EQ(ranges("q", "ab"), "");
}

TEST(Regex, TheLeftmostThenLongestMatchIsAnswered) {
    EXPECT_EQ(match("a|ab|abc", "xabcabc"), "[abc]");
    EXPECT_EQ(match("b+|abb", "abbb"), "[abb]");
    EXPECT_EQ(match("a*?b", "aab"), "[aab]");
}

TEST(Regex, WhatHasNoLinearFormOrIsWrittenWrongIsNamedWithItsCharacter) {
    for (const char* look : {"가(?=b)", "가(?!b)", "가(?<=b)", "가(?<!b)"}) {
        EXPECT_EQ(match(look, ""), "error: regex, character 2: look-around is not supported");
    }
    EXPECT_EQ(match("(a)\\1", ""),
              "error: regex, character 4: \\1: back-references are not supported");
    EXPECT_EQ(match("a\\p{한글}", ""),
              "error: regex, character 2: no property of characters is named 한글");
    EXPECT_EQ(match("\\p", ""), "error: regex, character 1: no property of characters is named ");
    EXPECT_EQ(match("\\p{L", ""),
              "error: regex, character 1: the { that opens here does not close");
    EXPECT_EQ(match("\\x4", ""), "error: regex, character 1: hex digits are missing");
    EXPECT_EQ(match("\\x{4g}", ""), "error: regex, character 5: this is no hex digit");
    EXPECT_EQ(match("\\x{110000}", ""), "error: regex, character 1: no character has this code");
    EXPECT_EQ(match("\\uD800", ""), "error: regex, character 1: no character has this code");
    EXPECT_EQ(match("a\\nb", ""), "error: regex, character 2: a match lies within one line");
    EXPECT_EQ(match("\\q", ""), "error: regex, character 1: \\q is not supported");
    EXPECT_EQ(match("(?-i)a", ""),
              "error: regex, character 1: only the flags i, m, s and u are known here");
    EXPECT_EQ(match("(?", ""),
              "error: regex, character 1: only the flags i, m, s and u are known here");
    EXPECT_EQ(match("(?)", ""), "error: regex, character 1: a group without flags");
    EXPECT_EQ(match("(?<a", ""),
              "error: regex, character 1: the name that begins here does not end");
    EXPECT_EQ(match("[a-\\d]", ""), "error: regex, character 2: a range that ends with a set");
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
          std::string(200, '(') + "a" + std::string(200, ')'), std::string("a****"),
          std::string("\\p{L}{1000}"), std::string("\\w{300}")}) {
        EXPECT_TRUE(match(pattern, "x").starts_with("error: regex, character")) << pattern;
    }
    std::string many = "a";
    for (int i = 0; i < 100'000; ++i)
        many += "|b";
    EXPECT_TRUE(match(many, "x").starts_with("error: regex, character"));
}

// threats.md Q1: patterns that make a backtracking engine hang take work that grows as the text.
TEST(Regex, NoPatternHangs) {
    const std::string text(100'000, 'a');
    EXPECT_EQ(match("(a|a)*b", text), "no");
    EXPECT_EQ(match("(a|aa)+$", text + "b"), "no");
    EXPECT_EQ(match("(.*){1,300}c", std::string(2'000, 'a')), "no");
    EXPECT_EQ(match("(a|b)*a(a|b){12}c", text), "no");
    EXPECT_EQ(match("a{0,500}a{500}", std::string(500, 'a')), "[" + std::string(500, 'a') + "]");
    for (const char* pattern : {"(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*)(.*)(.*)b", "(a*)*b",
                                "a.*a.*a.*ab", "(\\w+\\s?)+$", "\\b(a+a+)+b"}) {
        const auto regex = Regex::compile(pattern);
        ASSERT_TRUE(regex.ok()) << pattern;
        (void)regex.value().find(text);
        EXPECT_LT(regex.value().work(), 4 * text.size()) << pattern;
        (void)regex.value().find(text + "!");
        EXPECT_LT(regex.value().work(), 8 * text.size()) << pattern;
    }
}

// Each match of "a.*b|a" looks for its b to the end of the line: after a few passes the rest is
// left out, and the line is a hit all the same.
TEST(Regex, ManyMatchesOfOneLineCostAFewPasses) {
    const std::string text(100'000, 'a');
    const auto regex = Regex::compile("a.*b|a");
    ASSERT_TRUE(regex.ok());
    EXPECT_TRUE(regex.value().next_line(text, 0).has_value());
    const auto found = regex.value().matches_in(text);
    EXPECT_FALSE(found.empty());
    EXPECT_LT(regex.value().work(), 25 * text.size());
    EXPECT_EQ(Regex::compile("a").value().matches_in(text).size(), Regex::kMatchesMax);
}

// A state for each of 2^14 sets: they are forgotten and grown anew, and the answer stays right.
TEST(Regex, ForgettingStatesLosesNoMatch) {
    std::string text;
    std::uint32_t bits = 1;
    for (int i = 0; i < 40'000; ++i) {
        bits = bits * 1664525u + 1013904223u;
        text += (bits >> 24 & 1) != 0 ? 'a' : 'b';
    }
    const auto regex = Regex::compile("a[ab]{13}c");
    ASSERT_TRUE(regex.ok());
    EXPECT_FALSE(regex.value().find(text).has_value());
    const std::string hit = text + "abababababababc";
    const auto found = regex.value().find(hit);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(hit.substr(found->begin, found->end - found->begin), "abababababababc");
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
