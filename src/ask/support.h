// How well does a sentence support an answer? Coverage of the question's words, and its shape.
//
// A word is matched by its whole term, by most of its syllable pairs, or by its name in the other
// script (glossary). Its weight is its rarity (idf) times its role. Around a sentence the item's
// title, the heading and the neighbouring lines count in part, because notes name their subject
// once. Private to ask/.
#pragma once

#include <string>
#include <vector>

#include "ask/evidence.h"
#include "ask/glossary.h"
#include "ask/question.h"
#include "search/search.h"

namespace seogo::ask {

// A question's word ready to be looked for.
struct WantedWord {
    ContentWord word;
    double weight = 1;                              // idf times role
    std::vector<std::vector<ContentWord>> bridged;  // other names: all words of one must hold
};

struct WantedAnswer {
    AskedQuestion asked;
    std::vector<WantedWord> words;
    double weight = 0;         // of all words
    TermSet question_numbers;  // digits that the question itself holds
};

// Weights are roles alone until weigh() brings in how rare each word is (idf, beside `words`).
WantedAnswer want(AskedQuestion asked, const Glossary& glossary);
void weigh(WantedAnswer& wanted, const std::vector<double>& idf);

struct Support {
    double own = 0;        // share of the question's weight in the sentence itself, 0 to 1
    double coverage = 0;   // the same with what stands around it in part
    double score = 0;      // for ordering
    bool defines = false;  // reads as "X is ..."
    bool foreign = false;  // in another language than the question
    bool fits = false;     // has the kind of thing that is asked for: a number, a reason, a time
};

// Of one item: its sentences' support, beside Evidence::sentences.
std::vector<Support> support_of(const WantedAnswer& wanted, const Evidence& evidence);

}  // namespace seogo::ask
