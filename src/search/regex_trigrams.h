// The trigram query that every match of a regex satisfies.
//
// Source: Cox 2012, "Regular Expression Matching with a Trigram Index": sets of whole texts, of
// prefixes and of suffixes, as long as they are few; what they grow beyond becomes trigrams.
#pragma once

#include "index/trigram_query.h"
#include "search/regex_tree.h"

namespace seogo::search {

// Law: a line of folded text with a match of `root` satisfies the query.
index::TrigramQuery trigrams_of(const RegexNode& root);

}  // namespace seogo::search
