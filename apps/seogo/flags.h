// Flags: a command's options and arguments as data, and the parser that follows them.
//
// One constexpr table a command. The parser, help, the man page, the completions and
// docs/guide/commands.md all read that table, so they cannot disagree.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "seogo/language.h"

namespace seogo::cli {

enum class Takes : std::uint8_t {
    kNothing,  // a toggle
    kText,
    kWords,   // an argument of several words; "-word" belongs to it, as queries need
    kCount,   // a whole number within [low, high]
    kChoice,  // one of `choices`
    kFile,
    kFolder,
};

struct Flag {
    std::string_view name{};        // "--limit"; without dashes it is an argument: "QUERY"
    std::string_view short_name{};  // "-o", or none
    Takes takes = Takes::kNothing;
    std::string_view value{};  // what help calls the value: "N"
    Text help{};
    bool required = false;
    bool many = false;
    std::string_view choices{};  // separated by spaces
    std::int64_t low = 0, high = 0;

    constexpr bool is_argument() const { return !name.starts_with('-'); }
};

constexpr Flag toggle(std::string_view name, Text help, std::string_view short_name = {}) {
    return {.name = name, .short_name = short_name, .help = help};
}
constexpr Flag text_flag(std::string_view name, std::string_view value, Text help) {
    return {.name = name, .takes = Takes::kText, .value = value, .help = help};
}
constexpr Flag choice_flag(std::string_view name, std::string_view choices, Text help) {
    return {.name = name, .takes = Takes::kChoice, .help = help, .choices = choices};
}
constexpr Flag count_flag(std::string_view name, std::int64_t low, std::int64_t high, Text help) {
    return {
        .name = name, .takes = Takes::kCount, .value = "N", .help = help, .low = low, .high = high};
}
constexpr Flag file_flag(std::string_view name, std::string_view value, Text help,
                         std::string_view short_name = {}) {
    return {.name = name,
            .short_name = short_name,
            .takes = Takes::kFile,
            .value = value,
            .help = help};
}
constexpr Flag argument(std::string_view name, Takes takes, Text help) {
    return {.name = name, .takes = takes, .value = name, .help = help, .required = true};
}
constexpr Flag optional(Flag flag) {
    flag.required = false;
    return flag;
}
constexpr Flag required(Flag flag) {
    flag.required = true;
    return flag;
}
constexpr Flag many(Flag flag) {
    flag.many = true;
    return flag;
}

inline constexpr Flag kJsonFlag =
    toggle("--json", {"print one JSON object", "JSON 객체 하나로 출력"});
inline constexpr Flag kJsonlFlag =
    toggle("--jsonl", {"print one JSON object a line", "한 줄에 JSON 객체 하나씩 출력"});

// What a command line said. Asking for a name that no table holds is a programmer's error.
class Flags {
public:
    bool has(std::string_view name) const;
    std::string text(std::string_view name) const;  // the last one given; "" where none
    const std::vector<std::string>& texts(std::string_view name) const;
    std::string joined(std::string_view name) const;  // with single spaces
    std::int64_t count(std::string_view name, std::int64_t fallback) const;
    std::vector<std::int64_t> counts(std::string_view name) const;  // all that were given

private:
    friend class FlagParser;
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Reads `arguments` by the rules of `table` and of `more` (flags that every command has).
// "--name VALUE", "--name=VALUE", "-o FILE"; "--" ends the options; "-" is an argument.
// kBadInput names what is wrong, and the nearest flag where a name is unknown.
Result<Flags> parse_flags(std::span<const Flag> table, std::span<const Flag> more,
                          std::span<const std::string> arguments);

// The name of `names` that is nearest to `word` (Damerau-Levenshtein), "" where none is near.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

std::vector<std::string_view> split_choices(std::string_view choices);

// "[--limit N]", "QUERY...", "(auto|words)": how a usage line shows the flag.
std::string usage_of(const Flag& flag);

}  // namespace seogo::cli
