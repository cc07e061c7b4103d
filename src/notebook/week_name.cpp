// Names of weeks on the command line and in lists: "2025-01-w4".
#include <cstdio>

#include "notebook/edit.h"

namespace seogo::notebook {
namespace {

// Digits at the start of `text`, taken off it; -1 where there are none or too many.
int take_number(std::string_view& text, std::size_t digits_max) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        if (digits == digits_max) return -1;
        value = value * 10 + (text[digits] - '0');
        ++digits;
    }
    text.remove_prefix(digits);
    return digits == 0 ? -1 : value;
}

bool take(std::string_view& text, char wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

Result<WeekName> week_from_name(std::string_view name) {
    const Error error{ErrorKind::kBadInput,
                      "\"" + std::string(name) +
                          "\" names no week; the form is 2025-01-w4 (01-w4, w4 in a notebook "
                          "without years or months)"};
    WeekName week;
    std::string_view rest = name;
    if (rest.size() > 4 && rest[4] == '-') {
        week.year = take_number(rest, 4);
        if (week.year < 1900 || week.year > 2099 || !take(rest, '-')) return error;
    }
    if (week.year != 0 || !rest.starts_with('w')) {
        week.month = take_number(rest, 2);
        if (week.month < 1 || week.month > 12 || !take(rest, '-')) return error;
    }
    if (!take(rest, 'w')) return error;
    week.week = take_number(rest, 1);
    if (week.week < 1 || week.week > 6 || !rest.empty()) return error;
    return week;
}

std::string week_name(WeekName week) {
    char text[48];
    int length = 0;
    if (week.year != 0) {
        length =
            std::snprintf(text, sizeof text, "%04d-%02d-w%d", week.year, week.month, week.week);
    } else if (week.month != 0) {
        length = std::snprintf(text, sizeof text, "%02d-w%d", week.month, week.week);
    } else {
        length = std::snprintf(text, sizeof text, "w%d", week.week);
    }
    return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace seogo::notebook
