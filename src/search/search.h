// Search: one question over words, with each score explained.
//
// Start at: searcher.h (Searcher), query.h (the language), ranker.h (BM25F over segments).
// Types here are what search answers, and what the CLI and the API print.
// Other modules include: bridge.h expand.h grep.h passages.h plan.h query.h ranker.h regex.h
// search.h searcher.h snippet.h text_windows.h weights.h
// Threads: a Searcher from one thread; make one per Snapshot.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace seogo::search {

struct SearchQuery {
    std::string text;           // the query language of docs/guide/search.md
    std::string mode = "auto";  // auto | words
    std::size_t limit = 10;     // 1 to 1000
    bool explain = false;
    bool bridge = true;  // let the glossary add the other language's term
    bool plain = false;  // words alone: no quote, sign or field in them is an operator
};

// A term's share of a hit's score; all shares of a hit sum to its score exactly as printed
// (they are rounded to 1e-6 first, the score is their sum).
struct Share {
    std::string term;          // as a person would write it
    std::string kind;          // word stem bigram pair bridge
    std::string field;         // title notes concepts body org
    std::string bridged_from;  // the query's own term where the glossary added this one
    double value = 0;
    double idf = 0, weight = 0;
    double term_freq = 0;
};

struct TextRange {
    std::size_t begin = 0, end = 0;
};

struct Hit {
    std::size_t rank = 0;  // from 1
    double score = 0;
    std::int64_t id = 0;  // item
    std::string kind, org, title, url, week, source, lang;
    // The passage: bytes [begin, end) of the item's text (`seogo show ID --text`).
    std::string passage_text;
    std::size_t begin = 0, end = 0;
    std::vector<TextRange> matched;  // within passage_text, sorted, for highlighting
    std::size_t words_rank = 0;
    std::vector<Share> shares;  // with explain only
};

struct SearchResult {
    std::string query, mode = "words";
    std::int64_t took_us = 0;
    std::size_t total = 0;
    bool total_exact = true;
    std::vector<std::string> warnings;  // a damaged index rebuilt, a bridge used, a near miss
    std::vector<Hit> hits;              // best first; ties by smaller id
};

}  // namespace seogo::search
