// Bullets, leads, concepts and cells: what is a word and what only stands around it.
#include "notebook/spans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <utility>

#include "notebook/line.h"

namespace seogo::notebook {
namespace {

TEST(Bullet, IsTheMarkerWithItsSpaceAndItsTaskBox) {
    const std::pair<const char*, std::size_t> lines[] = {
        {"- 말", 2},      {"* 말", 2},     {"+ 말", 2},   {"• 말", 4},     {"1. 말", 3},
        {"12) 말", 4},    {"-   말", 4},   {"-\t말", 2},  {"- [ ] 말", 6}, {"- [x] 말", 6},
        {"* [X]  말", 7}, {"-[말](u)", 1}, {"-📜 말", 1}, {"-", 1},        {"1.", 2},
        {"- [ ](u)", 2},  {"- [y] 말", 2},
    };
    for (const auto& [line, length] : lines)
        EXPECT_EQ(bullet_length(line), length) << line;
}

TEST(Bullet, IsNoneWhereWordsFollowAtOnce) {
    for (const char* line : {"-말", "*굵게*", "+1", "1.5배", "2025. 1", "(1) 말", "말", "", "—말"})
        EXPECT_EQ(bullet_length(line), 0u) << line;
}

// "org + org | title | url + url | text" of a lead.
std::string shown(const Lead& lead) {
    std::string parts[kFieldCount];
    for (const FieldSpan& span : lead.spans) {
        std::string& part = parts[static_cast<std::size_t>(span.field)];
        if (!part.empty()) part += " + ";
        part += span.words;
    }
    const auto part = [&](Field field) { return parts[static_cast<std::size_t>(field)]; };
    return part(Field::kOrg) + " | " + part(Field::kTitle) + " | " + part(Field::kUrl) + " | " +
           part(Field::kText);
}

TEST(Lead, OfALinkIsItsTitleUrlAndWhatFollows) {
    const std::pair<const char*, const char*> leads[] = {
        {"[제목](u)", " | 제목 | u | "},
        {"  [제목](u) 뒤", " | 제목 | u | 뒤"},
        {"[제목](u): 뒤", " | 제목 | u | 뒤"},
        {"[제목](u) - 뒤", " | 제목 | u | 뒤"},
        {"[제목](u) — 뒤", " | 제목 | u | 뒤"},
        {"[제목](u), [둘](v)", " | 제목 | u | , [둘](v)"},
        {"[제목](u \"말\") 뒤", " | 제목 | u | 말 + 뒤"},
        {"[제목](<u v>)", " | 제목 | u v | "},
        {"[제목](a](b)) 뒤", " | 제목 | a + b | 뒤"},
        {"**[제목](u)** 뒤", " | 제목 | u | 뒤"},
        {"__[제목](u)__", " | 제목 | u | "},
        {"[](u)", " |  | u | "},
        {"[제목]()", " | 제목 |  | "},
        {"[[안] 제목](u)", " | [안] 제목 | u | "},
        {"[제목 [안]](u)", " | 제목 [안] | u | "},
        {"[`a]b`](u)", " | `a]b` | u | "},
        {"[깨진 [제목](u)", " | 깨진 [제목 | u | "},
        {"https://a.org/x 뒤", " |  | https://a.org/x | 뒤"},
        {"<https://a.org/x> 뒤", " |  | https://a.org/x | 뒤"},
        {"www.a.org", " |  | www.a.org | "},
    };
    for (const auto& [content, wanted] : leads) {
        for (const bool marked : {false, true}) {
            const Lead lead = read_lead(content, marked);
            EXPECT_EQ(shown(lead), wanted) << content;
            EXPECT_TRUE(lead.has_link) << content;
        }
    }
}

TEST(Lead, TakesBracketGroupsBeforeTheTitleAsOrganizations) {
    const std::pair<const char*, const char*> leads[] = {
        {"[갑] [제목](u)", "갑 | 제목 | u | "},
        {"[갑][을] [제목](u)", "갑 + 을 | 제목 | u | "},
        {"[갑] & [을] [제목](u)", "갑 + 을 | 제목 | u | "},
        {"[갑, 을 (병, 정)] [제목](u)", "갑, 을 (병, 정) | 제목 | u | "},
        {"[갑]: [제목](u)", "갑 | 제목 | u | "},
        {"[갑] - **[제목](u)**", "갑 | 제목 | u | "},
        {"[갑] https://a.org", "갑 |  | https://a.org | "},
        {"[ 갑 ] [제목](u)", "갑 | 제목 | u | "},
        {"[갑] [제목] (https://a.org)", "갑 | 제목 | https://a.org | "},
        {"[갑] [제목] (docs/a.md) 뒤", "갑 | 제목 | docs/a.md | 뒤"},
        {"[갑] [제목 ] 남음](u)", "갑 | 제목 ] 남음 | u | "},
    };
    for (const auto& [content, wanted] : leads) {
        const Lead lead = read_lead(content, false);
        EXPECT_EQ(shown(lead), wanted) << content;
        EXPECT_TRUE(lead.has_org) << content;
    }
}

TEST(Lead, WithoutALinkIsATitle) {
    const std::pair<const char*, const char*> leads[] = {
        {"말 뿐", " | 말 뿐 |  | "},
        {"[제목]", " | 제목 |  | "},
        {"[갑] [제목]", "갑 | 제목 |  | "},
        {"[갑] 제목", "갑 | 제목 |  | "},
        {"[차례](#a)", " | [차례](#a) |  | "},
        {"[갑] [제목] (2024)", "갑 + 제목 | (2024) |  | "},
        {"[]", " | [] |  | "},
        {"", " |  |  | "},
        {"[제목](끝이 없음", "제목 | (끝이 없음 |  | "},
    };
    for (const auto& [content, wanted] : leads) {
        const Lead lead = read_lead(content, false);
        EXPECT_EQ(shown(lead), wanted) << content;
        EXPECT_FALSE(lead.has_link) << content;
    }
}

TEST(Lead, OfAMarkedBulletFindsALateLink) {
    const std::pair<const char*, const char*> leads[] = {
        {"제목: https://a.org 뒤", " | 제목 | https://a.org | 뒤"},
        {"제목 → https://a.org", " | 제목 | https://a.org | "},
        {"제목 [코드](u): 뒤", " | 제목 | u | 코드 + 뒤"},
        {"제목](u) 뒤", " | 제목 | u | 뒤"},
        {"(https://a.org) 뒤", " |  | https://a.org | 뒤"},
        {"제목 ![그림](p.png) [코드](u)", " | 제목 ![그림](p.png) | u | 코드"},
        {"제목 [차례](#a)", " | 제목 [차례](#a) |  | "},
        {"제목 <https://a.org> 뒤", " | 제목 < | https://a.org | 뒤"},
        {"링크 없음", " | 링크 없음 |  | "},
    };
    for (const auto& [content, wanted] : leads)
        EXPECT_EQ(shown(read_lead(content, true)), wanted) << content;
    EXPECT_FALSE(read_lead("제목 [코드](u)", false).has_link);
}

TEST(Lead, KnowsAMarkBehindTheOrganization) {
    const Lead lead = read_lead("[갑] 📜 [제목](u)", false);
    EXPECT_EQ(shown(lead), "갑 | 제목 | u | ");
    EXPECT_EQ(lead.mark, "📜");
    EXPECT_EQ(read_lead("[갑] 📜 제목", false).mark, "");
}

TEST(Mark, EndsWhereTheWordsBegin) {
    const auto rest = [](std::string_view content) {
        return std::string(content.substr(mark_at(content).length));
    };
    EXPECT_EQ(rest("📜 [갑]"), "[갑]");
    EXPECT_EQ(rest("📜 말"), " 말");
    EXPECT_EQ(rest("📜: [갑]"), "[갑]");
    EXPECT_EQ(rest("📜 🔥 | [갑]"), "[갑]");
    EXPECT_EQ(rest("📜 🔥 말"), " 🔥 말");
    EXPECT_EQ(rest("**📜** [갑]"), "[갑]");
    EXPECT_EQ(rest("**📜 [갑]"), "**📜 [갑]");
    EXPECT_EQ(rest("말 📜"), "말 📜");
    EXPECT_EQ(mark_at("🧑🏻‍💻 말").emoji, "🧑🏻‍💻");
    EXPECT_EQ(mark_at("").length, 0u);
}

TEST(Concept, IsBoldWithAColon) {
    const auto shown_term = [](std::string_view content) {
        const FieldSpans spans = read_concept(content);
        if (spans.empty()) return std::string("none");
        return std::string(spans[0].words) + " = " + std::string(spans[1].words);
    };
    EXPECT_EQ(shown_term("**가**: 나"), "가 = 나");
    EXPECT_EQ(shown_term("**가:** 나"), "가 = 나");
    EXPECT_EQ(shown_term("**가** : 나: 다"), "가 = 나: 다");
    EXPECT_EQ(shown_term("__가 (a)__：나"), "가 (a) = 나");
    EXPECT_EQ(shown_term("**가**:"), "가 = ");
    EXPECT_EQ(shown_term("**가** 나"), "none");
    EXPECT_EQ(shown_term("가: 나"), "none");
    EXPECT_EQ(shown_term("**가: 나"), "none");
    EXPECT_EQ(shown_term("****: 나"), "none");
}

TEST(Cells, ArePartedByPipesThatNothingGuards) {
    using Cells = std::vector<std::string_view>;
    EXPECT_EQ(table_cells("| 가 | 나 |"), (Cells{"가", "나"}));
    EXPECT_EQ(table_cells("| 가 \\| 나 | 다"), (Cells{"가 \\| 나", "다"}));
    EXPECT_EQ(table_cells("||"), (Cells{""}));
    EXPECT_EQ(table_cells("|"), Cells{});
    EXPECT_TRUE(is_table_rule(table_cells("|---|:-:| --- |")));
    EXPECT_FALSE(is_table_rule(table_cells("|---| 말 |")));
    EXPECT_FALSE(is_table_rule(table_cells("|")));
    EXPECT_FALSE(is_table_rule(table_cells("| : |")));
}

// Spans anywhere on any line: the node's rendering is the line, and its fields are the spans.
TEST(NodeOfLine, RendersTheLineWhateverTheSpans) {
    constexpr std::string_view kPieces[] = {"- ", "1. ", "말", "a",  "[",    "](",   ")", " ",
                                            "\t", "<b>", "<",  "📜", "\x01", "\x08", "9", "\xff"};
    std::mt19937 random(11);
    for (int run = 0; run < 5000; ++run) {
        std::string line;
        for (int i = 0; i < 12; ++i)
            line += kPieces[random() % std::size(kPieces)];
        line += random() % 2 == 0 ? "\n" : "\r\n";
        const std::string_view body = std::string_view(line).substr(0, line.find('\r'));
        FieldSpans spans;
        for (std::size_t at = random() % 8; at < body.size(); at += 1 + random() % 9) {
            const std::size_t length = random() % 6;
            spans.push_back({static_cast<Field>(random() % kFieldCount), body.substr(at, length)});
            at += length;
        }
        const Node node = node_of_line(Role::kNote, 3, line, spans);
        ASSERT_EQ(render(node), line);
        ASSERT_EQ(node.level, 3);
        for (const FieldSpan& span : spans) {
            if (span.field == Field::kText || span.words.empty()) continue;  // text may hold more
            const auto parts = parts_of(node, span.field);
            ASSERT_NE(std::find(parts.begin(), parts.end(), span.words), parts.end()) << line;
        }
    }
}

TEST(NodeOfLine, WordsThatNobodyTookBecomeText) {
    const std::string_view line = "- [x] 📜 가 [나](다) 라 <b class=\"마\">\n";
    const Node node = node_of_line(Role::kItem, 0, line, {{Field::kTitle, line.substr(16, 3)}});
    EXPECT_EQ(render(node), line);
    EXPECT_EQ(node.shape.find("라"), std::string::npos);
    EXPECT_NE(node.shape.find("[x]"), std::string::npos);
    EXPECT_NE(node.shape.find("<b class"), std::string::npos);
    EXPECT_EQ(node_of_line(Role::kBlank, 0, "말", {}).role, Role::kText);
    EXPECT_EQ(node_of_line(Role::kBlank, 0, "1. \n", {}).role, Role::kBlank);
}

TEST(NodeOfLine, ALineWithTheSeparatorIsOneText) {
    const std::string line = std::string("- [가") + kPartSeparator + "나](u)\n";
    const Node node = node_of_line(Role::kItem, 0, line, {});
    EXPECT_EQ(node.role, Role::kText);
    EXPECT_EQ(render(node), line);
    EXPECT_EQ(part_count(node, Field::kText), 1u);
}

}  // namespace
}  // namespace seogo::notebook
