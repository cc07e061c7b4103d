// The part of a passage that is shown, cut at lines and sentences, and what in it matched.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "search/ranker.h"
#include "search/search.h"

namespace seogo::search {

inline constexpr std::size_t kSnippetBytes = 480;  // aimed; a lone sentence is cut to it

struct Snippet {
    std::size_t begin = 0, end = 0;  // bytes of the item's text, never inside a character
    std::vector<TextRange> matched;  // from `begin`, sorted, apart
};

// Ranges of `text` that hold words of the query's patterns, sorted, apart: of a compound only the
// part that was asked for ("임베딩" of "문장임베딩은").
std::vector<TextRange> matched_ranges(std::string_view text, const Wanted& wanted);

// The run of sentences of `passage` (bytes of `text`) that holds most different words of the query,
// the earliest of equals. `also`: ranges of `text` that matched in another way (a regex).
Snippet cut_snippet(std::string_view text, TextRange passage, const Wanted& wanted,
                    const std::vector<TextRange>& also = {});

}  // namespace seogo::search
