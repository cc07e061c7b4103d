// The machines answer as a matcher does that tries every way, in steps that grow with the line.
#include "search/regex_machine.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

#include "search/regex.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

// Everything that a pattern is run by, side by side. Not movable: machines borrow its parts.
struct Built {
    explicit Built(std::string_view pattern)
        : root(parse_regex(pattern, {}).value()),
          program(lay_out_regex(root, pattern).value()),
          alphabet(program),
          line(program.forward, alphabet, RegexStart::kAnywhere),
          begins(program.backward, alphabet, RegexStart::kAnywhere),
          ends(program.forward, alphabet, RegexStart::kHere) {}
    Built(const Built&) = delete;
    Built& operator=(const Built&) = delete;

    RegexNode root;
    RegexProgram program;
    Alphabet alphabet;
    RegexMachine line, begins, ends;
};

bool word_before(const std::string& line, std::size_t at) {
    if (at == 0) return false;
    do {
        --at;
    } while ((static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
    return text::contains(text::word_code_points(), text::code_point_at(line, at).value);
}

bool word_after(const std::string& line, std::size_t at) {
    return at < line.size() &&
           text::contains(text::word_code_points(), text::code_point_at(line, at).value);
}

bool holds(Assertion assertion, const std::string& line, std::size_t at) {
    switch (assertion) {
        case Assertion::kLineBegin:
            return at == 0;
        case Assertion::kLineEnd:
            return at == line.size();
        case Assertion::kWordBoundary:
            return word_before(line, at) != word_after(line, at);
        case Assertion::kNoWordBoundary:
            return word_before(line, at) == word_after(line, at);
        case Assertion::kNoWordBefore:
            return !word_before(line, at);
        case Assertion::kNoWordAfter:
            return !word_after(line, at);
    }
    return false;
}

// The definition: all places where a match of the node that begins at `at` can end.
using Ends = std::set<std::size_t>;
Ends naive_ends(const RegexNode& node, const std::string& line, std::size_t at);

Ends naive_step(const RegexNode& node, const std::string& line, const Ends& from) {
    Ends all;
    for (const std::size_t at : from)
        all.merge(naive_ends(node, line, at));
    return all;
}

Ends naive_repeat(const RegexNode& node, const std::string& line, std::size_t at) {
    Ends now = {at};
    for (int i = 0; i < node.min; ++i)
        now = naive_step(node.children[0], line, now);
    Ends all = now;
    // Without an end, one more turn than there are places reaches whatever can be reached.
    const int turns =
        node.max == RegexNode::kNoEnd ? static_cast<int>(line.size()) + 1 : node.max - node.min;
    for (int i = 0; i < turns; ++i) {
        now = naive_step(node.children[0], line, now);
        all.insert(now.begin(), now.end());
    }
    return all;
}

Ends naive_ends(const RegexNode& node, const std::string& line, std::size_t at) {
    Ends all;
    switch (node.kind) {
        case RegexKind::kChars: {
            if (at == line.size()) return {};
            const text::CodePoint c = text::code_point_at(line, at);
            if (text::contains(node.chars, c.value)) all.insert(at + c.length);
            return all;
        }
        case RegexKind::kAssert:
            return holds(node.assertion, line, at) ? Ends{at} : Ends{};
        case RegexKind::kSequence:
            all = {at};
            for (const RegexNode& child : node.children)
                all = naive_step(child, line, all);
            return all;
        case RegexKind::kEither:
            for (const RegexNode& child : node.children)
                all.merge(naive_ends(child, line, at));
            return all;
        case RegexKind::kRepeat:
            return naive_repeat(node, line, at);
    }
    return all;
}

bool begins_character(const std::string& line, std::size_t at) {
    return at == line.size() || (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80;
}

// Leftmost, then longest, then on from its end; empty ones are left out.
std::vector<std::pair<std::size_t, std::size_t>> naive_matches(const RegexNode& root,
                                                               const std::string& line) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t at = 0; at <= line.size();) {
        const Ends ends = begins_character(line, at) ? naive_ends(root, line, at) : Ends{};
        if (ends.empty() || *ends.rbegin() == at) {
            ++at;
            continue;
        }
        found.emplace_back(at, *ends.rbegin());
        at = *ends.rbegin();
    }
    return found;
}

std::vector<std::string> all_strings(const std::vector<std::string>& letters, int length) {
    std::vector<std::string> all = {""};
    for (std::size_t begin = 0, end = 1; length > 0; --length) {
        for (std::size_t i = begin; i < end; ++i) {
            for (const std::string& letter : letters)
                all.push_back(all[i] + letter);
        }
        begin = end;
        end = all.size();
    }
    return all;
}

const char* const kPatterns[] = {
    "",           "a",         "가",         "ab",         "a가b",          "a|b",
    "a|ab",       "ab|a",      "a|",         "|a",         "a||b",          "a*",
    "a+",         "a?",        "a*b",        "a*?b",       "a+?",           "a??b",
    "(ab)*",      "(a|b)*",    "(a|ab)(b|)", "(a*)*",      "(a*)+",         "(a?)*b",
    "(a|b)*a",    "(a+b)+",    "a{2}",       "a{2,}",      "a{1,3}",        "a{0}",
    "a{0,2}b",    "(ab){2}",   "(a|b){2,3}", "(a?){3}",    "(a?){2,4}b",    "((a|b)?가){2}",
    ".",          "..",        ".*",         ".*가",       "a.b",           ".{3}",
    "[ab]",       "[^a]",      "[^ab]+",     "[a가]{2}",   "[^\\s\\S]",     "a[^\\s\\S]|b",
    "^a",         "a$",        "^a*$",       "^$",         "(^|b)a",        "a(b|$)",
    "(^a|b$)",    "(^)*a",     "($|a)+",     "a^b",        "a$b",           "^(가|a.)*$",
    "(a|b|가)*b", "(aa|aaa)+", "(a|aa){3}$", "(a*)(b*)가", "((a|b)(가|))+", "b*(a|가+)?b",
};

const char* const kWordPatterns[] = {
    "\\b",        "\\B",     "\\ba",       "a\\b",       "\\ba\\b",   "\\Ba",        "a\\B",
    "\\b가",      "가\\B.",  "(\\ba|-)*",  "(\\b|a)+",   "\\b\\B",    "^\\b",        "\\b$",
    "(a\\b|가)-", "\\b.\\b", "(\\B-|a)+$", "\\b\\w+\\b", "(a|\\b)-?", "(\\b가?){2}", "\\W\\b\\w$",
};

void expect_agreement(const char* pattern, const std::vector<std::string>& lines) {
    Built built(pattern);
    std::vector<bool> begins;
    for (const std::string& line : lines) {
        bool any = false;
        built.begins.mark_begins(line, begins);
        ASSERT_EQ(begins.size(), line.size() + 1);
        for (std::size_t at = 0; at <= line.size(); ++at) {
            if (!begins_character(line, at)) {
                ASSERT_FALSE(begins[at]) << pattern << " on \"" << line << "\" within a character";
                continue;
            }
            const Ends ends = naive_ends(built.root, line, at);
            any |= !ends.empty();
            ASSERT_EQ(begins[at], !ends.empty()) << pattern << " on \"" << line << "\" at " << at;
            std::size_t read = 0;
            const std::size_t expected = ends.empty() ? RegexMachine::kNowhere : *ends.rbegin();
            ASSERT_EQ(built.ends.furthest_end(line, at, read), expected)
                << pattern << " on \"" << line << "\" at " << at;
            ASSERT_LE(read, line.size() - at + 1);
        }
        ASSERT_EQ(built.line.matches(line), any) << pattern << " on \"" << line << "\"";
    }
}

TEST(RegexMachine, AgreesWithTryingEverythingOnAllShortLines) {
    const auto lines = all_strings({"a", "b", "가"}, 5);
    ASSERT_EQ(lines.size(), 364u);
    for (const char* pattern : kPatterns)
        expect_agreement(pattern, lines);
}

TEST(RegexMachine, AgreesWhereWordsBeginAndEnd) {
    const auto lines = all_strings({"a", "-", "가"}, 5);
    for (const char* pattern : kWordPatterns)
        expect_agreement(pattern, lines);
}

// The same line gives the same answer from a machine that has seen it and from a fresh one.
TEST(RegexMachine, WhatItHasReadBeforeChangesNothing) {
    const auto lines = all_strings({"a", "-", "b"}, 4);
    for (const char* pattern : {"\\ba+b", "(a|-)*b$", "^a|b\\b", "a{2}"}) {
        Built used(pattern);
        for (const std::string& line : lines)
            (void)used.line.matches(line);
        for (const std::string& line : lines)
            ASSERT_EQ(used.line.matches(line), Built(pattern).line.matches(line))
                << pattern << " on \"" << line << "\"";
    }
}

TEST(RegexMachine, FindsLeftmostLongestMatchesOneAfterTheOther) {
    const auto lines = all_strings({"a", "b", "가"}, 5);
    for (const char* pattern : kPatterns) {
        const RegexNode root = parse_regex(pattern, {}).value();
        const auto regex = Regex::compile(pattern);
        ASSERT_TRUE(regex.ok()) << pattern;
        for (const std::string& line : lines) {
            std::vector<std::pair<std::size_t, std::size_t>> found;
            for (const TextRange& match : regex.value().matches_in(line))
                found.emplace_back(match.begin, match.end);
            ASSERT_EQ(found, naive_matches(root, line)) << pattern << " on \"" << line << "\"";
        }
    }
}

TEST(RegexMachine, NextLineVisitsEachLineWithAMatchOnce) {
    std::mt19937 random(20250301);
    const auto lines = all_strings({"a", "b", "가"}, 4);
    for (const char* pattern : kPatterns) {
        const RegexNode root = parse_regex(pattern, {}).value();
        const auto regex = Regex::compile(pattern);
        ASSERT_TRUE(regex.ok()) << pattern;
        std::string text;
        std::vector<std::string> expected;
        for (int i = 0; i < 40; ++i) {
            const std::string& line = lines[random() % lines.size()];
            bool any = false;
            for (std::size_t at = 0; at <= line.size(); ++at)
                any |= begins_character(line, at) && !naive_ends(root, line, at).empty();
            if (any) expected.push_back(line);
            text += (i == 0 ? "" : "\n") + line;
        }
        std::vector<std::string> found;
        for (std::size_t from = 0; from <= text.size();) {
            const auto range = regex.value().next_line(text, from);
            if (!range) break;
            found.push_back(text.substr(range->begin, range->end - range->begin));
            from = range->end + 1;
        }
        ASSERT_EQ(found, expected) << pattern << " on " << text;
    }
}

// What a transition costs is bounded by the program, and each character takes one at most.
TEST(RegexMachine, WorkIsAtMostTheLineTimesTheProgram) {
    std::mt19937 random(20250302);
    for (const char* pattern : kPatterns) {
        Built built(pattern);
        std::string line;
        for (int i = 0; i < 500; ++i)
            line += random() % 3 == 0 ? "a" : random() % 2 == 0 ? "b" : "가";
        (void)built.line.matches(line);
        // Two visits a transition, over characters, kinds (idle bytes) and both first states.
        const std::size_t transitions = line.size() + built.alphabet.size() + 3;
        EXPECT_LE(built.line.work(),
                  line.size() + 2 * transitions * built.program.forward.steps.size())
            << pattern;
    }
}

TEST(RegexMachine, TwiceTheLineIsAtMostTwiceTheWork) {
    for (const char* pattern : {"(a|a)*b", "(a*)*b", "(a|aa)+$", "(.*)(.*)(.*)b", "(a?){20}a{20}b",
                                "((a+)+)+b", "(\\w+\\s?)+-", "(a|b)*a(a|b){8}c"}) {
        const auto work = [&](std::size_t size) {
            Built built(pattern);
            EXPECT_EQ(built.line.matches(std::string(size, 'a') + "!"), false) << pattern;
            std::vector<bool> begins;
            built.begins.mark_begins(std::string(size, 'a') + "!", begins);
            return built.line.work() + built.begins.work();
        };
        const std::uint64_t once = work(4'000);
        EXPECT_GE(once, 4'000u) << pattern;  // a line that is not read cannot be decided
        EXPECT_LE(work(8'000), 2 * once) << pattern;
    }
}

// Two characters are of one kind exactly where no class of the program tells them apart.
TEST(Alphabet, KindsAreWhatClassesTellApart) {
    const Built built("[a-f][d-k][가-힣]\\d[^x]\\bz");
    const auto& classes = built.program.classes;
    std::map<std::vector<bool>, std::uint32_t> kinds;
    std::set<std::uint32_t> seen;
    for (char32_t c = 0; c <= text::kLastCodePoint; c += c < 0xE000 ? 1 : 97) {
        std::vector<bool> held;
        for (const text::CodePointSet& set : classes)
            held.push_back(text::contains(set, c));
        const std::uint32_t kind = built.alphabet.kind_of(c);
        ASSERT_LT(kind, built.alphabet.size());
        const auto [known, added] = kinds.try_emplace(held, kind);
        ASSERT_EQ(known->second, kind) << std::uint32_t{c};
        ASSERT_EQ(seen.insert(kind).second, added) << std::uint32_t{c};
        for (std::uint32_t i = 0; i < classes.size(); ++i)
            ASSERT_EQ(built.alphabet.has(kind, i), held[i]) << std::uint32_t{c};
        ASSERT_EQ(built.alphabet.is_word(kind), held[*built.program.word_class]);
    }
    EXPECT_EQ(kinds.size(), built.alphabet.size());
}

}  // namespace
}  // namespace seogo::search
