// Reads item numbers, paths and texts from the command line.
#include "seogo/arguments.h"

#include <charconv>

namespace seogo::cli {

Result<ItemId> item_id(std::string_view text) {
    const std::string_view digits = text.starts_with('#') ? text.substr(1) : text;
    ItemId id = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, id);
    if (error == std::errc() && stopped == end && id > 0) return id;
    return Error{ErrorKind::kBadInput,
                 "an item is named by its number, not \"" + std::string(text) + "\""};
}

std::vector<base::Path> paths_of(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

Result<std::string> text_or_input(const Context& context, const std::string& text) {
    if (text != "-") return text;
    SEOGO_ASSIGN(std::string input, context.read_input());
    if (input.ends_with('\n')) input.pop_back();
    if (input.ends_with('\r')) input.pop_back();
    return input;
}

}  // namespace seogo::cli
