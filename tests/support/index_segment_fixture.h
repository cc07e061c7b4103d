// Segments for tests: sources of passages, built, opened, taken apart into sections and put back.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "index/ranked_query.h"
#include "index/segment.h"
#include "index/segment_builder.h"
#include "index/segment_layout.h"
#include "index/segment_merger.h"
#include "support/random.h"

namespace seogo::testing {

inline const index::Scoring kScoring{{1.5, {0.7, 0.7, 0.7, 0.75, 0.7}, {3.0, 1.0, 1.2, 1.0, 1.0}},
                                     {0.7, {0.3, 0.3, 0.4, 0.3, 0.3}, {3.0, 1.0, 1.2, 1.0, 1.0}}};

struct SourcePassage {
    index::PassageKey key;
    std::vector<std::pair<index::Field, std::string>> fields;
    std::vector<std::string> facts;

    std::vector<index::FieldText> views() const {
        std::vector<index::FieldText> all;
        for (const auto& [field, text] : fields)
            all.push_back({field, text});
        return all;
    }
};

// Words that come as in real text: few often, many seldom. Some are Korean.
inline std::string random_word(Random& random, std::uint32_t vocabulary) {
    static const std::array<std::string, 6> kKorean = {"임베딩을",   "모델",     "검색",
                                                       "문장임베딩", "양자화는", "검색엔진"};
    const double u = random.between(0, 1);
    const auto rank = static_cast<std::uint32_t>(std::pow(vocabulary, u)) - 1;
    if (rank % 7 == 3) return kKorean[rank / 7 % kKorean.size()];
    std::string out;
    for (std::uint32_t n = rank + 26; n > 0; n /= 26)
        out += static_cast<char>('a' + n % 26);
    return out;
}

inline std::string random_text(Random& random, std::uint32_t vocabulary, std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i)
        out += random_word(random, vocabulary) + (i % 9 == 8 ? ". " : " ");
    return out;
}

struct SourceShape {
    std::size_t passages = 100;
    std::uint32_t vocabulary = 40;
    std::uint32_t body_words = 30;  // fewer than that in each body
};

// Passages of items that have one to some of them; each has a fact or two.
inline std::vector<SourcePassage> random_sources(unsigned seed, const SourceShape& shape) {
    using index::Field;
    Random random(seed);
    std::vector<SourcePassage> sources;
    std::int64_t item = 1;
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < shape.passages; ++i) {
        if (!random.one_in(3)) {
            item += 1 + random.below(2);
            begin = 0;
        }
        SourcePassage source;
        source.key = {item, begin, begin + 50};
        begin += 60;
        const auto text = [&](std::size_t words) {
            return random_text(random, shape.vocabulary, words);
        };
        source.fields.emplace_back(Field::kBody, text(random.below(shape.body_words)));
        if (random.one_in(3)) source.fields.emplace_back(Field::kTitle, text(4));
        if (random.one_in(5)) {
            source.fields.emplace_back(Field::kNotes, text(9));
            source.fields.emplace_back(Field::kNotes, text(3));
        }
        source.facts.push_back("fkind:" + std::to_string(item % 3));
        if (item % 5 == 0) source.facts.push_back("fweek:2026-W0" + std::to_string(item % 10));
        sources.push_back(std::move(source));
    }
    return sources;
}

inline std::string built(std::span<const SourcePassage> sources,
                         const index::Scoring& scoring = kScoring) {
    index::SegmentBuilder builder(scoring);
    for (const SourcePassage& source : sources)
        builder.add(source.key, source.views(), source.facts);
    return std::move(builder).finish();
}

inline Result<std::unique_ptr<index::Segment>> try_open(const std::string& bytes) {
    return index::Segment::open(std::as_bytes(std::span(bytes)));
}

// A segment together with the bytes that it borrows.
class OpenSegment {
public:
    explicit OpenSegment(std::string bytes)
        : bytes_(std::make_unique<std::string>(std::move(bytes))) {
        auto opened = try_open(*bytes_);
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        segment_ = std::move(opened).value();
    }
    const std::string& bytes() const { return *bytes_; }
    const index::Segment& operator*() const { return *segment_; }
    const index::Segment* operator->() const { return segment_.get(); }
    const index::Segment* get() const { return segment_.get(); }

private:
    std::unique_ptr<std::string> bytes_;
    std::unique_ptr<index::Segment> segment_;
};

inline std::vector<index::SearchedSegment> searched(std::span<const OpenSegment> segments) {
    std::vector<index::SearchedSegment> all;
    for (const OpenSegment& segment : segments)
        all.push_back({segment.get(), {}, {}});
    return all;
}

inline std::vector<index::LiveSegment> all_live(std::span<const OpenSegment> segments) {
    std::vector<index::LiveSegment> live;
    for (const OpenSegment& segment : segments)
        live.push_back({segment.get(), {}});
    return live;
}

inline std::string merged(std::span<const index::LiveSegment> live,
                          const index::MergeOptions& options = {}) {
    index::StringSink sink;
    const auto written = index::merge_segments(sink, live, kScoring, options);
    EXPECT_TRUE(written.ok()) << (written.ok() ? "" : written.error().message);
    return sink.take();
}

inline std::vector<std::string> terms_of(const index::Segment& segment,
                                         std::string_view at_least = "") {
    std::vector<std::string> terms;
    for (auto cursor = segment.dictionary().begin_at(at_least); cursor.valid(); cursor.next())
        terms.emplace_back(cursor.term());
    return terms;
}

// Sections by number: to be changed and put under good checksums again.
using Sections = std::map<std::uint32_t, std::string>;

inline Sections sections_of(const index::Segment& segment) {
    Sections sections;
    for (std::uint32_t number = 1; number < 32; ++number) {
        const index::Section section = segment.file().section(number);
        const std::uint8_t* bytes = section.read(0, section.size());
        if (bytes == nullptr) continue;
        sections[number].assign(reinterpret_cast<const char*>(bytes),
                                static_cast<std::size_t>(section.size()));
    }
    return sections;
}

inline std::string file_of(const Sections& sections) {
    index::StringSink sink;
    index::CheckedFileWriter file(sink);
    for (const auto& [number, bytes] : sections) {
        EXPECT_TRUE(file.begin_section(number).ok());
        EXPECT_TRUE(file.append(bytes).ok());
    }
    EXPECT_TRUE(file.finish().ok());
    return sink.take();
}

}  // namespace seogo::testing
