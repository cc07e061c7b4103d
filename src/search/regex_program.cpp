// Lays a regex tree out as instructions within a fixed budget, once for each direction.
#include "search/regex_program.h"

#include <algorithm>
#include <map>

namespace seogo::search {
namespace {

// A set weighs as one step for each of so many ranges.
constexpr std::size_t kRangesPerStep = 64;

struct SetOrder {
    bool operator()(const text::CodePointSet& a, const text::CodePointSet& b) const {
        return std::lexicographical_compare(
            a.begin(), a.end(), b.begin(), b.end(),
            [](const text::CodePointRange& x, const text::CodePointRange& y) {
                return x.low != y.low ? x.low < y.low : x.high < y.high;
            });
    }
};

// Sets that steps and assertions name, each kept once.
class Classes {
public:
    std::uint32_t number_of(const text::CodePointSet& set) {
        const auto fresh = static_cast<std::uint32_t>(sets.size());
        const auto [found, added] = known_.try_emplace(set, fresh);
        if (added) sets.push_back(set);
        return found->second;
    }
    std::vector<text::CodePointSet> sets;

private:
    std::map<text::CodePointSet, std::uint32_t, SetOrder> known_;
};

Assertion turned_around(Assertion assertion) {
    switch (assertion) {
        case Assertion::kLineBegin:
            return Assertion::kLineEnd;
        case Assertion::kLineEnd:
            return Assertion::kLineBegin;
        case Assertion::kNoWordBefore:
            return Assertion::kNoWordAfter;
        case Assertion::kNoWordAfter:
            return Assertion::kNoWordBefore;
        case Assertion::kWordBoundary:
        case Assertion::kNoWordBoundary:
            break;
    }
    return assertion;
}

enum class Direction : bool { kForward, kBackward };

// Lays nodes out from the end: each is told what follows it.
class Layout {
public:
    Layout(Classes& classes, Direction direction)
        : classes_(classes), backward_(direction == Direction::kBackward) {}

    Result<RegexCode> lay_out(const RegexNode& root, std::string_view pattern) {
        const std::uint32_t match = add({});
        code_.start = place(root, match);
        if (full_) {
            return regex_error(pattern, full_at_,
                               "the regex is too large when its repeats are written out");
        }
        return std::move(code_);
    }

private:
    std::uint32_t add(const RegexStep& step, std::size_t weight = 1) {
        weight_ += weight;
        if (weight_ > Regex::kProgramMax) {
            full_ = true;
            return 0;
        }
        code_.steps.push_back(step);
        return static_cast<std::uint32_t>(code_.steps.size() - 1);
    }

    std::uint32_t place(const RegexNode& node, std::uint32_t next) {
        if (full_) return 0;
        full_at_ = node.at;
        switch (node.kind) {
            case RegexKind::kChars:
                return add(
                    {.op = RegexOp::kChar, .next = next, .chars = classes_.number_of(node.chars)},
                    1 + node.chars.size() / kRangesPerStep);
            case RegexKind::kAssert:
                return add({.op = RegexOp::kAssert,
                            .assertion = backward_ ? turned_around(node.assertion) : node.assertion,
                            .next = next});
            case RegexKind::kSequence:
                return place_sequence(node, next);
            case RegexKind::kEither:
                return place_either(node, next);
            case RegexKind::kRepeat:
                return place_repeat(node, next);
        }
        return next;
    }

    std::uint32_t place_sequence(const RegexNode& node, std::uint32_t next) {
        const std::size_t count = node.children.size();
        for (std::size_t i = 0; i < count; ++i)
            next = place(node.children[backward_ ? i : count - 1 - i], next);
        return next;
    }

    std::uint32_t place_either(const RegexNode& node, std::uint32_t next) {
        std::uint32_t all = place(node.children.back(), next);
        for (std::size_t i = node.children.size() - 1; i-- > 0 && !full_;) {
            const std::uint32_t one = place(node.children[i], next);
            all = add({.op = RegexOp::kSplit, .next = one, .other = all});
        }
        return all;
    }

    std::uint32_t place_repeat(const RegexNode& node, std::uint32_t next) {
        const RegexNode& child = node.children[0];
        std::uint32_t rest = next;
        if (node.max == RegexNode::kNoEnd) {
            const std::uint32_t loop = add({.op = RegexOp::kSplit, .other = next});
            const std::uint32_t body = place(child, loop);
            if (full_) return 0;
            code_.steps[loop].next = body;
            rest = loop;
        }
        for (int i = node.max; i > node.min && !full_; --i) {
            const std::uint32_t one = place(child, rest);
            rest = add({.op = RegexOp::kSplit, .next = one, .other = next});
        }
        for (int i = 0; i < node.min && !full_; ++i)
            rest = place(child, rest);
        return rest;
    }

    Classes& classes_;
    bool backward_;
    RegexCode code_;
    std::size_t weight_ = 0;
    bool full_ = false;
    std::size_t full_at_ = 0;
};

bool asks_about_words(const RegexCode& code) {
    return std::any_of(code.steps.begin(), code.steps.end(), [](const RegexStep& step) {
        return step.op == RegexOp::kAssert && step.assertion != Assertion::kLineBegin &&
               step.assertion != Assertion::kLineEnd;
    });
}

}  // namespace

Result<RegexProgram> lay_out_regex(const RegexNode& root, std::string_view pattern) {
    Classes classes;
    RegexProgram program;
    SEOGO_ASSIGN(program.forward, Layout(classes, Direction::kForward).lay_out(root, pattern));
    SEOGO_ASSIGN(program.backward, Layout(classes, Direction::kBackward).lay_out(root, pattern));
    if (asks_about_words(program.forward)) {
        program.word_class = classes.number_of(text::folded_set(text::word_code_points()));
    }
    program.classes = std::move(classes.sets);
    return program;
}

}  // namespace seogo::search
