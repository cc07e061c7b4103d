// Reads all that a segment can be asked for, and stops where an answer can't be: for segments whose
// bytes may say anything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "index/ranked_query.h"
#include "index/segment.h"
#include "index/segment_merger.h"
#include "support/random.h"

namespace seogo::testing {

// Postings rise and stay below the passages, positions rise. Answers how many postings there were.
inline std::size_t read_list(const index::Segment& segment, std::string_view term,
                             const index::TermInfo& info) {
    index::PostingCursor cursor = segment.cursor(term, info);
    std::vector<std::uint32_t> positions;
    std::size_t count = 0;
    std::int64_t before = -1;
    for (; cursor.passage() != index::PostingCursor::kEnd; cursor.next(), ++count) {
        SEOGO_CHECK(cursor.passage() > before);
        SEOGO_CHECK(cursor.passage() < segment.passage_count());
        before = cursor.passage();
        if (term.starts_with(index::kFactPrefix)) continue;
        const index::TermFreqs freqs = cursor.freqs();
        for (std::size_t f = 0; f < index::kFieldCount; ++f) {
            cursor.positions(static_cast<index::Field>(f), positions);
            SEOGO_CHECK(positions.size() <= freqs[f]);
            SEOGO_CHECK(std::adjacent_find(positions.begin(), positions.end(),
                                           std::greater_equal<std::uint32_t>()) == positions.end());
        }
    }
    SEOGO_CHECK(count <= info.doc_freq);
    SEOGO_CHECK(count == info.doc_freq || cursor.is_malformed() || segment.damage());
    return count;
}

inline std::size_t read_all(const index::Segment& segment) {
    std::size_t count = 0;
    std::string before;
    for (auto cursor = segment.dictionary().begin_at(""); cursor.valid(); cursor.next()) {
        SEOGO_CHECK(before < cursor.term());
        before = cursor.term();
        count += read_list(segment, cursor.term(), cursor.info());
        (void)segment.find(cursor.term());
    }
    for (std::uint32_t p = 0; p < segment.passage_count(); ++p) {
        SEOGO_CHECK(segment.item_count() == 0 || segment.item_ordinal(p) < segment.item_count());
        (void)segment.key(p);
        (void)segment.norms_of(p);
    }
    for (std::uint32_t ordinal = 0; ordinal < segment.item_count(); ++ordinal)
        (void)segment.ordinal_of(segment.item(ordinal));
    return count;
}

// Up to so many of its terms, evenly over the dictionary's first thousands.
inline std::vector<std::string> some_terms(const index::Segment& segment, std::size_t count) {
    std::vector<std::string> all, some;
    for (auto cursor = segment.dictionary().begin_at(""); cursor.valid() && all.size() < 4000;
         cursor.next())
        all.emplace_back(cursor.term());
    for (std::size_t i = 0; i < all.size(); i += 1 + all.size() / count)
        some.push_back(all[i]);
    return some;
}

// Searches of each kind over some of its terms: found passages exist, and best comes first.
inline void search_all(const index::Segment& segment) {
    const std::vector<std::string> terms = some_terms(segment, 8);
    const auto totals = segment.summary().field_totals;
    const index::Saturations saturation(segment.summary().scoring,
                                        index::averages_of(totals, segment.passage_count()));
    index::RankedQuery query;
    for (const std::string& term : terms) {
        query.terms.push_back({term, 1e6, std::nullopt, true});
        const auto number = static_cast<std::uint32_t>(query.terms.size());
        if (number > 1) query.pairs.push_back({number - 2, number - 1, 3e5});
    }
    const auto check = [&] {
        const index::SearchedSegment one[] = {{&segment, {}, {}}};
        const auto found = index::best_items(one, query, saturation, 5);
        SEOGO_CHECK(found.size() <= 5);
        for (std::size_t i = 0; i < found.size(); ++i) {
            SEOGO_CHECK(found[i].passage < segment.passage_count());
            SEOGO_CHECK(i == 0 || found[i].score <= found[i - 1].score);
        }
    };
    check();
    for (std::size_t i = 0; i + 1 < terms.size(); i += 2) {
        index::Pattern pattern;
        pattern.words = {{{terms[i]}, "", 0}, {{terms[i + 1]}, terms[0], 1}};
        pattern.slack = i % 4 == 0 ? 3 : 0;
        query.all_of = {pattern};
        check();
        query.all_of[0].words.resize(1);
        check();
    }
}

// Alone, with an item dead: a file that opens and can be read, or an Error.
inline void merge_all(const index::Segment& segment) {
    index::LiveSegment live{&segment, {}};
    if (segment.item_count() > 0) live.dead.push_back(segment.item(0));
    index::StringSink sink;
    const auto merged =
        index::merge_segments(sink, {&live, 1}, segment.summary().scoring, {.reorder = true});
    if (!merged.ok()) {
        SEOGO_CHECK(merged.error().kind == ErrorKind::kBadFile);
        return;
    }
    const std::string bytes = sink.take();
    const auto opened = index::Segment::open(std::as_bytes(std::span(bytes)));
    SEOGO_CHECK(opened.ok());
    read_all(*opened.value());
}

// Some changes of the kinds that break readers: bytes, small and huge numbers, cuts, repeats.
inline void tell_lies(std::string& bytes, Random& random) {
    for (std::uint32_t changes = 1 + random.below(4); changes > 0 && !bytes.empty(); --changes) {
        const std::uint32_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
        switch (random.below(6)) {
            case 0:
                bytes[at] = static_cast<char>(random.byte());
                break;
            case 1:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
                break;
            case 2:
                for (std::size_t i = at; i < std::min<std::size_t>(at + 4, bytes.size()); ++i)
                    bytes[i] = static_cast<char>(random.one_in(2) ? 0xff : 0);
                break;
            case 3:
                bytes[at] = static_cast<char>(bytes[at] + (random.one_in(2) ? 1 : -1));
                break;
            case 4:
                if (random.one_in(3)) bytes.erase(at, 1 + random.below(9));
                break;
            default:
                if (random.one_in(3)) bytes.insert(at, bytes.substr(at, 1 + random.below(9)));
        }
    }
}

}  // namespace seogo::testing
