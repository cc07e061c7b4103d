// Tests of the three-way merge by its laws, of its conflicts, and of the unified diff.
#include "notebook/merge.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "notebook/line_diff.h"

namespace seogo::notebook {
namespace {

constexpr std::string_view kBase =
    "# My list 2025\n"
    "\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "  - 📜 [Org] [Inverted index](https://example.org/a)\n"
    "    - terms lead to documents\n"
    "\n"
    "  - 🧑🏻‍💻 [Sqlite] [Write-ahead logging](https://example.org/b)\n"
    "    - readers never block\n"
    "</details>\n";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? out : out.replace(at, from.size(), to);
}

std::string merged(std::string_view base, std::string_view ours, std::string_view theirs) {
    const Merged result = merge3(base, ours, theirs);
    return result.conflicts.empty()
               ? result.text
               : "conflict at " + std::to_string(result.conflicts[0].base_line);
}

// Edits a few lines at random: drops, doubles, changes or adds.
std::string edited(std::mt19937& random, std::string_view text) {
    auto lines = split_lines(text);
    std::vector<std::string> out(lines.begin(), lines.end());
    for (auto edits = random() % 4; edits > 0 && !out.empty(); --edits) {
        const std::size_t at = random() % out.size();
        switch (random() % 4) {
            case 0:
                out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case 1:
                out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), out[at]);
                break;
            case 2:
                out[at].insert(out[at].size() / 2, 1, static_cast<char>('a' + random() % 3));
                break;
            default:
                out.insert(out.begin() + static_cast<std::ptrdiff_t>(at),
                           std::string(1, static_cast<char>('x' + random() % 3)) + "\n");
                break;
        }
    }
    std::string all;
    for (const auto& line : out)
        all += line;
    return all;
}

TEST(Merge, LawOneSideAlone) {
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        const std::string side = edited(random, kBase);
        ASSERT_EQ(merged(kBase, kBase, side), side);
        ASSERT_EQ(merged(kBase, side, kBase), side);
        ASSERT_EQ(merged(kBase, side, side), side);
        ASSERT_EQ(merged(side, kBase, kBase), kBase);
    }
}

TEST(Merge, LawConflictsAreSymmetric) {
    std::mt19937 random(2);
    std::size_t conflicts = 0, clean = 0;
    for (int round = 0; round < 1500; ++round) {
        const std::string ours = edited(random, kBase);
        const std::string theirs = edited(random, kBase);
        const Merged one = merge3(kBase, ours, theirs);
        const Merged other = merge3(kBase, theirs, ours);
        ASSERT_EQ(one.conflicts.size(), other.conflicts.size());
        for (std::size_t k = 0; k < one.conflicts.size(); ++k) {
            ASSERT_EQ(one.conflicts[k].base_line, other.conflicts[k].base_line);
            ASSERT_EQ(one.conflicts[k].ours, other.conflicts[k].theirs);
            ASSERT_EQ(one.conflicts[k].theirs, other.conflicts[k].ours);
            ASSERT_NE(one.conflicts[k].ours, one.conflicts[k].theirs);
        }
        ++(one.conflicts.empty() ? clean : conflicts);
    }
    EXPECT_GT(conflicts, 100u);
    EXPECT_GT(clean, 500u);
}

// What one side already took from a merge that was cut off is not a conflict with itself. (Seldom
// the base has lines so alike that a diff cannot tell which of them the merge kept.)
TEST(Merge, LawMergingTheMergeAgainChangesNothing) {
    std::mt19937 random(3);
    std::size_t settled = 0, all = 0;
    for (int round = 0; round < 1500; ++round) {
        const std::string ours = edited(random, kBase);
        const std::string theirs = edited(random, kBase);
        const Merged one = merge3(kBase, ours, theirs);
        if (!one.conflicts.empty()) continue;
        ++all;
        const std::string again = merged(kBase, ours, one.text);
        settled += again == one.text ? 1 : 0;
    }
    EXPECT_GE(settled * 100, all * 95) << settled << " of " << all;
}

// Each side's lines are in the result wherever both edit apart.
TEST(Merge, EditsThatStandApartBothCount) {
    const std::string ours = replaced(kBase, "Inverted index", "Inverted files");
    const std::string theirs = replaced(kBase, "never block\n", "never block\n    - nor writers\n");
    EXPECT_EQ(merged(kBase, ours, theirs), replaced(theirs, "Inverted index", "Inverted files"));
}

TEST(Merge, NeighbouringLinesOfTwoSidesMeet) {
    const std::string ours = replaced(kBase, "Inverted index", "Inverted files");
    const std::string theirs = replaced(kBase, "terms lead to", "terms point to");
    EXPECT_EQ(merged(kBase, ours, theirs), replaced(theirs, "Inverted index", "Inverted files"));
    const std::string noted = replaced(kBase, "    - terms", "    - new first note\n    - terms");
    EXPECT_EQ(merged(kBase, ours, noted), replaced(noted, "Inverted index", "Inverted files"));
}

TEST(Merge, ATitleAndANewNoteAgainstAChangedNote) {
    const std::string ours = replaced(kBase, "Inverted index](https://example.org/a)\n",
                                      "Inverted files](https://example.org/a)\n    - a new note\n");
    const std::string theirs = replaced(kBase, "terms lead to", "terms point to");
    EXPECT_EQ(merged(kBase, ours, theirs), replaced(ours, "terms lead to", "terms point to"));
}

TEST(Merge, OneLineChangedByBothIsAConflictWithItsLine) {
    const std::string ours = replaced(kBase, "Inverted index", "Inverted files");
    const std::string theirs = replaced(kBase, "Inverted index", "Postings");
    const Merged result = merge3(kBase, ours, theirs);
    ASSERT_EQ(result.conflicts.size(), 1u);
    EXPECT_EQ(result.conflicts[0].base_line, 7u);
    EXPECT_EQ(result.conflicts[0].ours, "  - 📜 [Org] [Inverted files](https://example.org/a)\n");
    EXPECT_EQ(result.conflicts[0].theirs, "  - 📜 [Org] [Postings](https://example.org/a)\n");
}

TEST(Merge, AChangeInWhatTheOtherSideRemovedIsAConflict) {
    const std::string ours = replaced(
        kBase,
        "  - 📜 [Org] [Inverted index](https://example.org/a)\n    - terms lead to documents\n\n",
        "");
    const std::string theirs = replaced(kBase, "terms lead to", "terms point to");
    EXPECT_EQ(merge3(kBase, ours, theirs).conflicts.size(), 1u);
    const std::string noted =
        replaced(kBase, "to documents\n", "to documents\n    - a note to what is gone\n");
    EXPECT_EQ(merge3(kBase, ours, noted).conflicts.size(), 1u);
}

TEST(Merge, EqualEditsCountOnce) {
    const std::string both = replaced(kBase, "Inverted index", "Inverted files");
    const std::string ours = replaced(both, "never block\n", "never block\n    - one\n");
    EXPECT_EQ(merged(kBase, ours, both), ours);
    const std::string note = replaced(kBase, "never block\n", "never block\n    - one\n");
    const std::string more =
        replaced(kBase, "never block\n", "never block\n    - one\n    - two\n");
    EXPECT_EQ(merged(kBase, note, more), more);
    EXPECT_EQ(merged(kBase, more, note), more);
}

TEST(Merge, LinesAddedByBothAtOnePlaceAreAConflict) {
    const std::string ours = replaced(kBase, "never block\n", "never block\n    - one\n");
    const std::string theirs = replaced(kBase, "never block\n", "never block\n    - two\n");
    EXPECT_EQ(merge3(kBase, ours, theirs).conflicts.size(), 1u);
}

TEST(Merge, NewEntriesOfBothSidesAtTheEndOfAWeekBothStand) {
    const std::string one = "\n  - 📜 [One](https://example.org/1)\n    - note\n";
    const std::string two = "\n  - 📜 [Two](https://example.org/2)\n";
    const std::string end = "    - readers never block\n";
    const std::string ours = replaced(kBase, end, end + one);
    const std::string theirs = replaced(kBase, end, end + two);
    EXPECT_EQ(merged(kBase, ours, theirs), replaced(kBase, end, end + one + two));
    // One that both added counts once; one that both added differently is a conflict.
    EXPECT_EQ(merged(kBase, ours, replaced(kBase, end, end + two + one)),
              replaced(kBase, end, end + one + two));
    const std::string other_one = "\n  - 📜 [One](https://example.org/1)\n    - another\n";
    EXPECT_EQ(merge3(kBase, ours, replaced(kBase, end, end + other_one)).conflicts.size(), 1u);
}

TEST(Merge, NewEntriesElsewhereAreAConflict) {
    const std::string head = "  - 📜 [Org]";
    const std::string ours =
        replaced(kBase, head, "  - 📜 [One](https://example.org/1)\n\n" + head);
    const std::string theirs =
        replaced(kBase, head, "  - 📜 [Two](https://example.org/2)\n\n" + head);
    EXPECT_EQ(merge3(kBase, ours, theirs).conflicts.size(), 1u);
}

TEST(Merge, EndingsAreKeptByteForByte) {
    std::string base;
    for (const char c : kBase)
        base += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const std::string ours = replaced(base, "Inverted index", "Inverted files");
    const std::string theirs = replaced(base, "never block\r\n", "never block\r\n    - more\r\n");
    EXPECT_EQ(merged(base, ours, theirs), replaced(theirs, "Inverted index", "Inverted files"));
    // One side turns all line endings over: that is an edit of every line.
    EXPECT_EQ(merged(base, base, kBase), kBase);
    EXPECT_FALSE(merge3(base, ours, kBase).conflicts.empty());
}

TEST(Merge, AMissingLastEndingIsNeverJoinedToAnotherLine) {
    EXPECT_EQ(merged("a\nb\nc", "a\nb\nc\n", "A\nb\nc"), "A\nb\nc\n");
    EXPECT_EQ(merged("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n"), "A\nb\nc");
    EXPECT_EQ(merge3("a\nb\nc\n", "a\nb\nc", "a\nb\nc\nd\n").conflicts.size(), 1u);
}

TEST(Merge, EmptyTextsAreTexts) {
    EXPECT_EQ(merged("", "", ""), "");
    EXPECT_EQ(merged("", "a\n", ""), "a\n");
    EXPECT_EQ(merged("a\n", "", "a\n"), "");
    EXPECT_EQ(merge3("", "a\n", "b\n").conflicts.size(), 1u);
}

TEST(UnifiedDiff, PrintsHunksAsDiffDoes) {
    EXPECT_EQ(unified_diff("a\n", "a\n"), "");
    EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
              "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    EXPECT_EQ(unified_diff("", "a\nb\n"), "@@ -0,0 +1,2 @@\n+a\n+b\n");
    EXPECT_EQ(unified_diff("a\n", ""), "@@ -1 +0,0 @@\n-a\n");
    EXPECT_EQ(unified_diff("a\nb\n", "a\nx\nb\n", 0), "@@ -1,0 +2 @@\n+x\n");
}

TEST(UnifiedDiff, HunksWithinTwiceTheContextAreOne) {
    std::string before, after;
    for (int line = 1; line <= 20; ++line) {
        before += std::to_string(line) + "\n";
        after += (line == 3 || line == 10 || line == 18 ? "x" : "") + std::to_string(line) + "\n";
    }
    EXPECT_EQ(unified_diff(before, after),
              "@@ -1,13 +1,13 @@\n 1\n 2\n-3\n+x3\n 4\n 5\n 6\n 7\n 8\n 9\n-10\n+x10\n 11\n 12\n"
              " 13\n@@ -15,6 +15,6 @@\n 15\n 16\n 17\n-18\n+x18\n 19\n 20\n");
}

TEST(UnifiedDiff, SaysWhereTheLastLineHasNoEnding) {
    EXPECT_EQ(unified_diff("a\nb", "a\nb\n"),
              "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    EXPECT_EQ(unified_diff("a\nb", "x\nb"),
              "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n");
}

}  // namespace
}  // namespace seogo::notebook
