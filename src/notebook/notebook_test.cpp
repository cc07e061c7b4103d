// Nodes: rendering gives the line's bytes back, parts of a field stay apart, entries own their
// lines.
#include "notebook/notebook.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>

#include "notebook/line.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

TEST(Line, IsTakenApartWithoutLoss) {
    std::string_view rest = "\t \xC2\xA0- 말 하나  \r\nnext";
    const Line line = take_line(rest);
    EXPECT_EQ(line.indent, "\t \xC2\xA0");
    EXPECT_EQ(line.column, 6u);
    EXPECT_EQ(line.body, "- 말 하나");
    EXPECT_EQ(line.trailing, "  ");
    EXPECT_EQ(line.ending, "\r\n");
    EXPECT_EQ(rest, "next");
    EXPECT_EQ(take_line(rest).ending, "");
    EXPECT_TRUE(rest.empty());
}

TEST(Line, OfWhiteSpaceAloneIsAllIndent) {
    std::string_view rest = "   \n";
    const Line line = take_line(rest);
    EXPECT_EQ(line.indent, "   ");
    EXPECT_EQ(line.body, "");
    EXPECT_EQ(line.trailing, "");
}

TEST(Trimming, KnowsWideSpacesAtBothEnds) {
    EXPECT_EQ(trimmed(" \xC2\xA0가\xE3\x80\x80 "), "가");
    EXPECT_EQ(trimmed("\xC2\xA0"), "");
    EXPECT_EQ(trimmed_right("가\xA0"), "가\xA0");  // half of a character is no space
}

TEST(Render, PutsEachPartInItsPlace) {
    NodeWriter writer(Role::kItem);
    writer.shape("- [");
    writer.field(Field::kOrg, "갑");
    writer.shape("] [");
    writer.field(Field::kOrg, "을, 병");
    writer.shape("] ");
    writer.padded_field(Field::kTitle, "  제목 ");
    writer.shape("\n");
    const Node node = writer.take();
    EXPECT_EQ(render(node), "- [갑] [을, 병]   제목 \n");
    EXPECT_EQ(part_count(node, Field::kOrg), 2u);
    EXPECT_EQ(part_of(node, Field::kOrg, 1), "을, 병");
    EXPECT_EQ(part_of(node, Field::kOrg, 2), "");
    EXPECT_EQ(node[Field::kTitle], "제목");
}

TEST(Render, GivesEachOfManyPartsBackInLinearTime) {
    NodeWriter writer(Role::kText);
    for (int i = 0; i < 50'000; ++i) {
        writer.field(Field::kText, std::to_string(i));
        writer.shape("|");
    }
    const Node node = writer.take();
    const auto parts = parts_of(node, Field::kText);
    ASSERT_EQ(parts.size(), 50'000u);
    EXPECT_EQ(parts[49'999], "49999");
    EXPECT_TRUE(render(node).starts_with("0|1|2|"));
}

// A field that was changed to hold fewer or more parts than the shape has places.
TEST(Render, KeepsTheBytesOfAFieldThatLostItsParts) {
    NodeWriter writer(Role::kItem);
    writer.field(Field::kOrg, "갑");
    writer.shape(" ");
    writer.field(Field::kOrg, "을");
    Node node = writer.take();
    node[Field::kOrg] = "하나";
    EXPECT_EQ(render(node), "하나 ");
    node[Field::kOrg] = std::string("가") + kPartSeparator + "나" + kPartSeparator + "다";
    EXPECT_EQ(render(node), std::string("가 나") + kPartSeparator + "다");
}

TEST(Render, GivesControlBytesOfTheShapeBack) {
    NodeWriter writer(Role::kBlank);
    const std::string bytes = std::string("\0\x01\x06\x08\x07", 5) + "\n";
    writer.shape(bytes);
    EXPECT_EQ(render(writer.node()), bytes);
    EXPECT_EQ(part_count(writer.node(), Field::kOrg), 0u);
}

std::vector<std::size_t> owners_of(std::string_view text) { return owners(parse(text).notebook); }

TEST(Owners, AnEntryOwnsWhatStandsUnderItAndTheBlanksBetween) {
    EXPECT_EQ(owners_of("# 제목\n"
                        "- 📜 [가](https://a.org)\n"
                        "\n"
                        "  - 노트\n"
                        "\n"
                        "- 📜 [나](https://b.org)\n"
                        "글\n"),
              (std::vector<std::size_t>{kNoOwner, 1, 1, 1, kNoOwner, 5, 5}));
}

TEST(Owners, AHeadingOrAPlainLineEndsTheEntry) {
    EXPECT_EQ(owners_of("- 📜 [가](https://a.org)\n\n글은 문서의 것\n  - 노트가 아님\n"),
              (std::vector<std::size_t>{0, kNoOwner, kNoOwner, kNoOwner}));
}

TEST(Owners, ABoxIsItsEntrysUpToTheClosingTag) {
    EXPECT_EQ(owners_of("<details>\n<summary>1st week</summary>\n\n"
                        "- 📜 [가](https://a.org)\n"
                        "  <details>\n"
                        "    <summary>중요 개념</summary>\n"
                        "\n"
                        "    - **가**: 나\n"
                        "  </details>\n"
                        "</details>\n"),
              (std::vector<std::size_t>{kNoOwner, kNoOwner, kNoOwner, 3, 3, 3, 3, 3, 3, kNoOwner}));
}

// The definition of owners(), word for word, in quadratic time.
std::vector<std::size_t> slow_owners(const Notebook& notebook) {
    const auto& nodes = notebook.nodes;
    const auto ends = [&](std::size_t i) {  // a node that no entry goes on over
        return nodes[i].role != Role::kItem && nodes[i].role != Role::kBlank && nodes[i].level == 0;
    };
    const auto goes_on = [&](std::size_t i) {  // an entry's own line comes before the next end
        for (; i < nodes.size(); ++i) {
            if (nodes[i].role == Role::kItem || ends(i)) return false;
            if (nodes[i].level > 0) return true;
        }
        return false;
    };
    std::vector<std::size_t> owner(nodes.size(), kNoOwner);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].role == Role::kItem) {
            owner[i] = i;
        } else if (i > 0 && !ends(i) && owner[i - 1] != kNoOwner && goes_on(i)) {
            owner[i] = owner[i - 1];
        }
    }
    return owner;
}

TEST(Owners, AgreeWithTheirDefinitionOnAnyText) {
    constexpr const char* kLines[] = {"- 📜 [가](https://a.org)",
                                      "  - 노트",
                                      "",
                                      "글",
                                      "# 제목",
                                      "  <details>",
                                      "  </details>",
                                      "<summary>상자</summary>",
                                      "  - [나](https://b.org)",
                                      "## 1주차",
                                      "---",
                                      "- "};
    std::mt19937 random(3);
    for (int run = 0; run < 1500; ++run) {
        std::string text;
        for (int i = 0; i < 14; ++i)
            text += std::string(kLines[random() % std::size(kLines)]) + "\n";
        const Notebook notebook = parse(text).notebook;
        ASSERT_EQ(owners(notebook), slow_owners(notebook)) << text;
    }
}

// Parts written are the parts read, whatever bytes stand between.
TEST(NodeWriter, GivesBackTheVeryPartsItTook) {
    std::mt19937 random(8);
    for (int run = 0; run < 2000; ++run) {
        NodeWriter writer(Role::kText);
        std::string line;
        std::vector<std::string> written[kFieldCount];
        for (int i = 0; i < 10; ++i) {
            std::string bytes(random() % 4, ' ');
            for (char& c : bytes)
                c = static_cast<char>(random() % 2 == 0 ? random() % 0x1f : 'a' + random() % 9);
            line += bytes;
            const std::size_t field = random() % (2 * kFieldCount);
            if (field >= kFieldCount) {
                writer.shape(bytes);
            } else {
                writer.field(static_cast<Field>(field), bytes);
                if (!bytes.empty()) written[field].push_back(bytes);
            }
        }
        ASSERT_EQ(render(writer.node()), line);
        for (std::size_t field = 0; field < kFieldCount; ++field) {
            const auto parts = parts_of(writer.node(), static_cast<Field>(field));
            ASSERT_EQ(std::vector<std::string>(parts.begin(), parts.end()), written[field]);
        }
    }
}

}  // namespace
}  // namespace seogo::notebook
