// The one place that knows in which order a segment's sections are written.
#include "index/segment_writer.h"

#include <algorithm>

#include "index/column.h"
#include "index/dictionary.h"
#include "index/segment.h"

namespace seogo::index {
namespace {

SegmentSummary summary_of(const PassageTable& passages, const Scoring& scoring) {
    SegmentSummary summary;
    summary.passages = static_cast<std::uint32_t>(passages.keys.size());
    summary.scoring = scoring;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        for (const std::uint8_t norm : passages.norms[f])
            summary.field_totals[f] += length_of(norm);
    }
    const auto longest = std::max_element(summary.field_totals.begin(), summary.field_totals.end());
    summary.main_field = static_cast<Field>(longest - summary.field_totals.begin());
    return summary;
}

Status put_section(CheckedFileWriter& file, std::uint32_t number, std::string_view bytes) {
    SEOGO_TRY(file.begin_section(number));
    return file.append(bytes);
}

// What is written into it belongs to the section in hand.
class SectionSink final : public ByteSink {
public:
    explicit SectionSink(CheckedFileWriter& file) : file_(file) {}
    Status append(std::string_view bytes) override { return file_.append(bytes); }

private:
    CheckedFileWriter& file_;
};

Status put_column(CheckedFileWriter& file, SectionId id,
                  const std::vector<std::uint64_t>& numbers) {
    std::string bytes;
    append_column(numbers, bytes);
    return put_section(file, number_of(id), bytes);
}

Status put_passages(CheckedFileWriter& file, const PassageTable& passages) {
    std::vector<std::int64_t> items;
    for (const PassageKey& key : passages.keys)
        items.push_back(key.item);
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());

    std::vector<std::uint64_t> column(items.begin(), items.end());
    SEOGO_TRY(put_column(file, SectionId::kItems, column));
    column.clear();
    for (const PassageKey& key : passages.keys) {
        const auto at = std::lower_bound(items.begin(), items.end(), key.item);
        column.push_back(static_cast<std::uint64_t>(at - items.begin()));
    }
    SEOGO_TRY(put_column(file, SectionId::kItemOrdinals, column));
    column.clear();
    for (const PassageKey& key : passages.keys)
        column.push_back(key.begin);
    SEOGO_TRY(put_column(file, SectionId::kBegins, column));
    column.clear();
    for (const PassageKey& key : passages.keys)
        column.push_back(key.end - key.begin);
    return put_column(file, SectionId::kSizes, column);
}

Status put_norms(CheckedFileWriter& file, const Norms& norms) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const auto& column = norms[f];
        const bool is_empty =
            std::all_of(column.begin(), column.end(), [](std::uint8_t norm) { return norm == 0; });
        if (is_empty) continue;
        SEOGO_TRY(put_section(file, norms_section(f),
                              {reinterpret_cast<const char*>(column.data()), column.size()}));
    }
    return ok_status();
}

// Streams the lists into their section; answers the dictionary's bytes.
Result<std::string> put_lists(CheckedFileWriter& file, TermSource& terms,
                              const Saturations& saturations, PostingListEncoder& encoder) {
    constexpr std::size_t kFlushBytes = std::size_t{1} << 16;
    SEOGO_TRY(file.begin_section(number_of(SectionId::kLists)));
    DictionaryWriter dictionary;
    TermPostings postings;
    std::vector<std::uint32_t> plain;
    std::string lists;
    for (std::string_view term;;) {
        SEOGO_ASSIGN(const bool has_one, terms.next(term, postings));
        if (!has_one) break;
        const std::size_t before = lists.size();
        if (term[0] == kFactPrefix) {
            plain.clear();
            for (const TermPosting& posting : postings.postings)
                plain.push_back(posting.passage);
            encoder.append_plain(plain, lists);
        } else {
            encoder.append(postings, saturations.of(term), lists);
        }
        SEOGO_CHECK(lists.size() - before <= 0xFFFFFFFF);
        dictionary.add(term, static_cast<std::uint32_t>(postings.postings.size()),
                       static_cast<std::uint32_t>(lists.size() - before));
        if (lists.size() >= kFlushBytes) {
            SEOGO_TRY(file.append(lists));
            lists.clear();
        }
    }
    SEOGO_TRY(file.append(lists));
    return std::move(dictionary).finish();
}

}  // namespace

Result<std::uint64_t> write_segment(ByteSink& sink, const PassageTable& passages, TermSource& terms,
                                    const Scoring& scoring, const TrigramSection& trigrams) {
    SEOGO_CHECK(passages.keys.size() < kNoPassage);
    const SegmentSummary summary = summary_of(passages, scoring);
    CheckedFileWriter file(sink);
    SEOGO_TRY(put_section(file, number_of(SectionId::kSummary), summary_bytes(summary)));
    SEOGO_TRY(put_passages(file, passages));
    SEOGO_TRY(put_norms(file, passages.norms));
    const Saturations saturations(scoring, averages_of(summary.field_totals, summary.passages));
    PostingListEncoder encoder(passages.norms, summary.main_field);
    SEOGO_ASSIGN(const std::string dictionary, put_lists(file, terms, saturations, encoder));
    SEOGO_TRY(put_section(file, number_of(SectionId::kDictionary), dictionary));
    if (trigrams) {
        SEOGO_TRY(file.begin_section(number_of(SectionId::kTrigrams)));
        SectionSink section(file);
        SEOGO_TRY(trigrams(section));
    }
    return file.finish();
}

}  // namespace seogo::index
