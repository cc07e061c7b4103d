// Times look-ups in the term dictionary against plain ways, over the terms of some text files.
//
// seogo_dictionary_bench FILE...: each line is a passage. Prints a JSON line a case; both sides of
// a comparison run in turn in the same process, figures are medians of kRuns, of the
// process's own CPU time.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "index/checked_file.h"
#include "index/dictionary.h"
#include "index/term_matcher.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace {

using namespace seogo;

constexpr int kRuns = 9;
constexpr std::size_t kTermsMax = 200'000;
constexpr std::size_t kLookUps = 200'000;
constexpr std::size_t kHotTerms = 1000;

using Counted = std::map<std::string, std::uint32_t>;  // term -> passages that hold it

// Words, stems and bigrams; pairs of words are left out.
Counted terms_of(int files, char** names) {
    Counted terms;
    for (int i = 0; i < files; ++i) {
        std::ifstream in(names[i], std::ios::binary);
        for (std::string line; terms.size() < kTermsMax && std::getline(in, line);) {
            std::set<std::string> of_line;
            for (text::Term& term : text::analyze(line)) {
                if (term.kind != text::TermKind::kPair) of_line.insert(std::move(term.text));
            }
            for (const std::string& term : of_line)
                ++terms[term];
        }
    }
    return terms;
}

struct Timing {
    double median = 0, high = 0;  // microseconds
};

double cpu_us() { return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC; }

Timing time_of(const std::function<void()>& work) {
    std::vector<double> us;
    work();
    for (int run = 0; run < kRuns; ++run) {
        const double begin = cpu_us();
        int repeats = 0;
        for (; repeats == 0 || cpu_us() - begin < 20'000; ++repeats)
            work();
        us.push_back((cpu_us() - begin) / repeats);
    }
    std::sort(us.begin(), us.end());
    return {us[us.size() / 2], us[us.size() * 9 / 10]};
}

std::size_t g_found = 0;  // what the work answers, so that none of it can be left out

void time_find(const index::Dictionary& dictionary, const std::vector<std::string>& sorted,
               const char* name, const std::vector<std::string>& asked) {
    const Timing ours = time_of([&] {
        for (const std::string& term : asked)
            g_found += dictionary.find(term).has_value();
    });
    const Timing plain = time_of([&] {
        for (const std::string& term : asked)
            g_found += std::binary_search(sorted.begin(), sorted.end(), term);
    });
    const auto of_one = [&](double us) { return us * 1000 / static_cast<double>(asked.size()); };
    std::printf(
        "{\"case\":\"%s\",\"asked\":%zu,\"median_ns\":%.0f,\"p90_ns\":%.0f,"
        "\"peer\":\"binary search of strings\",\"peer_median_ns\":%.0f}\n",
        name, asked.size(), of_one(ours.median), of_one(ours.high), of_one(plain.median));
}

void time_finds(const index::Dictionary& dictionary, const std::vector<std::string>& sorted) {
    std::mt19937 random(1);
    std::vector<std::string> asked, absent;
    for (std::size_t i = 0; i < kLookUps; ++i) {
        asked.push_back(sorted[random() % sorted.size()]);
        absent.push_back(asked.back() + "q");
    }
    time_find(dictionary, sorted, "find_any", asked);
    time_find(dictionary, sorted, "find_absent", absent);
    asked.resize(kHotTerms);
    time_find(dictionary, sorted, "find_hot", asked);
}

void time_cursor(const index::Dictionary& dictionary) {
    const Timing walked = time_of([&] {
        for (auto cursor = dictionary.begin_at(""); cursor.valid(); cursor.next())
            g_found += cursor.term().size() + cursor.info().doc_freq;
    });
    std::printf("{\"case\":\"walk_all\",\"median_us\":%.0f,\"ns_each\":%.1f}\n", walked.median,
                walked.median * 1000 / static_cast<double>(dictionary.term_count()));
}

// The same matcher over every term of its kind: no seeks, states kept along shared characters.
index::MatchedTerms scan(const index::Dictionary& dictionary, index::TermMatcher& matcher) {
    index::MatchedTerms found;
    const std::string kind(1, matcher.kind());
    for (auto cursor = dictionary.begin_at(kind); cursor.valid(); cursor.next()) {
        const std::string_view term = cursor.term();
        if (term[0] != matcher.kind()) break;
        std::size_t depth = 0;
        bool alive = true;
        for (std::size_t at = 1; alive && at < term.size(); ++depth) {
            const text::CodePoint c = text::code_point_at(term, at);
            at += c.length;
            alive = matcher.push(depth, c.value);
        }
        const auto distance = alive ? matcher.distance(depth) : std::nullopt;
        if (distance) found.terms.push_back({std::string(term), cursor.info(), *distance});
    }
    return found;
}

void time_matcher(const index::Dictionary& dictionary, const char* name,
                  index::TermMatcher& matcher) {
    std::size_t found = 0, scanned = 0;
    const Timing ours = time_of(
        [&] { found = index::matching_terms(dictionary, matcher, kTermsMax).terms.size(); });
    const Timing all = time_of([&] { scanned = scan(dictionary, matcher).terms.size(); });
    std::printf(
        "{\"case\":\"%s\",\"found\":%zu,\"median_us\":%.0f,\"p90_us\":%.0f,"
        "\"peer\":\"every term\",\"peer_found\":%zu,\"peer_median_us\":%.0f}\n",
        name, found, ours.median, ours.high, scanned, all.median);
}

void time_matchers(const index::Dictionary& dictionary) {
    const auto fuzzy = [&](const char* name, char kind, const char* word,
                           index::FuzzyOptions options) {
        auto matcher = index::fuzzy_matcher(kind, word, options);
        if (matcher.ok()) time_matcher(dictionary, name, *matcher.value());
    };
    fuzzy("fuzzy1_english", 'w', "netwrok", {.edits_max = 1});
    fuzzy("fuzzy2_english", 'w', "netwrok", {.edits_max = 2});
    fuzzy("fuzzy2_english_same1", 'w', "netwrok", {.edits_max = 2, .same_letters = 1});
    fuzzy("fuzzy1_korean", 's', "데이타베이스", {.edits_max = 1});
    fuzzy("fuzzy2_korean", 's', "데이타베이스", {.edits_max = 2});
    time_matcher(dictionary, "initials_whole",
                 *index::initials_matcher('s', "ㄷㅎㅁㄱ", index::InitialsOf::kWholeTerm));
    time_matcher(dictionary, "initials_beginning",
                 *index::initials_matcher('s', "ㄷㅎㅁㄱ", index::InitialsOf::kBeginning));
    time_matcher(dictionary, "initials_mixed",
                 *index::initials_matcher('s', "대ㅎㅁ", index::InitialsOf::kBeginning));
    time_matcher(dictionary, "prefix", *index::prefix_matcher('w', "quan"));
}

}  // namespace

int main(int argc, char** argv) {
    const Counted terms = terms_of(argc - 1, argv + 1);
    index::DictionaryWriter writer;
    std::vector<std::string> sorted;
    std::size_t term_bytes = 0;
    std::map<char, std::size_t> kinds;
    for (const auto& [term, passages] : terms) {
        writer.add(term, passages, 1 + 3 * passages);  // about what a short posting list takes
        sorted.push_back(term);
        term_bytes += term.size();
        ++kinds[term[0]];
    }
    const std::string section = std::move(writer).finish();
    index::StringSink sink;
    index::CheckedFileWriter file_writer(sink);
    if (!file_writer.begin_section(1).ok() || !file_writer.append(section).ok() ||
        !file_writer.finish().ok()) {
        return 1;
    }
    const std::string bytes = sink.take();
    const auto file = index::CheckedFile::open(std::as_bytes(std::span(bytes)));
    if (!file.ok()) return 1;
    const auto dictionary = index::Dictionary::open(file.value()->section(1));
    if (!dictionary.ok() || sorted.empty()) return 1;

    const auto each = [&](std::size_t size) {
        return static_cast<double>(size) / static_cast<double>(sorted.size());
    };
    std::printf(
        "{\"case\":\"size\",\"terms\":%zu,\"bytes_each\":%.2f,"
        "\"peer\":\"text and two 5-byte offsets\",\"peer_bytes_each\":%.2f}\n",
        sorted.size(), each(section.size()), each(term_bytes) + 10);
    for (const auto& [kind, count] : kinds)
        std::printf("{\"case\":\"kind_%c\",\"terms\":%zu}\n", kind, count);
    time_finds(dictionary.value(), sorted);
    time_cursor(dictionary.value());
    time_matchers(dictionary.value());
    return g_found == 0 ? 1 : 0;
}
