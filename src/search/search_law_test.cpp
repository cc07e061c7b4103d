// Laws that every search keeps, whatever is asked: order, sums, bytes, forms of the same text.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "search/searcher.h"
#include "search/test_snapshot.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr const char* kQueries[] = {"역색인",
                                    "문장 임베딩을 벡터로",
                                    "readers writer block",
                                    "양자화",
                                    "quantization",
                                    "\"문서로 가는\" 목록",
                                    "kind:paper 문장 OR 역색인",
                                    "log -writer",
                                    "re:/[가-힣]+다/",
                                    "after:2025 체크포인트 log",
                                    "title:logging",
                                    "없는말 또한없음",
                                    "the",
                                    "q8_0",
                                    "BM25로 찾는 GPT-4o"};

class SearchLaw : public testing::ArchiveInMemory {
protected:
    SearchResult search(const SearchQuery& query) {
        auto result = Searcher(snapshot_, segments_, base::real_clock()).search(query);
        EXPECT_TRUE(result.ok()) << query.text << ": " << result.error().message;
        return result.ok() ? std::move(result).value() : SearchResult{};
    }
    // Everything of a result that a reader sees, but the time that it took.
    static std::string seen(const SearchResult& result) {
        std::string out = std::to_string(result.total);
        for (const Hit& hit : result.hits) {
            out += "\n" + std::to_string(hit.id) + " " + std::to_string(hit.score) + " " +
                   std::to_string(hit.begin) + "-" + std::to_string(hit.end) + " " +
                   hit.passage_text;
            for (const TextRange& range : hit.matched) {
                out += " " + std::to_string(range.begin) + "+" + std::to_string(range.end);
            }
        }
        return out;
    }
};

TEST_F(SearchLaw, HitsFallByScoreAndTiesRiseById) {
    for (const char* text : kQueries) {
        const SearchResult result = search({.text = text, .limit = 1000});
        EXPECT_EQ(result.total, result.hits.size()) << text;
        std::set<std::int64_t> items;
        for (std::size_t i = 0; i < result.hits.size(); ++i) {
            const Hit& hit = result.hits[i];
            EXPECT_EQ(hit.rank, i + 1);
            EXPECT_TRUE(items.insert(hit.id).second) << "an item stands once";
            if (i == 0) continue;
            const Hit& before = result.hits[i - 1];
            EXPECT_TRUE(before.score > hit.score ||
                        (before.score == hit.score && before.id < hit.id))
                << text;
        }
    }
}

TEST_F(SearchLaw, EveryPassageIsBytesOfTheStoredText) {
    for (const char* text : kQueries) {
        for (const Hit& hit : search({.text = text}).hits) {
            const auto content = content_of(snapshot_, hit.id);
            ASSERT_TRUE(content.ok());
            ASSERT_LE(hit.end, content.value().text.size());
            EXPECT_EQ(hit.passage_text,
                      content.value().text.substr(hit.begin, hit.end - hit.begin));
            EXPECT_TRUE(text::is_valid_utf8(hit.passage_text));
            EXPECT_FALSE(hit.passage_text.empty());
        }
    }
}

TEST_F(SearchLaw, MatchedRangesAreSortedApartAndWholeCharacters) {
    for (const char* text : kQueries) {
        for (const Hit& hit : search({.text = text}).hits) {
            std::size_t last = 0;
            for (const TextRange& range : hit.matched) {
                EXPECT_LE(last, range.begin);
                EXPECT_LT(range.begin, range.end);
                ASSERT_LE(range.end, hit.passage_text.size());
                const auto part = hit.passage_text.substr(range.begin, range.end - range.begin);
                EXPECT_TRUE(text::is_valid_utf8(part)) << part;
                last = range.end;
            }
        }
    }
}

TEST_F(SearchLaw, ExplainedSharesSumToTheScoreAndChangeNothing) {
    for (const char* text : kQueries) {
        const SearchResult plain = search({.text = text});
        const SearchResult explained = search({.text = text, .explain = true});
        EXPECT_EQ(seen(plain), seen(explained)) << text;
        for (const Hit& hit : plain.hits)
            EXPECT_TRUE(hit.shares.empty());
        for (const Hit& hit : explained.hits) {
            std::int64_t micros = 0;
            double last = HUGE_VAL;
            for (const Share& share : hit.shares) {
                micros += std::llround(share.value * 1e6);
                EXPECT_LE(share.value, last);
                EXPECT_GT(share.idf, 0);
                last = share.value;
            }
            EXPECT_EQ(static_cast<double>(micros) / 1e6, hit.score) << text;
        }
    }
}

TEST_F(SearchLaw, TheSameAskedTwiceIsAnsweredTheSame) {
    for (const char* text : kQueries) {
        EXPECT_EQ(seen(search({.text = text})), seen(search({.text = text}))) << text;
    }
}

TEST_F(SearchLaw, FormsOfTheSameQueryAreAnsweredTheSame) {
    EXPECT_EQ(seen(search({.text = "색인"})),
              seen(search({.text = "\u1109\u1162\u11a8\u110b\u1175\u11ab"})));
    EXPECT_EQ(seen(search({.text = "READERS"})), seen(search({.text = "ｒｅａｄｅｒｓ"})));
    EXPECT_EQ(seen(search({.text = "임베딩 벡터"})), seen(search({.text = "  임베딩\u3000벡터 "})));
}

TEST_F(SearchLaw, ALimitIsAPrefix) {
    for (const char* text : kQueries) {
        const SearchResult all = search({.text = text, .limit = 1000});
        for (std::size_t limit = 1; limit <= all.hits.size(); ++limit) {
            const SearchResult some = search({.text = text, .limit = limit});
            EXPECT_EQ(some.total, all.total);
            ASSERT_EQ(some.hits.size(), limit);
            EXPECT_EQ(some.hits.back().id, all.hits[limit - 1].id);
        }
    }
}

TEST_F(SearchLaw, ConditionsOnlyTakeAway) {
    for (const char* text : {"문장", "log", "역색인", "readers block"}) {
        std::set<std::int64_t> all;
        for (const Hit& hit : search({.text = text, .bridge = false}).hits)
            all.insert(hit.id);
        for (const char* condition : {"kind:paper", "-kind:paper", "type:entry", "year:2025",
                                      "-writer", "has:notes", "re:/다/"}) {
            const std::string both = std::string(text) + " " + condition;
            for (const Hit& hit : search({.text = both, .bridge = false}).hits) {
                EXPECT_TRUE(all.contains(hit.id)) << both;
            }
        }
    }
}

TEST_F(SearchLaw, WithoutAHitThereIsAlwaysAReason) {
    for (const char* text :
         {"없는말", "zzz", "!?", "kind:news 문장", "\"writer the blocks\"", "x"}) {
        const SearchResult result = search({.text = text});
        EXPECT_TRUE(result.hits.empty()) << text;
        EXPECT_FALSE(result.warnings.empty()) << text;
    }
}

TEST_F(SearchLaw, AnEmptyArchiveAnswersAndDoesNotFail) {
    segments_.clear();
    for (const char* text : kQueries)
        EXPECT_TRUE(search({.text = text}).hits.empty()) << text;
}

}  // namespace
}  // namespace seogo::search
