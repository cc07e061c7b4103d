// Tables: rows with a link are entries, the head tells which column names organizations.
#include "notebook/table.h"

#include <gtest/gtest.h>

#include <string>

#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

std::string shown(const Table::Row& row) {
    std::string out = row.rule ? "rule" : row.entry ? "entry" : "text";
    constexpr const char* kNames[kFieldCount] = {"org", "title", "url", "text", "term", "def"};
    for (const FieldSpan& span : row.spans) {
        if (span.words.empty()) continue;
        out += std::string(" ") + kNames[static_cast<std::size_t>(span.field)] + "=" +
               std::string(span.words);
    }
    return out;
}

TEST(Table, ReadsHeadRuleAndRows) {
    Table table;
    EXPECT_EQ(shown(table.read("| Date | Institute | Paper |")),
              "text text=Date text=Institute text=Paper");
    EXPECT_EQ(shown(table.read("|---|:-:|---|")), "rule");
    EXPECT_EQ(shown(table.read("| 2017 | Google | [Attention](https://a.org) |")),
              "entry text=2017 org=Google title=Attention url=https://a.org");
    EXPECT_EQ(shown(table.read("| 2018 | | **[BERT](https://b.org)** 12월 |")),
              "entry text=2018 title=BERT url=https://b.org text=12월");
    EXPECT_EQ(shown(table.read("| 말 | 뿐 | 인 줄 |")), "text text=말 text=뿐 text=인 줄");
}

TEST(Table, ALinkMayStandBehindWordsOrBare) {
    Table table;
    EXPECT_EQ(shown(table.read("| 2024 | 제목 [코드](https://a.org) |")),
              "entry text=2024 title=제목 text=코드 url=https://a.org");
    EXPECT_EQ(shown(table.read("| 2024 | https://a.org |")), "entry text=2024 url=https://a.org");
    EXPECT_EQ(shown(table.read("| 2024 | [차례](#a) |")), "text text=2024 text=[차례](#a)");
}

TEST(Table, OrganizationsStandWhereTheHeadSaysSo) {
    for (const char* head : {"| 기관 | 제목 |", "| Company | Title |", "| Affiliations | x |"}) {
        Table table;
        (void)table.read(head);
        EXPECT_EQ(shown(table.read("| 갑 | [제목](https://a.org) |")),
                  "entry org=갑 title=제목 url=https://a.org")
            << head;
    }
}

TEST(Table, EndsWithItsLastRow) {
    Table table;
    (void)table.read("| 기관 | 제목 |");
    table.end();
    (void)table.read("| 날짜 | 제목 |");
    EXPECT_EQ(shown(table.read("| 갑 | [제목](https://a.org) |")),
              "entry text=갑 title=제목 url=https://a.org");
}

TEST(Table, WithoutAHeadHasNoOrganizations) {
    Table table;
    EXPECT_EQ(shown(table.read("| 기관 | [제목](https://a.org) |")),
              "entry text=기관 title=제목 url=https://a.org");
}

TEST(Table, UnderAnEntryIsItsText) {
    const auto nodes =
        parse(
            "### 1주차\n- 📜 [가](https://a.org)\n"
            "  | 말 | [나](https://b.org) |\n  |---|---|\n| 다 | [라](https://c.org) |\n")
            .notebook.nodes;
    EXPECT_EQ(nodes[2].role, Role::kText);
    EXPECT_EQ(nodes[2].level, 1);
    EXPECT_EQ(nodes[3].role, Role::kBlank);
    EXPECT_EQ(nodes[4].role, Role::kItem);
    EXPECT_EQ(nodes[4][Field::kTitle], "라");
}

}  // namespace
}  // namespace seogo::notebook
