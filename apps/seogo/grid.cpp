// Prints rows and records: tables for people, JSON for programs.
#include "seogo/grid.h"

#include <algorithm>
#include <cstdio>

#include "text/unicode.h"

namespace seogo::cli {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts)
        out += (out.empty() ? "" : ", ") + part;
    return out;
}

std::string cell_text(const Cell& cell, const Context& context) {
    if (const auto* text = std::get_if<std::string>(&cell)) return one_line(*text);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
    if (const auto* truth = std::get_if<bool>(&cell)) {
        const Text words = *truth ? Text{"yes", "예"} : Text{"no", "아니요"};
        return std::string(words.in(context.language()));
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.6g", *number);
        return digits;
    }
    if (const auto* texts = std::get_if<std::vector<std::string>>(&cell)) {
        return one_line(joined(*texts));
    }
    std::vector<std::string> numbers;
    for (const std::int64_t one : std::get<std::vector<std::int64_t>>(cell)) {
        numbers.push_back(std::to_string(one));
    }
    return joined(numbers);
}

bool is_number(const Cell& cell) {
    return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

std::string padded(std::string text, std::size_t width, bool right) {
    const std::size_t taken = text::display_width(text);
    const std::string space(taken < width ? width - taken : 0, ' ');
    return right ? space + text : text + space;
}

// One column as shown: its label, its cells, its width.
struct Shown {
    std::string label;
    std::vector<std::string> cells;
    std::size_t width = 0;
    bool right = false;
};

std::vector<Shown> shown_columns(const Grid& grid, const Context& context) {
    std::vector<Shown> shown;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
        const std::string_view label = grid.columns[c].label.in(context.language());
        if (label.empty()) continue;
        Shown column{std::string(label), {}, text::display_width(label), true};
        for (const auto& row : grid.rows) {
            column.cells.push_back(cell_text(row[c], context));
            column.width = std::max(column.width, text::display_width(column.cells.back()));
            column.right = column.right && is_number(row[c]);
        }
        shown.push_back(std::move(column));
    }
    return shown;
}

void trim_right(std::string& line) {
    while (line.ends_with(' '))
        line.pop_back();
}

std::string row_text(const std::vector<Shown>& columns, std::size_t row) {
    std::string line;
    for (const Shown& column : columns) {
        if (&column != &columns.front()) line += "  ";
        line += padded(column.cells[row], column.width, column.right);
    }
    trim_right(line);
    return line;
}

Record record_of(const Grid& grid, std::size_t row) {
    Record record;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
        record.push_back({grid.columns[c], grid.rows[row][c]});
    }
    return record;
}

}  // namespace

std::string one_line(std::string_view text) {
    std::string out = text::printable(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    std::replace(out.begin(), out.end(), '\t', ' ');
    return out;
}

// ECMA-48 8.3.117, "Select Graphic Rendition".
std::string painted(const Context& context, Paint paint, std::string_view text) {
    if (!context.color() || text.empty()) return std::string(text);
    static constexpr std::string_view kCodes[] = {"1", "2", "1;33", "32", "31"};
    const std::string_view code = kCodes[static_cast<std::size_t>(paint)];
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string table_of(const Grid& grid, const Context& context) {
    if (grid.rows.empty()) return "";
    const auto columns = shown_columns(grid, context);
    std::string head;
    for (const Shown& column : columns) {
        if (&column != &columns.front()) head += "  ";
        head += padded(column.label, column.width, column.right);
    }
    trim_right(head);
    std::string out = painted(context, Paint::kBold, head) + '\n';
    for (std::size_t row = 0; row < grid.rows.size(); ++row)
        out += row_text(columns, row) + '\n';
    return out;
}

std::string table_of(const Record& record, const Context& context) {
    std::size_t width = 0;
    for (const Field& field : record) {
        width = std::max(width, text::display_width(field.column.label.in(context.language())));
    }
    std::string out;
    for (const Field& field : record) {
        const std::string_view label = field.column.label.in(context.language());
        if (label.empty()) continue;
        std::string line = painted(context, Paint::kBold, padded(std::string(label), width, false));
        line += "  " + cell_text(field.value, context);
        trim_right(line);
        out += line + '\n';
    }
    return out;
}

void write_cell(base::JsonWriter& json, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        json.string(*text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        json.number(*whole);
    } else if (const auto* number = std::get_if<double>(&cell)) {
        json.number(*number);
    } else if (const auto* truth = std::get_if<bool>(&cell)) {
        json.boolean(*truth);
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&cell)) {
        json.begin_array();
        for (const auto& one : *texts)
            json.string(one);
        json.end_array();
    } else {
        json.begin_array();
        for (const std::int64_t one : std::get<std::vector<std::int64_t>>(cell))
            json.number(one);
        json.end_array();
    }
}

void write_members(base::JsonWriter& json, const Record& record) {
    for (const Field& field : record) {
        json.key(field.column.name);
        write_cell(json, field.value);
    }
}

base::JsonWriter& begin_schema(base::JsonWriter& json, std::string_view command) {
    return json.begin_object().key("schema").string("seogo." + std::string(command) + "/1");
}

void write_strings(base::JsonWriter& json, std::string_view key,
                   const std::vector<std::string>& values) {
    json.key(key);
    write_cell(json, values);
}

void print_grid(Context& context, std::string_view schema, const Grid& grid) {
    if (context.form() == Form::kTable) return context.print(table_of(grid, context));
    base::JsonWriter json;
    if (context.form() == Form::kJson) begin_schema(json, schema).key(grid.key).begin_array();
    for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        base::JsonWriter line;
        base::JsonWriter& target = context.form() == Form::kJson ? json : line;
        target.begin_object();
        write_members(target, record_of(grid, row));
        target.end_object();
        if (context.form() == Form::kJsonl) context.print_line(line.text());
    }
    if (context.form() == Form::kJson) context.print_line(json.end_array().end_object().text());
}

void print_record(Context& context, std::string_view schema, const Record& record) {
    if (context.form() == Form::kTable) return context.print(table_of(record, context));
    base::JsonWriter json;
    begin_schema(json, schema);
    write_members(json, record);
    context.print_line(json.end_object().text());
}

}  // namespace seogo::cli
