// Reads emoji sequences and tells kinds by a small table and by the legend's words.
#include "notebook/marks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/unicode.h"

namespace seogo::notebook {
namespace {

bool is_modifier(char32_t c) {
    return c == 0xFE0E || c == 0xFE0F || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF);
}

bool is_emoji_base(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF && !is_modifier(c)) || (c >= 0x2600 && c <= 0x27BF) ||
           c == 0x2B50 || c == 0x231A || c == 0x231B || c == 0x203B || c == 0x25CF || c == 0x25CB ||
           c == 0x25A0 || c == 0x25A1 || c == 0x25C6 || c == 0x25C7;
}

constexpr char32_t kJoiner = 0x200D;

// The bases alone: what forms of one mark have in common.
std::string mark_key(std::string_view mark) {
    std::string key;
    for (std::size_t at = 0; at < mark.size();) {
        const auto c = text::code_point_at(mark, at);
        if (!is_modifier(c.value) && c.value != kJoiner) key += mark.substr(at, c.length);
        at += c.length;
    }
    return key;
}

constexpr std::pair<std::string_view, std::string_view> kBuiltIn[] = {
    {"📜", "paper"}, {"📄", "paper"}, {"📃", "paper"},       {"📑", "paper"},
    {"🧑💻", "dev"}, {"👩💻", "dev"}, {"👨💻", "dev"},       {"💻", "dev"},
    {"🗞", "news"},  {"📰", "news"},  {"🤪", "interesting"}, {"😜", "interesting"},
};
// These stand in front of many things: a mark only where an entry follows.
constexpr std::pair<std::string_view, std::string_view> kWeakBuiltIn[] = {
    {"🎉", "interesting"}, {"🤔", "interesting"}, {"🤩", "interesting"},
    {"🤯", "interesting"}, {"😆", "interesting"}, {"😲", "interesting"},
};

// Words of a legend, lower case.
constexpr std::pair<std::string_view, std::string_view> kMeanings[] = {
    {"paper", "paper"},      {"논문", "paper"},       {"arxiv", "paper"},
    {"develop", "dev"},      {"github", "dev"},       {"blog", "dev"},
    {"code", "dev"},         {"개발", "dev"},         {"블로그", "dev"},
    {"저장소", "dev"},       {"코드", "dev"},         {"model", "dev"},
    {"모델", "dev"},         {"news", "news"},        {"뉴스", "news"},
    {"소식", "news"},        {"기사", "news"},        {"interest", "interesting"},
    {"fun", "interesting"},  {"재미", "interesting"}, {"흥미", "interesting"},
    {"관심", "interesting"}, {"etc", "interesting"},
};

}  // namespace

std::size_t emoji_length(std::string_view text) {
    std::size_t at = 0;
    bool base_due = true;  // at the start and behind a joiner
    while (at < text.size()) {
        const auto c = text::code_point_at(text, at);
        if (base_due) {
            if (!is_emoji_base(c.value)) break;
            base_due = false;
        } else if (c.value == kJoiner) {
            base_due = true;
        } else if (is_emoji_base(c.value)) {
            // The unjoined 🧑🏻💻: a person, perhaps with a skin tone, and a thing behind it.
            if (c.value != 0x1F4BB) break;
        } else if (!is_modifier(c.value)) {
            break;
        }
        at += c.length;
    }
    return at;
}

std::optional<std::string> KindMarks::kind_of(std::string_view mark) const {
    const std::string key = mark_key(mark);
    if (const auto found = learned_.find(key); found != learned_.end()) return found->second;
    for (const auto& [known, kind] : kBuiltIn) {
        if (known == key) return std::string(kind);
    }
    for (const auto& [known, kind] : kWeakBuiltIn) {
        if (known == key) return std::string(kind);
    }
    return std::nullopt;
}

bool KindMarks::is_sure(std::string_view mark) const {
    const std::string key = mark_key(mark);
    const auto same = [&](const auto& known) { return known.first == key; };
    return learned_.contains(key) || std::any_of(std::begin(kBuiltIn), std::end(kBuiltIn), same);
}

std::string kind_meant(std::string_view meaning) {
    const std::string folded = text::fold(meaning).text;
    std::string kind;
    std::size_t first = std::string::npos;
    for (const auto& [word, meant] : kMeanings) {
        const std::size_t at = folded.find(word);
        if (at < first) {
            first = at;
            kind = meant;
        }
    }
    return kind;
}

void KindMarks::learn(std::string_view mark, std::string_view meaning) {
    std::string kind = kind_meant(meaning);
    if (kind.empty()) kind = kind_of(mark).value_or("");
    learned_[mark_key(mark)] = kind;
}

}  // namespace seogo::notebook
