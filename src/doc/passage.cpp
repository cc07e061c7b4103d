// Text to passages: blocks cut down to size, then neighbours joined under their heading.
#include "doc/passage.h"

#include <algorithm>
#include <span>

#include "doc/block.h"
#include "doc/composed.h"
#include "text/sentence.h"
#include "text/unicode.h"

namespace seogo::doc {
namespace {

constexpr std::size_t kCharacterBytesMax = 4;

// The nearest place at or before `at` that is not inside a character.
std::size_t character_begin(std::string_view text, std::size_t at) {
    for (std::size_t back = 1; back < kCharacterBytesMax && back <= at; ++back) {
        if (text::code_point_at(text, at - back).length > back) return at - back;
    }
    return at;
}

// Cuts what has no sentence or line to cut at: at white space in its second half, else anywhere
// between two characters.
void cut_hard(std::string_view text, Line range, std::size_t bytes_max, std::vector<Line>& out) {
    while (range.end - range.begin > bytes_max) {
        std::size_t cut = range.begin + bytes_max;
        while (cut > range.begin + bytes_max / 2 && !is_space(text[cut]))
            --cut;
        if (!is_space(text[cut])) cut = character_begin(text, range.begin + bytes_max);
        const Line piece = trimmed(text, {range.begin, cut});
        if (piece.begin < piece.end) out.push_back(piece);
        range = trimmed(text, {cut, range.end});
    }
    if (range.begin < range.end) out.push_back(range);
}

// Where a block that is too long may be cut: before each of these places.
std::vector<std::size_t> seams_of(std::string_view text, const Block& block) {
    std::vector<std::size_t> seams;
    if (block.kind == BlockKind::kCode || block.kind == BlockKind::kTable) {
        for (const Line& line : lines_of(text, block.begin, block.end))
            seams.push_back(line.begin);
        return seams;
    }
    const auto sentences = text::sentences(text.substr(block.begin, block.end - block.begin));
    for (const auto& sentence : sentences)
        seams.push_back(block.begin + sentence.begin);
    return seams;
}

// A block as pieces of at most `bytes_max`, each as long as the seams allow up to `bytes_aimed`.
void cut_block(std::string_view text, const Block& block, const PassageOptions& options,
               std::vector<Line>& out) {
    if (block.end - block.begin <= options.bytes_max) {
        out.push_back({block.begin, block.end});
        return;
    }
    auto seams = seams_of(text, block);
    seams.push_back(block.end);
    std::size_t begin = block.begin, end = block.begin;  // of the piece being gathered
    for (const std::size_t seam : seams) {
        if (seam - begin > options.bytes_aimed && end > begin) {
            cut_hard(text, trimmed(text, {begin, end}), options.bytes_max, out);
            begin = end;
        }
        end = seam;
    }
    cut_hard(text, trimmed(text, {begin, block.end}), options.bytes_max, out);
}

// One section: the headings before its body, and the body's pieces.
class PassageJoiner {
public:
    explicit PassageJoiner(const PassageOptions& options) : options_(options) {}

    void heading(const Block& block, std::span<const Line> pieces) {
        if (has_body_) flush();
        heading_ = {block.words_begin, block.words_end};
        for (const Line& piece : pieces)
            append(piece, options_.bytes_max);
        has_body_ = false;
    }

    // The pieces of everything up to the next heading.
    void body(std::span<const Line> pieces) {
        if (pieces.empty()) return;
        const std::size_t begin = open_ ? passage_.begin : pieces.front().begin;
        const std::size_t bytes = pieces.back().end - begin;
        // Cuts of even size: 1300 bytes become 650 + 650, not 1200 + 100.
        const std::size_t count = (bytes + options_.bytes_aimed - 1) / options_.bytes_aimed;
        const std::size_t share = (bytes + count - 1) / count;
        for (const Line& piece : pieces) {
            const bool full = has_body_ && passage_.end - passage_.begin >= share;
            if (full) flush();
            append(piece, has_body_ ? options_.bytes_aimed : options_.bytes_max);
            has_body_ = true;
        }
    }

    std::vector<Passage> finish() {
        flush();
        return std::move(passages_);
    }

private:
    // Joins while the whole stays within `limit`; else a new passage begins.
    void append(Line piece, std::size_t limit) {
        if (open_ && piece.end - passage_.begin > limit) flush();
        if (!open_) passage_.begin = piece.begin;
        passage_.end = piece.end;
        passage_.heading_begin = heading_.begin;
        passage_.heading_end = heading_.end;
        open_ = true;
    }

    void flush() {
        if (open_) passages_.push_back(passage_);
        open_ = has_body_ = false;
    }

    PassageOptions options_;
    std::vector<Passage> passages_;
    Passage passage_;  // being gathered, where open_
    Line heading_;     // the last one seen
    bool open_ = false;
    bool has_body_ = false;  // passage_ holds more than headings
};

std::vector<Passage> cut(std::string_view text, PassageOptions options) {
    options.bytes_aimed = std::max(options.bytes_aimed, kCharacterBytesMax);
    options.bytes_max = std::max(options.bytes_max, options.bytes_aimed);
    PassageJoiner joiner(options);
    std::vector<Line> pieces;  // of the section in hand
    for (const Block& block : blocks(text)) {
        if (block.kind != BlockKind::kHeading) {
            cut_block(text, block, options, pieces);
            continue;
        }
        joiner.body(pieces);
        pieces.clear();
        cut_block(text, block, options, pieces);
        joiner.heading(block, pieces);
        pieces.clear();
    }
    joiner.body(pieces);
    return joiner.finish();
}

}  // namespace

std::vector<Passage> passages(std::string_view text, PassageOptions options) {
    if (!is_decomposed(text)) return cut(text, options);
    const Composed twin = composed(text);
    auto passages = cut(twin.text, options);
    for (Passage& passage : passages) {
        for (std::size_t* at :
             {&passage.begin, &passage.end, &passage.heading_begin, &passage.heading_end}) {
            *at = twin.source[*at];
        }
    }
    std::erase_if(passages, [](const Passage& passage) { return passage.begin == passage.end; });
    return passages;
}

}  // namespace seogo::doc
