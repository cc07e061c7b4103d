// Tests of ids that stay: each edit that people make of a notebook, replayed.
#include "notebook/match.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "notebook/line_diff.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

Notebook carried(const Notebook& old, std::string_view text) {
    Notebook fresh = parse(text).notebook;
    carry_ids(old, fresh);
    return fresh;
}

// No two lines share an id, no two entries an item; every line has the item of its entry.
void expect_sound(const Notebook& fresh) {
    std::set<NodeId> ids;
    std::set<ItemId> items;
    const auto owner = owners(fresh);
    for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        const Node& node = fresh.nodes[i];
        if (node.id != 0) {
            ASSERT_TRUE(ids.insert(node.id).second) << "line " << i + 1;
        }
        if (owner[i] == i && node.item != 0) {
            ASSERT_TRUE(items.insert(node.item).second) << "line " << i + 1;
        }
        if (owner[i] != kNoOwner) {
            ASSERT_EQ(node.item, fresh.nodes[owner[i]].item);
        } else {
            ASSERT_EQ(node.item, 10);
        }
    }
}

std::size_t new_lines(const Notebook& notebook) {
    std::size_t count = 0;
    for (const Node& node : notebook.nodes)
        count += node.id == 0 ? 1 : 0;
    return count;
}

TEST(CarryIds, EqualNotebooksKeepEveryId) {
    const Notebook old = stored(kWeekly);
    EXPECT_EQ(carried(old, kWeekly).nodes, old.nodes);
}

TEST(CarryIds, AnEntryKeepsItsIdWhenItsWordsChange) {
    const Notebook old = stored(kWeekly);
    const struct {
        std::string_view from, to;
    } edits[] = {
        {"역색인의 구조", "역색인의 뼈대"},
        {"[역색인의 구조](https://example.org/inverted-index)",
         "[색인](https://example.org/inverted-index)"},
        {"https://example.org/inverted-index", "http://example.org/inverted-index/?utm_source=x"},
        {"[역색인의 구조](https://example.org/inverted-index)",
         "[역색인 구조](https://example.com/inverted_index)"},
        {"📜 [Cranfield] ", "🗞️ [Glasgow, Cranfield] "},
        {"역색인은 낱말에서 문서로 가는 목록을 둔다", "전혀 다른 말이 여기에 선다"},
    };
    for (const auto& edit : edits) {
        const Notebook fresh = carried(old, replaced(kWeekly, edit.from, edit.to));
        expect_sound(fresh);
        EXPECT_EQ(fresh.nodes[11].item, item(old, "역색인의")) << edit.to;
        EXPECT_EQ(fresh.nodes[11].id, old.nodes[11].id) << edit.to;
        EXPECT_LE(new_lines(fresh), edit.to.starts_with("전혀") ? 1u : 0u) << edit.to;
    }
}

TEST(CarryIds, AnEntryThatMovesToAnotherWeekKeepsItsLines) {
    const Notebook old = stored(kWeekly);
    const std::string entry_text =
        "  - 🧑🏻‍💻 [Sqlite][Write-ahead logging](https://example.org/wal?a=(b))\n"
        "    - Readers never block the writer\n"
        "    - [Source](https://example.org/src)\n";
    std::string text = replaced(kWeekly, entry_text, "");
    text = replaced(text, "- 🗞️ [Index news", entry_text + "\n- 🗞️ [Index news");
    const Notebook fresh = carried(old, text);
    expect_sound(fresh);
    EXPECT_EQ(item(fresh, "Write-ahead"), item(old, "Write-ahead"));
    EXPECT_LE(new_lines(fresh), 1u);
    // Moved and mended at once.
    const Notebook mended =
        carried(old, replaced(text, "Write-ahead logging](https://example.org/wal?a=(b))",
                              "Write ahead logging](https://example.org/log)"));
    EXPECT_EQ(item(mended, "Write ahead"), item(old, "Write-ahead"));
}

TEST(CarryIds, AnotherIndentIsNoOtherEntry) {
    const Notebook old = stored(kWeekly);
    std::string text;
    for (const auto line : split_lines(kWeekly))
        text += line.starts_with("  ") ? std::string(line.substr(2)) : std::string(line);
    const Notebook fresh = carried(old, text);
    expect_sound(fresh);
    for (const Node& node : old.nodes) {
        if (node.role != Role::kItem) continue;
        EXPECT_EQ(item(fresh, node[Field::kTitle]), node.item);
    }
    EXPECT_LE(new_lines(fresh), 1u);
}

TEST(CarryIds, AYearFoldedAwayAndANewOneInFront) {
    const Notebook old = stored(kWeekly);
    std::string text = replaced(kWeekly, "# My reading list 2025\n",
                                "# My reading list 2026\n\n## 🎉 January\n<details>\n"
                                "  <summary>1st week</summary>\n\n"
                                "  - 📜 [A new one](https://example.org/new)\n</details>\n\n---\n"
                                "<details>\n  <summary>My reading list 2025</summary>\n");
    text = replaced(text, "    - 문장임베딩은 문장을 벡터로 옮긴다\n</details>\n",
                    "    - 문장임베딩은 문장을 벡터로 옮긴다\n</details>\n</details>\n");
    const Notebook fresh = carried(old, text);
    expect_sound(fresh);
    for (const Node& node : old.nodes) {
        if (node.role != Role::kItem) continue;
        EXPECT_EQ(item(fresh, node[Field::kTitle]), node.item);
    }
    EXPECT_EQ(item(fresh, "A new one"), 0);
}

TEST(CarryIds, AnEntryInFrontIsNewAndNothingElse) {
    const Notebook old = stored(kWeekly);
    const Notebook fresh =
        carried(old, replaced(kWeekly, "  - 📜 [Cranfield]",
                              "  - 📜 [Fresh] [Something new](https://example.org/fresh)\n"
                              "    - of which nobody has heard\n\n  - 📜 [Cranfield]"));
    expect_sound(fresh);
    EXPECT_EQ(item(fresh, "Something new"), 0);
    EXPECT_EQ(item(fresh, "역색인의"), item(old, "역색인의"));
    EXPECT_EQ(new_lines(fresh), 3u);
}

TEST(CarryIds, AnEntrySplitInTwoStaysWithItsAddress) {
    const Notebook old = stored(kWeekly);
    const Notebook fresh = carried(
        old,
        replaced(kWeekly, "    - Readers never block the writer\n",
                 "    - Readers never block the writer\n\n"
                 "  - 🧑🏻‍💻 [Sqlite] [Checkpoints](https://example.org/checkpoint)\n"));
    expect_sound(fresh);
    EXPECT_EQ(item(fresh, "Write-ahead"), item(old, "Write-ahead"));
    EXPECT_EQ(item(fresh, "Checkpoints"), 0);
}

TEST(CarryIds, OneOfTwoEqualEntriesTakenAwayIsTheOneThatIsGone) {
    const std::string twin = "- 📜 [Twin](https://example.org/twin)\n";
    const std::string text = "# 2025\n\n## January\n\n### 1st week\n\n" + twin +
                             "  - first note\n- 📜 [Other](https://example.org/other)\n" + twin +
                             "  - second note\n";
    const Notebook old = stored(text);
    const Notebook fresh = carried(old, replaced(text, twin + "  - first note\n", ""));
    expect_sound(fresh);
    EXPECT_EQ(item(fresh, "Twin"), 13);
    EXPECT_EQ(item(fresh, "Other"), 12);
}

TEST(CarryIds, AnotherEntryInThePlaceOfAnOldOneIsNew) {
    const Notebook old = stored(kWeekly);
    const Notebook fresh = carried(
        old, replaced(replaced(kWeekly, "[문장 임베딩을 배우는 법](https://example.org/embedding)",
                               "[Byte pair encoding](https://example.net/bpe)"),
                      "문장임베딩은 문장을 벡터로 옮긴다", "merges the most frequent pair"));
    expect_sound(fresh);
    EXPECT_EQ(item(fresh, "Byte pair"), 0);
}

TEST(CarryIds, ANoteThatMovesToAnotherEntryKeepsItsLine) {
    const Notebook old = stored(kWeekly);
    const std::string note = "    - Readers never block the writer\n";
    std::string text = replaced(kWeekly, note, "");
    text = replaced(text, "    - 문장임베딩은", note + "    - 문장임베딩은");
    const Notebook fresh = carried(old, text);
    expect_sound(fresh);
    EXPECT_EQ(new_lines(fresh), 0u);
}

TEST(CarryIds, EmptyNotebooksAreNoTrouble) {
    Notebook empty;
    carry_ids(Notebook{}, empty);
    EXPECT_TRUE(empty.nodes.empty());
    Notebook fresh = parse(kWeekly).notebook;
    carry_ids(Notebook{}, fresh);
    EXPECT_EQ(new_lines(fresh), fresh.nodes.size());
    carry_ids(stored(kWeekly), empty);
    EXPECT_TRUE(empty.nodes.empty());
}

// A history of edits of the real notebook: after each, the entries whose lines did not change have
// the ids that they had, and none is given twice.
TEST(CarryIds, AHistoryOfEditsKeepsIds) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    std::mt19937 random(5);
    Notebook old = stored(seed);
    auto lines = split_lines(seed);
    std::vector<std::string> text(lines.begin(), lines.end());
    ItemId next_item = 1000;
    NodeId next_node = 100'000;
    for (int edit = 0; edit < 150; ++edit) {
        const std::size_t at = random() % text.size();
        const auto place = text.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random() % 4) {
            case 0:
                text.insert(place, "    - a note added, number " + std::to_string(edit) + "\n");
                break;
            case 1:
                if (text[at].size() > 30) text[at].insert(text[at].size() / 2, "x");
                break;
            case 2:
                text[at].insert(0, "  ");
                break;
            default:
                if (text[at].starts_with("    - ")) text.erase(place);
                break;
        }
        std::string all;
        for (const auto& line : text)
            all += line;
        Notebook fresh = carried(old, all);
        expect_sound(fresh);
        std::map<std::string, ItemId> known;
        for (const Node& node : old.nodes) {
            if (node.role == Role::kItem) known[render(node)] = node.item;
        }
        for (Node& node : fresh.nodes) {
            if (node.id == 0) node.id = next_node++;
            if (node.role != Role::kItem) continue;
            if (const auto found = known.find(render(node)); found != known.end()) {
                ASSERT_EQ(node.item, found->second) << "edit " << edit << ": " << render(node);
            }
            if (node.item == 0) node.item = next_item++;
        }
        const auto owner = owners(fresh);
        for (std::size_t i = 0; i < owner.size(); ++i) {
            if (owner[i] != kNoOwner) fresh.nodes[i].item = fresh.nodes[owner[i]].item;
        }
        old = std::move(fresh);
    }
}

// Ten thousand entries, each mended: near linear.
TEST(CarryIds, EndsSoonOnLargeNotebooks) {
    std::string before = "# 2025\n\n## January\n\n### 1st week\n\n", after = before;
    for (int i = 0; i < 4000; ++i) {
        const std::string n = std::to_string(i);
        before +=
            "- 📜 [Title number " + n + "](https://example.org/" + n + ")\n  - note " + n + "\n";
        after +=
            "- 📜 [Titel numbre " + n + "](https://example.com/" + n + ")\n  - notes " + n + "\n";
    }
    const Notebook old = stored(before);
    const Notebook fresh = carried(old, after);
    EXPECT_EQ(fresh.nodes.back().item, old.nodes.back().item);
    expect_sound(fresh);
}

TEST(NotebookLikeness, IsTheShareOfEntriesThatBothHave) {
    const auto list = [](int begin, int end) {
        std::string text = "# list\n\n";
        for (int i = begin; i < end; ++i) {
            text += "- [Entry " + std::to_string(i) + "](https://example.org/" + std::to_string(i) +
                    ")\n";
        }
        return parse(text).notebook;
    };
    EXPECT_EQ(likeness(list(0, 10), list(0, 10)), 1.0);
    EXPECT_EQ(likeness(list(0, 10), list(5, 15)), 0.5);
    EXPECT_EQ(likeness(list(0, 10), list(10, 20)), 0.0);
    EXPECT_EQ(likeness(list(0, 4), list(0, 10)), 0.0);
    EXPECT_EQ(likeness(list(0, 10), list(0, 4)), 0.0);
    EXPECT_EQ(likeness(list(0, 10), Notebook{}), 0.0);
}

}  // namespace
}  // namespace seogo::notebook
