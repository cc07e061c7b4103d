// Finds the longest run of fixed characters that no branch of a regex can leave out.
#include "search/regex_literal.h"

#include <optional>

#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kLiteralMax = 256;

// What a node is sure to hold; `exact` where it is that text and nothing else.
struct Held {
    std::string best;
    std::optional<std::string> exact;
    bool asserts = false;  // a place decides too, not the text alone
};

void keep_longer(std::string& best, std::string_view other) {
    if (other.size() > best.size()) best = other;
}

Held held_by(const RegexNode& node);

Held held_by_sequence(const RegexNode& node) {
    Held held;
    std::string run;
    bool exact = true;
    for (const RegexNode& child : node.children) {
        Held one = held_by(child);
        held.asserts |= one.asserts;
        if (one.exact && run.size() + one.exact->size() <= kLiteralMax) {
            run += *one.exact;
            continue;
        }
        exact = false;
        keep_longer(held.best, run);
        keep_longer(held.best, one.exact ? *one.exact : one.best);
        run.clear();
    }
    keep_longer(held.best, run);
    if (exact) held.exact = run;
    return held;
}

Held held_by_repeat(const RegexNode& node) {
    if (node.min == 0) return {};
    Held one = held_by(node.children[0]);
    if (!one.exact) return one;
    Held held;
    held.asserts = one.asserts;
    const auto times = static_cast<std::size_t>(node.min);
    if (one.exact->size() * times > kLiteralMax) {
        held.best = *one.exact;
        return held;
    }
    for (std::size_t i = 0; i < times; ++i)
        held.best += *one.exact;
    if (node.max == node.min) held.exact = held.best;
    return held;
}

Held held_by(const RegexNode& node) {
    switch (node.kind) {
        case RegexKind::kChars: {
            Held held;
            const auto& set = node.chars;
            if (set.size() != 1 || set[0].low != set[0].high) return held;
            text::append_utf8(held.best, set[0].low);
            held.exact = held.best;
            return held;
        }
        case RegexKind::kAssert:
            return {.best = "", .exact = "", .asserts = true};
        case RegexKind::kSequence:
            return held_by_sequence(node);
        case RegexKind::kEither:
            return node.children.size() == 1 ? held_by(node.children[0]) : Held();
        case RegexKind::kRepeat:
            return held_by_repeat(node);
    }
    return {};
}

}  // namespace

RegexLiteral required_literal(const RegexNode& root) {
    const Held held = held_by(root);
    return {held.best, held.exact && !held.asserts && !held.best.empty()};
}

}  // namespace seogo::search
