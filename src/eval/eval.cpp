// One evaluation: options checked, collection read, runs made or read, measured and compared.
#include "eval/eval.h"

#include <algorithm>
#include <set>

#include "eval/bootstrap.h"
#include "eval/collection.h"
#include "eval/metrics.h"
#include "eval/trec_run.h"
#include "eval/words_run.h"

namespace seogo::eval {
namespace {

constexpr std::size_t kRankMax = 1000;

Error bad_input(std::string message) { return {ErrorKind::kBadInput, std::move(message)}; }

bool is_run_file(std::string_view spec) { return spec.starts_with("run:"); }

bool needs_model(std::string_view spec) {
    return spec == "hybrid" || spec.starts_with("dense:") || spec.starts_with("tokens:") ||
           spec == "dense" || spec == "tokens";
}

std::string name_of(std::string_view spec) {
    if (!is_run_file(spec)) return std::string(spec);
    return base::Path(spec.substr(4)).stem().string();
}

Status check_runs(const RetrievalOptions& options) {
    if (options.runs.empty()) return bad_input("no run is named");
    std::set<std::string> names;
    for (const auto& spec : options.runs) {
        if (needs_model(spec)) {
            return Error{ErrorKind::kUnsupported, "run " + spec + " needs a model"};
        }
        if (spec != "words" && !(is_run_file(spec) && spec.size() > 4)) {
            return bad_input("no kind of run: " + spec + " (words, run:FILE)");
        }
        if (spec == "words" && options.corpus.empty()) {
            return bad_input("run words needs a corpus");
        }
        if (!names.insert(name_of(spec)).second) {
            return bad_input("two runs have the name " + name_of(spec));
        }
    }
    return ok_status();
}

Status check_options(const RetrievalOptions& options) {
    const auto in_range = [](std::size_t rank) { return rank >= 1 && rank <= kRankMax; };
    if (options.cutoffs.empty() ||
        !std::all_of(options.cutoffs.begin(), options.cutoffs.end(), in_range)) {
        return bad_input("a cutoff must be 1 to 1000");
    }
    if (!in_range(options.depth)) return bad_input("the depth must be 1 to 1000");
    if (options.depth < *std::max_element(options.cutoffs.begin(), options.cutoffs.end())) {
        return bad_input("the depth must reach the largest cutoff");
    }
    if (options.resamples < 1000 || options.resamples > 100'000) {
        return bad_input("resamples must be 1000 to 100000");
    }
    return check_runs(options);
}

bool in_half(std::size_t position, QueryHalf half) {
    if (half == QueryHalf::kAll) return true;
    return (position % 2 == 0) == (half == QueryHalf::kEven);
}

// Numbers of the queries that count; the others are counted in a warning.
std::vector<std::size_t> counted_queries(const Collection& collection, QueryHalf half,
                                         std::vector<std::string>& warnings) {
    std::vector<std::size_t> counted;
    std::size_t unjudged = 0;
    for (std::size_t i = 0; i < collection.queries.size(); ++i) {
        if (!in_half(i, half)) continue;
        if (collection.queries[i].relevant() > 0) {
            counted.push_back(i);
        } else {
            ++unjudged;
        }
    }
    if (unjudged > 0) {
        warnings.push_back(std::to_string(unjudged) +
                           " queries have no relevant document and do not count");
    }
    return counted;
}

// The smallest sample that at least this share of all samples does not exceed (nearest rank).
std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

std::optional<Latency> latency_of(std::vector<std::int64_t> samples) {
    if (samples.empty()) return std::nullopt;
    std::sort(samples.begin(), samples.end());
    return Latency{percentile(samples, 50), percentile(samples, 95), percentile(samples, 99)};
}

RunReport report_of(const Run& run, std::span<const MetricColumn> columns,
                    const Resampling& resampling) {
    RunReport report{run.name, {}, latency_of(run.latencies_us)};
    const auto estimates = estimate(columns, resampling);
    for (std::size_t c = 0; c < columns.size(); ++c)
        report.metrics.push_back({columns[c].name, estimates[c]});
    return report;
}

// `first` and `second`: the columns of two runs, name by name alike.
void compare(const RunReport& first, const RunReport& second,
             std::span<const MetricColumn> first_columns,
             std::span<const MetricColumn> second_columns, const Resampling& resampling,
             std::vector<PairedReport>& out) {
    constexpr std::size_t kMetricsOfOneCutoff = 5;
    std::vector<MetricColumn> differences;
    for (std::size_t c = 0; c < kMetricsOfOneCutoff; ++c) {
        MetricColumn column{first_columns[c].name, first_columns[c].values};
        for (std::size_t i = 0; i < column.values.size(); ++i)
            column.values[i] -= second_columns[c].values[i];
        differences.push_back(std::move(column));
    }
    const auto estimates = estimate(differences, resampling);
    for (std::size_t c = 0; c < differences.size(); ++c) {
        out.push_back({first.name, second.name, differences[c].name, estimates[c],
                       randomization_p(differences[c].values, resampling)});
    }
}

Result<Run> make_run(base::FileSystem& files, base::Clock& clock, const RetrievalOptions& options,
                     const std::string& spec, std::span<const std::size_t> counted,
                     Collection& collection) {
    if (!is_run_file(spec)) return words_run(collection, counted, options.depth, clock);
    const base::Path path(spec.substr(4));
    SEOGO_ASSIGN(const auto text, base::read_file(files, path));
    auto run = parse_trec_run(text, name_of(spec), options.depth, collection);
    if (!run.ok()) return std::move(run).error().in(path.filename().string());
    return run;
}

// A run's name as a file's: whatever is not plainly a name's character becomes _.
std::string file_name_of(const Run& run) {
    std::string name = run.name;
    for (char& c : name) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || (c & 0x80) != 0;
        if (!plain) c = '_';
    }
    return name + ".trec";
}

}  // namespace

Result<QueryHalf> half_from_name(std::string_view name) {
    if (name == "all") return QueryHalf::kAll;
    if (name == "even") return QueryHalf::kEven;
    if (name == "odd") return QueryHalf::kOdd;
    return bad_input("no half: " + std::string(name) + " (all, even, odd)");
}

Result<RetrievalReport> evaluate_retrieval(base::FileSystem& files, base::Clock& clock,
                                           const RetrievalOptions& options) {
    SEOGO_TRY(check_options(options));
    const auto paths = collection_files(files, {options.corpus, options.queries, options.qrels});
    if (paths.queries.empty() || paths.qrels.empty()) {
        return bad_input("queries and qrels must be named");
    }
    SEOGO_ASSIGN(auto collection, read_collection(files, paths));
    RetrievalReport report;
    report.documents = collection.documents.size();
    const auto counted = counted_queries(collection, options.half, report.warnings);
    report.queries = counted.size();
    if (counted.empty()) return bad_input("no query has a relevant document");
    if (!options.trec_out.empty()) SEOGO_TRY(files.make_folders(options.trec_out));

    const Resampling resampling{options.resamples, options.seed};
    std::vector<std::vector<MetricColumn>> columns;
    for (const auto& spec : options.runs) {
        SEOGO_ASSIGN(const Run run, make_run(files, clock, options, spec, counted, collection));
        columns.push_back(measure(run, collection, counted, options.cutoffs));
        report.runs.push_back(report_of(run, columns.back(), resampling));
        for (std::size_t earlier = 0; earlier + 1 < columns.size(); ++earlier) {
            compare(report.runs[earlier], report.runs.back(), columns[earlier], columns.back(),
                    resampling, report.paired);
        }
        if (options.trec_out.empty()) continue;
        SEOGO_TRY(base::write_file_atomically(files, options.trec_out / file_name_of(run),
                                              render_trec_run(run, collection)));
    }
    std::move(collection.warnings.begin(), collection.warnings.end(),
              std::back_inserter(report.warnings));
    return report;
}

}  // namespace seogo::eval
