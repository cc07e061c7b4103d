// Scans brackets, targets and bare addresses, each in one pass.
#include "notebook/link.h"

#include <algorithm>

#include "notebook/line.h"

namespace seogo::notebook {
namespace {

constexpr std::size_t kDepthMax = 64;
// Bounds that keep a line of openings that never close linear: no title, target or code span that a
// person writes is longer.
constexpr std::size_t kBracketBytesMax = 8192;
constexpr std::size_t kTargetBytesMax = 4096;
constexpr std::size_t kUnclosedBytesMax = 512;
constexpr std::size_t kCodeBytesMax = 2048;
constexpr std::size_t kParenthesesMax = 32;  // nested in one target, as cmark has it

// The end of the code span that begins at `at`, or `at` + its run of backticks where it never
// closes.
std::size_t behind_code_span(std::string_view text, std::size_t at) {
    const std::size_t open = std::min(text.find_first_not_of('`', at), text.size());
    const std::string_view fence = text.substr(at, open - at);
    const std::size_t close = text.substr(0, open + kCodeBytesMax).find(fence, open);
    return close == std::string_view::npos ? open : close + fence.size();
}

// Where the parenthesis that opens at 0 closes; npos where it does not.
std::size_t closing_parenthesis(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '(') {
            if (++depth > kParenthesesMax) return std::string_view::npos;
        } else if (text[i] == ')' && --depth == 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

// Splits `url "title"` and `url 'title'` (CommonMark 0.31, 6.3 "Links", link title).
void split_title(std::string_view& inner, std::string_view& title) {
    const std::string_view whole = trimmed_right(inner);
    if (whole.size() < 3) return;
    const char quote = whole.back();
    if (quote != '"' && quote != '\'') return;
    const std::size_t open = whole.find(quote);
    if (open == 0 || open + 1 >= whole.size() || !space_length(whole.substr(open - 1))) return;
    title = whole.substr(open + 1, whole.size() - open - 2);
    inner = inner.substr(0, open);
}

// Where a target ends whose parentheses do not match: the last one before the first white space.
std::size_t last_parenthesis(std::string_view text) {
    text = text.substr(0, kUnclosedBytesMax);
    text = text.substr(0, std::min(text.find(' '), text.find('\t')));
    return text.find(')') == std::string_view::npos ? std::string_view::npos : text.rfind(')');
}

}  // namespace

std::size_t bracket_length(std::string_view text) {
    if (text.empty() || text[0] != '[') return 0;
    text = text.substr(0, kBracketBytesMax);
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '`') {
            i = behind_code_span(text, i) - 1;
        } else if (text[i] == '[') {
            if (++depth > kDepthMax) return 0;
        } else if (text[i] == ']' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

std::optional<Target> target_at(std::string_view text) {
    if (text.empty() || text[0] != '(') return std::nullopt;
    text = text.substr(0, kTargetBytesMax);
    std::size_t close = closing_parenthesis(text);
    if (close == std::string_view::npos) close = last_parenthesis(text);
    Target target;
    if (close == std::string_view::npos) {  // [title](https://... and no more
        const std::size_t address = address_length(text.substr(1));
        if (address == 0) return std::nullopt;
        target.length = 1 + address;
        target.urls.push_back(text.substr(1, address));
        return target;
    }
    std::string_view inner = text.substr(1, close - 1);
    // [title](one](two)): the second target stands in the first.
    const std::size_t inside = inner.find("](");
    if (inside != std::string_view::npos) {
        target.urls.push_back(trimmed(inner.substr(0, inside)));
        const std::size_t second = inside + 3;  // in `text`
        const std::size_t end = text.find(')', second);
        target.urls.push_back(trimmed(text.substr(second, end - second)));
        target.length = end + (end < close && text[end + 1] == ')' ? 2 : 1);
        return target;
    }
    target.length = close + 1;
    split_title(inner, target.title);
    std::string_view url = trimmed(inner);
    if (url.size() >= 2 && url.front() == '<' && url.back() == '>') {
        url = url.substr(1, url.size() - 2);
    }
    target.urls.push_back(url);
    return target;
}

std::size_t address_length(std::string_view text) {
    if (!text.starts_with("http://") && !text.starts_with("https://") &&
        !text.starts_with("www.")) {
        return 0;
    }
    std::size_t end = 0;
    std::size_t depth = 0;
    while (end < text.size() && space_length(text.substr(end)) == 0) {
        const char c = text[end];
        if (c == '<' || c == '>' || c == '"' || c == '|') break;
        if (c == '(') ++depth;
        if (c == ')' && depth-- == 0) break;
        ++end;
    }
    while (end > 0 && std::string_view(".,;:!?'*").find(text[end - 1]) != std::string_view::npos) {
        --end;
    }
    return end;
}

std::vector<FoundLink> links_in(std::string_view text) {
    std::vector<FoundLink> links;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '`') {
            i = behind_code_span(text, i) - 1;
            continue;
        }
        const std::string_view rest = text.substr(i);
        if (text[i] == '[') {
            const std::size_t label = bracket_length(rest);
            const auto target = label > 0 ? target_at(rest.substr(label)) : std::nullopt;
            if (!target) continue;
            links.push_back(
                {i, i + label + target->length, rest.substr(1, label - 2), target->urls});
            i = links.back().end - 1;
        } else if (text[i] == 'h' || text[i] == 'w') {
            const bool inside_word = i > 0 && ((text[i - 1] >= 'a' && text[i - 1] <= 'z') ||
                                               text[i - 1] == '/' || text[i - 1] == '.');
            const std::size_t length = inside_word ? 0 : address_length(rest);
            if (length == 0) continue;
            links.push_back({i, i + length, "", {rest.substr(0, length)}});
            i = links.back().end - 1;
        }
    }
    return links;
}

}  // namespace seogo::notebook
