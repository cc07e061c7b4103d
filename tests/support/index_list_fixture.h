// Posting lists for tests: made up by chance, encoded into a file of one section, read by cursors.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "index/posting_cursor.h"
#include "index/posting_list.h"
#include "support/random.h"

namespace seogo::testing {

struct ListShape {
    std::uint32_t doc_freq = 1;
    std::uint32_t gap_max = 1;  // from one passage to the next; 1: consecutive
    std::uint32_t freq_max = 1;
    std::uint32_t step_max = 1;  // from one position to the next
    bool has_several_fields = false;
    index::Field field = index::Field::kBody;  // of most postings
};

// A term's postings, and what the segment around them would have.
struct MadeList {
    index::TermPostings term;
    index::Norms norms;
    std::uint32_t passages = 0;  // of the segment: more than the last posting's

    // What a cursor must answer for the posting's field.
    std::vector<std::uint32_t> positions(std::size_t posting, index::Field field) const {
        const index::TermPosting& one = term.postings[posting];
        std::size_t at = one.positions_at;
        for (std::size_t f = 0; f < static_cast<std::size_t>(field); ++f)
            at += one.freqs[f];
        const auto* begin = term.positions.data() + at;
        return {begin, begin + one.freqs[static_cast<std::size_t>(field)]};
    }
    // The first posting of `target` or behind it.
    std::size_t first_from(std::uint32_t target) const {
        const auto& all = term.postings;
        const auto found = std::partition_point(
            all.begin(), all.end(), [&](const auto& posting) { return posting.passage < target; });
        return static_cast<std::size_t>(found - all.begin());
    }
    std::uint32_t passage(std::size_t posting) const {
        return posting < term.postings.size() ? term.postings[posting].passage
                                              : index::PostingCursor::kEnd;
    }
    double saturation(std::size_t posting, const index::Saturation& saturation) const {
        const index::TermPosting& one = term.postings[posting];
        std::array<std::uint8_t, index::kFieldCount> own{};
        for (std::size_t f = 0; f < index::kFieldCount; ++f)
            own[f] = norms[f][one.passage];
        return saturation.of(one.freqs, own);
    }
};

inline void add_posting(MadeList& list, std::uint32_t passage, const index::TermFreqs& freqs,
                        Random& random, std::uint32_t step_max) {
    list.term.postings.push_back({passage, freqs, list.term.positions.size()});
    for (const std::uint16_t freq : freqs) {
        std::uint32_t position = random.below(step_max * 4);
        for (std::uint32_t i = 0; i < freq; ++i, position += 1 + random.below(step_max))
            list.term.positions.push_back(position);
    }
}

// Norms by chance for all passages up to the last.
inline void add_norms(MadeList& list, Random& random) {
    list.passages = list.term.postings.back().passage + 1 + random.below(3);
    for (auto& column : list.norms) {
        column.resize(list.passages);
        for (std::uint8_t& norm : column)
            norm = random.byte();
    }
}

inline MadeList made_list(const ListShape& shape, Random& random) {
    MadeList list;
    std::uint32_t passage = random.below(shape.gap_max);
    const auto freq = [&] { return static_cast<std::uint16_t>(1 + random.below(shape.freq_max)); };
    for (std::uint32_t i = 0; i < shape.doc_freq; ++i, passage += 1 + random.below(shape.gap_max)) {
        index::TermFreqs freqs{};
        freqs[static_cast<std::size_t>(shape.field)] = freq();
        if (shape.has_several_fields && random.one_in(3)) {
            freqs = {};
            freqs[random.below(index::kFieldCount)] = freq();
            freqs[random.below(index::kFieldCount)] = freq();
        }
        add_posting(list, passage, freqs, random, shape.step_max);
    }
    add_norms(list, random);
    return list;
}

// Bytes of a list under good checksums, and cursors over them.
class ListFile {
public:
    explicit ListFile(const std::string& list) {
        index::StringSink sink;
        index::CheckedFileWriter writer(sink);
        EXPECT_TRUE(writer.begin_section(1).ok());
        EXPECT_TRUE(writer.append(list).ok());
        EXPECT_TRUE(writer.finish().ok());
        bytes_ = sink.take();
        file_ = index::CheckedFile::open(std::as_bytes(std::span(bytes_))).value();
    }
    ListFile(const ListFile&) = delete;

    index::PostingCursor cursor(const index::PostingCursor::Head& head) const {
        return {file_->section(1), head};
    }

private:
    std::string bytes_;
    std::unique_ptr<index::CheckedFile> file_;
};

}  // namespace seogo::testing
