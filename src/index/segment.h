// One immutable segment: terms, posting lists with positions, field lengths.
//
// File format: docs/formats/segment.md. Sorted arrays in one file, little-endian, a checksum over
// all; the same passages give the same bytes on every machine.
// Threads: a SegmentWriter from one; a SegmentReader from any number at once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::index {

// The fields that a passage's words can stand in. Names for people: title notes concepts body org.
enum class Field : std::uint8_t { kTitle, kNotes, kConcepts, kBody, kOrg };
inline constexpr std::size_t kFieldCount = 5;
std::string_view field_name(Field field);

// A passage: bytes [begin, end) of an item's text. Order by (item, begin).
struct PassageKey {
    std::int64_t item = 0;
    std::uint32_t begin = 0, end = 0;
    friend auto operator<=>(const PassageKey&, const PassageKey&) = default;
};

struct FieldText {
    Field field = Field::kBody;
    std::string_view text;
};

// Keeps added passages as packed bytes: memory is about twice the file to come.
class SegmentWriter {
public:
    SegmentWriter();
    ~SegmentWriter();
    // Analyzes (text::analyze) and adds one passage. Keys in any order, each once. Several texts of
    // one field follow each other with a gap, so that no phrase reaches from one into the next.
    void add(PassageKey key, std::span<const FieldText> fields);
    std::size_t passage_count() const;
    // The bytes of the segment file. The same passages give the same bytes, in whatever order they
    // came.
    std::string finish() &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Where a term stands in one passage.
struct Posting {
    std::uint32_t passage = 0;                           // number within the segment
    std::array<std::uint16_t, kFieldCount> term_freq{};  // saturates at 65535
    std::uint64_t positions_at = 0;  // where SegmentReader::positions() finds them
};

class SegmentReader {
public:
    // Borrows `bytes` for its life. Checks magic, version, checksum and every offset before it
    // follows one: kBadFile names what disagrees.
    static Result<std::unique_ptr<SegmentReader>> open(std::span<const std::byte> bytes);
    virtual ~SegmentReader() = default;

    virtual std::size_t passage_count() const = 0;
    virtual PassageKey key(std::uint32_t passage) const = 0;
    virtual std::uint32_t field_length(std::uint32_t passage, Field field) const = 0;  // in words
    // Postings of a term (text::Term::text) by rising passage; empty where it has none.
    virtual std::vector<Posting> postings(std::string_view term) const = 0;
    // Where the posting's term stands in one field of its passage, in words from 0, rising; the
    // first 65535 of them.
    virtual std::vector<std::uint32_t> positions(const Posting& posting, Field field) const = 0;
    // Terms of [from, ...) in byte order, at most `limit`: prefixes and near misses.
    virtual std::vector<std::string_view> terms_from(std::string_view from,
                                                     std::size_t limit) const = 0;
};

// A segment in use: passages of items in `dead` (sorted) do not count.
struct LiveSegment {
    const SegmentReader* reader = nullptr;
    std::vector<std::int64_t> dead;
};

}  // namespace seogo::index
