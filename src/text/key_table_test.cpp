// A key table against std::map.
#include "text/key_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace seogo::text {
namespace {

// Keeps the keys, as every user of a table must.
class Names {
public:
    const std::uint32_t* find(const std::string& name) const {
        return table_.find(KeyTable::key_of(name), [&](std::uint32_t number) {
            ++asked_;
            return names_[number] == name;
        });
    }
    void insert(const std::string& name) {
        table_.insert(KeyTable::key_of(name), static_cast<std::uint32_t>(names_.size()));
        names_.push_back(name);
    }
    const KeyTable& table() const { return table_; }
    std::size_t asked() const { return asked_; }

private:
    KeyTable table_;
    std::vector<std::string> names_;
    mutable std::size_t asked_ = 0;
};

// Keys that differ little: few letters, zero bytes among them, of every size about eight.
std::string random_key(std::mt19937& random) {
    std::string key(1 + random() % 20, '\0');
    for (char& byte : key)
        byte = "\0\1a\xFF"[random() % 4];
    return key;
}

TEST(KeyTable, FindsWhatWasInsertedAndNothingElse) {
    std::mt19937 random(53);
    std::map<std::string, std::uint32_t> numbers;
    Names names;
    for (int round = 0; round < 50000; ++round) {
        const std::string key = random_key(random);
        const auto known = numbers.find(key);
        const std::uint32_t* found = names.find(key);
        ASSERT_EQ(found != nullptr, known != numbers.end());
        if (found != nullptr) {
            ASSERT_EQ(*found, known->second);
            continue;
        }
        numbers.emplace(key, static_cast<std::uint32_t>(numbers.size()));
        names.insert(key);
        ASSERT_EQ(names.table().size(), numbers.size());
    }
    for (const auto& [key, number] : numbers)
        ASSERT_EQ(*names.find(key), number);
}

// Every string of up to three of these bytes: a short key is its own proof, so no two may be
// packed alike.
TEST(KeyTable, ShortKeysAreToldApartByTheirSlots) {
    Names names;
    std::vector<std::string> keys;
    for (int size = 1; size <= 3; ++size) {
        for (int i = 0; i < (1 << 4 * size); ++i) {
            std::string key;
            for (int at = 0; at < size; ++at)
                key += static_cast<char>((i >> 4 * at & 15) * 17);
            keys.push_back(key);
            keys.push_back(key + std::string(8 - key.size(), '\xFF'));
        }
    }
    for (const std::string& key : keys) {
        if (names.find(key) == nullptr) names.insert(key);
    }
    std::map<std::string, std::uint32_t> numbers;
    for (const std::string& key : keys)
        numbers.emplace(key, *names.find(key));
    EXPECT_EQ(numbers.size(), names.table().size()) << "two keys share a number";
    EXPECT_EQ(names.asked(), 0u);
}

// A long key that is there costs one comparison: hashes tell the others apart.
TEST(KeyTable, LongKeysAreComparedOnceWhereFound) {
    Names names;
    std::vector<std::string> keys;
    for (int i = 0; i < 20000; ++i)
        keys.push_back("surface/" + std::to_string(i) + "/behind");
    for (const std::string& key : keys) {
        ASSERT_EQ(names.find(key), nullptr);
        names.insert(key);
    }
    EXPECT_EQ(names.asked(), 0u);
    for (const std::string& key : keys)
        ASSERT_NE(names.find(key), nullptr);
    EXPECT_EQ(names.asked(), keys.size());
}

// Two long keys of one hash are told apart by their owner alone: here the same key stands for both.
TEST(KeyTable, OwnersTellApartKeysOfOneHash) {
    KeyTable table;
    const auto key = KeyTable::key_of("two keys of one hash");
    table.insert(key, 4);
    table.insert(key, 9);
    for (const std::uint32_t wanted : {4u, 9u}) {
        const auto* found = table.find(key, [&](std::uint32_t number) { return number == wanted; });
        ASSERT_NE(found, nullptr);
        EXPECT_EQ(*found, wanted);
    }
    EXPECT_EQ(table.find(key, [](std::uint32_t) { return false; }), nullptr);
}

TEST(KeyTable, IsHalfFullAtMostAndEmptyWhenCleared) {
    KeyTable table;
    const std::size_t at_first = table.bytes();
    std::vector<std::string> keys;
    for (int i = 0; i < 5000; ++i)
        keys.push_back(std::to_string(i));
    for (const std::string& key : keys)
        table.insert(KeyTable::key_of(key), 1);
    EXPECT_GE(table.bytes(), 2 * 16 * keys.size());
    table.clear();
    EXPECT_EQ(table.size(), 0u);
    EXPECT_EQ(table.bytes(), at_first);
    const auto never = [](std::uint32_t) { return false; };
    for (const std::string& key : keys)
        ASSERT_EQ(table.find(KeyTable::key_of(key), never), nullptr);
}

}  // namespace
}  // namespace seogo::text
