// Cuts texts into windows of whole lines, and finds the windows that may satisfy a query.
#include "search/text_windows.h"

#include <algorithm>
#include <limits>
#include <string>

#include "text/fold_text.h"

namespace seogo::search {

std::vector<TextRange> text_windows(std::string_view text) {
    std::vector<TextRange> windows;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t line_end = text.find('\n', begin);
        const std::size_t end = line_end == std::string_view::npos ? text.size() : line_end + 1;
        if (!windows.empty() && end - windows.back().begin <= kWindowBytes) {
            windows.back().end = end;
        } else {
            windows.push_back({begin, end});
        }
        begin = end;
    }
    return windows;
}

void add_windows(store::ItemId item, std::string_view text, index::TrigramWriter& writer) {
    std::string folded;
    for (const TextRange& window : text_windows(text)) {
        text::fold_text(text.substr(window.begin, window.end - window.begin), folded);
        writer.add({item, static_cast<std::uint32_t>(window.begin),
                    static_cast<std::uint32_t>(window.end)},
                   folded);
    }
}

Result<std::vector<index::TextWindow>> AllItems::candidates(const index::TrigramQuery& query) {
    std::vector<index::TextWindow> windows;
    if (query.op == index::TrigramQuery::Op::kNone) return windows;
    SEOGO_ASSIGN(const auto rows, snapshot_.items());
    for (const store::ItemRow& row : rows)
        windows.push_back({row.id, 0, std::numeric_limits<std::uint32_t>::max()});
    return windows;
}

Result<std::vector<index::TextWindow>> IndexedWindows::candidates(
    const index::TrigramQuery& query) {
    std::vector<index::TextWindow> windows;
    for (const index::TrigramSource& segment : segments_) {
        SEOGO_ASSIGN(const auto numbers, segment.index->candidates(query));
        for (const std::uint32_t number : numbers) {
            SEOGO_ASSIGN(const index::TextWindow window, segment.index->window(number));
            const auto& dead = segment.dead;
            if (!std::binary_search(dead.begin(), dead.end(), window.item)) {
                windows.push_back(window);
            }
        }
    }
    std::sort(windows.begin(), windows.end());
    return windows;
}

}  // namespace seogo::search
