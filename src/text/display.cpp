// Text as a terminal shows it: columns, and control characters made visible.
#include <unicode/uchar.h>

#include <cstdio>

#include "text/letters.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

bool is_wide(char32_t c) {
    if (c < 0x1100) return false;
    if (is_hangul_syllable(c) || (c >= 0x3400 && c <= 0x9FFF)) return true;
    const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool takes_no_column(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    if (c < 0x300) return c == 0xAD;
    if (is_hangul_syllable(c) || (c >= 0x3400 && c <= 0x9FFF)) return false;
    if (c >= 0x1160 && c <= 0x11FF) return true;  // jamo that join the lead before them
    if (is_ignored_in_search(c)) return true;
    const auto type = u_charType(static_cast<UChar32>(c));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// Marks, embeddings, overrides and isolates of writing direction, and tags: they change how other
// text is shown, or hide text.
bool is_deceptive(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        at += c.length;
        if (takes_no_column(c.value)) continue;
        columns += is_wide(c.value) ? 2 : 1;
    }
    return columns;
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    char escape[16];
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        const bool is_invalid = c.length == 1 && c.value >= 0x80;
        const bool is_control = (c.value < 0x20 && c.value != '\n' && c.value != '\t') ||
                                (c.value >= 0x7F && c.value < 0xA0);
        if (is_invalid || is_control) {
            const unsigned value =
                is_invalid ? static_cast<unsigned char>(text[at]) : static_cast<unsigned>(c.value);
            std::snprintf(escape, sizeof escape, is_invalid || value < 0x80 ? "\\x%02x" : "\\u%04x",
                          value);
            out += escape;
        } else if (is_deceptive(c.value)) {
            std::snprintf(escape, sizeof escape, c.value < 0x10000 ? "\\u%04x" : "\\U%08x",
                          static_cast<unsigned>(c.value));
            out += escape;
        } else {
            out.append(text.substr(at, c.length));
        }
        at += c.length;
    }
    return out;
}

}  // namespace seogo::text
