// The line of an entry as pieces, so that one field can change and every other byte stays.
//
// Inner to the module; edit.cpp and insert.cpp stand on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

// What is written is only as good as what reads back: the caller parses the line again.
class EntryLine {
public:
    explicit EntryLine(const Node& node);

    // "" takes the field away, with the brackets and spaces that were its own.
    void set_org(std::string_view orgs);
    void set_title(std::string_view title);
    void set_url(std::string_view url);  // the first, where the line holds two
    void set_mark(std::string_view mark);
    // A field that stands there in one piece; false where it does not.
    bool set_field(Field field, std::string_view words);

    std::string text() const;
    std::string org() const;  // parts joined by ", "

private:
    struct Piece {
        bool is_field = false;
        Field field = Field::kText;
        std::string bytes;
    };
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::size_t find(Field field) const;
    std::size_t count(Field field) const;
    // The literal piece right before or behind a field (made where there is none).
    std::string& before(std::size_t piece);
    std::string& behind(std::size_t piece);
    void insert_org(std::string_view orgs);
    void remove_org(std::size_t piece);

    std::vector<Piece> pieces_;
};

// The mark in front of an entry's words, as its line has it; "" where there is none.
std::string mark_of(const Node& node);

}  // namespace seogo::notebook
