// A parsed query as work to do: what scores, and what an item must hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "search/query.h"
#include "search/ranker.h"
#include "search/regex.h"

namespace seogo::search {

// One condition on an item: its words, its facts (kind, week, ...) or its text.
struct Condition {
    bool negated = false;
    std::optional<Pattern> pattern;  // words, a phrase, title: or org:
    // What a word with a * or ~ stands for, one of which must hold: expand() fills it.
    bool is_expansion = false;
    std::vector<Pattern> expanded;
    std::optional<Regex> regex;
    Clause clause;  // of a fact, where neither stands; and for messages
};

struct Plan {
    Wanted wanted;                             // all that is asked for, negations aside
    std::vector<std::vector<Condition>> must;  // of each group, one must hold
    std::vector<Clause> expansions;            // lone words that stand for several: see expand()
    std::vector<std::string> warnings;
};

// kBadInput with the character in `text` for a regex that does not compile.
Result<Plan> plan_query(std::string_view text, const Query& query);

}  // namespace seogo::search
