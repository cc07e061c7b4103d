// Folds ASCII eight bytes at a time, copies what folds to itself, and folds the rest by pieces.
// piece.
#include "text/fold_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "text/letters.h"

namespace seogo::text {
namespace {

constexpr std::uint64_t kEach = 0x0101010101010101u;
constexpr std::uint64_t kHighBits = 0x80 * kEach;
// Bytes that are written beyond what stands, and written over next.
constexpr std::size_t kSlack = 8;
static_assert(std::endian::native == std::endian::little);

// Eight ASCII bytes in lower case. Adding to seven bits turns the high bit on from a letter on, so
// no byte reaches into the next.
std::uint64_t lower_eight(std::uint64_t bytes) {
    const std::uint64_t from_a = bytes + (0x80 - 'A') * kEach;
    const std::uint64_t after_z = bytes + (0x80 - 'Z' - 1) * kEach;
    return bytes | ((from_a ^ after_z) & kHighBits) >> 2;
}

// Characters that fold to themselves and that nothing before them joins: of what stands in Korean
// and English text besides ASCII, nearly all. Marks and jamo that would join them are not among
// them.
bool folds_to_itself(char32_t c) {
    if (is_hangul_syllable(c) || (c >= 0x4E00 && c <= 0x9FFF)) return true;
    if (c < 0xC0) return c >= 0xA0 && c != 0xAA && c != 0xAD && c != 0xB5 && c != 0xBA;
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3020) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
           (c >= 0x1F300 && c <= 0x1FAFF);
}

// Whether the four bytes at `at` begin with a syllable that needs no table: most do.
bool is_plain_syllable(const char* at) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, sizeof four);
    // Little-endian: lead, two bytes that continue it, and one more that is not looked at. U+B000
    // to U+CFFF are syllables throughout, and two of the leads below begin with those.
    const std::uint32_t lead = four & 0xFF;
    return (lead == 0xEB || lead == 0xEC) && (four & 0xC0C000) == 0x808000;
}

// Folds text from `at` into `to` as far as it is simple; answers how many bytes that are. Simple
// text keeps its length; `to` has room for kSlack bytes more.
std::size_t fold_simple(std::string_view text, std::size_t at, char* to) {
    const char* const from = text.data() + at;
    const char* const end = text.data() + text.size();
    const char* now = from;
    while (now != end) {
        const auto lead = static_cast<unsigned char>(*now);
        if (lead < 0x80) {
            std::uint64_t eight = 0;
            if (end - now >= 8) std::memcpy(&eight, now, sizeof eight);
            // Whatever the eight bytes are, those before the first that is not ASCII count.
            if (end - now >= 8) {
                const std::uint64_t lower = lower_eight(eight & ~kHighBits);
                std::memcpy(to + (now - from), &lower, sizeof lower);
                const std::uint64_t high = eight & kHighBits;
                now += high == 0 ? 8 : std::countr_zero(high) / 8;
            } else {
                to[now - from] = static_cast<char>(case_folded(lead));
                ++now;
            }
            continue;
        }
        if (end - now >= 4 && is_plain_syllable(now)) {
            std::memcpy(to + (now - from), now, 4);
            now += 3;
            continue;
        }
        const CodePoint c = code_point_at({now, static_cast<std::size_t>(end - now)}, 0);
        if (!folds_to_itself(c.value)) break;
        std::memcpy(to + (now - from), now, c.length);
        now += c.length;
    }
    return static_cast<std::size_t>(now - from);
}

std::size_t next_simple(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const CodePoint c = code_point_at(text, at);
        if (c.value < 0x80 || folds_to_itself(c.value)) break;
        at += c.length;
    }
    return at;
}

}  // namespace

void fold_text(std::string_view text, std::string& out) {
    std::vector<FoldedChar> chars;
    std::string piece;
    std::size_t size = 0;  // bytes of `out` that stand
    out.resize(text.size() + kSlack);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::size_t simple = fold_simple(text, at, out.data() + size);
        at += simple;
        size += simple;
        if (at == text.size()) break;
        // Nothing joins what stands before a simple character: from the last one to the next, the
        // piece is folded by itself.
        std::size_t from = at;
        while (from > begin && (from == at || (text[from] & 0xC0) == 0x80))
            --from;
        size -= at - from;
        at = next_simple(text, at);
        fold_characters(text.substr(from, at - from), chars);
        piece.clear();
        for (const FoldedChar& c : chars)
            append_utf8(piece, c.value);
        const std::size_t room = size + piece.size() + (text.size() - at) + kSlack;
        if (out.size() < room) out.resize(room);
        std::memcpy(out.data() + size, piece.data(), piece.size());
        size += piece.size();
    }
    out.resize(size);
}

}  // namespace seogo::text
