// The words run: corpus -> one segment -> rankings with their latencies.
#include "eval/words_run.h"

#include <memory>

#include "base/stop.h"
#include "index/segment_builder.h"
#include "search/passages.h"
#include "search/ranker.h"
#include "search/weights.h"

namespace seogo::eval {
namespace {

constexpr std::size_t kWarmUpQueries = 20;

std::string segment_of(const Collection& collection) {
    index::SegmentBuilder builder(search::kScoring);
    for (std::size_t i = 0; i < collection.documents.size(); ++i) {
        const CorpusDocument& document = collection.documents[i];
        search::ItemContent content;
        content.row.id = static_cast<std::int64_t>(i) + 1;
        content.row.origin = store::ItemOrigin::kDocument;
        content.row.title = document.title;
        content.text = document.text;
        content.parts = {{notebook::TextField::kBody, 0, content.text.size()}};
        for (const auto& passage : search::index_passages(content))
            builder.add(passage.key, passage.fields);
    }
    return std::move(builder).finish();
}

Ranking ranking_of(const search::Ranker& ranker, const std::string& text, std::size_t depth) {
    Ranking ranking;
    for (const auto& item : ranker.rank(search::wanted_words(text), depth)) {
        ranking.push_back({static_cast<std::uint32_t>(item.passage.item - 1), item.score});
    }
    return ranking;
}

}  // namespace

Result<Run> words_run(const Collection& collection, std::span<const std::size_t> asked,
                      std::size_t depth, base::Clock& clock) {
    const std::string bytes = segment_of(collection);
    SEOGO_ASSIGN(const auto segment, index::Segment::open(std::as_bytes(std::span(bytes))));
    const index::LiveSegment segments[] = {{segment.get(), {}}};
    const search::Ranker ranker(segments);
    Run run{"words", std::vector<Ranking>(collection.queries.size()), {}};
    for (const std::size_t q : asked.first(std::min(asked.size(), kWarmUpQueries)))
        (void)ranking_of(ranker, collection.queries[q].text, depth);
    for (const std::size_t q : asked) {
        if (base::stop_requested()) return Error{ErrorKind::kCancelled, "stopped"};
        const std::int64_t begin = clock.steady_us();
        run.rankings[q] = ranking_of(ranker, collection.queries[q].text, depth);
        run.latencies_us.push_back(clock.steady_us() - begin);
    }
    return run;
}

}  // namespace seogo::eval
