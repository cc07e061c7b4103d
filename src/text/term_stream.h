// Analysis for building an index: the terms of analyze() but its pairs, as numbers.
//
// Law (term_stream_test): term texts and positions of any text are those of analyze() in their
// order, its kPair terms left out; kinds and places are not told.
// How: white space and most signs part a text into surface forms ("GPUs", "v1.5", "임베딩을") whose
// terms depend on nothing around them. The terms of a surface are remembered, so that folding,
// particles and Porter2 run once for each distinct one, and a word seen before costs one look-up.
// Threads: one at a time; any number of streams beside each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace seogo::text {

class TermStream {
public:
    struct Occurrence {
        std::uint32_t term = 0;
        std::uint32_t position = 0;  // of the run within the text, as Term::position
    };

    // `memo_bytes_max`: what surfaces remembered may take before all of them are forgotten (some
    // 400,000 in 32 MiB); never more than 4 GiB. Only speed depends on it; numbers stay.
    explicit TermStream(std::size_t memo_bytes_max = std::size_t{32} << 20);
    ~TermStream();
    TermStream(TermStream&& other) noexcept;
    TermStream& operator=(TermStream&& other) noexcept;

    // Replaces what `out` held. In order of position; a (term, position) comes twice only where
    // analyze() gives it twice. `text`: any bytes, less than 4 GiB.
    void analyze(std::string_view text, std::vector<Occurrence>& out);

    // The key of a term, as Term::text: "w", "s" or "b", then letters. Valid while the stream, or
    // one that it was moved to, lives. `number`: less than term_count().
    std::string_view term(std::uint32_t number) const;

    // Numbers are dense from 0, by first appearance; at most 2^31.
    std::size_t term_count() const;

    // Memory held, roughly.
    std::size_t bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace seogo::text
