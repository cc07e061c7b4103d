// Writes a segment's file from passages in their final order and terms in byte order.
//
// Both ways to a segment end here: SegmentBuilder (from texts) and the merger (from segments).
// Posting lists stream to the sink as they are made; what is held is the dictionary and one list.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/posting_list.h"
#include "index/scoring.h"

namespace seogo::index {

// The passages of a segment to be, by their number.
struct PassageTable {
    std::vector<PassageKey> keys;
    Norms norms;  // each field: as many as keys
};

// Terms in rising byte order, each once.
class TermSource {
public:
    virtual ~TermSource() = default;
    // False behind the last. `term` is valid until the next call; `postings` by rising passage, at
    // least one; of facts (kFactPrefix) freqs and positions are empty.
    virtual Result<bool> next(std::string_view& term, TermPostings& postings) = 0;
};

// Writes the trigram section (trigram_index.h) into the sink; empty: the segment has none.
using TrigramSection = std::function<Status(ByteSink& sink)>;

// Answers the file's checksum. What the sink refuses is handed up.
Result<std::uint64_t> write_segment(ByteSink& sink, const PassageTable& passages, TermSource& terms,
                                    const Scoring& scoring, const TrigramSection& trigrams);

}  // namespace seogo::index
