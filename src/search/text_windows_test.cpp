// Windows are whole lines that make up the text; an index of them loses no line that matches.
#include "search/text_windows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "search/regex.h"
#include "search/test_snapshot.h"
#include "text/fold_text.h"

namespace seogo::search {
namespace {

std::string random_text(std::mt19937& random, std::size_t lines) {
    static const char* const kPieces[] = {"a", "b", " ", "가", "나", "다", "가나다", "xyz", "\t"};
    std::string text;
    for (; lines > 0; --lines) {
        const std::size_t pieces = random() % 50 == 0 ? random() % 5000 : random() % 60;
        for (std::size_t i = 0; i < pieces; ++i)
            text += kPieces[random() % std::size(kPieces)];
        if (lines > 1 || random() % 2 == 0) text += '\n';
    }
    return text;
}

TEST(TextWindows, AreWholeLinesThatMakeUpTheText) {
    std::mt19937 random(1);
    for (int run = 0; run < 200; ++run) {
        const std::string text = random_text(random, random() % 200);
        std::size_t at = 0;
        std::size_t small = 0;
        for (const TextRange& window : text_windows(text)) {
            ASSERT_EQ(window.begin, at);
            ASSERT_LT(window.begin, window.end);
            at = window.end;
            EXPECT_TRUE(at == text.size() || text[at - 1] == '\n');
            const std::string_view bytes =
                std::string_view(text).substr(window.begin, window.end - window.begin);
            const bool one_line = bytes.find('\n') >= bytes.size() - 1;
            EXPECT_TRUE(bytes.size() <= kWindowBytes || one_line);
            small += bytes.size() < kWindowBytes / 4;
        }
        EXPECT_EQ(at, text.size());
        EXPECT_LE(small, 8u);  // beside long lines, and the last
    }
    EXPECT_TRUE(text_windows("").empty());
}

class Windows : public testing::ArchiveInMemory {
protected:
    void SetUp() override {
        ArchiveInMemory::SetUp();
        std::mt19937 random(2);
        std::string text = random_text(random, 400);
        text += "처음에 색인이 " + std::string(70'000, 'q') + " 끝에 나온다\n";
        text += random_text(random, 100);
        snapshot_.add_document(100, text);
        std::vector<index::TrigramWriter> writers(2);
        for (const auto& [id, row] : snapshot_.rows()) {
            add_windows(id, content_of(snapshot_, id).value().text, writers[id % 2]);
        }
        for (index::TrigramWriter& writer : writers)
            add_section(writer);
        for (const index::TrigramIndex& index : indexes_)
            sources_.push_back({&index, {}});
    }

    void add_section(index::TrigramWriter& writer) {
        index::StringSink sink;
        index::CheckedFileWriter file(sink);
        index::StringSink section;
        ASSERT_TRUE(std::move(writer).finish(section).ok());
        ASSERT_TRUE(file.begin_section(1).ok());
        ASSERT_TRUE(file.append(section.take()).ok());
        ASSERT_TRUE(file.finish().ok());
        files_.push_back(std::make_unique<std::string>(sink.take()));
        opened_.push_back(
            index::CheckedFile::open(std::as_bytes(std::span(*files_.back()))).value());
        indexes_.push_back(index::TrigramIndex::open(opened_.back()->section(1)).value());
    }

    std::vector<std::unique_ptr<std::string>> files_;
    std::vector<std::unique_ptr<index::CheckedFile>> opened_;
    std::vector<index::TrigramIndex> indexes_;
    std::vector<index::TrigramSource> sources_;
};

// Each line that matches lies whole in a candidate; a line of 70 KB is no exception.
TEST_F(Windows, NoMatchingLineLiesOutsideTheCandidates) {
    IndexedWindows windows(sources_);
    for (const char* pattern :
         {"색인", "색인.*나온다", "xyz", "가나다", "q{50}", "역색인", "log"}) {
        const Regex regex = Regex::compile(pattern).value();
        const auto found = windows.candidates(regex.trigrams());
        ASSERT_TRUE(found.ok());
        EXPECT_TRUE(std::is_sorted(found.value().begin(), found.value().end()));
        std::size_t lines = 0;
        for (const auto& [id, row] : snapshot_.rows()) {
            const std::string text = content_of(snapshot_, id).value().text;
            for (const TextRange& window : text_windows(text)) {
                const std::string_view bytes =
                    std::string_view(text).substr(window.begin, window.end - window.begin);
                if (!regex.find(bytes)) continue;
                ++lines;
                const index::TextWindow wanted{id, static_cast<std::uint32_t>(window.begin),
                                               static_cast<std::uint32_t>(window.end)};
                EXPECT_TRUE(std::binary_search(found.value().begin(), found.value().end(), wanted))
                    << pattern << " in item " << id;
            }
        }
        EXPECT_GT(lines, 0u) << pattern;
    }
}

TEST_F(Windows, DeadItemsAreNotAskedFor) {
    const auto query = index::texts_holding("역색인");
    const auto before = IndexedWindows(sources_).candidates(query).value();
    ASSERT_FALSE(before.empty());
    for (index::TrigramSource& source : sources_)
        source.dead = {before[0].item};
    const auto after = IndexedWindows(sources_).candidates(query);
    ASSERT_TRUE(after.ok());
    for (const index::TextWindow& window : after.value())
        EXPECT_NE(window.item, before[0].item);
}

TEST_F(Windows, WithoutAnIndexEveryItemIsACandidate) {
    AllItems windows(snapshot_);
    EXPECT_EQ(windows.candidates(index::texts_holding("역색인")).value().size(),
              snapshot_.rows().size());
    EXPECT_TRUE(windows.candidates(index::no_text()).value().empty());
}

}  // namespace
}  // namespace seogo::search
