// Walks a regex tree from its leaves, keeping what is known of the texts that a node matches.
#include "search/regex_trigrams.h"

#include <algorithm>
#include <optional>
#include <string>

#include "text/unicode.h"

namespace seogo::search {
namespace {

using index::TrigramQuery;

constexpr std::size_t kExactMax = 16;  // whole texts
constexpr std::size_t kEndsMax = 32;   // prefixes or suffixes
constexpr std::size_t kClassMax = 16;  // characters of a class that are tried one by one
constexpr std::size_t kTextMax = 32;   // bytes of a whole text
constexpr std::size_t kEndBytes = 2;   // a longer end has said its trigrams already
constexpr int kCopiesMax = 4;          // of a repeat

using Texts = std::vector<std::string>;  // sorted, each once

void sort_unique(Texts& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

Texts joined(const Texts& a, const Texts& b) {
    Texts all = a;
    all.insert(all.end(), b.begin(), b.end());
    sort_unique(all);
    return all;
}

Texts cross(const Texts& heads, const Texts& tails) {
    Texts all;
    for (const std::string& head : heads) {
        for (const std::string& tail : tails)
            all.push_back(head + tail);
    }
    sort_unique(all);
    return all;
}

std::size_t shortest(const Texts& texts) {
    std::size_t least = kTextMax;
    for (const std::string& text : texts)
        least = std::min(least, text.size());
    return least;
}

std::size_t longest(const Texts& texts) {
    std::size_t most = 0;
    for (const std::string& text : texts)
        most = std::max(most, text.size());
    return most;
}

// Texts that hold one of these.
TrigramQuery holding_any(const Texts& texts) {
    if (texts.empty() || shortest(texts) < 3) return index::all_texts();
    TrigramQuery query = index::no_text();
    for (const std::string& text : texts)
        query = index::either(std::move(query), index::texts_holding(text));
    return query;
}

// What is known of all texts that a node matches.
struct Known {
    std::optional<Texts> exact;  // these and no others
    Texts prefixes, suffixes;    // where not exact: each text begins and ends with one of these
    TrigramQuery match;          // each text satisfies this
};

Known of_texts(Texts texts) {
    Known known;
    known.exact = std::move(texts);
    return known;
}

Known of_anything() {
    Known known;
    known.prefixes = known.suffixes = {""};
    return known;
}

const Texts& heads_of(const Known& known) { return known.exact ? *known.exact : known.prefixes; }
const Texts& tails_of(const Known& known) { return known.exact ? *known.exact : known.suffixes; }

// Says the ends' trigrams, then leaves of each no more than two neighbours' trigrams still need.
void shorten(Texts& ends, bool prefixes, TrigramQuery& match) {
    match = index::both(std::move(match), holding_any(ends));
    for (std::string& end : ends) {
        if (end.size() > kEndBytes) {
            end = prefixes ? end.substr(0, kEndBytes) : end.substr(end.size() - kEndBytes);
        }
    }
    sort_unique(ends);
    if (ends.size() > kEndsMax) ends = {""};
}

void forget_exact(Known& known) {
    if (!known.exact) return;
    known.prefixes = known.suffixes = *known.exact;
    known.exact.reset();
    shorten(known.prefixes, true, known.match);
    shorten(known.suffixes, false, known.match);
}

// Keeps the sets small. Whole texts are kept as long as they are few: across what comes after,
// they tell more trigrams than their ends do.
void simplify(Known& known) {
    if (known.exact && (known.exact->size() > kExactMax || longest(*known.exact) > kTextMax)) {
        forget_exact(known);
    }
    if (known.exact) return;
    shorten(known.prefixes, true, known.match);
    shorten(known.suffixes, false, known.match);
}

Known after_each_other(Known a, const Known& b) {
    Known known;
    known.match = index::both(a.match, b.match);
    if (a.exact && b.exact) {
        if (a.exact->size() * b.exact->size() <= kEndsMax) {
            known.exact = cross(*a.exact, *b.exact);
            simplify(known);
            return known;
        }
        forget_exact(a);
        known.match = index::both(std::move(known.match), a.match);
    }
    // What straddles the seam is known where both of its sides are few.
    const Texts& left = tails_of(a);
    const Texts& right = heads_of(b);
    if (left.size() * right.size() <= kEndsMax && !left.empty() && !right.empty()) {
        known.match = index::both(std::move(known.match), holding_any(cross(left, right)));
    }
    const bool few_heads = a.exact && a.exact->size() * heads_of(b).size() <= kEndsMax;
    const bool few_tails = b.exact && b.exact->size() * tails_of(a).size() <= kEndsMax;
    known.prefixes = few_heads ? cross(*a.exact, heads_of(b)) : heads_of(a);
    known.suffixes = few_tails ? cross(tails_of(a), *b.exact) : tails_of(b);
    simplify(known);
    return known;
}

Known one_of_two(Known a, Known b) {
    if (a.exact && b.exact && a.exact->size() + b.exact->size() <= kEndsMax) {
        Known known = of_texts(joined(*a.exact, *b.exact));
        known.match = index::either(std::move(a.match), std::move(b.match));
        simplify(known);
        return known;
    }
    forget_exact(a);
    forget_exact(b);
    Known known;
    known.match = index::either(std::move(a.match), std::move(b.match));
    known.prefixes = joined(a.prefixes, b.prefixes);
    known.suffixes = joined(a.suffixes, b.suffixes);
    simplify(known);
    return known;
}

Known of_class(const text::CodePointSet& set) {
    std::size_t size = 0;
    for (const text::CodePointRange& range : set)
        size += range.high - range.low + 1;
    if (size > kClassMax) return of_anything();
    Texts texts;
    for (const text::CodePointRange& range : set) {
        for (char32_t c = range.low; c <= range.high; ++c)
            text::append_utf8(texts.emplace_back(), c);
    }
    sort_unique(texts);
    if (texts.empty()) {  // a set of no character matches nowhere
        Known known = of_anything();
        known.match = index::no_text();
        return known;
    }
    return of_texts(std::move(texts));
}

Known known_of(const RegexNode& node);

Known of_repeat(const RegexNode& node) {
    const Known one = known_of(node.children[0]);
    if (node.max == 0) return of_texts({""});
    Known known = of_texts({""});
    const int copies = std::min(node.min, kCopiesMax);
    for (int i = 0; i < copies; ++i)
        known = after_each_other(std::move(known), one);
    if (node.max == copies) return known;
    if (node.min == 0 && node.max == 1) return one_of_two(std::move(known), one);
    return after_each_other(std::move(known), of_anything());
}

Known known_of(const RegexNode& node) {
    switch (node.kind) {
        case RegexKind::kChars:
            return of_class(node.chars);
        case RegexKind::kAssert:
            return of_texts({""});
        case RegexKind::kSequence: {
            Known known = of_texts({""});
            for (const RegexNode& child : node.children)
                known = after_each_other(std::move(known), known_of(child));
            return known;
        }
        case RegexKind::kEither: {
            Known known = known_of(node.children[0]);
            for (std::size_t i = 1; i < node.children.size(); ++i)
                known = one_of_two(std::move(known), known_of(node.children[i]));
            return known;
        }
        case RegexKind::kRepeat:
            return of_repeat(node);
    }
    return of_anything();
}

}  // namespace

TrigramQuery trigrams_of(const RegexNode& root) {
    Known known = known_of(root);
    if (known.exact) return index::both(std::move(known.match), holding_any(*known.exact));
    return std::move(known.match);
}

}  // namespace seogo::search
