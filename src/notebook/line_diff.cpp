// Line diff by the middle snake of Myers 1986, with a budget of steps.
#include "notebook/line_diff.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/error.h"

namespace seogo::notebook {
namespace {

using Offset = std::ptrdiff_t;

// A part of the edit graph: lines [a_lo, a_hi) against lines [b_lo, b_hi).
struct Box {
    Offset a_lo = 0, a_hi = 0, b_lo = 0, b_hi = 0;
};

struct Point {
    Offset a = 0, b = 0;
};

// The paths of one search, one furthest point a diagonal (a - b); `first` and `last` bound the
// diagonals that the current number of edits can reach.
struct Frontier {
    std::vector<Offset> furthest;
    Offset first = 0, last = 0;
};

// Marks the lines that differ. Diagonals are shifted by b's size + 1, so that they index a vector.
class Differ {
public:
    Differ(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
           std::size_t steps_max)
        : a_changed(a.size()), b_changed(b.size()), a_(a), b_(b), steps_left_(steps_max) {
        const std::size_t diagonals = a.size() + b.size() + 3;
        shift_ = static_cast<Offset>(b.size()) + 1;
        forward_.furthest.resize(diagonals);
        backward_.furthest.resize(diagonals);
    }

    void run() {
        boxes_.push_back({0, static_cast<Offset>(a_.size()), 0, static_cast<Offset>(b_.size())});
        while (!boxes_.empty()) {
            const Box box = trimmed(boxes_.back());
            boxes_.pop_back();
            if (box.a_lo == box.a_hi || box.b_lo == box.b_hi) {
                std::fill(a_changed.begin() + box.a_lo, a_changed.begin() + box.a_hi, true);
                std::fill(b_changed.begin() + box.b_lo, b_changed.begin() + box.b_hi, true);
                continue;
            }
            const Point middle = split(box);
            boxes_.push_back({middle.a, box.a_hi, middle.b, box.b_hi});
            boxes_.push_back({box.a_lo, middle.a, box.b_lo, middle.b});
        }
    }

    std::vector<bool> a_changed, b_changed;

private:
    bool equal(Offset i, Offset j) const { return a_[i] == b_[j]; }
    Offset& at(Frontier& frontier, Offset diagonal) const {
        return frontier.furthest[static_cast<std::size_t>(diagonal + shift_)];
    }

    Box trimmed(Box box) const {
        while (box.a_lo < box.a_hi && box.b_lo < box.b_hi && equal(box.a_lo, box.b_lo)) {
            ++box.a_lo;
            ++box.b_lo;
        }
        while (box.a_lo < box.a_hi && box.b_lo < box.b_hi && equal(box.a_hi - 1, box.b_hi - 1)) {
            --box.a_hi;
            --box.b_hi;
        }
        return box;
    }

    Point split(const Box& box);
    bool step_forward(const Box& box, bool odd, Point& met);
    bool step_backward(const Box& box, bool odd, Point& met);
    Point best_so_far(const Box& box);

    std::span<const std::uint32_t> a_, b_;
    std::size_t steps_left_;
    std::size_t steps_ = 0;  // of the current split
    Offset shift_ = 0;
    Frontier forward_, backward_;
    std::vector<Box> boxes_;
};

constexpr Offset kUnreached = -1;
constexpr Offset kUnreachedBack = std::numeric_limits<Offset>::max();

// Extends every forward path by one edit and its snake. True where one meets a backward path: `met`
// then lies on a shortest path.
bool Differ::step_forward(const Box& box, bool odd, Point& met) {
    Frontier& own = forward_;
    if (own.first > box.a_lo - box.b_hi) {
        at(own, --own.first - 1) = kUnreached;
    } else {
        ++own.first;
    }
    if (own.last < box.a_hi - box.b_lo) {
        at(own, ++own.last + 1) = kUnreached;
    } else {
        --own.last;
    }
    for (Offset diagonal = own.last; diagonal >= own.first; diagonal -= 2) {
        Offset i = std::max(at(own, diagonal - 1) + 1, at(own, diagonal + 1));
        const Offset from = i;
        while (i < box.a_hi && i - diagonal < box.b_hi && equal(i, i - diagonal))
            ++i;
        steps_ += static_cast<std::size_t>(i - from) + 1;
        at(own, diagonal) = i;
        if (odd && backward_.first <= diagonal && diagonal <= backward_.last &&
            at(backward_, diagonal) <= i) {
            met = {i, i - diagonal};
            return true;
        }
    }
    return false;
}

bool Differ::step_backward(const Box& box, bool odd, Point& met) {
    Frontier& own = backward_;
    if (own.first > box.a_lo - box.b_hi) {
        at(own, --own.first - 1) = kUnreachedBack;
    } else {
        ++own.first;
    }
    if (own.last < box.a_hi - box.b_lo) {
        at(own, ++own.last + 1) = kUnreachedBack;
    } else {
        --own.last;
    }
    for (Offset diagonal = own.last; diagonal >= own.first; diagonal -= 2) {
        Offset i = std::min(at(own, diagonal - 1), at(own, diagonal + 1) - 1);
        const Offset from = i;
        while (i > box.a_lo && i - diagonal > box.b_lo && equal(i - 1, i - diagonal - 1))
            --i;
        steps_ += static_cast<std::size_t>(from - i) + 1;
        at(own, diagonal) = i;
        if (!odd && forward_.first <= diagonal && diagonal <= forward_.last &&
            i <= at(forward_, diagonal)) {
            met = {i, i - diagonal};
            return true;
        }
    }
    return false;
}

// The end of the path that came farthest from its corner.
Point Differ::best_so_far(const Box& box) {
    Point ahead{box.a_lo, box.b_lo}, behind{box.a_hi, box.b_hi};
    for (Offset diagonal = forward_.last; diagonal >= forward_.first; diagonal -= 2) {
        const Offset i = std::min({at(forward_, diagonal), box.a_hi, box.b_hi + diagonal});
        const Offset j = i - diagonal;
        if (i >= box.a_lo && j >= box.b_lo && i + j > ahead.a + ahead.b) ahead = {i, j};
    }
    for (Offset diagonal = backward_.last; diagonal >= backward_.first; diagonal -= 2) {
        const Offset i = std::max({at(backward_, diagonal), box.a_lo, box.b_lo + diagonal});
        const Offset j = i - diagonal;
        if (i <= box.a_hi && j <= box.b_hi && i + j < behind.a + behind.b) behind = {i, j};
    }
    const Offset gone_ahead = ahead.a + ahead.b - box.a_lo - box.b_lo;
    const Offset gone_behind = box.a_hi + box.b_hi - behind.a - behind.b;
    return gone_ahead >= gone_behind ? ahead : behind;
}

// A point on a shortest path through the box (on a good one, past the budget). `box` is trimmed and
// neither side is empty, so both halves are smaller.
Point Differ::split(const Box& box) {
    forward_.first = forward_.last = box.a_lo - box.b_lo;
    backward_.first = backward_.last = box.a_hi - box.b_hi;
    at(forward_, forward_.first) = box.a_lo;
    at(backward_, backward_.first) = box.a_hi;
    const bool odd = ((forward_.first - backward_.first) & 1) != 0;
    // One box may take a quarter of what is left; a floor keeps the split worth its step.
    constexpr std::size_t kStepsMin = 4096;
    const std::size_t limit = std::max(steps_left_ / 4, kStepsMin);
    steps_ = 0;
    Point met;
    while (true) {
        if (step_forward(box, odd, met) || step_backward(box, odd, met)) break;
        if (steps_ >= limit) {
            met = best_so_far(box);
            break;
        }
    }
    steps_left_ -= std::min(steps_left_, steps_);
    return met;
}

// The lines of one side that the other side has too.
struct Shared {
    std::vector<std::uint32_t> symbols;
    std::vector<std::size_t> lines;
};

Shared shared_lines(std::span<const std::uint32_t> own, std::span<const std::uint32_t> other) {
    std::vector<std::uint32_t> known(other.begin(), other.end());
    std::sort(known.begin(), known.end());
    Shared shared;
    for (std::size_t line = 0; line < own.size(); ++line) {
        if (!std::binary_search(known.begin(), known.end(), own[line])) continue;
        shared.symbols.push_back(own[line]);
        shared.lines.push_back(line);
    }
    return shared;
}

// For each line of a side: whether it is part of a hunk.
std::vector<bool> spread(const Shared& shared, const std::vector<bool>& changed, std::size_t size) {
    std::vector<bool> all(size, true);
    for (std::size_t k = 0; k < shared.lines.size(); ++k)
        all[shared.lines[k]] = changed[k];
    return all;
}

std::vector<Hunk> hunks_from(const std::vector<bool>& a_changed,
                             const std::vector<bool>& b_changed) {
    std::vector<Hunk> hunks;
    std::size_t i = 0, j = 0;
    while (i < a_changed.size() || j < b_changed.size()) {
        Hunk hunk{i, i, j, j};
        while (hunk.a_end < a_changed.size() && a_changed[hunk.a_end])
            ++hunk.a_end;
        while (hunk.b_end < b_changed.size() && b_changed[hunk.b_end])
            ++hunk.b_end;
        if (hunk.removed() + hunk.added() != 0) hunks.push_back(hunk);
        i = hunk.a_end + 1;  // past the equal line that ends the hunk
        j = hunk.b_end + 1;
    }
    return hunks;
}

// Moves a hunk that only adds or only removes as far down as equal lines allow, at most to the
// start of the next one.
void slide(Hunk& hunk, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
           std::size_t a_limit) {
    const bool adds = hunk.removed() == 0;
    const auto side = adds ? b : a;
    std::size_t& begin = adds ? hunk.b_begin : hunk.a_begin;
    std::size_t& end = adds ? hunk.b_end : hunk.a_end;
    while (hunk.a_end < a_limit && end < side.size() && side[begin] == side[end]) {
        ++hunk.a_begin;
        ++hunk.a_end;
        ++hunk.b_begin;
        ++hunk.b_end;
    }
    (void)begin;
}

std::vector<Hunk> slid_down(const std::vector<Hunk>& hunks, std::span<const std::uint32_t> a,
                            std::span<const std::uint32_t> b) {
    std::vector<Hunk> done;  // from the last hunk to the first
    for (std::size_t k = hunks.size(); k-- > 0;) {
        Hunk hunk = hunks[k];
        while (hunk.removed() == 0 || hunk.added() == 0) {
            slide(hunk, a, b, done.empty() ? a.size() : done.back().a_begin);
            if (done.empty() || hunk.a_end != done.back().a_begin) break;
            hunk.a_end = done.back().a_end;
            hunk.b_end = done.back().b_end;
            done.pop_back();
        }
        done.push_back(hunk);
    }
    std::reverse(done.begin(), done.end());
    return done;
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::vector<Hunk> diff_symbols(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                               std::size_t steps_max) {
    const Shared shared_a = shared_lines(a, b);
    const Shared shared_b = shared_lines(b, a);
    Differ differ(shared_a.symbols, shared_b.symbols, steps_max);
    differ.run();
    const auto hunks = hunks_from(spread(shared_a, differ.a_changed, a.size()),
                                  spread(shared_b, differ.b_changed, b.size()));
    return slid_down(hunks, a, b);
}

std::vector<Hunk> diff_lines(std::span<const std::string_view> a,
                             std::span<const std::string_view> b, std::size_t steps_max) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    const auto numbered = [&](std::span<const std::string_view> lines) {
        std::vector<std::uint32_t> symbols;
        symbols.reserve(lines.size());
        for (const auto line : lines) {
            const auto next = static_cast<std::uint32_t>(numbers.size());
            symbols.push_back(numbers.emplace(line, next).first->second);
        }
        return symbols;
    };
    const auto symbols_a = numbered(a);
    const auto symbols_b = numbered(b);
    return diff_symbols(symbols_a, symbols_b, steps_max);
}

std::vector<std::size_t> counterparts(std::span<const Hunk> hunks, std::size_t a_size) {
    std::vector<std::size_t> found(a_size, kNoLine);
    std::size_t a = 0, b = 0;
    const auto copy_until = [&](std::size_t a_end) {
        while (a < a_end)
            found[a++] = b++;
    };
    for (const Hunk& hunk : hunks) {
        copy_until(hunk.a_begin);
        a = hunk.a_end;
        b = hunk.b_end;
    }
    copy_until(a_size);
    return found;
}

}  // namespace seogo::notebook
