// A snippet shows whole sentences with most of the query's words, and paints exactly those.
#include "search/snippet.h"

#include <gtest/gtest.h>

#include "text/unicode.h"

namespace seogo::search {
namespace {

std::string painted(std::string_view text, const std::vector<TextRange>& ranges) {
    std::string out;
    std::size_t at = 0;
    for (const TextRange& range : ranges) {
        out += text.substr(at, range.begin - at);
        out += "[" + std::string(text.substr(range.begin, range.end - range.begin)) + "]";
        at = range.end;
    }
    return out + std::string(text.substr(at));
}

std::string paint(std::string_view text, std::string_view query) {
    return painted(text, matched_ranges(text, wanted_words(query)));
}

TEST(Snippet, PaintsTheWordAndNotItsParticleNorItsCompound) {
    EXPECT_EQ(paint("검색 엔진은 색인을 만든다", "색인"), "검색 엔진은 [색인]을 만든다");
    EXPECT_EQ(paint("문장임베딩은 벡터다", "임베딩을"), "문장[임베딩]은 벡터다");
    EXPECT_EQ(paint("임대와 베딩", "임베딩"), "임대와 베딩");
    EXPECT_EQ(paint("The Indexes were inverted", "index"), "The [Indexes] were inverted");
    EXPECT_EQ(paint("BM25로 찾는다", "bm25"), "[BM25]로 찾는다");
    EXPECT_EQ(paint("", "x"), "");
    EXPECT_EQ(paint("아무것도 없음", ""), "아무것도 없음");
}

TEST(Snippet, RangesPointIntoTheTextAsStored) {
    EXPECT_EQ(paint("ＢＭ２５ 점수", "bm25"), "[ＢＭ２５] 점수");
    const std::string decomposed = "\u1109\u1162\u11a8\u110b\u1175\u11ab을 본다";
    EXPECT_EQ(paint(decomposed, "색인"), "[\u1109\u1162\u11a8\u110b\u1175\u11ab]을 본다");
}

std::string cut(std::string_view text, std::string_view query, TextRange passage) {
    const Snippet snippet = cut_snippet(text, passage, wanted_words(query));
    EXPECT_LE(snippet.begin, snippet.end);
    EXPECT_LE(snippet.end, text.size());
    return painted(text.substr(snippet.begin, snippet.end - snippet.begin), snippet.matched);
}

TEST(Snippet, ShortPassagesAreShownWhole) {
    const std::string text = "첫 줄이다.\n색인을 만든다.\n끝 줄이다.";
    EXPECT_EQ(cut(text, "색인", {0, text.size()}), "첫 줄이다.\n[색인]을 만든다.\n끝 줄이다.");
}

TEST(Snippet, LongPassagesAreCutToTheSentencesThatHoldMostWords) {
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "이것은 아무 뜻이 없는 긴 문장이다.\n";
    text += "색인은 검색을 빠르게 한다.\n";
    for (int i = 0; i < 30; ++i)
        text += "이것은 색인과 아무 상관이 없는 문장이다.\n";
    const Snippet snippet = cut_snippet(text, {0, text.size()}, wanted_words("색인 검색"));
    const std::string shown = text.substr(snippet.begin, snippet.end - snippet.begin);
    EXPECT_NE(shown.find("색인은 검색을 빠르게 한다."), std::string::npos);
    EXPECT_LE(shown.size(), kSnippetBytes);
    EXPECT_TRUE(shown.starts_with("이것은") || shown.starts_with("색인은"));
    EXPECT_TRUE(shown.ends_with("."));
}

TEST(Snippet, ALoneLongSentenceIsCutAroundItsMatchAndNeverInsideACharacter) {
    for (const std::string filler : {"가나다 ", "가"}) {
        std::string text;
        while (text.size() < 4000)
            text += filler;
        text += " 양자화를 한다 ";
        while (text.size() < 8000)
            text += filler;
        const Snippet snippet = cut_snippet(text, {0, text.size()}, wanted_words("양자화"));
        const std::string shown = text.substr(snippet.begin, snippet.end - snippet.begin);
        EXPECT_TRUE(text::is_valid_utf8(shown));
        EXPECT_LE(shown.size(), kSnippetBytes + 8);
        ASSERT_EQ(snippet.matched.size(), 1u);
        EXPECT_EQ(shown.substr(snippet.matched[0].begin,
                               snippet.matched[0].end - snippet.matched[0].begin),
                  "양자화");
    }
}

TEST(Snippet, RangesThatMatchedInAnotherWayLeadToTheirPlace) {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "이것은 아무 뜻이 없는 긴 문장이다.\n";
    const std::size_t at = text.size();
    text += "q8_0 here.\n";
    const Snippet snippet = cut_snippet(text, {0, text.size()}, Wanted{}, {{at, at + 4}});
    ASSERT_EQ(snippet.matched.size(), 1u);
    EXPECT_EQ(text.substr(snippet.begin + snippet.matched[0].begin, 4), "q8_0");
}

TEST(Snippet, EmptyAndForeignRangesAreHarmless) {
    EXPECT_EQ(cut("", "x", {0, 0}), "");
    EXPECT_EQ(cut("   \n ", "x", {0, 5}), "");
    EXPECT_EQ(cut("색인", "색인", {90, 100}), "");
}

}  // namespace
}  // namespace seogo::search
