// Measures document reordering: the mean log2 gap of posting lists before and after, and its cost.
//
// usage: seogo_reorder_bench PASSAGES [DOCS]: a text file, one passage a line; the first DOCS of
// them. Words are told apart at white space, those of letters beyond ASCII cut into pairs of
// characters. Prints one JSON line for each order it starts from and each choice of options.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>

#include "index/reorder.h"

namespace seogo::index {
namespace {

class Tokens {
public:
    void add_passage(const std::string& line) {
        doc_.clear();
        std::string word;
        for (const char c : line) {
            if (c >= 'A' && c <= 'Z') {
                word += static_cast<char>(c | 32);
            } else if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                       (c >= '0' && c <= '9')) {
                word += c;
            } else {
                end_word(word);
            }
        }
        end_word(word);
        std::sort(doc_.begin(), doc_.end());
        doc_.erase(std::unique(doc_.begin(), doc_.end()), doc_.end());
        index.terms.insert(index.terms.end(), doc_.begin(), doc_.end());
        index.begin.push_back(index.terms.size());
        index.term_count = static_cast<std::uint32_t>(numbers_.size());
    }
    ForwardIndex index{{0}, {}, 0};

private:
    void end_word(std::string& word) {
        const bool pairs = word.size() >= 6 && static_cast<unsigned char>(word[0]) >= 0xE0;
        for (std::size_t at = 0; pairs && at + 6 <= word.size(); at += 3)
            add_term(word.substr(at, 6));
        if (!pairs && !word.empty()) add_term(word);
        word.clear();
    }
    void add_term(const std::string& term) {
        const auto number = static_cast<std::uint32_t>(numbers_.size());
        doc_.push_back(numbers_.emplace(term, number).first->second);
    }
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::uint32_t> doc_;
};

// The same documents, document order[i] as number i.
ForwardIndex arranged(const ForwardIndex& index, const std::vector<std::uint32_t>& order) {
    ForwardIndex result{{0}, {}, index.term_count};
    for (const std::uint32_t doc : order) {
        const auto terms = index.terms.begin();
        result.terms.insert(result.terms.end(),
                            terms + static_cast<std::ptrdiff_t>(index.begin[doc]),
                            terms + static_cast<std::ptrdiff_t>(index.begin[doc + 1]));
        result.begin.push_back(result.terms.size());
    }
    return result;
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void measure(const char* start, const ForwardIndex& index, const ReorderOptions& options) {
    std::vector<std::uint32_t> as_is(index.doc_count());
    std::iota(as_is.begin(), as_is.end(), 0u);
    const double before = mean_log_gap(index, as_is);
    ForwardIndex consumed = index;
    const double begin = cpu_seconds();
    const auto order = reordered(std::move(consumed), options);
    const double spent = cpu_seconds() - begin;
    std::printf(
        "{\"case\":\"reorder\",\"start\":\"%s\",\"docs\":%zu,\"postings\":%zu,\"terms\":%u,"
        "\"iterations\":%u,\"leaf\":%zu,\"df_min\":%u,\"share_max\":%g,\"threads\":%u,"
        "\"log_gap_before\":%.3f,\"log_gap\":%.3f,\"cpu_s\":%.3f}\n",
        start, index.doc_count(), index.terms.size(), index.term_count, options.iterations,
        options.leaf_docs, options.doc_freq_min, options.doc_share_max, options.threads, before,
        mean_log_gap(index, order), spent);
    std::fflush(stdout);
}

// The defaults, then one option after the other beside them.
void measure_all(const char* start, const ForwardIndex& index) {
    measure(start, index, {});
    for (const unsigned iterations : {4u, 8u, 20u})
        measure(start, index, {.iterations = iterations});
    for (const std::size_t leaf : {8u, 32u, 128u})
        measure(start, index, {.leaf_docs = leaf});
    for (const std::uint32_t least : {2u, 16u})
        measure(start, index, {.doc_freq_min = least});
    for (const double share : {0.02, 1.0})
        measure(start, index, {.doc_share_max = share});
    measure(start, index, {.threads = 2});
}

int run(const char* path, std::size_t docs) {
    std::ifstream file(path);
    Tokens tokens;
    for (std::string line; tokens.index.doc_count() < docs && std::getline(file, line);)
        tokens.add_passage(line);
    if (tokens.index.doc_count() == 0) return 1;
    std::vector<std::uint32_t> order(tokens.index.doc_count());
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    const ForwardIndex shuffled = arranged(tokens.index, order);
    measure_all("as_read", tokens.index);
    measure_all("shuffled", shuffled);
    return 0;
}

}  // namespace
}  // namespace seogo::index

int main(int count, char** arguments) {
    if (count < 2) return 2;
    return seogo::index::run(arguments[1],
                             count > 2 ? std::strtoul(arguments[2], nullptr, 10) : ~0ul);
}
