// One term's postings as bytes: the writer's side. Read by PostingCursor.
//
// Format: docs/formats/segment.md, "A posting list". Blocks of 128 postings (passages as gaps or as
// a bit set, frequencies patched), a directory of blocks with upper bounds of their saturation, and
// the positions behind all of them, so that ranking never touches them. Fewer than kShortList
// postings are a plain run of varints.
// Threads: an encoder from one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "index/passage.h"
#include "index/scoring.h"

namespace seogo::index {

inline constexpr std::size_t kShortList = 8;
inline constexpr std::uint32_t kNoPassage = 0xFFFFFFFF;

// Of each passage, its fields' lengths as norm_of() gives them; an empty field is all zeros.
using Norms = std::array<std::vector<std::uint8_t>, kFieldCount>;

// Where a term stands in one passage, while lists are made.
struct TermPosting {
    std::uint32_t passage = 0;  // number within the segment
    TermFreqs freqs{};
    std::uint64_t positions_at = 0;  // of its first position among those of the term
};

// A posting's positions are those of its fields in their order, each rising.
struct TermPostings {
    std::vector<TermPosting> postings;     // by rising passage
    std::vector<std::uint32_t> positions;  // in words from 0
    void clear() {
        postings.clear();
        positions.clear();
    }
};

class PostingListEncoder {
public:
    // `main_field`: the one that most postings stand in alone. Borrows the norms.
    PostingListEncoder(const Norms& norms, Field main_field)
        : norms_(norms), main_field_(main_field) {}

    // Appends the list to `out`. At least one posting; bounds are of this saturation.
    void append(const TermPostings& term, const Saturation& saturation, std::string& out);
    // Passages alone, as lists of facts have them.
    void append_plain(std::span<const std::uint32_t> passages, std::string& out);

private:
    // A block of the directory, and where its bytes lie in the scratch.
    struct Block {
        std::uint32_t last = 0, data_at = 0, positions_at = 0;
        std::uint8_t bound = 0;
    };
    void append_short(const TermPostings& term, std::string& out) const;
    void append_blocks(const TermPostings& term, const Saturation& saturation, std::string& out);
    void append_directory(bool is_words, std::string& out) const;
    void append_data(std::span<const TermPosting> postings, std::uint32_t previous,
                     std::string& out);
    void append_codes(std::span<const TermPosting> postings, Field main, bool has_others,
                      std::string& out);
    void append_positions(std::span<const TermPosting> postings,
                          std::span<const std::uint32_t> positions, std::string& out);
    std::uint8_t bound_of_block(std::span<const TermPosting> postings,
                                const Saturation& saturation) const;

    const Norms& norms_;
    Field main_field_;
    std::vector<Block> blocks_;  // scratch, as all below
    std::vector<std::uint32_t> values_;
    std::string data_, positions_;
};

// What both sides of the format say in one place.
namespace list_format {
inline constexpr std::uint8_t kBitSet = 64;    // beside widths 0..32, as a block's first byte
inline constexpr std::uint8_t kHasOthers = 8;  // beside the main field, as its second byte
inline constexpr std::uint8_t kFieldMask = 7;  // of the second byte
}  // namespace list_format

}  // namespace seogo::index
