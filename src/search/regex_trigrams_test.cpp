// Whatever a regex matches satisfies its trigram query; what it cannot match, mostly does not.
#include "search/regex_trigrams.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "text/unicode.h"

namespace seogo::search {
namespace {

using index::Trigram;
using index::TrigramQuery;

std::string query_of(std::string_view pattern) {
    const auto regex = Regex::compile(pattern);
    return regex.ok() ? index::to_string(regex.value().trigrams()) : regex.error().message;
}

bool satisfied(const TrigramQuery& query, const std::set<Trigram>& held) {
    if (query.op == TrigramQuery::Op::kAll) return true;
    if (query.op == TrigramQuery::Op::kNone) return false;
    const bool any = query.op == TrigramQuery::Op::kOr;
    for (const Trigram trigram : query.trigrams) {
        if (held.contains(trigram) == any) return any;
    }
    for (const TrigramQuery& part : query.parts) {
        if (satisfied(part, held) == any) return any;
    }
    return !any;
}

std::set<Trigram> trigrams_in(std::string_view folded) {
    std::set<Trigram> held;
    for (std::size_t at = 0; at + 3 <= folded.size(); ++at)
        held.insert(index::trigram_at(folded, at));
    return held;
}

TEST(RegexTrigrams, AskForWhatEveryMatchHolds) {
    EXPECT_EQ(query_of("abc"), "(abc)");
    EXPECT_EQ(query_of("ABCD"), "(abc AND bcd)");
    EXPECT_EQ(query_of("ab"), "ALL");
    EXPECT_EQ(query_of("가"), "(가)");
    EXPECT_EQ(query_of("색인"), query_of("\u1109\u1162\u11a8인"));
    EXPECT_EQ(query_of("a(b|x)c"), "(abc OR axc)");
    EXPECT_EQ(query_of("a[bx]c"), "(abc OR axc)");
    EXPECT_EQ(query_of("abc|xyz"), "(abc OR xyz)");
    EXPECT_EQ(query_of("abc|x"), "ALL");
    EXPECT_EQ(query_of("abc.*xyz"), "(abc AND xyz)");
    EXPECT_EQ(query_of("(abc)?xyz"), "(xyz)");
    EXPECT_EQ(query_of("(abc)*"), "ALL");
    EXPECT_EQ(query_of("(abc)+"), "(abc)");
    EXPECT_EQ(query_of("a{3}"), "(aaa)");
    EXPECT_EQ(query_of("^abc$"), "(abc)");
    EXPECT_EQ(query_of("\\babc\\b"), "(abc)");
    EXPECT_EQ(query_of("a.c"), "ALL");
    EXPECT_EQ(query_of("[^\\s\\S]abc"), "NONE");
    EXPECT_EQ(query_of("(foo|bar)z"), "((arz AND bar) OR (foo AND ooz))");
}

// A random pattern, and a random text that it matches.
struct Made {
    std::string pattern, text;
};

const std::string& letter(std::mt19937& random) {
    static const std::string kLetters[] = {"a", "b", "c", "가", "각", "나", "é", "x"};
    return kLetters[random() % std::size(kLetters)];
}

Made made(std::mt19937& random, int depth) {
    const auto kind = random() % (depth == 0 ? 4 : 10);
    if (kind < 3) {
        const std::string& one = letter(random);
        return {one, one};
    }
    if (kind == 3) {
        const std::string& one = letter(random);
        if (random() % 4 == 0) return {".", one};
        return {"[" + one + letter(random) + "]", one};
    }
    Made a = made(random, depth - 1);
    const Made b = made(random, depth - 1);
    if (kind < 7) return {a.pattern + b.pattern, a.text + b.text};
    const std::string group = "(" + a.pattern + "|" + b.pattern + ")";
    if (kind == 7) return {group, random() % 2 == 0 ? a.text : b.text};
    static const char* const kRepeats[] = {"*", "+", "?", "{2}", "{1,3}", "{5,}"};
    static const std::size_t kFewest[] = {0, 1, 0, 2, 1, 5};
    static const std::size_t kMost[] = {3, 4, 1, 2, 3, 6};
    const std::size_t which = random() % std::size(kRepeats);
    const std::size_t times = kFewest[which] + random() % (kMost[which] - kFewest[which] + 1);
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += random() % 2 == 0 ? a.text : b.text;
    return {group + kRepeats[which], text};
}

TEST(RegexTrigrams, EveryMatchSatisfiesTheQuery) {
    std::mt19937 random(20250201);
    int selective = 0;
    for (int run = 0; run < 6000; ++run) {
        const Made one = made(random, 4);
        const auto regex = Regex::compile(one.pattern);
        if (!regex.ok()) continue;  // too large when written out
        const std::string around = letter(random) + one.text + letter(random);
        ASSERT_TRUE(regex.value().find(one.text).has_value()) << one.pattern << " " << one.text;
        ASSERT_TRUE(satisfied(regex.value().trigrams(), trigrams_in(text::fold(around).text)))
            << one.pattern << " matches " << around << " but asks for "
            << index::to_string(regex.value().trigrams());
        selective += regex.value().trigrams().op != TrigramQuery::Op::kAll;
    }
    EXPECT_GT(selective, 2000);
}

// The query is asked of folded text: other spellings of a match satisfy it as well.
TEST(RegexTrigrams, OtherSpellingsOfAMatchSatisfyTheQuery) {
    const std::pair<const char*, const char*> kSpellings[] = {
        {"bm25", "the ＢＭ２５ score"},
        {"색인(은|을)", "역\u1109\u1162\u11a8\u110b\u1175\u11ab을"},
        {"CAF[ÉX]s?", "cafe\u0301"},
        {"[A-C]{3}가", "xＡbＣ가"},
        {"\\x41bc+", "ABC"}};
    for (const auto& [pattern, text] : kSpellings) {
        const auto regex = Regex::compile(pattern);
        ASSERT_TRUE(regex.ok()) << pattern;
        ASSERT_TRUE(regex.value().find(text).has_value()) << pattern;
        EXPECT_NE(regex.value().trigrams().op, TrigramQuery::Op::kAll) << pattern;
        EXPECT_TRUE(satisfied(regex.value().trigrams(), trigrams_in(text::fold(text).text)))
            << pattern;
    }
}

// Seen from the text: random lines that match satisfy the query, and a query that is not
// satisfied means no match. Short letters make both sides common.
TEST(RegexTrigrams, AnUnsatisfiedQueryMeansNoMatch) {
    std::mt19937 random(20250307);
    int ruled_out = 0;
    int matched = 0;
    for (int run = 0; run < 1'500; ++run) {
        const Made one = made(random, 3);
        const auto regex = Regex::compile(one.pattern);
        if (!regex.ok()) continue;  // too large when written out
        for (int i = 0; i < 8; ++i) {
            std::string line;
            for (auto left = random() % 12; left > 0; --left)
                line += letter(random);
            if (random() % 4 == 0) line.insert(0, one.text);
            const std::string folded = text::fold(line).text;
            const bool match = regex.value().find(line).has_value();
            const bool possible = satisfied(regex.value().trigrams(), trigrams_in(folded));
            ASSERT_TRUE(possible || !match) << one.pattern << " on " << line;
            ruled_out += !possible;
            matched += match;
        }
    }
    EXPECT_GT(ruled_out, 1'000);
    EXPECT_GT(matched, 1'000);
}

// Anchors and boundaries hold no text: they neither add a trigram nor part one.
TEST(RegexTrigrams, AssertionsChangeNoQuery) {
    const std::pair<const char*, const char*> kTwins[] = {
        {"^abc", "abc"},         {"ab\\Bc", "abc"},        {"\\b가나\\b", "가나"},
        {"(^|x)abc", "(|x)abc"}, {"a(\\b|$)bc", "a(|)bc"}, {"(?:^abc$)|xyz", "abc|xyz"}};
    for (const auto& [with, without] : kTwins)
        EXPECT_EQ(query_of(with), query_of(without)) << with;
    const auto word = Regex::compile("abc", {.word = true});
    EXPECT_EQ(index::to_string(word.value().trigrams()), query_of("abc"));
}

TEST(RegexTrigrams, StaySmallWhateverThePattern) {
    std::string alternatives = "x0";
    for (int i = 1; i < 300; ++i)
        alternatives += "|가나" + std::to_string(i);
    for (const std::string& pattern :
         {alternatives, std::string("[a-p][a-p][a-p][a-p]"), std::string("(abc|def|ghi){20}"),
          std::string("([ab]{1,4}가){3,9}"), std::string(1500, 'q')}) {
        const auto regex = Regex::compile(pattern);
        ASSERT_TRUE(regex.ok()) << regex.error().message;
        EXPECT_LE(regex.value().trigrams().trigram_count(), TrigramQuery::kTrigramsMax);
    }
}

}  // namespace
}  // namespace seogo::search
