// What filters leave is what taking away by hand leaves; counts, neighbours and k1 by kind of term.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "index/segment_builder.h"
#include "search/bridge.h"
#include "search/ranker.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

using index::Field;

struct Passage {
    index::PassageKey key;
    std::vector<std::pair<Field, std::string>> texts;
};

Passage body(std::int64_t item, std::string text) {
    return {{item, 0, static_cast<std::uint32_t>(text.size())}, {{Field::kBody, std::move(text)}}};
}

// Segments that keep their own bytes, and the passages that live in them.
class Shelf {
public:
    void add(const std::vector<Passage>& passages, const ItemSet& dead = {}) {
        index::SegmentBuilder builder(kScoring);
        for (const Passage& passage : passages) {
            std::vector<index::FieldText> fields;
            for (const auto& [field, text] : passage.texts)
                fields.push_back({field, text});
            builder.add(passage.key, fields);
            if (!std::binary_search(dead.begin(), dead.end(), passage.key.item)) {
                alive_.push_back(passage);
            }
        }
        bytes_.push_back(std::make_unique<std::string>(std::move(builder).finish()));
        auto reader = index::Segment::open(std::as_bytes(std::span(*bytes_.back())));
        ASSERT_TRUE(reader.ok());
        readers_.push_back(std::move(reader).value());
        live_.push_back({readers_.back().get(), dead});
    }
    std::span<const index::LiveSegment> live() const { return live_; }
    const std::vector<Passage>& alive() const { return alive_; }

private:
    std::vector<std::unique_ptr<std::string>> bytes_;
    std::vector<std::unique_ptr<index::Segment>> readers_;
    std::vector<index::LiveSegment> live_;
    std::vector<Passage> alive_;
};

// `passages_each`: of one item.
std::vector<Passage> random_passages(std::mt19937& random, std::int64_t first_item,
                                     std::size_t items, std::uint32_t passages_each) {
    const std::vector<std::string> words = {"검색", "색인",  "임베딩",   "모델", "벡터",
                                            "문장", "index", "inverted", "rank", "query"};
    std::vector<Passage> passages;
    for (std::size_t i = 0; i < items; ++i) {
        for (std::uint32_t p = 0; p < passages_each; ++p) {
            Passage passage;
            passage.key = {first_item + static_cast<std::int64_t>(i), p * 100, p * 100 + 50};
            for (const Field field : {Field::kTitle, Field::kBody}) {
                std::string text;
                for (std::size_t w = random() % 6; w > 0; --w)
                    text += words[random() % words.size()] + " ";
                passage.texts.emplace_back(field, text);
            }
            passages.push_back(std::move(passage));
        }
    }
    return passages;
}

// Three segments; in each of them about every fifth item is dead.
void fill(Shelf& shelf, unsigned seed, std::uint32_t passages_each = 1) {
    std::mt19937 random(seed);
    for (const std::int64_t first : {201, 1, 101}) {
        ItemSet dead;
        for (std::int64_t item = first; item < first + 25; ++item) {
            if (random() % 5 == 0) dead.push_back(item);
        }
        shelf.add(random_passages(random, first, 25, passages_each), dead);
    }
}

// Items, scores and passages: all that a ranking says.
std::string seen(const std::vector<RankedItem>& items) {
    std::string out;
    for (const RankedItem& item : items) {
        out += std::to_string(item.passage.item) + "@" + std::to_string(item.passage.begin) + "=" +
               std::to_string(std::llround(item.score * 1e6)) + " ";
    }
    return out;
}

// The whole ranking, with what `keep` does not want taken away, cut at top_k (0: not).
template <typename Keep>
std::vector<RankedItem> by_hand(const Ranker& ranker, const Wanted& wanted, std::size_t top_k,
                                Keep keep) {
    auto items = ranker.rank(wanted);
    std::erase_if(items, [&](const RankedItem& item) { return !keep(item.passage.item); });
    if (top_k != 0 && items.size() > top_k) items.resize(top_k);
    return items;
}

bool has(const ItemSet& items, std::int64_t item) {
    return std::binary_search(items.begin(), items.end(), item);
}

ItemSet both_of(const ItemSet& a, const ItemSet& b) {
    ItemSet both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

constexpr const char* kQueries[] = {"검색", "색인 모델", "inverted index",
                                    "임베딩 query 벡터 rank"};
constexpr std::size_t kTopKs[] = {0, 1, 3, 10, 1000};

TEST(RankFilter, AllowedItemsAreTheRankingWithoutTheOthers) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 1 + seed % 2);
        const Ranker ranker(shelf.live());
        std::mt19937 random(seed + 50);
        ItemSet allowed;
        for (std::int64_t item = 0; item < 240; ++item) {
            if (random() % 3 == 0) allowed.push_back(item);
        }
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            for (const std::size_t top_k : kTopKs) {
                RankFilter filter;
                filter.allowed = &allowed;
                const auto expected = by_hand(
                    ranker, wanted, top_k, [&](std::int64_t item) { return has(allowed, item); });
                EXPECT_EQ(seen(ranker.rank(wanted, top_k, filter)), seen(expected)) << query;
            }
        }
    }
}

TEST(RankFilter, NoItemAllowedIsNoneAnswered) {
    Shelf shelf;
    fill(shelf, 1);
    const Ranker ranker(shelf.live());
    const Wanted wanted = wanted_words("검색 index");
    ASSERT_FALSE(ranker.rank(wanted).empty());
    const ItemSet none;
    RankFilter filter;
    filter.allowed = &none;
    EXPECT_TRUE(ranker.rank(wanted, 0, filter).empty());
    EXPECT_TRUE(ranker.rank(wanted, 5, filter).empty());
}

TEST(RankFilter, AcceptedItemsAreTheRankingWithoutTheOthers) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 1 + seed % 2);
        const Ranker ranker(shelf.live());
        const auto fits = [&](std::int64_t item) { return (item * 7 + seed) % 3 != 0; };
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            const ItemSet holders = ranker.items_holding_any(wanted.patterns, 1 << 20).items;
            for (const std::size_t top_k : kTopKs) {
                std::set<std::int64_t> asked;
                RankFilter filter;
                filter.accepts = [&](std::int64_t item) {
                    asked.insert(item);
                    return fits(item);
                };
                const auto items = ranker.rank(wanted, top_k, filter);
                EXPECT_EQ(seen(items), seen(by_hand(ranker, wanted, top_k, fits))) << query;
                for (const std::int64_t item : asked)
                    EXPECT_TRUE(has(holders, item)) << item << " holds no word of " << query;
                for (const RankedItem& item : items)
                    EXPECT_TRUE(asked.contains(item.passage.item));
            }
        }
    }
}

TEST(RankFilter, ItemsThatScoreTooLittleAreNeverAskedOf) {
    std::vector<Passage> passages = {body(1, "색인 검색 엔진")};
    for (std::int64_t item = 2; item < 60; ++item)
        passages.push_back(body(item, "색인 하나 둘 셋 넷 다섯"));
    Shelf shelf;
    shelf.add(passages);
    std::set<std::int64_t> asked;
    RankFilter filter;
    filter.accepts = [&](std::int64_t item) { return asked.insert(item), true; };
    const auto items = Ranker(shelf.live()).rank(wanted_words("색인 검색 엔진"), 1, filter);
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0].passage.item, 1);
    EXPECT_EQ(asked, (std::set<std::int64_t>{1}));
}

TEST(RankFilter, AllOfIsTheIntersectionWhereItemsHaveOnePassage) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        Shelf shelf;
        fill(shelf, seed);
        const Ranker ranker(shelf.live());
        ASSERT_TRUE(ranker.has_single_passages());
        for (const auto& [a, b] :
             {std::pair("검색", "색인"), std::pair("index", "모델"),
              std::pair("inverted index", "query"), std::pair("벡터 문장", "rank")}) {
            const Wanted wanted = wanted_words(std::string(a) + " " + b);
            RankFilter filter;
            filter.all_of = {phrase_pattern(a), phrase_pattern(b)};
            const ItemSet both = both_of(ranker.items_holding(filter.all_of[0]),
                                         ranker.items_holding(filter.all_of[1]));
            for (const std::size_t top_k : kTopKs) {
                const auto expected = by_hand(ranker, wanted, top_k,
                                              [&](std::int64_t item) { return has(both, item); });
                EXPECT_EQ(seen(ranker.rank(wanted, top_k, filter)), seen(expected)) << a << b;
            }
            EXPECT_EQ(ranker.rank(wanted, 0, filter).size(), both.size());
        }
    }
}

TEST(RankFilter, AllOfAsksOnePassageAndNotTheItem) {
    Shelf shelf;
    shelf.add({{{1, 0, 9}, {{Field::kBody, "검색 엔진"}}},
               {{1, 10, 19}, {{Field::kBody, "색인 구조"}}},
               {{2, 0, 9}, {{Field::kTitle, "검색"}, {Field::kBody, "색인"}}}});
    const Ranker ranker(shelf.live());
    RankFilter filter;
    filter.all_of = {phrase_pattern("검색"), phrase_pattern("색인")};
    EXPECT_EQ(ranker.items_holding(filter.all_of[0]), (ItemSet{1, 2}));
    EXPECT_EQ(ranker.items_holding(filter.all_of[1]), (ItemSet{1, 2}));
    const auto items = ranker.rank(wanted_words("검색 색인"), 0, filter);
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0].passage.item, 2);
}

TEST(RankFilter, AllThreeTogetherTakeAwayWhatEachDoes) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        Shelf shelf;
        fill(shelf, seed);
        const Ranker ranker(shelf.live());
        ItemSet allowed;
        for (std::int64_t item = static_cast<std::int64_t>(seed % 2); item < 240; item += 2)
            allowed.push_back(item);
        const auto fits = [](std::int64_t item) { return item % 5 != 0; };
        RankFilter filter;
        filter.allowed = &allowed;
        filter.accepts = fits;
        filter.all_of = {phrase_pattern("검색"), phrase_pattern("index")};
        const Wanted wanted = wanted_words("검색 index");
        const ItemSet both =
            both_of(ranker.items_holding(filter.all_of[0]), ranker.items_holding(filter.all_of[1]));
        for (const std::size_t top_k : kTopKs) {
            const auto expected = by_hand(ranker, wanted, top_k, [&](std::int64_t item) {
                return has(allowed, item) && has(both, item) && fits(item);
            });
            EXPECT_EQ(seen(ranker.rank(wanted, top_k, filter)), seen(expected));
        }
    }
}

TEST(RankFilter, DeadItemsAreNeverAnsweredNorAskedOf) {
    Shelf shelf;
    shelf.add({body(1, "색인"), body(2, "색인 검색"), body(3, "색인")}, {2});
    shelf.add({body(4, "검색"), body(5, "색인")}, {5});
    const Ranker ranker(shelf.live());
    const ItemSet allowed = {1, 2, 4, 5};
    std::set<std::int64_t> asked;
    RankFilter filter;
    filter.allowed = &allowed;
    filter.accepts = [&](std::int64_t item) { return asked.insert(item), true; };
    std::set<std::int64_t> found;
    for (const RankedItem& item : ranker.rank(wanted_words("색인 검색"), 0, filter))
        found.insert(item.passage.item);
    EXPECT_EQ(found, (std::set<std::int64_t>{1, 4}));
    EXPECT_EQ(asked, found);
}

// Straight from the analyzed texts of what lives.
std::map<std::string, std::size_t> naive_doc_freqs(const Shelf& shelf) {
    std::map<std::string, std::size_t> counts;
    for (const Passage& passage : shelf.alive()) {
        std::set<std::string> terms;
        for (const auto& [field, text] : passage.texts) {
            for (const text::Term& term : text::analyze(text)) {
                if (term.kind != text::TermKind::kPair) terms.insert(term.text);
            }
        }
        for (const std::string& term : terms)
            ++counts[term];
    }
    return counts;
}

TEST(RankCounts, DocFreqIsOfLivePassages) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 2);
        const Ranker ranker(shelf.live());
        const auto counts = naive_doc_freqs(shelf);
        ASSERT_GT(counts.size(), 10u);
        for (const auto& [term, count] : counts)
            EXPECT_EQ(ranker.doc_freq(term), count) << term;
        EXPECT_EQ(ranker.doc_freq("s없는말"), 0u);
    }
}

TEST(RankCounts, LiveItemsAreTheFirstPassageOfEachThatLives) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 1 + seed % 3);
        std::map<std::int64_t, index::PassageKey> first;
        for (const Passage& passage : shelf.alive())
            first.emplace(passage.key.item, passage.key);
        std::vector<index::PassageKey> expected;
        for (const auto& [item, key] : first)
            expected.push_back(key);
        ASSERT_LT(expected.size(), 75u) << "none is dead";
        EXPECT_EQ(Ranker(shelf.live()).live_items(), expected);
    }
}

TEST(RankCounts, ABudgetCutsToASubsetAndSaysSo) {
    Shelf shelf;
    fill(shelf, 4, 2);
    const Ranker ranker(shelf.live());
    const std::vector<Pattern> patterns = {phrase_pattern("검색"),
                                           phrase_pattern("inverted index")};
    const ItemSet first = ranker.items_holding(patterns[0]);
    const ItemSet second = ranker.items_holding(patterns[1]);
    ItemSet all;
    std::set_union(first.begin(), first.end(), second.begin(), second.end(),
                   std::back_inserter(all));
    std::size_t before = 0;
    bool was_exact = false;
    for (std::uint64_t budget = 0; budget < 200; ++budget) {
        const Ranker::Count count = ranker.items_holding_any(patterns, budget);
        EXPECT_TRUE(std::includes(all.begin(), all.end(), count.items.begin(), count.items.end()));
        EXPECT_LE(count.items.size(), budget);
        EXPECT_GE(count.items.size(), before) << "more budget, no fewer items";
        EXPECT_TRUE(count.exact || !was_exact) << "more budget, no less exact";
        if (count.exact) {
            EXPECT_EQ(count.items, all);
        }
        before = count.items.size();
        was_exact = count.exact;
    }
    EXPECT_TRUE(was_exact);
    EXPECT_FALSE(ranker.items_holding_any(patterns, 1).exact);
}

TEST(RankCounts, SinglePassagesAreKnownOverAllSegments) {
    EXPECT_TRUE(Ranker({}).has_single_passages());
    Shelf shelf;
    shelf.add({body(1, "색인"), body(2, "검색")});
    shelf.add({body(3, "색인")});
    EXPECT_TRUE(Ranker(shelf.live()).has_single_passages());
    shelf.add({body(4, "색인"), {{4, 50, 60}, {{Field::kBody, "검색"}}}});
    EXPECT_FALSE(Ranker(shelf.live()).has_single_passages());
}

std::vector<Share> shares(const Ranker& ranker, const Wanted& wanted, const RankedItem& item) {
    return ranker.explain(wanted, std::span(&item, 1))[0];
}

double sum_of(const std::vector<Share>& shares) {
    std::int64_t micros = 0;
    for (const Share& share : shares)
        micros += std::llround(share.value * 1e6);
    return static_cast<double>(micros) / 1e6;
}

// How often the neighbours stand, by field.
std::map<std::string, double> freqs_of(const std::vector<Share>& shares, std::string_view kind,
                                       std::string_view term) {
    std::map<std::string, double> freqs;
    for (const Share& share : shares) {
        if (share.kind == kind && share.term == term) freqs[share.field] = share.term_freq;
    }
    return freqs;
}

using Freqs = std::map<std::string, double>;

TEST(RankPairs, NeighboursCountInEachFieldByItself) {
    Shelf shelf;
    shelf.add({{{1, 0, 9},
                {{Field::kTitle, "검색 엔진"},
                 {Field::kNotes, "검색 엔진 그리고 검색 엔진"},
                 {Field::kBody, "엔진 검색"}}},
               body(2, "엔진 그리고 검색"),
               body(3, "다른 글")});
    const Ranker ranker(shelf.live());
    const Wanted wanted = wanted_words("검색 엔진");
    ASSERT_EQ(wanted.pairs.size(), 1u);
    const auto items = ranker.rank(wanted);
    ASSERT_EQ(items.size(), 2u);
    const auto first = shares(ranker, wanted, items[0]);
    EXPECT_EQ(freqs_of(first, "pair", "검색 엔진"), (Freqs{{"title", 1}, {"notes", 2}}));
    EXPECT_EQ(sum_of(first), items[0].score);
    const auto second = shares(ranker, wanted, items[1]);
    EXPECT_TRUE(freqs_of(second, "pair", "검색 엔진").empty()) << "in the other order";
    EXPECT_EQ(sum_of(second), items[1].score);
}

TEST(RankPairs, BridgedNeighboursSayWhereTheyComeFrom) {
    Shelf shelf;
    shelf.add({body(1, "retrieval augmented generation, and retrieval"), body(2, "generation"),
               body(3, "검색 증강 생성")});
    const Ranker ranker(shelf.live());
    Wanted wanted = wanted_words("검색 증강 생성");
    const auto uses = add_bridges({{"검색 증강 생성", "retrieval augmented generation"}}, wanted);
    ASSERT_EQ(uses.size(), 1u);
    const auto items = ranker.rank(wanted);
    ASSERT_EQ(items.size(), 2u) << "one word of the added name makes no hit";
    for (const RankedItem& item : items) {
        const auto own = shares(ranker, wanted, item);
        EXPECT_EQ(sum_of(own), item.score);
        const bool is_bridged = item.passage.item == 1;
        EXPECT_EQ(freqs_of(own, "bridge", "retrieval augmented"),
                  is_bridged ? (Freqs{{"body", 1}}) : Freqs{});
        EXPECT_EQ(freqs_of(own, "pair", "검색 증강"), is_bridged ? Freqs{} : (Freqs{{"body", 1}}));
        for (const Share& share : own) {
            EXPECT_EQ(share.kind == "bridge", is_bridged);
            EXPECT_EQ(share.bridged_from, is_bridged ? "검색 증강 생성" : "");
        }
    }
    EXPECT_EQ(items[0].passage.item, 3) << "what was asked counts more than what was added";
}

TEST(RankPairs, SharesSumUnderFiltersAndInSeveralSegments) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 2);
        const Ranker ranker(shelf.live());
        const Wanted wanted = wanted_words("inverted index 검색 색인");
        RankFilter filter;
        filter.accepts = [](std::int64_t item) { return item % 2 == 0; };
        const auto items = ranker.rank(wanted, 0, filter);
        ASSERT_FALSE(items.empty());
        const auto all = ranker.explain(wanted, items);
        ASSERT_EQ(all.size(), items.size());
        for (std::size_t i = 0; i < items.size(); ++i)
            EXPECT_EQ(sum_of(all[i]), items[i].score);
    }
}

// index/scoring.h for a term of one field of weight 1; `average`: words of that field.
double formula(const Share& share, bool is_word, double length, double average) {
    const double b = is_word ? kWordLengthShare : kSyllableLengthShare;
    const double tf = share.term_freq / (1 - b + b * length / average);
    const double k1 = is_word ? kWordSaturation : kSyllableSaturation;
    return share.weight * share.idf * tf / (k1 + tf);
}

TEST(RankSaturation, WordsAndSyllablesHaveTheirOwn) {
    Shelf shelf;
    shelf.add({body(1, "index 색인 index 색인 index 색인 하나 둘"), body(2, "index 색인"),
               body(3, "셋 넷"), body(4, "하나 둘 셋 넷")});
    constexpr double kAverage = (8 + 2 + 2 + 4) / 4.0;
    const Ranker ranker(shelf.live());
    for (const auto& [query, is_word] : {std::pair("index", true), std::pair("색인", false)}) {
        const Wanted wanted = wanted_words(query);
        const auto items = ranker.rank(wanted);
        ASSERT_EQ(items.size(), 2u);
        for (const RankedItem& item : items) {
            const double length = item.passage.item == 1 ? 8 : 2;
            for (const Share& share : shares(ranker, wanted, item)) {
                EXPECT_EQ(share.term_freq, item.passage.item == 1 ? 3 : 1);
                EXPECT_NEAR(share.value, formula(share, is_word, length, kAverage), 1e-6);
                EXPECT_GT(std::abs(share.value - formula(share, !is_word, length, kAverage)), 1e-3);
            }
        }
    }
}

TEST(RankTopK, ARankingDoesNotDependOnHowMuchOfItIsAskedFor) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        Shelf shelf;
        fill(shelf, seed, 3);
        const Ranker ranker(shelf.live());
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            const auto all = ranker.rank(wanted);
            for (std::size_t k = 1; k <= all.size() + 1; k += 3) {
                auto expected = all;
                expected.resize(std::min(k, all.size()));
                EXPECT_EQ(seen(ranker.rank(wanted, k)), seen(expected)) << query << " " << k;
            }
        }
    }
}

}  // namespace
}  // namespace seogo::search
