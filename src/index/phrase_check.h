// Whether the words of a pattern stand as it wants in a passage that their cursors stand on.
//
// Beside PatternMatcher (pattern.h), which walks lists of its own: here the conjunction that found
// the passage lends its cursors, so that nothing is decoded twice.
// Inside the module only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "index/pattern.h"

namespace seogo::index {

class PhraseCheck {
public:
    // A word of the pattern: the cursor of its one term, and where it stands from the first word.
    struct Word {
        PostingCursor* cursor = nullptr;  // borrowed
        std::uint32_t offset = 0;
    };
    // `words`: at least one.
    PhraseCheck(std::vector<Word> words, std::optional<Field> field, std::uint32_t slack);

    // All cursors stand on one passage.
    bool holds();

private:
    bool follow(Field field);
    bool stand_near(Field field);

    std::vector<Word> words_;  // rarest first
    std::optional<Field> field_;
    std::uint32_t slack_ = 0;
    std::vector<std::uint32_t> starts_, positions_;  // scratch
    std::vector<std::vector<std::uint32_t>> near_;   // scratch
};

}  // namespace seogo::index
