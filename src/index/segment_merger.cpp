// Numbers the live passages anew, then reads each term's lists from all segments in that order.
#include "index/segment_merger.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "index/reorder.h"
#include "index/segment_writer.h"

namespace seogo::index {
namespace {

Error bad(std::string_view what) {
    return {ErrorKind::kBadFile, "the segment's " + std::string(what)};
}

// Which number each passage of the old segments gets; kNoPassage where it is dead.
using Renumbering = std::vector<std::vector<std::uint32_t>>;

struct OldPassage {
    PassageKey key;
    std::uint32_t segment = 0, passage = 0;
};

// What was read of the segments until now was whole.
Status check_damage(std::span<const LiveSegment> segments) {
    for (const LiveSegment& segment : segments) {
        if (auto damage = segment.segment->damage()) return Error{ErrorKind::kBadFile, *damage};
    }
    return ok_status();
}

std::vector<OldPassage> live_passages(std::span<const LiveSegment> segments) {
    std::vector<OldPassage> passages;
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
        const Segment& segment = *segments[s].segment;
        std::vector<bool> is_dead(segment.item_count(), false);
        for (const std::int64_t item : segments[s].dead) {
            if (const auto ordinal = segment.ordinal_of(item)) is_dead[*ordinal] = true;
        }
        for (std::uint32_t p = 0; p < segment.passage_count(); ++p) {
            if (is_dead[segment.item_ordinal(p)]) continue;
            passages.push_back({segment.key(p), s, p});
        }
    }
    std::sort(passages.begin(), passages.end(),
              [](const OldPassage& a, const OldPassage& b) { return a.key < b.key; });
    return passages;
}

Renumbering numbers_of(std::span<const LiveSegment> segments,
                       const std::vector<OldPassage>& passages) {
    Renumbering numbers;
    for (const LiveSegment& segment : segments)
        numbers.emplace_back(segment.segment->passage_count(), kNoPassage);
    for (std::uint32_t place = 0; place < passages.size(); ++place)
        numbers[passages[place].segment][passages[place].passage] = place;
    return numbers;
}

PassageTable table_of(std::span<const LiveSegment> segments,
                      const std::vector<OldPassage>& passages) {
    PassageTable table;
    for (const OldPassage& old : passages) {
        table.keys.push_back(old.key);
        const auto norms = segments[old.segment].segment->norms_of(old.passage);
        for (std::size_t f = 0; f < kFieldCount; ++f)
            table.norms[f].push_back(norms[f]);
    }
    return table;
}

// All terms of several dictionaries in one order; of each, the segments that have it.
class MergedDictionary {
public:
    explicit MergedDictionary(std::span<const LiveSegment> segments) {
        for (const LiveSegment& segment : segments) {
            cursors_.push_back(segment.segment->dictionary().begin_at(""));
            terms_left_.push_back(segment.segment->dictionary().term_count());
        }
    }

    struct Part {
        std::uint32_t segment = 0;
        TermInfo info;
    };
    // False behind the last.
    bool next(std::string& term, std::vector<Part>& parts) {
        parts.clear();
        const Dictionary::Cursor* first = nullptr;
        for (const auto& cursor : cursors_) {
            if (cursor.valid() && (first == nullptr || cursor.term() < first->term())) {
                first = &cursor;
            }
        }
        if (first == nullptr) return false;
        term = first->term();
        for (std::uint32_t s = 0; s < cursors_.size(); ++s) {
            if (!cursors_[s].valid() || cursors_[s].term() != term) continue;
            parts.push_back({s, cursors_[s].info()});
            cursors_[s].next();
            --terms_left_[s];
        }
        return true;
    }
    // Behind the last: whether no dictionary ended before its last term, as damaged ones do.
    bool has_seen_all() const {
        return std::all_of(terms_left_.begin(), terms_left_.end(),
                           [](std::uint64_t left) { return left == 0; });
    }

private:
    std::vector<Dictionary::Cursor> cursors_;
    std::vector<std::uint64_t> terms_left_;
};

// Each term's postings of all segments under their new numbers.
class MergedTerms final : public TermSource {
public:
    MergedTerms(std::span<const LiveSegment> segments, const Renumbering& numbers)
        : segments_(segments), numbers_(numbers), dictionary_(segments) {}

    Result<bool> next(std::string_view& term, TermPostings& postings) override {
        while (dictionary_.next(term_, parts_)) {
            postings.clear();
            for (const auto& part : parts_)
                SEOGO_TRY(read(part, postings));
            if (postings.postings.empty()) continue;
            const auto by_passage = [](const TermPosting& a, const TermPosting& b) {
                return a.passage < b.passage;
            };
            if (!std::is_sorted(postings.postings.begin(), postings.postings.end(), by_passage)) {
                std::sort(postings.postings.begin(), postings.postings.end(), by_passage);
            }
            term = term_;
            return true;
        }
        SEOGO_TRY(check_damage(segments_));
        if (!dictionary_.has_seen_all()) return bad("dictionary makes no sense");
        return false;
    }

private:
    Status read(const MergedDictionary::Part& part, TermPostings& out) {
        const Segment& segment = *segments_[part.segment].segment;
        const bool is_fact = term_[0] == kFactPrefix;
        PostingCursor cursor = segment.cursor(term_, part.info);
        for (; cursor.passage() != PostingCursor::kEnd; cursor.next()) {
            const std::uint32_t passage = numbers_[part.segment][cursor.passage()];
            if (passage == kNoPassage) continue;
            out.postings.push_back({passage, {}, out.positions.size()});
            if (is_fact) continue;
            const TermFreqs freqs = cursor.freqs();
            out.postings.back().freqs = freqs;
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                if (freqs[f] == 0) continue;
                cursor.positions(static_cast<Field>(f), positions_);
                out.positions.insert(out.positions.end(), positions_.begin(), positions_.end());
            }
        }
        if (auto damage = segment.damage()) return Error{ErrorKind::kBadFile, *damage};
        if (cursor.is_malformed() || part.info.doc_freq == 0) {
            return bad("list of a term makes no sense");
        }
        return ok_status();
    }

    std::span<const LiveSegment> segments_;
    const Renumbering& numbers_;
    MergedDictionary dictionary_;
    std::string term_;
    std::vector<MergedDictionary::Part> parts_;
    std::vector<std::uint32_t> positions_;
};

// Calls visit(passage, term number) for the postings that reordering looks at: those of terms that
// are neither too rare nor too frequent among the live passages. Answers the number of such terms.
template <typename Visit>
std::uint32_t for_each_telling(std::span<const LiveSegment> segments, const Renumbering& numbers,
                               std::size_t passages, Visit visit) {
    const ReorderOptions options;
    const auto most =
        static_cast<std::uint64_t>(options.doc_share_max * static_cast<double>(passages));
    MergedDictionary dictionary(segments);
    std::string term;
    std::vector<MergedDictionary::Part> parts;
    std::vector<std::uint32_t> live;
    std::uint32_t terms = 0;
    while (dictionary.next(term, parts)) {
        std::uint64_t doc_freq = 0;
        for (const auto& part : parts)
            doc_freq += part.info.doc_freq;
        if (doc_freq < options.doc_freq_min) continue;
        live.clear();
        for (const auto& part : parts) {
            PostingCursor cursor = segments[part.segment].segment->cursor(term, part.info);
            for (; cursor.passage() != PostingCursor::kEnd; cursor.next()) {
                const std::uint32_t passage = numbers[part.segment][cursor.passage()];
                if (passage != kNoPassage) live.push_back(passage);
            }
        }
        if (live.size() < options.doc_freq_min || live.size() > most) continue;
        for (const std::uint32_t passage : live)
            visit(passage, terms);
        ++terms;
    }
    return terms;
}

// The passages in the order that reordering gives them.
std::vector<OldPassage> reordered_passages(std::span<const LiveSegment> segments,
                                           const std::vector<OldPassage>& passages) {
    const Renumbering numbers = numbers_of(segments, passages);
    ForwardIndex forward;
    forward.begin.assign(passages.size() + 1, 0);
    forward.term_count = for_each_telling(
        segments, numbers, passages.size(),
        [&](std::uint32_t passage, std::uint32_t) { ++forward.begin[passage + 1]; });
    std::partial_sum(forward.begin.begin(), forward.begin.end(), forward.begin.begin());
    forward.terms.resize(forward.begin.back());
    std::vector<std::uint64_t> next(forward.begin.begin(), forward.begin.end() - 1);
    for_each_telling(
        segments, numbers, passages.size(),
        [&](std::uint32_t passage, std::uint32_t term) { forward.terms[next[passage]++] = term; });
    std::vector<OldPassage> order;
    order.reserve(passages.size());
    for (const std::uint32_t passage : reordered(std::move(forward), {}))
        order.push_back(passages[passage]);
    return order;
}

// Of each segment; none at all where no segment has any.
Result<std::vector<TrigramIndex>> trigrams_of(std::span<const LiveSegment> segments) {
    std::vector<TrigramIndex> indexes;
    std::uint64_t windows = 0;
    for (const LiveSegment& segment : segments) {
        SEOGO_ASSIGN(auto index, segment.segment->trigrams());
        windows += index.window_count();
        indexes.push_back(std::move(index));
    }
    if (windows == 0) indexes.clear();
    return indexes;
}

std::vector<TrigramSource> sources_of(const std::vector<TrigramIndex>& indexes,
                                      std::span<const LiveSegment> segments) {
    std::vector<TrigramSource> sources;
    for (std::size_t i = 0; i < indexes.size(); ++i)
        sources.push_back({&indexes[i], segments[i].dead});
    return sources;
}

}  // namespace

Result<std::uint64_t> merge_segments(ByteSink& sink, std::span<const LiveSegment> segments,
                                     const Scoring& scoring, const MergeOptions& options) {
    std::vector<OldPassage> passages = live_passages(segments);
    SEOGO_TRY(check_damage(segments));
    const auto same_key = [](const auto& a, const auto& b) { return a.key == b.key; };
    if (std::adjacent_find(passages.begin(), passages.end(), same_key) != passages.end()) {
        return bad("passages are not told apart by their keys");
    }
    if (options.reorder) passages = reordered_passages(segments, passages);
    const Renumbering numbers = numbers_of(segments, passages);
    const PassageTable table = table_of(segments, passages);
    passages = {};
    MergedTerms terms(segments, numbers);
    SEOGO_ASSIGN(const auto indexes, trigrams_of(segments));
    TrigramSection trigrams;
    if (!indexes.empty()) {
        trigrams = [&](ByteSink& section) {
            return merge_trigrams(sources_of(indexes, segments), section);
        };
    }
    return write_segment(sink, table, terms, scoring, trigrams);
}

}  // namespace seogo::index
