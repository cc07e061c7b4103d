// Every word of an item's content is indexed in its field; keys point into the item's text.
#include "search/passages.h"

#include <gtest/gtest.h>

namespace seogo::search {
namespace {

using index::Field;
using notebook::TextField;

ItemContent entry(std::string own, std::vector<notebook::TextPart> parts, std::string document) {
    ItemContent content;
    content.row.id = 7;
    content.row.origin = store::ItemOrigin::kEntry;
    content.row.title = "역색인의 구조";
    content.text = std::move(own);
    content.parts = std::move(parts);
    content.own_end = content.text.size();
    if (!document.empty()) {
        content.text += "\n\n";
        const std::size_t begin = content.text.size();
        content.text += document;
        content.parts.push_back({TextField::kBody, begin, content.text.size()});
    }
    return content;
}

std::string field_text(const IndexPassage& passage, Field field) {
    std::string out;
    for (const auto& text : passage.fields) {
        if (text.field == field) out += (out.empty() ? "" : "|") + std::string(text.text);
    }
    return out;
}

TEST(Passages, AnEntrysOwnWordsAreOnePassageEachPartInItsField) {
    const std::string own = "역색인의 구조\n목록을 둔다\n";
    const std::size_t title = std::string("역색인의 구조").size();
    const auto content = entry(
        own, {{TextField::kTitle, 0, title}, {TextField::kNotes, title + 1, own.size() - 1}}, "");
    const auto passages = index_passages(content);
    ASSERT_EQ(passages.size(), 1u);
    EXPECT_EQ(passages[0].key, (index::PassageKey{7, 0, static_cast<std::uint32_t>(own.size())}));
    EXPECT_EQ(field_text(passages[0], Field::kTitle), "역색인의 구조");
    EXPECT_EQ(field_text(passages[0], Field::kNotes), "목록을 둔다");
}

TEST(Passages, TheDocumentBehindIsCutAndCarriesTheTitle) {
    std::string document;
    for (int i = 0; i < 80; ++i) {
        document += "## 절 " + std::to_string(i) + "\n\n문단의 글이 여기에 선다. 글이 또 있다.\n\n";
    }
    const std::string own = "역색인의 구조";
    const auto content = entry(own, {{TextField::kTitle, 0, own.size()}}, document);
    const auto passages = index_passages(content);
    ASSERT_GT(passages.size(), 2u);
    std::uint32_t last = static_cast<std::uint32_t>(own.size());
    for (std::size_t i = 1; i < passages.size(); ++i) {
        EXPECT_GE(passages[i].key.begin, last);
        EXPECT_LE(passages[i].key.end, content.text.size());
        last = passages[i].key.end;
        EXPECT_EQ(field_text(passages[i], Field::kTitle), "역색인의 구조");
        EXPECT_EQ(field_text(passages[i], Field::kBody),
                  content.text.substr(passages[i].key.begin,
                                      passages[i].key.end - passages[i].key.begin));
    }
}

TEST(Passages, APageIsCutAlongItsStructureWithItsFields) {
    ItemContent content;
    content.row.id = 3;
    content.row.origin = store::ItemOrigin::kPage;
    std::string text = "제목\n";
    const std::size_t title = text.size() - 1;
    for (int i = 0; i < 200; ++i)
        text += "이 줄은 문단의 하나이다.\n\n";
    content.text = text;
    content.own_end = text.size();
    content.parts = {{TextField::kTitle, 0, title}, {TextField::kBody, title + 1, text.size()}};
    const auto passages = index_passages(content);
    ASSERT_GT(passages.size(), 1u);
    EXPECT_EQ(field_text(passages[0], Field::kTitle), "제목");
    EXPECT_FALSE(field_text(passages[0], Field::kBody).empty());
}

TEST(Passages, AnAddressWithoutTextIsFoundByItsTitle) {
    ItemContent content;
    content.row.id = 9;
    content.row.origin = store::ItemOrigin::kDocument;
    content.row.title = "색인 압축";
    const auto passages = index_passages(content);
    ASSERT_EQ(passages.size(), 1u);
    EXPECT_EQ(passages[0].key, (index::PassageKey{9, 0, 0}));
    EXPECT_EQ(field_text(passages[0], Field::kTitle), "색인 압축");
}

TEST(Passages, AnItemWithoutWordsHasNone) { EXPECT_TRUE(index_passages(ItemContent{}).empty()); }

TEST(Passages, ADocumentAddedByItselfIsCutWhole) {
    ItemContent content;
    content.row.id = 5;
    content.row.origin = store::ItemOrigin::kDocument;
    content.row.title = "WAL";
    content.text = "쓰기 로그는 앞서 쓴다.";
    content.parts = {{TextField::kBody, 0, content.text.size()}};
    const auto passages = index_passages(content);
    ASSERT_EQ(passages.size(), 1u);
    EXPECT_EQ(field_text(passages[0], Field::kTitle), "WAL");
    EXPECT_EQ(field_text(passages[0], Field::kBody), content.text);
}

}  // namespace
}  // namespace seogo::search
