// Set arithmetic over ranges; the library is asked for properties, and only where one is named.
#include "text/code_point_set.h"

#include <unicode/uset.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

CodePointSet ranges_of(const USet* set) {
    CodePointSet out;
    const std::int32_t ranges = uset_getRangeCount(set);
    for (std::int32_t i = 0; i < ranges; ++i) {
        UChar32 low = 0;
        UChar32 high = 0;
        UErrorCode code = U_ZERO_ERROR;
        if (uset_getItem(set, i, &low, &high, nullptr, 0, &code) != 0) continue;  // a string
        out.push_back({static_cast<char32_t>(low), static_cast<char32_t>(high)});
    }
    return out;
}

std::u16string wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

// An empty `value`: `name` itself is a category, a script, or a property that holds or not.
std::optional<CodePointSet> library_set(std::string_view name, std::string_view value) {
    const std::u16string property = wide(name);
    const std::u16string wanted = wide(value);
    UErrorCode code = U_ZERO_ERROR;
    USet* set = uset_openEmpty();
    uset_applyPropertyAlias(set, property.data(), static_cast<std::int32_t>(property.size()),
                            wanted.data(), static_cast<std::int32_t>(wanted.size()), &code);
    std::optional<CodePointSet> found;
    if (U_SUCCESS(code)) found = ranges_of(set);
    uset_close(set);
    return found;
}

CodePointSet known_set(std::string_view name) {
    auto set = code_points_with(name);
    SEOGO_CHECK(set.has_value());
    return std::move(*set);
}

CodePointSet joined(std::initializer_list<std::string_view> names) {
    std::vector<CodePointRange> ranges;
    for (const std::string_view name : names) {
        const CodePointSet one = known_set(name);
        ranges.insert(ranges.end(), one.begin(), one.end());
    }
    return set_of(std::move(ranges));
}

struct FoldedPair {
    char32_t from = 0, to = 0;
};

// All characters that fold to one other character: those with another case or composition, and the
// blocks of half-width and full-width forms and of jamo. By rising `from`.
std::vector<FoldedPair> folded_pairs() {
    std::vector<CodePointRange> changing = {{0x1100, 0x11FF}, {0x3000, 0x3000}, {0xFF00, 0xFFEF}};
    for (const std::string_view name : {"Changes_When_Casefolded", "NFC_Quick_Check=No",
                                        "Full_Composition_Exclusion", "Lu", "Lt"}) {
        const CodePointSet one = known_set(name);
        changing.insert(changing.end(), one.begin(), one.end());
    }
    std::vector<FoldedPair> pairs;
    for (const CodePointRange& range : set_of(std::move(changing))) {
        for (char32_t c = range.low; c <= range.high; ++c) {
            std::string utf8;
            append_utf8(utf8, c);
            const std::string to = fold(utf8).text;
            if (to.empty() || to == utf8) continue;
            const CodePoint first = code_point_at(to, 0);
            if (first.length == to.size()) pairs.push_back({c, first.value});
        }
    }
    return pairs;
}

}  // namespace

CodePointSet set_of(std::vector<CodePointRange> ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const CodePointRange& a, const CodePointRange& b) { return a.low < b.low; });
    CodePointSet out;
    for (const CodePointRange& range : ranges) {
        if (!out.empty() && range.low <= out.back().high + 1) {
            out.back().high = std::max(out.back().high, range.high);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

CodePointSet complement(const CodePointSet& set) {
    CodePointSet out;
    char32_t from = 0;
    for (const CodePointRange& range : set) {
        if (range.low > from) out.push_back({from, range.low - 1});
        from = range.high + 1;
    }
    if (from <= kLastCodePoint) out.push_back({from, kLastCodePoint});
    return out;
}

bool contains(const CodePointSet& set, char32_t c) {
    const auto after = std::upper_bound(
        set.begin(), set.end(), c,
        [](char32_t wanted, const CodePointRange& range) { return wanted < range.low; });
    return after != set.begin() && c <= std::prev(after)->high;
}

std::optional<CodePointSet> code_points_with(std::string_view property) {
    if (property.empty()) return std::nullopt;
    const bool ascii =
        std::all_of(property.begin(), property.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (!ascii) return std::nullopt;
    if (const std::size_t sign = property.find('='); sign != std::string_view::npos) {
        return library_set(property.substr(0, sign), property.substr(sign + 1));
    }
    if (auto found = library_set(property, "")) return found;
    return library_set("Script", property);
}

const CodePointSet& word_code_points() {
    static const CodePointSet kSet = joined({"Alphabetic", "M", "Nd", "Pc", "Join_Control"});
    return kSet;
}

const CodePointSet& space_code_points() {
    static const CodePointSet kSet = known_set("White_Space");
    return kSet;
}

const CodePointSet& digit_code_points() {
    static const CodePointSet kSet = known_set("Nd");
    return kSet;
}

namespace {

CodePointSet ascii_folded(const CodePointSet& set) {
    std::vector<CodePointRange> out;
    for (const CodePointRange& range : set) {
        const char32_t from = std::max<char32_t>(range.low, 'A');
        const char32_t to = std::min<char32_t>(range.high, 'Z');
        if (range.low < 'A') out.push_back({range.low, std::min<char32_t>(range.high, '@')});
        if (from <= to) out.push_back({from + 32, to + 32});
        if (range.high > 'Z') out.push_back({std::max<char32_t>(range.low, '['), range.high});
    }
    return set_of(std::move(out));
}

// Compatibility jamo, Han of the first block, syllables: none has another form.
bool has_one_form(const CodePointRange& range) {
    return (range.low >= 0x3131 && range.high <= 0x318E) ||
           (range.low >= 0x4E00 && range.high <= 0x9FFF) ||
           (range.low >= 0xAC00 && range.high <= 0xD7A3);
}

void append_folded(const CodePointRange& range, std::vector<CodePointRange>& out) {
    static const std::vector<FoldedPair> kPairs = folded_pairs();
    char32_t low = range.low;
    auto pair =
        std::lower_bound(kPairs.begin(), kPairs.end(), range.low,
                         [](const FoldedPair& one, char32_t wanted) { return one.from < wanted; });
    for (; pair != kPairs.end() && pair->from <= range.high; ++pair) {
        if (pair->from > low) out.push_back({low, pair->from - 1});
        low = pair->from + 1;
        out.push_back({pair->to, pair->to});
    }
    if (low <= range.high) out.push_back({low, range.high});
}

}  // namespace

// The table of pairs takes milliseconds to make: sets that need none do without.
CodePointSet folded_set(const CodePointSet& set) {
    CodePointSet ascii;
    std::vector<CodePointRange> out;
    for (const CodePointRange& range : set) {
        if (range.high < 0x80) {
            ascii.push_back(range);
        } else if (has_one_form(range)) {
            out.push_back(range);
        } else {
            append_folded(range, out);
        }
    }
    ascii = ascii_folded(ascii);
    out.insert(out.end(), ascii.begin(), ascii.end());
    return set_of(std::move(out));
}

}  // namespace seogo::text
