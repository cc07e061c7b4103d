// One physical line taken apart (indent, words, trailing white space, ending) and put together as a
// node.
//
// Private to notebook/.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

// Views into one line: indent + body + trailing + ending are its bytes.
struct Line {
    std::string_view indent;  // spaces, tabs, no-break and ideographic spaces
    std::string_view body;    // begins and ends with a byte that is no white space
    std::string_view
        trailing;             // white space behind the body; a blank line has all of it in `indent`
    std::string_view ending;  // "\n", "\r\n", or "" at the end of the text
    std::size_t column = 0;   // of the body: a tab leads to the next multiple of 4
};

// Cuts the first line off `rest`, which must not be empty.
Line take_line(std::string_view& rest);

// Length of the white-space character at the start of `text`, 0 where there is none.
std::size_t space_length(std::string_view text);
std::string_view trimmed_left(std::string_view text);
std::string_view trimmed_right(std::string_view text);
std::string_view trimmed(std::string_view text);

// Writes a node from left to right: shape as it stands, fields with a placeholder for each part.
class NodeWriter {
public:
    explicit NodeWriter(Role role) { node_.role = role; }

    void shape(std::string_view bytes);
    // A part of a field. An empty part leaves nothing, not even a placeholder.
    void field(Field field, std::string_view part);
    // `text` with its surrounding white space kept in the shape.
    void padded_field(Field field, std::string_view text);
    Node& node() { return node_; }
    Node take() { return std::move(node_); }

private:
    Node node_;
    bool begun_[kFieldCount] = {};  // fields that have a part already
};

// How many parts a field has, by the placeholders in the shape.
std::size_t part_count(const Node& node, Field field);
// The parts of a field in order; the last one holds what is left, separators included. Views into
// the node. Linear in the node's bytes.
std::vector<std::string_view> parts_of(const Node& node, Field field);
// The n-th of them, "" where there are fewer.
std::string_view part_of(const Node& node, Field field, std::size_t n);

}  // namespace seogo::notebook
