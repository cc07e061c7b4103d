// Kind marks: the emoji in front of an entry, and what a notebook's legend says they mean.
//
// Private to notebook/.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace seogo::notebook {

// Length of the emoji at the start of `text`, with its joiners, variation selectors and skin tones
// (UTS #51, emoji sequences, read loosely); 0 where there is none.
std::size_t emoji_length(std::string_view text);

// The kind that a legend's words speak of ("Paper link", "개발 블로그"); "" where they speak of
// none.
std::string kind_meant(std::string_view meaning);

class KindMarks {
public:
    // The kind of a mark: paper dev news interesting, or "" for one that the legend names but no
    // kind fits. Unset: not a mark at all. Forms that differ in joiners and selectors are one mark.
    std::optional<std::string> kind_of(std::string_view mark) const;
    // Whether the mark makes an entry of any bullet: told by the legend, or used for nothing else.
    bool is_sure(std::string_view mark) const;
    // "📜: Paper link" gives the mark 📜 a meaning.
    void learn(std::string_view mark, std::string_view meaning);

private:
    std::map<std::string, std::string> learned_;
};

}  // namespace seogo::notebook
