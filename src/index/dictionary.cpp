// Writes front-coded blocks of terms; finds a term by its prefix, then along the bytes it shares.
#include "index/dictionary.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "index/segment_format.h"

namespace seogo::index {
namespace {

constexpr std::size_t kFooterBytes = 16;
constexpr std::size_t kBlockOffsetBytes = 4;
constexpr std::size_t kPrefixBytes = 8;
constexpr std::size_t kWordsSizeBytes = 2;
constexpr std::size_t kListAtBytes = 5;  // up to 1 TiB of posting lists
constexpr std::size_t kBlockHeadBytes = kWordsSizeBytes + kListAtBytes + 2;
constexpr std::uint64_t kNibbleMax = 15;
constexpr std::uint32_t kFreqBitsMax = 32;
constexpr std::uint32_t kEndBitsMax = 40;
// The smallest word: its head and one new byte. The largest: two varints of two bytes as well.
constexpr std::size_t kWordBytesMin = 2;
constexpr std::size_t kWordBytesMax = kTermBytesMax + 5;
constexpr std::size_t kBlockBytesMax =
    kBlockHeadBytes + kBlockTerms * (kWordBytesMax + (kFreqBitsMax + kEndBitsMax) / 8);
static_assert(kBlockTerms * kWordBytesMax < 1u << (8 * kWordsSizeBytes));

std::uint64_t rounds_up(std::uint64_t count, std::uint64_t unit) {
    return count / unit + (count % unit != 0 ? 1 : 0);
}

// The first 8 bytes as a number: equal order, but where they are equal the rest must tell.
std::uint64_t prefix_key(std::string_view term) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < kPrefixBytes; ++i) {
        key = key << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0u);
    }
    return key;
}

std::size_t shared_bytes(std::string_view a, std::string_view b) {
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t same = 0;
    while (same < size && a[same] == b[same])
        ++same;
    return same;
}

bool byte_less(char a, char b) {
    return static_cast<unsigned char>(a) < static_cast<unsigned char>(b);
}

std::uint64_t load8(const std::uint8_t* at) {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }
    return get_number(reinterpret_cast<const char*>(at), 8);
}

std::uint64_t load(const std::uint8_t* at, std::size_t width) {
    return get_number(reinterpret_cast<const char*>(at), width);
}

// `width` bits, at most 56, from bit `at` of bytes that are readable 8 past the last.
std::uint64_t load_bits(const std::uint8_t* bytes, std::uint64_t at, std::uint32_t width) {
    return load8(bytes + at / 8) >> (at % 8) & ((std::uint64_t{1} << width) - 1);
}

// How many of `count` rising numbers are not more than `key`. Without a branch on what they hold:
// a wrong guess of one costs more than the steps.
std::uint64_t count_through(const std::uint8_t* numbers, std::uint64_t count, std::uint64_t key) {
    std::uint64_t base = 0;
    for (std::uint64_t left = count; left > 0;) {
        const std::uint64_t half = (left + 1) / 2;
        base += load8(numbers + (base + half - 1) * kPrefixBytes) <= key ? half : 0;
        left -= half;
    }
    return base;
}

bool take_varint(const std::uint8_t*& at, const std::uint8_t* end, std::uint64_t& value) {
    if (at == end) return false;
    if (*at < 0x80) {
        value = *at++;
        return true;
    }
    value = 0;
    for (unsigned shift = 0; shift < 64 && at != end; shift += 7) {
        const std::uint8_t byte = *at++;
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

struct Word {
    std::size_t shared = 0;
    std::string_view added;
};

// The word at `at`, and past it. False at the end, and where it reaches past the end, adds too much
// or shares more than the `before` bytes that the term before it has. Inline: a look-up is this, 8
// times over.
[[gnu::always_inline]] inline bool take_word(const std::uint8_t*& at, const std::uint8_t* end,
                                             std::size_t before, Word& word) {
    if (at == end) return false;
    const std::uint8_t head = *at++;
    std::uint64_t shared = head & kNibbleMax;
    std::uint64_t added = head >> 4;
    std::uint64_t rest = 0;
    if (shared == kNibbleMax) {
        if (!take_varint(at, end, rest) || rest > kTermBytesMax) return false;
        shared += rest;
    }
    if (added == kNibbleMax) {
        if (!take_varint(at, end, rest) || rest > kTermBytesMax) return false;
        added += rest;
    }
    ++added;
    if (shared > before || shared + added > kTermBytesMax) return false;
    if (added > static_cast<std::uint64_t>(end - at)) return false;
    word.shared = static_cast<std::size_t>(shared);
    word.added = {reinterpret_cast<const char*>(at), static_cast<std::size_t>(added)};
    at += added;
    return true;
}

}  // namespace

void DictionaryWriter::add(std::string_view term, std::uint32_t doc_freq,
                           std::uint32_t list_bytes) {
    SEOGO_CHECK(!term.empty() && term.size() <= kTermBytesMax);
    SEOGO_CHECK(term_count_ == 0 || last_ < term);
    if (infos_.size() == kBlockTerms) end_block();
    if (infos_.empty()) begin_block(term);
    const std::uint64_t shared = infos_.empty() ? 0 : shared_bytes(last_, term);
    const std::uint64_t new_less_one = term.size() - shared - 1;
    words_ +=
        static_cast<char>(std::min(shared, kNibbleMax) | std::min(new_less_one, kNibbleMax) << 4);
    if (shared >= kNibbleMax) put_varint(words_, shared - kNibbleMax);
    if (new_less_one >= kNibbleMax) put_varint(words_, new_less_one - kNibbleMax);
    words_ += term.substr(shared);
    list_at_ += list_bytes;
    infos_.push_back({doc_freq, list_at_ - block_list_at_});
    last_ = term;
    ++term_count_;
}

void DictionaryWriter::begin_block(std::string_view first_term) {
    SEOGO_CHECK(list_at_ >> (8 * kListAtBytes) == 0);
    block_list_at_ = list_at_;
    const std::uint64_t key = prefix_key(first_term);
    if (prefixes_.size() % (kPageBlocks * kPrefixBytes) == 0) {
        put_number(tops_, key, kPrefixBytes);
    }
    put_number(prefixes_, key, kPrefixBytes);
}

void DictionaryWriter::end_block() {
    if (infos_.empty()) return;
    const std::uint64_t offset = taken_ + bytes_.size();
    SEOGO_CHECK(offset >> (8 * kBlockOffsetBytes) == 0);
    put_number(offsets_, offset, kBlockOffsetBytes);
    put_number(bytes_, words_.size(), kWordsSizeBytes);
    put_number(bytes_, block_list_at_, kListAtBytes);
    pack_infos();
    words_.clear();
    infos_.clear();
}

// The widths, then the words, then the infos in as few bits as the largest needs.
void DictionaryWriter::pack_infos() {
    std::uint32_t freqs = 0;
    for (const Info& info : infos_)
        freqs |= info.doc_freq;
    const auto freq_bits = static_cast<std::uint32_t>(std::bit_width(freqs));
    const auto end_bits = static_cast<std::uint32_t>(std::bit_width(infos_.back().end));
    bytes_ += static_cast<char>(freq_bits);
    bytes_ += static_cast<char>(end_bits);
    bytes_ += words_;
    std::uint64_t bits = 0;  // not written yet, fewer than 8 between two numbers
    std::uint32_t count = 0;
    const auto put_bits = [&](std::uint64_t value, std::uint32_t width) {
        bits |= value << count;
        for (count += width; count >= 8; count -= 8) {
            bytes_ += static_cast<char>(bits);
            bits >>= 8;
        }
    };
    for (const Info& info : infos_) {
        put_bits(info.doc_freq, freq_bits);
        put_bits(info.end, end_bits);
    }
    if (count > 0) bytes_ += static_cast<char>(bits);
}

std::string DictionaryWriter::take() {
    taken_ += bytes_.size();
    return std::exchange(bytes_, {});
}

std::string DictionaryWriter::finish() && {
    end_block();
    const std::uint64_t block_bytes = taken_ + bytes_.size();
    std::string out = std::move(bytes_);
    out += offsets_;
    out += prefixes_;
    out += tops_;
    put_number(out, term_count_, 8);
    put_number(out, block_bytes, 8);
    return out;
}

Result<Dictionary> Dictionary::open(Section section) {
    const Error bad{ErrorKind::kBadFile, "the segment's dictionary is damaged"};
    const std::uint64_t size = section.size();
    if (size < kFooterBytes) return bad;
    const std::uint8_t* footer = section.read(size - kFooterBytes, kFooterBytes);
    if (footer == nullptr) return bad;
    Dictionary opened;
    opened.section_ = section;
    opened.term_count_ = load8(footer);
    const std::uint64_t block_bytes = load8(footer + 8);
    // From here on no sum can overflow.
    if (block_bytes > size || opened.term_count_ > block_bytes / kWordBytesMin) return bad;
    opened.block_count_ = rounds_up(opened.term_count_, kBlockTerms);
    opened.offsets_at_ = block_bytes;
    opened.prefixes_at_ = opened.offsets_at_ + opened.block_count_ * kBlockOffsetBytes;
    opened.tops_at_ = opened.prefixes_at_ + opened.block_count_ * kPrefixBytes;
    const std::uint64_t tops = rounds_up(opened.block_count_, kPageBlocks);
    if (opened.tops_at_ + tops * kPrefixBytes + kFooterBytes != size) return bad;
    return opened;
}

std::optional<Dictionary::Block> Dictionary::block(std::uint64_t number) const {
    if (number >= block_count_) return std::nullopt;
    const bool is_last = number + 1 == block_count_;
    const std::uint64_t offset_bytes = (is_last ? 1 : 2) * kBlockOffsetBytes;
    const std::uint8_t* offsets =
        section_.read(offsets_at_ + number * kBlockOffsetBytes, offset_bytes);
    if (offsets == nullptr) return std::nullopt;
    const std::uint64_t begin = load(offsets, kBlockOffsetBytes);
    const std::uint64_t end =
        is_last ? offsets_at_ : load(offsets + kBlockOffsetBytes, kBlockOffsetBytes);
    if (end > offsets_at_ || begin > end || end - begin < kBlockHeadBytes ||
        end - begin > kBlockBytesMax) {
        return std::nullopt;
    }
    const std::uint8_t* bytes = section_.read(begin, end - begin);
    if (bytes == nullptr) return std::nullopt;
    Block block;
    const std::uint64_t word_bytes = load(bytes, kWordsSizeBytes);
    block.list_at = load(bytes + kWordsSizeBytes, kListAtBytes);
    block.freq_bits = bytes[kBlockHeadBytes - 2];
    block.end_bits = bytes[kBlockHeadBytes - 1];
    block.words = bytes + kBlockHeadBytes;
    block.infos = block.words + word_bytes;
    block.terms = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(kBlockTerms, term_count_ - number * kBlockTerms));
    if (block.freq_bits > kFreqBitsMax || block.end_bits > kEndBitsMax) return std::nullopt;
    const std::uint64_t info_bits = block.terms * (block.freq_bits + block.end_bits);
    if (kBlockHeadBytes + word_bytes + rounds_up(info_bits, 8) != end - begin) return std::nullopt;
    return block;
}

std::optional<TermInfo> Dictionary::Block::info(std::uint32_t entry) const {
    const std::uint32_t width = freq_bits + end_bits;
    const std::uint64_t begin =
        entry == 0 ? 0 : load_bits(infos, std::uint64_t{entry} * width - end_bits, end_bits);
    const std::uint64_t doc_freq = load_bits(infos, std::uint64_t{entry} * width, freq_bits);
    const std::uint64_t end = load_bits(infos, std::uint64_t{entry} * width + freq_bits, end_bits);
    if (end < begin || end - begin > std::numeric_limits<std::uint32_t>::max()) {
        return std::nullopt;
    }
    return TermInfo{static_cast<std::uint32_t>(doc_freq), list_at + begin,
                    static_cast<std::uint32_t>(end - begin)};
}

std::optional<std::string_view> Dictionary::first_term(std::uint64_t number) const {
    const std::optional<Block> read = block(number);
    if (!read) return std::nullopt;
    const std::uint8_t* at = read->words;
    Word word;
    if (!take_word(at, read->infos, 0, word)) return std::nullopt;
    return word.added;
}

std::optional<std::uint64_t> Dictionary::prefix(std::uint64_t number) const {
    const std::uint8_t* at = section_.read(prefixes_at_ + number * kPrefixBytes, kPrefixBytes);
    if (at == nullptr) return std::nullopt;
    return load8(at);
}

std::optional<std::uint64_t> Dictionary::blocks_through(std::uint64_t key) const {
    const std::uint64_t tops = rounds_up(block_count_, kPageBlocks);
    const std::uint8_t* top = section_.read(tops_at_, tops * kPrefixBytes);
    if (top == nullptr) return std::nullopt;
    const std::uint64_t pages = count_through(top, tops, key);
    if (pages == 0) return 0;
    const std::uint64_t first = (pages - 1) * kPageBlocks;
    const std::uint64_t blocks = std::min<std::uint64_t>(kPageBlocks, block_count_ - first);
    const std::uint8_t* page =
        section_.read(prefixes_at_ + first * kPrefixBytes, blocks * kPrefixBytes);
    if (page == nullptr) return std::nullopt;
    return first + count_through(page, blocks, key);
}

std::optional<std::uint64_t> Dictionary::block_of(std::string_view term) const {
    if (block_count_ == 0) return std::nullopt;
    const std::uint64_t key = prefix_key(term);
    const std::optional<std::uint64_t> through = blocks_through(key);
    if (!through) return std::nullopt;
    if (*through == 0) return 0;
    const std::optional<std::uint64_t> last = prefix(*through - 1);
    if (!last) return std::nullopt;
    return *last == key ? block_of_tied(term, key, *through) : *through - 1;
}

// Some blocks begin with the same 8 bytes as the term: their first terms tell.
std::optional<std::uint64_t> Dictionary::block_of_tied(std::string_view term, std::uint64_t key,
                                                       std::uint64_t through) const {
    std::uint64_t low = 0;
    if (key != 0) {
        const std::optional<std::uint64_t> below = blocks_through(key - 1);
        if (!below) return std::nullopt;
        low = *below;
    }
    std::uint64_t high = through;  // the block looked for lies in [low - 1, high)
    while (low < high) {
        const std::uint64_t middle = high - (high - low + 1) / 2;
        const std::optional<std::string_view> first = first_term(middle);
        if (!first) return std::nullopt;
        if (*first <= term) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? 0 : low - 1;
}

std::optional<TermInfo> Dictionary::find(std::string_view term) const {
    const std::optional<std::uint64_t> number = block_of(term);
    if (!number) return std::nullopt;
    const std::optional<Block> read = block(*number);
    if (!read) return std::nullopt;
    const std::uint8_t* at = read->words;
    std::size_t before = 0;  // bytes of the word before
    std::size_t same = 0;    // of which the term begins with so many
    Word word;
    for (std::uint32_t entry = 0; entry < read->terms; ++entry) {
        if (!take_word(at, read->infos, before, word)) return std::nullopt;
        before = word.shared + word.added.size();
        if (word.shared > same) continue;  // differs from the term where the word before did
        if (word.shared < same) return std::nullopt;  // has gone past it
        const std::string_view rest = term.substr(same);
        const std::size_t more = shared_bytes(word.added, rest);
        same += more;
        if (more == word.added.size()) {
            if (more == rest.size()) return read->info(entry);
        } else if (more == rest.size() || byte_less(rest[more], word.added[more])) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

Dictionary::Cursor Dictionary::begin_at(std::string_view at_least) const {
    Cursor cursor(*this);
    cursor.seek(at_least);
    return cursor;
}

TermInfo Dictionary::Cursor::info() const { return block_.info(entry_).value_or(TermInfo{}); }

// To the block's first term.
bool Dictionary::Cursor::enter(std::uint64_t number) {
    const std::optional<Block> read = dictionary_.block(number);
    if (!read) return false;
    block_ = *read;
    number_ = number;
    entry_ = 0;
    shared_ = 0;
    at_ = block_.words;
    Word word;
    if (!take_word(at_, block_.infos, 0, word)) return false;
    term_ = word.added;
    return true;
}

// To the block's next term; false where it has none or the next one would not be greater.
bool Dictionary::Cursor::step() {
    if (entry_ + 1 >= block_.terms) return false;
    Word word;
    if (!take_word(at_, block_.infos, term_.size(), word)) return false;
    if (word.shared < term_.size() && !byte_less(term_[word.shared], word.added[0])) return false;
    term_.resize(word.shared);
    term_ += word.added;
    shared_ = word.shared;
    ++entry_;
    return true;
}

void Dictionary::Cursor::next() {
    if (!valid_) return;
    if (entry_ + 1 < block_.terms) {
        valid_ = step();
        return;
    }
    const std::string before = term_;
    valid_ = enter(number_ + 1) && before < term_;
}

bool Dictionary::Cursor::is_in_this_block(std::string_view term) const {
    if (number_ + 1 == dictionary_.block_count_) return true;
    const std::optional<std::uint64_t> next = dictionary_.prefix(number_ + 1);
    return next && prefix_key(term) < *next;
}

// From a term that is less to the block's first that is not; false where it has none.
bool Dictionary::Cursor::scan_block(std::string_view at_least) {
    std::size_t same = shared_bytes(term_, at_least);
    while (step()) {
        if (shared_ > same) continue;  // differs where the term before did
        if (shared_ < same) return true;
        same += shared_bytes(std::string_view(term_).substr(same), at_least.substr(same));
        if (same == at_least.size()) return true;
        if (same < term_.size() && byte_less(at_least[same], term_[same])) return true;
    }
    return false;
}

void Dictionary::Cursor::seek(std::string_view at_least) {
    if (!valid_ || at_least <= term_ || !is_in_this_block(at_least)) {
        const std::optional<std::uint64_t> number = dictionary_.block_of(at_least);
        valid_ = number && enter(*number);
        if (!valid_ || at_least <= term_) return;
    }
    if (scan_block(at_least)) return;
    // Only the first term of the next block can be meant; where it is less, the prefixes lie.
    valid_ = entry_ + 1 == block_.terms && enter(number_ + 1) && at_least <= term_;
}

}  // namespace seogo::index
