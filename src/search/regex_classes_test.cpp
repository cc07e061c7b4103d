// Classes and escapes are the sets that brute force over all characters finds.
#include "search/regex_classes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::search {
namespace {

using text::CodePointSet;

// The whole pattern read as one class.
CodePointSet class_of(std::string_view pattern) {
    std::size_t at = 0;
    auto set = regex_class(pattern, at);
    EXPECT_TRUE(set.ok()) << pattern;
    EXPECT_EQ(at, pattern.size()) << pattern;
    return set.ok() ? std::move(set).value() : CodePointSet();
}

CodePointSet set_of_escape(std::string_view pattern) {
    std::size_t at = 0;
    auto escape = regex_escape(pattern, at);
    EXPECT_TRUE(escape.ok() && !escape.value().character) << pattern;
    EXPECT_EQ(at, pattern.size()) << pattern;
    return escape.ok() ? std::move(escape).value().set : CodePointSet();
}

char32_t character_of(std::string_view pattern) {
    std::size_t at = 0;
    const auto escape = regex_escape(pattern, at);
    EXPECT_TRUE(escape.ok() && escape.value().character) << pattern;
    EXPECT_EQ(at, pattern.size()) << pattern;
    return escape.ok() ? escape.value().character.value_or(0) : 0;
}

std::string class_error(std::string_view pattern, std::size_t at = 0) {
    const auto set = regex_class(pattern, at);
    return set.ok() ? "none" : set.error().message;
}

// What stands in folded text where `c` stood: itself where folding makes none or several of it.
char32_t folded(char32_t c) {
    std::string utf8;
    text::append_utf8(utf8, c);
    const std::string to = text::fold(utf8).text;
    if (to.empty()) return c;
    const text::CodePoint first = text::code_point_at(to, 0);
    return first.length == to.size() ? first.value : c;
}

std::string escaped(char32_t c) {
    static const char kHex[] = "0123456789ABCDEF";
    std::string digits;
    for (int shift = 20; shift >= 0; shift -= 4)
        digits += kHex[c >> shift & 15];
    return "\\x{" + digits + "}";
}

void expect_well_formed(const CodePointSet& set, const std::string& pattern) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        ASSERT_LE(set[i].low, set[i].high) << pattern;
        ASSERT_LE(set[i].high, text::kLastCodePoint) << pattern;
        if (i > 0) {
            ASSERT_GT(set[i].low, set[i - 1].high + 1) << pattern;
        }
    }
}

void expect_opposites(const CodePointSet& a, const CodePointSet& b, const std::string& what) {
    for (char32_t c = 0; c <= text::kLastCodePoint; ++c)
        ASSERT_NE(text::contains(a, c), text::contains(b, c)) << what << " " << std::uint32_t{c};
}

TEST(RegexClasses, CapitalsAndSmallLettersAreOpposites) {
    expect_opposites(set_of_escape("\\d"), set_of_escape("\\D"), "d");
    expect_opposites(set_of_escape("\\w"), set_of_escape("\\W"), "w");
    expect_opposites(set_of_escape("\\s"), set_of_escape("\\S"), "s");
    expect_opposites(set_of_escape("\\p{L}"), set_of_escape("\\P{L}"), "L");
    expect_opposites(set_of_escape("\\p{Hangul}"), set_of_escape("\\p{^Hangul}"), "Hangul");
}

TEST(RegexClasses, ACircumflexTurnsAnyClassAround) {
    for (const std::string inner : {"a", "a-f", "A-F", "가-힣", "\\d", "\\W", "a\\s-", "[:alpha:]x",
                                    "\\p{Lu}", "\\P{Lu}0", "\\x{10FFFF}", "\\x00-\\x1F"})
        expect_opposites(class_of("[" + inner + "]"), class_of("[^" + inner + "]"), inner);
    EXPECT_EQ(class_of("[\\s\\S]"), (CodePointSet{{0, text::kLastCodePoint}}));
    EXPECT_TRUE(class_of("[^\\s\\S]").empty());
    EXPECT_EQ(class_of("[^\\D]"), set_of_escape("\\d"));
}

// Random ranges against one bit for each character: union, folding and order of the ranges.
TEST(RegexClasses, RangesAreTheUnionOfTheirFoldedCharacters) {
    std::mt19937 random(20250304);
    static const char32_t kPlaces[] = {0x20,   0xC0,   0x370,  0x400,  0x1100, 0x1E00,  0x2100,
                                       0x3000, 0x3130, 0xAC00, 0xF900, 0xFF00, 0x10400, 0x1F300};
    std::vector<bool> expected(text::kLastCodePoint + 1);
    for (int run = 0; run < 150; ++run) {
        std::fill(expected.begin(), expected.end(), false);
        std::string pattern = "[";
        for (auto left = 1 + random() % 4; left > 0; --left) {
            const auto low =
                static_cast<char32_t>(kPlaces[random() % std::size(kPlaces)] + random() % 0x90);
            const auto high = static_cast<char32_t>(low + random() % 0x60);
            pattern += escaped(low) + "-" + escaped(high);
            for (char32_t c = low; c <= high; ++c)
                expected[folded(c)] = true;
        }
        pattern += "]";
        const CodePointSet set = class_of(pattern);
        expect_well_formed(set, pattern);
        for (char32_t c = 0; c <= 0x20000; ++c)
            ASSERT_EQ(text::contains(set, c), expected[c]) << pattern << " " << std::uint32_t{c};
    }
}

TEST(RegexClasses, EscapesHoldWhatTheirMembersFoldTo) {
    const std::pair<const char*, const CodePointSet*> kEscapes[] = {
        {"\\d", &text::digit_code_points()},
        {"\\w", &text::word_code_points()},
        {"\\s", &text::space_code_points()}};
    for (const auto& [pattern, members] : kEscapes) {
        const CodePointSet set = set_of_escape(pattern);
        std::vector<bool> expected(0x10000);
        for (char32_t c = 0; c < 0x10000; c = c == 0xD7FF ? 0xE000 : c + 1) {
            if (text::contains(*members, c)) expected[folded(c)] = true;
        }
        for (char32_t c = 0; c < 0x10000; c = c == 0xD7FF ? 0xE000 : c + 1)
            ASSERT_EQ(text::contains(set, c), expected[c]) << pattern << " " << std::uint32_t{c};
    }
}

TEST(RegexClasses, CaseAndWidthDoNotMatter) {
    EXPECT_EQ(class_of("[A-F]"), class_of("[a-f]"));
    EXPECT_EQ(class_of("[Ａ-Ｆ]"), class_of("[a-f]"));
    EXPECT_EQ(class_of("[É]"), class_of("[é]"));
    EXPECT_EQ(class_of("[Α-Ω]"), class_of("[Α-Ωα-ω]"));
    EXPECT_EQ(class_of("[^A]"), class_of("[^a]"));
    EXPECT_FALSE(text::contains(class_of("[A-Z]"), 'A'));
}

TEST(RegexClasses, HangulIsItsSyllables) {
    EXPECT_EQ(class_of("[가-힣]"), (CodePointSet{{0xAC00, 0xD7A3}}));
    const CodePointSet hangul = set_of_escape("\\p{Hangul}");
    for (char32_t c = 0xAC00; c <= 0xD7A3; ++c)
        ASSERT_TRUE(text::contains(hangul, c)) << std::uint32_t{c};
    EXPECT_TRUE(text::contains(hangul, U'ㅎ'));
    EXPECT_FALSE(text::contains(hangul, U'a'));
    EXPECT_FALSE(text::contains(hangul, U'漢'));
    EXPECT_EQ(set_of_escape("\\p{Script=Hangul}"), hangul);
    EXPECT_EQ(set_of_escape("\\p{sc=Hang}"), hangul);
    EXPECT_EQ(set_of_escape("\\pL"), set_of_escape("\\p{Letter}"));
}

// The C library is the judge of ASCII; upper case is as folded text has it.
TEST(RegexClasses, NamedClassesAreThoseOfTheCLibrary) {
    const std::pair<const char*, int (*)(int)> kNamed[] = {
        {"alnum", std::isalnum}, {"alpha", std::isalpha}, {"blank", std::isblank},
        {"cntrl", std::iscntrl}, {"digit", std::isdigit}, {"graph", std::isgraph},
        {"lower", std::islower}, {"print", std::isprint}, {"punct", std::ispunct},
        {"space", std::isspace}, {"upper", std::isupper}, {"xdigit", std::isxdigit}};
    for (const auto& [name, member] : kNamed) {
        std::vector<bool> expected(0x80);
        for (int c = 0; c < 0x80; ++c) {
            if (member(c) != 0) expected[folded(static_cast<char32_t>(c))] = true;
        }
        const std::string inner = "[:" + std::string(name) + ":]";
        const CodePointSet set = class_of("[" + inner + "]");
        for (char32_t c = 0; c < 0x80; ++c)
            EXPECT_EQ(text::contains(set, c), expected[c]) << name << " " << std::uint32_t{c};
        EXPECT_LT(set.back().high, 0x80u) << name;
        EXPECT_EQ(class_of("[[:^" + std::string(name) + ":]]"), text::complement(set)) << name;
    }
    EXPECT_EQ(class_of("[[:word:]]"), class_of("[A-Za-z0-9_]"));
    EXPECT_EQ(class_of("[[:ascii:]]"), class_of("[\\x00-\\x7F]"));
    EXPECT_EQ(class_of("[[:none:]"), class_of("[:enno[]"));  // no such name: characters
}

TEST(RegexClasses, BracketsAndDashesAreCharactersWhereTheyMeanNothing) {
    EXPECT_EQ(class_of("[]a]"), class_of("[a\\]]"));
    EXPECT_EQ(class_of("[^]a]"), class_of("[^a\\]]"));
    EXPECT_EQ(class_of("[a-]"), class_of("[\\-a]"));
    EXPECT_EQ(class_of("[-a]"), class_of("[\\-a]"));
    EXPECT_EQ(class_of("[a^]"), class_of("[\\^a]"));
    EXPECT_EQ(class_of("[.*+?|()]"), class_of("[\\.\\*\\+\\?\\|\\(\\)]"));
    EXPECT_EQ(class_of("[\\d-]"), class_of("[-\\d]"));
}

TEST(RegexClasses, EscapesOfOneCharacterAreThatCharacter) {
    const std::pair<const char*, char32_t> kEscapes[] = {
        {"\\t", U'\t'},        {"\\r", U'\r'},
        {"\\f", U'\f'},        {"\\v", U'\v'},
        {"\\a", U'\a'},        {"\\.", U'.'},
        {"\\\\", U'\\'},       {"\\x41", U'A'},
        {"\\x{41}", U'A'},     {"\\uac00", U'가'},
        {"\\u{AC00}", U'가'},  {"\\U0001F600", U'😀'},
        {"\\x{0}", U'\0'},     {"\\x{10FFFF}", 0x10FFFF},
        {"\\x{D7FF}", 0xD7FF}, {"\\가", U'가'}};
    for (const auto& [pattern, c] : kEscapes)
        EXPECT_EQ(character_of(pattern), c) << pattern;
    std::size_t at = 3;
    EXPECT_EQ(regex_escape("가\\x41z", at).value().character, U'A');
    EXPECT_EQ(at, 7u);  // bytes: behind the second digit
}

TEST(RegexClasses, ErrorsNameTheirCharacter) {
    EXPECT_EQ(class_error("가[z-a]", 3), "regex, character 3: a range that ends before it begins");
    EXPECT_EQ(class_error("[힣-가]"), "regex, character 2: a range that ends before it begins");
    EXPECT_EQ(class_error("[가a-\\d]"), "regex, character 3: a range that ends with a set");
    EXPECT_EQ(class_error("가[a", 3), "regex, character 2: the [ that opens here does not close");
    EXPECT_EQ(class_error("[]"), "regex, character 1: the [ that opens here does not close");
    EXPECT_EQ(class_error("[^]"), "regex, character 1: the [ that opens here does not close");
    EXPECT_EQ(class_error("[가\\"), "regex, character 3: a \\ with nothing behind it");
    EXPECT_EQ(class_error("[a\\q]"), "regex, character 3: \\q is not supported");
    EXPECT_EQ(class_error("[\\n]"), "regex, character 2: a match lies within one line");
    EXPECT_EQ(class_error("[\\x0A]"), "regex, character 2: a match lies within one line");
    EXPECT_EQ(class_error("[\\x{}]"), "regex, character 2: hex digits are missing");
    EXPECT_EQ(class_error("[\\x{DFFF}]"), "regex, character 2: no character has this code");
    EXPECT_EQ(class_error("[\\x{FFFFFFFFFFFFFFFFF}]"),
              "regex, character 2: no character has this code");
    EXPECT_EQ(class_error("[\\p{한글}]"),
              "regex, character 2: no property of characters is named 한글");
}

}  // namespace
}  // namespace seogo::search
