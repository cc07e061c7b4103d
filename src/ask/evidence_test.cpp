// An item as evidence: which sentences it has, what they stand under, how much of it is read.
#include "ask/evidence.h"

#include <gtest/gtest.h>

#include "support/ask_memory_archive.h"

namespace seogo::ask {
namespace {

Evidence evidence_of(MemoryArchive& archive, store::ItemId id, search::TextRange hit = {}) {
    return gather(search::content_of(archive.snapshot, id).value(), 1, hit);
}

std::vector<std::string> shown(const Evidence& evidence) {
    std::vector<std::string> out;
    for (const EvidenceSentence& sentence : evidence.sentences) {
        out.push_back(evidence.content.text.substr(sentence.begin, sentence.end - sentence.begin));
    }
    return out;
}

TEST(Evidence, EachLineOfNotesIsASentenceOfItsOwn) {
    MemoryArchive archive;
    const auto id = archive.add_entry("제목", {"첫 줄 하나", "둘째 줄 둘", "용어 :: 뜻이 있다"});
    const auto evidence = evidence_of(archive, id);
    const auto lines = shown(evidence);
    ASSERT_EQ(lines, (std::vector<std::string>{"제목", "첫 줄 하나", "둘째 줄 둘", "중요 개념",
                                               "용어: 뜻이 있다"}));
    EXPECT_EQ(evidence.sentences[0].field, notebook::TextField::kTitle);
    EXPECT_EQ(evidence.sentences[1].field, notebook::TextField::kNotes);
    EXPECT_EQ(evidence.sentences[4].field, notebook::TextField::kConcepts);
    EXPECT_NE(evidence.sentences[1].paragraph, evidence.sentences[2].paragraph);
    EXPECT_TRUE(evidence.title.contains("b제목"));
}

TEST(Evidence, SentencesOfADocumentKnowTheirHeadingAndParagraph) {
    MemoryArchive archive;
    const auto id = archive.add_document(
        "문서",
        "Intro text here.\n\n# Limits\n\nOne thing. Another thing.\n\nApart from it.\n\n"
        "## 장점\n\n빠르다는 점이다.\n");
    const auto evidence = evidence_of(archive, id);
    ASSERT_EQ(shown(evidence),
              (std::vector<std::string>{"Intro text here.", "One thing.", "Another thing.",
                                        "Apart from it.", "빠르다는 점이다."}));
    const auto& sentences = evidence.sentences;
    EXPECT_EQ(sentences[0].heading, 0u);
    EXPECT_TRUE(evidence.headings[sentences[1].heading].contains("wlimit"));
    EXPECT_TRUE(evidence.headings[sentences[4].heading].contains("b장점"));
    EXPECT_EQ(sentences[1].paragraph, sentences[2].paragraph);
    EXPECT_NE(sentences[2].paragraph, sentences[3].paragraph);
}

TEST(Evidence, HeadingsAndMarksAreNoSentences) {
    MemoryArchive archive;
    const auto id = archive.add_document("d", "# Heading\n\n---\n\n***\n\ntext\n");
    EXPECT_EQ(shown(evidence_of(archive, id)), std::vector<std::string>{"text"});
}

TEST(Evidence, CodeIsMarkedAsCode) {
    MemoryArchive archive;
    const auto id = archive.add_document("d", "before\n\n```\nlet x = 1\n```\n\nafter\n");
    const auto evidence = evidence_of(archive, id);
    const auto lines = shown(evidence);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(evidence.sentences[i].code, lines[i] == "let x = 1") << lines[i];
    }
}

TEST(Evidence, AnEntryAndItsDocumentAreReadTogether) {
    MemoryArchive archive;
    const auto id = archive.add_entry("제목", {"메모 한 줄"}, "# 머리\n\n본문 한 문장이다.\n");
    const auto lines = shown(evidence_of(archive, id));
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[1], "메모 한 줄");
    EXPECT_EQ(lines[2], "본문 한 문장이다.");
}

// Of a text of several megabytes only a window around the hit is read, whole lines of it.
TEST(Evidence, LongTextsAreReadAroundTheirHit) {
    MemoryArchive archive;
    std::string text;
    for (int i = 0; i < 20'000; ++i)
        text += "Line number " + std::to_string(i) + " of a long text.\n\n";
    const auto id = archive.add_document("d", text);
    const std::size_t at = text.find("Line number 15000 ");
    const auto evidence = evidence_of(archive, id, {at, at + 30});
    const auto lines = shown(evidence);
    ASSERT_FALSE(lines.empty());
    EXPECT_LE(evidence.sentences.back().end - evidence.sentences.front().begin, kEvidenceBytesMax);
    EXPECT_TRUE(lines.front().starts_with("Line number 1"));
    EXPECT_NE(std::find(lines.begin(), lines.end(), "Line number 15000 of a long text."),
              lines.end());
}

TEST(Evidence, ALineWithoutEndIsBoundedToo) {
    MemoryArchive archive;
    const auto id = archive.add_document("d", std::string(300'000, 'a') + " tail");
    for (const search::TextRange hit :
         {search::TextRange{0, 10}, search::TextRange{299'990, 300'004}}) {
        const auto evidence = evidence_of(archive, id, hit);
        for (const EvidenceSentence& sentence : evidence.sentences)
            EXPECT_LE(sentence.end - sentence.begin, kEvidenceBytesMax);
    }
}

TEST(TermsOf, HoldNamesWithoutTheirNumbers) {
    const TermSet terms = terms_of("KorQuAD1.0 and BM25");
    EXPECT_TRUE(terms.contains("wkorquad1"));
    EXPECT_TRUE(terms.contains("wkorquad"));
    EXPECT_FALSE(terms.contains("wbm"));  // two letters name too much
    EXPECT_TRUE(terms_of("락이 있다").contains("1락"));
}

TEST(NameWithoutNumber, NeedsThreeLettersAndOneNumberAtTheEnd) {
    EXPECT_EQ(name_without_number("wllama3"), "wllama");
    EXPECT_EQ(name_without_number("wbm25"), "");
    EXPECT_EQ(name_without_number("wllama"), "");
    EXPECT_EQ(name_without_number("wabc3d"), "");
    EXPECT_EQ(name_without_number("w123"), "");
    EXPECT_EQ(name_without_number(""), "");
}

}  // namespace
}  // namespace seogo::ask
