// Years, months and weeks of a notebook as ranges of lines, and the manner in which they are
// opened.
//
// Inner to the module; insert.cpp stands on it.
#pragma once

#include <cstddef>
#include <vector>

#include "notebook/calendar.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

enum class Level : std::uint8_t { kYear = 1, kMonth = 2, kWeek = 3 };

struct Section {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    Level level = Level::kWeek;
    CalendarName name;                  // what its own heading says
    int year = 0, month = 0, week = 0;  // what it stands for, by the headings around it
    bool folded = false;                // in <details>
    std::size_t begin = 0;              // its <details>, or the heading
    std::size_t head = 0;               // the line with its name
    std::size_t end = 0;                // one past its last line
    std::size_t close = kNone;          // its </details>
    std::size_t content_end = 0;        // where more of it can stand: before what closes it and the
                                        // white lines and rules there
};

// In order of their headings.
std::vector<Section> sections_of(const Notebook& notebook);

}  // namespace seogo::notebook
