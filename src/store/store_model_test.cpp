// Differential: a long random session against a model that keeps every state whole in memory.
//
// The model is slow and obvious: a map of items, one of documents, a list of notebooks, copied at
// each commit. The store must agree after every step, after reopening, a lost log, a rebuild, a
// backup and a restore; undo must give back the model's state of before.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;
using notebook::Field;
using notebook::Node;
using notebook::NodeId;

struct Model {
    std::map<ItemId, std::string> documents;             // of items that stand alone: their text
    std::map<std::string, std::vector<Node>> notebooks;  // by path
    std::map<std::string, std::string> settings;
    friend bool operator==(const Model&, const Model&) = default;
};

std::string path_of(std::size_t number) { return "/home/n" + std::to_string(number) + ".md"; }

class Session : public StoreTest {
protected:
    std::size_t below(std::size_t n) { return random_() % n; }
    std::string words() {
        static constexpr const char* kWords[] = {"역색인", "낱말", "posting", "list", "\xff",
                                                 "",       "문서", "길이",    "\x1f", "WAL"};
        std::string out;
        for (std::size_t i = below(5); i-- > 0;)
            out += kWords[below(std::size(kWords))] + std::string(" ");
        return out;
    }

    // What the store holds, in the model's form.
    Model stored() {
        Model out;
        const auto snapshot = read();
        for (const auto& item : value(snapshot->items())) {
            if (item.origin != ItemOrigin::kDocument) continue;
            const auto document = value(snapshot->document(item.id));
            EXPECT_TRUE(document);
            if (document) out.documents[item.id] = document->text;
        }
        for (const auto& row : value(snapshot->notebooks()))
            out.notebooks[row.path] = value(snapshot->nodes(row.id)).nodes;
        for (const char* name : {"a", "b", "c"}) {
            const std::string set = value(snapshot->setting(name));
            if (!set.empty()) out.settings[name] = set;
        }
        return out;
    }

    void edit(std::vector<Node>& nodes) {
        const std::size_t at = below(nodes.size() + 1);
        const auto place = nodes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(5)) {
            case 0: {
                const auto lines = entry(words(), words(), words());
                nodes.insert(place, lines.begin(), lines.end());
                break;
            }
            case 1: {
                const auto line = page_line(words());
                nodes.insert(place, line.begin(), line.end());
                break;
            }
            case 2:
                if (place != nodes.end()) nodes.erase(place);
                break;
            case 3:
                if (place != nodes.end()) (*place)[Field::kText] = words();
                break;
            default:
                std::rotate(nodes.begin(), place, nodes.end());
        }
    }

    // Applies the same random change to the store and to `model`.
    void change_once(Change& change, Model& model) {
        switch (below(4)) {
            case 0: {
                ItemRow item;
                item.origin = ItemOrigin::kDocument;
                DocumentRow document;
                document.item = value(change.put_item(item));
                document.text = words();
                document.original = value(change.put_blob(document.text));
                expect_ok(change.put_document(document));
                model.documents[document.item] = document.text;
                break;
            }
            case 1: {
                if (model.documents.empty()) break;
                const auto gone =
                    std::next(model.documents.begin(),
                              static_cast<std::ptrdiff_t>(below(model.documents.size())));
                expect_ok(change.remove_item(gone->first));
                model.documents.erase(gone);
                break;
            }
            case 2: {
                const std::string name(1, static_cast<char>('a' + below(3)));
                const std::string set = words();
                expect_ok(change.put_setting(name, set));
                set.empty() ? (void)model.settings.erase(name) : (void)(model.settings[name] = set);
                break;
            }
            default:
                change_notebook(change, model);
        }
    }

    void change_notebook(Change& change, Model& model) {
        const std::string path = path_of(below(3));
        NotebookRow row;
        for (const auto& known : value(change.notebooks())) {
            if (known.path == path) row = known;
        }
        if (row.id != 0 && below(12) == 0) {
            expect_ok(change.remove_notebook(row.id));
            model.notebooks.erase(path);
            return;
        }
        row.path = path;
        row.encoding = "utf-8";
        row.id = value(change.put_notebook(row));
        notebook::Notebook nodes{model.notebooks[path]};
        for (std::size_t i = 1 + below(4); i-- > 0;)
            edit(nodes.nodes);
        expect_ok(change.put_nodes(row.id, nodes));
        model.notebooks[path] = nodes.nodes;
    }

    // One commit; the model of before is kept under its seq.
    void commit_once() {
        Model next = model_;
        auto change = write();
        for (std::size_t i = 1 + below(3); i-- > 0;)
            change_once(*change, next);
        if (below(10) == 0) return;  // dropped
        const std::int64_t seq = value(change->commit("step", ""));
        if (seq == 0) {
            EXPECT_EQ(model_, next);
            return;
        }
        EXPECT_EQ(seq, ++last_);
        before_[seq] = std::exchange(model_, next);
    }

    // The newest change can always be undone, and gives back the state before it.
    void undo_newest() {
        if (last_ == 0) return;
        auto change = write();
        expect_ok(change->undo(last_));
        EXPECT_EQ(value(change->commit("undo", "")), last_ + 1);
        Model undone = model_;
        model_ = before_[last_];
        before_[++last_] = std::move(undone);
    }

    // An older one may be refused; then nothing has changed.
    void undo_older() {
        if (last_ < 2) return;
        const auto seq = static_cast<std::int64_t>(1 + below(static_cast<std::size_t>(last_ - 1)));
        auto change = write();
        const Status undone = change->undo(seq);
        if (!undone.ok()) {
            EXPECT_EQ(undone.error().kind, ErrorKind::kBadInput) << undone.error().message;
            EXPECT_EQ(value(change->commit("undo", "")), 0);
            return;
        }
        const std::int64_t done = value(change->commit("undo", ""));
        change.reset();
        if (done == 0) return;
        EXPECT_EQ(done, ++last_);
        before_[last_] = std::exchange(model_, stored());
    }

    void lose_log() {
        die();
        for (const char* end : {"-wal", "-shm"})
            (void)disk_.remove(std::string("/lib/seogo.db") + end).ok();
        reopen();
    }
    void rebuild() {
        store_.reset();
        expect_ok(Store::rebuild_database(disk_, "/lib"));
        reopen();
    }
    void backup_and_restore() {
        (void)disk_.remove("/b.tar").ok();
        expect_ok(store_->backup("/b.tar"));
        store_.reset();
        expect_ok(Store::restore(disk_, "/b.tar", "/lib", true));
        reopen();
    }

    void step() {
        switch (below(24)) {
            case 0:
                return reopen();
            case 1:
                return lose_log();
            case 2:
                return rebuild();
            case 3:
                return backup_and_restore();
            case 4:
                die();
                disk_.drop_unsynced(random_());
                return reopen();
            case 5:
            case 6:
                return undo_newest();
            case 7:
                return undo_older();
            default:
                commit_once();
        }
    }

    std::mt19937 random_;
    Model model_;
    std::map<std::int64_t, Model> before_;
    std::int64_t last_ = 0;
};

TEST_F(Session, AgreesWithTheModelAtEveryStep) {
    for (const std::uint32_t seed : {1u, 2u, 3u, 4u}) {
        store_.reset();
        disk_ = FaultyFileSystem();
        reopen();
        random_.seed(seed);
        model_ = {};
        before_.clear();
        last_ = 0;
        for (int i = 0; i < 120; ++i) {
            SCOPED_TRACE(::testing::Message() << "seed " << seed << ", step " << i);
            step();
            ASSERT_EQ(stored(), model_);
            if (HasFailure()) return;
        }
        const auto damage = value(store_->verify());
        EXPECT_TRUE(damage.empty()) << damage.front().file << ": " << damage.front().message;
    }
}

// Every line has an item, every item a line or a document, and no id stands twice.
TEST_F(Session, ItemsAndLinesHangTogether) {
    random_.seed(11);
    for (int i = 0; i < 60; ++i)
        commit_once();
    const auto snapshot = read();
    std::map<ItemId, std::size_t> lines;
    std::map<NodeId, int> nodes;
    for (const auto& row : value(snapshot->notebooks())) {
        const auto notebook = value(snapshot->nodes(row.id));
        const auto owners = notebook::owners(notebook);
        for (std::size_t n = 0; n < notebook.nodes.size(); ++n) {
            const Node& node = notebook.nodes[n];
            ++lines[node.item];
            EXPECT_EQ(++nodes[node.id], 1);
            if (owners[n] == notebook::kNoOwner) continue;
            EXPECT_EQ(node.item, notebook.nodes[owners[n]].item);
        }
    }
    for (const auto& item : value(snapshot->items())) {
        if (item.origin == ItemOrigin::kDocument) {
            EXPECT_FALSE(lines.contains(item.id));
            EXPECT_TRUE(value(snapshot->document(item.id)));
        } else {
            EXPECT_EQ(lines.erase(item.id), 1u) << "item " << item.id;
            EXPECT_GT(item.notebook, 0);
        }
    }
    EXPECT_TRUE(lines.empty());
}

}  // namespace
}  // namespace seogo::store
