// Opens the sections of a segment and checks that they fit each other.
#include "index/segment.h"

#include <algorithm>

namespace seogo::index {
namespace {

Error bad(std::string_view what) {
    return {ErrorKind::kBadFile, "the segment's " + std::string(what)};
}

Result<ColumnReader> open_column(const CheckedFile& file, SectionId id, std::string_view name) {
    auto column = ColumnReader::open(file.section(number_of(id)));
    if (!column.ok()) return std::move(column).error().in(name);
    return column;
}

}  // namespace

Result<std::unique_ptr<Segment>> Segment::open(std::span<const std::byte> bytes) {
    std::unique_ptr<Segment> segment(new Segment);
    SEOGO_ASSIGN(segment->file_, CheckedFile::open(bytes));
    const CheckedFile& file = *segment->file_;
    SEOGO_ASSIGN(segment->summary_, read_summary(file.section(number_of(SectionId::kSummary))));
    const std::uint32_t passages = segment->summary_.passages;
    // No two passages have one key, so that each takes a bit in some column: what follows stands
    // in proportion to the file.
    if (passages > bytes.size() * 8) return bad("bytes are too few for its passages");
    SEOGO_ASSIGN(segment->items_, open_column(file, SectionId::kItems, "items"));
    SEOGO_ASSIGN(segment->ordinals_, open_column(file, SectionId::kItemOrdinals, "ordinals"));
    SEOGO_ASSIGN(segment->begins_, open_column(file, SectionId::kBegins, "begins"));
    SEOGO_ASSIGN(segment->sizes_, open_column(file, SectionId::kSizes, "sizes"));
    if (segment->items_.size() > passages || (segment->items_.size() == 0 && passages > 0) ||
        segment->ordinals_.size() != passages || segment->begins_.size() != passages ||
        segment->sizes_.size() != passages) {
        return bad("columns do not fit its passages");
    }
    segment->item_count_ = static_cast<std::uint32_t>(segment->items_.size());
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const Section norms = file.section(norms_section(f));
        if (norms.size() == 0) continue;
        if (norms.size() != passages) return bad("norms do not fit its passages");
        segment->norms_[f] = norms.read(0, passages);
        if (segment->norms_[f] == nullptr) return bad("norms are damaged");
    }
    SEOGO_ASSIGN(segment->dictionary_,
                 Dictionary::open(file.section(number_of(SectionId::kDictionary))));
    segment->lists_ = file.section(number_of(SectionId::kLists));
    return segment;
}

std::uint32_t Segment::item_ordinal(std::uint32_t passage) const {
    SEOGO_CHECK(passage < summary_.passages);
    // Damaged pieces read as 0: damage() says so.
    const std::uint64_t ordinal = ordinals_.get(passage);
    return ordinal < item_count_ ? static_cast<std::uint32_t>(ordinal) : 0;
}

std::int64_t Segment::item(std::uint32_t ordinal) const {
    SEOGO_CHECK(ordinal < item_count_);
    return static_cast<std::int64_t>(items_.get(ordinal));
}

std::optional<std::uint32_t> Segment::ordinal_of(std::int64_t item) const {
    std::uint32_t low = 0;
    std::uint32_t high = item_count_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (this->item(middle) < item) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == item_count_ || this->item(low) != item) return std::nullopt;
    return low;
}

PassageKey Segment::key(std::uint32_t passage) const {
    const std::uint32_t ordinal = item_ordinal(passage);
    const auto begin = static_cast<std::uint32_t>(begins_.get(passage));
    const auto size = static_cast<std::uint32_t>(sizes_.get(passage));
    return {ordinal < item_count_ ? item(ordinal) : 0, begin, begin + size};
}

std::array<std::uint8_t, kFieldCount> Segment::norms_of(std::uint32_t passage) const {
    SEOGO_CHECK(passage < summary_.passages);
    std::array<std::uint8_t, kFieldCount> norms{};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (norms_[f] != nullptr) norms[f] = norms_[f][passage];
    }
    return norms;
}

PostingCursor Segment::cursor(std::string_view term) const {
    const auto info = dictionary_->find(term);
    return info ? cursor(term, *info) : PostingCursor();
}

PostingCursor Segment::cursor(std::string_view term, const TermInfo& info) const {
    const bool is_fact = !term.empty() && term[0] == kFactPrefix;
    return {lists_.part(info.list_at, info.list_bytes),
            {.doc_freq = info.doc_freq,
             .passages = summary_.passages,
             .kind = is_fact ? ListKind::kFacts : ListKind::kWords,
             .main_field = summary_.main_field}};
}

}  // namespace seogo::index
