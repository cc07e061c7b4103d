// Finds lines by a literal first, decides them by a machine, and measures matches by two more.
#include "search/regex.h"

#include <algorithm>
#include <cstring>

#include "search/regex_literal.h"
#include "search/regex_machine.h"
#include "search/regex_program.h"
#include "search/regex_tree.h"
#include "search/regex_trigrams.h"
#include "text/fold_text.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kPatternMax = std::size_t{1} << 15;  // bytes
// Matches of one line are measured until that has read the line so many times.
constexpr std::size_t kPassesMax = 16;
constexpr std::size_t kBytesAlways = 4096;

std::size_t find_literal(std::string_view text, std::size_t from, std::string_view literal) {
    const void* found =
        ::memmem(text.data() + from, text.size() - from, literal.data(), literal.size());
    if (found == nullptr) return kNone;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// From `begin` to its end, without the line break. \r before \n belongs to the break.
std::string_view line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::size_t line_begin_of(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    const std::size_t before = text.rfind('\n', at - 1);
    return before == kNone ? 0 : before + 1;
}

}  // namespace

struct Regex::Machines {
    Machines(RegexProgram made, RegexLiteral held, index::TrigramQuery asked)
        : program(std::move(made)),
          literal(std::move(held)),
          trigrams(std::move(asked)),
          alphabet(program),
          line(program.forward, alphabet, RegexStart::kAnywhere),
          begins(program.backward, alphabet, RegexStart::kAnywhere),
          ends(program.forward, alphabet, RegexStart::kHere) {}

    // Matches in a folded line, empty ones among them; `max` at most.
    std::vector<TextRange> matches(std::string_view folded, std::size_t max);

    RegexProgram program;
    RegexLiteral literal;
    index::TrigramQuery trigrams;
    Alphabet alphabet;
    RegexMachine line, begins, ends;
    std::vector<bool> marked;
    std::string text;  // folded, of the one in hand
};

std::vector<TextRange> Regex::Machines::matches(std::string_view folded, std::size_t max) {
    std::vector<TextRange> found;
    begins.mark_begins(folded, marked);
    const std::size_t read_max = kPassesMax * folded.size() + kBytesAlways;
    std::size_t read = 0;
    for (std::size_t at = 0; at <= folded.size() && found.size() < max && read <= read_max; ++at) {
        if (!marked[at]) continue;
        const std::size_t end = ends.furthest_end(folded, at, read);
        SEOGO_CHECK(end != RegexMachine::kNowhere);
        found.push_back({at, end});
        at = std::max(at, end == at ? at : end - 1);
    }
    return found;
}

Regex::Regex(std::unique_ptr<Machines> machines) : machines_(std::move(machines)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern, const RegexOptions& options) {
    if (pattern.size() > kPatternMax) {
        return regex_error(pattern, kPatternMax, "the pattern is longer than 32768 bytes");
    }
    const std::string composed = text::to_nfc(pattern);
    SEOGO_ASSIGN(const RegexNode root, parse_regex(composed, options));
    SEOGO_ASSIGN(RegexProgram program, lay_out_regex(root, composed));
    return Regex(
        std::make_unique<Machines>(std::move(program), required_literal(root), trigrams_of(root)));
}

const index::TrigramQuery& Regex::trigrams() const { return machines_->trigrams; }

std::uint64_t Regex::work() const {
    return machines_->line.work() + machines_->begins.work() + machines_->ends.work();
}

std::optional<TextRange> Regex::next_line(std::string_view folded, std::size_t from) const {
    const RegexLiteral& literal = machines_->literal;
    for (std::size_t begin = from; begin <= folded.size();) {
        if (!literal.text.empty()) {
            const std::size_t at = find_literal(folded, begin, literal.text);
            if (at == kNone) return std::nullopt;
            begin = std::max(begin, line_begin_of(folded, at));
        }
        const std::string_view line = line_at(folded, begin);
        if (literal.whole || machines_->line.matches(line)) {
            return TextRange{begin, begin + line.size()};
        }
        const std::size_t end = folded.find('\n', begin + line.size());
        if (end == kNone) return std::nullopt;
        begin = end + 1;
    }
    return std::nullopt;
}

// Only the line that matches is folded with the way back, which costs many times as much. The
// k-th line of folded text is the k-th of the text.
std::optional<TextRange> Regex::find(std::string_view text) const {
    std::string& folded = machines_->text;
    text::fold_text(text, folded);
    const auto found = next_line(folded, 0);
    if (!found) return std::nullopt;
    std::size_t begin = 0;
    for (auto breaks = std::count(folded.data(), folded.data() + found->begin, '\n'); breaks > 0;
         --breaks) {
        begin = text.find('\n', begin) + 1;
    }
    const text::Folded line = text::fold(line_at(text, begin));
    const auto matches = machines_->matches(line.text, 1);
    if (matches.empty()) return std::nullopt;
    const auto [from, to] = matches[0];
    if (from < to)
        return TextRange{begin + line.source_begin[from], begin + line.source_end[to - 1]};
    const std::size_t at =
        from < line.text.size() ? line.source_begin[from] : line_at(text, begin).size();
    return TextRange{begin + at, begin + at};
}

std::vector<TextRange> Regex::matches_in(std::string_view line) const {
    const text::Folded folded = text::fold(line);
    std::vector<TextRange> ranges;
    for (const TextRange& match : machines_->matches(folded.text, kMatchesMax)) {
        if (match.begin == match.end) continue;
        // Folding may have made several characters of one: it is painted once.
        const std::size_t begin = folded.source_begin[match.begin];
        const std::size_t end = folded.source_end[match.end - 1];
        if (!ranges.empty() && begin < ranges.back().end) {
            ranges.back().end = std::max(ranges.back().end, end);
        } else {
            ranges.push_back({begin, end});
        }
    }
    return ranges;
}

}  // namespace seogo::search
