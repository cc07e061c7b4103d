// Finds names in two scripts in glossary entries, and adds the other one to a query.
#include "search/bridge.h"

#include <algorithm>
#include <set>

#include "search/weights.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::size_t kNameBytesMax = 80;
constexpr std::size_t kWordsOfNameMax = 6;
constexpr std::size_t kUsesMax = 16;  // of one query

struct Scripts {
    bool hangul = false;
    bool latin = false;
};

Scripts scripts_of(std::string_view text) {
    Scripts scripts;
    for (std::size_t at = 0; at < text.size();) {
        const text::CodePoint c = text::code_point_at(text, at);
        const text::Script script = text::script_of(c.value);
        scripts.hangul |= script == text::Script::kHangul;
        scripts.latin |= script == text::Script::kLatin;
        at += c.length;
    }
    return scripts;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kEdges = " \t*_`\"'";
    const std::size_t begin = text.find_first_not_of(kEdges);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kEdges) - begin + 1);
}

void add_pair(std::string_view a, std::string_view b, std::vector<BridgePair>& pairs) {
    a = trimmed(a);
    b = trimmed(b);
    if (a.empty() || b.empty() || a.size() > kNameBytesMax || b.size() > kNameBytesMax) return;
    const Scripts of_a = scripts_of(a);
    const Scripts of_b = scripts_of(b);
    if (of_a.hangul && !of_b.hangul && of_b.latin) {
        pairs.push_back({std::string(a), std::string(b)});
    } else if (of_b.hangul && !of_a.hangul && of_a.latin) {
        pairs.push_back({std::string(b), std::string(a)});
    }
}

// "late interaction, LI" and "late interaction/LI" are two names.
std::vector<std::string_view> names_in(std::string_view inner) {
    std::vector<std::string_view> names;
    while (!inner.empty()) {
        const std::size_t end = std::min(inner.find_first_of(",;/"), inner.size());
        names.push_back(inner.substr(0, end));
        inner.remove_prefix(std::min(end + 1, inner.size()));
    }
    return names;
}

std::size_t words_in(std::string_view name) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : name) {
        const bool space = c == ' ' || c == '-' || c == '\t';
        if (!space && !inside) ++words;
        inside = !space;
    }
    return words;
}

// The last `count` words of `text`, as far as no punctuation parts them from its end.
std::string_view last_words(std::string_view text, std::size_t count) {
    std::size_t begin = text.size();
    while (begin > 0 && text[begin - 1] == ' ')
        --begin;
    const std::size_t end = begin;
    for (; begin > 0; --begin) {
        const char c = text[begin - 1];
        if (c == ' ' && (begin == end || text[begin] != ' ') && --count == 0) break;
        if (std::string_view(",.;:!?()[]\"'*\n").find(c) != std::string_view::npos) break;
    }
    return text.substr(begin, end - begin);
}

// Every "name(name)" of `text`. `whole`: all that stands before the bracket is the first name.
void pairs_in_brackets(std::string_view text, bool whole, std::vector<BridgePair>& pairs) {
    for (std::size_t from = 0;;) {
        const std::size_t open = text.find('(', from);
        if (open == std::string_view::npos) return;
        const std::size_t close = text.find(')', open);
        if (close == std::string_view::npos) return;
        const std::string_view inner = text.substr(open + 1, close - open - 1);
        const std::string_view before = text.substr(from, open - from);
        if (inner.size() <= 2 * kNameBytesMax) {
            for (const std::string_view name : names_in(inner)) {
                const std::size_t words =
                    std::clamp<std::size_t>(words_in(name), 1, kWordsOfNameMax);
                add_pair(whole ? before : last_words(before, words), name, pairs);
            }
        }
        from = close + 1;
        whole = false;
    }
}

// "임베딩, 데이터를 …" under the term Embedding: one word that a comma, colon or stop ends.
void pair_at_head(std::string_view term, std::string_view definition,
                  std::vector<BridgePair>& pairs) {
    definition = trimmed(definition);
    const std::size_t end = definition.find_first_of(",.:;");
    if (end == std::string_view::npos || term.find('(') != std::string_view::npos) return;
    const std::string_view head = definition.substr(0, end);
    const std::size_t words = words_in(head);
    const bool hangul = scripts_of(head).hangul;
    if (words == 0 || words > (hangul ? 1 : 4)) return;
    add_pair(term, head, pairs);
}

bool same_word(const Pattern::Word& a, const Pattern::Word& b) {
    return a.all_of == b.all_of && a.or_term == b.or_term;
}

// The query's words in their order; words of title: and org: stay out.
std::vector<Pattern::Word> query_words(const Wanted& wanted) {
    std::vector<Pattern::Word> words;
    for (const Pattern& pattern : wanted.patterns) {
        if (pattern.field) continue;
        words.insert(words.end(), pattern.words.begin(), pattern.words.end());
    }
    return words;
}

bool holds_name(const std::vector<Pattern::Word>& words, const Pattern& name) {
    return !name.words.empty() && std::search(words.begin(), words.end(), name.words.begin(),
                                              name.words.end(), same_word) != words.end();
}

bool has_term(const Wanted& wanted, const std::string& term) {
    return std::any_of(wanted.terms.begin(), wanted.terms.end(),
                       [&](const WantedTerm& own) { return own.term == term && !own.field; });
}

double weight_of(const std::vector<WantedTerm>& terms) {
    double sum = 0;
    for (const WantedTerm& term : terms)
        sum += term.weight;
    return sum;
}

// All terms of the added name together weigh kBridgeWeight of what the query's own name does: one
// English word has one term where a Korean word has a stem and bigrams.
void add_name(std::string_view from, std::string_view to, Wanted& wanted) {
    Wanted name = wanted_words(to);
    std::vector<WantedTerm>& added = name.terms;
    const double scale =
        kBridgeWeight * weight_of(wanted_words(from).terms) / std::max(weight_of(added), 1e-9);
    for (WantedTerm& term : added) {
        if (has_term(wanted, term.term)) continue;
        term.weight *= scale;
        term.bridged_from = from;
        wanted.terms.push_back(std::move(term));
    }
    for (WantedPair& pair : name.pairs) {
        pair.weight *= scale;
        pair.bridged_from = from;
        wanted.pairs.push_back(std::move(pair));
    }
    wanted.patterns.push_back(phrase_pattern(to));
}

}  // namespace

std::vector<BridgePair> bridge_pairs(std::string_view term, std::string_view definition) {
    std::vector<BridgePair> pairs;
    pairs_in_brackets(term, true, pairs);
    pairs_in_brackets(definition, false, pairs);
    pair_at_head(term, definition, pairs);
    return pairs;
}

std::vector<BridgeUse> add_bridges(const std::vector<BridgePair>& pairs, Wanted& wanted) {
    std::vector<BridgeUse> uses;
    const std::vector<Pattern::Word> words = query_words(wanted);
    if (words.empty()) return uses;
    std::set<std::pair<std::string, std::string>> done;
    for (const BridgePair& pair : pairs) {
        for (const auto& [from, to] :
             {std::pair(pair.hangul, pair.other), std::pair(pair.other, pair.hangul)}) {
            if (uses.size() == kUsesMax || !holds_name(words, phrase_pattern(from))) continue;
            const Pattern added = phrase_pattern(to);
            if (holds_name(words, added) || added.words.empty()) continue;
            if (!done.emplace(text::fold(from).text, text::fold(to).text).second) continue;
            add_name(from, to, wanted);
            uses.push_back({from, to});
        }
    }
    return uses;
}

}  // namespace seogo::search
