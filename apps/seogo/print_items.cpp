// Prints items: lists, one item with all that it says, and the glossary.
#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

Record head_of(const ItemListEntry& item) {
    return {{{"id", {"id", "번호"}}, item.id},
            {{"kind", {"kind", "종류"}}, item.kind},
            {{"week", {"week", "주"}}, item.week},
            {{"org", {"organization", "기관"}}, item.org},
            {{"title", {"title", "제목"}}, item.title},
            {{"url", {"address", "주소"}}, item.url},
            {{"source", {"source", "출처"}}, item.source},
            {{"lang", {"language", "언어"}}, item.lang}};
}

void write_notes(base::JsonWriter& json, const std::vector<notebook::NoteText>& notes,
                 std::string_view key) {
    json.key(key).begin_array();
    for (const notebook::NoteText& note : notes) {
        json.begin_object().key("text").string(note.text);
        json.key("level").number(std::int64_t{note.level}).end_object();
    }
    json.end_array();
}

void write_sub_item(base::JsonWriter& json, const notebook::SubItem& item) {
    json.begin_object().key("kind").string(item.kind);
    write_strings(json, "orgs", item.orgs);
    json.key("title").string(item.title).key("url").string(item.url);
    json.key("text").string(item.text);
    write_notes(json, item.notes, "notes");
    json.end_object();
}

void write_box(base::JsonWriter& json, const notebook::Box& box) {
    json.begin_object().key("title").string(box.title);
    write_notes(json, box.notes, "notes");
    json.key("concepts").begin_array();
    for (const notebook::ConceptEntry& entry : box.concepts) {
        json.begin_object().key("term").string(entry.term);
        json.key("definition").string(entry.definition);
        write_notes(json, entry.details, "details");
        json.end_object();
    }
    json.end_array().end_object();
}

void write_entry(base::JsonWriter& json, const notebook::Item& entry) {
    json.begin_object().key("kind").string(entry.kind);
    write_strings(json, "orgs", entry.orgs);
    json.key("title").string(entry.title).key("url").string(entry.url);
    json.key("text").string(entry.text).key("year").number(std::int64_t{entry.year});
    json.key("month").number(std::int64_t{entry.month});
    json.key("week").number(std::int64_t{entry.week}).key("section").string(entry.section);
    write_notes(json, entry.notes, "notes");
    json.key("sub_items").begin_array();
    for (const notebook::SubItem& sub : entry.sub_items)
        write_sub_item(json, sub);
    json.end_array().key("boxes").begin_array();
    for (const notebook::Box& box : entry.boxes)
        write_box(json, box);
    json.end_array().end_object();
}

void write_links(base::JsonWriter& json, const std::vector<notebook::Link>& links) {
    json.key("links").begin_array();
    for (const notebook::Link& link : links) {
        json.begin_object().key("text").string(link.text).key("url").string(link.url).end_object();
    }
    json.end_array();
}

void write_changes(base::JsonWriter& json, const std::vector<store::HistoryRow>& rows) {
    json.key("history").begin_array();
    for (const store::HistoryRow& row : rows) {
        json.begin_object().key("seq").number(row.seq);
        json.key("time").string(base::iso_time(row.time_ms)).key("command").string(row.command);
        json.key("summary").string(row.summary).end_object();
    }
    json.end_array();
}

void print_item_json(Context& context, const ShownItem& item) {
    base::JsonWriter json;
    begin_schema(json, "show");
    write_members(json, head_of(item.head));
    json.key("text").string(item.text).key("entry");
    if (item.entry) {
        write_entry(json, *item.entry);
    } else {
        json.null();
    }
    write_links(json, item.links);
    write_changes(json, item.history);
    context.print_line(json.end_object().text());
}

}  // namespace

void print_items(Context& context, const std::vector<ItemListEntry>& items) {
    Grid grid{"items", {}, {}};
    for (const Field& field : head_of({})) {
        const bool shown = field.column.name != "url" && field.column.name != "source" &&
                           field.column.name != "lang";  // too wide for a table; `show` has them
        grid.columns.push_back({field.column.name, shown ? field.column.label : Text{}});
    }
    for (const ItemListEntry& item : items) {
        auto& row = grid.rows.emplace_back();
        for (Field& field : head_of(item))
            row.push_back(std::move(field.value));
    }
    print_grid(context, "list", grid);
}

void print_item(Context& context, const ShownItem& item) {
    if (context.form() != Form::kTable) return print_item_json(context, item);
    context.print(table_of(head_of(item.head), context));
    context.print("\n" + text::printable(item.text));
    if (!item.text.ends_with('\n')) context.print("\n");
    if (!item.links.empty()) context.print("\n");
    for (const notebook::Link& link : item.links) {
        context.print_line(one_line(link.text) + " <" + one_line(link.url) + '>');
    }
    if (!item.history.empty()) context.print("\n");
    for (const store::HistoryRow& row : item.history) {
        context.print_line(base::iso_time(row.time_ms) + "  " + one_line(row.command) + "  " +
                           one_line(row.summary));
    }
}

void print_concepts(Context& context, const std::vector<GlossaryEntry>& concepts) {
    Grid grid{"concepts",
              {{"term", {"term", "용어"}},
               {"item", {"item", "항목"}},
               {"definition", {"definition", "뜻"}},
               {"title", {}}},
              {}};
    for (const GlossaryEntry& entry : concepts) {
        grid.rows.push_back({entry.term, entry.item, entry.definition, entry.title});
    }
    print_grid(context, "concepts", grid);
}

}  // namespace seogo::cli
