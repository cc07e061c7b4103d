// The model: entries with their place in the calendar, notes by level, boxes, links and counts.
#include "notebook/model.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "notebook/line.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

constexpr std::string_view kText =
    "# 읽기장 2025\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>2nd week</summary>\n"
    "\n"
    "- 📜 [갑, 을 (병, 정)] [제목](https://a.org): 뒤의 말\n"
    "  - 노트\n"
    "    - 깊은 노트\n"
    "  - 🧑‍💻 [무] [저장소](https://b.org)\n"
    "    - 저장소의 노트\n"
    "  - 끝 노트 [딸림](https://c.org)\n"
    "  <details>\n"
    "    <summary>중요 개념</summary>\n"
    "\n"
    "    - **BM25**: 점수 식\n"
    "      - 자세히\n"
    "    - 굵지 않음\n"
    "  </details>\n"
    "</details>\n"
    "## 갈래\n"
    "- [목록](https://d.org)\n"
    "<details><summary>지난해 2024</summary>\n"
    "\n"
    "## 12월\n"
    "### 3주차\n"
    "- 🗞️ [소식](https://e.org)\n"
    "</details>\n";

TEST(Items, CarryTheirPlaceAndAllThatStandsUnderThem) {
    const auto items = items_of(parse(kText).notebook);
    ASSERT_EQ(items.size(), 3u);
    const Item& item = items[0];
    EXPECT_EQ(item.kind, "paper");
    EXPECT_EQ(item.orgs, (std::vector<std::string>{"갑", "을 (병, 정)"}));
    EXPECT_EQ(item.title, "제목");
    EXPECT_EQ(item.url, "https://a.org");
    EXPECT_EQ(item.text, "뒤의 말");
    EXPECT_EQ(item.year, 2025);
    EXPECT_EQ(item.month, 1);
    EXPECT_EQ(item.week, 2);
    ASSERT_EQ(item.notes.size(), 3u);
    EXPECT_EQ(item.notes[1].text, "깊은 노트");
    EXPECT_EQ(item.notes[1].level, 2);
    EXPECT_EQ(item.notes[2].text, "끝 노트 [딸림](https://c.org)");
    ASSERT_EQ(item.sub_items.size(), 1u);
    EXPECT_EQ(item.sub_items[0].kind, "dev");
    EXPECT_EQ(item.sub_items[0].orgs, std::vector<std::string>{"무"});
    ASSERT_EQ(item.sub_items[0].notes.size(), 1u);
    EXPECT_EQ(item.sub_items[0].notes[0].level, 1);
    ASSERT_EQ(item.boxes.size(), 1u);
    ASSERT_EQ(item.boxes[0].concepts.size(), 1u);
    EXPECT_EQ(item.boxes[0].concepts[0].definition, "점수 식");
    EXPECT_EQ(item.boxes[0].concepts[0].details[0].text, "자세히");
    EXPECT_EQ(item.boxes[0].notes[0].text, "굵지 않음");
}

TEST(Items, OutsideOfWeeksStandInTheirSection) {
    const auto items = items_of(parse(kText).notebook);
    EXPECT_EQ(items[1].section, "갈래");
    EXPECT_EQ(items[1].kind, "");
    EXPECT_EQ(items[2].year, 2024);
    EXPECT_EQ(items[2].month, 12);
    EXPECT_EQ(items[2].week, 3);
    EXPECT_EQ(items[2].section, "");
}

TEST(Stats, CountWhatStandsThere) {
    const Stats stats = stats_of(parse(kText).notebook);
    EXPECT_EQ(stats.years, 2);
    EXPECT_EQ(stats.months, 2);
    EXPECT_EQ(stats.weeks, 2);
    EXPECT_EQ(stats.items, 3);
    EXPECT_EQ(stats.paper, 1);
    EXPECT_EQ(stats.news, 1);
    EXPECT_EQ(stats.organizations, 3);
    EXPECT_EQ(stats.sub_items, 1);
    EXPECT_EQ(stats.links, 5);
    EXPECT_EQ(stats.notes, 4);
    EXPECT_EQ(stats.boxes, 1);
    EXPECT_EQ(stats.concepts, 1);
}

TEST(Links, OfALineComeInOrderAndPicturesAreNone) {
    const auto nodes =
        parse("- 📜 [가](https://a.org) 와 [나](https://b.org), ![그림](c.png) https://d.org\n")
            .notebook.nodes;
    const auto links = links_of(nodes[0]);
    ASSERT_EQ(links.size(), 3u);
    EXPECT_EQ(links[0].text, "가");
    EXPECT_EQ(links[1].url, "https://b.org");
    EXPECT_EQ(links[2].url, "https://d.org");
}

TEST(ItemText, IsOneLineForEachThingSaidWithItsField) {
    const auto notebook = parse(kText).notebook;
    const std::vector<Node> nodes(notebook.nodes.begin() + 5, notebook.nodes.begin() + 18);
    const ItemText text = text_of(nodes);
    EXPECT_EQ(text.text,
              "제목\n갑, 을 (병, 정)\n뒤의 말\n노트\n깊은 노트\n저장소\n무\n저장소의 노트\n"
              "끝 노트 [딸림](https://c.org)\n중요 개념\nBM25: 점수 식\n자세히\n굵지 않음");
    std::size_t at = 0;
    for (const TextPart& part : text.parts) {
        EXPECT_EQ(part.begin, at);
        at = part.end + 1;  // the line break between
    }
    EXPECT_EQ(at, text.text.size() + 1);
    EXPECT_EQ(text.parts[0].field, TextField::kTitle);
    EXPECT_EQ(text.parts[1].field, TextField::kOrg);
    EXPECT_EQ(text.parts[3].field, TextField::kNotes);
    EXPECT_EQ(text.parts[10].field, TextField::kConcepts);
}

TEST(ItemText, OfAPageIsItsTitleAndBody) {
    const ItemText text = text_of(parse("# 노트\n\n본문\n## 절\n").notebook.nodes);
    EXPECT_EQ(text.text, "노트\n본문\n절");
    EXPECT_EQ(text.parts[0].field, TextField::kTitle);
    EXPECT_EQ(text.parts[1].field, TextField::kBody);
}

TEST(Concepts, AreListedWithTheirItem) {
    auto notebook = parse(kText).notebook;
    for (auto& node : notebook.nodes)
        node.item = 7;
    const auto concepts = concepts_of(notebook);
    ASSERT_EQ(concepts.size(), 1u);
    EXPECT_EQ(concepts[0].item, 7);
    EXPECT_EQ(concepts[0].term, "BM25");
}

TEST(Orgs, ArePartedByCommasOutsideOfParentheses) {
    const auto orgs_in = [](std::string_view group) {
        std::string out;
        const std::string line = "- 📜 " + std::string(group) + " [제목](https://a.org)\n";
        const auto items = items_of(parse(line).notebook);
        for (const auto& org : items.at(0).orgs)
            out += org + ";";
        return out;
    };
    EXPECT_EQ(orgs_in("[갑]"), "갑;");
    EXPECT_EQ(orgs_in("[갑, 을,병]"), "갑;을;병;");
    EXPECT_EQ(orgs_in("[갑][을]"), "갑;을;");
    EXPECT_EQ(orgs_in("[갑] & [을, 병]"), "갑;을;병;");
    EXPECT_EQ(orgs_in("[갑 (을, 병), 정]"), "갑 (을, 병);정;");
    EXPECT_EQ(orgs_in("[갑 (을, 병]"), "갑 (을, 병;");  // never closed
    EXPECT_EQ(orgs_in("[갑, , ]"), "갑;");
    EXPECT_EQ(orgs_in(""), "");
}

// "year-month-week section" of each entry.
std::vector<std::string> places_in(std::string_view text) {
    std::vector<std::string> out;
    for (const Item& item : items_of(parse(text).notebook)) {
        out.push_back(std::to_string(item.year) + "-" + std::to_string(item.month) + "-" +
                      std::to_string(item.week) + " " + item.section);
    }
    return out;
}
using Places = std::vector<std::string>;
constexpr std::string_view kLink = "- 📜 [가](https://a.org)\n";

std::string headed(std::initializer_list<std::string_view> headings) {
    std::string text;
    for (const auto heading : headings)
        text += std::string(heading) + "\n" + std::string(kLink);
    return text;
}

TEST(Places, LastUntilAHeadingOfTheirRankComes) {
    EXPECT_EQ(
        places_in(headed(
            {"# 읽기장 2025", "## 2월", "### 1주차", "### 2주차", "## 1월", "# 읽기장 2024"})),
        (Places{"2025-0-0 ", "2025-2-0 ", "2025-2-1 ", "2025-2-2 ", "2025-1-0 ", "2024-0-0 "}));
}

TEST(Places, MayAllStandInOneHeading) {
    EXPECT_EQ(
        places_in(headed({"## 2025-01-w4", "## 2024년 12월 3주차", "### 4주차", "## 11월 1주차"})),
        (Places{"2025-1-4 ", "2024-12-3 ", "2024-12-4 ", "2024-11-1 "}));
}

TEST(Places, TakeDatesInParenthesesForWantOfBetter) {
    EXPECT_EQ(places_in(headed({"## 1st week (2025.01.06 ~ 01.12)"})), Places{"2025-1-1 "});
    EXPECT_EQ(places_in(headed({"# 2025", "## 12월", "### 5주차 (12/30 ~ 2026.1.5)"})),
              (Places{"2025-0-0 ", "2025-12-0 ", "2025-12-5 "}));
    EXPECT_EQ(places_in(headed({"## January", "### 5th week (Jan 27 ~ Feb 2)"})),
              (Places{"0-1-0 ", "0-1-5 "}));
}

TEST(Places, HoldTheSectionUntilTheCalendarGoesOn) {
    EXPECT_EQ(places_in(headed({"### 1주차", "#### 논문", "#### 코드", "### 2주차"})),
              (Places{"0-0-1 ", "0-0-1 논문", "0-0-1 코드", "0-0-2 "}));
}

TEST(SubItems, TakeTheNotesBeneathThem) {
    const auto items = items_of(parse("- 📜 [가](https://a.org)\n"
                                      "  - [나](https://b.org) - 뒤\n"
                                      "    - 노트\n"
                                      "      - 깊은 노트\n"
                                      "    - 둘째\n"
                                      "  - 가의 노트\n"
                                      "    - 가의 깊은 노트\n"
                                      "  - 📰 [갑] [다](https://c.org)\n")
                                    .notebook);
    ASSERT_EQ(items.size(), 1u);
    ASSERT_EQ(items[0].sub_items.size(), 2u);
    const SubItem& sub = items[0].sub_items[0];
    EXPECT_EQ(sub.text, "뒤");
    ASSERT_EQ(sub.notes.size(), 3u);
    EXPECT_EQ(sub.notes[1].level, 2);
    EXPECT_EQ(sub.notes[2].level, 1);
    ASSERT_EQ(items[0].notes.size(), 2u);
    EXPECT_EQ(items[0].notes[0].text, "가의 노트");
    EXPECT_EQ(items[0].sub_items[1].kind, "news");
    EXPECT_EQ(items[0].sub_items[1].orgs, std::vector<std::string>{"갑"});
}

TEST(Concepts, NestAndHaveDetails) {
    const auto items = items_of(parse("- 📜 [가](https://a.org)\n"
                                      "  <details>\n    <summary>핵심 개념</summary>\n\n"
                                      "    - **가**: 나\n"
                                      "      - 자세히\n"
                                      "        - 더\n"
                                      "      - **안**: 밖\n"
                                      "    - 맨 글\n"
                                      "  </details>\n"
                                      "  <details>\n    <summary>다른 상자</summary>\n\n"
                                      "    - **개념이 아님**: 글\n  </details>\n")
                                    .notebook);
    ASSERT_EQ(items.at(0).boxes.size(), 2u);
    const Box& box = items[0].boxes[0];
    ASSERT_EQ(box.concepts.size(), 2u);
    ASSERT_EQ(box.concepts[0].details.size(), 2u);
    EXPECT_EQ(box.concepts[0].details[1].level, 2);
    EXPECT_EQ(box.concepts[1].term, "안");
    ASSERT_EQ(box.notes.size(), 1u);
    EXPECT_TRUE(items[0].boxes[1].concepts.empty());
    EXPECT_EQ(items[0].boxes[1].notes[0].text, "**개념이 아님**: 글");
}

TEST(Stats, OfSeveralNotebooksAreThoseOfTheirNodesTogether) {
    Notebook both = parse(kText).notebook;
    const auto more = parse("# 다른 것 2023\n## 갈래\n- [자](https://z.org)\n  - 노트\n").notebook;
    const Stats alone = stats_of(both);
    both.nodes.insert(both.nodes.end(), more.nodes.begin(), more.nodes.end());
    const Stats together = stats_of(both);
    EXPECT_EQ(together.years, alone.years + 1);
    EXPECT_EQ(together.items, alone.items + 1);
    EXPECT_EQ(together.notes, alone.notes + 1);
    EXPECT_EQ(together.links, alone.links + 1);
    EXPECT_EQ(together.organizations, alone.organizations);
}

TEST(Links, StandInConceptsAndBehindTermsToo) {
    const auto nodes = parse(
                           "- 📜 [가](https://a.org](https://b.org))\n"
                           "  <details><summary>용어</summary>\n"
                           "    - **[나](https://c.org)**: 다 https://d.org, `https://e.org`\n")
                           .notebook.nodes;
    ASSERT_EQ(links_of(nodes[0]).size(), 2u);
    EXPECT_EQ(links_of(nodes[0])[1].url, "https://b.org");
    const auto links = links_of(nodes[2]);
    ASSERT_EQ(links.size(), 2u);
    EXPECT_EQ(links[0].url, "https://c.org");
    EXPECT_EQ(links[1].url, "https://d.org");
}

// The counts and the entries are two readings of the same nodes.
TEST(Stats, AgreeWithTheEntriesOnAnyText) {
    constexpr const char* kLines[] = {"- 📜 [갑] [가](https://a.org)",
                                      "  - 노트",
                                      "",
                                      "  - [나](https://b.org)",
                                      "## 1월",
                                      "  <details>",
                                      "    <summary>중요 개념</summary>",
                                      "    - **가**: 나",
                                      "      - 깊이",
                                      "  </details>",
                                      "<details><summary>2주차</summary>",
                                      "</details>",
                                      "글",
                                      "- 🗞️ [다](u)"};
    std::mt19937 random(21);
    for (int run = 0; run < 1000; ++run) {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text += std::string(kLines[random() % std::size(kLines)]) + "\n";
        const Notebook notebook = parse(text).notebook;
        const Stats stats = stats_of(notebook);
        Stats counted;
        for (const Item& item : items_of(notebook)) {
            ++counted.items;
            counted.paper += item.kind == "paper" ? 1 : 0;
            counted.news += item.kind == "news" ? 1 : 0;
            counted.sub_items += static_cast<std::int64_t>(item.sub_items.size());
            for (const Box& box : item.boxes)
                counted.concepts += static_cast<std::int64_t>(box.concepts.size());
        }
        ASSERT_EQ(stats.items, counted.items) << text;
        ASSERT_EQ(stats.paper, counted.paper) << text;
        ASSERT_EQ(stats.news, counted.news) << text;
        ASSERT_EQ(stats.sub_items, counted.sub_items) << text;
        ASSERT_EQ(stats.concepts, counted.concepts) << text;
        ASSERT_EQ(stats.concepts, static_cast<std::int64_t>(concepts_of(notebook).size())) << text;
    }
}

// Every word of every field but the URLs is in the text of its item, and parts cover all of it.
TEST(ItemText, HoldsEveryFieldOfEveryNode) {
    const Notebook notebook = parse(kText).notebook;
    const ItemText text = text_of(notebook.nodes);
    for (const Node& node : notebook.nodes) {
        for (const Field field : {Field::kTitle, Field::kText, Field::kTerm, Field::kDefinition}) {
            for (const auto part : parts_of(node, field))
                EXPECT_NE(text.text.find(part), std::string::npos) << part;
        }
    }
    EXPECT_EQ(text_of(notebook.nodes).text, text.text);
    EXPECT_EQ(text_of({}).text, "");
}

// The reference notebook's census, every number.
TEST(Stats, AgreeWithTheCensusOfTheSeed) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    std::ifstream file(std::string(source ? source : ".") + "/../shared/seed/study-archive.md",
                       std::ios::binary);
    if (!file) {
        std::puts("skipped: no shared data");
        return;
    }
    const Stats stats =
        stats_of(parse(std::string{std::istreambuf_iterator<char>(file), {}}).notebook);
    EXPECT_EQ(stats.years, 2);
    EXPECT_EQ(stats.months, 2);
    EXPECT_EQ(stats.weeks, 8);
    EXPECT_EQ(stats.items, 75);
    EXPECT_EQ(stats.dev, 53);
    EXPECT_EQ(stats.paper, 15);
    EXPECT_EQ(stats.news, 4);
    EXPECT_EQ(stats.interesting, 3);
    EXPECT_EQ(stats.organizations, 72);
    EXPECT_EQ(stats.sub_items, 30);
    EXPECT_EQ(stats.links, 108);
    EXPECT_EQ(stats.notes, 223);
    EXPECT_EQ(stats.boxes, 41);
    EXPECT_EQ(stats.concepts, 45);
}

}  // namespace
}  // namespace seogo::notebook
