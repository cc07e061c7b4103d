// Finds and decodes the lists of a trigram section: what queries and merging stand on.
//
// Inside the module only. Nothing here trusts a byte: what breaks the format is kBadFile.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/trigram_index.h"

namespace seogo::index {

struct TrigramEntry {
    Trigram trigram = 0;
    std::uint32_t count = 0;    // windows that hold it; at least 1
    std::uint64_t list_at = 0;  // in the lists; of a count over 1
    std::uint64_t value = 0;    // bytes of the list; of a count of 1: the window itself
};

Error bad_trigrams(std::string_view what);

// Borrows the index.
class TrigramReader {
public:
    explicit TrigramReader(const TrigramIndex& index) : index_(index) {}

    Result<std::optional<TrigramEntry>> find(Trigram trigram) const;
    std::size_t block_count() const;
    // Entries of one block of the directory, trigrams rising.
    Result<std::vector<TrigramEntry>> block_at(std::size_t number) const;

    Result<std::vector<std::uint32_t>> all(const TrigramEntry& entry) const;
    // Leaves in `numbers` (rising) those that the entry's list holds.
    Status keep_common(const TrigramEntry& entry, std::vector<std::uint32_t>& numbers) const;

private:
    struct Anchor {
        Trigram trigram = 0;
        std::uint64_t directory_at = 0, lists_at = 0;
    };
    Result<Anchor> anchor_at(std::size_t number) const;
    Result<std::string_view> list_of(const TrigramEntry& entry) const;

    const TrigramIndex& index_;
};

}  // namespace seogo::index
