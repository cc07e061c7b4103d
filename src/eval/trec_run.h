// TREC run files: `query Q0 document rank score tag`, one line a document.
//
// Read as trec_eval 9.0 reads them: the rank column is passed over, documents are ordered by
// falling score, ties by falling document id (bytes). Written so that every reader, also one that
// keeps scores in 32 bits, orders them as they were ranked: scores fall strictly.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "eval/collection.h"
#include "eval/run.h"

namespace seogo::eval {

// Lines of queries that the collection lacks are counted in a warning; documents that it lacks get
// new numbers. kBadFile names the line. At most `depth` documents a query are kept.
Result<Run> parse_trec_run(std::string_view text, std::string name, std::size_t depth,
                           Collection& collection);

std::string render_trec_run(const Run& run, const Collection& collection);

}  // namespace seogo::eval
