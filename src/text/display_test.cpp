// Columns on a terminal, and outside bytes made harmless for it.
#include <gtest/gtest.h>

#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

TEST(DisplayWidth, WideLettersTakeTwoColumns) {
    EXPECT_EQ(display_width(""), 0u);
    EXPECT_EQ(display_width("search"), 6u);
    EXPECT_EQ(display_width("검색"), 4u);
    EXPECT_EQ(display_width("BM25로 찾기"), 11u);
    EXPECT_EQ(display_width("漢字カナ"), 8u);
    EXPECT_EQ(display_width("ﾊﾝ"), 2u);  // half-width
    EXPECT_EQ(display_width("Ａ"), 2u);  // full-width
    EXPECT_EQ(display_width("📚"), 2u);
    EXPECT_EQ(display_width("é—…"), 3u);  // ambiguous ones are narrow
}

TEST(DisplayWidth, MarksAndInvisibleCharactersTakeNone) {
    EXPECT_EQ(display_width("e\u0301"), 1u);
    EXPECT_EQ(display_width("\u1112\u1161\u11AB"), 2u);  // jamo that are shown as one syllable
    EXPECT_EQ(display_width("a\u200B\uFEFF\u00ADb"), 2u);
    EXPECT_EQ(display_width("\x1b\n"), 0u);
    EXPECT_EQ(display_width("1\uFE0F\u20E3"), 1u);
}

TEST(Printable, PlainTextIsLeftAlone) {
    for (const char* text :
         {"", "plain", "한글\t표\n", "e\u0301", "👩\u200D💻", "漢字", "\u00A0"}) {
        EXPECT_EQ(printable(text), text);
    }
}

TEST(Printable, ControlCharactersAreShown) {
    EXPECT_EQ(printable("\x1b[31mred\x07"), "\\x1b[31mred\\x07");
    EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\x00b");
    EXPECT_EQ(printable("a\rb\x7f"), "a\\x0db\\x7f");
    EXPECT_EQ(printable("\u0085\u009B"), "\\u0085\\u009b");
}

TEST(Printable, DirectionAndTagsAreShown) {
    EXPECT_EQ(printable("a\u202Eb\u2066c"), "a\\u202eb\\u2066c");
    EXPECT_EQ(printable("\u200F\u061C\u2028"), "\\u200f\\u061c\\u2028");
    EXPECT_EQ(printable("\U000E0041"), "\\U000e0041");
}

TEST(Printable, InvalidBytesAreShown) {
    EXPECT_EQ(printable("a\xFF\xC0\x80"), "a\\xff\\xc0\\x80");
    EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");
    EXPECT_EQ(printable("가\xEA\xB0"), "가\\xea\\xb0");
}

// What comes out has no control character but \n and \t, whatever went in.
TEST(Printable, NoControlCharacterComesThrough) {
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            const std::string two = {static_cast<char>(a), static_cast<char>(b)};
            const std::string out = printable(two);
            EXPECT_TRUE(is_valid_utf8(out));
            for (std::size_t at = 0; at < out.size();) {
                const CodePoint c = code_point_at(out, at);
                at += c.length;
                const bool is_allowed = c.value == '\n' || c.value == '\t';
                ASSERT_TRUE(is_allowed || (c.value >= 0x20 && (c.value < 0x7F || c.value > 0x9F)));
            }
        }
    }
}

}  // namespace
}  // namespace seogo::text
