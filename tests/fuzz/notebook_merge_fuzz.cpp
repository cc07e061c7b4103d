// Any three texts at all: a merge holds its laws, ids are carried without a double, and edits of
// what was read either stand exactly or leave everything as it was.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "notebook/edit.h"
#include "notebook/match.h"
#include "notebook/merge.h"
#include "notebook/parse.h"

namespace {

using namespace seogo;
using notebook::Notebook;

// The three texts stand one behind the other, parted by the byte 0xFF.
std::string_view take_text(std::string_view& rest) {
    const std::size_t end = rest.find('\xff');
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return text;
}

void check_merge(std::string_view base, std::string_view ours, std::string_view theirs) {
    const auto one = notebook::merge3(base, ours, theirs);
    const auto other = notebook::merge3(base, theirs, ours);
    SEOGO_CHECK(one.conflicts.size() == other.conflicts.size());
    SEOGO_CHECK(notebook::merge3(base, ours, base).text == ours);
    SEOGO_CHECK(notebook::merge3(base, base, theirs).text == theirs);
    SEOGO_CHECK(notebook::merge3(base, ours, ours).text == ours);
    SEOGO_CHECK(notebook::unified_diff(base, ours).empty() == (base == ours));
}

Notebook stored(std::string_view text) {
    Notebook notebook = notebook::parse(text).notebook;
    const auto owner = notebook::owners(notebook);
    for (std::size_t i = 0; i < owner.size(); ++i) {
        notebook.nodes[i].id = static_cast<notebook::NodeId>(i + 1);
        const std::size_t entry = owner[i] == notebook::kNoOwner ? 0 : owner[i] + 2;
        notebook.nodes[i].item = static_cast<notebook::ItemId>(entry == 0 ? 1 : entry);
    }
    return notebook;
}

void check_ids(const Notebook& old, std::string_view text) {
    Notebook fresh = notebook::parse(text).notebook;
    notebook::carry_ids(old, fresh);
    std::set<notebook::NodeId> ids;
    std::set<notebook::ItemId> items;
    for (const auto& node : fresh.nodes) {
        SEOGO_CHECK(node.id == 0 || ids.insert(node.id).second);
        const bool entry = node.role == notebook::Role::kItem && node.item != 0;
        SEOGO_CHECK(!entry || items.insert(node.item).second);
    }
    SEOGO_CHECK(notebook::render(fresh) == text);
}

// What stands after an edit reads back as it stands; what was refused changed nothing.
void check_edit(const Notebook& before, const Notebook& after, bool done) {
    if (!done) {
        SEOGO_CHECK(after.nodes == before.nodes);
        return;
    }
    const Notebook again = notebook::parse(notebook::render(after)).notebook;
    SEOGO_CHECK(again.nodes.size() == after.nodes.size());
    for (std::size_t i = 0; i < again.nodes.size(); ++i)
        SEOGO_CHECK(again.nodes[i].shape == after.nodes[i].shape);
}

void check_edits(const Notebook& before, std::string_view words) {
    const std::string text(words.substr(0, 80));
    notebook::ItemId item = 0;
    for (const auto& node : before.nodes) {
        if (node.role == notebook::Role::kItem) item = node.item;
    }
    Notebook edited = before;
    check_edit(before, edited, notebook::change_item(edited, item, {.title = text}).ok());
    edited = before;
    check_edit(before, edited,
               notebook::change_item(edited, item, {.org = text, .url = text}).ok());
    edited = before;
    check_edit(before, edited, notebook::add_note(edited, item, text).ok());
    edited = before;
    check_edit(before, edited, notebook::remove_item(edited, item).ok());
    edited = before;
    const notebook::NewItem fresh{.kind = "dev", .title = text, .url = "https://example.org/"};
    check_edit(before, edited, notebook::insert_item(edited, {2025, 1, 2}, fresh).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string_view base = take_text(rest);
    const std::string_view ours = take_text(rest);
    const std::string_view theirs = take_text(rest);
    check_merge(base, ours, theirs);
    const Notebook old = stored(base);
    check_ids(old, ours);
    check_edits(old, theirs);
    return 0;
}
