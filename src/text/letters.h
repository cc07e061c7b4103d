// Hangul arithmetic and the properties of code points that folding and analysis ask for.
//
// Inside the module only. Answers for ASCII, Hangul, Kana and Han come from ranges here; ICU's
// property tables (part of its code, no data file) are asked for all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/unicode.h"

namespace seogo::text {

// Unicode 15, 3.12: a syllable is kSyllableBase + (lead * 21 + vowel) * 28 + trail.
inline constexpr char32_t kSyllableBase = 0xAC00, kLeadBase = 0x1100, kVowelBase = 0x1161,
                          kTrailBase = 0x11A7;  // trail 0: none
inline constexpr char32_t kLeads = 19, kVowels = 21, kTrails = 28;

inline bool is_lead(char32_t c) { return c - kLeadBase < kLeads; }
inline bool is_vowel(char32_t c) { return c - kVowelBase < kVowels; }
inline bool is_trail(char32_t c) { return c > kTrailBase && c - kTrailBase < kTrails; }
inline char32_t syllable_of(char32_t lead, char32_t vowel, char32_t trail) {
    return kSyllableBase + (lead * kVowels + vowel) * kTrails + trail;
}
// 0 for a syllable without a final consonant (받침); 8 is ㄹ.
inline char32_t trail_of(char32_t syllable) { return (syllable - kSyllableBase) % kTrails; }

// The syllable whose UTF-8 begins at this byte; 0 where none does.
inline char32_t syllable_at(std::string_view text, std::size_t at) {
    if (text.size() - at < 3) return 0;
    const auto bits = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const char32_t first = bits(0) ^ 0xE0, second = bits(1) ^ 0x80, third = bits(2) ^ 0x80;
    if ((first & 0xF0) != 0 || ((second | third) & 0xC0) != 0) return 0;
    const char32_t c = first << 12 | second << 6 | third;
    return is_hangul_syllable(c) ? c : 0;
}

// True where NFC leaves the character as it is, whatever stands before it: NFC_Quick_Check is Yes
// and the combining class 0. False means only "not known without looking it up".
bool is_inert_in_nfc(char32_t c);

// Zero-width characters, soft hyphens, variation selectors, direction marks, tags.
bool is_ignored_in_search(char32_t c);

// Letter, mark or digit after folding that continues a word: combining marks.
bool is_mark_by_table(char32_t c);
inline bool is_mark(char32_t c) {
    if (c < 0x300 || is_hangul_syllable(c) || (c >= 0x3400 && c <= 0x9FFF)) return false;
    return is_mark_by_table(c);
}

// Simple case folding (Unicode 15, 5.18, CaseFolding.txt C + S).
char32_t case_folded(char32_t c);

// NFC of a short piece by the library.
std::vector<char32_t> composed_by_library(std::vector<char32_t> piece);

// A character of the folded text and the bytes of the input that it stands for.
struct FoldedChar {
    char32_t value = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// fold() before it becomes bytes. `text`: less than 4 GiB. Replaces what `out` held.
void fold_characters(std::string_view text, std::vector<FoldedChar>& out);

}  // namespace seogo::text
