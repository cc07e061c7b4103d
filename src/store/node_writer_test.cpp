// Which item a line belongs to, and that writing lines again and again costs what has changed.
#include "store/node_writer.h"

#include <gtest/gtest.h>

#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;
using notebook::Field;
using notebook::Node;
using notebook::Notebook;

Node blank() {
    Node node;
    node.role = notebook::Role::kBlank;
    node.shape = "\n";
    return node;
}

class AssignItems : public ::testing::Test {
protected:
    std::vector<ItemId> assign(Notebook& fresh, ItemId page = 0) {
        page_ = page;
        expect_ok(assign_items(fresh, page_, [this](std::size_t count) -> Result<ItemId> {
            const ItemId first = last_ + 1;
            last_ += static_cast<ItemId>(count);
            return first;
        }));
        std::vector<ItemId> items;
        for (const Node& node : fresh.nodes)
            items.push_back(node.item);
        return items;
    }
    ItemId page_ = 0;
    ItemId last_ = 100;
};

TEST_F(AssignItems, EntriesComeFirstThenThePage) {
    auto fresh = lines_of({page_line("head"), entry("a", "", "x"), entry("b", "", "y")});
    EXPECT_EQ(assign(fresh), (std::vector<ItemId>{103, 101, 101, 102, 102}));
    EXPECT_EQ(page_, 103);
}

TEST_F(AssignItems, WhatIsThereStays) {
    auto fresh = lines_of({page_line("head"), entry("a", "", "x"), entry("b", "", "y")});
    fresh.nodes[1].item = 7;
    fresh.nodes[3].item = 8;
    EXPECT_EQ(assign(fresh, 5), (std::vector<ItemId>{5, 7, 7, 8, 8}));
    EXPECT_EQ(last_, 100) << "no id was needed";
}

TEST_F(AssignItems, NoPageWhereNoLineIsItsOwn) {
    auto fresh = lines_of({entry("a", "", "x")});
    assign(fresh);
    EXPECT_EQ(page_, 0);
}

TEST_F(AssignItems, ANoteThatSaysAnotherItemFollowsItsEntry) {
    auto fresh = lines_of({entry("a", "", "x"), entry("b", "", "y")});
    fresh.nodes[0].item = 7;
    fresh.nodes[1].item = 8;  // moved here from the other entry
    fresh.nodes[2].item = 8;
    EXPECT_EQ(assign(fresh), (std::vector<ItemId>{7, 7, 8, 8}));
}

TEST_F(AssignItems, AnEntryNeverTakesThePageOrAnothersItem) {
    auto fresh = lines_of({entry("a", "", "x"), entry("b", "", "y"), page_line("tail")});
    fresh.nodes[0].item = 5;  // was a line of the page
    fresh.nodes[2].item = 5;
    EXPECT_EQ(assign(fresh, 5), (std::vector<ItemId>{101, 101, 102, 102, 5}));
}

TEST_F(AssignItems, BlankLinesBetweenNotesAreTheEntrysAndThoseAfterThePages) {
    auto fresh = lines_of({entry("a", "", "x")});
    fresh.nodes.insert(fresh.nodes.begin() + 1, blank());
    fresh.nodes.push_back(blank());
    EXPECT_EQ(assign(fresh), (std::vector<ItemId>{101, 101, 101, 102}));
}

TEST_F(AssignItems, AFailureToGiveIsHandedUp) {
    auto fresh = lines_of({entry("a", "", "x")});
    ItemId page = 0;
    const auto refuse = [](std::size_t) -> Result<ItemId> {
        return Error{ErrorKind::kIo, "no ids"};
    };
    EXPECT_EQ(assign_items(fresh, page, refuse).error().message, "no ids");
}

class NodeRows : public StoreTest {
protected:
    std::int64_t rows_of_next_import(Notebook& fresh) {
        const std::int64_t seq = value(import_into(*store_, "/home/notebook.md", fresh));
        return seq == 0 ? 0 : value(read()->history(1))[0].rows_changed;
    }
};

// Appending to one entry day after day: each time the new line, and hardly ever a neighbour.
TEST_F(NodeRows, ALineADayIsARowADay) {
    auto fresh = lines_of({entry("a", "", "x"), entry("b", "", "y")});
    import(fresh);
    std::int64_t rows = 0;
    constexpr int kDays = 200;
    for (int day = 0; day < kDays; ++day) {
        auto note = entry("", "", "day " + std::to_string(day))[1];
        note.shape = "  - \x01\x03\n";
        fresh.nodes.insert(fresh.nodes.begin() + 2 + day, note);
        auto change = write();
        const NotebookId id = value(change->notebooks())[0].id;
        expect_ok(change->put_nodes(id, fresh));
        EXPECT_GT(value(change->commit("note", "")), 0);
        change.reset();
        rows += value(read()->history(1))[0].rows_changed;
    }
    EXPECT_LE(rows, kDays + 20);
    EXPECT_EQ(value(read()->nodes(1)).nodes, fresh.nodes);
}

TEST_F(NodeRows, AllFieldsOfALineAreStored) {
    Notebook fresh;
    Node node;
    node.role = notebook::Role::kConcept;
    node.level = 3;
    node.kind = "news";
    for (std::size_t i = 0; i < notebook::kFieldCount; ++i)
        node.fields[i] = "field " + std::to_string(i) + notebook::kPartSeparator + "\x01\x02";
    node.shape = std::string("\x08\x40 \xed\xa0\x80", 6);
    fresh.nodes = {node};
    const NotebookId id = import(fresh);
    EXPECT_EQ(value(read()->nodes(id)).nodes, fresh.nodes);
    for (int change = 0; change < 9; ++change) {
        Node& line = fresh.nodes[0];
        switch (change) {
            case 6:
                line.shape += "!";
                break;
            case 7:
                line.level = 4;
                break;
            case 8:
                line.kind = "dev";
                break;
            default:
                line.fields[change] += "!";
        }
        EXPECT_GE(rows_of_next_import(fresh), 1) << change;
        EXPECT_EQ(value(read()->nodes(id)).nodes, fresh.nodes) << change;
    }
}

TEST_F(NodeRows, AnEmptyNotebookHoldsNothing) {
    auto fresh = lines_of({entry("a", "", "x")});
    const NotebookId id = import(fresh);
    Notebook none;
    auto change = write();
    expect_ok(change->put_nodes(id, none));
    EXPECT_EQ(value(change->touched_items()).size(), 1u);
    EXPECT_GT(value(change->commit("import", "")), 0);
    change.reset();
    EXPECT_TRUE(value(read()->nodes(id)).nodes.empty());
    EXPECT_TRUE(value(read()->items()).empty());
}

TEST_F(NodeRows, ANotebookThatMovesTakesItsItemsSourceAlong) {
    auto fresh = lines_of({entry("a", "", "x")});
    const NotebookId id = import(fresh);
    auto change = write();
    auto row = value(change->notebooks())[0];
    row.path = "/elsewhere/notebook.md";
    EXPECT_EQ(value(change->put_notebook(row)), id);
    EXPECT_TRUE(value(change->touched_items()).empty());
    EXPECT_EQ(value(change->items())[0].source, "/elsewhere/notebook.md");
    EXPECT_GT(value(change->commit("import", "")), 0);
    change.reset();
    EXPECT_EQ(value(read()->history(1))[0].rows_changed, 1);
}

// Writing an item back as it was read changes nothing.
TEST_F(NodeRows, AnItemReadAndPutBackIsNoChange) {
    auto fresh = lines_of({entry("a", "", "x")});
    import(fresh);
    add_document("text");
    auto change = write();
    for (const auto& item : value(change->items()))
        value(change->put_item(item));
    EXPECT_EQ(value(change->commit("edit", "")), 0);
}

}  // namespace
}  // namespace seogo::store
