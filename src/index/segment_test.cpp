// A segment answers what a map of maps would, and its bytes depend on nothing but its passages.
#include "index/segment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "text/analyzer.h"

namespace seogo::index {
namespace {

struct Passage {
    PassageKey key;
    std::vector<std::pair<Field, std::string>> texts;
};

std::string written(const std::vector<Passage>& passages) {
    SegmentWriter writer;
    for (const Passage& passage : passages) {
        std::vector<FieldText> fields;
        for (const auto& [field, text] : passage.texts)
            fields.push_back({field, text});
        writer.add(passage.key, fields);
    }
    EXPECT_EQ(writer.passage_count(), passages.size());
    return std::move(writer).finish();
}

std::unique_ptr<SegmentReader> opened(const std::string& bytes) {
    auto reader = SegmentReader::open(std::as_bytes(std::span(bytes)));
    EXPECT_TRUE(reader.ok()) << reader.error().message;
    return reader.ok() ? std::move(reader).value() : nullptr;
}

// The slow, obvious index: term -> passage -> field -> positions.
struct NaiveIndex {
    using Places = std::array<std::set<std::uint32_t>, kFieldCount>;
    std::map<std::string, std::map<PassageKey, Places>> terms;
    std::map<PassageKey, std::array<std::set<std::uint32_t>, kFieldCount>> words;

    explicit NaiveIndex(const std::vector<Passage>& passages) {
        for (const Passage& passage : passages) {
            auto& lengths = words[passage.key];
            std::array<std::uint32_t, kFieldCount> next{};
            for (const auto& [field, text] : passage.texts) {
                const auto f = static_cast<std::size_t>(field);
                const std::uint32_t from = next[f];
                for (const auto& term : text::analyze(text)) {
                    const std::uint32_t at = from + term.position;
                    terms[term.text][passage.key][f].insert(at);
                    if (term.kind != text::TermKind::kPair) lengths[f].insert(at);
                    next[f] = std::max(next[f], at + 2);
                }
            }
        }
    }
};

std::vector<Passage> random_passages(unsigned seed) {
    const std::vector<std::string> words = {
        "검색은", "색인을", "문장임베딩", "BM25로", "the",      "inverted", "indexes", "양자화",
        "GPT-4o", "가",     "ㅋㅋㅋ",     "q8_0",   "1,000",    "漢字",     "カナ",    "\xff",
        "검색",   "검색을", "running",    "!?",     "running.", "하하하하", "v1.5",    "서고"};
    std::mt19937 random(seed);
    std::vector<Passage> passages;
    const std::size_t count = random() % 40;
    for (std::size_t i = 0; i < count; ++i) {
        Passage passage;
        passage.key = {static_cast<std::int64_t>(random() % 1000) - 20,
                       static_cast<std::uint32_t>(i),
                       static_cast<std::uint32_t>(i + random() % 50)};
        const std::size_t texts = random() % 5;
        for (std::size_t t = 0; t < texts; ++t) {
            std::string text;
            for (std::size_t w = random() % 12; w > 0; --w)
                text += words[random() % words.size()] + " ";
            passage.texts.emplace_back(static_cast<Field>(random() % kFieldCount), text);
        }
        passages.push_back(std::move(passage));
    }
    return passages;
}

void expect_equal(const NaiveIndex& naive, const SegmentReader& reader) {
    ASSERT_EQ(reader.passage_count(), naive.words.size());
    std::uint32_t number = 0;
    for (const auto& [key, lengths] : naive.words) {
        EXPECT_EQ(reader.key(number), key);
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            EXPECT_EQ(reader.field_length(number, static_cast<Field>(f)), lengths[f].size());
        }
        ++number;
    }
    const auto terms = reader.terms_from("", naive.terms.size() + 1);
    ASSERT_EQ(terms.size(), naive.terms.size());
    std::size_t at = 0;
    for (const auto& [term, passages] : naive.terms) {
        EXPECT_EQ(terms[at++], term);
        const auto postings = reader.postings(term);
        ASSERT_EQ(postings.size(), passages.size()) << term;
        std::size_t p = 0;
        for (const auto& [key, places] : passages) {
            const Posting& posting = postings[p++];
            EXPECT_EQ(reader.key(posting.passage), key);
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                const std::vector<std::uint32_t> expected(places[f].begin(), places[f].end());
                EXPECT_EQ(posting.term_freq[f], expected.size());
                EXPECT_EQ(reader.positions(posting, static_cast<Field>(f)), expected) << term;
            }
        }
    }
}

TEST(Segment, AnswersWhatAMapOfMapsWould) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        const auto passages = random_passages(seed);
        const std::string bytes = written(passages);
        const auto reader = opened(bytes);
        ASSERT_NE(reader, nullptr);
        expect_equal(NaiveIndex(passages), *reader);
    }
}

TEST(Segment, BytesDoNotDependOnTheOrderOfAdding) {
    for (unsigned seed = 0; seed < 10; ++seed) {
        auto passages = random_passages(seed);
        const std::string bytes = written(passages);
        std::shuffle(passages.begin(), passages.end(), std::mt19937(seed));
        EXPECT_EQ(written(passages), bytes);
    }
}

TEST(Segment, WithoutPassagesIsASegment) {
    const std::string bytes = written({});
    const auto reader = opened(bytes);
    ASSERT_NE(reader, nullptr);
    EXPECT_EQ(reader->passage_count(), 0u);
    EXPECT_TRUE(reader->postings("w").empty());
    EXPECT_TRUE(reader->terms_from("", 10).empty());
}

TEST(Segment, TermsFromBeginsAtTheFirstTermNotBefore) {
    const std::string bytes = written({{{1, 0, 5}, {{Field::kBody, "alpha beta gamma"}}}});
    const auto reader = opened(bytes);
    ASSERT_NE(reader, nullptr);
    const auto from = reader->terms_from("wb", 1);
    ASSERT_EQ(from.size(), 1u);
    EXPECT_EQ(from[0], "wbeta");
    EXPECT_TRUE(reader->terms_from("\xff", 5).empty());
    EXPECT_TRUE(reader->terms_from("", 0).empty());
}

TEST(Segment, NoPhraseReachesFromOneTextOfAFieldIntoTheNext) {
    const std::string bytes =
        written({{{1, 0, 5}, {{Field::kNotes, "alpha"}, {Field::kNotes, "beta"}}}});
    const auto reader = opened(bytes);
    ASSERT_NE(reader, nullptr);
    const auto alpha = reader->postings("walpha");
    const auto beta = reader->postings("wbeta");
    ASSERT_EQ(alpha.size(), 1u);
    ASSERT_EQ(beta.size(), 1u);
    EXPECT_EQ(reader->positions(alpha[0], Field::kNotes), std::vector<std::uint32_t>{0});
    EXPECT_EQ(reader->positions(beta[0], Field::kNotes), std::vector<std::uint32_t>{2});
    EXPECT_EQ(reader->field_length(0, Field::kNotes), 2u);
}

TEST(Segment, TermFreqSaturates) {
    std::string text;
    for (int i = 0; i < 70'000; ++i)
        text += "a ";
    const std::string bytes = written({{{1, 0, 5}, {{Field::kBody, text}}}});
    const auto reader = opened(bytes);
    ASSERT_NE(reader, nullptr);
    const auto postings = reader->postings("wa");
    ASSERT_EQ(postings.size(), 1u);
    EXPECT_EQ(postings[0].term_freq[static_cast<std::size_t>(Field::kBody)], 65535);
    EXPECT_EQ(reader->positions(postings[0], Field::kBody).size(), 65535u);
    EXPECT_EQ(reader->field_length(0, Field::kBody), 70'000u);
}

TEST(Segment, FieldsAreNamedAsPeopleSeeThem) {
    EXPECT_EQ(field_name(Field::kTitle), "title");
    EXPECT_EQ(field_name(Field::kNotes), "notes");
    EXPECT_EQ(field_name(Field::kConcepts), "concepts");
    EXPECT_EQ(field_name(Field::kBody), "body");
    EXPECT_EQ(field_name(Field::kOrg), "org");
}

}  // namespace
}  // namespace seogo::index
