// Keeps a longest increasing run of positions, and spreads the other lines over the gaps.
#include "store/node_order.h"

#include <algorithm>

namespace seogo::store {
namespace {

constexpr std::int64_t kStep = std::int64_t{1} << 32;       // between lines where there is room
constexpr std::int64_t kCloseStep = std::int64_t{1} << 16;  // between lines put into a gap
constexpr std::int64_t kLeastStep = 256;                    // less, and neighbours make room
constexpr std::int64_t kFarthest = std::int64_t{1} << 62;   // positions lie within +-

using Positions = std::vector<std::optional<std::int64_t>>;

// Longest strictly increasing subsequence (patience sorting, Fredman 1975): which lines stay.
std::vector<bool> find_kept(const Positions& old) {
    std::vector<std::size_t> tails;  // tails[k]: end of the best run of k + 1 lines
    std::vector<std::size_t> before(old.size(), old.size());
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (!old[i]) continue;
        const auto place = std::lower_bound(
            tails.begin(), tails.end(), *old[i],
            [&](std::size_t tail, std::int64_t position) { return *old[tail] < position; });
        if (place != tails.begin()) before[i] = *(place - 1);
        if (place == tails.end()) {
            tails.push_back(i);
        } else {
            *place = i;
        }
    }
    std::vector<bool> kept(old.size(), false);
    for (std::size_t i = tails.empty() ? old.size() : tails.back(); i < old.size(); i = before[i])
        kept[i] = true;
    return kept;
}

// The lines [begin, end) have no position; those around them have (or are not there).
struct Run {
    std::size_t begin = 0, end = 0;
    std::int64_t size() const { return static_cast<std::int64_t>(end - begin); }
};

// Room between the neighbours of a run. Overflow cannot be: positions lie within +-kFarthest.
bool has_room(const Positions& positions, const Run& run, std::int64_t least) {
    const bool open = run.begin == 0 || run.end == positions.size();
    if (open) {
        const std::int64_t edge = run.begin > 0                ? *positions[run.begin - 1]
                                  : run.end < positions.size() ? -*positions[run.end]
                                                               : 0;
        return edge < kFarthest - (run.size() + 1) * kStep;
    }
    const std::int64_t gap = *positions[run.end] - *positions[run.begin - 1];
    return gap / (run.size() + 1) >= least;
}

void fill(Positions& positions, const Run& run) {
    const std::size_t count = positions.size();
    std::int64_t step = kStep;
    std::int64_t from = 0;
    if (run.begin > 0) {
        from = *positions[run.begin - 1];
        if (run.end < count) {
            const std::int64_t gap = *positions[run.end] - from;
            step = std::min(gap / (run.size() + 1), kCloseStep);
        }
    } else if (run.end < count) {
        from = *positions[run.end] - (run.size() + 1) * kStep;
    }
    for (std::size_t i = run.begin; i < run.end; ++i)
        positions[i] = from += step;
}

// Takes the positions of neighbours away until the run fits: 1, 2, 4, ... on each side.
void widen(Positions& positions, Run& run) {
    for (std::size_t more = 1; !has_room(positions, run, kLeastStep); more *= 2) {
        if (run.begin == 0 && run.end == positions.size()) return;
        const std::size_t begin = run.begin - std::min(more, run.begin);
        const std::size_t end = std::min(run.end + more, positions.size());
        for (std::size_t i = begin; i < end; ++i)
            positions[i].reset();
        run = {begin, end};
        while (run.end < positions.size() && !positions[run.end])
            ++run.end;  // the next run joins
        while (run.begin > 0 && !positions[run.begin - 1])
            --run.begin;
    }
}

}  // namespace

Placement place_nodes(const Positions& asked) {
    Placement placement;
    Positions old = asked;
    for (auto& position : old) {  // none that this code gave
        if (position && (*position > kFarthest || *position < -kFarthest)) position.reset();
    }
    const std::vector<bool> kept = find_kept(old);
    Positions positions(old.size());
    placement.moved.resize(old.size());
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (kept[i]) positions[i] = old[i];
        placement.moved[i] = old[i] && !kept[i];
    }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (positions[i]) continue;
        Run run{i, i};
        while (run.end < positions.size() && !positions[run.end])
            ++run.end;
        if (!has_room(positions, run, 1)) widen(positions, run);
        fill(positions, run);
        i = run.end - 1;
    }
    placement.positions.reserve(positions.size());
    for (const auto& position : positions)
        placement.positions.push_back(*position);
    return placement;
}

}  // namespace seogo::store
