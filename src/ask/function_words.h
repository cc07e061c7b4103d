// Words of Korean and English that a question is built with, not about. Private to ask/.
#pragma once

#include <string_view>

namespace seogo::ask {

// All take folded words (text::fold).
bool is_english_function_word(std::string_view word);
// A run with its particle or ending: "무엇인가요", "있나요", "대해서".
bool is_korean_function_word(std::string_view run);
// "것은", "수", "때": nouns whose attribute before them is a verb ("좋은 것은").
bool is_bound_noun(std::string_view run);
// A Hangul run that follows a Latin one directly and is no word of its own: "BM25" + "로".
bool is_attached_particle(std::string_view run);
// "이것이", "그래서", "It", "This": words by which a sentence leans on the one before it.
bool leans_on_the_sentence_before(std::string_view first_word);

}  // namespace seogo::ask
