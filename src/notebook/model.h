// What a notebook says: years, months, weeks, entries with notes, boxes, concepts and links.
//
// A view: made from nodes on demand, borrows nothing, is never stored.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "notebook/notebook.h"

namespace seogo::notebook {

struct Link {
    std::string text;
    std::string url;
};
struct NoteText {
    std::string text;
    int level = 1;
};
struct ConceptEntry {
    std::string term;
    std::string definition;
    std::vector<NoteText> details;
};
struct Box {
    std::string title;
    std::vector<NoteText> notes;
    std::vector<ConceptEntry> concepts;
};
struct SubItem {
    std::string kind;
    std::vector<std::string> orgs;
    std::string title, url, text;
    std::vector<NoteText> notes;
};
struct Item {
    ItemId id = 0;
    std::size_t node = 0;  // index into Notebook::nodes
    std::string kind;
    std::vector<std::string> orgs;
    std::string title, url, text;
    int year = 0, month = 0, week = 0;  // 0: not said
    std::string section;                // nearest other heading
    std::vector<NoteText> notes;
    std::vector<SubItem> sub_items;
    std::vector<Box> boxes;
};
std::vector<Item> items_of(const Notebook& notebook);

// The counts of the notebook, as `seogo stats` prints them.
struct Stats {
    std::int64_t years = 0, months = 0, weeks = 0;
    std::int64_t items = 0, paper = 0, dev = 0, news = 0, interesting = 0;
    std::int64_t organizations = 0;  // distinct names
    std::int64_t sub_items = 0, links = 0, notes = 0, boxes = 0, concepts = 0;
};
Stats stats_of(const Notebook& notebook);

// Targets of all links of a node, in order: its url field, and those written inside its text.
std::vector<Link> links_of(const Node& node);

// The part of an item's text that a range of bytes belongs to.
enum class TextField : std::uint8_t { kTitle, kNotes, kConcepts, kBody, kOrg };
struct TextPart {
    TextField field = TextField::kBody;
    std::size_t begin = 0, end = 0;
};
// The text that search and citations see of one item: one line for each thing it says, in the
// order of the notebook, without marks and brackets. Offsets into `text` are what hits and
// citations carry, so equal nodes give equal text for ever.
struct ItemText {
    std::string text;
    std::vector<TextPart> parts;  // in order, not overlapping
};
// `nodes`: those of one item, in order. For the page item: all words that belong to no entry.
ItemText text_of(const std::vector<Node>& nodes);

// All concepts of a notebook with the item that each stands in (for the glossary).
struct Concept {
    ItemId item = 0;
    NodeId node = 0;
    std::string term, definition;
};
std::vector<Concept> concepts_of(const Notebook& notebook);

}  // namespace seogo::notebook
