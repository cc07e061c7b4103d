// Random patterns on random lines, against a matcher that tries everything.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>

#include "search/regex.h"

namespace seogo::search {
namespace {

// A pattern as a tree, and as text.
struct Tree {
    enum Kind { kLetter, kAny, kJoin, kEither, kMany, kMaybe } kind = kLetter;
    char letter = 'a';
    std::shared_ptr<Tree> left, right;

    std::string text() const {
        switch (kind) {
            case kLetter:
                return {letter};
            case kAny:
                return ".";
            case kJoin:
                return left->text() + right->text();
            case kEither:
                return "(" + left->text() + "|" + right->text() + ")";
            case kMany:
                return "(" + left->text() + ")*";
            case kMaybe:
                return "(?:" + left->text() + ")?";
        }
        return "";
    }

    // All ends of matches of this tree that begin at `at`.
    std::set<std::size_t> ends(const std::string& line, std::size_t at) const {
        switch (kind) {
            case kLetter:
            case kAny:
                if (at < line.size() && (kind == kAny || line[at] == letter)) return {at + 1};
                return {};
            case kJoin: {
                std::set<std::size_t> all;
                for (const std::size_t middle : left->ends(line, at))
                    all.merge(right->ends(line, middle));
                return all;
            }
            case kEither: {
                std::set<std::size_t> all = left->ends(line, at);
                all.merge(right->ends(line, at));
                return all;
            }
            case kMaybe: {
                std::set<std::size_t> all = left->ends(line, at);
                all.insert(at);
                return all;
            }
            case kMany: {
                std::set<std::size_t> all = {at};
                for (std::set<std::size_t> fresh = all; !fresh.empty();) {
                    std::set<std::size_t> next;
                    for (const std::size_t from : fresh)
                        next.merge(left->ends(line, from));
                    fresh.clear();
                    for (const std::size_t end : next) {
                        if (all.insert(end).second) fresh.insert(end);
                    }
                }
                return all;
            }
        }
        return {};
    }
};

std::shared_ptr<Tree> random_tree(std::mt19937& random, int depth) {
    auto tree = std::make_shared<Tree>();
    const auto kind = depth == 0 ? random() % 3 : random() % 9;
    tree->letter = static_cast<char>('a' + random() % 3);
    if (kind < 3) {
        tree->kind = kind == 2 ? Tree::kAny : Tree::kLetter;
        return tree;
    }
    tree->kind = kind < 6   ? Tree::kJoin
                 : kind < 7 ? Tree::kEither
                 : kind < 8 ? Tree::kMany
                            : Tree::kMaybe;
    tree->left = random_tree(random, depth - 1);
    tree->right = random_tree(random, depth - 1);
    return tree;
}

// The leftmost begin that has an end, and its furthest one.
std::optional<TextRange> first_match(const Tree& tree, const std::string& line) {
    for (std::size_t at = 0; at <= line.size(); ++at) {
        const auto ends = tree.ends(line, at);
        if (!ends.empty()) return TextRange{at, *ends.rbegin()};
    }
    return std::nullopt;
}

TEST(RegexRandom, LeftmostLongestAsTryingEverythingSays) {
    std::mt19937 random(20250101);
    for (int run = 0; run < 400; ++run) {
        const auto tree = random_tree(random, 3);
        const auto regex = Regex::compile(tree->text());
        ASSERT_TRUE(regex.ok()) << tree->text();
        for (int line_number = 0; line_number < 12; ++line_number) {
            std::string line;
            for (std::size_t length = random() % 9; length > 0; --length)
                line += static_cast<char>('a' + random() % 4);
            const auto expected = first_match(*tree, line);
            const auto found = regex.value().find(line);
            ASSERT_EQ(found.has_value(), expected.has_value()) << tree->text() << " on " << line;
            if (!found) continue;
            EXPECT_EQ(found->begin, expected->begin) << tree->text() << " on " << line;
            EXPECT_EQ(found->end, expected->end) << tree->text() << " on " << line;
        }
    }
}

}  // namespace
}  // namespace seogo::search
