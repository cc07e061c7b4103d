// One search from query text to hits: the one file that knows the order of the steps.
#include "search/searcher.h"

#include <algorithm>
#include <map>

#include "notebook/edit.h"
#include "search/bridge.h"
#include "search/item_filter.h"
#include "search/near_miss.h"
#include "search/plan.h"
#include "search/snippet.h"

namespace seogo::search {
namespace {

constexpr std::size_t kLimitMax = 1000;

Status check(const SearchQuery& query) {
    if (query.mode != "auto" && query.mode != "words") {
        return Error{ErrorKind::kBadInput, "mode: takes auto or words, not \"" + query.mode + "\""};
    }
    if (query.limit < 1 || query.limit > kLimitMax) {
        return Error{ErrorKind::kBadInput, "limit: takes 1 to 1000"};
    }
    return ok_status();
}

// The conditions of one plan, each answered from where it is cheapest: index, rows, text.
class Conditions {
public:
    Conditions(store::Snapshot& snapshot, const Ranker& ranker, const Plan& plan)
        : snapshot_(snapshot), filter_(snapshot), plan_(plan) {
        for (const auto& any_of : plan.must) {
            for (const Condition& condition : any_of) {
                if (condition.pattern)
                    holding_[&condition] = ranker.items_holding(*condition.pattern);
            }
        }
    }

    Result<bool> hold(store::ItemId item) {
        for (const auto& any_of : plan_.must) {
            bool holds = false;
            for (const Condition& condition : any_of) {
                SEOGO_ASSIGN(const bool one, holds_one(condition, item));
                holds = one != condition.negated;
                if (holds) break;
            }
            if (!holds) return false;
        }
        return true;
    }

    // Where the plan's regexes match in a text, for highlighting.
    std::vector<TextRange> regex_matches(std::string_view text, TextRange passage) const {
        std::vector<TextRange> ranges;
        for (const auto& any_of : plan_.must) {
            for (const Condition& condition : any_of) {
                if (!condition.regex || condition.negated) continue;
                const auto found =
                    condition.regex->find(text.substr(passage.begin, passage.end - passage.begin));
                if (!found || found->begin == found->end) continue;
                ranges.push_back({passage.begin + found->begin, passage.begin + found->end});
            }
        }
        return ranges;
    }

private:
    Result<bool> holds_one(const Condition& condition, store::ItemId item) {
        if (condition.pattern) {
            const auto& items = holding_[&condition];
            return std::binary_search(items.begin(), items.end(), item);
        }
        if (!condition.regex) return filter_.fits(condition.clause, item);
        SEOGO_ASSIGN(const ItemContent content, content_of(snapshot_, item));
        return condition.regex->find(content.text).has_value();
    }

    store::Snapshot& snapshot_;
    ItemFilter filter_;
    const Plan& plan_;
    std::map<const Condition*, std::vector<store::ItemId>> holding_;
};

Status add_glossary(store::Snapshot& snapshot, Plan& plan) {
    if (plan.wanted.patterns.empty()) return ok_status();
    SEOGO_ASSIGN(const auto nodes, snapshot.concept_nodes());
    std::vector<BridgePair> pairs;
    for (const notebook::Node& node : nodes) {
        auto own = bridge_pairs(node[notebook::Field::kTerm], node[notebook::Field::kDefinition]);
        std::move(own.begin(), own.end(), std::back_inserter(pairs));
    }
    for (const BridgeUse& use : add_bridges(pairs, plan.wanted)) {
        plan.warnings.push_back("the glossary gives \"" + use.to + "\" for \"" + use.from +
                                "\"; both were looked for");
    }
    return ok_status();
}

// A query of conditions alone lists what fits, by id.
std::vector<RankedItem> candidates(const Ranker& ranker, const Plan& plan) {
    if (!plan.wanted.patterns.empty()) return ranker.rank(plan.wanted);
    std::vector<RankedItem> items;
    if (plan.must.empty()) return items;
    for (const index::PassageKey& passage : ranker.live_items())
        items.push_back({passage, 0});
    return items;
}

// Where a passage without the regex's match was ranked, the text around the match is shown.
TextRange shown_passage(const ItemContent& content, const RankedItem& item, const Plan& plan) {
    TextRange passage{std::min<std::size_t>(item.passage.begin, content.text.size()),
                      std::min<std::size_t>(item.passage.end, content.text.size())};
    if (!plan.wanted.patterns.empty()) return passage;
    for (const auto& any_of : plan.must) {
        for (const Condition& condition : any_of) {
            if (condition.regex && !condition.negated) return {0, content.text.size()};
        }
    }
    return passage;
}

void fill_head(const store::ItemRow& row, Hit& hit) {
    hit.id = row.id;
    hit.kind = row.kind;
    hit.org = row.org;
    hit.title = row.title;
    hit.url = row.url;
    hit.source = row.source;
    hit.lang = row.lang;
    if (row.week != 0) hit.week = notebook::week_name({row.year, row.month, row.week});
}

std::string sentence_of_conditions(const Plan& plan, std::size_t unfiltered) {
    std::string conditions;
    for (const auto& any_of : plan.must) {
        for (const Condition& condition : any_of) {
            if (!conditions.empty()) conditions += ", ";
            if (condition.negated) conditions += "-";
            if (!condition.clause.field.empty()) conditions += condition.clause.field + ":";
            conditions += condition.clause.value;
        }
    }
    return std::to_string(unfiltered) + (unfiltered == 1 ? " item holds" : " items hold") +
           " words of the query, but none fits: " + conditions;
}

}  // namespace

Searcher::Searcher(store::Snapshot& snapshot, std::span<const index::LiveSegment> segments,
                   base::Clock& clock)
    : snapshot_(snapshot), segments_(segments), clock_(clock) {}

namespace {

Result<std::vector<RankedItem>> fitting(std::vector<RankedItem> items, const Plan& plan,
                                        Conditions& conditions) {
    if (plan.must.empty()) return items;
    std::vector<RankedItem> kept;
    for (const RankedItem& item : items) {
        SEOGO_ASSIGN(const bool holds, conditions.hold(item.passage.item));
        if (holds) kept.push_back(item);
    }
    return kept;
}

// Its head, and the part of its text that is shown.
Hit hit_of(const ItemContent& content, const RankedItem& item, const Plan& plan,
           const Conditions& conditions) {
    Hit hit;
    fill_head(content.row, hit);
    hit.score = item.score;
    const TextRange passage = shown_passage(content, item, plan);
    const Snippet snippet = cut_snippet(content.text, passage, plan.wanted,
                                        conditions.regex_matches(content.text, passage));
    hit.begin = snippet.begin;
    hit.end = snippet.end;
    hit.passage_text = content.text.substr(snippet.begin, snippet.end - snippet.begin);
    hit.matched = snippet.matched;
    return hit;
}

void explain(const Ranker& ranker, const Plan& plan, const std::vector<RankedItem>& items,
             std::vector<Hit>& hits) {
    std::vector<index::PassageKey> passages;
    for (std::size_t i = 0; i < hits.size(); ++i)
        passages.push_back(items[i].passage);
    auto shares = ranker.explain(plan.wanted, passages);
    for (std::size_t i = 0; i < hits.size(); ++i)
        hits[i].shares = std::move(shares[i]);
}

}  // namespace

Result<SearchResult> Searcher::search(const SearchQuery& query) {
    const std::int64_t started = clock_.steady_us();
    SEOGO_TRY(check(query));
    Query parsed = plain_query(query.text);
    if (!query.plain) {
        SEOGO_ASSIGN(parsed, parse_query(query.text));
    }
    SEOGO_ASSIGN(Plan plan, plan_query(query.text, parsed));
    if (query.bridge) SEOGO_TRY(add_glossary(snapshot_, plan));

    const Ranker ranker(segments_);
    Conditions conditions(snapshot_, ranker, plan);
    std::vector<RankedItem> all = candidates(ranker, plan);
    const std::size_t unfiltered = all.size();
    SEOGO_ASSIGN(const auto items, fitting(std::move(all), plan, conditions));

    SearchResult result;
    result.query = query.text;
    result.total = items.size();
    result.warnings = std::move(plan.warnings);
    for (const RankedItem& item : items) {
        if (result.hits.size() == query.limit) break;
        SEOGO_ASSIGN(const ItemContent content, content_of(snapshot_, item.passage.item));
        Hit hit = hit_of(content, item, plan, conditions);
        hit.rank = hit.words_rank = result.hits.size() + 1;
        result.hits.push_back(std::move(hit));
    }
    if (query.explain) explain(ranker, plan, items, result.hits);
    if (result.hits.empty() && unfiltered > 0 && !plan.wanted.patterns.empty()) {
        result.warnings.push_back(sentence_of_conditions(plan, unfiltered));
    } else if (result.hits.empty()) {
        auto near = near_misses(segments_, ranker, plan.wanted);
        std::move(near.begin(), near.end(), std::back_inserter(result.warnings));
    }
    result.took_us = clock_.steady_us() - started;
    return result;
}

}  // namespace seogo::search
