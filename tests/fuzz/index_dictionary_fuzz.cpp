// Any bytes at all, under good checksums: a dictionary opens or is refused, and whatever it says is
// read in bounded time without leaving it; terms rise, seeks land at or behind their target.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "index/dictionary.h"
#include "index/segment_format.h"
#include "index/term_matcher.h"
#include "support/dictionary_fixture.h"

namespace {

using namespace seogo;

constexpr std::size_t kTermsAskedFor = 500;

std::vector<std::string> read_terms(const index::Dictionary& dictionary) {
    std::vector<std::string> terms;
    std::string last;
    std::uint64_t count = 0;
    for (auto cursor = dictionary.begin_at(""); cursor.valid(); cursor.next()) {
        SEOGO_CHECK(last < cursor.term());
        last = cursor.term();
        SEOGO_CHECK(last.size() <= index::kTermBytesMax);
        (void)cursor.info();
        if (terms.size() < kTermsAskedFor) terms.push_back(last);
        ++count;
    }
    SEOGO_CHECK(count <= dictionary.term_count());
    return terms;
}

void look_up(const index::Dictionary& dictionary, std::string_view target) {
    (void)dictionary.find(target);
    auto cursor = dictionary.begin_at(target);
    std::string last;
    for (int i = 0; i < 20 && cursor.valid(); ++i) {
        SEOGO_CHECK(cursor.term() >= target && last < cursor.term());
        last = cursor.term();
        cursor.next();
    }
    cursor.seek(target);
    SEOGO_CHECK(!cursor.valid() || cursor.term() >= target);
}

void match(const index::Dictionary& dictionary, std::string_view term) {
    if (term.empty()) return;
    const char kind = term[0];
    const std::string_view word = term.substr(1, 30);
    std::vector<std::unique_ptr<index::TermMatcher>> matchers;
    matchers.push_back(index::prefix_matcher(kind, word.substr(0, 2)));
    matchers.push_back(index::initials_matcher(kind, word, index::InitialsOf::kWholeTerm));
    matchers.push_back(index::initials_matcher(kind, "ㅇㅂ", index::InitialsOf::kBeginning));
    for (const std::size_t edits : {1u, 2u}) {
        auto fuzzy = index::fuzzy_matcher(kind, word, {.edits_max = edits, .same_letters = 1});
        if (fuzzy.ok()) matchers.push_back(std::move(fuzzy).value());
    }
    for (const auto& matcher : matchers) {
        const index::MatchedTerms found = index::matching_terms(dictionary, *matcher, 50);
        SEOGO_CHECK(found.terms.size() <= 50);
        for (std::size_t i = 0; i < found.terms.size(); ++i) {
            SEOGO_CHECK(found.terms[i].term[0] == kind);
            SEOGO_CHECK(i == 0 || found.terms[i - 1].distance < found.terms[i].distance ||
                        found.terms[i - 1].term < found.terms[i].term);
        }
    }
}

void read_all(std::string_view section) {
    const auto opened = index::testing::MemoryDictionary::of_section(section);
    if (!opened.is_open()) return;
    const std::vector<std::string> terms = read_terms(*opened);
    for (const std::string& term : terms) {
        look_up(*opened, term);
        look_up(*opened, term + '\0');
    }
    for (std::size_t i = 0; i < terms.size(); i += 1 + terms.size() / 3)
        match(*opened, terms[i]);
    look_up(*opened, section.substr(0, 40));
}

// The bytes with the sizes in their footer made to fill them, so that a cut or an insertion does
// not end at open().
std::string with_good_sizes(std::string section) {
    constexpr std::size_t kFooterBytes = 16;
    if (section.size() < kFooterBytes) return section;
    const std::size_t footer_at = section.size() - kFooterBytes;
    std::uint64_t terms = index::get_number(section.data() + footer_at, 4);
    for (;; terms /= 2) {
        const std::uint64_t blocks = (terms + index::kBlockTerms - 1) / index::kBlockTerms;
        const std::uint64_t pages = (blocks + index::kPageBlocks - 1) / index::kPageBlocks;
        const std::uint64_t tables = 12 * blocks + 8 * pages;
        if (tables + 2 * terms > footer_at) continue;
        section.resize(footer_at);
        index::put_number(section, terms, 8);
        index::put_number(section, footer_at - tables, 8);
        return section;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    read_all(bytes);
    read_all(with_good_sizes(bytes));
    return 0;
}
