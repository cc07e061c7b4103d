// Composed twins: the same characters, and every byte leads back to where it came from.
#include "doc/composed.h"

#include <gtest/gtest.h>

#include "doc/passage.h"
#include "text/unicode.h"

namespace seogo::doc {
namespace {

// 한글은 as conjoining jamo.
constexpr std::string_view kDecomposed =
    "ㄱ \u1112\u1161\u11AB\u1100\u1173\u11AF\u110B\u1173\u11AB e\u0301!";

TEST(Composed, IsTheNormalizationOfItsInput) {
    EXPECT_TRUE(is_decomposed(kDecomposed));
    EXPECT_FALSE(is_decomposed("한글은 é! plain"));
    EXPECT_EQ(composed(kDecomposed).text, text::to_nfc(kDecomposed));
    EXPECT_EQ(composed("").source, std::vector<std::uint32_t>{0});
}

TEST(Composed, EveryByteLeadsBackToItsCharacter) {
    const Composed twin = composed(kDecomposed);
    ASSERT_EQ(twin.source.size(), twin.text.size() + 1);
    const std::size_t han = twin.text.find("한");
    EXPECT_EQ(twin.source[han], 4u);
    EXPECT_EQ(twin.source[twin.text.find("글")], 4u + 9u);
    EXPECT_EQ(twin.source.back(), kDecomposed.size());
    for (std::size_t i = 1; i < twin.source.size(); ++i)
        EXPECT_LE(twin.source[i - 1], twin.source[i]);
}

TEST(Composed, MarksWithoutABaseAndBrokenBytesAreKept) {
    const std::string_view text = "\u0301a\xFF\u1161";
    EXPECT_EQ(composed(text).source.back(), text.size());
    EXPECT_EQ(composed(text).text, text::to_nfc(text));
}

// A base with more marks than anybody writes is parted, and no byte is lost by it.
TEST(Composed, ManyMarksOnOneBaseStayBounded) {
    std::string text = "a";
    for (int i = 0; i < 1000; ++i)
        text += "\u0301";
    const Composed twin = composed(text);
    EXPECT_EQ(twin.source.back(), text.size());
    for (std::size_t i = 1; i < twin.source.size(); ++i) {
        EXPECT_LE(twin.source[i] - twin.source[i - 1], 28u);
    }
    for (const Passage& passage : passages(text, {.bytes_aimed = 100, .bytes_max = 200})) {
        EXPECT_LE(passage.end - passage.begin, 300u);
    }
}

// Long Korean text and its decomposed twin, which is nearly three times as long.
TEST(Passages, AreCutAlikeWhateverTheNormalizationForm) {
    std::string composed_text, decomposed_text;
    for (int i = 0; i < 400; ++i) {
        composed_text += "한글은 글자다. ";
        decomposed_text +=
            "\u1112\u1161\u11AB\u1100\u1173\u11AF\u110B\u1173\u11AB "
            "\u1100\u1173\u11AF\u110C\u1161\u1103\u1161. ";
    }
    ASSERT_EQ(text::to_nfc(decomposed_text), composed_text);
    const auto wanted = passages(composed_text);
    const auto found = passages(decomposed_text);
    ASSERT_GT(wanted.size(), 3u);
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& a = wanted[i];
        const auto& b = found[i];
        EXPECT_EQ(text::to_nfc(decomposed_text.substr(b.begin, b.end - b.begin)),
                  composed_text.substr(a.begin, a.end - a.begin));
    }
}

}  // namespace
}  // namespace seogo::doc
