// Words with signs, phrases with slack, ranges and totals, from the query's text to the hits.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "search/ranker.h"
#include "search/searcher.h"
#include "search/test_snapshot.h"

namespace seogo::search {
namespace {

using testing::kDocument;
using testing::kEmbedding;
using testing::kInverted;
using testing::kPage;
using testing::kWal;
using Ids = std::set<std::int64_t>;

class SearchSigns : public testing::ArchiveInMemory {
protected:
    SearchResult search(const SearchQuery& query) {
        auto result = Searcher(snapshot_, segments_, base::real_clock()).search(query);
        EXPECT_TRUE(result.ok()) << query.text << ": " << result.error().message;
        return result.ok() ? std::move(result).value() : SearchResult{};
    }
    // All that is found; the total must agree.
    Ids ids(const std::string& text, bool bridge = false) {
        const SearchResult result = search({.text = text, .limit = 1000, .bridge = bridge});
        Ids found;
        for (const Hit& hit : result.hits)
            found.insert(hit.id);
        EXPECT_EQ(result.total, found.size()) << text;
        EXPECT_TRUE(result.total_exact) << text;
        return found;
    }
    std::string error(const std::string& text) {
        const auto result =
            Searcher(snapshot_, segments_, base::real_clock()).search({.text = text});
        if (result.ok()) return "none";
        EXPECT_EQ(result.error().kind, ErrorKind::kBadInput) << text;
        return result.error().message;
    }
    // A document more, in a segment of its own.
    void add_segment(std::int64_t item, std::string text) {
        snapshot_.add_document(item, std::move(text));
        const auto content = content_of(snapshot_, item);
        ASSERT_TRUE(content.ok());
        index::SegmentBuilder builder(kScoring);
        for (const auto& passage : index_passages(content.value()))
            builder.add(passage.key, passage.fields);
        more_bytes_.push_back(std::make_unique<std::string>(std::move(builder).finish()));
        auto reader = index::Segment::open(std::as_bytes(std::span(*more_bytes_.back())));
        ASSERT_TRUE(reader.ok());
        more_readers_.push_back(std::move(reader).value());
        segments_.push_back({more_readers_.back().get(), {}});
    }

    std::vector<std::unique_ptr<std::string>> more_bytes_;
    std::vector<std::unique_ptr<index::Segment>> more_readers_;
};

double sum_of(const std::vector<Share>& shares) {
    std::int64_t micros = 0;
    for (const Share& share : shares)
        micros += std::llround(share.value * 1e6);
    return static_cast<double>(micros) / 1e6;
}

bool says(const std::vector<std::string>& warnings, std::string_view part) {
    return std::any_of(warnings.begin(), warnings.end(), [&](const std::string& warning) {
        return warning.find(part) != std::string::npos;
    });
}

std::string numbered_words(std::string_view stem, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += std::string(stem) + std::to_string(100 + i) + " ";
    return text;
}

TEST_F(SearchSigns, ABeginningFindsAllThatBeginSo) {
    EXPECT_EQ(ids("임베*"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("역색*"), (Ids{kInverted}));
    EXPECT_EQ(ids("체크*"), (Ids{kDocument}));
    EXPECT_EQ(ids("checkp*"), (Ids{kWal}));
    EXPECT_EQ(ids("quanti*"), (Ids{kInverted, kWal}));
    EXPECT_EQ(ids("QUANTI*"), (Ids{kInverted, kWal}));
    EXPECT_EQ(ids("uantization*"), Ids{}) << "an end is no beginning";
    EXPECT_EQ(ids("zzz*"), Ids{});
}

TEST_F(SearchSigns, AWholeWordWithAStarIsFoundByItsStemToo) {
    EXPECT_EQ(ids("readers*"), (Ids{kWal}));
    EXPECT_EQ(ids("checkpoints*"), (Ids{kWal}));
}

TEST_F(SearchSigns, ASpellingNearlySoIsFound) {
    EXPECT_EQ(ids("임배딩"), Ids{});
    EXPECT_EQ(ids("임배딩~"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("임배팅~"), Ids{}) << "two letters away";
    EXPECT_EQ(ids("quantisation~"), (Ids{kInverted, kWal}));
    EXPECT_EQ(ids("chekpoint~"), (Ids{kWal}));
    EXPECT_EQ(ids("chekpiont~2"), (Ids{kWal}));
}

TEST_F(SearchSigns, InitialsFindWordsOfTheseConsonants) {
    EXPECT_EQ(ids("ㅇㅂㄷ"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("ㅇㅅㅇ"), (Ids{kInverted}));
    EXPECT_EQ(ids("ㅊㅋㅍㅇㅌ"), (Ids{kDocument}));
    EXPECT_EQ(ids("역ㅅㅇ"), (Ids{kInverted})) << "syllables stand for themselves";
    EXPECT_EQ(ids("ㅎㅎㅎ"), Ids{});
}

TEST_F(SearchSigns, WordsNearEachOtherStandInAnyOrderWithinTheSlack) {
    EXPECT_EQ(ids("\"문서 낱말\""), Ids{});
    EXPECT_EQ(ids("\"문서 낱말\"~1"), (Ids{kInverted}));
    EXPECT_EQ(ids("\"역색인 목록\"~2"), Ids{}) << "three words stand between";
    EXPECT_EQ(ids("\"역색인 목록\"~3"), (Ids{kInverted}));
    EXPECT_EQ(ids("\"목록 역색인\"~3"), (Ids{kInverted}));
    EXPECT_EQ(ids("\"writer readers\"~1"), Ids{});
    EXPECT_EQ(ids("\"writer readers\"~3"), (Ids{kWal}));
    EXPECT_EQ(ids("-\"writer readers\"~3 type:entry"), (Ids{kInverted, kEmbedding}));
}

TEST_F(SearchSigns, RangesHoldBothOfTheirEnds) {
    EXPECT_EQ(ids("week:2025-01-w1..2025-01-w1"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_EQ(ids("week:2025-01-w1..2025-01-w2"), (Ids{kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(ids("week:2025-01-w2.."), (Ids{kEmbedding}));
    EXPECT_EQ(ids("week:..2025-01-w1"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_EQ(ids("year:2024..2025"), (Ids{kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(ids("year:..2024"), Ids{});
    EXPECT_EQ(ids("year:2026.."), Ids{});
    EXPECT_EQ(ids("-year:2025.."), (Ids{kPage})) << "a page has no week";
}

TEST_F(SearchSigns, AnExcludedSignTakesAwayAllThatItStandsFor) {
    EXPECT_EQ(ids("-임베*"), (Ids{kPage, kInverted, kWal, kDocument}));
    EXPECT_EQ(ids("-ㅇㅂㄷ"), ids("-임베*"));
    EXPECT_EQ(ids("-임배딩~"), ids("-임베*"));
    EXPECT_EQ(ids("-quanti*"), (Ids{kPage, kEmbedding, kDocument}));
    EXPECT_EQ(ids("-zzz*"), (Ids{kPage, kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(ids("quanti* -역색*"), (Ids{kWal}));
    const SearchResult none = search({.text = "문장 -임베*"});
    EXPECT_TRUE(none.hits.empty());
    EXPECT_TRUE(says(none.warnings, "1 item holds words of the query, but none fits"));
}

TEST_F(SearchSigns, ASignAndAnExcludedSignPartTheArchive) {
    Ids everything;
    for (const auto& [id, row] : snapshot_.rows())
        everything.insert(id);
    for (const std::string text : {"임베*", "임배딩~", "ㅇㅅㅇ", "quanti*", "chekpoint~", "l*"}) {
        const Ids with = ids(text);
        Ids both = ids("-" + text);
        EXPECT_FALSE(with.empty()) << text;
        EXPECT_EQ(with.size() + both.size(), everything.size()) << text;
        both.insert(with.begin(), with.end());
        EXPECT_EQ(both, everything) << text;
    }
}

TEST_F(SearchSigns, OrJoinsSigns) {
    EXPECT_EQ(ids("임베* OR 체크*"), (Ids{kEmbedding, kDocument}));
    EXPECT_EQ(ids("임배딩~ OR ㅇㅅㅇ"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(ids("임베* OR checkpoint OR \"문서로 가는\""), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(ids("임베* OR quanti* kind:paper"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(ids("임베* OR zzz*"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("임베* OR quanti* -양자*"), (Ids{kWal, kEmbedding}));
}

TEST_F(SearchSigns, OrOfSignsIsTheUnionOfEach) {
    const std::string signs[] = {"임베*", "quanti*", "ㅇㅅㅇ", "chekpoint~", "체크*"};
    for (const std::string& a : signs) {
        for (const std::string& b : signs) {
            Ids either = ids(a);
            either.merge(ids(b));
            EXPECT_EQ(ids(a + " OR " + b), either) << a << b;
        }
    }
}

TEST_F(SearchSigns, AnUnknownSignLeavesTheWordsThatTheyAre) {
    EXPECT_EQ(ids("checkpoint**"), (Ids{kWal}));
    EXPECT_EQ(ids("*checkpoint"), (Ids{kWal}));
    EXPECT_EQ(ids("checkpoint~zzz"), ids("checkpoint zzz"));
    EXPECT_EQ(ids("checkpoint~x"), (Ids{kWal}));
    EXPECT_EQ(ids("q8_0*"), (Ids{kWal})) << "two words take no sign";
    EXPECT_EQ(ids("*"), Ids{});
    EXPECT_EQ(ids("~"), Ids{});
}

TEST_F(SearchSigns, PlainTextHasNoSigns) {
    for (const char* text : {"chekpoint~", "ㅊㅋㅍㅇㅌ"}) {
        EXPECT_FALSE(search({.text = text}).hits.empty()) << text;
        EXPECT_TRUE(search({.text = text, .plain = true}).hits.empty()) << text;
    }
    EXPECT_EQ(search({.text = "checkpoint~7", .plain = true}).hits.size(), 1u);
}

TEST_F(SearchSigns, SignsAreAskedOfEverySegment) {
    add_segment(20, "# Second\n\n임베더는 다른 것이다. Quantized checkpoint.\n");
    EXPECT_EQ(ids("임베*"), (Ids{kEmbedding, 20}));
    EXPECT_EQ(ids("임배더~"), (Ids{20}));
    EXPECT_EQ(ids("quanti*"), (Ids{kInverted, kWal, 20}));
    EXPECT_EQ(ids("-checkp*"), (Ids{kPage, kInverted, kEmbedding, kDocument}));
    EXPECT_EQ(ids("ㅇㅂㄷ"), (Ids{kEmbedding, 20})) << "임베더 has them too";
}

TEST_F(SearchSigns, TooManyTermsAreCutAndSaid) {
    add_segment(20, numbered_words("term", 200));
    for (const std::string text : {"term*", "kind:paper OR term*"}) {
        const SearchResult result = search({.text = text});
        EXPECT_TRUE(says(result.warnings, "\"term*\" stands for more than 64 terms")) << text;
    }
    EXPECT_EQ(ids("term*"), (Ids{20}));
    EXPECT_TRUE(search({.text = "term19*"}).warnings.empty());
}

TEST_F(SearchSigns, SharesSumToTheScoreUnderSignsAndBridges) {
    add_segment(20, "# Second\n\n임베더는 임베딩을 한다. Quantization, quantized checkpoints.\n");
    for (const char* text :
         {"임베*", "임배딩~", "ㅇㅂㄷ", "quanti* 임베*", "임베* OR 체크*", "chekpiont~2 log",
          "\"목록 역색인\"~3", "양자화", "양자화 quanti*", "양자* 임베딩", "-역색* 양자화"}) {
        const SearchResult result = search({.text = text, .explain = true});
        EXPECT_FALSE(result.hits.empty()) << text;
        for (const Hit& hit : result.hits) {
            EXPECT_GT(hit.score, 0) << text;
            EXPECT_EQ(sum_of(hit.shares), hit.score) << text;
        }
    }
}

TEST_F(SearchSigns, ATermAskedForTwiceIsOneShare) {
    const SearchResult result =
        search({.text = "quantization quanti*", .explain = true, .bridge = false});
    ASSERT_EQ(result.hits.size(), 2u);
    for (const Hit& hit : result.hits) {
        std::set<std::string> seen;
        for (const Share& share : hit.shares) {
            EXPECT_TRUE(seen.insert(share.kind + share.term + share.field).second)
                << share.kind << " " << share.term << " " << share.field;
        }
        EXPECT_EQ(sum_of(hit.shares), hit.score);
    }
}

TEST_F(SearchSigns, ALetterOfDifferenceCountsLess) {
    const SearchResult exact = search({.text = "임베딩~", .explain = true});
    const SearchResult near = search({.text = "임배딩~", .explain = true});
    ASSERT_EQ(exact.hits.size(), 1u);
    ASSERT_EQ(near.hits.size(), 1u);
    EXPECT_EQ(near.hits[0].id, exact.hits[0].id);
    EXPECT_LT(near.hits[0].score, exact.hits[0].score);
}

TEST_F(SearchSigns, TotalsDoNotDependOnTheLimit) {
    add_segment(20, "# Second\n\n문장과 역색인과 quantization. Log of a checkpoint.\n");
    for (const char* text :
         {"문장 역색인", "quanti*", "log kind:dev", "after:2025", "type:document", "-임베*",
          "임베* OR 체크*", "문장 -임베*", "year:2024..2025 log", "\"역색인 목록\"~3",
          "quantization type:document", "re:/다/ 문장", "\"log\" checkpoint title:logging"}) {
        const SearchResult all = search({.text = text, .limit = 1000});
        ASSERT_FALSE(all.hits.empty()) << text;
        EXPECT_EQ(all.total, all.hits.size()) << text;
        for (std::size_t limit = 1; limit <= all.hits.size(); ++limit) {
            const SearchResult some = search({.text = text, .limit = limit});
            EXPECT_EQ(some.hits.size(), limit) << text;
            EXPECT_EQ(some.total, all.total) << text;
            EXPECT_TRUE(some.total_exact) << text;
            for (std::size_t i = 0; i < limit; ++i)
                EXPECT_EQ(some.hits[i].id, all.hits[i].id) << text;
        }
    }
}

TEST_F(SearchSigns, ConditionsAloneListByIdWithoutAScore) {
    for (const char* text : {"after:2025", "-임베*", "type:entry", "-kind:news year:..2025"}) {
        const SearchResult result = search({.text = text});
        ASSERT_GT(result.hits.size(), 1u) << text;
        for (std::size_t i = 0; i < result.hits.size(); ++i) {
            EXPECT_EQ(result.hits[i].score, 0) << text;
            if (i > 0) {
                EXPECT_LT(result.hits[i - 1].id, result.hits[i].id) << text;
            }
        }
    }
}

// Where items have one passage the index checks phrases on the passage itself; where one has
// several, item by item. Which way is taken must not show.
TEST(SearchWays, PhrasesThatMustHoldFindTheSameEitherWay) {
    testing::FakeSnapshot snapshot;
    const std::vector<std::string> texts = {"the index structure of a ranked list", "a ranked list",
                                            "the structure index",
                                            "ranked list, then index structure", "nothing at all"};
    index::SegmentBuilder builder(kScoring);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto item = static_cast<std::int64_t>(i + 1);
        snapshot.add_document(item, texts[i]);
        const ItemContent content = content_of(snapshot, item).value();
        for (const auto& passage : index_passages(content))
            builder.add(passage.key, passage.fields);
    }
    const std::string bytes = std::move(builder).finish();
    snapshot.add_document(9, numbered_words("far", 2000));
    index::SegmentBuilder other(kScoring);
    const ItemContent long_content = content_of(snapshot, 9).value();
    for (const auto& passage : index_passages(long_content))
        other.add(passage.key, passage.fields);
    const std::string other_bytes = std::move(other).finish();
    const auto first = index::Segment::open(std::as_bytes(std::span(bytes))).value();
    const auto second = index::Segment::open(std::as_bytes(std::span(other_bytes))).value();
    const std::vector<index::LiveSegment> single = {{first.get(), {}}};
    const std::vector<index::LiveSegment> several = {{first.get(), {}}, {second.get(), {}}};
    ASSERT_TRUE(Ranker(single).has_single_passages());
    ASSERT_FALSE(Ranker(several).has_single_passages());
    for (const auto& [text, expected] :
         {std::pair("\"index structure\" \"ranked list\"", Ids{1, 4}),
          std::pair("\"ranked list\"", Ids{1, 2, 4}), std::pair("\"structure list\"~4", Ids{1, 4}),
          std::pair("\"index structure\" nothing", Ids{1, 4}),
          std::pair("\"index structure\" \"nothing\"", Ids{})}) {
        for (const auto* segments : {&single, &several}) {
            const auto result =
                Searcher(snapshot, *segments, base::real_clock()).search({.text = text});
            ASSERT_TRUE(result.ok());
            Ids found;
            for (const Hit& hit : result.value().hits)
                found.insert(hit.id);
            EXPECT_EQ(found, expected) << text;
            EXPECT_EQ(result.value().total, expected.size()) << text;
        }
    }
}

TEST_F(SearchSigns, ErrorsNameTheirCharacterAndWhatIsTaken) {
    EXPECT_EQ(error("가 log~3"), "query, character 3: ~ takes 1 or 2 letters of difference");
    EXPECT_EQ(error("가 \"나 다\"~100"),
              "query, character 8: ~ behind a phrase takes 1 to 99 words");
    EXPECT_EQ(error("\"나 다\"~"), "query, character 6: ~ behind a phrase takes 1 to 99 words");
    EXPECT_EQ(error("\"나 다\"~x"), "query, character 6: ~ behind a phrase takes 1 to 99 words");
    EXPECT_EQ(error("OR 임베*"), "query, character 1: OR needs something before it");
    EXPECT_EQ(error("임베* OR"), "query, character 5: OR needs something after it");
    EXPECT_EQ(error("임베* OR OR 체크*"), "query, character 8: OR needs something before it");
    EXPECT_EQ(error("가나 week:2025"),
              "query, character 4: week: takes a week, as in week:2025-01-w4");
    EXPECT_EQ(error("year:20"),
              "query, character 1: year: takes four digits, as in year:2025, or year:2023..2025");
    EXPECT_EQ(error("week:.."), "query, character 1: a range names at least one of its ends");
    EXPECT_EQ(error("가 -kind:book"),
              "query, character 3: kind: takes one of: paper dev news interesting none");
    EXPECT_EQ(error("임베* re:/a"),
              "query, character 5: the regex that opens here has no second /");
    EXPECT_EQ(error("임베* title:"), "query, character 5: title: has no value");
    EXPECT_NE(error(std::string(100, 'x') + "~"), "none") << "more letters than are compared";
}

}  // namespace
}  // namespace seogo::search
