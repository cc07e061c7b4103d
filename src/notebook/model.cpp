// Makes years, weeks, entries, boxes and links out of nodes, and counts them.
#include "notebook/model.h"

#include <algorithm>
#include <set>

#include "notebook/calendar.h"
#include "notebook/line.h"
#include "notebook/link.h"

namespace seogo::notebook {
namespace {

std::string joined(const std::vector<std::string_view>& parts, std::string_view between) {
    std::string out;
    for (const std::string_view part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

// "NVIDIA, HuggingFace" are two; commas inside parentheses part nothing.
std::vector<std::string> orgs_of(const Node& node) {
    std::vector<std::string> orgs;
    for (const std::string_view part : parts_of(node, Field::kOrg)) {
        std::size_t begin = 0;
        int depth = 0;
        for (std::size_t i = 0; i <= part.size(); ++i) {
            if (i < part.size() && part[i] == '(') ++depth;
            if (i < part.size() && part[i] == ')') --depth;
            if (i < part.size() && (part[i] != ',' || depth > 0)) continue;
            const auto name = trimmed(part.substr(begin, i - begin));
            if (!name.empty()) orgs.emplace_back(name);
            begin = i + 1;
        }
    }
    return orgs;
}

std::string text_in(const Node& node) { return joined(parts_of(node, Field::kText), " "); }
std::string url_of(const Node& node) { return std::string(part_of(node, Field::kUrl, 0)); }

// Where in the calendar the nodes read so far lead.
class CalendarPlace {
public:
    int year = 0, month = 0, week = 0;
    std::string section;

    void read(const Node& node) {
        switch (node.role) {
            case Role::kTitle:
                start(calendar_name(node[Field::kTitle]).year, 0, 0);
                break;
            case Role::kYear:
                start(calendar_name(node[Field::kText]).year, 0, 0);
                break;
            case Role::kMonth: {
                const CalendarName name = calendar_name(node[Field::kText]);
                start(said(name.year, year), name.month, 0);
                break;
            }
            case Role::kWeek: {
                const CalendarName name = calendar_name(node[Field::kText]);
                start(said(name.year, said(year, name.aside_year)),
                      said(name.month, said(month, name.aside_month)), name.week);
                break;
            }
            case Role::kSection:
                section = node[Field::kText];
                break;
            default:
                break;
        }
    }

private:
    static int said(int first, int otherwise) { return first != 0 ? first : otherwise; }
    void start(int a_year, int a_month, int a_week) {
        year = a_year;
        month = a_month;
        week = a_week;
        section.clear();
    }
};

// Reads the nodes of one entry after its first.
class EntryReader {
public:
    explicit EntryReader(Item& item) : item_(item) {}

    void read(const Node& node) {
        switch (node.role) {
            case Role::kSubItem:
                read_sub_item(node);
                break;
            case Role::kBox:
                item_.boxes.push_back({node[Field::kTitle], {}, {}});
                break;
            case Role::kConcept:
                box().concepts.push_back({node[Field::kTerm], node[Field::kDefinition], {}});
                concept_level_ = node.level;
                break;
            case Role::kBoxNote:
                read_box_note(node);
                break;
            case Role::kNote:
            case Role::kText:
                read_note(node);
                break;
            default:
                break;
        }
    }

private:
    Box& box() {
        if (item_.boxes.empty()) item_.boxes.emplace_back();
        return item_.boxes.back();
    }
    void read_sub_item(const Node& node) {
        SubItem sub;
        sub.kind = node.kind;
        sub.orgs = orgs_of(node);
        sub.title = node[Field::kTitle];
        sub.url = url_of(node);
        sub.text = text_in(node);
        item_.sub_items.push_back(std::move(sub));
        sub_level_ = node.level;
    }
    void read_note(const Node& node) {
        if (sub_level_ > 0 && node.level > sub_level_) {
            item_.sub_items.back().notes.push_back({text_in(node), node.level - sub_level_});
            return;
        }
        sub_level_ = 0;
        item_.notes.push_back({text_in(node), node.level});
    }
    void read_box_note(const Node& node) {
        Box& own = box();
        if (!own.concepts.empty() && node.level > concept_level_) {
            own.concepts.back().details.push_back({text_in(node), node.level - concept_level_});
        } else {
            own.notes.push_back({text_in(node), node.level});
        }
    }

    Item& item_;
    int sub_level_ = 0;  // of the sub-item whose notes may follow; 0: none
    int concept_level_ = 0;
};

// Appends lines, each with the field that it belongs to.
class TextBuilder {
public:
    void line(TextField field, std::string_view words) {
        if (words.empty()) return;
        end_line();
        part(field, words);
    }
    void part(TextField field, std::string_view words) {
        const std::size_t begin = out_.text.size();
        out_.text += words;
        out_.parts.push_back({field, begin, out_.text.size()});
    }
    void end_line() {
        if (!out_.text.empty()) out_.text += '\n';
    }
    ItemText take() { return std::move(out_); }

private:
    ItemText out_;
};

void append_concept(TextBuilder& text, const Node& node) {
    const std::string& term = node[Field::kTerm];
    const std::string& definition = node[Field::kDefinition];
    text.line(TextField::kConcepts, definition.empty() ? term : term + ": " + definition);
}

void append_node(TextBuilder& text, const Node& node) {
    const std::string orgs = joined(parts_of(node, Field::kOrg), ", ");
    const std::string words = text_in(node);
    switch (node.role) {
        case Role::kItem:
            text.line(TextField::kTitle, node[Field::kTitle]);
            text.line(TextField::kOrg, orgs);
            text.line(TextField::kNotes, words);
            break;
        case Role::kSubItem:
            text.line(TextField::kNotes, node[Field::kTitle]);
            text.line(TextField::kOrg, orgs);
            text.line(TextField::kNotes, words);
            break;
        case Role::kTitle:
            text.line(TextField::kTitle, node[Field::kTitle]);
            break;
        case Role::kBox:
            text.line(TextField::kConcepts, node[Field::kTitle]);
            break;
        case Role::kConcept:
            append_concept(text, node);
            break;
        case Role::kBoxNote:
            text.line(TextField::kConcepts, words);
            break;
        case Role::kNote:
            text.line(TextField::kNotes, words);
            break;
        default:
            text.line(node.level > 0 ? TextField::kNotes : TextField::kBody, words);
            break;
    }
}

void count_item(Stats& stats, const std::string& kind) {
    ++stats.items;
    if (kind == "paper") ++stats.paper;
    if (kind == "dev") ++stats.dev;
    if (kind == "news") ++stats.news;
    if (kind == "interesting") ++stats.interesting;
}

}  // namespace

std::vector<Item> items_of(const Notebook& notebook) {
    std::vector<Item> items;
    const auto owner = owners(notebook);
    CalendarPlace place;
    std::optional<EntryReader> reader;
    items.reserve(notebook.nodes.size() / 4);
    for (std::size_t i = 0; i < notebook.nodes.size(); ++i) {
        const Node& node = notebook.nodes[i];
        if (owner[i] == kNoOwner) {
            place.read(node);
        } else if (owner[i] != i) {
            if (reader) reader->read(node);
        } else {
            Item item;
            item.id = node.item;
            item.node = i;
            item.kind = node.kind;
            item.orgs = orgs_of(node);
            item.title = node[Field::kTitle];
            item.url = url_of(node);
            item.text = text_in(node);
            item.year = place.year;
            item.month = place.month;
            item.week = place.week;
            item.section = place.section;
            if (items.size() == items.capacity()) items.reserve(items.size() * 2 + 8);
            items.push_back(std::move(item));
            reader.emplace(items.back());
        }
    }
    return items;
}

Stats stats_of(const Notebook& notebook) {
    Stats stats;
    std::set<int> years;
    std::set<std::string> orgs;
    CalendarPlace place;
    for (const Node& node : notebook.nodes) {
        place.read(node);
        if (place.year != 0) years.insert(place.year);
        for (auto& org : orgs_of(node))
            orgs.insert(std::move(org));
        stats.links += static_cast<std::int64_t>(links_of(node).size());
        switch (node.role) {
            case Role::kMonth:
                ++stats.months;
                break;
            case Role::kWeek:
                ++stats.weeks;
                break;
            case Role::kItem:
                count_item(stats, node.kind);
                break;
            case Role::kSubItem:
                ++stats.sub_items;
                break;
            case Role::kNote:
                ++stats.notes;
                break;
            case Role::kBox:
                ++stats.boxes;
                break;
            case Role::kConcept:
                ++stats.concepts;
                break;
            default:
                break;
        }
    }
    stats.years = static_cast<std::int64_t>(years.size());
    stats.organizations = static_cast<std::int64_t>(orgs.size());
    return stats;
}

std::vector<Link> links_of(const Node& node) {
    std::vector<Link> links;
    for (const std::string_view url : parts_of(node, Field::kUrl))
        links.push_back({node[Field::kTitle], std::string(url)});
    for (const Field field : {Field::kText, Field::kTerm, Field::kDefinition}) {
        for (const auto& link : links_in(node[field])) {
            const bool image = link.begin > 0 && node[field][link.begin - 1] == '!';
            if (image) continue;
            for (const auto url : link.urls)
                links.push_back({std::string(link.label), std::string(url)});
        }
    }
    return links;
}

ItemText text_of(const std::vector<Node>& nodes) {
    TextBuilder text;
    for (const Node& node : nodes)
        append_node(text, node);
    return text.take();
}

std::vector<Concept> concepts_of(const Notebook& notebook) {
    std::vector<Concept> concepts;
    for (const Node& node : notebook.nodes) {
        if (node.role != Role::kConcept) continue;
        concepts.push_back({node.item, node.id, node[Field::kTerm], node[Field::kDefinition]});
    }
    return concepts;
}

}  // namespace seogo::notebook
