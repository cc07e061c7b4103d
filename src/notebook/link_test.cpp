// Links: brackets nest, targets may break, addresses end where the sentence goes on.
#include "notebook/link.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace seogo::notebook {
namespace {

TEST(Brackets, NestAndKnowCodeAndBackslashes) {
    EXPECT_EQ(bracket_length("[a]"), 3u);
    EXPECT_EQ(bracket_length("[a [b] c](u)"), 9u);
    EXPECT_EQ(bracket_length("[a \\] b] c"), 8u);
    EXPECT_EQ(bracket_length("[`]` b] c"), 7u);
    EXPECT_EQ(bracket_length("[` b] c"), 5u);
    EXPECT_EQ(bracket_length("[a"), 0u);
    EXPECT_EQ(bracket_length("a]"), 0u);
    EXPECT_EQ(bracket_length(""), 0u);
    EXPECT_EQ(bracket_length(std::string(1000, '[') + std::string(1000, ']')), 0u);
}

TEST(Target, KeepsParenthesesOfTheUrl) {
    const auto target = target_at("(https://e.org/BM25_(x)) more)");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->urls, std::vector<std::string_view>{"https://e.org/BM25_(x)"});
    EXPECT_EQ(target->length, 24u);
}

TEST(Target, KnowsAngleBracketsAndTitles) {
    EXPECT_EQ(target_at("(<https://e.org/a b>)")->urls[0], "https://e.org/a b");
    const auto titled = target_at("(https://e.org \"말\")");
    EXPECT_EQ(titled->urls[0], "https://e.org");
    EXPECT_EQ(titled->title, "말");
    EXPECT_EQ(target_at("( https://e.org )")->urls[0], "https://e.org");
    EXPECT_EQ(target_at("()")->urls[0], "");
}

TEST(Target, HoldsBothAddressesOfABrokenLink) {
    const auto target = target_at("(https://a.org/v?x=1](https://b.org/c)) end");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->urls,
              (std::vector<std::string_view>{"https://a.org/v?x=1", "https://b.org/c"}));
}

TEST(Target, EndsAtTheLastParenthesisWhereNoneMatches) {
    const auto target = target_at("(https://e.org/(a) and");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->urls[0], "https://e.org/(a");
    EXPECT_FALSE(target_at("(no end"));
    EXPECT_FALSE(target_at("none"));
}

TEST(Target, WithoutItsEndIsAnAddress) {
    const auto open = target_at("(https://e.org/a 그리고");
    ASSERT_TRUE(open);
    EXPECT_EQ(open->urls[0], "https://e.org/a");
    EXPECT_EQ(open->length, 16u);
    EXPECT_EQ(target_at("(https://e.org/a_(b) 그리고 (말)")->urls[0], "https://e.org/a_(b");
    EXPECT_FALSE(target_at("(말 뿐 (이다"));
}

TEST(Target, OfTwoAddressesEndsRightBehindThem) {
    const auto two = target_at("(a](b) 말 (x)) 뒤");
    ASSERT_TRUE(two);
    EXPECT_EQ(two->urls, (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(two->length, 6u);
    EXPECT_EQ(target_at("(a](b)")->urls, (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(target_at("(a](b))")->length, 7u);
}

// What nests deeper or is longer than anybody writes is no target; nothing is lost by that.
TEST(Target, HasBounds) {
    const std::string deep = std::string(40, '(') + "x" + std::string(40, ')');
    EXPECT_EQ(target_at(deep)->length, deep.size());  // at the last one before white space
    const std::string nested =
        "(https://e.org/" + std::string(20, '(') + std::string(20, ')') + ")";
    EXPECT_EQ(target_at(nested)->length, nested.size());
    EXPECT_FALSE(target_at("(" + std::string(5000, 'a') + ")"));
    EXPECT_EQ(bracket_length("[" + std::string(9000, 'a') + "]"), 0u);
}

TEST(Target, KeepsABackslashAndQuotesWithoutATitle) {
    EXPECT_EQ(target_at("(a\\)b)")->urls[0], "a\\)b");
    EXPECT_EQ(target_at("(a\"b\")")->urls[0], "a\"b\"");
    EXPECT_EQ(target_at("(\"b\")")->urls[0], "\"b\"");
    EXPECT_EQ(target_at("(a 'b c')")->title, "b c");
    EXPECT_EQ(target_at("(a '')")->title, "");
}

TEST(Address, EndsBeforeTheSentencesOwnMarks) {
    const auto address = [](std::string_view text) { return text.substr(0, address_length(text)); };
    EXPECT_EQ(address("https://e.org/a, 그리고"), "https://e.org/a");
    EXPECT_EQ(address("http://e.org/(a))"), "http://e.org/(a)");
    EXPECT_EQ(address("www.e.org."), "www.e.org");
    EXPECT_EQ(address("https://e.org/가나 다"), "https://e.org/가나");
    EXPECT_EQ(address("ftp://e.org"), "");
    EXPECT_EQ(address("https://e.org>"), "https://e.org");
}

TEST(LinksInText, AreFoundInOrderWithTheirPlaces) {
    const std::string text =
        "보기 [하나](https://a.org) 와 https://b.org, `[코드](x)` 그리고 ![그림](c.png)";
    const auto links = links_in(text);
    ASSERT_EQ(links.size(), 3u);
    EXPECT_EQ(links[0].label, "하나");
    EXPECT_EQ(links[0].urls[0], "https://a.org");
    EXPECT_EQ(text.substr(links[1].begin, links[1].end - links[1].begin), "https://b.org");
    EXPECT_EQ(links[2].urls[0], "c.png");
    EXPECT_TRUE(links_in("xhttps://no.org").empty());
}

// Hostile lines: a hundred thousand openings of each kind, and nothing that closes them.
TEST(LinksInText, AreFoundInLinearTime) {
    for (const char* piece : {"[", "[x](", "`", "[`", "(", "https://a.org", "]("}) {
        std::string text;
        while (text.size() < 100'000)
            text += piece;
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_LE(links_in(text).size(), text.size());
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60)) << piece;
    }
}

TEST(LinksInText, NeverLeaveTheText) {
    std::mt19937 random(7);
    const std::string_view alphabet = "[]()`\\ha:/w.<>\"' \xC2\xA0";
    for (int run = 0; run < 20'000; ++run) {
        std::string text;
        for (int i = 0; i < 24; ++i)
            text += alphabet[random() % alphabet.size()];
        std::size_t at = 0;
        for (const auto& link : links_in(text)) {
            ASSERT_LE(at, link.begin);
            ASSERT_LT(link.begin, link.end);
            ASSERT_LE(link.end, text.size());
            at = link.end;
        }
    }
}

}  // namespace
}  // namespace seogo::notebook
