// Analyzed passages to the bytes of a segment: packed as they come, turned by terms at the end.
#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "index/segment.h"
#include "index/segment_format.h"
#include "text/analyzer.h"

namespace seogo::index {
namespace {

constexpr std::size_t kTermFreqMax = std::numeric_limits<std::uint16_t>::max();

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

// A term at a place of the passage in hand.
struct Occurrence {
    std::uint32_t term = 0;
    Field field = Field::kBody;
    std::uint32_t position = 0;
    friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

struct AddedPassage {
    PassageKey key;
    std::array<std::uint32_t, kFieldCount> lengths{};
    std::size_t begin = 0, end = 0;  // its packed occurrences
};

// One term's occurrences in one passage, packed as in the file: `head` is the mask of fields and
// their term_freq, `positions` the delta-coded positions of each.
struct PackedPosting {
    std::uint32_t term = 0;
    std::string_view head;
    std::string_view positions;
};

// Of each term, while posting lists are sized and written.
struct TermPlan {
    std::uint64_t postings = 0;
    std::uint64_t posting_bytes = 0;
    std::uint64_t position_bytes = 0;
    std::uint32_t last_passage = 0;
};

void copy_to(std::string& out, std::uint64_t& at, std::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
    at += bytes.size();
}

}  // namespace

struct SegmentWriter::State {
    std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> term_numbers;
    std::vector<const std::string*> terms;  // by number; the keys of term_numbers
    std::vector<AddedPassage> passages;
    std::string packed;
    std::vector<Occurrence> occurrences;  // of the passage in hand

    std::uint32_t number_of(std::string_view term) {
        if (const auto known = term_numbers.find(term); known != term_numbers.end()) {
            return known->second;
        }
        const auto number = static_cast<std::uint32_t>(terms.size());
        terms.push_back(&term_numbers.emplace(term, number).first->first);
        return number;
    }

    void collect(std::span<const FieldText> fields, AddedPassage& passage);
    void pack();
    void sort_passages();
    std::vector<std::uint32_t> sorted_terms() const;
    template <typename Visit>
    void for_each_posting(Visit visit) const;
    std::vector<TermPlan> plans() const;
};

// Several texts of one field are one run of positions, with a gap of one between them.
void SegmentWriter::State::collect(std::span<const FieldText> fields, AddedPassage& passage) {
    occurrences.clear();
    std::array<std::uint32_t, kFieldCount> next{};
    for (const FieldText& text : fields) {
        const auto f = static_cast<std::size_t>(text.field);
        std::uint32_t end = next[f];
        std::uint32_t counted = std::numeric_limits<std::uint32_t>::max();
        for (const text::Term& term : text::analyze(text.text)) {
            const std::uint32_t position = next[f] + term.position;
            occurrences.push_back({number_of(term.text), text.field, position});
            end = std::max(end, position + 2);
            if (term.kind == text::TermKind::kPair || position == counted) continue;
            counted = position;
            ++passage.lengths[f];
        }
        next[f] = end;
    }
    std::sort(occurrences.begin(), occurrences.end());
    occurrences.erase(std::unique(occurrences.begin(), occurrences.end()), occurrences.end());
}

void SegmentWriter::State::pack() {
    std::string head;
    std::string positions;
    std::size_t at = 0;
    while (at < occurrences.size()) {
        const std::uint32_t term = occurrences[at].term;
        head.assign(1, '\0');
        positions.clear();
        while (at < occurrences.size() && occurrences[at].term == term) {
            const Field field = occurrences[at].field;
            head[0] = static_cast<char>(head[0] | (1 << static_cast<int>(field)));
            std::uint32_t last = 0;
            std::size_t freq = 0;
            for (; at < occurrences.size() && occurrences[at].term == term &&
                   occurrences[at].field == field;
                 ++at) {
                if (freq == kTermFreqMax) continue;
                ++freq;
                put_varint(positions, occurrences[at].position - last);
                last = occurrences[at].position;
            }
            put_varint(head, freq);
        }
        put_varint(packed, term);
        put_varint(packed, head.size());
        put_varint(packed, positions.size());
        packed += head;
        packed += positions;
    }
}

void SegmentWriter::State::sort_passages() {
    std::sort(passages.begin(), passages.end(),
              [](const AddedPassage& a, const AddedPassage& b) { return a.key < b.key; });
    const auto same = [](const AddedPassage& a, const AddedPassage& b) { return a.key == b.key; };
    SEOGO_CHECK(std::adjacent_find(passages.begin(), passages.end(), same) == passages.end());
}

std::vector<std::uint32_t> SegmentWriter::State::sorted_terms() const {
    std::vector<std::uint32_t> order(terms.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return *terms[a] < *terms[b]; });
    return order;
}

// Calls visit(passage number, posting) for all, by rising passage.
template <typename Visit>
void SegmentWriter::State::for_each_posting(Visit visit) const {
    const std::string_view all = packed;
    for (std::uint32_t p = 0; p < passages.size(); ++p) {
        ByteWalk walk(all.substr(passages[p].begin, passages[p].end - passages[p].begin));
        while (!walk.done()) {
            PackedPosting posting;
            posting.term = static_cast<std::uint32_t>(walk.varint());
            const std::size_t head_size = walk.varint();
            const std::size_t positions_size = walk.varint();
            posting.head = walk.take(head_size);
            posting.positions = walk.take(positions_size);
            visit(p, posting);
        }
    }
}

std::vector<TermPlan> SegmentWriter::State::plans() const {
    std::vector<TermPlan> plans(terms.size());
    for_each_posting([&](std::uint32_t passage, const PackedPosting& posting) {
        TermPlan& plan = plans[posting.term];
        plan.posting_bytes += varint_size(passage - plan.last_passage) + posting.head.size() +
                              varint_size(posting.positions.size());
        plan.position_bytes += posting.positions.size();
        plan.last_passage = passage;
        ++plan.postings;
    });
    return plans;
}

SegmentWriter::SegmentWriter() : state_(std::make_unique<State>()) {}
SegmentWriter::~SegmentWriter() = default;

void SegmentWriter::add(PassageKey key, std::span<const FieldText> fields) {
    AddedPassage passage;
    passage.key = key;
    passage.begin = state_->packed.size();
    state_->collect(fields, passage);
    state_->pack();
    passage.end = state_->packed.size();
    state_->passages.push_back(passage);
}

std::size_t SegmentWriter::passage_count() const { return state_->passages.size(); }

namespace {

void put_passages(std::string& file, const std::vector<AddedPassage>& passages) {
    for (const AddedPassage& passage : passages) {
        put_number(file, static_cast<std::uint64_t>(passage.key.item), 8);
        put_number(file, passage.key.begin, 4);
        put_number(file, passage.key.end, 4);
    }
    for (const AddedPassage& passage : passages) {
        for (const std::uint32_t length : passage.lengths)
            put_number(file, length, 4);
    }
}

// Where each term's postings and positions begin, by term number; their sizes in all.
struct Layout {
    std::vector<std::uint64_t> postings_at;
    std::vector<std::uint64_t> positions_at;
    std::uint64_t posting_bytes = 0;
    std::uint64_t position_bytes = 0;
};

Layout lay_out(const std::vector<TermPlan>& plans, const std::vector<std::uint32_t>& order) {
    Layout layout;
    layout.postings_at.resize(plans.size());
    layout.positions_at.resize(plans.size());
    for (const std::uint32_t term : order) {
        layout.postings_at[term] = layout.posting_bytes;
        layout.positions_at[term] = layout.position_bytes;
        layout.posting_bytes += varint_size(plans[term].postings) +
                                varint_size(layout.position_bytes) + plans[term].posting_bytes;
        layout.position_bytes += plans[term].position_bytes;
    }
    return layout;
}

// With room for all that follows; the checksum is 0 until all else stands.
std::string header_of(std::size_t passages, const std::vector<const std::string*>& terms,
                      const Layout& layout) {
    std::uint64_t term_bytes = 0;
    for (const std::string* term : terms)
        term_bytes += term->size();
    std::string file(kSegmentMagic);
    put_number(file, kSegmentVersion, 4);
    put_number(file, kFieldCount, 4);
    put_number(file, 0, 8);
    put_number(file, passages, 4);
    put_number(file, terms.size(), 4);
    put_number(file, term_bytes, 8);
    put_number(file, layout.posting_bytes, 8);
    put_number(file, layout.position_bytes, 8);
    file.reserve(file.size() + passages * (kKeyBytes + kLengthBytes) +
                 (terms.size() + 1) * 2 * kOffsetBytes + term_bytes + layout.posting_bytes +
                 layout.position_bytes);
    return file;
}

void put_terms(std::string& file, const std::vector<const std::string*>& terms,
               const std::vector<std::uint32_t>& order, const Layout& layout) {
    std::uint64_t term_end = 0;
    for (const std::uint32_t term : order) {
        put_number(file, term_end, kOffsetBytes);
        term_end += terms[term]->size();
    }
    put_number(file, term_end, kOffsetBytes);
    for (const std::uint32_t term : order)
        put_number(file, layout.postings_at[term], kOffsetBytes);
    put_number(file, layout.posting_bytes, kOffsetBytes);
    for (const std::uint32_t term : order)
        file += *terms[term];
}

// Writes each list into its place; `layout` moves along as the lists grow.
template <typename State>
void put_postings(std::string& file, const State& state, std::vector<TermPlan>& plans,
                  Layout& layout) {
    const std::uint64_t postings_from = file.size();
    const std::uint64_t positions_from = postings_from + layout.posting_bytes;
    file.resize(positions_from + layout.position_bytes);
    std::string head;
    for (std::size_t term = 0; term < plans.size(); ++term) {
        head.clear();
        put_varint(head, plans[term].postings);
        put_varint(head, layout.positions_at[term]);
        layout.postings_at[term] += postings_from;
        layout.positions_at[term] += positions_from;
        copy_to(file, layout.postings_at[term], head);
        plans[term].last_passage = 0;
    }
    state.for_each_posting([&](std::uint32_t passage, const PackedPosting& posting) {
        TermPlan& plan = plans[posting.term];
        head.clear();
        put_varint(head, passage - plan.last_passage);
        head += posting.head;
        put_varint(head, posting.positions.size());
        plan.last_passage = passage;
        copy_to(file, layout.postings_at[posting.term], head);
        copy_to(file, layout.positions_at[posting.term], posting.positions);
    });
}

}  // namespace

std::string SegmentWriter::finish() && {
    State& state = *state_;
    state.sort_passages();
    const std::vector<std::uint32_t> order = state.sorted_terms();
    std::vector<TermPlan> plans = state.plans();
    Layout layout = lay_out(plans, order);

    std::string file = header_of(state.passages.size(), state.terms, layout);
    put_passages(file, state.passages);
    put_terms(file, state.terms, order, layout);
    put_postings(file, state, plans, layout);

    std::string sum;
    put_number(sum, base::checksum(std::string_view(file).substr(kCheckedFrom)), 8);
    file.replace(kChecksumAt, sum.size(), sum);
    state_.reset();
    return file;
}

}  // namespace seogo::index
