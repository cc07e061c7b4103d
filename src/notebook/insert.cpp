// Puts a new entry into its week, and opens the week, month and year where they are missing.
#include <algorithm>
#include <tuple>

#include "notebook/calendar_rename.h"
#include "notebook/edit.h"
#include "notebook/manner.h"
#include "notebook/marks.h"
#include "notebook/model.h"
#include "notebook/node_words.h"
#include "notebook/parse.h"
#include "notebook/sections.h"
#include "notebook/splice.h"

namespace seogo::notebook {
namespace {

// Lines to insert before the line `at`.
struct Insertion {
    std::size_t at = 0;
    std::string text;
};

using Key = std::tuple<int, int, int>;
Key key_of(const Section& section) { return {section.year, section.month, section.week}; }

// Where a section ends that stands behind this one: past its </details>, or past its last words.
std::size_t last_line_end(const Section& section) {
    return section.close == Section::kNone ? section.content_end : section.end;
}

Level above(Level level) { return level == Level::kWeek ? Level::kMonth : Level::kYear; }

// Opens what is missing, from the week outwards.
class Opener {
public:
    Opener(const Notebook& notebook, WeekName week)
        : notebook_(notebook),
          sections_(sections_of(notebook)),
          wanted_{week.year, week.month, week.week, false},
          ending_(ending_near(notebook, notebook.nodes.size())) {}

    // The week's section that new entries go to: the last of its name, rather one with entries.
    const Section* week() const {
        const Section* found = nullptr;
        for (const Section& section : sections_) {
            if (section.level != Level::kWeek || key_of(section) != key(Level::kWeek)) continue;
            if (found == nullptr || last_entry(section) || !last_entry(*found)) found = &section;
        }
        return found;
    }

    // Whether the notebook names years and months as the wanted week does.
    Status check_names() const;
    // The wanted week (with whatever it needs around it), holding `inner`.
    Insertion open(Level level, std::string inner) const;

    // The last line of the last entry that begins in the section.
    std::optional<std::size_t> last_entry(const Section& section) const {
        for (std::size_t i = section.end; i-- > section.head;) {
            if (notebook_.nodes[i].role == Role::kItem) return i;
        }
        return std::nullopt;
    }
    // The entry whose manner a new one in the wanted week follows.
    std::optional<std::size_t> model_entry(std::size_t near) const {
        for (std::size_t i = std::min(near, notebook_.nodes.size()); i-- > 0;) {
            if (in_a_week(i)) return i;
        }
        for (std::size_t i = near; i < notebook_.nodes.size(); ++i) {
            if (in_a_week(i)) return i;
        }
        return std::nullopt;
    }

private:
    Key key(Level level) const {
        return {wanted_.year, level >= Level::kMonth ? wanted_.month : 0,
                level >= Level::kWeek ? wanted_.week : 0};
    }
    bool in_a_week(std::size_t line) const {
        if (notebook_.nodes[line].role != Role::kItem) return false;
        return std::any_of(sections_.begin(), sections_.end(), [&](const Section& section) {
            return section.level == Level::kWeek && section.head < line && line < section.end;
        });
    }
    // Whether sections of this level name themselves in full, so that nothing must stand around.
    bool is_free(Level level) const;
    const Section* parent(Level level) const;
    std::vector<const Section*> siblings(Level level) const;
    bool newest_first(Level level) const;
    const Section* nearest(Level level, std::size_t line) const;
    std::string block(Level level, const Section* like, const std::string& inner) const;
    std::string heading(Level level, const Section& like) const;
    std::string emoji_fitted(std::string text) const;
    std::string usual_block(Level level, const std::string& inner) const;
    std::size_t white_lines(std::size_t begin, std::size_t end) const;
    std::string gap(Level level) const;
    std::string lines(std::size_t begin, std::size_t end) const;

    const Notebook& notebook_;
    std::vector<Section> sections_;
    CalendarName wanted_;
    std::string ending_;
};

Status Opener::check_names() const {
    bool weeks = false, years = false, months = false;
    for (const Section& section : sections_) {
        weeks = weeks || section.level == Level::kWeek;
        years = years || section.year != 0;
        months = months || section.month != 0;
    }
    if (wanted_.year != 0 && wanted_.month == 0) {
        return Error{ErrorKind::kBadInput, "a week of a year needs its month: 2025-01-w4"};
    }
    if (!weeks) return ok_status();
    if (months && wanted_.month == 0) {
        return Error{ErrorKind::kBadInput, "the notebook has months; name one: 2025-01-w4"};
    }
    if (years && wanted_.year == 0) {
        return Error{ErrorKind::kBadInput, "the notebook has years; name one: 2025-01-w4"};
    }
    if (!years && wanted_.year != 0) {
        return Error{ErrorKind::kBadInput,
                     "the notebook's weeks have no year; name the week as it does: " +
                         week_name({0, months ? wanted_.month : 0, wanted_.week})};
    }
    if (!months && wanted_.month != 0) {
        return Error{ErrorKind::kBadInput,
                     "the notebook's weeks have no month; name the week as it does: " +
                         week_name({0, 0, wanted_.week})};
    }
    return ok_status();
}

bool Opener::is_free(Level level) const {
    if (level == Level::kYear) return true;
    const Section* any = nearest(level, 0);
    if (level == Level::kWeek && wanted_.month == 0) return true;
    if (level == Level::kMonth && wanted_.year == 0) return true;
    if (any == nullptr) return false;
    const bool month = level == Level::kMonth || any->name.month != 0;
    return month && (any->name.year != 0 || wanted_.year == 0);
}

// The section that a new one of this level stands in; null where it is missing.
const Section* Opener::parent(Level level) const {
    const Section* found = nullptr;
    for (const Section& section : sections_) {
        if (section.level == above(level) && key_of(section) == key(above(level))) found = &section;
    }
    return found;
}

std::vector<const Section*> Opener::siblings(Level level) const {
    std::vector<const Section*> found;
    const Section* around = is_free(level) ? nullptr : parent(level);
    for (const Section& section : sections_) {
        if (section.level != level) continue;
        const bool inside =
            around == nullptr || (section.head > around->head && section.head < around->end);
        if (inside) found.push_back(&section);
    }
    return found;
}

// By the neighbours in the file; where those say nothing, oldest first.
bool Opener::newest_first(Level level) const {
    int within = 0, across = 0;  // pairs that go down, less pairs that go up
    const Section* before = nullptr;
    for (const Section& section : sections_) {
        if (section.level != level) continue;
        if (before != nullptr && key_of(*before) != key_of(section)) {
            const int step = key_of(*before) > key_of(section) ? 1 : -1;
            const bool same = level == Level::kYear ||
                              (before->year == section.year &&
                               (level == Level::kMonth || before->month == section.month));
            (same ? within : across) += step;
        }
        before = &section;
    }
    if (within != 0 || level == Level::kWeek) return within > 0;
    return across > 0;
}

const Section* Opener::nearest(Level level, std::size_t line) const {
    const Section* found = nullptr;
    std::size_t best = 0;
    for (const Section& section : sections_) {
        if (section.level != level) continue;
        const std::size_t far = section.head > line ? section.head - line : line - section.head;
        if (found == nullptr || far < best) {
            found = &section;
            best = far;
        }
    }
    return found;
}

std::string Opener::lines(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        text += render(notebook_.nodes[i]);
        if (!text.ends_with('\n')) text += ending_;
    }
    return text;
}

std::size_t Opener::white_lines(std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    while (begin + count < end && is_white(notebook_.nodes[begin + count]))
        ++count;
    return count;
}

// The white lines between two sections of a level, as they are between most of them; else one.
std::string Opener::gap(Level level) const {
    std::size_t joined = 0, apart = 0;
    const Section* before = nullptr;
    for (const Section& section : sections_) {
        if (section.level != level) continue;
        if (before != nullptr) {
            const std::size_t end = last_line_end(*before);
            const std::size_t white = white_lines(end, section.begin);
            if (end + white == section.begin) ++(white == 0 ? joined : apart);
        }
        before = &section;
    }
    return joined > apart ? "" : ending_;
}

// "🎉 January" for February: the emoji that another February has, the common one where each month
// has its own, else the one that all months share.
std::string Opener::emoji_fitted(std::string text) const {
    const std::size_t length = emoji_length(text);
    if (length == 0) return text;
    const std::string own = text.substr(0, length);
    std::size_t others = 0, equal = 0;
    for (const Section& section : sections_) {
        if (section.level != Level::kMonth) continue;
        const std::string& name = notebook_.nodes[section.head][Field::kText];
        const std::string mark = name.substr(0, emoji_length(name));
        if (section.month == wanted_.month && !mark.empty()) {
            return text.replace(0, length, mark);
        }
        ++others;
        equal += mark == own ? 1 : 0;
    }
    const bool shared = equal == others && others > 1;
    const bool common =
        std::any_of(sections_.begin(), sections_.end(), [&](const Section& section) {
            return section.level == Level::kMonth && own == month_emoji(section.month);
        });
    if (shared || (others == 1 && !common)) return text;
    return text.replace(0, length, month_emoji(wanted_.month));
}

// The heading of `like` with the wanted name; "" where its words cannot be turned into it.
std::string Opener::heading(Level level, const Section& like) const {
    Node node = notebook_.nodes[like.head];
    const Field field = node.role == Role::kTitle ? Field::kTitle : Field::kText;
    CalendarName name = wanted_;
    if (level < Level::kWeek) name.week = 0;
    if (level < Level::kMonth) name.month = 0;
    auto text = renamed(node[field], name);
    if (!text) return "";
    node[field] = level == Level::kMonth ? emoji_fitted(*text) : *text;
    std::string line = render(node);
    if (!line.ends_with('\n')) line += ending_;
    return line;
}

std::string Opener::usual_block(Level level, const std::string& inner) const {
    if (level == Level::kYear) {
        const std::string name = notebook_.nodes.empty() ? "My study archive " : "";
        return "# " + name + std::to_string(wanted_.year) + ending_ + ending_ + inner;
    }
    if (level == Level::kMonth) {
        return "## " + std::string(month_emoji(wanted_.month)) + ' ' +
               std::string(month_name(wanted_.month)) + ending_ + inner;
    }
    return "<details>" + ending_ + "  <summary>" + ordinal(wanted_.week) + " week</summary>" +
           ending_ + ending_ + inner + "</details>" + ending_;
}

std::string Opener::block(Level level, const Section* like, const std::string& inner) const {
    const std::string head = like == nullptr ? "" : heading(level, *like);
    if (head.empty()) return usual_block(level, inner);
    std::string text = lines(like->begin, like->head) + head;
    // A week's entries stand apart from its heading: Markdown needs it.
    const bool apart = level == Level::kWeek || white_lines(like->head + 1, like->end) > 0;
    if (apart) text += ending_;
    text += inner;
    if (like->close != Section::kNone && like->close != like->head) {
        text += lines(like->close, like->close + 1);
    }
    return text;
}

Insertion Opener::open(Level level, std::string inner) const {
    const bool free = is_free(level);
    const Section* around = free ? nullptr : parent(level);
    const auto known = siblings(level);
    if (!free && around == nullptr) {
        const Section* like = nearest(level, notebook_.nodes.size());
        return open(above(level), block(level, like, inner));
    }
    const bool down = newest_first(level);
    const Section* after = nullptr;
    const Section* before = nullptr;
    for (const Section* section : known) {
        const bool goes_before =
            down ? key_of(*section) > key(level) : key_of(*section) < key(level);
        if (goes_before) after = section;
        if (!goes_before && before == nullptr) before = section;
    }
    if (after != nullptr) {
        return {last_line_end(*after), gap(level) + block(level, after, inner)};
    }
    if (before != nullptr) return {before->begin, block(level, before, inner) + gap(level)};
    if (around != nullptr) {
        const Section* like = nearest(level, around->head);
        const bool joined = around->content_end == around->head + 1 && level == Level::kWeek;
        return {around->content_end, (joined ? "" : ending_) + block(level, like, inner)};
    }
    const std::size_t size = notebook_.nodes.size();
    return {size, (size == 0 ? "" : ending_) + block(level, nullptr, inner)};
}

// Whether entries of the section stand apart by a white line: as most of them do.
bool entries_stand_apart(const Notebook& notebook, const Section& section) {
    std::size_t apart = 0, joined = 0;
    std::optional<std::size_t> first;
    const auto count = [&](std::size_t begin, std::size_t end) {
        first.reset();
        for (std::size_t i = begin; i < end; ++i) {
            if (notebook.nodes[i].role != Role::kItem) continue;
            if (first) ++(is_white(notebook.nodes[i - 1]) ? apart : joined);
            first = i;
        }
    };
    count(section.head, section.end);
    if (apart == joined) count(0, notebook.nodes.size());
    return apart >= joined;
}

Insertion in_week(const Notebook& notebook, const Opener& opener, const Section& week,
                  const std::string& lines) {
    const std::string ending = ending_near(notebook, week.head);
    const auto last = opener.last_entry(week);
    if (!last) return {week.content_end, ending + lines};
    const auto owner = owners(notebook);
    std::size_t at = *last + 1;
    while (at < notebook.nodes.size() && owner[at] == *last)
        ++at;
    const bool apart = !is_row(notebook.nodes[*last]) && entries_stand_apart(notebook, week);
    return {at, (apart ? ending : "") + lines};
}

// What a notebook that is yet empty begins with.
std::string fresh_start() {
    return "📜: Paper link\n"
           "🧑🏻‍💻: Developer blog & Github link & HuggingFace\n"
           "🗞️: News\n"
           "🤪: Interesting\n"
           "\n"
           "---\n";
}

std::string joined_orgs(const Node& node) {
    std::string orgs = node[Field::kOrg];
    for (auto at = orgs.find(kPartSeparator); at != std::string::npos;
         at = orgs.find(kPartSeparator)) {
        orgs.replace(at, 1, ", ");
    }
    return orgs;
}

Error cannot_stand(std::string_view what) {
    return {ErrorKind::kBadInput, "the " + std::string(what) +
                                      " cannot stand on an entry's line: it would read otherwise"};
}

// Whether the new entry reads back as what was asked for, and all others stand in the weeks before.
Status check_inserted(const Notebook& before, const Notebook& after, std::size_t at, WeekName week,
                      const NewItem& wanted) {
    const Node& node = after.nodes[at];
    if (node.role != Role::kItem || node.kind != wanted.kind) {
        return cannot_stand(wanted.url.empty() ? "entry without an address" : "title");
    }
    if (node[Field::kTitle] != wanted.title || !node[Field::kText].empty())
        return cannot_stand("title");
    if (node[Field::kUrl] != wanted.url) return cannot_stand("url");
    if (joined_orgs(node) != wanted.org) return cannot_stand("org");
    for (std::size_t n = 0; n < wanted.notes.size(); ++n) {
        const Node& note = after.nodes[at + 1 + n];
        const bool is_note = note.role == Role::kNote && note[Field::kText] == wanted.notes[n];
        if (!is_note && note.role != Role::kSubItem) return cannot_stand("note");
        if (note.level != 1) return cannot_stand("note");
    }
    const auto items_before = items_of(before);
    const auto items_after = items_of(after);
    if (items_after.size() != items_before.size() + 1) return cannot_stand("entry");
    std::size_t k = 0;
    for (const Item& item : items_after) {
        const WeekName found{item.year, item.month, item.week};
        if (item.node == at) {
            if (found != week)
                return Error{ErrorKind::kBadInput, "no place for this week was found"};
            continue;
        }
        const Item& same = items_before[k++];
        if (found != WeekName{same.year, same.month, same.week}) {
            return Error{ErrorKind::kBadInput, "other entries would stand in another week"};
        }
    }
    return ok_status();
}

Status check_words(const NewItem& item) {
    if (item.title.empty()) return Error{ErrorKind::kBadInput, "an entry needs a title"};
    SEOGO_TRY(check_one_line("org", item.org));
    SEOGO_TRY(check_one_line("title", item.title));
    SEOGO_TRY(check_one_line("url", item.url));
    SEOGO_TRY(check_brackets("org", item.org));
    SEOGO_TRY(check_brackets("title", item.title));
    for (const std::string& note : item.notes) {
        if (note.empty()) return Error{ErrorKind::kBadInput, "a note needs words"};
        SEOGO_TRY(check_one_line("note", note));
    }
    return ok_status();
}

}  // namespace

Result<std::size_t> insert_item(Notebook& notebook, WeekName week, const NewItem& item) {
    SEOGO_TRY(check_words(item));
    const Opener opener(notebook, week);
    SEOGO_TRY(opener.check_names());
    Insertion insertion;
    if (const Section* there = opener.week()) {
        const auto like = opener.last_entry(*there);
        const auto model = like ? like : opener.model_entry(there->head);
        SEOGO_ASSIGN(const std::string lines, entry_lines(notebook, model, item));
        insertion = in_week(notebook, opener, *there, lines);
    } else {
        const std::size_t place = opener.open(Level::kWeek, "").at;
        SEOGO_ASSIGN(const std::string lines,
                     entry_lines(notebook, opener.model_entry(place), item));
        insertion = opener.open(Level::kWeek, lines);
        if (notebook.nodes.empty()) insertion.text = fresh_start() + insertion.text;
    }
    SEOGO_ASSIGN(Notebook edited, spliced(notebook, {insertion.at, insertion.at, insertion.text}));
    std::size_t at = insertion.at;
    while (at < edited.nodes.size() && edited.nodes[at].role != Role::kItem)
        ++at;
    const Notebook before = parse(render(notebook)).notebook;
    if (at == edited.nodes.size()) return cannot_stand("title");
    SEOGO_TRY(check_inserted(before, edited, at, week, item));
    notebook = std::move(edited);
    return at;
}

}  // namespace seogo::notebook
