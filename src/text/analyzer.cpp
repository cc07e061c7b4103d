// Runs of the folded text, then the terms of each run.
#include "text/analyzer.h"

#include <algorithm>

#include "text/letters.h"
#include "text/particles.h"

namespace seogo::text {
namespace {

constexpr std::size_t kWordMax = 64;  // characters of a word or stem that its key keeps
constexpr std::size_t kPartsMax = 8;  // parts of a joined word

enum class RunKind : std::uint8_t {
    kHangul,
    kIdeographs,  // Han, Kana and scripts that write no spaces: bigrams
    kWord,        // Latin letters, letters of other scripts, digits
};

struct Run {
    RunKind kind = RunKind::kWord;
    bool touches = false;       // nothing stands between it and the run before
    bool is_joined = false;     // one of "-_./'+:@" stands between it and the run before
    bool may_be_short = false;  // of one syllable with a particle, though more of them stay
    std::size_t begin = 0;      // characters of the folded text
    std::size_t stem_end = 0;
    std::size_t end = 0;
    std::size_t letters_end = 0;  // of a word: before the signs of C++
    std::string word;             // as stem, pair and word have it
};

bool is_unspaced(char32_t c) {  // Thai, Lao, Tibetan, Myanmar, Khmer
    return (c >= 0x0E00 && c < 0x1100 && (c < 0x10A0)) || (c >= 0x1780 && c < 0x1800);
}

// What a character belongs to; false where to none.
bool run_kind_of(char32_t c, RunKind& kind) {
    switch (script_of(c)) {
        case Script::kHangul:
            kind = RunKind::kHangul;
            return true;
        case Script::kHan:
        case Script::kKana:
            kind = RunKind::kIdeographs;
            return true;
        case Script::kLatin:
        case Script::kDigit:
            kind = RunKind::kWord;
            return true;
        case Script::kLetter:
            kind = is_unspaced(c) ? RunKind::kIdeographs : RunKind::kWord;
            return true;
        case Script::kOther:
            return false;
    }
    return false;
}

class Analysis {
public:
    explicit Analysis(std::string_view text) : text_(text) { fold_characters(text, chars_); }

    std::vector<Term> terms() {
        find_runs();
        out_.reserve(chars_.size() + runs_.size() * 2);
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const Run& run = runs_[i];
            if (run.kind == RunKind::kWord) add_joined(i);
            if (i + 1 < runs_.size()) add_pair(i);
            if (run.kind == RunKind::kWord) {
                add(TermKind::kWord, key('w', run.word), i, run.begin, run.end);
                if (const std::string besides = word_besides(run); besides != run.word) {
                    add(TermKind::kTail, key('w', besides), i, run.begin, run.letters_end);
                }
            } else {
                add_stem(i);
                add_bigrams(i);
            }
        }
        return std::move(out_);
    }

private:
    void find_runs() {
        std::size_t last_end = 0;  // of the run before, dropped particles included
        for (std::size_t at = 0; at < chars_.size();) {
            RunKind kind{};
            if (!run_kind_of(chars_[at].value, kind) || is_mark(chars_[at].value)) {
                ++at;  // a mark begins no word
                continue;
            }
            Run run;
            run.kind = kind;
            run.begin = at;
            run.touches = at > 0 && last_end == at;
            run.is_joined = last_end > 0 && last_end + 1 == at && joins(chars_[last_end].value);
            RunKind next{};
            for (++at; at < chars_.size(); ++at) {
                if (is_mark(chars_[at].value)) continue;
                if (!run_kind_of(chars_[at].value, next) || next != kind) break;
            }
            run.stem_end = at;
            if (kind == RunKind::kWord) {
                run.end = pass_possessive(at);
                if (run.end == at) run.end = run.stem_end = pass_signs(at);
                run.letters_end = at;
                at = run.end;
            }
            run.end = at;
            last_end = at;
            finish_run(std::move(run));
        }
    }

    static bool joins(char32_t c) {
        return c == '-' || c == '_' || c == '.' || c == '/' || c == '\'' || c == '+' || c == ':' ||
               c == 0x2010 || c == 0x2011 || c == 0x2019;
    }

    // The 's of a possessive, which is no word.
    std::size_t pass_possessive(std::size_t at) const {
        if (at + 1 >= chars_.size() || chars_[at + 1].value != 's') return at;
        if (chars_[at].value != '\'' && chars_[at].value != 0x2019) return at;
        RunKind kind{};
        const bool is_last = at + 2 >= chars_.size() || !run_kind_of(chars_[at + 2].value, kind) ||
                             kind != RunKind::kWord;
        return is_last ? at + 2 : at;
    }

    // The signs of C++, C#, F#: part of the word where nothing is written on them.
    std::size_t pass_signs(std::size_t at) const {
        const auto is = [&](std::size_t i, char32_t c) {
            return i < chars_.size() && chars_[i].value == c;
        };
        std::size_t end = at;
        if (is(at, '#')) end = at + 1;
        if (is(at, '+') && is(at + 1, '+')) end = at + 2;
        RunKind kind{};
        const bool is_last =
            end >= chars_.size() || !run_kind_of(chars_[end].value, kind) || kind != RunKind::kWord;
        return is_last ? end : at;
    }

    void finish_run(Run run) {
        if (run.kind == RunKind::kHangul) {
            units_.clear();
            for (std::size_t i = run.begin; i < run.end; ++i)
                units_.push_back(static_cast<char16_t>(chars_[i].value));
            if (run.touches && !runs_.empty() && runs_.back().kind != RunKind::kHangul &&
                is_particle(units_)) {
                return;
            }
            run.stem_end = run.begin + stem_length(units_);
            run.may_be_short = may_be_short_noun(units_);
        }
        run.word = letters(run.begin, std::min(run.stem_end, run.begin + kWordMax));
        if (run.kind == RunKind::kWord) {
            if (is_plural_of_capitals(run)) {
                run.word.pop_back();
            } else {
                run.word = stemmed(std::move(run.word));
            }
        }
        runs_.push_back(std::move(run));
    }

    static void append(std::string& out, char32_t c) {
        if (c < 0x80) {
            out.push_back(static_cast<char>(c));
        } else if (is_hangul_syllable(c)) {
            const char bytes[] = {static_cast<char>(0xE0 | c >> 12),
                                  static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                                  static_cast<char>(0x80 | (c & 0x3F))};
            out.append(bytes, sizeof bytes);
        } else {
            append_utf8(out, c);
        }
    }

    // GPUs, LLMs: at least two capitals and an s.
    bool is_plural_of_capitals(const Run& run) const {
        if (run.stem_end - run.begin < 3 || run.stem_end - run.begin > kWordMax) return false;
        for (std::size_t i = run.begin; i + 1 < run.stem_end; ++i) {
            const char c = text_[chars_[i].begin];
            if (c < 'A' || c > 'Z') return false;
        }
        return text_[chars_[run.stem_end - 1].begin] == 's';
    }

    // English is told by its letters: words with digits, signs or diacritics stand as they are.
    static std::string stemmed(std::string word) {
        const bool has_stem =
            std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        return has_stem ? english_stem(word) : word;
    }

    std::string letters(std::size_t begin, std::size_t end) const {
        std::string out;
        for (std::size_t i = begin; i < end; ++i)
            append(out, chars_[i].value);
        return out;
    }

    void add(TermKind kind, std::string text, std::size_t position, std::size_t begin,
             std::size_t end) {
        out_.push_back({std::move(text), kind, static_cast<std::uint32_t>(position),
                        chars_[begin].begin, chars_[end - 1].end});
    }

    // The word of a run without what was read into it: c of c++, gpus of GPUs.
    std::string word_besides(const Run& run) const {
        const bool has_signs = run.stem_end > run.letters_end;
        if (!has_signs && !is_plural_of_capitals(run)) return run.word;
        return stemmed(letters(run.begin, std::min(run.letters_end, run.begin + kWordMax)));
    }

    static std::string key(char prefix, std::string_view word) {
        std::string out;
        out.reserve(word.size() + 1);
        out += prefix;
        out += word;
        return out;
    }

    void add_pair(std::size_t i) {
        const Run& first = runs_[i];
        const Run& second = runs_[i + 1];
        std::string text;
        text.reserve(first.word.size() + second.word.size() + 2);
        text += 'p';
        text += first.word;
        text += ' ';
        text += second.word;
        add(TermKind::kPair, std::move(text), i, first.begin, second.stem_end);
    }

    // A run of which one syllable would stay (책을, but also 한은) is kept whole as the other way
    // to hold: the syllable left is a kBigram of its own.
    void add_stem(std::size_t i) {
        const Run& run = runs_[i];
        if (run.stem_end == run.begin + 1) {
            add(TermKind::kStem,
                key('s', letters(run.begin, std::min(run.end, run.begin + kWordMax))), i, run.begin,
                run.end);
        } else {
            add(TermKind::kStem, key('s', run.word), i, run.begin, run.stem_end);
        }
    }

    void add_bigrams(std::size_t i) {
        const Run& run = runs_[i];
        const std::size_t stem = run.stem_end - run.begin;
        if (stem == 1) {
            add(TermKind::kBigram, "b" + letters(run.begin, run.begin + 1), i, run.begin,
                run.begin + 1);
        } else if (run.may_be_short) {
            add(TermKind::kTail, "b" + letters(run.begin, run.begin + 1), i, run.begin,
                run.begin + 1);
        }
        for (std::size_t at = run.begin; at + 1 < run.end; ++at) {
            std::string text(1, 'b');
            append(text, chars_[at].value);
            append(text, chars_[at + 1].value);
            add(at + 1 < run.stem_end ? TermKind::kBigram : TermKind::kTail, std::move(text), i, at,
                at + 2);
        }
    }

    // GPT-4o also as gpt4o, at the first of its parts.
    void add_joined(std::size_t first) {
        if (is_part(first)) return;
        std::size_t last = first;
        while (last + 1 < runs_.size() && last + 1 - first < kPartsMax && is_part(last + 1))
            ++last;
        if (last == first) return;
        std::string word;
        for (std::size_t i = first; i <= last; ++i)
            word += letters(runs_[i].begin, std::min(runs_[i].stem_end, runs_[i].begin + kWordMax));
        add(TermKind::kJoined, key('w', stemmed(std::move(word))), first, runs_[first].begin,
            runs_[last].end);
    }

    bool is_part(std::size_t i) const {
        return i > 0 && runs_[i].is_joined && runs_[i].kind == RunKind::kWord &&
               runs_[i - 1].kind == RunKind::kWord;
    }

    std::string_view text_;
    std::vector<FoldedChar> chars_;
    std::vector<Run> runs_;
    std::u16string units_;
    std::vector<Term> out_;
};

}  // namespace

std::vector<Term> analyze(std::string_view text) { return Analysis(text).terms(); }

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
