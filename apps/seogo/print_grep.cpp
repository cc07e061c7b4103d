// Prints the lines that grep found under the heads of their items, or the items alone.
#include <algorithm>

#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

using search::GrepItem;
using search::GrepLine;
using search::GrepResult;
using search::GrepShow;

std::string head_text(const Context& context, const GrepItem& item) {
    std::string about = "#" + std::to_string(item.row.id);
    for (const std::string* part : {&item.row.kind, &item.row.org, &item.week}) {
        if (!part->empty()) about += " · " + one_line(*part);
    }
    return painted(context, Paint::kBold, one_line(item.row.title)) + "  " +
           painted(context, Paint::kDim, about) + '\n';
}

std::string marked_text(const Context& context, const GrepLine& line) {
    const std::string_view text = line.text;
    std::string out;
    std::size_t at = 0;
    for (const search::TextRange& range : line.matched) {
        out += text::printable(text.substr(at, range.begin - at));
        out += painted(context, Paint::kMatch,
                       text::printable(text.substr(range.begin, range.end - range.begin)));
        at = range.end;
    }
    return out + text::printable(text.substr(at));
}

// "12:" before a line that matches, "12-" before context, as grep does; "--" where lines are
// left out between two parts with context.
std::string lines_text(const Context& context, const GrepItem& item) {
    const bool has_context = std::any_of(item.lines.begin(), item.lines.end(),
                                         [](const GrepLine& line) { return !line.matches; });
    std::string out;
    std::size_t last = 0;
    for (const GrepLine& line : item.lines) {
        if (has_context && last > 0 && line.number > last + 1) {
            out += painted(context, Paint::kDim, "  --") + '\n';
        }
        last = line.number;
        const std::string number = "  " + std::to_string(line.number) + (line.matches ? ":" : "-");
        out += painted(context, Paint::kDim, number) + marked_text(context, line) + '\n';
    }
    return out;
}

void write_head(base::JsonWriter& json, const GrepItem& item) {
    const store::ItemRow& row = item.row;
    json.key("id").number(row.id).key("kind").string(row.kind).key("org").string(row.org);
    json.key("title").string(row.title).key("url").string(row.url);
    json.key("week").string(item.week).key("source").string(row.source);
    json.key("lang").string(row.lang);
}

void write_line(base::JsonWriter& json, const GrepLine& line) {
    json.key("line").number(whole(line.number)).key("field").string(line.field);
    json.key("begin").number(whole(line.begin)).key("end").number(whole(line.end));
    json.key("text").string(line.text).key("match").boolean(line.matches);
    json.key("matched").begin_array();
    for (const search::TextRange& range : line.matched) {
        json.begin_array().number(whole(range.begin)).number(whole(range.end)).end_array();
    }
    json.end_array();
}

void print_json(Context& context, const GrepResult& result, GrepShow show) {
    base::JsonWriter json;
    begin_schema(json, "grep").key("pattern").string(result.pattern);
    json.key("took_us").number(result.took_us);
    json.key("total").begin_object().key("value").number(whole(result.total));
    json.key("exact").boolean(result.total_exact).end_object();
    write_strings(json, "warnings", result.warnings);
    json.key("items").begin_array();
    for (const GrepItem& item : result.items) {
        json.begin_object();
        write_head(json, item);
        if (show != GrepShow::kItems) json.key("count").number(whole(item.count));
        if (show == GrepShow::kLines) {
            json.key("lines").begin_array();
            for (const GrepLine& line : item.lines) {
                json.begin_object();
                write_line(json, line);
                json.end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
    context.print_line(json.end_array().end_object().text());
}

// A line of JSON for each line, with its item; or for each item.
void print_json_lines(Context& context, const GrepItem& item, GrepShow show) {
    if (show != GrepShow::kLines) {
        base::JsonWriter json;
        json.begin_object();
        write_head(json, item);
        if (show == GrepShow::kCounts) json.key("count").number(whole(item.count));
        return context.print_line(json.end_object().text());
    }
    for (const GrepLine& line : item.lines) {
        base::JsonWriter json;
        json.begin_object();
        write_head(json, item);
        write_line(json, line);
        context.print_line(json.end_object().text());
    }
}

void print_table(Context& context, const GrepResult& result, GrepShow show) {
    if (show == GrepShow::kLines) {
        for (const GrepItem& item : result.items) {
            if (&item != &result.items.front()) context.print("\n");
            context.print(head_text(context, item) + lines_text(context, item));
        }
        return;
    }
    const bool counts = show == GrepShow::kCounts;
    Grid grid{"items", {{"id", {"id", "번호"}}, {"title", {"title", "제목"}}}, {}};
    if (counts) grid.columns.push_back({"count", {"lines", "줄"}});
    for (const GrepItem& item : result.items) {
        if (counts) {
            grid.rows.push_back({item.row.id, item.row.title, whole(item.count)});
        } else {
            grid.rows.push_back({item.row.id, item.row.title});
        }
    }
    context.print(table_of(grid, context));
}

}  // namespace

void print_grep(Context& context, const GrepResult& result, GrepShow show) {
    if (context.form() == Form::kJson) return print_json(context, result, show);
    if (context.form() == Form::kJsonl) {
        for (const GrepItem& item : result.items)
            print_json_lines(context, item, show);
    } else if (!result.items.empty()) {
        print_table(context, result, show);
    }
    context.warn_all(result.warnings);
    if (result.items.empty()) return context.note("nothing was found");
    const std::string total = std::to_string(result.total) + (result.total_exact ? "" : " or more");
    if (show != GrepShow::kLines) return context.note(total + " items");
    context.note(total + " lines in " + std::to_string(result.items.size()) + " items");
}

}  // namespace seogo::cli
