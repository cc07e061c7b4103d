// A small archive in memory for the tests of ask: entries, glossary and documents, indexed as the
// real one is, without a store.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ask/answer.h"
#include "base/clock.h"
#include "index/segment_builder.h"
#include "notebook/parse.h"
#include "search/passages.h"
#include "search/searcher.h"
#include "search/weights.h"

namespace seogo::ask {

class MemorySnapshot final : public store::Snapshot {
public:
    struct Entry {
        store::ItemRow row;
        std::vector<notebook::Node> nodes;
        std::string document;
    };

    Result<std::vector<store::ItemRow>> items() override {
        SEOGO_TRY(step());
        std::vector<store::ItemRow> rows;
        for (const Entry& entry : entries)
            rows.push_back(entry.row);
        return rows;
    }
    Result<std::optional<store::ItemRow>> item(store::ItemId id) override {
        SEOGO_TRY(step());
        const Entry* entry = find(id);
        return entry == nullptr ? std::nullopt : std::optional(entry->row);
    }
    Result<std::vector<store::NotebookRow>> notebooks() override {
        return std::vector<store::NotebookRow>{};
    }
    Result<notebook::Notebook> nodes(store::NotebookId) override { return notebook::Notebook{}; }
    Result<std::vector<notebook::Node>> nodes_of_item(store::ItemId id) override {
        SEOGO_TRY(step());
        const Entry* entry = find(id);
        return entry == nullptr ? std::vector<notebook::Node>{} : entry->nodes;
    }
    Result<std::vector<notebook::Node>> concept_nodes() override {
        SEOGO_TRY(step());
        std::vector<notebook::Node> out;
        for (const Entry& entry : entries) {
            for (const notebook::Node& node : entry.nodes) {
                if (node.role == notebook::Role::kConcept) out.push_back(node);
            }
        }
        return out;
    }
    Result<std::optional<store::DocumentRow>> document(store::ItemId id) override {
        SEOGO_TRY(step());
        const Entry* entry = find(id);
        if (entry == nullptr || entry->document.empty()) {
            return std::optional<store::DocumentRow>{};
        }
        return std::optional(store::DocumentRow{id, "", "text/markdown", "", entry->document});
    }
    Result<std::vector<store::SegmentRow>> segments() override {
        return std::vector<store::SegmentRow>{};
    }
    Result<std::vector<store::HistoryRow>> history(std::size_t) override {
        return std::vector<store::HistoryRow>{};
    }
    Result<std::string> setting(std::string_view) override { return std::string(); }

    std::vector<Entry> entries;  // the id of entries[i] is i + 1
    int failing_read = 0;        // this one from now on fails; 0: none
    bool failed = false;

private:
    Status step() {
        if (failing_read == 0 || --failing_read > 0) return ok_status();
        failed = true;
        return Error{ErrorKind::kIo, "the disk refused"};
    }
    const Entry* find(store::ItemId id) const {
        const auto i = static_cast<std::size_t>(id - 1);
        return i < entries.size() ? &entries[i] : nullptr;
    }
};

class MemoryArchive {
public:
    // An entry of a notebook; lines as "term :: definition" become glossary entries, others notes.
    store::ItemId add_entry(const std::string& title, const std::vector<std::string>& lines,
                            std::string document = "") {
        const store::ItemId id = next_id(store::ItemOrigin::kEntry, std::move(document));
        std::string text = "- 📜 [" + title + "](https://example.org/" + std::to_string(id) + ")\n";
        std::string box;
        for (const std::string& line : lines) {
            const auto cut = line.find(" :: ");
            if (cut == std::string::npos) {
                text += "  - " + line + "\n";
            } else {
                box += "    - **" + line.substr(0, cut) + "**: " + line.substr(cut + 4) + "\n";
            }
        }
        if (!box.empty()) {
            text += "  <details>\n    <summary>중요 개념</summary>\n\n" + box + "  </details>\n";
        }
        auto& nodes = snapshot.entries.back().nodes;
        nodes = notebook::parse(text).notebook.nodes;
        for (notebook::Node& node : nodes)
            node.item = id;
        return id;
    }
    store::ItemId add_document(std::string title, std::string text) {
        const store::ItemId id = next_id(store::ItemOrigin::kDocument, std::move(text));
        snapshot.entries.back().row.title = std::move(title);
        return id;
    }

    // `failing_read`: of the reads that answering takes; 0: none fails.
    Result<Answer> ask(const Question& question, int failing_read = 0) {
        index::SegmentBuilder builder(search::kScoring);
        for (const auto& entry : snapshot.entries) {
            SEOGO_ASSIGN(const auto content, search::content_of(snapshot, entry.row.id));
            for (const auto& passage : search::index_passages(content))
                builder.add(passage.key, passage.fields);
        }
        const std::string bytes = std::move(builder).finish();
        SEOGO_ASSIGN(const auto reader, index::Segment::open(std::as_bytes(std::span(bytes))));
        const index::LiveSegment segments[] = {{reader.get(), {}}};
        search::Searcher searcher(snapshot, segments, base::real_clock());
        snapshot.failed = false;
        snapshot.failing_read = failing_read;
        auto answered = answer(snapshot, searcher, question);
        snapshot.failing_read = 0;
        return answered;
    }

    // The answer to a question, after every quote was compared with the text that it cites.
    Answer checked(std::string_view text, std::size_t sentences_max = 3) {
        auto answered = ask({.text = std::string(text), .sentences_max = sentences_max});
        EXPECT_TRUE(answered.ok()) << answered.error().message;
        if (!answered.ok()) return {};
        for (const Source& source : answered.value().sources) {
            const auto content = search::content_of(snapshot, source.id);
            EXPECT_EQ(content.value().text.substr(source.begin, source.end - source.begin),
                      source.quote);
        }
        return std::move(answered).value();
    }
    std::string first(std::string_view text) {
        const Answer answered = checked(text);
        return answered.sentences.empty() ? "" : answered.sentences[0].text;
    }

    MemorySnapshot snapshot;

private:
    store::ItemId next_id(store::ItemOrigin origin, std::string document) {
        MemorySnapshot::Entry entry;
        entry.row.id = static_cast<store::ItemId>(snapshot.entries.size()) + 1;
        entry.row.origin = origin;
        entry.document = std::move(document);
        snapshot.entries.push_back(std::move(entry));
        return snapshot.entries.back().row.id;
    }
};

}  // namespace seogo::ask
