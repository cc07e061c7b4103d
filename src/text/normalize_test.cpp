// Normalization and folding's composition against the library's whole algorithm.
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <string>

#include "text/letters.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

std::string library_form(const UNormalizer2* form, const std::string& text) {
    std::u16string units;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        at += c.length;
        if (c.value >= 0x10000) units.push_back(static_cast<char16_t>(0xD7C0 + (c.value >> 10)));
        units.push_back(
            static_cast<char16_t>(c.value >= 0x10000 ? 0xDC00 | (c.value & 0x3FF) : c.value));
    }
    std::u16string out(units.size() * 18 + 8, u'\0');
    UErrorCode code = U_ZERO_ERROR;
    const auto length =
        unorm2_normalize(form, units.data(), static_cast<std::int32_t>(units.size()), out.data(),
                         static_cast<std::int32_t>(out.size()), &code);
    EXPECT_TRUE(U_SUCCESS(code));
    std::string bytes;
    for (std::int32_t i = 0; i < length; ++i) {
        char32_t c = out[static_cast<std::size_t>(i)];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < length) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (out[static_cast<std::size_t>(++i)] & 0x3FF);
        }
        append_utf8(bytes, c);
    }
    return bytes;
}

std::string hex(char32_t c) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "U+%04X", static_cast<unsigned>(c));
    return digits;
}

const UNormalizer2* nfc() {
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_getNFCInstance(&code);
}
const UNormalizer2* nfd() {
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_getNFDInstance(&code);
}

// Letters, marks of several classes, Hangul in all its pieces, exclusions, astral compositions.
std::string random_text(std::mt19937& random, std::size_t length) {
    static constexpr char32_t kPool[] = {
        'a',    'E',    'o',    ' ',     0x0301,  0x0323,  0x0307, 0x0345, 0x0308, 0x031B,
        0x0344, 0x00C5, 0x212B, 0x1E9B,  0x03B1,  0x0391,  0x0313, 0x1100, 0x1112, 0x1161,
        0x1175, 0x11A8, 0x11C2, 0xAC00,  0xAC01,  0xD55C,  0x3131, 0x314F, 0x0915, 0x093C,
        0x0958, 0x09C7, 0x09BE, 0x11099, 0x110BA, 0x1D15E, 0xF900, 0x2126, 0x0130, 0x0069,
        0x3099, 0x304B, 0x302E, 0x0F71,  0x0F72,  0x200B};
    std::string out;
    for (; length > 0; --length) {
        const char32_t any = static_cast<char32_t>(random() % 0x3000);
        append_utf8(out, random() % 8 == 0 ? any : kPool[random() % std::size(kPool)]);
    }
    return out;
}

// What is called inert needs no library: alone, after a letter, and before a mark's place.
TEST(Normalize, InertCharactersAreWhatTheLibrarySays) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (!is_inert_in_nfc(c)) continue;
        const auto point = static_cast<UChar32>(c);
        ASSERT_EQ(u_getIntPropertyValue(point, UCHAR_NFC_QUICK_CHECK), UNORM_YES) << hex(c);
        ASSERT_EQ(u_getCombiningClass(point), 0) << hex(c);
        ASSERT_TRUE(unorm2_hasBoundaryBefore(nfc(), point)) << hex(c);
    }
}

TEST(Normalize, EveryCodePointIsComposedAsTheLibraryDoes) {
    for (char32_t c = 1; c <= 0x2FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string one;
        append_utf8(one, c);
        const std::string composed = library_form(nfc(), one);
        ASSERT_EQ(to_nfc(one), composed) << hex(c);
        ASSERT_EQ(to_nfc(library_form(nfd(), one)), composed) << hex(c);
    }
}

TEST(Normalize, RandomTextIsComposedAsTheLibraryDoes) {
    std::mt19937 random(11);
    for (int round = 0; round < 20000; ++round) {
        const std::string text = random_text(random, random() % 12);
        ASSERT_EQ(to_nfc(text), library_form(nfc(), text)) << round;
    }
}

TEST(Normalize, EverySyllableOfJamoIsComposed) {
    for (char32_t c = 0xAC00; c <= 0xD7A3; ++c) {
        std::string syllable;
        append_utf8(syllable, c);
        ASSERT_EQ(to_nfc(library_form(nfd(), syllable)), syllable);
    }
}

TEST(Normalize, InvalidBytesTravel) {
    EXPECT_EQ(to_nfc("e\xCC\x81\xFF\xCC\x81"), "\xC3\xA9\xFF\xCC\x81");
    EXPECT_EQ(to_nfc("\xED\xA0\x80가"), "\xED\xA0\x80가");
}

// A hundred thousand marks on one letter, in the order that is worst for insertion.
TEST(Normalize, ManyMarksTakeLinearTime) {
    std::string text = "a";
    for (int i = 0; i < 50000; ++i)
        text += "\xCC\x81\xCC\xA3";  // U+0301 (230), U+0323 (220)
    const auto begin = std::chrono::steady_clock::now();
    const std::string composed = to_nfc(text);
    EXPECT_FALSE(fold(text).text.empty());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 2.0);
    EXPECT_TRUE(composed.starts_with("\xE1\xBA\xA1"));  // ạ
}

// The law of twins: however a text is composed, it folds to the same bytes.
TEST(Fold, ComposedAndDecomposedTwinsAreEqual) {
    std::mt19937 random(13);
    for (int round = 0; round < 20000; ++round) {
        const std::string text = random_text(random, random() % 10);
        const std::string folded = fold(text).text;
        ASSERT_EQ(fold(library_form(nfd(), text)).text, folded) << round << " " << text;
        ASSERT_EQ(fold(library_form(nfc(), text)).text, folded) << round << " " << text;
    }
}

TEST(Fold, EveryCharacterFoldsAsItsTwins) {
    for (char32_t c = 1; c <= 0x2FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string one;
        append_utf8(one, c);
        const std::string folded = fold(one).text;
        ASSERT_EQ(fold(library_form(nfd(), one)).text, folded) << hex(c);
        ASSERT_EQ(fold(library_form(nfc(), one)).text, folded) << hex(c);
        ASSERT_EQ(fold(folded).text, folded) << hex(c);
    }
}

TEST(Fold, FoldingTwiceChangesNothing) {
    std::mt19937 random(17);
    for (int round = 0; round < 20000; ++round) {
        const std::string folded = fold(random_text(random, random() % 10)).text;
        ASSERT_EQ(fold(folded).text, folded) << round;
    }
}

}  // namespace
}  // namespace seogo::text
