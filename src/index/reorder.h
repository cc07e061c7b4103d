// Document reordering: which order of the documents makes the gaps of posting lists small?
//
// Sources: recursive graph bisection, Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev and Shalita
// 2016 (KDD), algorithms 1 and 2; Mackenzie, Petri and Moffat 2021 (SIGIR), "Faster index
// reordering with bipartite graph partitioning": selection in place of sorting, no terms that are
// too rare or too frequent. Arithmetic is in integers, so that the order depends on the input and
// the options alone: not on the machine, the library or the number of threads.
// Threads: a pure function; it starts threads of its own where the options say so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace seogo::index {

// The terms of each document, distinct within it: those of document d are
// terms[begin[d]] to terms[begin[d + 1] - 1], each below term_count, in any order.
struct ForwardIndex {
    std::vector<std::uint64_t> begin;  // documents + 1; the first is 0, none smaller than the last
    std::vector<std::uint32_t> terms;
    std::uint32_t term_count = 0;

    std::size_t doc_count() const { return begin.empty() ? 0 : begin.size() - 1; }
};

// The defaults: bench/index/reorder_bench.cpp over 50,000 passages of text.
struct ReorderOptions {
    unsigned iterations = 12;    // of swaps in one bisection, at most
    std::size_t leaf_docs = 16;  // so few stay in the order they came in
    // Terms in fewer documents, or in more than this share of them, are left out: they hardly tell
    // where a document belongs, and the frequent ones cost most.
    std::uint32_t doc_freq_min = 4;
    double doc_share_max = 0.1;
    unsigned threads = 1;
};

// order[place] = document: a permutation of all documents, fewer than 2^31. Starts from the order
// they have, so one that is good already is kept where nothing gains. Consumes the index. Memory
// beside it: 4 bytes a posting that is not left out and 8 a document; for each thread at most 19 a
// document and 20 a term. Time: postings * log2(documents) * iterations.
std::vector<std::uint32_t> reordered(ForwardIndex index, const ReorderOptions& options);

// What reordering makes small: the mean of log2(gap) over all postings, in bits, where a gap is
// the distance to the posting before (the first one's: its place + 1). 0 where nothing is posted.
double mean_log_gap(const ForwardIndex& index, std::span<const std::uint32_t> order);

}  // namespace seogo::index
