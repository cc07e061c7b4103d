// One grid, three forms: the same fields as a table, as JSON and as JSON lines.
#include "seogo/grid.h"

#include <gtest/gtest.h>

#include "seogo/command.h"
#include "support/memory_program.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

// A context of the given form, on nothing.
class Forms : public ::testing::Test {
protected:
    static Context context(std::vector<std::string> words = {}, std::string locale = "C",
                           bool terminal = false) {
        static constexpr Flag kForms[] = {kJsonFlag, kJsonlFlag};
        Surroundings surroundings;
        surroundings.variable = [locale](std::string_view name) {
            return name == "LC_ALL" ? locale : std::string();
        };
        surroundings.output_is_terminal = terminal;
        Context context(std::move(surroundings));
        const auto flags = parse_flags(kForms, global_flags(), words);
        SEOGO_CHECK(flags.ok());
        SEOGO_CHECK(context.configure(flags.value(), true, true).ok());
        return context;
    }
};

Grid sample() {
    return {"items",
            {{"id", {"id", "번호"}}, {"title", {"title", "제목"}}, {"hidden", {}}},
            {{std::int64_t{7}, std::string("한글 제목"), true},
             {std::int64_t{1234}, std::string("an English one"), false}}};
}

TEST_F(Forms, ATableAlignsByWhatATerminalShows) {
    Context context = Forms::context();
    print_grid(context, "list", sample());
    EXPECT_EQ(context.out(),
              "  id  title\n"
              "   7  한글 제목\n"
              "1234  an English one\n");
}

TEST_F(Forms, WideLettersTakeTwoColumns) {
    Grid grid{"g", {{"a", {"a", "가"}}, {"b", {"b", "나"}}}, {}};
    grid.rows = {{std::string("가나"), std::string("x")}, {std::string("abcd"), std::string("y")}};
    EXPECT_EQ(table_of(grid, Forms::context()), "a     b\n가나  x\nabcd  y\n");
    EXPECT_EQ(table_of(grid, Forms::context({}, "ko_KR.UTF-8")), "가    나\n가나  x\nabcd  y\n");
}

TEST_F(Forms, ATableWithoutRowsIsNothing) {
    Context context = Forms::context();
    print_grid(context, "list", {"items", {{"id", {"id", "번호"}}}, {}});
    EXPECT_EQ(context.out(), "");
}

TEST_F(Forms, JsonHoldsEveryColumnAndTheSchema) {
    Context context = Forms::context({"--json"});
    print_grid(context, "list", sample());
    EXPECT_EQ(context.out(),
              "{\"schema\":\"seogo.list/1\",\"items\":["
              "{\"id\":7,\"title\":\"한글 제목\",\"hidden\":true},"
              "{\"id\":1234,\"title\":\"an English one\",\"hidden\":false}]}\n");
}

TEST_F(Forms, JsonLinesAreTheSameRows) {
    Context context = Forms::context({"--jsonl"});
    print_grid(context, "list", sample());
    EXPECT_EQ(context.out(),
              "{\"id\":7,\"title\":\"한글 제목\",\"hidden\":true}\n"
              "{\"id\":1234,\"title\":\"an English one\",\"hidden\":false}\n");
}

TEST_F(Forms, AnEmptyGridIsAnEmptyArray) {
    Context context = Forms::context({"--json"});
    print_grid(context, "lint", {"problems", {{"line", {"line", "줄"}}}, {}});
    EXPECT_EQ(context.out(), "{\"schema\":\"seogo.lint/1\",\"problems\":[]}\n");
}

TEST_F(Forms, ARecordIsATableOfTwoColumnsOrAnObject) {
    const Record record = {{{"folder", {"folder", "폴더"}}, std::string("/lib")},
                           {{"n", {"number", "수"}}, std::int64_t{3}},
                           {{"share", {"share", "몫"}}, 0.25},
                           {{"ok", {"whole", "온전함"}}, true},
                           {{"ids", {"ids", "번호"}}, std::vector<std::int64_t>{1, 2}},
                           {{"names", {}}, std::vector<std::string>{"a", "b"}}};
    Context table = Forms::context();
    print_record(table, "status", record);
    EXPECT_EQ(table.out(), "folder  /lib\nnumber  3\nshare   0.25\nwhole   yes\nids     1, 2\n");
    Context korean = Forms::context({}, "ko");
    print_record(korean, "status", record);
    EXPECT_NE(korean.out().find("온전함  예\n"), std::string::npos) << korean.out();
    Context json = Forms::context({"--json"});
    print_record(json, "status", record);
    EXPECT_EQ(json.out(),
              "{\"schema\":\"seogo.status/1\",\"folder\":\"/lib\",\"n\":3,\"share\":0.25,"
              "\"ok\":true,\"ids\":[1,2],\"names\":[\"a\",\"b\"]}\n");
}

// What comes from outside never reaches the terminal as a control sequence.
TEST_F(Forms, OutsideTextIsPrintedEscapedAndOnOneLine) {
    const std::string hostile =
        "a\x1b]0;title\x07"
        "b\nc\td\xC2\x9B"
        "31m\xE2\x80\xAE!";
    EXPECT_EQ(one_line(hostile).find('\x1b'), std::string::npos);
    EXPECT_EQ(one_line(hostile).find('\n'), std::string::npos);
    EXPECT_EQ(one_line(hostile).find('\t'), std::string::npos);
    EXPECT_EQ(one_line(hostile).find("\xC2\x9B"), std::string::npos);
    EXPECT_EQ(one_line(hostile).find("\xE2\x80\xAE"), std::string::npos);
    Grid grid{"g", {{"a", {"a", "가"}}}, {{hostile}, {std::vector<std::string>{hostile, "x"}}}};
    const std::string table = table_of(grid, Forms::context());
    EXPECT_EQ(table.find('\x1b'), std::string::npos);
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 3);
}

TEST_F(Forms, JsonKeepsOutsideTextWholeButEscaped) {
    Context context = Forms::context({"--json"});
    const std::string hostile = "a\x1b]0;x\x07\"\\\n";
    print_record(context, "x", {{{"t", {"t", "t"}}, hostile}});
    EXPECT_EQ(context.out().find('\x1b'), std::string::npos);
    const auto back = base::JsonValue::parse(context.out());
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back.value()["t"].string(), hostile);
}

TEST_F(Forms, ColorsOnlyWhereWanted) {
    EXPECT_EQ(painted(Forms::context(), Paint::kBold, "x"), "x");
    EXPECT_EQ(painted(Forms::context({"--color", "always"}), Paint::kBold, "x"), "\x1b[1mx\x1b[0m");
    EXPECT_EQ(painted(Forms::context({"--color", "always"}), Paint::kBold, ""), "");
    EXPECT_EQ(painted(Forms::context({}, "C", true), Paint::kRemoved, "x"), "\x1b[31mx\x1b[0m");
    EXPECT_EQ(painted(Forms::context({"--color=never"}, "C", true), Paint::kRemoved, "x"), "x");
}

TEST_F(Forms, PaintDoesNotMoveColumns) {
    const std::string plain = table_of(sample(), Forms::context());
    std::string painted_table = table_of(sample(), Forms::context({"--color", "always"}));
    for (const std::string_view code : {"\x1b[1m", "\x1b[0m"}) {
        for (auto at = painted_table.find(code); at != std::string::npos;
             at = painted_table.find(code)) {
            painted_table.erase(at, code.size());
        }
    }
    EXPECT_EQ(painted_table, plain);
}

}  // namespace
}  // namespace seogo::cli
