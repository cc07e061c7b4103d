// Export: a notebook's own bytes, all items as JSON, or plain Markdown.
#include <algorithm>

#include "archive/archive.h"
#include "archive/state.h"
#include "base/json.h"
#include "search/searcher.h"
#include "text/encoding.h"

namespace seogo {
namespace {

using base::JsonWriter;

Result<std::string> notebook_bytes(store::Snapshot& snapshot, std::string_view name) {
    SEOGO_ASSIGN(const auto row, archive::notebook_named(snapshot, name));
    SEOGO_ASSIGN(const auto nodes, snapshot.nodes(row.id));
    SEOGO_ASSIGN(const auto encoding, text::encoding_from_name(row.encoding));
    return text::encode(notebook::render(nodes), encoding);
}

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
    json.key(key).begin_array();
    for (const auto& value : values)
        json.string(value);
    json.end_array();
}

void write_notes(JsonWriter& json, const std::vector<notebook::NoteText>& notes) {
    json.key("notes").begin_array();
    for (const auto& note : notes) {
        json.begin_object().key("text").string(note.text).key("level").number(
            std::int64_t{note.level});
        json.end_object();
    }
    json.end_array();
}

void write_sub_items(JsonWriter& json, const std::vector<notebook::SubItem>& sub_items) {
    json.key("sub_items").begin_array();
    for (const auto& sub : sub_items) {
        json.begin_object().key("kind").string(sub.kind);
        write_strings(json, "orgs", sub.orgs);
        json.key("title").string(sub.title).key("url").string(sub.url).key("text").string(sub.text);
        write_notes(json, sub.notes);
        json.end_object();
    }
    json.end_array();
}

void write_concepts(JsonWriter& json, const std::vector<notebook::ConceptEntry>& concepts) {
    json.key("concepts").begin_array();
    for (const auto& one : concepts) {
        json.begin_object().key("term").string(one.term);
        json.key("definition").string(one.definition);
        write_notes(json, one.details);
        json.end_object();
    }
    json.end_array();
}

void write_entry(JsonWriter& json, const notebook::Item& item) {
    json.begin_object().key("id").number(item.id).key("kind").string(item.kind);
    write_strings(json, "orgs", item.orgs);
    json.key("title").string(item.title).key("url").string(item.url).key("text").string(item.text);
    json.key("year").number(std::int64_t{item.year}).key("month").number(std::int64_t{item.month});
    json.key("week").number(std::int64_t{item.week}).key("section").string(item.section);
    write_notes(json, item.notes);
    write_sub_items(json, item.sub_items);
    json.key("boxes").begin_array();
    for (const auto& box : item.boxes) {
        json.begin_object().key("title").string(box.title);
        write_notes(json, box.notes);
        write_concepts(json, box.concepts);
        json.end_object();
    }
    json.end_array();
    std::vector<notebook::ConceptEntry> concepts;
    for (const auto& box : item.boxes) {
        concepts.insert(concepts.end(), box.concepts.begin(), box.concepts.end());
    }
    write_concepts(json, concepts);
    json.end_object();
}

// Pages and documents: what is kept whole, with its text.
Status write_whole(JsonWriter& json, store::Snapshot& snapshot, const store::ItemRow& row) {
    SEOGO_ASSIGN(const auto content, search::content_of(snapshot, row.id));
    json.begin_object().key("id").number(row.id).key("kind").string(row.kind);
    json.key("title").string(content.row.title).key("url").string(content.row.url);
    json.key("source").string(content.row.source).key("text").string(content.text).end_object();
    return ok_status();
}

Result<std::string> as_json(store::Snapshot& snapshot) {
    JsonWriter json;
    json.begin_object().key("schema").string("seogo.export/1").key("items").begin_array();
    SEOGO_ASSIGN(const auto notebooks, snapshot.notebooks());
    for (const auto& row : notebooks) {
        SEOGO_ASSIGN(const auto nodes, snapshot.nodes(row.id));
        for (const auto& item : notebook::items_of(nodes))
            write_entry(json, item);
    }
    json.end_array();
    SEOGO_ASSIGN(const auto items, snapshot.items());
    for (const auto origin : {store::ItemOrigin::kPage, store::ItemOrigin::kDocument}) {
        json.key(origin == store::ItemOrigin::kPage ? "pages" : "documents").begin_array();
        for (const auto& row : items) {
            if (row.origin == origin) SEOGO_TRY(write_whole(json, snapshot, row));
        }
        json.end_array();
    }
    json.end_object();
    return json.take() + "\n";
}

void append_notes(std::string& out, const std::vector<notebook::NoteText>& notes, int indent) {
    for (const auto& note : notes) {
        out.append(static_cast<std::size_t>(indent + 2 * std::max(0, note.level - 1)), ' ');
        out += "- " + note.text + "\n";
    }
}

std::string linked(const std::string& title, const std::string& url) {
    return url.empty() ? title : "[" + title + "](" + url + ")";
}

void append_entry(std::string& out, const notebook::Item& item) {
    out += "- " + linked(item.title, item.url);
    for (const auto& org : item.orgs)
        out += " (" + org + ")";
    out += item.text.empty() ? "\n" : ": " + item.text + "\n";
    append_notes(out, item.notes, 2);
    for (const auto& sub : item.sub_items) {
        out += "  - " + linked(sub.title, sub.url) + "\n";
        append_notes(out, sub.notes, 4);
    }
    for (const auto& box : item.boxes) {
        out += "  - " + box.title + "\n";
        append_notes(out, box.notes, 4);
        for (const auto& one : box.concepts) {
            out += "    - **" + one.term + "**: " + one.definition + "\n";
            append_notes(out, one.details, 6);
        }
    }
}

// CommonMark without HTML, in the notebook's order: a heading a week, a bullet an entry.
Result<std::string> as_markdown(store::Snapshot& snapshot) {
    std::string out;
    SEOGO_ASSIGN(const auto notebooks, snapshot.notebooks());
    for (const auto& row : notebooks) {
        SEOGO_ASSIGN(const auto nodes, snapshot.nodes(row.id));
        out += (out.empty() ? "# " : "\n# ") + base::Path(row.path).stem().string() + "\n";
        notebook::WeekName week;
        std::string section;
        for (const auto& item : notebook::items_of(nodes)) {
            const notebook::WeekName own{item.year, item.month, item.week};
            const bool new_week = own != week && own != notebook::WeekName{};
            const bool new_section = own == week && item.section != section;
            if (new_week) out += "\n## " + notebook::week_name(own) + "\n\n";
            if (new_section && !item.section.empty()) out += "\n## " + item.section + "\n\n";
            week = own;
            section = item.section;
            append_entry(out, item);
        }
    }
    return out;
}

}  // namespace

Result<std::string> Archive::export_as(std::string_view format, std::string_view name) {
    SEOGO_ASSIGN(const auto snapshot, state_->store->read());
    if (format == "notebook") return notebook_bytes(*snapshot, name);
    if (format == "json") return as_json(*snapshot);
    if (format == "markdown") return as_markdown(*snapshot);
    return Error{ErrorKind::kBadInput,
                 "unknown format " + std::string(format) + "; there are notebook, json, markdown"};
}

}  // namespace seogo
