// Likeness: symmetric, 1 for equal texts, high for a typo, low for other words, in both languages.
#include "notebook/alikeness.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace seogo::notebook {
namespace {

double likeness(std::string_view a, std::string_view b) {
    return likeness_of(bigrams_of(a), bigrams_of(b));
}

TEST(Likeness, ATypoIsStillTheLine) {
    EXPECT_TRUE(are_alike("Attention Is All You Need", "Attention is all you ned"));
    EXPECT_TRUE(are_alike("문서 임베딩을 배우는 법", "문서 임배딩을 배우는 법"));
    EXPECT_TRUE(are_alike("", ""));
    EXPECT_FALSE(are_alike("역색인의 구조", "Write-ahead logging"));
    EXPECT_FALSE(are_alike("말", ""));
}

TEST(Likeness, SpacesAndCaseOfLettersDoNotCount) {
    EXPECT_EQ(likeness("BM25 and beyond", "bm25andBEYOND"), 1.0);
    EXPECT_EQ(likeness("가 나\xC2\xA0다", "가나다"), 1.0);
}

// Sørensen-Dice by hand: "night" and "nacht" share the start and "ht": 2 * 2 / (5 + 5).
TEST(Likeness, IsTheDiceCoefficientOfBigrams) {
    EXPECT_DOUBLE_EQ(likeness("night", "nacht"), 0.4);
    EXPECT_DOUBLE_EQ(likeness("aaa", "aaaa"), 2.0 * 3 / 7);  // repetition counts
}

TEST(Likeness, IsSymmetricAndBoundedOnAnyBytes) {
    std::mt19937 random(3);
    for (int run = 0; run < 3000; ++run) {
        std::string a(random() % 30, ' '), b(random() % 30, ' ');
        for (char& c : a)
            c = static_cast<char>(random());
        for (char& c : b)
            c = static_cast<char>(random());
        const double value = likeness(a, b);
        ASSERT_GE(value, 0.0);
        ASSERT_LE(value, 1.0);
        ASSERT_EQ(value, likeness(b, a));
        ASSERT_EQ(likeness(a, a), 1.0);
    }
}

TEST(Likeness, LongLinesAreComparedByTheirBeginning) {
    EXPECT_EQ(bigrams_of(std::string(100'000, 'x')).size(), kBigramsMax);
}

}  // namespace
}  // namespace seogo::notebook
