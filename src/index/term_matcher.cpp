// Walks the sorted terms with a stack of matcher states; prefixes and initials, slot by slot.
#include "index/term_matcher.h"

#include <algorithm>

#include "text/unicode.h"

namespace seogo::index {
namespace {

constexpr char32_t kCharacterMax = 0x10FFFF;
constexpr char32_t kSurrogateFirst = 0xD800, kSurrogateLast = 0xDFFF;
// Unicode 15, 3.12: a syllable is kSyllableFirst + lead * kOfOneLead + vowel * 28 + trail.
constexpr char32_t kSyllableFirst = 0xAC00, kOfOneLead = 588;

// How text::code_point_at says so; a written U+FFFD has three bytes.
bool is_invalid(text::CodePoint c) { return c.value == 0xFFFD && c.length == 1; }

bool is_nearer(const MatchedTerm& a, const MatchedTerm& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.term < b.term;
}

// Keeps the nearest: a heap whose first is the farthest.
class Nearest {
public:
    explicit Nearest(std::size_t limit) : limit_(limit) {}

    void offer(Dictionary::Cursor& cursor, std::uint8_t distance) {
        if (found_.terms.size() == limit_) {
            found_.cut = true;
            // Terms come in rising order: an equally near one is behind all that are kept.
            if (limit_ == 0 || distance >= found_.terms.front().distance) return;
            std::pop_heap(found_.terms.begin(), found_.terms.end(), is_nearer);
            found_.terms.pop_back();
        }
        found_.terms.push_back({std::string(cursor.term()), cursor.info(), distance});
        std::push_heap(found_.terms.begin(), found_.terms.end(), is_nearer);
    }
    // Nothing that follows can change the answer.
    bool is_settled() const {
        return found_.cut && (limit_ == 0 || found_.terms.front().distance == 0);
    }
    MatchedTerms take() && {
        std::sort_heap(found_.terms.begin(), found_.terms.end(), is_nearer);
        return std::move(found_);
    }

private:
    std::size_t limit_;
    MatchedTerms found_;
};

class Walk {
public:
    Walk(const Dictionary& dictionary, TermMatcher& matcher)
        : matcher_(matcher), path_(1, matcher.kind()), cursor_(dictionary.begin_at(path_)) {}

    MatchedTerms run(std::size_t limit) {
        Nearest nearest(limit);
        bool more = true;
        while (more && cursor_.valid() && cursor_.term()[0] == matcher_.kind()) {
            switch (follow()) {
                case Followed::kWhole:
                    if (const auto distance = matcher_.distance(depth())) {
                        nearest.offer(cursor_, *distance);
                    }
                    cursor_.next();
                    break;
                case Followed::kInvalid:
                    cursor_.next();
                    break;
                case Followed::kDead:
                    more = skip();
            }
            if (nearest.is_settled()) break;
        }
        return std::move(nearest).take();
    }

private:
    enum class Followed : std::uint8_t { kWhole, kInvalid, kDead };

    std::size_t depth() const { return ends_.size() - 1; }

    // Makes the states of the term at the cursor, but for those that it shares with the path.
    Followed follow() {
        const std::string_view term = cursor_.term();
        const auto differ =
            std::mismatch(path_.begin(), path_.begin() + static_cast<std::ptrdiff_t>(ends_.back()),
                          term.begin(), term.end());
        const auto shared = static_cast<std::size_t>(differ.first - path_.begin());
        while (ends_.back() > shared)
            ends_.pop_back();
        path_ = term;
        for (std::size_t at = ends_.back(); at < term.size(); at = ends_.back()) {
            const text::CodePoint c = text::code_point_at(term, at);
            if (is_invalid(c)) return Followed::kInvalid;
            if (!matcher_.push(depth(), c.value)) {
                dead_ = c.value;
                return Followed::kDead;
            }
            ends_.push_back(at + c.length);
        }
        return Followed::kWhole;
    }

    // From the path whose next character is dead to the first beginning behind it that can live.
    // False where there is none.
    bool skip() {
        for (;;) {
            std::optional<char32_t> living;
            if (dead_ < kCharacterMax) living = matcher_.next_living(depth(), dead_ + 1);
            if (living) {
                path_.resize(ends_.back());
                // A surrogate has no bytes of its own; whatever lives lies behind them.
                const bool is_surrogate = *living >= kSurrogateFirst && *living <= kSurrogateLast;
                text::append_utf8(path_, is_surrogate ? kSurrogateLast + 1 : *living);
                cursor_.seek(path_);
                return true;
            }
            if (depth() == 0) return false;
            ends_.pop_back();
            dead_ = text::code_point_at(path_, ends_.back()).value;
        }
    }

    TermMatcher& matcher_;
    std::string path_;  // the term followed last
    // Bytes of the path that its first 0, 1, 2, ... characters take, the kind among them: states
    // that are made and alive.
    std::vector<std::size_t> ends_ = {1};
    char32_t dead_ = 0;  // the character behind them, after kDead
    Dictionary::Cursor cursor_;
};

// One character that must stand there, or any syllable of a lead.
struct Slot {
    char32_t character = 0;
    char32_t syllables = 0;  // the first syllable of the lead; 0: none

    bool matches(char32_t c) const {
        return c == character || (syllables != 0 && c >= syllables && c - syllables < kOfOneLead);
    }
    std::optional<char32_t> smallest(char32_t at_least) const {
        if (at_least <= character) return character;  // a consonant lies before all syllables
        if (syllables == 0 || at_least >= syllables + kOfOneLead) return std::nullopt;
        return std::max(at_least, syllables);
    }
};

class SlotMatcher final : public TermMatcher {
public:
    SlotMatcher(char kind, std::vector<Slot> slots, InitialsOf of)
        : kind_(kind), slots_(std::move(slots)), of_(of) {}

    char kind() const override { return kind_; }
    bool push(std::size_t depth, char32_t character) override {
        if (depth < slots_.size()) return slots_[depth].matches(character);
        return of_ == InitialsOf::kBeginning;
    }
    std::optional<std::uint8_t> distance(std::size_t depth) const override {
        if (depth < slots_.size()) return std::nullopt;
        return std::uint8_t{0};
    }
    std::optional<char32_t> next_living(std::size_t depth, char32_t at_least) const override {
        if (depth < slots_.size()) return slots_[depth].smallest(at_least);
        if (of_ == InitialsOf::kBeginning) return at_least;
        return std::nullopt;
    }

private:
    char kind_;
    std::vector<Slot> slots_;
    InitialsOf of_;
};

// ㄱ to ㅎ (U+3131 to U+314E), vowels apart: those that begin a syllable, by the number of the
// lead; the others are written as the two that they join. Unicode 15, names of the block "Hangul
// Compatibility Jamo".
constexpr char32_t kConsonantFirst = 0x3131, kConsonantLast = 0x314E;
struct Consonant {
    int lead = -1;
    std::u32string_view parts;
};
constexpr Consonant kConsonants[] = {
    {0, {}},       {1, {}},       {-1, U"ㄱㅅ"}, {2, {}},       {-1, U"ㄴㅈ"}, {-1, U"ㄴㅎ"},
    {3, {}},       {4, {}},       {5, {}},       {-1, U"ㄹㄱ"}, {-1, U"ㄹㅁ"}, {-1, U"ㄹㅂ"},
    {-1, U"ㄹㅅ"}, {-1, U"ㄹㅌ"}, {-1, U"ㄹㅍ"}, {-1, U"ㄹㅎ"}, {6, {}},       {7, {}},
    {8, {}},       {-1, U"ㅂㅅ"}, {9, {}},       {10, {}},      {11, {}},      {12, {}},
    {13, {}},      {14, {}},      {15, {}},      {16, {}},      {17, {}},      {18, {}}};
static_assert(std::size(kConsonants) == kConsonantLast - kConsonantFirst + 1);

void append_initial(std::vector<Slot>& slots, char32_t c) {
    if (c < kConsonantFirst || c > kConsonantLast) {
        slots.push_back({c});
        return;
    }
    const Consonant& consonant = kConsonants[c - kConsonantFirst];
    if (consonant.lead >= 0) {
        const auto lead = static_cast<char32_t>(consonant.lead);
        slots.push_back({c, kSyllableFirst + lead * kOfOneLead});
    }
    for (const char32_t part : consonant.parts)
        append_initial(slots, part);
}

}  // namespace

std::unique_ptr<TermMatcher> prefix_matcher(char kind, std::string_view beginning) {
    std::vector<Slot> slots;
    for (std::size_t at = 0; at < beginning.size();) {
        const text::CodePoint c = text::code_point_at(beginning, at);
        slots.push_back({c.value});
        at += c.length;
    }
    return std::make_unique<SlotMatcher>(kind, std::move(slots), InitialsOf::kBeginning);
}

std::unique_ptr<TermMatcher> initials_matcher(char kind, std::string_view query, InitialsOf of) {
    std::vector<Slot> slots;
    for (std::size_t at = 0; at < query.size();) {
        const text::CodePoint c = text::code_point_at(query, at);
        append_initial(slots, c.value);
        at += c.length;
    }
    return std::make_unique<SlotMatcher>(kind, std::move(slots), of);
}

MatchedTerms matching_terms(const Dictionary& dictionary, TermMatcher& matcher, std::size_t limit) {
    return Walk(dictionary, matcher).run(limit);
}

}  // namespace seogo::index
