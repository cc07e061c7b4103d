// The fast way to fold answers what fold() does, for any bytes, line by line.
#include "text/fold_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

std::string folded(std::string_view text) {
    std::string out = "what stood there before";
    fold_text(text, out);
    return out;
}

// Pieces that touch every way through: plain runs, syllables, jamo of all kinds, marks alone and
// after letters, dropped characters, wide forms, bytes that are no UTF-8.
std::string random_text(std::mt19937& random, std::size_t pieces) {
    static const std::string kPieces[] = {"a",
                                          "Z",
                                          "The Quick BROWN fox, ",
                                          "\n",
                                          "\r\n",
                                          "@[`{",
                                          "색인",
                                          "가",
                                          "\u1100",
                                          "\u1161",
                                          "\u11a8",
                                          "ㅎ",
                                          "ㅏ",
                                          "ㄴ",
                                          "e\u0301",
                                          "\u0301",
                                          "\u0327",
                                          "İ",
                                          "K",
                                          "ﾊﾟ",
                                          "ＢＭ２５",
                                          "\u3000",
                                          "\u200b",
                                          "\ufe0f",
                                          "🧑🏻",
                                          "漢字",
                                          "·",
                                          "“”",
                                          "…",
                                          "ß",
                                          "Σ",
                                          "\xff",
                                          "\xea\xb0",
                                          "\xed\xa0\x80",
                                          "\xf0\x9f",
                                          "ば",
                                          "\u3099",
                                          "ﾡ",
                                          "ￂ",
                                          "\u2126",
                                          "Ａ"};
    std::string text;
    for (; pieces > 0; --pieces)
        text += kPieces[random() % std::size(kPieces)];
    return text;
}

TEST(FoldText, AnswersWhatFoldDoesForAnyText) {
    std::mt19937 random(20250131);
    for (int run = 0; run < 3000; ++run) {
        const std::string text = random_text(random, random() % 40);
        EXPECT_EQ(folded(text), fold(text).text) << printable(text);
    }
    for (int run = 0; run < 500; ++run) {
        std::string bytes(random() % 50, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        EXPECT_EQ(folded(bytes), fold(bytes).text) << printable(bytes);
    }
}

TEST(FoldText, AgreesOnEveryCodePointBetweenOthers) {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x4000 || (c > 0xF000 && c < 0x20000) ? 1 : 61) {
        for (const std::string_view before : {"가", "a"}) {
            std::string text(before);
            append_utf8(text, c);
            text += "나B";
            ASSERT_EQ(folded(text), fold(text).text) << static_cast<unsigned>(c);
        }
    }
}

// What lets a match be looked for in folded lines and shown in the lines of the text.
TEST(FoldText, EachLineIsFoldedByItself) {
    std::mt19937 random(5);
    for (int run = 0; run < 1000; ++run) {
        const std::string text = random_text(random, random() % 60);
        std::string lines;
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (at > 0) lines += '\n';
            lines += fold(std::string_view(text).substr(at, end - at)).text;
            at = end + 1;
        }
        EXPECT_EQ(folded(text), lines) << printable(text);
    }
}

}  // namespace
}  // namespace seogo::text
