// Takes one change of the history back, unless later changes stand on it.
#pragma once

#include <cstdint>

#include "base/error.h"
#include "store/connection.h"
#include "store/journal.h"

namespace seogo::store {

// Applies the inverse of change `seq` inside the open transaction; where it cannot, nothing is
// applied. kNotFound where there is no such change; kBadInput where later changes overlap it
// (their numbers are named): they changed the same values, put lines between those that come
// back, or hang on what would go.
Status undo_change(Connection& connection, const JournalFolder& journal, std::int64_t seq);

}  // namespace seogo::store
