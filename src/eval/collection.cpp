// Reading corpus, queries and qrels, with the line of whatever breaks their form.
#include "eval/collection.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/json.h"

namespace seogo::eval {
namespace {

constexpr int kGradeMax = 1'000'000;

Error bad_line(std::size_t number, std::string message) {
    return Error{ErrorKind::kBadFile, std::move(message)}.in("line " + std::to_string(number));
}

// An id is a string; a whole number is read as its digits.
Result<std::string> id_of(const base::JsonValue& value) {
    if (value.type() == base::JsonValue::Type::kString && !value.string().empty()) {
        return value.string();
    }
    auto number = value.integer(INT64_MIN, INT64_MAX);
    if (number.ok()) return std::to_string(number.value());
    return Error{ErrorKind::kBadFile, "an id must be a string or a whole number"};
}

struct JsonLine {
    std::string id, title, text;
};

Result<JsonLine> read_json_line(std::string_view line) {
    using Type = base::JsonValue::Type;
    SEOGO_ASSIGN(const auto value, base::JsonValue::parse(line));
    if (value.type() != Type::kObject) {
        return Error{ErrorKind::kBadFile, "a line must hold one JSON object"};
    }
    const auto& id = value["id"].is_null() ? value["_id"] : value["id"];
    if (id.is_null()) return Error{ErrorKind::kBadFile, "the object has no \"id\""};
    if (value["text"].type() != Type::kString) {
        return Error{ErrorKind::kBadFile, "\"text\" must be a string"};
    }
    SEOGO_ASSIGN(auto name, id_of(id));
    return JsonLine{std::move(name), value["title"].string(), value["text"].string()};
}

Status read_corpus(std::string_view text, Collection& out) {
    for (const auto& line : lines_with_words(text)) {
        auto read = read_json_line(line.text);
        if (!read.ok()) return bad_line(line.number, read.error().message);
        auto& document = read.value();
        if (out.ids.contains(document.id)) {
            return bad_line(line.number, "the id \"" + document.id + "\" stands twice");
        }
        out.ids.number_of(document.id);
        out.documents.push_back({std::move(document.title), std::move(document.text)});
    }
    return ok_status();
}

using QueryNumbers = std::unordered_map<std::string, std::size_t>;

Status read_queries(std::string_view text, Collection& out, QueryNumbers& numbers) {
    for (const auto& line : lines_with_words(text)) {
        auto read = read_json_line(line.text);
        if (!read.ok()) return bad_line(line.number, read.error().message);
        auto& query = read.value();
        if (!numbers.emplace(query.id, out.queries.size()).second) {
            return bad_line(line.number, "the id \"" + query.id + "\" stands twice");
        }
        out.queries.push_back({std::move(query.id), std::move(query.text), {}});
    }
    return ok_status();
}

bool read_grade(std::string_view column, int& grade) {
    const auto [end, error] = std::from_chars(column.data(), column.data() + column.size(), grade);
    return error == std::errc() && end == column.data() + column.size() && grade <= kGradeMax &&
           grade >= -kGradeMax;
}

// Counts of what qrels say beside the point, for warnings.
struct QrelsOddities {
    std::set<std::string, std::less<>> unknown_queries;
    std::size_t unknown_documents = 0, repeated = 0;
};

Status read_judgment(const NumberedLine& line, bool may_be_header, const QueryNumbers& numbers,
                     Collection& out, QrelsOddities& odd) {
    const auto columns = columns_of(line.text);
    if (columns.size() != 3 && columns.size() != 4) {
        return bad_line(line.number, "qrels need three columns (query, document, grade)");
    }
    int grade = 0;
    if (!read_grade(columns.back(), grade)) {
        if (may_be_header) return ok_status();  // BEIR: query-id, corpus-id, score
        return bad_line(line.number, "the grade must be a whole number");
    }
    const auto query = numbers.find(std::string(columns[0]));
    if (query == numbers.end()) {
        odd.unknown_queries.emplace(columns[0]);
        return ok_status();
    }
    const std::string_view id = columns[columns.size() - 2];
    if (!out.documents.empty() && !out.ids.contains(id)) ++odd.unknown_documents;
    auto& grades = out.queries[query->second].grades;
    const bool fresh = grades.insert_or_assign(out.ids.number_of(id), grade).second;
    if (!fresh) ++odd.repeated;
    return ok_status();
}

void warn(std::size_t count, std::string_view what, Collection& out) {
    if (count > 0) out.warnings.push_back(std::to_string(count) + " " + std::string(what));
}

Status read_qrels(std::string_view text, const QueryNumbers& numbers, Collection& out) {
    QrelsOddities odd;
    bool first = true;
    for (const auto& line : lines_with_words(text)) {
        SEOGO_TRY(read_judgment(line, first, numbers, out, odd));
        first = false;
    }
    warn(odd.unknown_queries.size(), "queries of the qrels stand in no query file", out);
    warn(odd.unknown_documents, "judgments name a document that the corpus lacks", out);
    warn(odd.repeated, "judgments stand twice; the last one counts", out);
    return ok_status();
}

// Reads a file and hands its text to `parse`; errors name the file.
template <typename Parse>
Status with_file(base::FileSystem& files, const base::Path& path, Parse parse) {
    auto bytes = base::read_file(files, path);
    if (!bytes.ok()) return std::move(bytes).error();
    Status parsed = parse(std::string_view(bytes.value()));
    if (!parsed.ok()) return std::move(parsed).error().in(path.filename().string());
    return ok_status();
}

}  // namespace

std::uint32_t DocumentIds::number_of(std::string_view id) {
    const auto next = static_cast<std::uint32_t>(ids_.size());
    const auto [place, fresh] = numbers_.emplace(std::string(id), next);
    if (fresh) ids_.emplace_back(id);
    return place->second;
}

std::size_t JudgedQuery::relevant() const {
    return static_cast<std::size_t>(std::count_if(
        grades.begin(), grades.end(), [](const auto& judgment) { return judgment.second >= 1; }));
}

CollectionFiles collection_files(base::FileSystem& files, CollectionFiles given) {
    const auto info = files.info(given.corpus);
    if (given.corpus.empty() || !info.ok() || info.value().type != base::FileType::kFolder) {
        return given;
    }
    const base::Path folder = given.corpus;
    given.corpus = folder / "corpus.jsonl";
    if (given.queries.empty()) given.queries = folder / "queries.jsonl";
    if (given.qrels.empty()) {
        const base::Path beir = folder / "qrels" / "test.tsv";
        given.qrels = base::exists(files, beir) ? beir : folder / "qrels.tsv";
    }
    return given;
}

Result<Collection> read_collection(base::FileSystem& files, const CollectionFiles& paths) {
    Collection out;
    QueryNumbers numbers;
    if (!paths.corpus.empty()) {
        SEOGO_TRY(with_file(files, paths.corpus,
                            [&](std::string_view text) { return read_corpus(text, out); }));
    }
    SEOGO_TRY(with_file(files, paths.queries,
                        [&](std::string_view text) { return read_queries(text, out, numbers); }));
    SEOGO_TRY(with_file(files, paths.qrels,
                        [&](std::string_view text) { return read_qrels(text, numbers, out); }));
    return out;
}

std::vector<NumberedLine> lines_with_words(std::string_view text) {
    std::vector<NumberedLine> lines;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (std::size_t number = 1, at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") != std::string_view::npos) {
            lines.push_back({number, line});
        }
        at = end + 1;
    }
    return lines;
}

std::vector<std::string_view> columns_of(std::string_view line) {
    std::vector<std::string_view> columns;
    const bool tabs = line.find('\t') != std::string_view::npos;
    while (true) {
        const std::size_t begin = line.find_first_not_of(tabs ? " " : " \t");
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(line.find(tabs ? '\t' : ' ', begin), line.size());
        auto column = line.substr(begin, end - begin);
        while (column.ends_with(' '))
            column.remove_suffix(1);
        columns.push_back(column);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return columns;
}

}  // namespace seogo::eval
