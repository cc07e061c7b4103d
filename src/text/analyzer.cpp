// Terms as strings, for queries and snippets; and the particles of one run.
#include "text/analyzer.h"

#include "text/letters.h"
#include "text/particles.h"
#include "text/run_terms.h"

namespace seogo::text {

std::vector<Term> analyze(std::string_view text) {
    RunTerms runs;
    runs.read(text, Pairs::kTold);
    std::vector<Term> out;
    out.reserve(runs.terms().size());
    for (const RunTerm& term : runs.terms()) {
        Term& added = out.emplace_back();
        added.text.reserve(1 + term.letters_size);
        added.text += term.prefix;
        added.text += runs.letters_of(term);
        added.kind = term.kind;
        added.position = term.position;
        added.begin = term.begin;
        added.end = term.end;
    }
    return out;
}

std::string_view strip_particles(std::string_view run) {
    std::vector<FoldedChar> chars;
    fold_characters(run, chars);
    std::u16string units;
    for (const FoldedChar& c : chars)
        units.push_back(c.value < 0x10000 ? static_cast<char16_t>(c.value) : u'\xFFFD');
    if (units.empty()) return run;
    const std::size_t length = stem_length(units);
    return length == units.size() ? run : run.substr(0, chars[length - 1].end);
}

}  // namespace seogo::text
