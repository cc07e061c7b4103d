// seogo grep: its fields, its forms, its exit codes.
#include <gtest/gtest.h>

#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::kNotebook;
using testing::MemoryProgram;
using testing::Said;

class Grepping : public ::testing::Test {
protected:
    void SetUp() override {
        program_.write("/home/notebook.md", kNotebook);
        const Said said = program_.run({"import", "/home/notebook.md"});
        ASSERT_EQ(said.exit, Exit::kDone) << said.err;
    }
    Said run(const std::vector<std::string>& arguments) { return program_.run(arguments); }
    MemoryProgram program_;
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Grepping, AnswersThePromisedFields) {
    const Said said = run({"grep", "never\\s+BLOCK", "--json"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    const auto json = said.json();
    EXPECT_EQ(json["schema"].string(), "seogo.grep/1");
    EXPECT_EQ(json["pattern"].string(), "never\\s+BLOCK");
    EXPECT_EQ(json["total"]["value"].number(), 1);
    EXPECT_TRUE(json["total"]["exact"].boolean());
    EXPECT_EQ(json["took_us"].type(), base::JsonValue::Type::kNumber);
    EXPECT_EQ(json["warnings"].type(), base::JsonValue::Type::kArray);
    ASSERT_EQ(json["items"].items().size(), 1u);
    const auto& item = json["items"].items()[0];
    EXPECT_EQ(item["title"].string(), "Write-ahead logging");
    EXPECT_EQ(item["week"].string(), "2025-01-w1");
    EXPECT_EQ(item["source"].string(), "/home/notebook.md");
    EXPECT_EQ(item["count"].number(), 1);
    ASSERT_EQ(item["lines"].items().size(), 1u);
    const auto& line = item["lines"].items()[0];
    EXPECT_EQ(line["field"].string(), "notes");
    EXPECT_TRUE(line["match"].boolean());
    EXPECT_EQ(line["text"].string(),
              "Readers never block the writer, and the writer never blocks readers");
    EXPECT_EQ(line["matched"].items()[0].items()[0].number(), 8);
    EXPECT_EQ(line["matched"].items()[0].items()[1].number(), 19);
    const std::string text =
        run({"show", std::to_string(static_cast<long>(item["id"].number())), "--text"}).out;
    const auto begin = static_cast<std::size_t>(line["begin"].number());
    const auto end = static_cast<std::size_t>(line["end"].number());
    EXPECT_EQ(text.substr(begin, end - begin), line["text"].string());
}

TEST_F(Grepping, PeopleSeeTitlesNumbersAndPaintedMatches) {
    const Said said = run({"grep", "never block"});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_TRUE(holds(said.out, "Write-ahead logging")) << said.out;
    EXPECT_TRUE(
        holds(said.out, ":Readers never block the writer, and the writer never blocks readers\n"))
        << said.out;
    EXPECT_TRUE(holds(said.err, "1 lines in 1 items")) << said.err;
    EXPECT_TRUE(holds(run({"grep", "never", "--color", "always"}).out, "\x1b[1;33mnever\x1b[0m"));
    const Said around = run({"grep", "never block", "-B", "1"});
    EXPECT_EQ(around.lines().size(), said.lines().size() + 1) << around.out;
    EXPECT_EQ(run({"grep", "never block", "-C", "1"}).lines().size(),
              run({"grep", "never block", "-A", "1", "-B", "1"}).lines().size());
}

TEST_F(Grepping, CountsAndItemsAloneAsAsked) {
    const auto all = run({"grep", "역색인", "--json"}).json();
    ASSERT_FALSE(all["items"].items().empty());
    const auto counts = run({"grep", "역색인", "-c", "--json"}).json();
    ASSERT_EQ(counts["items"].items().size(), all["items"].items().size());
    for (std::size_t i = 0; i < counts["items"].items().size(); ++i) {
        EXPECT_EQ(counts["items"].items()[i]["count"].number(),
                  static_cast<double>(all["items"].items()[i]["lines"].items().size()));
        EXPECT_TRUE(counts["items"].items()[i]["lines"].is_null());
    }
    const Said items = run({"grep", "역색인", "-l"});
    EXPECT_TRUE(holds(items.out, "역색인의 구조")) << items.out;
    EXPECT_FALSE(holds(items.out, "목록")) << items.out;
    EXPECT_TRUE(
        run({"grep", "역색인", "-l", "--json"}).json()["items"].items()[0]["count"].is_null());
    EXPECT_TRUE(holds(run({"grep", "역색인", "-c"}).out, "lines"));
}

TEST_F(Grepping, JsonLinesAreTheLines) {
    const auto json = run({"grep", "[가-힣]", "--json"}).json();
    std::size_t lines = 0;
    for (const auto& item : json["items"].items())
        lines += item["lines"].items().size();
    const Said rows = run({"grep", "[가-힣]", "--jsonl"});
    EXPECT_EQ(rows.lines().size(), lines);
    for (const std::string& row : rows.lines()) {
        const auto value = base::JsonValue::parse(row).value();
        EXPECT_FALSE(value["id"].is_null());
        EXPECT_FALSE(value["line"].is_null());
    }
    EXPECT_EQ(run({"grep", "[가-힣]", "--jsonl", "-c"}).lines().size(),
              json["items"].items().size());
}

TEST_F(Grepping, FlagsReachThePattern) {
    EXPECT_EQ(run({"grep", "-F", "never.block"}).exit, Exit::kNoHit);
    EXPECT_EQ(run({"grep", "never.block"}).exit, Exit::kDone);
    EXPECT_EQ(run({"grep", "-w", "neve"}).exit, Exit::kNoHit);
    EXPECT_EQ(run({"grep", "-w", "never"}).exit, Exit::kDone);
    EXPECT_EQ(run({"grep", "--", "-ahead"}).exit, Exit::kDone);
    const auto cut = run({"grep", ".", "--limit", "1", "--json"}).json();
    EXPECT_EQ(cut["total"]["value"].number(), 1);
    EXPECT_FALSE(cut["total"]["exact"].boolean());
}

TEST_F(Grepping, NothingIsExitOneAndABadPatternTwo) {
    const Said none = run({"grep", "김치찌개"});
    EXPECT_EQ(none.exit, Exit::kNoHit);
    EXPECT_EQ(none.out, "");
    EXPECT_TRUE(holds(none.err, "nothing was found")) << none.err;
    const Said bad = run({"grep", "가(?=나)"});
    EXPECT_EQ(bad.exit, Exit::kUsage);
    EXPECT_TRUE(holds(bad.err, "regex, character 2: look-around is not supported")) << bad.err;
    EXPECT_EQ(run({"grep", "\\p{L}{1000}"}).exit, Exit::kUsage);
    EXPECT_EQ(run({"grep"}).exit, Exit::kUsage);
}

}  // namespace
}  // namespace seogo::cli
