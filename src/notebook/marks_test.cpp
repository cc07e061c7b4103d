// Kind marks: forms with and without joiners are one mark; a legend gives others their meaning.
#include "notebook/marks.h"

#include <gtest/gtest.h>

namespace seogo::notebook {
namespace {

TEST(Emoji, EndWhereTheWordsBegin) {
    EXPECT_EQ(emoji_length("📜 논문"), 4u);
    EXPECT_EQ(emoji_length("🧑🏻‍💻 글"),
              std::string_view("🧑🏻‍💻").size());                    // joined
    EXPECT_EQ(emoji_length("🧑🏻💻 글"), std::string_view("🧑🏻💻").size());  // unjoined
    EXPECT_EQ(emoji_length("🗞️ 소식"), std::string_view("🗞️").size());
    EXPECT_EQ(emoji_length("→ 화살표"), 0u);
    EXPECT_EQ(emoji_length("글"), 0u);
    EXPECT_EQ(emoji_length(""), 0u);
}

TEST(KindMarks, FormsOfOneMarkAreOneKind) {
    const KindMarks marks;
    for (const char* mark : {"🧑🏻‍💻", "🧑🏻💻", "🧑‍💻", "👩🏽‍💻", "💻"})
        EXPECT_EQ(marks.kind_of(mark), "dev") << mark;
    EXPECT_EQ(marks.kind_of("📜"), "paper");
    EXPECT_EQ(marks.kind_of("🗞️"), "news");
    EXPECT_EQ(marks.kind_of("🗞"), "news");
    EXPECT_EQ(marks.kind_of("🤪"), "interesting");
    EXPECT_FALSE(marks.kind_of("📊"));
}

TEST(KindMarks, LearnFromALegend) {
    KindMarks marks;
    marks.learn("🦊", "Paper link");
    marks.learn("🐢", "개발 블로그, 저장소");
    marks.learn("🐝", "뉴스");
    marks.learn("🐸", "Interesting");
    marks.learn("🐌", "느린 것");
    EXPECT_EQ(marks.kind_of("🦊"), "paper");
    EXPECT_EQ(marks.kind_of("🐢"), "dev");
    EXPECT_EQ(marks.kind_of("🐝"), "news");
    EXPECT_EQ(marks.kind_of("🐸"), "interesting");
    EXPECT_EQ(marks.kind_of("🐌"), "");
    marks.learn("📜", "역사");  // says nothing of a kind: the usual one stays
    EXPECT_EQ(marks.kind_of("📜"), "paper");
}

TEST(KindMarks, SomeAreMarksOnlyBeforeALink) {
    KindMarks marks;
    EXPECT_EQ(marks.kind_of("🤔"), "interesting");
    EXPECT_FALSE(marks.is_sure("🤔"));
    EXPECT_TRUE(marks.is_sure("📜"));
    EXPECT_TRUE(marks.is_sure("🧑🏻‍💻"));
    EXPECT_FALSE(marks.is_sure("🐙"));
    marks.learn("🤔", "흥미로운 글");
    EXPECT_TRUE(marks.is_sure("🤔"));
}

TEST(KindMarks, MeaningsSpeakOfAKindByTheFirstWordThatDoes) {
    EXPECT_EQ(kind_meant("Paper link"), "paper");
    EXPECT_EQ(kind_meant("Developer blog & Github link & HuggingFace"), "dev");
    EXPECT_EQ(kind_meant("뉴스 기사"), "news");
    EXPECT_EQ(kind_meant("재미있는 논문"), "interesting");
    EXPECT_EQ(kind_meant("ＮＥＷＳ"), "news");
    EXPECT_EQ(kind_meant("기타"), "");
    EXPECT_EQ(kind_meant(""), "");
}

}  // namespace
}  // namespace seogo::notebook
