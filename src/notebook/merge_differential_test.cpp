// Differential tests of merge3 and unified_diff against slow, plain versions kept here only.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "notebook/line_diff.h"
#include "notebook/merge.h"

namespace seogo::notebook {
namespace {

using Lines = std::vector<std::string>;

std::string joined(const Lines& lines) {
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

// Lines that are all different, so that every diff of them is the only smallest one.
Lines distinct_lines(std::size_t count) {
    Lines lines;
    for (std::size_t i = 0; i < count; ++i) {
        std::string words;
        for (std::size_t k = 0; k < 6; ++k)
            words += static_cast<char>('a' + (i * 7 + k * (i + 3)) % 26);
        lines.push_back("- " + std::to_string(i * 7919) + " " + words + "\n");
    }
    return lines;
}

// What one side did to each line of the base: kept it, replaced it or removed it; and what it put
// in front of it.
struct Step {
    enum What { kKept, kChanged, kRemoved } what = kKept;
    std::string changed;
    Lines before;
};
using Script = std::vector<Step>;  // one a line of the base, and one for its end

Script random_script(std::mt19937& random, const Lines& base, const std::string& side) {
    Script script(base.size() + 1);
    for (std::size_t i = 0; i <= base.size(); ++i) {
        Step& step = script[i];
        const auto dice = random() % 12;
        if (dice == 0)
            step.before = {"new line of " + side + " " + std::to_string(random() % 1000) + "\n"};
        if (i == base.size()) continue;
        if (dice == 1) step.what = Step::kRemoved;
        if (dice == 2) {
            step.what = Step::kChanged;
            step.changed = base[i];
            step.changed.insert(step.changed.size() / 2, "~" + side + "~");
        }
    }
    return script;
}

Lines applied(const Lines& base, const Script& script) {
    Lines out;
    for (std::size_t i = 0; i <= base.size(); ++i) {
        out.insert(out.end(), script[i].before.begin(), script[i].before.end());
        if (i == base.size() || script[i].what == Step::kRemoved) continue;
        out.push_back(script[i].what == Step::kChanged ? script[i].changed : base[i]);
    }
    return out;
}

// The merge by what both did to each line; whether they touch one line is told apart.
struct Slow {
    std::string text;
    bool one_line =
        false;  // both changed, or one changed what the other removed, or both inserted here
};

Slow slow_merge(const Lines& base, const Script& ours, const Script& theirs) {
    Slow slow;
    for (std::size_t i = 0; i <= base.size(); ++i) {
        if (!ours[i].before.empty() && !theirs[i].before.empty()) slow.one_line = true;
        slow.text += joined(ours[i].before) + joined(theirs[i].before);
        if (i == base.size()) continue;
        const bool both = ours[i].what != Step::kKept && theirs[i].what != Step::kKept;
        if (both && (ours[i].what != Step::kRemoved || theirs[i].what != Step::kRemoved)) {
            slow.one_line = true;
        }
        if (ours[i].what == Step::kRemoved || theirs[i].what == Step::kRemoved) continue;
        if (ours[i].what == Step::kChanged) {
            slow.text += ours[i].changed;
        } else {
            slow.text += theirs[i].what == Step::kChanged ? theirs[i].changed : base[i];
        }
    }
    return slow;
}

TEST(MergeDifferential, AgreesWithTheMergeLineByLine) {
    std::mt19937 random(21);
    std::size_t merged = 0, told = 0;
    for (int round = 0; round < 2000; ++round) {
        const Lines base = distinct_lines(4 + random() % 30);
        const Script ours = random_script(random, base, "ours");
        const Script theirs = random_script(random, base, "theirs");
        const Slow slow = slow_merge(base, ours, theirs);
        const Merged fast =
            merge3(joined(base), joined(applied(base, ours)), joined(applied(base, theirs)));
        if (!fast.conflicts.empty()) {
            ++told;
            continue;
        }
        ++merged;
        // What both sides did to one line is never merged in silence.
        ASSERT_FALSE(slow.one_line) << "round " << round;
        ASSERT_EQ(fast.text, slow.text) << "round " << round << "\nours\n"
                                        << joined(applied(base, ours)) << "theirs\n"
                                        << joined(applied(base, theirs)) << "base\n"
                                        << joined(base);
    }
    EXPECT_GT(merged, 300u);
    EXPECT_GT(told, 300u);
}

// Edits that are at least one line apart never meet.
TEST(MergeDifferential, EditsApartAreNeverAConflict) {
    std::mt19937 random(22);
    for (int round = 0; round < 1000; ++round) {
        const Lines base = distinct_lines(20 + random() % 20);
        Script ours(base.size() + 1), theirs(base.size() + 1);
        for (std::size_t i = 1; i + 1 < base.size(); i += 3) {
            Script& side = random() % 2 == 0 ? ours : theirs;
            const std::string name = &side == &ours ? "ours" : "theirs";
            const auto dice = random() % 3;
            side[i].what = dice == 0 ? Step::kRemoved : Step::kChanged;
            side[i].changed = base[i] + "";
            side[i].changed.insert(2, name);
        }
        const Merged fast =
            merge3(joined(base), joined(applied(base, ours)), joined(applied(base, theirs)));
        ASSERT_TRUE(fast.conflicts.empty()) << "round " << round;
        ASSERT_EQ(fast.text, slow_merge(base, ours, theirs).text);
    }
}

// A plain reader of unified diffs: applies hunks to the text before.
std::string patched(std::string_view before, std::string_view diff) {
    const auto lines = split_lines(before);
    std::string out;
    std::size_t at = 0;
    std::string_view last;
    for (const auto line : split_lines(diff)) {
        if (line.starts_with("@@")) {
            const auto comma = line.find_first_of(", ", 4);
            std::size_t begin = std::stoul(std::string(line.substr(4, comma - 4)));
            const bool none = line.substr(comma, 2) == ",0";
            if (!none) --begin;
            while (at < begin)
                out += lines[at++];
        } else if (line.starts_with("\\")) {
            if (last.starts_with('+') || last.starts_with(' ')) out.pop_back();
        } else {
            if (line[0] != '-') out += line.substr(1);
            if (line[0] != '+') ++at;
        }
        last = line;
    }
    while (at < lines.size())
        out += lines[at++];
    return out;
}

TEST(UnifiedDiffDifferential, AppliedToTheTextBeforeGivesTheTextAfter) {
    std::mt19937 random(23);
    for (int round = 0; round < 1500; ++round) {
        const auto text = [&] {
            std::string all;
            for (auto lines = random() % 20; lines > 0; --lines)
                all += std::string(1, static_cast<char>('a' + random() % 5)) + "\n";
            if (random() % 3 == 0 && !all.empty()) all.pop_back();
            return all;
        };
        const std::string before = text(), after = text();
        const std::string diff = unified_diff(before, after, random() % 4);
        ASSERT_EQ(patched(before, diff), after) << diff;
    }
}

}  // namespace
}  // namespace seogo::notebook
