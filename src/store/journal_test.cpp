// Journal records come back as they were written, and any other bytes are refused.
#include "store/journal.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "support/faulty_file_system.h"

namespace seogo::store {
namespace {

using namespace std::string_literals;
JournalRecord sample() {
    JournalRecord record;
    record.seq = 12;
    record.time_ms = -5;
    record.previous = ~std::uint64_t{0};
    record.last_ids = {3, 400, 1};
    record.rows_changed = 7;
    record.command = "undo 3";
    record.summary = "zero \0 and 한글"s;
    record.items = {1, 2, 1'000'000'000'000};
    record.changeset = std::string(300, '\x12');
    return record;
}

TEST(JournalRecord, RoundTrip) {
    for (const JournalRecord& record : {sample(), JournalRecord()}) {
        const std::string bytes = encode_record(record);
        const auto back = decode_record(bytes);
        ASSERT_TRUE(back.ok()) << back.error().message;
        EXPECT_EQ(back.value(), record);
        EXPECT_EQ(checksum_of_record(bytes), base::checksum(bytes.substr(0, bytes.size() - 8)));
    }
}

TEST(JournalRecord, EveryFlippedBitIsFound) {
    const std::string bytes = encode_record(sample());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        ASSERT_FALSE(decode_record(damaged).ok()) << at;
    }
}

TEST(JournalRecord, EveryCutIsFound) {
    const std::string bytes = encode_record(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        ASSERT_FALSE(decode_record(std::string_view(bytes).substr(0, size)).ok()) << size;
    EXPECT_FALSE(decode_record(bytes + "x").ok());
}

// A whole checksum over parts that lie about their sizes.
TEST(JournalRecord, LyingSizesAreFound) {
    const std::string bytes = encode_record(sample());
    for (std::size_t at = 72; at + 16 < bytes.size(); at += 8) {
        for (const char value : {'\x00', '\x7f', '\xff'}) {
            std::string lying = bytes.substr(0, bytes.size() - 8);
            lying.replace(at, 8, std::string(8, value));
            std::uint64_t sum = base::checksum(lying);
            for (int i = 0; i < 8; ++i, sum >>= 8)
                lying += static_cast<char>(sum & 0xff);
            const auto record = decode_record(lying);  // an Error, or a record; never a crash
            EXPECT_TRUE(record.ok() || record.error().kind == ErrorKind::kBadFile);
        }
    }
}

// The header of a journal file is of this format alone: other bytes of its size are damage.
TEST(JournalRecord, StrangersAreNoRecord) {
    for (const std::string& bytes : {std::string(), std::string(200, '\0'), std::string(200, 'x'),
                                     std::string("SQLite format 3")}) {
        const auto read = decode_record(bytes);
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().kind, ErrorKind::kBadFile);
    }
}

TEST(JournalNames, OnlyOneFormIsOurs) {
    std::int64_t seq = 0;
    std::uint64_t checksum = 0;
    EXPECT_TRUE(parse_change_name("12.change", seq));
    EXPECT_EQ(seq, 12);
    for (const char* name : {"0.change", "-1.change", "01.change", "1.chang", "x.change", ".change",
                             "1.change ", "99999999999999999999.change"}) {
        EXPECT_FALSE(parse_change_name(name, seq)) << name;
    }
    EXPECT_EQ(pending_name(12, 0xab), "12-00000000000000ab.pending");
    EXPECT_TRUE(parse_pending_name("12-00000000000000ab.pending", seq, checksum));
    EXPECT_EQ(checksum, 0xabu);
    for (const char* name : {"12-ab.pending", "12.pending", "-.pending", "12-.pending",
                             "12-00000000000000AB.pending", "12-00000000000000ab.pendin"}) {
        EXPECT_FALSE(parse_pending_name(name, seq, checksum)) << name;
    }
}

class JournalFiles : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(disk_.make_folders("/lib/journal").ok());
        ASSERT_TRUE(disk_.sync_folder("/lib").ok() && disk_.sync_folder("/").ok());
    }
    seogo::testing::FaultyFileSystem disk_;
    JournalFolder journal_{disk_, "/lib"};
};

TEST_F(JournalFiles, APendingChangeIsNoneUntilItIsSettled) {
    const auto name = journal_.write_pending(12, encode_record(sample()));
    ASSERT_TRUE(name.ok());
    EXPECT_FALSE(journal_.has(12).value());
    EXPECT_EQ(journal_.read(12).error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(journal_.read_pending(name.value()).value().record, sample());
    ASSERT_TRUE(journal_.settle(name.value(), 12).ok());
    disk_.drop_unsynced();
    const auto listing = journal_.list().value();
    EXPECT_EQ(listing.changes, std::vector<std::int64_t>{12});
    EXPECT_TRUE(listing.pending.empty());
    EXPECT_EQ(journal_.read(12).value().record, sample());
}

TEST_F(JournalFiles, AChangeUnderAnotherNumberIsDamage) {
    ASSERT_TRUE(
        base::write_file_atomically(disk_, journal_.path_of(3), encode_record(sample())).ok());
    const auto read = journal_.read(3);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().kind, ErrorKind::kBadFile);
    EXPECT_NE(read.error().message.find("3.change"), std::string::npos);
}

TEST_F(JournalFiles, NumbersAreListedInOrderAndStrangersPassedOver) {
    for (const char* name : {"10.change", "9.change", "notes.txt", "1.change.bak"}) {
        ASSERT_TRUE(
            base::write_file_atomically(disk_, base::Path("/lib/journal") / name, "x").ok());
    }
    EXPECT_EQ(journal_.list().value().changes, (std::vector<std::int64_t>{9, 10}));
    EXPECT_TRUE(JournalFolder(disk_, "/none").list().value().changes.empty());
}

}  // namespace
}  // namespace seogo::store
