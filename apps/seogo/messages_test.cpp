// The catalogue of messages: every pattern is sound, and every error of the program stands in it.
#include "seogo/messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"

namespace seogo::cli {
namespace {

std::set<char> places_of(std::string_view pattern) {
    std::set<char> places;
    for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
        if (pattern[i] == '{' && pattern[i + 2] == '}') places.insert(pattern[i + 1]);
    }
    return places;
}

// The pattern with each place filled by a word.
std::string filled(std::string_view pattern) {
    std::string out(pattern);
    for (const char place : places_of(pattern)) {
        const std::string mark = {'{', place, '}'};
        for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark)) {
            out.replace(at, 3, "word" + std::string(1, place));
        }
    }
    return out;
}

bool has_hangul(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0xEA && byte <= 0xED) return true;  // U+A000 to U+DFFF
    }
    return false;
}

std::string korean(std::string_view message) { return localized(Language::kKorean, message); }

TEST(Catalogue, KeepsEveryPlace) {
    for (const Message& one : korean_messages()) {
        EXPECT_EQ(places_of(one.english), places_of(one.korean)) << one.english;
        EXPECT_TRUE(has_hangul(one.korean)) << one.english;
    }
}

// A pattern that an earlier one hides would never be found.
TEST(Catalogue, EveryPatternIsReached) {
    for (const Message& one : korean_messages()) {
        EXPECT_EQ(korean(filled(one.english)), filled(one.korean)) << one.english;
    }
}

TEST(Localized, EnglishIsAsItWas) {
    EXPECT_EQ(localized(Language::kEnglish, "no item 7"), "no item 7");
}

TEST(Localized, PlacesCarryWhatStoodThere) {
    EXPECT_EQ(korean("no item 7"), "7번 항목은 없습니다");
    EXPECT_EQ(korean("unknown command \"serach\"; did you mean search?"),
              "\"serach\": 없는 명령입니다. 혹시 search?");
    EXPECT_EQ(korean("--limit takes a number from 1 to 1000, not \"0\""),
              "--limit: 1부터 1000까지의 수여야 합니다(\"0\" 아님)");
}

TEST(Localized, AMessageBehindItsPlaceIsFoundToo) {
    EXPECT_EQ(korean("/home/a: b.md: no item 7"), "/home/a: b.md: 7번 항목은 없습니다");
}

TEST(Localized, AMessageInsideAMessageIsFoundToo) {
    EXPECT_EQ(korean("line 3: nothing was found"), "3번째 줄: 찾은 것이 없습니다");
}

TEST(Localized, WhatIsUnknownStaysWhole) {
    for (const char* message : {"", ": ", "a: b", "Is a directory", "{0}", "no item"}) {
        EXPECT_EQ(korean(message), message);
    }
}

// Source files of the program, tests aside.
std::vector<base::Path> sources(const base::Path& root) {
    std::vector<base::Path> folders = {root / "src", root / "apps"}, found;
    while (!folders.empty()) {
        const base::Path folder = folders.back();
        folders.pop_back();
        const auto names = base::real_files().list(folder);
        if (!names.ok()) continue;
        for (const std::string& name : names.value()) {
            const auto info = base::real_files().info(folder / name);
            if (info.ok() && info.value().type == base::FileType::kFolder) {
                folders.push_back(folder / name);
            } else if (name.ends_with(".cpp") && name.find("_test.") == std::string::npos) {
                found.push_back(folder / name);
            }
        }
    }
    return found;
}

// The string literals of one statement, unescaped and joined where they stand beside each other.
std::vector<std::string> literals_of(std::string_view statement) {
    std::vector<std::string> literals;
    std::size_t closed = std::string_view::npos;
    for (std::size_t i = 0; i < statement.size(); ++i) {
        if (statement[i] != '"') {
            if (statement[i] != ' ' && statement[i] != '\n') closed = std::string_view::npos;
            continue;
        }
        if (closed == std::string_view::npos) literals.emplace_back();
        for (++i; i < statement.size() && statement[i] != '"'; ++i) {
            if (statement[i] == '\\' && i + 1 < statement.size()) ++i;
            literals.back() += statement[i];
        }
        closed = i;
    }
    return literals;
}

bool in_catalogue(std::string_view literal) {
    const auto messages = korean_messages();
    return std::any_of(messages.begin(), messages.end(), [&](const Message& one) {
        return one.english.find(literal) != std::string_view::npos;
    });
}

// Every literal of an Error that is made anywhere is part of some pattern.
TEST(Catalogue, HoldsTheErrorsOfEveryFloor) {
    const char* const root = std::getenv("SEOGO_SOURCE_DIR");
    ASSERT_NE(root, nullptr);
    std::string missing;
    for (const base::Path& path : sources(root)) {
        const std::string code = base::read_file(base::real_files(), path).value();
        for (auto at = code.find("ErrorKind::k"); at != std::string::npos;
             at = code.find("ErrorKind::k", at + 1)) {
            const std::size_t comma = code.find_first_of(",;:)&=}", at + 12);
            if (comma == std::string::npos || code[comma] != ',') continue;  // compared, not made
            const std::size_t end = code.find(';', comma);
            for (const std::string& literal : literals_of(code.substr(comma, end - comma))) {
                if (literal.size() < 7 || in_catalogue(literal)) continue;
                missing += path.filename().string() + ": \"" + literal + "\"\n";
            }
        }
    }
    EXPECT_EQ(missing, "") << "add these to apps/seogo/messages_korean.cpp";
}

}  // namespace
}  // namespace seogo::cli
