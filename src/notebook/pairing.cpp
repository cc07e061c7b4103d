// Pairs up two sequences by keys and by likeness.
#include "notebook/pairing.h"

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "notebook/line_diff.h"

namespace seogo::notebook {
namespace {

// Pairs of one gap that are all compared; beyond, only those in the band.
constexpr std::size_t kComparedAllMax = 4096;
constexpr std::size_t kBand = 8;
// Pairs that are compared across the whole of both sequences.
constexpr std::size_t kComparedAnywhereMax = 250'000;

struct Candidate {
    double likeness = 0;
    std::size_t distance = 0;  // how far the places in the gap are apart
    std::size_t old = 0, fresh = 0;
};

// The most alike first; then the nearest in place; then the first.
bool is_better(const Candidate& a, const Candidate& b) {
    if (a.likeness != b.likeness) return a.likeness > b.likeness;
    if (a.distance != b.distance) return a.distance < b.distance;
    return std::pair(a.old, a.fresh) < std::pair(b.old, b.fresh);
}

void pair_best(Pairing& pairing, std::vector<Candidate>& candidates) {
    std::sort(candidates.begin(), candidates.end(), is_better);
    for (const Candidate& one : candidates) {
        if (pairing.is_free(one.old, one.fresh)) pairing.pair(one.old, one.fresh);
    }
}

// Members as numbers for the diff: paired ones and equal keys share a number, all else differs.
class Numbers {
public:
    std::uint32_t of_key(const std::string& key) {
        const auto [found, added] = known_.emplace(key, next_);
        next_ += added ? 1 : 0;
        return found->second;
    }
    std::uint32_t unique() { return next_++; }

private:
    std::unordered_map<std::string, std::uint32_t> known_;
    std::uint32_t next_ = 0;
};

}  // namespace

void Pairing::pair(std::size_t old, std::size_t fresh) {
    SEOGO_CHECK(is_free(old, fresh));
    to_fresh_[old] = fresh;
    to_old_[fresh] = old;
}

void Pairing::pair_in_place(const Keys& keys) {
    Numbers numbers;
    std::vector<std::uint32_t> a(to_fresh_.size()), b(to_old_.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool known = to_fresh_[i] == kNone && !keys.old[i].empty();
        a[i] = known ? numbers.of_key(keys.old[i]) : numbers.unique();
    }
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (to_old_[j] != kNone) {
            b[j] = a[to_old_[j]];
        } else {
            b[j] = keys.fresh[j].empty() ? numbers.unique() : numbers.of_key(keys.fresh[j]);
        }
    }
    const auto found = counterparts(diff_symbols(a, b), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (found[i] != kNoLine && is_free(i, found[i])) pair(i, found[i]);
    }
}

void Pairing::pair_anywhere(const Keys& keys) {
    std::unordered_map<std::string_view, std::vector<std::size_t>> waiting;
    for (std::size_t i = to_fresh_.size(); i-- > 0;) {
        if (to_fresh_[i] == kNone && !keys.old[i].empty()) waiting[keys.old[i]].push_back(i);
    }
    for (std::size_t j = 0; j < to_old_.size(); ++j) {
        if (to_old_[j] != kNone || keys.fresh[j].empty()) continue;
        const auto found = waiting.find(keys.fresh[j]);
        if (found == waiting.end() || found->second.empty()) continue;
        pair(found->second.back(), j);
        found->second.pop_back();
    }
}

// Free members of `fresh` from `begin` on (or from `begin` - 1 back) up to the next paired one.
std::vector<std::size_t> Pairing::free_run(std::size_t begin, bool forward) const {
    std::vector<std::size_t> run;
    if (forward) {
        for (std::size_t j = begin; j < to_old_.size() && to_old_[j] == kNone; ++j)
            run.push_back(j);
    } else {
        for (std::size_t j = begin; j > 0 && to_old_[j - 1] == kNone; --j)
            run.push_back(j - 1);
        std::reverse(run.begin(), run.end());
    }
    return run;
}

std::vector<Pairing::Gap> Pairing::gaps() const {
    std::vector<Gap> gaps;
    for (std::size_t i = 0; i < to_fresh_.size();) {
        if (to_fresh_[i] != kNone) {
            ++i;
            continue;
        }
        Gap gap;
        const std::size_t behind = i == 0 ? 0 : to_fresh_[i - 1] + 1;
        while (i < to_fresh_.size() && to_fresh_[i] == kNone)
            gap.old.push_back(i++);
        const std::size_t before = i == to_fresh_.size() ? to_old_.size() : to_fresh_[i];
        gap.fresh = free_run(behind, true);
        // Where both neighbours stand apart now, what stood between may be with either.
        if (behind + gap.fresh.size() != before) {
            for (const std::size_t j : free_run(before, false))
                gap.fresh.push_back(j);
        }
        if (!gap.fresh.empty()) gaps.push_back(std::move(gap));
    }
    return gaps;
}

void Pairing::pair_gap(const Gap& gap, const Likeness& likeness, double threshold) {
    const bool all = gap.old.size() * gap.fresh.size() <= kComparedAllMax;
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < gap.old.size(); ++i) {
        const std::size_t place = i * gap.fresh.size() / gap.old.size();
        const std::size_t begin = all ? 0 : place - std::min(place, kBand);
        const std::size_t end = all ? gap.fresh.size() : std::min(gap.fresh.size(), place + kBand);
        for (std::size_t j = begin; j < end; ++j) {
            if (!is_free(gap.old[i], gap.fresh[j])) continue;
            const double score = likeness(gap.old[i], gap.fresh[j]);
            if (score < threshold || score == 0) continue;
            candidates.push_back(
                {score, place > j ? place - j : j - place, gap.old[i], gap.fresh[j]});
        }
    }
    pair_best(*this, candidates);
}

void Pairing::pair_alike(const Likeness& likeness, Thresholds thresholds) {
    for (const Gap& gap : gaps()) {
        const bool alone = gap.old.size() == 1 && gap.fresh.size() == 1;
        pair_gap(gap, likeness, alone ? thresholds.alone : thresholds.among_several);
    }
}

void Pairing::pair_alike_anywhere(const Likeness& likeness, double threshold) {
    Gap all;
    for (std::size_t i = 0; i < to_fresh_.size(); ++i) {
        if (to_fresh_[i] == kNone) all.old.push_back(i);
    }
    for (std::size_t j = 0; j < to_old_.size(); ++j) {
        if (to_old_[j] == kNone) all.fresh.push_back(j);
    }
    if (all.old.size() * all.fresh.size() > kComparedAnywhereMax) return;
    std::vector<Candidate> candidates;
    for (const std::size_t i : all.old) {
        for (const std::size_t j : all.fresh) {
            const double score = likeness(i, j);
            if (score >= threshold && score > 0) candidates.push_back({score, 0, i, j});
        }
    }
    pair_best(*this, candidates);
}

}  // namespace seogo::notebook
