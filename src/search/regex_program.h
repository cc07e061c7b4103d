// A regex pattern as instructions of a small machine: what compiling yields and matching runs.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::search {

struct CharRange {
    char32_t low = 0, high = 0;  // both included
};

enum class RegexOp : std::uint8_t { kChar, kSplit, kLineBegin, kLineEnd, kMatch };

struct RegexStep {
    RegexOp op = RegexOp::kMatch;
    std::uint32_t next = 0;   // of all but kMatch
    std::uint32_t other = 0;  // of kSplit
    std::uint32_t chars = 0;  // of kChar: index into RegexProgram::classes
};

struct RegexProgram {
    std::vector<RegexStep> steps;
    std::vector<std::vector<CharRange>> classes;  // ranges sorted, apart
    std::uint32_t start = 0;
};

// See Regex::compile.
Result<RegexProgram> compile_regex(std::string_view pattern);

}  // namespace seogo::search
