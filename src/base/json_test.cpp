// JSON: what RFC 8259 allows is read exactly, all else is refused, and what is written reads back.
#include "base/json.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace seogo::base {
namespace {

constexpr auto kLow = std::numeric_limits<std::int64_t>::min();
constexpr auto kHigh = std::numeric_limits<std::int64_t>::max();

JsonValue parsed(std::string_view text) {
    auto value = JsonValue::parse(text);
    EXPECT_TRUE(value.ok()) << text;
    return value.ok() ? std::move(value).value() : JsonValue();
}

bool is_refused(std::string_view text) {
    const auto value = JsonValue::parse(text);
    return !value.ok() && value.error().kind == ErrorKind::kBadFile;
}

// One string value, written and without its quotes.
std::string escaped(std::string_view text) {
    std::string json = JsonWriter().string(text).take();
    return json.substr(1, json.size() - 2);
}

void write(JsonWriter& writer, const JsonValue& value) {
    switch (value.type()) {
        case JsonValue::Type::kNull:
            writer.null();
            return;
        case JsonValue::Type::kBool:
            writer.boolean(value.boolean());
            return;
        case JsonValue::Type::kString:
            writer.string(value.string());
            return;
        case JsonValue::Type::kNumber: {
            const auto whole = value.integer(kLow, kHigh);
            whole.ok() ? writer.number(whole.value()) : writer.number(value.number());
            return;
        }
        case JsonValue::Type::kArray:
            writer.begin_array();
            for (const auto& item : value.items())
                write(writer, item);
            writer.end_array();
            return;
        case JsonValue::Type::kObject:
            writer.begin_object();
            for (std::size_t i = 0; i < value.items().size(); ++i) {
                writer.key(value.keys()[i]);
                write(writer, value.items()[i]);
            }
            writer.end_object();
    }
}

std::string written(const JsonValue& value) {
    JsonWriter writer;
    write(writer, value);
    return writer.take();
}

TEST(JsonWriter, SetsCommasAndNesting) {
    JsonWriter w;
    w.begin_object().key("id").number(7).key("tags").begin_array().string("a").begin_array();
    w.end_array().null().boolean(true).end_array().key("o").begin_object().end_object();
    w.key("f").boolean(false).end_object();
    EXPECT_EQ(w.text(), R"({"id":7,"tags":["a",[],null,true],"o":{},"f":false})");
    EXPECT_EQ(w.take(), R"({"id":7,"tags":["a",[],null,true],"o":{},"f":false})");
}

TEST(JsonWriter, EscapesWhatMustBeAndWhatTerminalsActOn) {
    EXPECT_EQ(escaped("a\"b\\c/d"), R"(a\"b\\c/d)");
    EXPECT_EQ(escaped("\n\t\r"), R"(\n\t\r)");
    EXPECT_EQ(escaped(std::string_view("\0\x01\x1b\x1f\x7f", 5)),
              R"(\u0000\u0001\u001b\u001f\u007f)");
    EXPECT_EQ(escaped("\xC2\x80 \xC2\x9B \xC2\x9F \xC2\xA0"), "\\u0080 \\u009b \\u009f \xC2\xA0");
    EXPECT_EQ(escaped("서고 é 📜"), "서고 é 📜");
}

// Unicode 15, table 3-7: each byte that begins no well-formed sequence becomes one U+FFFD.
TEST(JsonWriter, MendsInvalidUtf8) {
    const std::string r = "\xEF\xBF\xBD";
    EXPECT_EQ(escaped("\xff"), r);
    EXPECT_EQ(escaped("a\x80z"), "a" + r + "z");
    EXPECT_EQ(escaped("\xC0\xAF"), r + r);          // overlong
    EXPECT_EQ(escaped("\xE0\x9F\xBF"), r + r + r);  // overlong
    EXPECT_EQ(escaped("\xED\xA0\x80"), r + r + r);  // a surrogate
    EXPECT_EQ(escaped("\xF0\x8F\xBF\xBF"), r + r + r + r);
    EXPECT_EQ(escaped("\xF4\x90\x80\x80"), r + r + r + r);  // beyond U+10FFFF
    EXPECT_EQ(escaped("\xEC\x84"), r + r);                  // cut off
    EXPECT_EQ(escaped("\xF4\x8F\xBF\xBF"), "\xF4\x8F\xBF\xBF");
}

TEST(JsonWriter, WritesNumbersThatReadBackEqual) {
    EXPECT_EQ(JsonWriter().number(0.1).text(), "0.1");
    EXPECT_EQ(JsonWriter().number(5.0).text(), "5");
    EXPECT_EQ(JsonWriter().number(kLow).text(), "-9223372036854775808");
    EXPECT_EQ(JsonWriter().number(std::numeric_limits<std::uint64_t>::max()).text(),
              "18446744073709551615");
    EXPECT_EQ(JsonWriter().number(std::nan("")).text(), "null");
    EXPECT_EQ(JsonWriter().number(-HUGE_VAL).text(), "null");
    std::mt19937_64 random(3);
    for (int i = 0; i < 20000; ++i) {
        const double number = std::bit_cast<double>(random());
        if (!std::isfinite(number)) continue;
        const double again = parsed(JsonWriter().number(number).text()).number();
        ASSERT_EQ(std::bit_cast<std::uint64_t>(again), std::bit_cast<std::uint64_t>(number));
    }
}

TEST(JsonReader, ReadsEveryTypeAndKeepsOrder) {
    const JsonValue value =
        parsed(" { \"b\" : [ 1 , true , false , null ] ,\n\t\"a\":\"\\uAC00\\n\",\"e\":{} } ");
    ASSERT_EQ(value.type(), JsonValue::Type::kObject);
    EXPECT_EQ(value.keys(), (std::vector<std::string>{"b", "a", "e"}));
    const auto& items = value["b"].items();
    ASSERT_EQ(items.size(), 4u);
    EXPECT_EQ(items[0].number(), 1.0);
    EXPECT_TRUE(items[1].boolean());
    EXPECT_FALSE(items[2].boolean());
    EXPECT_TRUE(items[3].is_null());
    EXPECT_EQ(value["a"].string(), "가\n");
    EXPECT_EQ(value["e"].type(), JsonValue::Type::kObject);
    EXPECT_TRUE(value["none"].is_null());
    EXPECT_TRUE(value["none"]["deeper"].is_null());
}

TEST(JsonReader, AnyValueIsAText) {
    EXPECT_TRUE(parsed("null").is_null());
    EXPECT_EQ(parsed("\"\"").type(), JsonValue::Type::kString);
    EXPECT_EQ(parsed("-0").number(), 0.0);
    EXPECT_EQ(parsed("[]").type(), JsonValue::Type::kArray);
}

TEST(JsonReader, TheLastOfEqualKeysCounts) {
    const JsonValue value = parsed(R"({"a":1,"b":2,"a":3})");
    EXPECT_EQ(value["a"].number(), 3.0);
    EXPECT_EQ(value.items().size(), 3u);
}

// RFC 8259, sections 2 to 7: what the grammar does not make.
TEST(JsonReader, RefusesWhatTheGrammarDoesNotMake) {
    for (const char* text :
         {"",          " ",          "{",           "}",       "[",       "]",
          "[1",        "[1,",        "[,1]",        "[1,]",    "[1 2]",   "{\"a\"}",
          "{\"a\":}",  "{\"a\":1,}", "{a:1}",       "{'a':1}", "{1:2}",   "\"",
          "\"a",       "'a'",        "nul",         "True",    "NaN",     "Infinity",
          "-Infinity", "undefined",  "01",          "-01",     "+1",      "1.",
          ".5",        "1e",         "1e+",         "0x10",    "-",       "--1",
          "1 2",       "[] []",      "{} x",        "null,",   "// c\n1", "/* c */1",
          "\"\\x41\"", "\"\\u12\"",  "\"\\u12G4\"", "\"\t\"",  "\"\n\"",  "\"\x1f\"",
          "\"\\\"",    "1e999",      "-1e999"}) {
        EXPECT_TRUE(is_refused(text)) << text;
    }
    EXPECT_TRUE(is_refused(std::string_view("1\0", 2)));
    EXPECT_TRUE(is_refused(std::string_view("\"a\0b\"", 5)));
}

TEST(JsonReader, RefusesWhatIsNoUnicode) {
    for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800x")",
                             "\"\xff\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xEC\x84\""}) {
        EXPECT_TRUE(is_refused(text)) << text;
    }
    EXPECT_EQ(parsed(R"("\ud83d\udcdc")").string(), "📜");
    EXPECT_EQ(parsed(R"("\u0000")").string(), std::string(1, '\0'));
}

TEST(JsonReader, DepthHasALimitAndNoStackIsSpentOnIt) {
    const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i)
            text += open;
        text += "1";
        for (std::size_t i = 0; i < depth; ++i)
            text += close;
        return text;
    };
    EXPECT_TRUE(JsonValue::parse(nested(128, "[", "]")).ok());
    EXPECT_TRUE(is_refused(nested(129, "[", "]")));
    EXPECT_TRUE(JsonValue::parse(nested(128, "{\"a\":", "}")).ok());
    EXPECT_TRUE(is_refused(nested(129, "{\"a\":", "}")));
    EXPECT_TRUE(is_refused(std::string(1'000'000, '[')));
    EXPECT_NE(JsonValue::parse(std::string(200, '[')).error().message.find("nested"),
              std::string::npos);
}

TEST(JsonReader, ErrorsTellThePlace) {
    EXPECT_NE(JsonValue::parse("[1, x]").error().message.find("byte 5"), std::string::npos);
}

TEST(JsonInteger, IsExactOverAllOfInt64) {
    for (const std::int64_t number : {kLow, kLow + 1, std::int64_t{-1}, std::int64_t{0},
                                      std::int64_t{9007199254740993}, kHigh - 1, kHigh}) {
        EXPECT_EQ(parsed(std::to_string(number)).integer(kLow, kHigh).value(), number);
    }
    EXPECT_FALSE(parsed("9223372036854775808").integer(kLow, kHigh).ok());
    EXPECT_FALSE(parsed("-9223372036854775809").integer(kLow, kHigh).ok());
    EXPECT_FALSE(parsed("18446744073709551616").integer(kLow, kHigh).ok());
}

TEST(JsonInteger, MayBeWrittenWithAPointOrAnExponent) {
    EXPECT_EQ(parsed("2.0").integer(0, 10).value(), 2);
    EXPECT_EQ(parsed("1e3").integer(0, 1000).value(), 1000);
    EXPECT_EQ(parsed("-0.0").integer(0, 10).value(), 0);
    EXPECT_FALSE(parsed("1e19").integer(kLow, kHigh).ok()) << "beyond 2^53 a double is not exact";
}

TEST(JsonInteger, RefusesWhatIsNoneOrOutOfRange) {
    for (const char* text : {"1.5", "1e-1", "\"1\"", "null", "true", "[1]", "{}", "11", "-1"}) {
        const auto value = parsed(text).integer(0, 10);
        ASSERT_FALSE(value.ok()) << text;
        EXPECT_EQ(value.error().kind, ErrorKind::kBadFile);
        EXPECT_EQ(value.error().message, "not an integer from 0 to 10");
    }
}

// A random value of at most `depth` levels.
void write_random(JsonWriter& w, std::mt19937& random, int depth) {
    static constexpr const char* kTexts[] = {"", "a", "가나", "\"\\\n", "📜", "key with space"};
    const auto type = random() % (depth > 0 ? 7u : 5u);
    const std::size_t count = random() % 4;
    if (type == 0) w.null();
    if (type == 1) w.boolean(random() % 2 == 0);
    if (type == 2) w.number(static_cast<std::int64_t>(random()) - 2147483648);
    if (type == 3) w.number(static_cast<double>(random()) / 1024.0);
    if (type == 4) w.string(kTexts[random() % std::size(kTexts)]);
    if (type == 5) {
        w.begin_array();
        for (std::size_t i = 0; i < count; ++i)
            write_random(w, random, depth - 1);
        w.end_array();
    }
    if (type == 6) {
        w.begin_object();
        for (std::size_t i = 0; i < count; ++i) {
            w.key(kTexts[random() % std::size(kTexts)]);
            write_random(w, random, depth - 1);
        }
        w.end_object();
    }
}

TEST(Json, WhatIsWrittenReadsBackAndIsWrittenTheSame) {
    std::mt19937 random(5);
    for (int i = 0; i < 3000; ++i) {
        JsonWriter writer;
        write_random(writer, random, 5);
        ASSERT_EQ(written(parsed(writer.text())), writer.text());
    }
}

}  // namespace
}  // namespace seogo::base
