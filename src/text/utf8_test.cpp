// UTF-8 stepping against a decoder that writes table 3-7 of the Unicode standard out.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/unicode.h"

namespace seogo::text {
namespace {

struct Row {
    unsigned lead_low, lead_high, second_low, second_high, length;
};
// Unicode 15, 3.9, table 3-7 "Well-Formed UTF-8 Byte Sequences".
constexpr Row kRows[] = {
    {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};

// The length of the well-formed sequence at the beginning; 0 where there is none.
std::size_t slow_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (const Row& row : kRows) {
        if (byte(0) < row.lead_low || byte(0) > row.lead_high) continue;
        if (text.size() < row.length) return 0;
        if (row.length > 1 && (byte(1) < row.second_low || byte(1) > row.second_high)) return 0;
        for (std::size_t i = 2; i < row.length; ++i) {
            if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
        }
        return row.length;
    }
    return 0;
}

bool slow_is_valid(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = slow_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

void expect_like_slow(const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const CodePoint c = code_point_at(bytes, at);
        const std::size_t length = slow_length(std::string_view(bytes).substr(at));
        if (length == 0) {
            ASSERT_TRUE(c.value == U'\xFFFD');
            ASSERT_EQ(c.length, 1);
        } else {
            ASSERT_EQ(c.length, length);
        }
    }
    ASSERT_EQ(is_valid_utf8(bytes), slow_is_valid(bytes));
}

TEST(Utf8, EveryCodePointComesBack) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        std::string bytes;
        append_utf8(bytes, c);
        const bool is_surrogate = c >= 0xD800 && c < 0xE000;
        ASSERT_TRUE(code_point_at(bytes, 0).value == (is_surrogate ? U'\xFFFD' : c));
        ASSERT_EQ(code_point_at(bytes, 0).length, bytes.size());
    }
}

TEST(Utf8, EveryPairAndTripleOfOddBytesIsReadAsTheStandardSays) {
    const std::string odd =
        "\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE"
        "\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
    for (const char a : odd) {
        for (const char b : odd) {
            for (const char c : odd) {
                expect_like_slow({a, b, c});
                expect_like_slow({a, b, c, '\x80'});
            }
        }
    }
}

TEST(Utf8, RandomBytesAreReadAsTheStandardSays) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::size_t n = random() % 40; n > 0; --n) {
            if (random() % 3 == 0) {
                bytes.push_back(static_cast<char>(random()));
            } else {
                append_utf8(bytes,
                            static_cast<char32_t>(random() % (round % 2 == 0 ? 0x80 : 0x11000)));
            }
        }
        expect_like_slow(bytes);
    }
}

// The fast path over ASCII must not step over a bad byte, wherever it stands.
TEST(Utf8, OneBadByteIsSeenAtEveryPlace) {
    for (std::size_t size = 1; size < 40; ++size) {
        EXPECT_TRUE(is_valid_utf8(std::string(size, 'a')));
        for (std::size_t at = 0; at < size; ++at) {
            std::string bytes(size, 'a');
            bytes[at] = '\x80';
            EXPECT_FALSE(is_valid_utf8(bytes)) << size << " " << at;
        }
    }
    EXPECT_TRUE(is_valid_utf8(""));
    EXPECT_TRUE(is_valid_utf8("\xEF\xBF\xBD"));  // U+FFFD itself is no error
}

TEST(Utf8, PastTheEndIsInvalid) {
    EXPECT_TRUE(code_point_at("", 0).value == U'\xFFFD');
    EXPECT_EQ(code_point_at("ab", 2).length, 1);
}

}  // namespace
}  // namespace seogo::text
