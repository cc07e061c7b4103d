// A regex pattern as instructions of a small machine: what compiling yields and matching runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "search/regex_tree.h"
#include "text/code_point_set.h"

namespace seogo::search {

enum class RegexOp : std::uint8_t { kChar, kSplit, kAssert, kMatch };

struct RegexStep {
    RegexOp op = RegexOp::kMatch;
    Assertion assertion = Assertion::kLineBegin;  // of kAssert
    std::uint32_t next = 0;                       // of all but kMatch
    std::uint32_t other = 0;                      // of kSplit
    std::uint32_t chars = 0;                      // of kChar: index into RegexProgram::classes
};

// Instructions that read a line in one direction.
struct RegexCode {
    std::vector<RegexStep> steps;
    std::uint32_t start = 0;
};

struct RegexProgram {
    RegexCode forward;
    RegexCode backward;  // the same matches from their ends: begin and end of a line are swapped
    std::vector<text::CodePointSet> classes;  // each once
    std::optional<std::uint32_t> word_class;  // of assertions about words, where there are any
};

// `pattern`: for messages alone. kBadInput where the program would grow beyond
// Regex::kProgramMax; a set of many ranges weighs as several steps, as it does when it is run.
Result<RegexProgram> lay_out_regex(const RegexNode& root, std::string_view pattern);

}  // namespace seogo::search
