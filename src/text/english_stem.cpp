// Porter2, the English stemmer of the Snowball project.
//
// Source: M. Porter, "The English (Porter2) stemming algorithm", as revised in Snowball 3,
// https://snowballstem.org/algorithms/english/stemmer.html; steps are named as there.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "text/analyzer.h"

namespace seogo::text {
namespace {

using std::string_view;

struct Rule {
    string_view suffix;
    string_view replacement;
};

// Words with a stem of their own, and words that are left as they are.
constexpr Rule kSpecial[] = {{"skis", "ski"},      {"skies", "sky"},    {"idly", "idl"},
                             {"gently", "gentl"},  {"ugly", "ugli"},    {"early", "earli"},
                             {"only", "onli"},     {"singly", "singl"}, {"sky", "sky"},
                             {"news", "news"},     {"howe", "howe"},    {"atlas", "atlas"},
                             {"cosmos", "cosmos"}, {"bias", "bias"},    {"andes", "andes"}};

// What stands before -ing and -eed in words of which these are no endings.
constexpr string_view kBeforeIng[] = {"inn", "out", "cann", "herr", "earr", "even"};
constexpr string_view kBeforeEed[] = {"proc", "exc", "succ"};

// Where these begin a word, R1 begins behind them.
constexpr string_view kR1Behind[] = {"gener", "commun", "arsen", "past", "univers",
                                     "later", "emerg",  "organ", "inter"};

constexpr string_view kPossessives[] = {"'s'", "'s", "'"};  // of step 0
constexpr string_view kEed[] = {"eedly", "eed"};            // of step 1b, as the next
constexpr string_view kIng[] = {"ingly", "edly", "ing", "ed"};

// Longer suffixes stand before those that they end in.
constexpr Rule kStep2[] = {
    {"ization", "ize"}, {"ational", "ate"}, {"ousness", "ous"}, {"iveness", "ive"},
    {"fulness", "ful"}, {"tional", "tion"}, {"lessli", "less"}, {"biliti", "ble"},
    {"entli", "ent"},   {"ation", "ate"},   {"alism", "al"},    {"aliti", "al"},
    {"fulli", "ful"},   {"ousli", "ous"},   {"iviti", "ive"},   {"enci", "ence"},
    {"anci", "ance"},   {"abli", "able"},   {"izer", "ize"},    {"ator", "ate"},
    {"alli", "al"},     {"bli", "ble"},     {"ogist", "og"},    {"ogi", "og"},
    {"li", ""}};
constexpr Rule kStep3[] = {{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"},
                           {"icate", "ic"},    {"iciti", "ic"},    {"ative", ""},
                           {"ical", "ic"},     {"ness", ""},       {"ful", ""}};
constexpr string_view kStep4[] = {"ement", "ance", "ence", "able", "ible", "ment",
                                  "ant",   "ent",  "ism",  "ate",  "iti",  "ous",
                                  "ive",   "ize",  "ion",  "al",   "er",   "ic"};

constexpr bool is_one_of(char c, string_view letters) {
    for (const char letter : letters) {
        if (letter == c) return true;
    }
    return false;
}

// 'Y' is a y that acts as a consonant.
constexpr bool is_vowel(char c) {
    constexpr std::uint32_t kVowels = 1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') |
                                      1u << ('o' - 'a') | 1u << ('u' - 'a') | 1u << ('y' - 'a');
    return c >= 'a' && c <= 'z' && (kVowels >> (c - 'a') & 1) != 0;
}

class Porter2 {
public:
    explicit Porter2(string_view word) : word_(word) {}

    std::string stem() && {
        if (word_.starts_with('\'')) word_.erase(0, 1);
        if (word_.empty()) return word_;
        mark_consonant_y();
        find_regions();
        step_0();
        step_1a();
        step_1b();
        step_1c();
        if (in_r1(2)) {  // no suffix of steps 2 to 4 is shorter, and R2 lies within R1
            step_2();
            step_3();
            step_4();
        }
        step_5();
        std::replace(word_.begin(), word_.end(), 'Y', 'y');
        return std::move(word_);
    }

private:
    // The last letters first: most rules fail there, and nothing is called for them.
    bool ends(string_view suffix) const {
        const std::size_t n = word_.size(), m = suffix.size();
        for (std::size_t i = 1; i <= m; ++i) {
            if (i > n || word_[n - i] != suffix[m - i]) return false;
        }
        return true;
    }
    bool in_r1(std::size_t length) const { return word_.size() >= r1_ + length; }
    bool in_r2(std::size_t length) const { return word_.size() >= r2_ + length; }
    void cut(std::size_t length) { word_.resize(word_.size() - length); }
    void replace(std::size_t length, string_view with) {
        cut(length);
        word_ += with;
    }
    bool has_vowel(std::size_t end) const {
        return std::any_of(word_.begin(), word_.begin() + static_cast<std::ptrdiff_t>(end),
                           is_vowel);
    }

    void mark_consonant_y() {
        for (std::size_t i = 0; i < word_.size(); ++i) {
            if (word_[i] == 'y' && (i == 0 || is_vowel(word_[i - 1]))) word_[i] = 'Y';
        }
    }

    // The place after the first consonant that follows a vowel, from `begin` on.
    std::size_t region_after(std::size_t begin) const {
        std::size_t i = begin;
        while (i < word_.size() && !is_vowel(word_[i]))
            ++i;
        while (i < word_.size() && is_vowel(word_[i]))
            ++i;
        return std::min(i + 1, word_.size());
    }

    void find_regions() {
        r1_ = region_after(0);
        for (const string_view prefix : kR1Behind) {
            if (word_[0] == prefix[0] && word_.starts_with(prefix)) r1_ = prefix.size();
        }
        r2_ = region_after(r1_);
    }

    // A vowel and then one consonant that is not w, x or Y, before it another consonant; or a
    // vowel at the beginning and a consonant; or "past".
    bool ends_in_short_syllable() const {
        const std::size_t n = word_.size();
        if (ends("past")) return true;
        if (n == 2) return is_vowel(word_[0]) && !is_vowel(word_[1]);
        return n > 2 && !is_vowel(word_[n - 3]) && is_vowel(word_[n - 2]) &&
               !is_vowel(word_[n - 1]) && !is_one_of(word_[n - 1], "wxY");
    }
    bool is_short() const { return r1_ >= word_.size() && ends_in_short_syllable(); }

    void step_0() {
        for (const string_view suffix : kPossessives) {
            if (ends(suffix)) return cut(suffix.size());
        }
    }

    void step_1a() {
        if (ends("sses")) return cut(2);
        if (ends("ied") || ends("ies")) return cut(word_.size() > 4 ? 2 : 1);
        if (ends("us") || ends("ss") || !ends("s")) return;
        if (word_.size() > 2 && has_vowel(word_.size() - 2)) cut(1);
    }

    void step_1b() {
        for (const string_view suffix : kEed) {
            if (!ends(suffix)) continue;
            if (in_r1(suffix.size()) && !is_before(suffix.size(), kBeforeEed)) {
                replace(suffix.size(), "ee");
            }
            return;
        }
        for (const string_view suffix : kIng) {
            if (!ends(suffix)) continue;
            const std::size_t stem = word_.size() - suffix.size();
            if (suffix == "ing" && is_before(3, kBeforeIng)) return;
            if (suffix == "ing" && stem == 2 && word_[1] == 'y' && !is_vowel(word_[0])) {
                return replace(4, "ie");  // dying, lying, tying
            }
            if (!has_vowel(stem)) return;
            cut(suffix.size());
            return mend_after_1b();
        }
    }

    // True where all that stands before the last `length` letters is one of the words.
    template <std::size_t N>
    bool is_before(std::size_t length, const string_view (&words)[N]) const {
        const auto stem = string_view(word_).substr(0, word_.size() - length);
        return std::find(std::begin(words), std::end(words), stem) != std::end(words);
    }

    void mend_after_1b() {
        const std::size_t n = word_.size();
        if (ends("at") || ends("bl") || ends("iz")) {
            word_ += 'e';
        } else if (n > 1 && word_[n - 1] == word_[n - 2] && is_one_of(word_[n - 1], "bdfgmnprt")) {
            if (n != 3 || !is_one_of(word_[0], "aeo")) cut(1);  // add, egg, off keep both
        } else if (is_short()) {
            word_ += 'e';
        }
    }

    void step_1c() {
        const std::size_t n = word_.size();
        if (n > 2 && is_one_of(word_[n - 1], "yY") && !is_vowel(word_[n - 2])) word_[n - 1] = 'i';
    }

    void step_2() {
        for (const Rule& rule : kStep2) {
            if (!ends(rule.suffix)) continue;
            const std::size_t length = rule.suffix.size();
            if (!in_r1(length)) return;
            const char before = word_.size() > length ? word_[word_.size() - length - 1] : '\0';
            if (rule.suffix == "ogi" && before != 'l') return;
            if (rule.suffix == "li" && !is_one_of(before, "cdeghkmnrt")) return;
            return replace(length, rule.replacement);
        }
    }

    void step_3() {
        for (const Rule& rule : kStep3) {
            if (!ends(rule.suffix)) continue;
            const std::size_t length = rule.suffix.size();
            if (!in_r1(length) || (rule.suffix == "ative" && !in_r2(length))) return;
            return replace(length, rule.replacement);
        }
    }

    void step_4() {
        for (const string_view suffix : kStep4) {
            if (!ends(suffix)) continue;
            if (!in_r2(suffix.size())) return;
            if (suffix == "ion" && !is_one_of(word_[word_.size() - 4], "st")) return;
            return cut(suffix.size());
        }
    }

    void step_5() {
        if (ends("e")) {
            if (in_r2(1)) return cut(1);
            if (!in_r1(1)) return;
            word_.pop_back();
            if (ends_in_short_syllable()) word_ += 'e';
        } else if (ends("ll") && in_r2(1)) {
            cut(1);
        }
    }

    std::string word_;
    std::size_t r1_ = 0, r2_ = 0;  // R1 and R2 begin here
};

}  // namespace

std::string english_stem(string_view word) {
    if (word.size() <= 2) return std::string(word);
    for (const Rule& special : kSpecial) {
        if (word[0] == special.suffix[0] && word == special.suffix)
            return std::string(special.replacement);
    }
    return Porter2(word).stem();
}

}  // namespace seogo::text
