// Splits a heading into numbers and words and reads those that name a part of the calendar.
#include "notebook/calendar.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "text/unicode.h"

namespace seogo::notebook {
namespace {

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr std::string_view kOrdinals[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
// The longer ones first: a word is read by the one that it begins with.
constexpr std::pair<std::string_view, int> kKoreanOrdinals[] = {
    {"첫번째", 1},   {"두번째", 2}, {"세번째", 3}, {"네번째", 4}, {"다섯번째", 5},
    {"여섯번째", 6}, {"첫째", 1},   {"둘째", 2},   {"셋째", 3},   {"넷째", 4},
    {"다섯째", 5},   {"여섯째", 6}, {"첫", 1}};
// Words that add nothing to a date.
constexpr std::string_view kFillers[] = {"of", "the", "in", "st", "nd", "rd", "th",    "월",
                                         "일", "년",  "차", "제", "한", "달", "month", "년도"};

// A number or a word, folded.
struct Token {
    std::string text;
    bool number = false;
};

// Tags say nothing: "<b>1주차</b>".
std::string without_tags(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t close = text[at] == '<' ? text.find('>', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += text[at];
        } else {
            out += ' ';
            at = close;
        }
    }
    return out;
}

std::vector<Token> tokens_of(std::string_view text) {
    const std::string folded = text::fold(text).text;
    std::vector<Token> tokens;
    bool joined = false;  // the character before belongs to the last token
    for (std::size_t at = 0; at < folded.size();) {
        const auto c = text::code_point_at(folded, at);
        const auto script = text::script_of(c.value);
        const bool digit = c.value >= '0' && c.value <= '9';
        if (script == text::Script::kOther) {
            joined = false;
        } else {
            if (!joined || tokens.back().number != digit) tokens.push_back({"", digit});
            tokens.back().text += folded.substr(at, c.length);
            joined = true;
        }
        at += c.length;
    }
    return tokens;
}

int value_of(const Token& token) {
    if (!token.number || token.text.size() > 4) return -1;
    int value = 0;
    for (const char digit : token.text)
        value = value * 10 + (digit - '0');
    return value;
}

template <std::size_t N>
int place_in(const std::string_view (&names)[N], std::string_view word) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == word) return static_cast<int>(i) + 1;
    }
    return 0;
}

int month_of(std::string_view word) {
    if (word == "sept") return 9;
    for (std::size_t i = 0; i < 12; ++i) {
        if (word == kMonths[i] || (word.size() == 3 && kMonths[i].starts_with(word))) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

bool is_week_word(std::string_view word) {
    return word == "week" || word == "weeks" || word == "주차" || word == "주" || word == "째주" ||
           word == "째";
}

bool is_ordinal_end(std::string_view word) {
    return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "번째" ||
           word == "째";
}

bool is_filler(std::string_view word) {
    return std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
}

class Reader {
public:
    explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const CalendarName& read() {
        while (at_ < tokens_.size()) {
            if (take_number() || take_word()) continue;
            const Token& token = tokens_[at_];
            // "(3/4 ~ 3/10)", "Jan 27 ~ Feb 2": dates say nothing else.
            const bool date = token.number || is_filler(token.text) || month_of(token.text) != 0;
            pure_ = pure_ && date;
            ++at_;
        }
        name_.pure = pure_ && (name_.year != 0 || name_.month != 0 || name_.week != 0);
        return name_;
    }

    bool only_dates() const { return pure_; }

private:
    std::string_view word(std::size_t ahead) const {
        const bool there = at_ + ahead < tokens_.size() && !tokens_[at_ + ahead].number;
        return there ? std::string_view(tokens_[at_ + ahead].text) : std::string_view();
    }

    bool take_number() {
        const int value = value_of(tokens_[at_]);
        if (value < 0) return false;
        const std::string_view unit = word(1);
        if (value >= 1900 && value <= 2099 && name_.year == 0) {
            name_.year = value;
            at_ += unit == "년" || unit == "년도" ? 2 : 1;
            return true;
        }
        if (value < 100 && (unit == "년" || unit == "년도") && name_.year == 0) {
            name_.year = 2000 + value;
            at_ += 2;
            return true;
        }
        if (unit == "월" && value >= 1 && value <= 12 && name_.month == 0) {
            name_.month = value;
            name_.sure_month = true;
            at_ += 2;
            return true;
        }
        const std::size_t week = is_ordinal_end(unit) && is_week_word(word(2)) ? 3
                                 : is_week_word(unit)                          ? 2
                                                                               : 0;
        if (week != 0 && value >= 1 && value <= 6 && name_.week == 0) {
            name_.week = value;
            at_ += week;
            return true;
        }
        // "2025.01", "2025-01-w4": a bare number behind the year.
        if (at_ > 0 && name_.year != 0 && name_.month == 0 && value >= 1 && value <= 12) {
            name_.month = value;
            ++at_;
            return true;
        }
        return false;
    }

    bool take_word() {
        const std::string_view own = word(0);
        const int month = month_of(own);
        if (month != 0 && name_.month == 0) {
            name_.month = month;
            // "May I help" and "March of machines" are no months.
            name_.sure_month = at_ == 0 && own.size() > 3 && own != "march";
            ++at_;
            return true;
        }
        if ((is_week_word(own) || own == "w" || own == "wk") && at_ + 1 < tokens_.size()) {
            const int value = value_of(tokens_[at_ + 1]);
            if (value >= 1 && value <= 6 && name_.week == 0) {
                name_.week = value;
                at_ += 2;
                return true;
            }
        }
        return take_spelled_week(own);
    }

    // "third week", "셋째 주", "두번째 주", "둘째주".
    bool take_spelled_week(std::string_view own) {
        if (name_.week != 0) return false;
        int value = place_in(kOrdinals, own);
        std::string_view tail;  // of the word, behind the ordinal
        for (const auto& [ordinal, number] : kKoreanOrdinals) {
            if (value == 0 && own.starts_with(ordinal)) {
                value = number;
                tail = own.substr(ordinal.size());
            }
        }
        const bool joined = !tail.empty() && is_week_word(tail);
        if (value == 0 || !(joined || (tail.empty() && is_week_word(word(1))))) return false;
        name_.week = value;
        at_ += joined ? 1 : 2;
        return true;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    CalendarName name_;
    bool pure_ = true;
};

}  // namespace

CalendarName calendar_name(std::string_view text) {
    if (text.size() > 200) return {};
    const std::string plain = without_tags(text);
    const std::size_t open = plain.find('(');
    CalendarName name = Reader(tokens_of(std::string_view(plain).substr(0, open))).read();
    const bool named = name.year != 0 || name.month != 0 || name.week != 0;
    if (open == std::string::npos) return name;
    Reader behind(tokens_of(std::string_view(plain).substr(open)));
    const CalendarName& aside = behind.read();
    if (!named) return aside;
    name.pure = name.pure && behind.only_dates();
    name.aside_year = aside.year;
    name.aside_month = aside.month;
    return name;
}

}  // namespace seogo::notebook
