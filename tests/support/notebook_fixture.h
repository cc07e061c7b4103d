// Notebooks that tests of matching and editing start from.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/file.h"
#include "notebook/parse.h"

namespace seogo::notebook::testing {

inline constexpr std::string_view kWeekly =
    "📜: Paper link\n"
    "🧑🏻‍💻: Developer blog & Github link\n"
    "🗞️: News\n"
    "\n"
    "---\n"
    "# My reading list 2025\n"
    "\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "  - 📜 [Cranfield] [역색인의 구조](https://example.org/inverted-index)\n"
    "    - 역색인은 낱말에서 문서로 가는 목록을 둔다\n"
    "      - 문서 길이로 점수를 고르게 한다  \n"
    "      <details>\n"
    "        <summary>중요 개념</summary>\n"
    "\n"
    "        - **BM25**: 낱말 빈도와 문서 길이로 점수를 매기는 식\n"
    "      </details>\n"
    "\n"
    "  - 🧑🏻‍💻 [Sqlite][Write-ahead logging](https://example.org/wal?a=(b))\n"
    "    - Readers never block the writer\n"
    "    - [Source](https://example.org/src)\n"
    "   \n"
    "</details>\n"
    "<details>\n"
    "  <summary>2nd week</summary>\n"
    "\n"
    "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
    "    - 문장임베딩은 문장을 벡터로 옮긴다\n"
    "</details>\n"
    "\n"
    "---\n"
    "<details>\n"
    "  <summary>My reading list 2024</summary>\n"
    "\n"
    "## 🎄 December\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "- 🗞️ [Index news of the year](https://example.org/news)\n"
    "  - a summary of the year\n"
    "\n"
    "- 🧑🏻‍💻 [Lucene, Apache] [Segments and merges](https://example.org/segments)\n"
    "  - segments never change\n"
    "\n"
    "</details>\n"
    "</details>\n";

inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? out : out.replace(at, from.size(), to);
}

inline std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
}

// As the store gives ids: nodes from 101 on, entries from 11 on, the page 10.
inline Notebook stored(std::string_view text) {
    Notebook notebook = parse(text).notebook;
    const auto owner = owners(notebook);
    ItemId next = 11;
    for (std::size_t i = 0; i < owner.size(); ++i) {
        Node& node = notebook.nodes[i];
        node.id = static_cast<NodeId>(101 + i);
        node.item = owner[i] == kNoOwner ? 10
                    : owner[i] == i      ? next++
                                         : notebook.nodes[owner[i]].item;
    }
    return notebook;
}

// The entry whose title holds these words.
inline const Node* entry(const Notebook& notebook, std::string_view words) {
    for (const Node& node : notebook.nodes) {
        const bool named = node[Field::kTitle].find(words) != std::string::npos;
        if (node.role == Role::kItem && named) return &node;
    }
    return nullptr;
}
inline ItemId item(const Notebook& notebook, std::string_view words) {
    const Node* found = entry(notebook, words);
    return found == nullptr ? -1 : found->item;
}

// The real notebook beside the checkout; "" where there is none.
inline std::string shared_seed() {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    const base::Path root = source != nullptr ? source : ".";
    auto bytes = base::read_file(base::real_files(), root / "../shared/seed/study-archive.md");
    if (!bytes.ok()) {
        std::puts("skipped: no shared data");
        return "";
    }
    return bytes.value();
}

}  // namespace seogo::notebook::testing
