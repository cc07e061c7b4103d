// Markdown seen lightly: what a text calls itself.
#pragma once

#include <string>
#include <string_view>

namespace seogo::doc {

// What to call a text: front matter `title:`, else its first heading (ATX or setext), else its
// first line with words (cut at 120 bytes, never inside a character), else the file name of
// `source` without its extension, else "". Inline marks (emphasis, code, links) are left out of
// headings and lines; a heading or a `title:` is cut at 400 bytes.
std::string title_of(std::string_view text, std::string_view source);

}  // namespace seogo::doc
