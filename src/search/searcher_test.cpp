// A search from query text to hits, on a small notebook with a document behind one entry.
#include "search/searcher.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "search/regex.h"
#include "search/test_snapshot.h"

namespace seogo::search {
namespace {

using testing::kDocument;
using testing::kEmbedding;
using testing::kInverted;
using testing::kPage;
using testing::kWal;

class SearcherTest : public testing::ArchiveInMemory {
protected:
    Result<SearchResult> search(const SearchQuery& query) {
        return Searcher(snapshot_, segments_, base::real_clock()).search(query);
    }
    std::set<std::int64_t> ids(std::string_view text, bool bridge = false) {
        const auto result = search({.text = std::string(text), .bridge = bridge});
        EXPECT_TRUE(result.ok()) << result.error().message;
        std::set<std::int64_t> found;
        if (!result.ok()) return found;
        for (const Hit& hit : result.value().hits)
            found.insert(hit.id);
        EXPECT_EQ(result.value().total, found.size());
        return found;
    }
    std::string error(std::string_view text) {
        const auto result = search({.text = std::string(text)});
        if (result.ok()) return "none";
        EXPECT_EQ(result.error().kind, ErrorKind::kBadInput);
        return result.error().message;
    }

    using Ids = std::set<std::int64_t>;
};

TEST_F(SearcherTest, WordsFindEntriesPagesAndDocuments) {
    EXPECT_EQ(ids("역색인을"), (Ids{kInverted}));
    EXPECT_EQ(ids("임베딩"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("checkpoint"), (Ids{kWal}));
    EXPECT_EQ(ids("체크포인트"), (Ids{kDocument}));
    EXPECT_EQ(ids("reading list"), (Ids{kPage}));
    EXPECT_EQ(ids("zzz"), Ids{});
}

TEST_F(SearcherTest, AHitSaysWhatItIsAndItsBytesAreTheStoredText) {
    const auto result = search({.text = "벡터로", .explain = true});
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.value().hits.size(), 1u);
    const Hit& hit = result.value().hits[0];
    EXPECT_EQ(hit.rank, 1u);
    EXPECT_EQ(hit.words_rank, 1u);
    EXPECT_EQ(hit.id, kEmbedding);
    EXPECT_EQ(hit.kind, "paper");
    EXPECT_EQ(hit.title, "문장 임베딩을 배우는 법");
    EXPECT_EQ(hit.url, "https://arxiv.org/abs/1234");
    EXPECT_EQ(hit.week, "2025-01-w2");
    EXPECT_EQ(hit.lang, "ko");
    const auto content = content_of(snapshot_, kEmbedding).value();
    EXPECT_EQ(hit.passage_text, content.text.substr(hit.begin, hit.end - hit.begin));
    ASSERT_EQ(hit.matched.size(), 1u);
    EXPECT_EQ(
        hit.passage_text.substr(hit.matched[0].begin, hit.matched[0].end - hit.matched[0].begin),
        "벡터");
    std::int64_t micros = 0;
    for (const Share& share : hit.shares)
        micros += std::llround(share.value * 1e6);
    EXPECT_EQ(static_cast<double>(micros) / 1e6, hit.score);
}

TEST_F(SearcherTest, ConditionsDecideAndWordsRank) {
    EXPECT_EQ(ids("kind:paper"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(ids("-kind:paper type:entry"), (Ids{kWal}));
    EXPECT_EQ(ids("kind:paper 문장"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("org:Sqlite"), (Ids{kWal}));
    EXPECT_EQ(ids("title:역색인"), (Ids{kInverted}));
    EXPECT_EQ(ids("title:낱말"), Ids{});
    EXPECT_EQ(ids("site:sqlite.org"), (Ids{kWal}));
    EXPECT_EQ(ids("url:abs/12"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("week:2025-01-w2"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("year:2025 -type:document"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(ids("before:2025-01-w2"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_EQ(ids("after:2025-01-w2"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("after:2026"), Ids{});
    EXPECT_EQ(ids("type:document"), (Ids{kWal, kDocument}));
    EXPECT_EQ(ids("type:page"), (Ids{kPage}));
    EXPECT_EQ(ids("type:markdown lang:ko"), (Ids{kDocument}));
    EXPECT_EQ(ids("has:concepts"), (Ids{kInverted}));
    EXPECT_EQ(ids("has:document"), (Ids{kWal, kDocument}));
    EXPECT_EQ(ids("has:notes kind:dev"), (Ids{kWal}));
}

TEST_F(SearcherTest, PhrasesExclusionsAlternativesAndRegexes) {
    EXPECT_EQ(ids("\"문서로 가는\""), (Ids{kInverted}));
    EXPECT_EQ(ids("\"가는 문서로\""), Ids{});
    EXPECT_EQ(ids("\"never block\" -writer"), Ids{});
    EXPECT_EQ(ids("역색인 OR 임베딩"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(ids("kind:dev OR 임베딩"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("re:/q[0-9]_\\d/"), (Ids{kWal}));
    EXPECT_EQ(ids("re:/문장.*옮긴/ 문장"), (Ids{kEmbedding}));
    EXPECT_EQ(ids("-re:/[가-힣]/"), (Ids{kWal, kPage}));
}

TEST_F(SearcherTest, ARegexMatchIsShownAndPainted) {
    const auto result = search({.text = "re:/q[0-9]_\\d/"});
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.value().hits.size(), 1u);
    const Hit& hit = result.value().hits[0];
    ASSERT_EQ(hit.matched.size(), 1u);
    EXPECT_EQ(hit.passage_text.substr(hit.matched[0].begin, 4), "q8_0");
    EXPECT_EQ(hit.score, 0);
}

// Names one item for whatever is asked, and counts how often it is asked.
class OneItem final : public WindowSource {
public:
    explicit OneItem(std::int64_t item) : item_(item) {}
    Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery& query) override {
        ++asked;
        last = query;
        return std::vector<index::TextWindow>{{item_, 0, 10}, {item_, 10, 20}};
    }
    int asked = 0;
    index::TrigramQuery last;

private:
    std::int64_t item_;
};

TEST_F(SearcherTest, ARegexReadsOnlyItemsWithCandidateWindows) {
    const SearchQuery query{.text = "re:/quantization/"};
    ASSERT_EQ(ids(query.text), (Ids{kInverted, kWal}));
    OneItem windows(kWal);
    const auto result = Searcher(snapshot_, segments_, base::real_clock(), &windows).search(query);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.value().hits.size(), 1u);
    EXPECT_EQ(result.value().hits[0].id, kWal);
    EXPECT_EQ(windows.asked, 1);
    EXPECT_EQ(windows.last, Regex::compile("quantization").value().trigrams());
    const SearchQuery others{.text = "-re:/quantization/"};
    const auto rest = Searcher(snapshot_, segments_, base::real_clock(), &windows).search(others);
    ASSERT_TRUE(rest.ok());
    EXPECT_EQ(rest.value().total, snapshot_.rows().size() - 1);
}

TEST_F(SearcherTest, TheGlossaryBridgesAndSaysSo) {
    EXPECT_EQ(ids("양자화", true), (Ids{kInverted, kWal}));
    EXPECT_EQ(ids("양자화", false), (Ids{kInverted}));
    const auto result = search({.text = "양자화", .explain = true});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value().hits[0].id, kInverted);
    ASSERT_EQ(result.value().warnings.size(), 1u);
    EXPECT_EQ(result.value().warnings[0],
              "the glossary gives \"quantization\" for \"양자화\"; both were looked for");
    ASSERT_EQ(result.value().hits[1].shares.size(), 1u);
    EXPECT_EQ(result.value().hits[1].shares[0].bridged_from, "양자화");
    EXPECT_EQ(result.value().hits[1].shares[0].kind, "bridge");
}

TEST_F(SearcherTest, WithoutAHitItSaysWhatIsNear) {
    const auto result = search({.text = "임배딩"});
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.value().warnings.size(), 1u);
    EXPECT_NE(result.value().warnings[0].find("near it: 임베딩"), std::string::npos);
    const auto filtered = search({.text = "역색인 kind:news"});
    ASSERT_EQ(filtered.value().warnings.size(), 1u);
    EXPECT_EQ(filtered.value().warnings[0],
              "1 item holds words of the query, but none fits: kind:news");
    EXPECT_FALSE(search({.text = "?!"}).value().warnings.empty());
}

TEST_F(SearcherTest, ReadsOnlyItsHits) {
    ASSERT_TRUE(search({.text = "임베딩", .bridge = false}).ok());
    EXPECT_EQ(snapshot_.reads["items"], 0);
    EXPECT_EQ(snapshot_.reads["concept_nodes"], 0);
    EXPECT_EQ(snapshot_.reads["item"], 1);
    EXPECT_EQ(snapshot_.reads["nodes_of_item"], 1);
}

TEST_F(SearcherTest, LimitCutsHitsAndNotTheTotal) {
    const auto result = search({.text = "after:2025", .limit = 2});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value().hits.size(), 2u);
    EXPECT_EQ(result.value().total, 4u);
    EXPECT_TRUE(result.value().total_exact);
}

TEST_F(SearcherTest, BadQueriesNameTheirPlace) {
    EXPECT_EQ(error("가 \"나"), "query, character 3: the quote that opens here does not close");
    EXPECT_EQ(error("가 re:/(a/"),
              "query, character 3: regex, character 1: the ( that opens here does not close");
    EXPECT_FALSE(search({.text = "a", .mode = "dense"}).ok());
    EXPECT_FALSE(search({.text = "a", .limit = 0}).ok());
    EXPECT_FALSE(search({.text = "a", .limit = 1001}).ok());
    EXPECT_TRUE(search({.text = "가 \"나 OR", .plain = true}).ok());
}

// threats.md Q3.
TEST_F(SearcherTest, OddQueriesAreAnsweredInBoundedTime) {
    std::string terms;
    std::string quotes;
    for (int i = 0; i < 10'000; ++i) {
        terms += "w" + std::to_string(i) + " ";
        quotes += "\"a\" ";
    }
    for (const std::string& text :
         {terms, quotes, std::string(1 << 20, 'x'), std::string("ㅋㅋㅋ"), std::string("😀"),
          std::string("the of"), std::string(10'000, '('), std::string("\xff\xfe\x00", 3)}) {
        const auto started = base::real_clock().steady_us();
        EXPECT_TRUE(search({.text = text}).ok());
        EXPECT_LT(base::real_clock().steady_us() - started, 5'000'000) << text.substr(0, 20);
    }
}

TEST_F(SearcherTest, ContentJoinsOwnWordsAndTheDocumentBehind) {
    const auto content = content_of(snapshot_, kWal);
    ASSERT_TRUE(content.ok());
    EXPECT_EQ(content.value().row.title, "Write-ahead logging");
    EXPECT_EQ(content.value().row.org, "Sqlite");
    EXPECT_EQ(content.value().row.kind, "dev");
    EXPECT_EQ(content.value().row.lang, "en");
    const std::string& text = content.value().text;
    EXPECT_NE(text.find("\n\n# Checkpoints"), std::string::npos);
    EXPECT_EQ(content.value().parts.back().field, notebook::TextField::kBody);
    EXPECT_EQ(content_of(snapshot_, kPage).value().row.title, "My reading list 2025");
    EXPECT_EQ(content_of(snapshot_, 77).error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace seogo::search
