// Texts to a segment: analyzes passages as they come, and turns them by terms at the end.
//
// Memory is about the size of the texts (bytes() tells): whoever indexes much makes several
// segments and merges them (segment_merger.h).
// Threads: a builder from one; several builders side by side.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/passage.h"
#include "index/scoring.h"
#include "index/trigram_index.h"

namespace seogo::index {

class SegmentBuilder {
public:
    explicit SegmentBuilder(const Scoring& scoring);
    ~SegmentBuilder();
    SegmentBuilder(SegmentBuilder&&) noexcept;

    // Analyzes (text/term_stream.h) and adds one passage. Keys in any order, each once; in rising
    // order finish() is cheaper. Several texts of one field follow each other with a gap, so that
    // no phrase reaches from one into the next. `facts`: terms that filters ask for, each with
    // kFactPrefix.
    void add(PassageKey key, std::span<const FieldText> fields,
             std::span<const std::string> facts = {});

    // The windows of the passages' items go here; where there are none the segment has no trigrams.
    TrigramWriter& trigrams();

    std::size_t passage_count() const;
    std::size_t bytes() const;  // held, about
    bool is_full() const;       // no more fits: 4 GiB of occurrences

    // Writes the segment's file: the same passages give the same bytes, in whatever order they
    // came. Answers its checksum.
    Result<std::uint64_t> finish(ByteSink& sink) &&;
    // The same into memory, where no sink can fail.
    std::string finish() &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace seogo::index
