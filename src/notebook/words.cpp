// Looks for a few words in folded text.
#include "notebook/words.h"

#include <algorithm>
#include <string>

#include "text/unicode.h"

namespace seogo::notebook {
namespace {

template <std::size_t N>
bool holds_one(std::string_view text, const std::string_view (&words)[N]) {
    const std::string folded = text::fold(text).text;
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
        return folded.find(word) != std::string::npos;
    });
}

constexpr std::string_view kConceptWords[] = {"개념", "용어", "concept", "glossary", "terminolog"};
constexpr std::string_view kOrgWords[] = {"institut", "organi", "compan", "affiliation",
                                          "기관",     "회사",   "소속"};

}  // namespace

bool is_concept_box(std::string_view title) { return holds_one(title, kConceptWords); }
bool is_org_word(std::string_view head) { return holds_one(head, kOrgWords); }

}  // namespace seogo::notebook
