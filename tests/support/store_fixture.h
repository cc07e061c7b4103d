// A store on a disk in memory, with small notebooks: what the tests of store/ start from.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"
#include "support/faulty_file_system.h"

namespace seogo::store::testing {

using seogo::testing::FaultyFileSystem;

class FixedClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return now; }
    std::int64_t steady_us() override { return 0; }
    std::int64_t process_cpu_us() override { return 0; }
    std::int64_t now = 1738314000000;  // 2025-01-31T09:00:00Z
};

inline std::vector<notebook::Node> page_line(std::string_view text) {
    notebook::Node node;
    node.role = notebook::Role::kText;
    node[notebook::Field::kText] = text;
    node.shape = "\x01\x03\n";
    return {node};
}

// An entry's line and one note beneath it.
inline std::vector<notebook::Node> entry(std::string_view title, std::string_view url,
                                         std::string_view note) {
    notebook::Node head;
    head.role = notebook::Role::kItem;
    head.kind = "paper";
    head[notebook::Field::kTitle] = title;
    head[notebook::Field::kUrl] = url;
    head.shape = "- [\x01\x01](\x01\x02)\n";
    notebook::Node below;
    below.role = notebook::Role::kNote;
    below.level = 1;
    below[notebook::Field::kText] = note;
    below.shape = "  - \x01\x03\n";
    return {head, below};
}

inline notebook::Notebook lines_of(std::initializer_list<std::vector<notebook::Node>> parts) {
    notebook::Notebook whole;
    for (const auto& part : parts)
        whole.nodes.insert(whole.nodes.end(), part.begin(), part.end());
    return whole;
}

inline void expect_ok(const Status& status) { EXPECT_TRUE(status.ok()) << status.error().message; }

// The value; a failed test and an empty value where it is an error.
template <typename T>
T value(Result<T> result) {
    EXPECT_TRUE(result.ok()) << result.error().message;
    return result.ok() ? std::move(result).value() : T{};
}

// Imports a notebook as one change; answers its seq.
inline Result<std::int64_t> import_into(Store& store, const base::Path& path,
                                        notebook::Notebook& fresh) {
    SEOGO_ASSIGN(const auto change, store.write());
    NotebookRow row;
    SEOGO_ASSIGN(const auto rows, change->notebooks());
    for (const auto& one : rows) {
        if (one.path == path) row = one;
    }
    row.path = path.string();
    row.encoding = "utf-8";
    std::string text;
    for (const auto& node : fresh.nodes)
        text += node.shape;
    SEOGO_ASSIGN(row.synced, change->put_blob(text));
    if (row.original.empty()) row.original = row.synced;
    SEOGO_ASSIGN(row.id, change->put_notebook(row));
    SEOGO_TRY(change->put_nodes(row.id, fresh));
    return change->commit("import", "a notebook");
}

class StoreTest : public ::testing::Test {
protected:
    void SetUp() override { reopen(); }

    void reopen() {
        store_.reset();
        auto opened = Store::open(disk_, "/lib", options());
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        store_ = std::move(opened).value();
    }
    // The process dies: what it wrote is there, nothing was closed in order.
    void die() {
        auto left = disk_.clone();
        store_.reset();
        disk_ = std::move(left);
    }
    Store::Options options() { return {.create = true, .clock = &clock_, .busy_wait_ms = 2000}; }
    std::unique_ptr<Snapshot> read() { return value(store_->read()); }
    std::unique_ptr<Change> write() { return value(store_->write()); }

    NotebookId import(notebook::Notebook& fresh, const base::Path& path = "/home/notebook.md") {
        value(import_into(*store_, path, fresh));
        for (const auto& row : value(read()->notebooks())) {
            if (row.path == path) return row.id;
        }
        return 0;
    }
    ItemId add_document(std::string_view text) {
        auto change = write();
        ItemRow item;
        item.origin = ItemOrigin::kDocument;
        item.title = text;
        const ItemId id = value(change->put_item(item));
        DocumentRow document;
        document.item = id;
        document.type = "text/plain";
        document.source = "-";
        document.text = text;
        document.original = value(change->put_blob(text));
        expect_ok(change->put_document(document));
        EXPECT_GT(value(change->commit("add", "a document")), 0);
        return id;
    }
    void put_document(ItemId item, std::string_view text) {
        auto change = write();
        DocumentRow document;
        document.item = item;
        document.type = "text/plain";
        document.source = "-";
        document.text = text;
        document.original = value(change->put_blob(text));
        expect_ok(change->put_document(document));
        EXPECT_GT(value(change->commit("add", "a document")), 0);
    }

    FaultyFileSystem disk_;
    FixedClock clock_;
    std::unique_ptr<Store> store_;
};

// Every row of the truth and of the history, as text: equal texts, equal archives.
inline Result<std::string> state_of(Store& store) {
    SEOGO_ASSIGN(const auto snapshot, store.read());
    std::string out;
    SEOGO_ASSIGN(const auto items, snapshot->items());
    for (const auto& row : items) {
        out += "item " + std::to_string(row.id) + " " + row.title + " " + row.source + " " +
               std::to_string(row.added_ms) + "\n";
        SEOGO_ASSIGN(const auto document, snapshot->document(row.id));
        if (!document) continue;
        SEOGO_ASSIGN(const std::string original, store.blob(document->original));
        out += "document " + document->text + " of " + original + "\n";
    }
    SEOGO_ASSIGN(const auto notebooks, snapshot->notebooks());
    for (const auto& row : notebooks) {
        out += "notebook " + std::to_string(row.id) + " " + row.path + " " + row.synced + "\n";
        SEOGO_ASSIGN(const auto nodes, snapshot->nodes(row.id));
        for (const auto& node : nodes.nodes) {
            out += std::to_string(node.id) + " " + std::to_string(node.item) + " ";
            for (const auto& field : node.fields)
                out += field + "|";
            out += node.shape;
        }
    }
    SEOGO_ASSIGN(const auto history, snapshot->history(1000));
    for (const auto& row : history) {
        out += "change " + std::to_string(row.seq) + " " + row.command + " " +
               std::to_string(row.rows_changed) + ":";
        for (const ItemId item : row.items)
            out += " " + std::to_string(item);
        out += "\n";
    }
    return out;
}

}  // namespace seogo::store::testing
