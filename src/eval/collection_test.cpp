// Collections as files: every form that is read, every way in which one can break.
#include "eval/collection.h"

#include <gtest/gtest.h>

#include "support/faulty_file_system.h"

namespace seogo::eval {
namespace {

class Collections : public ::testing::Test {
protected:
    void write(const base::Path& path, std::string_view bytes) {
        ASSERT_TRUE(disk_.make_folders(path.parent_path()).ok());
        ASSERT_TRUE(base::write_file_atomically(disk_, path, bytes).ok());
    }
    void SetUp() override {
        write("/c/corpus.jsonl",
              "{\"id\":\"d1\",\"title\":\"제목\",\"text\":\"본문\"}\n{\"_id\":\"d2\",\"text\":"
              "\"b\"}\n");
        write("/c/queries.jsonl",
              "{\"id\":\"q1\",\"text\":\"질문\"}\n{\"id\":2,\"text\":\"two\"}\n");
        write("/c/qrels.tsv", "q1\td1\t1\nq1\td2\t0\n2\td2\t2\n");
    }
    Result<Collection> read() {
        return read_collection(disk_, {"/c/corpus.jsonl", "/c/queries.jsonl", "/c/qrels.tsv"});
    }
    std::string error() {
        auto collection = read();
        return collection.ok() ? "" : collection.error().message;
    }
    testing::FaultyFileSystem disk_;
};

TEST_F(Collections, ReadsAllThreeFiles) {
    const auto collection = read().value();
    ASSERT_EQ(collection.documents.size(), 2u);
    EXPECT_EQ(collection.documents[0].title, "제목");
    EXPECT_EQ(collection.documents[0].text, "본문");
    EXPECT_EQ(collection.ids.id_of(1), "d2");
    ASSERT_EQ(collection.queries.size(), 2u);
    EXPECT_EQ(collection.queries[1].id, "2");
    EXPECT_EQ(collection.queries[0].grades, (std::map<std::uint32_t, int>{{0, 1}, {1, 0}}));
    EXPECT_EQ(collection.queries[0].relevant(), 1u);
    EXPECT_TRUE(collection.warnings.empty());
}

TEST_F(Collections, QrelsMayHaveAHeaderOrFourColumns) {
    write("/c/qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\n");
    EXPECT_EQ(read().value().queries[0].relevant(), 1u);
    write("/c/qrels.tsv", "q1 0 d1 1\n2  0  d2  1\n");
    EXPECT_EQ(read().value().queries[1].relevant(), 1u);
    write("/c/qrels.tsv", "q1\t0\td1\t-1\n");
    EXPECT_EQ(read().value().queries[0].grades.at(0), -1);
}

TEST_F(Collections, BomCrLfAndBlankLinesAreLetPass) {
    write("/c/corpus.jsonl", "\xef\xbb\xbf{\"id\":\"d1\",\"text\":\"a\"}\r\n\r\n\n");
    write("/c/qrels.tsv", "\xef\xbb\xbfq1\td1\t1\r\n");
    const auto collection = read().value();
    EXPECT_EQ(collection.documents.size(), 1u);
    EXPECT_EQ(collection.queries[0].grades.size(), 1u);
}

TEST_F(Collections, WhatBreaksTheFormIsNamedWithItsLine) {
    write("/c/corpus.jsonl", "{\"id\":\"d1\",\"text\":\"a\"}\n{\"id\":\"d1\",\"text\":\"b\"}\n");
    EXPECT_EQ(error(), "corpus.jsonl: line 2: the id \"d1\" stands twice");
    write("/c/corpus.jsonl", "{\"text\":\"a\"}\n");
    EXPECT_EQ(error(), "corpus.jsonl: line 1: the object has no \"id\"");
    write("/c/corpus.jsonl", "\n[1]\n");
    EXPECT_EQ(error(), "corpus.jsonl: line 2: a line must hold one JSON object");
    write("/c/corpus.jsonl", "{\"id\":\"a\",\"text\":5}\n");
    EXPECT_EQ(error(), "corpus.jsonl: line 1: \"text\" must be a string");
    write("/c/corpus.jsonl", "{\"id\":[],\"text\":\"a\"}\n");
    EXPECT_EQ(error(), "corpus.jsonl: line 1: an id must be a string or a whole number");
    write("/c/corpus.jsonl", "{\"id\":");
    EXPECT_TRUE(error().starts_with("corpus.jsonl: line 1: ")) << error();
}

TEST_F(Collections, BrokenQueriesAndQrelsAreNamedToo) {
    write("/c/queries.jsonl", "{\"id\":\"q\",\"text\":\"a\"}\n{\"id\":\"q\",\"text\":\"a\"}\n");
    EXPECT_EQ(error(), "queries.jsonl: line 2: the id \"q\" stands twice");
    write("/c/queries.jsonl", "{\"id\":\"q1\",\"text\":\"a\"}\n");
    write("/c/qrels.tsv", "q1\td1\t1\nq1\td2\tgood\n");
    EXPECT_EQ(error(), "qrels.tsv: line 2: the grade must be a whole number");
    write("/c/qrels.tsv", "q1\td1\n");
    EXPECT_EQ(error(), "qrels.tsv: line 1: qrels need three columns (query, document, grade)");
    write("/c/qrels.tsv", "q1\td1\t1\nq1\td1\t99999999999\n");
    EXPECT_EQ(error(), "qrels.tsv: line 2: the grade must be a whole number");
}

TEST_F(Collections, OdditiesAreCounted) {
    write("/c/qrels.tsv", "q1\td1\t1\nq1\td1\t2\nq1\tnone\t1\nother\td1\t1\nother\td2\t1\n");
    const auto collection = read().value();
    EXPECT_EQ(collection.warnings,
              (std::vector<std::string>{"1 queries of the qrels stand in no query file",
                                        "1 judgments name a document that the corpus lacks",
                                        "1 judgments stand twice; the last one counts"}));
    EXPECT_EQ(collection.queries[0].grades.at(0), 2);
    EXPECT_EQ(collection.queries[0].relevant(), 2u);  // what the corpus lacks can still be missed
}

TEST_F(Collections, AMissingFileIsNotFound) {
    ASSERT_TRUE(disk_.remove("/c/qrels.tsv").ok());
    auto collection = read();
    ASSERT_FALSE(collection.ok());
    EXPECT_EQ(collection.error().kind, ErrorKind::kNotFound);
}

TEST_F(Collections, ABeirFolderNamesItsFiles) {
    auto paths = collection_files(disk_, {"/c", {}, {}});
    EXPECT_EQ(paths.corpus, "/c/corpus.jsonl");
    EXPECT_EQ(paths.queries, "/c/queries.jsonl");
    EXPECT_EQ(paths.qrels, "/c/qrels.tsv");
    write("/c/qrels/test.tsv", "query-id\tcorpus-id\tscore\n2\td1\t1\n");
    paths = collection_files(disk_, {"/c", {}, {}});
    EXPECT_EQ(paths.qrels, "/c/qrels/test.tsv");
    EXPECT_EQ(read_collection(disk_, paths).value().queries[1].relevant(), 1u);
    EXPECT_EQ(collection_files(disk_, {"/c", "/q", "/r"}).qrels, "/r");
    EXPECT_EQ(collection_files(disk_, {"/c/corpus.jsonl", {}, {}}).queries, "");
}

TEST_F(Collections, EveryFailingReadIsAnError) {
    for (int fault = 1;; ++fault) {
        disk_.fail_call(fault);
        auto collection = read();
        if (!disk_.failed()) break;
        EXPECT_FALSE(collection.ok()) << "fault at file operation " << fault;
        ASSERT_LT(fault, 100);
    }
}

TEST(Columns, TabsPartThemWhereALineHasOne) {
    EXPECT_EQ(columns_of("a b\tc \t d"), (std::vector<std::string_view>{"a b", "c", "d"}));
    EXPECT_EQ(columns_of("  a   b c  "), (std::vector<std::string_view>{"a", "b", "c"}));
    EXPECT_TRUE(columns_of("").empty());
}

}  // namespace
}  // namespace seogo::eval
