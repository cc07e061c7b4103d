// Three-way merge: two line diffs against the base, met edit by edit.
#include "notebook/merge.h"

#include <algorithm>
#include <optional>

#include "notebook/alikeness.h"
#include "notebook/line_diff.h"
#include "notebook/new_entries.h"

namespace seogo::notebook {
namespace {

using Lines = std::vector<std::string_view>;

std::string joined(const Lines& lines, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t line = begin; line < end; ++line)
        text += lines[line];
    return text;
}

bool is_insertion(const Hunk& hunk) { return hunk.removed() == 0; }
bool is_deletion(const Hunk& hunk) { return hunk.added() == 0; }
// As many lines as before: each can be one line of the base, changed.
bool is_even(const Hunk& hunk) { return hunk.removed() == hunk.added(); }

// Splits the lines at both ends of a hunk that are plainly one line, changed, into hunks of their
// own: a changed title with a new note below it is one changed line and one inserted line.
void append_refined(std::vector<Hunk>& out, Hunk hunk, const Lines& a, const Lines& b) {
    while (!is_insertion(hunk) && !is_deletion(hunk) &&
           are_alike(a[hunk.a_begin], b[hunk.b_begin])) {
        out.push_back({hunk.a_begin, hunk.a_begin + 1, hunk.b_begin, hunk.b_begin + 1});
        ++hunk.a_begin;
        ++hunk.b_begin;
    }
    std::vector<Hunk> last;
    while (!is_insertion(hunk) && !is_deletion(hunk) &&
           are_alike(a[hunk.a_end - 1], b[hunk.b_end - 1])) {
        --hunk.a_end;
        --hunk.b_end;
        last.push_back({hunk.a_end, hunk.a_end + 1, hunk.b_end, hunk.b_end + 1});
    }
    if (hunk.removed() + hunk.added() != 0) out.push_back(hunk);
    out.insert(out.end(), last.rbegin(), last.rend());
}

std::vector<Hunk> refined_diff(const Lines& a, const Lines& b) {
    std::vector<Hunk> hunks;
    for (const Hunk& hunk : diff_lines(a, b))
        append_refined(hunks, hunk, a, b);
    return hunks;
}

enum SideName : std::size_t { kOurs = 0, kTheirs = 1 };

struct Edit {
    Hunk hunk;
    SideName side = kOurs;
};

// Edits of both sides that cannot be told apart, or one edit that stands alone.
struct Group {
    std::vector<Edit> edits;
    std::size_t begin = 0, end = 0;  // lines of the base

    // The last edit of a side; null where it has none here.
    const Edit* last_of(SideName side) const {
        const auto found = std::find_if(edits.rbegin(), edits.rend(),
                                        [&](const Edit& edit) { return edit.side == side; });
        return found == edits.rend() ? nullptr : &*found;
    }
    const Edit* first_of(SideName side) const {
        const auto found = std::find_if(edits.begin(), edits.end(),
                                        [&](const Edit& edit) { return edit.side == side; });
        return found == edits.end() ? nullptr : &*found;
    }
    void add(const Edit& edit) {
        begin = edits.empty() ? edit.hunk.a_begin : std::min(begin, edit.hunk.a_begin);
        end = edits.empty() ? edit.hunk.a_end : std::max(end, edit.hunk.a_end);
        edits.push_back(edit);
    }
};

struct Range {
    std::size_t begin = 0, end = 0;
};

// The lines of a side that stand for the lines of the base that a group covers.
Range side_range(const Group& group, SideName side) {
    const Edit* first = group.first_of(side);
    const Edit* last = group.last_of(side);
    return {first->hunk.b_begin - (first->hunk.a_begin - group.begin),
            last->hunk.b_end + (group.end - last->hunk.a_end)};
}

class Merger {
public:
    Merger(std::string_view base, std::string_view ours, std::string_view theirs)
        : base_(split_lines(base)),
          lines_{split_lines(ours), split_lines(theirs)},
          entries_{NewEntries(ours), NewEntries(theirs)} {}

    Merged run() {
        if (has_edits_of(kOurs, kTheirs))
            return {joined(lines_[kTheirs], 0, lines_[kTheirs].size()), {}};
        if (has_edits_of(kTheirs, kOurs))
            return {joined(lines_[kOurs], 0, lines_[kOurs].size()), {}};
        std::size_t copied = 0;  // lines of the base
        for (const Group& group : groups()) {
            merged_.text += joined(base_, copied, group.begin);
            resolve(group);
            copied = group.end;
        }
        merged_.text += joined(base_, copied, base_.size());
        return std::move(merged_);
    }

private:
    std::vector<Group> groups();
    void add_to(std::vector<Group>& groups, const Edit& edit);
    bool clash(const Edit& a, const Edit& b);
    bool can_touch(const Edit& left, const Edit& right);
    bool is_plain(const Edit& edit) const;
    void resolve(const Group& group);
    bool has_edits_of(SideName inner, SideName outer);
    bool contains(const Group& group, SideName outer);
    std::optional<std::string> both_entries(const Group& group);

    Lines base_;
    Lines lines_[2];
    NewEntries entries_[2];
    Merged merged_;
};

std::vector<Group> Merger::groups() {
    std::vector<Edit> edits;
    for (const SideName side : {kOurs, kTheirs}) {
        for (const Hunk& hunk : refined_diff(base_, lines_[side]))
            edits.push_back({hunk, side});
    }
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
        return std::pair(a.hunk.a_begin, a.hunk.a_end) < std::pair(b.hunk.a_begin, b.hunk.a_end);
    });
    std::vector<Group> groups;
    for (const Edit& edit : edits)
        add_to(groups, edit);
    return groups;
}

// Puts an edit behind all others: into the first group that it clashes with, and those after that;
// where there is none, into a group of its own.
void Merger::add_to(std::vector<Group>& groups, const Edit& edit) {
    std::size_t first = groups.size();
    for (std::size_t k = groups.size(); k-- > 0 && groups[k].end >= edit.hunk.a_begin;) {
        const auto& met = groups[k].edits;
        const bool meets = std::any_of(met.begin(), met.end(), [&](const Edit& other) {
            return other.side != edit.side && clash(other, edit);
        });
        if (meets) first = k;
    }
    if (first == groups.size()) groups.emplace_back();
    while (groups.size() > first + 1) {
        const Group last = std::move(groups.back());
        groups.pop_back();
        for (const Edit& other : last.edits)
            groups.back().add(other);
    }
    groups[first].add(edit);
}

// Whether two edits of different sides, the left one first in the base, cannot both be made.
bool Merger::clash(const Edit& left, const Edit& right) {
    if (is_insertion(left.hunk) && is_insertion(right.hunk)) {
        return left.hunk.a_begin == right.hunk.a_begin;
    }
    if (left.hunk.a_end != right.hunk.a_begin) return left.hunk.a_end > right.hunk.a_begin;
    return !can_touch(left, right);
}

// Edits that meet without overlapping: safe where no line of one can depend on a line of the other.
bool Merger::can_touch(const Edit& left, const Edit& right) {
    const Hunk &a = left.hunk, &b = right.hunk;
    if (!is_deletion(a) && !lines_[left.side][a.b_end - 1].ends_with('\n')) return false;
    if (is_even(a) && is_even(b)) return true;  // two lines, each its own
    if (!is_plain(left) || !is_plain(right)) return false;
    if (is_deletion(a) && is_insertion(b)) {
        // What is added below a removed entry may have been meant for it.
        return entries_[right.side].are_whole(b.b_begin, b.b_end);
    }
    return true;
}

// Lines added, lines removed, or one line changed: no rewrite in which a line may stand for any
// other.
bool Merger::is_plain(const Edit& edit) const {
    const Hunk& hunk = edit.hunk;
    if (is_insertion(hunk) || is_deletion(hunk)) return true;
    return hunk.removed() == 1 && hunk.added() == 1 &&
           are_alike(base_[hunk.a_begin], lines_[edit.side][hunk.b_begin]);
}

// Whether an edit that was made after another (both in lines of the text between them) leaves it
// alone. Lines added beside a place where the other took some away could be those lines again.
bool leaves_alone(const Hunk& more, const Hunk& edit) {
    if (more.a_begin > edit.b_end || more.a_end < edit.b_begin) return true;
    const bool touches = more.a_begin == edit.b_end || more.a_end == edit.b_begin;
    return touches && (is_deletion(more) || is_insertion(edit));
}

// Whether the outer side has every edit of the inner side, and others that leave those alone: the
// inner side's edits count once.
bool Merger::has_edits_of(SideName inner, SideName outer) {
    const auto edits = refined_diff(base_, lines_[inner]);
    std::size_t first = 0;  // the edits before it end above
    for (const Hunk& more : refined_diff(lines_[inner], lines_[outer])) {
        while (first < edits.size() && edits[first].b_end < more.a_begin)
            ++first;
        for (std::size_t k = first; k < edits.size() && edits[k].b_begin <= more.a_end; ++k) {
            if (!leaves_alone(more, edits[k])) return false;
        }
    }
    return true;
}

// The same of the lines of one group.
bool Merger::contains(const Group& group, SideName outer) {
    const SideName inner = outer == kOurs ? kTheirs : kOurs;
    const Range from = side_range(group, inner);
    const Range to = side_range(group, outer);
    const auto begin_a = lines_[inner].begin(), begin_b = lines_[outer].begin();
    const Lines a(begin_a + static_cast<std::ptrdiff_t>(from.begin),
                  begin_a + static_cast<std::ptrdiff_t>(from.end));
    const Lines b(begin_b + static_cast<std::ptrdiff_t>(to.begin),
                  begin_b + static_cast<std::ptrdiff_t>(to.end));
    for (const Hunk& more : refined_diff(a, b)) {
        for (const Edit& edit : group.edits) {
            if (edit.side != inner) continue;
            Hunk own = edit.hunk;
            own.b_begin -= from.begin;
            own.b_end -= from.begin;
            if (!leaves_alone(more, own)) return false;
        }
    }
    return true;
}

// Whole new entries of both sides at the end of a week; nothing where it is not that.
std::optional<std::string> Merger::both_entries(const Group& group) {
    if (group.edits.size() != 2) return std::nullopt;
    const Range ours = side_range(group, kOurs);
    const Range theirs = side_range(group, kTheirs);
    for (const Edit& edit : group.edits) {
        if (!is_insertion(edit.hunk)) return std::nullopt;
        if (!entries_[edit.side].end_a_week(edit.hunk.b_begin, edit.hunk.b_end)) {
            return std::nullopt;
        }
    }
    return joined_entries(entries_[kOurs].blocks(ours.begin, ours.end),
                          entries_[kTheirs].blocks(theirs.begin, theirs.end));
}

void Merger::resolve(const Group& group) {
    const Edit& only = group.edits.front();
    if (group.edits.size() == 1) {
        merged_.text += joined(lines_[only.side], only.hunk.b_begin, only.hunk.b_end);
        return;
    }
    const Range ours = side_range(group, kOurs);
    const Range theirs = side_range(group, kTheirs);
    std::string our_text = joined(lines_[kOurs], ours.begin, ours.end);
    std::string their_text = joined(lines_[kTheirs], theirs.begin, theirs.end);
    if (our_text == their_text || contains(group, kOurs)) {
        merged_.text += our_text;
    } else if (contains(group, kTheirs)) {
        merged_.text += their_text;
    } else if (const auto both = both_entries(group)) {
        merged_.text += *both;
    } else {
        merged_.conflicts.push_back({group.begin + 1, std::move(our_text), std::move(their_text)});
    }
}

// "12,3", "12" for one line, "11,0" for none after line 11.
std::string range_text(std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    if (count == 1) return std::to_string(end);
    return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

void append_lines(std::string& out, char sign, const Lines& lines, Range range) {
    for (std::size_t line = range.begin; line < range.end; ++line) {
        out += sign;
        out += lines[line];
        if (!lines[line].ends_with('\n')) out += "\n\\ No newline at end of file\n";
    }
}

// Hunks [first, last] with `context` equal lines around and between them.
void append_hunks(std::string& out, const Lines& a, const Lines& b, std::span<const Hunk> hunks,
                  std::size_t context) {
    const std::size_t before = std::min(hunks.front().a_begin, context);
    const std::size_t after = std::min(a.size() - hunks.back().a_end, context);
    out += "@@ -";
    out += range_text(hunks.front().a_begin - before, hunks.back().a_end + after);
    out += " +";
    out += range_text(hunks.front().b_begin - before, hunks.back().b_end + after);
    out += " @@\n";
    std::size_t at = hunks.front().a_begin - before;
    for (const Hunk& hunk : hunks) {
        append_lines(out, ' ', a, {at, hunk.a_begin});
        append_lines(out, '-', a, {hunk.a_begin, hunk.a_end});
        append_lines(out, '+', b, {hunk.b_begin, hunk.b_end});
        at = hunk.a_end;
    }
    append_lines(out, ' ', a, {at, at + after});
}

}  // namespace

Merged merge3(std::string_view base, std::string_view ours, std::string_view theirs) {
    return Merger(base, ours, theirs).run();
}

std::string unified_diff(std::string_view before, std::string_view after, std::size_t context) {
    const Lines a = split_lines(before);
    const Lines b = split_lines(after);
    const auto hunks = diff_lines(a, b);
    std::string out;
    for (std::size_t first = 0; first < hunks.size();) {
        std::size_t end = first + 1;
        while (end < hunks.size() && hunks[end].a_begin - hunks[end - 1].a_end <= 2 * context)
            ++end;
        append_hunks(out, a, b, std::span(hunks).subspan(first, end - first), context);
        first = end;
    }
    return out;
}

}  // namespace seogo::notebook
