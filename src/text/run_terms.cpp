// Runs of the folded text, then the terms of each run.
#include "text/run_terms.h"

#include <algorithm>

#include "text/particles.h"

namespace seogo::text {
namespace {

constexpr std::size_t kWordMax = 64;  // characters of a word or stem that its key keeps
constexpr std::size_t kPartsMax = 8;  // parts of a joined word

// Thai, Lao, Tibetan, Myanmar; Khmer.
bool is_unspaced(char32_t c) { return (c >= 0x0E00 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800); }

// append_utf8(), without a call for nearly all that there is.
void append(std::string& out, char32_t c) {
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

}  // namespace

void RunTerms::read(std::string_view text, Pairs pairs) {
    text_ = text;
    runs_.clear();
    terms_.clear();
    fold_characters(text, chars_);
    spell_folded_text();
    find_runs();
    terms_.reserve(chars_.size() + runs_.size() * 2);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[i];
        position_ = static_cast<std::uint32_t>(i);
        if (run.kind == Kind::kWord) add_joined(i);
        if (pairs == Pairs::kTold && i + 1 < runs_.size()) add_pair(run, runs_[i + 1]);
        if (run.kind == Kind::kWord) {
            add_word(run);
        } else {
            add_stem(run);
            add_bigrams(run);
        }
    }
}

// What a character belongs to.
RunTerms::Kind RunTerms::kind_of(char32_t c) {
    if (is_hangul_syllable(c)) return Kind::kHangul;
    if (c < 0x80) {
        const bool is_in_word = c - U'a' < 26 || c - U'A' < 26 || c - U'0' < 10;
        return is_in_word ? Kind::kWord : Kind::kNone;
    }
    switch (script_of(c)) {
        case Script::kHangul:
            return Kind::kHangul;
        case Script::kHan:
        case Script::kKana:
            return Kind::kIdeographs;
        case Script::kLatin:
        case Script::kDigit:
            return Kind::kWord;
        case Script::kLetter:
            return is_unspaced(c) ? Kind::kIdeographs : Kind::kWord;
        case Script::kOther:
            return Kind::kNone;
    }
    return Kind::kNone;
}

bool RunTerms::joins(char32_t c) {
    if (c < 0x80) return kAsciiJoiners.find(static_cast<char>(c)) != std::string_view::npos;
    return c == 0x2010 || c == 0x2011 || c == 0x2019;
}

// So that the letters of any run, stem or bigram are a piece of one string.
void RunTerms::spell_folded_text() {
    letters_.clear();
    byte_of_.clear();
    byte_of_.reserve(chars_.size() + 1);
    for (const FoldedChar& c : chars_) {
        byte_of_.push_back(letters_.size());
        append(letters_, c.value);
    }
    byte_of_.push_back(letters_.size());
}

void RunTerms::find_runs() {
    std::size_t last_end = 0;  // of the run before, dropped particles included
    for (std::size_t at = 0; at < chars_.size();) {
        const Kind kind = kind_of(chars_[at].value);
        if (kind == Kind::kNone || is_mark(chars_[at].value)) {
            ++at;  // a mark begins no word
            continue;
        }
        Run run;
        run.kind = kind;
        run.begin = at;
        run.touches = at > 0 && last_end == at;
        run.is_joined = last_end > 0 && last_end + 1 == at && joins(chars_[last_end].value);
        run.letters_end = run.stem_end = run.end = end_of_letters(at, kind);
        if (kind == Kind::kWord) {
            run.end = pass_possessive(run.letters_end);
            if (run.end == run.letters_end) run.end = run.stem_end = pass_signs(run.letters_end);
        }
        at = last_end = run.end;
        if (kind == Kind::kHangul) {
            finish_hangul(run);
        } else {
            finish_word(run);
        }
    }
}

// Where the run that begins at a character of this kind has its last, marks on them included.
std::size_t RunTerms::end_of_letters(std::size_t at, Kind kind) const {
    for (++at; at < chars_.size(); ++at) {
        const char32_t c = chars_[at].value;
        if (!is_mark(c) && kind_of(c) != kind) break;
    }
    return at;
}

bool RunTerms::is_word_at(std::size_t at) const {
    return at < chars_.size() && kind_of(chars_[at].value) == Kind::kWord;
}

// The 's of a possessive, which is no word.
std::size_t RunTerms::pass_possessive(std::size_t at) const {
    if (at + 1 >= chars_.size() || chars_[at + 1].value != 's') return at;
    if (chars_[at].value != '\'' && chars_[at].value != 0x2019) return at;
    return is_word_at(at + 2) ? at : at + 2;
}

// The signs of C++, C#, F#: part of the word where nothing is written on them.
std::size_t RunTerms::pass_signs(std::size_t at) const {
    const auto is = [&](std::size_t i, char32_t c) {
        return i < chars_.size() && chars_[i].value == c;
    };
    std::size_t end = at;
    if (is(at, '#')) end = at + 1;
    if (is(at, '+') && is(at + 1, '+')) end = at + 2;
    return is_word_at(end) ? at : end;
}

void RunTerms::finish_hangul(Run run) {
    units_.clear();
    for (std::size_t i = run.begin; i < run.end; ++i)
        units_.push_back(static_cast<char16_t>(chars_[i].value));
    const bool is_on_other = run.touches && !runs_.empty() && runs_.back().kind != Kind::kHangul;
    if (is_on_other && is_particle(units_)) return;
    run.stem_end = run.begin + stem_length(units_);
    run.may_be_short = may_be_short_noun(units_);
    run.word = letters(run.begin, run.stem_end);
    runs_.push_back(run);
}

void RunTerms::finish_word(Run run) {
    run.word = letters(run.begin, run.stem_end);
    if (run.kind == Kind::kWord) {
        run.is_plural = is_plural_of_capitals(run);
        if (run.is_plural) {
            --run.word.size;
        } else {
            run.word = stemmed(run.word);
        }
    }
    runs_.push_back(run);
}

// GPUs, LLMs: at least two capitals and an s. The folded letter is asked for as well: the bytes of
// a decomposed \u00C9 begin with a capital E, those of its composed twin do not.
bool RunTerms::is_plural_of_capitals(const Run& run) const {
    if (run.stem_end - run.begin < 3 || run.stem_end - run.begin > kWordMax) return false;
    const std::size_t last = run.stem_end - 1;
    if (chars_[last].value != 's' || text_[chars_[last].begin] != 's') return false;
    for (std::size_t i = run.begin; i < last; ++i) {
        const char first = text_[chars_[i].begin];
        if (chars_[i].value >= 0x80 || first < 'A' || first > 'Z') return false;
    }
    return true;
}

// As much of these characters as a key keeps.
RunTerms::Letters RunTerms::letters(std::size_t begin, std::size_t end) const {
    end = std::min(end, begin + kWordMax);
    return {byte_of_[begin], byte_of_[end] - byte_of_[begin]};
}

// English is told by its letters: words with digits, signs or diacritics stand as they are.
RunTerms::Letters RunTerms::stemmed(Letters word) {
    const auto spelled = std::string_view(letters_).substr(word.at, word.size);
    const bool has_stem =
        std::all_of(spelled.begin(), spelled.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!has_stem) return word;
    const std::string stem = english_stem(spelled);
    if (spelled.starts_with(stem)) return {word.at, stem.size()};
    const std::size_t at = letters_.size();
    letters_ += stem;
    return {at, stem.size()};
}

void RunTerms::add(TermKind kind, char prefix, Letters letters, std::size_t begin,
                   std::size_t end) {
    terms_.push_back({letters.at, static_cast<std::uint32_t>(letters.size), position_,
                      chars_[begin].begin, chars_[end - 1].end, kind, prefix});
}

// GPT-4o also as gpt4o, at the first of its parts.
void RunTerms::add_joined(std::size_t first) {
    if (is_part(first)) return;
    std::size_t last = first;
    while (last + 1 < runs_.size() && last + 1 - first < kPartsMax && is_part(last + 1))
        ++last;
    if (last == first) return;
    Letters word{letters_.size(), 0};
    for (std::size_t i = first; i <= last; ++i) {
        const Letters part = letters(runs_[i].begin, runs_[i].stem_end);
        letters_.append(letters_, part.at, part.size);
    }
    word.size = letters_.size() - word.at;
    add(TermKind::kJoined, 'w', stemmed(word), runs_[first].begin, runs_[last].end);
}

bool RunTerms::is_part(std::size_t i) const {
    return i > 0 && runs_[i].is_joined && runs_[i].kind == Kind::kWord &&
           runs_[i - 1].kind == Kind::kWord;
}

void RunTerms::add_pair(const Run& first, const Run& second) {
    const std::size_t at = letters_.size();
    letters_.append(letters_, first.word.at, first.word.size);
    letters_ += ' ';
    letters_.append(letters_, second.word.at, second.word.size);
    add(TermKind::kPair, 'p', {at, letters_.size() - at}, first.begin, second.stem_end);
}

// Also the word without what was read into it: c of c++, gpus of GPUs.
void RunTerms::add_word(const Run& run) {
    add(TermKind::kWord, 'w', run.word, run.begin, run.end);
    if (run.stem_end == run.letters_end && !run.is_plural) return;
    const Letters besides = stemmed(letters(run.begin, run.letters_end));
    if (letters_.compare(besides.at, besides.size, letters_, run.word.at, run.word.size) == 0)
        return;
    add(TermKind::kTail, 'w', besides, run.begin, run.letters_end);
}

// A run of which one syllable would stay (책을, but also 한은) is kept whole as the other way to
// hold: the syllable left is a kBigram of its own.
void RunTerms::add_stem(const Run& run) {
    if (run.stem_end == run.begin + 1) {
        add(TermKind::kStem, 's', letters(run.begin, run.end), run.begin, run.end);
    } else {
        add(TermKind::kStem, 's', run.word, run.begin, run.stem_end);
    }
}

void RunTerms::add_bigrams(const Run& run) {
    const std::size_t stem = run.stem_end - run.begin;
    if (stem == 1 || run.may_be_short) {
        const TermKind kind = stem == 1 ? TermKind::kBigram : TermKind::kTail;
        add(kind, 'b', letters(run.begin, run.begin + 1), run.begin, run.begin + 1);
    }
    for (std::size_t at = run.begin; at + 1 < run.end; ++at) {
        const TermKind kind = at + 1 < run.stem_end ? TermKind::kBigram : TermKind::kTail;
        add(kind, 'b', letters(at, at + 2), at, at + 2);
    }
}

}  // namespace seogo::text
