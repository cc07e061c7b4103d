// Any bytes at all: a segment opens or is refused; with its checksum made good, whatever it says is
// read without leaving the file, and postings rise and stay within the passages.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/error.h"
#include "base/hash.h"
#include "index/segment.h"
#include "index/segment_format.h"

namespace {

using namespace seogo;

void read_all(const index::SegmentReader& reader) {
    for (const auto term : reader.terms_from("", 500)) {
        std::int64_t last = -1;
        for (const index::Posting& posting : reader.postings(term)) {
            SEOGO_CHECK(posting.passage < reader.passage_count());
            SEOGO_CHECK(static_cast<std::int64_t>(posting.passage) > last);
            last = posting.passage;
            for (std::size_t f = 0; f < index::kFieldCount; ++f) {
                const auto places = reader.positions(posting, static_cast<index::Field>(f));
                SEOGO_CHECK(places.size() <= posting.term_freq[f]);
            }
        }
    }
    for (std::uint32_t p = 0; p < reader.passage_count(); ++p)
        (void)reader.key(p);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto as_it_is = index::SegmentReader::open(std::as_bytes(std::span(bytes)));
    if (as_it_is.ok()) read_all(*as_it_is.value());
    if (bytes.size() < index::kHeaderBytes) return 0;
    bytes.replace(0, index::kSegmentMagic.size(), index::kSegmentMagic);
    std::string sum;
    index::put_number(sum, base::checksum(std::string_view(bytes).substr(index::kCheckedFrom)), 8);
    bytes.replace(index::kChecksumAt, sum.size(), sum);
    const auto made_good = index::SegmentReader::open(std::as_bytes(std::span(bytes)));
    if (made_good.ok()) read_all(*made_good.value());
    return 0;
}
