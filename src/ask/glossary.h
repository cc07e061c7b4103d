// The glossary as ask sees it: which concept does a question name, and what else is it called?
// Private to ask/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/question.h"
#include "base/error.h"
#include "search/bridge.h"
#include "store/store.h"

namespace seogo::ask {

struct GlossaryTerm {
    store::ItemId item = 0;
    std::string term, definition;
    // Its names as keys: the words of "전이 학습(Transfer Learning, TL)" give 전이학습,
    // transferlearning and tl.
    std::vector<std::string> keys;
};

struct Glossary {
    std::vector<GlossaryTerm> terms;          // in the order of the notebooks
    std::vector<search::BridgePair> bridges;  // names in two scripts
};

Result<Glossary> read_glossary(store::Snapshot& snapshot);

// A name folded to its letters and digits, Korean particles kept: equal names have equal keys.
std::string name_key(std::string_view name);

// The terms that the question is about as a whole: all its content words are one of their names.
// The best written match first; at most `count`.
std::vector<const GlossaryTerm*> named_terms(const Glossary& glossary, const AskedQuestion& asked,
                                             std::size_t count);

}  // namespace seogo::ask
