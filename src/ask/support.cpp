// Support of each sentence of an item, from matched words, context and the form of the answer.
#include "ask/support.h"

#include <algorithm>
#include <array>

#include "text/language.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

// How much of a match counts where it stands beside the sentence, not in it.
constexpr double kTitleShare = 0.8;
constexpr double kHeadingShare = 0.7;
constexpr double kBeforeShare = 0.6;  // up to kLinesBefore sentences before
constexpr double kAfterShare = 0.4;   // the one after
constexpr std::size_t kLinesBefore = 3;
constexpr double kBridgedShare = 0.9;
constexpr double kPartialShare = 0.8;       // of the syllable pairs that match
constexpr double kSingleShare = 0.7;        // 락과 asked for, 락이 found
constexpr double kOtherVersionShare = 0.6;  // Llama3 asked for, Llama found
constexpr double kFirstPairShare = 0.5;     // "절감했나" by 절감 alone

constexpr double kForeignShare = 0.2;  // of a common word in a text of another language
constexpr double kNamedMin = 0.7;      // match of a name that counts as found

// Weights of the score.
constexpr double kOwnWeight = 0.6, kCoverageWeight = 0.4, kPairsWeight = 0.15;
constexpr double kFitsBonus = 0.25, kUnitBonus = 0.15, kDefinesBonus = 0.3, kLanguageBonus = 0.06;
constexpr double kRankBonus = 0.05;
constexpr double kTitlePenalty = 0.3, kQuestionPenalty = 0.25, kCodePenalty = 0.2;
constexpr double kShortPenalty = 0.15;

double match(const ContentWord& word, const TermSet& terms) {
    const auto holds = [&](const std::string& term) { return terms.contains(term); };
    if (std::any_of(word.whole.begin(), word.whole.end(), holds)) return 1;
    if (word.bigrams.empty()) {
        const std::string name(word.whole.empty() ? "" : name_without_number(word.whole.front()));
        return !name.empty() && holds(name) ? kOtherVersionShare : 0;
    }
    const auto hits = std::count_if(word.bigrams.begin(), word.bigrams.end(), holds);
    const double share = static_cast<double>(hits) / static_cast<double>(word.bigrams.size());
    if (share == 1) return 1;
    if (!word.single.empty() && holds(word.single)) return kSingleShare;
    if (share > 0.5) return kPartialShare * share;
    return word.predicate && holds(word.bigrams.front()) ? kFirstPairShare : 0;
}

double match(const WantedWord& wanted, const TermSet& terms) {
    double best = match(wanted.word, terms);
    for (const auto& name : wanted.bridged) {
        double least = 1;
        for (const ContentWord& word : name)
            least = std::min(least, match(word, terms));
        best = std::max(best, kBridgedShare * least);
    }
    return best;
}

std::vector<double> matches(const WantedAnswer& wanted, const TermSet& terms) {
    std::vector<double> out;
    for (const WantedWord& word : wanted.words)
        out.push_back(match(word, terms));
    return out;
}

double weighted(const WantedAnswer& wanted, const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += wanted.words[i].weight * values[i];
    return wanted.weight == 0 ? 0 : sum / wanted.weight;
}

// A question about named things, put to text in another language: its common words cannot be found
// there, so that they weigh less where all names are, and where the sentence has what is sought.
double coverage_across_languages(const WantedAnswer& wanted, const std::vector<double>& values) {
    double sum = 0, whole = 0;
    bool names = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const WantedWord& word = wanted.words[i];
        if (word.word.name && values[i] < kNamedMin) return 0;
        names |= word.word.name;
        const double weight =
            word.word.name || values[i] > 0 ? word.weight : kForeignShare * word.weight;
        sum += weight * values[i];
        whole += weight;
    }
    return names && whole > 0 ? sum / whole : 0;
}

bool is_checkable(Sought sought) {
    return sought == Sought::kNumber || sought == Sought::kReason || sought == Sought::kTime;
}

void raise(std::vector<double>& values, const std::vector<double>& others, double share) {
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::max(values[i], share * others[i]);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Numbers of a text: runs of digits with what joins them ("1,000", "8.5", "2025-01").
std::vector<search::TextRange> numbers_of(std::string_view text) {
    std::vector<search::TextRange> numbers;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        std::size_t end = at + 1;
        while (end < text.size() &&
               (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                        end + 1 < text.size() && is_digit(text[end + 1]))))
            ++end;
        // Part of a name ("BM25", "ef2") is no number.
        const bool named = at > 0 && (text[at - 1] == '-' || text[at - 1] == '_' ||
                                      (text[at - 1] >= 'A' && text[at - 1] <= 'Z') ||
                                      (text[at - 1] >= 'a' && text[at - 1] <= 'z'));
        if (!named) numbers.push_back({at, end});
        at = end - 1;
    }
    return numbers;
}

// A number that the question does not hold itself.
bool has_new_number(const WantedAnswer& wanted, std::string_view sentence) {
    for (const auto& range : numbers_of(sentence)) {
        const std::string number(sentence.substr(range.begin, range.end - range.begin));
        if (!wanted.question_numbers.contains(number)) return true;
    }
    return false;
}

// The unit right after a number, spaces and Korean powers of ten between them aside.
bool counts_in(std::string_view unit, std::string_view sentence) {
    static constexpr std::array<std::string_view, 8> kBetween = {" ",  "만", "억", "천",
                                                                 "백", "조", "여", "~"};
    for (const auto& range : numbers_of(sentence)) {
        std::string_view rest = sentence.substr(range.end);
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view word : kBetween) {
                if (!rest.starts_with(word)) continue;
                rest.remove_prefix(word.size());
                more = true;
            }
        }
        if (rest.starts_with(unit)) return true;
    }
    return false;
}

template <std::size_t N>
bool holds_one(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

bool gives_reason(std::string_view folded) {
    static constexpr std::array<std::string_view, 18> kReasons = {
        "때문",    "므로",   "위해",     "위하여",  "덕분",   "까닭",
        "이유",    "탓",     "니까",     "because", "since ", "due to ",
        "so that", "reason", "in order", "thanks",  "thus",   "therefore"};
    return holds_one(folded, kReasons);
}

bool gives_time(std::string_view sentence) {
    for (const auto& range : numbers_of(sentence)) {
        const std::string_view rest = sentence.substr(range.end);
        const bool year = range.end - range.begin == 4 &&
                          (sentence[range.begin] == '1' || sentence[range.begin] == '2');
        if (year || rest.starts_with("년") || rest.starts_with("월") || rest.starts_with(" 년")) {
            return true;
        }
    }
    return false;
}

bool fits_sought(const WantedAnswer& wanted, std::string_view sentence) {
    switch (wanted.asked.sought) {
        case Sought::kNumber:
            return has_new_number(wanted, sentence);
        case Sought::kReason:
            return gives_reason(text::fold(sentence).text);
        case Sought::kTime:
            return gives_time(sentence) && has_new_number(wanted, sentence);
        default:
            return false;
    }
}

// Where the first of the question's words stands in the folded sentence, and where it ends.
search::TextRange first_mention(const WantedAnswer& wanted, std::string_view folded) {
    search::TextRange best{folded.size(), folded.size()};
    std::size_t end = 0;
    for (const WantedWord& word : wanted.words) {
        const std::string name = text::fold(word.word.shown).text;
        const std::size_t at = name.empty() ? std::string_view::npos : folded.find(name);
        if (at == std::string_view::npos) continue;
        best.begin = std::min(best.begin, at);
        end = std::max(end, at + name.size());
    }
    best.end = std::max(best.begin, end);
    return best;
}

// "X는 ...", "X(…): ...", "X is ...": the sentence opens with the subject and says what it is.
bool reads_as_definition(const WantedAnswer& wanted, std::string_view sentence) {
    constexpr std::size_t kLeadBytes = 12;  // an article, a mark
    static constexpr std::array<std::string_view, 20> kDefiners = {
        "은 ", "는 ",  "란 ",   "이란 ",  "이라는 ", ":",        " :",       "→",   " →",  "=",
        " =",  " is ", " are ", " means", " refers", " stands ", " denotes", " - ", " – ", " was "};
    const std::string folded = text::fold(sentence).text;
    const search::TextRange mention = first_mention(wanted, folded);
    if (mention.begin > kLeadBytes || mention.end == mention.begin) return false;
    std::string_view rest = std::string_view(folded).substr(mention.end);
    if (rest.starts_with(" (")) rest.remove_prefix(1);
    if (rest.starts_with('(')) rest.remove_prefix(std::min(rest.find(')'), rest.size() - 1) + 1);
    return std::any_of(kDefiners.begin(), kDefiners.end(),
                       [&](std::string_view definer) { return rest.starts_with(definer); });
}

double form_score(const WantedAnswer& wanted, const Evidence& evidence,
                  const EvidenceSentence& sentence, Support& support) {
    const std::string_view words = std::string_view(evidence.content.text)
                                       .substr(sentence.begin, sentence.end - sentence.begin);
    double score = 0;
    support.fits = fits_sought(wanted, words);
    support.defines = reads_as_definition(wanted, words);
    if (support.fits) score += kFitsBonus;
    const auto& unit = wanted.asked.unit;
    if (!unit.empty() && counts_in(unit, text::fold(words).text)) score += kUnitBonus;
    if (support.defines && wanted.asked.sought == Sought::kDefinition) score += kDefinesBonus;
    support.foreign = text::language_of(words) != wanted.asked.language;
    if (!support.foreign) score += kLanguageBonus;
    if (sentence.field == notebook::TextField::kTitle) score -= kTitlePenalty;
    if (sentence.field == notebook::TextField::kOrg) score -= kTitlePenalty;
    if (sentence.code) score -= kCodePenalty;
    if (words.ends_with('?')) score -= kQuestionPenalty;
    if (sentence.terms.size() < 4) score -= kShortPenalty;
    return score;
}

double pair_share(const WantedAnswer& wanted, const TermSet& terms) {
    if (wanted.asked.pairs.empty()) return 0;
    const auto hits = std::count_if(wanted.asked.pairs.begin(), wanted.asked.pairs.end(),
                                    [&](const auto& pair) { return terms.contains(pair); });
    return static_cast<double>(hits) / static_cast<double>(wanted.asked.pairs.size());
}

// The content words [first, first + count) of the question that spell `name`; count 0: none do.
struct NamedWords {
    std::size_t first = 0, count = 0;
};
NamedWords words_spelling(const AskedQuestion& asked, const std::string& key) {
    for (std::size_t first = 0; first < asked.words.size(); ++first) {
        std::string joined;
        for (std::size_t i = first; i < asked.words.size() && joined.size() < key.size(); ++i) {
            joined += name_key(asked.words[i].shown);
            if (joined == key) return {first, i - first + 1};
        }
    }
    return {};
}

}  // namespace

void weigh(WantedAnswer& wanted, const std::vector<double>& idf) {
    double nouns = 0, noun_idf = 0;
    for (std::size_t i = 0; i < wanted.words.size(); ++i) {
        if (wanted.words[i].word.predicate) continue;
        nouns += 1;
        noun_idf += idf[i];
    }
    wanted.weight = 0;
    for (std::size_t i = 0; i < wanted.words.size(); ++i) {
        const ContentWord& word = wanted.words[i].word;
        // A verb that stands nowhere is another form of one, not the rarest word of the question.
        const bool capped = word.predicate && nouns > 0;
        wanted.words[i].weight = word.role * (capped ? std::min(idf[i], noun_idf / nouns) : idf[i]);
        wanted.weight += wanted.words[i].weight;
    }
}

WantedAnswer want(AskedQuestion asked, const Glossary& glossary) {
    WantedAnswer wanted;
    wanted.asked = std::move(asked);
    for (const ContentWord& word : wanted.asked.words)
        wanted.words.push_back({word, word.role, {}});
    for (const search::BridgePair& pair : glossary.bridges) {
        const std::string* names[] = {&pair.hangul, &pair.other};
        for (int side = 0; side < 2; ++side) {
            const NamedWords named = words_spelling(wanted.asked, name_key(*names[side]));
            if (named.count == 0) continue;
            const auto other = understand(*names[1 - side]).words;
            if (other.empty()) continue;
            for (std::size_t i = named.first; i < named.first + named.count; ++i)
                wanted.words[i].bridged.push_back(other);
        }
    }
    for (const auto& range : numbers_of(wanted.asked.text)) {
        wanted.question_numbers.insert(
            wanted.asked.text.substr(range.begin, range.end - range.begin));
    }
    weigh(wanted, std::vector<double>(wanted.words.size(), 1.0));
    return wanted;
}

std::vector<Support> support_of(const WantedAnswer& wanted, const Evidence& evidence) {
    const auto title = matches(wanted, evidence.title);
    std::vector<std::vector<double>> headings, own;
    for (const TermSet& heading : evidence.headings)
        headings.push_back(matches(wanted, heading));
    for (const EvidenceSentence& sentence : evidence.sentences)
        own.push_back(matches(wanted, sentence.terms));
    std::vector<Support> out;
    for (std::size_t i = 0; i < evidence.sentences.size(); ++i) {
        const EvidenceSentence& sentence = evidence.sentences[i];
        auto around = own[i];
        raise(around, title, kTitleShare);
        raise(around, headings[sentence.heading], kHeadingShare);
        for (std::size_t back = 1; back <= std::min(kLinesBefore, i); ++back)
            raise(around, own[i - back], kBeforeShare);
        if (i + 1 < own.size()) raise(around, own[i + 1], kAfterShare);
        Support support;
        support.own = weighted(wanted, own[i]);
        support.coverage = weighted(wanted, around);
        const double form = form_score(wanted, evidence, sentence, support);
        if (support.fits && support.foreign && is_checkable(wanted.asked.sought)) {
            support.coverage =
                std::max(support.coverage, coverage_across_languages(wanted, around));
        }
        support.score = kOwnWeight * support.own + kCoverageWeight * support.coverage +
                        kPairsWeight * pair_share(wanted, sentence.terms) +
                        kRankBonus / static_cast<double>(evidence.rank) + form;
        out.push_back(support);
    }
    return out;
}

}  // namespace seogo::ask
