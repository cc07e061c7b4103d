// A segment answers what a map of maps would: passages, terms, facts, prefixes.
#include "index/segment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "support/index_random_query.h"
#include "support/plain_index.h"

namespace seogo::index {
namespace {

using testing::built;
using testing::OpenSegment;
using testing::PlainIndex;
using testing::Random;
using testing::SourcePassage;

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

std::vector<SourcePassage> odd_sources(unsigned seed) {
    const std::vector<std::string> words = {
        "검색은", "색인을", "문장임베딩", "BM25로", "the",      "inverted", "indexes", "양자화",
        "GPT-4o", "가",     "ㅋㅋㅋ",     "q8_0",   "1,000",    "漢字",     "カナ",    "\xff",
        "검색",   "검색을", "running",    "!?",     "running.", "하하하하", "v1.5",    "서고"};
    Random random(seed);
    std::vector<SourcePassage> sources(random.below(60));
    std::uint32_t number = 0;
    for (SourcePassage& source : sources) {
        source.key = {std::int64_t{random.below(30)} - 20, number, number + random.below(50)};
        ++number;
        for (std::uint32_t t = random.below(5); t > 0; --t) {
            std::string text;
            for (std::uint32_t w = random.below(12); w > 0; --w)
                text += words[random.below(24)] + " ";
            source.fields.emplace_back(static_cast<Field>(random.below(kFieldCount)), text);
        }
        if (random.one_in(2)) source.facts.push_back("fkind:" + std::to_string(random.below(3)));
    }
    return sources;
}

// The judge's passages in the order of a fresh segment's.
PlainIndex sorted_plain(std::vector<SourcePassage> sources) {
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    return testing::plain_of(sources);
}

void expect_passages(const PlainIndex& plain, const Segment& segment) {
    ASSERT_EQ(segment.passage_count(), plain.passages().size());
    for (std::uint32_t p = 0; p < segment.passage_count(); ++p) {
        EXPECT_EQ(segment.key(p), plain.passages()[p].key);
        EXPECT_EQ(segment.norms_of(p), plain.passages()[p].norms);
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            const std::uint8_t* norms = segment.norms(static_cast<Field>(f));
            EXPECT_EQ(norms == nullptr ? 0 : norms[p], plain.passages()[p].norms[f]);
        }
    }
}

// One term's list, posting by posting.
void expect_list(const PlainIndex& plain, const Segment& segment, const std::string& term) {
    PostingCursor cursor = segment.cursor(term);
    EXPECT_EQ(cursor.doc_freq(), plain.doc_freq(term));
    std::vector<std::uint32_t> positions;
    for (std::uint32_t p = 0; p < plain.passages().size(); ++p) {
        const auto* right = PlainIndex::find(plain.passages()[p], term);
        if (right == nullptr) continue;
        ASSERT_EQ(cursor.passage(), p) << term;
        const TermFreqs freqs = cursor.freqs();
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            EXPECT_EQ(freqs[f], (*right)[f].size());
            cursor.positions(static_cast<Field>(f), positions);
            EXPECT_EQ(positions, (*right)[f]) << term;
        }
        cursor.next();
    }
    EXPECT_EQ(cursor.passage(), kEnd) << term;
}

std::vector<std::uint32_t> passages_of(PostingCursor cursor) {
    std::vector<std::uint32_t> passages;
    for (; cursor.passage() != kEnd; cursor.next())
        passages.push_back(cursor.passage());
    return passages;
}

TEST(Segment, AnswersWhatAMapOfMapsWould) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        const auto sources = odd_sources(seed);
        const PlainIndex plain = sorted_plain(sources);
        const OpenSegment segment(built(sources));
        ASSERT_NO_FATAL_FAILURE(expect_passages(plain, *segment));
        std::size_t terms = 0;
        std::string before;
        for (const std::string& term : testing::terms_of(*segment)) {
            EXPECT_LT(before, term);
            before = term;
            ++terms;
            if (term[0] == kFactPrefix) continue;
            ASSERT_NO_FATAL_FAILURE(expect_list(plain, *segment, term));
        }
        EXPECT_EQ(terms, segment->dictionary().term_count());
        EXPECT_EQ(segment->damage(), std::nullopt);
        EXPECT_TRUE(segment->verify().ok());
    }
}

TEST(Segment, FactsListTheirPassages) {
    const auto sources =
        testing::random_sources(1, {.passages = 900, .vocabulary = 30, .body_words = 3});
    const PlainIndex plain = sorted_plain(sources);
    const OpenSegment segment(built(sources));
    std::set<std::string, std::less<>> facts;
    for (const auto& passage : plain.passages())
        facts.insert(passage.facts.begin(), passage.facts.end());
    ASSERT_GT(facts.size(), 3u);
    for (const std::string& fact : facts) {
        std::vector<std::uint32_t> right;
        for (std::uint32_t p = 0; p < plain.passages().size(); ++p) {
            if (plain.passages()[p].facts.contains(fact)) right.push_back(p);
        }
        EXPECT_EQ(passages_of(segment->cursor(fact)), right) << fact;
        ASSERT_TRUE(segment->find(fact).has_value());
        EXPECT_EQ(segment->find(fact)->doc_freq, right.size());
    }
}

// All weeks of a year, all facts: terms that begin alike stand together.
TEST(Segment, TermsWithAPrefixStandTogether) {
    const auto sources =
        testing::random_sources(2, {.passages = 400, .vocabulary = 500, .body_words = 9});
    const OpenSegment segment(built(sources));
    const std::vector<std::string> all = testing::terms_of(*segment);
    for (const std::string prefix :
         {"f", "fweek:2026-W0", "w", "wa", "s", "b임", "x", "", "\xff"}) {
        std::vector<std::string> right;
        for (const std::string& term : all) {
            if (term.starts_with(prefix)) right.push_back(term);
        }
        std::vector<std::string> found;
        for (auto cursor = segment->dictionary().begin_at(prefix);
             cursor.valid() && cursor.term().starts_with(prefix); cursor.next()) {
            found.emplace_back(cursor.term());
            EXPECT_EQ(segment->find(cursor.term()), cursor.info());
        }
        EXPECT_EQ(found, right) << prefix;
    }
}

TEST(Segment, ItemsRiseAndAreFoundByTheirIds) {
    const std::vector<std::int64_t> items = {
        std::numeric_limits<std::int64_t>::min(), -5, 0, 7, 1'000'000'000'000,
        std::numeric_limits<std::int64_t>::max()};
    std::vector<SourcePassage> sources;
    for (const std::int64_t item : items) {
        for (std::uint32_t begin = 0; begin < 3; ++begin)
            sources.push_back({{item, begin * 0x70000000, 0xFFFFFFFF}, {}, {}});
    }
    const OpenSegment segment(built(sources));
    ASSERT_EQ(segment->item_count(), items.size());
    for (std::uint32_t ordinal = 0; ordinal < items.size(); ++ordinal) {
        EXPECT_EQ(segment->item(ordinal), items[ordinal]);
        EXPECT_EQ(segment->ordinal_of(items[ordinal]), ordinal);
    }
    for (const std::int64_t other : {std::int64_t{-6}, std::int64_t{1}, std::int64_t{8}})
        EXPECT_EQ(segment->ordinal_of(other), std::nullopt);
    for (std::uint32_t p = 0; p < sources.size(); ++p) {
        EXPECT_EQ(segment->key(p), sources[p].key);
        EXPECT_EQ(segment->item(segment->item_ordinal(p)), sources[p].key.item);
    }
}

TEST(Segment, WithoutPassagesIsASegment) {
    const OpenSegment segment(built({}));
    EXPECT_EQ(segment->passage_count(), 0u);
    EXPECT_EQ(segment->item_count(), 0u);
    EXPECT_EQ(segment->ordinal_of(1), std::nullopt);
    EXPECT_EQ(segment->cursor("wa").passage(), kEnd);
    EXPECT_TRUE(testing::terms_of(*segment).empty());
    EXPECT_EQ(segment->norms(Field::kBody), nullptr);
}

TEST(Segment, CursorOfATermThatItDoesNotHoldIsAtItsEnd) {
    const SourcePassage sources[] = {{{1, 0, 9}, {{Field::kBody, "alpha beta"}}, {}}};
    const OpenSegment segment(built(sources));
    for (const char* term : {"", "w", "walph", "walphaa", "falpha", "\xff"}) {
        EXPECT_FALSE(segment->find(term).has_value());
        PostingCursor cursor = segment->cursor(term);
        EXPECT_EQ(cursor.passage(), kEnd);
        EXPECT_EQ(cursor.doc_freq(), 0u);
    }
    EXPECT_EQ(passages_of(segment->cursor("walpha")), std::vector<std::uint32_t>{0});
}

TEST(Segment, SummaryCountsWhatItsNormsSay) {
    const auto sources =
        testing::random_sources(3, {.passages = 200, .vocabulary = 90, .body_words = 300});
    const PlainIndex plain = testing::plain_of(sources);
    const OpenSegment segment(built(sources));
    const SegmentSummary& summary = segment->summary();
    EXPECT_EQ(summary.passages, 200u);
    EXPECT_EQ(summary.main_field, Field::kBody);
    EXPECT_EQ(summary.scoring, testing::kScoring);
    EXPECT_EQ(averages_of(summary.field_totals, summary.passages), plain.averages());
    EXPECT_EQ(segment->norms(Field::kOrg), nullptr);
    EXPECT_NE(segment->norms(Field::kBody), nullptr);
}

// Equal contents, equal checksum; else another.
TEST(Segment, ChecksumNamesItsContents) {
    const auto sources = testing::random_sources(4, {.passages = 60});
    const OpenSegment one(built(sources));
    const OpenSegment same(built(sources));
    const OpenSegment other(built(std::span(sources).first(59)));
    EXPECT_EQ(one->checksum(), same->checksum());
    EXPECT_NE(one->checksum(), other->checksum());
}

}  // namespace
}  // namespace seogo::index
