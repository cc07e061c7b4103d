// Windows of texts: the pieces that a trigram index names, cut here and asked for here.
//
// A window is whole lines of one item's text, together at most kWindowBytes; a longer line is a
// window by itself, never cut. So a match, which lies within one line, lies within one window.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/trigram_index.h"
#include "search/search.h"
#include "store/store.h"

namespace seogo::search {

inline constexpr std::size_t kWindowBytes = 4096;

// Ranges that follow each other and together are the text; none of an empty text.
std::vector<TextRange> text_windows(std::string_view text);

// Adds all windows of an item's text (ItemContent::text), folded, to an index in the making.
void add_windows(store::ItemId item, std::string_view text, index::TrigramWriter& writer);

// Which windows may hold a text that satisfies a query? The one question that a regex asks of an
// index; who answers it may know more or less, but never leaves out a window that does.
class WindowSource {
public:
    virtual ~WindowSource() = default;
    // By rising (item, begin), each once. An end beyond the text means its end.
    virtual Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery& query) = 0;
};

// Knows nothing: every item, whole.
class AllItems final : public WindowSource {
public:
    // Borrows the snapshot.
    explicit AllItems(store::Snapshot& snapshot) : snapshot_(snapshot) {}
    Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery& query) override;

private:
    store::Snapshot& snapshot_;
};

// Asks the trigram indexes of all live segments; windows of dead items are left out.
class IndexedWindows final : public WindowSource {
public:
    // Borrows both. Each live window stands in one segment.
    explicit IndexedWindows(std::span<const index::TrigramSource> segments) : segments_(segments) {}
    // kBadFile where a segment is damaged.
    Result<std::vector<index::TextWindow>> candidates(const index::TrigramQuery& query) override;

private:
    std::span<const index::TrigramSource> segments_;
};

}  // namespace seogo::search
