// Question to cited answer without a model: the sentences that answer it, quoted.
//
// Concept questions ("ColBERT가 뭐야?") are answered from the glossary first. Every quote is
// byte-equal to the stored text at [begin, end); an answer without a source does not exist.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "search/searcher.h"

namespace seogo::ask {

struct Question {
    std::string text;
    std::string mode = "auto";      // auto | extract
    std::size_t sentences_max = 3;  // of the answer
};
struct Source {
    std::size_t n = 0;    // from 1, as cited
    std::int64_t id = 0;  // item
    std::string title, url;
    std::size_t begin = 0, end = 0;  // bytes of the item's text
    std::string quote;               // byte-equal to the text there
};
struct Sentence {
    std::string text;  // the quote, or a concept as "term: definition"
    std::vector<std::size_t> citations;
};
struct Answer {
    std::string question;
    std::string mode = "extract";
    std::string generator;            // "" : quotes, does not generate
    std::vector<Sentence> sentences;  // empty: nothing was found
    std::vector<Source> sources;
    std::vector<std::string> warnings;
};

// Answers from what `searcher` finds. Nothing found (or nothing that answers) is an Answer without
// sentences whose warnings say so, never a guess.
Result<Answer> answer(store::Snapshot& snapshot, search::Searcher& searcher,
                      const Question& question);

}  // namespace seogo::ask
