// Writes trigram sections: collects lists as bytes, sorts them at the end, lays the section out.
#include <algorithm>
#include <array>
#include <numeric>

#include "index/segment_format.h"
#include "index/trigram_format.h"

namespace seogo::index {
namespace {

// Growing byte lists, one a trigram, in slices of one pool: short lists cost few bytes, long ones
// little more than their own. Slices double up to kSliceMax; their last four bytes say where the
// list goes on.
class SteppedLists {
public:
    struct List {
        Trigram trigram = 0;
        std::uint32_t first = 0, last = 0, count = 0;  // window numbers; all but `first` as steps
        std::uint32_t head = 0, at = 0, end = 0;       // of bytes: first slice; where to write
        std::uint8_t level = 0;                        // of the slice that is written
    };

    // Windows come by rising number; a trigram seen again in one is no second step.
    void add(Trigram trigram, std::uint32_t window) {
        List& list = list_of(trigram);
        if (list.count > 0 && list.last == window) return;
        if (list.count == 0) {
            list.first = window;
        } else {
            put_step(list, window - list.last);
        }
        list.last = window;
        ++list.count;
    }

    std::vector<List> sorted_lists() const {
        std::vector<List> lists = lists_;
        std::sort(lists.begin(), lists.end(),
                  [](const List& a, const List& b) { return a.trigram < b.trigram; });
        return lists;
    }

    void read(const List& list, std::vector<std::uint32_t>& windows) const {
        windows.assign(1, list.first);
        std::uint32_t at = list.head;
        std::size_t level = 0;
        std::uint32_t end = at + kUsable[level];
        while (windows.size() < list.count) {
            std::uint32_t step = 0;
            for (unsigned shift = 0;; shift += 7) {
                if (at == end) {
                    at = next_slice(end);
                    level = std::min(level + 1, kUsable.size() - 1);
                    end = at + kUsable[level];
                }
                const std::uint8_t byte = byte_at(at++);
                step |= std::uint32_t{byte & 0x7Fu} << shift;
                if (byte < 0x80) break;
            }
            windows.push_back(windows.back() + step);
        }
    }

private:
    static constexpr std::size_t kPageBytes = std::size_t{1} << 16;
    static constexpr std::size_t kLinkBytes = 4;
    static constexpr std::array<std::uint32_t, 6> kUsable = {4, 12, 28, 60, 124, 252};
    using Page = std::array<std::uint8_t, kPageBytes>;

    List& list_of(Trigram trigram) {
        if (lists_.size() * 2 >= slots_.size()) grow();
        std::uint32_t& slot = slots_[slot_of(trigram)];
        if (slot == 0) {
            lists_.emplace_back().trigram = trigram;
            slot = static_cast<std::uint32_t>(lists_.size());
        }
        return lists_[slot - 1];
    }

    // The slot that holds the trigram, or the free one where it belongs.
    std::size_t slot_of(Trigram trigram) const {
        std::size_t at = (trigram * 0x9E3779B1u) >> (32 - slot_bits_);
        while (slots_[at] != 0 && lists_[slots_[at] - 1].trigram != trigram)
            at = (at + 1) & (slots_.size() - 1);
        return at;
    }

    void grow() {
        ++slot_bits_;
        slots_.assign(std::size_t{1} << slot_bits_, 0);
        for (std::size_t i = 0; i < lists_.size(); ++i)
            slots_[slot_of(lists_[i].trigram)] = static_cast<std::uint32_t>(i + 1);
    }

    void put_step(List& list, std::uint32_t step) {
        for (; step >= 0x80; step >>= 7)
            put_byte(list, static_cast<std::uint8_t>(step | 0x80));
        put_byte(list, static_cast<std::uint8_t>(step));
    }

    void put_byte(List& list, std::uint8_t byte) {
        if (list.at == list.end) {
            const bool first = list.end == 0;
            if (!first && list.level + 1u < kUsable.size()) ++list.level;
            const std::uint32_t slice = new_slice(kUsable[list.level]);
            if (first) {
                list.head = slice;
            } else {
                set_next_slice(list.end, slice);
            }
            list.at = slice;
            list.end = slice + kUsable[list.level];
        }
        byte_at(list.at++) = byte;
    }

    // Address 0 is never given, so that an `end` of 0 means "no slice yet".
    std::uint32_t new_slice(std::uint32_t usable) {
        const std::size_t needed = usable + kLinkBytes;
        if (pages_.empty() || page_used_ + needed > kPageBytes) {
            pages_.push_back(std::make_unique<Page>());
            page_used_ = pages_.size() == 1 ? 1 : 0;
        }
        const std::size_t address = (pages_.size() - 1) * kPageBytes + page_used_;
        SEOGO_CHECK(address < (std::uint64_t{1} << 32) - kPageBytes);
        page_used_ += needed;
        return static_cast<std::uint32_t>(address);
    }

    std::uint8_t& byte_at(std::uint32_t address) {
        return (*pages_[address / kPageBytes])[address % kPageBytes];
    }
    std::uint8_t byte_at(std::uint32_t address) const {
        return (*pages_[address / kPageBytes])[address % kPageBytes];
    }
    std::uint32_t next_slice(std::uint32_t link) const {
        std::uint32_t address = 0;
        for (std::uint32_t i = 0; i < kLinkBytes; ++i)
            address |= std::uint32_t{byte_at(link + i)} << (8 * i);
        return address;
    }
    void set_next_slice(std::uint32_t link, std::uint32_t slice) {
        for (std::uint32_t i = 0; i < kLinkBytes; ++i)
            byte_at(link + i) = static_cast<std::uint8_t>(slice >> (8 * i));
    }

    unsigned slot_bits_ = 9;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(std::size_t{1} << 9, 0);
    std::vector<List> lists_;
    std::vector<std::unique_ptr<Page>> pages_;
    std::size_t page_used_ = 0;
};

// Steps of one less than the distance, from one below 0. Lists beyond one block say of each block
// where it ends, in windows and in bytes, so that a reader may pass over it.
std::string stepped(std::span<const std::uint32_t> numbers) {
    std::string out(1, static_cast<char>(kListOfSteps));
    std::string block;
    std::uint32_t next = 0;  // the smallest number that may follow
    for (std::size_t at = 0; at < numbers.size(); at += kListBlock) {
        const auto part = numbers.subspan(at, std::min(kListBlock, numbers.size() - at));
        const std::uint32_t from = next;
        block.clear();
        for (const std::uint32_t number : part) {
            put_varint(block, number - next);
            next = number + 1;
        }
        if (numbers.size() > kListBlock) {
            put_varint(out, part.back() - from);
            put_varint(out, block.size());
        }
        out += block;
    }
    return out;
}

std::string as_bits(std::span<const std::uint32_t> numbers, std::uint32_t windows) {
    std::string out(1 + (std::size_t{windows} + 7) / 8, '\0');
    out[0] = static_cast<char>(kListOfBits);
    for (const std::uint32_t number : numbers) {
        char& byte = out[1 + number / 8];
        byte = static_cast<char>(byte | 1 << number % 8);
    }
    return out;
}

}  // namespace

Status TrigramSectionBuilder::add(Trigram trigram, std::span<const std::uint32_t> numbers) {
    if (trigrams_ % kDirectoryBlock == 0) {
        put_number(anchors_, trigram, 3);
        put_number(anchors_, directory_.size(), 5);
        put_number(anchors_, list_bytes_, 5);
        last_ = trigram;
    }
    put_varint(directory_, trigram - last_);
    put_varint(directory_, numbers.size());
    last_ = trigram;
    ++trigrams_;
    if (numbers.size() == 1) {  // the list itself, so that rare trigrams have none
        put_varint(directory_, numbers[0]);
        return ok_status();
    }
    list_ = stepped(numbers);
    const std::size_t bits_size = 1 + (std::size_t{windows_} + 7) / 8;
    if (bits_size <= list_.size()) list_ = as_bits(numbers, windows_);
    put_varint(directory_, list_.size());
    list_bytes_ += list_.size();
    return out_.append(list_);
}

Status TrigramSectionBuilder::finish(std::span<const TextWindow> keys) {
    SEOGO_CHECK(keys.size() == windows_);
    SEOGO_TRY(out_.append(directory_));
    SEOGO_TRY(out_.append(anchors_));
    std::string tail;
    for (const TextWindow& key : keys) {
        put_number(tail, static_cast<std::uint64_t>(key.item), 8);
        put_number(tail, key.begin, 4);
        put_number(tail, key.end, 4);
    }
    put_number(tail, windows_, 4);
    put_number(tail, trigrams_, 4);
    put_number(tail, list_bytes_, 8);
    put_number(tail, directory_.size(), 8);
    return out_.append(tail);
}

struct TrigramWriter::State {
    std::vector<TextWindow> windows;  // as they came: their place is the number in `lists`
    SteppedLists lists;
};

TrigramWriter::TrigramWriter() : state_(std::make_unique<State>()) {}
TrigramWriter::~TrigramWriter() = default;

std::size_t TrigramWriter::window_count() const { return state_->windows.size(); }

void TrigramWriter::add(const TextWindow& window, std::string_view folded) {
    const auto number = static_cast<std::uint32_t>(state_->windows.size());
    state_->windows.push_back(window);
    std::size_t good = 0;  // bytes since the last line break
    Trigram trigram = 0;
    for (const char byte : folded) {
        trigram = (trigram << 8 | static_cast<unsigned char>(byte)) & 0xFFFFFF;
        good = byte == '\n' ? 0 : good + 1;
        if (good >= 3) state_->lists.add(trigram, number);
    }
}

Status TrigramWriter::finish(ByteSink& out) && {
    const auto& windows = state_->windows;
    std::vector<std::uint32_t> order(windows.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return windows[a] < windows[b]; });
    std::vector<std::uint32_t> number_of(windows.size());
    std::vector<TextWindow> keys;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        number_of[order[i]] = i;
        keys.push_back(windows[order[i]]);
    }
    SEOGO_CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    const bool in_order = std::is_sorted(order.begin(), order.end());

    TrigramSectionBuilder builder(out, static_cast<std::uint32_t>(windows.size()));
    std::vector<std::uint32_t> numbers;
    for (const auto& list : state_->lists.sorted_lists()) {
        state_->lists.read(list, numbers);
        for (std::uint32_t& number : numbers)
            number = number_of[number];
        if (!in_order) std::sort(numbers.begin(), numbers.end());
        SEOGO_TRY(builder.add(list.trigram, numbers));
    }
    return builder.finish(keys);
}

}  // namespace seogo::index
