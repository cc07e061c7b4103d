// The best items are those that sorting everything would put first.
#include "index/top_items.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/random.h"

namespace seogo::index {
namespace {

using testing::Random;

bool is_before(const FoundPassage& a, const FoundPassage& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
}

// All of them sorted, the first passage of each item kept.
std::vector<FoundPassage> by_sorting(std::vector<FoundPassage> all, std::size_t top_k) {
    std::sort(all.begin(), all.end(), is_before);
    std::set<std::int64_t> seen;
    std::erase_if(all, [&](const auto& found) { return !seen.insert(found.key.item).second; });
    if (all.size() > top_k) all.resize(top_k);
    return all;
}

FoundPassage random_passage(Random& random, std::uint32_t number) {
    FoundPassage found;
    found.key = {std::int64_t{random.below(40)} - 10, number, number + 5};
    found.score = random.below(12);  // many ties
    found.segment = random.below(3);
    found.passage = number;
    return found;
}

void expect_equal(const std::vector<FoundPassage>& found, const std::vector<FoundPassage>& right) {
    ASSERT_EQ(found.size(), right.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].key, right[i].key) << i;
        EXPECT_EQ(found[i].score, right[i].score) << i;
        EXPECT_EQ(found[i].segment, right[i].segment) << i;
        EXPECT_EQ(found[i].passage, right[i].passage) << i;
    }
}

TEST(TopItems, AreThoseOfSortingAll) {
    Random random(1);
    for (int run = 0; run < 400; ++run) {
        SCOPED_TRACE(run);
        const std::size_t top_k = 1 + random.below(30);
        TopItems top(top_k);
        std::vector<FoundPassage> all;
        for (std::uint32_t n = random.below(200), i = 0; i < n; ++i) {
            all.push_back(random_passage(random, i));
            top.offer(all.back());
        }
        const auto right = by_sorting(all, top_k);
        EXPECT_EQ(top.size(), right.size());
        expect_equal(top.take(), right);
    }
}

TEST(TopItems, DoNotDependOnTheOrderOfOffers) {
    Random random(2);
    std::vector<FoundPassage> all;
    for (std::uint32_t i = 0; i < 300; ++i)
        all.push_back(random_passage(random, i));
    const auto right = by_sorting(all, 10);
    for (int run = 0; run < 50; ++run) {
        random.shuffle(all);
        TopItems top(10);
        for (const FoundPassage& found : all)
            top.offer(found);
        expect_equal(top.take(), right);
    }
}

// (1) A passage below the floor never comes in. (2) The floor never falls. (3) It is 0 until k
// items are there: before that everything comes in.
TEST(TopItems, FloorIsWhatAPassageMustReach) {
    Random random(3);
    TopItems top(8);
    std::vector<FoundPassage> all;
    std::int64_t before = 0;
    for (std::uint32_t i = 0; i < 500; ++i) {
        FoundPassage found = random_passage(random, i);
        found.score = random.below(1000);
        const std::int64_t floor = top.floor();
        EXPECT_GE(floor, before);
        if (top.size() < 8) {
            EXPECT_EQ(floor, 0);
        }
        before = floor;
        all.push_back(found);
        top.offer(found);
        const auto best = by_sorting(all, 8);
        const bool came_in = std::any_of(best.begin(), best.end(), [&](const auto& item) {
            return item.passage == found.passage;
        });
        if (came_in) {
            EXPECT_GE(found.score, floor);
        }
    }
    expect_equal(top.take(), by_sorting(all, 8));
}

TEST(TopItems, TieGoesToTheSmallerItemThatComesLate) {
    TopItems top(1);
    top.offer({{7, 0, 5}, 100, 0, 0});
    EXPECT_EQ(top.floor(), 100);
    top.offer({{3, 0, 5}, 100, 0, 1});
    top.offer({{5, 0, 5}, 100, 0, 2});
    const auto found = top.take();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].key.item, 3);
}

TEST(TopItems, OfOneItemsPassagesTheEarlierOfEqualsStays) {
    TopItems top(5);
    top.offer({{1, 60, 90}, 10, 0, 1});
    top.offer({{1, 0, 50}, 10, 0, 0});
    top.offer({{1, 100, 150}, 10, 0, 2});
    top.offer({{1, 200, 250}, 9, 0, 3});
    const auto found = top.take();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].key.begin, 0u);
}

}  // namespace
}  // namespace seogo::index
