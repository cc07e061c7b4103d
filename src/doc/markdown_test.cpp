// What a text calls itself, from the best evidence down to its file's name.
#include "doc/markdown.h"

#include <gtest/gtest.h>

#include <string>

#include "text/unicode.h"

namespace seogo::doc {
namespace {

TEST(TitleOf, FrontMatterWinsOverHeadings) {
    EXPECT_EQ(title_of("---\nlang: ko\ntitle: 서고의 글\n---\n# Heading\n", "a.md"), "서고의 글");
    EXPECT_EQ(title_of("---\ntitle: \"Quoted: words\"\n---\n", "a.md"), "Quoted: words");
    EXPECT_EQ(title_of("+++\ntitle = 'TOML'\n+++\n", "a.md"), "TOML");
    EXPECT_EQ(title_of("---\ntitle: >-\n  On the next line\nx: y\n---\n", "a.md"),
              "On the next line");
}

TEST(TitleOf, FrontMatterWithoutTitleFallsThrough) {
    EXPECT_EQ(title_of("---\ntitles: no\nsubtitle: no\n---\n# Heading\n", "a.md"), "Heading");
    EXPECT_EQ(title_of("---\ntitle:\n---\ntext\n", "a.md"), "text");
    EXPECT_EQ(title_of("---\nlang: ko\n---\n", "b/name.md"), "name");
}

TEST(TitleOf, FirstHeadingWinsOverTextBeforeIt) {
    EXPECT_EQ(title_of("intro\n\n## 둘째 수준\n# first level\n", "a.md"), "둘째 수준");
    EXPECT_EQ(title_of("intro\n\nSetext words\n------\n", "a.md"), "Setext words");
    EXPECT_EQ(title_of("```\n# a comment\n```\ntext\n# Real\n", "a.md"), "Real");
    EXPECT_EQ(title_of("#\n# ***\n# words\n", "a.md"), "words");
}

TEST(TitleOf, InlineMarksAreLeftOut) {
    EXPECT_EQ(title_of("# **Bold** `code` [link](https://e.org/a_(b)) end\n", ""),
              "Bold code link end");
    EXPECT_EQ(title_of("# [![badge](x.svg)](y) Name\n", ""), "badge Name");
    EXPECT_EQ(title_of("# [Org] [Title](u)\n", ""), "[Org] Title");
    EXPECT_EQ(title_of("# snake_case and 2 * 3 _stay_\n", ""), "snake_case and 2 * 3 stay");
}

TEST(TitleOf, FirstLineWithWordsLosesItsMarks) {
    EXPECT_EQ(title_of("\n***\n\n- > first **words**\n- second\n", ""), "first words");
    EXPECT_EQ(title_of("```cpp\nint main() {}\n```\n", ""), "int main() {}");
    EXPECT_EQ(title_of("-5 degrees", ""), "-5 degrees");
}

TEST(TitleOf, LongLinesAreCutBetweenCharacters) {
    std::string line;
    for (int i = 0; i < 100; ++i)
        line += "가";
    const std::string title = title_of("a" + line, "");
    EXPECT_EQ(title.size(), 118u);  // 1 + 39 * 3: the next character would end at 121
    EXPECT_TRUE(text::is_valid_utf8(title));
    const std::string heading = title_of("# " + line + line, "");
    EXPECT_EQ(heading.size(), 399u);
    EXPECT_EQ(title_of(std::string(119, 'a') + " b", ""), std::string(119, 'a'));
}

TEST(TitleOf, FileNameIsTheLastResort) {
    EXPECT_EQ(title_of("", "/home/x/paper.v2.md"), "paper.v2");
    EXPECT_EQ(title_of("***\n", "notes"), "notes");
    EXPECT_EQ(title_of("", ".hidden"), ".hidden");
    EXPECT_EQ(title_of("", "https://e.org/a/post.html?x=1.2#y"), "post");
    EXPECT_EQ(title_of("", "https://e.org/a/"), "a");
    EXPECT_EQ(title_of("", ""), "");
}

// Brackets without end must not make the search for links quadratic.
TEST(TitleOf, HostileBracketsAreLinear) {
    std::string text;
    for (int i = 0; i < 200000; ++i)
        text += "![";
    EXPECT_EQ(title_of(text, "fallback.md"), "fallback");
    text.clear();
    for (int line = 0; line < 2000; ++line)
        text += std::string(200, '[') + std::string(200, ']') + "(*)\n\n";
    EXPECT_EQ(title_of(text, "fallback.md"), "fallback");
}

}  // namespace
}  // namespace seogo::doc
