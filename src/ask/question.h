// What a question asks for: its content words, what kind of answer would do, its language.
//
// No model and no dictionary: closed lists of question words and function words of Korean and
// English, and the place of a word in its sentence (a Korean predicate stands last). Private to
// ask/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::ask {

enum class Sought : std::uint8_t {
    kAnything,
    kDefinition,  // what is X, X란?
    kNumber,      // how many, 몇, 얼마
    kReason,      // why, 왜
    kTime,        // when, 언제
    kPerson,      // who, 누가
    kManner,      // how, 어떻게
};

// One word that an answer should hold.
struct ContentWord {
    std::string shown;                 // as the question has it, without particle
    std::size_t begin = 0, end = 0;    // bytes of the question
    std::vector<std::string> whole;    // terms (text::Term::text) of the whole word
    std::vector<std::string> bigrams;  // Hangul only, in order
    std::string single;                // key of a noun of one syllable ("락과"); "" : none
    bool name = false;                 // Latin with a capital letter or a digit
    double role = 1;  // its share beside its rarity: predicates and units weigh less than nouns
    bool predicate = false;
};

struct AskedQuestion {
    std::string text;      // at most kQuestionBytesMax of it
    std::string language;  // text::language_of
    Sought sought = Sought::kAnything;
    std::vector<ContentWord> words;  // in order, each once
    std::vector<std::string> pairs;  // terms of neighbouring content words
    std::string unit;                // what is counted ("몇 비트" -> "비트"); "" : not said
    std::string search_text;         // content words alone, free of query operators
    bool cut = false;                // the question was longer than that, or had more words
};

inline constexpr std::size_t kQuestionBytesMax = 4096;
inline constexpr std::size_t kContentWordsMax = 48;

// "락", "락과", "락이" -> "1락": a noun of one syllable with or without a particle; "" for other
// stems. `stem`: of a Hangul run, folded.
std::string single_syllable_key(std::string_view stem);

AskedQuestion understand(std::string_view question);

}  // namespace seogo::ask
