// Metrics of one ranking against the judgments of its query; all lie in [0, 1].
//
// nDCG@k: Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques", in the
// form of trec_eval's ndcg_cut: the gain is the grade itself (not 2^grade - 1), the discount of
// rank i is log2(i + 1), and the ideal ranking is that of all judged documents. With grades of 0
// and 1 both forms agree. Recall@k, Precision@k: trec_eval's recall and P; a ranking shorter than k
// is divided by k all the same. F1@k: harmonic mean of the two (van Rijsbergen 1979, with beta =
// 1). MRR: mean over queries of 1 / rank of the first relevant document, 0 where there is none
// (Voorhees 1999); with @k only the first k ranks count. Relevant: a grade of at least 1. Unjudged
// documents are not relevant.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "eval/collection.h"
#include "eval/run.h"

namespace seogo::eval {

double ndcg_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k);
double recall_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k);
double precision_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k);
double f1_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k);
double reciprocal_rank_at(const Ranking& ranking, const JudgedQuery& query, std::size_t k);

// One metric over queries: values[i] belongs to the i-th of them.
struct MetricColumn {
    std::string name;
    std::vector<double> values;
};
// For each cutoff ndcg, recall, precision, f1 and mrr "@k", then "mrr" over the whole ranking.
// `counted`: numbers of the queries that count, each with at least one relevant document.
std::vector<MetricColumn> measure(const Run& run, const Collection& collection,
                                  std::span<const std::size_t> counted,
                                  std::span<const std::size_t> cutoffs);

}  // namespace seogo::eval
