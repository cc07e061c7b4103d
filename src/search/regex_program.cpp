// Parses a pattern to a tree, then lays the tree out as instructions within a fixed budget.
#include "search/regex_program.h"

#include <algorithm>
#include <array>
#include <memory>

#include "search/regex.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;
constexpr int kRepeatMax = 1000;
constexpr int kNoEnd = -1;

using Ranges = std::vector<CharRange>;

// Of folded text: no upper case, no full-width forms.
const Ranges kDigits = {{'0', '9'}};
const Ranges kSpaces = {{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}, {0x3000, 0x3000}};
const Ranges kWordChars = {{'0', '9'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
                           {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x24F},    {0x370, 0x52F},
                           {0x1100, 0x11FF}, {0x3041, 0x30FF}, {0x3131, 0x318E}, {0x3400, 0x9FFF},
                           {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}};

Ranges merged(Ranges ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const CharRange& a, const CharRange& b) { return a.low < b.low; });
    Ranges out;
    for (const CharRange& range : ranges) {
        if (!out.empty() && range.low <= out.back().high + 1) {
            out.back().high = std::max(out.back().high, range.high);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

Ranges all_but(const Ranges& ranges) {
    Ranges out;
    char32_t from = 0;
    for (const CharRange& range : merged(ranges)) {
        if (range.low > from) out.push_back({from, range.low - 1});
        from = range.high + 1;
    }
    if (from <= kLastCodePoint) out.push_back({from, kLastCodePoint});
    return out;
}

enum class NodeKind : std::uint8_t { kEmpty, kChars, kSequence, kEither, kRepeat, kBegin, kEnd };

struct Node {
    NodeKind kind = NodeKind::kEmpty;
    Ranges chars;
    std::vector<Node> children;
    int min = 0, max = kNoEnd;  // of kRepeat
    std::size_t at = 0;         // byte of the pattern
};

class PatternParser {
public:
    explicit PatternParser(std::string_view text) : text_(text) {}

    Result<Node> parse() {
        SEOGO_ASSIGN(Node node, either());
        if (at_ < text_.size()) return error_at(at_, "a ) without its (");
        return node;
    }

    Error error_at(std::size_t at, std::string_view message) const {
        std::size_t characters = 1;
        for (std::size_t i = 0; i < at && i < text_.size(); ++i) {
            if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) ++characters;
        }
        return {ErrorKind::kBadInput,
                "regex, character " + std::to_string(characters) + ": " + std::string(message)};
    }

private:
    bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }

    char32_t take() {
        const text::CodePoint c = text::code_point_at(text_, at_);
        at_ += c.length;
        return c.value;
    }

    Result<Node> either() {
        if (depth_ == Regex::kDepthMax) return error_at(at_, "groups stand too deep");
        ++depth_;
        Node node;
        node.kind = NodeKind::kEither;
        do {
            if (!node.children.empty()) ++at_;
            SEOGO_ASSIGN(Node branch, sequence());
            node.children.push_back(std::move(branch));
        } while (next_is('|'));
        --depth_;
        return node;
    }

    Result<Node> sequence() {
        Node node;
        node.kind = NodeKind::kSequence;
        while (at_ < text_.size() && !next_is('|') && !next_is(')')) {
            SEOGO_ASSIGN(Node child, repeated());
            node.children.push_back(std::move(child));
        }
        return node;
    }

    Result<Node> repeated() {
        const std::size_t begin = at_;
        SEOGO_ASSIGN(Node node, atom());
        int repeats = 0;
        while (at_ < text_.size()) {
            int min = 0;
            int max = kNoEnd;
            const std::size_t sign = at_;
            if (next_is('{')) {
                if (!is_count()) break;
                SEOGO_TRY(count(min, max));
            } else if (next_is('*') || next_is('+') || next_is('?')) {
                min = next_is('+') ? 1 : 0;
                max = next_is('?') ? 1 : kNoEnd;
                ++at_;
            } else {
                break;
            }
            if (++repeats > 3) return error_at(sign, "repetition of a repetition of a repetition");
            // x*? means the same set of matches here, where the longest is answered.
            if (next_is('?')) ++at_;
            Node outer;
            outer.kind = NodeKind::kRepeat;
            outer.min = min;
            outer.max = max;
            outer.at = begin;
            outer.children.push_back(std::move(node));
            node = std::move(outer);
        }
        return node;
    }

    // "{3}", "{3,}", "{3,5}"; any other { is the character itself.
    bool is_count() const {
        const std::size_t close = text_.find('}', at_);
        if (close == std::string_view::npos || close == at_ + 1) return false;
        const std::string_view inner = text_.substr(at_ + 1, close - at_ - 1);
        return inner[0] >= '0' && inner[0] <= '9' &&
               inner.find_first_not_of("0123456789,") == std::string_view::npos &&
               std::count(inner.begin(), inner.end(), ',') <= 1;
    }

    Status count(int& min, int& max) {
        const std::size_t begin = at_++;
        const auto number = [&] {
            int value = 0;
            for (; text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
                value = std::min(value * 10 + (text_[at_] - '0'), kRepeatMax + 1);
            return value;
        };
        min = number();
        max = min;
        if (next_is(',')) {
            ++at_;
            max = next_is('}') ? kNoEnd : number();
        }
        ++at_;
        if (min > kRepeatMax || max > kRepeatMax) return error_at(begin, "repeats over 1000 times");
        if (max != kNoEnd && max < min)
            return error_at(begin, "repeats at most less than at least");
        return ok_status();
    }

    Result<Node> atom() {
        Node node;
        node.at = at_;
        const std::size_t begin = at_;
        switch (text_[at_]) {
            case '(':
                return group();
            case '[':
                return char_class();
            case '*':
            case '+':
            case '?':
                return error_at(begin, "nothing stands before it to repeat");
            case '^':
            case '$':
                node.kind = next_is('^') ? NodeKind::kBegin : NodeKind::kEnd;
                ++at_;
                return node;
            case '.':
                ++at_;
                return chars(begin, {{0, kLastCodePoint}});
            case '\\': {
                SEOGO_ASSIGN(Ranges ranges, escape());
                return chars(begin, std::move(ranges));
            }
            default:
                return literal(take(), begin);
        }
    }

    static Node chars(std::size_t at, Ranges ranges) {
        Node node;
        node.kind = NodeKind::kChars;
        node.chars = merged(std::move(ranges));
        node.at = at;
        return node;
    }

    // A character as folded text has it: one or several.
    static Node literal(char32_t c, std::size_t at) {
        Node node;
        node.kind = NodeKind::kSequence;
        for (const char32_t folded : folded_form(c))
            node.children.push_back(chars(at, {{folded, folded}}));
        return node;
    }

    static std::vector<char32_t> folded_form(char32_t c) {
        std::string utf8;
        text::append_utf8(utf8, c);
        const std::string folded = text::fold(utf8).text;
        std::vector<char32_t> out;
        for (std::size_t at = 0; at < folded.size();) {
            const text::CodePoint point = text::code_point_at(folded, at);
            out.push_back(point.value);
            at += point.length;
        }
        return out;
    }

    Result<Node> group() {
        const std::size_t begin = at_++;
        if (next_is('?')) {
            if (!text_.substr(at_).starts_with("?:")) {
                return error_at(begin, "look-around and named groups are not supported");
            }
            at_ += 2;
        }
        SEOGO_ASSIGN(Node node, either());
        if (!next_is(')')) return error_at(begin, "the ( that opens here does not close");
        ++at_;
        return node;
    }

    Result<Ranges> escape() {
        const std::size_t begin = at_++;
        if (at_ == text_.size()) return error_at(begin, "a \\ with nothing behind it");
        const char32_t c = take();
        switch (c) {
            case 'd':
                return kDigits;
            case 'D':
                return all_but(kDigits);
            case 'w':
                return kWordChars;
            case 'W':
                return all_but(kWordChars);
            case 's':
                return kSpaces;
            case 'S':
                return all_but(kSpaces);
            case 't':
                return Ranges{{'\t', '\t'}};
            default:
                break;
        }
        const bool letter_or_digit = c < 0x80 && ((c >= '0' && c <= '9') ||
                                                  (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
        if (!letter_or_digit) return Ranges{{c, c}};
        const char name[] = {'\\', static_cast<char>(c), '\0'};
        const bool digit = c >= '0' && c <= '9';
        return error_at(begin, std::string(name) + (digit ? ": back-references are not supported"
                                                          : " is not supported"));
    }

    Result<Node> char_class() {
        const std::size_t begin = at_++;
        const bool negated = next_is('^');
        if (negated) ++at_;
        Ranges ranges;
        bool first = true;
        while (at_ < text_.size() && (first || !next_is(']'))) {
            first = false;
            SEOGO_TRY(class_part(ranges));
        }
        if (at_ == text_.size()) return error_at(begin, "the [ that opens here does not close");
        ++at_;
        return chars(begin, negated ? all_but(ranges) : std::move(ranges));
    }

    Status class_part(Ranges& ranges) {
        const std::size_t begin = at_;
        if (next_is('\\')) {
            SEOGO_ASSIGN(const Ranges escaped, escape());
            ranges.insert(ranges.end(), escaped.begin(), escaped.end());
            return ok_status();
        }
        const char32_t low = take();
        char32_t high = low;
        if (next_is('-') && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
            ++at_;
            high = take();
            if (high < low) return error_at(begin, "a range that ends before it begins");
        }
        ranges.push_back({low, high});
        add_folded(ranges, low, high);
        return ok_status();
    }

    // What the ends of a range fold to, and the small letters of its ASCII capitals.
    static void add_folded(Ranges& ranges, char32_t low, char32_t high) {
        const char32_t from = std::max<char32_t>(low, 'A');
        const char32_t to = std::min<char32_t>(high, 'Z');
        if (from <= to) ranges.push_back({from + 32, to + 32});
        for (const char32_t end : {low, high}) {
            const std::vector<char32_t> folded = folded_form(end);
            if (folded.size() == 1) ranges.push_back({folded[0], folded[0]});
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
};

// Lays nodes out from the end: each is told what follows it.
class Layout {
public:
    Result<RegexProgram> lay_out(const Node& root, const PatternParser& parser) {
        const std::uint32_t match = add({RegexOp::kMatch, 0, 0, 0});
        program_.start = place(root, match);
        if (full_)
            return parser.error_at(full_at_,
                                   "the regex is too large when its repeats are written out");
        return std::move(program_);
    }

private:
    std::uint32_t add(RegexStep step) {
        if (program_.steps.size() >= Regex::kProgramMax) {
            full_ = true;
            return 0;
        }
        program_.steps.push_back(step);
        return static_cast<std::uint32_t>(program_.steps.size() - 1);
    }

    std::uint32_t place(const Node& node, std::uint32_t next) {
        if (full_) return 0;
        full_at_ = node.at;
        switch (node.kind) {
            case NodeKind::kEmpty:
                return next;
            case NodeKind::kChars:
                program_.classes.push_back(node.chars);
                return add({RegexOp::kChar, next, 0,
                            static_cast<std::uint32_t>(program_.classes.size() - 1)});
            case NodeKind::kBegin:
                return add({RegexOp::kLineBegin, next, 0, 0});
            case NodeKind::kEnd:
                return add({RegexOp::kLineEnd, next, 0, 0});
            case NodeKind::kSequence:
                for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
                    next = place(*child, next);
                return next;
            case NodeKind::kEither:
                return place_either(node, next);
            case NodeKind::kRepeat:
                return place_repeat(node, next);
        }
        return next;
    }

    std::uint32_t place_either(const Node& node, std::uint32_t next) {
        std::uint32_t all = place(node.children.back(), next);
        for (std::size_t i = node.children.size() - 1; i-- > 0 && !full_;) {
            all = add({RegexOp::kSplit, place(node.children[i], next), all, 0});
        }
        return all;
    }

    std::uint32_t place_repeat(const Node& node, std::uint32_t next) {
        const Node& child = node.children[0];
        std::uint32_t rest = next;
        if (node.max == kNoEnd) {
            const std::uint32_t loop = add({RegexOp::kSplit, 0, next, 0});
            const std::uint32_t body = place(child, loop);
            if (full_) return 0;
            program_.steps[loop].next = body;
            rest = loop;
        }
        for (int i = node.max; i > node.min && !full_; --i) {
            rest = add({RegexOp::kSplit, place(child, rest), next, 0});
        }
        for (int i = 0; i < node.min && !full_; ++i)
            rest = place(child, rest);
        return rest;
    }

    RegexProgram program_;
    bool full_ = false;
    std::size_t full_at_ = 0;
};

}  // namespace

Result<RegexProgram> compile_regex(std::string_view pattern) {
    const std::string composed = text::to_nfc(pattern);
    PatternParser parser(composed);
    SEOGO_ASSIGN(const Node root, parser.parse());
    return Layout().lay_out(root, parser);
}

}  // namespace seogo::search
