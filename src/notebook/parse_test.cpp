// The parser: every byte comes back whatever the text is, and words never stay behind in a shape.
#include "notebook/parse.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "notebook/line.h"
#include "text/unicode.h"

namespace seogo::notebook {
namespace {

constexpr std::string_view kWeekly =
    "📜: Paper link\n"
    "🧑🏻‍💻: Developer blog & Github link\n"
    "\n"
    "---\n"
    "# My reading list 2025\n"
    "\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "  - 📜 [Cranfield, 남산도서관][역색인의 구조](https://example.org/inverted)\n"
    "    - 역색인은 낱말에서 문서로 가는 목록을 둔다  \n"
    "      - 문서 길이로 점수를 고르게 한다\n"
    "    - [Github](https://example.org/code), [Blog](https://example.org/blog)\n"
    "    → 이어지는 줄\n"
    "      <details>\n"
    "          <summary>중요 <b>개념</b></summary>\n"
    "        \n"
    "        - **양자화(quantization)**: 더 적은 비트\n"
    "          - 자세한 말\n"
    "        - 굵지 않은 것\n"
    "      </details>\n"
    "    - 상자 뒤의 노트\n"
    "   \n"
    "  - 🧑🏻💻\xC2\xA0[Write-ahead logging](example.org/wal?a=(b))\n"
    "</details>\n";

Role role_at(const Parsed& parsed, std::size_t line) {
    return parsed.notebook.nodes.at(line - 1).role;
}

TEST(Parse, TheWeeklyMannerLineByLine) {
    const Parsed parsed = parse(kWeekly);
    EXPECT_EQ(render(parsed.notebook), kWeekly);
    const std::vector<Role> roles = {
        Role::kLegend,  Role::kLegend,  Role::kBlank,   Role::kBlank, Role::kTitle, Role::kBlank,
        Role::kMonth,   Role::kBlank,   Role::kWeek,    Role::kBlank, Role::kItem,  Role::kNote,
        Role::kNote,    Role::kSubItem, Role::kText,    Role::kBlank, Role::kBox,   Role::kBlank,
        Role::kConcept, Role::kBoxNote, Role::kBoxNote, Role::kBlank, Role::kNote,  Role::kBlank,
        Role::kItem,    Role::kBlank};
    ASSERT_EQ(parsed.notebook.nodes.size(), roles.size());
    for (std::size_t i = 0; i < roles.size(); ++i)
        EXPECT_EQ(parsed.notebook.nodes[i].role, roles[i]) << i + 1;
}

TEST(Parse, WordsStandInTheirFieldsOnce) {
    const Parsed parsed = parse(kWeekly);
    const Node& item = parsed.notebook.nodes[10];
    EXPECT_EQ(item.kind, "paper");
    EXPECT_EQ(item[Field::kOrg], "Cranfield, 남산도서관");
    EXPECT_EQ(item[Field::kTitle], "역색인의 구조");
    EXPECT_EQ(item[Field::kUrl], "https://example.org/inverted");
    EXPECT_EQ(item.shape, "  - 📜 [\x01][\x02](\x03)\n");
    const Node& sub = parsed.notebook.nodes[13];
    EXPECT_EQ(sub[Field::kText], ", [Blog](https://example.org/blog)");
    const Node& term = parsed.notebook.nodes[18];
    EXPECT_EQ(term[Field::kTerm], "양자화(quantization)");
    EXPECT_EQ(term[Field::kDefinition], "더 적은 비트");
    EXPECT_EQ(parsed.notebook.nodes[16][Field::kTitle], "중요 <b>개념</b>");
    EXPECT_EQ(parsed.notebook.nodes[24].kind, "dev");
    EXPECT_EQ(parsed.notebook.nodes[24][Field::kUrl], "example.org/wal?a=(b)");
}

TEST(Parse, LevelsCountFromTheEntryAndFromTheBox) {
    const Parsed parsed = parse(kWeekly);
    const auto level = [&](std::size_t line) { return parsed.notebook.nodes[line - 1].level; };
    EXPECT_EQ(level(11), 0);
    EXPECT_EQ(level(12), 1);
    EXPECT_EQ(level(13), 2);
    EXPECT_EQ(level(14), 1);
    EXPECT_EQ(level(15), 1);  // the line outside a bullet
    EXPECT_EQ(level(19), 1);
    EXPECT_EQ(level(20), 2);
    EXPECT_EQ(level(23), 1);
}

// What stands in no field: white space, marks, brackets, tags; no letter but those of tags and of
// the cross of a task box.
bool has_words(std::string_view shape) {
    for (std::size_t at = 0; at < shape.size();) {
        const std::size_t tag = shape[at] == '<' ? shape.find('>', at) : std::string_view::npos;
        if (tag != std::string_view::npos) {
            at = tag + 1;
            continue;
        }
        if (shape.substr(at).starts_with("[x]") || shape.substr(at).starts_with("[X]")) {
            at += 3;
            continue;
        }
        if (shape[at] == kEscape) {  // a control byte, written as a letter
            at += 2;
            continue;
        }
        const auto c = text::code_point_at(shape, at);
        const auto script = text::script_of(c.value);
        if (script != text::Script::kOther && script != text::Script::kDigit) return true;
        at += c.length;
    }
    return false;
}

TEST(Parse, NoWordStaysBehindInAShape) {
    for (const Node& node : parse(kWeekly).notebook.nodes)
        EXPECT_FALSE(has_words(node.shape)) << node.shape;
    for (const char* line :
         {"- 📜 [가](나](다) 라 마 (바)) 사\n", "<summary 가나다\n", "<details 가나다\n",
          "| [가](나 \"다\" 라) | 마 |\n", "- 📜 [가](<나> 다)\n", "1. [x] 📜 [가](나 'ㄷ' 라)\n",
          "- 📜 가 [나](https://a.org \"다\") 라\n", "</details 가>나\n", "- [가] 📜 [나](다)\n"}) {
        const Parsed parsed = parse(line);
        EXPECT_FALSE(has_words(parsed.notebook.nodes[0].shape)) << line;
        EXPECT_EQ(render(parsed.notebook), line);
    }
}

TEST(Parse, OtherFormsOfEntries) {
    const Parsed parsed = parse(
        "# 기록\n## 3월\n### 1주차\n"
        "* 📜[Google] : [Gemma](https://e.org/g) - 공개 모델\n"
        "- [ ] 📜 [할 일](<https://e.org/a b> \"따옴표\")\n"
        "+ 📜 **[굵은 제목](https://e.org/b)**\n"
        "1. 📜 https://e.org/bare 뒤의 말\n"
        "- 📜 [제목만]\n"
        "-📜 [A] & [B] 링크 없는 제목\n"
        "- 📜 [깨진 [제목](https://e.org/c)\n");
    const auto item = [&](std::size_t line) -> const Node& {
        return parsed.notebook.nodes[line - 1];
    };
    for (std::size_t line = 4; line <= 10; ++line)
        EXPECT_EQ(item(line).role, Role::kItem) << line;
    EXPECT_EQ(item(4)[Field::kOrg], "Google");
    EXPECT_EQ(item(4)[Field::kText], "공개 모델");
    EXPECT_EQ(item(5)[Field::kUrl], "https://e.org/a b");
    EXPECT_EQ(item(5)[Field::kText], "따옴표");
    EXPECT_EQ(item(6)[Field::kTitle], "굵은 제목");
    EXPECT_EQ(item(7)[Field::kUrl], "https://e.org/bare");
    EXPECT_EQ(item(7)[Field::kText], "뒤의 말");
    EXPECT_EQ(item(8)[Field::kTitle], "제목만");
    EXPECT_EQ(item(9)[Field::kOrg], std::string("A") + kPartSeparator + "B");
    EXPECT_EQ(item(9)[Field::kTitle], "링크 없는 제목");
    EXPECT_EQ(item(10)[Field::kTitle], "깨진 [제목");
}

// Each line an entry that is broken or odd in its own way: organization | title | url | text.
TEST(Parse, BrokenEntriesAreReadAsTheyAreMeant) {
    const std::pair<const char*, const char*> lines[] = {
        {"- 📜 [갑] [제목] (https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- 📜 [갑] [제목](https://a.org/x", "갑|제목|https://a.org/x|"},
        {"- 📜 [갑] [제목 ] 남음](https://a.org/x)", "갑|제목 ] 남음|https://a.org/x|"},
        {"- 📜 [갑] 제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- 📜 [갑] 제목 하나: https://a.org/x 뒤", "갑|제목 하나|https://a.org/x|뒤"},
        {"- 📜 [갑] 제목 [코드](https://a.org/x) 뒤", "갑|제목|https://a.org/x|코드 뒤"},
        {"- 📜🧑🏻‍💻 [갑] [제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- **📜** [갑] **[제목](https://a.org/x)**", "갑|제목|https://a.org/x|"},
        {"- [갑] 📜 [제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- 📜 : [갑]: [제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- 📜 \"[제목](https://a.org/x)", "|제목|https://a.org/x|"},
        {"-\t📜\t[갑]\t[제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
        {"- 📜 [갑] [`제목` (1) [2]](https://a.org/x_(1))",
         "갑|`제목` (1) [2]|https://a.org/x_(1)|"},
        {"📜 [갑] [제목](https://a.org/x)", "갑|제목|https://a.org/x|"},
    };
    for (const auto& [line, wanted] : lines) {
        const Parsed parsed = parse("### 1주차\n" + std::string(line) + "\n");
        const Node& node = parsed.notebook.nodes[1];
        std::string text;
        for (const auto part : parts_of(node, Field::kText))
            text += (text.empty() ? "" : " ") + std::string(part);
        EXPECT_EQ(node.role, Role::kItem) << line;
        EXPECT_EQ(node.kind, "paper") << line;
        EXPECT_EQ(
            node[Field::kOrg] + "|" + node[Field::kTitle] + "|" + node[Field::kUrl] + "|" + text,
            wanted)
            << line;
    }
}

TEST(Parse, AnEmojiThatNobodyExplainsIsAMarkOnlyBeforeALink) {
    const Parsed parsed = parse(
        "- 🐙 [갑] [제목](https://a.org)\n  - 🔗 https://b.org\n  - 🐙 노트\n  - 🤔 왜일까\n"
        "- 🤔 [생각](https://c.org)\n");
    EXPECT_EQ(parsed.notebook.nodes[0].role, Role::kItem);
    EXPECT_EQ(parsed.notebook.nodes[0].kind, "");
    EXPECT_EQ(parsed.notebook.nodes[0][Field::kOrg], "갑");
    EXPECT_EQ(parsed.notebook.nodes[1].role, Role::kSubItem);
    EXPECT_EQ(parsed.notebook.nodes[2][Field::kText], "🐙 노트");
    EXPECT_EQ(parsed.notebook.nodes[3].role, Role::kNote);
    EXPECT_EQ(parsed.notebook.nodes[4].kind, "interesting");
}

TEST(Parse, HeadingsUnderAnEntryAreItsWords) {
    const Parsed parsed =
        parse("- 📜 [가](https://a.org)\n  ### 참고\n  - 노트\n  ## 2주차\n# 다음\n");
    EXPECT_EQ(role_at(parsed, 2), Role::kText);
    EXPECT_EQ(parsed.notebook.nodes[1].level, 1);
    EXPECT_EQ(role_at(parsed, 3), Role::kNote);
    EXPECT_EQ(role_at(parsed, 4), Role::kWeek);
    EXPECT_EQ(role_at(parsed, 5), Role::kTitle);
}

TEST(Parse, AWeekBeginsEvenInsideABoxThatWasLeftOpen) {
    const Parsed parsed = parse(
        "<details><summary>1주차</summary>\n- 📜 [가](https://a.org)\n"
        "  <details><summary>개념</summary>\n    - **가**: 나\n"
        "<details><summary>2주차</summary>\n- 📜 [나](https://b.org)\n  - 노트\n");
    EXPECT_EQ(role_at(parsed, 5), Role::kWeek);
    EXPECT_EQ(role_at(parsed, 6), Role::kItem);
    EXPECT_EQ(role_at(parsed, 7), Role::kNote);
    EXPECT_FALSE(parsed.warnings.empty());
}

// Lines of a hundred thousand bytes that open and never close: time must not grow with the square.
TEST(Parse, HostileLinesTakeLinearTime) {
    for (const char* piece : {"[", "[x](", "`", "[`", "|a", "[a]", "[a] & ", "- 📜 [a][", "**a**: ",
                              "<details>", "<", "📜", "[a](b](c)", "[a](((", "\xC2\xA0 ", "- "}) {
        for (const char* begin : {"- 📜 ", "| [가](나) |", ""}) {
            std::string text = begin;
            while (text.size() < 60'000)
                text += piece;
            const auto start = std::chrono::steady_clock::now();
            const Notebook notebook = parse(text).notebook;
            ASSERT_EQ(render(notebook), text);
            EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20))
                << begin << piece;
        }
    }
}

TEST(Parse, TwoAddressesInOneTargetAreBothKeptAndTold) {
    const Parsed parsed = parse("- 📜 [가](https://a.org](https://b.org))\n");
    EXPECT_EQ(parsed.notebook.nodes[0][Field::kUrl],
              std::string("https://a.org") + kPartSeparator + "https://b.org");
    ASSERT_EQ(parsed.warnings.size(), 1u);
    EXPECT_EQ(parsed.warnings[0].line, 1u);
}

TEST(Parse, LinkListsTablesAndPlainNotes) {
    const Parsed list = parse(
        "# 모음\n## 갈래\n- 갈래의 말\n  - [가](https://a.org) - 설명\n    - 노트\n- [목차](#a)\n");
    EXPECT_EQ(role_at(list, 3), Role::kText);
    EXPECT_EQ(role_at(list, 4), Role::kItem);
    EXPECT_EQ(role_at(list, 5), Role::kNote);
    EXPECT_EQ(role_at(list, 6), Role::kText);

    const Parsed table = parse(
        "| Date | Institute | Paper |\n|---|:-:|---|\n| 2017 | Google | [Attention](https://a.org) "
        "|\n| 말 | 뿐 | 인 줄 |\n");
    EXPECT_EQ(role_at(table, 1), Role::kText);
    EXPECT_EQ(role_at(table, 2), Role::kBlank);
    EXPECT_EQ(role_at(table, 3), Role::kItem);
    EXPECT_EQ(table.notebook.nodes[2][Field::kOrg], "Google");
    EXPECT_EQ(table.notebook.nodes[2][Field::kTitle], "Attention");
    EXPECT_EQ(table.notebook.nodes[2][Field::kText], "2017");
    EXPECT_EQ(role_at(table, 4), Role::kText);

    const Parsed note =
        parse("# 노트 하나\n\n본문이다.\n\n```sh\n# 머리가 아님\n- [코드](x)\n```\n끝\n");
    EXPECT_EQ(role_at(note, 1), Role::kTitle);
    for (const std::size_t line : {3u, 5u, 6u, 7u, 9u})
        EXPECT_EQ(role_at(note, line), Role::kText) << line;
    EXPECT_EQ(role_at(note, 8), Role::kBlank);
}

TEST(Parse, AFenceThatNeverClosesSwallowsNothing) {
    const Parsed parsed = parse("```\n- 📜 [가](https://a.org)\n");
    EXPECT_EQ(role_at(parsed, 2), Role::kItem);
}

TEST(Parse, UnbalancedDetailsAreTold) {
    EXPECT_EQ(parse("</details>\n").warnings.size(), 1u);
    EXPECT_EQ(parse("<details>\n").warnings.size(), 1u);
    const Parsed open = parse(
        "<details><summary>1st week</summary>\n- 📜 [가](https://a.org)\n"
        "  <details><summary>중요 개념</summary>\n    - **가**: 나\n- 📜 [나](https://b.org)\n");
    EXPECT_EQ(role_at(open, 5), Role::kItem);
}

TEST(Parse, TagsMayShareALine) {
    const Parsed parsed = parse(
        "<details><summary>2024년</summary>\n<details open><summary>1주차</summary>\n"
        "- 📜 [가](https://a.org)\n  <details><summary>상자</summary>안의 말</details>\n  - "
        "노트\n</details> 끝말\n");
    EXPECT_EQ(role_at(parsed, 1), Role::kYear);
    EXPECT_EQ(role_at(parsed, 2), Role::kWeek);
    EXPECT_EQ(role_at(parsed, 4), Role::kBox);
    EXPECT_EQ(role_at(parsed, 5), Role::kNote);
    EXPECT_EQ(parsed.notebook.nodes[5][Field::kText], "끝말");
}

std::string random_text(std::mt19937& random, std::string_view base) {
    static constexpr std::string_view kPieces[] = {"- ",
                                                   "📜 ",
                                                   "[가]",
                                                   "(https://a.org)",
                                                   "](",
                                                   "\n",
                                                   "\r\n",
                                                   "  ",
                                                   "\t",
                                                   "<details>",
                                                   "</details>",
                                                   "<summary>",
                                                   "</summary>",
                                                   "# ",
                                                   "1주차",
                                                   "**",
                                                   ": ",
                                                   "|",
                                                   "```",
                                                   "\x1f",
                                                   std::string_view("\0", 1),
                                                   "\x01",
                                                   "\x08",
                                                   "\xff",
                                                   "\xC2\xA0",
                                                   "말",
                                                   "---",
                                                   "- 📜 [가](https://a.org)\n",
                                                   "![",
                                                   "`",
                                                   "\r",
                                                   "2024"};
    std::string text(base);
    const std::size_t edits = 1 + random() % 12;
    for (std::size_t i = 0; i < edits; ++i) {
        const std::size_t at = text.empty() ? 0 : random() % text.size();
        if (random() % 4 == 0 && !text.empty()) {
            text.erase(at, 1 + random() % 9);
        } else {
            text.insert(at, kPieces[random() % std::size(kPieces)]);
        }
    }
    return text;
}

TEST(Parse, GivesEveryByteBackAfterAnyEdit) {
    std::mt19937 random(20241231);
    for (int run = 0; run < 4000; ++run) {
        const std::string text = random_text(random, run % 2 == 0 ? kWeekly : std::string_view());
        const Notebook notebook = parse(text).notebook;
        ASSERT_EQ(render(notebook), text) << "run " << run;
        for (const Node& node : notebook.nodes)
            ASSERT_FALSE(has_words(node.shape)) << "run " << run << "\n" << node.shape;
    }
}

TEST(Parse, GivesEveryByteBackOfNoise) {
    std::mt19937 random(5);
    for (int run = 0; run < 2000; ++run) {
        std::string text(random() % 200, ' ');
        for (char& c : text)
            c = static_cast<char>(random());
        ASSERT_EQ(render(parse(text).notebook), text);
    }
}

// Other people's notebooks: all bytes back, each link list seen as entries.
TEST(Parse, GivesOtherPeoplesNotebooksBack) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    const std::filesystem::path root =
        std::filesystem::path(source ? source : ".") / "../shared/data/archives";
    if (!std::filesystem::exists(root)) {
        std::puts("skipped: no shared data");
        return;
    }
    std::size_t items = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".md") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const Parsed parsed = parse(text);
        ASSERT_EQ(render(parsed.notebook), text) << entry.path();
        for (const Node& node : parsed.notebook.nodes)
            items += node.role == Role::kItem ? 1 : 0;
    }
    EXPECT_GT(items, 2500u);
}

}  // namespace
}  // namespace seogo::notebook
