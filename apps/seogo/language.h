// Korean or English: which language the program speaks, and words given in both.
#pragma once

#include <cstdint>
#include <string_view>

namespace seogo::cli {

enum class Language : std::uint8_t { kEnglish, kKorean };

// Words of the program itself (help, labels), written beside each other so that none is missing.
struct Text {
    std::string_view en{}, ko{};
    std::string_view in(Language language) const { return language == Language::kKorean ? ko : en; }
};

// "ko", "ko_KR.UTF-8" and the like are Korean; every other locale name is English.
Language language_of_locale(std::string_view locale);

}  // namespace seogo::cli
