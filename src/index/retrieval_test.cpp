// The engine against the judge that scores every passage: equal items, equal scores, equal order.
#include <gtest/gtest.h>

#include "index/ranked_query.h"
#include "support/index_random_query.h"

namespace seogo::index {
namespace {

using testing::built;
using testing::expect_equal;
using testing::kScoring;
using testing::OpenSegment;
using testing::PlainIndex;
using testing::QueryMaker;
using testing::Random;
using testing::searched;
using testing::SourcePassage;
using testing::SourceShape;

// One collection as one segment, as three, and as these merged.
struct Collection {
    Collection(unsigned seed, const SourceShape& shape)
        : vocabulary(shape.vocabulary),
          sources(testing::random_sources(seed, shape)),
          plain(testing::plain_of(sources)),
          saturation(kScoring, plain.averages()) {
        one.emplace_back(built(sources));
        for (std::size_t part = 0; part < 3; ++part) {
            std::vector<SourcePassage> some;
            for (std::size_t i = part; i < sources.size(); i += 3)
                some.push_back(sources[i]);
            three.emplace_back(built(some));
        }
        merged.emplace_back(testing::merged(testing::all_live(three)));
    }
    // What is the same however the collection is cut.
    void expect_right(const RankedQuery& query, std::size_t top_k) const {
        const auto right = plain.best_items(query, saturation, top_k);
        for (const auto* segments : {&one, &three, &merged})
            expect_equal(best_items(searched(*segments), query, saturation, top_k), right);
    }

    std::uint32_t vocabulary;
    std::vector<SourcePassage> sources;
    PlainIndex plain;
    Saturations saturation;
    std::vector<OpenSegment> one, three, merged;
};

// Few words that come in all passages; many; more passages than one window holds.
const Collection& collection(int which) {
    static const Collection small(1, {.passages = 300, .vocabulary = 40, .body_words = 60});
    static const Collection wide(2, {.passages = 1300, .vocabulary = 3000, .body_words = 40});
    static const Collection deep(3, {.passages = 5000, .vocabulary = 400, .body_words = 12});
    return which == 0 ? small : which == 1 ? wide : deep;
}

constexpr int kCollections = 3;
constexpr int kQueries[kCollections] = {120, 120, 40};

std::size_t top_k_of(int query) { return query % 3 == 0 ? 1 : query % 3 == 1 ? 10 : 1000; }

TEST(BestItems, AreThoseOfScoringEveryPassage) {
    for (int which = 0; which < kCollections; ++which) {
        Random random(10 + which);
        QueryMaker maker(collection(which).plain, random, collection(which).vocabulary);
        for (int i = 0; i < kQueries[which]; ++i) {
            SCOPED_TRACE(::testing::Message() << "collection " << which << " query " << i);
            collection(which).expect_right(maker.any_of(), top_k_of(i));
            if (HasFailure()) return;
        }
    }
}

TEST(BestItems, UnderPatternsThatMustHoldAreThoseOfScoringEveryPassage) {
    std::size_t found = 0;
    for (int which = 0; which < kCollections; ++which) {
        Random random(20 + which);
        QueryMaker maker(collection(which).plain, random, collection(which).vocabulary);
        for (int i = 0; i < 2 * kQueries[which]; ++i) {
            SCOPED_TRACE(::testing::Message() << "collection " << which << " query " << i);
            const RankedQuery query = maker.all_of();
            collection(which).expect_right(query, top_k_of(i));
            if (HasFailure()) return;
            const auto& whole = collection(which);
            found += best_items(searched(whole.one), query, whole.saturation, 1).size();
        }
    }
    EXPECT_GT(found, 150u);  // a good part of these queries have an answer
}

// Passages that do not count: by item, by ordinal, by passage; for the judge they are not accepted.
TEST(BestItems, LeaveOutWhatIsDeadNotAllowedOrNotAccepted) {
    const Collection& whole = collection(0);
    Random random(30);
    QueryMaker maker(whole.plain, random, whole.vocabulary);
    for (int i = 0; i < 150; ++i) {
        SCOPED_TRACE(i);
        RankedQuery query = i % 2 == 0 ? maker.any_of() : maker.all_of();
        const std::int64_t dead_rest = random.below(4);
        const std::int64_t allowed_rest = random.below(3);
        const std::int64_t accepted_rest = random.below(3);
        std::vector<SearchedSegment> segments = searched(whole.three);
        for (SearchedSegment& one : segments) {
            one.dead.resize(one.segment->passage_count() / 64 + 1);
            for (std::uint32_t p = 0; p < one.segment->passage_count(); ++p) {
                if (one.segment->key(p).item % 4 == dead_rest)
                    one.dead[p / 64] |= std::uint64_t{1} << p % 64;
            }
            one.allowed.resize(one.segment->item_count() / 64 + 1);
            for (std::uint32_t ordinal = 0; ordinal < one.segment->item_count(); ++ordinal) {
                if (one.segment->item(ordinal) % 3 != allowed_rest)
                    one.allowed[ordinal / 64] |= std::uint64_t{1} << ordinal % 64;
            }
        }
        query.accepts = [&](std::int64_t item) { return item / 3 % 3 != accepted_rest; };
        RankedQuery judged = query;
        judged.accepts = [&](std::int64_t item) {
            return item % 4 != dead_rest && item % 3 != allowed_rest && query.accepts(item);
        };
        const std::size_t top_k = top_k_of(i);
        expect_equal(best_items(segments, query, whole.saturation, top_k),
                     whole.plain.best_items(judged, whole.saturation, top_k));
        if (HasFailure()) return;
    }
}

// Bounds were made with the averages of a segment; those of a search may be any.
TEST(BestItems, HoldUnderOtherAveragesAndOtherParametersThanTheBoundsWereMadeWith) {
    const Collection& whole = collection(2);
    Random random(40);
    QueryMaker maker(whole.plain, random, whole.vocabulary);
    for (int i = 0; i < 40; ++i) {
        SCOPED_TRACE(i);
        auto averages = whole.plain.averages();
        for (double& average : averages)
            average *= random.between(0.1, 4);
        Scoring scoring = kScoring;
        if (i % 2 == 1) {
            scoring.words.k1 = random.between(0.2, 3);
            for (double& weight : scoring.syllables.field_weight)
                weight = random.between(0.1, 5);
        }
        const Saturations saturation(scoring, averages);
        const RankedQuery query = i % 4 < 2 ? maker.any_of() : maker.all_of();
        const auto right = whole.plain.best_items(query, saturation, 10);
        expect_equal(best_items(searched(whole.one), query, saturation, 10), right);
        expect_equal(best_items(searched(whole.three), query, saturation, 10), right);
        if (HasFailure()) return;
    }
}

// Where many passages have one score, the smaller item wins, however the segments lie.
TEST(BestItems, OfEqualScoresAreTheSmallerItems) {
    std::vector<SourcePassage> sources;
    Random random(50);
    for (std::int64_t item = 0; item < 900; ++item) {
        SourcePassage source;
        source.key = {item * 7 % 900, 0, 9};
        source.fields.emplace_back(Field::kBody, random.one_in(2) ? "alpha beta" : "beta alpha");
        sources.push_back(source);
    }
    const PlainIndex plain = testing::plain_of(sources);
    const Saturations saturation(kScoring, plain.averages());
    RankedQuery query;
    query.terms.push_back({"walpha", 1e6, std::nullopt, true});
    query.terms.push_back({"wbeta", 1e6, std::nullopt, false});
    query.patterns.push_back({{{{"walpha"}, "", 0}}, std::nullopt, 0, ""});
    for (const bool has_pair : {false, true}) {
        if (has_pair) query.pairs.push_back({0, 1, 5e5});
        for (const std::size_t cut : {900u, 300u, 77u}) {
            std::vector<OpenSegment> segments;
            for (std::size_t at = 0; at < sources.size(); at += cut) {
                const std::size_t count = std::min(cut, sources.size() - at);
                segments.emplace_back(built(std::span(sources).subspan(at, count)));
            }
            expect_equal(best_items(searched(segments), query, saturation, 25),
                         plain.best_items(query, saturation, 25));
        }
    }
}

TEST(BestItems, NameTheSegmentAndThePassageThatTheyAreFoundIn) {
    const Collection& whole = collection(0);
    Random random(60);
    QueryMaker maker(whole.plain, random, whole.vocabulary);
    for (int i = 0; i < 20; ++i) {
        const auto found = best_items(searched(whole.three), maker.any_of(), whole.saturation, 50);
        for (const FoundPassage& one : found) {
            ASSERT_LT(one.segment, 3u);
            EXPECT_EQ(whole.three[one.segment]->key(one.passage), one.key);
        }
    }
}

TEST(BestItems, OfAQueryThatNothingHoldsAreNone) {
    const Collection& whole = collection(0);
    const auto found = [&](const RankedQuery& query) {
        return best_items(searched(whole.three), query, whole.saturation, 10).size();
    };
    RankedQuery query;
    EXPECT_EQ(found(query), 0u);
    query.all_of.push_back({});  // a pattern without words
    EXPECT_EQ(found(query), 0u);
    query.terms.push_back({"wab", 1e6, std::nullopt, false});
    EXPECT_EQ(found(query), 0u);
    query.all_of[0].words.push_back({{"wnowhere"}, "", 0});
    EXPECT_EQ(found(query), 0u);
    query.all_of[0].words[0] = {{}, "wnowhere", 0};
    EXPECT_EQ(found(query), 0u);
    query.all_of.clear();
    query.patterns.push_back({{{{"wnowhere"}, "", 0}}, std::nullopt, 0, ""});
    EXPECT_EQ(found(query), 0u);
    EXPECT_TRUE(best_items({}, query, whole.saturation, 10).empty());
}

}  // namespace
}  // namespace seogo::index
