// The file is what docs/formats/segment.md says: numbers, varints, and a reader written from that
// page.
#include "index/segment_format.h"

#include <gtest/gtest.h>

#include <bit>
#include <map>

#include "base/hash.h"
#include "support/index_random_query.h"
#include "support/plain_index.h"

namespace seogo::index {
namespace {

using testing::PlainIndex;
using testing::Random;
using testing::SourcePassage;

TEST(SegmentFormat, NumbersComeBackInAnyWidth) {
    for (const std::uint64_t value : {0ull, 1ull, 0x7full, 0x80ull, 0xffffull, 0x123456789aull}) {
        for (std::size_t width = 1; width <= 8; ++width) {
            std::string bytes;
            put_number(bytes, value, width);
            ASSERT_EQ(bytes.size(), width);
            const std::uint64_t kept =
                width == 8 ? value : value & ((std::uint64_t{1} << (8 * width)) - 1);
            EXPECT_EQ(get_number(bytes.data(), width), kept);
        }
    }
    std::string bytes;
    put_number(bytes, 0x0102, 2);
    EXPECT_EQ(bytes, std::string("\x02\x01"));
}

TEST(SegmentFormat, VarintsHaveSevenBitsAByteLeastFirst) {
    const auto varint = [](std::uint64_t value) {
        std::string bytes;
        put_varint(bytes, value);
        return bytes;
    };
    EXPECT_EQ(varint(0), std::string(1, '\0'));
    EXPECT_EQ(varint(127), "\x7f");
    EXPECT_EQ(varint(128), "\x80\x01");
    EXPECT_EQ(varint(300), "\xac\x02");
    EXPECT_EQ(varint(~std::uint64_t{0}), std::string(9, '\xff') + "\x01");
}

// Bytes of a part, read from the page alone: none of the engine's code, every access checked.
struct Bytes {
    std::string_view all;
    std::size_t at = 0;

    std::uint8_t byte(std::size_t place) const { return static_cast<std::uint8_t>(all.at(place)); }
    std::uint64_t take(std::size_t width) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value |= std::uint64_t{byte(at++)} << (8 * i);
        return value;
    }
    std::uint64_t take_varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const std::uint8_t next = byte(at++);
            value |= std::uint64_t{next & 0x7fu} << shift;
            if (next < 0x80) return value;
        }
    }
    double take_double() { return std::bit_cast<double>(take(8)); }
    std::string take_text(std::size_t size) {
        at += size;
        return std::string(all.substr(at - size, size));
    }
    std::uint64_t bit(std::size_t number) const { return byte(at + number / 8) >> number % 8 & 1; }
    std::vector<std::uint64_t> take_run(std::size_t count, std::size_t width) {
        std::vector<std::uint64_t> values(count, 0);
        for (std::size_t i = 0; i < count * width; ++i)
            values[i / width] |= bit(i) << i % width;
        at += (count * width + 7) / 8;
        return values;
    }
    std::vector<std::uint64_t> take_block(std::size_t width) {
        std::vector<std::uint64_t> values(128, 0);
        for (std::size_t i = 0; i < 128; ++i) {
            for (std::size_t b = 0; b < width; ++b) {
                const std::size_t in_lane = i / 4 * width + b;
                const std::size_t word = in_lane / 32 * 4 + i % 4;
                values[i] |= bit(word * 32 + in_lane % 32) << b;
            }
        }
        at += 16 * width;
        return values;
    }
    std::vector<std::uint64_t> take_values(std::size_t count, std::size_t width) {
        return count == 128 ? take_block(width) : take_run(count, width);
    }
    std::vector<std::uint64_t> take_patched(std::size_t count) {
        const std::uint64_t head = take(1);
        const std::size_t width = head & 63;
        std::vector<std::uint64_t> values = take_values(count, width);
        if ((head & 64) == 0) return values;
        const std::uint64_t exceptions = take(1);
        const std::uint64_t high_width = take(1);
        std::vector<std::uint64_t> which;
        for (std::uint64_t i = 0; i < exceptions; ++i)
            which.push_back(take(1));
        const auto high = take_run(exceptions, high_width);
        for (std::size_t i = 0; i < exceptions; ++i)
            values.at(which[i]) |= high[i] << width;
        return values;
    }
};

// Of each passage of a list, the positions in each field.
using Places = std::array<std::vector<std::uint32_t>, kFieldCount>;
using List = std::vector<std::pair<std::uint64_t, Places>>;
using Freqs = std::array<std::uint64_t, kFieldCount>;

struct Term {
    std::string text;
    std::uint64_t list_at = 0, list_bytes = 0, doc_freq = 0;
};

class PageReader {
public:
    explicit PageReader(std::string_view file) : file_(file) {
        Bytes footer{file, file.size() - 40};
        const std::uint64_t directory_size = footer.take(8);
        const std::uint64_t sections = footer.take(4);
        EXPECT_EQ(footer.take(4), 2u);  // version
        const std::uint64_t checked = footer.take(8);
        EXPECT_EQ(checked + directory_size + 40, file.size());
        EXPECT_EQ(footer.take(8), base::checksum(file.substr(checked, directory_size + 24)));
        EXPECT_EQ(footer.take_text(8), "SEOGOSEG");
        EXPECT_EQ(file.substr(0, 8), "SEOGOSEG");
        Bytes directory{file, checked};
        std::uint64_t end = 8;
        for (std::uint64_t i = 0; i < sections; ++i) {
            const std::uint64_t number = directory.take(4);
            const std::uint64_t begin = directory.take(8);
            const std::uint64_t size = directory.take(8);
            EXPECT_EQ(begin, end);
            EXPECT_EQ(file.substr(begin + size, 16), std::string(16, '\0'));
            end = begin + size + 16;
            sections_[number] = file.substr(begin, size);
        }
        EXPECT_EQ(end, checked);
        for (std::uint64_t at = 0; at < checked; at += 16384) {
            const std::uint64_t size = std::min<std::uint64_t>(16384, checked - at);
            EXPECT_EQ(directory.take(8), base::checksum(file.substr(at, size)));
        }
        Bytes summary{section(1)};
        passages_ = summary.take(4);
        main_field_ = summary.take(4);
    }

    std::string_view section(std::uint64_t number) const {
        const auto found = sections_.find(number);
        return found == sections_.end() ? std::string_view() : found->second;
    }
    std::uint64_t passages() const { return passages_; }

    std::vector<std::uint64_t> column(std::uint64_t number) const {
        Bytes in{section(number)};
        const std::uint64_t width = in.take(1);
        const std::uint64_t least = in.take(8);
        const std::uint64_t count = in.take(8);
        std::vector<std::uint64_t> values = in.take_run(count, width);
        for (std::uint64_t& value : values)
            value += least;
        EXPECT_EQ(in.at, in.all.size());
        return values;
    }

    // The dictionary's own bytes are read by the page in dictionary_test.
    std::vector<Term> dictionary() const {
        const auto opened = CheckedFile::open(std::as_bytes(std::span(file_))).value();
        const Dictionary terms_of_file = Dictionary::open(opened->section(6)).value();
        std::vector<Term> terms;
        for (auto at = terms_of_file.begin_at(""); at.valid(); at.next()) {
            const TermInfo info = at.info();
            terms.push_back({std::string(at.term()), info.list_at, info.list_bytes, info.doc_freq});
        }
        return terms;
    }

    List list(const Term& term) const {
        Bytes in{section(7).substr(term.list_at, term.list_bytes)};
        if (term.text[0] == 'f') return fact_list(in, term.doc_freq);
        return term.doc_freq < 8 ? short_list(in, term.doc_freq) : long_list(in, term.doc_freq);
    }

private:
    static Freqs take_freqs(Bytes& in) {
        const std::uint64_t mask = in.take(1);
        Freqs freqs{};
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            if ((mask >> f & 1) != 0) freqs[f] = in.take_varint();
        }
        return freqs;
    }
    template <typename NextStep>
    static Places places_of(const Freqs& freqs, NextStep next_step) {
        Places places;
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            std::uint64_t least = 0;
            for (std::uint64_t i = 0; i < freqs[f]; ++i) {
                places[f].push_back(static_cast<std::uint32_t>(least + next_step()));
                least = places[f].back() + 1;
            }
        }
        return places;
    }
    List short_list(Bytes in, std::uint64_t count) const {
        List list;
        std::uint64_t least = 0;  // that the next passage can be
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t value = in.take_varint();
            Freqs freqs{};
            freqs.at(main_field_) = 1;
            if (value % 2 == 1) freqs = take_freqs(in);
            const auto places = places_of(freqs, [&] { return in.take_varint(); });
            list.emplace_back(least + value / 2, places);
            least = list.back().first + 1;
        }
        EXPECT_EQ(in.at, in.all.size());
        return list;
    }
    // Passages of a group whose first can be `least`; behind them in `in`: what else its data has.
    static std::vector<std::uint64_t> take_passages(Bytes& in, std::uint64_t width,
                                                    std::uint64_t least, std::size_t count) {
        std::vector<std::uint64_t> passages;
        if (width == 64) {
            std::uint64_t bit = 0;
            for (; passages.size() < 128; ++bit) {
                if (in.bit(bit) != 0) passages.push_back(least + bit);
            }
            in.at += (bit + 7) / 8;
            return passages;
        }
        for (const std::uint64_t gap : in.take_values(count, width)) {
            passages.push_back(least + gap);
            least = passages.back() + 1;
        }
        return passages;
    }
    static List take_group(Bytes data, Bytes positions, std::uint64_t least, std::size_t count) {
        const std::uint64_t width = data.take(1);
        const std::uint64_t second = data.take(1);
        const auto passages = take_passages(data, width, least, count);
        const bool has_others = (second & 8) != 0;
        std::vector<Freqs> freqs;
        std::uint64_t total = 0;
        const auto codes = data.take_patched(count);
        for (const std::uint64_t code : codes) {
            Freqs own{};
            own.at(second & 7) = has_others ? code : code + 1;
            if (has_others && code == 0) own = take_freqs(data);
            for (const std::uint64_t freq : own)
                total += freq;
            freqs.push_back(own);
        }
        EXPECT_EQ(data.at, data.all.size());
        std::vector<std::uint64_t> steps;
        const std::uint64_t chunks = (total + 127) / 128;
        positions.at += 2 * (chunks - 1);
        for (std::uint64_t left = total; left > 0; left = total - steps.size()) {
            const auto chunk = positions.take_patched(std::min<std::uint64_t>(128, left));
            steps.insert(steps.end(), chunk.begin(), chunk.end());
        }
        EXPECT_EQ(positions.at, positions.all.size());
        List list;
        auto step = steps.begin();
        for (std::size_t i = 0; i < count; ++i)
            list.emplace_back(passages[i], places_of(freqs[i], [&] { return *step++; }));
        return list;
    }
    static List long_list(Bytes in, std::uint64_t count) {
        const std::uint64_t bound = in.take(1);
        const std::uint64_t groups = (count + 127) / 128;
        if (groups == 1) {
            const std::uint64_t size = in.take_varint();
            return take_group({in.all.substr(in.at, size)}, {in.all.substr(in.at + size)}, 0,
                              count);
        }
        const std::uint64_t widths = in.take(1);
        std::vector<std::uint64_t> lasts, data_at, positions_at;
        unsigned shift = 0;
        for (auto* numbers : {&lasts, &data_at, &positions_at}) {
            for (std::uint64_t g = 0; g < groups; ++g)
                numbers->push_back(in.take((widths >> shift & 3) + 1));
            shift += 2;
        }
        const std::uint64_t places_from = in.at + groups;  // behind the bounds
        for (auto* numbers : {&data_at, &positions_at}) {
            for (std::uint64_t& place : *numbers)
                place += places_from;
        }
        data_at.push_back(positions_at[0]);
        positions_at.push_back(in.all.size());
        std::uint64_t largest = 0;
        List list;
        for (std::uint64_t g = 0; g < groups; ++g) {
            largest = std::max(largest, in.take(1));
            const auto part = [&](const auto& at) {
                return Bytes{in.all.substr(at[g], at[g + 1] - at[g])};
            };
            const List group =
                take_group(part(data_at), part(positions_at), g == 0 ? 0 : lasts[g - 1] + 1,
                           std::min<std::uint64_t>(128, count - 128 * g));
            EXPECT_EQ(group.back().first, lasts[g]);
            list.insert(list.end(), group.begin(), group.end());
        }
        EXPECT_EQ(largest, bound);
        return list;
    }
    static List fact_list(Bytes in, std::uint64_t count) {
        List list;
        std::uint64_t least = 0;
        const std::uint64_t groups = (count + 127) / 128;
        if (count >= 8 && groups > 1) {
            const std::uint64_t widths = in.take(1);
            in.at += groups * ((widths & 3) + 1 + (widths >> 2 & 3) + 1);
        }
        while (list.size() < count) {
            if (count < 8) {
                list.emplace_back(least + in.take_varint(), Places{});
            } else {
                const std::uint64_t width = in.take(1);
                const std::size_t size = std::min<std::uint64_t>(128, count - list.size());
                for (const std::uint64_t passage : take_passages(in, width, least, size))
                    list.emplace_back(passage, Places{});
            }
            least = list.back().first + 1;
        }
        EXPECT_EQ(in.at, in.all.size());
        return list;
    }

    std::string_view file_;
    std::map<std::uint64_t, std::string_view> sections_;
    std::uint64_t passages_ = 0, main_field_ = 0;
};

// Facts and words of the judge as lists.
std::map<std::string, List> lists_of(const PlainIndex& plain) {
    std::map<std::string, List> lists;
    for (std::uint64_t p = 0; p < plain.passages().size(); ++p) {
        for (const auto& [term, positions] : plain.passages()[p].terms)
            lists[term].emplace_back(p, positions);
        for (const std::string& fact : plain.passages()[p].facts)
            lists[fact].emplace_back(p, Places{});
    }
    return lists;
}

TEST(SegmentFormat, ReaderWrittenFromThePageReadsTheLists) {
    for (const unsigned seed : {1u, 2u}) {
        const auto sources = testing::random_sources(
            seed, {.passages = 700 * seed, .vocabulary = 60, .body_words = 30 / seed});
        const auto lists = lists_of(testing::plain_of(sources));
        const std::string bytes = testing::built(sources);
        const PageReader page(bytes);
        std::string before;
        std::size_t long_ones = 0;
        const auto terms = page.dictionary();
        ASSERT_EQ(terms.size(), lists.size());
        for (const Term& term : terms) {
            ASSERT_LT(before, term.text);
            before = term.text;
            ASSERT_TRUE(lists.contains(term.text)) << term.text;
            ASSERT_EQ(page.list(term), lists.at(term.text)) << term.text;
            if (term.doc_freq > 256) ++long_ones;
        }
        EXPECT_GT(long_ones, 5u);
    }
}

TEST(SegmentFormat, ReaderWrittenFromThePageReadsTheColumnsAndNorms) {
    const auto sources =
        testing::random_sources(3, {.passages = 300, .vocabulary = 60, .body_words = 200});
    const PlainIndex plain = testing::plain_of(sources);
    const std::string bytes = testing::built(sources);
    const PageReader page(bytes);
    ASSERT_EQ(page.passages(), 300u);
    const auto items = page.column(2), ordinals = page.column(3), begins = page.column(4),
               sizes = page.column(5);
    EXPECT_TRUE(std::is_sorted(items.begin(), items.end()));
    Bytes summary{page.section(1), 8};
    std::array<std::uint64_t, kFieldCount> totals{};
    for (std::size_t p = 0; p < 300; ++p) {
        const PassageKey& key = plain.passages()[p].key;
        EXPECT_EQ(static_cast<std::int64_t>(items[ordinals[p]]), key.item);
        EXPECT_EQ(begins[p], key.begin);
        EXPECT_EQ(sizes[p], key.end - key.begin);
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            const Bytes norms{page.section(16 + f)};
            const std::uint8_t norm = norms.all.empty() ? std::uint8_t{0} : norms.byte(p);
            EXPECT_EQ(norm, plain.passages()[p].norms[f]);
            totals[f] += length_of(norm);
        }
    }
    for (const std::uint64_t total : totals)
        EXPECT_EQ(summary.take(8), total);
    for (const ScoringParams& params : {testing::kScoring.words, testing::kScoring.syllables}) {
        EXPECT_EQ(summary.take_double(), params.k1);
        for (const double share : params.length_share)
            EXPECT_EQ(summary.take_double(), share);
        for (const double weight : params.field_weight)
            EXPECT_EQ(summary.take_double(), weight);
    }
    EXPECT_EQ(summary.at, 224u);
    EXPECT_EQ(summary.all.size(), 224u);
}

// Bytes that once were written are bytes that the next version must still understand or refuse.
TEST(SegmentFormat, BytesOfASmallSegmentDoNotChangeUnsaid) {
    const SourcePassage source = {{1, 2, 3}, {{Field::kBody, "ab cd ab"}}, {"fx"}};
    const std::string bytes = testing::built({&source, 1});
    const PageReader page(bytes);
    const auto terms = page.dictionary();
    ASSERT_EQ(terms.size(), 3u);
    EXPECT_EQ(terms[0].text, "fx");
    EXPECT_EQ(terms[1].text, "wab");
    EXPECT_EQ(terms[2].text, "wcd");
    // The fact in passage 0. "ab": passage 0, not plain, in the body twice: at 0, one word between.
    // "cd": passage 0, plain, at 1.
    EXPECT_EQ(page.section(7), std::string_view("\0\1\x08\2\0\1\0\1", 8));
    EXPECT_EQ(page.section(19), std::string_view("\3", 1));
    EXPECT_EQ(base::checksum(bytes), 2102576267290956815u);
}

}  // namespace
}  // namespace seogo::index
