// Turns what is wanted into a query of the index, and explains scores term by term.
#include "search/ranker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "search/weights.h"

namespace seogo::search {
namespace {

using index::Field;
using index::kFieldCount;
using index::PostingCursor;

constexpr std::size_t kAll = std::size_t{1} << 31;

std::string kind_name(const WantedTerm& term) {
    if (!term.bridged_from.empty()) return "bridge";
    switch (term.kind) {
        case text::TermKind::kWord:
        case text::TermKind::kJoined:
            return "word";
        case text::TermKind::kStem:
            return "stem";
        case text::TermKind::kBigram:
        case text::TermKind::kTail:
            return "bigram";
        case text::TermKind::kPair:
            return "pair";
    }
    return "";
}

// A word that one term alone fulfils.
bool makes_hit(const WantedTerm& term, const Pattern& pattern) {
    if (pattern.words.size() != 1 || pattern.field != term.field) return false;
    const Pattern::Word& word = pattern.words[0];
    return word.or_term == term.term || (word.all_of.size() == 1 && word.all_of[0] == term.term);
}

std::vector<std::uint64_t> bits_of(const ItemSet& items, const index::Segment& segment) {
    std::vector<std::uint64_t> bits(segment.item_count() / 64 + 1, 0);
    auto at = items.begin();
    for (std::uint32_t ordinal = 0; ordinal < segment.item_count() && at != items.end();
         ++ordinal) {
        const std::int64_t item = segment.item(ordinal);
        at = std::lower_bound(at, items.end(), item);
        if (at != items.end() && *at == item)
            bits[ordinal / 64] |= std::uint64_t{1} << ordinal % 64;
    }
    return bits;
}

void sort_items(ItemSet& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

Ranker::Ranker(std::span<const index::LiveSegment> segments) : live_(segments) {
    std::array<std::uint64_t, kFieldCount> totals{};
    for (const index::LiveSegment& live : segments) {
        const index::Segment& segment = *live.segment;
        index::SearchedSegment searched{&segment, {}, {}};
        std::vector<std::uint32_t>& dead = dead_.emplace_back();
        passages_ += segment.passage_count();
        single_passages_ &= segment.item_count() == segment.passage_count();
        for (std::size_t f = 0; f < kFieldCount; ++f)
            totals[f] += segment.summary().field_totals[f];
        if (!live.dead.empty()) {
            const auto dead_items = bits_of(live.dead, segment);
            searched.dead.assign(segment.passage_count() / 64 + 1, 0);
            for (std::uint32_t p = 0; p < segment.passage_count(); ++p) {
                const std::uint32_t ordinal = segment.item_ordinal(p);
                if ((dead_items[ordinal / 64] >> ordinal % 64 & 1) == 0) continue;
                searched.dead[p / 64] |= std::uint64_t{1} << p % 64;
                dead.push_back(p);
                const auto norms = segment.norms_of(p);
                for (std::size_t f = 0; f < kFieldCount; ++f)
                    totals[f] -= index::length_of(norms[f]);
            }
            passages_ -= dead.size();
        }
        segments_.push_back(std::move(searched));
    }
    saturations_.emplace(kScoring, index::averages_of(totals, passages_));
}

// Of a term of one field the postings are read: how many of them stand in it is not kept.
std::size_t Ranker::doc_freq(const WantedTerm& term) const {
    std::size_t count = 0;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        PostingCursor cursor = segments_[s].segment->cursor(term.term);
        if (term.field) {
            for (; cursor.passage() != PostingCursor::kEnd; cursor.next()) {
                const bool stands = cursor.freqs()[static_cast<std::size_t>(*term.field)] > 0;
                count += stands && segments_[s].counts(cursor.passage()) ? 1 : 0;
            }
            continue;
        }
        count += cursor.doc_freq();
        for (const std::uint32_t dead : dead_[s]) {
            cursor.advance(dead);
            if (cursor.passage() == dead) --count;
        }
    }
    return count;
}

std::size_t Ranker::doc_freq(std::string_view term) const {
    WantedTerm wanted;
    wanted.term = term;
    return doc_freq(wanted);
}

double Ranker::idf(std::size_t doc_freq) const {
    const auto df = static_cast<double>(doc_freq);
    return std::log(1 + (static_cast<double>(passages_) - df + 0.5) / (df + 0.5));
}

index::RankedQuery Ranker::ranked_query(const Wanted& wanted) const {
    index::RankedQuery query;
    query.patterns = wanted.patterns;
    std::map<std::string_view, std::uint32_t> places;  // of terms of any field
    std::vector<double> idfs;
    for (const WantedTerm& term : wanted.terms) {
        if (!term.field) places.emplace(term.term, static_cast<std::uint32_t>(query.terms.size()));
        idfs.push_back(idf(doc_freq(term)));
        index::RankedTerm ranked;
        ranked.term = term.term;
        ranked.micro = term.weight * idfs.back() * index::kMicro;
        ranked.field = term.field;
        ranked.makes_hit =
            std::any_of(wanted.patterns.begin(), wanted.patterns.end(),
                        [&](const Pattern& pattern) { return makes_hit(term, pattern); });
        query.terms.push_back(std::move(ranked));
    }
    for (const WantedPair& pair : wanted.pairs) {
        const auto first = places.find(pair.first);
        const auto second = places.find(pair.second);
        if (first == places.end() || second == places.end()) continue;
        const double both = pair_idf(idfs[first->second], idfs[second->second], idf(0));
        query.pairs.push_back({first->second, second->second, pair.weight * both * index::kMicro});
    }
    return query;
}

std::vector<RankedItem> Ranker::rank(const Wanted& wanted, std::size_t top_k,
                                     const RankFilter& filter) const {
    index::RankedQuery query = ranked_query(wanted);
    query.accepts = filter.accepts;
    query.all_of = filter.all_of;
    std::vector<index::SearchedSegment> filtered;
    if (filter.allowed != nullptr) {
        filtered = segments_;
        for (index::SearchedSegment& segment : filtered)
            segment.allowed = bits_of(*filter.allowed, *segment.segment);
    }
    const auto& segments = filter.allowed != nullptr ? filtered : segments_;
    std::vector<RankedItem> items;
    for (const auto& found :
         index::best_items(segments, query, *saturations_, top_k == 0 ? kAll : top_k)) {
        items.push_back({found.key, static_cast<double>(found.score) / index::kMicro, found.segment,
                         found.passage});
    }
    return items;
}

namespace {

// What a share is made of: the parts of the fields sum to it exactly.
std::array<std::int64_t, kFieldCount> field_shares(double micro, const index::TermFreqs& freqs,
                                                   const std::array<std::uint8_t, 5>& norms,
                                                   const index::Saturation& saturation) {
    const std::int64_t whole = index::share_of(micro, saturation.of(freqs, norms));
    double sum = 0;
    for (std::size_t f = 0; f < kFieldCount; ++f)
        sum += saturation.part(f, freqs[f], norms[f]);
    std::array<std::int64_t, kFieldCount> shares{};
    double passed = 0;
    std::int64_t given = 0;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (freqs[f] == 0) continue;
        passed += saturation.part(f, freqs[f], norms[f]);
        const auto up_to = std::llround(static_cast<double>(whole) * (passed / sum));
        shares[f] = up_to - given;
        given = up_to;
    }
    return shares;
}

struct Explained {
    std::string term, kind, bridged_from;
    double idf = 0, weight = 0, micro = 0;
};

void add_shares(const Explained& what, const index::TermFreqs& freqs,
                const std::array<std::uint8_t, 5>& norms, const index::Saturation& saturation,
                std::vector<Share>& shares) {
    const auto values = field_shares(what.micro, freqs, norms, saturation);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (freqs[f] == 0) continue;
        shares.push_back({.term = what.term,
                          .kind = what.kind,
                          .field = std::string(field_name(static_cast<Field>(f))),
                          .bridged_from = what.bridged_from,
                          .value = static_cast<double>(values[f]) / index::kMicro,
                          .idf = what.idf,
                          .weight = what.weight * kFieldWeights[f],
                          .term_freq = static_cast<double>(freqs[f])});
    }
}

index::TermFreqs in_field(index::TermFreqs freqs, std::optional<Field> field) {
    for (std::size_t f = 0; f < kFieldCount && field; ++f) {
        if (f != static_cast<std::size_t>(*field)) freqs[f] = 0;
    }
    return freqs;
}

}  // namespace

std::vector<std::vector<Share>> Ranker::explain(const Wanted& wanted,
                                                std::span<const RankedItem> items) const {
    const index::RankedQuery query = ranked_query(wanted);
    std::vector<std::vector<Share>> all(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const index::Segment& segment = *segments_[items[i].segment].segment;
        const std::uint32_t passage = items[i].number;
        const auto norms = segment.norms_of(passage);
        const auto stands = [&](const std::string& term) {
            PostingCursor cursor = segment.cursor(term);
            cursor.advance(passage);
            return cursor;
        };
        for (std::size_t t = 0; t < wanted.terms.size(); ++t) {
            const WantedTerm& term = wanted.terms[t];
            PostingCursor cursor = stands(term.term);
            if (cursor.passage() != passage) continue;
            const double micro = query.terms[t].micro;
            add_shares({term.shown, kind_name(term), term.bridged_from,
                        micro / index::kMicro / term.weight, term.weight, micro},
                       in_field(cursor.freqs(), term.field), norms, saturations_->of(term.term),
                       all[i]);
        }
        std::size_t ranked = 0;
        for (const WantedPair& pair : wanted.pairs) {
            if (ranked == query.pairs.size() ||
                query.terms[query.pairs[ranked].first].term != pair.first ||
                query.terms[query.pairs[ranked].second].term != pair.second) {
                continue;
            }
            const double micro = query.pairs[ranked++].micro;
            add_shares({pair.shown, pair.bridged_from.empty() ? "pair" : "bridge",
                        pair.bridged_from, micro / index::kMicro / pair.weight, pair.weight, micro},
                       index::neighbour_freqs(segment, pair.first, pair.second, passage), norms,
                       saturations_->of(pair.second), all[i]);
        }
        std::stable_sort(all[i].begin(), all[i].end(),
                         [](const Share& a, const Share& b) { return a.value > b.value; });
    }
    return all;
}

ItemSet Ranker::items_holding(const Pattern& pattern) const {
    return items_holding_any(std::span(&pattern, 1), ~std::uint64_t{0}).items;
}

Ranker::Count Ranker::items_holding_any(std::span<const Pattern> patterns,
                                        std::uint64_t postings_max) const {
    Count count;
    std::uint64_t read = 0;
    for (const index::SearchedSegment& searched : segments_) {
        for (const Pattern& pattern : patterns) {
            index::PatternMatcher matcher(*searched.segment, pattern);
            for (std::uint32_t p = matcher.advance(0); p != PostingCursor::kEnd;
                 p = matcher.advance(p + 1)) {
                if (++read > postings_max) {
                    count.exact = false;
                    sort_items(count.items);
                    return count;
                }
                if (!searched.counts(p)) continue;
                count.items.push_back(searched.segment->item(searched.segment->item_ordinal(p)));
            }
        }
    }
    sort_items(count.items);
    return count;
}

std::vector<index::PassageKey> Ranker::live_items() const {
    std::vector<index::PassageKey> keys;
    for (const index::SearchedSegment& searched : segments_) {
        for (std::uint32_t p = 0; p < searched.segment->passage_count(); ++p) {
            if (searched.counts(p)) keys.push_back(searched.segment->key(p));
        }
    }
    std::sort(keys.begin(), keys.end());
    const auto same_item = [](const auto& a, const auto& b) { return a.item == b.item; };
    keys.erase(std::unique(keys.begin(), keys.end(), same_item), keys.end());
    return keys;
}

}  // namespace seogo::search
