// Tests of an entry's line in pieces: every field in, out and over, all other bytes as they were.
#include "notebook/entry_line.h"

#include <gtest/gtest.h>

#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

Node node_of(std::string_view line) { return parse(line).notebook.nodes.at(0); }

template <typename Change>
std::string changed(std::string_view text, const Change& change) {
    EntryLine line(node_of(text));
    change(line);
    return line.text();
}
std::string with_title(std::string_view text, std::string_view title) {
    return changed(text, [&](EntryLine& line) { line.set_title(title); });
}
std::string with_url(std::string_view text, std::string_view url) {
    return changed(text, [&](EntryLine& line) { line.set_url(url); });
}
std::string with_org(std::string_view text, std::string_view org) {
    return changed(text, [&](EntryLine& line) { line.set_org(org); });
}
std::string with_mark(std::string_view text, std::string_view mark) {
    return changed(text, [&](EntryLine& line) { line.set_mark(mark); });
}

constexpr std::string_view kLines[] = {
    "- 📜 [Org] [Title](https://e.org/a)\n",
    "  * 🧑🏻‍💻 [A, B][Title](https://e.org/a_(b)) and more  \r\n",
    "1. [Title](https://e.org/a \"named\"): what it says",
    "\t- [x] 🗞️ **[Title](https://e.org/a)**\n",
    "- 📜\u00A0Title without a link\n",
    "- <https://e.org/a>\n",
    "- 📜 [One] [Two] [Title](https://e.org/a)\n",
    "- 📜\n",
};

TEST(EntryLine, UntouchedIsTheLine) {
    for (const auto line : kLines)
        EXPECT_EQ(EntryLine(node_of(line)).text(), line);
}

// A byte below 0x09 stands escaped in the shape and comes out as it was.
TEST(EntryLine, ControlBytesOfTheShapeStay) {
    const std::string line = "- 📜 \x01\x02[Title](https://e.org/a)\x03\n";
    EXPECT_EQ(EntryLine(node_of(line)).text(), line);
}

TEST(EntryLine, ATitleIsReplacedWhereItStands) {
    EXPECT_EQ(with_title(kLines[0], "New"), "- 📜 [Org] [New](https://e.org/a)\n");
    EXPECT_EQ(with_title(kLines[1], "New"),
              "  * 🧑🏻‍💻 [A, B][New](https://e.org/a_(b)) and more  \r\n");
    EXPECT_EQ(with_title(kLines[4], "New"), "- 📜\u00A0New\n");
}

TEST(EntryLine, ATitleComesToABareAddress) {
    EXPECT_EQ(with_title(kLines[5], "New"), "- [New](https://e.org/a)\n");
    EXPECT_EQ(with_title("- https://e.org/a\n", "New"), "- [New](https://e.org/a)\n");
    EXPECT_EQ(with_title("- [](https://e.org/a)\n", "New"), "- [New](https://e.org/a)\n");
    EXPECT_EQ(with_title("- https://e.org/a\n", ""), "- https://e.org/a\n");
    EXPECT_EQ(with_title(kLines[7], "New"), "- 📜 New\n");
}

TEST(EntryLine, AnAddressComesToATitleAndGoes) {
    EXPECT_EQ(with_url(kLines[4], "https://e.org/n"),
              "- 📜\u00A0[Title without a link](https://e.org/n)\n");
    EXPECT_EQ(with_url("- 📜 [Org] [Title]\n", "u"), "- 📜 [Org] [Title](u)\n");
    EXPECT_EQ(with_url(kLines[0], ""), "- 📜 [Org] [Title]\n");
    EXPECT_EQ(with_url(kLines[0], "https://e.org/n"), "- 📜 [Org] [Title](https://e.org/n)\n");
    EXPECT_EQ(with_url(kLines[4], ""), kLines[4]);
    EXPECT_EQ(with_url(kLines[5], "https://e.org/n"), "- <https://e.org/n>\n");
}

TEST(EntryLine, OrganizationsComeAndGo) {
    EXPECT_EQ(EntryLine(node_of(kLines[6])).org(), "One, Two");
    EXPECT_EQ(with_org(kLines[6], "One, Two"), kLines[6]);
    EXPECT_EQ(with_org(kLines[6], "Three"), "- 📜 [Three] [Title](https://e.org/a)\n");
    EXPECT_EQ(with_org(kLines[6], ""), "- 📜 [Title](https://e.org/a)\n");
    EXPECT_EQ(with_org(kLines[0], ""), "- 📜 [Title](https://e.org/a)\n");
    EXPECT_EQ(with_org("- 📜 [Title](https://e.org/a)\n", "Org"), kLines[0]);
    EXPECT_EQ(with_org("- 📜 [One], [Two] [Title](https://e.org/a)\n", ""),
              "- 📜 [Title](https://e.org/a)\n");
    EXPECT_EQ(with_org(kLines[4], "Org"), "- 📜\u00A0[Org] Title without a link\n");
    EXPECT_EQ(with_org(kLines[5], "Org"), "- [Org] <https://e.org/a>\n");
    EXPECT_EQ(with_org("- [](https://e.org/a)\n", "Org"), "- [Org] [](https://e.org/a)\n");
}

TEST(EntryLine, MarksComeAndGo) {
    EXPECT_EQ(mark_of(node_of(kLines[1])), "🧑🏻‍💻");
    EXPECT_EQ(mark_of(node_of(kLines[2])), "");
    EXPECT_EQ(mark_of(node_of("📜: Paper link\n")), "📜");
    EXPECT_EQ(with_mark(kLines[1], "🤪"),
              "  * 🤪 [A, B][Title](https://e.org/a_(b)) and more  \r\n");
    EXPECT_EQ(with_mark(kLines[4], ""), "- Title without a link\n");
    EXPECT_EQ(with_mark("- [Title](https://e.org/a)\n", "📜"), "- 📜 [Title](https://e.org/a)\n");
    EXPECT_EQ(with_mark("- [Title](https://e.org/a)\n", ""), "- [Title](https://e.org/a)\n");
}

TEST(EntryLine, AFieldInSeveralPiecesIsNotSetAsOne) {
    EntryLine line(node_of(kLines[6]));
    EXPECT_FALSE(line.set_field(Field::kOrg, "x"));
    EXPECT_FALSE(line.set_field(Field::kTerm, "x"));
    EXPECT_TRUE(line.set_field(Field::kTitle, "x"));
    EXPECT_EQ(line.text(), "- 📜 [One] [Two] [x](https://e.org/a)\n");
}

// Whatever is set and set back gives the bytes before.
TEST(EntryLine, ThereAndBackIsTheSameLine) {
    for (const std::string_view text : {kLines[0], kLines[1], kLines[2]}) {
        const Node before = node_of(text);
        const std::string titled = with_title(text, "Other");
        EXPECT_EQ(with_title(titled, before[Field::kTitle]), text);
        const std::string addressed = with_url(text, "https://other.org/");
        EXPECT_EQ(with_url(addressed, before[Field::kUrl]), text);
    }
}

}  // namespace
}  // namespace seogo::notebook
