// Any bytes as corpus, queries, qrels and run: a collection whose numbers agree, or an error with
// its place.
#include <array>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "eval/collection.h"
#include "eval/metrics.h"
#include "eval/trec_run.h"
#include "support/faulty_file_system.h"

namespace {

// The input's four parts stand between lines of "====".
std::array<std::string_view, 4> parts_of(std::string_view text) {
    std::array<std::string_view, 4> parts;
    for (std::string_view& part : parts) {
        const std::size_t end = std::min(text.find("====\n"), text.size());
        part = text.substr(0, end);
        text.remove_prefix(std::min(end + 5, text.size()));
    }
    return parts;
}

void check_run(std::string_view text, seogo::eval::Collection& collection) {
    auto run = seogo::eval::parse_trec_run(text, "run", 100, collection);
    if (!run.ok()) return;
    SEOGO_CHECK(run.value().rankings.size() == collection.queries.size());
    const std::string written = seogo::eval::render_trec_run(run.value(), collection);
    auto again = seogo::eval::parse_trec_run(written, "run", 100, collection);
    for (std::size_t q = 0; q < collection.queries.size(); ++q) {
        const auto& ranking = run.value().rankings[q];
        const double ndcg = seogo::eval::ndcg_at(ranking, collection.queries[q], 10);
        SEOGO_CHECK(ndcg >= 0 && ndcg <= 1.000001);
        if (!again.ok()) continue;  // an id with white space cannot stand in a run file
        SEOGO_CHECK(again.value().rankings[q].size() == ranking.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parts = parts_of({reinterpret_cast<const char*>(data), size});
    seogo::testing::FaultyFileSystem disk;
    SEOGO_CHECK(disk.make_folders("/c").ok());
    const std::array<const char*, 3> names = {"/c/corpus.jsonl", "/c/queries.jsonl",
                                              "/c/qrels.tsv"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        SEOGO_CHECK(seogo::base::write_file_atomically(disk, names[i], parts[i]).ok());
    }
    auto collection = seogo::eval::read_collection(disk, {names[0], names[1], names[2]});
    if (!collection.ok()) {
        SEOGO_CHECK(!collection.error().message.empty());
        return 0;
    }
    SEOGO_CHECK(collection.value().ids.size() >= collection.value().documents.size());
    check_run(parts[3], collection.value());
    return 0;
}
