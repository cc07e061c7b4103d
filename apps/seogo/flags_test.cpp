// Command lines are read as their tables say, and what is wrong is named.
#include "seogo/flags.h"

#include <gtest/gtest.h>

#include "seogo/command.h"

namespace seogo::cli {
namespace {

constexpr Flag kTable[] = {
    argument("FILE", Takes::kFile, {"a file", "파일"}),
    optional(many(argument("MORE", Takes::kText, {"more", "더"}))),
    toggle("--loud", {"loud", "크게"}, "-l"),
    text_flag("--title", "TITLE", {"title", "제목"}),
    many(text_flag("--note", "TEXT", {"note", "메모"})),
    count_flag("--limit", 1, 100, {"limit", "수"}),
    choice_flag("--mode", "auto words", {"mode", "방법"}),
    file_flag("--output", "FILE", {"output", "출력"}, "-o"),
};
constexpr Flag kQueryTable[] = {
    argument("QUERY", Takes::kWords, {"query", "질의"}),
    toggle("--explain", {"explain", "설명"}),
    toggle("--quiet", {"quiet", "조용히"}, "-q"),
};

Result<Flags> parse(std::vector<std::string> words) { return parse_flags(kTable, {}, words); }

Flags parsed(std::vector<std::string> words) {
    auto flags = parse(std::move(words));
    EXPECT_TRUE(flags.ok()) << flags.error().message;
    return flags.ok() ? flags.value() : Flags();
}

std::string refused(std::vector<std::string> words) {
    auto flags = parse(std::move(words));
    EXPECT_FALSE(flags.ok());
    if (flags.ok()) return "";
    EXPECT_EQ(flags.error().kind, ErrorKind::kBadInput);
    return flags.error().message;
}

std::string query(std::vector<std::string> words) {
    auto flags = parse_flags(kQueryTable, {}, words);
    return flags.ok() ? flags.value().joined("QUERY") : "refused: " + flags.error().message;
}

TEST(Flags, ValuesStandApartOrBehindAnEqualsSign) {
    for (const auto& words : {std::vector<std::string>{"a.md", "--title", "T", "--limit", "7"},
                              std::vector<std::string>{"--limit=7", "--title=T", "a.md"}}) {
        const Flags flags = parsed(words);
        EXPECT_EQ(flags.text("FILE"), "a.md");
        EXPECT_EQ(flags.text("--title"), "T");
        EXPECT_EQ(flags.count("--limit", 10), 7);
        EXPECT_FALSE(flags.has("--loud"));
    }
}

TEST(Flags, AValueMayHoldDashesEqualsSignsOrNothing) {
    EXPECT_EQ(parsed({"a", "--title", "--loud"}).text("--title"), "--loud");
    EXPECT_EQ(parsed({"a", "--title=x=y"}).text("--title"), "x=y");
    EXPECT_EQ(parsed({"a", "--title="}).text("--title"), "");
    EXPECT_TRUE(parsed({"a", "--title="}).has("--title"));
}

TEST(Flags, ShortNamesAreTheSameFlags) {
    const Flags flags = parsed({"-l", "-o", "out.md", "a"});
    EXPECT_TRUE(flags.has("--loud"));
    EXPECT_EQ(flags.text("--output"), "out.md");
}

TEST(Flags, TheLastOfSeveralCountsAndAllAreKept) {
    const Flags flags = parsed({"a", "--note", "one", "--title", "x", "--note", "two", "--title",
                                "y", "--limit", "3", "--limit", "4"});
    EXPECT_EQ(flags.text("--title"), "y");
    EXPECT_EQ(flags.texts("--note"), (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(flags.count("--limit", 0), 4);
    EXPECT_EQ(flags.counts("--limit"), (std::vector<std::int64_t>{3, 4}));
}

TEST(Flags, WhatIsNotGivenHasItsFallback) {
    const Flags flags = parsed({"a"});
    EXPECT_EQ(flags.count("--limit", 10), 10);
    EXPECT_EQ(flags.text("--mode"), "");
    EXPECT_TRUE(flags.texts("MORE").empty());
    EXPECT_TRUE(flags.counts("--limit").empty());
}

TEST(Flags, ArgumentsFillTheirPlacesInOrder) {
    const Flags flags = parsed({"a", "b", "--loud", "c"});
    EXPECT_EQ(flags.text("FILE"), "a");
    EXPECT_EQ(flags.texts("MORE"), (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(flags.joined("MORE"), "b c");
}

TEST(Flags, TwoDashesEndTheOptions) {
    const Flags flags = parsed({"--", "--loud", "--", "-x"});
    EXPECT_EQ(flags.text("FILE"), "--loud");
    EXPECT_EQ(flags.texts("MORE"), (std::vector<std::string>{"--", "-x"}));
    EXPECT_FALSE(flags.has("--loud"));
}

TEST(Flags, OneDashIsAnArgument) { EXPECT_EQ(parsed({"-"}).text("FILE"), "-"); }

TEST(Flags, AQueryKeepsItsExcludedWords) {
    EXPECT_EQ(query({"cache", "-redis", "--explain"}), "cache -redis");
    EXPECT_EQ(query({"-redis"}), "-redis");
    EXPECT_EQ(query({"a", "-q", "b"}), "a b");
    EXPECT_EQ(query({"--", "--explain"}), "--explain");
    EXPECT_EQ(query({"\"late interaction\"", "year:2025"}), "\"late interaction\" year:2025");
}

TEST(Flags, AQueryStillRefusesUnknownLongFlags) {
    EXPECT_EQ(query({"a", "--expain"}), "refused: unknown flag --expain; did you mean --explain?");
}

TEST(Flags, WhatIsMissingIsNamed) {
    EXPECT_EQ(refused({}), "FILE is missing");
    EXPECT_EQ(refused({"a", "--title"}), "--title needs a value");
    EXPECT_EQ(refused({"a", "-o"}), "--output needs a value");
    constexpr Flag kNeeds[] = {required(text_flag("--corpus", "FILE", {"corpus", "모음"}))};
    EXPECT_EQ(parse_flags(kNeeds, {}, {}).error().message, "--corpus is missing");
}

TEST(Flags, WhatIsTooMuchIsNamed) {
    constexpr Flag kOne[] = {argument("ONE", Takes::kText, {"one", "하나"})};
    const std::vector<std::string> two = {"a", "b"};
    EXPECT_EQ(parse_flags(kOne, {}, two).error().message, "unexpected argument \"b\"");
    EXPECT_EQ(refused({"a", "--loud=yes"}), "--loud takes no value");
}

TEST(Flags, NumbersAreWholeAndWithinTheirRange) {
    for (const char* bad : {"0", "101", "-1", "7x", "", " 7", "1e3", "99999999999999999999"}) {
        EXPECT_EQ(refused({"a", "--limit", bad}),
                  "--limit takes a number from 1 to 100, not \"" + std::string(bad) + "\"");
    }
    EXPECT_EQ(parsed({"a", "--limit", "100"}).count("--limit", 0), 100);
}

TEST(Flags, ChoicesAreListedWhereNoneFits) {
    EXPECT_EQ(refused({"a", "--mode", "dense"}), "--mode takes one of auto, words, not \"dense\"");
    EXPECT_EQ(parsed({"a", "--mode", "words"}).text("--mode"), "words");
}

TEST(Flags, AnUnknownNameIsAnsweredWithTheNearest) {
    EXPECT_EQ(refused({"a", "--limt", "3"}), "unknown flag --limt; did you mean --limit?");
    EXPECT_EQ(refused({"a", "--zzzzzz"}), "unknown flag --zzzzzz");
    EXPECT_EQ(refused({"a", "-x"}), "unknown flag -x");
}

TEST(NearestName, CountsOneSlipOfAnyKind) {
    constexpr std::string_view kNames[] = {"search", "show", "status", "stats", "sync"};
    EXPECT_EQ(nearest_name("serach", kNames), "search");  // two letters swapped
    EXPECT_EQ(nearest_name("searhc", kNames), "search");
    EXPECT_EQ(nearest_name("shwo", kNames), "show");
    EXPECT_EQ(nearest_name("staus", kNames), "status");
    EXPECT_EQ(nearest_name("synch", kNames), "sync");
    EXPECT_EQ(nearest_name("sea", kNames), "search");  // the beginning of a name
    EXPECT_EQ(nearest_name("frobnicate", kNames), "");
    EXPECT_EQ(nearest_name("", kNames), "");
}

// Every prefix of three letters and every name with one letter left out leads to some command.
TEST(NearestName, FindsEveryCommandWithALetterLost) {
    std::vector<std::string_view> names;
    for (const Command* command : commands())
        names.push_back(command->name);
    for (const std::string_view name : names) {
        for (std::size_t i = 0; i < name.size() && name.size() > 3; ++i) {
            std::string slip(name);
            slip.erase(i, 1);
            EXPECT_FALSE(nearest_name(slip, names).empty()) << slip;
        }
    }
}

TEST(UsageOf, SaysWhatIsOptionalAndWhatRepeats) {
    EXPECT_EQ(usage_of(kTable[0]), "FILE");
    EXPECT_EQ(usage_of(kTable[1]), "[MORE...]");
    EXPECT_EQ(usage_of(kTable[2]), "[--loud]");
    EXPECT_EQ(usage_of(kTable[4]), "[--note TEXT]...");
    EXPECT_EQ(usage_of(kTable[5]), "[--limit N]");
    EXPECT_EQ(usage_of(kTable[6]), "[--mode auto|words]");
    EXPECT_EQ(usage_of(kQueryTable[0]), "QUERY...");
}

TEST(SplitChoices, DropsNothing) {
    EXPECT_TRUE(split_choices("").empty());
    EXPECT_EQ(split_choices("a"), std::vector<std::string_view>{"a"});
    EXPECT_EQ(split_choices("a b c"), (std::vector<std::string_view>{"a", "b", "c"}));
}

// The tables of all commands keep what the parser relies on.
TEST(FlagTables, AreWellFormed) {
    for (const Command* command : commands()) {
        SCOPED_TRACE(command->name);
        std::vector<std::string_view> names;
        bool optional_seen = false, takes_rest = false;
        for (const auto flags : {command->flags, global_flags()}) {
            for (const Flag& flag : flags) {
                EXPECT_EQ(std::count(names.begin(), names.end(), flag.name), 0) << flag.name;
                names.push_back(flag.name);
                if (!flag.short_name.empty()) names.push_back(flag.short_name);
                EXPECT_FALSE(flag.help.en.empty()) << flag.name;
                EXPECT_FALSE(flag.help.ko.empty()) << flag.name;
                EXPECT_EQ(flag.takes == Takes::kChoice, !flag.choices.empty()) << flag.name;
                if (!flag.is_argument()) continue;
                EXPECT_FALSE(takes_rest) << flag.name << " stands behind one that takes all";
                EXPECT_FALSE(flag.required && optional_seen) << flag.name;
                optional_seen = optional_seen || !flag.required;
                takes_rest = flag.many || flag.takes == Takes::kWords;
            }
        }
    }
}

TEST(LanguageOfLocale, KoreanByItsCodeAlone) {
    for (const char* korean : {"ko", "ko_KR.UTF-8", "ko_KP", "ko.UTF-8", "ko-KR"}) {
        EXPECT_EQ(language_of_locale(korean), Language::kKorean) << korean;
    }
    for (const char* other : {"", "C", "POSIX", "en_US.UTF-8", "kok_IN", "kor", "C.UTF-8"}) {
        EXPECT_EQ(language_of_locale(other), Language::kEnglish) << other;
    }
}

}  // namespace
}  // namespace seogo::cli
