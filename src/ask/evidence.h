// What an item offers as an answer: its sentences, each with what stands around it. Private to
// ask/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "search/searcher.h"

namespace seogo::ask {

using TermSet = std::unordered_set<std::string>;  // text::Term::text

struct EvidenceSentence {
    std::size_t begin = 0, end = 0;  // bytes of the item's text
    notebook::TextField field = notebook::TextField::kBody;
    std::size_t paragraph = 0;  // sentences of one paragraph (one line of notes) share it
    std::size_t heading = 0;    // index into Evidence::headings
    bool code = false;          // within a fenced block
    TermSet terms;
};

struct Evidence {
    search::ItemContent content;
    std::size_t rank = 0;           // of the item in the search, from 1
    TermSet title;                  // terms of title and organizations
    std::vector<TermSet> headings;  // [0]: none
    std::vector<EvidenceSentence> sentences;
};

inline constexpr std::size_t kEvidenceBytesMax = 64 * 1024;  // read of one item, around its hit

// `hit`: the passage that the search found; of a longer item only the text around it is read.
Evidence gather(search::ItemContent content, std::size_t rank, search::TextRange hit);

// All terms of a text, the names that its numbered names begin with (KorQuAD of KorQuAD1.0), and
// single_syllable_key() of its stems.
TermSet terms_of(std::string_view text);

// The key of a word without the digits that end it ("wllama3" -> "wllama"); "" where it has none or
// fewer than three letters would stay.
std::string_view name_without_number(std::string_view word);

}  // namespace seogo::ask
