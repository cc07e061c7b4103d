// Changesets: what SQLite records is read as it meant it, and what it did not write is refused.
#include "store/changeset.h"

#include <gtest/gtest.h>

#include "store/database_build.h"
#include "store/row_writer.h"
#include "store/schema.h"
#include "support/faulty_file_system.h"

namespace seogo::store {
namespace {

class Changesets : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(create_database(disk_, "/").ok());
        connection_ = open();
        ASSERT_TRUE(connection_->execute("BEGIN").ok());
    }
    std::unique_ptr<Connection> open() {
        auto opened =
            Connection::open(SqliteVfs::of(disk_), "/seogo.db", Connection::Mode::kWrite, 0);
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        return std::move(opened).value();
    }
    std::string recorded(const std::vector<const char*>& statements) {
        auto recorder = ChangeRecorder::start(*connection_);
        EXPECT_TRUE(recorder.ok());
        for (const char* sql : statements)
            EXPECT_TRUE(connection_->execute(sql).ok()) << sql;
        return recorder.value().changeset().value();
    }
    std::int64_t number(const char* sql) { return connection_->number(sql).value(); }

    seogo::testing::FaultyFileSystem disk_;
    std::unique_ptr<Connection> connection_;
};

constexpr const char* kInsert =
    "INSERT INTO documents VALUES(7, 'a hash', 'text/plain', '-', '한글 글')";
constexpr const char* kUpdate = "UPDATE documents SET text = 'other' WHERE item = 7";
constexpr const char* kDelete = "DELETE FROM documents WHERE item = 7";

TEST_F(Changesets, AreReadAsTheyWereMeant) {
    auto rows = read_changeset(recorded({kInsert})).value();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].kind, RowChange::Kind::kInsert);
    EXPECT_EQ(rows[0].table->name, "documents");
    EXPECT_EQ(key_text(rows[0].key()), "7");
    EXPECT_EQ(std::get<std::string>(rows[0].new_value(4)), "한글 글");
    EXPECT_EQ(rows[0].old_value(4).index(), 0u);

    rows = read_changeset(recorded({kUpdate})).value();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].kind, RowChange::Kind::kUpdate);
    EXPECT_EQ(std::get<std::string>(rows[0].old_value(4)), "한글 글");
    EXPECT_EQ(std::get<std::string>(rows[0].new_value(4)), "other");
    EXPECT_EQ(rows[0].new_value(1).index(), 0u) << "untouched columns are absent";

    rows = read_changeset(recorded({kDelete})).value();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].kind, RowChange::Kind::kDelete);
    EXPECT_EQ(std::get<std::string>(rows[0].old_value(4)), "other");
}

TEST_F(Changesets, KeepNothingOfWhatWasTakenBackOrIsDerived) {
    EXPECT_TRUE(recorded({kInsert, kDelete}).empty());
    EXPECT_TRUE(
        recorded({"INSERT INTO segments VALUES(1, 'a', 2, '')", "UPDATE counters SET last = 9"})
            .empty());
}

TEST_F(Changesets, NameTheBlobsThatTheyTouch) {
    recorded({kInsert});
    const auto rows =
        read_changeset(recorded({"UPDATE documents SET original = 'new hash' WHERE item = 7",
                                 "INSERT INTO notebooks VALUES(1, '/a', 'utf-8', 'first', '')"}))
            .value();
    EXPECT_EQ(blobs_named(rows), (std::set<std::string>{"a hash", "first", "new hash"}));
}

TEST_F(Changesets, InvertedTheyTakeBack) {
    const std::string made = recorded({kInsert, "INSERT INTO settings VALUES('a', 'b')"});
    const std::string back = inverted(made).value();
    EXPECT_FALSE(apply_changeset(*connection_, back).value());
    EXPECT_EQ(number("SELECT count(*) FROM documents"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM settings"), 0);
    EXPECT_FALSE(apply_changeset(*connection_, made).value());
    EXPECT_EQ(number("SELECT count(*) FROM documents WHERE text = '한글 글'"), 1);
}

TEST_F(Changesets, ThatDoNotFitChangeNothingAndNameTheRow) {
    const std::string made = recorded({kInsert, "INSERT INTO settings VALUES('a', 'b')"});
    auto misfit = apply_changeset(*connection_, made).value();
    ASSERT_TRUE(misfit);
    EXPECT_EQ(misfit->reason, "it is there again");
    ASSERT_TRUE(connection_->execute(kUpdate).ok());
    misfit = apply_changeset(*connection_, inverted(made).value()).value();
    ASSERT_TRUE(misfit);
    EXPECT_EQ(misfit->table, "documents");
    EXPECT_EQ(misfit->key, "7");
    EXPECT_EQ(misfit->reason, "it has changed since");
    EXPECT_EQ(number("SELECT count(*) FROM settings"), 1);
    ASSERT_TRUE(connection_->execute(kDelete).ok());
    misfit = apply_changeset(*connection_, inverted(made).value()).value();
    ASSERT_TRUE(misfit);
    EXPECT_EQ(misfit->reason, "it is gone");
}

TEST_F(Changesets, EveryCutAndManyFlipsAreReadOrRefused) {
    const std::string made = recorded({kInsert, "INSERT INTO settings VALUES('a', 'b')",
                                       "INSERT INTO notebooks VALUES(1, '/a', 'utf-8', 'f', '')"});
    for (std::size_t size = 1; size < made.size(); ++size) {
        const auto rows = read_changeset(std::string_view(made).substr(0, size));
        EXPECT_TRUE(rows.ok() || rows.error().kind == ErrorKind::kBadFile);
    }
    int refused = 0;
    for (std::size_t at = 0; at < made.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string damaged = made;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            const auto rows = read_changeset(damaged);
            refused += rows.ok() ? 0 : 1;
            if (!rows.ok()) continue;  // one that reads well is safe to hand to SQLite
            ASSERT_TRUE(connection_->execute("SAVEPOINT flip").ok());
            (void)apply_changeset(*connection_, damaged).ok();
            ASSERT_TRUE(connection_->execute("ROLLBACK TO flip; RELEASE flip").ok());
        }
    }
    EXPECT_GT(refused, 100);
}

// The tables that the reader knows are the tables that there are.
TEST_F(Changesets, TruthTablesAreAsTheirSchemaSays) {
    for (const TruthTable* table : truth_tables()) {
        std::vector<std::string> columns;
        auto row = connection_->query("SELECT name, pk FROM pragma_table_info(?)").value();
        row.bind(table->name);
        while (row.step().value()) {
            EXPECT_EQ(row.integer(1), columns.empty() ? 1 : 0);
            columns.push_back(row.text(0));
        }
        ASSERT_EQ(columns.size(), table->column_count) << table->name;
        for (std::size_t i = 0; i < columns.size(); ++i)
            EXPECT_EQ(columns[i], table->columns[i]);
    }
    EXPECT_EQ(truth_table("segments"), nullptr);
    EXPECT_EQ(truth_table("nodes")->columns[column::kNodeItem], "item");
    EXPECT_EQ(truth_table("nodes")->columns[column::kNodePosition], "position");
    EXPECT_EQ(truth_table("notebooks")->columns[column::kNotebookSynced], "synced");
}

TEST_F(Changesets, ADatabaseOfANewerVersionIsLeftAlone) {
    ASSERT_TRUE(connection_->execute("ROLLBACK").ok());
    ASSERT_TRUE(connection_->execute("PRAGMA user_version = 2").ok());
    const Status newer = check_schema(*connection_);
    ASSERT_FALSE(newer.ok());
    EXPECT_EQ(newer.error().kind, ErrorKind::kBadFile);
    EXPECT_NE(newer.error().message.find("made by a newer version"), std::string::npos);
    ASSERT_TRUE(connection_->execute("PRAGMA user_version = 1; PRAGMA application_id = 3").ok());
    EXPECT_EQ(check_schema(*connection_).error().kind, ErrorKind::kBadFile);
}

}  // namespace
}  // namespace seogo::store
