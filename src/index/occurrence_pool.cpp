// Two bits of each number say what is new beside the position: nothing, the field, the passage.
#include "index/occurrence_pool.h"

namespace seogo::index {
namespace {

enum Step : std::uint32_t { kSame = 0, kNewField = 1, kNewPassage = 2, kNewBoth = 3 };

}  // namespace

OccurrencePool::OccurrencePool() {
    blocks_.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(kBlockBytes));
}

std::uint32_t OccurrencePool::new_slice(std::uint32_t size) {
    if (used_ + size > kBlockBytes) {
        blocks_.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(kBlockBytes));
        used_ = 0;
    }
    const auto place = static_cast<std::uint32_t>((blocks_.size() - 1) << 16 | used_);
    used_ += size;
    return place;
}

// The last bytes of a slice are the place of the next.
void OccurrencePool::put_byte(Stream& stream, std::uint8_t byte) {
    if (stream.at == stream.end) {
        const std::uint8_t slice =
            stream.first == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(stream.slice + 1);
        const std::uint32_t size = slice_size(slice);
        const std::uint32_t place = new_slice(size);
        if (stream.first == 0) {
            stream.first = place;
        } else {
            for (std::uint32_t i = 0; i < kLinkBytes; ++i)
                at(stream.end + i) = static_cast<std::uint8_t>(place >> (8 * i));
        }
        stream.slice = slice < 6 ? slice : std::uint8_t{6};
        stream.at = place;
        stream.end = place + size - kLinkBytes;
    }
    at(stream.at++) = byte;
}

void OccurrencePool::put(Stream& stream, std::uint32_t value) {
    for (; value >= 0x80; value >>= 7)
        put_byte(stream, static_cast<std::uint8_t>(value | 0x80));
    put_byte(stream, static_cast<std::uint8_t>(value));
}

// Positions stay below 2^30: a passage of less than 4 GiB that were all one-letter words would pass
// it, and words beyond are taken to stand there.
void OccurrencePool::add(Stream& stream, std::uint32_t passage, Field field,
                         std::uint32_t position) {
    constexpr std::uint32_t kPositionMax = (1u << 30) - 2;
    position = position < kPositionMax ? position : kPositionMax;
    const auto number = static_cast<std::uint8_t>(field);
    if (stream.postings != 0 && stream.passage == passage && stream.field == number) {
        if (position <= stream.position) return;
        put(stream, (position - stream.position - 1) << 2 | kSame);
    } else if (stream.postings != 0 && stream.passage == passage) {
        put(stream, position << 2 | kNewField);
        put_byte(stream, number);
    } else {
        const bool same_field = stream.field == number;
        put(stream, position << 2 | (same_field ? kNewPassage : kNewBoth));
        if (!same_field) put_byte(stream, number);
        put(stream, passage - stream.passage);
        ++stream.postings;
    }
    stream.passage = passage;
    stream.field = number;
    stream.position = position;
}

OccurrencePool::Reader::Reader(const OccurrencePool& pool, const Stream& stream)
    : pool_(pool),
      stream_(stream),
      at_(stream.first),
      slice_end_(stream.first + slice_size(0) - kLinkBytes) {}

std::uint8_t OccurrencePool::Reader::byte() {
    if (at_ == slice_end_) {
        std::uint32_t place = 0;
        for (std::uint32_t i = 0; i < kLinkBytes; ++i)
            place |= std::uint32_t{pool_.at(slice_end_ + i)} << (8 * i);
        slice_ = slice_ < 6 ? static_cast<std::uint8_t>(slice_ + 1) : slice_;
        at_ = place;
        slice_end_ = place + slice_size(slice_) - kLinkBytes;
    }
    return pool_.at(at_++);
}

std::uint32_t OccurrencePool::Reader::varint() {
    std::uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::uint8_t next = byte();
        value |= std::uint32_t{next & 0x7Fu} << shift;
        if (next < 0x80) return value;
    }
}

bool OccurrencePool::Reader::next() {
    if (stream_.first == 0 || at_ == stream_.at) return false;
    const std::uint32_t value = varint();
    const std::uint32_t step = value & 3;
    is_new_passage = step >= kNewPassage;
    if (step == kSame) {
        position += (value >> 2) + 1;
        return true;
    }
    position = value >> 2;
    if (step != kNewPassage) field = byte();
    if (is_new_passage) passage += varint();
    return true;
}

}  // namespace seogo::index
