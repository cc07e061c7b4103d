// Gives a heading of the calendar another date in its own words: "1st week" -> "2nd week".
//
// Inner to the module; insert.cpp opens weeks, months and years with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "notebook/calendar.h"

namespace seogo::notebook {

// The text with its year, month and week (those that it names) replaced by those of `wanted`:
// digits keep their width, month names their language, length and case. Nothing where no
// replacement reads back as `wanted`.
std::optional<std::string> renamed(std::string_view text, const CalendarName& wanted);

// "🎉 January" and its like: an emoji for a month (1 to 12), as common notebooks have it.
std::string_view month_emoji(int month);
std::string_view month_name(int month);  // "January"
std::string ordinal(int number);         // "1st", "2nd"

}  // namespace seogo::notebook
