// Renders nodes back to bytes, and tells which entry each node belongs to.
#include "notebook/notebook.h"

#include <string_view>

#include "notebook/line.h"

namespace seogo::notebook {

std::string render(const Node& node) {
    std::vector<std::string_view> parts[kFieldCount];
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        if (!node.fields[i].empty()) parts[i] = parts_of(node, static_cast<Field>(i));
    }
    std::size_t used[kFieldCount] = {};
    std::string out;
    for (std::size_t i = 0; i < node.shape.size(); ++i) {
        const unsigned char c = static_cast<unsigned char>(node.shape[i]);
        if (node.shape[i] == kEscape && i + 1 < node.shape.size()) {
            out += static_cast<char>(node.shape[++i] - 0x40);
        } else if (c >= 1 && c <= kFieldCount) {
            const std::size_t next = used[c - 1]++;
            if (next < parts[c - 1].size()) out += parts[c - 1][next];
        } else {
            out += node.shape[i];
        }
    }
    return out;
}

std::string render(const Notebook& notebook) {
    std::string out;
    for (const Node& node : notebook.nodes)
        out += render(node);
    return out;
}

std::vector<std::size_t> owners(const Notebook& notebook) {
    std::vector<std::size_t> owner(notebook.nodes.size(), kNoOwner);
    std::size_t entry = kNoOwner;
    std::size_t last = 0;  // the entry's last node so far that is sure to be its own
    for (std::size_t i = 0; i < notebook.nodes.size(); ++i) {
        const Node& node = notebook.nodes[i];
        if (node.role == Role::kItem) {
            entry = i;
            last = i;
            owner[i] = i;
        } else if (entry != kNoOwner && node.level > 0) {
            for (std::size_t between = last + 1; between <= i; ++between)
                owner[between] = entry;
            last = i;
        } else if (node.role != Role::kBlank) {
            entry = kNoOwner;
        }
    }
    return owner;
}

}  // namespace seogo::notebook
