// Runs regex code over lines of folded text: sets of steps, each kept as a state once seen.
//
// Source: Cox 2007 and 2010 (lazily built automata with bounded memory). What stands right before
// and after a place (^ $ \b) is known when the next character is looked at: each transition says
// whether a match ended before that character.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/regex_program.h"

namespace seogo::search {

// Which of a few kinds is a character? Characters that no class of the program tells apart are one.
class Alphabet {
public:
    explicit Alphabet(const RegexProgram& program);

    std::uint32_t size() const { return kinds_; }
    std::uint32_t kind_of(char32_t c) const {
        return cells_[std::size_t{pages_[c >> kPageBits]} << kPageBits | (c & (kPageSize - 1))];
    }
    bool has(std::uint32_t kind, std::uint32_t class_number) const {
        return members_[class_number][kind];
    }
    // Whether all kinds of characters from `low` to `high` are in the set (by kind).
    bool all_within(char32_t low, char32_t high, const std::vector<bool>& kinds) const;
    bool is_word(std::uint32_t kind) const { return !word_.empty() && word_[kind]; }

private:
    static constexpr unsigned kPageBits = 8;
    static constexpr std::size_t kPageSize = std::size_t{1} << kPageBits;
    static constexpr std::size_t kPages = (text::kLastCodePoint >> kPageBits) + 1;

    void fill(const std::vector<char32_t>& starts, const std::vector<std::uint32_t>& kinds);

    std::uint32_t kinds_ = 0;
    std::array<std::uint16_t, kPages> pages_{};
    std::vector<bool> uniform_;               // by page of the cells: of one kind throughout
    std::vector<std::uint16_t> cells_;        // by page, by place in it
    std::vector<std::vector<bool>> members_;  // by class, by kind
    std::vector<bool> word_;                  // by kind
};

// Begin of a match: anywhere in what is read, or only where reading begins.
enum class RegexStart : bool { kAnywhere, kHere };

class RegexMachine {
public:
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    // Borrows both. `code`: program.forward or program.backward.
    RegexMachine(const RegexCode& code, const Alphabet& alphabet, RegexStart start);

    // Of forward code. Lines are valid UTF-8 without line breaks.
    bool matches(std::string_view line);
    // Of forward code that starts here: the furthest end of a match that begins at `begin`;
    // kNowhere without one. `read`: raised by the bytes looked at.
    std::size_t furthest_end(std::string_view line, std::size_t begin, std::size_t& read);
    // Of backward code: for each place of the line (0 to its size), whether a match begins there.
    void mark_begins(std::string_view line, std::vector<bool>& begins);

    std::uint64_t work() const { return work_; }

private:
    static constexpr std::int32_t kUnknown = -1;
    static constexpr std::int32_t kNone = -2;
    using Steps = std::vector<std::uint32_t>;  // sorted
    // What a state remembers of the character before it.
    struct Side {
        bool line_begin = false;
        bool word_before = false;
    };
    struct State {
        Steps steps;  // those that wait: kChar, kMatch, and assertions not decided yet
        Side side;
    };
    struct StepsHash {
        std::size_t operator()(const Steps& steps) const;
    };
    // The side after, known once the next character is.
    struct Place {
        Side before;
        bool line_end = false;
        bool word_after = false;
        bool decided = true;  // false: assertions stay as they are
    };
    // Bit 0: a match ended before the character; the others: the state after it. Negative: unknown.
    using Transition = std::int32_t;

    std::int32_t first_state(Side side);
    std::int32_t state_of(Steps steps, Side side);
    Transition follow(std::int32_t& state, std::uint32_t column);
    Transition next(std::int32_t& state, std::uint32_t column) {
        const Transition known = table_[static_cast<std::size_t>(state) * columns_ + column];
        return known >= 0 ? known : follow(state, column);
    }
    void reach(std::uint32_t from, const Place& place, Steps& out);
    static bool holds(Assertion assertion, const Place& place);
    void begin_visit();
    void forget_all();
    void find_idle_bytes();

    const RegexCode& code_;
    const Alphabet& alphabet_;
    RegexStart start_;
    std::uint32_t columns_;  // kinds, and one for the end of the line
    std::size_t states_max_;
    bool uses_line_begin_ = false, uses_words_ = false;
    std::vector<State> states_;
    std::vector<Transition> table_;
    // By line_begin + 2 * word_before, the state where reading begins; kUnknown until it is needed.
    std::array<std::int32_t, 4> first_states_{kUnknown, kUnknown, kUnknown, kUnknown};
    // Bytes at which `idle_state_` begins a character that leaves it as it is, without a match:
    // where nothing is under way, whole stretches of text are passed over by this table alone.
    std::array<bool, 256> idle_{};
    std::int32_t idle_state_ = kUnknown;                        // kNone: it costs too much to know
    std::unordered_map<Steps, std::int32_t, StepsHash> known_;  // steps, then the side
    std::vector<std::uint32_t> visited_;  // by step: the visit that saw it last
    std::uint32_t visit_ = 0;
    Steps stack_;
    std::uint64_t work_ = 0;
};

}  // namespace seogo::search
