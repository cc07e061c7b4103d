// Takes the line of a node apart for comparison.
#include "notebook/node_words.h"

#include "notebook/line.h"

namespace seogo::notebook {

std::string body_of(const Node& node) {
    const std::string line = render(node);
    std::string_view rest = line;
    return line.empty() ? "" : std::string(take_line(rest).body);
}

bool is_white(const Node& node) { return node.role == Role::kBlank && body_of(node).empty(); }

std::string words_of(const Node& node) {
    if (node.role == Role::kBlank) return body_of(node);
    std::string words;
    for (const std::string& field : node.fields) {
        words += field;
        words += '\n';
    }
    return words;
}

}  // namespace seogo::notebook
