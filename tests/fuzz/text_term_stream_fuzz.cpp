// Any bytes at all: a term stream says what analyze() says but its pairs, whatever it remembers
// of texts before, and a second time as the first.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "text/analyzer.h"
#include "text/term_stream.h"

using namespace seogo;

namespace {

void check_same(text::TermStream& stream, std::string_view input,
                const std::vector<text::Term>& terms) {
    std::vector<text::TermStream::Occurrence> occurrences;
    stream.analyze(input, occurrences);
    std::size_t at = 0;
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kPair) continue;
        SEOGO_CHECK(at < occurrences.size());
        SEOGO_CHECK(occurrences[at].term < stream.term_count());
        SEOGO_CHECK(stream.term(occurrences[at].term) == term.text);
        SEOGO_CHECK(occurrences[at].position == term.position);
        ++at;
    }
    SEOGO_CHECK(at == occurrences.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto terms = text::analyze(input);
    static text::TermStream of_all_inputs(1 << 20);
    check_same(of_all_inputs, input, terms);
    text::TermStream fresh;
    check_same(fresh, input, terms);
    check_same(fresh, input, terms);
    return 0;
}
