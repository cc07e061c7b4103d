// The words run: the same ranking as search, one document by its best passage, whatever is asked.
#include "eval/words_run.h"

#include <gtest/gtest.h>

#include "base/stop.h"

namespace seogo::eval {
namespace {

// Each look at the clock is 7 us after the one before.
class SlowClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return 0; }
    std::int64_t steady_us() override { return time_us_ += 7; }
    std::int64_t process_cpu_us() override { return 0; }

private:
    std::int64_t time_us_ = 0;
};

class WordsRun : public ::testing::Test {
protected:
    void add_document(const std::string& id, std::string text, std::string title = "") {
        collection_.ids.number_of(id);
        collection_.documents.push_back({std::move(title), std::move(text)});
    }
    // Ids of the documents found for one query.
    std::vector<std::string> found(const std::string& query, std::size_t depth = 10) {
        collection_.queries = {{"q", query, {}}};
        const std::size_t asked[] = {0};
        auto run = words_run(collection_, asked, depth, clock_);
        EXPECT_TRUE(run.ok()) << run.error().message;
        std::vector<std::string> out;
        for (const RankedDocument& ranked : run.value().rankings[0])
            out.push_back(collection_.ids.id_of(ranked.document));
        return out;
    }

    Collection collection_;
    SlowClock clock_;
};

using Ids = std::vector<std::string>;

TEST_F(WordsRun, FindsThroughParticlesAndStems) {
    add_document("a", "역색인은 낱말에서 문서로 간다");
    add_document("b", "Readers never block writers");
    EXPECT_EQ(found("역색인을"), Ids{"a"});
    EXPECT_EQ(found("blocking reader"), Ids{"b"});
    EXPECT_TRUE(found("고양이").empty());
}

TEST_F(WordsRun, TitlesCount) {
    add_document("body", "quantization of weights and more words about weights");
    add_document("title", "words about other things", "Quantization");
    EXPECT_EQ(found("quantization"), (Ids{"title", "body"}));
}

TEST_F(WordsRun, EqualDocumentsComeInTheOrderOfTheCorpus) {
    for (const char* id : {"z", "a", "m"})
        add_document(id, "같은 글이다");
    EXPECT_EQ(found("글"), (Ids{"z", "a", "m"}));
    EXPECT_EQ(found("글", 2), (Ids{"z", "a"}));
}

// A document of many passages stands once in the ranking, however many of them hold the word.
TEST_F(WordsRun, ADocumentStandsOnce) {
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "문단 " + std::to_string(i) + "에 색인 이야기가 길게 이어진다.\n\n";
    add_document("long", text);
    add_document("short", "색인 하나");
    const auto ids = found("색인");
    EXPECT_EQ(ids.size(), 2u);
    EXPECT_NE(ids[0], ids[1]);
}

// Queries are plain words: what would be an operator in the search box is none here.
TEST_F(WordsRun, QueriesHaveNoOperators) {
    add_document("a", "colbert kind paper");
    add_document("b", "bm25");
    EXPECT_EQ(found("kind:paper"), Ids{"a"});
    EXPECT_EQ(found("\"unclosed bm25"), Ids{"b"});
    EXPECT_EQ(found("re:/(/ -bm25"), Ids{"b"});
    EXPECT_TRUE(found("?!").empty());
    EXPECT_TRUE(found("").empty());
}

TEST_F(WordsRun, OnlyWhatIsAskedIsRankedAndTimed) {
    add_document("a", "색인");
    collection_.queries = {{"1", "색인", {}}, {"2", "색인", {}}, {"3", "색인", {}}};
    const std::size_t asked[] = {0, 2};
    const auto run = words_run(collection_, asked, 10, clock_).value();
    EXPECT_EQ(run.rankings[0].size(), 1u);
    EXPECT_TRUE(run.rankings[1].empty());
    EXPECT_EQ(run.rankings[2].size(), 1u);
    EXPECT_EQ(run.latencies_us, (std::vector<std::int64_t>{7, 7}));
}

TEST_F(WordsRun, StopsWhereTheUserStops) {
    add_document("a", "색인");
    collection_.queries = {{"1", "색인", {}}};
    const std::size_t asked[] = {0};
    base::request_stop();
    const auto run = words_run(collection_, asked, 10, clock_);
    base::clear_stop();
    ASSERT_FALSE(run.ok());
    EXPECT_EQ(run.error().kind, ErrorKind::kCancelled);
}

TEST_F(WordsRun, AnEmptyCorpusFindsNothing) { EXPECT_TRUE(found("색인").empty()); }

}  // namespace
}  // namespace seogo::eval
