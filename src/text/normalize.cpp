// Normalization form C (UAX #15): Hangul by arithmetic, other combining sequences by the library.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>

#include "base/error.h"
#include "text/letters.h"

namespace seogo::text {
namespace {

bool is_all_inert(std::string_view text, std::size_t& at) {
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0xCC) {  // below U+0300, or an invalid byte
            ++at;
            continue;
        }
        const CodePoint c = code_point_at(text, at);
        if (c.length > 1 && !is_inert_in_nfc(c.value)) return false;
        at += c.length;
    }
    return true;
}

std::u16string to_utf16(const std::vector<char32_t>& points) {
    std::u16string out;
    for (const char32_t c : points) {
        if (c >= 0x10000) {
            out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
            out.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
        } else {
            out.push_back(static_cast<char16_t>(c));
        }
    }
    return out;
}

std::vector<char32_t> from_utf16(const std::u16string& units) {
    std::vector<char32_t> out;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t c = units[i];
        if (c - 0xD800 < 0x400 && i + 1 < units.size()) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (units[++i] & 0x3FF);
        }
        out.push_back(c);
    }
    return out;
}

// UAX #15 canonical ordering (D109) of each run of marks. The library does it by insertion, in
// quadratic time on a hundred thousand marks; this way it finds them in order.
void order_marks(std::vector<char32_t>& piece) {
    const auto combining_class = [](char32_t c) {
        return u_getCombiningClass(static_cast<UChar32>(c));
    };
    for (auto at = piece.begin(); at != piece.end();) {
        at = std::find_if(at, piece.end(), combining_class);
        const auto end = std::find_if_not(at, piece.end(), combining_class);
        std::stable_sort(at, end, [&](char32_t a, char32_t b) {
            return combining_class(a) < combining_class(b);
        });
        at = end;
    }
}

// The Hangul of a piece composed in place; true where nothing else in it needs the library.
bool compose_hangul(std::vector<char32_t>& piece) {
    bool only_hangul = true;
    std::size_t kept = 0;
    for (const char32_t c : piece) {
        const char32_t last = kept > 0 ? piece[kept - 1] : 0;
        if (is_vowel(c) && is_lead(last)) {
            piece[kept - 1] = syllable_of(last - kLeadBase, c - kVowelBase, 0);
        } else if (is_trail(c) && is_hangul_syllable(last) && trail_of(last) == 0) {
            piece[kept - 1] = last + (c - kTrailBase);
        } else {
            piece[kept++] = c;
            only_hangul &= is_lead(c) || is_vowel(c) || is_trail(c) || is_inert_in_nfc(c);
        }
    }
    piece.resize(kept);
    return only_hangul;
}

}  // namespace

std::vector<char32_t> composed_by_library(std::vector<char32_t> piece) {
    if (compose_hangul(piece)) return piece;
    order_marks(piece);
    const std::u16string units = to_utf16(piece);
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2* nfc = unorm2_getNFCInstance(&code);
    std::u16string out(units.size() * 3 + 8, u'\0');  // NFC expands at most threefold in UTF-16
    const auto length = unorm2_normalize(nfc, units.data(), static_cast<std::int32_t>(units.size()),
                                         out.data(), static_cast<std::int32_t>(out.size()), &code);
    if (U_FAILURE(code)) return piece;
    out.resize(static_cast<std::size_t>(length));
    return from_utf16(out);
}

std::string to_nfc(std::string_view text) {
    std::size_t at = 0;
    if (is_all_inert(text, at)) return std::string(text);
    std::string out;
    out.reserve(text.size());
    std::vector<char32_t> piece;  // a character with a boundary before it, and all that may join it
    bool plain = true;            // the piece is one inert character, or none
    const auto flush = [&] {
        if (!plain) piece = composed_by_library(std::move(piece));
        for (const char32_t c : piece)
            append_utf8(out, c);
        piece.clear();
        plain = true;
    };
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = code_point_at(text, i);
        if (c.length == 1 && c.value >= 0x80) {  // an invalid byte stays
            flush();
            out.push_back(text[i]);
        } else if (is_inert_in_nfc(c.value)) {
            flush();
            piece.push_back(c.value);
        } else {
            piece.push_back(c.value);
            plain = false;
        }
        i += c.length;
    }
    flush();
    return out;
}

}  // namespace seogo::text
