// Changes one line of a notebook, adds a note, takes an entry away; each is read back before it
// stands.
#include "notebook/edit.h"

#include <algorithm>

#include "notebook/entry_line.h"
#include "notebook/line.h"
#include "notebook/manner.h"
#include "notebook/node_words.h"
#include "notebook/splice.h"

namespace seogo::notebook {
namespace {

Error no_item(ItemId item) {
    return {ErrorKind::kNotFound, "no entry " + std::to_string(item) + " in this notebook"};
}

// The entry's own line.
Result<std::size_t> line_of(const Notebook& notebook, ItemId item) {
    for (std::size_t i = 0; i < notebook.nodes.size() && item != 0; ++i) {
        if (notebook.nodes[i].role == Role::kItem && notebook.nodes[i].item == item) return i;
    }
    return no_item(item);
}

// One past the last line of the entry at `entry`.
std::size_t end_of(const Notebook& notebook, std::size_t entry) {
    const auto owner = owners(notebook);
    std::size_t end = entry + 1;
    while (end < owner.size() && owner[end] == entry)
        ++end;
    return end;
}

Error reads_otherwise(std::string_view what) {
    return {ErrorKind::kBadInput,
            "the " + std::string(what) + " cannot stand on this line: it would read otherwise"};
}

// Whether the changed line says what was asked for, and all else that it said before.
Status check_changed(const Node& before, const Node& after, const ItemChange& change) {
    if (after.role != Role::kItem) {
        return Error{ErrorKind::kBadInput, "the line would no longer be an entry"};
    }
    if (after.kind != change.kind.value_or(before.kind)) return reads_otherwise("kind");
    if (EntryLine(after).org() != change.org.value_or(EntryLine(before).org())) {
        return reads_otherwise("org");
    }
    if (after[Field::kTitle] != change.title.value_or(before[Field::kTitle])) {
        return reads_otherwise("title");
    }
    const std::string_view url = part_of(after, Field::kUrl, 0);
    if (url != change.url.value_or(std::string(part_of(before, Field::kUrl, 0)))) {
        return reads_otherwise("url");
    }
    const bool same_rest = after[Field::kText] == before[Field::kText] &&
                           (change.url || after[Field::kUrl] == before[Field::kUrl]);
    return same_rest ? ok_status() : reads_otherwise("change");
}

Status check_words(const ItemChange& change) {
    SEOGO_TRY(check_one_line("org", change.org.value_or("")));
    SEOGO_TRY(check_one_line("title", change.title.value_or("")));
    SEOGO_TRY(check_one_line("url", change.url.value_or("")));
    return ok_status();
}

// One past the last line that is the entry's own note, or belongs to one: not under a sub-item, not
// in a box.
std::size_t own_notes_end(const Notebook& notebook, std::size_t entry) {
    const std::size_t end = end_of(notebook, entry);
    std::size_t found = entry + 1;
    int sub_item = 0;  // level of the sub-item that lines stand under
    int boxes = 0;
    for (std::size_t i = entry + 1; i < end; ++i) {
        const Node& node = notebook.nodes[i];
        if (node.role == Role::kBox) ++boxes;
        if (node.role == Role::kBlank && boxes > 0 && body_of(node).starts_with("</details")) {
            --boxes;
        }
        if (boxes > 0) continue;
        if (node.role == Role::kSubItem && (sub_item == 0 || node.level <= sub_item)) {
            sub_item = node.level;
        }
        if (node.role != Role::kNote && node.role != Role::kText) continue;
        if (sub_item != 0 && node.level > sub_item) continue;
        sub_item = 0;
        found = i + 1;
    }
    return found;
}

}  // namespace

Status change_item(Notebook& notebook, ItemId item, const ItemChange& change) {
    SEOGO_TRY(check_words(change));
    SEOGO_ASSIGN(const std::size_t at, line_of(notebook, item));
    const Node& before = notebook.nodes[at];
    EntryLine line(before);
    if (change.kind && *change.kind != before.kind) {
        SEOGO_ASSIGN(const std::string mark, mark_for(notebook, *change.kind, at));
        line.set_mark(mark);
    }
    if (change.org && *change.org != line.org()) {
        SEOGO_TRY(check_brackets("org", *change.org));
        line.set_org(*change.org);
    }
    if (change.title && *change.title != before[Field::kTitle]) {
        SEOGO_TRY(check_brackets("title", *change.title));
        line.set_title(*change.title);
    }
    if (change.url && *change.url != part_of(before, Field::kUrl, 0)) line.set_url(*change.url);
    if (line.text() == render(before)) return ok_status();
    SEOGO_ASSIGN(Notebook edited, spliced(notebook, {at, at + 1, line.text()}));
    SEOGO_TRY(check_changed(before, edited.nodes[at], change));
    notebook = std::move(edited);
    return ok_status();
}

Status add_note(Notebook& notebook, ItemId item, std::string_view note) {
    if (trimmed(note).empty()) return Error{ErrorKind::kBadInput, "a note needs words"};
    SEOGO_TRY(check_one_line("note", note));
    SEOGO_ASSIGN(const std::size_t entry, line_of(notebook, item));
    if (is_row(notebook.nodes[entry])) {
        return Error{ErrorKind::kUnsupported, "an entry in a table has no room for notes"};
    }
    const std::size_t at = own_notes_end(notebook, entry);
    const std::string text =
        note_start(notebook, entry) + std::string(note) + ending_near(notebook, entry);
    SEOGO_ASSIGN(Notebook edited, spliced(notebook, {at, at, text}));
    const Node& added = edited.nodes[at];
    const bool is_note = added.role == Role::kNote && added[Field::kText] == note;
    const bool is_link = added.role == Role::kSubItem && trimmed(note) == note;
    if ((!is_note && !is_link) || added.level != 1 || added.item != item)
        return reads_otherwise("note");
    notebook = std::move(edited);
    return ok_status();
}

Status change_text(Notebook& notebook, NodeId node, Field field, std::string_view value) {
    SEOGO_TRY(check_one_line("text", value));
    const auto found = std::find_if(notebook.nodes.begin(), notebook.nodes.end(),
                                    [&](const Node& one) { return one.id == node && node != 0; });
    if (found == notebook.nodes.end()) {
        return Error{ErrorKind::kNotFound, "no line " + std::to_string(node) + " in this notebook"};
    }
    const auto at = static_cast<std::size_t>(found - notebook.nodes.begin());
    EntryLine line(*found);
    if (!line.set_field(field, value)) {
        return Error{ErrorKind::kBadInput, "the line does not hold this text in one piece"};
    }
    SEOGO_ASSIGN(Notebook edited, spliced(notebook, {at, at + 1, line.text()}));
    Node wanted = *found;
    wanted[field] = value;
    if (edited.nodes[at] != wanted) return reads_otherwise("text");
    notebook = std::move(edited);
    return ok_status();
}

Status remove_item(Notebook& notebook, ItemId item) {
    SEOGO_ASSIGN(const std::size_t entry, line_of(notebook, item));
    const std::size_t end = end_of(notebook, entry);
    const auto& nodes = notebook.nodes;
    const bool row = is_row(nodes[entry]);
    const bool white_before = !row && entry > 0 && is_white(nodes[entry - 1]);
    const bool white_after = !row && end < nodes.size() && is_white(nodes[end]);
    // The white line below goes, so that what stood above the entry stays; else the one above.
    Splice splice{entry, end, ""};
    if (white_after && (white_before || entry == 0)) {
        splice.end = end + 1;
    } else if (white_before && !white_after) {
        splice.begin = entry - 1;
    }
    auto edited = spliced(notebook, splice);
    if (!edited.ok()) edited = spliced(notebook, {entry, end, ""});
    if (!edited.ok()) return std::move(edited).error().in("the entry cannot be taken away");
    notebook = std::move(edited).value();
    return ok_status();
}

}  // namespace seogo::notebook
