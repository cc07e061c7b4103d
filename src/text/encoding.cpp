// Detects how bytes are written, and writes text back the same way.
#include "text/encoding.h"

#include <algorithm>
#include <optional>

#include "text/cp949.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF", kLeBom = "\xFF\xFE", kBeBom = "\xFE\xFF";

struct NamedEncoding {
    std::string_view name;
    Encoding encoding;
};
constexpr NamedEncoding kNames[] = {
    {"utf-8", {Charset::kUtf8, false}},       {"utf-8-bom", {Charset::kUtf8, true}},
    {"utf-16le", {Charset::kUtf16Le, false}}, {"utf-16le-bom", {Charset::kUtf16Le, true}},
    {"utf-16be", {Charset::kUtf16Be, false}}, {"utf-16be-bom", {Charset::kUtf16Be, true}},
    {"cp949", {Charset::kCp949, false}}};

char32_t unit_at(std::string_view bytes, std::size_t at, Charset charset) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return charset == Charset::kUtf16Le ? char32_t{first} | char32_t{second} << 8
                                        : char32_t{first} << 8 | char32_t{second};
}

// Nothing where the bytes are no well-formed UTF-16 (an odd one, a lone surrogate).
std::optional<std::string> text_from_utf16(std::string_view bytes, Charset charset) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t c = unit_at(bytes, at, charset);
        if (c >= 0xD800 && c < 0xE000) {
            at += 2;
            if (c >= 0xDC00 || at >= bytes.size()) return std::nullopt;
            const char32_t low = unit_at(bytes, at, charset);
            if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(out, c);
    }
    return out;
}

void append_unit(std::string& out, char32_t unit, Charset charset) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out.push_back(charset == Charset::kUtf16Le ? low : high);
    out.push_back(charset == Charset::kUtf16Le ? high : low);
}

// `text` is valid UTF-8.
std::string utf16_from_text(std::string_view text, Charset charset) {
    std::string out;
    out.reserve(text.size() * 2);
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        if (c.value >= 0x10000) {
            append_unit(out, 0xD7C0 + (c.value >> 10), charset);
            append_unit(out, 0xDC00 | (c.value & 0x3FF), charset);
        } else {
            append_unit(out, c.value, charset);
        }
        at += c.length;
    }
    return out;
}

// What people write: no control characters but white space, no private or unassigned ones.
bool is_plausible(char32_t c) {
    if (c < 0x20) return c == '\n' || c == '\r' || c == '\t' || c == '\f';
    if (c >= 0x7F && c < 0xA0) return false;
    if (c < 0x250 || (c >= 0x370 && c < 0x530) || is_hangul_syllable(c)) return true;
    return (c >= 0x1E00 && c < 0x2800) || (c >= 0x3000 && c < 0xA000) ||
           (c >= 0xFE00 && c < 0xFE10) || (c >= 0xFF00 && c < 0xFFF0) ||
           (c >= 0x1F000 && c < 0x1FB00);
}

// Every character plausible, and a good part of them ASCII or Hangul.
bool is_plausible_text(std::string_view text) {
    std::size_t all = 0, usual = 0;
    for (std::size_t at = 0; at < text.size(); ++all) {
        const CodePoint c = code_point_at(text, at);
        if (!is_plausible(c.value)) return false;
        if (c.value < 0x80 || is_hangul_syllable(c.value)) ++usual;
        at += c.length;
    }
    return all >= 2 && usual * 2 >= all;
}

// UTF-16 without a BOM, where exactly one byte order makes a text of the bytes.
std::optional<Decoded> decode_bare_utf16(std::string_view bytes) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    std::optional<Decoded> found;
    for (const Charset charset : {Charset::kUtf16Le, Charset::kUtf16Be}) {
        auto text = text_from_utf16(bytes, charset);
        if (!text || text->starts_with(kUtf8Bom) || !is_plausible_text(*text)) continue;
        if (found) return std::nullopt;
        found = Decoded{std::move(*text), {charset, false}, true};
    }
    return found;
}

std::optional<Decoded> decode_marked(std::string_view bytes) {
    if (bytes.starts_with(kUtf8Bom)) {
        const std::string_view rest = bytes.substr(kUtf8Bom.size());
        return Decoded{std::string(rest), {Charset::kUtf8, true}, is_valid_utf8(rest)};
    }
    for (const Charset charset : {Charset::kUtf16Le, Charset::kUtf16Be}) {
        const auto bom = charset == Charset::kUtf16Le ? kLeBom : kBeBom;
        if (!bytes.starts_with(bom)) continue;
        auto text = text_from_utf16(bytes.substr(bom.size()), charset);
        if (text) return Decoded{std::move(*text), {charset, true}, true};
    }
    return std::nullopt;
}

Error missing_character(std::string_view text, std::string_view encoding) {
    std::size_t line = 1;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        const std::string_view one = text.substr(at, c.length);
        if (one == "\n") ++line;
        const bool is_invalid = !is_valid_utf8(one);
        if (is_invalid || (encoding == "cp949" && c.value >= 0x80 && !cp949_from_text(one))) {
            return {ErrorKind::kBadInput, std::string(encoding) + " has no character for \"" +
                                              printable(one) + "\" (line " + std::to_string(line) +
                                              ")"};
        }
        at += c.length;
    }
    return {ErrorKind::kBadInput, "the text cannot be written as " + std::string(encoding)};
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    for (const auto& named : kNames) {
        if (named.encoding == encoding) return named.name;
    }
    return "cp949";  // which has no BOM to write
}

Result<Encoding> encoding_from_name(std::string_view name) {
    for (const auto& named : kNames) {
        if (named.name == name) return named.encoding;
    }
    return Error{ErrorKind::kBadInput, "no encoding is called \"" + printable(name) + "\""};
}

Decoded decode(std::string_view bytes) {
    if (auto marked = decode_marked(bytes)) return std::move(*marked);
    const bool has_zero = bytes.find('\0') != std::string_view::npos;
    if (has_zero) {
        if (auto wide = decode_bare_utf16(bytes)) return std::move(*wide);
    }
    Decoded plain{std::string(bytes), {}, is_valid_utf8(bytes)};
    if (plain.valid) return plain;
    if (looks_like_cp949(bytes)) {
        if (auto text = text_from_cp949(bytes)) {
            return {std::move(*text), {Charset::kCp949, false}, true};
        }
    }
    if (!has_zero) {
        if (auto wide = decode_bare_utf16(bytes)) return std::move(*wide);
    }
    return plain;
}

Result<std::string> encode(std::string_view text, Encoding encoding) {
    if (encoding.charset == Charset::kUtf8) {
        return std::string(encoding.bom ? kUtf8Bom : "") + std::string(text);
    }
    if (encoding.charset == Charset::kCp949) {
        auto bytes = cp949_from_text(text);
        if (!bytes) return missing_character(text, encoding_name(encoding));
        return std::move(*bytes);
    }
    if (!is_valid_utf8(text)) return missing_character(text, encoding_name(encoding));
    const auto bom = encoding.charset == Charset::kUtf16Le ? kLeBom : kBeBom;
    return std::string(encoding.bom ? bom : "") + utf16_from_text(text, encoding.charset);
}

}  // namespace seogo::text
