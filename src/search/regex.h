// Regexes over folded text in linear time: no backtracking, so no pattern can hang a search.
//
// Source: Thompson 1968; Cox 2007, "Regular Expression Matching Can Be Simple And Fast", and 2012
// for the trigrams. Sets of steps are kept as states of machines that grow as they are needed.
// Syntax, that of Rust's regex crate as far as one line goes: literals, . , [classes] with ranges,
// ^ and [:alpha:], \d \w \s \D \W \S, \p{L} \p{Hangul} \P{..}, \t \x41 \x{AC00} and the like, ( )
// (?: ) (?<name> ), | , * + ? {m} {m,} {m,n} and their lazy forms, ^ $ \A \z of a line, \b \B.
// (?i) (?m) (?s) (?u) change nothing. A match lies within one line. Case, width and composition do
// not matter (text::fold). Look-around and back-references have no linear-time form: kBadInput.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/trigram_query.h"
#include "search/search.h"

namespace seogo::search {

struct RegexOptions {
    bool literal = false;  // the pattern is text: no sign in it means anything else
    bool word = false;     // no word character stands right before or after a match
};

class Regex {
public:
    static constexpr std::size_t kProgramMax = 2000;  // instructions; repetition multiplies them
    static constexpr std::size_t kDepthMax = 100;     // groups inside groups

    // kBadInput with the character of the pattern (from 1) that is wrong, not supported or too
    // much.
    static Result<Regex> compile(std::string_view pattern, const RegexOptions& options = {});
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    ~Regex();

    // Holds of every text with a match, once folded.
    const index::TrigramQuery& trigrams() const;

    // The methods below are not for two threads at once. Time is at most the text's size times the
    // program's; usually one step a byte, and where every match holds a literal, a look for that.

    // The first line of `text` with a match: its leftmost, longest match, in bytes of `text`.
    std::optional<TextRange> find(std::string_view text) const;
    // The first line at or after byte `from` with a match, without its line break. `folded`: lines
    // of folded text; `from`: where a line begins, or its size.
    std::optional<TextRange> next_line(std::string_view folded, std::size_t from) const;
    // Matches in one line, by rising begin, none within another, in bytes of `line`; empty ones are
    // left out. Beyond kMatchesMax, or where they cost more than a few passes over the line, the
    // rest is left out too.
    std::vector<TextRange> matches_in(std::string_view line) const;
    static constexpr std::size_t kMatchesMax = 1000;

    // Steps and characters visited since compile: what tests hold to the promise of linear time.
    std::uint64_t work() const;

private:
    struct Machines;
    explicit Regex(std::unique_ptr<Machines> machines);
    std::unique_ptr<Machines> machines_;
};

}  // namespace seogo::search
