// Any bytes at all: as a segment, and as one section of a good segment under good checksums. What
// opens is read, searched and merged: no read outside, postings rise and stay below the passages.
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "index/segment.h"
#include "index/segment_builder.h"
#include "support/index_segment_reading.h"
#include "support/random.h"

namespace {

using namespace seogo;
using Sections = std::map<std::uint32_t, std::string>;

const index::ScoringParams kScoring{1.0, {0.7, 0.7, 0.7, 0.7, 0.7}, {3, 1, 1.2, 1, 1}};

// Lists of every shape: of some passages, of some hundred, in several fields; and facts.
std::string good_segment() {
    static const char* const kWords[] = {"alpha ", "beta ",     "gamma ", "색인을 ", "검색은 ",
                                         "delta ", "임베딩은 ", "b2b ",   "zeta ",   "모델 "};
    testing::Random random(1);
    index::SegmentBuilder builder(kScoring);
    for (std::int64_t item = 0; item < 280; ++item) {
        std::string body, title;
        for (std::uint32_t n = random.below(6); n > 0; --n)
            body += kWords[random.below(1 + random.below(10))];
        if (random.one_in(4)) title = kWords[random.below(10)];
        const index::FieldText fields[] = {{index::Field::kBody, body},
                                           {index::Field::kTitle, title}};
        const std::string facts[] = {"fkind:" + std::to_string(item % 2),
                                     "fweek:" + std::to_string(item % 70)};
        builder.add({item / 2, static_cast<std::uint32_t>(item % 2) * 60, 90}, fields, facts);
    }
    return std::move(builder).finish();
}

Result<std::unique_ptr<index::Segment>> open(const std::string& bytes) {
    return index::Segment::open(std::as_bytes(std::span(bytes)));
}

Sections sections_of(const std::string& bytes) {
    const auto segment = open(bytes);
    SEOGO_CHECK(segment.ok());
    Sections sections;
    for (std::uint32_t number = 1; number < 32; ++number) {
        const index::Section section = segment.value()->file().section(number);
        const std::uint8_t* data = section.read(0, section.size());
        if (data == nullptr) continue;
        sections[number].assign(reinterpret_cast<const char*>(data),
                                static_cast<std::size_t>(section.size()));
    }
    return sections;
}

std::string file_of(const Sections& sections) {
    index::StringSink sink;
    index::CheckedFileWriter file(sink);
    for (const auto& [number, bytes] : sections) {
        SEOGO_CHECK(file.begin_section(number).ok());
        SEOGO_CHECK(file.append(bytes).ok());
    }
    SEOGO_CHECK(file.finish().ok());
    return sink.take();
}

void read(const std::string& bytes) {
    const auto segment = open(bytes);
    if (!segment.ok()) return;
    testing::read_all(*segment.value());
    testing::search_all(*segment.value());
    testing::merge_all(*segment.value());
}

}  // namespace

// The first byte is the number of the section that the others stand for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Sections good = sections_of(good_segment());
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    read(bytes);
    if (size == 0) return 0;
    Sections lying = good;
    lying[data[0] % 32] = bytes.substr(1);
    read(file_of(lying));
    return 0;
}
