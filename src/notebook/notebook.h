// The weekly notebook: a Markdown file that a person keeps, as a list of nodes that loses no byte.
//
// A node is one physical line. Its words stand in fields (title, url, text, ...), each once; all
// that lies between them (indent, marks, brackets, tags, the line ending) is its `shape`. Writing
// the fields back into the shapes gives the same bytes: render(parse(text)) == text for any text.
// Start at: parse.h (text -> Notebook), model.h (items, weeks, notes), edit.h, lint.h, match.h,
// merge.h.
// Threads: values; nothing is shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace seogo::notebook {

using NodeId = std::int64_t;  // given by the store, stable across edits; 0: not stored yet
using ItemId = std::int64_t;  // what people type; 0: none yet

enum class Role : std::uint8_t {
    kText,     // words that belong to no entry, or are not understood (kept, searchable)
    kBlank,    // no words: empty lines, tags, rules, fences
    kTitle,    // heading that names the whole file ("# My study archive"): field title
    kYear,     // heading or summary of a year: field text
    kMonth,    // field text
    kWeek,     // field text
    kSection,  // any other heading: field text
    kItem,     // an entry: kind, org, title, url, text (what follows the link)
    kSubItem,  // an entry under an entry
    kNote,     // field text
    kBox,      // the summary line of a <details> under an entry: field title
    kBoxNote,  // a bullet inside a box: field text
    kConcept,  // "**term**: definition" in a concept box
    kLegend,   // "📜: Paper link": what a mark means; field text
};

// A field of a node. The order is the order of the columns in the store.
enum class Field : std::uint8_t { kOrg, kTitle, kUrl, kText, kTerm, kDefinition };
inline constexpr std::size_t kFieldCount = 6;

struct Node {
    NodeId id = 0;
    ItemId item = 0;  // the item that this line belongs to: an entry, or the page itself
    Role role = Role::kText;
    int level = 0;     // depth under its entry: 1 for the first notes and for tags inside it; 0:
                       // the entry's own line, blank lines, and what belongs to no entry
    std::string kind;  // of items and sub-items: paper dev news interesting, "" where unmarked
    // One string a Field. Parts of one field that stand apart on the line (two organizations in two
    // brackets, cells of a table) are joined by kPartSeparator.
    std::string fields[kFieldCount];
    // The line with each part of a field replaced by the byte 0x01 + its Field. A byte of the line
    // below 0x09 stands as kEscape followed by that byte + 0x40.
    std::string shape;

    std::string& operator[](Field f) { return fields[static_cast<std::size_t>(f)]; }
    const std::string& operator[](Field f) const { return fields[static_cast<std::size_t>(f)]; }
    friend bool operator==(const Node&, const Node&) = default;
};
inline constexpr char kPartSeparator = '\x1f';
inline constexpr char kEscape = '\x08';

struct Notebook {
    std::vector<Node> nodes;
};

// The bytes of one line, its ending included; and of the whole notebook.
std::string render(const Node& node);
std::string render(const Notebook& notebook);

// For each node the index of the kItem node whose entry it belongs to (its own index for the
// entry's line), kNoOwner for the page's. An entry goes on over nodes of level 1 and deeper, and
// over blank lines between them; the first other node of level 0 ends it. Parse, match, edit and
// the store all tell entries apart by this.
inline constexpr std::size_t kNoOwner = static_cast<std::size_t>(-1);
std::vector<std::size_t> owners(const Notebook& notebook);

}  // namespace seogo::notebook
