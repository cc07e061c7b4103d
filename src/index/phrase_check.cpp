// Rarest word first: where it stands leaves few places at which the others are looked for.
#include "index/phrase_check.h"

#include <algorithm>
#include <bit>

namespace seogo::index {
namespace {

// Keeps the starts at which a word stands too, `offset` behind them. Both lists rise.
void keep_followed(std::vector<std::uint32_t>& starts, const std::vector<std::uint32_t>& positions,
                   std::uint32_t offset) {
    std::size_t kept = 0;
    auto at = positions.begin();
    for (const std::uint32_t start : starts) {
        const std::uint64_t wanted = std::uint64_t{start} + offset;
        while (at != positions.end() && *at < wanted)
            ++at;
        if (at == positions.end()) break;
        if (*at == wanted) starts[kept++] = start;
    }
    starts.resize(kept);
}

}  // namespace

PhraseCheck::PhraseCheck(std::vector<Word> words, std::optional<Field> field, std::uint32_t slack)
    : words_(std::move(words)), field_(field), slack_(slack) {
    std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
        return a.cursor->doc_freq() < b.cursor->doc_freq();
    });
    if (slack_ > 0) near_.resize(words_.size());
}

bool PhraseCheck::holds() {
    unsigned fields = field_ ? 1u << static_cast<unsigned>(*field_) : ~0u;
    for (const Word& word : words_)
        fields &= word.cursor->fields();
    for (; fields != 0; fields &= fields - 1) {
        const auto field = static_cast<Field>(std::countr_zero(fields));
        if (slack_ > 0 ? stand_near(field) : follow(field)) return true;
    }
    return false;
}

bool PhraseCheck::follow(Field field) {
    words_[0].cursor->positions(field, starts_);
    const std::uint32_t offset = words_[0].offset;
    std::erase_if(starts_, [&](std::uint32_t at) { return at < offset; });
    for (std::uint32_t& start : starts_)
        start -= offset;
    for (std::size_t w = 1; w < words_.size() && !starts_.empty(); ++w) {
        words_[w].cursor->positions(field, positions_);
        keep_followed(starts_, positions_, words_[w].offset);
    }
    return !starts_.empty();
}

bool PhraseCheck::stand_near(Field field) {
    for (std::size_t w = 0; w < words_.size(); ++w)
        words_[w].cursor->positions(field, near_[w]);
    return words_agree(near_, slack_);
}

}  // namespace seogo::index
