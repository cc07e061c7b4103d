// Positions of the posting that a cursor stands on: read chunk by chunk, when they are asked for.
#include <algorithm>

#include "index/posting_cursor.h"

namespace seogo::index {
namespace {

constexpr std::uint32_t kBlock = kBlockValues;

std::uint32_t total_of(const TermFreqs& freqs) {
    std::uint32_t total = 0;
    for (const std::uint16_t freq : freqs)
        total += freq;
    return total;
}

}  // namespace

unsigned PostingCursor::fields() {
    const std::uint32_t code = this->code();
    if ((code & kInSeveral) == 0) return 1u << static_cast<unsigned>(block_field_);
    unsigned fields = 0;
    const TermFreqs& freqs = others_[code & ~kInSeveral];
    for (std::size_t f = 0; f < kFieldCount; ++f)
        fields |= freqs[f] != 0 ? 1u << f : 0u;
    return fields;
}

// Where each posting's positions begin among those of the block.
void PostingCursor::sum_steps() {
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < size_; ++i) {
        const std::uint32_t code = codes_[i];
        steps_begin_[i] = sum;
        sum += (code & kInSeveral) == 0 ? code : total_of(others_[code & ~kInSeveral]);
    }
    steps_begin_[size_] = sum;
}

// The same, and where the chunks lie.
bool PostingCursor::load_steps() {
    if (steps_of_block_ == block_) return true;
    if (!has_codes_) decode_codes();
    sum_steps();
    std::uint32_t begin = data_end_;
    auto end = static_cast<std::uint32_t>(list_.size());
    if (has_directory()) {
        begin = data_begin_ + positions_at_[block_];
        if (block_ + 1 < blocks_) end = data_begin_ + positions_at_[block_ + 1];
    }
    if (begin > end || end > list_.size()) return false;
    const std::uint32_t chunks = (steps_begin_[size_] + kBlock - 1) / kBlock;
    const std::uint64_t sizes = 2 * (std::uint64_t{chunks} - 1);
    const std::uint8_t* in = list_.read(begin, end - begin);
    if (in == nullptr || sizes > end - begin) return false;
    chunks_at_.clear();
    std::uint32_t at = begin + static_cast<std::uint32_t>(sizes);
    for (std::uint32_t i = 0; i + 1 < chunks; ++i) {
        chunks_at_.push_back(at);
        at += in[2 * i] + (std::uint32_t{in[2 * i + 1]} << 8);
        if (at > end) return false;
    }
    chunks_at_.push_back(at);
    chunks_at_.push_back(end);
    chunk_ = kEnd;
    steps_of_block_ = block_;
    return true;
}

bool PostingCursor::load_chunk(std::uint32_t chunk) {
    if (chunk == chunk_) return true;
    const std::uint32_t begin = chunks_at_[chunk];
    const std::uint32_t end = chunks_at_[chunk + 1];
    const std::uint8_t* in = list_.read(begin, end - begin);
    if (in == nullptr) return false;
    chunk_ = kEnd;  // until it is read
    const std::uint32_t count = std::min(kBlock, steps_begin_[size_] - chunk * kBlock);
    if (read_patched(in, in + (end - begin), count, chunk_steps_.data()) == nullptr) return false;
    chunk_ = chunk;
    return true;
}

void PostingCursor::positions(Field field, std::vector<std::uint32_t>& out) {
    out.clear();
    if (passage_ == kEnd || kind_ == ListKind::kFacts) return;
    const std::uint32_t code = this->code();
    std::uint32_t count = field == block_field_ ? code : 0;
    std::uint32_t before = 0;  // in the fields before
    if ((code & kInSeveral) != 0) {
        const TermFreqs& freqs = others_[code & ~kInSeveral];
        count = freqs[static_cast<std::size_t>(field)];
        for (std::size_t f = 0; f < static_cast<std::size_t>(field); ++f)
            before += freqs[f];
    }
    if (count == 0) return;
    if (!load_steps() || !append_positions(steps_begin_[at_] + before, count, out)) {
        malformed_ = true;
    }
}

// `count` positions from the block's step number `index` on.
bool PostingCursor::append_positions(std::uint32_t index, std::uint32_t count,
                                     std::vector<std::uint32_t>& out) {
    std::uint64_t next = 0;  // the least that the position can be
    while (count > 0) {
        const std::uint32_t* steps = short_steps_.data() + index;
        std::uint32_t taken = count;
        if (doc_freq_ >= kShortList) {
            if (!load_chunk(index / kBlock)) return false;
            steps = &chunk_steps_[index % kBlock];
            taken = std::min(count, kBlock - index % kBlock);
        }
        for (std::uint32_t i = 0; i < taken; ++i) {
            const std::uint64_t position = next + steps[i];
            if (position > 0xFFFFFFFF) return false;
            out.push_back(static_cast<std::uint32_t>(position));
            next = position + 1;
        }
        index += taken;
        count -= taken;
    }
    return true;
}

}  // namespace seogo::index
