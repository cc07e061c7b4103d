// Unicode as search and display need it: UTF-8 stepping, NFC, folding, script classes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::text {

// One code point and its length in bytes. Invalid bytes: U+FFFD, length 1.
struct CodePoint {
    char32_t value = 0;
    std::uint8_t length = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code_point);
bool is_valid_utf8(std::string_view text);

// Normalization form C (UAX #15). Text that is already NFC is answered without a library call.
std::string to_nfc(std::string_view text);

enum class Script : std::uint8_t { kOther, kHangul, kHan, kKana, kLatin, kDigit, kLetter };
Script script_of(char32_t code_point);  // kOther: no letter and no digit
inline bool is_hangul_syllable(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// Text folded for search, with the way back: NFC, half-width and full-width forms to their usual
// ones, simple case folding (diacritics stay), zero-width characters, soft hyphens, variation
// selectors, direction marks and tags dropped. Jamo of all kinds that spell a syllable become it
// (half-width and compatibility: ㅎㅏㄴ -> 한); those that do not (ㅋㅋㅋ, ㅠㅠ, the initials ㄱㅅ)
// stay as compatibility jamo. Invalid bytes become U+FFFD.
// Law: a text and its NFC and NFD twins fold alike, and folding twice changes nothing.
//   source_begin[i], source_end[i]: the range of bytes of the input that byte i of `text` stands
//   for. A range is never empty and never splits an input character.
struct Folded {
    std::string text;
    std::vector<std::uint32_t> source_begin;
    std::vector<std::uint32_t> source_end;
};
Folded fold(std::string_view text);

// Columns that a terminal needs (wide Hangul and Han take two).
std::size_t display_width(std::string_view text);

// Control characters (C0 but \n and \t, C1, bidi overrides, invalid bytes) shown as \x1b, \u202e:
// for printing outside bytes to people. Always applied, terminal or not.
std::string printable(std::string_view text);

}  // namespace seogo::text
