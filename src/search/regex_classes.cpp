// Reads escapes and classes by the rules of Rust's regex crate, for one line of text.
#include "search/regex_classes.h"

#include <algorithm>
#include <string>

#include "search/regex_tree.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

using text::CodePointRange;
using text::CodePointSet;

bool is_ascii_letter_or_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct NamedClass {
    std::string_view name;
    std::vector<CodePointRange> ranges;
};

// POSIX classes, of ASCII as in the crate.
const std::vector<NamedClass>& named_classes() {
    static const std::vector<NamedClass> kClasses = {
        {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
        {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
        {"ascii", {{0, 0x7F}}},
        {"blank", {{'\t', '\t'}, {' ', ' '}}},
        {"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
        {"digit", {{'0', '9'}}},
        {"graph", {{'!', '~'}}},
        {"lower", {{'a', 'z'}}},
        {"print", {{' ', '~'}}},
        {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
        {"space", {{'\t', '\r'}, {' ', ' '}}},
        {"upper", {{'A', 'Z'}}},
        {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
        {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
    };
    return kClasses;
}

class ClassReader {
public:
    ClassReader(std::string_view pattern, std::size_t& at) : text_(pattern), at_(at) {}

    Result<RegexEscape> escape() {
        const std::size_t begin = at_++;
        if (at_ == text_.size()) return error_at(begin, "a \\ with nothing behind it");
        const char32_t c = take();
        switch (c) {
            case 'd':
            case 'D':
                return folded(text::digit_code_points(), c == 'D');
            case 'w':
            case 'W':
                return folded(text::word_code_points(), c == 'W');
            case 's':
            case 'S':
                return folded(text::space_code_points(), c == 'S');
            case 'p':
            case 'P':
                return property(begin, c == 'P');
            case 'x':
            case 'u':
            case 'U':
                return code(begin, c == 'x' ? 2 : c == 'u' ? 4 : 8);
            default:
                return character(begin, c);
        }
    }

    Result<CodePointSet> char_class() {
        const std::size_t begin = at_++;
        const bool negated = next_is('^');
        if (negated) ++at_;
        Parts parts;
        bool first = true;
        while (at_ < text_.size() && (first || !next_is(']'))) {
            first = false;
            SEOGO_TRY(part(parts));
        }
        if (at_ == text_.size()) return error_at(begin, "the [ that opens here does not close");
        ++at_;
        const CodePointSet written = text::folded_set(text::set_of(std::move(parts.written)));
        parts.folded.insert(parts.folded.end(), written.begin(), written.end());
        CodePointSet set = text::set_of(std::move(parts.folded));
        return negated ? text::complement(set) : std::move(set);
    }

private:
    // Of a class: characters as they were written, and sets that are folded already. A set that
    // was turned around must not be folded again: what folded text never has would come back in.
    struct Parts {
        std::vector<CodePointRange> written, folded;
    };

    static RegexEscape folded(const CodePointSet& set, bool negated) {
        CodePointSet own = text::folded_set(set);
        return {{}, negated ? text::complement(own) : std::move(own)};
    }

    Error error_at(std::size_t at, std::string_view message) const {
        return regex_error(text_, at, message);
    }
    bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }

    char32_t take() {
        const text::CodePoint c = text::code_point_at(text_, at_);
        at_ += c.length;
        return c.value;
    }

    // "pL", "p{L}", "p{^L}", "p{Script=Hangul}".
    Result<RegexEscape> property(std::size_t begin, bool negated) {
        std::string_view name = text_.substr(at_, at_ < text_.size() ? 1 : 0);
        if (next_is('{')) {
            const std::size_t close = text_.find('}', at_);
            if (close == std::string_view::npos) {
                return error_at(begin, "the { that opens here does not close");
            }
            name = text_.substr(at_ + 1, close - at_ - 1);
            at_ = close + 1;
        } else {
            at_ += name.size();
        }
        if (name.starts_with('^')) {
            negated = !negated;
            name.remove_prefix(1);
        }
        const auto known = text::code_points_with(name);
        if (!known) {
            return error_at(begin, "no property of characters is named " + std::string(name));
        }
        return folded(*known, negated);
    }

    // "x41" and the like with `digits` hex digits, or any number of them in braces.
    Result<RegexEscape> code(std::size_t begin, std::size_t digits) {
        std::size_t end = at_ + digits;
        const bool braced = next_is('{');
        if (braced) {
            ++at_;
            end = text_.find('}', at_);
        }
        char32_t value = 0;
        if (end == at_ || end > text_.size()) return error_at(begin, "hex digits are missing");
        for (; at_ < end; ++at_) {
            const char c = text_[at_];
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!letter && (c < '0' || c > '9')) return error_at(at_, "this is no hex digit");
            value = value * 16 + static_cast<char32_t>(letter ? (c & 7) + 9 : c - '0');
            if (value > text::kLastCodePoint) return error_at(begin, "no character has this code");
        }
        if (braced) ++at_;
        if (value >= 0xD800 && value < 0xE000) return error_at(begin, "no character has this code");
        return single(begin, value);
    }

    Result<RegexEscape> character(std::size_t begin, char32_t c) {
        constexpr std::string_view kNames = "tnrfva";
        constexpr std::string_view kCodes = "\t\n\r\f\v\a";
        const bool known = c < 0x80 && kNames.find(static_cast<char>(c)) != kNames.npos;
        if (known)
            return single(begin, static_cast<char32_t>(kCodes[kNames.find(static_cast<char>(c))]));
        if (c >= 0x80 || !is_ascii_letter_or_digit(c)) return RegexEscape{c, {}};
        const char name[] = {'\\', static_cast<char>(c), '\0'};
        const bool digit = c >= '0' && c <= '9';
        return error_at(begin, std::string(name) + (digit ? ": back-references are not supported"
                                                          : " is not supported"));
    }

    Result<RegexEscape> single(std::size_t begin, char32_t c) const {
        if (c == '\n') return error_at(begin, "a match lies within one line");
        return RegexEscape{c, {}};
    }

    // One character, range, escape or [:name:] of a class.
    Status part(Parts& parts) {
        const std::size_t begin = at_;
        if (text_.substr(at_).starts_with("[:")) {
            SEOGO_ASSIGN(const bool named, named_part(parts.folded));
            if (named) return ok_status();
        }
        SEOGO_ASSIGN(const RegexEscape low, class_character());
        if (!low.character) {
            parts.folded.insert(parts.folded.end(), low.set.begin(), low.set.end());
            return ok_status();
        }
        char32_t high = *low.character;
        if (next_is('-') && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
            ++at_;
            SEOGO_ASSIGN(const RegexEscape end, class_character());
            if (!end.character) return error_at(begin, "a range that ends with a set");
            high = *end.character;
            if (high < *low.character) {
                return error_at(begin, "a range that ends before it begins");
            }
        }
        parts.written.push_back({*low.character, high});
        return ok_status();
    }

    Result<RegexEscape> class_character() {
        if (next_is('\\')) return escape();
        return RegexEscape{take(), {}};
    }

    // "[:alpha:]", "[:^alpha:]". False where it is no name that is closed: then [ is a character.
    Result<bool> named_part(std::vector<CodePointRange>& ranges) {
        const std::size_t close = text_.find(":]", at_ + 2);
        if (close == std::string_view::npos) return false;
        std::string_view name = text_.substr(at_ + 2, close - at_ - 2);
        const bool negated = name.starts_with('^');
        if (negated) name.remove_prefix(1);
        for (const NamedClass& known : named_classes()) {
            if (known.name != name) continue;
            const RegexEscape named = folded(text::set_of(known.ranges), negated);
            ranges.insert(ranges.end(), named.set.begin(), named.set.end());
            at_ = close + 2;
            return true;
        }
        return false;
    }

    std::string_view text_;
    std::size_t& at_;
};

}  // namespace

Result<RegexEscape> regex_escape(std::string_view pattern, std::size_t& at) {
    return ClassReader(pattern, at).escape();
}

Result<text::CodePointSet> regex_class(std::string_view pattern, std::size_t& at) {
    return ClassReader(pattern, at).char_class();
}

}  // namespace seogo::search
