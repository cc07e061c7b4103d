// The query language: words, "phrases", -not, OR, field:value, re:/…/. See docs/guide/search.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::search {

enum class ClauseKind : std::uint8_t { kWord, kPhrase, kField, kRegex };

// Which terms of the index a word stands for: its own; all that begin so (임베*); all that are
// spelled nearly so (임배딩~); all whose syllables begin with these consonants (ㅇㅂㄷ).
enum class WordMatch : std::uint8_t { kOwn, kPrefix, kFuzzy, kInitials };

// One thing that a query asks for.
struct Clause {
    ClauseKind kind = ClauseKind::kWord;
    bool negated = false;
    WordMatch match = WordMatch::kOwn;  // of kWord
    unsigned edits = 1;                 // of kFuzzy: 1 or 2
    std::uint32_t slack = 0;            // of kPhrase: so many words may stand between ("a b"~3)
    std::string field;               // of kField: kind org title week year lang site type has ...
    std::string value;               // without quotes, slashes, sign and field name
    std::size_t begin = 0, end = 0;  // bytes of the query's text, sign and field name included
};

// Clauses joined by OR. A lone word ranks and need not hold; any other group must hold in an item.
struct ClauseGroup {
    std::vector<Clause> any_of;  // never empty
};

struct Query {
    std::vector<ClauseGroup> groups;    // as written
    std::vector<std::string> warnings;  // what was read otherwise than it may have been meant
};

// Linear in the text, whatever its bytes. kBadInput names what is wrong and the character it
// stands at (from 1): a quote or regex that does not close, an OR without a side, a field's value
// that does not fit it.
Result<Query> parse_query(std::string_view text);

// `text` as words alone, where nothing is an operator: a question of natural language.
Query plain_query(std::string_view text);

// A point of the notebook's calendar as week:, year:, before: and after: name it; 0: not said.
struct WeekDate {
    int year = 0, month = 0, week = 0;
    friend auto operator<=>(const WeekDate&, const WeekDate&) = default;
};
// "2025", "2025-01", "2025-01-w4", "2025-01-31" (its week: days 1-7 are the first). kBadInput.
Result<WeekDate> parse_week_date(std::string_view text);

// What week: and year: take: a date, or two of them with ".." between ("2024..2025"), both
// included; one side may be left out. kBadInput.
struct WeekRange {
    WeekDate first, last;  // as far as each is said; year 0: open
};
Result<WeekRange> parse_week_range(std::string_view text);

}  // namespace seogo::search
