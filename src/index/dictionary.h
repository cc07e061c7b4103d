// The terms of a segment, sorted by bytes, each with its doc_freq and where its posting list lies.
//
// Front coding in blocks under an array of 8-byte prefixes (Witten, Moffat and Bell, Managing
// Gigabytes, 4.1). A section is read in place: nothing is built when it is opened, and a look-up
// touches a few of the file's pieces only: the tops, a page of prefixes, an offset, a block.
//
//   blocks    one after the other, kBlockTerms terms each, the last as many as are left
//   offsets   4 bytes a block: where it begins
//   prefixes  8 bytes a block: the first 8 bytes of its first term, zeros behind a shorter one, as
//             a number whose order is that of the bytes
//   tops      8 bytes a page: every kPageBlocks-th of the prefixes
//   footer    number of terms (8), bytes of all blocks (8)
//
// A block: bytes of its words (2), list_at of its first term (5), bits of a doc_freq (1) and of an
// end (1); the words, each a head byte (low four bits: bytes shared with the term before; high
// four: bytes that are new, less one; 15 of either: a varint of the rest follows) and its new
// bytes; then of each term its doc_freq and where its list ends, counted from the first list_at,
// packed without gaps from the lowest bit up. Numbers are little-endian, varints LEB128.
//
// A damaged piece and bytes that lie under a good checksum answer as if the terms beyond them did
// not exist, in bounded time: never a read outside the section, never a term out of order. Whether
// a piece was damaged, CheckedFile::damage() tells.
// Threads: a Dictionary from any number at once; a Cursor and a writer from one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/checked_file.h"

namespace seogo::index {

// 32 would save 0.7 bytes of 9 a term and cost a sixth of a look-up's time (220,000 terms).
inline constexpr std::size_t kBlockTerms = 16;
inline constexpr std::size_t kPageBlocks = 128;
inline constexpr std::size_t kTermBytesMax = 4000;  // eight joined words of 64 letters, and more

struct TermInfo {
    std::uint32_t doc_freq = 0;
    std::uint64_t list_at = 0;     // in the section of posting lists; less than 2^41
    std::uint32_t list_bytes = 0;  // the next term's list begins right behind

    bool operator==(const TermInfo&) const = default;
};

// Memory: the bytes not taken yet and 12 bytes for each kBlockTerms terms.
class DictionaryWriter {
public:
    // Terms in rising byte order, each once, of 1 to kTermBytesMax bytes, all lists together less
    // than 1 TiB: others stop the program.
    void add(std::string_view term, std::uint32_t doc_freq, std::uint32_t list_bytes);
    // Bytes that are final so far and not taken yet, so that a writer need not hold them.
    std::string take();
    // The rest. All that was taken, in order, and this are the section. Less than 4 GiB of blocks:
    // more stop the program.
    std::string finish() &&;

private:
    void begin_block(std::string_view first_term);
    void end_block();
    void pack_infos();

    std::string bytes_;
    std::uint64_t taken_ = 0;
    std::string offsets_, prefixes_, tops_;
    std::string last_;  // the term before
    std::uint64_t term_count_ = 0, list_at_ = 0;
    std::string words_;  // of the block in hand, with the list_at of its first term
    std::uint64_t block_list_at_ = 0;
    struct Info {
        std::uint32_t doc_freq = 0;
        std::uint64_t end = 0;  // of its list, counted from block_list_at_
    };
    std::vector<Info> infos_;
};

// Borrows the section's file.
class Dictionary {
public:
    // Reads the footer only. kBadFile where it is damaged or the sizes do not fill the section.
    static Result<Dictionary> open(Section section);

    std::optional<TermInfo> find(std::string_view term) const;
    std::uint64_t term_count() const { return term_count_; }

    class Cursor;
    // At the first term that is not less; invalid where there is none. "" begins with the first.
    Cursor begin_at(std::string_view at_least) const;

private:
    struct Block {
        const std::uint8_t* words = nullptr;
        const std::uint8_t* infos = nullptr;  // where the words end; readable 8 bytes past the last
        std::uint64_t list_at = 0;
        std::uint32_t terms = 0;
        std::uint32_t freq_bits = 0, end_bits = 0;

        // Nothing where the list would end before it begins, or have 4 GiB.
        std::optional<TermInfo> info(std::uint32_t entry) const;
    };

    std::optional<Block> block(std::uint64_t number) const;
    // Borrowed from the section, like its bytes.
    std::optional<std::string_view> first_term(std::uint64_t block) const;
    std::optional<std::uint64_t> prefix(std::uint64_t block) const;
    // Blocks whose prefix is not more than `key`.
    std::optional<std::uint64_t> blocks_through(std::uint64_t key) const;
    // The last block whose first term is not more than `term`; 0 where there is none.
    std::optional<std::uint64_t> block_of(std::string_view term) const;
    std::optional<std::uint64_t> block_of_tied(std::string_view term, std::uint64_t key,
                                               std::uint64_t through) const;

    Section section_;
    std::uint64_t term_count_ = 0, block_count_ = 0;
    std::uint64_t offsets_at_ = 0, prefixes_at_ = 0, tops_at_ = 0;
};

// Walks the terms upwards. Keeps its own Dictionary, so that it outlives the one it came from.
class Dictionary::Cursor {
public:
    bool valid() const { return valid_; }
    // Only where valid. Holds until the cursor moves.
    std::string_view term() const { return term_; }
    // Only where valid. TermInfo{}, which names an empty list, where its bytes are damaged.
    TermInfo info() const;
    // To the next term, which is greater; no-op where not valid.
    void next();
    // To the first term that is not less, before or behind. A short way forward costs no search.
    void seek(std::string_view at_least);

private:
    friend class Dictionary;
    explicit Cursor(const Dictionary& dictionary) : dictionary_(dictionary) {}
    bool enter(std::uint64_t block);
    bool step();
    bool is_in_this_block(std::string_view term) const;
    bool scan_block(std::string_view at_least);

    Dictionary dictionary_;
    Block block_;
    const std::uint8_t* at_ = nullptr;  // the word behind the current one
    std::uint64_t number_ = 0;          // of the block
    std::uint32_t entry_ = 0;           // of the current term within it
    std::size_t shared_ = 0;            // bytes it shares with the one before
    std::string term_;
    bool valid_ = false;
};

}  // namespace seogo::index
