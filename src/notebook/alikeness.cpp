// Dice coefficient over character bigrams.
#include "notebook/alikeness.h"

#include <algorithm>

#include "text/unicode.h"

namespace seogo::notebook {
namespace {

constexpr bool is_space(char32_t c) {
    return c == U' ' || (c >= U'\t' && c <= U'\r') || c == U'\u00A0';
}

constexpr char32_t folded(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

}  // namespace

Bigrams bigrams_of(std::string_view text) {
    Bigrams bigrams;
    char32_t before = 0;  // stands for the start of the text, so that one character gives one pair
    for (std::size_t at = 0; at < text.size() && bigrams.size() < kBigramsMax;) {
        const text::CodePoint point = text::code_point_at(text, at);
        at += point.length;
        if (is_space(point.value)) continue;
        const char32_t c = folded(point.value);
        bigrams.push_back(std::uint64_t{before} << 32 | c);
        before = c;
    }
    std::sort(bigrams.begin(), bigrams.end());
    return bigrams;
}

double likeness_of(const Bigrams& a, const Bigrams& b) {
    if (a.empty() && b.empty()) return 1;
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] < b[j]) {
            ++i;
        } else if (b[j] < a[i]) {
            ++j;
        } else {
            ++shared;
            ++i;
            ++j;
        }
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

bool are_alike(std::string_view a, std::string_view b) {
    return a == b || likeness_of(bigrams_of(a), bigrams_of(b)) >= kLineLikenessMin;
}

}  // namespace seogo::notebook
