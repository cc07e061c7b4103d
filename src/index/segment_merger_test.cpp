// A merged segment answers what a fresh one would; how its passages were cut before leaves no
// trace.
#include "index/segment_merger.h"

#include <gtest/gtest.h>

#include <set>

#include "support/index_random_query.h"

namespace seogo::index {
namespace {

using testing::all_live;
using testing::built;
using testing::expect_equal;
using testing::kScoring;
using testing::OpenSegment;
using testing::PlainIndex;
using testing::QueryMaker;
using testing::Random;
using testing::searched;
using testing::SourcePassage;

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

std::string merged(std::span<const OpenSegment> segments, bool reorder = true) {
    return testing::merged(all_live(segments), {.reorder = reorder});
}

// Every passage in one of so many parts, by chance.
std::vector<OpenSegment> cut(const std::vector<SourcePassage>& sources, std::size_t parts,
                             Random& random) {
    std::vector<std::vector<SourcePassage>> lists(parts);
    for (const SourcePassage& source : sources)
        lists[random.below(static_cast<std::uint32_t>(parts))].push_back(source);
    std::vector<OpenSegment> segments;
    for (const auto& list : lists)
        segments.emplace_back(built(list));
    return segments;
}

TEST(SegmentMerger, OneFreshSegmentInItsOwnOrderIsItself) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::vector<OpenSegment> one;
        one.emplace_back(
            built(testing::random_sources(seed, {.passages = 150 * seed, .body_words = 25})));
        EXPECT_TRUE(merged(one, false) == one[0].bytes());
    }
}

TEST(SegmentMerger, EveryCutGivesTheSameBytes) {
    Random random(1);
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const auto sources = testing::random_sources(
            seed, {.passages = 130 * seed, .vocabulary = 80, .body_words = 20});
        std::vector<OpenSegment> whole;
        whole.emplace_back(built(sources));
        for (const bool reorder : {false, true}) {
            const std::string right = merged(whole, reorder);
            for (const std::size_t parts : {2u, 3u, 9u})
                EXPECT_TRUE(merged(cut(sources, parts, random), reorder) == right);
            // Merging what merging made.
            const auto parts = cut(sources, 4, random);
            std::vector<OpenSegment> halves;
            halves.emplace_back(merged(std::span(parts).first(1), !reorder));
            halves.emplace_back(merged(std::span(parts).subspan(1), reorder));
            EXPECT_TRUE(merged(halves, reorder) == right);
        }
    }
}

TEST(SegmentMerger, OrderOfTheSegmentsLeavesNoTrace) {
    Random random(2);
    const auto sources = testing::random_sources(5, {.passages = 300});
    const auto parts = cut(sources, 3, random);
    std::vector<LiveSegment> live = all_live(parts);
    const std::string right = testing::merged(live);
    std::reverse(live.begin(), live.end());
    EXPECT_TRUE(testing::merged(live) == right);
}

// Dead items are as if they had never been added: terms, frequencies, averages and all.
TEST(SegmentMerger, DeadItemsVanish) {
    Random random(3);
    auto sources = testing::random_sources(6, {.passages = 400, .vocabulary = 900});
    const auto parts = cut(sources, 3, random);
    std::set<std::int64_t> dead;
    for (const SourcePassage& source : sources) {
        if (random.one_in(3)) dead.insert(source.key.item);
    }
    std::vector<LiveSegment> live = all_live(parts);
    for (LiveSegment& segment : live) {
        segment.dead.assign(dead.begin(), dead.end());
        segment.dead.push_back(1'000'000);  // that no segment holds
    }
    std::erase_if(sources, [&](const auto& source) { return dead.contains(source.key.item); });
    std::vector<OpenSegment> fresh;
    fresh.emplace_back(built(sources));
    EXPECT_TRUE(testing::merged(live, {.reorder = false}) == fresh[0].bytes());
    EXPECT_TRUE(testing::merged(live) == merged(fresh));
}

// In whatever order the passages stand, what is said of each is the same.
TEST(SegmentMerger, MergedAnswersWhatFreshDoes) {
    Random random(4);
    const std::uint32_t vocabulary = 200;
    const auto sources =
        testing::random_sources(7, {.passages = 900, .vocabulary = vocabulary, .body_words = 20});
    const PlainIndex plain = testing::plain_of(sources);
    const Saturations saturation(kScoring, plain.averages());
    std::vector<OpenSegment> one;
    one.emplace_back(merged(cut(sources, 5, random)));
    EXPECT_EQ(averages_of(one[0]->summary().field_totals, 900), plain.averages());
    QueryMaker maker(plain, random, vocabulary);
    for (int i = 0; i < 60; ++i) {
        SCOPED_TRACE(i);
        const RankedQuery query = i % 2 == 0 ? maker.any_of() : maker.all_of();
        expect_equal(best_items(searched(one), query, saturation, 20),
                     plain.best_items(query, saturation, 20));
    }
}

TEST(SegmentMerger, KeysNormsAndFactsComeAlong) {
    Random random(5);
    const auto sources = testing::random_sources(8, {.passages = 500, .body_words = 90});
    const PlainIndex plain = testing::plain_of(sources);
    std::map<PassageKey, const PlainIndex::Passage*> by_key;
    for (const auto& passage : plain.passages())
        by_key[passage.key] = &passage;
    const OpenSegment one(merged(cut(sources, 4, random)));
    ASSERT_EQ(one->passage_count(), by_key.size());
    std::map<std::string, std::set<PassageKey>> facts, right_facts;
    for (std::uint32_t p = 0; p < one->passage_count(); ++p) {
        const auto found = by_key.find(one->key(p));
        ASSERT_NE(found, by_key.end());
        EXPECT_EQ(one->norms_of(p), found->second->norms);
        for (const std::string& fact : found->second->facts)
            right_facts[fact].insert(one->key(p));
    }
    for (const auto& [fact, keys] : right_facts) {
        for (PostingCursor cursor = one->cursor(fact); cursor.passage() != kEnd; cursor.next())
            facts[fact].insert(one->key(cursor.passage()));
    }
    EXPECT_EQ(facts, right_facts);
}

TEST(SegmentMerger, NothingAndNothingLeftAreEmptySegments) {
    const std::string empty = built({});
    EXPECT_TRUE(testing::merged({}) == empty);
    std::vector<OpenSegment> segments;
    segments.emplace_back(empty);
    segments.emplace_back(built(testing::random_sources(9, {.passages = 20})));
    std::vector<LiveSegment> live = all_live(segments);
    for (std::uint32_t ordinal = 0; ordinal < segments[1]->item_count(); ++ordinal)
        live[1].dead.push_back(segments[1]->item(ordinal));
    EXPECT_TRUE(testing::merged(live) == empty);
}

TEST(SegmentMerger, ScoringThatComesInIsTheOneThatBoundsAreMadeWith) {
    const auto sources = testing::random_sources(10, {.passages = 300});
    Scoring other = kScoring;
    other.words.k1 = 2;
    other.syllables.field_weight[0] = 9;
    std::vector<OpenSegment> one;
    one.emplace_back(built(sources));
    StringSink sink;
    ASSERT_TRUE(merge_segments(sink, all_live(one), other, {.reorder = false}).ok());
    EXPECT_TRUE(sink.take() == built(sources, other));
}

// A flipped byte anywhere: the merger says so, or did not need the byte and gives the right bytes.
TEST(SegmentMerger, DamagedSegmentIsABadFile) {
    const auto sources =
        testing::random_sources(11, {.passages = 900, .vocabulary = 4000, .body_words = 50});
    std::vector<OpenSegment> whole;
    whole.emplace_back(built(sources));
    const std::string right = merged(whole);
    const std::string bytes = whole[0].bytes();
    ASSERT_GT(bytes.size(), 5 * kPieceBytes);
    Random random(6);
    std::size_t refused = 0;
    for (int run = 0; run < 60; ++run) {
        std::string damaged = bytes;
        const std::uint32_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        const auto opened = testing::try_open(damaged);
        if (!opened.ok()) continue;
        for (const bool reorder : {false, true}) {
            StringSink sink;
            const LiveSegment live[] = {{opened.value().get(), {}}, {whole[0].get(), {}}};
            const auto written =
                merge_segments(sink, std::span(live).first(1), kScoring, {.reorder = reorder});
            if (written.ok()) {
                EXPECT_TRUE(!reorder || sink.take() == right) << "byte " << at;
                continue;
            }
            EXPECT_EQ(written.error().kind, ErrorKind::kBadFile);
            ++refused;
        }
    }
    EXPECT_GT(refused, 60u);
}

// Takes so many bytes and no more, as a full disk does.
class FullSink final : public ByteSink {
public:
    explicit FullSink(std::size_t room) : room_(room) {}
    Status append(std::string_view bytes) override {
        if (bytes.size() > room_) return Error{ErrorKind::kNoSpace, "the disk is full"};
        room_ -= bytes.size();
        return ok_status();
    }

private:
    std::size_t room_;
};

TEST(SegmentMerger, FullSinkIsHandedUpWhereverItFills) {
    const auto sources = testing::random_sources(12, {.passages = 200, .vocabulary = 400});
    std::vector<OpenSegment> one;
    one.emplace_back(built(sources));
    const std::size_t size = merged(one).size();
    for (std::size_t room = 0; room < size; room += 1 + size / 90) {
        FullSink sink(room);
        const auto written = merge_segments(sink, all_live(one), kScoring, {});
        ASSERT_FALSE(written.ok());
        EXPECT_EQ(written.error().kind, ErrorKind::kNoSpace);
    }
    FullSink enough(size);
    EXPECT_TRUE(merge_segments(enough, all_live(one), kScoring, {}).ok());
}

}  // namespace
}  // namespace seogo::index
