// Ranked AND, phrases, words near each other and filters, against the judge that scores everything.
#include "index/conjunction.h"

#include <gtest/gtest.h>

#include <random>

#include "index/segment_builder.h"
#include "support/plain_index.h"

namespace seogo::index {
namespace {

using testing::PlainIndex;

// One letter a word, so that common words fill blocks as bit sets and rare ones stay short lists:
// word n is about twice as rare as word n - 1.
std::string word(std::mt19937& random, unsigned words) {
    unsigned n = 0;
    while (n + 1 < words && random() % 2 == 0)
        ++n;
    return std::string("q") + static_cast<char>('a' + n);
}

std::string text(std::mt19937& random, std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i)
        out += word(random, 14) + (random() % 7 == 0 ? " 문장임베딩을 " : " ");
    return out;
}

struct Collection {
    PlainIndex plain;
    std::string bytes;
    std::unique_ptr<Segment> segment;
    std::vector<std::int64_t> dead, banned;  // items, rising

    Collection(unsigned seed, std::size_t passages) {
        std::mt19937 random(seed);
        SegmentBuilder builder(plain.scoring);
        for (std::size_t i = 0; i < passages; ++i) {
            const PassageKey key{static_cast<std::int64_t>(i / 2), static_cast<std::uint32_t>(i),
                                 9};
            const std::string body = text(random, random() % 12);
            const std::string title = random() % 4 == 0 ? text(random, 2) : "";
            const std::array<FieldText, 2> fields = {FieldText{Field::kBody, body},
                                                     FieldText{Field::kTitle, title}};
            builder.add(key, fields);
            plain.add(key, fields);
        }
        bytes = std::move(builder).finish();
        segment = Segment::open(std::as_bytes(std::span(bytes))).value();
    }
    SearchedSegment searched() const { return {segment.get(), {}, {}}; }
};

Pattern::Word plain_word(const std::string& term, std::uint32_t offset) {
    return {{term}, "", offset};
}

// A pattern of one to three of the words, now and then a Korean one, in a field or near each other.
Pattern random_pattern(std::mt19937& random) {
    Pattern pattern;
    const auto words = static_cast<std::uint32_t>(1 + random() % 3);
    for (std::uint32_t w = 0; w < words; ++w) {
        if (random() % 8 == 0) {
            pattern.words.push_back({{"b문장", "b임베"}, "s문장임베딩", w});
        } else {
            pattern.words.push_back(plain_word("w" + word(random, 14), w));
        }
    }
    if (random() % 5 == 0) pattern.field = random() % 2 == 0 ? Field::kTitle : Field::kBody;
    if (random() % 4 == 0) pattern.slack = static_cast<std::uint32_t>(1 + random() % 4);
    return pattern;
}

// Terms with a weight: most of the patterns' own, one that is only wished for, neighbours.
RankedQuery random_query(std::mt19937& random) {
    RankedQuery query;
    const auto add_term = [&](const std::string& term) {
        const bool is_known =
            std::any_of(query.terms.begin(), query.terms.end(),
                        [&](const RankedTerm& known) { return known.term == term; });
        if (is_known) return;
        RankedTerm ranked;
        ranked.term = term;
        ranked.micro = 1e5 * static_cast<double>(1 + random() % 50);
        query.terms.push_back(ranked);
    };
    for (auto n = 1 + random() % 3; n > 0; --n)
        query.all_of.push_back(random_pattern(random));
    for (const Pattern& pattern : query.all_of) {
        for (const Pattern::Word& one : pattern.words) {
            if (random() % 8 != 0) add_term(one.all_of[0]);
        }
    }
    if (random() % 3 == 0) add_term("w" + word(random, 14));
    if (!query.terms.empty() && random() % 6 == 0) query.terms.back().field = Field::kTitle;
    for (std::uint32_t i = 0; i + 1 < query.terms.size(); ++i) {
        if (query.terms[i].field || query.terms[i + 1].field || random() % 2 == 0) continue;
        query.pairs.push_back({i, i + 1, query.terms[i].micro * 0.7});
    }
    return query;
}

void expect_equal(const std::vector<FoundPassage>& found, const std::vector<FoundPassage>& right) {
    ASSERT_EQ(found.size(), right.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].score, right[i].score) << "rank " << i;
        EXPECT_EQ(found[i].key, right[i].key) << "rank " << i;
    }
}

TEST(Conjunction, AnswersWhatScoringEveryPassageAnswers) {
    std::size_t answered = 0;
    for (const std::size_t passages : {1u, 60u, 700u, 3000u}) {
        const Collection collection(static_cast<unsigned>(passages), passages);
        const Saturations saturation(collection.plain.scoring, collection.plain.averages());
        const std::vector<SearchedSegment> searched = {collection.searched()};
        std::mt19937 random(7);
        for (int i = 0; i < 80; ++i) {
            SCOPED_TRACE(::testing::Message() << passages << " passages, query " << i);
            const RankedQuery query = random_query(random);
            const std::size_t top_k = i % 2 == 0 ? 3 : 100;
            const auto right = collection.plain.best_items(query, top_k);
            expect_equal(best_items(searched, query, saturation, top_k), right);
            answered += right.size();
            if (::testing::Test::HasFailure()) return;
        }
    }
    EXPECT_GT(answered, 500u);
}

// Passages of dead items and of items that are not allowed stay out; accepts() has the last word.
TEST(Conjunction, LeavesOutWhatDoesNotCount) {
    Collection collection(3, 1500);
    const Saturations saturation(collection.plain.scoring, collection.plain.averages());
    SearchedSegment searched = collection.searched();
    searched.dead.resize(1500 / 64 + 1);
    searched.allowed.resize(collection.segment->item_count() / 64 + 1);
    for (std::uint32_t passage = 0; passage < 1500; ++passage) {
        const std::int64_t item = collection.segment->key(passage).item;
        if (item % 5 == 0) searched.dead[passage / 64] |= std::uint64_t{1} << passage % 64;
        const std::uint32_t ordinal = collection.segment->item_ordinal(passage);
        if (item % 7 != 0) searched.allowed[ordinal / 64] |= std::uint64_t{1} << ordinal % 64;
    }
    std::mt19937 random(11);
    for (int i = 0; i < 100; ++i) {
        RankedQuery query = random_query(random);
        query.accepts = [](std::int64_t item) { return item % 3 != 1; };
        RankedQuery plain = query;
        plain.accepts = [](std::int64_t item) {
            return item % 5 != 0 && item % 7 != 0 && item % 3 != 1;
        };
        expect_equal(best_items(std::span(&searched, 1), query, saturation, 10),
                     collection.plain.best_items(plain, 10));
        if (::testing::Test::HasFailure()) return;
    }
}

TEST(Conjunction, OfAPatternWithoutWordsHoldsNowhere) {
    const Collection collection(5, 50);
    const Saturations saturation(collection.plain.scoring, collection.plain.averages());
    const std::vector<SearchedSegment> searched = {collection.searched()};
    RankedQuery query;
    query.all_of.emplace_back();
    EXPECT_TRUE(best_items(searched, query, saturation, 10).empty());
    query.all_of.emplace_back().words.push_back(plain_word("wqa", 0));
    EXPECT_TRUE(best_items(searched, query, saturation, 10).empty());
}

}  // namespace
}  // namespace seogo::index
