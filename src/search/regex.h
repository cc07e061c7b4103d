// Regexes over folded text in linear time: no backtracking, so no pattern can hang a search.
//
// Source: Thompson 1968; Cox 2007, "Regular Expression Matching Can Be Simple And Fast". The set
// of states after each character is kept as one state of a machine that grows as it is needed.
// Subset: literals, . , [classes] with ranges and ^, \d \w \s \D \W \S, ( ) and (?: ), | , * + ?
// {m} {m,} {m,n}, ^ and $ (of a line). A match lies within one line. Case, width and composition
// do not matter (text::fold). Look-around and back-references have no linear-time form: kBadInput.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "search/search.h"

namespace seogo::search {

class Regex {
public:
    static constexpr std::size_t kProgramMax = 2000;  // instructions; repetition multiplies them
    static constexpr std::size_t kDepthMax = 100;     // groups inside groups

    // kBadInput with the character of the pattern (from 1) that is wrong, not supported or too
    // much.
    static Result<Regex> compile(std::string_view pattern);
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    ~Regex();

    // The first line of `text` with a match: its leftmost, longest match, in bytes of `text`. Time
    // is at most text.size() * program size; usually one step a byte. Not from two threads at once.
    std::optional<TextRange> find(std::string_view text) const;

private:
    struct Machine;
    explicit Regex(std::unique_ptr<Machine> machine);
    std::unique_ptr<Machine> machine_;
};

}  // namespace seogo::search
