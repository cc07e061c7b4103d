// Calendar names: each way of writing a year, month or week, and headings that only look like one.
#include "notebook/calendar.h"

#include <gtest/gtest.h>

#include <string>

namespace seogo::notebook {
namespace {

std::string read(std::string_view text) {
    const CalendarName name = calendar_name(text);
    std::string out = std::to_string(name.year) + "-" + std::to_string(name.month) + "-" +
                      std::to_string(name.week);
    return name.pure ? out : out + " mixed";
}

TEST(Calendar, ReadsWeeksInBothLanguages) {
    for (const char* text : {"1st week", "Week 1", "1주차", "첫째 주", "첫번째 주", "first week",
                             "W1", "🎉 1st Week", "1 주차", "１주차"}) {
        EXPECT_EQ(read(text), "0-0-1") << text;
    }
    EXPECT_EQ(read("2nd week"), "0-0-2");
    EXPECT_EQ(read("3rd week"), "0-0-3");
    EXPECT_EQ(read("5th week"), "0-0-5");
    EXPECT_EQ(read("다섯째 주"), "0-0-5");
}

TEST(Calendar, ReadsMonthsInBothLanguages) {
    EXPECT_EQ(read("🎉 January"), "0-1-0");
    EXPECT_EQ(read("🎄 December"), "0-12-0");
    EXPECT_EQ(read("Sept"), "0-9-0");
    EXPECT_EQ(read("Feb."), "0-2-0");
    EXPECT_EQ(read("12월"), "0-12-0");
    EXPECT_EQ(read("2025년 1월"), "2025-1-0");
    EXPECT_EQ(read("January 2025"), "2025-1-0");
    EXPECT_EQ(read("2025.01"), "2025-1-0");
}

TEST(Calendar, ReadsWholeDatesOfAWeek) {
    EXPECT_EQ(read("2025-01-w4"), "2025-1-4");
    EXPECT_EQ(read("1월 2주차"), "0-1-2");
    EXPECT_EQ(read("2주차 (1/6 ~ 1/12)"), "0-0-2");
    EXPECT_EQ(read("2024"), "2024-0-0");
    EXPECT_EQ(read("2024년"), "2024-0-0");
}

TEST(Calendar, ReadsNamesBesideDatesAndTags) {
    EXPECT_EQ(read("January (1월)"), "0-1-0");
    EXPECT_EQ(read("4th week (Jan 27 ~ Feb 2)"), "0-0-4");
    EXPECT_EQ(read("1st week of February"), "0-2-1");
    EXPECT_EQ(read("<b>둘째주</b>"), "0-0-2");
    EXPECT_EQ(read("제3주차"), "0-0-3");
    EXPECT_EQ(read("5번째 주"), "0-0-5");
    EXPECT_EQ(read("첫 주"), "0-0-1");
    EXPECT_EQ(read("1주 차"), "0-0-1");
    EXPECT_EQ(read("24년 12월"), "2024-12-0");
    EXPECT_EQ(read("Week 4 - LLM"), "0-0-4 mixed");
    EXPECT_EQ(read("(1월)"), "0-1-0");
    const CalendarName dated = calendar_name("1st week (2025.01.06 ~ 01.12)");
    EXPECT_EQ(dated.year, 0);
    EXPECT_EQ(dated.aside_year, 2025);
    EXPECT_EQ(dated.aside_month, 1);
    EXPECT_TRUE(calendar_name("1월 정리").sure_month);
    EXPECT_TRUE(calendar_name("January papers").sure_month);
    EXPECT_FALSE(calendar_name("May I help").sure_month);
    EXPECT_FALSE(calendar_name("March of machines").sure_month);
}

TEST(Calendar, WordsBesideItAreTold) {
    EXPECT_EQ(read("My study archive 2024"), "2024-0-0 mixed");
    EXPECT_EQ(read("A week of reading"), "0-0-0 mixed");
    EXPECT_EQ(read("GPT 4"), "0-0-0 mixed");
    EXPECT_EQ(read("May I help"), "0-5-0 mixed");
    EXPECT_EQ(read(""), "0-0-0 mixed");
    EXPECT_EQ(read("12"), "0-0-0 mixed");
}

TEST(Calendar, NumbersOutOfRangeNameNothing) {
    EXPECT_EQ(read("13월"), "0-0-0 mixed");
    EXPECT_EQ(read("7th week"), "0-0-0 mixed");
    EXPECT_EQ(read("99999"), "0-0-0 mixed");
    EXPECT_EQ(read("1899"), "0-0-0 mixed");
    EXPECT_EQ(calendar_name(std::string(10'000, '1')).year, 0);
}

}  // namespace
}  // namespace seogo::notebook
