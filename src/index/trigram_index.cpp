// Reads trigram sections whose bytes may be anything, and answers queries from them.
#include "index/trigram_index.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "index/segment_format.h"
#include "index/trigram_format.h"
#include "index/trigram_reader.h"

namespace seogo::index {
namespace {

// Reading a window (its text from the store, folding, matching) costs about as much as this many
// steps of a list: a longer list is left unread where it could rule out no more than that.
constexpr std::size_t kStepsPerWindow = 4096;

std::string_view view_of(const std::uint8_t* data, std::uint64_t size) {
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

}  // namespace

Error bad_trigrams(std::string_view what) {
    return {ErrorKind::kBadFile, "the segment's trigrams: " + std::string(what)};
}

Result<TrigramIndex> TrigramIndex::open(Section section) {
    TrigramIndex index;
    if (section.size() == 0) return index;
    if (section.size() < kTrigramFooterBytes) return bad_trigrams("the footer is cut short");
    const std::uint64_t body = section.size() - kTrigramFooterBytes;
    const std::uint8_t* footer = section.read(body, kTrigramFooterBytes);
    if (footer == nullptr) return bad_trigrams("the footer is damaged");
    const char* at = view_of(footer, kTrigramFooterBytes).data();
    index.windows_ = static_cast<std::uint32_t>(get_number(at, 4));
    index.trigrams_ = static_cast<std::uint32_t>(get_number(at + 4, 4));
    const std::uint64_t lists = get_number(at + 8, 8);
    const std::uint64_t directory = get_number(at + 16, 8);
    const std::uint64_t anchors = anchors_of(index.trigrams_) * kAnchorBytes;
    const std::uint64_t keys = std::uint64_t{index.windows_} * kWindowKeyBytes;
    if (lists > body || directory > body || lists + directory + anchors + keys != body) {
        return bad_trigrams("sizes do not fill the section");
    }
    index.lists_ = section.part(0, lists);
    index.directory_ = section.part(lists, directory);
    index.anchors_ = section.part(lists + directory, anchors);
    index.keys_ = section.part(lists + directory + anchors, keys);
    return index;
}

Result<TextWindow> TrigramIndex::window(std::uint32_t number) const {
    const std::uint8_t* key = keys_.read(std::uint64_t{number} * kWindowKeyBytes, kWindowKeyBytes);
    if (key == nullptr) return bad_trigrams("a window is damaged or missing");
    const char* at = view_of(key, kWindowKeyBytes).data();
    return TextWindow{static_cast<std::int64_t>(get_number(at, 8)),
                      static_cast<std::uint32_t>(get_number(at + 8, 4)),
                      static_cast<std::uint32_t>(get_number(at + 12, 4))};
}

Result<std::vector<std::uint32_t>> TrigramIndex::windows_with(Trigram trigram) const {
    const TrigramReader reader(*this);
    SEOGO_ASSIGN(const auto entry, reader.find(trigram));
    if (!entry) return std::vector<std::uint32_t>();
    return reader.all(*entry);
}

Result<std::optional<TrigramEntry>> TrigramReader::find(Trigram trigram) const {
    // The last anchor that is not beyond it.
    std::size_t low = 0;
    std::size_t high = anchors_of(index_.trigrams_);
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        SEOGO_ASSIGN(const Anchor anchor, anchor_at(middle));
        if (anchor.trigram <= trigram) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) return std::optional<TrigramEntry>();
    SEOGO_ASSIGN(const auto block, block_at(low - 1));
    for (const TrigramEntry& entry : block) {
        if (entry.trigram == trigram) return std::optional(entry);
        if (entry.trigram > trigram) break;
    }
    return std::optional<TrigramEntry>();
}

Result<TrigramReader::Anchor> TrigramReader::anchor_at(std::size_t number) const {
    const std::uint8_t* bytes = index_.anchors_.read(number * kAnchorBytes, kAnchorBytes);
    if (bytes == nullptr) return bad_trigrams("an anchor is damaged");
    const char* at = view_of(bytes, kAnchorBytes).data();
    return Anchor{static_cast<Trigram>(get_number(at, 3)), get_number(at + 3, 5),
                  get_number(at + 8, 5)};
}

Result<std::vector<TrigramEntry>> TrigramReader::block_at(std::size_t number) const {
    SEOGO_ASSIGN(const Anchor anchor, anchor_at(number));
    std::uint64_t end = index_.directory_.size();
    if (number + 1 < anchors_of(index_.trigrams_)) {
        SEOGO_ASSIGN(const Anchor next, anchor_at(number + 1));
        end = next.directory_at;
    }
    if (end < anchor.directory_at) return bad_trigrams("anchors do not rise");
    const std::uint64_t size = end - anchor.directory_at;
    const std::uint8_t* bytes = index_.directory_.read(anchor.directory_at, size);
    if (bytes == nullptr) return bad_trigrams("the directory is damaged");
    ByteWalk walk(view_of(bytes, size));
    const std::size_t entries =
        std::min(kDirectoryBlock, index_.trigrams_ - number * kDirectoryBlock);
    std::vector<TrigramEntry> block;
    std::uint64_t trigram = anchor.trigram;
    std::uint64_t list_at = anchor.lists_at;
    for (std::size_t i = 0; i < entries; ++i) {
        trigram += walk.varint();
        const std::uint64_t count = walk.varint();
        const std::uint64_t value = walk.varint();
        const bool rises = i == 0 || trigram > block.back().trigram;
        if (!walk.ok() || !rises || trigram >> 24 != 0 || count == 0 || count > index_.windows_) {
            return bad_trigrams("the directory breaks its format");
        }
        block.push_back(
            {static_cast<Trigram>(trigram), static_cast<std::uint32_t>(count), list_at, value});
        if (count == 1) continue;
        if (value > index_.lists_.size()) return bad_trigrams("a list lies beyond the section");
        list_at += value;
    }
    return block;
}

namespace {

// Walks the windows of one list in order, in blocks that may be passed over.
class ListWalk {
public:
    ListWalk(std::string_view bytes, std::uint32_t count, std::uint32_t windows)
        : walk_(bytes), left_(count), windows_(windows), headed_(count > kListBlock) {}

    bool ok() const { return ok_ && walk_.ok(); }

    // Appends the numbers of the next block that may hold `from` or more; false at the end.
    bool next_block(std::uint32_t from, std::vector<std::uint32_t>& out) {
        while (left_ > 0 && ok()) {
            const std::uint32_t in_block =
                std::min<std::uint32_t>(left_, static_cast<std::uint32_t>(kListBlock));
            left_ -= in_block;
            if (!headed_) return read_block(walk_, in_block, out);
            const std::uint64_t last = next_ + walk_.varint();
            const std::string_view bytes = walk_.take(walk_.varint());
            if (!walk_.ok() || last >= windows_) return fail();
            if (last < from) {
                next_ = last + 1;
                continue;
            }
            ByteWalk block(bytes);
            if (!read_block(block, in_block, out) || !block.done() || next_ != last + 1) {
                return fail();
            }
            return true;
        }
        return false;
    }

private:
    bool fail() { return ok_ = false; }

    bool read_block(ByteWalk& walk, std::uint32_t count, std::vector<std::uint32_t>& out) {
        for (; count > 0; --count) {
            const std::uint64_t number = next_ + walk.varint();
            if (!walk.ok() || number >= windows_) return fail();
            out.push_back(static_cast<std::uint32_t>(number));
            next_ = number + 1;
        }
        return true;
    }

    ByteWalk walk_;
    std::uint32_t left_;
    std::uint64_t windows_;
    bool headed_;
    bool ok_ = true;
    std::uint64_t next_ = 0;
};

}  // namespace

// The list's bytes with their form in front; their size is checked against the form.
Result<std::string_view> TrigramReader::list_of(const TrigramEntry& entry) const {
    const std::uint8_t* bytes = index_.lists_.read(entry.list_at, entry.value);
    if (bytes == nullptr || entry.value == 0) return bad_trigrams("a list is damaged");
    const std::string_view list = view_of(bytes, entry.value);
    const std::uint64_t bits_size = 1 + (std::uint64_t{index_.windows_} + 7) / 8;
    const bool is_bits = bytes[0] == kListOfBits;
    if (bytes[0] > kListOfBits || (is_bits && list.size() != bits_size)) {
        return bad_trigrams("a list breaks its format");
    }
    return list;
}

Result<std::vector<std::uint32_t>> TrigramReader::all(const TrigramEntry& entry) const {
    std::vector<std::uint32_t> numbers;
    if (entry.count == 1) {
        if (entry.value >= index_.windows_) return bad_trigrams("a window number is too large");
        numbers.push_back(static_cast<std::uint32_t>(entry.value));
        return numbers;
    }
    SEOGO_ASSIGN(const std::string_view list, list_of(entry));
    numbers.reserve(entry.count);
    if (list[0] == kListOfBits) {
        for (std::uint32_t number = 0; number < index_.windows_; ++number) {
            if ((list[1 + number / 8] >> number % 8 & 1) != 0) numbers.push_back(number);
        }
        if (numbers.size() != entry.count) return bad_trigrams("a list breaks its format");
        return numbers;
    }
    ListWalk walk(list.substr(1), entry.count, index_.windows_);
    while (walk.next_block(0, numbers)) {
    }
    if (!walk.ok()) return bad_trigrams("a list breaks its format");
    return numbers;
}

Status TrigramReader::keep_common(const TrigramEntry& entry,
                                  std::vector<std::uint32_t>& numbers) const {
    if (entry.count == 1) {
        SEOGO_ASSIGN(const auto one, all(entry));
        const bool held = std::binary_search(numbers.begin(), numbers.end(), one[0]);
        numbers.assign(held ? 1 : 0, one[0]);
        return ok_status();
    }
    SEOGO_ASSIGN(const std::string_view list, list_of(entry));
    if (list[0] == kListOfBits) {
        std::erase_if(numbers,
                      [&](std::uint32_t n) { return (list[1 + n / 8] >> n % 8 & 1) == 0; });
        return ok_status();
    }
    ListWalk walk(list.substr(1), entry.count, index_.windows_);
    std::vector<std::uint32_t> block;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < numbers.size();) {
        block.clear();
        if (!walk.next_block(numbers[i], block)) break;
        // Both rise, and no number beyond the block is passed over.
        std::size_t at = 0;
        for (; i < numbers.size() && numbers[i] <= block.back(); ++i) {
            while (block[at] < numbers[i])
                ++at;
            if (block[at] == numbers[i]) numbers[kept++] = numbers[i];
        }
    }
    if (!walk.ok()) return bad_trigrams("a list breaks its format");
    numbers.resize(kept);
    return ok_status();
}

namespace {

using Numbers = std::vector<std::uint32_t>;

// Answers a query tree; `within` (null: all windows) is what other parts have left already.
class Evaluation {
public:
    Evaluation(const TrigramReader& reader, std::uint32_t windows)
        : reader_(reader), windows_(windows) {}

    Result<Numbers> answer(const TrigramQuery& query, const Numbers* within) {
        switch (query.op) {
            case TrigramQuery::Op::kAll:
                return within != nullptr ? *within : all_windows();
            case TrigramQuery::Op::kNone:
                return Numbers();
            case TrigramQuery::Op::kAnd:
                return answer_all(query, within);
            case TrigramQuery::Op::kOr:
                return answer_any(query, within);
        }
        return Numbers();
    }

private:
    Numbers all_windows() const {
        Numbers numbers(windows_);
        for (std::uint32_t i = 0; i < windows_; ++i)
            numbers[i] = i;
        return numbers;
    }

    Result<Numbers> answer_all(const TrigramQuery& query, const Numbers* within) {
        std::vector<TrigramEntry> entries;
        for (const Trigram trigram : query.trigrams) {
            SEOGO_ASSIGN(const auto entry, reader_.find(trigram));
            if (!entry) return Numbers();
            entries.push_back(*entry);
        }
        std::sort(entries.begin(), entries.end(),
                  [](const auto& a, const auto& b) { return a.count < b.count; });
        std::optional<Numbers> left;
        if (within != nullptr) left = *within;
        for (const TrigramEntry& entry : entries) {
            if (!left) {
                SEOGO_ASSIGN(left, reader_.all(entry));
            } else if (entry.count / kStepsPerWindow <= left->size()) {
                SEOGO_TRY(reader_.keep_common(entry, *left));
            }
            if (left->empty()) return Numbers();
        }
        for (const TrigramQuery& part : query.parts) {
            SEOGO_ASSIGN(left, answer(part, left ? &*left : nullptr));
        }
        return left ? std::move(*left) : all_windows();
    }

    Result<Numbers> answer_any(const TrigramQuery& query, const Numbers* within) {
        Numbers any;
        const auto add = [&](const Numbers& more) {
            Numbers joined;
            joined.reserve(any.size() + more.size());
            std::set_union(any.begin(), any.end(), more.begin(), more.end(),
                           std::back_inserter(joined));
            any = std::move(joined);
        };
        for (const Trigram trigram : query.trigrams) {
            SEOGO_ASSIGN(const auto entry, reader_.find(trigram));
            if (!entry) continue;
            if (within != nullptr) {
                Numbers common = *within;
                SEOGO_TRY(reader_.keep_common(*entry, common));
                add(common);
            } else {
                SEOGO_ASSIGN(const Numbers own, reader_.all(*entry));
                add(own);
            }
        }
        for (const TrigramQuery& part : query.parts) {
            SEOGO_ASSIGN(const Numbers own, answer(part, within));
            add(own);
        }
        return any;
    }

    const TrigramReader& reader_;
    std::uint32_t windows_;
};

}  // namespace

Result<std::vector<std::uint32_t>> TrigramIndex::candidates(const TrigramQuery& query) const {
    const TrigramReader reader(*this);
    return Evaluation(reader, windows_).answer(query, nullptr);
}

}  // namespace seogo::index
