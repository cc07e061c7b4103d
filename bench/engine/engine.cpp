// Segments and exact top-k (index/ranked_query.h) behind the bench's functions.
//
// Questions are asked as the peers are asked: BM25 over single words, without what Seogo's own
// ranking adds (neighbours, stems beside syllables).
#include "engine/engine.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/file.h"
#include "index/ranked_query.h"
#include "index/segment_builder.h"
#include "index/segment_merger.h"
#include "search/weights.h"
#include "text/analyzer.h"

namespace seogo::bench {
namespace {

using index::Field;
using index::PostingCursor;

constexpr std::size_t kBuilderBytesMax = std::size_t{48} << 20;

class FileSink final : public index::ByteSink {
public:
    explicit FileSink(const std::string& path) : path_(path), out_(path, std::ios::binary) {}
    Status append(std::string_view bytes) override {
        out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out_) return Error{ErrorKind::kIo, "cannot write " + path_};
        return ok_status();
    }
    Status close() {
        out_.close();
        if (!out_) return Error{ErrorKind::kIo, "cannot write " + path_};
        return ok_status();
    }

private:
    std::string path_;
    std::ofstream out_;
};

std::vector<std::string> segment_paths(const std::string& folder) {
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        paths.push_back(file.path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

struct OpenSegments {
    std::vector<std::unique_ptr<base::Mapping>> mappings;
    std::vector<std::unique_ptr<index::Segment>> segments;
};

Result<OpenSegments> open_segments(const std::string& folder) {
    OpenSegments open;
    for (const std::string& path : segment_paths(folder)) {
        SEOGO_ASSIGN(auto mapping, base::real_files().map(path));
        SEOGO_ASSIGN(auto segment, index::Segment::open(mapping->bytes()));
        open.mappings.push_back(std::move(mapping));
        open.segments.push_back(std::move(segment));
    }
    return open;
}

std::vector<std::string> facts_of(std::string_view facets) {
    std::vector<std::string> facts;
    while (!facets.empty()) {
        const std::size_t end = std::min(facets.find(','), facets.size());
        facts.push_back(index::kFactPrefix + std::string(facets.substr(0, end)));
        facets.remove_prefix(std::min(end + 1, facets.size()));
    }
    return facts;
}

class Builder final : public IndexBuilder {
public:
    Status add(PassageId id, std::string_view facets, std::string_view text) override {
        const index::FieldText fields[] = {{Field::kBody, text}};
        builder_->add({id, 0, static_cast<std::uint32_t>(text.size())}, fields, facts_of(facets));
        return ok_status();
    }
    Status commit(const std::string& folder) override { return end_segment(folder); }
    Status spill(const std::string& folder) override {
        return builder_->bytes() < kBuilderBytesMax ? ok_status() : end_segment(folder);
    }
    Status merge(const std::string& folder) override {
        const auto old = segment_paths(folder);
        {
            SEOGO_ASSIGN(const OpenSegments open, open_segments(folder));
            std::vector<index::LiveSegment> live;
            for (const auto& segment : open.segments)
                live.push_back({segment.get(), {}});
            FileSink sink(folder + "/merged.segment");
            SEOGO_ASSIGN(const auto checksum,
                         index::merge_segments(sink, live, search::kScoring, {}));
            (void)checksum;
            SEOGO_TRY(sink.close());
        }
        for (const std::string& path : old)
            std::filesystem::remove(path);
        return ok_status();
    }

private:
    Status end_segment(const std::string& folder) {
        FileSink sink(folder + "/" + std::to_string(1000 + segments_++) + ".segment");
        auto built =
            std::exchange(builder_, std::make_unique<index::SegmentBuilder>(search::kScoring));
        SEOGO_ASSIGN(const auto checksum, std::move(*built).finish(sink));
        (void)checksum;
        return sink.close();
    }

    std::unique_ptr<index::SegmentBuilder> builder_ =
        std::make_unique<index::SegmentBuilder>(search::kScoring);
    int segments_ = 0;
};

class SegmentEngine final : public Engine {
public:
    explicit SegmentEngine(OpenSegments open)
        : open_(std::move(open)), saturations_(search::kScoring, averages()) {
        for (const auto& segment : open_.segments)
            segments_.push_back({segment.get(), {}, {}});
    }

    std::vector<PassageId> any_of(std::string_view words) override {
        return best(segments_, query_of(words));
    }

    std::vector<PassageId> all_of(std::string_view words) override {
        index::RankedQuery query = query_of(words);
        query.all_of = std::exchange(query.patterns, {});
        return best(segments_, query);
    }

    std::vector<PassageId> phrase(std::string_view words) override {
        index::RankedQuery query = query_of(words);
        query.patterns.clear();
        index::Pattern phrase;
        for (const text::Term& term : text::analyze(words)) {
            if (term.kind != text::TermKind::kWord) continue;
            phrase.words.push_back({{term.text}, "", term.position});
        }
        query.all_of = {phrase};
        return best(segments_, query);
    }

    // Each passage is an item of its own here: the facet's list is the set of allowed items.
    std::vector<PassageId> filtered(std::string_view words, std::string_view facet) override {
        auto segments = segments_;
        for (index::SearchedSegment& searched : segments) {
            searched.allowed.assign(searched.segment->item_count() / 64 + 1, 0);
            PostingCursor cursor =
                searched.segment->cursor(index::kFactPrefix + std::string(facet));
            for (; cursor.passage() != PostingCursor::kEnd; cursor.next()) {
                const std::uint32_t ordinal = searched.segment->item_ordinal(cursor.passage());
                searched.allowed[ordinal / 64] |= std::uint64_t{1} << ordinal % 64;
            }
        }
        return best(segments, query_of(words));
    }

    // Among stems, which are what a segment keeps of Latin words ("operate" is found by "oper"):
    // the first passages of all lists together.
    std::vector<PassageId> with_prefix(std::string_view prefix) override {
        const std::string key = "w" + std::string(prefix);
        std::vector<PassageId> found;
        for (const auto& segment : open_.segments) {
            std::vector<std::uint32_t> first;
            auto terms = segment->dictionary().begin_at(key);
            for (; terms.valid() && terms.term().starts_with(key); terms.next()) {
                PostingCursor cursor = segment->cursor(terms.term(), terms.info());
                for (std::size_t i = 0; i < kTop && cursor.passage() != PostingCursor::kEnd;
                     ++i, cursor.next())
                    first.push_back(cursor.passage());
            }
            std::sort(first.begin(), first.end());
            first.erase(std::unique(first.begin(), first.end()), first.end());
            for (std::size_t i = 0; i < first.size() && found.size() < kTop; ++i)
                found.push_back(segment->key(first[i]).item);
        }
        return found;
    }

private:
    std::array<double, index::kFieldCount> averages() {
        std::array<std::uint64_t, index::kFieldCount> totals{};
        for (const auto& segment : open_.segments) {
            passages_ += segment->passage_count();
            for (std::size_t f = 0; f < index::kFieldCount; ++f)
                totals[f] += segment->summary().field_totals[f];
        }
        return index::averages_of(totals, passages_);
    }

    double idf(std::string_view term) const {
        double df = 0;
        for (const auto& segment : open_.segments) {
            const auto info = segment->find(term);
            df += info ? info->doc_freq : 0;
        }
        return std::log(1 + (static_cast<double>(passages_) - df + 0.5) / (df + 0.5));
    }

    // A term and a pattern for each word.
    index::RankedQuery query_of(std::string_view words) const {
        index::RankedQuery query;
        for (const text::Term& term : text::analyze(words)) {
            if (term.kind != text::TermKind::kWord) continue;
            const bool known =
                std::any_of(query.terms.begin(), query.terms.end(),
                            [&](const auto& other) { return other.term == term.text; });
            if (known) continue;
            index::RankedTerm ranked;
            ranked.term = term.text;
            ranked.micro = idf(term.text) * index::kMicro;
            ranked.makes_hit = true;
            query.terms.push_back(std::move(ranked));
            index::Pattern pattern;
            pattern.words.push_back({{term.text}, "", 0});
            query.patterns.push_back(std::move(pattern));
        }
        return query;
    }

    std::vector<PassageId> best(const std::vector<index::SearchedSegment>& segments,
                                const index::RankedQuery& query) const {
        std::vector<PassageId> ids;
        for (const auto& found : index::best_items(segments, query, saturations_, kTop))
            ids.push_back(found.key.item);
        return ids;
    }

    OpenSegments open_;
    std::uint64_t passages_ = 0;
    index::Saturations saturations_;
    std::vector<index::SearchedSegment> segments_;
};

}  // namespace

std::unique_ptr<IndexBuilder> IndexBuilder::create() { return std::make_unique<Builder>(); }

Result<std::unique_ptr<Engine>> Engine::open(const std::string& folder) {
    SEOGO_ASSIGN(auto open, open_segments(folder));
    return std::unique_ptr<Engine>(std::make_unique<SegmentEngine>(std::move(open)));
}

}  // namespace seogo::bench
