// Composes one base character with its marks at a time, which keeps the way back.
#include "doc/composed.h"

#include <algorithm>

#include "text/unicode.h"

namespace seogo::doc {
namespace {

// Marks on one base beyond these bytes stand for themselves: no character grows without bound.
constexpr std::size_t kMarksBytesMax = 24;

// Characters that join the one before them: Hangul vowels and finals (Unicode 3.12), combining
// marks of Latin, Greek, Cyrillic and kana.
bool joins(char32_t c) {
    return (c >= 0x1160 && c <= 0x11FF) || (c >= 0x0300 && c <= 0x036F) ||
           (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) || c == 0x3099 ||
           c == 0x309A;
}

}  // namespace

bool is_decomposed(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto c = text::code_point_at(text, at);
        if (joins(c.value)) return true;
        at += c.length;
    }
    return false;
}

Composed composed(std::string_view text) {
    Composed out;
    out.text.reserve(text.size());
    out.source.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + text::code_point_at(text, at).length;
        bool single = true;
        const std::size_t end_max = end + kMarksBytesMax;
        while (end < std::min(text.size(), end_max)) {
            const auto next = text::code_point_at(text, end);
            if (!joins(next.value)) break;
            end += next.length;
            single = false;
        }
        const std::string_view piece = text.substr(at, end - at);
        if (single) {
            out.text += piece;
        } else {
            out.text += text::to_nfc(piece);
        }
        out.source.resize(out.text.size(), static_cast<std::uint32_t>(at));
        at = end;
    }
    out.source.push_back(static_cast<std::uint32_t>(text.size()));
    return out;
}

}  // namespace seogo::doc
