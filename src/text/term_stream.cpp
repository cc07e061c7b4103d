// Surface forms of a text, each analyzed once, and the terms of all of them numbered.
#include "text/term_stream.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "text/key_table.h"
#include "text/run_terms.h"

namespace seogo::text {
namespace {

// A longer surface (a text without spaces, a data: address) is not worth remembering.
constexpr std::size_t kRememberedMax = 96;  // bytes

// A term of a surface: its number, and in the highest bit whether it stands one position behind
// the term before it. Positions leave none out, so nothing else needs to be known.
constexpr std::uint32_t kStep = std::uint32_t{1} << 31;

// Surfaces looked up together: enough to hide a wait for memory, few enough to stay in the cache.
constexpr std::size_t kSurfacesAhead = 16;

enum class ByteClass : std::uint8_t {
    kApart,   // ends a surface
    kLetter,  // part of one: ASCII letters and digits, and every byte that is not ASCII
    kJoiner,  // may join two runs, or begin a possessive (its apostrophe is a joiner)
    kPlus,    // as kJoiner, or a sign of C++
    kHash,    // a sign of C#
};

constexpr auto kClasses = [] {
    std::array<ByteClass, 256> classes{};
    for (std::size_t byte = 0; byte < classes.size(); ++byte) {
        const bool is_letter = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                               ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
        if (is_letter) classes[byte] = ByteClass::kLetter;
    }
    for (const char joiner : kAsciiJoiners)
        classes[static_cast<unsigned char>(joiner)] = ByteClass::kJoiner;
    classes['+'] = ByteClass::kPlus;
    classes['#'] = ByteClass::kHash;
    return classes;
}();

ByteClass class_at(std::string_view text, std::size_t at) {
    return at < text.size() ? kClasses[static_cast<unsigned char>(text[at])] : ByteClass::kApart;
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

// Where the surface that begins at `at` ends: at an ASCII byte that stands, folded as well, for
// itself, and across which RunTerms looks for nothing. It looks at what is written right behind a
// run: one sign and a letter (joined words, 's), or the signs of C++ and C#. Bytes that are not
// ASCII may fold to nothing (a zero-width space) or to a sign, so a sign beside one is kept.
// A surface that is longer than it need be is no error: it is only seen less often.
std::size_t end_of_surface(std::string_view text, std::size_t at) {
    for (;; ++at) {
        while (class_at(text, at) == ByteClass::kLetter)
            ++at;
        switch (class_at(text, at)) {
            case ByteClass::kHash:
                break;
            case ByteClass::kPlus:
                if (class_at(text, at + 1) == ByteClass::kPlus) {
                    ++at;
                    break;
                }
                if (!is_ascii(text[at - 1])) break;
                [[fallthrough]];
            case ByteClass::kJoiner:
                if (class_at(text, at + 1) == ByteClass::kLetter) break;
                [[fallthrough]];
            default:
                return at;
        }
    }
}

// The spelling of each term, and its number by its spelling.
class Lexicon {
public:
    void prefetch(const KeyTable::Key& term) const { numbers_.prefetch(term); }

    std::uint32_t number_of(const KeyTable::Key& term) {
        const auto* known =
            numbers_.find(term, [&](std::uint32_t number) { return terms_[number] == term.bytes; });
        if (known != nullptr) return *known;
        SEOGO_CHECK(terms_.size() < kStep);
        const auto number = static_cast<std::uint32_t>(terms_.size());
        terms_.push_back(kept(term.bytes));
        numbers_.insert(term, number);
        return number;
    }

    std::string_view term(std::uint32_t number) const { return terms_[number]; }
    std::size_t count() const { return terms_.size(); }
    std::size_t bytes() const {
        return numbers_.bytes() + terms_.capacity() * sizeof(std::string_view) +
               blocks_.size() * kBlockBytes;
    }

private:
    static constexpr std::size_t kBlockBytes = 65536;  // no term is longer: see RunTerms

    // A copy that never moves: term() hands out views for as long as the stream lives.
    std::string_view kept(std::string_view term) {
        if (term.size() > left_) {
            SEOGO_CHECK(term.size() <= kBlockBytes);
            blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
            left_ = kBlockBytes;
        }
        char* at = blocks_.back().get() + (kBlockBytes - left_);
        std::memcpy(at, term.data(), term.size());
        left_ -= term.size();
        return {at, term.size()};
    }

    KeyTable numbers_;
    std::vector<std::string_view> terms_;  // into blocks_
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t left_ = 0;  // bytes free in the last block
};

// The terms of each surface seen. One entry in words_: the key where it is longer than its slot,
// the number of terms (this is the entry's place), the terms with kStep.
class Memo {
public:
    using Terms = std::span<const std::uint32_t>;
    static constexpr std::uint32_t kNowhere = UINT32_MAX;

    void prefetch(const KeyTable::Key& surface) const { places_.prefetch(surface); }

    // The place of a surface; kNowhere where it is not known.
    std::uint32_t find(const KeyTable::Key& surface) const {
        const auto* place = places_.find(surface, [&](std::uint32_t at) {
            return std::memcmp(&words_[at - words_of(surface)], surface.bytes.data(),
                               surface.bytes.size()) == 0;
        });
        return place != nullptr ? *place : kNowhere;
    }

    // Valid until the next add().
    Terms terms_at(std::uint32_t place) const {
        return Terms(words_).subspan(place + 1, words_[place]);
    }

    void add(const KeyTable::Key& surface, Terms terms) {
        if (surface.bytes.size() > KeyTable::kInSlot) {
            words_.resize(words_.size() + words_of(surface));
            std::memcpy(&words_[words_.size() - words_of(surface)], surface.bytes.data(),
                        surface.bytes.size());
        }
        places_.insert(surface, static_cast<std::uint32_t>(words_.size()));
        words_.push_back(static_cast<std::uint32_t>(terms.size()));
        words_.insert(words_.end(), terms.begin(), terms.end());
    }

    void clear() { *this = Memo(); }
    std::size_t bytes() const {
        return places_.bytes() + words_.capacity() * sizeof(std::uint32_t);
    }

private:
    static std::size_t words_of(const KeyTable::Key& surface) {
        return (surface.bytes.size() + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t);
    }

    KeyTable places_;
    std::vector<std::uint32_t> words_;
};

// A surface of the text in hand.
struct Surface {
    KeyTable::Key key;
    std::uint32_t place = Memo::kNowhere;
    std::uint32_t term_count = 0;  // where it has no place: of its terms in `fresh`
};

// A term of a surface that has no place yet.
struct FreshTerm {
    KeyTable::Key key;
    std::uint32_t size = 0;  // bytes of the key
    std::uint32_t step = 0;  // kStep or 0
};

}  // namespace

// Surfaces are taken several at once and in three rounds, each of which asks for the memory that
// the next one reads: a look-up alone would wait for it, two or three times a word.
struct TermStream::State {
    explicit State(std::size_t bytes_max)
        : memo_bytes_max(std::min(bytes_max, std::size_t{4} << 30)) {}  // places are 32 bits

    std::size_t find_surfaces(std::string_view text, std::size_t at);
    void find_terms();
    void spell_terms(Surface& surface);
    void number_terms(const Surface& surface, std::span<const FreshTerm> spelled_terms);

    Lexicon lexicon;
    Memo memo;
    std::size_t memo_bytes_max;
    std::array<Surface, kSurfacesAhead> surfaces;
    std::size_t surface_count = 0;
    RunTerms runs;
    std::string spelled;               // keys of fresh terms, end to end
    std::vector<FreshTerm> fresh;      // of all surfaces that have no place, in their order
    std::vector<std::uint32_t> terms;  // of one surface, as Memo has them
};

// First round. Answers where the surfaces end.
std::size_t TermStream::State::find_surfaces(std::string_view text, std::size_t at) {
    surface_count = 0;
    while (at < text.size() && surface_count < kSurfacesAhead) {
        if (class_at(text, at) != ByteClass::kLetter) {
            ++at;
            continue;
        }
        const std::size_t end = end_of_surface(text, at);
        Surface& surface = surfaces[surface_count++];
        surface.key = KeyTable::key_of(text.substr(at, end - at));
        memo.prefetch(surface.key);
        at = end;
    }
    return at;
}

// Second round: what is known, and the spelled terms of what is not.
void TermStream::State::find_terms() {
    spelled.clear();
    fresh.clear();
    for (Surface& surface : std::span(surfaces).first(surface_count)) {
        const bool may_be_known = surface.key.bytes.size() <= kRememberedMax;
        surface.place = may_be_known ? memo.find(surface.key) : Memo::kNowhere;
        if (surface.place == Memo::kNowhere) spell_terms(surface);
    }
    // Keys borrow from `spelled`, which moves while it grows: so they are made when it is whole.
    std::string_view rest = spelled;
    for (FreshTerm& term : fresh) {
        term.key = KeyTable::key_of(rest.substr(0, term.size));
        lexicon.prefetch(term.key);
        rest.remove_prefix(term.size);
    }
}

void TermStream::State::spell_terms(Surface& surface) {
    runs.read(surface.key.bytes, Pairs::kLeftOut);
    std::uint32_t position = 0;
    for (const RunTerm& term : runs.terms()) {
        spelled += term.prefix;
        spelled += runs.letters_of(term);
        fresh.push_back({{}, 1 + term.letters_size, term.position > position ? kStep : 0});
        position = term.position;
    }
    surface.term_count = static_cast<std::uint32_t>(runs.terms().size());
}

// Third round, of a surface that has no place: its `terms`. It may stand twice in this round.
void TermStream::State::number_terms(const Surface& surface,
                                     std::span<const FreshTerm> spelled_terms) {
    terms.clear();
    // Here and not in the second round: numbers go by first appearance in the text.
    for (const FreshTerm& term : spelled_terms)
        terms.push_back(lexicon.number_of(term.key) | term.step);
    if (surface.key.bytes.size() > kRememberedMax) return;
    if (memo.find(surface.key) == Memo::kNowhere) memo.add(surface.key, terms);
}

TermStream::TermStream(std::size_t memo_bytes_max)
    : state_(std::make_unique<State>(memo_bytes_max)) {}
TermStream::~TermStream() = default;
TermStream::TermStream(TermStream&& other) noexcept = default;
TermStream& TermStream::operator=(TermStream&& other) noexcept = default;

void TermStream::analyze(std::string_view text, std::vector<Occurrence>& out) {
    out.clear();
    State& state = *state_;
    std::uint32_t next = 0;  // position of the next run
    for (std::size_t at = 0; at < text.size();) {
        // Between two rounds only: places found must hold until their terms are told.
        if (state.memo.bytes() > state.memo_bytes_max) state.memo.clear();
        at = state.find_surfaces(text, at);
        state.find_terms();
        std::span<const FreshTerm> fresh = state.fresh;
        for (const Surface& surface : std::span(state.surfaces).first(state.surface_count)) {
            Memo::Terms terms;
            if (surface.place != Memo::kNowhere) {
                terms = state.memo.terms_at(surface.place);
            } else {
                state.number_terms(surface, fresh.first(surface.term_count));
                fresh = fresh.subspan(surface.term_count);
                terms = state.terms;
            }
            std::uint32_t position = next;
            for (const std::uint32_t term : terms) {
                position += term / kStep;
                out.push_back({term % kStep, position});
            }
            if (!terms.empty()) next = position + 1;
        }
    }
}

std::string_view TermStream::term(std::uint32_t number) const {
    return state_->lexicon.term(number);
}

std::size_t TermStream::term_count() const { return state_->lexicon.count(); }

std::size_t TermStream::bytes() const { return state_->lexicon.bytes() + state_->memo.bytes(); }

}  // namespace seogo::text
