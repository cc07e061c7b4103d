// Recursive graph bisection in integers: split the documents in two, swap what gains, go on inside.
#include "index/reorder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error.h"

namespace seogo::index {
namespace {

constexpr unsigned kFraction = 12;  // bits of a gain behind the point
constexpr unsigned kLogFraction = 24;
constexpr std::uint32_t kDropped = ~std::uint32_t{0};

// floor(log2(x) * 2^kLogFraction) for x >= 1, by squaring: the same everywhere, as a library's is
// not.
std::uint64_t log2_fixed(std::uint64_t x) {
    const auto whole = static_cast<unsigned>(std::bit_width(x)) - 1;
    std::uint64_t log = whole;
    std::uint64_t mantissa = x << (31 - whole);  // in [2^31, 2^32)
    for (unsigned bit = 0; bit < kLogFraction; ++bit) {
        mantissa = mantissa * mantissa >> 31;
        log = log << 1 | mantissa >> 32;
        mantissa >>= mantissa >> 32;
    }
    return log;
}

// A term in d of n documents costs d * log2(n / (d + 1)) bits (2016, section 3.1). With
// F(d) = d * log2(d + 1), what a document that leaves costs or gains is a difference
// D(d) = F(d) - F(d - 1): moving it from a half with a of the term's documents to one with b gains
// D(b + 1) - D(a).
class CostSteps {
public:
    CostSteps() {
        std::uint64_t before = 0;
        for (std::uint32_t d = 1; d < kEntries; ++d) {
            const std::uint64_t cost = d * log2_fixed(d + 1);
            steps_[d] = static_cast<std::int32_t>((cost - before) >> (kLogFraction - kFraction));
            before = cost;
        }
    }
    // D(d); D(0) is 0. Beyond the table D(2 * d) is D(d) + 1, within a thousandth of a bit.
    std::int32_t operator()(std::uint32_t d) const {
        if (d < kEntries) return steps_[d];
        const auto shift = static_cast<unsigned>(std::bit_width(d)) - kEntryBits;
        return steps_[d >> shift] + static_cast<std::int32_t>(shift << kFraction);
    }

private:
    static constexpr unsigned kEntryBits = 12;
    static constexpr std::uint32_t kEntries = 1u << kEntryBits;
    std::int32_t steps_[kEntries] = {};
};

const CostSteps& cost_steps() {
    static const CostSteps steps;
    return steps;
}

// What all bisections share: each works on the documents of its own range of `order`, and on
// their terms. The terms of a range lie side by side in one of two buffers; those of its halves
// go to the other one. So the passes over them run through memory in one direction.
struct Graph {
    std::array<std::vector<std::uint32_t>, 2> terms;
    std::vector<std::uint64_t> begin;  // by document: where its terms begin in their buffer,
    std::vector<std::uint32_t> live;   // and how many there are
    std::vector<std::uint32_t> order;  // ascending within each range that is not split yet
    const CostSteps& steps = cost_steps();
    ReorderOptions options;
};

// A range of the order, and its terms.
struct Part {
    std::size_t begin = 0, end = 0;  // places
    std::uint32_t terms = 0;         // its terms are below this
    std::uint64_t at = 0;            // where they begin in buffer `side`
    unsigned side = 0;
};

// Gives the terms of `docs` their new numbers, leaves out those that are kDropped, and puts them
// side by side from `at` on in the buffer `to`, which may be `from`. Answers where they end.
std::uint64_t renumber(Graph& graph, std::span<const std::uint32_t> docs,
                       std::span<const std::uint32_t> number_of, const std::uint32_t* from,
                       std::uint32_t* to, std::uint64_t at) {
    for (const std::uint32_t doc : docs) {
        const std::span<const std::uint32_t> terms(from + graph.begin[doc], graph.live[doc]);
        graph.begin[doc] = at;
        for (const std::uint32_t term : terms) {
            if (number_of[term] != kDropped) to[at++] = number_of[term];
        }
        graph.live[doc] = static_cast<std::uint32_t>(at - graph.begin[doc]);
    }
    return at;
}

// No thread where the system has none to give: then the caller does the work itself.
template <typename Work>
std::thread thread_or_none(Work work) {
    try {
        return std::thread(std::move(work));
    } catch (const std::system_error&) {
        return {};
    }
}

// One thread's bisections, with what they write on.
class Bisector {
public:
    Bisector(Graph& graph, std::size_t docs, std::size_t terms)
        : graph_(graph),
          left_freq_(terms),
          right_freq_(terms),
          to_right_(terms),
          stay_right_(terms),
          codes_(docs),
          is_right_(docs) {
        candidates_.reserve(docs);
        moved_.reserve(docs / 2);
    }

    // Orders the part and all within it, in up to `threads` threads.
    void split(const Part& part, unsigned threads) {
        const std::size_t count = part.end - part.begin;
        if (count <= std::max<std::size_t>(graph_.options.leaf_docs, 1) || part.terms == 0) return;
        docs_ = {graph_.order.data() + part.begin, count};
        terms_ = graph_.terms[part.side].data();
        bisect(part.terms);
        const auto [left, right] = halves_of(part);
        std::thread beside;
        if (threads > 1) {
            beside = thread_or_none([this, right = right, threads] {
                Bisector(graph_, right.end - right.begin, right.terms).split(right, threads / 2);
            });
        }
        split(left, threads - threads / 2);
        if (beside.joinable()) {
            beside.join();
        } else {
            split(right, 1);
        }
    }

private:
    using Freqs = std::vector<std::uint32_t>;

    std::span<const std::uint32_t> terms_of(std::uint32_t doc) const {
        return {terms_ + graph_.begin[doc], graph_.live[doc]};
    }
    std::size_t left_count() const { return (docs_.size() + 1) / 2; }

    void bisect(std::uint32_t terms) {
        start(terms);
        for (unsigned i = 0; i < graph_.options.iterations; ++i) {
            weigh_terms(terms);
            weigh_docs(std::int64_t{i} << kFraction);
            if (!swap()) break;
        }
        settle();
    }

    // The first half of the documents, as they came, is the left one.
    void start(std::uint32_t terms) {
        std::fill_n(left_freq_.begin(), terms, 0);
        std::fill_n(right_freq_.begin(), terms, 0);
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            is_right_[i] = i >= left_count();
            Freqs& freq = is_right_[i] ? right_freq_ : left_freq_;
            for (const std::uint32_t term : terms_of(docs_[i]))
                ++freq[term];
        }
    }

    // What each term says for the right half: of a document on the left, and of one on the right.
    void weigh_terms(std::uint32_t terms) {
        const CostSteps& step = graph_.steps;
        for (std::uint32_t term = 0; term < terms; ++term) {
            const std::uint32_t left = left_freq_[term], right = right_freq_[term];
            to_right_[term] = step(right + 1) - step(left);
            stay_right_[term] = step(right) - step(left + 1);
        }
    }

    // One number a document that sorts by its wish to be on the right; of equals those on the left
    // first, then by place: no two are equal. A pair must gain more than `margin`, which rises with
    // every iteration: what two documents gain by moving alone is lost where both move, and
    // without it halves go on trading the same ones.
    void weigh_docs(std::int64_t margin) {
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            const auto& weights = is_right_[i] ? stay_right_ : to_right_;
            std::int64_t sum = is_right_[i] ? margin : 0;
            for (const std::uint32_t term : terms_of(docs_[i]))
                sum += weights[term];
            const std::int64_t wish = std::clamp<std::int64_t>(sum, -kWishMax, kWishMax) + kWishMax;
            codes_[i] = static_cast<std::uint64_t>(wish) << 32 | std::uint64_t{is_right_[i]} << 31 |
                        static_cast<std::uint64_t>(i);
        }
    }

    // Exchanges documents until no pair gains: the half with the smallest wishes is left. Algorithm
    // 1 sorts both halves and swaps in pairs; a selection gives the same halves. False where
    // nothing moved.
    bool swap() {
        std::uint64_t left_most = 0, right_least = ~std::uint64_t{0};
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            if (is_right_[i]) {
                right_least = std::min(right_least, codes_[i]);
            } else {
                left_most = std::max(left_most, codes_[i]);
            }
        }
        if (left_most < right_least) return false;
        candidates_.clear();
        std::size_t lefts = 0;
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            if (is_right_[i] ? codes_[i] < left_most : codes_[i] > right_least) {
                lefts += !is_right_[i];
                candidates_.push_back(codes_[i]);
            }
        }
        std::nth_element(candidates_.begin(),
                         candidates_.begin() + static_cast<std::ptrdiff_t>(lefts),
                         candidates_.end());
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            const auto place = static_cast<std::size_t>(candidates_[i] & kPlaceMask);
            if (is_right_[place] != (i >= lefts)) move(place);
        }
        return true;
    }

    void move(std::size_t place) {
        Freqs& from = is_right_[place] ? right_freq_ : left_freq_;
        Freqs& to = is_right_[place] ? left_freq_ : right_freq_;
        for (const std::uint32_t term : terms_of(docs_[place])) {
            --from[term];
            ++to[term];
        }
        is_right_[place] = !is_right_[place];
    }

    // Writes the halves back, each ascending.
    void settle() {
        moved_.clear();
        std::size_t lefts = 0;
        for (std::size_t i = 0; i < docs_.size(); ++i) {
            if (is_right_[i]) {
                moved_.push_back(docs_[i]);
            } else {
                docs_[lefts++] = docs_[i];
            }
        }
        std::copy(moved_.begin(), moved_.end(), docs_.begin() + static_cast<std::ptrdiff_t>(lefts));
    }

    // Both halves of `part` with the terms that are still of use to them.
    std::pair<Part, Part> halves_of(const Part& part) {
        std::uint32_t* to = graph_.terms[1 - part.side].data();
        const auto lefts = docs_.first(left_count()), rights = docs_.subspan(left_count());
        Part left{part.begin, part.begin + lefts.size(), 0, part.at, 1 - part.side};
        left.terms = number_live(left_freq_, part.terms, lefts.size());
        Part right{left.end, part.end, 0, 0, 1 - part.side};
        right.at = renumber(graph_, lefts, left_freq_, terms_, to, left.at);
        right.terms = number_live(right_freq_, part.terms, rights.size());
        renumber(graph_, rights, right_freq_, terms_, to, right.at);
        return {left, right};
    }

    // Turns frequencies among `docs` documents into new numbers. Terms that stand in one document
    // or in all are dropped: they tell none from another, here or further down.
    static std::uint32_t number_live(Freqs& freq, std::uint32_t terms, std::size_t docs) {
        std::uint32_t kept = 0;
        for (std::uint32_t term = 0; term < terms; ++term) {
            const bool live = freq[term] > 1 && freq[term] < docs;
            freq[term] = live ? kept++ : kDropped;
        }
        return kept;
    }

    static constexpr std::int64_t kWishMax = (std::int64_t{1} << 31) - 1;
    static constexpr std::uint64_t kPlaceMask = (std::uint64_t{1} << 31) - 1;

    Graph& graph_;
    std::span<std::uint32_t> docs_;                    // of the bisection in hand
    const std::uint32_t* terms_ = nullptr;             // its buffer
    Freqs left_freq_, right_freq_;                     // by term
    std::vector<std::int32_t> to_right_, stay_right_;  // by term, 2^-kFraction bits
    std::vector<std::uint64_t> codes_, candidates_;
    std::vector<std::uint8_t> is_right_;  // by place in docs_
    std::vector<std::uint32_t> moved_;
};

std::vector<std::uint32_t> frequencies(const ForwardIndex& index) {
    std::vector<std::uint32_t> freq(index.term_count);
    for (const std::uint32_t term : index.terms) {
        SEOGO_CHECK(term < index.term_count);
        ++freq[term];
    }
    return freq;
}

// New numbers for the terms that are neither too rare nor too frequent, kDropped for the others.
// The most frequent get the smallest, here and so in every bisection: most weights that a pass
// asks for then lie close together.
std::vector<std::uint32_t> telling_terms(const ForwardIndex& index, const ReorderOptions& options,
                                         std::uint32_t& kept) {
    const std::vector<std::uint32_t> freq = frequencies(index);
    const std::size_t docs = index.doc_count();
    const double share = std::clamp(options.doc_share_max, 0.0, 1.0);
    const auto most = static_cast<std::uint64_t>(share * static_cast<double>(docs));
    std::vector<std::uint32_t> telling;
    for (std::uint32_t term = 0; term < freq.size(); ++term) {
        const bool rare = freq[term] < options.doc_freq_min;
        if (!rare && freq[term] <= most && freq[term] < docs) telling.push_back(term);
    }
    std::stable_sort(telling.begin(), telling.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return freq[a] > freq[b]; });
    std::vector<std::uint32_t> number_of(index.term_count, kDropped);
    for (const std::uint32_t term : telling)
        number_of[term] = kept++;
    return number_of;
}

}  // namespace

std::vector<std::uint32_t> reordered(ForwardIndex index, const ReorderOptions& options) {
    const std::size_t docs = index.doc_count();
    SEOGO_CHECK(docs < std::size_t{1} << 31);
    if (docs == 0) return {};
    SEOGO_CHECK(index.begin.back() == index.terms.size());
    Graph graph;
    graph.options = options;
    graph.order.resize(docs);
    std::iota(graph.order.begin(), graph.order.end(), 0u);
    Part all{0, docs, 0, 0, 0};
    const std::vector<std::uint32_t> number_of = telling_terms(index, options, all.terms);
    graph.live.resize(docs);
    for (std::size_t doc = 0; doc < docs; ++doc)
        graph.live[doc] = static_cast<std::uint32_t>(index.begin[doc + 1] - index.begin[doc]);
    graph.begin = std::move(index.begin);
    graph.terms[0] = std::move(index.terms);
    std::uint32_t* terms = graph.terms[0].data();
    graph.terms[1].resize(renumber(graph, graph.order, number_of, terms, terms, 0));
    Bisector(graph, docs, all.terms).split(all, options.threads);
    return std::move(graph.order);
}

double mean_log_gap(const ForwardIndex& index, std::span<const std::uint32_t> order) {
    if (index.terms.empty()) return 0;
    std::vector<std::uint64_t> next(index.term_count);  // the place behind the last posting
    double sum = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::uint32_t doc = order[place];
        for (std::uint64_t i = index.begin[doc]; i < index.begin[doc + 1]; ++i) {
            std::uint64_t& after = next[index.terms[i]];
            sum += std::log2(static_cast<double>(place + 1 - after));
            after = place + 1;
        }
    }
    return sum / static_cast<double>(index.terms.size());
}

}  // namespace seogo::index
