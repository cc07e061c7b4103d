// Commands that read: search, ask, list, show, concepts, stats, with the fields that are promised.
#include <gtest/gtest.h>

#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::kNotebook;
using testing::MemoryProgram;
using testing::replaced;
using testing::Said;

class Finding : public ::testing::Test {
protected:
    void SetUp() override {
        program_.write("/home/notebook.md", kNotebook);
        const Said said = program_.run({"import", "/home/notebook.md"});
        ASSERT_EQ(said.exit, Exit::kDone) << said.err;
    }
    Said run(const std::vector<std::string>& arguments) { return program_.run(arguments); }
    std::string id_of(std::string_view words) {
        const auto json = run({"list", "--json"}).json();
        for (const auto& item : json["items"].items()) {
            if (item["title"].string().find(words) != std::string::npos) {
                return std::to_string(static_cast<long>(item["id"].number()));
            }
        }
        return "0";
    }

    MemoryProgram program_;
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Finding, SearchAnswersThePromisedFields) {
    const Said said = run({"search", "임베딩을", "--json"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    const auto json = said.json();
    EXPECT_EQ(json["schema"].string(), "seogo.search/1");
    EXPECT_EQ(json["query"].string(), "임베딩을");
    EXPECT_EQ(json["mode"].string(), "words");
    EXPECT_EQ(json["total"]["value"].number(), 1);
    EXPECT_TRUE(json["total"]["exact"].boolean());
    EXPECT_EQ(json["took_us"].type(), base::JsonValue::Type::kNumber);
    EXPECT_EQ(json["warnings"].type(), base::JsonValue::Type::kArray);
    ASSERT_EQ(json["hits"].items().size(), 1u);
    const auto& hit = json["hits"].items()[0];
    EXPECT_EQ(hit["rank"].number(), 1);
    EXPECT_EQ(hit["kind"].string(), "paper");
    EXPECT_EQ(hit["title"].string(), "문장 임베딩을 배우는 법");
    EXPECT_EQ(hit["url"].string(), "https://example.org/embedding");
    EXPECT_EQ(hit["week"].string(), "2025-01-w2");
    EXPECT_EQ(hit["lang"].string(), "ko");
    EXPECT_EQ(hit["source"].string(), "/home/notebook.md");
    EXPECT_EQ(hit["ranks"]["words"].number(), 1);
    EXPECT_TRUE(hit["passage"]["page"].is_null());
    EXPECT_TRUE(hit["passage"]["box"].is_null());
    EXPECT_TRUE(hit["explain"].is_null());
}

// begin and end are bytes of what `show --text` prints.
TEST_F(Finding, ThePassageIsTheShownTextAtItsBytes) {
    const auto json = run({"search", "역색인은 문서", "--json"}).json();
    ASSERT_FALSE(json["hits"].items().empty());
    for (const auto& hit : json["hits"].items()) {
        const auto id = std::to_string(static_cast<long>(hit["id"].number()));
        const std::string text = run({"show", id, "--text"}).out;
        const auto begin = static_cast<std::size_t>(hit["passage"]["begin"].number());
        const auto end = static_cast<std::size_t>(hit["passage"]["end"].number());
        ASSERT_LE(end, text.size());
        EXPECT_EQ(text.substr(begin, end - begin), hit["passage"]["text"].string());
    }
}

// Title and organization stand in the two lines above the passage, and not a second time in it.
TEST_F(Finding, ThePassageDoesNotRepeatItsHeading) {
    const std::string said = run({"search", "역색인은 목록"}).out;
    const std::size_t title = said.find("역색인의 구조");
    ASSERT_NE(title, std::string::npos);
    EXPECT_EQ(said.find("역색인의 구조", title + 1), std::string::npos) << said;
    EXPECT_EQ(said.find("\n    Cranfield"), std::string::npos) << said;
    EXPECT_NE(said.find("\n    역색인은 낱말에서"), std::string::npos) << said;
    EXPECT_EQ(said.find("\n    \n"), std::string::npos) << said;
}

TEST_F(Finding, SharesOfAHitSumToItsScore) {
    const auto json = run({"search", "역색인 문서", "--explain", "--json"}).json();
    ASSERT_FALSE(json["hits"].items().empty());
    for (const auto& hit : json["hits"].items()) {
        double sum = 0;
        for (const auto& term : hit["explain"]["terms"].items())
            sum += term["value"].number();
        EXPECT_NEAR(sum, hit["score"].number(), 1e-6);
    }
    EXPECT_TRUE(holds(run({"search", "역색인", "--explain"}).out, "score "));
}

TEST_F(Finding, SearchForPeopleShowsTitleAndPassage) {
    const Said said = run({"search", "writer"});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_TRUE(holds(said.out, "Write-ahead logging")) << said.out;
    EXPECT_TRUE(holds(said.out, "Readers never block the writer")) << said.out;
    EXPECT_TRUE(holds(said.out, "2025-01-w1")) << said.out;
    EXPECT_TRUE(holds(said.err, "1 of 1 hits")) << said.err;
    const Said painted = run({"search", "writer", "--color", "always"});
    EXPECT_TRUE(holds(painted.out, "\x1b[1;33m")) << painted.out;
}

TEST_F(Finding, JsonLinesAreTheHits) {
    const Said lines = run({"search", "문서 writer", "--jsonl"});
    const auto json = run({"search", "문서 writer", "--json"}).json();
    ASSERT_EQ(lines.lines().size(), json["hits"].items().size());
    for (const std::string& line : lines.lines()) {
        EXPECT_FALSE(base::JsonValue::parse(line).value()["id"].is_null());
    }
}

TEST_F(Finding, NothingFoundIsExitOne) {
    const Said said = run({"search", "김치찌개"});
    EXPECT_EQ(said.exit, Exit::kNoHit);
    EXPECT_EQ(said.out, "");
    EXPECT_TRUE(holds(said.err, "nothing was found")) << said.err;
    EXPECT_TRUE(run({"search", "김치찌개", "--json"}).json()["hits"].items().empty());
}

TEST_F(Finding, ABadQueryIsExitTwo) {
    for (const char* bad : {"re:/(/", "year:never", "\"open", "re:/open"}) {
        const Said said = run({"search", bad});
        EXPECT_EQ(said.exit, Exit::kUsage) << bad << said.err;
        EXPECT_TRUE(holds(said.err, "try: seogo help search")) << said.err;
    }
    EXPECT_EQ(run({"search", ""}).exit, Exit::kNoHit);
}

TEST_F(Finding, AQueryMayComeFromAPipe) {
    program_.input = "임베딩을\n";
    EXPECT_EQ(run({"search", "-", "--json"}).json()["query"].string(), "임베딩을");
}

TEST_F(Finding, LimitAndExcludedWordsAreTheQuerysOwn) {
    EXPECT_EQ(run({"search", "문서 writer 임베딩", "--limit", "1", "--json"})
                  .json()["hits"]
                  .items()
                  .size(),
              1u);
    const auto without = run({"search", "문서 writer", "-writer", "--json"}).json();
    for (const auto& hit : without["hits"].items()) {
        EXPECT_EQ(hit["title"].string().find("Write-ahead"), std::string::npos);
    }
}

TEST_F(Finding, AskQuotesItsSourcesByteForByte) {
    const Said said = run({"ask", "BM25가", "뭐야?", "--json"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    const auto json = said.json();
    EXPECT_EQ(json["schema"].string(), "seogo.ask/1");
    EXPECT_EQ(json["question"].string(), "BM25가 뭐야?");
    EXPECT_EQ(json["mode"].string(), "extract");
    EXPECT_TRUE(json["generator"].is_null());
    ASSERT_FALSE(json["answer"].items().empty());
    EXPECT_FALSE(json["answer"].items()[0]["citations"].items().empty());
    for (const auto& source : json["sources"].items()) {
        const auto id = std::to_string(static_cast<long>(source["id"].number()));
        const std::string text = run({"show", id, "--text"}).out;
        const auto begin = static_cast<std::size_t>(source["begin"].number());
        const auto end = static_cast<std::size_t>(source["end"].number());
        EXPECT_EQ(text.substr(begin, end - begin), source["quote"].string());
    }
}

TEST_F(Finding, AskForPeopleSaysThatItQuotes) {
    const Said said = run({"ask", "BM25가 뭐야?"});
    EXPECT_TRUE(holds(said.out, "점수를 매기는 식")) << said.out;
    EXPECT_TRUE(holds(said.out, "[1]")) << said.out;
    EXPECT_TRUE(holds(said.out, "nothing was generated")) << said.out;
    program_.environment["LC_ALL"] = "ko_KR.UTF-8";
    EXPECT_TRUE(holds(run({"ask", "BM25가 뭐야?"}).out, "새로 지어낸 글은 없습니다"));
}

TEST_F(Finding, AQuestionWithoutAnAnswerIsExitOne) {
    const Said said = run({"ask", "김치찌개는 어떻게 끓여?"});
    EXPECT_EQ(said.exit, Exit::kNoHit);
    EXPECT_EQ(said.out, "");
    EXPECT_TRUE(holds(said.err, "nothing in the archive answers this")) << said.err;
    EXPECT_TRUE(run({"ask", "김치찌개는?", "--json"}).json()["answer"].items().empty());
}

TEST_F(Finding, ListFiltersAndSaysWhereItStopped) {
    EXPECT_EQ(run({"list", "--json"}).json()["items"].items().size(), 3u);
    EXPECT_EQ(run({"list", "--kind", "dev", "--jsonl"}).lines().size(), 1u);
    EXPECT_EQ(run({"list", "--week", "2025-01-w2", "--jsonl"}).lines().size(), 1u);
    EXPECT_EQ(run({"list", "--year", "2024", "--jsonl"}).lines().size(), 0u);
    EXPECT_EQ(run({"list", "--org", "sqlite", "--jsonl"}).lines().size(), 1u);
    const Said two = run({"list", "--limit", "2"});
    EXPECT_EQ(two.lines().size(), 3u);  // with the head of the table
    EXPECT_TRUE(holds(two.err, "stopped at 2 items")) << two.err;
    EXPECT_EQ(run({"list", "--limit", "2", "--offset", "2", "--jsonl"}).lines().size(), 1u);
    const auto head = run({"list", "--json"}).json()["items"].items()[0];
    for (const char* field : {"id", "kind", "week", "org", "title", "url", "source", "lang"}) {
        EXPECT_FALSE(head[field].is_null()) << field;
    }
}

TEST_F(Finding, ShowHoldsAllThatAnItemSays) {
    const std::string id = id_of("역색인");
    const auto json = run({"show", id, "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.show/1");
    EXPECT_EQ(json["entry"]["orgs"].items()[0].string(), "Cranfield");
    EXPECT_EQ(json["entry"]["notes"].items().size(), 2u);
    EXPECT_EQ(json["entry"]["boxes"].items()[0]["concepts"].items()[1]["term"].string(), "BM25");
    EXPECT_EQ(json["links"].items()[0]["url"].string(), "https://example.org/inverted-index");
    EXPECT_EQ(json["history"].items()[0]["command"].string(), "import");
    EXPECT_EQ(json["text"].string(), run({"show", id, "--text"}).out);
    const std::string table = run({"show", "#" + id}).out;
    EXPECT_TRUE(holds(table, "title")) << table;
    EXPECT_TRUE(holds(table, "역색인은 낱말에서 문서로")) << table;
    EXPECT_TRUE(holds(table, "<https://example.org/inverted-index>")) << table;
}

TEST_F(Finding, ShowHoldsSubItems) {
    const auto json = run({"show", id_of("Write-ahead"), "--json"}).json();
    ASSERT_EQ(json["entry"]["sub_items"].items().size(), 1u);
    EXPECT_EQ(json["entry"]["sub_items"].items()[0]["url"].string(), "https://example.org/src");
}

TEST_F(Finding, AnItemThatIsNotThereIsExitEight) {
    const Said said = run({"show", "9999"});
    EXPECT_EQ(said.exit, Exit::kNotFound);
    EXPECT_EQ(said.err, "seogo show: no item 9999\n");
    EXPECT_EQ(run({"show", "nine"}).exit, Exit::kUsage);
}

TEST_F(Finding, ConceptsAreTheGlossary) {
    EXPECT_EQ(run({"concepts", "--jsonl"}).lines().size(), 2u);
    const auto json = run({"concepts", "양자화", "--json"}).json();
    ASSERT_EQ(json["concepts"].items().size(), 1u);
    EXPECT_EQ(json["concepts"].items()[0]["term"].string(), "양자화(quantization)");
    EXPECT_TRUE(holds(run({"concepts", "bm25"}).out, "점수를 매기는 식"));
    EXPECT_EQ(run({"concepts", "없는", "말"}).exit, Exit::kNoHit);
}

TEST_F(Finding, StatsCountAsPromised) {
    const auto json = run({"stats", "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.stats/1");
    EXPECT_EQ(json["items"]["total"].number(), 3);
    EXPECT_EQ(json["items"]["paper"].number(), 2);
    EXPECT_EQ(json["items"]["dev"].number(), 1);
    EXPECT_EQ(json["items"]["news"].number(), 0);
    EXPECT_EQ(json["items"]["interesting"].number(), 0);
    EXPECT_EQ(json["weeks"].number(), 2);
    EXPECT_EQ(json["sub_items"].number(), 1);
    EXPECT_EQ(json["concepts"].number(), 2);
    for (const char* field : {"years", "months", "organizations", "links", "notes", "boxes"}) {
        EXPECT_EQ(json[field].type(), base::JsonValue::Type::kNumber) << field;
    }
    EXPECT_TRUE(holds(run({"stats"}).out, "sub-items      1\n")) << run({"stats"}).out;
}

// A title that would talk to the terminal is printed escaped by every command that prints titles.
TEST_F(Finding, HostileTitlesAreHarmless) {
    const std::string hostile =
        "evil\x1b]0;owned\x07 \xC2\x9B"
        "31m\xE2\x80\xAEname";
    program_.write("/home/notebook.md", replaced(kNotebook, "역색인의 구조", hostile));
    ASSERT_EQ(run({"import", "/home/notebook.md"}).exit, Exit::kDone);
    const std::string id = id_of("evil");
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"list"},
                                                      {"show", id},
                                                      {"search", "evil"},
                                                      {"ask", "evil?"},
                                                      {"concepts"},
                                                      {"edit", id, "--title", hostile + "2"},
                                                      {"list", "--json"},
                                                      {"search", "evil", "--json"},
                                                      {"history"}}) {
        const Said said = run(arguments);
        const std::string all = said.out + said.err;
        EXPECT_EQ(all.find('\x1b'), std::string::npos) << arguments[0];
        EXPECT_EQ(all.find('\x07'), std::string::npos) << arguments[0];
        EXPECT_EQ(all.find("\xC2\x9B"), std::string::npos) << arguments[0];
        if (arguments.back() == "--json") continue;  // bidi marks are no control characters there
        EXPECT_EQ(all.find("\xE2\x80\xAE"), std::string::npos) << arguments[0];
    }
    EXPECT_TRUE(holds(run({"list"}).out, "evil\\x1b")) << run({"list"}).out;
}

}  // namespace
}  // namespace seogo::cli
