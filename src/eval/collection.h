// A judged collection: documents, queries, and which documents answer which query how well.
//
// Forms read: corpus.jsonl and queries.jsonl, one JSON object a line, {"id" or "_id", "text",
// "title"?} (BEIR's names and ours); qrels as query<TAB>doc<TAB>grade with or without BEIR's header
// line, or TREC's four columns (query, iteration, doc, grade) parted by white space. A BOM, CRLF
// and blank lines are let pass; anything else that breaks the form is kBadFile with its line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace seogo::eval {

// Document ids as small numbers. Those of the corpus come first, in its order; ids that only qrels
// or run files name follow.
class DocumentIds {
public:
    std::uint32_t number_of(std::string_view id);  // gives a new one where the id is new
    bool contains(std::string_view id) const { return numbers_.contains(std::string(id)); }
    const std::string& id_of(std::uint32_t number) const { return ids_[number]; }
    std::size_t size() const { return ids_.size(); }

private:
    std::vector<std::string> ids_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct CorpusDocument {
    std::string title, text;
};

struct JudgedQuery {
    std::string id, text;
    // Document number -> grade. Relevant: a grade of at least 1. Negative grades count as 0.
    std::map<std::uint32_t, int> grades;
    std::size_t relevant() const;
};

struct Collection {
    DocumentIds ids;
    std::vector<CorpusDocument> documents;  // by number
    std::vector<JudgedQuery> queries;       // in the order of their file
    std::vector<std::string> warnings;
};

struct CollectionFiles {
    base::Path corpus;  // empty: no documents are read (runs that come as files need none)
    base::Path queries, qrels;
};

// `corpus` may be a BEIR folder: where it is, missing names are filled in (qrels/test.tsv).
CollectionFiles collection_files(base::FileSystem& files, CollectionFiles given);

Result<Collection> read_collection(base::FileSystem& files, const CollectionFiles& paths);

// The lines of a text with their numbers from 1; blank ones are passed over.
struct NumberedLine {
    std::size_t number = 0;
    std::string_view text;
};
std::vector<NumberedLine> lines_with_words(std::string_view text);
// Columns parted by tabs where the line has one, by runs of spaces otherwise.
std::vector<std::string_view> columns_of(std::string_view line);

}  // namespace seogo::eval
