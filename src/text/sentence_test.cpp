// Where sentences end, and where a stop is none.
#include "text/sentence.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

using Strings = std::vector<std::string>;

Strings split(std::string_view text) {
    Strings out;
    for (const Span span : sentences(text))
        out.emplace_back(text.substr(span.begin, span.end - span.begin));
    return out;
}

// The text is one sentence.
void expect_whole(std::string_view text) { EXPECT_EQ(split(text), Strings{std::string(text)}); }

TEST(Sentences, KoreanEndsAtItsEndings) {
    EXPECT_EQ(split("색인을 만든다. 검색은 빨라요. 정리함. 좋음!"),
              (Strings{"색인을 만든다.", "검색은 빨라요.", "정리함.", "좋음!"}));
    EXPECT_EQ(split("정말 그럴까? 그렇다… 그래서"), (Strings{"정말 그럴까?", "그렇다…", "그래서"}));
    EXPECT_EQ(split("끝났다.  \t 다음이다."), (Strings{"끝났다.", "다음이다."}));
}

TEST(Sentences, EnglishEndsAtStops) {
    EXPECT_EQ(split("It works. Does it? Yes! Good..."),
              (Strings{"It works.", "Does it?", "Yes!", "Good..."}));
    EXPECT_EQ(split("Really?! Yes."), (Strings{"Really?!", "Yes."}));
    EXPECT_EQ(split("Rates rose by 3. Then they fell."),
              (Strings{"Rates rose by 3.", "Then they fell."}));
    EXPECT_EQ(split("We use tables, lists, etc. The rest is prose."),
              (Strings{"We use tables, lists, etc.", "The rest is prose."}));
}

TEST(Sentences, ALineBreakEndsOne) {
    EXPECT_EQ(split("제목\n본문\r\n\r\n끝"), (Strings{"제목", "본문", "끝"}));
    EXPECT_EQ(split("one\u2028two\u2029three\u0085four"), (Strings{"one", "two", "three", "four"}));
    EXPECT_EQ(split("\n \n"), Strings{});
    EXPECT_EQ(split(""), Strings{});
}

TEST(Sentences, QuotesAndBracketsCloseBehindTheStop) {
    EXPECT_EQ(split("“그렇다.” 그가 말했다."), (Strings{"“그렇다.”", "그가 말했다."}));
    EXPECT_EQ(split("(이렇게 끝난다.) 다음."), (Strings{"(이렇게 끝난다.)", "다음."}));
    EXPECT_EQ(split("「끝이다.」 또 있다."), (Strings{"「끝이다.」", "또 있다."}));
    EXPECT_EQ(split("**굵게 끝난다.** 다음"), (Strings{"**굵게 끝난다.**", "다음"}));
    EXPECT_EQ(split("태어났다.[3][12] 이후"), (Strings{"태어났다.[3][12]", "이후"}));
    EXPECT_EQ(split("He said \"Go!\" She went."), (Strings{"He said \"Go!\"", "She went."}));
    expect_whole("“정말?”이라고 물었다.");
}

TEST(Sentences, NumbersAndVersionsGoOn) {
    expect_whole("원주율은 3.14이다.");
    expect_whole("v1.5와 Python 3.12를 쓴다.");
    expect_whole("2024. 1. 15. 발표");
    expect_whole("Version 2.0 beta");
    expect_whole("1,234.5 tokens per second");
}

TEST(Sentences, AbbreviationsGoOn) {
    for (const char* text :
         {"Use e.g. this one", "that is, i.e. Nothing", "Vaswani et al. Attention",
          "See Fig. 3 now", "Eq. (4) holds", "Dr. Kim and Prof. Lee", "BM25 vs. TF-IDF",
          "J. K. Rowling wrote it", "the U.S. Army", "cf. Section 2", "No. 7 won",
          "a Ph.D. student", "on Jan. 5 it came", "pp. 12-15 of it", "approx. Five"}) {
        expect_whole(text);
    }
    EXPECT_EQ(split("I said no. Then I left."), (Strings{"I said no.", "Then I left."}));
}

TEST(Sentences, AddressesGoOn) {
    expect_whole("https://example.org/a.b?c=d!e#f 참고");
    expect_whole("www.example.co.kr에서 본다");
    expect_whole("write to a.b@example.org now");
    expect_whole("src/text/sentence.cpp를 고친다");
    expect_whole("the .md files");
}

TEST(Sentences, ListMarksGoOn) {
    expect_whole("1. 첫째 항목이다.");
    expect_whole("- 2. 둘째");
    expect_whole("가. 첫째 항목");
    expect_whole("a. item");
    EXPECT_EQ(split("3. 셋째다. 넷째다."), (Strings{"3. 셋째다.", "넷째다."}));
}

TEST(Sentences, ALowerCaseLetterGoesOn) {
    expect_whole("The co. is small");
    EXPECT_EQ(split("무엇인가? and so"), (Strings{"무엇인가?", "and so"}));
}

TEST(Sentences, FullWidthStopsNeedNoSpace) {
    EXPECT_EQ(split("これは本です。あれも本です。"), (Strings{"これは本です。", "あれも本です。"}));
    EXPECT_EQ(split("정말！진짜？"), (Strings{"정말！", "진짜？"}));
}

TEST(Sentences, SpacesOfEveryKindPartThem) {
    EXPECT_EQ(split("하나다.\u00A0둘이다.\u3000셋이다."),
              (Strings{"하나다.", "둘이다.", "셋이다."}));
    EXPECT_EQ(split("\u3000들여 쓴 문장이다. "), Strings{"들여 쓴 문장이다."});
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || c == 0x2028;
}

// Ranges rise, begin and end at characters, are not empty, and leave out white space alone.
TEST(Sentences, TogetherHoldEveryCharacter) {
    std::mt19937 random(3);
    static constexpr const char* kPieces[] = {"다", ".",      " ",      "\n",  "?", "…",
                                              "A",  "e.g",    "1",      "\"",  ")", "[3]",
                                              "。", "\u3000", "\u2028", "\xFF"};
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (std::size_t n = random() % 30; n > 0; --n)
            text += kPieces[random() % std::size(kPieces)];
        std::vector<bool> is_held(text.size(), false);
        std::size_t last = 0;
        for (const Span span : sentences(text)) {
            ASSERT_LE(last, span.begin);
            ASSERT_LT(span.begin, span.end);
            last = span.end;
            std::fill(is_held.begin() + static_cast<std::ptrdiff_t>(span.begin),
                      is_held.begin() + static_cast<std::ptrdiff_t>(span.end), true);
        }
        ASSERT_LE(last, text.size());
        for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).length) {
            ASSERT_TRUE(is_held[at] || is_space(code_point_at(text, at).value)) << text;
        }
    }
}

TEST(Sentences, OddTextTakesLinearTime) {
    const auto begin = std::chrono::steady_clock::now();
    for (const char* piece : {"1. ", "-", "a.", "[", "...", "e.g. ", ")"}) {
        std::string text = std::string(200'000, '-');
        while (text.size() < 1'000'000)
            text += piece;
        (void)sentences(text);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 3.0);
}

}  // namespace
}  // namespace seogo::text
