// TREC run files, read and written.
#include "eval/trec_run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>

namespace seogo::eval {
namespace {

constexpr std::size_t kColumns = 6;

struct RunLine {
    std::string_view query, document;
    double score = 0;
};

Result<RunLine> read_line(std::string_view line) {
    const auto columns = columns_of(line);
    if (columns.size() != kColumns) {
        return Error{ErrorKind::kBadFile,
                     "a run needs six columns (query, Q0, document, rank, score, tag)"};
    }
    RunLine read{columns[0], columns[2], 0};
    const auto score = columns[4];
    const auto [end, error] =
        std::from_chars(score.data(), score.data() + score.size(), read.score);
    if (error != std::errc() || end != score.data() + score.size() || !std::isfinite(read.score)) {
        return Error{ErrorKind::kBadFile, "the score must be a number"};
    }
    return read;
}

void order_as_trec_eval(Ranking& ranking, const DocumentIds& ids) {
    std::sort(ranking.begin(), ranking.end(),
              [&](const RankedDocument& a, const RankedDocument& b) {
                  if (a.score != b.score) return a.score > b.score;
                  return ids.id_of(a.document) > ids.id_of(b.document);
              });
}

}  // namespace

Result<Run> parse_trec_run(std::string_view text, std::string name, std::size_t depth,
                           Collection& collection) {
    Run run{std::move(name), std::vector<Ranking>(collection.queries.size()), {}};
    std::unordered_map<std::string_view, std::size_t> queries;
    for (std::size_t i = 0; i < collection.queries.size(); ++i)
        queries.emplace(collection.queries[i].id, i);
    std::set<std::string_view> unknown;
    std::set<std::pair<std::size_t, std::uint32_t>> seen;
    for (const auto& line : lines_with_words(text)) {
        const std::string where = "line " + std::to_string(line.number);
        auto read = read_line(line.text);
        if (!read.ok()) return std::move(read).error().in(where);
        const auto query = queries.find(read.value().query);
        if (query == queries.end()) {
            unknown.insert(read.value().query);
            continue;
        }
        const std::uint32_t document = collection.ids.number_of(read.value().document);
        if (!seen.emplace(query->second, document).second) {
            return Error{ErrorKind::kBadFile, "the document stands twice for its query"}.in(where);
        }
        run.rankings[query->second].push_back({document, read.value().score});
    }
    for (Ranking& ranking : run.rankings) {
        order_as_trec_eval(ranking, collection.ids);
        ranking.resize(std::min(ranking.size(), depth));
    }
    if (!unknown.empty()) {
        collection.warnings.push_back(std::to_string(unknown.size()) + " queries of run " +
                                      run.name + " stand in no query file");
    }
    return run;
}

std::string render_trec_run(const Run& run, const Collection& collection) {
    std::string out;
    for (std::size_t q = 0; q < run.rankings.size(); ++q) {
        float last = std::numeric_limits<float>::infinity();
        for (std::size_t i = 0; i < run.rankings[q].size(); ++i) {
            const RankedDocument& ranked = run.rankings[q][i];
            auto score = static_cast<float>(ranked.score);
            if (score >= last) {
                score = std::nextafter(last, -std::numeric_limits<float>::infinity());
            }
            last = score;
            char number[48];
            const auto end = std::to_chars(number, number + sizeof number, score).ptr;
            out += collection.queries[q].id + " Q0 " + collection.ids.id_of(ranked.document) + " " +
                   std::to_string(i + 1) + " " + std::string(number, end) + " " + run.name + "\n";
        }
    }
    return out;
}

}  // namespace seogo::eval
