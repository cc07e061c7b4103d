// Where a pattern holds, against a reading of every passage's analyzed words.
#include "search/holding.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "text/analyzer.h"

namespace seogo::search {
namespace {

using index::Field;

constexpr Field kFields[] = {Field::kTitle, Field::kBody};

struct Passage {
    std::string title, body;
    const std::string& of(Field field) const { return field == Field::kTitle ? title : body; }
};

// The terms at each position of a text.
std::map<std::uint32_t, std::set<std::string>> places_of(const std::string& text) {
    std::map<std::uint32_t, std::set<std::string>> places;
    for (const auto& term : text::analyze(text))
        places[term.position].insert(term.text);
    return places;
}

bool word_holds(const Pattern::Word& word, const std::set<std::string>& terms) {
    if (!word.or_term.empty() && terms.contains(word.or_term)) return true;
    for (const std::string& term : word.all_of) {
        if (!terms.contains(term)) return false;
    }
    return !word.all_of.empty();
}

// Tries every position of every field.
bool holds(const Pattern& pattern, const Passage& passage) {
    if (pattern.words.empty()) return false;
    for (const Field field : kFields) {
        if (pattern.field && *pattern.field != field) continue;
        const auto places = places_of(passage.of(field));
        for (const auto& [start, terms] : places) {
            bool all = true;
            for (const Pattern::Word& word : pattern.words) {
                const auto at = places.find(start + word.offset);
                all = all && at != places.end() && word_holds(word, at->second);
            }
            if (all) return true;
        }
    }
    return false;
}

std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> kWords = {
        "검색은", "검색", "색인을", "문장임베딩은", "임베딩",     "임대", "베딩",   "index",
        "GPT-4o", "gpt",  "4o",     "BM25로",       "하이브리드", "모델", "모델을", "the"};
    std::string text;
    for (std::size_t words = random() % 8; words > 0; --words)
        text += kWords[random() % kWords.size()] + " ";
    return text;
}

TEST(Holding, AgreesWithReadingEveryPassage) {
    for (unsigned seed = 0; seed < 30; ++seed) {
        std::mt19937 random(seed);
        std::vector<Passage> passages(20);
        index::SegmentWriter writer;
        for (std::size_t i = 0; i < passages.size(); ++i) {
            passages[i] = {random_text(random), random_text(random)};
            const index::FieldText fields[] = {{Field::kTitle, passages[i].title},
                                               {Field::kBody, passages[i].body}};
            writer.add({static_cast<std::int64_t>(i), 0, 1}, fields);
        }
        const std::string bytes = std::move(writer).finish();
        const auto opened = index::SegmentReader::open(std::as_bytes(std::span(bytes)));
        ASSERT_TRUE(opened.ok());
        const index::SegmentReader& reader = *opened.value();
        for (const char* text : {"검색", "임베딩", "문장임베딩", "검색 색인", "index gpt", "GPT-4o",
                                 "BM25", "모델을 검색은", "하이브리드 모델", "the index"}) {
            for (const std::optional<Field> field :
                 {std::optional<Field>(), std::optional(Field::kTitle),
                  std::optional(Field::kBody)}) {
                Pattern pattern = phrase_pattern(text);
                pattern.field = field;
                std::vector<std::uint32_t> expected;
                for (std::uint32_t i = 0; i < passages.size(); ++i) {
                    if (holds(pattern, passages[i])) expected.push_back(i);
                }
                EXPECT_EQ(passages_holding(reader, pattern), expected) << seed << " " << text;
            }
        }
    }
}

TEST(Holding, PassagesAreFoundByTheirKeys) {
    index::SegmentWriter writer;
    const index::PassageKey keys[] = {{1, 0, 5}, {1, 6, 9}, {4, 0, 5}, {9, 2, 3}};
    for (const auto& key : keys) {
        const index::FieldText fields[] = {{Field::kBody, "a"}};
        writer.add(key, fields);
    }
    const std::string bytes = std::move(writer).finish();
    const auto reader = index::SegmentReader::open(std::as_bytes(std::span(bytes)));
    ASSERT_TRUE(reader.ok());
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_EQ(passage_number(*reader.value(), keys[i]), std::optional(i));
    }
    for (const index::PassageKey missing :
         {index::PassageKey{0, 0, 0}, {1, 0, 6}, {1, 6, 8}, {5, 0, 0}, {10, 0, 0}}) {
        EXPECT_EQ(passage_number(*reader.value(), missing), std::nullopt);
    }
}

TEST(Holding, PostingsAreFoundByTheirPassage) {
    std::vector<index::Posting> postings(3);
    postings[0].passage = 2;
    postings[1].passage = 5;
    postings[2].passage = 9;
    EXPECT_EQ(posting_of(postings, 5), &postings[1]);
    EXPECT_EQ(posting_of(postings, 2), &postings[0]);
    EXPECT_EQ(posting_of(postings, 9), &postings[2]);
    for (const std::uint32_t missing : {0u, 3u, 10u})
        EXPECT_EQ(posting_of(postings, missing), nullptr);
    EXPECT_EQ(posting_of({}, 0), nullptr);
}

}  // namespace
}  // namespace seogo::search
