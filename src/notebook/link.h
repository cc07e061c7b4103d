// Markdown links as people write them: [text](target), with brackets inside and targets that break.
//
// Private to notebook/.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace seogo::notebook {

// Length of the bracket group at the start of `text`, brackets included; 0 where it does not close.
// Inner brackets nest, a backslash guards the next byte, code spans hide what they hold.
std::size_t bracket_length(std::string_view text);

// The target behind a bracket group: "(...)". Views into the text.
struct Target {
    std::size_t length = 0;              // with both parentheses
    std::vector<std::string_view> urls;  // two where one link stands inside another's target
    std::string_view title;              // of (url "title"), without quotes
};
// Unset where `text` does not begin with a target. Parentheses inside a URL nest; where they do not
// close, the target ends at the last one before the first white space, or with its address.
std::optional<Target> target_at(std::string_view text);

// A link in running text: [label](target), <http://...> or a bare address.
struct FoundLink {
    std::size_t begin = 0, end = 0;  // of the whole link
    std::string_view label;          // "" for a bare address
    std::vector<std::string_view> urls;
};
std::vector<FoundLink> links_in(std::string_view text);

// "https://...", "http://...", "www...." at the start: its length, 0 where there is none.
std::size_t address_length(std::string_view text);

}  // namespace seogo::notebook
