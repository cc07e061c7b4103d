// Which windows of text may hold a trigram: one section of a segment file, written and read.
//
// A window is a run of whole lines of one item's text. A line is never cut, however long, so that
// a regex, whose match lies within one line, has all trigrams of a match in one window.
// Section format: docs/formats/segment.md, "Trigrams". The same windows give the same bytes, in
// whatever order they were added.
// Threads: a TrigramWriter from one; a TrigramIndex from any number at once.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/checked_file.h"
#include "index/trigram_query.h"

namespace seogo::index {

// Bytes [begin, end) of an item's text. Order by (item, begin).
struct TextWindow {
    std::int64_t item = 0;
    std::uint32_t begin = 0, end = 0;
    friend auto operator<=>(const TextWindow&, const TextWindow&) = default;
};

// Collects the trigrams of windows in memory of about the size of the section to come.
class TrigramWriter {
public:
    TrigramWriter();
    ~TrigramWriter();
    // `folded`: text::fold of the window's text. Windows in any order, each once. Trigrams that
    // hold a line break are left out: no match does.
    void add(const TextWindow& window, std::string_view folded);
    std::size_t window_count() const;
    // Writes the section. What `out` refuses is handed up.
    Status finish(ByteSink& out) &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

class TrigramIndex {
public:
    // Reads the ends of the section only; borrows its file. An empty section holds no window.
    // kBadFile where sizes do not fill it.
    static Result<TrigramIndex> open(Section section);

    std::uint32_t window_count() const { return windows_; }
    // Windows rise. kBadFile where the bytes are damaged or `number` is none.
    Result<TextWindow> window(std::uint32_t number) const;

    // Numbers, rising, of windows that may satisfy the query: all that do, and others. Rarest
    // lists first; a list that costs more to read than the windows it could rule out is left
    // unread. kBadFile where bytes that were needed break the format or their checksum: never an
    // answer with windows missing.
    Result<std::vector<std::uint32_t>> candidates(const TrigramQuery& query) const;
    // Numbers, rising, of exactly the windows that hold a trigram. kBadFile as above.
    Result<std::vector<std::uint32_t>> windows_with(Trigram trigram) const;

private:
    friend class TrigramReader;
    TrigramIndex() = default;

    Section lists_, directory_, anchors_, keys_;
    std::uint32_t windows_ = 0;
    std::uint32_t trigrams_ = 0;
};

// A section to be merged, without the windows of `dead` items (sorted).
struct TrigramSource {
    const TrigramIndex* index = nullptr;
    std::vector<std::int64_t> dead;
};
// Writes the section that a TrigramWriter would have written of all live windows; reads no text.
// Memory: the window keys and one trigram's list at a time. kBadFile; kBadInput where two sources
// hold one window alive; what `out` refuses.
Status merge_trigrams(std::span<const TrigramSource> sources, ByteSink& out);

}  // namespace seogo::index
