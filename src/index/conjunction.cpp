// Takes the rarest list's postings block by block through membership, scores, then positions.
#include "index/conjunction.h"

#include <algorithm>

namespace seogo::index {
namespace {

constexpr std::uint32_t kEnd = PostingCursor::kEnd;

bool is_plain(const Pattern& pattern) { return !pattern.words.empty() && has_plain_words(pattern); }

// The terms of plain patterns, each once.
std::vector<std::string_view> plain_terms(const RankedQuery& query) {
    std::vector<std::string_view> terms;
    for (const Pattern& pattern : query.all_of) {
        if (!is_plain(pattern)) continue;
        for (const Pattern::Word& word : pattern.words)
            terms.push_back(word.all_of[0]);
    }
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

}  // namespace

ConjunctionSearch::ConjunctionSearch(const SearchedSegment& searched, const RankedQuery& query,
                                     const Saturations& saturations, const BoundTable& bounds,
                                     CandidateJudge& judge)
    : segment_(*searched.segment), judge_(judge), bounds_(bounds) {
    const std::vector<std::string_view> wanted = plain_terms(query);
    required_.resize(wanted.size());
    walkers_.reserve(query.terms.size() + wanted.size());  // pointers to them stay good
    for (const RankedTerm& term : query.terms) {
        TermWalker* const walker =
            &walkers_.emplace_back(segment_, term, saturations.of(term.term));
        const auto at = std::lower_bound(wanted.begin(), wanted.end(), term.term);
        if (!term.field && at != wanted.end() && *at == term.term) {
            required_[static_cast<std::size_t>(at - wanted.begin())] = walker;
        } else {
            optional_.push_back(walker);
        }
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (required_[i] != nullptr) continue;
        RankedTerm unweighted;
        unweighted.term = wanted[i];
        required_[i] =
            &walkers_.emplace_back(segment_, unweighted, saturations.of(unweighted.term));
    }
    for (const Pattern& pattern : query.all_of)
        add_pattern(pattern, wanted);
    std::sort(required_.begin(), required_.end(), [](const TermWalker* a, const TermWalker* b) {
        return a->cursor.doc_freq() < b->cursor.doc_freq();
    });
    bound_lists(query);
}

// While required_ stands in the order of `wanted`.
void ConjunctionSearch::add_pattern(const Pattern& pattern,
                                    std::span<const std::string_view> wanted) {
    if (is_one_term(pattern)) return;
    if (!is_plain(pattern)) {
        patterns_.emplace_back(segment_, pattern);
        return;
    }
    std::vector<PhraseCheck::Word> words;
    for (const Pattern::Word& word : pattern.words) {
        const auto at = std::lower_bound(wanted.begin(), wanted.end(), word.all_of[0]);
        const auto place = static_cast<std::size_t>(at - wanted.begin());
        words.push_back({&required_[place]->cursor, word.offset});
    }
    phrases_.emplace_back(std::move(words), pattern.field, pattern.slack);
}

void ConjunctionSearch::bound_lists(const RankedQuery& query) {
    for (std::size_t i = 0; i < query.pairs.size(); ++i) {
        judge_.bound_pair(i, walkers_[query.pairs[i].first].cursor.list_bound(),
                          walkers_[query.pairs[i].second].cursor.list_bound());
    }
    optional_rest_.assign(optional_.size() + 1, judge_.pair_bound());
    for (std::size_t i = optional_.size(); i-- > 0;) {
        const TermWalker& walker = *optional_[i];
        optional_rest_[i] =
            optional_rest_[i + 1] +
            bounds_.share(walker.micro(), walker.term_class(), walker.cursor.list_bound());
    }
    rest_.assign(required_.size() + 1, optional_rest_[0]);
}

void ConjunctionSearch::run() {
    if (required_.empty() && patterns_.empty()) return;  // patterns without words hold nowhere
    if (required_.empty()) {
        run_patterns();
    } else {
        run_required();
    }
}

void ConjunctionSearch::run_required() {
    PostingCursor& lead = required_[0]->cursor;
    for (std::uint32_t target = 0;;) {
        const std::uint32_t last = lead.shallow_advance(target);
        if (last == kEnd || !bound_block(target, last)) return;
        const std::int64_t most =
            bounds_.share(required_[0]->micro(), required_[0]->term_class(), lead.shallow_bound()) +
            rest_[1];
        if (most >= judge_.floor()) {
            lead.advance(target);
            if (lead.passage() == kEnd) return;
            search_block();
        }
        target = std::max(last + 1, patterns_from_);
    }
}

// Fills rest_ for passages from `begin` to `last`; false where a list has none from there on.
bool ConjunctionSearch::bound_block(std::uint32_t begin, std::uint32_t last) {
    for (std::size_t i = required_.size(); i-- > 1;) {
        TermWalker& walker = *required_[i];
        if (walker.cursor.shallow_advance(begin) == kEnd) return false;
        rest_[i] = rest_[i + 1] + bounds_.share(walker.micro(), walker.term_class(),
                                                walker.cursor.bound_within(begin, last + 1));
    }
    return true;
}

void ConjunctionSearch::search_block() {
    TermWalker& lead = *required_[0];
    const std::uint32_t count = lead.cursor.block_rest();
    const std::uint32_t* const passages = lead.cursor.block_passages();
    const std::uint32_t* const codes = lead.cursor.block_codes();
    std::array<std::uint8_t, kBlockValues> selected;
    const std::uint32_t chosen = lead.select(count, judge_.floor() - rest_[1], selected);
    std::uint32_t skipped = 0;
    for (std::uint32_t s = 0; s < chosen; ++s) {
        const std::uint32_t i = selected[s];
        const std::uint32_t passage = passages[i];
        std::int64_t score = std::max<std::int64_t>(lead.share(passage, codes[i]), 0);
        if (score + rest_[1] < judge_.floor() || !all_stand(passage)) continue;
        if (!add_required(score) || !add_optional(passage, score)) continue;
        lead.cursor.skip(i - skipped);
        skipped = i;
        if (patterns_hold(passage)) judge_.judge(passage, score, true);
    }
}

// Moves all lists but the first; each that has the passage stands on it.
bool ConjunctionSearch::all_stand(std::uint32_t passage) {
    if (passage < patterns_from_) return false;
    for (std::size_t i = 1; i < required_.size(); ++i) {
        if (!required_[i]->cursor.seek(passage)) return false;
    }
    for (PatternMatcher& pattern : patterns_) {
        const std::uint32_t found = pattern.advance_candidate(passage);
        patterns_from_ = std::max(patterns_from_, found);
        if (found != passage) return false;
    }
    return true;
}

// False where the floor is out of reach, as below.
bool ConjunctionSearch::add_required(std::int64_t& score) {
    for (std::size_t i = 1; i < required_.size(); ++i) {
        score += std::max<std::int64_t>(required_[i]->share_here(), 0);
        if (score + rest_[i + 1] < judge_.floor()) return false;
    }
    return true;
}

bool ConjunctionSearch::add_optional(std::uint32_t passage, std::int64_t& score) {
    for (std::size_t i = 0; i < optional_.size(); ++i) {
        if (score + optional_rest_[i] < judge_.floor()) return false;
        if (!optional_[i]->cursor.seek(passage)) continue;
        score += std::max<std::int64_t>(optional_[i]->share_here(), 0);
    }
    return score + judge_.pair_bound() >= judge_.floor();
}

bool ConjunctionSearch::patterns_hold(std::uint32_t passage) {
    if (phrases_.empty() && patterns_.empty()) return true;
    if (!judge_.counts(passage)) return false;
    return std::all_of(phrases_.begin(), phrases_.end(),
                       [](PhraseCheck& phrase) { return phrase.holds(); }) &&
           std::all_of(patterns_.begin(), patterns_.end(),
                       [&](PatternMatcher& pattern) { return pattern.holds(passage); });
}

void ConjunctionSearch::run_patterns() {
    for (std::uint32_t passage = 0;;) {
        for (std::size_t i = 0; i < patterns_.size() && passage != kEnd;) {
            const std::uint32_t found = patterns_[i].advance_candidate(passage);
            i = found == passage ? i + 1 : 0;
            passage = found;
        }
        if (passage >= segment_.passage_count()) return;
        std::int64_t score = 0;
        if (add_optional(passage, score) && patterns_hold(passage)) {
            judge_.judge(passage, score, true);
        }
        ++passage;
    }
}

}  // namespace seogo::index
