// C++ as far as sizes and words need it: what is code, comment or literal, and where functions are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace seogo::tidy {

// The text with comments and the insides of literals turned to spaces; line breaks stay, so that
// offsets and line numbers agree with the text.
std::string code_only(std::string_view text);

struct Function {
    std::string name;            // as written before its parameters
    std::size_t first_line = 0;  // from 1; of its head
    std::size_t last_line = 0;   // of its closing brace
    std::size_t lines() const { return last_line - first_line + 1; }
};
// Function bodies of a file (methods, tests and functions; lambdas count to the one around them).
std::vector<Function> functions_of(std::string_view text);

// Line, from 1, of an offset.
std::size_t line_at(std::string_view text, std::size_t offset);

// Lines that hold a comment, and lines that are not blank.
struct CommentShare {
    std::size_t comments = 0;
    std::size_t lines = 0;
};
CommentShare comment_share_of(std::string_view text);

}  // namespace seogo::tidy
