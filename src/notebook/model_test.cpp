// The model: entries with their place in the calendar, notes by level, boxes, links and counts.
#include "notebook/model.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

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
