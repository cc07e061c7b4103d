// Crosses posting lists by passage first, and looks at positions only where all words stand.
#include "index/pattern.h"

#include <algorithm>
#include <iterator>

namespace seogo::index {
namespace {

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

// The lists' positions within the smallest stretch that has one of each: is it short enough?
bool stand_near(const std::vector<std::vector<std::uint32_t>>& words, std::uint32_t slack) {
    std::vector<std::size_t> at(words.size(), 0);
    const std::uint64_t span_max = words.size() - 1 + std::uint64_t{slack};
    for (;;) {
        std::size_t first = 0;
        std::uint32_t last = 0;
        for (std::size_t w = 0; w < words.size(); ++w) {
            if (at[w] == words[w].size()) return false;
            if (words[w][at[w]] < words[first][at[first]]) first = w;
            last = std::max(last, words[w][at[w]]);
        }
        if (last - words[first][at[first]] <= span_max) return true;
        ++at[first];
    }
}

}  // namespace

bool is_one_term(const Pattern& pattern) {
    return pattern.words.size() == 1 && !pattern.field && pattern.words[0].all_of.size() == 1 &&
           pattern.words[0].or_term.empty();
}

bool has_plain_words(const Pattern& pattern) {
    return std::all_of(pattern.words.begin(), pattern.words.end(), [](const auto& word) {
        return word.all_of.size() == 1 && word.or_term.empty();
    });
}

bool words_agree(const std::vector<std::vector<std::uint32_t>>& starts, std::uint32_t slack) {
    if (slack > 0) return stand_near(starts, slack);
    for (const std::uint32_t start : starts[0]) {
        const bool all = std::all_of(starts.begin() + 1, starts.end(), [&](const auto& other) {
            return std::binary_search(other.begin(), other.end(), start);
        });
        if (all) return true;
    }
    return false;
}

PatternMatcher::PatternMatcher(const Segment& segment, const Pattern& pattern)
    : field_(pattern.field), slack_(pattern.slack), is_one_term_(is_one_term(pattern)) {
    for (const Pattern::Word& word : pattern.words) {
        WordLists lists;
        lists.offset = word.offset;
        for (const std::string& term : word.all_of)
            lists.all_of.push_back(segment.cursor(term));
        std::sort(lists.all_of.begin(), lists.all_of.end(),
                  [](const auto& a, const auto& b) { return a.doc_freq() < b.doc_freq(); });
        if (!word.or_term.empty()) lists.alone = segment.cursor(word.or_term);
        words_.push_back(std::move(lists));
    }
    starts_.resize(words_.size());
}

std::uint64_t PatternMatcher::cost() const {
    std::uint64_t least = words_.empty() ? 0 : kEnd;
    for (const WordLists& lists : words_) {
        std::uint64_t cost = lists.all_of.empty() ? 0 : lists.all_of[0].doc_freq();
        if (lists.alone) cost += lists.alone->doc_freq();
        least = std::min(least, cost);
    }
    return least;
}

// Where the word may stand: all its terms do, or its other one.
std::uint32_t PatternMatcher::candidate(WordLists& lists, std::uint32_t target) const {
    std::uint32_t both = std::max(lists.both, target);
    if (lists.all_of.empty()) both = kEnd;
    for (std::size_t i = 0; i < lists.all_of.size() && both != kEnd;) {
        lists.all_of[i].advance(both);
        const std::uint32_t found = lists.all_of[i].passage();
        if (found == both) {
            ++i;
        } else {
            both = found;
            i = 0;
        }
    }
    lists.both = both;
    if (!lists.alone) return both;
    lists.alone->advance(target);
    return std::min(both, lists.alone->passage());
}

std::uint32_t PatternMatcher::advance_candidate(std::uint32_t target) {
    if (words_.empty()) return kEnd;
    for (std::size_t i = 0; i < words_.size() && target != kEnd;) {
        const std::uint32_t found = candidate(words_[i], target);
        if (found == target) {
            ++i;
        } else {
            target = found;
            i = 0;
        }
    }
    return target;
}

std::uint32_t PatternMatcher::advance(std::uint32_t target) {
    if (passage_ == kEnd || (begun_ && passage_ >= target)) return passage_;
    begun_ = true;
    for (;;) {
        passage_ = advance_candidate(target);
        if (passage_ == kEnd || holds(passage_)) return passage_;
        target = passage_ + 1;
    }
}

bool PatternMatcher::holds(std::uint32_t passage) {
    if (is_one_term_) return true;
    if (field_) return holds_in(*field_, passage);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (holds_in(static_cast<Field>(f), passage)) return true;
    }
    return false;
}

bool PatternMatcher::holds_in(Field field, std::uint32_t passage) {
    for (std::size_t w = 0; w < words_.size(); ++w) {
        positions_of(words_[w], field, passage, starts_[w]);
        if (starts_[w].empty()) return false;
        if (slack_ > 0) continue;
        auto& starts = starts_[w];
        const std::uint32_t offset = words_[w].offset;
        std::erase_if(starts, [&](std::uint32_t at) { return at < offset; });
        for (std::uint32_t& at : starts)
            at -= offset;
    }
    return words_agree(starts_, slack_);
}

// Where the word stands in the field: all its terms at one position, or the other one.
void PatternMatcher::positions_of(WordLists& lists, Field field, std::uint32_t passage,
                                  std::vector<std::uint32_t>& out) {
    out.clear();
    if (lists.both == passage) {
        for (std::size_t i = 0; i < lists.all_of.size(); ++i) {
            lists.all_of[i].positions(field, i == 0 ? out : scratch_);
            if (i == 0) continue;
            kept_.clear();
            std::set_intersection(out.begin(), out.end(), scratch_.begin(), scratch_.end(),
                                  std::back_inserter(kept_));
            out.swap(kept_);
        }
    }
    if (!lists.alone || lists.alone->passage() != passage) return;
    lists.alone->positions(field, scratch_);
    kept_.clear();
    std::set_union(out.begin(), out.end(), scratch_.begin(), scratch_.end(),
                   std::back_inserter(kept_));
    out.swap(kept_);
}

}  // namespace seogo::index
