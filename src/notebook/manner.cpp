// Reads indents, bullets and marks off the entries that stand near.
#include "notebook/manner.h"

#include <algorithm>

#include "notebook/entry_line.h"
#include "notebook/line.h"
#include "notebook/link.h"
#include "notebook/marks.h"
#include "notebook/spans.h"
#include "notebook/splice.h"

namespace seogo::notebook {
namespace {

struct KindName {
    std::string_view kind, mark;
};
constexpr KindName kKinds[] = {
    {"paper", "📜"}, {"dev", "🧑🏻‍💻"}, {"news", "🗞️"}, {"interesting", "🤪"}};

// Indent and bullet of a line ("  - "), as they stand; a task box is left open, a number counts on.
struct LineStart {
    std::string indent, bullet;
};

std::string next_number(std::string_view bullet) {
    const std::size_t digits = std::min(bullet.find_first_not_of("0123456789"), bullet.size());
    if (digits == 0 || digits > 4) return std::string(bullet);
    int value = 0;
    for (const char digit : bullet.substr(0, digits))
        value = value * 10 + (digit - '0');
    return std::to_string(value + 1) + std::string(bullet.substr(digits));
}

LineStart start_of(const Node& node) {
    const std::string line = render(node);
    std::string_view rest = line;
    const Line parts = take_line(rest);
    LineStart start;
    start.indent = parts.indent;
    start.bullet = parts.body.substr(0, bullet_length(parts.body));
    for (const std::string_view done : {"[x]", "[X]"}) {
        if (const auto at = start.bullet.find(done); at != std::string::npos) {
            start.bullet[at + 1] = ' ';
        }
    }
    return start;
}

// What a note's line has before its words, with the entry's indent taken off the front. Nothing
// where it does not stand deeper in the same way.
std::optional<std::string> start_under(const Node& entry, const Node& note) {
    const LineStart above = start_of(entry);
    const LineStart below = start_of(note);
    if (below.bullet.empty() || !below.indent.starts_with(above.indent)) return std::nullopt;
    const std::string deeper = below.indent.substr(above.indent.size());
    if (deeper.empty()) return std::nullopt;
    return deeper + next_number(below.bullet);
}

// The first note right under an entry.
std::optional<std::string> own_note_start(const Notebook& notebook, std::size_t entry) {
    const auto& nodes = notebook.nodes;
    for (std::size_t i = entry + 1; i < nodes.size() && nodes[i].role != Role::kItem; ++i) {
        if (nodes[i].level == 0 && nodes[i].role != Role::kBlank) return std::nullopt;
        if (nodes[i].role == Role::kNote && nodes[i].level == 1) {
            return start_under(nodes[entry], nodes[i]);
        }
    }
    return std::nullopt;
}

// Calls `visit` with entries, the nearest to `near` first (the one before on a tie), until true.
template <typename Visit>
void visit_entries(const Notebook& notebook, std::size_t near, const Visit& visit) {
    const std::size_t size = notebook.nodes.size();
    for (std::size_t far = 0; far <= size; ++far) {
        for (const bool before : {true, false}) {
            if (before ? far > near : far == 0) continue;
            const std::size_t i = before ? near - far : near + far;
            if (i >= size || notebook.nodes[i].role != Role::kItem) continue;
            if (visit(i)) return;
        }
    }
}

std::string legend_mark(const Notebook& notebook, std::string_view kind) {
    KindMarks marks;
    for (const Node& node : notebook.nodes) {
        if (node.role != Role::kLegend) continue;
        const std::string mark = mark_of(node);
        marks.learn(mark, node[Field::kText]);
        if (!mark.empty() && marks.kind_of(mark) == std::string(kind)) return mark;
    }
    return "";
}

// A row of the table that `like` stands in, with the new item's words in its cells.
std::string row_for(const Node& like, const NewItem& item) {
    const std::string line = render(like);
    std::string_view rest = line;
    const Line parts = take_line(rest);
    const auto cells = table_cells(parts.body);
    std::string row(parts.indent);
    for (const std::string_view cell : cells) {
        const bool linked = !like[Field::kUrl].empty() &&
                            cell.find(part_of(like, Field::kUrl, 0)) != std::string_view::npos;
        const bool orgs =
            !linked && !like[Field::kOrg].empty() && cell == part_of(like, Field::kOrg, 0);
        row += "| ";
        if (linked) row += '[' + item.title + "](" + item.url + ") ";
        if (orgs && !item.org.empty()) row += item.org + ' ';
    }
    return row + (parts.body.ends_with('|') ? "|" : "") + std::string(parts.ending);
}

std::string entry_words(const NewItem& item) {
    std::string words;
    if (!item.org.empty()) words += '[' + item.org + "] ";
    words += '[' + item.title + ']';
    if (!item.url.empty()) words += '(' + item.url + ')';
    return words;
}

}  // namespace

Status check_one_line(std::string_view what, std::string_view words) {
    const auto bad = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f';
    };
    if (std::none_of(words.begin(), words.end(), bad)) return ok_status();
    return Error{ErrorKind::kBadInput, "the " + std::string(what) +
                                           " must stand on one line, without control characters"};
}

Status check_brackets(std::string_view what, std::string_view words) {
    if (bracket_length('[' + std::string(words) + ']') == words.size() + 2) return ok_status();
    return Error{ErrorKind::kBadInput,
                 "the " + std::string(what) + " holds a bracket without its partner"};
}

bool is_row(const Node& node) { return trimmed_left(node.shape).starts_with('|'); }

Result<std::string> mark_for(const Notebook& notebook, std::string_view kind, std::size_t near) {
    if (kind.empty()) return std::string();
    const auto known = std::find_if(std::begin(kKinds), std::end(kKinds),
                                    [&](const KindName& one) { return one.kind == kind; });
    if (known == std::end(kKinds)) {
        return Error{ErrorKind::kBadInput, "no kind \"" + std::string(kind) +
                                               "\"; kinds are paper, dev, news, interesting"};
    }
    std::string mark;
    visit_entries(notebook, near, [&](std::size_t i) {
        if (notebook.nodes[i].kind == kind) mark = mark_of(notebook.nodes[i]);
        return !mark.empty();
    });
    if (mark.empty()) mark = legend_mark(notebook, kind);
    return mark.empty() ? std::string(known->mark) : mark;
}

std::string note_start(const Notebook& notebook, std::size_t entry) {
    const LineStart own = start_of(notebook.nodes[entry]);
    std::optional<std::string> found;
    visit_entries(notebook, entry, [&](std::size_t i) {
        found = own_note_start(notebook, i);
        return found.has_value();
    });
    if (found) return own.indent + *found;
    if (own.indent.ends_with('\t')) return own.indent + "\t- ";
    const bool numbered = !own.bullet.empty() && own.bullet[0] >= '0' && own.bullet[0] <= '9';
    const std::string bullet = numbered || own.bullet.empty() ? "- " : own.bullet;
    return own.indent + (numbered ? "   " : "  ") + bullet.substr(0, bullet.find(' ') + 1);
}

Result<std::string> entry_lines(const Notebook& notebook, std::optional<std::size_t> like,
                                const NewItem& item) {
    const std::size_t near = like.value_or(notebook.nodes.size());
    SEOGO_ASSIGN(const std::string mark, mark_for(notebook, item.kind, near));
    if (like && is_row(notebook.nodes[*like])) {
        if (item.notes.empty()) return row_for(notebook.nodes[*like], item);
        return Error{ErrorKind::kUnsupported, "an entry in a table has no room for notes"};
    }
    const std::string ending = ending_near(notebook, near);
    LineStart start{"  ", "- "};
    std::string notes = "    - ";
    if (like) {
        start = start_of(notebook.nodes[*like]);
        if (start.bullet.empty()) start.bullet = "- ";
        start.bullet = next_number(start.bullet);
        notes = note_start(notebook, *like);
    }
    std::string lines = start.indent + start.bullet;
    if (!mark.empty()) lines += mark + ' ';
    lines += entry_words(item) + ending;
    for (const std::string& note : item.notes)
        lines += notes + note + ending;
    return lines;
}

}  // namespace seogo::notebook
