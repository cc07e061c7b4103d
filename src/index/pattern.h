// A word, a phrase, or words near each other, as terms at positions; and where it holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "index/passage.h"
#include "index/posting_cursor.h"
#include "index/segment.h"

namespace seogo::index {

// A word, or several that follow each other. A word holds at a position of a field where all its
// terms stand there ("임베딩" in "문장임베딩은": 임베, 베딩 in one run), or its other term does.
struct Pattern {
    struct Word {
        std::vector<std::string> all_of;  // terms that stand at its position together
        std::string or_term;              // or this one alone; "": none
        std::uint32_t offset = 0;         // from the first word's position
    };
    std::vector<Word> words;
    std::optional<Field> field;  // only there; any field where empty
    // Above 0: the words may stand in any order with up to so many others among them.
    std::uint32_t slack = 0;
    std::string shown;  // as the query has it
};

// The pattern is one term of any field: its posting list is the answer.
bool is_one_term(const Pattern& pattern);
// Each word is one term: all of them must stand in a passage.
bool has_plain_words(const Pattern& pattern);

// The words of `starts`: where the first word would stand, were each word in its place; the
// pattern holds where all agree. `slack`: see Pattern; then `starts` are the words' own positions.
// Each list rises.
bool words_agree(const std::vector<std::vector<std::uint32_t>>& starts, std::uint32_t slack);

// Walks the passages of one segment in which a pattern holds. Dead passages are not left out.
// * never moves backwards.
class PatternMatcher {
public:
    PatternMatcher(const Segment& segment, const Pattern& pattern);

    // The first passage of `target` or behind it in which the pattern holds; PostingCursor::kEnd.
    std::uint32_t advance(std::uint32_t target);
    std::uint32_t passage() const { return passage_; }

    // The same in two steps, so that who has another reason to pass over a passage needs no
    // positions: the first passage in which the pattern can hold, as all its words stand there,
    std::uint32_t advance_candidate(std::uint32_t target);
    // and whether it does. `passage`: what advance_candidate() answered last.
    bool holds(std::uint32_t passage);
    // An upper bound of the passages that it will answer.
    std::uint64_t cost() const;

private:
    struct WordLists {
        std::vector<PostingCursor> all_of;  // rarest first
        std::optional<PostingCursor> alone;
        std::uint32_t offset = 0;
        std::uint32_t both = 0;  // where all of all_of stand, from the last target on
    };
    std::uint32_t candidate(WordLists& lists, std::uint32_t target) const;
    bool holds_in(Field field, std::uint32_t passage);
    void positions_of(WordLists& lists, Field field, std::uint32_t passage,
                      std::vector<std::uint32_t>& out);

    std::vector<WordLists> words_;
    std::optional<Field> field_;
    std::uint32_t slack_ = 0;
    bool is_one_term_ = false;
    std::uint32_t passage_ = 0;
    bool begun_ = false;
    std::vector<std::vector<std::uint32_t>> starts_;  // scratch
    std::vector<std::uint32_t> scratch_, kept_;
};

}  // namespace seogo::index
