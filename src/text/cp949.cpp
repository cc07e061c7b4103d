// CP949 through the library's converter, with callbacks that stop instead of replacing.
#include "text/cp949.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>

#include "text/unicode.h"

namespace seogo::text {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_strict(const char* name) {
    UErrorCode code = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &code));
    if (U_FAILURE(code)) return nullptr;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &code);
    ucnv_setFallback(converter.get(), false);
    return U_FAILURE(code) ? nullptr : std::move(converter);
}

// From one encoding to the other in pieces, through UTF-16; nothing at the first error.
std::optional<std::string> convert(std::string_view bytes, const char* from, const char* to) {
    const Converter source = open_strict(from);
    const Converter target = open_strict(to);
    if (source == nullptr || target == nullptr) return std::nullopt;
    std::string out;
    out.reserve(bytes.size() * 2);
    std::array<char16_t, 4096> pivot{};
    std::array<char, 16384> piece{};  // no unit of UTF-16 needs more than three bytes
    const char* read = bytes.data();
    const char* const end = read + bytes.size();
    while (true) {
        UErrorCode code = U_ZERO_ERROR;
        char16_t* filled = pivot.data();
        ucnv_toUnicode(source.get(), &filled, pivot.data() + pivot.size(), &read, end, nullptr,
                       true, &code);
        const bool is_last = code != U_BUFFER_OVERFLOW_ERROR;
        if (is_last && U_FAILURE(code)) return std::nullopt;
        code = U_ZERO_ERROR;
        char* written = piece.data();
        const char16_t* units = pivot.data();
        ucnv_fromUnicode(target.get(), &written, piece.data() + piece.size(), &units, filled,
                         nullptr, is_last, &code);
        if (U_FAILURE(code)) return std::nullopt;
        out.append(piece.data(), static_cast<std::size_t>(written - piece.data()));
        if (is_last) return out;
    }
}

bool is_trail_byte(unsigned char byte) {
    return (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) ||
           (byte >= 0x81 && byte <= 0xFE);
}

// The 64 syllables that are half of all Korean running text (이 다 에 의 는 ...), sorted.
constexpr std::uint16_t kFrequent[] = {
    0xB0A1, 0xB0D4, 0xB0ED, 0xB0F8, 0xB0FA, 0xB1B9, 0xB1D7, 0xB1E2, 0xB3AA, 0xB3E2, 0xB4C2,
    0xB4D9, 0xB4E7, 0xB4EB, 0xB5B5, 0xB5C7, 0xB5E9, 0xB6F3, 0xB7CE, 0xB8A6, 0xB8AE, 0xB8B8,
    0xB8E7, 0xBAB8, 0xBACE, 0xBBE7, 0xBBF3, 0xBCAD, 0xBCB1, 0xBCBA, 0xBCF6, 0xBDBA, 0xBDC3,
    0xBEC6, 0xBEEE, 0xBEFA, 0xBFA1, 0xBFA9, 0xBFCD, 0xBFF8, 0xBFF9, 0xC0A7, 0xC0B8, 0xC0BA,
    0xC0BB, 0xC0C7, 0xC0CC, 0xC0CE, 0xC0CF, 0xC0D6, 0xC0DA, 0xC0E5, 0xC0FB, 0xC0FC, 0xC1A4,
    0xC1A6, 0xC1B6, 0xC1D6, 0xC1F6, 0xC6AE, 0xC7CF, 0xC7D1, 0xC7D8, 0xC7DF,
};

// What the two-byte characters of a text are.
struct Census {
    std::size_t all = 0;
    std::size_t hangul = 0;    // syllables: KS X 1001 rows B0-C8, and the extension 81-C6
    std::size_t common = 0;    // syllables of KS X 1001
    std::size_t frequent = 0;  // of those, kFrequent
    std::size_t symbols = 0;   // rows A1-A3: punctuation, which any text may hold
    std::size_t wide = 0;      // both bytes beyond ASCII

    void add(unsigned char lead, unsigned char trail) {
        ++all;
        if (trail >= 0x80) ++wide;
        if (trail < 0xA1 || lead < 0xA1) {  // outside KS X 1001's 94 by 94
            if (lead <= 0xC6) ++hangul;
        } else if (lead <= 0xA3) {
            ++symbols;
        } else if (lead >= 0xB0 && lead <= 0xC8) {
            ++hangul;
            ++common;
            const auto code = static_cast<std::uint16_t>(lead << 8 | trail);
            if (std::binary_search(std::begin(kFrequent), std::end(kFrequent), code)) ++frequent;
        }
    }
};

// Nothing where the bytes have not the form of CP949.
std::optional<Census> census_of(std::string_view bytes) {
    Census census;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead == 0) return std::nullopt;
        if (lead < 0x80) continue;
        if (lead == 0x80 || lead == 0xFF || ++i == bytes.size()) return std::nullopt;
        const auto trail = static_cast<unsigned char>(bytes[i]);
        if (!is_trail_byte(trail)) return std::nullopt;
        census.add(lead, trail);
    }
    return census;
}

}  // namespace

// What other text would be as CP949: Western text, lone letters before an ASCII "trail"; Shift_JIS,
// syllables of the extension alone; Chinese and EUC-JP, Han letters, jamo and rare syllables.
bool looks_like_cp949(std::string_view bytes) {
    const auto census = census_of(bytes);
    if (!census || census->common == 0) return false;
    const std::size_t letters = census->all - census->symbols;
    const bool is_hangul_alone = census->hangul == letters;
    return census->wide * 2 >= census->all && census->common * 5 >= census->hangul &&
           census->hangul * 10 >= letters * 6 &&
           (is_hangul_alone || census->frequent * 6 >= census->hangul);
}

std::optional<std::string> text_from_cp949(std::string_view bytes) {
    auto text = convert(bytes, "windows-949", "UTF-8");
    if (!text) return std::nullopt;
    const auto again = convert(*text, "UTF-8", "windows-949");
    if (!again || *again != bytes) return std::nullopt;
    return text;
}

std::optional<std::string> cp949_from_text(std::string_view text) {
    if (!is_valid_utf8(text)) return std::nullopt;
    auto bytes = convert(text, "UTF-8", "windows-949");
    if (!bytes) return std::nullopt;
    // ICU drops what it takes for ignorable (a joiner, a variation selector) even where it is told
    // to stop: only what comes back equal was kept whole.
    const auto again = convert(*bytes, "windows-949", "UTF-8");
    if (!again || *again != text) return std::nullopt;
    return bytes;
}

}  // namespace seogo::text
