// Tests of whole new entries in a merge, and of the manner in which new lines are written.
#include "notebook/new_entries.h"

#include <gtest/gtest.h>

#include "notebook/line_diff.h"
#include "notebook/manner.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

using namespace testing;

// The lines of kWeekly that hold `from` and end before `to`.
std::pair<std::size_t, std::size_t> lines_between(std::string_view text, std::string_view from,
                                                  std::string_view to) {
    const auto lines = split_lines(text);
    std::size_t begin = 0;
    while (lines[begin].find(from) == std::string_view::npos)
        ++begin;
    std::size_t end = begin;
    while (lines[end].find(to) == std::string_view::npos)
        ++end;
    return {begin, end};
}

TEST(NewEntries, AnEntryWithItsNotesAndBoxesIsWhole) {
    NewEntries entries(kWeekly);
    const auto [begin, end] = lines_between(kWeekly, "역색인의 구조", "Write-ahead");
    EXPECT_TRUE(entries.are_whole(begin, end));
    EXPECT_TRUE(entries.are_whole(begin - 1, end));
    EXPECT_TRUE(entries.are_whole(begin, begin + 1));
    EXPECT_FALSE(entries.are_whole(begin + 1, end));
    EXPECT_FALSE(entries.are_whole(begin, begin));
    EXPECT_FALSE(entries.are_whole(begin, begin + 5)) << "its box is open";
    EXPECT_FALSE(entries.are_whole(begin, end + 30)) << "a heading stands in it";
    EXPECT_FALSE(entries.are_whole(begin, 10'000));
}

TEST(NewEntries, OnlyTheLastOnesEndAWeek) {
    NewEntries entries(kWeekly);
    const auto first = lines_between(kWeekly, "역색인의 구조", "Write-ahead");
    EXPECT_FALSE(entries.end_a_week(first.first, first.second));
    const auto last = lines_between(kWeekly, "Write-ahead", "</details>");
    const auto lines = split_lines(kWeekly);
    EXPECT_TRUE(entries.end_a_week(last.first, last.second));
    NewEntries open("### 1st week\n\n- [A](https://e.org/a)\n\n");
    EXPECT_TRUE(open.end_a_week(2, 3));
    NewEntries followed("### 1st week\n\n- [A](https://e.org/a)\n\nwords\n");
    EXPECT_FALSE(followed.end_a_week(2, 3));
}

TEST(NewEntries, BlocksAreTheLinesCutAtEntries) {
    NewEntries entries(kWeekly);
    const std::size_t begin = lines_between(kWeekly, "역색인의 구조", "Write-ahead").first;
    const auto blocks = entries.blocks(begin - 1, begin + 13);
    EXPECT_EQ(blocks.head, "\n");
    ASSERT_EQ(blocks.entries.size(), 2u);
    EXPECT_EQ(blocks.entries[0].title, "역색인의 구조");
    EXPECT_EQ(blocks.entries[1].url, "https://example.org/wal?a=(b)");
    std::string all = blocks.head;
    for (const auto& entry : blocks.entries)
        all += entry.lines;
    std::string expected;
    const auto lines = split_lines(kWeekly);
    for (std::size_t i = begin - 1; i < begin + 13; ++i)
        expected += lines[i];
    EXPECT_EQ(all, expected);
}

EntryBlocks blocks_of(std::string_view text) {
    NewEntries entries(text);
    return entries.blocks(0, split_lines(text).size());
}

TEST(NewEntries, JoinInOrderAndCountOnce) {
    const std::string a = "- 📜 [A](https://e.org/a)\n", b = "- 📜 [B](https://e.org/b)\n";
    EXPECT_EQ(joined_entries(blocks_of(a), blocks_of(b)), a + b);
    EXPECT_EQ(joined_entries(blocks_of(a), blocks_of(a)), a);
    EXPECT_EQ(joined_entries(blocks_of(a + b), blocks_of(b)), a + b);
    EXPECT_EQ(joined_entries(blocks_of(a), blocks_of(b + a)), a + b);
    EXPECT_EQ(joined_entries(blocks_of("- 📜 [A](https://e.org/a)"), blocks_of(b)), a + b);
    EXPECT_EQ(joined_entries(blocks_of("- 📜 [A](https://e.org/a)"), blocks_of("- 📜 [B](u)\r\n")),
              "- 📜 [A](https://e.org/a)\r\n- 📜 [B](u)\r\n");
    const std::string noted = a + "  - note\n";
    EXPECT_EQ(joined_entries(blocks_of(noted), blocks_of(a)), std::nullopt);
    EXPECT_EQ(joined_entries(blocks_of("- 📜 [A](https://e.org/other)\n"), blocks_of(a)),
              std::nullopt);
}

TEST(Manner, OneLineWithoutControlCharacters) {
    EXPECT_TRUE(check_one_line("title", "plain 말 \t").ok());
    for (const std::string_view bad : {"a\nb", "a\rb", "\x1f", "\x7f", "\x01"}) {
        const Status status = check_one_line("title", bad);
        ASSERT_FALSE(status.ok());
        EXPECT_EQ(status.error().kind, ErrorKind::kBadInput);
        EXPECT_NE(status.error().message.find("title"), std::string::npos);
    }
    EXPECT_TRUE(check_brackets("title", "a [b] c").ok());
    EXPECT_TRUE(check_brackets("title", "a \\[ c").ok());
    EXPECT_FALSE(check_brackets("title", "a [b").ok());
    EXPECT_FALSE(check_brackets("title", "a ]b").ok());
}

TEST(Manner, AMarkIsTheNearestOfItsKind) {
    const Notebook notebook =
        parse(
            "🗞: News\n\n# 2025\n\n- 📄 [A](https://e.org/a)\n- 💻 [B](https://e.org/b)\n"
            "- 📜 [C](https://e.org/c)\n")
            .notebook;
    EXPECT_EQ(mark_for(notebook, "paper", 4).value(), "📄");
    EXPECT_EQ(mark_for(notebook, "paper", 6).value(), "📜");
    EXPECT_EQ(mark_for(notebook, "dev", 0).value(), "💻");
    EXPECT_EQ(mark_for(notebook, "news", 4).value(), "🗞");
    EXPECT_EQ(mark_for(notebook, "interesting", 4).value(), "🤪");
    EXPECT_EQ(mark_for(notebook, "", 4).value(), "");
    EXPECT_EQ(mark_for(Notebook{}, "dev", 0).value(), "🧑🏻‍💻");
    EXPECT_FALSE(mark_for(notebook, "book", 4).ok());
}

TEST(Manner, NotesStartAsTheNearestOnesDo) {
    const auto start = [](std::string_view text, std::size_t entry) {
        return note_start(parse(text).notebook, entry);
    };
    EXPECT_EQ(start("# 2025\n- 📜 [A](u)\n    + one\n", 1), "    + ");
    EXPECT_EQ(start("# 2025\n- 📜 [A](u)\n    + one\n- 📜 [B](v)\n", 3), "    + ");
    EXPECT_EQ(start("# 2025\n  - 📜 [A](u)\n", 1), "    - ");
    EXPECT_EQ(start("# 2025\n\t- 📜 [A](u)\n", 1), "\t\t- ");
    EXPECT_EQ(start("# 2025\n1. 📜 [A](u)\n", 1), "   - ");
    EXPECT_EQ(start("# 2025\n1. 📜 [A](u)\n   1. one\n", 1), "   2. ");
}

TEST(Manner, EntriesAreWrittenLikeTheirNeighbour) {
    const auto written = [](std::string_view text, std::size_t like, const NewItem& item) {
        return entry_lines(parse(text).notebook, like, item).value();
    };
    const NewItem item{
        .kind = "paper", .org = "Org", .title = "T", .url = "https://e.org/t", .notes = {"n"}};
    EXPECT_EQ(written("# 2025\n* 📜 [A](u)\n", 1, item),
              "* 📜 [Org] [T](https://e.org/t)\n  * n\n");
    EXPECT_EQ(written("# 2025\r\n- [x] 📜 [A](u)\r\n", 1, item),
              "- [ ] 📜 [Org] [T](https://e.org/t)\r\n  - n\r\n");
    EXPECT_EQ(written("# 2025\n9. 📜 [A](u)\n", 1, {.kind = "paper", .title = "T"}),
              "10. 📜 [T]\n");
    EXPECT_EQ(entry_lines(Notebook{}, std::nullopt, item).value(),
              "  - 📜 [Org] [T](https://e.org/t)\n    - n\n");
}

}  // namespace
}  // namespace seogo::notebook
