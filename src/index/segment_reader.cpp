// Reads a segment in place: nothing is built at open, every offset is checked when it is followed.
#include <algorithm>

#include "base/hash.h"
#include "index/segment.h"
#include "index/segment_format.h"

namespace seogo::index {
namespace {

// The parts of a checked file.
struct Parts {
    std::uint32_t passages = 0;
    std::uint32_t terms = 0;
    std::string_view keys, lengths, term_offsets, posting_offsets, term_text, postings, positions;
};

class MappedSegment final : public SegmentReader {
public:
    explicit MappedSegment(const Parts& parts) : parts_(parts) {}

    std::size_t passage_count() const override { return parts_.passages; }

    PassageKey key(std::uint32_t passage) const override {
        SEOGO_CHECK(passage < parts_.passages);
        const char* at = parts_.keys.data() + passage * kKeyBytes;
        return {static_cast<std::int64_t>(get_number(at, 8)),
                static_cast<std::uint32_t>(get_number(at + 8, 4)),
                static_cast<std::uint32_t>(get_number(at + 12, 4))};
    }

    std::uint32_t field_length(std::uint32_t passage, Field field) const override {
        SEOGO_CHECK(passage < parts_.passages);
        const std::size_t at = passage * kLengthBytes + static_cast<std::size_t>(field) * 4;
        return static_cast<std::uint32_t>(get_number(parts_.lengths.data() + at, 4));
    }

    std::vector<Posting> postings(std::string_view term) const override {
        const std::uint32_t number = lower_bound(term);
        if (number == parts_.terms || term_at(number) != term) return {};
        return decode(slice(parts_.posting_offsets, number, parts_.postings));
    }

    std::vector<std::uint32_t> positions(const Posting& posting, Field field) const override {
        if (posting.positions_at > parts_.positions.size()) return {};
        ByteWalk walk(parts_.positions.substr(posting.positions_at));
        std::vector<std::uint32_t> found;
        for (std::size_t f = 0; f <= static_cast<std::size_t>(field); ++f) {
            found.clear();
            std::uint64_t position = 0;
            for (std::size_t i = 0; i < posting.term_freq[f] && walk.ok(); ++i) {
                position += walk.varint();
                found.push_back(static_cast<std::uint32_t>(position));
            }
        }
        if (!walk.ok()) found.clear();
        return found;
    }

    std::vector<std::string_view> terms_from(std::string_view from,
                                             std::size_t limit) const override {
        std::vector<std::string_view> terms;
        for (std::uint32_t i = lower_bound(from); i < parts_.terms && terms.size() < limit; ++i) {
            terms.push_back(term_at(i));
        }
        return terms;
    }

private:
    // Entry `number` of an array of offsets into `bytes`; empty where the offsets make no sense.
    static std::string_view slice(std::string_view offsets, std::size_t number,
                                  std::string_view bytes) {
        const char* at = offsets.data() + number * kOffsetBytes;
        const std::uint64_t begin = get_number(at, kOffsetBytes);
        const std::uint64_t end = get_number(at + kOffsetBytes, kOffsetBytes);
        if (begin > end || end > bytes.size()) return {};
        return bytes.substr(begin, end - begin);
    }

    std::string_view term_at(std::uint32_t number) const {
        return slice(parts_.term_offsets, number, parts_.term_text);
    }

    // The first term that is not before `term` in byte order.
    std::uint32_t lower_bound(std::string_view term) const {
        std::uint32_t low = 0;
        std::uint32_t high = parts_.terms;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (term_at(middle) < term) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    std::vector<Posting> decode(std::string_view list) const {
        constexpr std::size_t kPostingBytesMin = 4;  // delta, mask, one term_freq, size
        ByteWalk walk(list);
        const std::uint64_t count = walk.varint();
        std::uint64_t positions_at = walk.varint();
        std::vector<Posting> postings;
        postings.reserve(std::min<std::uint64_t>(count, list.size() / kPostingBytesMin));
        std::uint64_t passage = 0;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t step = walk.varint();
            const std::uint8_t mask = walk.byte();
            Posting posting;
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                if ((mask >> f & 1) == 0) continue;
                posting.term_freq[f] = static_cast<std::uint16_t>(walk.varint());
            }
            const std::uint64_t position_bytes = walk.varint();
            passage += step;
            const bool rising = i == 0 || step > 0;
            if (!walk.ok() || !rising || passage >= parts_.passages) break;
            posting.passage = static_cast<std::uint32_t>(passage);
            posting.positions_at = positions_at;
            postings.push_back(posting);
            positions_at += position_bytes;
        }
        return postings;
    }

    Parts parts_;
};

Error bad(std::string_view what) {
    return {ErrorKind::kBadFile, "the segment's " + std::string(what)};
}

// Cuts the file into its parts; all sizes come from the header and must fill the file exactly.
Result<Parts> parts_of(std::string_view file) {
    Parts parts;
    parts.passages = static_cast<std::uint32_t>(get_number(file.data() + kPassageCountAt, 4));
    parts.terms = static_cast<std::uint32_t>(get_number(file.data() + kTermCountAt, 4));
    const std::uint64_t term_bytes = get_number(file.data() + kTermBytesAt, 8);
    const std::uint64_t posting_bytes = get_number(file.data() + kPostingBytesAt, 8);
    const std::uint64_t position_bytes = get_number(file.data() + kPositionBytesAt, 8);
    std::uint64_t rest = file.size() - kHeaderBytes;
    const std::uint64_t offsets_bytes = (std::uint64_t{parts.terms} + 1) * kOffsetBytes;
    std::uint64_t at = kHeaderBytes;
    bool fits = true;
    const auto take = [&](std::uint64_t size) -> std::string_view {
        if (size > rest) {
            fits = false;
            return {};
        }
        rest -= size;
        at += size;
        return file.substr(at - size, size);
    };
    parts.keys = take(std::uint64_t{parts.passages} * kKeyBytes);
    parts.lengths = take(std::uint64_t{parts.passages} * kLengthBytes);
    parts.term_offsets = take(offsets_bytes);
    parts.posting_offsets = take(offsets_bytes);
    parts.term_text = take(term_bytes);
    parts.postings = take(posting_bytes);
    parts.positions = take(position_bytes);
    if (!fits || rest != 0) return bad("sizes do not fill its file");
    return parts;
}

}  // namespace

std::string_view field_name(Field field) {
    static constexpr std::array<std::string_view, kFieldCount> kNames = {"title", "notes",
                                                                         "concepts", "body", "org"};
    return kNames[static_cast<std::size_t>(field)];
}

Result<std::unique_ptr<SegmentReader>> SegmentReader::open(std::span<const std::byte> bytes) {
    const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (file.size() < kHeaderBytes) return bad("header is cut short");
    if (!file.starts_with(kSegmentMagic)) return bad("first bytes are not SEOGOSEG");
    const std::uint64_t version = get_number(file.data() + kVersionAt, 4);
    const std::uint64_t fields = get_number(file.data() + kVersionAt + 4, 4);
    if (version != kSegmentVersion || fields != kFieldCount) {
        return bad("version is " + std::to_string(version) + ", this program reads " +
                   std::to_string(kSegmentVersion));
    }
    if (get_number(file.data() + kChecksumAt, 8) != base::checksum(file.substr(kCheckedFrom))) {
        return bad("checksum disagrees with its bytes");
    }
    SEOGO_ASSIGN(const Parts parts, parts_of(file));
    return std::unique_ptr<SegmentReader>(std::make_unique<MappedSegment>(parts));
}

}  // namespace seogo::index
