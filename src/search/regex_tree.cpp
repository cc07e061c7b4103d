// Parses a pattern by recursive descent; every refusal names its character.
#include "search/regex_tree.h"

#include <algorithm>

#include "search/regex_classes.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr int kRepeatMax = 1000;
constexpr int kNoEnd = RegexNode::kNoEnd;
constexpr std::string_view kSigns = "()[*+?{|^$.\\";

RegexNode chars_node(std::size_t at, text::CodePointSet set) {
    RegexNode node;
    node.kind = RegexKind::kChars;
    node.chars = std::move(set);
    node.at = at;
    return node;
}

RegexNode assert_node(std::size_t at, Assertion assertion) {
    RegexNode node;
    node.kind = RegexKind::kAssert;
    node.assertion = assertion;
    node.at = at;
    return node;
}

// Text as folded text has it: fewer or more characters, where they compose.
RegexNode literal_node(std::size_t at, std::string_view literal) {
    RegexNode node;
    node.at = at;
    const std::string folded = text::fold(literal).text;
    for (std::size_t i = 0; i < folded.size();) {
        const text::CodePoint c = text::code_point_at(folded, i);
        node.children.push_back(chars_node(at, {{c.value, c.value}}));
        i += c.length;
    }
    return node;
}

class PatternParser {
public:
    explicit PatternParser(std::string_view text) : text_(text) {}

    Result<RegexNode> parse() {
        SEOGO_ASSIGN(RegexNode node, either());
        if (at_ < text_.size()) return error_at(at_, "a ) without its (");
        return node;
    }

private:
    Error error_at(std::size_t at, std::string_view message) const {
        return regex_error(text_, at, message);
    }
    bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }

    Result<RegexNode> either() {
        if (depth_ == Regex::kDepthMax) return error_at(at_, "groups stand too deep");
        ++depth_;
        RegexNode node;
        node.kind = RegexKind::kEither;
        do {
            if (!node.children.empty()) ++at_;
            SEOGO_ASSIGN(RegexNode branch, sequence());
            node.children.push_back(std::move(branch));
        } while (next_is('|'));
        --depth_;
        return node;
    }

    Result<RegexNode> sequence() {
        RegexNode node;
        while (at_ < text_.size() && !next_is('|') && !next_is(')')) {
            SEOGO_ASSIGN(RegexNode child, repeated());
            node.children.push_back(std::move(child));
        }
        return node;
    }

    Result<RegexNode> repeated() {
        const std::size_t begin = at_;
        SEOGO_ASSIGN(RegexNode node, atom());
        int repeats = 0;
        while (at_ < text_.size()) {
            int min = 0;
            int max = kNoEnd;
            const std::size_t sign = at_;
            if (next_is('{')) {
                if (!is_count(at_)) break;
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
            RegexNode outer;
            outer.kind = RegexKind::kRepeat;
            outer.min = min;
            outer.max = max;
            outer.at = begin;
            outer.children.push_back(std::move(node));
            node = std::move(outer);
        }
        return node;
    }

    // "{3}", "{3,}", "{3,5}"; any other { is the character itself.
    bool is_count(std::size_t at) const {
        const std::size_t close = text_.find('}', at);
        if (close == std::string_view::npos || close == at + 1) return false;
        const std::string_view inner = text_.substr(at + 1, close - at - 1);
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

    Result<RegexNode> atom() {
        const std::size_t begin = at_;
        switch (text_[at_]) {
            case '(':
                return group();
            case '[': {
                SEOGO_ASSIGN(text::CodePointSet set, regex_class(text_, at_));
                return chars_node(begin, std::move(set));
            }
            case '*':
            case '+':
            case '?':
                return error_at(begin, "nothing stands before it to repeat");
            case '^':
                ++at_;
                return assert_node(begin, Assertion::kLineBegin);
            case '$':
                ++at_;
                return assert_node(begin, Assertion::kLineEnd);
            case '.':
                ++at_;
                return chars_node(begin, {{0, text::kLastCodePoint}});
            case '\\':
                return escaped();
            default:
                return literal_run();
        }
    }

    // Characters that stand for themselves are folded together, so that ㅎㅏㄴ in a pattern meets
    // the 한 that a text folds to. One that a repeat follows is folded alone.
    Result<RegexNode> literal_run() {
        const std::size_t begin = at_;
        std::size_t last = at_;  // where the character before at_ begins
        at_ += text::code_point_at(text_, at_).length;
        for (; at_ < text_.size(); at_ += text::code_point_at(text_, at_).length) {
            const bool opens_count = next_is('{') && is_count(at_);
            if (opens_count || next_is('*') || next_is('+') || next_is('?')) {
                if (last > begin) at_ = last;
                break;
            }
            if (!next_is('{') && kSigns.find(text_[at_]) != std::string_view::npos) break;
            last = at_;
        }
        return literal_node(begin, text_.substr(begin, at_ - begin));
    }

    Result<RegexNode> escaped() {
        const std::size_t begin = at_;
        switch (at_ + 1 < text_.size() ? text_[at_ + 1] : '\0') {
            case 'b':
                return assertion(Assertion::kWordBoundary);
            case 'B':
                return assertion(Assertion::kNoWordBoundary);
            case 'A':
                return assertion(Assertion::kLineBegin);
            case 'z':
                return assertion(Assertion::kLineEnd);
            default:
                break;
        }
        SEOGO_ASSIGN(const RegexEscape escape, regex_escape(text_, at_));
        if (escape.character) {
            return literal_node(begin, encoded(*escape.character));
        }
        return chars_node(begin, escape.set);
    }

    Result<RegexNode> assertion(Assertion which) {
        at_ += 2;
        return assert_node(at_ - 2, which);
    }

    static std::string encoded(char32_t c) {
        std::string utf8;
        text::append_utf8(utf8, c);
        return utf8;
    }

    Result<RegexNode> group() {
        const std::size_t begin = at_++;
        if (next_is('?')) {
            ++at_;
            SEOGO_ASSIGN(const bool ended, group_head(begin));
            if (ended) return RegexNode();
        }
        SEOGO_ASSIGN(RegexNode node, either());
        if (!next_is(')')) return error_at(begin, "the ( that opens here does not close");
        ++at_;
        return node;
    }

    // What follows "(?": ":", a name, or flags that change nothing here. True: "(?i)" is all.
    Result<bool> group_head(std::size_t begin) {
        const std::string_view rest = text_.substr(at_);
        for (const std::string_view look : {"=", "!", "<=", "<!"}) {
            if (rest.starts_with(look)) return error_at(begin, "look-around is not supported");
        }
        if (rest.starts_with("P<") || rest.starts_with("<")) {
            const std::size_t close = rest.find('>');
            if (close == std::string_view::npos) {
                return error_at(begin, "the name that begins here does not end");
            }
            at_ += close + 1;
            return false;
        }
        std::size_t flags = 0;
        while (flags < rest.size() && std::string_view("imsu").find(rest[flags]) != rest.npos)
            ++flags;
        if (flags == rest.size() || (rest[flags] != ':' && rest[flags] != ')')) {
            return error_at(begin, "only the flags i, m, s and u are known here");
        }
        if (flags == 0 && rest[0] == ')') return error_at(begin, "a group without flags");
        at_ += flags + 1;
        return rest[flags] == ')';
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
};

RegexNode as_word(RegexNode node) {
    RegexNode whole;
    whole.children.push_back(assert_node(0, Assertion::kNoWordBefore));
    whole.children.push_back(std::move(node));
    whole.children.push_back(assert_node(0, Assertion::kNoWordAfter));
    return whole;
}

}  // namespace

Error regex_error(std::string_view pattern, std::size_t at, std::string_view message) {
    std::size_t characters = 1;
    for (std::size_t i = 0; i < at && i < pattern.size(); ++i) {
        if ((static_cast<unsigned char>(pattern[i]) & 0xC0) != 0x80) ++characters;
    }
    return {ErrorKind::kBadInput,
            "regex, character " + std::to_string(characters) + ": " + std::string(message)};
}

Result<RegexNode> parse_regex(std::string_view pattern, const RegexOptions& options) {
    RegexNode node;
    if (options.literal) {
        node = literal_node(0, pattern);
    } else {
        SEOGO_ASSIGN(node, PatternParser(pattern).parse());
    }
    return options.word ? as_word(std::move(node)) : std::move(node);
}

}  // namespace seogo::search
