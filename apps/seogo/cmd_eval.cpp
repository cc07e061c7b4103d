// seogo eval: measures rankings against a judged collection.
#include "base/clock.h"
#include "eval/eval.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    required({.name = "WHAT",
              .takes = Takes::kChoice,
              .value = "WHAT",
              .help = {"what to measure", "잴 것"},
              .choices = "retrieval"}),
    required(file_flag("--corpus", "FILE",
                       {"corpus.jsonl, or a BEIR folder", "corpus.jsonl이나 BEIR 폴더"})),
    file_flag("--queries", "FILE",
              {"queries.jsonl (that of the folder)", "queries.jsonl(폴더의 것)"}),
    file_flag("--qrels", "FILE",
              {"judgments, TSV or TREC (that of the folder)", "판정. TSV나 TREC 형식(폴더의 것)"}),
    many(text_flag("--run", "RUNS",
                   {"words, or run:FILE of TREC; several with commas (words)",
                    "words나 TREC의 run:FILE. 여럿이면 쉼표로(words)"})),
    choice_flag("--half", "all even odd",
                {"queries that count, by their place (all)", "셈할 질의. 놓인 차례로 가름(all)"}),
    count_flag("--depth", 1, 1000,
               {"documents ranked for each query (100)", "질의마다 매길 문서 수(100)"}),
    many(count_flag("--cutoff", 1, 1000, {"the k of each metric@k (10)", "지표@k의 k(10)"})),
    count_flag("--seed", 0, INT64_MAX, {"of the bootstrap", "부트스트랩의 씨앗"}),
    {.name = "--trec-out",
     .takes = Takes::kFolder,
     .value = "DIR",
     .help = {"folder that gets NAME.trec for each run", "run마다 NAME.trec을 쓸 폴더"}},
    kJsonFlag,
};

// "words,run:a.trec" -> its parts; an empty part is left for eval to refuse.
std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t comma = text.find(','); comma != std::string::npos;
         comma = text.find(',', begin)) {
        parts.push_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

Result<eval::RetrievalOptions> options_of(const Flags& flags) {
    eval::RetrievalOptions options;
    options.corpus = flags.text("--corpus");
    options.queries = flags.text("--queries");
    options.qrels = flags.text("--qrels");
    options.trec_out = flags.text("--trec-out");
    if (flags.has("--run")) options.runs.clear();
    for (const std::string& runs : flags.texts("--run")) {
        for (std::string& run : split_at_commas(runs))
            options.runs.push_back(std::move(run));
    }
    if (flags.has("--half")) {
        SEOGO_ASSIGN(options.half, eval::half_from_name(flags.text("--half")));
    }
    if (flags.has("--cutoff")) options.cutoffs.clear();
    for (const std::int64_t cutoff : flags.counts("--cutoff")) {
        options.cutoffs.push_back(static_cast<std::size_t>(cutoff));
    }
    const auto depth = static_cast<std::int64_t>(options.depth);
    const auto seed = static_cast<std::int64_t>(options.seed);
    options.depth = static_cast<std::size_t>(flags.count("--depth", depth));
    options.seed = static_cast<std::uint64_t>(flags.count("--seed", seed));
    return options;
}

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto options, options_of(flags));
    SEOGO_ASSIGN(const auto report,
                 eval::evaluate_retrieval(context.files(), context.clock(), options));
    print_eval(context, report);
    return Exit::kDone;
}

}  // namespace

extern const Command kEval = {
    "eval",
    Group::kProgram,
    {"measure rankings on a judged collection", "판정이 있는 모음으로 순위 재기"},
    kFlags,
    run,
    {"Each metric is a mean over queries with its 95 % bootstrap interval; of two runs the mean "
     "difference as well. Needs no archive.",
     "지표는 질의 평균과 95 % 부트스트랩 구간이며, run이 둘이면 평균 차이도 냅니다. 서고가 없어도 "
     "됩니다."},
    "seogo eval retrieval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv\n"
    "seogo eval retrieval --corpus scifact/ --run words,run:peer.trec --half odd --json"};

}  // namespace seogo::cli
