// Bytes that lie under good checksums, and bytes that do not match theirs, never mislead a reader.
#include <gtest/gtest.h>

#include <set>

#include "index/dictionary.h"
#include "index/segment_format.h"
#include "support/dictionary_fixture.h"

namespace seogo::index {
namespace {

using testing::checked_file_of;
using testing::kSection;
using testing::MemoryDictionary;

std::set<std::string> some_terms(std::size_t count) {
    std::set<std::string> terms = {"b가각", "b가나", std::string("w\0", 2), "w"};
    for (std::size_t i = 0; terms.size() < count; ++i) {
        terms.insert("wsharedbytes" + std::to_string(i * i));
        terms.insert("s" + std::string(i % 40, 'x') + std::to_string(i));
    }
    return terms;
}

std::string section_of(const std::set<std::string>& terms) {
    DictionaryWriter writer;
    std::uint32_t number = 0;
    for (const std::string& term : terms) {
        ++number;
        writer.add(term, number % 5 == 0 ? number : 1, number * 7 % 300);
    }
    return std::move(writer).finish();
}

// Reads all that the bytes answer. Terms rise, seeks land at or behind their target, lists follow
// each other, and no more terms come than are counted.
std::size_t read_all(const Dictionary& dictionary, const std::set<std::string>& targets) {
    std::size_t walked = 0;
    std::string last;
    for (auto cursor = dictionary.begin_at(""); cursor.valid(); cursor.next()) {
        EXPECT_LT(last, cursor.term());
        last = cursor.term();
        const TermInfo info = cursor.info();
        EXPECT_LT(info.list_at, std::uint64_t{1} << 41);
        ++walked;
    }
    EXPECT_LE(walked, dictionary.term_count());
    auto cursor = dictionary.begin_at("");
    for (const std::string& target : targets) {
        (void)dictionary.find(target);
        cursor.seek(target);
        if (cursor.valid()) {
            EXPECT_GE(cursor.term(), target);
        }
    }
    return walked;
}

TEST(DictionaryDamage, AFlippedBitOfAFileIsNotFollowed) {
    const std::set<std::string> terms = some_terms(60);
    const std::string section = section_of(terms);
    const std::string file = checked_file_of(section);
    constexpr std::size_t kMagicBits = 64;
    for (std::size_t bit = kMagicBits; bit < kMagicBits + section.size() * 8; bit += 5) {
        std::string bytes = file;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        const MemoryDictionary damaged(std::move(bytes));
        EXPECT_FALSE(damaged.is_open());  // all of it lies in one piece
        EXPECT_TRUE(damaged.file().damage().has_value());
    }
}

// The piece with the blocks is damaged, that with the footer is whole: opens, and finds nothing.
TEST(DictionaryDamage, ADamagedPieceHidesItsTermsOnly) {
    const std::set<std::string> terms = some_terms(20'000);
    std::string file = checked_file_of(section_of(terms));
    file[kPieceBytes + 5] ^= 1;
    const MemoryDictionary damaged(std::move(file));
    ASSERT_TRUE(damaged.is_open());
    std::size_t found = 0;
    for (const std::string& term : terms)
        found += damaged->find(term).has_value() ? 1 : 0;
    EXPECT_GT(found, terms.size() / 2);
    EXPECT_LT(found, terms.size());
    EXPECT_TRUE(damaged.file().damage().has_value());
    EXPECT_GT(read_all(*damaged, terms), 100u);  // up to the damage
    auto behind = damaged->begin_at("wshared");
    EXPECT_TRUE(behind.valid());
}

// Opening reads the footer alone, and a look-up no more blocks than its own.
TEST(DictionaryDamage, OnlyWhatIsReadMustBeWhole) {
    const std::set<std::string> terms = some_terms(20'000);
    std::string file = checked_file_of(section_of(terms));
    for (std::size_t piece = 1; piece + 4 < file.size() / kPieceBytes; ++piece)
        file[piece * kPieceBytes] ^= 1;
    const MemoryDictionary damaged(std::move(file));
    ASSERT_TRUE(damaged.is_open());
    EXPECT_FALSE(damaged.file().damage().has_value());
    EXPECT_TRUE(damaged->find(*terms.rbegin()).has_value());
    EXPECT_FALSE(damaged.file().damage().has_value());
    EXPECT_FALSE(damaged->find(*std::next(terms.begin(), 9000)).has_value());
    EXPECT_TRUE(damaged.file().damage().has_value());
}

TEST(DictionaryDamage, EveryFlippedBitUnderAGoodChecksumIsSurvived) {
    const std::set<std::string> terms = some_terms(70);
    const std::string section = section_of(terms);
    for (std::size_t bit = 0; bit < section.size() * 8; ++bit) {
        SCOPED_TRACE(::testing::Message() << "bit " << bit);
        std::string bytes = section;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        const MemoryDictionary lying = MemoryDictionary::of_section(bytes);
        if (lying.is_open()) read_all(*lying, terms);
    }
}

TEST(DictionaryDamage, EveryByteSetToOddValuesIsSurvived) {
    const std::set<std::string> terms = some_terms(70);
    const std::string section = section_of(terms);
    for (std::size_t at = 0; at < section.size(); ++at) {
        for (const char odd : {'\0', '\x7f', '\x80', '\xff', '\x0f', '\xf0'}) {
            SCOPED_TRACE(::testing::Message() << "byte " << at);
            std::string bytes = section;
            bytes[at] = odd;
            const MemoryDictionary lying = MemoryDictionary::of_section(bytes);
            if (lying.is_open()) read_all(*lying, terms);
        }
    }
}

TEST(DictionaryDamage, EveryCutIsRefused) {
    const std::string section = section_of(some_terms(70));
    for (std::size_t size = 0; size < section.size(); ++size) {
        const std::string file = checked_file_of(std::string_view(section).substr(0, size));
        const auto opened = CheckedFile::open(std::as_bytes(std::span(file)));
        ASSERT_TRUE(opened.ok());
        const auto dictionary = Dictionary::open(opened.value()->section(kSection));
        ASSERT_FALSE(dictionary.ok()) << size;
        EXPECT_EQ(dictionary.error().kind, ErrorKind::kBadFile);
    }
    EXPECT_FALSE(Dictionary::open(Section()).ok());
}

TEST(DictionaryDamage, CountsThatOverflowAreRefused) {
    for (const std::uint64_t count :
         {~std::uint64_t{0}, ~std::uint64_t{0} / 2, std::uint64_t{1} << 62}) {
        for (const std::uint64_t bytes : {~std::uint64_t{0}, std::uint64_t{0}, count}) {
            std::string section(64, '\0');
            put_number(section, count, 8);
            put_number(section, bytes, 8);
            EXPECT_FALSE(MemoryDictionary::of_section(section).is_open());
        }
    }
}

// Prefixes that all say the same send a seek to the wrong block; it ends there, and does not read
// on to the last one.
TEST(DictionaryDamage, LyingPrefixesEndASeek) {
    const std::set<std::string> terms = some_terms(3000);
    std::string section = section_of(terms);
    const std::size_t blocks = (terms.size() + kBlockTerms - 1) / kBlockTerms;
    const std::size_t tops = (blocks + kPageBlocks - 1) / kPageBlocks;
    const std::size_t prefixes_at = section.size() - 16 - 8 * (blocks + tops);
    for (const char same : {'\0', '\xff', 's'}) {
        std::string bytes = section;
        bytes.replace(prefixes_at, 8 * (blocks + tops), 8 * (blocks + tops), same);
        const MemoryDictionary lying = MemoryDictionary::of_section(bytes);
        ASSERT_TRUE(lying.is_open());
        EXPECT_EQ(read_all(*lying, terms), terms.size());  // a walk needs no prefix
    }
}

}  // namespace
}  // namespace seogo::index
