// Properties of code points, against the library's tables or the standard's arithmetic.
#include "text/letters.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <cstdio>
#include <string>

namespace seogo::text {
namespace {

std::string hex(char32_t c) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "U+%04X", static_cast<unsigned>(c));
    return digits;
}

TEST(Letters, SyllablesAreArithmetic) {
    EXPECT_TRUE(syllable_of(0, 0, 0) == U'가');
    EXPECT_TRUE(syllable_of(18, 0, 4) == U'한');
    EXPECT_TRUE(syllable_of(18, 20, 27) == U'힣');
    EXPECT_TRUE(trail_of(U'가') == 0);
    EXPECT_TRUE(trail_of(U'글') == 8);
    EXPECT_TRUE(trail_of(U'힣') == 27);
    EXPECT_TRUE(is_lead(0x1100) && is_lead(0x1112) && !is_lead(0x1113) && !is_lead(0x10FF));
    EXPECT_TRUE(is_vowel(0x1161) && is_vowel(0x1175) && !is_vowel(0x1176) && !is_vowel(0x1160));
    EXPECT_TRUE(is_trail(0x11A8) && is_trail(0x11C2) && !is_trail(0x11A7) && !is_trail(0x11C3));
}

// Every pair and triple of bytes that may begin a syllable, cut short too.
TEST(Letters, SyllablesAreReadAsUtf8Is) {
    for (int i = 0; i < (1 << 24); ++i) {
        const char bytes[] = {static_cast<char>(i >> 16), static_cast<char>(i >> 8),
                              static_cast<char>(i)};
        if (static_cast<unsigned char>(bytes[0] + 0x20) > 0x10) continue;
        const std::string_view text(bytes, sizeof bytes);
        const char32_t c = code_point_at(text, 0).value;
        ASSERT_TRUE(syllable_at(text, 0) == (is_hangul_syllable(c) ? c : 0)) << i;
    }
    const std::string text = "a\uAC00";
    EXPECT_TRUE(syllable_at(text, 1) == 0xAC00);
    for (std::size_t size = 1; size < text.size(); ++size)
        EXPECT_TRUE(syllable_at(std::string_view(text).substr(0, size), size - 1) == 0);
}

// Every letter and digit that the library knows has a script here, and nothing else has.
TEST(Letters, ScriptsAreThoseOfLettersAndNumbers) {
    constexpr std::uint32_t kNamed = U_GC_L_MASK | U_GC_MN_MASK | U_GC_MC_MASK | U_GC_N_MASK;
    for (char32_t c = 0; c <= 0x2FFFF; ++c) {
        const auto point = static_cast<UChar32>(c);
        const bool is_letter = (U_MASK(u_charType(point)) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0;
        const bool is_filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        const bool is_named = script_of(c) != Script::kOther;
        ASSERT_TRUE(is_named || !is_letter || is_filler) << hex(c);
        const bool is_range = c >= 0x2E80 && c < 0xFFE0;  // Han and Kana are ranges with gaps
        const bool may_be_named =
            (U_MASK(u_charType(point)) & kNamed) != 0 || is_range || c > 0x1AFEF;
        ASSERT_TRUE(may_be_named || !is_named) << hex(c);
    }
}

TEST(Letters, CaseFoldsAsTheLibraryDoes) {
    for (char32_t c = 0; c <= 0x1FFFF; ++c) {
        if (c == 0x0345) continue;  // letters.cpp says why
        const auto folded = u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT);
        ASSERT_TRUE(case_folded(c) == static_cast<char32_t>(folded)) << hex(c);
        ASSERT_TRUE(case_folded(case_folded(c)) == case_folded(c)) << hex(c);
    }
}

TEST(Letters, MarksAreThoseOfTheLibrary) {
    for (char32_t c = 0; c <= 0x1FFFF; ++c) {
        const auto type = u_charType(static_cast<UChar32>(c));
        const bool is_expected = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
        ASSERT_EQ(is_mark(c), is_expected) << hex(c);
    }
}

// What search ignores is no letter that anyone sees.
TEST(Letters, IgnoredCharactersAreInvisible) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (!is_ignored_in_search(c)) continue;
        const auto point = static_cast<UChar32>(c);
        const bool is_invisible = u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
                                  u_charType(point) == U_FORMAT_CHAR;
        ASSERT_TRUE(is_invisible) << hex(c);
        ASSERT_TRUE(script_of(c) == Script::kOther) << hex(c);
    }
    for (const char32_t c : {0x00ADu, 0x200Bu, 0x200Du, 0xFE0Fu, 0xFEFFu, 0xE0041u})
        EXPECT_TRUE(is_ignored_in_search(c)) << hex(c);
}

TEST(Letters, PiecesWithoutHangulAreComposedByTheLibrary) {
    EXPECT_TRUE(composed_by_library({U'e', 0x301}) == std::vector<char32_t>{0xE9});
    EXPECT_TRUE(composed_by_library({U'a', 0x301, 0x323}) ==
                (std::vector<char32_t>{0x1EA1, 0x301}));
    EXPECT_TRUE(composed_by_library({0x1112, 0x1161, 0x11AB}) == std::vector<char32_t>{U'한'});
    EXPECT_TRUE(composed_by_library({}).empty());
    EXPECT_TRUE(composed_by_library({0x1D157, 0x1D165}) ==
                (std::vector<char32_t>{0x1D157, 0x1D165}));  // excluded from composition
}

}  // namespace
}  // namespace seogo::text
