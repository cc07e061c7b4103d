// Metrics of one ranking, and of a run over its queries.
#include "eval/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace seogo::eval {
namespace {

int grade_of(const JudgedQuery& query, std::uint32_t document) {
    const auto judgment = query.grades.find(document);
    return judgment == query.grades.end() ? 0 : std::max(judgment->second, 0);
}

double discounted(int gain, std::size_t rank) {
    return static_cast<double>(gain) / std::log2(static_cast<double>(rank) + 1);
}

std::size_t relevant_within(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min(k, ranking.size()));
    return static_cast<std::size_t>(std::count_if(ranking.begin(), end, [&](const auto& ranked) {
        return grade_of(query, ranked.document) >= 1;
    }));
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double ndcg_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    std::vector<int> ideal;
    for (const auto& [document, grade] : query.grades) {
        if (grade > 0) ideal.push_back(grade);
    }
    std::sort(ideal.begin(), ideal.end(), std::greater<>());
    double best = 0, reached = 0;
    for (std::size_t i = 0; i < std::min(k, ideal.size()); ++i)
        best += discounted(ideal[i], i + 1);
    for (std::size_t i = 0; i < std::min(k, ranking.size()); ++i)
        reached += discounted(grade_of(query, ranking[i].document), i + 1);
    return best == 0 ? 0 : reached / best;
}

double recall_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    return share(relevant_within(ranking, query, k), query.relevant());
}

double precision_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    return share(relevant_within(ranking, query, k), k);
}

double f1_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    const double precision = precision_at(ranking, query, k);
    const double recall = recall_at(ranking, query, k);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

double reciprocal_rank_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k) {
    for (std::size_t i = 0; i < std::min(k, ranking.size()); ++i) {
        if (grade_of(query, ranking[i].document) >= 1) return 1.0 / static_cast<double>(i + 1);
    }
    return 0;
}

std::vector<MetricColumn> measure(const Run& run, const Collection& collection,
                                  std::span<const std::size_t> counted,
                                  std::span<const std::size_t> cutoffs) {
    using OneQuery = double (*)(const Ranking&, const JudgedQuery&, std::size_t);
    static constexpr std::pair<const char*, OneQuery> kMetrics[] = {{"ndcg", ndcg_at},
                                                                    {"recall", recall_at},
                                                                    {"precision", precision_at},
                                                                    {"f1", f1_at},
                                                                    {"mrr", reciprocal_rank_at}};
    std::vector<MetricColumn> columns;
    const auto add = [&](std::string name, OneQuery metric, std::size_t k) {
        MetricColumn column{std::move(name), {}};
        for (const std::size_t q : counted)
            column.values.push_back(metric(run.rankings[q], collection.queries[q], k));
        columns.push_back(std::move(column));
    };
    for (const std::size_t k : cutoffs) {
        for (const auto& [name, metric] : kMetrics)
            add(std::string(name) + "@" + std::to_string(k), metric, k);
    }
    add("mrr", reciprocal_rank_at, SIZE_MAX);
    return columns;
}

}  // namespace seogo::eval
