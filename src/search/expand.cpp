// Asks every segment's dictionary for the terms, and joins what they answer.
#include "search/expand.h"

#include <algorithm>
#include <map>

#include "index/term_matcher.h"
#include "search/weights.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

// Terms read of one segment before the most frequent are chosen.
constexpr std::size_t kTermsRead = 4096;

struct ExpandedTerm {
    std::string term;  // with its kind
    std::uint64_t doc_freq = 0;
    std::uint8_t distance = 0;
};

bool has_hangul(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
        const text::CodePoint c = text::code_point_at(word, at);
        if (text::script_of(c.value) == text::Script::kHangul) return true;
        at += c.length;
    }
    return false;
}

// Stems of Hangul, words of all else: what the index keys such a word on.
char kind_of(std::string_view word) { return has_hangul(word) ? 's' : 'w'; }

Result<std::unique_ptr<index::TermMatcher>> matcher_of(const Clause& clause,
                                                       const std::string& word) {
    const char kind = kind_of(word);
    switch (clause.match) {
        case WordMatch::kPrefix:
            return index::prefix_matcher(kind, word);
        case WordMatch::kInitials:
            return index::initials_matcher(kind, word, index::InitialsOf::kWholeTerm);
        case WordMatch::kFuzzy:
        case WordMatch::kOwn:
            break;
    }
    index::FuzzyOptions options;
    options.edits_max = clause.edits;
    // A stem is the beginning of a word that is typed whole.
    const std::size_t suffix = word.size() * 5 / 12;  // what a stem may lack of it: -isation
    if (kind == 'w') options.beginning_letters = std::max<std::size_t>(word.size() - suffix, 3);
    return index::fuzzy_matcher(kind, word, options);
}

// What a word is known by whole: embedding* also finds embed, its stem.
void add_own(std::span<const index::LiveSegment> segments, const std::string& word,
             std::map<std::string, ExpandedTerm>& found) {
    for (const text::Term& term : text::analyze(word)) {
        if (term.kind != text::TermKind::kWord) continue;
        for (const index::LiveSegment& segment : segments) {
            const auto info = segment.segment->find(term.text);
            if (!info || found.contains(term.text)) continue;
            found[term.text] = {term.text, info->doc_freq, 0};
        }
    }
}

struct Expanded {
    std::vector<ExpandedTerm> terms;
    std::size_t known = 0;  // before the cut
    bool cut = false;
};

Result<Expanded> terms_of(std::span<const index::LiveSegment> segments, const Clause& clause,
                          std::size_t terms_max) {
    const std::string word = text::fold(clause.value).text;
    std::map<std::string, ExpandedTerm> found;
    bool cut = false;
    for (const index::LiveSegment& segment : segments) {
        SEOGO_ASSIGN(const auto matcher, matcher_of(clause, word));
        const auto matched =
            index::matching_terms(segment.segment->dictionary(), *matcher, kTermsRead);
        cut |= matched.cut;
        for (const index::MatchedTerm& term : matched.terms) {
            ExpandedTerm& joined = found[term.term];
            joined.term = term.term;
            joined.doc_freq += term.info.doc_freq;
            joined.distance = term.distance;
        }
    }
    if (clause.match != WordMatch::kInitials) add_own(segments, word, found);
    Expanded expanded;
    for (auto& [term, joined] : found)
        expanded.terms.push_back(std::move(joined));
    std::stable_sort(expanded.terms.begin(), expanded.terms.end(),
                     [](const ExpandedTerm& a, const ExpandedTerm& b) {
                         if (a.distance != b.distance) return a.distance < b.distance;
                         return a.doc_freq > b.doc_freq;
                     });
    expanded.known = expanded.terms.size();
    expanded.cut = cut || expanded.known > terms_max;
    if (expanded.known > terms_max) expanded.terms.resize(terms_max);
    return expanded;
}

std::string shown_of(const Clause& clause) {
    switch (clause.match) {
        case WordMatch::kPrefix:
            return clause.value + "*";
        case WordMatch::kFuzzy:
            return clause.value + (clause.edits == 2 ? "~2" : "~");
        case WordMatch::kInitials:
        case WordMatch::kOwn:
            break;
    }
    return clause.value;
}

Pattern pattern_of(std::string term, const Clause& clause) {
    Pattern pattern;
    pattern.words.push_back({{std::move(term)}, "", 0});
    pattern.shown = shown_of(clause);
    return pattern;
}

// The word's own key, where it stands for nothing.
std::string own_key(const Clause& clause) {
    const std::string word = text::fold(clause.value).text;
    return kind_of(word) + word;
}

void warn_of(const Expanded& expanded, const Clause& clause, std::vector<std::string>& warnings) {
    if (!expanded.cut) return;
    warnings.push_back("\"" + shown_of(clause) + "\" stands for more than " +
                       std::to_string(expanded.terms.size()) +
                       " terms; the most frequent were looked for");
}

void add_ranked(const Expanded& expanded, const Clause& clause, Wanted& wanted) {
    for (const ExpandedTerm& term : expanded.terms) {
        wanted.patterns.push_back(pattern_of(term.term, clause));
        const bool known =
            std::any_of(wanted.terms.begin(), wanted.terms.end(),
                        [&](const WantedTerm& own) { return own.term == term.term && !own.field; });
        if (known) continue;
        WantedTerm own;
        own.term = term.term;
        own.shown = term.term.substr(1);
        own.kind = term.term[0] == 'w' ? text::TermKind::kWord : text::TermKind::kStem;
        own.weight = kind_weight(text::TermKind::kWord) / (1 + term.distance);
        wanted.terms.push_back(std::move(own));
    }
    if (expanded.terms.empty()) wanted.patterns.push_back(pattern_of(own_key(clause), clause));
}

}  // namespace

Status expand(std::span<const index::LiveSegment> segments, Plan& plan) {
    for (const Clause& clause : plan.expansions) {
        SEOGO_ASSIGN(const Expanded expanded, terms_of(segments, clause, kExpandedMax));
        warn_of(expanded, clause, plan.warnings);
        add_ranked(expanded, clause, plan.wanted);
    }
    for (auto& any_of : plan.must) {
        for (Condition& condition : any_of) {
            if (!condition.is_expansion) continue;
            // What a condition leaves out must be all of it.
            const std::size_t most = condition.negated ? kTermsRead : kExpandedMax;
            SEOGO_ASSIGN(const Expanded expanded, terms_of(segments, condition.clause, most));
            warn_of(expanded, condition.clause, plan.warnings);
            for (const ExpandedTerm& term : expanded.terms)
                condition.expanded.push_back(pattern_of(term.term, condition.clause));
            if (!condition.negated) add_ranked(expanded, condition.clause, plan.wanted);
        }
    }
    return ok_status();
}

}  // namespace seogo::search
