// Lint: each rule on a line of its own, and repairs that change no word.
#include "notebook/lint.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "notebook/model.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

std::string in_week(std::string_view lines) {
    return "<details>\n  <summary>1st week</summary>\n\n" + std::string(lines) + "</details>\n";
}

// "line rule" of each problem, lines counted from the first one inside the week.
std::vector<std::string> problems_in(std::string_view lines) {
    std::vector<std::string> out;
    for (const Problem& problem : lint(in_week(lines))) {
        out.push_back(std::to_string(problem.line - 3) + " " + problem.rule);
    }
    return out;
}
using Lines = std::vector<std::string>;

constexpr std::string_view kEntry = "- 📜 [갑] [제목](https://a.org)\n";

std::string under(std::string_view lines) { return std::string(kEntry) + std::string(lines); }

TEST(Lint, SaysNothingOfARegularWeek) {
    EXPECT_EQ(
        problems_in(under(
            "  - 노트\n    - 깊은 노트\n\n- 📜 [을] [둘](https://b.org)\n"
            "  <details>\n    <summary>중요 개념</summary>\n\n    - **가**: 나\n  </details>\n")),
        Lines{});
}

TEST(Lint, NamesSpaces) {
    EXPECT_EQ(problems_in(under("  - 노트  \n   \n")),
              (Lines{"2 trailing-space", "3 whitespace-only-line"}));
    EXPECT_EQ(problems_in(under("  - 노트  둘\n")), Lines{"2 double-space-inside"});
    EXPECT_EQ(problems_in(under("  - 노트\xC2\xA0둘\n")), Lines{"2 nbsp"});
}

TEST(Lint, NamesEntries) {
    EXPECT_EQ(problems_in("- 📜\xC2\xA0[제목](https://a.org)\n- 📜 [갑][둘](https://b.org)\n"),
              (Lines{"1 entry-without-org", "1 nbsp", "1 nbsp-after-kind-mark",
                     "2 no space between ] and [", "2 no-blank-line-before-entry"}));
}

TEST(Lint, NamesIndents) {
    EXPECT_EQ(problems_in(under("   - 노트\n")), (Lines{"2 bullet-step-not-2", "2 odd-indent"}));
    EXPECT_EQ(
        problems_in(under("  <details>\n      <summary>상자</summary>\n\n  - 안\n </details>\n")),
        (Lines{"3 summary-indent", "5 box-items-indent", "6 details-indent-mismatch"}));
}

TEST(Lint, NamesLinks) {
    EXPECT_EQ(problems_in(under("  - [가](https://b.org), [나](https://c.org)\n")),
              Lines{"2 several-links-on-one-bullet"});
    EXPECT_EQ(problems_in("- 📜 [갑] [제목](a.org/b)\n"), Lines{"1 url-without-scheme"});
    EXPECT_EQ(problems_in("- 📜 [갑] [제목](https://a.org/%EA%B0%80?utm_source=x&b=1)\n"),
              (Lines{"1 percent-encoded-url", "1 tracking-query"}));
    EXPECT_EQ(problems_in("- 📜 [갑] [제목](https://a.org](https://b.org))\n"),
              Lines{"1 link inside a link target"});
}

TEST(Lint, NamesBoxes) {
    EXPECT_EQ(problems_in(under("  <details>\n    <summary>중요 <b>개념</b></summary>\n\n"
                                "    - 굵지 않음\n    - **가** : 나\n  </details>\n")),
              (Lines{"3 html-inside", "5 plain-bullet-in-concept-box", "6 space-before-colon"}));
}

TEST(Lint, NamesTextAndMarksInsideNotes) {
    EXPECT_EQ(problems_in(under("  - 📊 그림\n  → 이어짐\n")),
              (Lines{"2 inline-mark", "3 text-line-outside-bullet"}));
}

TEST(Lint, AsksOrganizationsAndBlankLinesOnlyOfWeeks) {
    EXPECT_TRUE(lint("# 모음\n- [가](https://a.org)\n- [나](https://b.org)\n").empty());
}

TEST(Fix, MendsWhatChangesNoWord) {
    const std::string before = in_week(
        "- 📜\xC2\xA0[갑][제목](a.org/b)  \n"
        "   \n"
        "- 📜 [을] [둘](https://b.org)\n"
        "- 📜 [병] [셋](https://c.org)\n"
        "  <details>\n"
        "      <summary>중요 개념</summary>\n"
        "    - **가** : 나\n"
        "    </details>\n");
    EXPECT_EQ(fix(before), in_week("- 📜 [갑] [제목](https://a.org/b)\n"
                                   "\n"
                                   "- 📜 [을] [둘](https://b.org)\n"
                                   "\n"
                                   "- 📜 [병] [셋](https://c.org)\n"
                                   "  <details>\n"
                                   "    <summary>중요 개념</summary>\n"
                                   "    - **가**: 나\n"
                                   "  </details>\n"));
}

TEST(Fix, LeavesOtherLinesAsTheyAre) {
    const std::string text = in_week(under("   - 홀수\n  - 둘  칸\r\n"));
    EXPECT_EQ(fix(text), text);
}

// One line at a time: what the line is named for ("" for nothing), inside a regular week.
TEST(Lint, NamesEachAddressForWhatItCarries) {
    const std::pair<const char*, const char*> urls[] = {
        {"https://a.org/b", ""},
        {"https://a.org/b?utm_source=x", "tracking-query"},
        {"https://a.org/b?id=1&fbclid=x#top", "tracking-query"},
        {"https://youtube.com/watch?v=x&ab_channel=Y", "tracking-query"},
        {"https://a.org/b?utmost=x", ""},
        {"https://a.org/b#utm_source=x", ""},
        {"https://a.org/%EA%B0%80", "percent-encoded-url"},
        {"https://a.org/100%", ""},
        {"https://a.org/%zz", ""},
        {"arxiv.org/abs/2412.19437", "url-without-scheme"},
        {"a.b-c.io/x", "url-without-scheme"},
        {"documents/a.md", ""},
        {"./a.org/b", ""},
        {"../a.org/b", ""},
        {"a.org", ""},
        {"/a.org/b", ""},
        {"#a.org/b", ""},
        {"a.o/b", ""},
    };
    for (const auto& [url, rule] : urls) {
        const auto found = problems_in("- 📜 [갑] [제목](" + std::string(url) + ")\n");
        const Lines wanted = *rule == '\0' ? Lines{} : Lines{"1 " + std::string(rule)};
        if (url[0] == '#') continue;  // an anchor makes no entry
        EXPECT_EQ(found, wanted) << url;
    }
}

TEST(Lint, NotesSayWhereAndHowMuch) {
    const auto note_of = [](std::string_view lines, std::string_view rule) {
        for (const Problem& problem : lint(in_week(lines))) {
            if (problem.rule == rule) return problem.note;
        }
        return std::string("none");
    };
    EXPECT_EQ(note_of(under("    \n"), "whitespace-only-line"), "4 spaces");
    EXPECT_EQ(note_of(under("  - 노트  \n"), "trailing-space"), "2 (2 = hard break in CommonMark)");
    EXPECT_EQ(note_of(under("     - 노트\n"), "bullet-step-not-2"), "step 5 under line 4");
    EXPECT_EQ(note_of(under("     - 노트\n"), "odd-indent"), "indent 5");
    EXPECT_EQ(note_of(under("  - 가\xC2\xA0나\xC2\xA0다\n"), "nbsp"), "2 no-break spaces");
    EXPECT_EQ(note_of(under("  <details>\n   </details>\n"), "details-indent-mismatch"),
              "<details> on line 5 at indent 2, </details> at 3");
    EXPECT_EQ(note_of(under("  <details>\n        <summary>가</summary>\n"), "summary-indent"),
              "summary is 6 deeper than its <details>");
    EXPECT_EQ(note_of(under("  - 🧐 왜\n"), "inline-mark"), "why 🧐");
}

TEST(Lint, IsSortedByLineAndRule) {
    const auto problems =
        lint(in_week("- 📜\xC2\xA0[제목](a.org/%EA%B0%80?utm_source=x)  \n   - 노트\n   \n- 📜 "
                     "[갑][둘](https://b.org)\n"));
    ASSERT_GT(problems.size(), 8u);
    for (std::size_t i = 1; i < problems.size(); ++i) {
        const auto& before = problems[i - 1];
        const auto& here = problems[i];
        EXPECT_TRUE(before.line < here.line ||
                    (before.line == here.line && before.rule <= here.rule));
    }
}

// Each fixable rule alone: what stands there, what stands there afterwards.
TEST(Fix, MendsEachRuleAlone) {
    const std::pair<std::string, std::string> mended[] = {
        {"  \n", "\n"},
        {"  - 노트 \t\n", "  - 노트\n"},
        {"  - 노트  \r\n", "  - 노트\r\n"},
        {"  <details>\n  <summary>가</summary>\n  </details>\n",
         "  <details>\n    <summary>가</summary>\n  </details>\n"},
        {"  <details>\n      <summary>가</summary>\n  </details>\n",
         "  <details>\n    <summary>가</summary>\n  </details>\n"},
        {"  <details>\n    <summary>가</summary>\n </details>\n",
         "  <details>\n    <summary>가</summary>\n  </details>\n"},
        {"  - 📰 [갑][을][둘](https://b.org)\n", "  - 📰 [갑] [을] [둘](https://b.org)\n"},
        {"  - [둘](b.org/c)\n", "  - [둘](https://b.org/c)\n"},
        {"  - 둘 b.org/c\n", "  - 둘 b.org/c\n"},
        {"- 📜 [갑] [둘](https://b.org)\n", "\n- 📜 [갑] [둘](https://b.org)\n"},
    };
    for (const auto& [before, after] : mended)
        EXPECT_EQ(fix(in_week(under(before))), in_week(under(after))) << before;
}

// The words of all fields, one after another, without the schemes that a repair may add.
std::string words_of(std::string_view text) {
    std::string out;
    for (const Node& node : parse(text).notebook.nodes) {
        for (const auto& field : node.fields)
            out += field;
    }
    for (auto at = out.find("https://"); at != std::string::npos; at = out.find("https://", at))
        out.erase(at, 8);
    return out;
}

TEST(Fix, ChangesNoWordWhateverStandsThere) {
    const std::string base =
        in_week(under("  - 노트  \n\n- 📜 [을][둘](b.org/c)\n  <details>\n"
                      "      <summary>중요 개념</summary>\n    - **가** : 나\n"
                      "   </details>\n- 🗞️\xC2\xA0[셋](https://c.org)\n"));
    constexpr std::string_view kPieces[] = {"\n", "  ", "- ", "말", "[", "]",
                                            "(",  ")",  "**", ":",  "\t"};
    std::mt19937 random(4);
    for (int run = 0; run < 1500; ++run) {
        std::string text = base;
        for (int i = 0; i < 3; ++i)
            text.insert(random() % text.size(), kPieces[random() % std::size(kPieces)]);
        ASSERT_EQ(words_of(fix(text)), words_of(text)) << text;
    }
}

TEST(Fix, KeepsTheSampleButForItsProblems) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    std::ifstream file(std::string(source ? source : ".") + "/sample/notebook.md",
                       std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(text.empty());
    EXPECT_EQ(words_of(fix(text)), words_of(text));
    for (const Problem& problem : lint(fix(text)))
        EXPECT_FALSE(problem.fixable) << problem.line << " " << problem.rule;
}

// Whatever stands there: fixed once it stays, and none of the fixable problems comes back.
TEST(Fix, IsIdempotentAfterAnyEdit) {
    const std::string base = in_week(under(
        "  - 노트  \n\n- 📜 [을][둘](b.org/c)\n  <details>\n      <summary>중요 개념</summary>\n"
        "    \n    - **가** : 나\n   </details>\n- 🗞️\xC2\xA0[셋](https://c.org)\n"));
    constexpr std::string_view kPieces[] = {"\n", "  ", "<details>", "</details>", "- ", "📜 ",
                                            "[",  "](", "**",        ":",          "#",  "\r\n"};
    std::mt19937 random(99);
    for (int run = 0; run < 3000; ++run) {
        std::string text = base;
        for (int i = 0; i < 4; ++i)
            text.insert(random() % text.size(), kPieces[random() % std::size(kPieces)]);
        const std::string fixed = fix(text);
        ASSERT_EQ(fix(fixed), fixed) << text;
        for (const Problem& problem : lint(fixed))
            ASSERT_FALSE(problem.fixable) << problem.rule << "\n" << text;
    }
}

// The reference notebook's irregular lines, each by line, rule and note.
TEST(Lint, NamesExactlyTheIrregularLinesOfTheSeed) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    const std::string folder = std::string(source ? source : ".") + "/../shared/seed/";
    std::ifstream seed(folder + "study-archive.md", std::ios::binary);
    std::ifstream list(folder + "irregular.tsv", std::ios::binary);
    if (!seed || !list) {
        std::puts("skipped: no shared data");
        return;
    }
    const std::string text{std::istreambuf_iterator<char>(seed), {}};
    std::string named = "line\trule\tnote\n";
    for (const Problem& problem : lint(text)) {
        named += std::to_string(problem.line) + "\t" + problem.rule + "\t" + problem.note + "\n";
    }
    EXPECT_EQ(named, std::string(std::istreambuf_iterator<char>(list), {}));
    const std::string fixed = fix(text);
    EXPECT_EQ(stats_of(parse(fixed).notebook).notes, 223);
    EXPECT_EQ(stats_of(parse(fixed).notebook).links, 108);
}

}  // namespace
}  // namespace seogo::notebook
