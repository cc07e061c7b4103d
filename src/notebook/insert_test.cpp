// Tests of new entries: only lines are inserted, in the manner of the week, and missing weeks,
// months and years open where and how the file has them.
#include <gtest/gtest.h>

#include "notebook/calendar_rename.h"
#include "notebook/edit.h"
#include "notebook/line_diff.h"
#include "notebook/model.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

NewItem paper() {
    return {.kind = "paper",
            .org = "Org",
            .title = "새 글",
            .url = "https://example.org/new",
            .notes = {"메모"}};
}

// Inserts and answers the text, or "error: message". Whatever comes out holds the laws of
// insert_item.
std::string inserted(std::string_view text, WeekName week, const NewItem& item = paper()) {
    Notebook notebook = stored(text);
    const Notebook before = notebook;
    const auto at = insert_item(notebook, week, item);
    if (!at.ok()) {
        EXPECT_EQ(notebook.nodes, before.nodes);
        return "error: " + at.error().message;
    }
    const std::string after = render(notebook);
    const auto a = split_lines(text), b = split_lines(after);
    for (const Hunk& hunk : diff_lines(a, b)) {
        const bool ending_only = hunk.removed() == 1 && !a[hunk.a_begin].ends_with('\n');
        EXPECT_TRUE(hunk.removed() == 0 || ending_only) << after;
    }
    EXPECT_EQ(notebook.nodes[at.value()].role, Role::kItem);
    EXPECT_EQ(notebook.nodes[at.value()].id, 0);
    EXPECT_EQ(notebook.nodes[at.value()].item, 0);
    bool found = false;
    for (const Item& one : items_of(parse(after).notebook)) {
        if (one.node != at.value()) continue;
        found = true;
        EXPECT_EQ((WeekName{one.year, one.month, one.week}), week) << after;
        EXPECT_EQ(one.title, item.title);
        EXPECT_EQ(one.url, item.url);
        EXPECT_EQ(one.kind, item.kind);
        EXPECT_EQ(one.notes.size(), item.notes.size());
    }
    EXPECT_TRUE(found);
    std::size_t kept = 0;
    for (const Node& node : notebook.nodes) {
        if (node.id == 0) continue;
        ++kept;
        EXPECT_EQ(node.item, before.nodes[static_cast<std::size_t>(node.id - 101)].item);
    }
    EXPECT_EQ(kept, before.nodes.size());
    return after;
}

constexpr std::string_view kEntry = "  - 📜 [Org] [새 글](https://example.org/new)\n    - 메모\n";
constexpr std::string_view kFlat = "- 📜 [Org] [새 글](https://example.org/new)\n  - 메모\n";

TEST(InsertItem, StandsBehindTheLastEntryOfItsWeek) {
    const std::string last = "    - [Source](https://example.org/src)\n";
    EXPECT_EQ(inserted(kWeekly, {2025, 1, 1}),
              replaced(kWeekly, last, last + "\n" + std::string(kEntry)));
    const std::string december = "  - segments never change\n";
    EXPECT_EQ(inserted(kWeekly, {2024, 12, 1}),
              replaced(kWeekly, december, december + "\n" + std::string(kFlat)));
}

TEST(InsertItem, OpensAWeekBesideTheOthers) {
    const std::string second = "    - 문장임베딩은 문장을 벡터로 옮긴다\n</details>\n";
    EXPECT_EQ(inserted(kWeekly, {2025, 1, 3}),
              replaced(kWeekly, second,
                       second + "<details>\n  <summary>3rd week</summary>\n\n" +
                           std::string(kEntry) + "</details>\n"));
    const std::string last = "  - segments never change\n\n</details>\n";
    EXPECT_EQ(inserted(kWeekly, {2024, 12, 2}),
              replaced(kWeekly, last,
                       last + "<details>\n  <summary>2nd week</summary>\n\n" + std::string(kFlat) +
                           "</details>\n"));
}

TEST(InsertItem, OpensAMonthInTheOrderOfTheFile) {
    const std::string after = inserted(kWeekly, {2025, 2, 1});
    const std::string february = "## 💝 February\n<details>\n  <summary>1st week</summary>\n\n" +
                                 std::string(kEntry) + "</details>\n\n";
    EXPECT_EQ(after, replaced(kWeekly, "## 🎉 January\n", february + "## 🎉 January\n"));
    const std::string november = inserted(kWeekly, {2024, 11, 2});
    EXPECT_NE(november.find(
                  "</details>\n\n## 🍁 November\n<details>\n  <summary>2nd week</summary>\n\n- 📜"),
              std::string::npos)
        << november;
    EXPECT_TRUE(november.ends_with("</details>\n</details>\n")) << november;
}

TEST(InsertItem, OpensAYearNewestFirstWhereTheFileDoesSo) {
    const std::string newer = inserted(kWeekly, {2026, 3, 1});
    EXPECT_NE(newer.find("---\n# My reading list 2026\n\n## 🌱 March\n<details>\n"
                         "  <summary>1st week</summary>\n\n  - 📜 [Org]"),
              std::string::npos)
        << newer;
    EXPECT_LT(newer.find("list 2026"), newer.find("list 2025"));
    const std::string older = inserted(kWeekly, {2023, 12, 1});
    EXPECT_GT(older.find("list 2023"), older.find("list 2024"));
    EXPECT_NE(
        older.find("<details>\n  <summary>My reading list 2023</summary>\n\n## 🎄 December\n"),
        std::string::npos)
        << older;
}

TEST(InsertItem, AnEmptyFileBecomesANotebook) {
    const std::string text =
        inserted("", {2026, 3, 2}, {.kind = "dev", .title = "첫 글", .url = "https://e.org/a"});
    EXPECT_EQ(
        text,
        "📜: Paper link\n🧑🏻‍💻: Developer blog & Github link & HuggingFace\n🗞️: "
        "News\n"
        "🤪: Interesting\n\n---\n# My study archive 2026\n\n## 🌱 March\n<details>\n"
        "  <summary>2nd week</summary>\n\n  - 🧑🏻‍💻 [첫 "
        "글](https://e.org/a)\n</details>\n");
    const std::string more = inserted(text, {2026, 3, 1});
    EXPECT_LT(more.find("1st week"), more.find("2nd week"));
    inserted(more, {2026, 4, 1});
    inserted(more, {2027, 1, 1});
    inserted(more, {2025, 12, 5});
    inserted("", {0, 0, 3});
    inserted("", {0, 5, 3});
}

TEST(InsertItem, HeadingsForWeeksStay) {
    const std::string text =
        "# Reading 2025\n\n## 1월\n\n### 1주차\n\n* 📜 [하나](https://e.org/1)\n    * 메모\n\n"
        "### 2주차\n\n* 📜 [둘](https://e.org/2)\n* 📜 [셋](https://e.org/3)\n\n## 2월\n\n### "
        "1주차\n\n"
        "* 📜 [넷](https://e.org/4)\n";
    EXPECT_EQ(inserted(text, {2025, 1, 2}),
              replaced(text, "* 📜 [셋](https://e.org/3)\n",
                       "* 📜 [셋](https://e.org/3)\n* 📜 [Org] [새 글](https://example.org/new)\n"
                       "    * 메모\n"));
    const std::string third = inserted(text, {2025, 1, 3});
    EXPECT_NE(third.find("[셋](https://e.org/3)\n\n### 3주차\n\n* 📜 [Org]"), std::string::npos)
        << third;
    EXPECT_LT(third.find("3주차"), third.find("2월"));
    const std::string march = inserted(text, {2025, 3, 1});
    EXPECT_NE(march.find("[넷](https://e.org/4)\n\n## 3월\n\n### 1주차\n\n* 📜 [Org]"),
              std::string::npos)
        << march;
    const std::string next = inserted(text, {2026, 1, 1});
    EXPECT_NE(next.find("\n# Reading 2026\n\n## 1월\n\n### 1주차\n"), std::string::npos) << next;
}

TEST(InsertItem, WeeksThatNameThemselvesNeedNothingAround) {
    const std::string text =
        "# Log\n\n## 2025-01-w2\n\n- [B](https://e.org/b)\n\n## 2025-01-w1\n\n"
        "- [A](https://e.org/a)\n";
    const NewItem plain{.title = "C", .url = "https://e.org/c"};
    const std::string newer = inserted(text, {2025, 2, 1}, plain);
    EXPECT_EQ(newer, replaced(text, "## 2025-01-w2\n",
                              "## 2025-02-w1\n\n- [C](https://e.org/c)\n\n## 2025-01-w2\n"));
    const std::string older = inserted(text, {2024, 12, 3}, plain);
    EXPECT_EQ(older, text + "\n## 2024-12-w3\n\n- [C](https://e.org/c)\n");
}

TEST(InsertItem, OtherManners) {
    inserted(with_crlf(kWeekly), {2025, 1, 2});
    EXPECT_EQ(inserted(with_crlf(kWeekly), {2025, 2, 1}),
              with_crlf(inserted(kWeekly, {2025, 2, 1})));
    const std::string tabs =
        "# 2025\n\n## January\n\n### Week 1\n\n\t- 📜 [A](https://e.org/a)\n\t\t- one\n";
    EXPECT_NE(inserted(tabs, {2025, 1, 1})
                  .find("\n\t- 📜 [Org] [새 글](https://example.org/new)\n\t\t- 메모\n"),
              std::string::npos);
    EXPECT_NE(inserted(tabs, {2025, 1, 2}).find("### Week 2\n\n\t- 📜"), std::string::npos);
    const std::string numbers =
        "# 2025\n\n## January\n\n### first week\n\n1. 📜 [A](https://e.org/a)\n";
    EXPECT_NE(inserted(numbers, {2025, 1, 1}).find("\n2. 📜 [Org]"), std::string::npos);
    EXPECT_NE(inserted(numbers, {2025, 1, 2}).find("### second week"), std::string::npos);
    const std::string open = "# 2025\n\n## January\n\n### Week 1\n\n- 📜 [A](https://e.org/a)";
    EXPECT_EQ(inserted(open, {2025, 1, 1}),
              open + "\n\n- 📜 [Org] [새 글](https://example.org/new)\n  - 메모");
    const std::string folded =
        "# 2025\n\n<details><summary>January</summary>\n\n"
        "<details><summary>Week 1</summary>\n\n- 📜 [A](https://e.org/a)\n\n"
        "</details>\n</details>\n";
    const std::string week = inserted(folded, {2025, 1, 2});
    EXPECT_NE(week.find("</details>\n\n<details><summary>Week 2</summary>\n\n- 📜 [Org]"),
              std::string::npos)
        << week;
    inserted(folded, {2025, 2, 1});
    const std::string foreign = "# Awesome\n\n- [A](https://e.org/a)\n";
    inserted(foreign, {2025, 1, 1});
    inserted("just words", {2025, 1, 1});
}

TEST(InsertItem, ATableTakesARow) {
    const std::string table =
        "# 2025\n\n## January\n\n### Week 1\n\n| Paper | Institute | Date |\n| --- | --- | --- |\n"
        "| [A](https://e.org/a) | MIT | 1/2 |\n";
    EXPECT_EQ(
        inserted(table, {2025, 1, 1}, {.org = "KAIST", .title = "B", .url = "https://e.org/b"}),
        table + "| [B](https://e.org/b) | KAIST | |\n");
    EXPECT_TRUE(inserted(table, {2025, 1, 1}).starts_with("error"));
}

TEST(InsertItem, AnEmptyWeekTakesItsFirstEntry) {
    const std::string text =
        replaced(kWeekly,
                 "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
                 "    - 문장임베딩은 문장을 벡터로 옮긴다\n",
                 "");
    const std::string after = inserted(text, {2025, 1, 2});
    EXPECT_NE(after.find("  <summary>2nd week</summary>\n\n  - 📜 [Org]"), std::string::npos)
        << after;
}

TEST(InsertItem, WhatCannotStandIsRefused) {
    NewItem item = paper();
    item.title = "a\nb";
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item.title = "";
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item.title = "half [open";
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item = paper();
    item.url = "https://e.org/a)";
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item = paper();
    item.notes = {"<details>"};
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item.notes = {""};
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    item = paper();
    item.kind = "song";
    EXPECT_TRUE(inserted(kWeekly, {2025, 1, 1}, item).starts_with("error"));
    EXPECT_TRUE(inserted(kWeekly, {0, 0, 1}).starts_with("error"));
    EXPECT_TRUE(inserted(kWeekly, {0, 1, 1}).starts_with("error"));
    const std::string yearless = "# Log\n\n## January\n\n### Week 1\n\n- 📜 [A](https://e.org/a)\n";
    EXPECT_TRUE(inserted(yearless, {2025, 1, 1}).starts_with("error"));
    inserted(yearless, {0, 1, 1});
    inserted(yearless, {0, 2, 3});
}

TEST(InsertItem, TheRealNotebookTakesEntriesInEveryWeek) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    for (const int year : {2023, 2024, 2025, 2026}) {
        for (const int month : {1, 2, 12}) {
            for (const int week : {1, 5}) {
                const std::string after = inserted(seed, {year, month, week});
                EXPECT_FALSE(after.starts_with("error")) << after.substr(0, 200);
            }
        }
    }
}

TEST(Renamed, KeepsTheWordsAndChangesTheDate) {
    const auto name = [](std::string_view text, int year, int month, int week) {
        return renamed(text, {year, month, week, false}).value_or("none");
    };
    EXPECT_EQ(name("1st week", 2025, 1, 2), "2nd week");
    EXPECT_EQ(name("3RD WEEK", 2025, 1, 4), "4TH WEEK");
    EXPECT_EQ(name("Week 1 (busy)", 2025, 1, 2), "Week 2 (busy)");
    EXPECT_EQ(name("2주차", 2025, 1, 3), "3주차");
    EXPECT_EQ(name("첫째 주", 2025, 1, 3), "셋째 주");
    EXPECT_EQ(name("두번째 주", 2025, 1, 1), "첫번째 주");
    EXPECT_EQ(name("1월 1주차", 2025, 2, 1), "2월 1주차");
    EXPECT_EQ(name("2025.01", 2024, 12, 0), "2024.12");
    EXPECT_EQ(name("2025-01-w4", 2025, 2, 1), "2025-02-w1");
    EXPECT_EQ(name("January", 2025, 2, 0), "February");
    EXPECT_EQ(name("JAN", 2025, 2, 0), "FEB");
    EXPECT_EQ(name("jan 2025", 2026, 5, 0), "may 2026");
    EXPECT_EQ(name("2025년 1월", 2026, 10, 0), "2026년 10월");
    EXPECT_EQ(name("My study archive 2024", 2023, 0, 0), "My study archive 2023");
    EXPECT_EQ(ordinal(11), "11th");
    EXPECT_EQ(ordinal(23), "23rd");
}

}  // namespace
}  // namespace seogo::notebook
