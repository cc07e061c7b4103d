// Connections and statements: values come back as they went, errors name the file and their kind.
#include "store/connection.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/database_build.h"
#include "store/row_reader.h"
#include "store/row_writer.h"
#include "store/schema.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

class Connections : public ::testing::Test {
protected:
    void SetUp() override {
        expect_ok(create_database(disk_, "/"));
        connection_ = open(Connection::Mode::kWrite);
    }
    std::unique_ptr<Connection> open(Connection::Mode mode, const char* file = "/seogo.db") {
        auto opened = Connection::open(SqliteVfs::of(disk_), file, mode, 0);
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        return opened.ok() ? std::move(opened).value() : nullptr;
    }
    FaultyFileSystem disk_;
    std::unique_ptr<Connection> connection_;
};

TEST_F(Connections, TextsMayHoldAnyBytes) {
    for (const std::string& text : {std::string(), std::string(3, '\0'),
                                    std::string("\xff\xfe 한글"), std::string(100'000, 'x')}) {
        expect_ok(connection_->run("INSERT OR REPLACE INTO settings VALUES('k', ?)", text));
        EXPECT_EQ(value(RowReader(*connection_).setting("k")), text);
    }
    expect_ok(
        connection_->run("INSERT OR REPLACE INTO settings VALUES('k', ?)", std::string_view()));
    EXPECT_EQ(value(connection_->number("SELECT length(value) FROM settings")), 0);
}

TEST_F(Connections, NumbersKeepAllTheirBits) {
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) {
        expect_ok(connection_->run("UPDATE counters SET last = ? WHERE name = 'item'", number));
        EXPECT_EQ(value(connection_->number("SELECT last FROM counters WHERE name = 'item'")),
                  number);
    }
}

TEST_F(Connections, NumberAnswersOtherwiseWhereThereIsNone) {
    EXPECT_EQ(value(connection_->number("SELECT max(seq) FROM history", 7)), 7);
    EXPECT_EQ(value(connection_->number("SELECT 1 WHERE 0", 8)), 8);
}

TEST_F(Connections, AStatementMayBeInUseTwice) {
    expect_ok(connection_->execute("INSERT INTO settings VALUES('a', '1'), ('b', '2')"));
    constexpr const char* kNames = "SELECT name FROM settings ORDER BY name";
    auto outer = std::move(connection_->query(kNames)).value();
    ASSERT_TRUE(value(outer.step()));
    {
        auto inner = std::move(connection_->query(kNames)).value();
        ASSERT_TRUE(value(inner.step()));
        ASSERT_TRUE(value(inner.step()));
        EXPECT_EQ(inner.text(0), "b");
    }
    EXPECT_EQ(outer.text(0), "a");
    EXPECT_TRUE(value(outer.step()));
    EXPECT_FALSE(value(outer.step()));
}

TEST_F(Connections, AStatementThatWasLeftInTheMiddleStartsAnew) {
    expect_ok(connection_->execute("INSERT INTO settings VALUES('a', '1'), ('b', '2')"));
    for (int i = 0; i < 3; ++i) {
        auto row =
            std::move(connection_->query("SELECT name FROM settings WHERE name >= ?")).value();
        ASSERT_TRUE(value(row.bind(std::string_view("a")).step()));
        EXPECT_EQ(row.text(0), "a");
    }
}

TEST_F(Connections, ErrorsNameTheFileAndTheirKind) {
    const Status unknown = connection_->execute("SELECT * FROM nothing");
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().kind, ErrorKind::kBadFile);
    EXPECT_TRUE(unknown.error().message.starts_with("/seogo.db: "));
    const Status twice = connection_->execute(
        "INSERT INTO settings VALUES('a', '1'); INSERT INTO settings VALUES('a', '2')");
    EXPECT_EQ(twice.error().kind, ErrorKind::kBadFile);
    const Status missing = connection_->run("INSERT INTO settings VALUES('b', ?)");
    EXPECT_EQ(missing.error().kind, ErrorKind::kBadFile) << "NULL stands in no column";
    EXPECT_EQ(connection_->query("SELEC").error().kind, ErrorKind::kBadFile);
    auto reader = open(Connection::Mode::kRead);
    EXPECT_EQ(reader->execute("DELETE FROM items").error().kind, ErrorKind::kIo);
    EXPECT_EQ(
        Connection::open(SqliteVfs::of(disk_), "/none.db", Connection::Mode::kRead, 0).error().kind,
        ErrorKind::kNotFound);
}

// SQLite reads "file:..." as a URI, which could name another VFS or turn locks off.
TEST_F(Connections, ANameThatLooksLikeAnAddressIsAName) {
    expect_ok(disk_.make_folders("file:odd?vfs=unix"));
    expect_ok(create_database(disk_, "file:odd?vfs=unix"));
    auto odd = open(Connection::Mode::kWrite, "file:odd?vfs=unix/seogo.db");
    ASSERT_TRUE(odd);
    expect_ok(check_schema(*odd));
    EXPECT_TRUE(base::exists(disk_, "/file:odd?vfs=unix/seogo.db"));
}

TEST_F(Connections, ADatabaseThatIsNotOursIsRefused) {
    const std::pair<const char*, std::string> odd[] = {
        {"an empty database", ""},
        {"file is not a database", std::string(8192, 'x')},
        {"file is not a database", "short"},
    };
    for (const auto& [why, bytes] : odd) {
        expect_ok(base::write_file_atomically(disk_, "/odd.db", bytes));
        auto opened = Connection::open(SqliteVfs::of(disk_), "/odd.db", Connection::Mode::kRead, 0);
        const Status checked =
            opened.ok() ? check_schema(*opened.value()) : Status(std::move(opened).error());
        ASSERT_FALSE(checked.ok()) << why;
        EXPECT_EQ(checked.error().kind, ErrorKind::kBadFile) << checked.error().message;
    }
}

TEST_F(Connections, ABuiltDatabaseLeavesOneFileAndNoLog) {
    expect_ok(build_database(disk_, "/built.db", [](Connection& connection) {
        return connection.execute("INSERT INTO settings VALUES('a', 'b')");
    }));
    for (const char* end : {"-wal", "-shm", "-journal"})
        EXPECT_FALSE(base::exists(disk_, std::string("/built.db") + end)) << end;
    auto built = open(Connection::Mode::kRead, "/built.db");
    EXPECT_EQ(value(RowReader(*built).setting("a")), "b");
}

TEST_F(Connections, ABuildThatFailsSaysWhy) {
    const Status failed = build_database(disk_, "/built.db", [](Connection&) -> Status {
        return Error{ErrorKind::kCancelled, "stopped"};
    });
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().kind, ErrorKind::kCancelled);
}

TEST_F(Connections, RowsOfAnUnknownRoleOrOriginAreDamage) {
    expect_ok(connection_->execute(
        "INSERT INTO items VALUES(1, 9, 0, '', '', '', '', 0, 0, 0, '', '', 0);"
        "INSERT INTO nodes VALUES(1, 1, 1, 1, 99, 0, '', '', '', '', '', '', '', '')"));
    RowReader rows(*connection_);
    EXPECT_EQ(rows.items().error().kind, ErrorKind::kBadFile);
    EXPECT_EQ(rows.item(1).error().kind, ErrorKind::kBadFile);
    EXPECT_EQ(rows.nodes(1).error().kind, ErrorKind::kBadFile);
    EXPECT_EQ(rows.nodes_of_item(1).error().kind, ErrorKind::kBadFile);
}

TEST_F(Connections, IdsAreGivenInOrderForEachKind) {
    RowWriter writer(*connection_);
    EXPECT_EQ(value(writer.give_ids("item")), 1);
    EXPECT_EQ(value(writer.give_ids("item", 3)), 2);
    EXPECT_EQ(value(writer.give_ids("item")), 5);
    EXPECT_EQ(value(writer.give_ids("node")), 1);
    EXPECT_EQ(writer.give_ids("unknown").error().kind, ErrorKind::kBadFile);
    const LastIds ids = value(RowReader(*connection_).last_ids());
    EXPECT_EQ(ids, (LastIds{5, 1, 0}));
    expect_ok(writer.put_last_ids({7, 8, 9}));
    EXPECT_EQ(value(RowReader(*connection_).last_ids()), (LastIds{7, 8, 9}));
}

}  // namespace
}  // namespace seogo::store
