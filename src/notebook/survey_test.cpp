// The first look: what manner of notebook a text is, where code stands, what legends say; and tags.
#include "notebook/survey.h"

#include <gtest/gtest.h>

#include <string>

#include "notebook/parse.h"
#include "notebook/tags.h"

namespace seogo::notebook {
namespace {

// "." text, "`" fence, "c" code, for each line.
std::string code_of(std::string_view text) {
    std::string out;
    for (const CodeLine line : survey(text).code)
        out += line == CodeLine::kNone ? '.' : line == CodeLine::kFence ? '`' : 'c';
    return out;
}

TEST(Fences, CloseWithTheirOwnKindAtLeastAsLong) {
    EXPECT_EQ(code_of("a\n```sh\nb\n```\nc\n"), ".`c`.");
    EXPECT_EQ(code_of("````\n```\n~~~~\n````\n"), "`cc`");
    EXPECT_EQ(code_of("~~~\n```\n~~~\n"), "`c`");
    EXPECT_EQ(code_of("```\n``` sh\n```\n"), "`c`");
}

TEST(Fences, OpenNothingThatNothingCloses) {
    EXPECT_EQ(code_of("```\na\n"), "..");
    EXPECT_EQ(code_of("````\na\n```\nb\n"), "....");
    EXPECT_EQ(code_of("```a`b```\nc\n```\nd\n```\n"), "..`c`");
    EXPECT_EQ(code_of("``\na\n``\n"), "...");
}

TEST(Fences, UnderABulletEndWithTheBullet) {
    EXPECT_EQ(code_of("- a\n  ```\n  b\n- c\n  ```\n  d\n  ```\n"), ".`c.`c`");
    EXPECT_EQ(code_of("  ```\nb\n\n  ```\n"), "`cc`");  // code that merely stands too far left
}

TEST(Survey, TellsWeeklyNotebooksFromNotes) {
    EXPECT_TRUE(survey("### 1주차\n- [가](https://a.org)\n").weekly);
    EXPECT_TRUE(survey("<details><summary>2nd week</summary>\n").weekly);
    EXPECT_FALSE(survey("# 모음\n- [가](https://a.org)\n").weekly);
    const std::string prose = "긴 글이 여러 줄에 걸쳐 이어지고 링크는 끝에 몇 개만 있다.\n\n";
    EXPECT_TRUE(survey("# 노트\n" + prose + prose + "- [가](https://a.org)\n").one_note);
    EXPECT_FALSE(survey("# 모음\n" + prose +
                        "- [가 나 다 라](https://a.org): 이 모음의 첫째 것\n"
                        "- [마 바 사 아](https://b.org): 둘째\n")
                     .one_note);
    EXPECT_FALSE(survey("# 노트\n" + prose + prose + "- 📜 [가](https://a.org)\n").one_note);
    EXPECT_FALSE(survey("### 1주차\n" + prose + prose + "- [가](https://a.org)\n").one_note);
}

TEST(Survey, AOneNoteFileHasNoEntries) {
    const std::string note =
        "# 색인\n\n본문이 길게 이어진다. 본문이 길게 이어진다. 본문이 길게 이어진다.\n\n"
        "## 참고\n- [가](https://a.org)\n| [표](https://b.org) |\n";
    for (const Node& node : parse(note).notebook.nodes)
        EXPECT_NE(node.role, Role::kItem) << node.shape;
}

std::string legend_of(std::string_view line) {
    std::string out;
    for (const LegendPart& part : read_legend_line(line))
        out += std::string(part.mark) + "=" + std::string(part.meaning) + ";";
    return out;
}

TEST(Legend, IsReadInItsManyForms) {
    EXPECT_EQ(legend_of("📜: Paper link"), "📜=Paper link;");
    EXPECT_EQ(legend_of("🧑🏻‍💻 : 개발 글"), "🧑🏻‍💻=개발 글;");
    EXPECT_EQ(legend_of("🦊：논문"), "🦊=논문;");
    EXPECT_EQ(legend_of("📜: 논문 / 🗞️: News, 🐢 : 느린 것"), "📜=논문;🗞️=News;🐢=느린 것;");
    EXPECT_EQ(legend_of("🐝 = 뉴스"), "🐝=뉴스;");
    EXPECT_EQ(legend_of("🎉 - 축하"), "");  // a mark without a colon must speak of a kind
    EXPECT_EQ(legend_of("📜: [제목](https://a.org)"), "");
    EXPECT_EQ(legend_of("📜 논문"), "");
    EXPECT_EQ(legend_of("글: 말"), "");
    EXPECT_EQ(legend_of(""), "");
}

TEST(Legend, CountsWhereverItStands) {
    const Parsed parsed = parse("### 1주차\n- 🦊 [가](https://a.org)\n\n🦊: 논문\n");
    EXPECT_EQ(parsed.notebook.nodes[1].kind, "paper");
}

TEST(Tags, AreKnownInAnyCaseAndOnlyWhole) {
    EXPECT_TRUE(starts_with_tag("<Details open>", "<details"));
    EXPECT_TRUE(starts_with_tag("<br/>", "<br"));
    EXPECT_FALSE(starts_with_tag("<detailsx>", "<details"));
    EXPECT_FALSE(starts_with_tag("<details 말", "<details"));
    EXPECT_FALSE(starts_with_tag("<details", "<details"));
    EXPECT_EQ(behind_tag("<br> 말 "), "말");
    EXPECT_EQ(behind_tag("<br"), "");
}

TEST(Tags, SummariesAreCutAtTheirEnds) {
    const SummaryLine whole = read_summary_line("<summary> 말 </SUMMARY> 뒤 </Details>");
    EXPECT_EQ(whole.words, "말");
    EXPECT_EQ(whole.behind, "뒤");
    EXPECT_TRUE(whole.ends);
    const SummaryLine open = read_summary_line("<summary>끝없는 말");
    EXPECT_EQ(open.words, "끝없는 말");
    EXPECT_EQ(open.behind, "");
    EXPECT_FALSE(open.ends);
}

}  // namespace
}  // namespace seogo::notebook
