// A hash table from short byte strings to numbers that keeps no string of its own.
//
// Inside the module only. Open addressing with linear probes, at most half full. A key of at most
// eight bytes stands in its slot: one cache line answers. Of a longer one the slot holds a 64-bit
// hash, and the caller, who keeps the bytes, is asked whether they are the same: an accident of
// hashing costs time, never a wrong answer. Hashes never leave memory, so the order of bytes in a
// word of this machine does not matter.
// Threads: find() from any number at once while nobody inserts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace seogo::text {

class KeyTable {
public:
    static constexpr std::size_t kInSlot = 8;  // bytes of a key that needs no one else's copy

    // What is looked up; borrows its bytes.
    struct Key {
        std::uint64_t head = 0;  // the bytes themselves where kInSlot hold them, or their hash
        std::uint64_t hash = 0;
        std::string_view bytes;
    };
    // `bytes`: at least one, less than 4 GiB.
    static Key key_of(std::string_view bytes) {
        const std::uint64_t head =
            bytes.size() <= kInSlot ? packed(bytes) : hash_of_long(bytes.data(), bytes.size());
        return {head, mixed(head ^ bytes.size() * kOdd), bytes};
    }

    // Asks for the cache line that find() reads first, some work before it is read.
    void prefetch(const Key& key) const { __builtin_prefetch(&slots_[key.hash & mask_]); }

    // The number of a key, or null. `is_same(number)`: whether the longer key kept under this
    // number has these bytes.
    template <typename IsSame>
    const std::uint32_t* find(const Key& key, const IsSame& is_same) const {
        for (std::size_t at = key.hash & mask_;; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (slot.size == 0) return nullptr;
            if (slot.head != key.head || slot.size != key.bytes.size()) continue;
            if (slot.size <= kInSlot || is_same(slot.number)) return &slot.number;
        }
    }

    // `key`: one that find() does not find.
    void insert(const Key& key, std::uint32_t number) {
        if (++count_ > slots_.size() / 2) grow();
        put({key.head, number, static_cast<std::uint32_t>(key.bytes.size())});
    }

    void clear() { *this = KeyTable(); }
    std::size_t size() const { return count_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot); }

private:
    struct Slot {
        std::uint64_t head = 0;
        std::uint32_t number = 0;
        std::uint32_t size = 0;  // bytes of the key; 0: no key
    };
    static constexpr std::size_t kSlotsAtFirst = 1024;
    static constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;  // 2^64 divided by the golden ratio

    template <typename Word>
    static std::uint64_t word_at(const char* at) {
        Word word;
        std::memcpy(&word, at, sizeof word);
        return word;
    }

    // One word for at most eight bytes, another for each other key of the same size.
    static std::uint64_t packed(std::string_view bytes) {
        const char* data = bytes.data();
        const std::size_t size = bytes.size();
        if (size >= 4) {
            return word_at<std::uint32_t>(data) | word_at<std::uint32_t>(data + size - 4) << 32;
        }
        return word_at<std::uint8_t>(data) | word_at<std::uint8_t>(data + size / 2) << 8 |
               word_at<std::uint8_t>(data + size - 1) << 16;
    }

    // Multiplied twice, so that the low bits, which choose the slot, depend on every bit.
    static std::uint64_t mixed(std::uint64_t word) {
        word = (word ^ word >> 32) * kOdd;
        word = (word ^ word >> 29) * kOdd;
        return word ^ word >> 32;
    }

    // `size`: more than eight; the last word may overlap the one before.
    static std::uint64_t hash_of_long(const char* data, std::size_t size) {
        std::uint64_t hash = size;
        for (std::size_t at = 0; at + 8 < size; at += 8)
            hash = mixed(hash ^ word_at<std::uint64_t>(data + at));
        return mixed(hash ^ word_at<std::uint64_t>(data + size - 8));
    }

    void put(const Slot& slot) {
        std::size_t at = mixed(slot.head ^ slot.size * kOdd) & mask_;
        while (slots_[at].size != 0)
            at = (at + 1) & mask_;
        slots_[at] = slot;
    }

    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (const Slot& slot : old) {
            if (slot.size != 0) put(slot);
        }
    }

    std::vector<Slot> slots_ = std::vector<Slot>(kSlotsAtFirst);  // a power of two of them
    std::size_t mask_ = kSlotsAtFirst - 1;
    std::size_t count_ = 0;
};

}  // namespace seogo::text
