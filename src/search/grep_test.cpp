// Grep answers every line that matches, with places that are bytes of the stored text.
#include "search/grep.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "search/regex.h"
#include "search/test_snapshot.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

class FixedClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return 0; }
    std::int64_t steady_us() override { return now_ += 7; }
    std::int64_t process_cpu_us() override { return 0; }

private:
    std::int64_t now_ = 0;
};

class GrepTest : public testing::ArchiveInMemory {
protected:
    Result<GrepResult> run(const GrepQuery& query) {
        AllItems windows(snapshot_);
        return grep(snapshot_, windows, clock_, query);
    }
    GrepResult found(std::string_view pattern) {
        GrepQuery query;
        query.pattern = pattern;
        return run(query).value();
    }
    std::string text_of(store::ItemId item) { return content_of(snapshot_, item).value().text; }

    FixedClock clock_;
};

// "3:text|" of a hit, "3-text|" of context, with the item before its lines.
std::string shape(const GrepResult& result) {
    std::string out;
    for (const GrepItem& item : result.items) {
        out += "#" + std::to_string(item.row.id) + " ";
        for (const GrepLine& line : item.lines)
            out += std::to_string(line.number) + (line.matches ? ":" : "-") + line.text + "|";
    }
    return out;
}

TEST_F(GrepTest, FindsTitlesNotesConceptsAndDocumentsAlike) {
    const auto fields = [&](std::string_view pattern) {
        std::set<std::string> names;
        for (const GrepItem& item : found(pattern).items) {
            for (const GrepLine& line : item.lines)
                names.insert(std::to_string(item.row.id) + ":" + line.field);
        }
        return names;
    };
    EXPECT_EQ(fields("역색인의"), (std::set<std::string>{"2:title"}));
    EXPECT_EQ(fields("목록을 둔다"), (std::set<std::string>{"2:notes"}));
    EXPECT_EQ(fields("더 적은 비트"), (std::set<std::string>{"2:concepts"}));
    EXPECT_EQ(fields("quantization"), (std::set<std::string>{"2:concepts", "3:notes"}));
    EXPECT_EQ(fields("copied back"), (std::set<std::string>{"3:body"}));
    EXPECT_EQ(fields("체크포인트"), (std::set<std::string>{"9:body"}));
    EXPECT_EQ(fields("Cranfield"), (std::set<std::string>{"2:org"}));
    EXPECT_TRUE(fields("김치찌개").empty());
}

TEST_F(GrepTest, PlacesAreBytesOfTheStoredText) {
    for (const char* pattern : {"[가-힣]+", "e", "^", "로그|log", "[[:punct:]]"}) {
        for (const GrepItem& item : found(pattern).items) {
            const std::string text = text_of(item.row.id);
            for (const GrepLine& line : item.lines) {
                ASSERT_LE(line.end, text.size());
                EXPECT_EQ(text.substr(line.begin, line.end - line.begin), line.text);
                EXPECT_TRUE(line.begin == 0 || text[line.begin - 1] == '\n');
                const auto before = std::string_view(text).substr(0, line.begin);
                EXPECT_EQ(line.number, 1 + static_cast<std::size_t>(
                                               std::count(before.begin(), before.end(), '\n')));
                for (const TextRange& match : line.matched)
                    EXPECT_LT(match.begin, match.end);
            }
        }
    }
}

// Random texts and patterns against asking the regex about each line by itself.
TEST_F(GrepTest, AnswersTheLinesThatMatchByThemselves) {
    std::mt19937 random(3);
    static const char* const kPatterns[] = {"ab",   "a.c",  "^b",      "c$", "^$",    "[가나]+c",
                                            "b{2}", "a|가", "\\ba\\b", "x*", "나.*나"};
    for (int run_number = 0; run_number < 60; ++run_number) {
        std::string text;
        for (std::size_t i = random() % 400; i > 0; --i) {
            static const char* const kPieces[] = {"a",  "b", "c",    "가",           "나",
                                                  "\n", " ", "\r\n", "\u1100\u1161", "Ａ"};
            text += kPieces[random() % std::size(kPieces)];
        }
        snapshot_.add_document(testing::kDocument, text);
        for (const char* pattern : kPatterns) {
            const Regex regex = Regex::compile(pattern).value();
            std::set<std::size_t> expected;
            for (std::size_t begin = 0, number = 1; begin < text.size(); ++number) {
                const std::size_t end = std::min(text.find('\n', begin), text.size());
                std::string_view line = std::string_view(text).substr(begin, end - begin);
                if (line.ends_with('\r')) line.remove_suffix(1);
                if (regex.find(line)) expected.insert(number);
                begin = end + 1;
            }
            std::set<std::size_t> actual;
            for (const GrepItem& item : found(pattern).items) {
                if (item.row.id != testing::kDocument) continue;
                EXPECT_EQ(item.count, item.lines.size());
                for (const GrepLine& line : item.lines)
                    actual.insert(line.number);
            }
            EXPECT_EQ(actual, expected) << pattern << " in\n" << text::printable(text);
        }
    }
}

TEST_F(GrepTest, ContextStandsAroundEachMatchOnce) {
    snapshot_.add_document(testing::kDocument, "1\n2\nhit 3\n4\nhit 5\n6\n7\n8\nhit 9\n10\n");
    GrepQuery query;
    query.pattern = "hit";
    EXPECT_EQ(shape(run(query).value()), "#9 3:hit 3|5:hit 5|9:hit 9|");
    query.before = query.after = 1;
    EXPECT_EQ(shape(run(query).value()), "#9 2-2|3:hit 3|4-4|5:hit 5|6-6|8-8|9:hit 9|10-10|");
    query.before = 9;
    query.after = 0;
    EXPECT_EQ(shape(run(query).value()), "#9 1-1|2-2|3:hit 3|4-4|5:hit 5|6-6|7-7|8-8|9:hit 9|");
    query.before = 0;
    query.after = 2;
    EXPECT_EQ(shape(run(query).value()), "#9 3:hit 3|4-4|5:hit 5|6-6|7-7|9:hit 9|10-10|");
    snapshot_.add_document(testing::kDocument, "\n\nhit\n\n");
    query.before = query.after = 5;
    EXPECT_EQ(shape(run(query).value()), "#9 1-|2-|3:hit|4-|");
}

TEST_F(GrepTest, TheLimitCountsWhatIsShown) {
    snapshot_.add_document(testing::kDocument, "로그\n로그\n로그\n");
    GrepQuery query;
    query.pattern = "로그|log";
    const auto all = run(query).value();
    EXPECT_TRUE(all.total_exact);
    ASSERT_GT(all.total, 3u);
    query.limit = all.total;
    EXPECT_TRUE(run(query).value().total_exact);
    query.limit = all.total - 1;
    const auto cut = run(query).value();
    EXPECT_FALSE(cut.total_exact);
    EXPECT_EQ(cut.total, all.total - 1);
    query.show = GrepShow::kCounts;
    const auto counts = run(query).value();
    EXPECT_TRUE(counts.total_exact);
    EXPECT_EQ(counts.total, counts.items.size());
    EXPECT_EQ(counts.items.back().count, 3u);
    EXPECT_TRUE(counts.items.back().lines.empty());
    query.show = GrepShow::kItems;
    query.limit = 1;
    const auto items = run(query).value();
    EXPECT_FALSE(items.total_exact);
    ASSERT_EQ(items.items.size(), 1u);
    EXPECT_EQ(items.items[0].count, 1u);
}

TEST_F(GrepTest, LiteralsAndWordsAsTheirFlagsSay) {
    snapshot_.add_document(testing::kDocument, "a.c\nabc\nabcd\n");
    GrepQuery query;
    query.pattern = "a.c";
    EXPECT_EQ(shape(run(query).value()), "#9 1:a.c|2:abc|3:abcd|");
    query.literal = true;
    EXPECT_EQ(shape(run(query).value()), "#9 1:a.c|");
    query.literal = false;
    query.word = true;
    EXPECT_EQ(shape(run(query).value()), "#9 1:a.c|2:abc|");
}

// What ripgrep loses: the same word composed otherwise.
TEST_F(GrepTest, CompositionWidthAndCaseDoNotMatter) {
    snapshot_.add_document(testing::kDocument,
                           "색인\n\u1109\u1162\u11a8\u110b\u1175\u11ab\nＢＭ25\n");
    EXPECT_EQ(found("^색인$").items.back().count, 2u);
    EXPECT_EQ(found("\u1109\u1162\u11a8인").items.back().count, found("색인").items.back().count);
    const auto wide = found("bm25");
    ASSERT_EQ(wide.items.back().lines.size(), 1u);
    EXPECT_EQ(wide.items.back().lines[0].matched[0].end, 8u);
}

TEST_F(GrepTest, ABadPatternNamesItsCharacter) {
    GrepQuery query;
    query.pattern = "가(";
    const auto bad = run(query);
    ASSERT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(bad.error().message, "regex, character 2: the ( that opens here does not close");
    query.pattern = "x";
    query.limit = 0;
    EXPECT_EQ(run(query).error().message, "limit: takes at least 1");
}

// Answers with windows as an index does, and counts nothing else.
class OneWindow final : public WindowSource {
public:
    explicit OneWindow(index::TextWindow window) : window_(window) {}
    Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery&) override {
        return std::vector{window_};
    }

private:
    index::TextWindow window_;
};

TEST_F(GrepTest, OnlyCandidateWindowsAreRead) {
    const std::string text = "hit one\nno\nhit two\nhit three\n";
    snapshot_.add_document(testing::kDocument, text);
    const auto begin = static_cast<std::uint32_t>(text.find("no"));
    const auto end = static_cast<std::uint32_t>(text.find("hit three"));
    GrepQuery query;
    query.pattern = "hit";
    query.before = 2;
    OneWindow windows({testing::kDocument, begin, end});
    const auto result = grep(snapshot_, windows, clock_, query).value();
    EXPECT_EQ(result.items_read, 1u);
    EXPECT_EQ(shape(result), "#9 1-hit one|2-no|3:hit two|");
    OneWindow beyond({testing::kDocument, 5000, 6000});
    EXPECT_TRUE(grep(snapshot_, beyond, clock_, query).value().items.empty());
}

}  // namespace
}  // namespace seogo::search
