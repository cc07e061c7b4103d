// Bytes come back as they were, whatever they are; each encoding is told from the others.
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "text/cp949.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

constexpr std::string_view kKorean =
    "# 읽은 것\r\n\r\n- 검색 엔진은 색인을 만든다 (BM25, 2025년).\r\n- 똠방각하와 펲시콜라, "
    "쀍!\r\n";

void expect_law(const std::string& bytes) {
    const Decoded decoded = decode(bytes);
    const auto back = encode(decoded.text, decoded.encoding);
    ASSERT_TRUE(back.ok()) << back.error().message;
    ASSERT_EQ(back.value(), bytes);
    ASSERT_EQ(decoded.valid, is_valid_utf8(decoded.text));
}

std::string written(std::string_view text, Encoding encoding) {
    auto bytes = encode(text, encoding);
    EXPECT_TRUE(bytes.ok()) << bytes.error().message;
    return bytes.ok() ? bytes.value() : "";
}

TEST(Encoding, NamesComeBack) {
    for (const char* name :
         {"utf-8", "utf-8-bom", "utf-16le", "utf-16le-bom", "utf-16be", "utf-16be-bom", "cp949"}) {
        EXPECT_EQ(encoding_name(encoding_from_name(name).value()), name);
    }
    const auto unknown = encoding_from_name("utf-7\x1b");
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().kind, ErrorKind::kBadInput);
    EXPECT_NE(unknown.error().message.find("\\x1b"), std::string::npos);
    EXPECT_EQ(encoding_name({Charset::kCp949, true}), "cp949");
}

TEST(Encoding, KoreanTextIsDetectedInEveryEncoding) {
    for (const char* name :
         {"utf-8", "utf-8-bom", "utf-16le", "utf-16le-bom", "utf-16be", "utf-16be-bom", "cp949"}) {
        const Encoding encoding = encoding_from_name(name).value();
        const std::string bytes = written(kKorean, encoding);
        const Decoded decoded = decode(bytes);
        EXPECT_EQ(encoding_name(decoded.encoding), name);
        EXPECT_EQ(decoded.text, kKorean) << name;
        EXPECT_TRUE(decoded.valid);
        expect_law(bytes);
    }
}

TEST(Encoding, EnglishTextIsDetectedInUtf16) {
    constexpr std::string_view kText = "A plain line.\nAnother \xE2\x80\x94 with a dash.\n";
    for (const Charset charset : {Charset::kUtf16Le, Charset::kUtf16Be}) {
        const Decoded decoded = decode(written(kText, {charset, false}));
        EXPECT_EQ(decoded.encoding.charset, charset);
        EXPECT_EQ(decoded.text, kText);
    }
}

TEST(Encoding, DecomposedHangulIsLeftAsItIs) {
    const std::string nfd = "\u1112\u1161\u11AB\u1100\u1173\u11AF";
    EXPECT_EQ(decode(nfd).text, nfd);
    EXPECT_EQ(decode(written(nfd, {Charset::kUtf16Le, true})).text, nfd);
}

// All 11,172 syllables, among them the 8,822 that CP949 adds to EUC-KR.
TEST(Cp949, EverySyllableComesBack) {
    std::string all;
    for (char32_t c = 0xAC00; c <= 0xD7A3; ++c) {
        std::string one;
        append_utf8(one, c);
        const auto bytes = cp949_from_text(one);
        ASSERT_TRUE(bytes.has_value()) << one;
        ASSERT_EQ(bytes->size(), 2u);
        ASSERT_EQ(text_from_cp949(*bytes), one);
        all += one;
    }
    const std::string bytes = written(all, {Charset::kCp949, false});
    EXPECT_EQ(bytes.size(), 11172u * 2);
    EXPECT_EQ(decode(bytes).encoding.charset, Charset::kCp949);
    EXPECT_EQ(decode(bytes).text, all);
}

// Each pair of bytes that has a character is given back; no pair has the character of another.
TEST(Cp949, EveryPairOfBytesComesBackOrIsRefused) {
    std::size_t known = 0;
    for (int lead = 0x80; lead < 0x100; ++lead) {
        for (int trail = 0; trail < 0x100; ++trail) {
            const std::string bytes = {static_cast<char>(lead), static_cast<char>(trail)};
            const auto text = text_from_cp949(bytes);
            if (!text) continue;
            ASSERT_EQ(cp949_from_text(*text), bytes);
            ++known;
        }
    }
    EXPECT_GE(known, 8227u + 8822u);  // KS X 1001 and the extension
}

TEST(Cp949, KnownBytes) {
    EXPECT_EQ(decode("\xC7\xD1\xB1\xDB").text, "한글");
    EXPECT_EQ(decode("\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF").text, "똠방각하");
    EXPECT_EQ(decode("A \xC7\xD1 \\ ~\n").text, "A 한 \\ ~\n");  // ASCII stays ASCII
}

TEST(Cp949, OtherEncodingsAreNotTakenForIt) {
    const char* const others[] = {
        "caf\xE9 r\xE9sum\xE9 na\xEFve\n",  // Latin-1
        "\xC4pfel und \xD6l, \xC5land, gr\xFC\xDF"
        "e",                                  // Latin-1, German
        "it\x92s a \x93Hello\x94 world\x85",  // Windows-1252
        "\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1",  // GB2312
        "\xA4\xB3\xA4\xF3\xA4\xCB\xA4\xC1\xA4\xCF\xC0\xA4\xB3\xA6",                  // EUC-JP
        "\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD\x90\xA2\x8A\x45",                  // Shift_JIS
        "\xEF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0",                                     // KOI8, CP1251
        "\xC7\xD1\xB1",          // cut in a character
        "\xC7\xD1\xB1\xDB\xFF",  // a byte that is none
    };
    for (const char* bytes : others) {
        const Decoded decoded = decode(bytes);
        EXPECT_EQ(decoded.encoding, Encoding{}) << decoded.text;
        EXPECT_EQ(decoded.text, bytes);
        EXPECT_FALSE(decoded.valid);
        expect_law(bytes);
    }
}

TEST(Encoding, ValidUtf8IsNeverTakenForAnother) {
    for (const char* text :
         {"", "a", "한글", "é", "\xC2\xB0\xC2\xA1", "漢字かな", "📚\n", "똠방각하"}) {
        EXPECT_EQ(decode(text).encoding, Encoding{}) << text;
        EXPECT_EQ(decode(text).text, text);
    }
}

TEST(Encoding, DoubtKeepsTheBytes) {
    EXPECT_EQ(decode(std::string("a\0", 2)).encoding, Encoding{});
    EXPECT_EQ(decode(std::string("\0\0\0\0", 4)).encoding, Encoding{});
    EXPECT_EQ(decode(std::string("key\0value\0", 10)).encoding, Encoding{});
    EXPECT_EQ(decode(std::string("\x01\0\x02\0\x03\0", 6)).encoding, Encoding{});
}

TEST(Encoding, BrokenUtf16IsKeptAsItCame) {
    for (const std::string& bytes :
         {std::string("\xFF\xFE"
                      "a",
                      3),
          std::string("\xFF\xFE\x00\xD8", 4), std::string("\xFE\xFF\xDC\x00", 4),
          std::string("\xFF\xFE\x00\xD8"
                      "a\0",
                      6)}) {
        const Decoded decoded = decode(bytes);
        EXPECT_EQ(decoded.encoding.charset, Charset::kUtf8);
        EXPECT_FALSE(decoded.valid);
        expect_law(bytes);
    }
}

TEST(Encoding, MarksWithoutTextComeBack) {
    for (const std::string& bytes :
         {std::string("\xEF\xBB\xBF"), std::string("\xFF\xFE"), std::string("\xFE\xFF"),
          std::string("\xEF\xBB\xBF\xEF\xBB\xBF"), std::string("\xFF\xFE\xFF\xFE"),
          std::string("\xEF\xBB")}) {
        expect_law(bytes);
    }
    EXPECT_TRUE(decode("\xEF\xBB\xBF\xFF").encoding.bom);
    EXPECT_FALSE(decode("\xEF\xBB\xBF\xFF").valid);
}

TEST(Encoding, AMissingCharacterIsNamedWithItsLine) {
    const auto result = encode("한글\n두 번째 📚 줄", {Charset::kCp949, false});
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::kBadInput);
    EXPECT_NE(result.error().message.find("📚"), std::string::npos);
    EXPECT_NE(result.error().message.find("line 2"), std::string::npos);
    // A joiner and a variation selector are characters too: never dropped on the way.
    EXPECT_FALSE(encode("a\u200D", {Charset::kCp949, false}).ok());
    EXPECT_FALSE(encode("a\uFE0F", {Charset::kCp949, false}).ok());
    EXPECT_FALSE(encode("a\u00A0", {Charset::kCp949, false}).ok());
    EXPECT_FALSE(encode("a\xFF", {Charset::kCp949, false}).ok());
    const auto wide = encode("a\n\n\xFF", {Charset::kUtf16Be, true});
    ASSERT_FALSE(wide.ok());
    EXPECT_NE(wide.error().message.find("line 3"), std::string::npos);
}

TEST(Encoding, AstralCharactersAreSurrogatePairs) {
    EXPECT_EQ(written("📚", {Charset::kUtf16Le, true}), std::string("\xFF\xFE\x3D\xD8\xDA\xDC"));
    EXPECT_EQ(written("📚", {Charset::kUtf16Be, false}), std::string("\xD8\x3D\xDC\xDA"));
}

TEST(Encoding, TheLawHoldsForAnyBytes) {
    std::mt19937 random(23);
    const std::string seeds[] = {std::string(kKorean), written(kKorean, {Charset::kCp949, false}),
                                 written(kKorean, {Charset::kUtf16Le, true}),
                                 written(kKorean, {Charset::kUtf16Be, false})};
    for (int round = 0; round < 4000; ++round) {
        std::string bytes = seeds[random() % 4].substr(random() % 20, random() % 60);
        for (std::size_t edits = random() % 4; edits > 0 && !bytes.empty(); --edits) {
            const std::size_t at = random() % bytes.size();
            if (random() % 2 == 0) bytes[at] = static_cast<char>(random());
            if (random() % 3 == 0) bytes.erase(at, 1);
            if (random() % 3 == 0) bytes.insert(at, 1, static_cast<char>(random() % 4));
        }
        expect_law(bytes);
    }
}

TEST(Encoding, MegabytesTakeLinearTime) {
    std::string text;
    while (text.size() < 4 << 20)
        text += kKorean;
    const std::string bytes = written(text, {Charset::kCp949, false});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(decode(bytes).text, text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 3.0);
}

}  // namespace
}  // namespace seogo::text
