// An address in the form in which two spellings of one page are equal.
//
// Inner to the module; match.cpp knows entries by it.
#pragma once

#include <string>
#include <string_view>

namespace seogo::notebook {

// Without scheme, "www.", tracking parameters (utm_*, fbclid, ...) and the slash at the end; the
// host in lower case. Never fetched, only compared. "" for "".
std::string url_key(std::string_view url);

}  // namespace seogo::notebook
