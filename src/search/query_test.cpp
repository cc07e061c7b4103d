// The query language reads what docs/guide/search.md says, and names the character of what is
// wrong.
#include "search/query.h"

#include <gtest/gtest.h>

namespace seogo::search {
namespace {

std::string match_name(const Clause& clause) {
    switch (clause.match) {
        case WordMatch::kOwn:
            return "word";
        case WordMatch::kPrefix:
            return "prefix";
        case WordMatch::kFuzzy:
            return "fuzzy" + std::to_string(clause.edits);
        case WordMatch::kInitials:
            return "initials";
    }
    return "";
}

// "word(a) -phrase(b c) field(kind=paper)|word(x)": groups parted by spaces, alternatives by |.
std::string shape(std::string_view text) {
    const auto query = parse_query(text);
    if (!query.ok()) return "error: " + query.error().message;
    std::string out;
    for (const auto& group : query.value().groups) {
        if (!out.empty()) out += ' ';
        for (const Clause& clause : group.any_of) {
            if (&clause != &group.any_of.front()) out += '|';
            if (clause.negated) out += '-';
            switch (clause.kind) {
                case ClauseKind::kWord:
                    out += match_name(clause) + "(" + clause.value + ")";
                    break;
                case ClauseKind::kPhrase:
                    out += "phrase(" + clause.value + ")";
                    if (clause.slack > 0) out += "~" + std::to_string(clause.slack);
                    break;
                case ClauseKind::kField:
                    out += "field(" + clause.field + "=" + clause.value + ")";
                    break;
                case ClauseKind::kRegex:
                    out += "regex(" + clause.value + ")";
                    break;
            }
        }
    }
    return out;
}

TEST(Query, ReadsEachFormOfTheLanguage) {
    EXPECT_EQ(shape("양자화 기법"), "word(양자화) word(기법)");
    EXPECT_EQ(shape("\"late interaction\" -news"), "phrase(late interaction) -word(news)");
    EXPECT_EQ(shape("“늦은 상호작용”"), "phrase(늦은 상호작용)");
    EXPECT_EQ(shape("a OR b c"), "word(a)|word(b) word(c)");
    EXPECT_EQ(shape("a OR b OR \"c d\""), "word(a)|word(b)|phrase(c d)");
    EXPECT_EQ(shape("kind:paper OR -kind:news"), "field(kind=paper)|-field(kind=news)");
    EXPECT_EQ(shape("title:\"역색인의 구조\" org:Google"),
              "field(title=역색인의 구조) field(org=Google)");
    EXPECT_EQ(shape("re:/bm[0-9]+ (a|b)/ x"), "regex(bm[0-9]+ (a|b)) word(x)");
    EXPECT_EQ(shape("re:/a\\/b\\d/"), "regex(a/b\\d)");
    EXPECT_EQ(shape("-re:/x/"), "-regex(x)");
    EXPECT_EQ(shape("year:2025 week:2025-01-w4 before:2025-03-15 after:2024"),
              "field(year=2025) field(week=2025-01-w4) field(before=2025-03-15) field(after=2024)");
    EXPECT_EQ(shape("lang:ko site:arxiv.org type:entry has:concepts"),
              "field(lang=ko) field(site=arxiv.org) field(type=entry) field(has=concepts)");
}

TEST(Query, SignsAtTheEndOfAWordSayWhatItStandsFor) {
    EXPECT_EQ(shape("임베* embed* -x*"), "prefix(임베) prefix(embed) -prefix(x)");
    EXPECT_EQ(shape("임배딩~ 임배딩~1 임배딩~2"), "fuzzy1(임배딩) fuzzy1(임배딩) fuzzy2(임배딩)");
    EXPECT_EQ(shape("ㅇㅂㄷ 임ㅂㄷ ㅋㅋ"), "initials(ㅇㅂㄷ) initials(임ㅂㄷ) initials(ㅋㅋ)");
    EXPECT_EQ(shape("ㄱ ㅏㅏ ㅠㅠ ㅇㅂa"), "word(ㄱ) word(ㅏㅏ) word(ㅠㅠ) word(ㅇㅂa)");
    EXPECT_EQ(shape("\"late interaction\"~5 x"), "phrase(late interaction)~5 word(x)");
    EXPECT_EQ(shape("* ~ **굵게** ~/.config 5~10 a~b"),
              "word(*) word(~) word(**굵게**) word(~/.config) word(5~10) word(a~b)");
    EXPECT_EQ(shape("가 나~3"), "error: query, character 3: ~ takes 1 or 2 letters of difference");
    for (const char* bad : {"\"a b\"~", "\"a b\"~0", "\"a b\"~100", "\"a b\"~x"}) {
        EXPECT_EQ(shape(bad), "error: query, character 6: ~ behind a phrase takes 1 to 99 words");
    }
}

TEST(Query, RangesNameOneOrBothOfTheirEnds) {
    EXPECT_EQ(shape("year:2023..2025 week:2025-01-w2..2025-03"),
              "field(year=2023..2025) field(week=2025-01-w2..2025-03)");
    EXPECT_EQ(shape("year:..2024 week:2024.."), "field(year=..2024) field(week=2024..)");
    EXPECT_EQ(shape("week:.."),
              "error: query, character 1: a range names at least one of its ends");
    EXPECT_TRUE(shape("year:2024-01..2025").starts_with("error: query, character 1: year:"));
    EXPECT_TRUE(shape("week:2024..soon").starts_with("error: query, character 1: a date"));
}

TEST(Query, SpacesOfAllKindsPartWords) {
    EXPECT_EQ(shape(" a\tb\n c\u3000d\u00A0e "), "word(a) word(b) word(c) word(d) word(e)");
    EXPECT_EQ(shape(""), "");
    EXPECT_EQ(shape("\u3000"), "");
}

TEST(Query, WhatOnlyLooksLikeAnOperatorIsAWord) {
    EXPECT_EQ(shape("https://example.org/a 3:1 std::vector C++:"),
              "word(https://example.org/a) word(3:1) word(std::vector) word(C++:)");
    EXPECT_EQ(shape("- or a-b 5\""), "word(-) word(or) word(a-b) word(5\")");
    EXPECT_EQ(shape(":x"), "word(:x)");
}

TEST(Query, AnUnknownFieldIsReadAsWordsAndSaid) {
    const auto query = parse_query("knd:paper");
    ASSERT_TRUE(query.ok());
    EXPECT_EQ(shape("knd:paper"), "word(knd:paper)");
    ASSERT_EQ(query.value().warnings.size(), 1u);
    EXPECT_NE(query.value().warnings[0].find("\"knd:\" is no field"), std::string::npos);
    EXPECT_TRUE(parse_query("https://a.b 12:30 std::x").value().warnings.empty());
}

TEST(Query, ErrorsNameTheirCharacter) {
    EXPECT_EQ(shape("가나 \"다"),
              "error: query, character 4: the quote that opens here does not close");
    EXPECT_EQ(shape("x re:/a"),
              "error: query, character 3: the regex that opens here has no second /");
    EXPECT_EQ(shape("re://"), "error: query, character 1: the regex is empty");
    EXPECT_EQ(shape("OR a"), "error: query, character 1: OR needs something before it");
    EXPECT_EQ(shape("a OR OR b"), "error: query, character 6: OR needs something before it");
    EXPECT_EQ(shape("a OR "), "error: query, character 3: OR needs something after it");
    EXPECT_EQ(shape("a kind:book"),
              "error: query, character 3: kind: takes one of: paper dev news interesting none");
    EXPECT_EQ(shape("kind:"), "error: query, character 1: kind: has no value");
    EXPECT_EQ(
        shape("year:25"),
        "error: query, character 1: year: takes four digits, as in year:2025, or year:2023..2025");
    EXPECT_EQ(shape("week:2025-01"),
              "error: query, character 1: week: takes a week, as in week:2025-01-w4");
    EXPECT_EQ(shape("before:soon"),
              "error: query, character 1: a date is written 2025, 2025-01, "
              "2025-01-w4 or 2025-01-31");
    EXPECT_TRUE(
        shape("has:money").starts_with("error: query, character 1: has: takes one of: notes"));
    EXPECT_TRUE(
        shape("type:pdf").starts_with("error: query, character 1: type: takes one of: entry"));
}

TEST(Query, DatesAreReadAsFarAsTheySay) {
    const auto date = [](std::string_view text) {
        const auto parsed = parse_week_date(text);
        if (!parsed.ok()) return std::string("wrong");
        const WeekDate d = parsed.value();
        return std::to_string(d.year) + "/" + std::to_string(d.month) + "/" +
               std::to_string(d.week);
    };
    EXPECT_EQ(date("2025"), "2025/0/0");
    EXPECT_EQ(date("2025-12"), "2025/12/0");
    EXPECT_EQ(date("2025-01-w4"), "2025/1/4");
    EXPECT_EQ(date("2025-01-01"), "2025/1/1");
    EXPECT_EQ(date("2025-01-08"), "2025/1/2");
    EXPECT_EQ(date("2025-01-31"), "2025/1/5");
    for (const auto* wrong :
         {"", "25", "2025-13", "2025-00", "2025-1", "2025-01-w0", "2025-01-w7", "2025-01-32",
          "2025/01", "2025-01-015", "-025", "20a5", "2025-01w2"}) {
        EXPECT_EQ(date(wrong), "wrong") << wrong;
    }
}

TEST(Query, ClausesKnowTheirBytes) {
    const std::string_view text = "가 -title:\"x y\" re:/z/";
    const auto query = parse_query(text);
    ASSERT_TRUE(query.ok());
    std::vector<std::string_view> parts;
    for (const auto& group : query.value().groups) {
        const Clause& clause = group.any_of[0];
        parts.push_back(text.substr(clause.begin, clause.end - clause.begin));
    }
    EXPECT_EQ(parts, (std::vector<std::string_view>{"가", "-title:\"x y\"", "re:/z/"}));
}

TEST(Query, PlainTextHasNoOperators) {
    const Query query = plain_query("\"a OR -b kind:x");
    ASSERT_EQ(query.groups.size(), 1u);
    EXPECT_EQ(query.groups[0].any_of[0].value, "\"a OR -b kind:x");
    EXPECT_EQ(query.groups[0].any_of[0].kind, ClauseKind::kWord);
}

// threats.md Q3: a megabyte, ten thousand terms or quotes, nothing but signs.
TEST(Query, LargeAndOddTextsAreReadInOnePass) {
    std::string terms;
    std::string quotes;
    for (int i = 0; i < 10'000; ++i) {
        terms += "w" + std::to_string(i) + " ";
        quotes += "\"a\" ";
    }
    EXPECT_EQ(parse_query(terms).value().groups.size(), 10'000u);
    EXPECT_EQ(parse_query(quotes).value().groups.size(), 10'000u);
    EXPECT_TRUE(parse_query(std::string(1 << 20, 'x')).ok());
    EXPECT_TRUE(parse_query(std::string(1 << 20, '-')).ok());
    EXPECT_TRUE(parse_query(std::string(10'000, '"')).ok());
    EXPECT_FALSE(parse_query(std::string(9'999, '"')).ok());
    EXPECT_TRUE(parse_query("!? … 。").ok());
    EXPECT_TRUE(parse_query("😀😀 ㅋㅋㅋ \xff\xfe").ok());
}

}  // namespace
}  // namespace seogo::search
