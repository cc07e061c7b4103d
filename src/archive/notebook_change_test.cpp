// A notebook replaced by its next state: ids stay, rows of items stay true, counts are honest.
#include "archive/notebook_change.h"

#include <gtest/gtest.h>

#include "notebook/edit.h"
#include "notebook/parse.h"
#include "support/archive_fixture.h"

namespace seogo::archive {
namespace {

using testing::kNotebook;
using testing::replaced;

class NotebookChange : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = store::Store::open(disk_, "/lib", {.create = true});
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        store_ = std::move(opened).value();
        row_.path = "/home/notebook.md";
        row_.encoding = "utf-8";
    }
    // Stores the text as the notebook's next state, in a change of its own.
    ItemCounts put(std::string_view text) {
        auto change = store_->write();
        EXPECT_TRUE(change.ok()) << change.error().message;
        auto blob = change.value()->put_blob(text);
        EXPECT_TRUE(blob.ok());
        row_.original = row_.synced = blob.value();
        auto fresh = notebook::parse(text).notebook;
        const auto counts = put_notebook(*change.value(), row_, fresh);
        EXPECT_TRUE(counts.ok()) << counts.error().message;
        EXPECT_TRUE(change.value()->commit("import", "").ok());
        return counts.value();
    }
    std::vector<store::ItemRow> rows() {
        auto snapshot = store_->read();
        EXPECT_TRUE(snapshot.ok());
        return snapshot.value()->items().value();
    }
    notebook::Notebook nodes() { return store_->read().value()->nodes(row_.id).value(); }
    // The row of the entry whose title holds these words.
    store::ItemRow entry(std::string_view words) {
        for (const auto& item : notebook::items_of(nodes())) {
            if (item.title.find(words) == std::string::npos) continue;
            return store_->read().value()->item(item.id).value().value();
        }
        return {};
    }

    testing::FaultyFileSystem disk_;
    std::unique_ptr<store::Store> store_;
    store::NotebookRow row_;
};

TEST_F(NotebookChange, EntriesCarryTheirKindWeekAndLanguage) {
    const ItemCounts counts = put(kNotebook);
    EXPECT_EQ(counts.added, 4);  // three entries and the page
    EXPECT_EQ(counts.changed + counts.removed + counts.kept, 0);
    const auto paper = entry("역색인");
    EXPECT_EQ(paper.kind, "paper");
    EXPECT_EQ(paper.year, 2025);
    EXPECT_EQ(paper.month, 1);
    EXPECT_EQ(paper.week, 1);
    EXPECT_EQ(paper.lang, "ko");
    const auto blog = entry("Write-ahead");
    EXPECT_EQ(blog.kind, "dev");
    EXPECT_EQ(blog.lang, "en");
    EXPECT_EQ(blog.origin, store::ItemOrigin::kEntry);
}

TEST_F(NotebookChange, TheSameTextKeepsEverything) {
    put(kNotebook);
    const auto before = nodes();
    const ItemCounts again = put(kNotebook);
    EXPECT_EQ(again.kept, 4);
    EXPECT_EQ(again.added + again.changed + again.removed, 0);
    EXPECT_EQ(nodes().nodes, before.nodes);
}

TEST_F(NotebookChange, AChangedTitleIsOneChangedItemOfTheSameId) {
    put(kNotebook);
    const auto id = entry("역색인").id;
    const ItemCounts counts = put(replaced(kNotebook, "역색인의 구조", "거꾸로 된 색인"));
    EXPECT_EQ(counts.changed, 1);
    EXPECT_EQ(counts.kept, 3);
    EXPECT_EQ(entry("거꾸로").id, id);
}

TEST_F(NotebookChange, AMovedEntryHasItsNewWeek) {
    put(kNotebook);
    const auto id = entry("임베딩").id;
    EXPECT_EQ(entry("임베딩").week, 2);
    put(replaced(kNotebook, "<summary>2nd week</summary>", "<summary>4th week</summary>"));
    EXPECT_EQ(entry("임베딩").id, id);
    EXPECT_EQ(entry("임베딩").week, 4);
}

TEST_F(NotebookChange, ARemovedEntryLosesItsRowAndItsIdIsNotGivenAgain) {
    put(kNotebook);
    const auto count = rows().size();
    const auto id = entry("임베딩").id;
    const std::string_view line =
        "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
        "    - 문장임베딩은 문장을 벡터로 옮긴다\n";
    const ItemCounts counts = put(replaced(kNotebook, line, ""));
    EXPECT_EQ(counts.removed, 1);
    EXPECT_EQ(rows().size(), count - 1);
    put(replaced(kNotebook, line, "  - 📜 [갑] [새 항목](https://example.org/new)\n"));
    EXPECT_NE(entry("새 항목").id, 0);
    EXPECT_NE(entry("새 항목").id, id);
}

TEST_F(NotebookChange, NodesEditedInPlaceKeepTheirIds) {
    put(kNotebook);
    auto edited = nodes();
    const auto before = edited;
    notebook::ItemChange wanted;
    wanted.kind = "news";
    ASSERT_TRUE(notebook::change_item(edited, entry("역색인").id, wanted).ok());
    auto change = store_->write();
    ASSERT_TRUE(change.ok());
    const auto counts = put_edited(*change.value(), row_, edited);
    ASSERT_TRUE(counts.ok()) << counts.error().message;
    EXPECT_EQ(counts.value().changed, 1);
    ASSERT_TRUE(change.value()->commit("edit", "").ok());
    EXPECT_EQ(entry("역색인").kind, "news");
    ASSERT_EQ(nodes().nodes.size(), before.nodes.size());
    for (std::size_t i = 0; i < before.nodes.size(); ++i) {
        EXPECT_EQ(nodes().nodes[i].id, before.nodes[i].id);
    }
}

}  // namespace
}  // namespace seogo::archive
