// The terms of runs, as analyze() and TermStream read them: buffers that are used again, positions.
#include "text/run_terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace seogo::text {
namespace {

constexpr const char* kPieces[] = {"검색", "을",   "GPUs", "running", "C++",      "'s",  "-",
                                   ".",    " ",    "25",   "漢字",    "e\u0301",  "ㅎ",  "ㅏ",
                                   "는",   "\xFF", "책",   "v1.5_b",  "\u2019re", "+++", "😀"};

std::string random_text(std::mt19937& random) {
    std::string text;
    for (std::size_t n = random() % 30; n > 0; --n)
        text += kPieces[random() % std::size(kPieces)];
    return text;
}

// Each term with all that is told of it.
std::vector<std::string> told(const RunTerms& runs, bool with_pairs) {
    std::vector<std::string> out;
    for (const RunTerm& term : runs.terms()) {
        if (!with_pairs && term.kind == TermKind::kPair) continue;
        std::string line(1, term.prefix);
        line += runs.letters_of(term);
        for (const std::uint32_t number :
             {static_cast<std::uint32_t>(term.kind), term.position, term.begin, term.end})
            line += " " + std::to_string(number);
        out.push_back(line);
    }
    return out;
}

TEST(RunTerms, WhatWasReadBeforeLeavesNoTrace) {
    std::mt19937 random(61);
    RunTerms used;
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(random);
        const Pairs pairs = random() % 2 == 0 ? Pairs::kTold : Pairs::kLeftOut;
        RunTerms fresh;
        fresh.read(text, pairs);
        used.read(text, pairs);
        ASSERT_EQ(told(used, true), told(fresh, true)) << text;
    }
}

TEST(RunTerms, LeavingPairsOutLeavesOutNothingElse) {
    std::mt19937 random(67);
    RunTerms with, without;
    std::size_t pairs = 0;
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(random);
        with.read(text, Pairs::kTold);
        without.read(text, Pairs::kLeftOut);
        ASSERT_EQ(told(with, false), told(without, true)) << text;
        pairs += with.terms().size() - without.terms().size();
    }
    EXPECT_GT(pairs, 0u);
}

// What TermStream stands on: positions go up by one or not at all, from 0.
TEST(RunTerms, PositionsLeaveNoneOut) {
    std::mt19937 random(69);
    RunTerms runs;
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(random);
        runs.read(text, Pairs::kLeftOut);
        std::uint32_t position = 0;
        for (const RunTerm& term : runs.terms()) {
            ASSERT_TRUE(term.position == position || term.position == position + 1) << text;
            ASSERT_TRUE(term.position == 0 || &term != &runs.terms().front()) << text;
            position = term.position;
        }
    }
}

}  // namespace
}  // namespace seogo::text
