// Reads a command line by a table of flags.
#include "seogo/flags.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace seogo::cli {

Language language_of_locale(std::string_view locale) {
    const bool korean = locale == "ko" || locale.starts_with("ko_") || locale.starts_with("ko.") ||
                        locale.starts_with("ko-");
    return korean ? Language::kKorean : Language::kEnglish;
}

bool Flags::has(std::string_view name) const { return !texts(name).empty(); }

const std::vector<std::string>& Flags::texts(std::string_view name) const {
    const auto found = values_.find(name);
    SEOGO_CHECK(found != values_.end());
    return found->second;
}

std::string Flags::text(std::string_view name) const {
    const auto& all = texts(name);
    return all.empty() ? std::string() : all.back();
}

std::string Flags::joined(std::string_view name) const {
    std::string out;
    for (const std::string& one : texts(name)) {
        if (!out.empty()) out += ' ';
        out += one;
    }
    return out;
}

std::int64_t Flags::count(std::string_view name, std::int64_t fallback) const {
    const auto all = counts(name);
    return all.empty() ? fallback : all.back();
}

std::vector<std::int64_t> Flags::counts(std::string_view name) const {
    std::vector<std::int64_t> values;
    for (const std::string& digits : texts(name)) {
        std::int64_t& value = values.emplace_back();
        std::from_chars(digits.data(), digits.data() + digits.size(), value);  // the parser checked
    }
    return values;
}

std::vector<std::string_view> split_choices(std::string_view choices) {
    std::vector<std::string_view> parts;
    while (!choices.empty()) {
        const std::size_t end = std::min(choices.find(' '), choices.size());
        parts.push_back(choices.substr(0, end));
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return parts;
}

namespace {

Error bad(std::string message) { return {ErrorKind::kBadInput, std::move(message)}; }

Status check_count(const Flag& flag, const std::string& text) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && stopped == end && value >= flag.low && value <= flag.high) {
        return ok_status();
    }
    return bad(std::string(flag.name) + " takes a number from " + std::to_string(flag.low) +
               " to " + std::to_string(flag.high) + ", not \"" + text + "\"");
}

Status check_choice(const Flag& flag, const std::string& text) {
    std::string names;
    for (const std::string_view choice : split_choices(flag.choices)) {
        if (choice == text) return ok_status();
        names += (names.empty() ? "" : ", ") + std::string(choice);
    }
    return bad(std::string(flag.name) + " takes one of " + names + ", not \"" + text + "\"");
}

Status check_value(const Flag& flag, const std::string& text) {
    if (flag.takes == Takes::kCount) return check_count(flag, text);
    if (flag.takes == Takes::kChoice) return check_choice(flag, text);
    return ok_status();
}

// Rows of the dynamic program of the optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = above;
        above = row;
    }
    return above[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view name : names) {
        const bool starts = word.size() >= 3 && name.starts_with(word);
        const std::size_t distance = starts ? 1 : edit_distance(word, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    return best;
}

class FlagParser {
public:
    FlagParser(std::span<const Flag> table, std::span<const Flag> more) {
        for (const auto flags : {table, more}) {
            for (const Flag& flag : flags) {
                flags_.values_[std::string(flag.name)];
                (flag.is_argument() ? arguments_ : options_).push_back(&flag);
            }
        }
    }

    Result<Flags> parse(std::span<const std::string> words) {
        bool options = true;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string& word = words[i];
            if (options && word == "--") {
                options = false;
            } else if (options && word.size() > 1 && word[0] == '-' && !is_query_word(word)) {
                SEOGO_TRY(take_option(words, i));
            } else {
                SEOGO_TRY(take_argument(word));
            }
        }
        SEOGO_TRY(check_required());
        return std::move(flags_);
    }

private:
    const Flag* find(std::string_view name) const {
        for (const Flag* flag : options_) {
            if (flag->name == name || (!name.empty() && flag->short_name == name)) return flag;
        }
        return nullptr;
    }

    // "-not" in a query: one dash, no flag of that name, and a command whose argument is words.
    bool is_query_word(std::string_view word) const {
        if (word.starts_with("--") || find(word) != nullptr) return false;
        return !arguments_.empty() && arguments_.back()->takes == Takes::kWords;
    }

    Status take_option(std::span<const std::string> words, std::size_t& i) {
        const std::string_view word = words[i];
        const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
        const std::string_view name = word.substr(0, equals);
        const Flag* const flag = find(name);
        if (flag == nullptr) return unknown(name);
        std::string value;
        if (flag->takes == Takes::kNothing) {
            if (equals != std::string_view::npos) {
                return bad(std::string(flag->name) + " takes no value");
            }
        } else if (equals != std::string_view::npos) {
            value = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            value = words[++i];
        } else {
            return bad(std::string(flag->name) + " needs a value");
        }
        return keep(*flag, std::move(value));
    }

    Status take_argument(const std::string& word) {
        while (place_ < arguments_.size()) {
            const Flag& flag = *arguments_[place_];
            if (!flag.many && flag.takes != Takes::kWords) ++place_;
            return keep(flag, word);
        }
        return bad("unexpected argument \"" + word + "\"");
    }

    Status keep(const Flag& flag, std::string value) {
        SEOGO_TRY(check_value(flag, value));
        flags_.values_.find(flag.name)->second.push_back(std::move(value));
        return ok_status();
    }

    Status check_required() const {
        for (const auto& flags : {arguments_, options_}) {
            for (const Flag* flag : flags) {
                if (flag->required && !flags_.has(flag->name)) {
                    return bad(std::string(flag->name) + " is missing");
                }
            }
        }
        return ok_status();
    }

    Error unknown(std::string_view name) const {
        std::vector<std::string_view> names;
        for (const Flag* flag : options_)
            names.push_back(flag->name);
        const std::string_view near = nearest_name(name, names);
        std::string message = "unknown flag " + std::string(name);
        if (!near.empty()) message += "; did you mean " + std::string(near) + "?";
        return bad(std::move(message));
    }

    std::vector<const Flag*> options_, arguments_;
    std::size_t place_ = 0;
    Flags flags_;
};

Result<Flags> parse_flags(std::span<const Flag> table, std::span<const Flag> more,
                          std::span<const std::string> arguments) {
    return FlagParser(table, more).parse(arguments);
}

std::string usage_of(const Flag& flag) {
    std::string value(flag.value);
    if (flag.takes == Takes::kChoice) {
        value = flag.choices;
        std::replace(value.begin(), value.end(), ' ', '|');
    }
    std::string out = flag.is_argument() ? value : std::string(flag.name);
    if (!flag.is_argument() && !value.empty()) out += ' ' + value;
    const bool repeats = flag.many || flag.takes == Takes::kWords;
    if (repeats && flag.is_argument()) out += "...";
    if (!flag.required) out = '[' + out + ']';
    if (repeats && !flag.is_argument()) out += "...";
    return out;
}

}  // namespace seogo::cli
