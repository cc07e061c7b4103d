// Tests of edits in place: one line changes, the rest keeps bytes and ids, what cannot stand is
// refused.
#include "notebook/edit.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "notebook/line_diff.h"
#include "notebook/match.h"
#include "notebook/model.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

// The notebook reads back as it stands, but for ids; every untouched line kept its ids.
void expect_sound(const Notebook& before, const Notebook& after) {
    Notebook again = parse(render(after)).notebook;
    ASSERT_EQ(again.nodes.size(), after.nodes.size());
    for (std::size_t i = 0; i < again.nodes.size(); ++i) {
        again.nodes[i].id = after.nodes[i].id;
        again.nodes[i].item = after.nodes[i].item;
    }
    ASSERT_EQ(again.nodes, after.nodes);
    std::map<NodeId, const Node*> known;
    for (const Node& node : before.nodes)
        known[node.id] = &node;
    for (const Node& node : after.nodes) {
        if (node.id == 0) continue;
        ASSERT_TRUE(known.contains(node.id));
        EXPECT_EQ(known[node.id]->item, node.item);
        known.erase(node.id);
    }
}

std::size_t lines_changed(std::string_view before, std::string_view after) {
    const auto a = split_lines(before), b = split_lines(after);
    std::size_t count = 0;
    for (const Hunk& hunk : diff_lines(a, b))
        count += std::max(hunk.removed(), hunk.added());
    return count;
}

// Applies a change to the entry that holds `words`; answers the text, or "kind: message".
std::string changed(std::string_view text, std::string_view words, const ItemChange& change) {
    Notebook notebook = stored(text);
    const Notebook before = notebook;
    const Status status = change_item(notebook, item(notebook, words), change);
    if (!status.ok()) {
        EXPECT_EQ(notebook.nodes, before.nodes);
        return "error: " + status.error().message;
    }
    expect_sound(before, notebook);
    EXPECT_LE(lines_changed(text, render(notebook)), 1u);
    return render(notebook);
}

TEST(ChangeItem, EachFieldChangesItsOwnBytesOnly) {
    EXPECT_EQ(changed(kWeekly, "역색인", {.title = "역색인의 뼈대"}),
              replaced(kWeekly, "역색인의 구조", "역색인의 뼈대"));
    EXPECT_EQ(changed(kWeekly, "역색인", {.url = "https://example.com/x_(y)"}),
              replaced(kWeekly, "https://example.org/inverted-index", "https://example.com/x_(y)"));
    EXPECT_EQ(changed(kWeekly, "역색인", {.org = "Glasgow, Cranfield"}),
              replaced(kWeekly, "[Cranfield]", "[Glasgow, Cranfield]"));
    EXPECT_EQ(changed(kWeekly, "Write-ahead", {.kind = "paper"}),
              replaced(kWeekly, "🧑🏻‍💻 [Sqlite]", "📜 [Sqlite]"));
    EXPECT_EQ(changed(kWeekly, "역색인", {}), kWeekly);
}

TEST(ChangeItem, TheMarkIsTheOneThatTheNotebookUses) {
    EXPECT_EQ(changed(kWeekly, "Write-ahead", {.kind = "news"}),
              replaced(kWeekly, "🧑🏻‍💻 [Sqlite]", "🗞️ [Sqlite]"));
    const std::string joined = replaced(kWeekly, "🧑🏻‍💻 [Lucene", "🧑🏻💻 [Lucene");
    EXPECT_EQ(changed(joined, "Index news", {.kind = "dev"}),
              replaced(joined, "🗞️ [Index news", "🧑🏻💻 [Index news"));
    const std::string legend = "🔖: 논문\n\n# 2025\n\n- [A](https://example.org/a)\n";
    EXPECT_EQ(changed(legend, "A", {.kind = "paper"}), replaced(legend, "- [A]", "- 🔖 [A]"));
    EXPECT_EQ(changed(legend, "A", {.kind = "interesting"}), replaced(legend, "- [A]", "- 🤪 [A]"));
    EXPECT_EQ(changed(kWeekly, "역색인", {.kind = ""}), replaced(kWeekly, "📜 [Cran", "[Cran"));
    EXPECT_TRUE(changed(kWeekly, "역색인", {.kind = "song"}).starts_with("error: no kind"));
}

TEST(ChangeItem, AnOrganizationCanComeAndGo) {
    const std::string with = changed(kWeekly, "문장", {.org = "KAIST"});
    EXPECT_EQ(with, replaced(kWeekly, "📜 [문장", "📜 [KAIST] [문장"));
    EXPECT_EQ(changed(with, "문장", {.org = ""}), kWeekly);
    EXPECT_EQ(changed(kWeekly, "Write-ahead", {.org = ""}), replaced(kWeekly, "[Sqlite]", ""));
    const std::string two = replaced(kWeekly, "[Cranfield]", "[Cranfield] [Glasgow]");
    EXPECT_EQ(changed(two, "역색인", {.org = "Cranfield, Glasgow"}), two);
    EXPECT_EQ(changed(two, "역색인", {.org = "MIT"}), replaced(kWeekly, "[Cranfield]", "[MIT]"));
    EXPECT_EQ(changed(two, "역색인", {.org = ""}), replaced(kWeekly, "[Cranfield] ", ""));
}

TEST(ChangeItem, AnAddressCanComeAndGo) {
    const std::string without = changed(kWeekly, "역색인", {.url = ""});
    EXPECT_EQ(without, replaced(kWeekly, "(https://example.org/inverted-index)", ""));
    EXPECT_EQ(changed(without, "역색인", {.url = "https://example.org/inverted-index"}), kWeekly);
    const std::string bare = "# 2025\n\n- 📜 역색인의 구조\n- <https://example.org/b>\n";
    EXPECT_EQ(changed(bare, "역색인", {.url = "https://example.org/a"}),
              replaced(bare, "역색인의 구조", "[역색인의 구조](https://example.org/a)"));
    Notebook notebook = stored(bare);
    ASSERT_TRUE(change_item(notebook, 12, {.org = "Org", .title = "Named"}).ok());
    EXPECT_EQ(render(notebook),
              replaced(bare, "<https://example.org/b>", "[Org] [Named](https://example.org/b)"));
    ASSERT_TRUE(change_item(notebook, 12, {.title = ""}).ok());
    ASSERT_TRUE(change_item(notebook, 12, {.title = "Again"}).ok());
    EXPECT_EQ(render(notebook),
              replaced(bare, "<https://example.org/b>", "[Org] [Again](https://example.org/b)"));
}

TEST(ChangeItem, WhatWouldReadOtherwiseIsRefused) {
    for (const std::string_view title :
         {"a\nb", "a\rb", " a", "a ", "a]b", "a[b", "x](y", "\x1f", "a](https://e.org/)[b"}) {
        EXPECT_TRUE(changed(kWeekly, "역색인", {.title = std::string(title)}).starts_with("error"))
            << title;
    }
    for (const std::string_view url : {"a b\nc", "https://e.org/a)", " https://e.org", "x>y\n"}) {
        const std::string text = changed(kWeekly, "역색인", {.url = std::string(url)});
        EXPECT_TRUE(text.starts_with("error")) << url << text;
    }
    EXPECT_TRUE(changed(kWeekly, "역색인", {.org = "a]"}).starts_with("error"));
    EXPECT_TRUE(changed(kWeekly, "역색인", {.org = " a"}).starts_with("error"));
    const std::string unmarked = "# 2025\n\n- [A](https://example.org/a)\n";
    EXPECT_TRUE(changed(unmarked, "A", {.url = ""}).starts_with("error"));
    Notebook notebook = stored(kWeekly);
    EXPECT_EQ(change_item(notebook, 999, {.title = "x"}).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(change_item(notebook, 10, {.title = "x"}).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(change_item(notebook, 0, {.title = "x"}).error().kind, ErrorKind::kNotFound);
}

TEST(ChangeItem, RowsOfATableAreEntriesToo) {
    const std::string table =
        "# Papers\n\n| Date | Paper | Institute |\n| --- | --- | --- |\n"
        "| 2025-01 | [Attention](https://example.org/a) | Google |\n";
    EXPECT_EQ(changed(table, "Attention", {.org = "Google Brain", .title = "Attention is"}),
              replaced(replaced(table, "[Attention]", "[Attention is]"), "| Google |",
                       "| Google Brain |"));
    EXPECT_TRUE(changed(table, "Attention", {.title = "a | b"}).starts_with("error"));
    EXPECT_TRUE(changed(table, "Attention", {.kind = "paper"}).starts_with("error"));
    Notebook notebook = stored(table);
    EXPECT_EQ(add_note(notebook, 11, "note").error().kind, ErrorKind::kUnsupported);
}

TEST(ChangeItem, LineEndingsStay) {
    const std::string crlf = with_crlf(kWeekly);
    EXPECT_EQ(changed(crlf, "역색인", {.title = "x"}), replaced(crlf, "역색인의 구조", "x"));
    const std::string open = "# 2025\n\n- 📜 [A](https://example.org/a)";
    EXPECT_EQ(changed(open, "A", {.title = "B"}), replaced(open, "[A]", "[B]"));
}

std::string noted(std::string_view text, std::string_view words, std::string_view note) {
    Notebook notebook = stored(text);
    const Notebook before = notebook;
    const ItemId id = item(notebook, words);
    const Status status = add_note(notebook, id, note);
    if (!status.ok()) {
        EXPECT_EQ(notebook.nodes, before.nodes);
        return "error: " + status.error().message;
    }
    expect_sound(before, notebook);
    EXPECT_EQ(notebook.nodes.size(), before.nodes.size() + 1);
    for (const Node& node : notebook.nodes) {
        if (node.id == 0) {
            EXPECT_EQ(node.item, id);
        }
    }
    return render(notebook);
}

TEST(AddNote, StandsBehindTheOwnNotesOfTheEntry) {
    EXPECT_EQ(noted(kWeekly, "문장", "새 메모"),
              replaced(kWeekly, "벡터로 옮긴다\n", "벡터로 옮긴다\n    - 새 메모\n"));
    EXPECT_EQ(noted(kWeekly, "Write-ahead", "more"),
              replaced(kWeekly, "block the writer\n", "block the writer\n    - more\n"));
    EXPECT_EQ(noted(kWeekly, "역색인", "more"),
              replaced(kWeekly, "점수를 고르게 한다  \n", "점수를 고르게 한다  \n    - more\n"));
    EXPECT_EQ(noted(kWeekly, "Segments", "more"),
              replaced(kWeekly, "never change\n", "never change\n  - more\n"));
}

TEST(AddNote, TakesTheMannerOfTheFile) {
    const std::string stars =
        "# 2025\n\n* 📜 [A](https://e.org/a)\n    * one\n* 📜 [B](https://e.org/b)\n";
    EXPECT_EQ(noted(stars, "B", "two"), stars + "    * two\n");
    const std::string tabs = "# 2025\n\n- 📜 [A](https://e.org/a)\n\t- one\n";
    EXPECT_EQ(noted(tabs, "A", "two"), tabs + "\t- two\n");
    const std::string none = "# 2025\n\n* 📜 [A](https://e.org/a)\n";
    EXPECT_EQ(noted(none, "A", "one"), none + "  * one\n");
    const std::string open = "# 2025\n\n- 📜 [A](https://e.org/a)";
    EXPECT_EQ(noted(open, "A", "one"), open + "\n  - one");
    const std::string crlf = with_crlf(none);
    EXPECT_EQ(noted(crlf, "A", "one"), crlf + "  * one\r\n");
}

TEST(AddNote, ALinkBecomesASubItemAndBadWordsAreRefused) {
    EXPECT_EQ(noted(kWeekly, "문장", "[Github](https://github.com/x/y)"),
              replaced(kWeekly, "벡터로 옮긴다\n",
                       "벡터로 옮긴다\n    - [Github](https://github.com/x/y)\n"));
    for (const std::string_view note : {"", "  ", "a\nb", "<details>", "</details>", " a", "a "}) {
        EXPECT_TRUE(noted(kWeekly, "문장", note).starts_with("error")) << note;
    }
}

TEST(ChangeText, ReplacesOneFieldOfOneLine) {
    Notebook notebook = stored(kWeekly);
    const Notebook before = notebook;
    NodeId concept_node = 0, week = 0;
    for (const Node& node : notebook.nodes) {
        if (node.role == Role::kConcept) concept_node = node.id;
        if (node.role == Role::kWeek && week == 0) week = node.id;
    }
    ASSERT_TRUE(change_text(notebook, concept_node, Field::kDefinition, "점수를 매기는 식").ok());
    EXPECT_EQ(render(notebook), replaced(kWeekly, "낱말 빈도와 문서 길이로 점수를", "점수를"));
    expect_sound(before, notebook);
    EXPECT_EQ(change_text(notebook, concept_node, Field::kUrl, "x").error().kind,
              ErrorKind::kBadInput);
    EXPECT_EQ(change_text(notebook, concept_node, Field::kTerm, "a**b").error().kind,
              ErrorKind::kBadInput);
    EXPECT_EQ(change_text(notebook, week, Field::kText, "not a week").error().kind,
              ErrorKind::kBadInput);
    EXPECT_EQ(change_text(notebook, 99'999, Field::kText, "x").error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(change_text(notebook, 0, Field::kText, "x").error().kind, ErrorKind::kNotFound);
}

TEST(RemoveItem, TakesTheEntryAndOneWhiteLine) {
    Notebook notebook = stored(kWeekly);
    const Notebook before = notebook;
    ASSERT_TRUE(remove_item(notebook, item(notebook, "Index news")).ok());
    EXPECT_EQ(render(notebook), replaced(kWeekly,
                                         "- 🗞️ [Index news of the year](https://example.org/news)\n"
                                         "  - a summary of the year\n\n",
                                         ""));
    expect_sound(before, notebook);
    notebook = before;
    ASSERT_TRUE(remove_item(notebook, item(notebook, "역색인")).ok());
    EXPECT_EQ(render(notebook).find("역색인"), std::string::npos);
    EXPECT_EQ(items_of(notebook).size(), 4u);
    expect_sound(before, notebook);
    EXPECT_EQ(remove_item(notebook, 999).error().kind, ErrorKind::kNotFound);
}

TEST(RemoveItem, TheLastEntryOfAFileWithoutAnEnding) {
    Notebook notebook = stored("# 2025\n\n- 📜 [A](https://e.org/a)\n\n- 📜 [B](https://e.org/b)");
    ASSERT_TRUE(remove_item(notebook, 12).ok());
    EXPECT_EQ(render(notebook), "# 2025\n\n- 📜 [A](https://e.org/a)\n");
    ASSERT_TRUE(remove_item(notebook, 11).ok());
    EXPECT_EQ(render(notebook), "# 2025\n");
}

TEST(WeekNames, ReadBackAsTheyArePrinted) {
    for (const WeekName week :
         {WeekName{2025, 1, 4}, WeekName{1999, 12, 6}, WeekName{0, 3, 1}, WeekName{0, 0, 2}}) {
        const auto read = week_from_name(week_name(week));
        ASSERT_TRUE(read.ok()) << week_name(week);
        EXPECT_EQ(read.value(), week);
    }
    EXPECT_EQ(week_name({2025, 1, 4}), "2025-01-w4");
    EXPECT_EQ(week_from_name("2025-1-w4").value(), (WeekName{2025, 1, 4}));
    for (const std::string_view bad :
         {"", "2025", "2025-01", "2025-13-w1", "2025-00-w1", "2025-01-w0", "2025-01-w7",
          "2025-01-w44", "2025-01-4", "20250-01-w1", "2025-01-w1 ", "x2025-01-w1", "-01-w1", "0-w1",
          "w"}) {
        const auto read = week_from_name(bad);
        ASSERT_FALSE(read.ok()) << bad;
        EXPECT_EQ(read.error().kind, ErrorKind::kBadInput);
        EXPECT_NE(read.error().message.find("2025-01-w4"), std::string::npos);
    }
}

// Random edits of the real notebook: each changes one line or is refused, and the edit back gives
// the bytes before.
TEST(Edits, ThreeHundredOfTheRealNotebookComeBack) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    std::mt19937 random(3);
    Notebook notebook = stored(seed);
    std::vector<ItemId> entries;
    for (const Node& node : notebook.nodes) {
        if (node.role == Role::kItem) entries.push_back(node.item);
    }
    const std::string words[] = {"검색",        "a title",  "https://example.org/a",
                                 "괄호 (하나)", "x [y] z",  "\"quoted\"",
                                 "a]",          "**bold**", "`code`"};
    std::size_t made = 0;
    for (int edit = 0; edit < 300; ++edit) {
        const ItemId id = entries[random() % entries.size()];
        const Notebook before = notebook;
        const std::string& word = words[random() % std::size(words)];
        const auto is_own = [&](const Node& node) {
            return node.item == id && node.role == Role::kItem;
        };
        const Node own = *std::find_if(before.nodes.begin(), before.nodes.end(), is_own);
        ItemChange change, back;
        std::string org = own[Field::kOrg];
        std::replace(org.begin(), org.end(), kPartSeparator, ',');
        switch (random() % 4) {
            case 0:
                change.title = word;
                back.title = own[Field::kTitle];
                break;
            case 1:
                change.org = word;
                back.org = org;
                break;
            case 2:
                change.kind = edit % 2 == 0 ? "paper" : "news";
                back.kind = own.kind;
                break;
            default:
                change.url = "https://example.org/" + std::to_string(edit);
                back.url = own[Field::kUrl].substr(0, own[Field::kUrl].find(kPartSeparator));
                break;
        }
        const Status status = change_item(notebook, id, change);
        if (!status.ok()) {
            ASSERT_EQ(status.error().kind, ErrorKind::kBadInput);
            ASSERT_EQ(notebook.nodes, before.nodes);
            continue;
        }
        ++made;
        expect_sound(before, notebook);
        ASSERT_LE(lines_changed(render(before), render(notebook)), 1u);
        const Status undone = change_item(notebook, id, back);
        ASSERT_TRUE(undone.ok()) << undone.error().message;
        const bool several = own[Field::kOrg].find(kPartSeparator) != std::string::npos;
        const bool mark_differs = change.kind.has_value();
        if (!several && !mark_differs) {
            ASSERT_EQ(render(notebook), seed) << render(own);
        }
        notebook = before;
    }
    EXPECT_GT(made, 200u);
}

}  // namespace
}  // namespace seogo::notebook
