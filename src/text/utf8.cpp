// UTF-8, one code point at a time: decoding that never trusts its bytes, encoding, validity.
#include <cstring>

#include "text/unicode.h"

namespace seogo::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr CodePoint kInvalid{kReplacement, 1};

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

// Unicode 15, 3.9, table 3-7: overlong forms, surrogates and values past U+10FFFF are ill-formed.
CodePoint code_point_at(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return kInvalid;
    const auto* at = reinterpret_cast<const unsigned char*>(text.data()) + offset;
    const std::size_t left = text.size() - offset;
    const unsigned char lead = at[0];
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2) return kInvalid;
    if (lead < 0xE0) {
        if (left < 2 || !is_continuation(at[1])) return kInvalid;
        return {static_cast<char32_t>((lead & 0x1F) << 6 | (at[1] & 0x3F)), 2};
    }
    if (lead < 0xF0) {
        if (left < 3 || !is_continuation(at[1]) || !is_continuation(at[2])) return kInvalid;
        const auto value =
            static_cast<char32_t>((lead & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F));
        if (value < 0x800 || (value >= 0xD800 && value < 0xE000)) return kInvalid;
        return {value, 3};
    }
    if (lead > 0xF4 || left < 4 || !is_continuation(at[1]) || !is_continuation(at[2]) ||
        !is_continuation(at[3])) {
        return kInvalid;
    }
    const auto value = static_cast<char32_t>((lead & 0x07) << 18 | (at[1] & 0x3F) << 12 |
                                             (at[2] & 0x3F) << 6 | (at[3] & 0x3F));
    if (value < 0x10000 || value > 0x10FFFF) return kInvalid;
    return {value, 4};
}

void append_utf8(std::string& out, char32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
        code_point = kReplacement;
    }
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    if (code_point < 0x80) {
        out.push_back(byte(code_point));
    } else if (code_point < 0x800) {
        const char bytes[] = {byte(0xC0 | code_point >> 6), byte(0x80 | (code_point & 0x3F))};
        out.append(bytes, sizeof bytes);
    } else if (code_point < 0x10000) {
        const char bytes[] = {byte(0xE0 | code_point >> 12), byte(0x80 | (code_point >> 6 & 0x3F)),
                              byte(0x80 | (code_point & 0x3F))};
        out.append(bytes, sizeof bytes);
    } else {
        const char bytes[] = {byte(0xF0 | code_point >> 18), byte(0x80 | (code_point >> 12 & 0x3F)),
                              byte(0x80 | (code_point >> 6 & 0x3F)),
                              byte(0x80 | (code_point & 0x3F))};
        out.append(bytes, sizeof bytes);
    }
}

bool is_valid_utf8(std::string_view text) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080u;
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        while (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & kHighBits) != 0) break;
            at += sizeof eight;
        }
        if (at >= text.size()) break;
        const CodePoint c = code_point_at(text, at);
        if (c.value == kReplacement && c.length == 1) return false;
        at += c.length;
    }
    return true;
}

}  // namespace seogo::text
