// Crosses posting lists by passage first, and looks at positions only where all words stand.
#include "search/holding.h"

#include <algorithm>
#include <iterator>

namespace seogo::search {
namespace {

using index::Field;
using index::Posting;

using Postings = std::vector<Posting>;
using Numbers = std::vector<std::uint32_t>;

// The posting lists of one word of a pattern.
struct WordLists {
    std::vector<Postings> all_of;
    Postings alone;
    std::uint32_t offset = 0;
};

Numbers crossed(const Numbers& a, const Numbers& b) {
    Numbers both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

Numbers joined(const Numbers& a, const Numbers& b) {
    Numbers either;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(either));
    return either;
}

Numbers passages_of(const Postings& postings) {
    Numbers passages;
    passages.reserve(postings.size());
    for (const Posting& posting : postings)
        passages.push_back(posting.passage);
    return passages;
}

// Passages in which the word may stand: all its terms do, or its stem.
Numbers candidates_of(const WordLists& lists) {
    Numbers all;
    for (std::size_t i = 0; i < lists.all_of.size(); ++i) {
        Numbers passages = passages_of(lists.all_of[i]);
        all = i == 0 ? std::move(passages) : crossed(all, passages);
    }
    return lists.alone.empty() ? all : joined(all, passages_of(lists.alone));
}

Numbers positions_of(const index::SegmentReader& reader, const Postings& postings,
                     std::uint32_t passage, Field field) {
    const Posting* posting = posting_of(postings, passage);
    return posting == nullptr ? Numbers{} : reader.positions(*posting, field);
}

// Where the first word of the pattern would stand, were this word in its place.
Numbers starts_of(const index::SegmentReader& reader, const WordLists& lists, std::uint32_t passage,
                  Field field) {
    Numbers all;
    for (std::size_t i = 0; i < lists.all_of.size(); ++i) {
        Numbers positions = positions_of(reader, lists.all_of[i], passage, field);
        all = i == 0 ? std::move(positions) : crossed(all, positions);
        if (all.empty()) break;
    }
    Numbers starts;
    for (const std::uint32_t at : joined(all, positions_of(reader, lists.alone, passage, field))) {
        if (at >= lists.offset) starts.push_back(at - lists.offset);
    }
    return starts;
}

bool holds_in(const index::SegmentReader& reader, const std::vector<WordLists>& words,
              std::uint32_t passage, Field field) {
    Numbers starts = starts_of(reader, words[0], passage, field);
    for (std::size_t i = 1; i < words.size() && !starts.empty(); ++i) {
        starts = crossed(starts, starts_of(reader, words[i], passage, field));
    }
    return !starts.empty();
}

// One term in any field: its posting list is the answer.
bool is_one_term(const Pattern& pattern) {
    return pattern.words.size() == 1 && !pattern.field && pattern.words[0].all_of.size() == 1;
}

}  // namespace

std::vector<std::uint32_t> passages_holding(const index::SegmentReader& reader,
                                            const Pattern& pattern) {
    if (pattern.words.empty()) return {};
    std::vector<WordLists> words;
    Numbers candidates;
    for (const Pattern::Word& word : pattern.words) {
        WordLists lists;
        lists.offset = word.offset;
        for (const std::string& term : word.all_of)
            lists.all_of.push_back(reader.postings(term));
        if (!word.or_term.empty()) lists.alone = reader.postings(word.or_term);
        Numbers passages = candidates_of(lists);
        candidates = words.empty() ? std::move(passages) : crossed(candidates, passages);
        if (candidates.empty()) return {};
        words.push_back(std::move(lists));
    }
    if (is_one_term(pattern)) return candidates;
    std::erase_if(candidates, [&](std::uint32_t passage) {
        if (pattern.field) return !holds_in(reader, words, passage, *pattern.field);
        for (std::size_t f = 0; f < index::kFieldCount; ++f) {
            if (holds_in(reader, words, passage, static_cast<Field>(f))) return false;
        }
        return true;
    });
    return candidates;
}

const index::Posting* posting_of(const std::vector<index::Posting>& postings,
                                 std::uint32_t passage) {
    const auto at = std::lower_bound(
        postings.begin(), postings.end(), passage,
        [](const Posting& posting, std::uint32_t number) { return posting.passage < number; });
    return at == postings.end() || at->passage != passage ? nullptr : &*at;
}

std::optional<std::uint32_t> passage_number(const index::SegmentReader& reader,
                                            index::PassageKey key) {
    std::uint32_t low = 0;
    auto high = static_cast<std::uint32_t>(reader.passage_count());
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (reader.key(middle) < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == reader.passage_count() || reader.key(low) != key) return std::nullopt;
    return low;
}

}  // namespace seogo::search
