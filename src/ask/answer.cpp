// Question to cited answer: glossary first, then the best supported sentences of what search finds.
#include "ask/answer.h"

#include <algorithm>
#include <cmath>

#include "ask/evidence.h"
#include "ask/function_words.h"
#include "ask/glossary.h"
#include "ask/question.h"
#include "ask/support.h"
#include "text/language.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

constexpr std::size_t kItemsRead = 12;
constexpr std::size_t kSentencesMax = 20;
constexpr std::size_t kQuoteBytesMax = 1200;
// Below this share of the question's weight (with context) a sentence answers something else.
constexpr double kCoverageMin = 0.55;
// Who did it: no form tells a name, so that the deed itself must be there.
constexpr double kPersonCoverageMin = 0.7;
// Next to a glossary entry, or to a better sentence, only strong ones are quoted too.
constexpr double kDefiningCoverageMin = 0.8;
constexpr double kScoreShareMin = 0.7;
constexpr std::size_t kNewWordsMin = 2;  // a sentence with fewer tells nothing by itself

constexpr const char* kQuotes =
    "this answer quotes sentences of the archive; nothing was generated";
constexpr const char* kNothing = "nothing was found that answers the question";

struct Candidate {
    const Evidence* evidence = nullptr;
    std::size_t sentence = 0;
    Support support;
};

// One quote of the answer before it is numbered.
struct Quote {
    std::string text;  // of the sentence; the quote itself where empty
    store::ItemRow row;
    std::size_t begin = 0, end = 0;
    std::string quote;
};

std::string_view words_of(const Evidence& evidence, std::size_t begin, std::size_t end) {
    return std::string_view(evidence.content.text).substr(begin, end - begin);
}

double idf(std::size_t items, std::size_t holding) {
    const double n = static_cast<double>(items), df = static_cast<double>(std::min(items, holding));
    return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

// How rare each word is: in how many items it stands, under any of its names.
Result<std::vector<double>> rarities(store::Snapshot& snapshot, search::Searcher& searcher,
                                     const WantedAnswer& wanted) {
    SEOGO_ASSIGN(const auto rows, snapshot.items());
    std::vector<double> out;
    for (const WantedWord& word : wanted.words) {
        std::vector<std::string> names = {text::fold(word.word.shown).text};
        for (const auto& name : word.bridged) {
            std::string joined;
            for (const ContentWord& part : name)
                joined += (joined.empty() ? "" : " ") + part.shown;
            names.push_back(std::move(joined));
        }
        std::size_t holding = 0;
        for (const std::string& name : names) {
            search::SearchQuery query;
            query.text = name;
            query.limit = 1;
            query.bridge = false;
            query.plain = true;
            SEOGO_ASSIGN(const auto found, searcher.search(query));
            holding = std::max(holding, found.total);
        }
        out.push_back(idf(rows.size(), holding));
    }
    return out;
}

Result<std::vector<Evidence>> collect(store::Snapshot& snapshot, search::Searcher& searcher,
                                      const AskedQuestion& asked,
                                      std::vector<std::string>& warnings) {
    search::SearchQuery query;
    query.text = asked.search_text;
    query.limit = kItemsRead;
    query.plain = true;
    SEOGO_ASSIGN(auto found, searcher.search(query));
    std::move(found.warnings.begin(), found.warnings.end(), std::back_inserter(warnings));
    std::vector<Evidence> out;
    for (const search::Hit& hit : found.hits) {
        SEOGO_ASSIGN(auto content, search::content_of(snapshot, hit.id));
        out.push_back(gather(std::move(content), hit.rank, {hit.begin, hit.end}));
    }
    return out;
}

bool answers(const WantedAnswer& wanted, const Support& support) {
    const bool person = wanted.asked.sought == Sought::kPerson;
    if (support.coverage < (person ? kPersonCoverageMin : kCoverageMin)) return false;
    return support.own > 0 || support.fits || wanted.asked.sought == Sought::kDefinition;
}

std::vector<Candidate> ranked_candidates(const WantedAnswer& wanted,
                                         const std::vector<Evidence>& all) {
    std::vector<Candidate> candidates;
    for (const Evidence& evidence : all) {
        const auto support = support_of(wanted, evidence);
        for (std::size_t i = 0; i < support.size(); ++i) {
            if (answers(wanted, support[i])) candidates.push_back({&evidence, i, support[i]});
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.support.score > b.support.score;
    });
    return candidates;
}

std::string first_word_of(std::string_view sentence) {
    const std::size_t begin = std::min(sentence.find_first_not_of(" \t-*>\"'("), sentence.size());
    const std::size_t end = std::min(sentence.find_first_of(" ,\t", begin), sentence.size());
    return text::fold(sentence.substr(begin, end - begin)).text;
}

std::size_t new_words_in(const WantedAnswer& wanted, std::string_view sentence) {
    const auto words = understand(sentence).words;
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&](const auto& word) {
            return std::none_of(wanted.words.begin(), wanted.words.end(), [&](const auto& known) {
                return known.word.whole == word.whole && known.word.bigrams == word.bigrams;
            });
        }));
}

// The sentence, with the one before where it leans on that ("이것이 …", "It is …"), and the one
// after where it only leads to that ("The limits are plain.").
search::TextRange quote_range(const WantedAnswer& wanted, const Candidate& candidate) {
    const auto& sentences = candidate.evidence->sentences;
    const std::size_t at = candidate.sentence;
    search::TextRange range{sentences[at].begin, sentences[at].end};
    const auto sentence = words_of(*candidate.evidence, range.begin, range.end);
    const auto joins = [&](std::size_t other) {
        return other < sentences.size() && sentences[other].paragraph == sentences[at].paragraph &&
               sentences[other].field == sentences[at].field;
    };
    if (at > 0 && joins(at - 1) && leans_on_the_sentence_before(first_word_of(sentence))) {
        range.begin = sentences[at - 1].begin;
    }
    if (joins(at + 1) && new_words_in(wanted, sentence) < kNewWordsMin) {
        range.end = sentences[at + 1].end;
    }
    return range;
}

// At most kQuoteBytesMax bytes, ending between two characters.
search::TextRange bounded(std::string_view text, search::TextRange range) {
    if (range.end - range.begin <= kQuoteBytesMax) return range;
    std::size_t end = range.begin;
    while (true) {
        const std::size_t next = end + text::code_point_at(text, end).length;
        if (next - range.begin > kQuoteBytesMax) break;
        end = next;
    }
    return {range.begin, end};
}

// The quotes so far, none saying what another says.
class QuoteList {
public:
    explicit QuoteList(std::size_t count_max) : count_max_(count_max) {}

    bool full() const { return quotes_.size() >= count_max_; }

    void add(Quote quote) {
        const std::string key = name_key(quote.quote);
        for (std::size_t i = 0; i < quotes_.size(); ++i) {
            const Quote& other = quotes_[i];
            const bool overlaps =
                other.row.id == quote.row.id && quote.begin < other.end && other.begin < quote.end;
            const bool repeats =
                keys_[i].find(key) != std::string::npos || key.find(keys_[i]) != std::string::npos;
            if (overlaps || repeats) return;
        }
        if (full() || key.empty()) return;
        keys_.push_back(key);
        quotes_.push_back(std::move(quote));
    }

    std::vector<Quote> take() { return std::move(quotes_); }

private:
    std::size_t count_max_;
    std::vector<Quote> quotes_;
    std::vector<std::string> keys_;
};

Quote quote_of(const WantedAnswer& wanted, const Candidate& candidate) {
    const auto& content = candidate.evidence->content;
    const auto range = bounded(content.text, quote_range(wanted, candidate));
    return {{},
            content.row,
            range.begin,
            range.end,
            content.text.substr(range.begin, range.end - range.begin)};
}

// Where the glossary entry stands in its item's text: from the term to the definition's end, or the
// definition alone. An empty range: nowhere.
search::TextRange place_of(const GlossaryTerm& term, std::string_view text) {
    search::TextRange definition_alone;
    for (std::size_t at = text.find(term.definition); at != std::string_view::npos;
         at = text.find(term.definition, at + 1)) {
        const std::size_t end = at + term.definition.size();
        const std::size_t line = text.rfind('\n', at);
        const std::size_t line_begin = line == std::string_view::npos ? 0 : line + 1;
        const std::size_t name = text.find(term.term, line_begin);
        if (name != std::string_view::npos && name + term.term.size() <= at) return {name, end};
        if (definition_alone.end == 0) definition_alone = {at, end};
    }
    return definition_alone;
}

// Entries of the glossary that the question names, as quotes, those in its language first.
Result<std::vector<Quote>> concept_quotes(store::Snapshot& snapshot, const Glossary& glossary,
                                          const AskedQuestion& asked, std::size_t count) {
    std::vector<Quote> quotes;
    for (const GlossaryTerm* term : named_terms(glossary, asked, count)) {
        SEOGO_ASSIGN(auto content, search::content_of(snapshot, term->item));
        auto range = place_of(*term, content.text);
        if (range.end == 0) continue;
        range = bounded(content.text, range);
        quotes.push_back({term->term + ": " + term->definition, content.row, range.begin, range.end,
                          content.text.substr(range.begin, range.end - range.begin)});
    }
    std::stable_partition(quotes.begin(), quotes.end(), [&](const Quote& quote) {
        return text::language_of(quote.quote) == asked.language;
    });
    return quotes;
}

bool is_title(const Candidate& candidate) {
    const auto field = candidate.evidence->sentences[candidate.sentence].field;
    return field == notebook::TextField::kTitle || field == notebook::TextField::kOrg;
}

// Sentences that say what the concept is. Those in the question's language come before a glossary
// entry in another one.
void add_concept(const WantedAnswer& wanted, std::vector<Quote> concepts,
                 const std::vector<Candidate>& candidates, QuoteList& list) {
    const auto add_defining = [&](bool same_language) {
        for (const Candidate& candidate : candidates) {
            if (!candidate.support.defines || is_title(candidate)) continue;
            if (candidate.support.coverage < kDefiningCoverageMin) continue;
            Quote quote = quote_of(wanted, candidate);
            const bool same = text::language_of(quote.quote) == wanted.asked.language;
            if (same == same_language) list.add(std::move(quote));
        }
    };
    const auto add_concepts = [&](bool same_language) {
        for (const Quote& quote : concepts) {
            const bool same = text::language_of(quote.quote) == wanted.asked.language;
            if (same == same_language) list.add(quote);
        }
    };
    add_concepts(true);
    if (concepts.size() > 0 && !list.full()) add_defining(true);
    add_concepts(false);
    add_defining(false);
}

bool tells_something(const WantedAnswer& wanted, const Quote& quote) {
    return new_words_in(wanted, quote.quote) >= kNewWordsMin;
}

// The best sentences; a title only where nothing else answers.
void add_sentences(const WantedAnswer& wanted, const std::vector<Candidate>& candidates,
                   QuoteList& list) {
    for (const bool titles : {false, true}) {
        double best = 0;
        for (const Candidate& candidate : candidates) {
            if (is_title(candidate) != titles) continue;
            if (list.full() || candidate.support.score < kScoreShareMin * best) return;
            Quote quote = quote_of(wanted, candidate);
            if (!tells_something(wanted, quote) && !candidate.support.fits) continue;
            best = std::max(best, candidate.support.score);
            list.add(std::move(quote));
        }
        if (best > 0) return;
    }
}

void fill(std::vector<Quote> quotes, Answer& answer) {
    for (Quote& quote : quotes) {
        const std::size_t n = answer.sources.size() + 1;
        answer.sentences.push_back({quote.text.empty() ? quote.quote : quote.text, {n}});
        answer.sources.push_back({n, quote.row.id, quote.row.title, quote.row.url, quote.begin,
                                  quote.end, std::move(quote.quote)});
    }
}

Status check(const Question& question) {
    if (question.mode != "auto" && question.mode != "extract") {
        return Error{ErrorKind::kUnsupported,
                     "mode " + question.mode + " needs a model (auto, extract do not)"};
    }
    if (question.sentences_max < 1 || question.sentences_max > kSentencesMax) {
        return Error{ErrorKind::kBadInput, "an answer has 1 to 20 sentences"};
    }
    return ok_status();
}

bool asks_what_it_is(const AskedQuestion& asked) {
    return asked.sought == Sought::kDefinition || asked.sought == Sought::kAnything;
}

Status find_quotes(store::Snapshot& snapshot, search::Searcher& searcher,
                   const AskedQuestion& asked, QuoteList& list,
                   std::vector<std::string>& warnings) {
    if (asked.words.empty()) return ok_status();
    SEOGO_ASSIGN(const auto glossary, read_glossary(snapshot));
    std::vector<Quote> concepts;
    if (asks_what_it_is(asked)) {
        SEOGO_ASSIGN(concepts, concept_quotes(snapshot, glossary, asked, kSentencesMax));
    }
    WantedAnswer wanted = want(asked, glossary);
    SEOGO_ASSIGN(const auto idfs, rarities(snapshot, searcher, wanted));
    weigh(wanted, idfs);
    SEOGO_ASSIGN(const auto evidence, collect(snapshot, searcher, asked, warnings));
    const auto candidates = ranked_candidates(wanted, evidence);
    if (!concepts.empty()) {
        add_concept(wanted, std::move(concepts), candidates, list);
    } else {
        add_sentences(wanted, candidates, list);
    }
    return ok_status();
}

}  // namespace

Result<Answer> answer(store::Snapshot& snapshot, search::Searcher& searcher,
                      const Question& question) {
    SEOGO_TRY(check(question));
    Answer out;
    out.question = question.text;
    const AskedQuestion asked = understand(question.text);
    QuoteList list(question.sentences_max);
    SEOGO_TRY(find_quotes(snapshot, searcher, asked, list, out.warnings));
    fill(list.take(), out);
    out.warnings.emplace_back(out.sentences.empty() ? kNothing : kQuotes);
    if (asked.cut) out.warnings.emplace_back("the question is long; its end was left out");
    return out;
}

}  // namespace seogo::ask
