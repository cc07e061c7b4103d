// Finds the query's words in a text again, and the sentences that hold most of them.
#include "search/snippet.h"

#include <algorithm>
#include <map>
#include <set>

#include "text/analyzer.h"
#include "text/sentence.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

// A matched range and which word of the query it is.
struct Found {
    TextRange range;
    std::size_t word = 0;
};

// All words of a query by their first term.
struct WordList {
    std::vector<const Pattern::Word*> words;
    std::multimap<std::string_view, std::size_t> by_term;

    explicit WordList(const Wanted& wanted) {
        for (const Pattern& pattern : wanted.patterns) {
            for (const Pattern::Word& word : pattern.words) {
                if (word.all_of.empty()) continue;
                by_term.emplace(word.all_of[0], words.size());
                if (!word.or_term.empty()) by_term.emplace(word.or_term, words.size());
                words.push_back(&word);
            }
        }
    }
};

using Run = std::map<std::string_view, TextRange>;  // terms of one run, where they stand

void find_in_run(const WordList& list, const Run& run, std::vector<Found>& found) {
    for (const auto& [term, range] : run) {
        const auto [begin, end] = list.by_term.equal_range(term);
        for (auto at = begin; at != end; ++at) {
            const Pattern::Word& word = *list.words[at->second];
            TextRange all = range;
            bool holds = true;
            if (term != word.or_term) {
                for (const std::string& part : word.all_of) {
                    const auto place = run.find(part);
                    holds &= place != run.end();
                    if (!holds) break;
                    all.begin = std::min(all.begin, place->second.begin);
                    all.end = std::max(all.end, place->second.end);
                }
            }
            if (holds) found.push_back({all, at->second});
        }
    }
}

std::vector<Found> find_words(std::string_view text, const Wanted& wanted) {
    std::vector<Found> found;
    const WordList list(wanted);
    if (list.words.empty()) return found;
    const std::vector<text::Term> terms = text::analyze(text);
    std::map<std::uint32_t, Run> runs;
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kPair) continue;
        runs[term.position].emplace(term.text, TextRange{term.begin, term.end});
    }
    for (const auto& [position, run] : runs)
        find_in_run(list, run, found);
    std::sort(found.begin(), found.end(),
              [](const Found& a, const Found& b) { return a.range.begin < b.range.begin; });
    return found;
}

std::vector<TextRange> merged(std::vector<TextRange> ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    std::vector<TextRange> out;
    for (const TextRange& range : ranges) {
        if (!out.empty() && range.begin <= out.back().end) {
            out.back().end = std::max(out.back().end, range.end);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

bool is_inside_character(std::string_view text, std::size_t at) {
    return at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The run of sentences, at most kSnippetBytes long (or one), with most different words.
TextRange best_run(const std::vector<text::Span>& sentences, const std::vector<Found>& found) {
    TextRange best{sentences[0].begin, sentences[0].end};
    std::size_t best_value = 0;
    std::size_t last_end = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        std::size_t j = i;
        while (j + 1 < sentences.size() &&
               sentences[j + 1].end - sentences[i].begin <= kSnippetBytes) {
            ++j;
        }
        if (i > 0 && sentences[j].end == last_end) continue;  // part of the run before
        last_end = sentences[j].end;
        std::set<std::size_t> words;
        for (const Found& match : found) {
            if (match.range.begin < sentences[i].begin) continue;
            if (match.range.begin >= sentences[j].end) break;
            words.insert(match.word);
        }
        if (i > 0 && words.size() <= best_value) continue;
        best_value = words.size();
        best = {sentences[i].begin, sentences[j].end};
    }
    return best;
}

// A piece of a long sentence around its first match, cut at white space where there is some.
TextRange cut_around(std::string_view text, TextRange run, const std::vector<Found>& found) {
    if (run.end - run.begin <= kSnippetBytes) return run;
    std::size_t centre = run.begin;
    for (const Found& match : found) {
        if (match.range.begin < run.begin || match.range.begin >= run.end) continue;
        centre = match.range.begin;
        break;
    }
    TextRange cut = run;
    if (centre - run.begin > kSnippetBytes / 3) {
        cut.begin = centre - kSnippetBytes / 3;
        const std::size_t space = text.find_first_of(" \n\t", cut.begin);
        if (space < centre) cut.begin = space + 1;
    }
    if (run.end - cut.begin > kSnippetBytes) {
        cut.end = cut.begin + kSnippetBytes;
        const std::size_t space = text.find_last_of(" \n\t", cut.end);
        if (space != std::string_view::npos && space > centre) cut.end = space;
    }
    while (is_inside_character(text, cut.begin))
        --cut.begin;
    while (is_inside_character(text, cut.end))
        ++cut.end;
    return cut;
}

}  // namespace

std::vector<TextRange> matched_ranges(std::string_view text, const Wanted& wanted) {
    std::vector<TextRange> ranges;
    for (const Found& match : find_words(text, wanted))
        ranges.push_back(match.range);
    return merged(std::move(ranges));
}

Snippet cut_snippet(std::string_view text, TextRange passage, const Wanted& wanted,
                    const std::vector<TextRange>& also) {
    passage.end = std::min(passage.end, text.size());
    passage.begin = std::min(passage.begin, passage.end);
    const std::string_view all = text.substr(passage.begin, passage.end - passage.begin);
    std::vector<Found> found = find_words(all, wanted);
    for (const TextRange& range : also) {
        if (range.begin < passage.begin || range.end > passage.end) continue;
        found.push_back(
            {{range.begin - passage.begin, range.end - passage.begin}, found.size() + 1});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.range.begin < b.range.begin; });
    const std::vector<text::Span> sentences = text::sentences(all);
    Snippet snippet{passage.begin, passage.begin, {}};
    if (sentences.empty()) return snippet;
    const TextRange run = cut_around(all, best_run(sentences, found), found);
    std::vector<TextRange> ranges;
    for (const Found& match : found) {
        if (match.range.begin < run.begin || match.range.end > run.end) continue;
        ranges.push_back({match.range.begin - run.begin, match.range.end - run.begin});
    }
    snippet.matched = merged(std::move(ranges));
    snippet.begin = passage.begin + run.begin;
    snippet.end = passage.begin + run.end;
    return snippet;
}

}  // namespace seogo::search
