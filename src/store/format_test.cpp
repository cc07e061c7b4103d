// Golden bytes of our own formats: an archive of today must open in the program of tomorrow.
//
// A failure here means that docs/formats/archive.md, kSchemaVersion and a migration are due.
#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "base/hash.h"
#include "store/backup.h"
#include "store/changeset.h"
#include "store/journal.h"
#include "store/page_checksum.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

TEST(Format, OfAJournalRecord) {
    JournalRecord record;
    record.seq = 2;
    record.time_ms = 3;
    record.previous = 0x0807060504030201;
    record.last_ids = {4, 5, 6};
    record.rows_changed = 7;
    record.command = "add";
    record.summary = "s";
    record.items = {9};
    record.changeset = "xy";
    const std::string body = "SEOGOCHG" +
                             from_hex(
                                 "0100000000000000"
                                 "0200000000000000"
                                 "0300000000000000"
                                 "0102030405060708"
                                 "0400000000000000"
                                 "0500000000000000"
                                 "0600000000000000"
                                 "0700000000000000"
                                 "0300000000000000") +
                             "add" + from_hex("0100000000000000") + "s" +
                             from_hex(
                                 "0100000000000000"
                                 "0900000000000000"
                                 "0200000000000000") +
                             "xy";
    const std::string bytes = encode_record(record);
    EXPECT_EQ(bytes.substr(0, bytes.size() - 8), body);
    EXPECT_EQ(checksum_of_record(bytes), base::checksum(body));
    EXPECT_EQ(decode_record(bytes).value(), record);
}

TEST(Format, OfAPageChecksum) {
    std::array<std::byte, kPageSize> page{};
    page[0] = std::byte{1};
    seal_page(2, page);
    const std::string_view content(reinterpret_cast<const char*>(page.data()), kPageSize - 8);
    std::uint64_t expected = base::checksum(content) + 2 * 0x9E3779B97F4A7C15u;
    for (std::size_t i = kPageSize - 8; i < kPageSize; ++i, expected >>= 8)
        EXPECT_EQ(std::to_integer<std::uint64_t>(page[i]), expected & 0xff);
}

TEST(Format, OfARunningChecksum) {
    const std::string first(RunningChecksum::kPieceBytes, 'a'), second = "rest";
    RunningChecksum sum;
    EXPECT_EQ(sum.value(), 0u);
    sum.add(std::as_bytes(std::span(first)));
    EXPECT_EQ(sum.value(), base::checksum(first));
    sum.add(std::as_bytes(std::span(second)));
    EXPECT_EQ(sum.value(), base::checksum(first) * 0x9E3779B97F4A7C15u + base::checksum(second));
}

// SQLite's changeset of one inserted row, as sqlite3session.c describes it.
TEST(Format, OfAChangeset) {
    const std::string bytes = "T" +
                              from_hex(
                                  "02"
                                  "0100") +
                              "settings" +
                              from_hex(
                                  "00"
                                  "1200") +
                              from_hex("0301") + "a" + from_hex("0302") + "bc";
    const auto rows = read_changeset(bytes);
    ASSERT_TRUE(rows.ok()) << rows.error().message;
    ASSERT_EQ(rows.value().size(), 1u);
    EXPECT_EQ(key_text(rows.value()[0].key()), "a");
    EXPECT_EQ(std::get<std::string>(rows.value()[0].new_value(1)), "bc");
}

TEST(Format, OddChangesetsAreRefused) {
    const std::string head = "T" +
                             from_hex(
                                 "02"
                                 "0100") +
                             "settings" + from_hex("00");
    const std::pair<const char*, std::string> odd[] = {
        {"a change before its table", from_hex("1200"
                                               "0301") +
                                          "a"},
        {"unknown table", "T" +
                              from_hex("01"
                                       "01") +
                              "sqlite_schema" + from_hex("00")},
        {"other columns", "T" +
                              from_hex("03"
                                       "010000") +
                              "settings" + from_hex("00")},
        {"another primary key", "T" +
                                    from_hex("02"
                                             "0001") +
                                    "settings" + from_hex("00")},
        {"a table name has no end", "T" +
                                        from_hex("02"
                                                 "0100") +
                                        "settings"},
        {"a table head is cut short", "T" + from_hex("7f"
                                                     "01")},
        {"an unknown operation", head +
                                     from_hex("1100"
                                              "0301") +
                                     "a"},
        {"an unknown flag", head + from_hex("1207")},
        {"a row lacks a value", head +
                                    from_hex("1200"
                                             "0301") +
                                    "a" + from_hex("00")},
        {"a value of another type", head + from_hex("1200"
                                                    "0400")},
        {"a text is cut short", head +
                                    from_hex("1200"
                                             "0305") +
                                    "a"},
        {"a number is cut short", head + from_hex("1200"
                                                  "01000000")},
        {"a length is too long", head + from_hex("1200"
                                                 "03ffffffffff01")},
        {"a length is too large", head + from_hex("1200"
                                                  "038fffffff7f")},
        {"an update without its key", head + from_hex("1700"
                                                      "00030161"
                                                      "00030162")},
    };
    for (const auto& [why, bytes] : odd) {
        const auto rows = read_changeset(bytes);
        ASSERT_FALSE(rows.ok()) << why;
        EXPECT_EQ(rows.error().kind, ErrorKind::kBadFile);
        EXPECT_NE(rows.error().message.find(why), std::string::npos) << rows.error().message;
    }
}

class FormatOnDisk : public StoreTest {
protected:
    std::string bytes_of(const base::Path& path) { return value(base::read_file(disk_, path)); }
};

// Two archives that lived the same life are the same bytes, journal and blobs at least.
TEST_F(FormatOnDisk, EqualHistoriesAreEqualFiles) {
    const auto live = [&](const base::Path& folder) {
        auto store = value(Store::open(disk_, folder, options()));
        auto fresh = lines_of({page_line("# a"), entry("하나", "https://a.example", "메모")});
        value(import_into(*store, "/home/a.md", fresh));
        fresh.nodes[1][notebook::Field::kTitle] = "둘";
        value(import_into(*store, "/home/a.md", fresh));
    };
    live("/one");
    live("/two");
    for (const char* name : {"journal/1.change", "journal/2.change"})
        EXPECT_EQ(bytes_of(base::Path("/one") / name), bytes_of(base::Path("/two") / name)) << name;
}

TEST_F(FormatOnDisk, EachRecordNamesTheChecksumOfTheOneBefore) {
    for (const char* text : {"a", "b", "c"})
        add_document(text);
    std::uint64_t before = 0;
    for (const char* name : {"1", "2", "3"}) {
        const std::string bytes = bytes_of(std::string("/lib/journal/") + name + ".change");
        EXPECT_EQ(decode_record(bytes).value().previous, before);
        before = checksum_of_record(bytes);
    }
}

// SQLite file format 1.3: the header of seogo.db.
TEST_F(FormatOnDisk, TheDatabaseSaysWhatItIs) {
    store_.reset();
    const std::string head = bytes_of("/lib/seogo.db").substr(0, 100);
    EXPECT_EQ(head.substr(0, 16), std::string("SQLite format 3\0", 16));
    EXPECT_EQ(head.substr(16, 2), std::string("\x10\0", 2));    // page size 4096
    EXPECT_EQ(head[18], 2);                                     // with a log
    EXPECT_EQ(head[20], 8);                                     // reserved bytes
    EXPECT_EQ(head.substr(60, 4), std::string("\0\0\0\1", 4));  // user_version
    EXPECT_EQ(head.substr(68, 4), "SEOG");
}

}  // namespace
}  // namespace seogo::store
