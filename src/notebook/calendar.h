// Names of years, months and weeks as people write them in headings and summaries.
//
// Private to notebook/.
#pragma once

#include <string_view>

namespace seogo::notebook {

// What a heading says of the calendar; 0 where it does not.
struct CalendarName {
    int year = 0;       // 1900 to 2099
    int month = 0;      // 1 to 12
    int week = 0;       // 1 to 6
    bool pure = false;  // nothing but these names stands there (emoji, tags and dates aside)
    // The month is meant as one whatever stands beside it: "1월 정리", "January papers"; not "May
    // I".
    bool sure_month = false;
    // What parentheses behind the name say: "1st week (2025.01.06 ~ 01.12)". For want of better.
    int aside_year = 0, aside_month = 0;
};

// "🎉 January", "12월", "2025년 1월", "2025.01", "1st week", "Week 3", "2주차", "첫째 주",
// "2025-01-w4", "<b>5번째 주</b> (1/27 ~ 2/2)".
CalendarName calendar_name(std::string_view text);

}  // namespace seogo::notebook
