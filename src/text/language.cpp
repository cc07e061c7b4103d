// Counts letters by script and tells Korean from English.
#include "text/language.h"

#include <cstddef>

#include "text/unicode.h"

namespace seogo::text {

std::string_view language_of(std::string_view text) {
    std::size_t letters = 0, hangul = 0, ascii = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        at += c.length;
        const Script script = script_of(c.value);
        if (script == Script::kOther || script == Script::kDigit) continue;
        ++letters;
        if (script == Script::kHangul) ++hangul;
        if (c.value < 0x80) ++ascii;
    }
    if (letters == 0) return "";
    if (hangul * 5 >= letters) return "ko";
    return ascii * 2 > letters ? "en" : "";
}

}  // namespace seogo::text
