// Korean particles (조사) and endings (어미) by their form: what may be stripped, and when.
//
// Inside the module only.
#pragma once

#include <cstddef>
#include <string_view>

namespace seogo::text {

// How many syllables of the Hangul run stay when its particles and endings are stripped; all of
// them where none is found. `run`: folded syllables (and jamo), at least one.
std::size_t stem_length(std::u16string_view run);

// True where the whole run is a particle or ending, so that written on a Latin word or a number
// (BM25로) it is that word's.
bool is_particle(std::u16string_view run);

// True where the run may be a one-syllable noun with particles (책이, but also 종이), whether
// stem_length() strips them or not.
bool may_be_short_noun(std::u16string_view run);

}  // namespace seogo::text
