// Finds where sentences end: at stops that are no part of a number, a name or an abbreviation.
#include "text/sentence.h"

#include <algorithm>
#include <iterator>

#include "text/unicode.h"

namespace seogo::text {
namespace {

// Before a name or an example: never the end.
constexpr std::string_view kNeverLast[] = {
    "al",  "approx", "ca",  "capt", "cf",   "col",  "dept", "dr",   "e.g",  "eg",   "est", "gen",
    "gov", "hon",    "i.e", "ie",   "lt",   "mr",   "mrs",  "ms",   "mt",   "prof", "rev", "sen",
    "sgt", "st",     "viz", "vs",   "resp", "incl", "esp",  "univ", "assn", "bros"};
// Before a number: no end where one follows.
constexpr std::string_view kBeforeNumber[] = {
    "app",  "art", "ch",  "chap", "eq",   "eqn", "eqs",  "fig", "figs", "lemma",
    "no",   "nos", "nr",  "p",    "par",  "pp",  "prop", "ref", "refs", "sec",
    "sect", "tab", "thm", "vol",  "vols", "ver", "jan",  "feb", "mar",  "apr",
    "jun",  "jul", "aug", "sep",  "sept", "oct", "nov",  "dec"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_line_break(char32_t c) {
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_white(char32_t c) {
    return c == ' ' || c == '\t' || is_line_break(c) || (c >= 0x1C && c <= 0x1F) || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_stop(char32_t c) {
    return c == '.' || c == '?' || c == '!' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
           c == 0xFF0E || c == 0xFF1F || c == 0x203C || (c >= 0x2047 && c <= 0x2049);
}

// Ends a sentence whatever follows it: East Asian text has no space after it.
bool is_full_width_stop(char32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }

// Quotes, brackets and Markdown's marks of emphasis that may close after the stop.
bool is_closer(char32_t c) {
    switch (c) {
        case '"':
        case '\'':
        case ')':
        case ']':
        case '}':
        case '*':
        case '_':
        case '`':
        case '~':
        case 0x00BB:
        case 0x2019:
        case 0x201D:
        case 0x203A:
        case 0x3009:
        case 0x300B:
        case 0x300D:
        case 0x300F:
        case 0x3011:
        case 0x3015:
        case 0xFF09:
        case 0xFF3D:
            return true;
        default:
            return false;
    }
}

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Sentences {
public:
    explicit Sentences(std::string_view text) : text_(text) {}

    std::vector<Span> find() {
        std::size_t at = 0;
        while (at < text_.size()) {
            const CodePoint c = code_point_at(text_, at);
            if (is_line_break(c.value)) {
                finish();
                at += c.length;
            } else if (is_white(c.value)) {
                at += c.length;
            } else {
                if (!open_) {
                    open_ = true;
                    begin_ = at;
                }
                at = is_stop(c.value) ? pass_stops(at) : at + c.length;
                last_ = at;
            }
        }
        finish();
        return std::move(found_);
    }

private:
    void finish() {
        if (open_) found_.push_back({begin_, last_});
        open_ = false;
    }

    // Passes stops, what closes after them and footnote marks ("[3]"); ends the sentence there if
    // they end it. Answers the place behind them.
    std::size_t pass_stops(std::size_t stop) {
        std::size_t at = stop;
        bool is_period = true;  // nothing but one "."
        bool is_wide = false;
        CodePoint c = code_point_at(text_, at);
        for (; at < text_.size() && is_stop(c.value); c = code_point_at(text_, at)) {
            is_period &= at == stop && c.value == '.';
            is_wide |= is_full_width_stop(c.value);
            at += c.length;
        }
        at = pass_closers(at);
        const bool is_open_end = at < text_.size() && !is_white(code_point_at(text_, at).value);
        if (is_open_end && !is_wide) return at;
        if (is_period && !period_ends(stop, at)) return at;
        last_ = at;
        finish();
        return at;
    }

    std::size_t pass_closers(std::size_t at) const {
        while (at < text_.size()) {
            const CodePoint c = code_point_at(text_, at);
            if (is_closer(c.value)) {
                at += c.length;
                continue;
            }
            if (c.value != '[') break;
            std::size_t end = at + 1;
            while (end < text_.size() && is_digit(text_[end]))
                ++end;
            if (end == at + 1 || end >= text_.size() || text_[end] != ']') break;
            at = end + 1;
        }
        return at;
    }

    // Whether the "." at `stop`, with white space or the end of the text at `after`, ends it.
    bool period_ends(std::size_t stop, std::size_t after) const {
        std::size_t next = after;
        while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t'))
            ++next;
        const char follows = next < text_.size() ? text_[next] : '\n';
        const std::string_view word = word_before(stop);
        if (word.empty()) return true;
        const bool is_first = word.data() == text_.data() + begin_ || is_list_mark(word);
        if (is_digit(word.back())) {
            const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
            // "1. …", "2024. 1. 15. …", "2024.1.15. …"
            return is_number ? !is_first && !is_digit(follows) && !is_behind_number(word)
                             : std::count(word.begin(), word.end(), '.') < 2;
        }
        if (!is_ascii_letter(word.back())) {
            // "가. 항목": one syllable that begins the line
            return !(is_first && word.size() == code_point_at(word, 0).length &&
                     script_of(code_point_at(word, 0).value) == Script::kHangul);
        }
        if (follows >= 'a' && follows <= 'z') return false;
        return !is_abbreviation(word, follows, is_first);
    }

    bool is_abbreviation(std::string_view word, char follows, bool is_first) const {
        const std::size_t n = word.size();
        if (n == 1 || word[n - 2] == '.') {  // J. Smith, U.S. Army, Ph.D.
            if (word.back() >= 'A' && word.back() <= 'Z') return true;
            if (is_first && n == 1) return true;  // "a. item"
        }
        std::string lower(word);
        std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
        });
        if (is_one_of(lower, kNeverLast)) return true;
        return is_one_of(lower, kBeforeNumber) && (is_digit(follows) || follows == '(');
    }

    // The letters, digits and inner stops that end at `stop`; at most the sentence's own.
    std::string_view word_before(std::size_t stop) const {
        constexpr std::size_t kLengthMax = 24;
        std::size_t begin = stop;
        while (begin > begin_ && stop - begin < kLengthMax) {
            const char c = text_[begin - 1];
            const bool is_wide = static_cast<unsigned char>(c) >= 0x80;
            if (!is_wide && !is_ascii_letter(c) && !is_digit(c) && c != '.') break;
            --begin;
        }
        return text_.substr(begin, stop - begin);
    }

    // True where "2024. " stands before the word.
    bool is_behind_number(std::string_view word) const {
        const auto begin = static_cast<std::size_t>(word.data() - text_.data());
        return begin >= begin_ + 3 && text_[begin - 1] == ' ' && text_[begin - 2] == '.' &&
               is_digit(text_[begin - 3]);
    }

    // True where only a bullet stands before the word in its line.
    bool is_list_mark(std::string_view word) const {
        constexpr std::size_t kMarkMax = 16;
        const auto begin = static_cast<std::size_t>(word.data() - text_.data());
        if (begin - begin_ > kMarkMax) return false;
        return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin_),
                           text_.begin() + static_cast<std::ptrdiff_t>(begin), [](char c) {
                               return c == ' ' || c == '-' || c == '*' || c == '>' || c == '#' ||
                                      c == '(' || c == '+';
                           });
    }

    std::string_view text_;
    std::vector<Span> found_;
    std::size_t begin_ = 0;  // of the open sentence
    std::size_t last_ = 0;   // behind its last character that is no white space
    bool open_ = false;
};

}  // namespace

std::vector<Span> sentences(std::string_view text) { return Sentences(text).find(); }

}  // namespace seogo::text
