// A small lexer: enough of C++ to tell code from comments and literals, and bodies from blocks.
#include "tidy/code.h"

#include <algorithm>
#include <cctype>

#include "tidy/tree.h"

namespace seogo::tidy {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Walks over the text once and blanks what is no code.
class Blanker {
public:
    explicit Blanker(std::string_view text) : text_(text), out_(text) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        return std::move(out_);
    }

private:
    void step() {
        const char c = text_[at_];
        if (text_.substr(at_, 2) == "//") {
            blank(0, line_end() - at_);
        } else if (text_.substr(at_, 2) == "/*") {
            const std::size_t end = text_.find("*/", at_ + 2);
            blank(0, (end == std::string_view::npos ? text_.size() : end + 2) - at_);
        } else if (c == '"') {
            quoted('"');
        } else if (c == '\'') {
            quoted('\'');
        } else if (is_word(c)) {
            word();
        } else {
            ++at_;
        }
    }

    // An identifier or number; the quote of a raw string follows its prefix at once, and a quote
    // between digits (1'000) opens nothing.
    void word() {
        const std::size_t begin = at_;
        const bool number = std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
        while (at_ < text_.size() &&
               (is_word(text_[at_]) || (number && text_[at_] == '\'' && at_ + 1 < text_.size() &&
                                        is_word(text_[at_ + 1])))) {
            ++at_;
        }
        const std::string_view prefix = text_.substr(begin, at_ - begin);
        const bool raw = prefix == "R" || prefix == "u8R" || prefix == "uR" || prefix == "LR";
        if (raw && at_ < text_.size() && text_[at_] == '"') raw_string();
    }

    void raw_string() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) {
            at_ = text_.size();
            return;
        }
        std::string close(")");
        close.append(text_.substr(at_ + 1, open - at_ - 1)).append("\"");
        const std::size_t end = text_.find(close, open);
        blank(1, (end == std::string_view::npos ? text_.size() : end + close.size() - 1) - at_);
        at_ = std::min(at_ + 1, text_.size());
    }

    void quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
            end += text_[end] == '\\' ? 2 : 1;
        }
        blank(1, std::min(end, text_.size()) - at_);
        at_ = std::min(at_ + 1, text_.size());
    }

    // Blanks bytes [at_ + from, at_ + to) and goes there.
    void blank(std::size_t from, std::size_t to) {
        for (std::size_t i = at_ + from; i < at_ + to; ++i) {
            if (out_[i] != '\n') out_[i] = ' ';
        }
        at_ += to;
    }
    std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
};

// Blanks preprocessor lines with their continuations.
void blank_directives(std::string& code) {
    bool inside = false;
    for (std::size_t begin = 0; begin < code.size();) {
        const std::size_t end = std::min(code.find('\n', begin), code.size());
        const std::size_t first = code.find_first_not_of(" \t", begin);
        const bool directive = inside || (first < end && code[first] == '#');
        inside = directive && end > begin && code[end - 1] == '\\';
        if (directive) std::fill(code.begin() + begin, code.begin() + end, ' ');
        begin = end + 1;
    }
}

// What an opening brace opens, told by the words before it.
enum class Scope { kOuter, kBody, kData };

// `template <class T>` and attributes say nothing about what follows.
std::string_view without_template(std::string_view head) {
    while (head.starts_with("template")) {
        int depth = 0;
        std::size_t at = 8;
        for (; at < head.size(); ++at) {
            if (head[at] == '<') ++depth;
            if (head[at] == '>' && --depth == 0) break;
        }
        head.remove_prefix(std::min(at + 1, head.size()));
        head.remove_prefix(std::min(head.find_first_not_of(" \n\t"), head.size()));
    }
    return head;
}

// An `=` that is an assignment: no comparison, no operator's name, not inside parentheses.
bool assigns(std::string_view head) {
    int depth = 0;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '(') ++depth;
        if (head[i] == ')') --depth;
        if (head[i] != '=' || depth != 0) continue;
        const std::string_view before = head.substr(0, i);
        if (before.find("operator") == std::string_view::npos) return true;
    }
    return false;
}

Scope scope_of(std::string_view head) {
    head = without_template(head);
    const auto words = words_of(head);
    if (words.empty()) return Scope::kData;
    if (words[0] == "namespace" || words[0] == "extern" || words[0] == "inline") {
        if (head.find('(') == std::string_view::npos) {
            return head.find('=') == std::string_view::npos ? Scope::kOuter : Scope::kData;
        }
    }
    for (std::string_view type : {"class", "struct", "union", "enum"}) {
        const bool opens_type = std::find(words.begin(), words.end(), type) != words.end();
        if (opens_type && head.find('(') == std::string_view::npos) return Scope::kOuter;
    }
    if (head.find('(') == std::string_view::npos) return Scope::kData;
    const bool lambda = head.find("](") != std::string_view::npos;
    return assigns(head) && !lambda ? Scope::kData : Scope::kBody;
}

// A brace that opens a value in the middle of a head: a default argument `f(Options o = {})` or a
// member's `Type() : member_{1}`. What follows it still belongs to the head.
bool opens_value(std::string_view head) {
    if (std::count(head.begin(), head.end(), '(') != std::count(head.begin(), head.end(), ')')) {
        return true;
    }
    const std::size_t list = head.find(") :");
    return list != std::string_view::npos && head.substr(list, 4) != ") ::" &&
           is_word(head[head.find_last_not_of(" \n\t")]);
}

std::string function_name(std::string_view head) {
    head = without_template(head);
    const std::size_t open = head.find('(');
    // TEST(Suite, Name) and its kin are known by both.
    if (head.starts_with("TEST")) return std::string(head.substr(0, head.find(')') + 1));
    const std::string_view before = head.substr(0, open);
    std::size_t end = before.find_last_not_of(" \n\t");
    if (end == std::string_view::npos) return "";
    std::size_t begin = std::min(before.find("operator"), end);
    while (begin > 0 &&
           (is_word(before[begin - 1]) || before[begin - 1] == ':' || before[begin - 1] == '~')) {
        --begin;
    }
    return std::string(before.substr(begin, end - begin + 1));
}

}  // namespace

std::string code_only(std::string_view text) { return Blanker(text).run(); }

std::size_t line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + offset, '\n'));
}

std::vector<Function> functions_of(std::string_view text) {
    std::string code = code_only(text);
    blank_directives(code);
    struct Open {
        Scope scope;
        std::size_t head;  // offset of the first word before the brace
        bool is_value;     // the head goes on behind the closing brace
    };
    std::vector<Open> open;
    std::vector<Function> functions;
    std::size_t head = 0;  // just behind the last ; { or }
    const auto inside_body = [&] {
        return std::any_of(open.begin(), open.end(),
                           [](const Open& o) { return o.scope == Scope::kBody; });
    };
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c != '{' && c != '}' && c != ';') continue;
        if (c == '{') {
            const std::size_t first = std::min(code.find_first_not_of(" \n\t", head), i);
            const std::string_view words = std::string_view(code).substr(first, i - first);
            const bool is_value = !inside_body() && opens_value(words);
            const bool is_data = is_value || inside_body();
            open.push_back({is_data ? Scope::kData : scope_of(words), first, is_value});
        } else if (c == '}' && !open.empty()) {
            const Open closed = open.back();
            open.pop_back();
            if (closed.scope == Scope::kBody) {
                const auto words = std::string_view(code).substr(closed.head);
                functions.push_back({function_name(words.substr(0, words.find('{'))),
                                     line_at(code, closed.head), line_at(code, i)});
            }
            if (closed.is_value) {
                head = closed.head;
                continue;
            }
        }
        head = i + 1;
    }
    return functions;
}

CommentShare comment_share_of(std::string_view text) {
    CommentShare share;
    const std::string code = code_only(text);
    const auto lines = lines_of(text);
    const auto code_lines = lines_of(code);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (words_of(lines[i]).empty()) continue;
        ++share.lines;
        if (lines[i].find("//") != std::string_view::npos &&
            code_lines[i].find_last_not_of(" \"") < lines[i].find("//")) {
            ++share.comments;
        } else if (words_of(code_lines[i]).empty()) {
            ++share.comments;
        }
    }
    return share;
}

}  // namespace seogo::tidy
