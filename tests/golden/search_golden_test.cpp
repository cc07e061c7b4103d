// Ranked answers kept as data: tests/golden/search/*.case. SEOGO_UPDATE_GOLDEN=1 rewrites them.
//
//   # a comment; the first says what breaks without the case
//   doc a | text of the body               a passage of its own item
//   doc a title | words                    more of the same item, in another field
//   concept 양자화(quantization) | …        a glossary entry
//   query 색인을                            read by the query language (words, phrases, -not, OR,
//   title:, org:)
//   ---- a c                               the answer: items, best first; `none`; or `error: …`
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "index/segment_builder.h"
#include "search/bridge.h"
#include "search/expand.h"
#include "search/plan.h"
#include "search/query.h"
#include "search/ranker.h"
#include "search/weights.h"

namespace seogo::search {
namespace {

namespace fs = std::filesystem;

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

index::Field field_named(const std::string& name) {
    for (std::size_t f = 0; f < index::kFieldCount; ++f) {
        if (index::field_name(static_cast<index::Field>(f)) == name)
            return static_cast<index::Field>(f);
    }
    ADD_FAILURE() << "no field " << name;
    return index::Field::kBody;
}

// The documents of one case file, and what they answer.
class Corpus {
public:
    void add_document(const std::string& head, const std::string& text) {
        std::istringstream words(head);
        std::string name;
        std::string field = "body";
        words >> name >> field;
        const auto at = std::find(names_.begin(), names_.end(), name);
        const auto number = static_cast<std::size_t>(at - names_.begin());
        if (at == names_.end()) {
            names_.push_back(name);
            texts_.emplace_back();
        }
        texts_[number].emplace_back(field_named(field), text);
    }
    void add_concept(const std::string& term, const std::string& definition) {
        for (auto& pair : bridge_pairs(term, definition))
            pairs_.push_back(std::move(pair));
    }

    std::string answer(const std::string& text) {
        const auto query = parse_query(text);
        if (!query.ok()) return "error: " + query.error().message;
        auto plan = plan_query(text, query.value());
        if (!plan.ok()) return "error: " + plan.error().message;
        index::SegmentBuilder builder(search::kScoring);
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            std::vector<index::FieldText> fields;
            for (const auto& [field, words] : texts_[i])
                fields.push_back({field, words});
            builder.add({static_cast<std::int64_t>(i), 0, 1}, fields);
        }
        const std::string bytes = std::move(builder).finish();
        const auto reader = index::Segment::open(std::as_bytes(std::span(bytes)));
        EXPECT_TRUE(reader.ok());
        const std::vector<index::LiveSegment> live = {{reader.value().get(), {}}};
        const Status expanded = expand(live, plan.value());
        if (!expanded.ok()) return "error: " + expanded.error().message;
        add_bridges(pairs_, plan.value().wanted);
        const Ranker ranker(live);
        std::string out;
        for (const RankedItem& item : ranker.rank(plan.value().wanted)) {
            if (!fits(ranker, plan.value(), item.passage.item)) continue;
            out += (out.empty() ? "" : " ") + names_[static_cast<std::size_t>(item.passage.item)];
        }
        return out.empty() ? "none" : out;
    }

private:
    static bool fits(const Ranker& ranker, const Plan& plan, std::int64_t item) {
        return std::all_of(plan.must.begin(), plan.must.end(), [&](const auto& any_of) {
            return std::any_of(any_of.begin(), any_of.end(), [&](const Condition& condition) {
                if (!condition.pattern && !condition.is_expansion) return false;
                const auto items =
                    condition.pattern
                        ? ranker.items_holding(*condition.pattern)
                        : ranker.items_holding_any(condition.expanded, ~std::uint64_t{0}).items;
                return std::binary_search(items.begin(), items.end(), item) != condition.negated;
            });
        });
    }

    std::vector<std::string> names_;
    std::vector<std::vector<std::pair<index::Field, std::string>>> texts_;
    std::vector<BridgePair> pairs_;
};

// Runs one file; answers it as it would be rewritten.
std::string run_case(const fs::path& path, bool update) {
    std::ifstream in(path);
    std::string rewritten;
    std::string query;
    Corpus corpus;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const std::size_t bar = line.find('|');
        const auto after = [&](std::size_t word) {
            return trimmed(line.substr(word, bar == std::string::npos ? bar : bar - word));
        };
        if (line.starts_with("doc ")) {
            corpus.add_document(after(4), trimmed(line.substr(bar + 1)));
        } else if (line.starts_with("concept ")) {
            corpus.add_concept(after(8), trimmed(line.substr(bar + 1)));
        } else if (line.starts_with("query ")) {
            query = line.substr(6);
        } else if (line.starts_with("----")) {
            const std::string answer = corpus.answer(query);
            if (!update) {
                EXPECT_EQ(answer, trimmed(line.substr(4))) << path << ":" << number << " " << query;
            }
            line = "---- " + answer;
        } else {
            EXPECT_TRUE(line.empty() || line[0] == '#') << path << ":" << number << ": " << line;
        }
        rewritten += line + "\n";
    }
    return rewritten;
}

TEST(SearchGolden, EveryCaseAnswersAsItSays) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    ASSERT_NE(source, nullptr) << "SEOGO_SOURCE_DIR names the source folder";
    const bool update = std::getenv("SEOGO_UPDATE_GOLDEN") != nullptr;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(fs::path(source) / "tests/golden/search")) {
        if (entry.path().extension() == ".case") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    EXPECT_GE(paths.size(), 6u);
    for (const fs::path& path : paths) {
        const std::string rewritten = run_case(path, update);
        if (update) std::ofstream(path) << rewritten;
    }
}

}  // namespace
}  // namespace seogo::search
