// Random edits of notebooks in many manners: each either stands exactly, or is refused and leaves
// every byte and id as it was.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "notebook/edit.h"
#include "notebook/line_diff.h"
#include "notebook/match.h"
#include "notebook/merge.h"
#include "notebook/model.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

// A way to write a weekly notebook.
struct Manner {
    std::string name;
    std::string indent, bullet, note;
    bool folded = true;  // weeks in <details>, else under headings
    std::string week_end;
    std::string ending = "\n";
};

std::string written(const Manner& manner) {
    const auto week = [&](const std::string& name, int first) {
        std::string text = manner.folded ? "<details>\n  <summary>" + name + "</summary>\n\n"
                                         : "### " + name + "\n\n";
        for (int k = first; k < first + 3; ++k) {
            const std::string n = std::to_string(k);
            text += manner.indent + manner.bullet + (k % 2 == 0 ? "📜 " : "🧑🏻‍💻 ") +
                    "[Org " + n + "] [Title " + n + "](https://example.org/" + n + ")\n";
            text += manner.indent + manner.note + "note " + n + "\n" + manner.week_end;
        }
        return text + (manner.folded ? "</details>\n" : "");
    };
    std::string text = "# Archive 2025\n\n## January\n" + week("1st week", 1) +
                       week("2nd week", 4) + "\n## February\n" + week("1st week", 7);
    return manner.ending == "\n" ? text : with_crlf(text);
}

const std::vector<Manner>& manners() {
    static const std::vector<Manner> kManners = {
        {"seed", "  ", "- ", "  - ", true, "\n", "\n"},
        {"flat", "", "- ", "  - ", true, "", "\n"},
        {"headings", "", "* ", "    * ", false, "", "\n"},
        {"tabs", "\t", "- ", "\t- ", true, "\n", "\n"},
        {"crlf", "  ", "- ", "  - ", true, "\n", "\r\n"},
        {"plus", "", "+ ", "  + ", false, "\n", "\r\n"},
    };
    return kManners;
}

// All that the entries say, without ids and places in the file.
std::vector<std::string> said(const Notebook& notebook) {
    std::vector<std::string> out;
    for (const Item& item : items_of(notebook)) {
        std::string words = item.kind + '|' + item.title + '|' + item.url + '|' + item.text;
        for (const auto& org : item.orgs)
            words += '|' + org;
        for (const auto& note : item.notes)
            words += '|' + note.text + '@' + std::to_string(note.level);
        for (const auto& sub : item.sub_items)
            words += '|' + sub.title + '>' + sub.url;
        out.push_back(words + '|' + week_name({item.year, item.month, item.week}));
    }
    return out;
}

class MannersTest : public ::testing::TestWithParam<std::size_t> {
protected:
    // One random edit; what it did, or that it was refused.
    Status edit(Notebook& notebook) {
        const auto pick = [&](const std::vector<std::string>& all) {
            return all[random_() % all.size()];
        };
        static const std::vector<std::string> kWords = {"검색의 뼈대",
                                                        "a plain title",
                                                        "brackets [inside] it",
                                                        "half [open",
                                                        "half) closed",
                                                        "stars **bold**",
                                                        "`code [` here",
                                                        "pipe | here",
                                                        "<b>tag</b>",
                                                        "tail\\",
                                                        "a\nb",
                                                        "",
                                                        " x",
                                                        "[link](https://e.org)",
                                                        "https://e.org/bare",
                                                        "# head",
                                                        "- dash",
                                                        "1. one",
                                                        "📜 mark",
                                                        "colon: here",
                                                        "|",
                                                        "~~~",
                                                        "&amp;",
                                                        "</details>",
                                                        "<!-- c -->"};
        const std::string word = pick(kWords);
        std::vector<ItemId> items;
        for (const Node& node : notebook.nodes) {
            if (node.role == Role::kItem && node.item != 0) items.push_back(node.item);
        }
        const ItemId item = items.empty() ? 1 : items[random_() % items.size()];
        switch (random_() % 8) {
            case 0:
                return change_item(notebook, item, {.title = word});
            case 1:
                return change_item(notebook, item, {.org = word});
            case 2:
                return change_item(notebook, item, {.url = word});
            case 3:
                return change_item(notebook, item, {.kind = pick({"paper", "dev", "news", ""})});
            case 4:
                return add_note(notebook, item, word);
            case 5:
                return change_text(notebook, notebook.nodes[random_() % notebook.nodes.size()].id,
                                   Field::kText, word);
            case 6:
                return items.size() > 4 ? remove_item(notebook, item) : ok_status();
            default: {
                const WeekName week{2024 + static_cast<int>(random_() % 3),
                                    1 + static_cast<int>(random_() % 4),
                                    1 + static_cast<int>(random_() % 5)};
                const NewItem fresh{
                    .kind = "news", .org = "", .title = word, .url = "https://e.org/n"};
                const auto at = insert_item(notebook, week, fresh);
                if (!at.ok()) return at.error();
                return ok_status();
            }
        }
    }

    // Ids for what is new, as the store gives them.
    void give_ids(Notebook& notebook) {
        const auto owner = owners(notebook);
        for (std::size_t i = 0; i < owner.size(); ++i) {
            Node& node = notebook.nodes[i];
            if (node.id == 0) node.id = next_id_++;
            if (owner[i] == i && node.item == 0) node.item = next_id_++;
            if (owner[i] != kNoOwner) node.item = notebook.nodes[owner[i]].item;
        }
    }

    std::mt19937 random_{static_cast<unsigned>(GetParam()) + 77};
    std::int64_t next_id_ = 10'000;
};

TEST_P(MannersTest, EachEditStandsOrChangesNothing) {
    const std::string text = written(manners()[GetParam()]);
    Notebook notebook = stored(text);
    std::size_t done = 0, refused = 0;
    for (int round = 0; round < 250; ++round) {
        const Notebook before = notebook;
        const Status status = edit(notebook);
        if (!status.ok()) {
            ++refused;
            ASSERT_EQ(notebook.nodes, before.nodes);
            ASSERT_FALSE(status.error().message.empty());
            continue;
        }
        ++done;
        const Notebook again = parse(render(notebook)).notebook;
        ASSERT_EQ(said(again), said(notebook)) << render(notebook);
        std::map<NodeId, const Node*> known;
        for (const Node& node : before.nodes)
            known[node.id] = &node;
        for (const Node& node : notebook.nodes) {
            if (node.id == 0) continue;
            ASSERT_TRUE(known.contains(node.id));
            ASSERT_EQ(known[node.id]->item, node.item);
            known.erase(node.id);
        }
        give_ids(notebook);
    }
    EXPECT_GT(done, 80u);
    EXPECT_GT(refused, 20u);
}

// An edit, its diff against the text before, and the merge with an edit of the other side.
TEST_P(MannersTest, EditsOfBothSidesMergeOrAreTold) {
    const std::string text = written(manners()[GetParam()]);
    for (int round = 0; round < 60; ++round) {
        Notebook ours = stored(text), theirs = stored(text);
        if (!edit(ours).ok() || !edit(theirs).ok()) continue;
        const std::string our_text = render(ours), their_text = render(theirs);
        const Merged merged = merge3(text, our_text, their_text);
        if (!merged.conflicts.empty()) continue;
        // Each line that a side added stands in the merge.
        const auto base = split_lines(text);
        for (const std::string* side : {&our_text, &their_text}) {
            const auto lines = split_lines(*side);
            for (const Hunk& hunk : diff_lines(base, lines)) {
                for (std::size_t i = hunk.b_begin; i < hunk.b_end; ++i) {
                    EXPECT_NE(merged.text.find(lines[i]), std::string::npos) << lines[i];
                }
            }
        }
    }
}

// What an edit gave and what a fresh import of its text would give are the same ids.
TEST_P(MannersTest, ImportingTheEditedTextKeepsTheSameItems) {
    const std::string text = written(manners()[GetParam()]);
    for (int round = 0; round < 60; ++round) {
        const Notebook before = stored(text);
        Notebook edited = before;
        if (!edit(edited).ok()) continue;
        Notebook imported = parse(render(edited)).notebook;
        carry_ids(before, imported);
        for (std::size_t i = 0; i < imported.nodes.size(); ++i) {
            if (imported.nodes[i].role != Role::kItem) continue;
            EXPECT_EQ(imported.nodes[i].item, edited.nodes[i].item) << render(imported.nodes[i]);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, MannersTest, ::testing::Range<std::size_t>(0, 6));

// Notebooks of other people take an entry, at worst behind all they hold, and lose no line.
TEST(OtherPeoplesNotebooks, TakeANewEntryOrSayWhyNot) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    const base::Path root =
        base::Path(source != nullptr ? source : ".") / "../shared/data/archives";
    for (const char* name : {"applied-ml/README.md", "awesome-llm/README.md"}) {
        const auto bytes = base::read_file(base::real_files(), root / name);
        if (!bytes.ok()) {
            std::puts("skipped: no shared data");
            return;
        }
        Notebook notebook = stored(bytes.value());
        const NewItem fresh{
            .kind = "", .org = "KAIST", .title = "새 글", .url = "https://e.org/new"};
        const auto at = insert_item(notebook, {2025, 1, 2}, fresh);
        if (!at.ok()) {  // a first week would make a weekly notebook of it: its lines would read
                         // anew
            EXPECT_EQ(at.error().kind, ErrorKind::kBadInput);
            EXPECT_EQ(render(notebook), bytes.value());
            continue;
        }
        const auto before = split_lines(bytes.value());
        const std::string text = render(notebook);
        const auto after = split_lines(text);
        for (const Hunk& hunk : diff_lines(before, after))
            EXPECT_EQ(hunk.removed(), 0u) << name;
        EXPECT_EQ(notebook.nodes[at.value()][Field::kTitle], "새 글");
    }
}

}  // namespace
}  // namespace seogo::notebook
