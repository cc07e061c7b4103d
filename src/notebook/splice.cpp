// Splices lines, parses the result and compares it with what stood there.
#include "notebook/splice.h"

#include <algorithm>

#include "notebook/line_diff.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

std::string rendered(const Notebook& notebook, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i)
        text += render(notebook.nodes[i]);
    return text;
}

// Whether two readings of one line agree in all but ids, and but for the ending `given` to the
// second.
bool reads_alike(const Node& a, const Node& b, std::string_view given) {
    if (a.role == Role::kTitle && b.role == Role::kYear) {
        return render(a) + std::string(given) == render(b);
    }
    return a.role == b.role && a.level == b.level && a.kind == b.kind &&
           a.shape + std::string(given) == b.shape &&
           std::equal(std::begin(a.fields), std::end(a.fields), std::begin(b.fields));
}

Error reads_otherwise(std::size_t line) {
    return {ErrorKind::kBadInput,
            "it cannot stand there: line " + std::to_string(line + 1) + " would read otherwise"};
}

// Gives every line the item of its entry, or of the page.
void give_items(const Notebook& before, Notebook& after) {
    ItemId page = 0;
    const auto owners_before = owners(before);
    for (std::size_t i = 0; i < before.nodes.size() && page == 0; ++i) {
        if (owners_before[i] == kNoOwner) page = before.nodes[i].item;
    }
    const auto owner = owners(after);
    for (std::size_t i = 0; i < owner.size(); ++i) {
        after.nodes[i].item = owner[i] == kNoOwner ? page : after.nodes[owner[i]].item;
    }
}

}  // namespace

std::string ending_near(const Notebook& notebook, std::size_t index) {
    for (std::size_t i = std::min(index + 1, notebook.nodes.size()); i > 0; --i) {
        const std::string line = render(notebook.nodes[i - 1]);
        if (line.ends_with("\r\n")) return "\r\n";
        if (line.ends_with('\n')) return "\n";
    }
    return "\n";
}

Result<Notebook> spliced(const Notebook& notebook, const Splice& splice) {
    const std::size_t size = notebook.nodes.size();
    SEOGO_CHECK(splice.begin <= splice.end && splice.end <= size);
    std::string head = rendered(notebook, 0, splice.begin);
    const std::string tail = rendered(notebook, splice.end, size);
    const std::size_t added = split_lines(splice.text).size();
    std::string middle = splice.text;
    const std::string ending = ending_near(notebook, splice.begin);
    const bool bare_end = splice.begin == size && !head.empty() && !head.ends_with('\n');
    if (bare_end && middle.ends_with(ending)) {
        head += ending;
        middle.resize(middle.size() - ending.size());
    }
    const std::size_t removed = splice.end - splice.begin;
    const bool in_place = added == removed;
    const Notebook before = parse(rendered(notebook, 0, size)).notebook;
    Notebook after = parse(head + middle + tail).notebook;
    if (before.nodes.size() != size || after.nodes.size() != size - removed + added) {
        return Error{ErrorKind::kBadInput, "it does not read as the lines that it is"};
    }
    for (std::size_t i = 0; i < size; ++i) {
        if (i >= splice.begin && i < splice.end) {
            if (!in_place) continue;
            after.nodes[i].id = notebook.nodes[i].id;
            after.nodes[i].item = notebook.nodes[i].item;
            continue;
        }
        Node& now = after.nodes[i < splice.begin ? i : i - removed + added];
        const std::string_view given = bare_end && i + 1 == size ? std::string_view(ending) : "";
        if (!reads_alike(before.nodes[i], now, given)) return reads_otherwise(i);
        now.id = notebook.nodes[i].id;
        now.item = notebook.nodes[i].item;
    }
    give_items(notebook, after);
    return after;
}

}  // namespace seogo::notebook
