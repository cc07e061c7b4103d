// Grep: the lines of all items that match a regex, each with its place in the stored text.
//
// Text, notes, tables and glossary alike: whatever `seogo show ID --text` prints is looked through.
// Matching is that of regex.h: folded, so that case, width and composition do not matter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "search/search.h"
#include "search/text_windows.h"
#include "store/store.h"

namespace seogo::search {

enum class GrepShow : std::uint8_t {
    kLines,   // each line that matches, with its context
    kCounts,  // how many lines of each item match
    kItems,   // which items have such a line; the first is enough
};

struct GrepQuery {
    std::string pattern;                // of regex.h
    bool literal = false;               // it is text, not a regex
    bool word = false;                  // matches that stand as words of their own
    std::size_t before = 0, after = 0;  // lines of context around each match
    std::size_t limit = 1000;           // what is shown: lines that match, or items; at least 1
    GrepShow show = GrepShow::kLines;
};

struct GrepLine {
    std::size_t number = 0;          // from 1, in the item's text
    std::size_t begin = 0, end = 0;  // bytes of the item's text, without the line break
    std::string text;
    std::string field;  // title notes concepts body org: of the line's first part; "" between parts
    bool matches = true;             // false: context
    std::vector<TextRange> matched;  // within `text`, rising, apart; as Regex::matches_in has them
};

struct GrepItem {
    store::ItemRow row;           // title, url, org, kind filled in for entries too
    std::string week;             // "2025-01-w4", or ""
    std::size_t count = 0;        // lines that match; 1 with kItems
    std::vector<GrepLine> lines;  // with kLines; rising
};

struct GrepResult {
    std::string pattern;
    std::int64_t took_us = 0;
    std::size_t total = 0;    // of what `limit` counts
    bool total_exact = true;  // false: there are more than were looked for
    std::size_t items_read = 0;
    std::vector<std::string> warnings;
    std::vector<GrepItem> items;  // by id
};

// kBadInput that names the pattern's character, or the limit; kCancelled when a stop is asked for;
// what the snapshot or the source refuses.
Result<GrepResult> grep(store::Snapshot& snapshot, WindowSource& windows, base::Clock& clock,
                        const GrepQuery& query);

}  // namespace seogo::search
