// Occurrences of many terms, appended in turn as bytes into slices of one growing pool.
//
// Each term's stream is a chain of slices that double in size, so that rare terms cost little and
// common ones are not copied as they grow (the layout of Lucene's ByteBlockPool).
// Threads: from one.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "index/passage.h"

namespace seogo::index {

class OccurrencePool {
public:
    // A term's stream while it is written: start with a default one.
    struct Stream {
        std::uint32_t first = 0, at = 0, end = 0;  // places in the pool; 0: nothing yet
        std::uint32_t postings = 0;
        std::uint32_t passage = 0, position = 0;  // of the last occurrence
        std::uint8_t field = 0;
        std::uint8_t slice = 0;
    };

    OccurrencePool();

    // Occurrences of a term come by rising passage, then field, then position; one that was there
    // already is left out.
    void add(Stream& stream, std::uint32_t passage, Field field, std::uint32_t position);

    std::size_t bytes() const { return blocks_.size() * kBlockBytes; }
    bool is_full() const { return blocks_.size() >= kBlocksMax; }

    // Reads a stream from its beginning.
    class Reader {
    public:
        Reader(const OccurrencePool& pool, const Stream& stream);
        // False behind the last; else the next occurrence.
        bool next();
        std::uint32_t passage = 0, position = 0;
        std::uint8_t field = 0;
        bool is_new_passage = false;

    private:
        std::uint8_t byte();
        std::uint32_t varint();

        const OccurrencePool& pool_;
        const Stream& stream_;
        std::uint32_t at_, slice_end_;
        std::uint8_t slice_ = 0;
    };

private:
    static constexpr std::size_t kBlockBytes = std::size_t{1} << 16;
    static constexpr std::size_t kBlocksMax = (std::size_t{1} << 16) - 1;  // 32-bit places
    static constexpr std::uint32_t kLinkBytes = 4;
    static constexpr std::uint32_t slice_size(std::uint8_t slice) {
        return slice < 6 ? 16u << slice : 1024u;
    }

    std::uint8_t& at(std::uint32_t place) { return blocks_[place >> 16][place & 0xFFFF]; }
    std::uint8_t at(std::uint32_t place) const { return blocks_[place >> 16][place & 0xFFFF]; }
    std::uint32_t new_slice(std::uint32_t size);
    void put_byte(Stream& stream, std::uint8_t byte);
    void put(Stream& stream, std::uint32_t value);

    std::vector<std::unique_ptr<std::uint8_t[]>> blocks_;
    std::uint32_t used_ = 1;  // of the last block; place 0 is never a slice's
};

}  // namespace seogo::index
