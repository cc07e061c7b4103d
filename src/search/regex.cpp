// Runs a regex program: sets of steps, each set kept as one state once it has been seen.
#include "search/regex.h"

#include <algorithm>
#include <array>
#include <map>

#include "search/regex_program.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kStatesKept = 1000;  // then forgotten all at once, and grown anew
constexpr std::int32_t kUnknown = -1;
constexpr std::size_t kNever = static_cast<std::size_t>(-1);

using Steps = std::vector<std::uint32_t>;  // sorted: steps that wait for a character, or kMatch

// Which of a few kinds is a character? Characters that no class of the program tells apart are one.
class Alphabet {
public:
    explicit Alphabet(const RegexProgram& program) {
        starts_.push_back(0);
        for (const auto& ranges : program.classes) {
            for (const CharRange& range : ranges) {
                starts_.push_back(range.low);
                starts_.push_back(range.high + 1);
            }
        }
        std::sort(starts_.begin(), starts_.end());
        starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
        for (char32_t c = 0; c < ascii_.size(); ++c)
            ascii_[c] = search(c);
    }

    std::size_t size() const { return starts_.size(); }
    std::uint32_t kind_of(char32_t c) const { return c < ascii_.size() ? ascii_[c] : search(c); }
    char32_t example(std::uint32_t kind) const { return starts_[kind]; }

private:
    std::uint32_t search(char32_t c) const {
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), c);
        return static_cast<std::uint32_t>(after - starts_.begin() - 1);
    }

    std::vector<char32_t> starts_;
    std::array<std::uint32_t, 128> ascii_{};
};

bool has(const std::vector<CharRange>& ranges, char32_t c) {
    const auto after = std::upper_bound(
        ranges.begin(), ranges.end(), c,
        [](char32_t wanted, const CharRange& range) { return wanted < range.low; });
    return after != ranges.begin() && c <= std::prev(after)->high;
}

struct State {
    Steps steps;
    bool matches = false;            // here
    bool matches_at_end = false;     // were the line to end here
    std::vector<std::int32_t> next;  // by kind of character
};

}  // namespace

struct Regex::Machine {
    explicit Machine(RegexProgram made) : program(std::move(made)), alphabet(program) {}

    RegexProgram program;
    Alphabet alphabet;
    std::vector<State> states;
    std::map<Steps, std::int32_t> known;
    Steps stack;
    std::vector<bool> seen;

    struct Where {
        bool line_begin = false;
        bool line_end = false;
    };
    // Adds `from` and what is reached from it without a character.
    void reach(std::uint32_t from, Where where, Steps& out);
    std::int32_t state_of(Steps steps);
    std::int32_t first_state();
    std::int32_t state_after(std::int32_t state, std::uint32_t kind);
    bool matches_line(std::string_view line);
    std::optional<TextRange> locate(std::string_view line);
};

void Regex::Machine::reach(std::uint32_t from, Where where, Steps& out) {
    stack.push_back(from);
    while (!stack.empty()) {
        const std::uint32_t at = stack.back();
        stack.pop_back();
        if (seen[at]) continue;
        seen[at] = true;
        const RegexStep& step = program.steps[at];
        switch (step.op) {
            case RegexOp::kSplit:
                stack.push_back(step.other);
                stack.push_back(step.next);
                break;
            case RegexOp::kLineBegin:
                if (where.line_begin) stack.push_back(step.next);
                break;
            case RegexOp::kLineEnd:
                if (where.line_end) stack.push_back(step.next);
                out.push_back(at);  // the line may yet end
                break;
            case RegexOp::kChar:
            case RegexOp::kMatch:
                out.push_back(at);
                break;
        }
    }
}

std::int32_t Regex::Machine::state_of(Steps steps) {
    std::sort(steps.begin(), steps.end());
    if (const auto found = known.find(steps); found != known.end()) return found->second;
    State state;
    state.next.assign(alphabet.size(), kUnknown);
    Steps at_end;
    seen.assign(program.steps.size(), false);
    for (const std::uint32_t at : steps) {
        const RegexStep& step = program.steps[at];
        state.matches |= step.op == RegexOp::kMatch;
        if (step.op == RegexOp::kLineEnd) reach(step.next, {false, true}, at_end);
    }
    state.matches_at_end = state.matches;
    for (const std::uint32_t at : at_end)
        state.matches_at_end |= program.steps[at].op == RegexOp::kMatch;
    state.steps = steps;
    states.push_back(std::move(state));
    const auto number = static_cast<std::int32_t>(states.size() - 1);
    known.emplace(std::move(steps), number);
    return number;
}

std::int32_t Regex::Machine::first_state() {
    Steps steps;
    seen.assign(program.steps.size(), false);
    reach(program.start, {true, false}, steps);
    return state_of(std::move(steps));
}

// A match may begin at any character, so the start joins every set.
std::int32_t Regex::Machine::state_after(std::int32_t state, std::uint32_t kind) {
    const char32_t c = alphabet.example(kind);
    Steps steps;
    seen.assign(program.steps.size(), false);
    for (const std::uint32_t at : states[static_cast<std::size_t>(state)].steps) {
        const RegexStep& step = program.steps[at];
        if (step.op != RegexOp::kChar || !has(program.classes[step.chars], c)) continue;
        reach(step.next, {}, steps);
    }
    reach(program.start, {}, steps);
    return state_of(std::move(steps));
}

bool Regex::Machine::matches_line(std::string_view line) {
    std::int32_t state = first_state();
    for (std::size_t at = 0; at < line.size();) {
        if (states[static_cast<std::size_t>(state)].matches) return true;
        const text::CodePoint c = text::code_point_at(line, at);
        at += c.length;
        const std::uint32_t kind = alphabet.kind_of(c.value);
        std::int32_t next = states[static_cast<std::size_t>(state)].next[kind];
        if (next == kUnknown) {
            if (states.size() > kStatesKept) {
                const Steps steps = states[static_cast<std::size_t>(state)].steps;
                states.clear();
                known.clear();
                state = state_of(steps);
            }
            next = state_after(state, kind);
            states[static_cast<std::size_t>(state)].next[kind] = next;
        }
        state = next;
    }
    return states[static_cast<std::size_t>(state)].matches_at_end;
}

// Leftmost, then longest: each waiting step remembers the earliest start that reaches it.
std::optional<TextRange> Regex::Machine::locate(std::string_view line) {
    std::vector<std::size_t> starts(program.steps.size(), kNever);
    Steps current;
    std::optional<TextRange> best;
    for (std::size_t at = 0;;) {
        const Where where{at == 0, at == line.size()};
        const text::CodePoint c =
            at < line.size() ? text::code_point_at(line, at) : text::CodePoint{0, 1};
        // Steps that wait here, earliest start first, so that each is reached by its earliest.
        std::stable_sort(current.begin(), current.end(),
                         [&](auto a, auto b) { return starts[a] < starts[b]; });
        if (!best) {
            current.push_back(program.start);
            if (starts[program.start] == kNever) starts[program.start] = at;
        }
        seen.assign(program.steps.size(), false);
        std::vector<std::size_t> next_starts(program.steps.size(), kNever);
        Steps next;
        for (const std::uint32_t from : current) {
            Steps reached;
            const std::size_t start = starts[from];
            reach(from, where, reached);
            for (const std::uint32_t step_at : reached) {
                const RegexStep& step = program.steps[step_at];
                if (step.op == RegexOp::kMatch && (!best || start <= best->begin)) {
                    best = TextRange{start, at};
                }
                if (step.op != RegexOp::kChar || at == line.size()) continue;
                if (!has(program.classes[step.chars], c.value)) continue;
                if (next_starts[step.next] == kNever) next.push_back(step.next);
                next_starts[step.next] = std::min(next_starts[step.next], start);
            }
        }
        if (at == line.size() || (next.empty() && best)) return best;
        current = std::move(next);
        starts = std::move(next_starts);
        at += c.length;
    }
}

Regex::Regex(std::unique_ptr<Machine> machine) : machine_(std::move(machine)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern) {
    SEOGO_ASSIGN(RegexProgram program, compile_regex(pattern));
    return Regex(std::make_unique<Machine>(std::move(program)));
}

std::optional<TextRange> Regex::find(std::string_view text) const {
    const text::Folded folded = text::fold(text);
    const std::string_view all = folded.text;
    for (std::size_t begin = 0; begin <= all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        std::string_view line = all.substr(begin, end - begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (machine_->matches_line(line)) {
            const auto found = machine_->locate(line);
            if (!found) return std::nullopt;
            const std::size_t from = begin + found->begin;
            const std::size_t to = begin + found->end;
            if (from < to) return TextRange{folded.source_begin[from], folded.source_end[to - 1]};
            const std::size_t at = from < all.size() ? folded.source_begin[from] : text.size();
            return TextRange{at, at};
        }
        begin = end + 1;
    }
    return std::nullopt;
}

}  // namespace seogo::search
