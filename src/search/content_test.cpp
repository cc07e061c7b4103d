// What an item says, whole: parts lie in order within its text, and passages cover all its words.
#include <gtest/gtest.h>

#include <algorithm>

#include "search/passages.h"
#include "search/test_snapshot.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

using notebook::TextField;
using testing::kDocument;
using testing::kEmbedding;
using testing::kInverted;
using testing::kPage;
using testing::kWal;

class ContentTest : public testing::ArchiveInMemory {
protected:
    ItemContent content(std::int64_t id) {
        auto result = content_of(snapshot_, id);
        EXPECT_TRUE(result.ok());
        return result.ok() ? std::move(result).value() : ItemContent{};
    }
    // The words of a field, parts joined by |.
    static std::string part(const ItemContent& content, TextField field) {
        std::string out;
        for (const auto& one : content.parts) {
            if (one.field != field) continue;
            out += (out.empty() ? "" : "|") + content.text.substr(one.begin, one.end - one.begin);
        }
        return out;
    }
};

TEST_F(ContentTest, PartsRiseAndLieWithinTheText) {
    for (const auto& [id, row] : snapshot_.rows()) {
        const ItemContent item = content(id);
        std::size_t last = 0;
        for (const auto& one : item.parts) {
            EXPECT_LE(last, one.begin) << id;
            EXPECT_LT(one.begin, one.end) << id;
            EXPECT_LE(one.end, item.text.size()) << id;
            last = one.end;
        }
        EXPECT_LE(item.own_end, item.text.size());
        EXPECT_TRUE(text::is_valid_utf8(item.text));
    }
}

TEST_F(ContentTest, PassagesHoldEveryCharacterThatIsNoWhiteSpace) {
    for (const auto& [id, row] : snapshot_.rows()) {
        const ItemContent item = content(id);
        std::vector<bool> covered(item.text.size(), false);
        index::PassageKey last{id, 0, 0};
        for (const auto& passage : index_passages(item)) {
            EXPECT_EQ(passage.key.item, id);
            EXPECT_LT(passage.key.begin, passage.key.end);
            EXPECT_GE(passage.key.begin, last.end);
            last = passage.key;
            std::fill(covered.begin() + passage.key.begin, covered.begin() + passage.key.end, true);
        }
        for (std::size_t i = 0; i < item.text.size(); ++i) {
            const bool space = item.text[i] == ' ' || item.text[i] == '\n';
            EXPECT_TRUE(covered[i] || space) << id << " byte " << i;
        }
    }
}

TEST_F(ContentTest, EveryFieldOfAnEntryIsWhereItBelongs) {
    const ItemContent item = content(kInverted);
    EXPECT_EQ(part(item, TextField::kTitle), "역색인의 구조");
    EXPECT_NE(part(item, TextField::kNotes).find("목록을 둔다"), std::string::npos);
    EXPECT_NE(part(item, TextField::kConcepts).find("quantization"), std::string::npos);
    EXPECT_NE(part(item, TextField::kOrg).find("Cranfield"), std::string::npos);
    EXPECT_EQ(part(item, TextField::kBody), "");
}

TEST_F(ContentTest, TheRowOfAnEntrySaysWhatItsLineSays) {
    const ItemContent item = content(kInverted);
    EXPECT_EQ(item.row.title, "역색인의 구조");
    EXPECT_EQ(item.row.kind, "paper");
    EXPECT_EQ(item.row.org, "Cranfield");
    EXPECT_EQ(item.row.url, "https://example.org/inverted-index");
    EXPECT_EQ(item.row.week, 1);
    EXPECT_EQ(content(kEmbedding).row.org, "");
}

TEST_F(ContentTest, ADocumentByItselfIsItsTextUnchanged) {
    const ItemContent item = content(kDocument);
    EXPECT_EQ(item.text, "# Alone\n\n체크포인트는 로그를 본 파일로 옮긴다.\n");
    EXPECT_EQ(item.own_end, 0u);
    EXPECT_EQ(item.row.title, "A document by itself");
    EXPECT_EQ(item.row.source, "/home/alone.md");
    EXPECT_EQ(item.row.lang, "ko");
}

TEST_F(ContentTest, ADocumentBehindAnEntryFollowsABlankLine) {
    const ItemContent item = content(kWal);
    const std::string document = "# Checkpoints\n\nThe log is copied back into the database.\n";
    EXPECT_TRUE(item.text.ends_with("\n\n" + document));
    EXPECT_LT(item.own_end, item.text.size() - document.size());
    EXPECT_EQ(part(item, TextField::kBody), document);
    const auto passages = index_passages(item);
    ASSERT_GE(passages.size(), 2u);
    EXPECT_EQ(passages[0].key.begin, 0u);
    EXPECT_EQ(passages[0].key.end, item.own_end);
    EXPECT_GT(passages[1].key.begin, item.own_end);
}

TEST_F(ContentTest, APageIsWhatBelongsToNoEntry) {
    const ItemContent item = content(kPage);
    EXPECT_EQ(item.row.title, "My reading list 2025");
    EXPECT_NE(item.text.find("My reading list 2025"), std::string::npos);
    EXPECT_EQ(item.text.find("역색인"), std::string::npos);
}

TEST_F(ContentTest, EqualNodesGiveEqualText) {
    for (const auto& [id, row] : snapshot_.rows())
        EXPECT_EQ(content(id).text, content(id).text);
}

}  // namespace
}  // namespace seogo::search
