// Lines grouped by what they are: each kind of block, its edges, and what is none.
#include "doc/block.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace seogo::doc {
namespace {

// "kind:text" for each block, line breaks shown as /.
std::vector<std::string> shown(std::string_view text) {
    static constexpr const char* kNames[] = {"front", "heading", "paragraph",
                                             "item",  "code",    "table"};
    std::vector<std::string> out;
    for (const Block& block : blocks(text)) {
        std::string words(text.substr(block.begin, block.end - block.begin));
        for (char& c : words)
            c = c == '\n' || c == '\r' ? '/' : c;
        out.push_back(std::string(kNames[static_cast<std::size_t>(block.kind)]) + ":" + words);
    }
    return out;
}

std::vector<std::string> heading_words(std::string_view text) {
    std::vector<std::string> out;
    for (const Block& block : blocks(text)) {
        if (block.kind != BlockKind::kHeading) continue;
        out.emplace_back(text.substr(block.words_begin, block.words_end - block.words_begin));
    }
    return out;
}

using Shown = std::vector<std::string>;

TEST(Blocks, ParagraphsEndAtBlankLines) {
    EXPECT_EQ(shown("one\ntwo\n\n \nthree"), (Shown{"paragraph:one/two", "paragraph:three"}));
    EXPECT_EQ(shown(""), Shown{});
    EXPECT_EQ(shown(" \n\t\n"), Shown{});
}

TEST(Blocks, AtxHeadingsLoseTheirMarks) {
    EXPECT_EQ(heading_words("# 첫째\n## Second ##\n###### six\n# C#\n#\n"),
              (Shown{"첫째", "Second", "six", "C#", ""}));
}

TEST(Blocks, WhatOnlyLooksLikeAnAtxHeadingIsText) {
    EXPECT_EQ(shown("####### seven"), Shown{"paragraph:####### seven"});
    EXPECT_EQ(shown("#tag"), Shown{"paragraph:#tag"});
    EXPECT_EQ(shown("    # four spaces"), Shown{"paragraph:# four spaces"});
}

TEST(Blocks, SetextUnderlinesMakeHeadings) {
    EXPECT_EQ(heading_words("제목\n===\n\nSub title\n---\ntext\n"), (Shown{"제목", "Sub title"}));
}

TEST(Blocks, DashesUnderNothingOrUnderAListAreNoHeading) {
    EXPECT_EQ(shown("\n---\ntext"), (Shown{"paragraph:---", "paragraph:text"}));
    EXPECT_EQ(shown("- a\n---\n"), (Shown{"item:- a", "paragraph:---"}));
    const std::string longer(400, 'a');
    EXPECT_EQ(heading_words(longer + "\n---\n"), Shown{});
}

TEST(Blocks, FencedCodeKeepsHeadingsAndBlankLinesInside) {
    EXPECT_EQ(shown("a\n```sh\n# no heading\n\nls\n```\nb"),
              (Shown{"paragraph:a", "code:```sh/# no heading//ls/```", "paragraph:b"}));
    EXPECT_EQ(shown("~~~~\n~~~\n```\n~~~~\nb"), (Shown{"code:~~~~/~~~/```/~~~~", "paragraph:b"}));
}

TEST(Blocks, AFenceNobodyClosesRunsToTheEnd) {
    EXPECT_EQ(shown("```\na\n\n# b"), Shown{"code:```/a//# b"});
    EXPECT_EQ(shown("```"), Shown{"code:```"});
}

TEST(Blocks, InlineCodeIsNoFence) {
    EXPECT_EQ(shown("```a``` and b\nc"), Shown{"paragraph:```a``` and b/c"});
}

TEST(Blocks, TablesAreOneBlock) {
    EXPECT_EQ(shown("text\n| a | b |\n|---|:-:|\n| 1 | 2 |\nafter"),
              (Shown{"paragraph:text", "table:| a | b |/|---|:-:|/| 1 | 2 |", "paragraph:after"}));
    EXPECT_EQ(shown("a | b\nno delimiter"), Shown{"paragraph:a | b/no delimiter"});
}

TEST(Blocks, EachListItemIsABlock) {
    EXPECT_EQ(shown("- a\n  goes on\n  - b\n1. c\n2) d\n* e\n+ f"),
              (Shown{"item:- a/  goes on", "item:- b", "item:1. c", "item:2) d", "item:* e",
                     "item:+ f"}));
    EXPECT_EQ(shown("-no space\n1.5 is a number\n\n- "),
              (Shown{"paragraph:-no space/1.5 is a number", "item:-"}));
}

TEST(Blocks, FrontMatterStandsOnlyAtTheTop) {
    EXPECT_EQ(shown("---\ntitle: a\n---\nb"), (Shown{"front:---/title: a/---", "paragraph:b"}));
    EXPECT_EQ(shown("+++\ntitle = 1\n+++\n"), Shown{"front:+++/title = 1/+++"});
    EXPECT_EQ(shown("---\nnever closed"), (Shown{"paragraph:---", "paragraph:never closed"}));
    EXPECT_EQ(shown("a\n\n---\nb: c\n---\n"),
              (Shown{"paragraph:a", "paragraph:---", "heading:b: c/---"}));
}

// Deep nesting and very long lines are lines like others.
TEST(Blocks, IndentAndLengthAreNoLimit) {
    const std::string deep = std::string(5000, ' ') + "- item";
    EXPECT_EQ(shown(deep), Shown{"item:- item"});
    const std::string wide(100'000, 'x');
    EXPECT_EQ(shown(wide + "\n\n" + wide).size(), 2u);
}

TEST(Blocks, AllLineEndsAreEqual) {
    const std::string text = "# a\n\nb\nc\n\n```\nd\n```\n| e | f |\n|-|-|\n";
    std::string windows, classic;
    for (char c : text) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
        classic += c == '\n' ? '\r' : c;
    }
    EXPECT_EQ(shown(classic), shown(text));
    ASSERT_EQ(shown(windows).size(), shown(text).size());
    EXPECT_EQ(heading_words(windows), Shown{"a"});
}

// Any text: blocks rise, do not overlap, and leave out nothing but white space.
TEST(Blocks, HoldEveryByteThatIsNoWhiteSpace) {
    static constexpr const char* kPieces[] = {
        "# ", "a",  "\n",  "\n\n", "```", "---", "===", "- ",   "| b", "|-|-", " ",
        "\r", "\t", "1. ", "서고", "~~~", "***", "+++", "\xff", ":",   "\v"};
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (std::size_t n = random() % 40; n > 0; --n)
            text += kPieces[random() % std::size(kPieces)];
        std::size_t at = 0;
        const auto all = blocks(text);
        for (const Block& block : all) {
            ASSERT_LT(block.begin, block.end) << text;
            ASSERT_GE(block.begin, at) << text;
            ASSERT_LE(block.words_begin, block.words_end) << text;
            ASSERT_GE(block.words_begin, block.begin) << text;
            ASSERT_LE(block.words_end, block.end) << text;
            for (; at < block.begin; ++at)
                ASSERT_TRUE(is_space(text[at])) << "byte " << at << " of " << text;
            at = block.end;
        }
        for (; at < text.size(); ++at)
            ASSERT_TRUE(is_space(text[at])) << "byte " << at << " of " << text;
    }
}

}  // namespace
}  // namespace seogo::doc
