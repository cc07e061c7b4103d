// The few HTML tags that open and close parts of a notebook, and what stands around them on a line.
//
// Private to notebook/.
#pragma once

#include <string_view>

namespace seogo::notebook {

// `body` begins with the tag (lower case, without ">": "<details"), in any case of letters, and the
// tag closes on this line.
bool starts_with_tag(std::string_view body, std::string_view tag);
// What stands behind the first ">", trimmed.
std::string_view behind_tag(std::string_view body);

// "<summary>words</summary> behind </details>".
struct SummaryLine {
    std::string_view words;
    std::string_view behind;
    bool ends = false;  // its <details> ends on the same line
};
SummaryLine read_summary_line(std::string_view body);

}  // namespace seogo::notebook
