// Pairs up two sequences whose members were edited, moved, added and removed: first what is equal
// in place, then what is equal anywhere, then what is alike between paired neighbours.
//
// Inner to the module; match.cpp pairs entries and lines with it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::notebook {

class Pairing {
public:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    Pairing(std::size_t old_size, std::size_t fresh_size)
        : to_fresh_(old_size, kNone), to_old_(fresh_size, kNone) {}

    std::size_t to_fresh(std::size_t old) const { return to_fresh_[old]; }
    std::size_t to_old(std::size_t fresh) const { return to_old_[fresh]; }
    bool is_free(std::size_t old, std::size_t fresh) const {
        return to_fresh_[old] == kNone && to_old_[fresh] == kNone;
    }
    // * both sides must be free.
    void pair(std::size_t old, std::size_t fresh);

    // One key a member; a member with the key "" is left out.
    struct Keys {
        std::vector<std::string> old, fresh;
    };
    // Pairs free members of equal keys by a diff of the sequences, in which paired members stand as
    // fixed points: of several equal ones, those in the right place.
    void pair_in_place(const Keys& keys);
    // Pairs free members of equal keys wherever they stand, the first with the first.
    void pair_anywhere(const Keys& keys);

    // In [0, 1]; 0: never one.
    using Likeness = std::function<double(std::size_t old, std::size_t fresh)>;
    struct Thresholds {
        double among_several = 0.5;
        double alone = 0.5;  // where the gap holds one free member a side
    };
    // Pairs free members in gaps between paired neighbours, the most alike first. Large gaps are
    // compared within a band around the same place, so that time stays linear.
    void pair_alike(const Likeness& likeness, Thresholds thresholds);
    // Pairs free members anywhere, the most alike first; nothing where there are too many to
    // compare.
    void pair_alike_anywhere(const Likeness& likeness, double threshold);

private:
    struct Gap {
        std::vector<std::size_t> old, fresh;
    };
    std::vector<Gap> gaps() const;
    std::vector<std::size_t> free_run(std::size_t begin, bool forward) const;
    void pair_gap(const Gap& gap, const Likeness& likeness, double threshold);

    std::vector<std::size_t> to_fresh_, to_old_;
};

}  // namespace seogo::notebook
