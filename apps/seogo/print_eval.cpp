// Prints the report of an evaluation: each run's metrics with their intervals, then the
// differences.
#include <cstdio>

#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

std::string fixed4(double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.4f", value);
    return digits;
}

Grid metrics_grid(const eval::RetrievalReport& report) {
    Grid grid{"metrics",
              {{"run", {"run", "run"}},
               {"metric", {"metric", "지표"}},
               {"mean", {"mean", "평균"}},
               {"low", {"low", "아래"}},
               {"high", {"high", "위"}}},
              {}};
    for (const eval::RunReport& run : report.runs) {
        for (const eval::Metric& metric : run.metrics) {
            grid.rows.push_back({run.name, metric.name, fixed4(metric.value.mean),
                                 fixed4(metric.value.low), fixed4(metric.value.high)});
        }
    }
    return grid;
}

Grid latency_grid(const eval::RetrievalReport& report) {
    Grid grid{"latency",
              {{"run", {"run", "run"}},
               {"p50", {"p50 us", "p50 us"}},
               {"p95", {"p95 us", "p95 us"}},
               {"p99", {"p99 us", "p99 us"}}},
              {}};
    for (const eval::RunReport& run : report.runs) {
        if (!run.latency_us) continue;
        grid.rows.push_back(
            {run.name, run.latency_us->p50, run.latency_us->p95, run.latency_us->p99});
    }
    return grid;
}

Grid paired_grid(const eval::RetrievalReport& report) {
    Grid grid{"paired",
              {{"first", {"run", "run"}},
               {"second", {"against", "견준 run"}},
               {"metric", {"metric", "지표"}},
               {"mean", {"difference", "차이"}},
               {"low", {"low", "아래"}},
               {"high", {"high", "위"}},
               {"p", {"p", "p"}}},
              {}};
    for (const eval::PairedReport& pair : report.paired) {
        grid.rows.push_back({pair.first, pair.second, pair.metric, fixed4(pair.difference.mean),
                             fixed4(pair.difference.low), fixed4(pair.difference.high),
                             fixed4(pair.p)});
    }
    return grid;
}

void write_estimate(base::JsonWriter& json, const eval::Estimate& estimate) {
    json.key("mean").number(estimate.mean).key("low").number(estimate.low);
    json.key("high").number(estimate.high);
}

void write_run(base::JsonWriter& json, const eval::RunReport& run) {
    json.begin_object().key("name").string(run.name).key("metrics").begin_object();
    for (const eval::Metric& metric : run.metrics) {
        json.key(metric.name).begin_object();
        write_estimate(json, metric.value);
        json.end_object();
    }
    json.end_object().key("latency_us");
    if (run.latency_us) {
        json.begin_object().key("p50").number(run.latency_us->p50);
        json.key("p95").number(run.latency_us->p95).key("p99").number(run.latency_us->p99);
        json.end_object();
    } else {
        json.null();
    }
    json.end_object();
}

void print_json(Context& context, const eval::RetrievalReport& report) {
    base::JsonWriter json;
    begin_schema(json, "eval").key("documents").number(whole(report.documents));
    json.key("queries").number(whole(report.queries)).key("runs").begin_array();
    for (const eval::RunReport& run : report.runs)
        write_run(json, run);
    json.end_array().key("paired").begin_array();
    for (const eval::PairedReport& pair : report.paired) {
        json.begin_object().key("first").string(pair.first).key("second").string(pair.second);
        json.key("metric").string(pair.metric);
        write_estimate(json, pair.difference);
        json.key("p").number(pair.p).end_object();
    }
    json.end_array();
    write_strings(json, "warnings", report.warnings);
    context.print_line(json.end_object().text());
}

}  // namespace

void print_eval(Context& context, const eval::RetrievalReport& report) {
    if (context.form() == Form::kJson) return print_json(context, report);
    context.print(table_of(metrics_grid(report), context));
    for (const Grid& grid : {latency_grid(report), paired_grid(report)}) {
        if (!grid.rows.empty()) context.print("\n" + table_of(grid, context));
    }
    context.warn_all(report.warnings);
    context.note(std::to_string(report.queries) + " queries, " + std::to_string(report.documents) +
                 " documents");
}

}  // namespace seogo::cli
