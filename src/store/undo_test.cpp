// Undo gives back the bytes before, in any order that the changes allow, and says which do not.
#include "store/undo.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;
using notebook::Field;

class Undo : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        fresh_ = lines_of({page_line("# a"), entry("하나", "", "x"), entry("둘", "", "y"),
                           entry("셋", "", "z"), page_line("tail")});
        id_ = import(fresh_);
    }
    std::string rendered() {
        std::string out;
        for (const auto& node : value(read()->nodes(id_)).nodes) {
            for (const auto& field : node.fields)
                out += field + "|";
            out += node.shape;
        }
        return out;
    }
    Status try_undo(std::int64_t seq) {
        auto change = write();
        SEOGO_TRY(change->undo(seq));
        SEOGO_ASSIGN(const auto done, change->commit("undo " + std::to_string(seq), ""));
        EXPECT_GT(done, 0);
        return ok_status();
    }
    void edit(std::size_t line, Field field, std::string_view text) {
        fresh_.nodes[line][field] = text;
        import(fresh_);
    }
    // Lines [begin, end) go.
    void cut(std::ptrdiff_t begin, std::ptrdiff_t end) {
        fresh_.nodes.erase(fresh_.nodes.begin() + begin, fresh_.nodes.begin() + end);
        import(fresh_);
    }
    void insert(std::ptrdiff_t at, const std::vector<notebook::Node>& lines) {
        fresh_.nodes.insert(fresh_.nodes.begin() + at, lines.begin(), lines.end());
        import(fresh_);
    }
    void expect_overlap(std::int64_t seq, std::string_view named) {
        const std::string before = rendered();
        const Status refused = try_undo(seq);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().kind, ErrorKind::kBadInput) << refused.error().message;
        EXPECT_NE(refused.error().message.find(named), std::string::npos)
            << refused.error().message;
        EXPECT_EQ(rendered(), before);
    }

    notebook::Notebook fresh_;
    NotebookId id_ = 0;
};

TEST_F(Undo, GivesBackWhatWas) {
    const std::string before = rendered();
    edit(1, Field::kTitle, "다른");
    expect_ok(try_undo(2));
    EXPECT_EQ(rendered(), before);
    EXPECT_EQ(value(read()->history(1))[0].command, "undo 2");
}

TEST_F(Undo, OfAnUndoBringsTheChangeBack) {
    edit(1, Field::kTitle, "다른");
    const std::string after = rendered();
    expect_ok(try_undo(2));
    expect_ok(try_undo(3));
    EXPECT_EQ(rendered(), after);
}

TEST_F(Undo, OfAnOlderChangeLeavesLaterOnesStanding) {
    edit(1, Field::kTitle, "하나 반");
    edit(3, Field::kTitle, "둘 반");
    expect_ok(try_undo(2));
    const auto nodes = value(read()->nodes(id_)).nodes;
    EXPECT_EQ(nodes[1][Field::kTitle], "하나");
    EXPECT_EQ(nodes[3][Field::kTitle], "둘 반");
}

TEST_F(Undo, OfAnImportEmptiesTheArchiveAndBack) {
    const std::string before = rendered();
    expect_ok(try_undo(1));
    EXPECT_TRUE(value(read()->items()).empty());
    EXPECT_TRUE(value(read()->notebooks()).empty());
    expect_ok(try_undo(2));
    EXPECT_EQ(rendered(), before);
    EXPECT_EQ(value(read()->nodes(id_)).nodes, fresh_.nodes) << "ids too";
}

TEST_F(Undo, OfARemovalBringsBackIdsLinesAndDocument) {
    const ItemId item = fresh_.nodes[3].item;
    put_document(item, "behind the entry");
    const std::string before = rendered();
    cut(3, 5);
    EXPECT_FALSE(value(read()->item(item)));
    expect_ok(try_undo(3));
    EXPECT_EQ(rendered(), before);
    EXPECT_EQ(value(read()->document(item))->text, "behind the entry");
}

TEST_F(Undo, TouchesTheItemsThatItBringsBack) {
    const ItemId item = fresh_.nodes[3].item;
    cut(3, 5);
    auto change = write();
    expect_ok(change->undo(2));
    EXPECT_EQ(value(change->touched_items()), std::vector<ItemId>{item});
}

TEST_F(Undo, WhereALaterChangeHasTheSameValueIsRefusedAndNamed) {
    edit(1, Field::kTitle, "하나 반");
    edit(3, Field::kTitle, "둘 반");
    edit(1, Field::kTitle, "하나 반의 반");
    expect_overlap(2, "(4)");
    expect_ok(try_undo(4));  // once that is undone, the older one can be
    expect_ok(try_undo(2));
    EXPECT_EQ(value(read()->nodes(id_)).nodes[1][Field::kTitle], "하나");
}

TEST_F(Undo, OfAnotherColumnOfOneRowIsNoOverlap) {
    edit(1, Field::kTitle, "하나 반");
    edit(1, Field::kUrl, "https://a.example");
    expect_ok(try_undo(2));
    const auto node = value(read()->nodes(id_)).nodes[1];
    EXPECT_EQ(node[Field::kTitle], "하나");
    EXPECT_EQ(node[Field::kUrl], "https://a.example");
}

TEST_F(Undo, OfWhatALaterChangeHangsOnIsRefused) {
    insert(5, entry("새 글", "", "n"));
    auto note = entry("", "", "later note")[1];
    insert(7, {note});
    expect_overlap(2, "(3)");
}

TEST_F(Undo, OfARemovalBetweenLinesThatCameSinceIsRefused) {
    cut(3, 5);  // 둘
    insert(3, entry("그 자리에", "", "n"));
    const std::string after = rendered();
    const Status undone = try_undo(2);
    if (undone.ok()) {  // then nothing stands among the lines of another
        const auto nodes = value(read()->nodes(id_)).nodes;
        EXPECT_EQ(nodes.size(), 10u);
        for (std::size_t i = 1; i + 1 < nodes.size(); i += 2)
            EXPECT_EQ(nodes[i].item, nodes[i + 1].item) << i;
    } else {
        EXPECT_EQ(undone.error().kind, ErrorKind::kBadInput);
        EXPECT_EQ(rendered(), after);
    }
}

TEST_F(Undo, OfAMoveGoesBackToThePlaceBefore) {
    const std::string before = rendered();
    std::rotate(fresh_.nodes.begin() + 1, fresh_.nodes.begin() + 3, fresh_.nodes.begin() + 7);
    import(fresh_);
    EXPECT_NE(rendered(), before);
    expect_ok(try_undo(2));
    EXPECT_EQ(rendered(), before);
}

TEST_F(Undo, OfNoChangeIsNotFound) {
    for (const std::int64_t seq : {0, -1, 2, 99}) {
        const Status missing = try_undo(seq);
        ASSERT_FALSE(missing.ok());
        EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound) << seq;
    }
}

TEST_F(Undo, WithItsJournalFileGoneSaysSo) {
    edit(1, Field::kTitle, "다른");
    expect_ok(disk_.remove("/lib/journal/2.change"));
    const Status failed = try_undo(2);
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().kind, ErrorKind::kBadFile);
}

// Random edits, then all undone from the newest to the oldest: each step is the state before.
TEST_F(Undo, NewestFirstAlwaysWorks) {
    std::vector<std::string> states = {rendered()};
    std::uint32_t random = 12345;
    const auto below = [&](std::size_t n) {
        random = random * 1664525u + 1013904223u;
        return static_cast<std::size_t>(random >> 8) % n;
    };
    std::int64_t last = 1;
    for (int round = 0; round < 40; ++round) {
        auto& nodes = fresh_.nodes;
        const std::size_t line = below(nodes.size());
        switch (below(4)) {
            case 0:
                nodes[line][Field::kText] = "edit " + std::to_string(round);
                break;
            case 1:
                if (nodes.size() > 4)
                    nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(line));
                break;
            case 2: {
                const auto lines = entry("새 " + std::to_string(round), "", "note");
                nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(line), lines.begin(),
                             lines.end());
                break;
            }
            default:
                std::rotate(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(line),
                            nodes.end());
        }
        const std::int64_t seq = value(import_into(*store_, "/home/notebook.md", fresh_));
        if (seq == 0) continue;
        EXPECT_EQ(seq, ++last);
        states.push_back(rendered());
    }
    for (; last > 1; --last) {
        EXPECT_EQ(rendered(), states.back());
        states.pop_back();
        expect_ok(try_undo(last));
        EXPECT_EQ(rendered(), states.back()) << "undo of " << last;
    }
    const std::string state = value(state_of(*store_));
    store_.reset();
    expect_ok(Store::rebuild_database(disk_, "/lib"));
    reopen();
    EXPECT_EQ(value(state_of(*store_)), state);
}

}  // namespace
}  // namespace seogo::store
