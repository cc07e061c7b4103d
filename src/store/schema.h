// The tables of seogo.db (docs/formats/archive.md), and how a database of them is made.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "store/connection.h"

namespace seogo::store {

inline constexpr std::int64_t kSchemaVersion = 1;           // PRAGMA user_version
inline constexpr std::int64_t kApplicationId = 0x53454F47;  // "SEOG"

// A table that the journal records. `key`: the column that is its primary key. Its columns are all
// integers or texts, never NULL.
struct TruthTable {
    std::string_view name;
    std::array<std::string_view, 15> columns;  // "" after the last
    std::size_t column_count = 0;
};
// Columns that other code names by number.
namespace column {
inline constexpr std::size_t kNotebookOriginal = 3, kNotebookSynced = 4;
inline constexpr std::size_t kNodeNotebook = 1, kNodePosition = 2, kNodeItem = 3;
inline constexpr std::size_t kDocumentOriginal = 1;
}  // namespace column

// By name; null for any other name.
const TruthTable* truth_table(std::string_view name);
std::array<const TruthTable*, 5> truth_tables();

// Creates the tables in an empty database.
Status create_tables(Connection& connection);

// kBadFile where the database is not Seogo's, is empty, or was "made by a newer version".
Status check_schema(Connection& connection);

}  // namespace seogo::store
