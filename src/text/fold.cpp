// Folding for search: one form for all the ways in which a text can be written.
#include <limits>

#include "base/error.h"
#include "text/letters.h"

namespace seogo::text {
namespace {

constexpr char32_t kCompatibilityJamo = 0x3131, kCompatibilityVowel = 0x314F;

// Compatibility jamo by lead, by trail (from 1), as offsets from U+3131.
constexpr std::uint8_t kLeadAsLetter[kLeads] = {0,  1,  3,  6,  7,  8,  16, 17, 18, 20,
                                                21, 22, 23, 24, 25, 26, 27, 28, 29};
constexpr std::uint8_t kTrailAsLetter[kTrails] = {0,  0,  1,  2,  3,  4,  5,  6,  8,  9,
                                                  10, 11, 12, 13, 14, 15, 16, 17, 19, 20,
                                                  21, 22, 23, 25, 26, 27, 28, 29};
constexpr char32_t kNone = 0xFF;

bool is_letter_vowel(char32_t c) { return c - kCompatibilityVowel < kVowels; }

// The lead that a compatibility consonant can be; kNone for ㄳ and the like.
char32_t lead_of_letter(char32_t c) {
    for (char32_t lead = 0; lead < kLeads; ++lead) {
        if (c == kCompatibilityJamo + kLeadAsLetter[lead]) return lead;
    }
    return kNone;
}

// The trail that it can be; kNone for ㄸ ㅃ ㅉ.
char32_t trail_of_letter(char32_t c) {
    for (char32_t trail = 1; trail < kTrails; ++trail) {
        if (c == kCompatibilityJamo + kTrailAsLetter[trail]) return trail;
    }
    return kNone;
}

// Half-width Katakana U+FF61..U+FF9F as in Unicode's compatibility decompositions.
constexpr char16_t kKatakana[] =
    u"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    u"マミムメモヤユヨラリルレロワン\u3099\u309A";
constexpr char16_t kSigns[] = u"¢£¬¯¦¥₩";  // U+FFE0..U+FFE6

// Half-width and full-width forms (U+FF00..U+FFEF) and the ideographic space.
char32_t usual_width(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
    if (c >= 0xFF61 && c <= 0xFF9F) return kKatakana[c - 0xFF61];
    if (c >= 0xFFA1 && c <= 0xFFBE) return c - 0xFFA1 + kCompatibilityJamo;
    if (c >= 0xFFC2 && c <= 0xFFDC && (c & 7) >= 2) {
        const char32_t row = (c - 0xFFC0) / 8;  // six vowels in each row of eight
        return kCompatibilityVowel + row * 6 + (c & 7) - 2;
    }
    if (c >= 0xFFE0 && c <= 0xFFE6) return kSigns[c - 0xFFE0];
    return c == 0x3000 ? U' ' : c;
}

// What is left of a folded text that has jamo or combining characters: composes both.
class Composer {
public:
    explicit Composer(std::vector<FoldedChar>& chars) : chars_(chars) {}

    void run() {
        compose_pieces();
        compose_letters();
    }

private:
    // Each character with a boundary before it and what may join it, to NFC and lower case.
    void compose_pieces() {
        std::vector<FoldedChar> out;
        out.reserve(chars_.size());
        for (std::size_t begin = 0; begin < chars_.size();) {
            std::size_t end = begin + 1;
            while (end < chars_.size() && !is_inert_in_nfc(chars_[end].value) && !begins_piece(end))
                ++end;
            if (end == begin + 1 && is_inert_in_nfc(chars_[begin].value)) {
                out.push_back(chars_[begin]);
            } else {
                compose_piece(begin, end, out);
            }
            begin = end;
        }
        chars_.swap(out);
    }

    // Jamo join what stands right before them, or nothing.
    bool begins_piece(std::size_t i) const {
        const char32_t c = chars_[i].value, before = chars_[i - 1].value;
        if (is_vowel(c)) return !is_lead(before);
        if (is_trail(c)) return !is_vowel(before) && !is_hangul_syllable(before);
        return is_lead(c);
    }

    // One that is Hangul alone keeps the exact bytes of each syllable.
    void compose_piece(std::size_t begin, std::size_t end, std::vector<FoldedChar>& out) {
        const std::size_t from = out.size();
        bool only_hangul = true;
        for (std::size_t i = begin; i < end; ++i) {
            const FoldedChar c = chars_[i];
            FoldedChar* last = out.size() > from ? &out.back() : nullptr;
            if (last != nullptr && is_vowel(c.value) && is_lead(last->value)) {
                *last = {syllable_of(last->value - kLeadBase, c.value - kVowelBase, 0), last->begin,
                         c.end};
            } else if (last != nullptr && is_trail(c.value) && is_hangul_syllable(last->value) &&
                       trail_of(last->value) == 0) {
                *last = {last->value + (c.value - kTrailBase), last->begin, c.end};
            } else {
                out.push_back(c);
                only_hangul &= is_inert_in_nfc(c.value) || is_lead(c.value) || is_vowel(c.value) ||
                               is_trail(c.value);
            }
        }
        if (only_hangul) {
            for (std::size_t i = from; i < out.size(); ++i)
                out[i].value = letter_of_jamo(out[i].value);
            return;
        }
        compose_marks(begin, end, from, out);
    }

    // A jamo that found no partner, as the letter that people type.
    static char32_t letter_of_jamo(char32_t c) {
        if (is_lead(c)) return kCompatibilityJamo + kLeadAsLetter[c - kLeadBase];
        if (is_vowel(c)) return kCompatibilityVowel + (c - kVowelBase);
        if (is_trail(c)) return kCompatibilityJamo + kTrailAsLetter[c - kTrailBase];
        return c;
    }

    void compose_marks(std::size_t begin, std::size_t end, std::size_t from,
                       std::vector<FoldedChar>& out) {
        std::vector<char32_t> piece;
        for (std::size_t i = begin; i < end; ++i)
            piece.push_back(chars_[i].value);
        piece = composed_by_library(std::move(piece));
        bool changed = false;
        for (char32_t& c : piece) {
            const char32_t folded = case_folded(c);
            changed |= folded != c;
            c = folded;
        }
        if (changed) piece = composed_by_library(std::move(piece));
        out.resize(from);
        for (const char32_t c : piece) {
            out.push_back({letter_of_jamo(c), chars_[begin].begin, chars_[end - 1].end});
        }
    }

    // ㅎㅏㄴ -> 한: a consonant and a vowel, and the next consonant where no vowel claims it.
    // Consonants or vowels by themselves (ㅋㅋㅋ, ㅠㅠ, the initials ㄱㅅ) stay as they are.
    void compose_letters() {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < chars_.size();) {
            FoldedChar c = chars_[i];
            const char32_t lead = i + 1 < chars_.size() && is_letter_vowel(chars_[i + 1].value)
                                      ? lead_of_letter(c.value)
                                      : kNone;
            std::size_t used = 1;
            if (lead != kNone) {
                const char32_t vowel = chars_[i + 1].value - kCompatibilityVowel;
                char32_t trail =
                    i + 2 < chars_.size() ? trail_of_letter(chars_[i + 2].value) : kNone;
                if (trail != kNone && i + 3 < chars_.size() &&
                    is_letter_vowel(chars_[i + 3].value) &&
                    lead_of_letter(chars_[i + 2].value) != kNone) {
                    trail = kNone;
                }
                used = trail == kNone ? 2 : 3;
                c.value = syllable_of(lead, vowel, trail == kNone ? 0 : trail);
                c.end = chars_[i + used - 1].end;
            }
            chars_[kept++] = c;
            i += used;
        }
        chars_.resize(kept);
    }

    std::vector<FoldedChar>& chars_;
};

}  // namespace

void fold_characters(std::string_view text, std::vector<FoldedChar>& out) {
    SEOGO_CHECK(text.size() <= std::numeric_limits<std::uint32_t>::max());
    out.clear();
    out.reserve(text.size() / 2 + 8);
    bool is_plain = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
            const char32_t is_capital = byte - U'A' < 26 ? 1 : 0;
            out.push_back({byte | is_capital << 5, begin, begin + 1});
            ++at;
            continue;
        }
        if (const char32_t syllable = syllable_at(text, at); syllable != 0) {
            out.push_back({syllable, begin, begin + 3});
            at += 3;
            continue;
        }
        const CodePoint c = code_point_at(text, at);
        at += c.length;
        const auto end = static_cast<std::uint32_t>(at);
        if (is_ignored_in_search(c.value)) continue;
        if (c.value == 0x0130) {  // İ is i with a dot, as its decomposed twin
            out.push_back({U'i', begin, end});
            out.push_back({0x0307, begin, end});
            is_plain = false;
            continue;
        }
        const char32_t value = usual_width(c.value);
        const bool is_inert = is_inert_in_nfc(value);
        is_plain &= is_inert && !is_letter_vowel(value);
        out.push_back({is_inert ? case_folded(value) : value, begin, end});
    }
    if (!is_plain) Composer(out).run();
}

Folded fold(std::string_view text) {
    std::vector<FoldedChar> chars;
    fold_characters(text, chars);
    Folded out;
    out.text.reserve(text.size());
    out.source_begin.reserve(text.size());
    out.source_end.reserve(text.size());
    for (const FoldedChar& c : chars) {
        append_utf8(out.text, c.value);
        out.source_begin.resize(out.text.size(), c.begin);
        out.source_end.resize(out.text.size(), c.end);
    }
    return out;
}

}  // namespace seogo::text
