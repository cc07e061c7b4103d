// One immutable segment, read in place: passages, terms, posting lists, field lengths.
//
// File format: docs/formats/segment.md. Made by SegmentBuilder (segment_builder.h) and by merging
// (segment_merger.h). Nothing is built at open; every piece of the file is compared with its
// checksum when it is first read.
// Threads: a Segment from any number at once; a cursor from one.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/column.h"
#include "index/dictionary.h"
#include "index/passage.h"
#include "index/posting_cursor.h"
#include "index/segment_layout.h"
#include "index/trigram_index.h"

namespace seogo::index {

// Terms of facts about an item (kind, week, ...) begin with this byte; no analysis yields it.
inline constexpr char kFactPrefix = 'f';

class Segment {
public:
    // Borrows `bytes` for its life. Reads the directory, the summary, the heads of the columns and
    // the norms. kBadFile names what disagrees.
    static Result<std::unique_ptr<Segment>> open(std::span<const std::byte> bytes);

    std::uint32_t passage_count() const { return summary_.passages; }
    std::uint32_t item_count() const { return item_count_; }
    PassageKey key(std::uint32_t passage) const;
    // Which of the segment's items the passage is of: items by rising id.
    std::uint32_t item_ordinal(std::uint32_t passage) const;
    std::int64_t item(std::uint32_t ordinal) const;
    // The ordinal of an item; nothing where the segment does not hold it.
    std::optional<std::uint32_t> ordinal_of(std::int64_t item) const;

    // A byte (scoring.h: norm_of) for each passage; null where no passage has the field.
    const std::uint8_t* norms(Field field) const { return norms_[static_cast<std::size_t>(field)]; }
    std::array<std::uint8_t, kFieldCount> norms_of(std::uint32_t passage) const;
    const SegmentSummary& summary() const { return summary_; }

    const Dictionary& dictionary() const { return *dictionary_; }
    std::optional<TermInfo> find(std::string_view term) const { return dictionary_->find(term); }
    PostingCursor cursor(std::string_view term) const;  // at its end where there is none
    PostingCursor cursor(std::string_view term, const TermInfo& info) const;

    // Which windows of the items' texts may match a regex; without windows where it has no such
    // section. kBadFile.
    Result<TrigramIndex> trigrams() const {
        return TrigramIndex::open(file_->section(number_of(SectionId::kTrigrams)));
    }

    // What was found damaged since open; nothing where all that was read was whole.
    std::optional<std::string> damage() const { return file_->damage(); }
    std::uint64_t checksum() const { return file_->checksum(); }
    Status verify() const { return file_->verify(); }
    const CheckedFile& file() const { return *file_; }

private:
    Segment() = default;

    std::unique_ptr<CheckedFile> file_;
    SegmentSummary summary_;
    std::uint32_t item_count_ = 0;
    ColumnReader items_, ordinals_, begins_, sizes_;
    std::array<const std::uint8_t*, kFieldCount> norms_{};
    std::optional<Dictionary> dictionary_;
    Section lists_;
};

// A segment in use: passages of items in `dead` (sorted) do not count.
struct LiveSegment {
    const Segment* segment = nullptr;
    std::vector<std::int64_t> dead;
};

}  // namespace seogo::index
