// Scores every live passage that holds a wanted term, and explains the sum term by term.
#include "search/ranker.h"

#include <algorithm>
#include <cmath>

#include "search/holding.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

using index::Field;
using index::kFieldCount;
using index::Posting;

constexpr double kMicro = 1e6;

using FieldShares = std::array<std::int64_t, kFieldCount>;  // in units of 1e-6

struct Scale {
    double idf = 0;
    double weight = 0;
};

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

bool counts_in(const WantedTerm& term, std::size_t field) {
    return !term.field || static_cast<std::size_t>(*term.field) == field;
}

bool stands_in(const WantedTerm& term, const Posting& posting) {
    return !term.field || posting.term_freq[static_cast<std::size_t>(*term.field)] > 0;
}

void sort_by_score(std::vector<RankedItem>& items, std::size_t top_k) {
    const auto better = [](const RankedItem& a, const RankedItem& b) {
        return a.score != b.score ? a.score > b.score : a.passage.item < b.passage.item;
    };
    if (top_k == 0 || top_k >= items.size()) {
        std::sort(items.begin(), items.end(), better);
        return;
    }
    const auto middle = items.begin() + static_cast<std::ptrdiff_t>(top_k);
    std::partial_sort(items.begin(), middle, items.end(), better);
    items.erase(middle, items.end());
}

// Keeps the best passage of each item, the earliest of equals.
void keep_best(std::vector<RankedItem>& items) {
    std::sort(items.begin(), items.end(), [](const RankedItem& a, const RankedItem& b) {
        if (a.passage.item != b.passage.item) return a.passage.item < b.passage.item;
        return a.score != b.score ? a.score > b.score : a.passage < b.passage;
    });
    const auto same_item = [](const RankedItem& a, const RankedItem& b) {
        return a.passage.item == b.passage.item;
    };
    items.erase(std::unique(items.begin(), items.end(), same_item), items.end());
}

}  // namespace

Ranker::Ranker(std::span<const index::LiveSegment> segments) : segments_(segments) {
    std::array<std::uint64_t, kFieldCount> totals{};
    for (const index::LiveSegment& segment : segments_) {
        const auto count = static_cast<std::uint32_t>(segment.reader->passage_count());
        std::vector<bool>& live = live_.emplace_back(count, true);
        for (std::uint32_t p = 0; p < count; ++p) {
            if (!segment.dead.empty()) {
                live[p] = !std::binary_search(segment.dead.begin(), segment.dead.end(),
                                              segment.reader->key(p).item);
            }
            if (!live[p]) continue;
            ++passages_;
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                totals[f] += segment.reader->field_length(p, static_cast<Field>(f));
            }
        }
    }
    for (std::size_t f = 0; f < kFieldCount && passages_ > 0; ++f) {
        average_[f] = static_cast<double>(totals[f]) / static_cast<double>(passages_);
    }
}

std::size_t Ranker::live_postings(const WantedTerm& term) const {
    std::size_t count = 0;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        for (const Posting& posting : segments_[s].reader->postings(term.term)) {
            if (live_[s][posting.passage] && stands_in(term, posting)) ++count;
        }
    }
    return count;
}

double Ranker::idf(std::size_t doc_freq) const {
    const auto df = static_cast<double>(doc_freq);
    return std::log(1 + (static_cast<double>(passages_) - df + 0.5) / (df + 0.5));
}

namespace {

// Equation 3.22 of the source, cut into what each field gives.
FieldShares shares_of(const WantedTerm& term, Scale scale, const Posting& posting,
                      const index::SegmentReader& reader,
                      const std::array<double, kFieldCount>& average) {
    std::array<double, kFieldCount> parts{};
    double tf = 0;
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (posting.term_freq[f] == 0 || !counts_in(term, f)) continue;
        const double length = reader.field_length(posting.passage, static_cast<Field>(f));
        const double share = kLengthShares[f];
        const double norm = 1 - share + share * length / std::max(average[f], 1.0);
        parts[f] = kFieldWeights[f] * posting.term_freq[f] / norm;
        tf += parts[f];
    }
    FieldShares shares{};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const double share = scale.weight * scale.idf * parts[f] / (kSaturation + tf);
        shares[f] = std::llround(share * kMicro);
    }
    return shares;
}

}  // namespace

std::vector<RankedItem> Ranker::rank(const Wanted& wanted, std::size_t top_k) const {
    std::vector<Scale> scales;
    for (const WantedTerm& term : wanted.terms)
        scales.push_back({idf(live_postings(term)), term.weight});

    std::vector<RankedItem> items;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        const index::SegmentReader& reader = *segments_[s].reader;
        std::vector<bool> holds(reader.passage_count(), false);
        for (const Pattern& pattern : wanted.patterns) {
            for (const std::uint32_t passage : passages_holding(reader, pattern))
                holds[passage] = live_[s][passage];
        }
        std::vector<std::int64_t> scores(reader.passage_count(), 0);
        for (std::size_t t = 0; t < wanted.terms.size(); ++t) {
            for (const Posting& posting : reader.postings(wanted.terms[t].term)) {
                if (!holds[posting.passage]) continue;
                for (const std::int64_t share :
                     shares_of(wanted.terms[t], scales[t], posting, reader, average_)) {
                    scores[posting.passage] += share;
                }
            }
        }
        for (std::uint32_t p = 0; p < scores.size(); ++p) {
            if (!holds[p]) continue;
            items.push_back({reader.key(p), static_cast<double>(scores[p]) / kMicro});
        }
    }
    keep_best(items);
    sort_by_score(items, top_k);
    return items;
}

namespace {

void add_shares(const WantedTerm& term, Scale scale, const Posting& posting,
                const FieldShares& values, std::vector<Share>& shares) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (posting.term_freq[f] == 0 || !counts_in(term, f)) continue;
        shares.push_back({.term = term.shown,
                          .kind = kind_name(term),
                          .field = std::string(field_name(static_cast<Field>(f))),
                          .bridged_from = term.bridged_from,
                          .value = static_cast<double>(values[f]) / kMicro,
                          .idf = scale.idf,
                          .weight = scale.weight * kFieldWeights[f],
                          .term_freq = static_cast<double>(posting.term_freq[f])});
    }
}

}  // namespace

std::vector<std::vector<Share>> Ranker::explain(const Wanted& wanted,
                                                std::span<const index::PassageKey> keys) const {
    std::vector<std::vector<Share>> all(keys.size());
    for (const WantedTerm& term : wanted.terms) {
        const Scale scale{idf(live_postings(term)), term.weight};
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            const index::SegmentReader& reader = *segments_[s].reader;
            const std::vector<Posting> postings = reader.postings(term.term);
            if (postings.empty()) continue;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const auto number = passage_number(reader, keys[i]);
                if (!number || !live_[s][*number]) continue;
                const Posting* posting = posting_of(postings, *number);
                if (posting == nullptr) continue;
                add_shares(term, scale, *posting,
                           shares_of(term, scale, *posting, reader, average_), all[i]);
            }
        }
    }
    for (std::vector<Share>& shares : all) {
        std::stable_sort(shares.begin(), shares.end(),
                         [](const Share& a, const Share& b) { return a.value > b.value; });
    }
    return all;
}

std::vector<std::int64_t> Ranker::items_holding(const Pattern& pattern) const {
    std::vector<std::int64_t> items;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        const index::SegmentReader& reader = *segments_[s].reader;
        for (const std::uint32_t passage : passages_holding(reader, pattern)) {
            if (live_[s][passage]) items.push_back(reader.key(passage).item);
        }
    }
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

std::vector<index::PassageKey> Ranker::live_items() const {
    std::vector<index::PassageKey> keys;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        for (std::uint32_t p = 0; p < live_[s].size(); ++p) {
            if (live_[s][p]) keys.push_back(segments_[s].reader->key(p));
        }
    }
    std::sort(keys.begin(), keys.end());
    const auto same_item = [](const auto& a, const auto& b) { return a.item == b.item; };
    keys.erase(std::unique(keys.begin(), keys.end(), same_item), keys.end());
    return keys;
}

std::size_t Ranker::doc_freq(std::string_view term) const {
    WantedTerm wanted;
    wanted.term = term;
    return live_postings(wanted);
}

}  // namespace seogo::search
