// The store as its users see it: rows in, rows out, one state a snapshot, ids that are never
// reused.
#include "store/store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace std::string_literals;
using namespace testing;

class Rows : public StoreTest {};

TEST_F(Rows, AMissingFolderIsNotFoundUnlessAsked) {
    FaultyFileSystem disk;
    const auto missing = Store::open(disk, "/none", {});
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
    EXPECT_FALSE(base::exists(disk, "/none"));
    EXPECT_TRUE(Store::open(disk, "/none", {.create = true}).ok());
    EXPECT_TRUE(Store::open(disk, "/none", {}).ok());
}

TEST_F(Rows, ADocumentComesBackAsItWent) {
    ItemRow item;
    item.origin = ItemOrigin::kDocument;
    item.title = "부호화";
    item.url = "https://example.org/a?b=(c)";
    item.org = "한글 학회";
    item.kind = "paper";
    item.lang = "ko";
    item.source = "/home/a.md";
    item.year = 2025;
    item.added_ms = 1738314000123;
    DocumentRow document;
    document.type = "text/markdown";
    document.source = "/home/a.md";
    document.text = "zero \0 byte, \xff no UTF-8, 한글"s;
    auto change = write();
    item.id = value(change->put_item(item));
    document.item = item.id;
    document.original = value(change->put_blob(document.text));
    expect_ok(change->put_document(document));
    EXPECT_EQ(value(change->commit("add", "one")), 1);
    change.reset();

    const auto snapshot = read();
    const auto stored = value(snapshot->item(item.id));
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->title, item.title);
    EXPECT_EQ(stored->url, item.url);
    EXPECT_EQ(stored->org, item.org);
    EXPECT_EQ(stored->source, item.source);
    EXPECT_EQ(stored->added_ms, item.added_ms);
    EXPECT_EQ(stored->year, 2025);
    const auto text = value(snapshot->document(item.id));
    ASSERT_TRUE(text);
    EXPECT_EQ(text->text, document.text);
    EXPECT_EQ(text->original, base::content_hash(document.text));
    EXPECT_EQ(value(store_->blob(text->original)), document.text);
    EXPECT_FALSE(value(snapshot->item(item.id + 1)));
    EXPECT_FALSE(value(snapshot->document(item.id + 1)));
}

TEST_F(Rows, ANotebookComesBackLineByLine) {
    auto fresh = lines_of({page_line("# 읽은 것"), entry("역색인", "https://a.example", "메모"),
                           entry("WAL", "https://b.example", "note")});
    fresh.nodes[1].shape = "\x01\x02 odd \0 shape"s;
    const NotebookId id = import(fresh);
    const auto stored = value(read()->nodes(id));
    ASSERT_EQ(stored.nodes.size(), fresh.nodes.size());
    for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        EXPECT_EQ(stored.nodes[i], fresh.nodes[i]) << "line " << i;  // ids written back too
        EXPECT_GT(stored.nodes[i].id, 0);
        EXPECT_GT(stored.nodes[i].item, 0);
    }
    const auto items = value(read()->items());
    ASSERT_EQ(items.size(), 3u);
    EXPECT_EQ(items[0].source, "/home/notebook.md");
    EXPECT_EQ(std::count_if(items.begin(), items.end(),
                            [](const auto& row) { return row.origin == ItemOrigin::kPage; }),
              1);
}

TEST_F(Rows, LinesOfAnEntryBelongToItAndOthersToThePage) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x"), page_line("tail")});
    import(fresh);
    const auto& nodes = fresh.nodes;
    EXPECT_EQ(nodes[1].item, nodes[2].item);  // the entry and its note
    EXPECT_EQ(nodes[0].item, nodes[3].item);
    EXPECT_NE(nodes[0].item, nodes[1].item);
    EXPECT_EQ(value(read()->nodes_of_item(nodes[1].item)).size(), 2u);
}

TEST_F(Rows, PuttingTheSameAgainTouchesNothing) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
    const NotebookId id = import(fresh);
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_TRUE(value(change->touched_items()).empty());
    EXPECT_EQ(value(change->commit("import", "nothing")), 0);
    change.reset();
    EXPECT_EQ(value(read()->history(10)).size(), 1u);
}

TEST_F(Rows, AnEditTouchesOneRowAndOneItem) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x"), entry("둘", "", "y")});
    const NotebookId id = import(fresh);
    fresh.nodes[1][notebook::Field::kTitle] = "하나 반";
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_EQ(value(change->touched_items()), std::vector<ItemId>{fresh.nodes[1].item});
    EXPECT_EQ(value(change->commit("edit", "one line")), 2);
    change.reset();
    const auto history = value(read()->history(1));
    EXPECT_EQ(history[0].rows_changed, 1);
    EXPECT_EQ(history[0].items, std::vector<ItemId>{fresh.nodes[1].item});
    EXPECT_EQ(history[0].command, "edit");
    EXPECT_EQ(history[0].summary, "one line");
}

TEST_F(Rows, AnInsertedLineIsOneRow) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x"), entry("둘", "", "y")});
    const NotebookId id = import(fresh);
    notebook::Node note = fresh.nodes[2];
    note.id = note.item = 0;
    fresh.nodes.insert(fresh.nodes.begin() + 3, note);
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_EQ(value(change->commit("note", "")), 2);
    change.reset();
    EXPECT_EQ(value(read()->history(1))[0].rows_changed, 1);
    EXPECT_EQ(value(read()->nodes(id)).nodes, fresh.nodes);
}

TEST_F(Rows, AnEntryThatMovesKeepsItsIdsAndIsTouched) {
    auto fresh = lines_of({entry("하나", "", "x"), entry("둘", "", "y"), entry("셋", "", "z")});
    const NotebookId id = import(fresh);
    std::rotate(fresh.nodes.begin(), fresh.nodes.begin() + 4, fresh.nodes.end());
    const ItemId moved = fresh.nodes[0].item;
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_EQ(value(change->touched_items()), std::vector<ItemId>{moved});
    EXPECT_EQ(value(change->commit("sync", "")), 2);
    change.reset();
    EXPECT_EQ(value(read()->nodes(id)).nodes, fresh.nodes);
    EXPECT_EQ(value(read()->history(1))[0].rows_changed, 2);
}

TEST_F(Rows, AnEntryThatGoesTakesItsItemAndDocument) {
    auto fresh = lines_of({entry("하나", "", "x"), entry("둘", "", "y")});
    const NotebookId id = import(fresh);
    const ItemId gone = fresh.nodes[0].item;
    put_document(gone, "text of the first");
    fresh.nodes.erase(fresh.nodes.begin(), fresh.nodes.begin() + 2);
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_EQ(value(change->touched_items()), std::vector<ItemId>{gone});
    EXPECT_EQ(value(change->commit("import", "")), 3);
    EXPECT_TRUE(value(read()->nodes_of_item(gone)).empty());
    EXPECT_FALSE(value(read()->item(gone)));
    EXPECT_FALSE(value(read()->document(gone)));
}

TEST_F(Rows, LinesOfAnotherNotebookAreRefused) {
    auto first = lines_of({entry("하나", "", "x")});
    import(first);
    auto second = lines_of({entry("둘", "", "y")});
    const NotebookId id = import(second, "/home/other.md");
    auto change = write();
    for (auto wrong : {first, lines_of({entry("셋", "", "z")})}) {
        if (wrong.nodes[0].id == 0) wrong.nodes[0].id = 999;
        const Status refused = change->put_nodes(id, wrong);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().kind, ErrorKind::kBadInput);
    }
    auto doubled = second;
    doubled.nodes.push_back(doubled.nodes.front());
    EXPECT_EQ(change->put_nodes(id, doubled).error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(change->put_nodes(99, doubled).error().kind, ErrorKind::kNotFound);
}

TEST_F(Rows, TwoEntriesThatClaimOneItemGetTwo) {
    auto fresh = lines_of({entry("하나", "", "x"), entry("둘", "", "y")});
    const NotebookId id = import(fresh);
    fresh.nodes[2].item = fresh.nodes[0].item;
    auto change = write();
    expect_ok(change->put_nodes(id, fresh));
    EXPECT_NE(fresh.nodes[0].item, fresh.nodes[2].item);
}

TEST_F(Rows, ARemovedNotebookLeavesNothing) {
    auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
    const NotebookId id = import(fresh);
    put_document(fresh.nodes[1].item, "text");
    auto change = write();
    expect_ok(change->remove_notebook(id));
    EXPECT_EQ(value(change->touched_items()).size(), 2u);
    EXPECT_EQ(change->remove_notebook(id).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(change->remove_item(fresh.nodes[1].item).error().kind, ErrorKind::kNotFound);
    EXPECT_GT(value(change->commit("remove", "")), 0);
    EXPECT_TRUE(value(read()->items()).empty());
    EXPECT_TRUE(value(read()->notebooks()).empty());
}

TEST_F(Rows, ConceptsOfAllNotebooksComeInOrder) {
    auto first = lines_of({entry("하나", "", "x")});
    auto concept_line = first.nodes[1];
    concept_line.role = notebook::Role::kConcept;
    concept_line[notebook::Field::kTerm] = "양자화";
    concept_line[notebook::Field::kDefinition] = "값을 더 적은 비트로";
    first.nodes.push_back(concept_line);
    auto second = first;
    import(first);
    import(second, "/home/b.md");
    const auto concepts = value(read()->concept_nodes());
    ASSERT_EQ(concepts.size(), 2u);
    EXPECT_EQ(concepts[0][notebook::Field::kTerm], "양자화");
    EXPECT_LT(concepts[0].item, concepts[1].item);
}

TEST_F(Rows, SettingsAreEmptyWhereUnset) {
    auto change = write();
    expect_ok(change->put_setting("bridge", "off"));
    EXPECT_EQ(value(change->setting("bridge")), "off");
    EXPECT_EQ(value(change->commit("config", "")), 1);
    change.reset();
    EXPECT_EQ(value(read()->setting("bridge")), "off");
    EXPECT_EQ(value(read()->setting("other")), "");
}

TEST_F(Rows, SegmentsKeepTheirOrderAndLeaveNoHistory) {
    const std::vector<SegmentRow> live = {{"b.segment", ~std::uint64_t{0}, std::string(8, '\0')},
                                          {"a.segment", 7, ""}};
    auto change = write();
    expect_ok(change->put_segments(live));
    EXPECT_EQ(value(change->commit("rebuild", "")), 0);
    change.reset();
    const auto stored = value(read()->segments());
    ASSERT_EQ(stored.size(), 2u);
    EXPECT_EQ(stored[0].name, "b.segment");
    EXPECT_EQ(stored[0].checksum, ~std::uint64_t{0});
    EXPECT_EQ(stored[0].dead, live[0].dead);
    EXPECT_EQ(stored[1].name, "a.segment");
    EXPECT_TRUE(value(read()->history(10)).empty());
}

TEST_F(Rows, ADroppedChangeNeverWas) {
    {
        auto change = write();
        ItemRow item;
        item.origin = ItemOrigin::kDocument;
        value(change->put_item(item));
        expect_ok(change->put_setting("a", "b"));
    }
    EXPECT_TRUE(value(read()->items()).empty());
    EXPECT_EQ(value(read()->setting("a")), "");
}

TEST_F(Rows, ASnapshotSeesOneState) {
    const ItemId first = add_document("first");
    const auto before = read();
    const ItemId second = add_document("second");
    EXPECT_EQ(value(before->items()).size(), 1u);
    EXPECT_FALSE(value(before->item(second)));
    EXPECT_EQ(value(read()->items()).size(), 2u);
    EXPECT_TRUE(value(before->item(first)));
}

TEST_F(Rows, AChangeSeesItsOwnWritesAndOthersDoNot) {
    auto change = write();
    ItemRow item;
    item.origin = ItemOrigin::kDocument;
    const ItemId id = value(change->put_item(item));
    EXPECT_TRUE(value(change->item(id)));
    EXPECT_FALSE(value(read()->item(id)));
}

TEST_F(Rows, IdsAreShortAndNeverGivenTwice) {
    const ItemId first = add_document("first");
    EXPECT_EQ(first, 1);
    auto change = write();
    expect_ok(change->remove_item(first));
    EXPECT_EQ(value(change->commit("remove", "")), 2);
    change.reset();
    EXPECT_EQ(add_document("second"), 2);
    change = write();
    expect_ok(change->undo(3));
    EXPECT_EQ(value(change->commit("undo 3", "")), 4);
    change.reset();
    EXPECT_EQ(add_document("third"), 3);
    change = write();
    ItemRow never_given;
    never_given.id = 77;
    EXPECT_EQ(change->put_item(never_given).error().kind, ErrorKind::kBadInput);
}

TEST_F(Rows, ASecondWriterIsToldWhoHoldsTheArchive) {
    const auto change = write();
    auto other = Store::open(disk_, "/lib", {.busy_wait_ms = 20});
    ASSERT_TRUE(other.ok());
    const auto second = other.value()->write();
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().kind, ErrorKind::kBusy);
    EXPECT_NE(second.error().message.find("process "), std::string::npos);
    EXPECT_TRUE(other.value()->read().ok());
}

TEST_F(Rows, HistoryIsNewestFirstAndCarriesTheClock) {
    for (const char* name : {"a", "b", "c"})
        add_document(name);
    const auto rows = value(read()->history(2));
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].seq, 3);
    EXPECT_EQ(rows[1].seq, 2);
    EXPECT_EQ(rows[0].time_ms, clock_.now);
    clock_.now -= 365LL * 24 * 3600 * 1000;  // set back a year
    add_document("d");
    EXPECT_EQ(value(read()->history(1))[0].seq, 4);
}

TEST_F(Rows, OnlyHashesNameBlobs) {
    for (const char* name : {"", "../../etc/passwd", "ABC"}) {
        EXPECT_EQ(store_->blob(name).error().kind, ErrorKind::kBadInput) << name;
    }
    EXPECT_EQ(store_->blob(std::string(64, 'a')).error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace seogo::store
