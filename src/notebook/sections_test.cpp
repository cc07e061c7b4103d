// Tests of the ranges of years, months and weeks, of new names for them, and of splices.
#include "notebook/sections.h"

#include <gtest/gtest.h>

#include "notebook/model.h"
#include "notebook/node_words.h"
#include "notebook/splice.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

// "level begin-end name" of each section, lines from 1, both ends included.
std::vector<std::string> described(std::string_view text) {
    const Notebook notebook = parse(text).notebook;
    std::vector<std::string> out;
    for (const Section& section : sections_of(notebook)) {
        static constexpr const char* kLevels[] = {"", "year", "month", "week"};
        out.push_back(std::string(kLevels[static_cast<int>(section.level)]) + ' ' +
                      std::to_string(section.begin + 1) + '-' + std::to_string(section.end) + ' ' +
                      std::to_string(section.year) + '-' + std::to_string(section.month) + '-' +
                      std::to_string(section.week));
    }
    return out;
}

TEST(Sections, OfTheWeeklyManner) {
    const Notebook notebook = parse(kWeekly).notebook;
    const auto sections = sections_of(notebook);
    ASSERT_EQ(sections.size(), 7u);
    EXPECT_EQ(body_of(notebook.nodes[sections[2].begin]), "<details>");
    EXPECT_EQ(body_of(notebook.nodes[sections[2].close]), "</details>");
    EXPECT_EQ(sections[2].end, sections[3].begin);
    EXPECT_EQ(body_of(notebook.nodes[sections[4].close]), "</details>");
    EXPECT_EQ(sections[4].end, notebook.nodes.size());
    EXPECT_LE(sections[5].end, sections[4].close);
    EXPECT_TRUE(sections[4].folded);
    EXPECT_FALSE(sections[0].folded);
}

TEST(Sections, OfHeadingsEndAtTheNextOfTheirLevel) {
    EXPECT_EQ(
        described("# 2025\n\n## January\n\n### Week 1\n\n- [A](https://e.org/a)\n\n### Week 2\n\n"
                  "## February\n\n### Week 1\n"),
        (std::vector<std::string>{"year 1-13 2025-0-0", "month 3-10 2025-1-0", "week 5-8 2025-1-1",
                                  "week 9-10 2025-1-2", "month 11-13 2025-2-0",
                                  "week 13-13 2025-2-1"}));
    // Another heading of their rank ends them too.
    EXPECT_EQ(
        described("## Week 1\n\n- [A](https://e.org/a)\n\n### Papers\n\n## Elsewhere\n\nwords\n"),
        (std::vector<std::string>{"week 1-6 0-0-1"}));
}

TEST(Sections, ContentEndsBeforeWhiteLinesAndRules) {
    const Notebook notebook =
        parse("## Week 1\n\n- [A](https://e.org/a)\n\n---\n\n## Week 2\n\n\n").notebook;
    const auto sections = sections_of(notebook);
    ASSERT_EQ(sections.size(), 2u);
    EXPECT_EQ(sections[0].content_end, 3u);
    EXPECT_EQ(sections[1].content_end, 7u);
}

TEST(Sections, UnclosedAndStrayTagsLeaveRangesInOrder) {
    for (const std::string_view text :
         {"<details>\n<summary>1st week</summary>\n\n- 📜 [A](https://e.org/a)\n",
          "</details>\n<summary>1st week</summary>\n</details>\n",
          "<details>\n<details>\n<summary>January</summary>\n<summary>1st "
          "week</summary>\n</details>\n",
          "# 2025\n<details><summary>January</summary></details>\n## Week 1\n"}) {
        const Notebook notebook = parse(text).notebook;
        for (const Section& section : sections_of(notebook)) {
            EXPECT_LE(section.begin, section.head) << text;
            EXPECT_LT(section.head, section.end) << text;
            EXPECT_LE(section.end, notebook.nodes.size()) << text;
            EXPECT_GT(section.content_end, section.head) << text;
        }
    }
}

// A section stands for what the model says of entries below its heading.
TEST(Sections, NameWeeksAsTheModelDoes) {
    for (const std::string& text : {std::string(kWeekly), shared_seed()}) {
        const Notebook notebook = parse(text).notebook;
        const auto sections = sections_of(notebook);
        for (const Item& item : items_of(notebook)) {
            const Section* own = nullptr;
            for (const Section& section : sections) {
                if (section.level == Level::kWeek && section.head < item.node) own = &section;
            }
            ASSERT_NE(own, nullptr);
            EXPECT_LT(item.node, own->end);
            EXPECT_EQ(own->year, item.year);
            EXPECT_EQ(own->month, item.month);
            EXPECT_EQ(own->week, item.week);
        }
    }
}

TEST(Splice, LinesThatStayKeepTheirIds) {
    const Notebook before = stored(kWeekly);
    const auto edited = spliced(before, {13, 13, "    - a new note\n"});
    ASSERT_TRUE(edited.ok()) << edited.error().message;
    const auto& nodes = edited.value().nodes;
    ASSERT_EQ(nodes.size(), before.nodes.size() + 1);
    EXPECT_EQ(nodes[13].id, 0);
    EXPECT_EQ(nodes[13].item, nodes[11].item);
    for (std::size_t i = 0; i < before.nodes.size(); ++i) {
        EXPECT_EQ(nodes[i < 13 ? i : i + 1], before.nodes[i]);
    }
}

TEST(Splice, ALineInPlaceOfAnotherKeepsItsId) {
    const Notebook before = stored(kWeekly);
    const auto edited = spliced(before, {12, 13, "    - other words\n"});
    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(edited.value().nodes[12].id, before.nodes[12].id);
    EXPECT_EQ(edited.value().nodes[12][Field::kText], "other words");
}

TEST(Splice, WhatWouldChangeOtherLinesIsRefused) {
    const Notebook before = stored(kWeekly);
    for (const std::string_view text :
         {"```\n", "</details>\n", "    <details>\n", "# 2020\n", "📜: News\n"}) {
        const auto edited = spliced(before, {13, 13, std::string(text)});
        if (edited.ok()) continue;  // a stray tag may change nothing else
        EXPECT_EQ(edited.error().kind, ErrorKind::kBadInput);
        EXPECT_NE(edited.error().message.find("line "), std::string::npos);
    }
    const auto legend = spliced(before, {0, 1, "📜: News\n"});
    ASSERT_FALSE(legend.ok());
    EXPECT_EQ(legend.error().kind, ErrorKind::kBadInput);
}

TEST(Splice, BehindALineWithoutAnEndingBothGetTheirs) {
    const Notebook before = stored("# 2025\r\n\r\n- 📜 [A](https://e.org/a)");
    const auto edited = spliced(before, {3, 3, "- 📜 [B](https://e.org/b)\r\n"});
    ASSERT_TRUE(edited.ok()) << edited.error().message;
    EXPECT_EQ(render(edited.value()),
              "# 2025\r\n\r\n- 📜 [A](https://e.org/a)\r\n- 📜 [B](https://e.org/b)");
    EXPECT_EQ(edited.value().nodes[2].id, before.nodes[2].id);
    EXPECT_EQ(ending_near(before, 2), "\r\n");
    EXPECT_EQ(ending_near(Notebook{}, 0), "\n");
}

TEST(NodeWords, AreTheSameUnderAnotherMannerOfTheLine) {
    const auto words = [](std::string_view line) {
        return words_of(parse(line).notebook.nodes[0]);
    };
    EXPECT_EQ(words("- 📜 [T](https://e.org/a)\n"), words("  * 🗞️ **[T](https://e.org/a)**\r\n"));
    EXPECT_NE(words("- 📜 [T](https://e.org/a)\n"), words("- 📜 [T](https://e.org/b)\n"));
    EXPECT_EQ(words("</details>\n"), words("    </details>\r\n"));
    EXPECT_NE(words("</details>\n"), words("<details>\n"));
    EXPECT_TRUE(is_white(parse(" \t \r\n").notebook.nodes[0]));
    EXPECT_FALSE(is_white(parse("---\n").notebook.nodes[0]));
}

}  // namespace
}  // namespace seogo::notebook
