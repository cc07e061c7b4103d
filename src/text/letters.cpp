// Properties of code points: script, marks, case, what search ignores, columns on a terminal.
#include "text/letters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

namespace seogo::text {
namespace {

struct Range {
    char32_t first = 0;
    char32_t last = 0;
};

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t c) {
    const auto* found = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                         [](char32_t v, const Range& r) { return v < r.first; });
    return found != std::begin(ranges) && c <= found[-1].last;
}

// Held to the library's answers over all code points by normalize_test.
constexpr Range kInert[] = {
    {0x0000, 0x02FF},   {0x0388, 0x0482},  {0x048A, 0x052F}, {0x0531, 0x058A}, {0x05D0, 0x05EA},
    {0x0620, 0x064A},   {0x0660, 0x066F},  {0x0904, 0x0939}, {0x0E01, 0x0E30}, {0x0E40, 0x0E46},
    {0x1E00, 0x1EFF},   {0x2002, 0x20CF},  {0x2100, 0x2125}, {0x2127, 0x2129}, {0x212C, 0x2328},
    {0x232B, 0x2ADB},   {0x2ADD, 0x2BFF},  {0x3000, 0x3029}, {0x3030, 0x3098}, {0x309B, 0xA4CF},
    {0xAC00, 0xD7A3},   {0xE000, 0xF8FF},  {0xFE00, 0xFE1F}, {0xFE30, 0xFFFF}, {0x1F000, 0x1FAFF},
    {0x20000, 0x2F7FF}, {0x30000, 0x3134A}};

constexpr Range kIgnored[] = {{0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},
                              {0x180B, 0x180F}, {0x200B, 0x200F},   {0x202A, 0x202E},
                              {0x2060, 0x206F}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
                              {0xFFF9, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0xE0000, 0xE0FFF}};

constexpr Range kHangul[] = {{0x1100, 0x115E}, {0x1161, 0x11FF}, {0x3131, 0x3163}, {0x3165, 0x318E},
                             {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xD7B0, 0xD7C6}, {0xD7CB, 0xD7FB},
                             {0xFFA1, 0xFFBE}, {0xFFC2, 0xFFC7}, {0xFFCA, 0xFFCF}, {0xFFD2, 0xFFD7},
                             {0xFFDA, 0xFFDC}};
constexpr Range kHan[] = {{0x2E80, 0x2FD5}, {0x3005, 0x3005}, {0x3007, 0x3007},
                          {0x3021, 0x3029}, {0x3038, 0x303B}, {0x3400, 0x4DBF},
                          {0x4E00, 0x9FFF}, {0xF900, 0xFAD9}, {0x20000, 0x3FFFD}};
constexpr Range kKana[] = {{0x3041, 0x3096}, {0x3099, 0x309A},  {0x309D, 0x309F},
                           {0x30A1, 0x30FA}, {0x30FC, 0x30FF},  {0x31F0, 0x31FF},
                           {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F}};
constexpr Range kLatin[] = {{0x0041, 0x005A}, {0x0061, 0x007A}, {0x00AA, 0x00AA}, {0x00B5, 0x00B5},
                            {0x00BA, 0x00BA}, {0x00C0, 0x00D6}, {0x00D8, 0x00F6}, {0x00F8, 0x02AF},
                            {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F}, {0xA722, 0xA787}, {0xA78B, 0xA7FF},
                            {0xAB30, 0xAB5A}, {0xAB5C, 0xAB64}, {0xFB00, 0xFB06}, {0xFF21, 0xFF3A},
                            {0xFF41, 0xFF5A}};

Script script_of_rare(char32_t c) {
    if (contains(kHangul, c)) return Script::kHangul;
    if (contains(kHan, c)) return Script::kHan;
    if (contains(kKana, c)) return Script::kKana;
    if (contains(kLatin, c)) return Script::kLatin;
    if (is_ignored_in_search(c)) return Script::kOther;
    switch (u_charType(static_cast<UChar32>(c))) {
        case U_UPPERCASE_LETTER:
        case U_LOWERCASE_LETTER:
        case U_TITLECASE_LETTER:
        case U_MODIFIER_LETTER:
        case U_OTHER_LETTER:
        case U_NON_SPACING_MARK:
        case U_COMBINING_SPACING_MARK:
            return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ? Script::kOther
                                                                            : Script::kLetter;
        case U_DECIMAL_DIGIT_NUMBER:
        case U_LETTER_NUMBER:
        case U_OTHER_NUMBER:
            return Script::kDigit;
        default:
            return Script::kOther;
    }
}

}  // namespace

Script script_of(char32_t c) {
    if (is_hangul_syllable(c)) return Script::kHangul;
    if (c < 0x80) {
        if ((c | 0x20) - U'a' < 26) return Script::kLatin;
        return c - U'0' < 10 ? Script::kDigit : Script::kOther;
    }
    if (c >= 0x4E00 && c <= 0x9FFF) return Script::kHan;
    return script_of_rare(c);
}

bool is_inert_in_nfc(char32_t c) { return contains(kInert, c); }

bool is_ignored_in_search(char32_t c) { return c >= 0xAD && contains(kIgnored, c); }

bool is_mark_by_table(char32_t c) {
    const auto type = u_charType(static_cast<UChar32>(c));
    return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

char32_t case_folded(char32_t c) {
    if (c < 0x80) return c - U'A' < 26 ? c + 0x20 : c;
    if (c >= 0x2E80 && c < 0xA640) return c;  // Kana, Han, Yi: no case
    if (is_hangul_syllable(c)) return c;
    // The iota below (U+0345) stays a mark: folding it to a letter would part a Greek letter that
    // is composed from its decomposed twin.
    if (c == 0x0345) return c;
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

}  // namespace seogo::text
