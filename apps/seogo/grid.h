// Grid: results as rows of named cells, printed as a table, as JSON or as JSON lines.
//
// The three forms come from one table, so their fields are the same by construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "seogo/context.h"
#include "seogo/language.h"

namespace seogo::cli {

using Cell = std::variant<std::string, std::int64_t, double, bool, std::vector<std::int64_t>,
                          std::vector<std::string>>;

struct Column {
    std::string_view name;  // in JSON
    Text label;             // in the table; empty: in JSON alone
};

struct Grid {
    std::string_view key;  // of the array in JSON
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

// One thing with named values: a table of two columns, or the members of the JSON object.
struct Field {
    Column column;
    Cell value;
};
using Record = std::vector<Field>;

// Prints in the context's form; `schema` is the command's name. A table without rows is nothing.
void print_grid(Context& context, std::string_view schema, const Grid& grid);
void print_record(Context& context, std::string_view schema, const Record& record);

// The table alone: columns aligned by what a terminal shows, numbers to the right.
std::string table_of(const Grid& grid, const Context& context);
std::string table_of(const Record& record, const Context& context);

void write_cell(base::JsonWriter& json, const Cell& cell);
void write_members(base::JsonWriter& json, const Record& record);
// Opens the object and writes its schema: "seogo.search/1".
base::JsonWriter& begin_schema(base::JsonWriter& json, std::string_view command);
void write_strings(base::JsonWriter& json, std::string_view key,
                   const std::vector<std::string>& values);

inline std::int64_t whole(std::size_t number) { return static_cast<std::int64_t>(number); }

// Outside text on one line: control characters escaped, line breaks and tabs as spaces.
std::string one_line(std::string_view text);

enum class Paint : std::uint8_t { kBold, kDim, kMatch, kAdded, kRemoved };
std::string painted(const Context& context, Paint paint, std::string_view text);

}  // namespace seogo::cli
