// Compares tags without regard to case and cuts lines at them.
#include "notebook/tags.h"

#include <algorithm>
#include <cstddef>

#include "notebook/line.h"

namespace seogo::notebook {
namespace {

bool equal_letters(char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
}

// Where `tag` stands in `text`, whatever the case of its letters.
std::size_t find_tag(std::string_view text, std::string_view tag) {
    const auto at = std::search(text.begin(), text.end(), tag.begin(), tag.end(), equal_letters);
    return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

}  // namespace

bool starts_with_tag(std::string_view body, std::string_view tag) {
    if (body.size() <= tag.size() || body.find('>') == std::string_view::npos) return false;
    if (!std::equal(tag.begin(), tag.end(), body.begin(), equal_letters)) return false;
    const char next = body[tag.size()];
    return next == '>' || next == '/' || space_length(body.substr(tag.size())) > 0;
}

std::string_view behind_tag(std::string_view body) {
    const std::size_t close = body.find('>');
    return close == std::string_view::npos ? std::string_view() : trimmed(body.substr(close + 1));
}

SummaryLine read_summary_line(std::string_view body) {
    constexpr std::string_view kSummaryEnd = "</summary>";
    constexpr std::string_view kDetailsEnd = "</details>";
    SummaryLine line;
    line.words = behind_tag(body);
    const std::size_t close = find_tag(line.words, kSummaryEnd);
    if (close == std::string_view::npos) return line;
    line.behind = trimmed(line.words.substr(close + kSummaryEnd.size()));
    line.words = trimmed(line.words.substr(0, close));
    const std::size_t words = line.behind.size() - std::min(line.behind.size(), kDetailsEnd.size());
    if (find_tag(line.behind.substr(words), kDetailsEnd) == 0) {
        line.ends = true;
        line.behind = trimmed_right(line.behind.substr(0, words));
    }
    return line;
}

}  // namespace seogo::notebook
