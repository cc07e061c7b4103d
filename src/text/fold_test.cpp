// What folding makes equal, what it keeps apart, and the way back to the bytes.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

std::string folded(std::string_view text) { return fold(text).text; }

// The bytes of `text` that the first `part` in its folded form stands for.
std::string source_of(const std::string& text, std::string_view part) {
    const Folded f = fold(text);
    const std::size_t at = f.text.find(part);
    if (at == std::string::npos) return "?";
    const std::size_t begin = f.source_begin[at];
    return text.substr(begin, f.source_end[at + part.size() - 1] - begin);
}

TEST(Fold, HangulOfEveryKindIsOne) {
    EXPECT_EQ(folded("한글"), "한글");
    EXPECT_EQ(folded("\u1112\u1161\u11AB\u1100\u1173\u11AF"), "한글");  // as macOS names files
    EXPECT_EQ(folded("\uD558\u11AB"), "한");                            // a syllable and a trail
    EXPECT_EQ(folded("ﾾￂﾤﾡￚﾩ"), "한글");                                // half-width
    EXPECT_EQ(folded("ㅎㅏㄴㄱㅡㄹ"), "한글");                          // compatibility jamo
    EXPECT_EQ(folded("ㄷㅏㄹㄱㅣ"), "달기");  // the next vowel claims its consonant
    EXPECT_EQ(folded("ㄷㅏㄺ"), "닭");
    EXPECT_EQ(folded("ㄲㅗㅊ"), "꽃");
}

TEST(Fold, JamoThatSpellNoSyllableStay) {
    EXPECT_EQ(folded("ㅋㅋㅋ"), "ㅋㅋㅋ");
    EXPECT_EQ(folded("ㅠㅠ"), "ㅠㅠ");
    EXPECT_EQ(folded("ㄱㅅ"), "ㄱㅅ");
    EXPECT_EQ(folded("ㄳㅏ"), "ㄳㅏ");  // no syllable begins with ㄳ
    EXPECT_EQ(folded("ㅏㄸ"), "ㅏㄸ");
    EXPECT_EQ(folded("가ㅏ"), "가ㅏ");
    EXPECT_EQ(folded("ﾻﾻ"), "ㅋㅋ");
    EXPECT_EQ(folded("\u110F\u110F"), "ㅋㅋ");  // conjoining leads without vowels
    EXPECT_EQ(folded("ㅃㅏㄸㅏ"), "빠따");
}

TEST(Fold, WidthAndCaseAreOne) {
    EXPECT_EQ(folded("ＢＭ２５！　ok"), "bm25! ok");
    EXPECT_EQ(folded("GPT-4o"), "gpt-4o");
    EXPECT_EQ(folded("ÀÉÎ ŁÓDŹ"), "àéî łódź");
    EXPECT_EQ(folded("ΑΒΓΣς"), "αβγσσ");
    EXPECT_EQ(folded("ДЖЁ"), "джё");
    EXPECT_EQ(folded("ｶﾞｷﾞ"), "ガギ");
    EXPECT_EQ(folded("￦１０００"), "₩1000");
    EXPECT_EQ(folded("\u212A\u212B\u2126"), "kåω");  // Kelvin, Angstrom, Ohm
}

TEST(Fold, DiacriticsAreKept) {
    EXPECT_EQ(folded("Café"), "café");
    EXPECT_EQ(folded("Cafe\u0301"), "café");
    EXPECT_NE(folded("cafe"), folded("café"));
    EXPECT_EQ(folded("İ"), folded("I\u0307"));
}

TEST(Fold, InvisibleCharactersAreDropped) {
    EXPECT_EQ(folded("검\u200B색\u00AD어"), "검색어");
    EXPECT_EQ(folded("\uFEFFa\u2060b\u200Dc\uFE0Fd\u202Ee"), "abcde");
    EXPECT_EQ(folded("x\U000E0041y\U000E0100z"), "xyz");
    EXPECT_EQ(folded("\u1112\u200B\u1161"), "하");  // what it parted joins
    EXPECT_EQ(folded("\u200B"), "");
    EXPECT_EQ(folded(""), "");
}

TEST(Fold, RangesLeadBackToTheBytes) {
    EXPECT_EQ(source_of("x ﾾￂﾤ글", "한"), "ﾾￂﾤ");
    EXPECT_EQ(source_of("ㅎㅏㄴㄱㅡㄹ", "글"), "ㄱㅡㄹ");
    EXPECT_EQ(source_of("\u1112\u1161\u11AB\u1100\u1173\u11AF", "글"), "\u1100\u1173\u11AF");
    EXPECT_EQ(source_of("Cafe\u0301s", "é"), "e\u0301");
    EXPECT_EQ(source_of("검\u200B색", "검색"), "검\u200B색");
    EXPECT_EQ(source_of("ＢＭ", "m"), "Ｍ");
}

TEST(Fold, InvalidBytesBecomeReplacements) {
    EXPECT_EQ(folded("a\xFFz"), "a\uFFFDz");
    EXPECT_EQ(source_of("a\xFFz", "\uFFFD"), "\xFF");
}

// Every byte has a range; ranges are not empty, rise, and begin and end between characters.
TEST(Fold, RangesAreNeverEmptyAndNeverSplitACharacter) {
    std::mt19937 random(5);
    static constexpr char32_t kPool[] = {'a',    'Z',    0x0301, 0x0323, 0x00C5,  0x200B, 0x1112,
                                         0x1161, 0x11AB, 0xFFBE, 0xFFC2, 0xFFA4,  0x314E, 0x314F,
                                         0x3134, 0xD558, 0x0130, 0xFF21, 0x1F600, 0x3000};
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (std::size_t n = random() % 12; n > 0; --n) {
            if (random() % 12 == 0) {
                text.push_back(static_cast<char>(random()));
            } else {
                append_utf8(text, kPool[random() % std::size(kPool)]);
            }
        }
        std::vector<bool> is_seam(text.size() + 1, false);
        for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).length)
            is_seam[at] = true;
        is_seam[text.size()] = true;
        const Folded f = fold(text);
        ASSERT_EQ(f.source_begin.size(), f.text.size());
        ASSERT_EQ(f.source_end.size(), f.text.size());
        ASSERT_TRUE(is_valid_utf8(f.text));
        for (std::size_t i = 0; i < f.text.size(); ++i) {
            ASSERT_LT(f.source_begin[i], f.source_end[i]);
            ASSERT_TRUE(is_seam[f.source_begin[i]] && is_seam[f.source_end[i]]);
            ASSERT_GE(f.source_begin[i], i == 0 ? 0 : f.source_begin[i - 1]);
        }
    }
}

TEST(Script, IsToldByTheLetter) {
    const auto script = [](std::string_view c) { return script_of(code_point_at(c, 0).value); };
    for (const char* c : {"가", "힣", "ㄱ", "ㅣ", "\u1112", "ﾾ", "\uA960"}) {
        EXPECT_EQ(script(c), Script::kHangul) << c;
    }
    for (const char* c : {"漢", "㐀", "\U00020000", "々", "〇", "\uF900"}) {
        EXPECT_EQ(script(c), Script::kHan) << c;
    }
    for (const char* c : {"か", "カ", "ー", "ｶ"})
        EXPECT_EQ(script(c), Script::kKana) << c;
    for (const char* c : {"a", "Z", "é", "ß", "ǆ", "ạ", "Ａ"})
        EXPECT_EQ(script(c), Script::kLatin) << c;
    for (const char* c : {"0", "9", "٣", "²", "①", "Ⅳ"})
        EXPECT_EQ(script(c), Script::kDigit) << c;
    for (const char* c : {"α", "Ж", "ש", "ا", "क", "\u0301", "ไ"})
        EXPECT_EQ(script(c), Script::kLetter) << c;
    for (const char* c : {" ", "-", "_", "·", "—", "😀", "\uFE0F", "\u3164", "\u115F", "、", "\n",
                          "\u200B", "×", "+", "\uFFFD"}) {
        EXPECT_EQ(script(c), Script::kOther) << c;
    }
}

}  // namespace
}  // namespace seogo::text
