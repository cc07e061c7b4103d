// Seogo's engine as the speed bench sees it: one small function for each kind of question.
//
// The only file beside engine.cpp that knows which index and which ranker are measured; the
// protocol, the clocks and the files are engine_bench.cpp's.
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace seogo::bench {

using PassageId = std::int64_t;  // a corpus's own, from 1

inline constexpr std::size_t kTop = 10;  // passages that a question is answered with

class IndexBuilder {
public:
    static std::unique_ptr<IndexBuilder> create();
    virtual ~IndexBuilder() = default;
    // `facets`: single words parted by commas.
    virtual Status add(PassageId id, std::string_view facets, std::string_view text) = 0;
    // Writes what was added so far where it has grown to the budget of memory.
    virtual Status spill(const std::string& folder) = 0;
    // Writes what was added into the folder, which exists: searchable from then on.
    virtual Status commit(const std::string& folder) = 0;
    // Brings what is in the folder to its smallest form: one segment.
    virtual Status merge(const std::string& folder) = 0;
};

// `words`: lower-case words, one space apart. Answers at most kTop passages, best first; those of
// with_prefix in any order.
class Engine {
public:
    static Result<std::unique_ptr<Engine>> open(const std::string& folder);
    virtual ~Engine() = default;
    virtual std::vector<PassageId> any_of(std::string_view words) = 0;
    virtual std::vector<PassageId> all_of(std::string_view words) = 0;
    virtual std::vector<PassageId> phrase(std::string_view words) = 0;
    // Any of the words, within the passages of one facet.
    virtual std::vector<PassageId> filtered(std::string_view words, std::string_view facet) = 0;
    // Passages with a word that begins so.
    virtual std::vector<PassageId> with_prefix(std::string_view prefix) = 0;
};

}  // namespace seogo::bench
