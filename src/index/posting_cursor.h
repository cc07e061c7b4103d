// Walks one term's posting list forward: passages, frequencies, positions, and bounds of blocks.
//
// * never moves backwards. advance() looks blocks up in the list's directory and decodes only the
//   one it lands in; frequencies and positions are decoded when they are asked for.
// Bytes that are damaged or make no sense end the list: the file's damage() or the cursor's
// is_malformed() says so, and no offset is followed without a check.
// Threads: a cursor from one; any number of cursors on one file.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "index/bit_packing.h"
#include "index/checked_file.h"
#include "index/passage.h"
#include "index/posting_list.h"

namespace seogo::index {

// What a list holds, by its term's kind.
enum class ListKind : std::uint8_t { kWords, kFacts };

class PostingCursor {
public:
    static constexpr std::uint32_t kEnd = 0xFFFFFFFF;

    PostingCursor() { end(); }  // at its end
    struct Head {
        std::uint32_t doc_freq = 0;
        std::uint32_t passages = 0;  // of the segment: every posting is below it
        ListKind kind = ListKind::kWords;
        Field main_field = Field::kBody;  // the segment's
    };
    // Stands on the first posting. `list`: the list's bytes exactly.
    PostingCursor(Section list, const Head& head);

    std::uint32_t passage() const { return passage_; }  // kEnd behind the last
    void next() {
        if (is_lazy_) settle();
        if (++at_ < size_) {
            passage_ = passages_[at_];
        } else {
            next_block();
        }
    }
    // To the first posting of `target` or behind it; stays where it is already there.
    void advance(std::uint32_t target);
    // Whether the list holds `target`; then the cursor stands on it. Cheaper than advance(): where
    // passages are a bit set, one bit is looked at. Where it does not, passage() is no more than a
    // lower bound of the next posting, and only seek(), advance() and bounds may follow.
    bool seek(std::uint32_t target) {
        if (target > block_last_ && !enter(target)) return false;
        if (set_ == nullptr) return seek_decoded(target);
        const std::uint32_t bit = target - set_begin_;  // wraps round before the block
        if (target < set_begin_ || (set_[bit / 8] >> bit % 8 & 1) == 0) return false;
        passage_ = target;
        is_ranked_ = false;
        is_lazy_ = true;
        return true;
    }

    std::uint32_t doc_freq() const { return doc_freq_; }
    bool is_malformed() const { return malformed_; }

    // Of the posting that it stands on. A term that stands in one field alone has a plain code:
    // its frequency, with field() saying where.
    std::uint32_t code() {
        if (!is_ranked_) rank();
        if (!has_codes_) decode_codes();
        return codes_[at_];
    }
    static constexpr std::uint32_t kInSeveral = 0x80000000;  // beside codes of other postings
    Field field() const { return block_field_; }
    TermFreqs freqs() { return freqs_of(code()); }
    // A bit for each field that the term stands in.
    unsigned fields();
    // Of a posting of the block in hand by its code.
    TermFreqs freqs_of(std::uint32_t code) const;
    // Positions in one field, rising, in words from 0; replaces what `out` held.
    void positions(Field field, std::vector<std::uint32_t>& out);

    // Bounds (scoring.h: bound_of) without decoding. shallow_advance() moves a pointer of its own,
    // forward only, to the block in which `target` or the next posting behind it lies; answers its
    // last passage, kEnd behind the last block.
    std::uint32_t shallow_advance(std::uint32_t target);
    std::uint8_t shallow_bound() const;  // of that block; 0 behind the last
    // The largest bound of the blocks that reach into [begin, end); begin: as shallow_advance().
    std::uint8_t bound_within(std::uint32_t begin, std::uint32_t end);
    std::uint8_t list_bound() const { return list_bound_; }

    // The block in hand, for loops over many postings: passages from the one that it stands on.
    // Not behind the last.
    std::uint32_t block_rest() {
        if (is_lazy_) settle();
        return size_ - at_;
    }
    const std::uint32_t* block_passages() {
        if (is_lazy_) settle();
        return &passages_[at_];
    }
    const std::uint32_t* block_codes() {
        if (is_lazy_) settle();
        if (!has_codes_) decode_codes();
        return &codes_[at_];
    }
    // Moves `count` postings on within the block in hand (at most block_rest()).
    void skip(std::uint32_t count) {
        if (is_lazy_) settle();
        at_ += count;
        if (at_ < size_) {
            passage_ = passages_[at_];
        } else {
            --at_;
            next();
        }
    }

private:
    // Numbers of the directory, one for each block, each in `width` bytes.
    struct Numbers {
        const std::uint8_t* bytes = nullptr;
        std::uint32_t width = 0, mask = 0;
        std::uint32_t operator[](std::uint32_t block) const;
    };
    bool has_directory() const { return bounds_ != nullptr; }
    std::uint32_t last_of(std::uint32_t block) const {
        return blocks_ == 1 ? only_last_ : lasts_[block];
    }
    std::uint8_t bound_of(std::uint32_t block) const;
    std::uint32_t find_block(std::uint32_t from, std::uint32_t target) const;
    bool open_short();
    bool open_single();
    bool open_directory();
    // Opens the block that `target` lies in or before; false, and at the end, where there is none.
    bool enter(std::uint32_t target);
    bool seek_decoded(std::uint32_t target);
    void next_block();
    bool load_block(std::uint32_t block);
    const std::uint8_t* read_passages(const std::uint8_t* in, const std::uint8_t* end,
                                      std::uint32_t previous);
    const std::uint8_t* read_bit_set(const std::uint8_t* in, const std::uint8_t* end,
                                     std::uint32_t previous);
    const std::uint8_t* read_only_bit_set(const std::uint8_t* in, const std::uint8_t* end,
                                          std::uint32_t previous);
    // Of a bit set: the first of its passages that is at least `target`, which is in the block.
    std::uint32_t next_in_set(std::uint32_t target) const;
    void rank();    // at_ from passage_
    void settle();  // the same, and passages_
    const std::uint8_t* read_freqs(const std::uint8_t* in, const std::uint8_t* end,
                                   TermFreqs& freqs) const;
    void decode_codes();
    bool read_codes();
    bool read_several(const std::uint8_t* in);
    bool load_steps();
    void sum_steps();
    bool append_positions(std::uint32_t index, std::uint32_t count,
                          std::vector<std::uint32_t>& out);
    bool load_chunk(std::uint32_t chunk);
    void end();
    void fail();

    Section list_;
    std::uint32_t doc_freq_ = 0, blocks_ = 0;
    // The directory, checked whole; null where there is none.
    Numbers lasts_, data_at_, positions_at_;
    const std::uint8_t* bounds_ = nullptr;
    std::uint32_t data_begin_ = 0;                // behind the head, in the list
    std::uint32_t data_end_ = 0, only_last_ = 0;  // of a single block
    std::uint32_t limit_ = 0;                     // passages of the segment
    ListKind kind_ = ListKind::kWords;
    Field main_field_ = Field::kBody;
    std::uint8_t list_bound_ = 255;
    bool malformed_ = false;

    // The block in hand. Behind the last: one posting at kEnd, so that nothing need ask.
    std::uint32_t block_ = 0, shallow_ = 0;
    std::uint32_t at_ = 0, size_ = 0;
    std::uint32_t passage_ = kEnd;
    std::uint32_t block_last_ = kEnd;  // its last passage
    Field block_field_ = Field::kBody;
    bool has_codes_ = false, has_others_ = false;
    const std::uint8_t *codes_in_ = nullptr, *codes_end_ = nullptr;
    std::vector<TermFreqs> others_;

    // Where its passages are a bit set, they are looked up there until someone needs them all.
    const std::uint8_t* set_ = nullptr;
    std::uint32_t set_begin_ = 0;              // the passage of bit 0
    std::uint32_t ranked_bit_ = 0, rank_ = 0;  // bits set before a bit, a multiple of 64
    bool is_ranked_ = true;                    // at_ is passage_'s
    bool is_lazy_ = false;                     // at_ may not be, or passages_ is not filled

    // Positions of the block in hand.
    std::uint32_t steps_of_block_ = kEnd;     // which block steps_begin_ and chunks_at_ are of
    std::uint32_t chunk_ = kEnd;              // which chunk chunk_steps_ holds
    std::vector<std::uint32_t> chunks_at_;    // in the list, and the end
    std::vector<std::uint32_t> short_steps_;  // of a short list: all of them
    std::array<std::uint32_t, kBlockValues + 1> steps_begin_;  // by posting, and the total

    alignas(32) std::array<std::uint32_t, kBlockValues> passages_;
    alignas(32) std::array<std::uint32_t, kBlockValues> codes_;
    alignas(32) std::array<std::uint32_t, kBlockValues> chunk_steps_;
};

// Loads four bytes, whatever the width: a section's padding is behind the last of them.
inline std::uint32_t PostingCursor::Numbers::operator[](std::uint32_t block) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes + std::uint64_t{block} * width, sizeof value);
    if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap32(value);
    return value & mask;
}

}  // namespace seogo::index
