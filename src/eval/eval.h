// Eval: how good is a ranking? Judged collections, runs, metrics with confidence intervals.
//
// Start at: evaluate_retrieval() below, which joins the parts: collection.h (corpus, queries,
// qrels), trec_run.h (rankings as files), words_run.h (Seogo's own ranking), metrics.h (nDCG and
// the others, per query), bootstrap.h (intervals, paired differences).
// The disk comes in as a FileSystem, the time as a Clock, chance as a seed: equal inputs give an
// equal report, latencies aside.
// Other modules include: eval.h
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"

namespace seogo::eval {

// Which queries count, by their place in the queries file (from 0), so that one half can be tuned
// on and the other reported.
enum class QueryHalf : std::uint8_t { kAll, kEven, kOdd };
// "all", "even", "odd"; kBadInput for another word.
Result<QueryHalf> half_from_name(std::string_view name);

struct RetrievalOptions {
    // corpus.jsonl {"id","text","title"?}; or a BEIR folder (corpus.jsonl, queries.jsonl,
    // qrels/test.tsv), where `queries` and `qrels` may stay empty.
    base::Path corpus;
    base::Path queries;  // queries.jsonl {"id","text"}
    base::Path qrels;    // query-id<TAB>doc-id<TAB>grade, or TREC's four columns
    // "words": Seogo's ranking by words. "run:FILE": a TREC run file, whatever made it; its name in
    // the report is the file's name without extension. Names must differ.
    std::vector<std::string> runs = {"words"};
    QueryHalf half = QueryHalf::kAll;
    std::vector<std::size_t> cutoffs = {10};  // the k of metric@k, each 1 to 1000
    std::size_t depth = 100;                  // documents ranked for each query, 1 to 1000
    std::size_t resamples = 2000;             // of the bootstrap, 1000 to 100000
    std::uint64_t seed = 20250101;
    base::Path trec_out;  // where not empty: a folder that gets NAME.trec for each run
};

// A mean over queries with its 95 % bootstrap interval (percentile method).
struct Estimate {
    double mean = 0, low = 0, high = 0;
};
struct Metric {
    std::string name;  // "ndcg@10" "recall@10" "precision@10" "f1@10" "mrr@10", and "mrr"
    Estimate value;
};
// Microseconds from query text to ranking, one sample a query, after a few queries of warm-up.
struct Latency {
    std::int64_t p50 = 0, p95 = 0, p99 = 0;
};
struct RunReport {
    std::string name;  // "words", or the file's name without extension
    std::vector<Metric> metrics;
    std::optional<Latency> latency_us;  // runs that were read from a file have none
};
// Two runs on the same queries: the mean of (first - second) of one metric.
struct PairedReport {
    std::string first, second, metric;
    Estimate difference;
    double p = 1;  // two-sided, by randomly swapping the runs of each query (Fisher)
};
struct RetrievalReport {
    std::size_t documents = 0;    // in the corpus
    std::size_t queries = 0;      // that counted: in the half, with at least one relevant document
    std::vector<RunReport> runs;  // in the order asked for
    std::vector<PairedReport> paired;   // of each pair of runs, on the metrics of the first cutoff
    std::vector<std::string> warnings;  // lines left out, queries without judgments, ...
};

// kBadInput: an option out of its range, an unknown kind of run. kUnsupported: a kind of run that
// needs a model (dense, tokens, hybrid), by name. kBadFile: a file breaks its form; the message
// names file and line. kNotFound, kIo: from the disk.
Result<RetrievalReport> evaluate_retrieval(base::FileSystem& files, base::Clock& clock,
                                           const RetrievalOptions& options);

}  // namespace seogo::eval
