// A first look over a whole text: what manner of notebook it is, where its code stands, its legend.
//
// Private to notebook/.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "notebook/marks.h"

namespace seogo::notebook {

enum class CodeLine : std::uint8_t { kNone, kFence, kInside };

struct Survey {
    // For each line. A fence opens code only where another of its kind closes it; code that is
    // indented under a bullet ends with the bullet (CommonMark 0.31, 4.5 "Fenced code blocks").
    std::vector<CodeLine> code;
    KindMarks marks;        // with the legend's, wherever it stands
    bool weekly = false;    // a heading or summary names a week
    bool one_note = false;  // prose with a few links at most: nothing in it is an entry
};
Survey survey(std::string_view text);

// "📜: Paper link / 🗞️: News" of a legend: each mark with what it means. Empty: no legend.
struct LegendPart {
    std::string_view mark;
    std::string_view meaning;
};
std::vector<LegendPart> read_legend_line(std::string_view body);

}  // namespace seogo::notebook
