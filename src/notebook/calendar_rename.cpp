// Tries the few ways in which the numbers and names of a heading can be replaced, and takes the one
// that calendar_name() reads as wanted.
#include "notebook/calendar_rename.h"

#include <algorithm>
#include <vector>

namespace seogo::notebook {
namespace {

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr std::string_view kEmoji[] = {"🎉", "💝", "🌱", "🌸", "🌿", "🌞",
                                       "🏖️", "🌻", "🍂", "🎃", "🍁", "🎄"};
// Words for numbers from 1 on, a list a language.
const std::vector<std::vector<std::string_view>>& ordinal_words() {
    static const std::vector<std::vector<std::string_view>> kWords = {
        {"first", "second", "third", "fourth", "fifth", "sixth"},
        {"첫번째", "두번째", "세번째", "네번째", "다섯번째", "여섯번째"},
        {"첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째", "여섯 번째"},
        {"첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째"},
    };
    return kWords;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool equal_folded(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

// `word` in the case of `like`: all upper, first upper, or as it is in lower.
std::string in_case_of(std::string_view word, std::string_view like) {
    std::string out(word);
    const bool first_upper = !like.empty() && like[0] != lower(like[0]);
    const bool all_upper = first_upper && like.size() > 1 && like[1] != lower(like[1]);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool make_upper = all_upper || (first_upper && i == 0);
        out[i] = make_upper ? upper(out[i]) : lower(out[i]);
    }
    return out;
}

std::string_view ordinal_suffix(int number) {
    const bool teen = number % 100 >= 11 && number % 100 <= 13;
    if (!teen && number % 10 == 1) return "st";
    if (!teen && number % 10 == 2) return "nd";
    if (!teen && number % 10 == 3) return "rd";
    return "th";
}

// A piece of the text that may name a date, with what may stand there instead. The first choice
// that reads as wanted counts; what stands there already is the last.
struct Token {
    std::size_t begin = 0, end = 0;
    std::vector<std::string> choices;
};

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

Token number_at(std::string_view text, std::size_t begin, const CalendarName& wanted) {
    Token token{begin, begin, {}};
    while (token.end < text.size() && is_digit(text[token.end]))
        ++token.end;
    const std::size_t width = token.end - begin;
    const std::size_t padding = text[begin] == '0' ? width : 0;
    const std::string_view suffix = text.substr(token.end, 2);
    const bool ordinal_number = equal_folded(suffix, "st") || equal_folded(suffix, "nd") ||
                                equal_folded(suffix, "rd") || equal_folded(suffix, "th");
    if (ordinal_number) token.end += 2;
    const std::string as_it_is(text.substr(begin, token.end - begin));
    if (width == 4) {
        token.choices = {std::to_string(wanted.year), as_it_is};
        return token;
    }
    for (const int number : {wanted.month, wanted.week}) {
        std::string choice = padded(number, padding);
        if (ordinal_number) choice += in_case_of(ordinal_suffix(number), suffix);
        token.choices.push_back(std::move(choice));
    }
    token.choices.push_back(as_it_is);
    return token;
}

// A month's name or a spelled number at `begin`; empty where there is none.
Token word_at(std::string_view text, std::size_t begin, const CalendarName& wanted) {
    const auto try_word = [&](std::string_view word, std::string_view other) -> Token {
        const std::string_view own = text.substr(begin, word.size());
        if (!equal_folded(own, word)) return {};
        return {begin, begin + word.size(), {in_case_of(other, own), std::string(own)}};
    };
    for (const std::string_view month : kMonths) {
        if (wanted.month == 0) break;
        const std::string_view other = kMonths[wanted.month - 1];
        for (const std::size_t length : {month.size(), std::size_t{3}}) {
            const Token token =
                try_word(month.substr(0, length), length == 3 ? other.substr(0, 3) : other);
            if (token.end != 0) return token;
        }
    }
    for (const auto& words : ordinal_words()) {
        for (const std::string_view word : words) {
            if (wanted.week == 0) break;
            const Token token = try_word(word, words[static_cast<std::size_t>(wanted.week - 1)]);
            if (token.end != 0) return token;
        }
    }
    return {};
}

std::vector<Token> tokens_of(std::string_view text, const CalendarName& wanted) {
    constexpr std::size_t kTokensMax = 6;
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size() && tokens.size() < kTokensMax;) {
        Token token = is_digit(text[at]) ? number_at(text, at, wanted) : word_at(text, at, wanted);
        at = token.end != 0 ? token.end : at + 1;
        if (token.end != 0) tokens.push_back(std::move(token));
    }
    return tokens;
}

bool reads_as(std::string_view text, const CalendarName& wanted) {
    const CalendarName name = calendar_name(text);
    return name.year == wanted.year && name.month == wanted.month && name.week == wanted.week;
}

// Tries the choices of token `next` and of those behind it.
std::optional<std::string> tried(std::string_view text, const std::vector<Token>& tokens,
                                 std::size_t next, const std::string& done,
                                 const CalendarName& wanted) {
    const std::size_t from = next == 0 ? 0 : tokens[next - 1].end;
    if (next == tokens.size()) {
        std::string all = done + std::string(text.substr(from));
        if (!reads_as(all, wanted)) return std::nullopt;
        return all;
    }
    const std::string before = done + std::string(text.substr(from, tokens[next].begin - from));
    for (const std::string& choice : tokens[next].choices) {
        if (auto found = tried(text, tokens, next + 1, before + choice, wanted)) return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> renamed(std::string_view text, const CalendarName& wanted) {
    const CalendarName name = calendar_name(text);
    CalendarName named = wanted;  // what the text says, in the words that it has for it
    if (name.year == 0) named.year = 0;
    if (name.month == 0) named.month = 0;
    if (name.week == 0) named.week = 0;
    return tried(text, tokens_of(text, named), 0, "", named);
}

std::string_view month_emoji(int month) { return kEmoji[month - 1]; }
std::string_view month_name(int month) { return kMonths[month - 1]; }
std::string ordinal(int number) {
    return std::to_string(number) + std::string(ordinal_suffix(number));
}

}  // namespace seogo::notebook
