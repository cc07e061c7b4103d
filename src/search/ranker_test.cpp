// BM25F as its formula says; the cut into segments never shows; shares sum to the score exactly.
#include "search/ranker.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "index/segment_builder.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

using index::Field;
using index::FieldText;
using index::kFieldCount;

struct Passage {
    index::PassageKey key;
    std::vector<std::pair<Field, std::string>> texts;
};

// Segments that keep their own bytes.
class Shelf {
public:
    void add(const std::vector<Passage>& passages, std::vector<std::int64_t> dead = {}) {
        index::SegmentBuilder builder(kScoring);
        for (const Passage& passage : passages) {
            std::vector<FieldText> fields;
            for (const auto& [field, text] : passage.texts)
                fields.push_back({field, text});
            builder.add(passage.key, fields);
        }
        bytes_.push_back(std::make_unique<std::string>(std::move(builder).finish()));
        auto reader = index::Segment::open(std::as_bytes(std::span(*bytes_.back())));
        ASSERT_TRUE(reader.ok());
        readers_.push_back(std::move(reader).value());
        live_.push_back({readers_.back().get(), std::move(dead)});
    }
    std::span<const index::LiveSegment> live() const { return live_; }

private:
    std::vector<std::unique_ptr<std::string>> bytes_;
    std::vector<std::unique_ptr<index::Segment>> readers_;
    std::vector<index::LiveSegment> live_;
};

Passage body(std::int64_t item, std::string text) {
    return {{item, 0, static_cast<std::uint32_t>(text.size())}, {{Field::kBody, std::move(text)}}};
}

std::string ids(const std::vector<RankedItem>& items) {
    std::string out;
    for (const RankedItem& item : items)
        out += std::to_string(item.passage.item) + " ";
    return out;
}

std::string found(const std::vector<Passage>& passages, std::string_view query) {
    Shelf shelf;
    shelf.add(passages);
    auto items = Ranker(shelf.live()).rank(wanted_words(query));
    std::sort(items.begin(), items.end(),
              [](const auto& a, const auto& b) { return a.passage < b.passage; });
    return ids(items);
}

std::vector<Passage> random_passages(unsigned seed, std::size_t count) {
    const std::vector<std::string> words = {"검색은", "색인을",   "문장임베딩", "임베딩이",
                                            "BM25로", "inverted", "index",      "양자화",
                                            "GPT-4o", "모델을"};
    std::mt19937 random(seed);
    std::vector<Passage> passages;
    for (std::size_t i = 0; i < count; ++i) {
        Passage passage;
        passage.key = {static_cast<std::int64_t>(i / 2 + 1),
                       static_cast<std::uint32_t>(i % 2) * 100,
                       static_cast<std::uint32_t>(i % 2) * 100 + 50};
        for (std::size_t t = random() % 4; t > 0; --t) {
            std::string text;
            for (std::size_t w = random() % 9; w > 0; --w)
                text += words[random() % words.size()] + " ";
            passage.texts.emplace_back(static_cast<Field>(random() % kFieldCount), text);
        }
        passages.push_back(std::move(passage));
    }
    return passages;
}

// The formula of ranker.h, straight from the analyzed texts.
class NaiveBm25F {
public:
    explicit NaiveBm25F(const std::vector<Passage>& passages) {
        for (const Passage& passage : passages) {
            auto& own = docs_[passage.key];
            std::array<std::uint32_t, kFieldCount> next{};
            for (const auto& [field, text] : passage.texts) {
                const auto f = static_cast<std::size_t>(field);
                const std::uint32_t from = next[f];
                for (const auto& term : text::analyze(text)) {
                    if (term.kind == text::TermKind::kPair) continue;
                    own.places[term.text][f].insert(from + term.position);
                    own.words[f].insert(from + term.position);
                    next[f] = std::max(next[f], from + term.position + 2);
                }
            }
        }
    }

    double score(const Wanted& wanted, index::PassageKey key) const {
        double score = 0;
        for (const WantedTerm& term : wanted.terms)
            score +=
                term.weight * idf(term.term) * saturation(key, places(key, term.term), term.term);
        for (const WantedPair& pair : wanted.pairs) {
            Places both;
            const Places first = places(key, pair.first);
            const Places second = places(key, pair.second);
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                for (const std::uint32_t at : first[f]) {
                    if (second[f].contains(at + 1)) both[f].insert(at);
                }
            }
            const double rarity = std::min(idf(pair.first) + idf(pair.second), idf(""));
            score += pair.weight * rarity * saturation(key, both, pair.second);
        }
        return score;
    }

private:
    using Places = std::array<std::set<std::uint32_t>, kFieldCount>;
    struct Doc {
        std::map<std::string, Places> places;
        std::array<std::set<std::uint32_t>, kFieldCount> words;
    };

    Places places(index::PassageKey key, const std::string& term) const {
        const auto found = docs_.at(key).places.find(term);
        return found == docs_.at(key).places.end() ? Places{} : found->second;
    }
    double idf(const std::string& term) const {
        double df = 0;
        for (const auto& [key, doc] : docs_)
            df += doc.places.contains(term);
        return std::log(1 + (static_cast<double>(docs_.size()) - df + 0.5) / (df + 0.5));
    }
    double saturation(index::PassageKey key, const Places& where, const std::string& term) const {
        const bool is_word = term[0] == 'w';
        const double b = is_word ? kWordLengthShare : kSyllableLengthShare;
        double tf = 0;
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            const double norm =
                1 - b + b * static_cast<double>(docs_.at(key).words[f].size()) / average(f);
            tf += kFieldWeights[f] * static_cast<double>(where[f].size()) / norm;
        }
        return tf / ((is_word ? kWordSaturation : kSyllableSaturation) + tf);
    }
    double average(std::size_t f) const {
        double sum = 0;
        for (const auto& [key, doc] : docs_)
            sum += static_cast<double>(doc.words[f].size());
        return std::max(sum / static_cast<double>(docs_.size()), 1.0);
    }
    std::map<index::PassageKey, Doc> docs_;
};

std::vector<Share> shares(const Ranker& ranker, const Wanted& wanted, const RankedItem& item) {
    return ranker.explain(wanted, std::span(&item, 1))[0];
}

constexpr const char* kQueries[] = {"임베딩", "검색 색인은", "inverted index", "GPT-4o 모델",
                                    "양자화를 BM25 문장임베딩으로 양자화"};

TEST(Ranker, ScoresAsTheFormulaSays) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const auto passages = random_passages(seed, 30);
        const NaiveBm25F naive(passages);
        Shelf shelf;
        shelf.add(passages);
        const Ranker ranker(shelf.live());
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            for (const RankedItem& item : ranker.rank(wanted)) {
                EXPECT_NEAR(item.score, naive.score(wanted, item.passage), 1e-4) << query;
            }
        }
    }
}

TEST(Ranker, TheCutIntoSegmentsNeverShows) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const auto passages = random_passages(seed, 40);
        Shelf one;
        one.add(passages);
        Shelf many;
        std::vector<std::vector<Passage>> parts(3);
        for (const Passage& passage : passages) {
            parts[static_cast<std::size_t>(passage.key.item) % 3].push_back(passage);
        }
        // An older version of every item of the first part stands in a segment where it is dead.
        std::vector<std::int64_t> dead;
        auto old = random_passages(seed + 100, 40);
        std::erase_if(old, [](const Passage& p) { return p.key.item % 3 != 0; });
        for (const Passage& passage : old)
            dead.push_back(passage.key.item);
        many.add(old, dead);
        for (const auto& part : parts)
            many.add(part);
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            const Ranker whole(one.live());
            const Ranker cut(many.live());
            const auto expected = whole.rank(wanted);
            const auto items = cut.rank(wanted);
            ASSERT_EQ(ids(items), ids(expected)) << query;
            for (std::size_t i = 0; i < items.size(); ++i) {
                EXPECT_EQ(items[i].score, expected[i].score);
                EXPECT_EQ(items[i].passage, expected[i].passage);
            }
        }
        EXPECT_EQ(Ranker(many.live()).live_items(), Ranker(one.live()).live_items());
    }
}

TEST(Ranker, SharesSumToTheScoreExactly) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        Shelf shelf;
        shelf.add(random_passages(seed, 30));
        const Ranker ranker(shelf.live());
        for (const char* query : kQueries) {
            const Wanted wanted = wanted_words(query);
            for (const RankedItem& item : ranker.rank(wanted)) {
                std::int64_t micros = 0;
                for (const Share& share : shares(ranker, wanted, item)) {
                    EXPECT_GT(share.term_freq, 0);
                    EXPECT_FALSE(share.kind.empty());
                    micros += std::llround(share.value * 1e6);
                    EXPECT_EQ(static_cast<double>(std::llround(share.value * 1e6)) / 1e6,
                              share.value);
                }
                EXPECT_EQ(static_cast<double>(micros) / 1e6, item.score);
            }
        }
    }
}

TEST(Ranker, TopKIsThePrefixOfTheWholeRanking) {
    Shelf shelf;
    shelf.add(random_passages(3, 60));
    const Ranker ranker(shelf.live());
    const auto all = ranker.rank(wanted_words("검색 index"));
    ASSERT_GT(all.size(), 5u);
    for (std::size_t k = 1; k <= all.size() + 1; ++k) {
        const auto top = ranker.rank(wanted_words("검색 index"), k);
        ASSERT_EQ(top.size(), std::min(k, all.size()));
        for (std::size_t i = 0; i < top.size(); ++i)
            EXPECT_EQ(top[i].passage, all[i].passage);
    }
}

TEST(Ranker, TiesGoToTheSmallerIdAndTheEarlierPassage) {
    const std::vector<Passage> passages = {body(9, "같은 문장"),
                                           body(4, "같은 문장"),
                                           body(7, "같은 문장"),
                                           {{4, 50, 60}, {{Field::kBody, "같은 문장"}}}};
    Shelf shelf;
    shelf.add(passages);
    const auto items = Ranker(shelf.live()).rank(wanted_words("문장"));
    EXPECT_EQ(ids(items), "4 7 9 ");
    EXPECT_EQ(items[0].passage.begin, 0u);
}

TEST(Ranker, AHitHoldsAWordOfTheQueryWhole) {
    const std::vector<Passage> passages = {body(1, "검색 엔진은 색인을 만든다"),
                                           body(2, "색은 빛이다"), body(3, "문장임베딩은 벡터다"),
                                           body(4, "임대와 베딩 사이"),
                                           body(5, "The indexes were inverted")};
    EXPECT_EQ(found(passages, "색인을"), "1 ");
    EXPECT_EQ(found(passages, "임베딩"), "3 ");
    EXPECT_EQ(found(passages, "index"), "5 ");
    EXPECT_EQ(found(passages, "색인 임베딩"), "1 3 ");
    EXPECT_EQ(found(passages, "인을"), "");
    EXPECT_EQ(found(passages, ""), "");
    EXPECT_EQ(found(passages, "?! 😀"), "");
}

TEST(Ranker, WordsWrittenTogetherAreFoundApartAndJoined) {
    const std::vector<Passage> passages = {body(1, "GPT-4o 공개"), body(2, "GPT4o 공개"),
                                           body(3, "GPT 4o 공개"), body(4, "GPT 공개")};
    EXPECT_EQ(found(passages, "GPT-4o"), "1 2 3 ");
    EXPECT_EQ(found(passages, "gpt4o"), "1 2 ");
    EXPECT_EQ(found(passages, "GPT"), "1 3 4 ");
}

TEST(Ranker, PhrasesHoldWhereWordsFollowEachOtherInOneField) {
    Shelf shelf;
    shelf.add({body(1, "늦은 상호작용은 빠르다"),
               body(2, "상호작용이 늦은 까닭"),
               {{3, 0, 9}, {{Field::kTitle, "늦은"}, {Field::kBody, "상호작용"}}},
               {{4, 0, 9}, {{Field::kTitle, "늦은 상호작용"}}}});
    const Ranker ranker(shelf.live());
    Pattern phrase = phrase_pattern("늦은 상호작용을");
    EXPECT_EQ(ranker.items_holding(phrase), (std::vector<std::int64_t>{1, 4}));
    phrase.field = Field::kTitle;
    EXPECT_EQ(ranker.items_holding(phrase), (std::vector<std::int64_t>{4}));
    EXPECT_TRUE(ranker.items_holding(phrase_pattern("")).empty());
}

TEST(Ranker, ATermOfAFieldCountsOnlyThere) {
    Shelf shelf;
    shelf.add({{{1, 0, 9}, {{Field::kTitle, "색인"}, {Field::kBody, "모델"}}},
               {{2, 0, 9}, {{Field::kTitle, "모델"}, {Field::kBody, "색인"}}}});
    const Ranker ranker(shelf.live());
    Wanted wanted = wanted_words("색인");
    for (auto& term : wanted.terms)
        term.field = Field::kTitle;
    for (auto& pattern : wanted.patterns)
        pattern.field = Field::kTitle;
    const auto items = ranker.rank(wanted);
    EXPECT_EQ(ids(items), "1 ");
    for (const Share& share : shares(ranker, wanted, items[0]))
        EXPECT_EQ(share.field, "title");
    const RankedItem other{{2, 0, 9}, 0, 0, 1};
    EXPECT_TRUE(shares(ranker, wanted, other).empty());
}

TEST(Ranker, AnEmptyCollectionAnswersNothing) {
    EXPECT_TRUE(Ranker({}).rank(wanted_words("색인")).empty());
    Shelf shelf;
    shelf.add({body(1, "색인")}, {1});
    const Ranker ranker(shelf.live());
    EXPECT_TRUE(ranker.rank(wanted_words("색인")).empty());
    EXPECT_TRUE(ranker.live_items().empty());
    EXPECT_EQ(ranker.doc_freq("s색인"), 0u);
}

// threats.md Q3: what is looked for is bounded, and says so.
TEST(Ranker, LongQueriesAreCutAndSaySo) {
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += "w" + std::to_string(i) + " ";
    const Wanted wanted = wanted_words(many);
    EXPECT_TRUE(wanted.cut);
    EXPECT_LE(wanted.patterns.size(), kWordsMax);
    EXPECT_TRUE(wanted_words(std::string(1 << 20, 'x')).cut);
    std::string hangul;
    while (hangul.size() < (1 << 20))
        hangul += "가";
    EXPECT_TRUE(wanted_words(hangul).cut);
    EXPECT_FALSE(wanted_words("검색은 무엇인가?").cut);
}

// threats.md Q4: one word a hundred thousand times does not outweigh a text that is about it.
TEST(Ranker, StuffingAWordSaturates) {
    std::string stuffed;
    for (int i = 0; i < 100'000; ++i)
        stuffed += "색인 ";
    Shelf shelf;
    shelf.add({body(1, stuffed), body(2, "색인 구조와 검색"), body(3, "다른 이야기")});
    const auto items = Ranker(shelf.live()).rank(wanted_words("색인 검색"));
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0].passage.item, 2);
}

}  // namespace
}  // namespace seogo::search
