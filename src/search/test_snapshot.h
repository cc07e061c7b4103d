// An archive in memory for tests: a small notebook, a document behind one entry, one by itself.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/segment_builder.h"
#include "notebook/parse.h"
#include "search/passages.h"
#include "search/searcher.h"
#include "search/weights.h"
#include "store/store.h"

namespace seogo::search::testing {

inline constexpr std::string_view kNotebook =
    "📜: Paper link\n"
    "🧑🏻‍💻: Developer blog & Github link\n"
    "\n"
    "# My reading list 2025\n"
    "\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "  - 📜 [Cranfield] [역색인의 구조](https://example.org/inverted-index)\n"
    "    - 역색인은 낱말에서 문서로 가는 목록을 둔다\n"
    "      <details>\n"
    "        <summary>중요 개념</summary>\n"
    "\n"
    "        - **양자화(quantization)**: 값을 더 적은 비트로 나타내는 방법\n"
    "      </details>\n"
    "\n"
    "  - 🧑🏻‍💻 [Sqlite] [Write-ahead logging](https://www.sqlite.org/wal.html)\n"
    "    - Readers never block the writer\n"
    "    - quantization of weights in q8_0\n"
    "</details>\n"
    "<details>\n"
    "  <summary>2nd week</summary>\n"
    "\n"
    "  - 📜 [문장 임베딩을 배우는 법](https://arxiv.org/abs/1234)\n"
    "    - 문장임베딩은 문장을 벡터로 옮긴다\n"
    "</details>\n";

inline constexpr std::int64_t kPage = 1;
inline constexpr std::int64_t kInverted = 2;
inline constexpr std::int64_t kWal = 3;
inline constexpr std::int64_t kEmbedding = 4;
inline constexpr std::int64_t kDocument = 9;

// A state of an archive in memory; counts what is read of it.
class FakeSnapshot final : public store::Snapshot {
public:
    Result<std::vector<store::ItemRow>> items() override {
        ++reads["items"];
        std::vector<store::ItemRow> rows;
        for (const auto& [id, row] : rows_)
            rows.push_back(row);
        return rows;
    }
    Result<std::optional<store::ItemRow>> item(store::ItemId id) override {
        ++reads["item"];
        const auto row = rows_.find(id);
        if (row == rows_.end()) return std::optional<store::ItemRow>();
        return std::optional(row->second);
    }
    Result<std::vector<store::NotebookRow>> notebooks() override {
        return std::vector<store::NotebookRow>();
    }
    Result<notebook::Notebook> nodes(store::NotebookId) override { return notebook_; }
    Result<std::vector<notebook::Node>> nodes_of_item(store::ItemId item) override {
        ++reads["nodes_of_item"];
        std::vector<notebook::Node> own;
        for (const auto& node : notebook_.nodes) {
            if (node.item == item) own.push_back(node);
        }
        return own;
    }
    Result<std::vector<notebook::Node>> concept_nodes() override {
        ++reads["concept_nodes"];
        std::vector<notebook::Node> concepts;
        for (const auto& node : notebook_.nodes) {
            if (node.role == notebook::Role::kConcept) concepts.push_back(node);
        }
        return concepts;
    }
    Result<std::optional<store::DocumentRow>> document(store::ItemId item) override {
        const auto row = documents_.find(item);
        if (row == documents_.end()) return std::optional<store::DocumentRow>();
        return std::optional(row->second);
    }
    Result<std::vector<store::SegmentRow>> segments() override {
        return std::vector<store::SegmentRow>();
    }
    Result<std::vector<store::HistoryRow>> history(std::size_t) override {
        return std::vector<store::HistoryRow>();
    }
    Result<std::string> setting(std::string_view) override { return std::string(); }

    // Gives ids in the order of the file, as a store does.
    void take(std::string_view text) {
        notebook_ = notebook::parse(text).notebook;
        add_row(kPage, store::ItemOrigin::kPage);
        store::ItemId current = kPage;
        int week = 0;
        for (auto& node : notebook_.nodes) {
            if (node.role == notebook::Role::kWeek) ++week;
            if (node.role == notebook::Role::kItem) {
                current = kPage + static_cast<store::ItemId>(rows_.size());
                store::ItemRow& row = add_row(current, store::ItemOrigin::kEntry);
                row.year = 2025;
                row.month = 1;
                row.week = week;
            }
            const bool own = node.level > 0 || node.role == notebook::Role::kItem;
            node.item = own ? current : kPage;
        }
    }
    void add_document(store::ItemId item, std::string text) {
        store::DocumentRow& document = documents_[item];
        document.item = item;
        document.type = "text/markdown";
        document.text = std::move(text);
        if (rows_.contains(item)) return;
        store::ItemRow& row = add_row(item, store::ItemOrigin::kDocument);
        row.title = "A document by itself";
        row.source = "/home/alone.md";
        row.added_ms = 1'735'689'600'000;  // 2025-01-01
    }
    const std::map<store::ItemId, store::ItemRow>& rows() const { return rows_; }
    std::map<std::string, int> reads;

private:
    store::ItemRow& add_row(store::ItemId id, store::ItemOrigin origin) {
        store::ItemRow& row = rows_[id];
        row.id = id;
        row.origin = origin;
        row.notebook = origin == store::ItemOrigin::kDocument ? 0 : 1;
        return row;
    }

    std::map<store::ItemId, store::ItemRow> rows_;
    std::map<store::ItemId, store::DocumentRow> documents_;
    notebook::Notebook notebook_;
};

// The archive with its index: two papers, a developer's entry, their page and a lone document.
class ArchiveInMemory : public ::testing::Test {
protected:
    void SetUp() override {
        snapshot_.take(kNotebook);
        snapshot_.add_document(kWal,
                               "# Checkpoints\n\nThe log is copied back into the database.\n");
        snapshot_.add_document(kDocument, "# Alone\n\n체크포인트는 로그를 본 파일로 옮긴다.\n");
        index::SegmentBuilder builder(kScoring);
        for (const auto& [id, row] : snapshot_.rows()) {
            const auto content = content_of(snapshot_, id);
            ASSERT_TRUE(content.ok());
            for (const auto& passage : index_passages(content.value())) {
                builder.add(passage.key, passage.fields);
            }
        }
        bytes_ = std::move(builder).finish();
        reader_ = index::Segment::open(std::as_bytes(std::span(bytes_))).value();
        segments_.push_back({reader_.get(), {}});
        snapshot_.reads.clear();
    }

    FakeSnapshot snapshot_;
    std::string bytes_;
    std::unique_ptr<index::Segment> reader_;
    std::vector<index::LiveSegment> segments_;
};

}  // namespace seogo::search::testing
