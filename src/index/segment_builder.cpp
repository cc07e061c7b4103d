// Keeps each term's occurrences as a stream, and reads the streams in the order of terms at the
// end.
#include "index/segment_builder.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "index/occurrence_pool.h"
#include "index/segment.h"
#include "index/segment_writer.h"
#include "text/term_stream.h"

namespace seogo::index {

struct SegmentBuilder::State {
    explicit State(const Scoring& params) : scoring(params) {}

    Scoring scoring;
    text::TermStream terms;
    OccurrencePool pool;
    std::vector<OccurrencePool::Stream> streams;  // by term
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> facts;
    std::size_t fact_bytes = 0;
    PassageTable passages;  // as they came
    TrigramWriter trigrams;
    std::vector<text::TermStream::Occurrence> occurrences;

    std::uint32_t add_text(std::uint32_t passage, const FieldText& text, std::uint32_t base,
                           std::uint32_t& length);
};

// Adds a text's words from position `base` on; answers where the next text of the field begins.
std::uint32_t SegmentBuilder::State::add_text(std::uint32_t passage, const FieldText& text,
                                              std::uint32_t base, std::uint32_t& length) {
    terms.analyze(text.text, occurrences);
    if (streams.size() < terms.term_count()) streams.resize(terms.term_count());
    std::uint32_t end = base;
    std::uint32_t counted = kNoPassage;
    for (const auto& occurrence : occurrences) {
        const std::uint32_t position = base + occurrence.position;
        pool.add(streams[occurrence.term], passage, text.field, position);
        end = std::max(end, position + 2);
        if (occurrence.position == counted) continue;
        counted = occurrence.position;
        ++length;
    }
    return end;
}

namespace {

// Where the passages of a table stand when they are sorted by their keys.
std::vector<std::uint32_t> sorted_places(const std::vector<PassageKey>& keys) {
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0u);
    if (std::is_sorted(keys.begin(), keys.end())) return order;
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    return order;
}

PassageTable reordered(const PassageTable& table, const std::vector<std::uint32_t>& order) {
    PassageTable sorted;
    sorted.keys.reserve(order.size());
    for (const std::uint32_t old : order)
        sorted.keys.push_back(table.keys[old]);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        for (const std::uint32_t old : order)
            sorted.norms[f].push_back(table.norms[f][old]);
    }
    return sorted;
}

// A term of the segment to be: from the analysis, or a fact.
struct BuiltTerm {
    std::string_view text;
    const OccurrencePool::Stream* stream = nullptr;
    const std::vector<std::uint32_t>* fact = nullptr;
};

// Reads one term's stream after the other.
class BuiltTerms final : public TermSource {
public:
    // `places`: the number that each passage gets; empty where they stay as they are.
    BuiltTerms(const OccurrencePool& pool, std::vector<BuiltTerm> terms,
               std::vector<std::uint32_t> places)
        : pool_(pool), terms_(std::move(terms)), places_(std::move(places)) {
        std::sort(terms_.begin(), terms_.end(),
                  [](const BuiltTerm& a, const BuiltTerm& b) { return a.text < b.text; });
    }

    Result<bool> next(std::string_view& term, TermPostings& postings) override {
        if (at_ == terms_.size()) return false;
        const BuiltTerm& built = terms_[at_++];
        term = built.text;
        postings.clear();
        if (built.fact != nullptr) {
            for (const std::uint32_t passage : *built.fact)
                postings.postings.push_back({passage, {}, 0});
        } else {
            read(*built.stream, postings);
        }
        if (!places_.empty()) {
            for (TermPosting& posting : postings.postings)
                posting.passage = places_[posting.passage];
            std::sort(postings.postings.begin(), postings.postings.end(),
                      [](const auto& a, const auto& b) { return a.passage < b.passage; });
        }
        return true;
    }

private:
    void read(const OccurrencePool::Stream& stream, TermPostings& out) const {
        OccurrencePool::Reader reader(pool_, stream);
        while (reader.next()) {
            if (reader.is_new_passage) {
                out.postings.push_back({reader.passage, {}, out.positions.size()});
            }
            std::uint16_t& freq = out.postings.back().freqs[reader.field];
            if (freq == kTermFreqMax) continue;
            ++freq;
            out.positions.push_back(reader.position);
        }
    }

    const OccurrencePool& pool_;
    std::vector<BuiltTerm> terms_;
    std::vector<std::uint32_t> places_;
    std::size_t at_ = 0;
};

}  // namespace

SegmentBuilder::SegmentBuilder(const Scoring& scoring) : state_(std::make_unique<State>(scoring)) {}
SegmentBuilder::~SegmentBuilder() = default;
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;

void SegmentBuilder::add(PassageKey key, std::span<const FieldText> fields,
                         std::span<const std::string> facts) {
    State& state = *state_;
    const auto passage = static_cast<std::uint32_t>(state.passages.keys.size());
    state.passages.keys.push_back(key);
    std::array<std::uint32_t, kFieldCount> next{};
    std::array<std::uint32_t, kFieldCount> lengths{};
    // Field by field: the pool wants a passage's fields one after the other.
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        for (const FieldText& text : fields) {
            if (static_cast<std::size_t>(text.field) != f) continue;
            next[f] = state.add_text(passage, text, next[f], lengths[f]);
        }
        state.passages.norms[f].push_back(norm_of(lengths[f]));
    }
    for (const std::string& fact : facts) {
        SEOGO_CHECK(!fact.empty() && fact[0] == kFactPrefix);
        auto& passages = state.facts[fact];
        if (!passages.empty() && passages.back() == passage) continue;
        passages.push_back(passage);
        state.fact_bytes += sizeof passage;
    }
}

TrigramWriter& SegmentBuilder::trigrams() { return state_->trigrams; }

std::size_t SegmentBuilder::passage_count() const { return state_->passages.keys.size(); }

std::size_t SegmentBuilder::bytes() const {
    const State& state = *state_;
    return state.pool.bytes() + state.terms.bytes() + state.fact_bytes +
           state.streams.capacity() * sizeof(OccurrencePool::Stream) +
           state.passages.keys.capacity() * (sizeof(PassageKey) + kFieldCount);
}

bool SegmentBuilder::is_full() const { return state_->pool.is_full(); }

Result<std::uint64_t> SegmentBuilder::finish(ByteSink& sink) && {
    State& state = *state_;
    const std::vector<std::uint32_t> order = sorted_places(state.passages.keys);
    std::vector<std::uint32_t> places;
    if (!std::is_sorted(order.begin(), order.end())) {
        places.resize(order.size());
        for (std::uint32_t place = 0; place < order.size(); ++place)
            places[order[place]] = place;
        state.passages = reordered(state.passages, order);
    }
    const auto& keys = state.passages.keys;
    SEOGO_CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());

    std::vector<BuiltTerm> terms;
    terms.reserve(state.streams.size() + state.facts.size());
    for (std::uint32_t term = 0; term < state.streams.size(); ++term)
        terms.push_back({state.terms.term(term), &state.streams[term], nullptr});
    for (const auto& [fact, passages] : state.facts)
        terms.push_back({fact, nullptr, &passages});
    // A term may be known of a text whose passage is not in this segment: it has no postings.
    std::erase_if(terms, [](const BuiltTerm& term) {
        return term.stream != nullptr && term.stream->postings == 0;
    });
    BuiltTerms source(state.pool, std::move(terms), std::move(places));
    TrigramSection trigrams;
    if (state.trigrams.window_count() > 0) {
        trigrams = [&](ByteSink& section) { return std::move(state.trigrams).finish(section); };
    }
    auto written = write_segment(sink, state.passages, source, state.scoring, trigrams);
    state_.reset();
    return written;
}

std::string SegmentBuilder::finish() && {
    StringSink sink;
    const auto written = std::move(*this).finish(sink);
    SEOGO_CHECK(written.ok());
    return sink.take();
}

}  // namespace seogo::index
