// A term stream against analyze(), on texts of every script, broken and whole.
#include "text/term_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

// (term, position) in order, as a text that a failed test can print.
using Lines = std::vector<std::string>;

std::string line_of(std::string_view term, std::uint32_t position) {
    return std::to_string(position) + ":" + std::string(term);
}

Lines lines_by_analyze(std::string_view text) {
    Lines lines;
    for (const Term& term : analyze(text)) {
        if (term.kind != TermKind::kPair) lines.push_back(line_of(term.text, term.position));
    }
    return lines;
}

Lines lines_by_stream(TermStream& stream, std::string_view text) {
    std::vector<TermStream::Occurrence> occurrences = {{7, 7}};  // what out held is replaced
    stream.analyze(text, occurrences);
    Lines lines;
    for (const auto& occurrence : occurrences)
        lines.push_back(line_of(stream.term(occurrence.term), occurrence.position));
    return lines;
}

// What a text may be made of: every script, and every sign that a rule of analysis looks at.
constexpr const char* kPieces[] = {
    // Korean: nouns, particles, jamo of three kinds, half-width jamo
    "검색", "을", "에서", "는", "로", "책", "종이", "임베딩", "ㅋ", "ㅏ", "ㅎ", "\u1112", "\u1161",
    "\u11AB", "\uFFA1", "\uFFC2", "가",
    // Latin: words, capitals, plurals of capitals, digits, accents of both forms, full width
    "a", "s", "S", "GPUs", "GPU", "Searching", "running", "BM", "25", "4o", "v1", "\u00E9", "E",
    "\u0301", "\u212A", "\u0130", "\u017F", "\uFF27", "\uFF53", "\u00DF", "\uFB01",
    // Signs that join, end or belong to words, and their wide and curly forms
    "-", "_", ".", "/", "'", "+", "++", ":", "#", "'s", "\u2019", "\u2019s", "\u2010", "\u2011",
    "\uFF0B", "\uFF03", "\uFF07", "@", "&", "<", "=", "\u0338", "(", ")", ",", "\"", "~",
    // What stands between
    " ", " ", " ", "\n", "\t", "\u3000", "\u00A0", "\u0085", "\u3001",
    // What search ignores
    "\u200B", "\u00AD", "\uFE0F", "\u200D", "\uFEFF",
    // Other scripts: spaced and not, marks of them, beyond the first plane
    "漢", "字", "カ", "\u3099", "ｶ", "ﾞ", "ー", "\u0E01", "\u0E34", "\u0915", "\u093F", "п", "Й",
    "α", "\u0345", "\u05D0", "\u0661", "\U00020000", "\U0001F600", "\U0001D7D8", "\u00B2",
    // Bytes that are no character
    "\xFF", "\xC3", "\xED\xA0\x80", "\xEA\xB0", "\xF0\x9F", "\x80"};

std::string random_text(std::mt19937& random, std::size_t pieces_max) {
    std::string text;
    for (std::size_t n = random() % (pieces_max + 1); n > 0; --n)
        text += kPieces[random() % std::size(kPieces)];
    return text;
}

// The law, on texts that nobody chose. One stream reads them all, so most of what it answers is
// remembered from an earlier text.
TEST(TermStream, SaysWhatAnalyzeSays) {
    std::mt19937 random(71);
    TermStream stream;
    for (int round = 0; round < 20000; ++round) {
        const std::string text = random_text(random, 12);
        ASSERT_EQ(lines_by_stream(stream, text), lines_by_analyze(text)) << printable(text);
    }
    for (int round = 0; round < 100; ++round) {
        const std::string text = random_text(random, 1000);
        ASSERT_EQ(lines_by_stream(stream, text), lines_by_analyze(text)) << printable(text);
    }
}

// Where a surface may end is told by few bytes: every string of up to six of those that matter.
TEST(TermStream, PartsNoTextThatBelongsTogether) {
    static constexpr const char* kSigns[] = {"a", "s", "+", "#", "-", "'", ",", "\u200B"};
    constexpr std::size_t kCount = std::size(kSigns);
    TermStream stream;
    std::size_t strings = 1;
    for (int length = 1; length <= 6; ++length) {
        strings *= kCount;
        for (std::size_t i = 0; i < strings; ++i) {
            std::string text;
            for (std::size_t rest = i, n = 0; n < static_cast<std::size_t>(length); ++n) {
                text += kSigns[rest % kCount];
                rest /= kCount;
            }
            std::vector<TermStream::Occurrence> occurrences;
            stream.analyze(text, occurrences);
            std::size_t at = 0;
            for (const Term& term : analyze(text)) {
                if (term.kind == TermKind::kPair) continue;
                ASSERT_LT(at, occurrences.size()) << printable(text);
                ASSERT_EQ(stream.term(occurrences[at].term), term.text) << printable(text);
                ASSERT_EQ(occurrences[at++].position, term.position) << printable(text);
            }
            ASSERT_EQ(at, occurrences.size()) << printable(text);
        }
    }
}

TEST(TermStream, SaysWhatAnalyzeSaysOfChosenTexts) {
    TermStream stream;
    for (const char* text : {"",
                             " ",
                             "...",
                             "임베딩을",
                             "BM25로 찾기",
                             "GPT-4o와 GPT-4o",
                             "q8_0",
                             "C++ C# F#를 C+",
                             "C++-d c#d g++'s",
                             "LLMs GPUs gpus ABs",
                             "model's weights' the'S",
                             "漢字を漢字를",
                             "ㅋㅋㅋ",
                             "3.14 1,024 10:30",
                             "O'Reilly o\u2019reilly",
                             "https://a.b/c-d?e=f#g",
                             "a@b.com",
                             "..a..b..",
                             "'s 's's s's",
                             "+a ++a a++ a+++b",
                             "#a a# a## a#b",
                             "가-나 가'나 a-가 가-a",
                             "사용자/관리자 API는 v2.0으로",
                             "e\u0301t\u00E9 E\u0301T\u00C9s",
                             "x<\u0338y",
                             "\u0301a"}) {
        EXPECT_EQ(lines_by_stream(stream, text), lines_by_analyze(text)) << text;
    }
}

TEST(TermStream, LongSurfacesAreAsShortOnes) {
    TermStream stream;
    std::string hangul, joined;
    for (int i = 0; i < 500; ++i) {
        hangul += i % 3 == 0 ? "가" : "나";
        joined += "part-";
    }
    // Around the longest that is remembered, too.
    for (std::size_t size : {94u, 95u, 96u, 97u, 98u, 500u}) {
        const std::string latin = std::string(size, 'x') + " " + std::string(size, 'X') + "s";
        EXPECT_EQ(lines_by_stream(stream, latin), lines_by_analyze(latin)) << size;
    }
    for (const std::string& text : {hangul, joined, hangul + "." + joined}) {
        EXPECT_EQ(lines_by_stream(stream, text), lines_by_analyze(text));
        EXPECT_EQ(lines_by_stream(stream, text), lines_by_analyze(text)) << "a second time";
    }
}

// Each term has one number, and numbers are dense, by first appearance.
TEST(TermStream, NumbersAreDenseByFirstAppearanceAndSpelledOnce) {
    std::mt19937 random(73);
    TermStream stream;
    std::vector<TermStream::Occurrence> occurrences;
    std::uint32_t next = 0;
    for (int round = 0; round < 2000; ++round) {
        stream.analyze(random_text(random, 12), occurrences);
        for (const auto& occurrence : occurrences) {
            ASSERT_LE(occurrence.term, next);
            if (occurrence.term == next) ++next;
        }
        ASSERT_EQ(stream.term_count(), next);
    }
    std::set<std::string_view> spelled;
    for (std::uint32_t number = 0; number < next; ++number) {
        ASSERT_TRUE(spelled.insert(stream.term(number)).second) << stream.term(number);
        ASSERT_TRUE(is_valid_utf8(stream.term(number)));
    }
}

// A stream that forgets all the time answers as one that never does, numbers included.
TEST(TermStream, WhatItRemembersChangesNothing) {
    std::mt19937 random(79);
    TermStream forgetful(0), small(40000), usual;
    std::vector<TermStream::Occurrence> a, b, c;
    for (int round = 0; round < 4000; ++round) {
        const std::string text = random_text(random, 16);
        forgetful.analyze(text, a);
        small.analyze(text, b);
        usual.analyze(text, c);
        const auto is_same = [](const auto& x, const auto& y) {
            return x.term == y.term && x.position == y.position;
        };
        ASSERT_TRUE(std::equal(a.begin(), a.end(), c.begin(), c.end(), is_same));
        ASSERT_TRUE(std::equal(b.begin(), b.end(), c.begin(), c.end(), is_same));
    }
    EXPECT_EQ(forgetful.term_count(), usual.term_count());
}

// Many distinct words: the tables grow, what was numbered stays where it was, and what is
// remembered stays bounded while the terms do not.
TEST(TermStream, GrowsAndKeepsItsTerms) {
    constexpr std::uint32_t kWords = 100000;
    TermStream stream(1 << 20), unbounded;
    std::vector<TermStream::Occurrence> occurrences;
    std::vector<std::string_view> views;
    for (std::uint32_t i = 0; i < kWords; ++i) {
        const std::string word = std::to_string(i * 7919) + "number" + std::to_string(i);
        stream.analyze(word, occurrences);
        ASSERT_EQ(occurrences.size(), 1u);
        ASSERT_EQ(occurrences[0].term, i);
        views.push_back(stream.term(i));
        ASSERT_EQ(views.back().substr(1), word);
        unbounded.analyze(word, occurrences);
    }
    TermStream moved = std::move(stream);
    for (std::uint32_t i = 0; i < kWords; ++i) {
        ASSERT_EQ(moved.term(i).data(), views[i].data()) << "a term that moved";
        ASSERT_EQ(views[i].substr(1), std::to_string(i * 7919) + "number" + std::to_string(i));
    }
    EXPECT_EQ(moved.term_count(), kWords);
    EXPECT_GT(moved.bytes(), kWords * sizeof(std::string_view));
    EXPECT_LT(moved.bytes() + (1 << 20), unbounded.bytes()) << "one of them forgot";
}

base::Path shared_file(const char* name) {
    const char* root = std::getenv("SEOGO_SOURCE_DIR");
    return base::Path(root != nullptr ? root : ".") / "../shared" / name;
}

// The law on what people wrote: a notebook, Korean encyclopedia paragraphs, English abstracts.
TEST(TermStream, SaysWhatAnalyzeSaysOfRealTexts) {
    TermStream stream;
    for (const char* name :
         {"seed/study-archive.md", "data/retrieval-korquad/KorQuAD_v1.0_dev.json",
          "data/retrieval-cranfield/corpus.jsonl"}) {
        const auto bytes = base::read_file(base::real_files(), shared_file(name));
        if (!bytes.ok()) {
            std::puts("skipped: no shared data");
            continue;
        }
        const std::string_view text = bytes.value();
        constexpr std::size_t kPassage = 1500;  // cut anywhere, through characters as well
        for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 400000); at += kPassage) {
            const auto passage = text.substr(at, kPassage);
            ASSERT_EQ(lines_by_stream(stream, passage), lines_by_analyze(passage)) << name << at;
        }
    }
}

}  // namespace
}  // namespace seogo::text
