// Grows the states of a regex as text asks for them, and forgets them all where they grow many.
#include "search/regex_machine.h"

#include <algorithm>
#include <map>

namespace seogo::search {
namespace {

constexpr std::size_t kTableMax = std::size_t{1} << 20;  // transitions of one machine
constexpr std::size_t kStatesMin = 16, kStatesMax = 2000;

struct Character {
    char32_t value = 0;
    std::size_t length = 1;
};

// Folded text is valid UTF-8, so the first byte tells the length.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (lead < 0xF0) {
        return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
    }
    return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F),
            4};
}

Character character_before(std::string_view text, std::size_t at) {
    std::size_t begin = at - 1;
    while ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return character_at(text, begin);
}

// Which of the rising `starts` lie in the set?
std::vector<std::size_t> starts_within(const std::vector<char32_t>& starts,
                                       const text::CodePointSet& set) {
    std::vector<std::size_t> within;
    for (const text::CodePointRange& range : set) {
        const auto first = std::lower_bound(starts.begin(), starts.end(), range.low);
        for (auto start = first; start != starts.end() && *start <= range.high; ++start)
            within.push_back(static_cast<std::size_t>(start - starts.begin()));
    }
    return within;
}

}  // namespace

// Begins with one kind, and parts each kind in two where a class holds only some of it.
Alphabet::Alphabet(const RegexProgram& program) {
    std::vector<char32_t> starts = {0};
    for (const auto& set : program.classes) {
        for (const text::CodePointRange& range : set) {
            starts.push_back(range.low);
            if (range.high < text::kLastCodePoint) starts.push_back(range.high + 1);
        }
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    std::vector<std::uint32_t> kinds(starts.size(), 0);
    std::vector<std::size_t> sizes = {starts.size()};  // by kind: starts that are of it
    for (const auto& set : program.classes) {
        const std::vector<std::size_t> held = starts_within(starts, set);
        std::map<std::uint32_t, std::size_t> counts;
        for (const std::size_t i : held)
            ++counts[kinds[i]];
        std::map<std::uint32_t, std::uint32_t>
            inside;  // a kind -> what its part in the set becomes
        for (const auto& [kind, count] : counts) {
            if (count == sizes[kind]) continue;
            inside[kind] = static_cast<std::uint32_t>(sizes.size());
            sizes[kind] -= count;
            sizes.push_back(count);
        }
        for (const std::size_t i : held) {
            if (const auto fresh = inside.find(kinds[i]); fresh != inside.end())
                kinds[i] = fresh->second;
        }
    }
    SEOGO_CHECK(sizes.size() <= 0xFFFF);
    kinds_ = static_cast<std::uint32_t>(sizes.size());
    for (const auto& set : program.classes) {
        members_.emplace_back(kinds_, false);
        for (const std::size_t i : starts_within(starts, set))
            members_.back()[kinds[i]] = true;
    }
    if (program.word_class) word_ = members_[*program.word_class];
    fill(starts, kinds);
}

// Pages that are of one kind throughout share their cells.
void Alphabet::fill(const std::vector<char32_t>& starts, const std::vector<std::uint32_t>& kinds) {
    std::map<std::uint32_t, std::uint16_t> uniform;
    std::size_t at = 0;  // the start that holds the code point
    for (std::size_t page = 0; page < kPages; ++page) {
        const auto first = static_cast<char32_t>(page << kPageBits);
        while (at + 1 < starts.size() && starts[at + 1] <= first)
            ++at;
        const auto fresh = static_cast<std::uint16_t>(cells_.size() >> kPageBits);
        const bool is_uniform = at + 1 == starts.size() || starts[at + 1] >= first + kPageSize;
        if (is_uniform) {
            const auto [known, added] = uniform.try_emplace(kinds[at], fresh);
            pages_[page] = known->second;
            if (!added) continue;
        } else {
            pages_[page] = fresh;
        }
        uniform_.push_back(is_uniform);
        for (char32_t c = first; c < first + kPageSize; ++c) {
            while (at + 1 < starts.size() && starts[at + 1] <= c)
                ++at;
            cells_.push_back(static_cast<std::uint16_t>(kinds[at]));
        }
    }
}

bool Alphabet::all_within(char32_t low, char32_t high, const std::vector<bool>& kinds) const {
    for (char32_t c = low; c <= high;) {
        if (!kinds[kind_of(c)]) return false;
        const bool uniform = uniform_[pages_[c >> kPageBits]];
        c = uniform ? ((c >> kPageBits) + 1) << kPageBits : c + 1;
    }
    return true;
}

RegexMachine::RegexMachine(const RegexCode& code, const Alphabet& alphabet, RegexStart start)
    : code_(code),
      alphabet_(alphabet),
      start_(start),
      columns_(alphabet.size() + 1),
      states_max_(std::clamp(kTableMax / columns_, kStatesMin, kStatesMax)),
      visited_(code.steps.size(), 0) {
    for (const RegexStep& step : code.steps) {
        if (step.op != RegexOp::kAssert) continue;
        uses_line_begin_ |= step.assertion == Assertion::kLineBegin;
        uses_words_ |=
            step.assertion != Assertion::kLineBegin && step.assertion != Assertion::kLineEnd;
    }
}

std::size_t RegexMachine::StepsHash::operator()(const Steps& steps) const {
    std::uint64_t hash = steps.size();
    for (const std::uint32_t step : steps) {
        hash = (hash ^ step) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return static_cast<std::size_t>(hash);
}

bool RegexMachine::holds(Assertion assertion, const Place& place) {
    const bool boundary = place.before.word_before != place.word_after;
    switch (assertion) {
        case Assertion::kLineBegin:
            return place.before.line_begin;
        case Assertion::kLineEnd:
            return place.line_end;
        case Assertion::kWordBoundary:
            return boundary;
        case Assertion::kNoWordBoundary:
            return !boundary;
        case Assertion::kNoWordBefore:
            return !place.before.word_before;
        case Assertion::kNoWordAfter:
            return !place.word_after;
    }
    return false;
}

void RegexMachine::begin_visit() {
    if (++visit_ == 0) {
        std::fill(visited_.begin(), visited_.end(), 0);
        visit_ = 1;
    }
}

// Adds `from` and what is reached from it without a character to `out`.
void RegexMachine::reach(std::uint32_t from, const Place& place, Steps& out) {
    stack_.push_back(from);
    while (!stack_.empty()) {
        const std::uint32_t at = stack_.back();
        stack_.pop_back();
        if (visited_[at] == visit_) continue;
        visited_[at] = visit_;
        ++work_;
        const RegexStep& step = code_.steps[at];
        switch (step.op) {
            case RegexOp::kSplit:
                stack_.push_back(step.other);
                stack_.push_back(step.next);
                break;
            case RegexOp::kAssert:
                if (!place.decided) {
                    out.push_back(at);
                } else if (holds(step.assertion, place)) {
                    stack_.push_back(step.next);
                }
                break;
            case RegexOp::kChar:
            case RegexOp::kMatch:
                out.push_back(at);
                break;
        }
    }
}

std::int32_t RegexMachine::state_of(Steps steps, Side side) {
    std::sort(steps.begin(), steps.end());
    if (!uses_line_begin_) side.line_begin = false;
    if (!uses_words_) side.word_before = false;
    Steps key = steps;
    key.push_back(side.line_begin ? 1 : 0);
    key.push_back(side.word_before ? 1 : 0);
    const auto fresh = static_cast<std::int32_t>(states_.size());
    const auto [known, added] = known_.try_emplace(std::move(key), fresh);
    if (!added) return known->second;
    states_.push_back({std::move(steps), side});
    table_.resize(table_.size() + columns_, kUnknown);
    return fresh;
}

void RegexMachine::forget_all() {
    states_.clear();
    table_.clear();
    known_.clear();
    first_states_.fill(kUnknown);
    idle_state_ = kUnknown;
}

std::int32_t RegexMachine::first_state(Side side) {
    if (states_.size() >= states_max_) forget_all();
    const std::size_t which = (side.line_begin ? 1 : 0) + (side.word_before ? 2 : 0);
    if (first_states_[which] == kUnknown) {
        Steps steps;
        begin_visit();
        reach(code_.start, {side, false, false, false}, steps);
        first_states_[which] = state_of(std::move(steps), side);
    }
    return first_states_[which];
}

// The idle state is that of a place within a line where no match has begun. A byte of more than
// ASCII is idle where all characters that it can begin are of kinds that are.
void RegexMachine::find_idle_bytes() {
    constexpr std::uint32_t kKindsMax = 256;
    idle_state_ = kNone;
    if (alphabet_.size() > kKindsMax) return;
    std::int32_t idle = first_state({});
    const std::int32_t first = idle;
    std::vector<bool> stays(alphabet_.size());
    for (std::uint32_t kind = 0; kind < alphabet_.size(); ++kind) {
        stays[kind] = next(idle, kind) == first << 1;
        if (idle != first) return;  // so many states that they were forgotten meanwhile
    }
    idle_.fill(true);  // bytes within a character whose first byte was idle
    for (char32_t c = 0; c < 0x80; ++c)
        idle_[c] = stays[alphabet_.kind_of(c)];
    for (std::uint32_t lead = 0xC2; lead < 0xF5; ++lead) {
        const std::uint32_t bits = lead < 0xE0 ? 6 : lead < 0xF0 ? 12 : 18;
        const std::uint32_t payload = lead & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07);
        const char32_t low = payload << bits;
        const char32_t high = std::min<char32_t>(low + (1u << bits) - 1, text::kLastCodePoint);
        idle_[lead] = alphabet_.all_within(low, high, stays);
    }
    idle_state_ = first;
}

// Works a transition out. `state` changes its number where the states had to be forgotten.
RegexMachine::Transition RegexMachine::follow(std::int32_t& state, std::uint32_t column) {
    if (states_.size() >= states_max_) {
        const State kept = states_[static_cast<std::size_t>(state)];
        forget_all();
        state = state_of(kept.steps, kept.side);
    }
    const bool line_end = column == alphabet_.size();
    const bool word = !line_end && alphabet_.is_word(column);
    const State& from = states_[static_cast<std::size_t>(state)];
    Steps now;
    begin_visit();
    const Place place{from.side, line_end, word, true};
    for (const std::uint32_t step : from.steps)
        reach(step, place, now);
    Steps after;
    bool matched = false;
    begin_visit();
    const Place open{{}, false, false, false};
    for (const std::uint32_t at : now) {
        const RegexStep& step = code_.steps[at];
        if (step.op == RegexOp::kMatch) matched = true;
        if (step.op != RegexOp::kChar || line_end || !alphabet_.has(column, step.chars)) continue;
        reach(step.next, open, after);
    }
    // A match may begin at any character, so the start joins every set.
    if (start_ == RegexStart::kAnywhere && !line_end) reach(code_.start, open, after);
    const std::int32_t to = state_of(std::move(after), {false, word});
    const Transition transition = to << 1 | (matched ? 1 : 0);
    table_[static_cast<std::size_t>(state) * columns_ + column] = transition;
    return transition;
}

bool RegexMachine::matches(std::string_view line) {
    work_ += line.size();
    if (idle_state_ == kUnknown) find_idle_bytes();
    std::int32_t state = first_state({.line_begin = true});
    for (std::size_t at = 0; at < line.size();) {
        if (state == idle_state_) {
            while (at < line.size() && idle_[static_cast<unsigned char>(line[at])])
                ++at;
            if (at == line.size()) break;
        }
        const Character c = character_at(line, at);
        at += c.length;
        const Transition transition = next(state, alphabet_.kind_of(c.value));
        if ((transition & 1) != 0) return true;
        state = transition >> 1;
    }
    return (next(state, alphabet_.size()) & 1) != 0;
}

std::size_t RegexMachine::furthest_end(std::string_view line, std::size_t begin,
                                       std::size_t& read) {
    Side side{.line_begin = begin == 0};
    if (begin > 0)
        side.word_before =
            alphabet_.is_word(alphabet_.kind_of(character_before(line, begin).value));
    std::int32_t state = first_state(side);
    std::size_t end = kNowhere;
    std::size_t at = begin;
    while (at < line.size()) {
        const Character c = character_at(line, at);
        const Transition transition = next(state, alphabet_.kind_of(c.value));
        if ((transition & 1) != 0) end = at;
        state = transition >> 1;
        if (states_[static_cast<std::size_t>(state)].steps.empty()) break;
        at += c.length;
    }
    if (at >= line.size() && (next(state, alphabet_.size()) & 1) != 0) end = line.size();
    read += at - begin + 1;
    work_ += at - begin + 1;
    return end;
}

void RegexMachine::mark_begins(std::string_view line, std::vector<bool>& begins) {
    work_ += line.size();
    begins.assign(line.size() + 1, false);
    std::int32_t state = first_state({.line_begin = true});
    for (std::size_t at = line.size(); at > 0;) {
        const Character c = character_before(line, at);
        const Transition transition = next(state, alphabet_.kind_of(c.value));
        if ((transition & 1) != 0) begins[at] = true;
        state = transition >> 1;
        at -= c.length;
    }
    if ((next(state, alphabet_.size()) & 1) != 0) begins[0] = true;
}

}  // namespace seogo::search
