// Seogo's side of the speed bench: builds an index and answers queries (protocol: measure.py).
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace seogo::bench {
namespace {

constexpr int kPasses = 3;  // the best of them counts, after one that warms up

struct Spent {
    std::int64_t cpu_ns = std::numeric_limits<std::int64_t>::max();
    std::int64_t wall_ns = std::numeric_limits<std::int64_t>::max();
};

std::int64_t now_ns(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// `cpu`: the CPU clock that is read, of this thread or of the process.
class Stopwatch {
public:
    explicit Stopwatch(clockid_t cpu)
        : cpu_(cpu), wall_begin_(now_ns(CLOCK_MONOTONIC)), cpu_begin_(now_ns(cpu)) {}
    Spent spent() const {
        const std::int64_t cpu = now_ns(cpu_) - cpu_begin_;
        return {cpu, now_ns(CLOCK_MONOTONIC) - wall_begin_};
    }

private:
    clockid_t cpu_;
    std::int64_t wall_begin_;
    std::int64_t cpu_begin_;
};

double seconds(std::int64_t ns) { return static_cast<double>(ns) / 1e9; }

std::uintmax_t folder_bytes(const std::string& folder) {
    std::uintmax_t sum = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        sum += file.file_size();
    return sum;
}

// The three cells of a line, of a corpus (id, facets, text) or of queries (id, facet, text).
struct Row {
    std::string id, facet, text;
};

bool read_row(std::istream& lines, Row& row) {
    std::getline(lines, row.id, '\t');
    std::getline(lines, row.facet, '\t');
    return static_cast<bool>(std::getline(lines, row.text));
}

Status build(const std::string& corpus, const std::string& folder) {
    const Stopwatch watch(CLOCK_PROCESS_CPUTIME_ID);
    std::filesystem::create_directories(folder);
    std::ifstream lines(corpus, std::ios::binary);
    if (!lines) return Error{ErrorKind::kNotFound, "no corpus at " + corpus};
    const auto builder = IndexBuilder::create();
    std::size_t documents = 0;
    for (Row row; read_row(lines, row); ++documents) {
        SEOGO_TRY(builder->add(std::atoll(row.id.c_str()), row.facet, row.text));
        SEOGO_TRY(builder->spill(folder));
    }
    SEOGO_TRY(builder->commit(folder));
    const Spent built = watch.spent();
    const auto settled_bytes = folder_bytes(folder);
    SEOGO_TRY(builder->merge(folder));
    const Spent merged = watch.spent();
    std::printf(
        "{\"engine\":\"seogo\",\"version\":\"segment 2\",\"documents\":%zu,"
        "\"build_cpu_s\":%.6f,\"build_wall_s\":%.6f,\"merged_cpu_s\":%.6f,"
        "\"merged_wall_s\":%.6f,\"settled_bytes\":%ju,\"merged_bytes\":%ju}\n",
        documents, seconds(built.cpu_ns), seconds(built.wall_ns), seconds(merged.cpu_ns),
        seconds(merged.wall_ns), settled_bytes, folder_bytes(folder));
    return ok_status();
}

using Answer = std::vector<PassageId>;

Answer ask(Engine& engine, const std::string& kind, const Row& row) {
    if (kind == "and") return engine.all_of(row.text);
    if (kind == "phrase") return engine.phrase(row.text);
    if (kind == "filtered") return engine.filtered(row.text, row.facet);
    if (kind == "prefix") return engine.with_prefix(row.text);
    return engine.any_of(row.text);  // or, question
}

struct Timed {
    Spent best;
    Answer hits;
};

std::vector<Timed> ask_all(Engine& engine, const std::string& kind, const std::vector<Row>& rows) {
    std::vector<Timed> timed(rows.size());
    for (int pass = 0; pass <= kPasses; ++pass) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Stopwatch watch(CLOCK_THREAD_CPUTIME_ID);
            Answer hits = ask(engine, kind, rows[i]);
            const Spent spent = watch.spent();
            timed[i].hits = std::move(hits);
            if (pass == 0) continue;
            timed[i].best.cpu_ns = std::min(timed[i].best.cpu_ns, spent.cpu_ns);
            timed[i].best.wall_ns = std::min(timed[i].best.wall_ns, spent.wall_ns);
        }
    }
    return timed;
}

Status search(const std::string& folder, const std::string& queries, const std::string& kind,
              const std::string& out) {
    std::ifstream lines(queries, std::ios::binary);
    if (!lines) return Error{ErrorKind::kNotFound, "no queries at " + queries};
    std::vector<Row> rows;
    for (Row row; read_row(lines, row);)
        rows.push_back(row);
    SEOGO_ASSIGN(const auto engine, Engine::open(folder));
    const std::vector<Timed> timed = ask_all(*engine, kind, rows);
    std::ofstream results(out, std::ios::binary);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        results << rows[i].id << '\t' << timed[i].best.cpu_ns << '\t' << timed[i].best.wall_ns;
        const char* before = "\t";
        for (const PassageId id : timed[i].hits) {
            results << before << id;
            before = ",";
        }
        results << (timed[i].hits.empty() ? "\t\n" : "\n");
    }
    if (!results.flush()) return Error{ErrorKind::kIo, "cannot write " + out};
    std::printf("{\"engine\":\"seogo\",\"kind\":\"%s\",\"queries\":%zu}\n", kind.c_str(),
                rows.size());
    return ok_status();
}

Status run(const std::vector<std::string>& args) {
    if (args.size() == 3 && args[0] == "build") return build(args[1], args[2]);
    if (args.size() == 5 && args[0] == "search") return search(args[1], args[2], args[3], args[4]);
    return Error{ErrorKind::kBadInput, "usage: build CORPUS INDEX | search INDEX QUERIES KIND OUT"};
}

}  // namespace
}  // namespace seogo::bench

int main(int argc, char** argv) {
    const auto status = seogo::bench::run(std::vector<std::string>(argv + 1, argv + argc));
    if (status.ok()) return 0;
    std::fprintf(stderr, "engine bench: %s\n", status.error().message.c_str());
    return 1;
}
