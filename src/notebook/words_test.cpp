// Words that the parser knows: titles of concept boxes and heads of organization columns.
#include "notebook/words.h"

#include <gtest/gtest.h>

#include "notebook/node_words.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

TEST(Words, ConceptBoxesAreKnownInBothLanguages) {
    for (const char* title :
         {"중요 개념", "핵심 개념 정리", "용어", "Key Concepts", "GLOSSARY", "Terminology"}) {
        EXPECT_TRUE(is_concept_box(title)) << title;
    }
    for (const char* title : {"주요 발견", "한계", "Results", ""})
        EXPECT_FALSE(is_concept_box(title)) << title;
}

TEST(Words, OrganizationColumnsAreKnownByTheirHead) {
    for (const char* head : {"Institute", "ORGANIZATION", "Company", "기관", "소속"}) {
        EXPECT_TRUE(is_org_word(head)) << head;
    }
    for (const char* head : {"Paper", "Date", "제목", ""})
        EXPECT_FALSE(is_org_word(head)) << head;
}

TEST(NodeWords, OfALineAreItsFieldsWhateverTheMarks) {
    const auto nodes =
        parse("- 📜 [갑] [제목](https://a.org)\n  *  📜 [갑][제목](https://a.org)  \n \n")
            .notebook.nodes;
    EXPECT_EQ(words_of(nodes[0]).find("📜"), std::string::npos);
    EXPECT_NE(words_of(nodes[0]).find("제목"), std::string::npos);
    EXPECT_EQ(body_of(nodes[0]), "- 📜 [갑] [제목](https://a.org)");
    EXPECT_FALSE(is_white(nodes[0]));
    EXPECT_TRUE(is_white(nodes[2]));
    EXPECT_EQ(body_of(nodes[2]), "");
}

}  // namespace
}  // namespace seogo::notebook
