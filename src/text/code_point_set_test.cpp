// Sets of code points hold what the library says of each one, and fold as text does.
#include "text/code_point_set.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <random>
#include <set>
#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

bool is_set(const CodePointSet& set) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i].low > set[i].high || set[i].high > kLastCodePoint) return false;
        if (i > 0 && set[i].low <= set[i - 1].high + 1) return false;
    }
    return true;
}

TEST(CodePointSet, UnionAndComplementHoldWhatSetsOfNumbersHold) {
    std::mt19937 random(7);
    for (int run = 0; run < 200; ++run) {
        std::vector<CodePointRange> ranges;
        std::set<char32_t> expected;
        for (std::size_t i = random() % 8; i > 0; --i) {
            const auto low = static_cast<char32_t>(random() % 60);
            const auto high = static_cast<char32_t>(low + random() % 6);
            ranges.push_back({low, high});
            for (char32_t c = low; c <= high; ++c)
                expected.insert(c);
        }
        const CodePointSet set = set_of(ranges);
        const CodePointSet rest = complement(set);
        EXPECT_TRUE(is_set(set));
        EXPECT_TRUE(is_set(rest));
        for (char32_t c = 0; c < 80; ++c) {
            EXPECT_EQ(contains(set, c), expected.contains(c));
            EXPECT_NE(contains(rest, c), expected.contains(c));
        }
        EXPECT_EQ(complement(rest), set);
    }
    EXPECT_EQ(complement({}), (CodePointSet{{0, kLastCodePoint}}));
    EXPECT_EQ(complement({{0, kLastCodePoint}}), CodePointSet{});
}

TEST(CodePointSet, PropertiesAreThoseOfTheLibrary) {
    const auto hangul = code_points_with("Hangul");
    const auto letters = code_points_with("L");
    const auto capitals = code_points_with("Uppercase_Letter");
    ASSERT_TRUE(hangul && letters && capitals);
    EXPECT_TRUE(is_set(*hangul) && is_set(*letters) && is_set(*capitals));
    for (UChar32 c = 0; c <= UCHAR_MAX_VALUE; c += c < 0x3000 ? 1 : 37) {
        const auto point = static_cast<char32_t>(c);
        EXPECT_EQ(contains(*letters, point), (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0) << c;
        EXPECT_EQ(contains(*capitals, point), u_charType(c) == U_UPPERCASE_LETTER) << c;
        const bool word = u_isUAlphabetic(c) ||
                          (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0 ||
                          u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL);
        EXPECT_EQ(contains(word_code_points(), point), word) << c;
        EXPECT_EQ(contains(space_code_points(), point), u_isUWhiteSpace(c) != 0) << c;
        EXPECT_EQ(contains(digit_code_points(), point), u_isdigit(c) != 0) << c;
    }
    for (const char* same : {"Script=Hangul", "sc=Hang", "hangul", "script=hangul"}) {
        EXPECT_EQ(code_points_with(same), hangul) << same;
    }
    EXPECT_EQ(code_points_with("Letter"), letters);
    for (const char* none : {"", "Hangull", "한글", "Script=", "Script=Nope", "=", "L\n"}) {
        EXPECT_FALSE(code_points_with(none).has_value()) << none;
    }
}

// fold() itself is the judge, asked about every code point there is.
TEST(CodePointSet, FoldsEachMemberAsTextDoes) {
    const CodePointSet all = folded_set({{0, kLastCodePoint}});
    for (char32_t c = 0; c <= kLastCodePoint; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string utf8;
        append_utf8(utf8, c);
        const std::string folded = fold(utf8).text;
        const CodePoint first = code_point_at(folded, 0);
        const bool one = !folded.empty() && first.length == folded.size();
        const char32_t to = one ? first.value : c;
        EXPECT_TRUE(contains(all, to)) << static_cast<unsigned>(c);
        if (to == c) continue;
        EXPECT_FALSE(contains(all, c)) << static_cast<unsigned>(c);
        EXPECT_EQ(folded_set({{c, c}}), (CodePointSet{{to, to}})) << static_cast<unsigned>(c);
    }
}

TEST(CodePointSet, FoldsAsciiWithoutTheTableAsWithIt) {
    std::mt19937 random(11);
    for (int run = 0; run < 200; ++run) {
        std::vector<CodePointRange> ranges;
        for (std::size_t i = 1 + random() % 3; i > 0; --i) {
            const auto low = static_cast<char32_t>(random() % 0x78);
            ranges.push_back(
                {low, std::min(static_cast<char32_t>(low + random() % 40), char32_t{0x7F})});
        }
        const CodePointSet set = set_of(ranges);
        const CodePointSet folded = folded_set(set);
        ranges.push_back({U'가', U'가'});  // no longer ASCII alone
        std::vector<CodePointRange> with_one(folded);
        with_one.push_back({U'가', U'가'});
        EXPECT_EQ(folded_set(set_of(ranges)), set_of(with_one));
    }
}

TEST(CodePointSet, OfFoldedTextHoldsWhatItsMembersFoldTo) {
    for (const char* property : {"Lu", "Hangul", "Latin", "Nd", "Han"}) {
        const auto set = code_points_with(property);
        ASSERT_TRUE(set.has_value()) << property;
        const CodePointSet folded = folded_set(*set);
        EXPECT_TRUE(is_set(folded));
        std::mt19937 random(11);
        for (int i = 0; i < 300; ++i) {
            const CodePointRange& range = (*set)[random() % set->size()];
            const auto member =
                static_cast<char32_t>(range.low + random() % (range.high - range.low + 1));
            std::string text;
            append_utf8(text, member);
            const std::string as_folded = fold(text).text;
            if (as_folded.empty()) continue;
            const CodePoint first = code_point_at(as_folded, 0);
            if (first.length != as_folded.size()) continue;  // folds to several characters
            EXPECT_TRUE(contains(folded, first.value))
                << property << " U+" << std::hex << static_cast<unsigned>(member);
        }
    }
}

}  // namespace
}  // namespace seogo::text
