// Particles and endings: what is stripped, what only looks like one, and what a run is alone.
#include "text/particles.h"

#include <gtest/gtest.h>

#include <string>

#include "text/analyzer.h"

namespace seogo::text {
namespace {

struct Case {
    const char* run;
    const char* stem;
};

void expect_stripped(std::initializer_list<Case> cases) {
    for (const Case& c : cases)
        EXPECT_EQ(strip_particles(c.run), c.stem) << c.run;
}

TEST(Particles, AreStripped) {
    expect_stripped({{"임베딩을", "임베딩"}, {"임베딩이", "임베딩"},   {"임베딩은", "임베딩"},
                     {"임베딩의", "임베딩"}, {"임베딩에서", "임베딩"}, {"임베딩으로", "임베딩"},
                     {"임베딩과", "임베딩"}, {"임베딩에", "임베딩"},   {"임베딩만", "임베딩"},
                     {"임베딩도", "임베딩"}, {"문서를", "문서"},       {"문서가", "문서"},
                     {"문서는", "문서"},     {"문서로", "문서"},       {"문서와", "문서"},
                     {"모델로", "모델"},     {"사람에게", "사람"},     {"사람한테서", "사람"},
                     {"사람처럼", "사람"},   {"사람보다", "사람"},     {"해마다", "해"},
                     {"처음부터", "처음"},   {"마지막까지", "마지막"}, {"이것조차", "이것"}});
}

TEST(Particles, OneBehindAnotherAreStripped) {
    expect_stripped({{"학교에서는", "학교"},
                     {"학교에서도", "학교"},
                     {"학교에서부터", "학교"},
                     {"친구에게서도", "친구"},
                     {"지금까지도", "지금"},
                     {"서울로부터", "서울"},
                     {"사람으로부터의", "사람"},
                     {"문서마다의", "문서"},
                     {"집에서만이", "집"}});
}

TEST(Particles, EndingsAreStripped) {
    expect_stripped({{"검색하는", "검색"},
                     {"검색한다", "검색"},
                     {"검색했다", "검색"},
                     {"검색하였다", "검색"},
                     {"검색하여", "검색"},
                     {"학습된", "학습"},
                     {"학습되었다", "학습"},
                     {"개발되는", "개발"},
                     {"누구인가", "누구"},
                     {"무엇인가요", "무엇"},
                     {"문제입니다", "문제"},
                     {"수도였다", "수도"},
                     {"회사이다", "회사"},
                     {"모델이라는", "모델"},
                     {"발전시킨", "발전"},
                     {"중요한", "중요"}});
}

TEST(Particles, OneSyllableStaysBeforeSomeOfThem) {
    expect_stripped({{"책을", "책"},
                     {"책은", "책"},
                     {"집에서", "집"},
                     {"땅으로", "땅"},
                     {"물에", "물"},
                     {"새를", "새"},
                     {"뜻의", "뜻"},
                     {"꽃도", "꽃"},
                     {"값과", "값"}});
}

TEST(Particles, NounsThatEndLikeOneAreLeftWhole) {
    for (const char* noun :
         {"나이", "아이", "바다", "종이", "회의", "강도", "정도", "제도", "고도", "마을", "가을",
          "노을", "겨를", "누에", "기와", "국가", "평가", "주의", "결과", "효과", "도로", "경로",
          "하나", "대만", "불만", "높이", "깊이", "같이", "속도", "온도", "의의", "이란", "보다"}) {
        EXPECT_EQ(strip_particles(noun), noun);
    }
}

TEST(Particles, ThatDoNotAgreeAreLeft) {
    for (const char* run : {"문서을", "문서은", "학교과", "모델를", "모델는", "전문가", "소설가"})
        EXPECT_EQ(strip_particles(run), run);
}

TEST(Particles, StrippingKeepsAPrefixThatIsNotEmpty) {
    for (const char* run :
         {"는", "에서", "에서는", "은는이가", "을을을을", "하다", "ㅋㅋㅋ은", "이다"}) {
        const auto stem = strip_particles(run);
        EXPECT_FALSE(stem.empty()) << run;
        EXPECT_TRUE(std::string_view(run).starts_with(stem)) << run;
    }
    EXPECT_EQ(strip_particles(""), "");
    EXPECT_EQ(strip_particles("\u1112\u1161\u11A8\u1100\u116D\u1105\u1173\u11AF"),  // NFD 학교를
              "\u1112\u1161\u11A8\u1100\u116D");
}

TEST(Particles, ARunThatIsOneIsKnown) {
    for (const auto* run : {u"로", u"를", u"에서는", u"으로부터", u"입니다", u"까지도", u"이라는"})
        EXPECT_TRUE(is_particle(run));
    for (const auto* run : {u"기반", u"모델", u"년", u"회의", u"검색을", u"나무"})
        EXPECT_FALSE(is_particle(run));
}

TEST(Particles, ShortNounsAreSuspected) {
    for (const auto* run : {u"책이", u"종이", u"회의", u"책도", u"물과", u"책이다", u"집에서만"})
        EXPECT_TRUE(may_be_short_noun(run));
    for (const auto* run : {u"책", u"나이", u"검색", u"책상에서"})
        EXPECT_FALSE(may_be_short_noun(run));
}

}  // namespace
}  // namespace seogo::text
