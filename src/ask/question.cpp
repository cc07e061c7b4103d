// A question to its content words and to the kind of answer that would do.
#include "ask/question.h"

#include <algorithm>
#include <array>
#include <map>

#include "ask/function_words.h"
#include "text/analyzer.h"
#include "text/language.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

constexpr double kPredicateRole = 0.35;  // "절감했나": its form in the answer differs
constexpr double kVerbalNounRole = 0.7;  // "학습했나" is about 학습
constexpr double kUnitRole = 0.5;        // "몇 비트": the answer may count in another unit

// One run of the analyzer with everything that stands for it.
struct Run {
    std::size_t begin = 0, end = 0;  // with particle or ending
    std::size_t stem_end = 0;        // without
    bool hangul = false;
    bool attached = false;  // no white space or mark before it
    std::string folded;     // of [begin, end)
    std::vector<const text::Term*> terms;
};

bool is_hangul_at(std::string_view text, std::size_t at) {
    return text::script_of(text::code_point_at(text, at).value) == text::Script::kHangul;
}

std::vector<Run> runs_of(std::string_view question, const std::vector<text::Term>& terms) {
    std::map<std::uint32_t, Run> by_position;
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kPair) continue;
        Run& run = by_position[term.position];
        if (run.terms.empty()) run.begin = term.begin;
        run.begin = std::min<std::size_t>(run.begin, term.begin);
        const bool joined = term.kind == text::TermKind::kJoined;
        if (!joined) run.end = std::max<std::size_t>(run.end, term.end);
        const bool of_stem = !joined && term.kind != text::TermKind::kTail;
        if (of_stem) run.stem_end = std::max<std::size_t>(run.stem_end, term.end);
        run.terms.push_back(&term);
    }
    std::vector<Run> runs;
    for (auto& [position, run] : by_position) {
        run.hangul = is_hangul_at(question, run.begin);
        while (run.hangul && run.end < question.size() && is_hangul_at(question, run.end))
            run.end += text::code_point_at(question, run.end).length;
        run.attached = !runs.empty() && runs.back().end == run.begin;
        run.folded = text::fold(question.substr(run.begin, run.end - run.begin)).text;
        runs.push_back(std::move(run));
    }
    return runs;
}

bool is_function_word(const Run& run) {
    if (!run.hangul) return is_english_function_word(run.folded);
    return is_korean_function_word(run.folded) ||
           (run.attached && is_attached_particle(run.folded));
}

bool names_something(std::string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

ContentWord content_word(std::string_view question, const Run& run) {
    ContentWord word;
    word.begin = run.begin;
    word.end = run.end;
    word.shown = question.substr(run.begin, run.stem_end - run.begin);
    for (const text::Term* term : run.terms) {
        if (term->kind == text::TermKind::kTail) continue;
        const bool bigram = term->kind == text::TermKind::kBigram;
        (bigram ? word.bigrams : word.whole).push_back(term->text);
    }
    if (run.hangul) word.single = single_syllable_key(text::fold(word.shown).text);
    word.name = !run.hangul && names_something(word.shown);
    return word;
}

// Final endings of verbs; some nouns end alike (언어), which costs them weight and nothing else.
bool ends_like_a_verb(std::string_view run) {
    static constexpr std::array<std::string_view, 20> kEndings = {
        "나", "가", "어", "아", "야", "요", "지", "까", "니", "다",
        "냐", "라", "자", "래", "네", "여", "해", "돼", "줘", "져"};
    return std::any_of(kEndings.begin(), kEndings.end(),
                       [&](std::string_view ending) { return run.ends_with(ending); });
}

// Syllables of the noun before 하다 or 되다 ("절감했나" -> 2); 0 where the run is no such verb.
std::size_t verbal_noun_syllables(std::string_view run) {
    static constexpr std::array<std::string_view, 12> kVerbs = {"하", "한", "할", "해", "했", "합",
                                                                "되", "된", "될", "돼", "됐", "됩"};
    constexpr std::size_t kSyllable = 3;  // bytes
    for (std::size_t at = 2 * kSyllable; at + kSyllable <= run.size(); at += kSyllable) {
        const auto syllable = run.substr(at, kSyllable);
        if (std::find(kVerbs.begin(), kVerbs.end(), syllable) != kVerbs.end()) {
            return at / kSyllable;
        }
    }
    return 0;
}

// A verb weighs less than a noun, because its form in the answer differs; of a verb that is made
// from a noun, the noun counts.
void make_predicate(const Run& run, ContentWord& word) {
    word.predicate = true;
    word.role = kPredicateRole;
    const std::size_t syllables = verbal_noun_syllables(run.folded);
    if (syllables < 2 || word.bigrams.size() < syllables - 1) return;
    word.role = kVerbalNounRole;
    word.bigrams.resize(syllables - 1);
}

template <std::size_t N>
bool any_run_begins(const std::vector<Run>& runs, const std::array<std::string_view, N>& starts) {
    return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
        return std::any_of(starts.begin(), starts.end(),
                           [&](std::string_view start) { return run.folded.starts_with(start); });
    });
}

Sought sought_in_korean(const std::vector<Run>& runs) {
    using List = std::array<std::string_view, 4>;
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        const bool counts = runs[i].folded == "몇";
        if (counts &&
            (runs[i + 1].folded.starts_with("년") || runs[i + 1].folded.starts_with("월"))) {
            return Sought::kTime;
        }
    }
    if (any_run_begins(runs, List{"몇", "얼마", "몇몇", "얼만"})) return Sought::kNumber;
    if (any_run_begins(runs, List{"왜", "이유", "까닭", "어째서"})) return Sought::kReason;
    if (any_run_begins(runs, List{"언제", "며칠", "언젠", "몇년"})) return Sought::kTime;
    if (any_run_begins(runs, List{"누가", "누구", "누굴", "누군"})) return Sought::kPerson;
    if (any_run_begins(runs, List{"어떻게", "어떡", "어떻", "어찌"})) return Sought::kManner;
    if (any_run_begins(
            runs, std::array<std::string_view, 12>{"무엇", "뭐", "뭔", "뭘", "뜻", "의미", "정의",
                                                   "설명", "이란", "란", "알려", "무슨"})) {
        return Sought::kDefinition;
    }
    return Sought::kAnything;
}

bool asks_for_a_measure(std::string_view noun) {
    static constexpr std::array<std::string_view, 14> kMeasures = {
        "score",  "percentage", "percent", "number", "size",    "accuracy",  "rate",
        "length", "price",      "value",   "values", "version", "dimension", "latency"};
    return std::find(kMeasures.begin(), kMeasures.end(), noun) != kMeasures.end();
}

Sought sought_in_english(const std::vector<Run>& runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::string& word = runs[i].folded;
        const std::string_view next =
            i + 1 < runs.size() ? std::string_view(runs[i + 1].folded) : std::string_view();
        if (word == "why") return Sought::kReason;
        if (word == "who" || word == "whom" || word == "whose") return Sought::kPerson;
        if (word == "when") return Sought::kTime;
        if (word == "how") {
            const bool counts = next == "many" || next == "much" || next == "long" ||
                                next == "large" || next == "big" || next == "fast" ||
                                next == "often" || next == "far" || next == "high";
            return counts ? Sought::kNumber : Sought::kManner;
        }
        if (word == "what" || word == "which") {
            if (next == "year") return Sought::kTime;
            if (asks_for_a_measure(next)) return Sought::kNumber;
            return word == "what" ? Sought::kDefinition : Sought::kAnything;
        }
        if (word == "define" || word == "explain" || word == "describe" || word == "meaning") {
            return Sought::kDefinition;
        }
    }
    return Sought::kAnything;
}

// "몇 비트가" -> "비트"; "몇 개" counts nothing by name.
std::string unit_of(std::string_view question, const std::vector<Run>& runs) {
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        if (runs[i].folded != "몇") continue;
        const Run& next = runs[i + 1];
        std::string unit = text::fold(question.substr(next.begin, next.stem_end - next.begin)).text;
        const std::string single = single_syllable_key(unit);
        return single.empty() ? unit : single.substr(1);
    }
    return {};
}

// The words as a query: what stands between them within one token stays ("ARC-AGI-Pub"), whatever
// could be an operator does not.
std::string search_text_of(std::string_view question, const std::vector<ContentWord>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto gap = i == 0
                             ? std::string_view()
                             : question.substr(words[i - 1].end, words[i].begin - words[i - 1].end);
        const bool joined = i > 0 && (gap == "-" || gap == "_" || gap == "." || gap.empty());
        if (i > 0) out += joined ? gap : std::string_view(" ");
        out += text::fold(question.substr(words[i].begin, words[i].end - words[i].begin)).text;
    }
    return out;
}

std::string_view bounded(std::string_view question, bool& cut) {
    if (question.size() <= kQuestionBytesMax) return question;
    cut = true;
    std::size_t end = 0;
    while (end + text::code_point_at(question, end).length <= kQuestionBytesMax)
        end += text::code_point_at(question, end).length;
    return question.substr(0, end);
}

bool same_word(const ContentWord& a, const ContentWord& b) {
    return a.whole == b.whole && a.bigrams == b.bigrams;
}

void collect_words(AskedQuestion& asked, const std::vector<Run>& runs) {
    std::size_t last_content = runs.size();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (is_function_word(runs[i])) continue;
        if (asked.words.size() == kContentWordsMax) {
            asked.cut = true;
            break;
        }
        ContentWord word = content_word(asked.text, runs[i]);
        if (!asked.unit.empty() && i > 0 && runs[i - 1].folded == "몇") word.role = kUnitRole;
        const bool attribute = i + 1 < runs.size() && is_bound_noun(runs[i + 1].folded);
        if (attribute && runs[i].hangul && !runs[i].attached) make_predicate(runs[i], word);
        last_content = i;
        const bool known = std::any_of(asked.words.begin(), asked.words.end(),
                                       [&](const auto& other) { return same_word(other, word); });
        if (!known) asked.words.push_back(std::move(word));
    }
    // A Korean sentence ends in its predicate, unless that is a question word.
    const bool ends_in_content = last_content + 1 == runs.size() && asked.words.size() > 1;
    if (ends_in_content && runs.back().hangul && !runs.back().attached &&
        ends_like_a_verb(runs.back().folded)) {
        make_predicate(runs.back(), asked.words.back());
    }
}

}  // namespace

std::string single_syllable_key(std::string_view stem) {
    static constexpr std::array<std::string_view, 13> kParticles = {
        "이", "가", "은", "는", "을", "를", "과", "와", "의", "에", "도", "로", "만"};
    if (stem.size() < 3 || text::code_point_at(stem, 0).length != 3) return {};
    const auto rest = stem.substr(3);
    const bool particle =
        rest.empty() || std::find(kParticles.begin(), kParticles.end(), rest) != kParticles.end();
    return particle ? "1" + std::string(stem.substr(0, 3)) : std::string();
}

AskedQuestion understand(std::string_view question) {
    AskedQuestion asked;
    asked.text = bounded(question, asked.cut);
    asked.language = text::language_of(asked.text);
    const auto terms = text::analyze(asked.text);
    const auto runs = runs_of(asked.text, terms);
    const bool korean =
        std::any_of(runs.begin(), runs.end(), [](const Run& r) { return r.hangul; });
    asked.sought = korean ? sought_in_korean(runs) : sought_in_english(runs);
    asked.unit = unit_of(asked.text, runs);
    collect_words(asked, runs);
    for (const text::Term& term : terms) {
        if (term.kind == text::TermKind::kPair) asked.pairs.push_back(term.text);
    }
    asked.search_text = search_text_of(asked.text, asked.words);
    return asked;
}

}  // namespace seogo::ask
