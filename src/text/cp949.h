// CP949 (Microsoft's superset of EUC-KR, "unified Hangul code") both ways, strictly.
//
// Inside the module only. The mapping is ICU's windows-949; it is loaded when bytes that have the
// form of CP949, or a text to be written in it, are first met.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace seogo::text {

// True where bytes have the form of CP949 (no NUL, lead 81-FE, trail 41-5A 61-7A 81-FE) and what
// they would say is Korean rather than another East Asian or a Western encoding. Linear.
bool looks_like_cp949(std::string_view bytes);

// UTF-8; nothing where a byte sequence has no character. cp949_from_text of it gives the bytes.
std::optional<std::string> text_from_cp949(std::string_view bytes);

// Nothing where CP949 lacks a character, or `text` is no valid UTF-8.
std::optional<std::string> cp949_from_text(std::string_view text);

}  // namespace seogo::text
