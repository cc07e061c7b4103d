// Cuts an item's content into the passages that are indexed, each word in its field.
#include "search/passages.h"

#include <algorithm>

#include "doc/passage.h"

namespace seogo::search {
namespace {

index::Field field_of(notebook::TextField field) {
    switch (field) {
        case notebook::TextField::kTitle:
            return index::Field::kTitle;
        case notebook::TextField::kNotes:
            return index::Field::kNotes;
        case notebook::TextField::kConcepts:
            return index::Field::kConcepts;
        case notebook::TextField::kBody:
            return index::Field::kBody;
        case notebook::TextField::kOrg:
            return index::Field::kOrg;
    }
    return index::Field::kBody;
}

// The fields of bytes [begin, end); and of the item's title where those bytes do not hold it.
IndexPassage passage_of(const ItemContent& content, std::size_t begin, std::size_t end) {
    IndexPassage passage;
    passage.key = {content.row.id, static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(end)};
    const std::string_view text = content.text;
    bool has_title = false;
    for (const notebook::TextPart& part : content.parts) {
        const std::size_t from = std::max(begin, part.begin);
        const std::size_t to = std::min(end, part.end);
        if (from >= to) continue;
        has_title |= part.field == notebook::TextField::kTitle;
        passage.fields.push_back({field_of(part.field), text.substr(from, to - from)});
    }
    if (!has_title && !content.row.title.empty()) {
        passage.fields.push_back({index::Field::kTitle, content.row.title});
    }
    return passage;
}

}  // namespace

std::vector<IndexPassage> index_passages(const ItemContent& content) {
    std::vector<IndexPassage> passages;
    const std::string_view text = content.text;
    std::size_t cut_from =
        content.own_end;  // a document is cut along its structure, and a page too
    if (content.row.origin == store::ItemOrigin::kEntry && cut_from > 0) {
        passages.push_back(passage_of(content, 0, cut_from));
    } else {
        cut_from = 0;
    }
    for (const doc::Passage& cut : doc::passages(text.substr(cut_from))) {
        passages.push_back(passage_of(content, cut_from + cut.begin, cut_from + cut.end));
    }
    std::erase_if(passages, [](const IndexPassage& passage) { return passage.fields.empty(); });
    // An address alone has no text, but it is found by its title.
    if (passages.empty() && !content.row.title.empty()) {
        passages.push_back(passage_of(content, 0, 0));
    }
    return passages;
}

}  // namespace seogo::search
