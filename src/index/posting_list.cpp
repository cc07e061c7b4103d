// Cuts a term's postings into blocks and writes each with the fewest bits that hold it.
#include "index/posting_list.h"

#include <algorithm>
#include <bit>

#include "base/error.h"
#include "index/bit_packing.h"
#include "index/segment_format.h"

namespace seogo::index {
namespace {

using namespace list_format;

// The field that a term stands in where it stands in one alone; kFieldCount where in several.
std::size_t only_field(const TermFreqs& freqs) {
    std::size_t found = kFieldCount;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (freqs[f] == 0) continue;
        if (found != kFieldCount) return kFieldCount;
        found = f;
    }
    return found;
}

void put_freqs(const TermFreqs& freqs, std::string& out) {
    unsigned mask = 0;
    for (std::size_t f = 0; f < kFieldCount; ++f)
        mask |= freqs[f] != 0 ? 1u << f : 0u;
    out += static_cast<char>(mask);
    for (const std::uint16_t freq : freqs) {
        if (freq != 0) put_varint(out, freq);
    }
}

// Calls visit(value) for a posting's positions as the format has them: of each field the first as
// it is, then gaps less one.
template <typename Visit>
void for_each_step(const TermFreqs& freqs, const std::uint32_t* positions, Visit visit) {
    for (const std::uint16_t freq : freqs) {
        for (std::uint32_t i = 0; i < freq; ++i) {
            visit(i == 0 ? positions[0] : positions[i] - positions[i - 1] - 1);
        }
        positions += freq;
    }
}

// Gaps less one to rising passages; `previous` is the passage before them.
void gaps_of(std::span<const std::uint32_t> passages, std::uint32_t previous,
             std::vector<std::uint32_t>& gaps) {
    gaps.clear();
    for (const std::uint32_t passage : passages) {
        gaps.push_back(passage - previous - 1);
        previous = passage;
    }
}

// Passages of one block: a bit set where that is smaller than packed gaps.
void append_passages(std::span<const std::uint32_t> passages, std::uint32_t previous,
                     std::string_view second_byte, std::string& out) {
    std::vector<std::uint32_t> gaps;
    gaps_of(passages, previous, gaps);
    const unsigned width = width_of(gaps);
    const std::size_t range = passages.back() - previous;  // modulo 2^32
    const std::size_t set_bytes = (range + 7) / 8;
    if (passages.size() == kBlockValues && set_bytes < block_bytes(width)) {
        out += static_cast<char>(kBitSet);
        out += second_byte;
        const std::size_t at = out.size();
        out.resize(at + set_bytes);
        for (const std::uint32_t passage : passages) {
            const std::size_t bit = passage - previous - 1;
            out[at + bit / 8] = static_cast<char>(out[at + bit / 8] | (1 << bit % 8));
        }
        return;
    }
    out += static_cast<char>(width);
    out += second_byte;
    const std::size_t at = out.size();
    if (passages.size() == kBlockValues) {
        out.resize(at + block_bytes(width));
        pack_block(gaps.data(), width, reinterpret_cast<std::uint8_t*>(out.data() + at));
    } else {
        out.resize(at + run_bytes(gaps.size(), width));
        pack_run(gaps.data(), gaps.size(), width, reinterpret_cast<std::uint8_t*>(out.data() + at));
    }
}

std::uint32_t sized(std::size_t size) {
    SEOGO_CHECK(size <= 0xFFFFFFFF);  // of one list
    return static_cast<std::uint32_t>(size);
}

std::size_t bytes_of(std::uint32_t number) {
    return std::max<std::size_t>(1, (static_cast<std::size_t>(std::bit_width(number)) + 7) / 8);
}

}  // namespace

void PostingListEncoder::append(const TermPostings& term, const Saturation& saturation,
                                std::string& out) {
    SEOGO_CHECK(!term.postings.empty());
    if (term.postings.size() < kShortList) {
        append_short(term, out);
    } else {
        append_blocks(term, saturation, out);
    }
}

void PostingListEncoder::append_short(const TermPostings& term, std::string& out) const {
    const auto main = static_cast<std::size_t>(main_field_);
    std::uint32_t previous = kNoPassage;
    for (const TermPosting& posting : term.postings) {
        const bool is_plain = posting.freqs[main] == 1 && only_field(posting.freqs) == main;
        const std::uint64_t gap = posting.passage - previous - 1;
        put_varint(out, gap << 1 | (is_plain ? 0 : 1));
        if (!is_plain) put_freqs(posting.freqs, out);
        for_each_step(posting.freqs, term.positions.data() + posting.positions_at,
                      [&](std::uint32_t step) { put_varint(out, step); });
        previous = posting.passage;
    }
}

void PostingListEncoder::append_blocks(const TermPostings& term, const Saturation& saturation,
                                       std::string& out) {
    const std::span<const TermPosting> all = term.postings;
    blocks_.clear();
    data_.clear();
    positions_.clear();
    std::uint32_t previous = kNoPassage;
    std::uint8_t bound = 0;
    for (std::size_t at = 0; at < all.size(); at += kBlockValues) {
        const auto part = all.subspan(at, std::min(kBlockValues, all.size() - at));
        blocks_.push_back({part.back().passage, sized(data_.size()), sized(positions_.size()),
                           bound_of_block(part, saturation)});
        append_data(part, previous, data_);
        append_positions(part, term.positions, positions_);
        previous = part.back().passage;
        bound = std::max(bound, blocks_.back().bound);
    }
    out += static_cast<char>(bound);
    if (blocks_.size() == 1) {
        put_varint(out, data_.size());
    } else {
        append_directory(true, out);
    }
    out += data_;
    out += positions_;
}

// Column by column, each in as many bytes as its largest number, which is the last, needs. Places
// count from the directory's end.
void PostingListEncoder::append_directory(bool is_words, std::string& out) const {
    const std::size_t lasts = bytes_of(blocks_.back().last);
    const std::size_t data = bytes_of(blocks_.back().data_at);
    const std::size_t positions = bytes_of(sized(data_.size() + blocks_.back().positions_at));
    out += static_cast<char>((lasts - 1) | (data - 1) << 2 | (is_words ? positions - 1 : 0) << 4);
    for (const Block& block : blocks_)
        put_number(out, block.last, lasts);
    for (const Block& block : blocks_)
        put_number(out, block.data_at, data);
    if (!is_words) return;
    for (const Block& block : blocks_)
        put_number(out, data_.size() + block.positions_at, positions);
    for (const Block& block : blocks_)
        out += static_cast<char>(block.bound);
}

void PostingListEncoder::append_data(std::span<const TermPosting> postings, std::uint32_t previous,
                                     std::string& out) {
    std::array<std::size_t, kFieldCount + 1> counts{};
    for (const TermPosting& posting : postings)
        ++counts[only_field(posting.freqs)];
    const auto main = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end() - 1) -
                                               counts.begin());
    const bool has_others = counts[main] != postings.size();
    const char second = static_cast<char>(main | (has_others ? kHasOthers : 0u));

    std::array<std::uint32_t, kBlockValues> passages;
    for (std::size_t i = 0; i < postings.size(); ++i)
        passages[i] = postings[i].passage;
    append_passages(std::span(passages).first(postings.size()), previous, {&second, 1}, out);
    append_codes(postings, static_cast<Field>(main), has_others, out);
}

void PostingListEncoder::append_codes(std::span<const TermPosting> postings, Field main,
                                      bool has_others, std::string& out) {
    const auto field = static_cast<std::size_t>(main);
    values_.clear();
    for (const TermPosting& posting : postings) {
        const std::uint32_t freq = posting.freqs[field];
        if (!has_others) {
            values_.push_back(freq - 1);
        } else {
            values_.push_back(only_field(posting.freqs) == field ? freq : 0);
        }
    }
    append_patched(values_, out);
    if (!has_others) return;
    for (std::size_t i = 0; i < postings.size(); ++i) {
        if (values_[i] == 0) put_freqs(postings[i].freqs, out);
    }
}

void PostingListEncoder::append_positions(std::span<const TermPosting> postings,
                                          std::span<const std::uint32_t> positions,
                                          std::string& out) {
    values_.clear();
    for (const TermPosting& posting : postings) {
        for_each_step(posting.freqs, positions.data() + posting.positions_at,
                      [&](std::uint32_t step) { values_.push_back(step); });
    }
    const std::size_t sizes_at = out.size();
    const std::size_t chunks = (values_.size() + kBlockValues - 1) / kBlockValues;
    out.resize(sizes_at + (chunks - 1) * 2);  // of all but the last
    for (std::size_t i = 0; i < chunks; ++i) {
        const std::size_t begin = out.size();
        const std::size_t at = i * kBlockValues;
        append_patched(std::span(values_).subspan(at, std::min(kBlockValues, values_.size() - at)),
                       out);
        if (i + 1 == chunks) break;
        const std::size_t size = out.size() - begin;
        out[sizes_at + 2 * i] = static_cast<char>(size);
        out[sizes_at + 2 * i + 1] = static_cast<char>(size >> 8);
    }
}

std::uint8_t PostingListEncoder::bound_of_block(std::span<const TermPosting> postings,
                                                const Saturation& saturation) const {
    double largest = 0;
    for (const TermPosting& posting : postings) {
        std::array<std::uint8_t, kFieldCount> norms{};
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            if (posting.freqs[f] != 0) norms[f] = norms_[f][posting.passage];
        }
        largest = std::max(largest, saturation.of(posting.freqs, norms));
    }
    return bound_of(largest);
}

void PostingListEncoder::append_plain(std::span<const std::uint32_t> passages, std::string& out) {
    SEOGO_CHECK(!passages.empty());
    if (passages.size() < kShortList) {
        std::uint32_t previous = kNoPassage;
        for (const std::uint32_t passage : passages) {
            put_varint(out, passage - previous - 1);
            previous = passage;
        }
        return;
    }
    blocks_.clear();
    data_.clear();
    std::uint32_t previous = kNoPassage;
    for (std::size_t at = 0; at < passages.size(); at += kBlockValues) {
        const auto part = passages.subspan(at, std::min(kBlockValues, passages.size() - at));
        blocks_.push_back({part.back(), sized(data_.size()), 0, 0});
        append_passages(part, previous, {}, data_);
        previous = part.back();
    }
    if (blocks_.size() > 1) append_directory(false, out);
    out += data_;
}

}  // namespace seogo::index
