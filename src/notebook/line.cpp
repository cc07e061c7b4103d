// Takes lines apart byte by byte and writes nodes whose rendering is the same bytes.
#include "notebook/line.h"

#include <algorithm>

namespace seogo::notebook {

std::size_t space_length(std::string_view text) {
    if (text.empty()) return 0;
    if (text[0] == ' ' || text[0] == '\t' || text[0] == '\v' || text[0] == '\f' ||
        text[0] == '\r') {
        return 1;
    }
    if (text.starts_with("\xC2\xA0")) return 2;      // U+00A0 no-break space
    if (text.starts_with("\xE3\x80\x80")) return 3;  // U+3000 ideographic space
    return 0;
}

std::string_view trimmed_left(std::string_view text) {
    for (std::size_t n = space_length(text); n > 0; n = space_length(text))
        text.remove_prefix(n);
    return text;
}

std::string_view trimmed_right(std::string_view text) {
    for (;;) {
        std::size_t n = 0;
        for (std::size_t length = 1; length <= 3 && length <= text.size() && n == 0; ++length) {
            if (space_length(text.substr(text.size() - length)) == length) n = length;
        }
        if (n == 0) return text;
        text.remove_suffix(n);
    }
}

std::string_view trimmed(std::string_view text) { return trimmed_right(trimmed_left(text)); }

Line take_line(std::string_view& rest) {
    const std::size_t feed = rest.find('\n');
    std::string_view words = rest.substr(0, feed);
    Line line;
    line.ending = feed == std::string_view::npos ? std::string_view() : rest.substr(feed, 1);
    if (!line.ending.empty() && words.ends_with('\r')) {
        words.remove_suffix(1);
        line.ending = rest.substr(feed - 1, 2);
    }
    rest.remove_prefix(feed == std::string_view::npos ? rest.size() : feed + 1);

    const std::string_view from_body = trimmed_left(words);
    line.indent = words.substr(0, words.size() - from_body.size());
    line.body = trimmed_right(from_body);
    line.trailing = from_body.substr(line.body.size());
    for (std::string_view left = line.indent; !left.empty();
         left.remove_prefix(space_length(left))) {
        line.column += left[0] == '\t' ? 4 - line.column % 4 : 1;
    }
    return line;
}

void NodeWriter::shape(std::string_view bytes) {
    for (const char c : bytes) {
        if (static_cast<unsigned char>(c) < 0x09) {
            node_.shape += kEscape;
            node_.shape += static_cast<char>(c + 0x40);
        } else {
            node_.shape += c;
        }
    }
}

void NodeWriter::field(Field field, std::string_view part) {
    if (part.empty()) return;
    bool& begun = begun_[static_cast<std::size_t>(field)];
    if (begun) node_[field] += kPartSeparator;
    begun = true;
    node_[field] += part;
    node_.shape += static_cast<char>(1 + static_cast<int>(field));
}

void NodeWriter::padded_field(Field field, std::string_view text) {
    const std::string_view words = trimmed_left(text);
    shape(text.substr(0, text.size() - words.size()));
    const std::string_view inner = trimmed_right(words);
    this->field(field, inner);
    shape(words.substr(inner.size()));
}

std::size_t part_count(const Node& node, Field field) {
    const char placeholder = static_cast<char>(1 + static_cast<int>(field));
    std::size_t count = 0;
    for (std::size_t i = 0; i < node.shape.size(); ++i) {
        if (node.shape[i] == kEscape) {
            ++i;
        } else if (node.shape[i] == placeholder) {
            ++count;
        }
    }
    return count;
}

std::vector<std::string_view> parts_of(const Node& node, Field field) {
    std::vector<std::string_view> parts;
    std::string_view rest = node[field];
    for (std::size_t left = part_count(node, field); left > 0; --left) {
        const std::size_t end = left == 1 ? rest.size() : rest.find(kPartSeparator);
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(parts.back().size() + 1, rest.size()));
    }
    return parts;
}

std::string_view part_of(const Node& node, Field field, std::size_t n) {
    const auto parts = parts_of(node, field);
    return n < parts.size() ? parts[n] : std::string_view();
}

}  // namespace seogo::notebook
