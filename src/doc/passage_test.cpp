// Passages: their laws on random texts, and where the cuts fall on structured ones.
#include "doc/passage.h"

#include "doc/composed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "text/unicode.h"

namespace seogo::doc {
namespace {

std::vector<std::string> shown(std::string_view text, PassageOptions options = {}) {
    std::vector<std::string> out;
    for (const Passage& passage : passages(text, options))
        out.emplace_back(text.substr(passage.begin, passage.end - passage.begin));
    return out;
}

std::vector<std::string> headings(std::string_view text, PassageOptions options = {}) {
    std::vector<std::string> out;
    for (const Passage& p : passages(text, options))
        out.emplace_back(text.substr(p.heading_begin, p.heading_end - p.heading_begin));
    return out;
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    while (times-- > 0)
        out += piece;
    return out;
}

// Unicode's White_Space property, by the list of PropList.txt.
bool is_white_space(char32_t c) {
    return (c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

void expect_laws(std::string_view text, const PassageOptions& options) {
    const auto all = passages(text, options);
    std::size_t at = 0, covered_to = 0;  // a character and the end of the passages before it
    auto next = all.begin();
    for (const Passage& p : all) {
        ASSERT_LT(p.begin, p.end);
        ASSERT_GE(p.begin, covered_to) << "passages overlap";
        ASSERT_LE(p.end, text.size());
        ASSERT_LE(p.heading_begin, p.heading_end);
        ASSERT_LE(p.heading_end, text.size());
        ASSERT_TRUE(p.heading_begin == p.heading_end || p.heading_begin < p.end);
        // A base is never parted from its marks, which may reach a little over.
        const std::size_t over = is_decomposed(text) ? 28 : 0;
        const auto piece = composed(text.substr(p.begin, p.end - p.begin));
        ASSERT_LE(piece.text.size(),
                  over + std::max({options.bytes_max, options.bytes_aimed, std::size_t{4}}));
        covered_to = p.end;
    }
    while (at < text.size()) {
        const auto c = text::code_point_at(text, at);
        const std::size_t after = at + c.length;
        while (next != all.end() && next->end <= at)
            ++next;
        if (next != all.end()) {
            ASSERT_FALSE(at < next->begin && next->begin < after) << "begins in a character";
            ASSERT_FALSE(at < next->end && next->end < after) << "ends in a character";
        }
        const bool inside = next != all.end() && next->begin <= at;
        ASSERT_TRUE(inside || is_white_space(c.value)) << "byte " << at << " is in no passage";
        at = after;
    }
}

TEST(Passages, LawsHoldOnRandomTexts) {
    static constexpr const char* kPieces[] = {"# ",        "\n",
                                              "\n\n",      "```\n",
                                              "---\n",     "- ",
                                              "| b |",     "\n|-|-|\n",
                                              " ",         "\r\n",
                                              "서고는",    " 책을 ",
                                              "둔다. ",    "A word ",
                                              "\xff",      "\xea\xb0",
                                              "🎉",        "e.g. ",
                                              "\u00a0",    "\u3000",
                                              "끝났다!\n", "abcdefghijklmnopqrstuvwxyz",
                                              "12.5 "};
    std::mt19937 random(11);
    for (int round = 0; round < 1500; ++round) {
        std::string text;
        for (std::size_t n = random() % 120; n > 0; --n)
            text += kPieces[random() % std::size(kPieces)];
        const std::size_t aimed = 8 + random() % 60;
        SCOPED_TRACE(::testing::Message() << "round " << round << ", aimed " << aimed);
        expect_laws(text, {aimed, aimed + random() % 60});
        if (HasFatalFailure()) return;
    }
}

TEST(Passages, LawsHoldOnRandomBytes) {
    std::mt19937 random(12);
    for (int round = 0; round < 500; ++round) {
        std::string text(random() % 300, ' ');
        for (char& c : text)
            c = static_cast<char>(random());
        expect_laws(text, {16, 32});
        if (HasFatalFailure()) return;
    }
}

TEST(Passages, NothingGivesNothing) {
    EXPECT_TRUE(passages("").empty());
    EXPECT_TRUE(passages(" \n\n\t").empty());
}

TEST(Passages, AShortSectionStaysWhole) {
    const std::string text =
        "# 색인\n\n첫 단락.\n\n- 하나\n- 둘\n\n| a | b |\n|---|---|\n| 1 | 2 |";
    EXPECT_EQ(shown(text), std::vector<std::string>{text});
    EXPECT_EQ(headings(text), std::vector<std::string>{"색인"});
}

TEST(Passages, EachHeadingBeginsAPassage) {
    const std::string text = "before\n\n# A\n\none\n\n## B ##\ntwo\n\nC\n===\nthree\n";
    EXPECT_EQ(shown(text),
              (std::vector<std::string>{"before", "# A\n\none", "## B ##\ntwo", "C\n===\nthree"}));
    EXPECT_EQ(headings(text), (std::vector<std::string>{"", "A", "B", "C"}));
}

TEST(Passages, HeadingsWithoutABodyGoWithTheNext) {
    EXPECT_EQ(shown("# A\n\n## B\n\ntext\n\n# C\n"),
              (std::vector<std::string>{"# A\n\n## B\n\ntext", "# C"}));
    EXPECT_EQ(headings("# A\n\n## B\n\ntext\n\n# C\n"), (std::vector<std::string>{"B", "C"}));
}

TEST(Passages, ALongSectionIsCutEvenlyBetweenBlocks) {
    const std::string paragraph = repeated("word ", 40);  // 199 bytes and a space
    const std::string text = "# H\n\n" + repeated(paragraph + "\n\n", 7);
    const auto all = passages(text);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(text.substr(all[0].begin).starts_with("# H"));
    const auto bytes = [](const Passage& p) { return p.end - p.begin; };
    EXPECT_LT(std::max(bytes(all[0]), bytes(all[1])) - std::min(bytes(all[0]), bytes(all[1])),
              420u);
    EXPECT_EQ(headings(text), (std::vector<std::string>{"H", "H"}));
}

TEST(Passages, ALongParagraphIsCutAtSentences) {
    const std::string sentence = "서고는 읽은 글을 모아 두고 다시 찾게 한다. ";
    const std::string text = repeated(sentence, 80);
    ASSERT_GT(text.size(), 2400u);
    const auto all = shown(text);
    ASSERT_GT(all.size(), 2u);
    for (const auto& passage : all) {
        EXPECT_LE(passage.size(), 1200u);
        EXPECT_TRUE(passage.starts_with("서고는")) << passage.substr(0, 20);
        EXPECT_TRUE(passage.ends_with("한다."));
    }
}

TEST(Passages, ALongSentenceIsCutAtWhiteSpace) {
    const std::string text = repeated("낱말들이 ", 600);
    for (const auto& passage : shown(text)) {
        EXPECT_LE(passage.size(), 2400u);
        EXPECT_TRUE(passage.starts_with("낱말들이"));
        EXPECT_TRUE(passage.ends_with("낱말들이"));
    }
}

TEST(Passages, ARunWithoutSpacesIsCutBetweenCharacters) {
    const std::string text = repeated("가", 3000);
    std::string joined;
    for (const auto& passage : shown(text)) {
        EXPECT_LE(passage.size(), 2400u);
        EXPECT_TRUE(text::is_valid_utf8(passage));
        joined += passage;
    }
    EXPECT_EQ(joined, text);
}

TEST(Passages, CodeAndTablesAreKeptWholeUpToTheMaximum) {
    const std::string code = "```\n" + repeated("let x = 1;\n\n", 150) + "```";
    ASSERT_GT(code.size(), 1200u);
    ASSERT_LT(code.size(), 2400u);
    const auto all = shown("before\n\n" + code + "\n\nafter");
    EXPECT_NE(std::find(all.begin(), all.end(), code), all.end());
}

TEST(Passages, LongCodeAndLongTablesAreCutBetweenLines) {
    const std::string row = "| 열쇠 | 값 하나 | 값 둘 |\n";
    const std::string table = "| a | b | c |\n|---|---|---|\n" + repeated(row, 120);
    for (const auto& passage : shown(table)) {
        EXPECT_TRUE(passage.starts_with("|"));
        EXPECT_TRUE(passage.ends_with("|"));
        EXPECT_LE(passage.size(), 1300u);
    }
}

TEST(Passages, ListsAreCutBetweenItems) {
    const auto all = shown(repeated("- an item of a long list that goes on and on\n", 100));
    ASSERT_GT(all.size(), 3u);
    for (const auto& passage : all)
        EXPECT_TRUE(passage.starts_with("- an item"));
}

TEST(Passages, CrLfCutsWhereLfDoes) {
    const std::string unix_text = "# A\n\none\n\n## B\ntwo\n";
    const std::string windows_text = "# A\r\n\r\none\r\n\r\n## B\r\ntwo\r\n";
    EXPECT_EQ(shown(windows_text), (std::vector<std::string>{"# A\r\n\r\none", "## B\r\ntwo"}));
    EXPECT_EQ(headings(windows_text), headings(unix_text));
}

TEST(Passages, FrontMatterIsPartOfThem) {
    const auto all = shown("---\ntitle: t\n---\n\n# A\n\ntext");
    EXPECT_EQ(all, (std::vector<std::string>{"---\ntitle: t\n---", "# A\n\ntext"}));
}

std::vector<std::string> with_headings(std::string_view text, const PassageOptions& options) {
    std::vector<std::string> out;
    for (const Passage& p : passages(text, options)) {
        out.push_back(std::string(text.substr(p.heading_begin, p.heading_end - p.heading_begin)) +
                      "|" + std::string(text.substr(p.begin, p.end - p.begin)));
    }
    return out;
}

// A heading parts a text: what stands before it is cut as if nothing followed, and the other way
// round.
TEST(Passages, SectionsAreCutIndependently) {
    static constexpr const char* kBodies[] = {
        "한 단락이다. 두 문장이 있다.\n", "- a\n- b\n- c\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "```\n# code\n```\n", "word word word word word word\n"};
    std::mt19937 random(13);
    const PassageOptions options = {.bytes_aimed = 40, .bytes_max = 80};
    for (int round = 0; round < 300; ++round) {
        std::string texts[2];
        for (std::string& text : texts) {
            text = "# 머리 " + std::to_string(round) + "\n\n";
            for (std::size_t n = 1 + random() % 6; n > 0; --n)
                text += std::string(kBodies[random() % std::size(kBodies)]) + "\n";
        }
        auto apart = with_headings(texts[0], options);
        const auto second = with_headings(texts[1], options);
        apart.insert(apart.end(), second.begin(), second.end());
        EXPECT_EQ(with_headings(texts[0] + texts[1], options), apart) << texts[0] << texts[1];
    }
}

// White space around a text, and after its lines, moves no cut.
TEST(Passages, WhiteSpaceAtTheEdgesMovesNoCut) {
    const std::string text =
        "# A\n\n" + repeated("한 문장이다. 또 한 문장이다.\n\n", 40) + "## B\n\nend";
    EXPECT_EQ(shown("\n\n" + text + "\n\n \t\n"), shown(text));
}

// The heading belongs to every passage of its section, also to those that do not hold it.
TEST(Passages, EachPassageOfASectionNamesItsHeading) {
    const std::string text = "# 큰 제목\n\n" + repeated("문장 하나가 서 있다.\n\n", 120) +
                             "## 작은 제목\n\n" + repeated("다른 문장이 서 있다.\n\n", 120);
    const auto names = headings(text);
    ASSERT_GT(names.size(), 4u);
    EXPECT_EQ(std::count(names.begin(), names.end(), "큰 제목") +
                  std::count(names.begin(), names.end(), "작은 제목"),
              static_cast<std::ptrdiff_t>(names.size()));
    EXPECT_EQ(names.front(), "큰 제목");
    EXPECT_EQ(names.back(), "작은 제목");
}

TEST(Passages, OptionsThatMakeNoSenseAreRaised) {
    expect_laws("가나다 abc. 라마바!", {0, 0});
    expect_laws("가나다 abc. 라마바!", {100, 3});
}

// A quadratic walk over 300,000 bytes of one shape would not end within the time limit.
TEST(Passages, HostileShapesAreLinear) {
    for (const char* shape : {"# \n", "```\n", "|-|\n", "- ", "\n", "---\n", "a\n---\n", "a. "}) {
        const std::string text = repeated(shape, 300'000 / std::string_view(shape).size());
        const auto all = passages(text);
        std::size_t bytes = 0;
        for (const Passage& p : all)
            bytes += p.end - p.begin;
        EXPECT_LE(bytes, text.size());
    }
}

}  // namespace
}  // namespace seogo::doc
