// Korean, English or neither.
#include "text/language.h"

#include <gtest/gtest.h>

namespace seogo::text {
namespace {

TEST(Language, AFifthOfHangulIsKorean) {
    EXPECT_EQ(language_of("검색 엔진"), "ko");
    EXPECT_EQ(language_of("BM25 점수로 문서를 찾는다"), "ko");
    EXPECT_EQ(language_of("가abcd"), "ko");
    EXPECT_EQ(language_of("가abcde"), "en");
    EXPECT_EQ(language_of("\u1112\u1161\u11AB"), "ko");
}

TEST(Language, MostlyAsciiLettersAreEnglish) {
    EXPECT_EQ(language_of("A search engine (2025)"), "en");
    EXPECT_EQ(language_of("naïve café"), "en");
    EXPECT_EQ(language_of("abё"), "en");
    EXPECT_EQ(language_of("aё"), "");
}

TEST(Language, OthersAreNotNamed) {
    EXPECT_EQ(language_of(""), "");
    EXPECT_EQ(language_of("2025-01-31 … 😀"), "");
    EXPECT_EQ(language_of("検索エンジン"), "");
    EXPECT_EQ(language_of("поиск"), "");
    EXPECT_EQ(language_of("\xFF\xFE"), "");
}

TEST(Language, DigitsAndSignsDoNotCount) {
    EXPECT_EQ(language_of("1234567890 가"), "ko");
    EXPECT_EQ(language_of("(1,234) x"), "en");
}

}  // namespace
}  // namespace seogo::text
