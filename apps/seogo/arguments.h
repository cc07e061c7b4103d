// Arguments that several commands read: item numbers, weeks, paths, texts that may come from stdin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "base/error.h"
#include "seogo/context.h"

namespace seogo::cli {

inline constexpr std::string_view kKinds = "paper dev news interesting";

Result<ItemId> item_id(std::string_view text);  // "12" or "#12"

std::vector<base::Path> paths_of(const std::vector<std::string>& texts);

// The text itself; for "-" what standard input gives, without its last line break.
Result<std::string> text_or_input(const Context& context, const std::string& text);

}  // namespace seogo::cli
