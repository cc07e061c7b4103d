// Joins trigram queries, keeping them flat: no part repeats its parent's operator.
#include "index/trigram_query.h"

#include <algorithm>
#include <cstdio>

namespace seogo::index {
namespace {

using Op = TrigramQuery::Op;

void sort_unique(std::vector<Trigram>& trigrams) {
    std::sort(trigrams.begin(), trigrams.end());
    trigrams.erase(std::unique(trigrams.begin(), trigrams.end()), trigrams.end());
}

bool is_one_trigram(const TrigramQuery& query) {
    return query.parts.empty() && query.trigrams.size() == 1;
}

// Adds `part` to `whole`, whose operator is `op`.
void absorb(TrigramQuery& whole, TrigramQuery part, Op op) {
    if (part.op == op || is_one_trigram(part)) {
        whole.trigrams.insert(whole.trigrams.end(), part.trigrams.begin(), part.trigrams.end());
        std::move(part.parts.begin(), part.parts.end(), std::back_inserter(whole.parts));
        return;
    }
    if (std::find(whole.parts.begin(), whole.parts.end(), part) == whole.parts.end()) {
        whole.parts.push_back(std::move(part));
    }
}

TrigramQuery joined(TrigramQuery a, TrigramQuery b, Op op) {
    if (a == b) return a;
    TrigramQuery whole;
    whole.op = op;
    absorb(whole, std::move(a), op);
    absorb(whole, std::move(b), op);
    sort_unique(whole.trigrams);
    if (whole.trigram_count() > TrigramQuery::kTrigramsMax) return all_texts();
    return whole;
}

// Does every text that satisfies `more` satisfy `less`, as far as trigrams alone tell?
bool asks_as_much(const TrigramQuery& more, const TrigramQuery& less) {
    return more.op == Op::kAnd && less.op == Op::kAnd && less.parts.empty() &&
           std::includes(more.trigrams.begin(), more.trigrams.end(), less.trigrams.begin(),
                         less.trigrams.end());
}

std::string name_of(Trigram trigram) {
    const unsigned bytes[] = {trigram >> 16, trigram >> 8 & 0xFF, trigram & 0xFF};
    const auto ascii = [](unsigned byte) { return byte > ' ' && byte < 0x7F; };
    const bool readable = (ascii(bytes[0]) && ascii(bytes[1]) && ascii(bytes[2])) ||
                          (bytes[0] >= 0xE0 && bytes[0] < 0xF0 && (bytes[1] & 0xC0) == 0x80 &&
                           (bytes[2] & 0xC0) == 0x80);
    std::string name;
    for (const unsigned byte : bytes) {
        char hex[4];
        std::snprintf(hex, sizeof hex, "%02x", byte);
        name += readable ? std::string(1, static_cast<char>(byte)) : hex;
    }
    return name;
}

}  // namespace

std::size_t TrigramQuery::trigram_count() const {
    std::size_t count = trigrams.size();
    for (const TrigramQuery& part : parts)
        count += part.trigram_count();
    return count;
}

TrigramQuery all_texts() { return {}; }

TrigramQuery no_text() {
    TrigramQuery none;
    none.op = Op::kNone;
    return none;
}

TrigramQuery texts_holding(std::string_view bytes) {
    if (bytes.size() < 3) return all_texts();
    TrigramQuery query;
    query.op = Op::kAnd;
    for (std::size_t at = 0; at + 3 <= bytes.size(); ++at)
        query.trigrams.push_back(trigram_at(bytes, at));
    sort_unique(query.trigrams);
    return query;
}

// Where the sum is too large, either side alone is still true of every text that is meant.
TrigramQuery both(TrigramQuery a, TrigramQuery b) {
    if (a.op == Op::kNone || b.op == Op::kAll) return a;
    if (b.op == Op::kNone || a.op == Op::kAll) return b;
    if (a.trigram_count() + b.trigram_count() > TrigramQuery::kTrigramsMax) return a;
    return joined(std::move(a), std::move(b), Op::kAnd);
}

TrigramQuery either(TrigramQuery a, TrigramQuery b) {
    if (a.op == Op::kAll || b.op == Op::kNone) return a;
    if (b.op == Op::kAll || a.op == Op::kNone) return b;
    if (asks_as_much(b, a)) return a;
    if (asks_as_much(a, b)) return b;
    return joined(std::move(a), std::move(b), Op::kOr);
}

std::string to_string(const TrigramQuery& query) {
    if (query.op == Op::kAll) return "ALL";
    if (query.op == Op::kNone) return "NONE";
    std::string out = "(";
    const auto add = [&](const std::string& part) {
        if (out.size() > 1) out += query.op == Op::kAnd ? " AND " : " OR ";
        out += part;
    };
    for (const Trigram trigram : query.trigrams)
        add(name_of(trigram));
    for (const TrigramQuery& part : query.parts)
        add(to_string(part));
    return out + ")";
}

}  // namespace seogo::index
