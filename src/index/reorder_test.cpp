// Reordering is a permutation, the same everywhere, and makes gaps as small as the textbook does.
#include "index/reorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

namespace seogo::index {
namespace {

using Order = std::vector<std::uint32_t>;
using Docs = std::vector<std::set<std::uint32_t>>;  // the terms of each

ForwardIndex index_of(const Docs& docs, std::uint32_t term_count) {
    ForwardIndex index{{0}, {}, term_count};
    for (const auto& doc : docs) {
        index.terms.insert(index.terms.end(), doc.begin(), doc.end());
        index.begin.push_back(index.terms.size());
    }
    return index;
}

Order as_is(std::size_t docs) {
    Order order(docs);
    std::iota(order.begin(), order.end(), 0u);
    return order;
}

constexpr std::uint32_t kTopicTerms = 50, kSharedTerms = 400;
constexpr std::uint32_t terms_of(std::uint32_t topics) {
    return kSharedTerms + topics * kTopicTerms;
}

// Documents of `topics` in turn: half of the words of each are its topic's own, half are shared.
// Number i is of topic i / (count / topics), so the order they are made in is a good one.
Docs clustered(std::size_t count, std::uint32_t topics, unsigned seed) {
    std::mt19937 random(seed);
    Docs docs(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto topic = static_cast<std::uint32_t>(i * topics / count);
        for (int word = 0; word < 12; ++word) {
            docs[i].insert(static_cast<std::uint32_t>(random() % kSharedTerms));
            docs[i].insert(kSharedTerms + topic * kTopicTerms +
                           static_cast<std::uint32_t>(random() % kTopicTerms));
        }
    }
    return docs;
}

Docs shuffled(Docs docs, unsigned seed) {
    std::shuffle(docs.begin(), docs.end(), std::mt19937(seed));
    return docs;
}

Docs noise(std::size_t count, std::uint32_t terms, unsigned seed) {
    std::mt19937 random(seed);
    Docs docs(count);
    for (auto& doc : docs) {
        for (std::size_t left = random() % 20; left > 0; --left)
            doc.insert(static_cast<std::uint32_t>(random() % terms));
    }
    return docs;
}

double cost_after(const ForwardIndex& index, const ReorderOptions& options = {}) {
    return mean_log_gap(index, reordered(index, options));
}

TEST(MeanLogGap, CountsPlacesToThePostingBefore) {
    // Term 0 at places 0, 1, 3; term 1 at place 3: gaps 1, 1, 2 and 4.
    const ForwardIndex index = index_of({{0}, {0}, {}, {0, 1}}, 2);
    EXPECT_DOUBLE_EQ(mean_log_gap(index, as_is(4)), (0 + 0 + 1 + 2) / 4.0);
    // Document 3 first: term 0 at places 0, 1, 2; term 1 at place 0.
    EXPECT_DOUBLE_EQ(mean_log_gap(index, Order{3, 0, 1, 2}), 0);
    EXPECT_DOUBLE_EQ(mean_log_gap({}, {}), 0);
    EXPECT_DOUBLE_EQ(mean_log_gap(index_of({{}, {}}, 0), as_is(2)), 0);
}

TEST(Reorder, IsAPermutationOfAnyDocuments) {
    for (const std::size_t count : {0, 1, 2, 3, 5, 16, 17, 33, 100, 1000}) {
        for (const std::size_t leaf : {0, 1, 2, 16}) {
            for (unsigned seed = 1; seed <= 5; ++seed) {
                const ForwardIndex index = index_of(noise(count, 40, seed), 40);
                Order order = reordered(
                    index, {.leaf_docs = leaf, .doc_freq_min = 0, .doc_share_max = seed / 4.0});
                std::sort(order.begin(), order.end());
                EXPECT_EQ(order, as_is(count)) << count << " documents, leaf " << leaf;
            }
        }
    }
}

TEST(Reorder, TakesAnIndexOfNothing) {
    EXPECT_TRUE(reordered({}, {}).empty());
    EXPECT_EQ(reordered(index_of(Docs(50), 0), {}), as_is(50));
}

TEST(Reorder, IsTheSameForAnyNumberOfThreads) {
    const ForwardIndex index = index_of(shuffled(clustered(3000, 30, 1), 2), terms_of(30));
    const Order order = reordered(index, {});
    EXPECT_NE(order, as_is(3000));
    EXPECT_EQ(reordered(index, {}), order);
    for (const unsigned threads : {0u, 2u, 3u, 8u})
        EXPECT_EQ(reordered(index, {.threads = threads}), order) << threads;
}

// Frozen: another compiler, library or machine that answers otherwise would write other segments.
TEST(Reorder, IsTheSameOnEveryMachine) {
    Docs docs(400);
    std::uint32_t state = 1;  // a generator of its own, spelled out: x' = 1664525 x + 1013904223
    for (auto& doc : docs) {
        for (int word = 0; word < 10; ++word) {
            state = state * 1664525u + 1013904223u;
            doc.insert((state >> 24) * (state >> 16 & 0xFF) >> 8);
        }
    }
    const Order order = reordered(index_of(docs, 256), {.doc_share_max = 0.5});
    std::uint32_t hash = 2166136261u;  // FNV-1a over the numbers
    for (const std::uint32_t doc : order)
        hash = (hash ^ doc) * 16777619u;
    EXPECT_EQ(hash, 2661626761u);
}

TEST(Reorder, BringsATopicTogether) {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const Docs docs = clustered(4000, 40, seed);
        const double sorted = mean_log_gap(index_of(docs, terms_of(40)), as_is(4000));
        const ForwardIndex index = index_of(shuffled(docs, seed), terms_of(40));
        const double before = mean_log_gap(index, as_is(4000));
        const double after = cost_after(index);
        EXPECT_LT(after, before - 0.9 * (before - sorted))
            << "sorted " << sorted << ", shuffled " << before << ", reordered " << after;
    }
}

TEST(Reorder, DoesNotSpoilAGoodOrder) {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const ForwardIndex index = index_of(clustered(4000, 40, seed), terms_of(40));
        EXPECT_LT(cost_after(index), 1.01 * mean_log_gap(index, as_is(4000)));
    }
}

// Where there is nothing to find, nothing is lost but noise.
TEST(Reorder, LosesNothingOnNoise) {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const ForwardIndex index = index_of(noise(2000, 500, seed), 500);
        EXPECT_LT(cost_after(index), 1.01 * mean_log_gap(index, as_is(2000)));
    }
}

TEST(Reorder, KeepsALeafAsItCame) {
    const ForwardIndex index = index_of(shuffled(clustered(64, 2, 1), 1), terms_of(2));
    const ReorderOptions all = {.doc_freq_min = 1, .doc_share_max = 1};
    ReorderOptions leaf = all;
    leaf.leaf_docs = 64;
    EXPECT_EQ(reordered(index, leaf), as_is(64));
    leaf.leaf_docs = 63;
    EXPECT_NE(reordered(index, leaf), as_is(64));
    leaf.iterations = 0;
    EXPECT_EQ(reordered(index, leaf), as_is(64));
}

TEST(Reorder, LeavesOutRareAndFrequentTerms) {
    const ForwardIndex index = index_of(shuffled(clustered(500, 10, 1), 1), terms_of(10));
    EXPECT_NE(reordered(index, {}), as_is(500));
    EXPECT_EQ(reordered(index, {.doc_freq_min = 500}), as_is(500));
    EXPECT_EQ(reordered(index, {.doc_share_max = 0.001}), as_is(500));
}

TEST(Reorder, FindsNothingInATermThatAllDocumentsHold) {
    EXPECT_EQ(reordered(index_of(Docs(200, {0, 1, 2}), 3), {.doc_share_max = 1}), as_is(200));
}

// Algorithms 1 and 2 of the paper as they are written down: floating point, both halves sorted,
// swaps in pairs, nothing left out, degrees counted anew each time.
class Textbook {
public:
    explicit Textbook(const Docs& docs) : docs_(docs) {}

    void order(std::span<std::uint32_t> part) {
        if (part.size() <= 16) return;
        const std::size_t half = part.size() / 2;
        for (int i = 0; i < 20; ++i) {
            if (!swap(part.first(half), part.subspan(half))) break;
        }
        order(part.first(half));
        order(part.subspan(half));
    }

private:
    using Degrees = std::vector<double>;

    Degrees degrees(std::span<const std::uint32_t> part) const {
        Degrees degrees(1000);
        for (const std::uint32_t doc : part) {
            for (const std::uint32_t term : docs_[doc])
                ++degrees[term];
        }
        return degrees;
    }
    static double cost(double from, double of_from, double to, double of_to) {
        return from * std::log2(of_from / (from + 1)) + to * std::log2(of_to / (to + 1));
    }
    // Sorts a half by what each of its documents gains by moving; answers those gains.
    std::vector<double> sorted_by_gain(std::span<std::uint32_t> part, const Degrees& from,
                                       const Degrees& to, std::size_t of_to) const {
        std::vector<std::pair<double, std::uint32_t>> gains;
        for (const std::uint32_t doc : part) {
            double gain = 0;
            for (const std::uint32_t term : docs_[doc]) {
                const auto size = static_cast<double>(part.size());
                const auto other = static_cast<double>(of_to);
                gain += cost(from[term], size, to[term], other) -
                        cost(from[term] - 1, size, to[term] + 1, other);
            }
            gains.emplace_back(-gain, doc);
        }
        std::sort(gains.begin(), gains.end());
        std::vector<double> sorted;
        for (std::size_t i = 0; i < part.size(); ++i) {
            sorted.push_back(-gains[i].first);
            part[i] = gains[i].second;
        }
        return sorted;
    }
    bool swap(std::span<std::uint32_t> left, std::span<std::uint32_t> right) const {
        const Degrees in_left = degrees(left), in_right = degrees(right);
        const auto left_gains = sorted_by_gain(left, in_left, in_right, right.size());
        const auto right_gains = sorted_by_gain(right, in_right, in_left, left.size());
        std::size_t swapped = 0;
        while (swapped < left.size() && left_gains[swapped] + right_gains[swapped] > 0) {
            std::swap(left[swapped], right[swapped]);
            ++swapped;
        }
        return swapped > 0;
    }

    const Docs& docs_;
};

TEST(Reorder, IsAsGoodAsTheTextbook) {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const Docs docs = shuffled(clustered(600, 3 * seed, seed), seed);
        const ForwardIndex index = index_of(docs, 1000);
        Order textbook = as_is(docs.size());
        Textbook(docs).order(textbook);
        EXPECT_LT(cost_after(index, {.doc_share_max = 1}), 1.01 * mean_log_gap(index, textbook))
            << seed;
    }
}

}  // namespace
}  // namespace seogo::index
