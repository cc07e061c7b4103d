// Decodes blocks as they are reached: each byte checked by the file, each size by the list.
#include "index/posting_cursor.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <span>

namespace seogo::index {
namespace {

using namespace list_format;

constexpr std::uint32_t kBlock = kBlockValues;  // in the width that passages are counted in

// A varint of at most 64 bits; null where the bytes end or say more.
const std::uint8_t* read_varint(const std::uint8_t* in, const std::uint8_t* end,
                                std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 63 && in < end; shift += 7) {
        const std::uint8_t byte = *in++;
        value |= std::uint64_t{byte & 0x7Fu} << shift;
        if (byte < 0x80) return in;
    }
    return nullptr;
}

// Wide gaps can sum to 2^32 and more: to a passage again, or to one before.
bool rises(std::span<const std::uint32_t> passages) {
    return std::adjacent_find(passages.begin(), passages.end(),
                              std::greater_equal<std::uint32_t>()) == passages.end();
}

std::uint64_t load_word(const std::uint8_t* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
}

std::uint32_t total_of(const TermFreqs& freqs) {
    std::uint32_t total = 0;
    for (const std::uint16_t freq : freqs)
        total += freq;
    return total;
}

}  // namespace

PostingCursor::PostingCursor(Section list, const Head& head)
    : list_(list),
      doc_freq_(head.doc_freq),
      limit_(head.passages),
      kind_(head.kind),
      main_field_(head.main_field) {
    if (doc_freq_ == 0) {
        end();
        return;
    }
    blocks_ = static_cast<std::uint32_t>((std::uint64_t{doc_freq_} + kBlock - 1) / kBlock);
    bool opened = false;
    if (doc_freq_ > limit_) {
        opened = false;
    } else if (doc_freq_ < kShortList) {
        opened = open_short();
    } else if (blocks_ == 1) {
        opened = open_single();
    } else {
        opened = open_directory() && load_block(0);
    }
    if (!opened) fail();
}

void PostingCursor::fail() {
    malformed_ = true;
    blocks_ = 0;
    end();
}

void PostingCursor::end() {
    block_ = blocks_;
    at_ = 0;
    size_ = 1;
    passages_[0] = passage_ = block_last_ = kEnd;
    codes_[0] = 1;
    has_codes_ = is_ranked_ = true;
    is_lazy_ = false;
    set_ = nullptr;
}

// Everything of a short list is decoded at once.
bool PostingCursor::open_short() {
    const std::uint8_t* in = list_.read(0, list_.size());
    if (in == nullptr) return false;
    const std::uint8_t* const end = in + list_.size();
    std::uint32_t previous = kNoPassage;
    block_field_ = main_field_;
    passages_.fill(kEnd);  // behind the last, as in every block
    for (std::uint32_t i = 0; i < doc_freq_; ++i) {
        std::uint64_t value = 0;
        in = read_varint(in, end, value);
        if (in == nullptr) return false;
        TermFreqs freqs{};
        std::uint64_t gap = value;
        codes_[i] = 1;
        if (kind_ == ListKind::kWords) {
            gap = value >> 1;
            freqs[static_cast<std::size_t>(main_field_)] = 1;
            if ((value & 1) != 0) {
                in = read_freqs(in, end, freqs);
                if (in == nullptr) return false;
                codes_[i] = kInSeveral | static_cast<std::uint32_t>(others_.size());
                others_.push_back(freqs);
            }
            for (std::uint32_t n = total_of(freqs); n > 0; --n) {
                in = read_varint(in, end, value);
                if (in == nullptr || value > 0xFFFFFFFF) return false;
                short_steps_.push_back(static_cast<std::uint32_t>(value));
            }
        }
        const std::uint64_t passage = gap + (i == 0 ? 0 : std::uint64_t{previous} + 1);
        if (passage >= limit_) return false;
        passages_[i] = previous = static_cast<std::uint32_t>(passage);
    }
    size_ = doc_freq_;
    only_last_ = block_last_ = previous;
    passage_ = passages_[0];
    has_codes_ = true;
    sum_steps();
    steps_of_block_ = 0;
    return true;
}

bool PostingCursor::open_single() {
    const std::uint64_t head = std::min<std::uint64_t>(list_.size(), 12);
    const std::uint8_t* in = list_.read(0, head);
    if (in == nullptr) return false;
    std::uint64_t at = 0;
    std::uint64_t data_size = list_.size();
    if (kind_ == ListKind::kWords) {
        list_bound_ = in[0];
        const std::uint8_t* const behind = read_varint(in + 1, in + head, data_size);
        if (behind == nullptr) return false;
        at = static_cast<std::uint64_t>(behind - in);
    }
    if (data_size > list_.size() - at) return false;
    data_begin_ = static_cast<std::uint32_t>(at);
    data_end_ = static_cast<std::uint32_t>(at + data_size);
    only_last_ = kEnd - 1;  // until the block is read
    if (!load_block(0)) return false;
    only_last_ = block_last_;
    return true;
}

bool PostingCursor::open_directory() {
    const bool words = kind_ == ListKind::kWords;
    std::uint64_t head = words ? 2 : 1;
    const std::uint8_t* in = list_.read(0, head);
    if (in == nullptr) return false;
    const unsigned widths = in[head - 1];
    if (words) list_bound_ = in[0];
    std::array<Numbers*, 3> columns = {&lasts_, &data_at_, &positions_at_};
    const std::size_t column_count = words ? 3 : 2;
    std::array<std::uint64_t, 4> begins{};
    for (std::size_t i = 0; i < column_count; ++i) {
        columns[i]->width = (widths >> 2 * i & 3) + 1;
        columns[i]->mask = 0xFFFFFFFFu >> (32 - 8 * columns[i]->width);
        begins[i] = head;
        head += std::uint64_t{blocks_} * columns[i]->width;
    }
    const std::uint64_t bounds_at = head;
    if (words) head += blocks_;
    in = list_.read(0, head);
    if (in == nullptr) return false;
    for (std::size_t i = 0; i < column_count; ++i)
        columns[i]->bytes = in + begins[i];
    bounds_ = in + bounds_at;
    data_begin_ = static_cast<std::uint32_t>(head);
    return true;
}

// The first block from `from` on whose last passage is not before `target`: gallops, then halves.
std::uint32_t PostingCursor::find_block(std::uint32_t from, std::uint32_t target) const {
    std::uint32_t step = 1;
    std::uint32_t low = from;
    while (low < blocks_ && last_of(low) < target) {
        from = low + 1;
        low = std::min<std::uint64_t>(std::uint64_t{low} + step, blocks_) < blocks_ ? low + step
                                                                                    : blocks_;
        step *= 2;
    }
    std::uint32_t high = low;
    while (from < high) {
        const std::uint32_t middle = from + (high - from) / 2;
        if (last_of(middle) < target) {
            from = middle + 1;
        } else {
            high = middle;
        }
    }
    return from;
}

void PostingCursor::next_block() {
    if (block_ + 1 >= blocks_) {
        end();
    } else if (!load_block(block_ + 1)) {
        fail();
    }
}

bool PostingCursor::enter(std::uint32_t target) {
    // Bounds were often asked for here before; they may also have been asked for far ahead.
    const bool is_ahead = shallow_ > block_ + 1 && last_of(shallow_ - 1) >= target;
    const std::uint32_t from = is_ahead ? block_ + 1 : std::max(block_ + 1, shallow_);
    const std::uint32_t block = find_block(from, target);
    if (block >= blocks_) {
        end();
        return false;
    }
    if (load_block(block)) return true;
    fail();
    return false;
}

void PostingCursor::advance(std::uint32_t target) {
    if (passage_ >= target) return;
    if (target > block_last_ && (!enter(target) || passage_ >= target)) return;
    if (set_ == nullptr) {
        seek_decoded(target);
        return;
    }
    passage_ = next_in_set(target);
    is_ranked_ = false;
    is_lazy_ = true;
}

// The block reaches `target`, so there is one at or behind it.
bool PostingCursor::seek_decoded(std::uint32_t target) {
    if (passages_[at_] < target) {
        at_ = static_cast<std::uint32_t>(lower_bound_block(passages_.data(), target));
    }
    passage_ = passages_[at_];
    return passage_ == target;
}

bool PostingCursor::load_block(std::uint32_t block) {
    std::uint32_t begin = data_begin_;
    std::uint32_t end = data_end_;
    if (has_directory()) {
        const auto size = static_cast<std::uint32_t>(list_.size());
        begin = data_begin_ + data_at_[block];
        if (block + 1 < blocks_) {
            end = data_begin_ + data_at_[block + 1];
        } else {
            end = kind_ == ListKind::kWords ? data_begin_ + positions_at_[0] : size;
        }
    }
    if (begin > end || end > list_.size()) return false;
    const std::uint8_t* in = list_.read(begin, end - begin);
    if (in == nullptr) return false;
    const std::uint32_t previous = block == 0 ? kNoPassage : last_of(block - 1);
    block_ = block;
    size_ = std::min(kBlock, doc_freq_ - block * kBlock);
    at_ = 0;
    set_ = nullptr;
    is_ranked_ = true;
    is_lazy_ = has_codes_ = false;
    codes_end_ = in + (end - begin);
    codes_in_ = read_passages(in, codes_end_, previous);
    if (codes_in_ == nullptr) return false;
    if (set_ == nullptr) {
        passage_ = passages_[0];
        block_last_ = passages_[size_ - 1];
    }
    // Rising, and ending where the directory says: all else here stands on it.
    if (block_last_ >= limit_ || passage_ > block_last_) return false;
    if (blocks_ > 1 && block_last_ != last_of(block)) return false;
    return block == 0 || passage_ > previous;
}

const std::uint8_t* PostingCursor::read_passages(const std::uint8_t* in, const std::uint8_t* end,
                                                 std::uint32_t previous) {
    const std::size_t head = kind_ == ListKind::kWords ? 2 : 1;
    if (static_cast<std::size_t>(end - in) < head) return nullptr;
    const std::uint8_t first = in[0];
    if (kind_ == ListKind::kWords) {
        if ((in[1] & kFieldMask) >= kFieldCount) return nullptr;
        block_field_ = static_cast<Field>(in[1] & kFieldMask);
        has_others_ = (in[1] & kHasOthers) != 0;
    }
    in += head;
    if (first == kBitSet && size_ == kBlock) {
        return has_directory() ? read_bit_set(in, end, previous)
                               : read_only_bit_set(in, end, previous);
    }
    if (first > 32) return nullptr;
    const std::size_t bytes = size_ == kBlockValues ? block_bytes(first) : run_bytes(size_, first);
    if (static_cast<std::size_t>(end - in) < bytes) return nullptr;
    if (size_ == kBlockValues) {
        unpack_gaps(in, first, previous, passages_.data());
        // 128 of 24 bits can't come round: where they pass 2^32, the last is less than the first.
        if (first > 24 && !rises(passages_)) return nullptr;
    } else {
        unpack_run(in, size_, first, passages_.data());
        for (std::uint32_t i = 0; i < size_; ++i)
            passages_[i] = previous += passages_[i] + 1;
        std::fill(passages_.begin() + size_, passages_.end(), kEnd);
        if (!rises(std::span(passages_).first(size_))) return nullptr;
    }
    return in + bytes;
}

// A list of one block: the size of its bit set is where the last passage is found.
const std::uint8_t* PostingCursor::read_only_bit_set(const std::uint8_t* in,
                                                     const std::uint8_t* end,
                                                     std::uint32_t previous) {
    std::uint32_t found = 0;
    const std::uint8_t* at = in;
    for (; at < end && found < kBlock; ++at) {
        for (unsigned bits = *at; bits != 0 && found < kBlock; bits &= bits - 1) {
            passages_[found++] = previous + 1 + static_cast<std::uint32_t>(at - in) * 8 +
                                 static_cast<std::uint32_t>(std::countr_zero(bits));
        }
    }
    return found == kBlock ? at : nullptr;
}

// Its size follows from the directory. Counted, not decoded: 128 bits, the last one of them set.
const std::uint8_t* PostingCursor::read_bit_set(const std::uint8_t* in, const std::uint8_t* end,
                                                std::uint32_t previous) {
    const std::uint32_t last = last_of(block_);
    const std::uint32_t bits = last - previous;  // modulo 2^32: before the first is 2^32 - 1
    const std::size_t bytes = (std::size_t{bits} + 7) / 8;
    if (bits < kBlock || static_cast<std::size_t>(end - in) < bytes) return nullptr;
    if ((in[(bits - 1) / 8] >> (bits - 1) % 8 & 1) == 0) return nullptr;
    if (count_bits(in, bits) != kBlock) return nullptr;
    set_ = in;
    set_begin_ = previous + 1;
    ranked_bit_ = rank_ = 0;
    passage_ = next_in_set(set_begin_);
    block_last_ = last;
    is_lazy_ = true;
    return in + bytes;
}

// The block's last bit is set, so that the walk ends there.
std::uint32_t PostingCursor::next_in_set(std::uint32_t target) const {
    const std::uint32_t bit = target - set_begin_;
    const std::uint8_t* word = set_ + bit / 64 * 8;
    std::uint64_t bits = load_word(word) >> bit % 64 << bit % 64;
    while (bits == 0)
        bits = load_word(word += 8);
    return set_begin_ + static_cast<std::uint32_t>(word - set_) * 8 +
           static_cast<std::uint32_t>(std::countr_zero(bits));
}

void PostingCursor::rank() {
    const std::uint32_t bit = passage_ - set_begin_;
    if (bit < ranked_bit_) ranked_bit_ = rank_ = 0;
    at_ = rank_ + static_cast<std::uint32_t>(count_bits(set_ + ranked_bit_ / 8, bit - ranked_bit_));
    const std::uint32_t word_begin = bit / 64 * 64;
    rank_ = at_ - static_cast<std::uint32_t>(count_bits(set_ + word_begin / 8, bit % 64));
    ranked_bit_ = word_begin;
    is_ranked_ = true;
}

void PostingCursor::settle() {
    if (!is_ranked_) rank();
    read_set(set_, set_begin_, passages_.data());
    is_lazy_ = false;
}

const std::uint8_t* PostingCursor::read_freqs(const std::uint8_t* in, const std::uint8_t* end,
                                              TermFreqs& freqs) const {
    if (in == end) return nullptr;
    const unsigned mask = *in++;
    if (mask == 0 || mask >= 1u << kFieldCount) return nullptr;
    freqs = {};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if ((mask >> f & 1) == 0) continue;
        std::uint64_t value = 0;
        in = read_varint(in, end, value);
        if (in == nullptr || value == 0 || value > kTermFreqMax) return nullptr;
        freqs[f] = static_cast<std::uint16_t>(value);
    }
    return in;
}

void PostingCursor::decode_codes() {
    if (size_ == 0 || kind_ == ListKind::kFacts || !read_codes()) {
        codes_.fill(1);
        if (kind_ == ListKind::kWords) malformed_ = true;
    }
    has_codes_ = true;
}

bool PostingCursor::read_codes() {
    const std::uint8_t* in = read_patched(codes_in_, codes_end_, size_, codes_.data());
    if (in == nullptr) return false;
    std::fill(codes_.begin() + size_, codes_.end(), 0);
    const std::uint32_t add = has_others_ ? 0 : 1;
    std::uint32_t all = 0;
    for (std::uint32_t& code : codes_)
        all |= code += add;
    return all <= kTermFreqMax && (!has_others_ || read_several(in));
}

// Frequencies of the postings whose term stands in several fields, or in another one.
bool PostingCursor::read_several(const std::uint8_t* in) {
    others_.clear();
    for (std::uint32_t i = 0; i < size_; ++i) {
        if (codes_[i] != 0) continue;
        TermFreqs freqs{};
        in = read_freqs(in, codes_end_, freqs);
        if (in == nullptr) return false;
        codes_[i] = kInSeveral | static_cast<std::uint32_t>(others_.size());
        others_.push_back(freqs);
    }
    return true;
}

TermFreqs PostingCursor::freqs_of(std::uint32_t code) const {
    if ((code & kInSeveral) != 0) return others_[code & ~kInSeveral];
    TermFreqs freqs{};
    freqs[static_cast<std::size_t>(block_field_)] = static_cast<std::uint16_t>(code);
    return freqs;
}

std::uint32_t PostingCursor::shallow_advance(std::uint32_t target) {
    if (blocks_ == 0) return kEnd;
    if (shallow_ < block_) shallow_ = block_;
    if (shallow_ < blocks_ && last_of(shallow_) < target) {
        shallow_ = find_block(shallow_ + 1, target);
    }
    return shallow_ < blocks_ ? last_of(shallow_) : kEnd;
}

std::uint8_t PostingCursor::bound_of(std::uint32_t block) const {
    return has_directory() && kind_ == ListKind::kWords ? bounds_[block] : list_bound_;
}

std::uint8_t PostingCursor::shallow_bound() const {
    return shallow_ < blocks_ ? bound_of(shallow_) : std::uint8_t{0};
}

std::uint8_t PostingCursor::bound_within(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t last = shallow_advance(begin);
    std::uint8_t bound = shallow_bound();
    for (std::uint32_t block = shallow_; last != kEnd && last + 1 < end;) {
        if (++block >= blocks_) break;
        bound = std::max(bound, bound_of(block));
        last = last_of(block);
    }
    return bound;
}

}  // namespace seogo::index
