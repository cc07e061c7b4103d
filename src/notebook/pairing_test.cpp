// Tests of keys, likeness and pairing: what makes two lines or two entries one.
#include "notebook/pairing.h"

#include <gtest/gtest.h>

#include "notebook/alikeness.h"
#include "notebook/url_key.h"

namespace seogo::notebook {
namespace {

double likeness(std::string_view a, std::string_view b) {
    return likeness_of(bigrams_of(a), bigrams_of(b));
}

TEST(Likeness, IsSymmetricBoundedAndOneForEqualWords) {
    const std::vector<std::string> texts = {
        "", "a", "역색인의 구조", "Inverted index", "inverted  INDEX", "\xff\xfe", "역색인"};
    for (const auto& a : texts) {
        EXPECT_EQ(likeness(a, a), 1.0) << a;
        for (const auto& b : texts) {
            EXPECT_EQ(likeness(a, b), likeness(b, a));
            EXPECT_GE(likeness(a, b), 0.0);
            EXPECT_LE(likeness(a, b), 1.0);
        }
    }
    EXPECT_EQ(likeness("Inverted index", "inverted  INDEX"), 1.0);
    EXPECT_EQ(likeness("abc", "xyz"), 0.0);
    EXPECT_GT(likeness("역색인의 구조", "역색인의 뼈대"), 0.5);
}

TEST(Likeness, OfLongLinesLooksAtTheirBeginning) {
    EXPECT_EQ(bigrams_of(std::string(100'000, 'a')).size(), kBigramsMax);
    EXPECT_TRUE(are_alike("a note on indexes", "a note on index"));
    EXPECT_FALSE(are_alike("a note on indexes", "something else"));
}

TEST(UrlKey, LeavesOutWhatDoesNotTellPagesApart) {
    EXPECT_EQ(url_key("https://www.Example.org/a/"), "example.org/a");
    EXPECT_EQ(url_key("http://example.org/a"), "example.org/a");
    EXPECT_EQ(url_key("example.org/a?utm_source=x&id=3&fbclid=y"), "example.org/a?id=3");
    EXPECT_EQ(url_key("https://e.org/a?b=1&c=2"), "e.org/a?b=1&c=2");
    EXPECT_EQ(url_key("https://e.org/A#part"), "e.org/A#part");
    EXPECT_EQ(url_key("https://e.org/?#"), "e.org");
    EXPECT_EQ(url_key(""), "");
    EXPECT_EQ(url_key("docs/note.md"), "docs/note.md");
    EXPECT_NE(url_key("https://e.org/A"), url_key("https://e.org/a"));
    EXPECT_EQ(url_key("https://youtube.com/watch?v=x&ab_channel=y"), "youtube.com/watch?v=x");
}

TEST(Pairing, EqualKeysInPlaceComeBeforeEqualKeysElsewhere) {
    // Of three equal ones, the first was taken away: the two that stay are the last two.
    Pairing pairing(4, 3);
    const Pairing::Keys keys{{"x", "a", "x", "x"}, {"a", "x", "x"}};
    pairing.pair_in_place(keys);
    EXPECT_EQ(pairing.to_old(0), 1u);
    EXPECT_EQ(pairing.to_old(1), 2u);
    EXPECT_EQ(pairing.to_old(2), 3u);
    EXPECT_EQ(pairing.to_fresh(0), Pairing::kNone);
}

TEST(Pairing, MovedMembersAreFoundAnywhere) {
    Pairing pairing(3, 3);
    const Pairing::Keys keys{{"a", "b", "c"}, {"c", "a", "b"}};
    pairing.pair_in_place(keys);
    pairing.pair_anywhere(keys);
    EXPECT_EQ(pairing.to_old(0), 2u);
    EXPECT_EQ(pairing.to_old(1), 0u);
    EXPECT_EQ(pairing.to_old(2), 1u);
}

TEST(Pairing, MembersWithoutAKeyStayFree) {
    Pairing pairing(2, 2);
    const Pairing::Keys keys{{"", "a"}, {"", "b"}};
    pairing.pair_in_place(keys);
    pairing.pair_anywhere(keys);
    EXPECT_EQ(pairing.to_old(0), Pairing::kNone);
    EXPECT_EQ(pairing.to_old(1), Pairing::kNone);
}

TEST(Pairing, AlikeOnesMeetBetweenPairedNeighbours) {
    const std::vector<std::string> old = {"first", "the quick fox", "last"};
    const std::vector<std::string> fresh = {"first", "something new", "the quick foxes", "last"};
    Pairing pairing(old.size(), fresh.size());
    pairing.pair_in_place({old, fresh});
    const auto by_words = [&](std::size_t i, std::size_t j) { return likeness(old[i], fresh[j]); };
    pairing.pair_alike(by_words, {});
    EXPECT_EQ(pairing.to_fresh(1), 2u);
    EXPECT_EQ(pairing.to_old(1), Pairing::kNone);
}

TEST(Pairing, AlikeOnesAcrossTheFileNeedMore) {
    const std::vector<std::string> old = {"a very telling title", "x"};
    const std::vector<std::string> fresh = {"x", "y", "a very telling titel"};
    Pairing pairing(old.size(), fresh.size());
    pairing.pair_in_place({old, fresh});
    const auto by_words = [&](std::size_t i, std::size_t j) { return likeness(old[i], fresh[j]); };
    pairing.pair_alike_anywhere(by_words, 0.65);
    EXPECT_EQ(pairing.to_fresh(0), 2u);
    EXPECT_EQ(pairing.to_old(1), Pairing::kNone);
}

// Ten thousand members that all differ: compared in a band, not each with each.
TEST(Pairing, LargeGapsAreComparedInABand) {
    std::vector<std::string> old, fresh;
    for (int i = 0; i < 3000; ++i) {
        old.push_back("line number " + std::to_string(i) + " as it was");
        fresh.push_back("line number " + std::to_string(i) + " as it is now");
    }
    Pairing pairing(old.size(), fresh.size());
    std::size_t compared = 0;
    pairing.pair_alike(
        [&](std::size_t i, std::size_t j) {
            ++compared;
            return i == j ? 1.0 : 0.0;
        },
        {});
    EXPECT_LT(compared, 20u * old.size());
    for (std::size_t i = 0; i < old.size(); ++i)
        ASSERT_EQ(pairing.to_fresh(i), i);
}

}  // namespace
}  // namespace seogo::notebook
