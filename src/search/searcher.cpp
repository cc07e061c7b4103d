// One search from query text to hits: the one file that knows the order of the steps.
#include "search/searcher.h"

#include <algorithm>
#include <map>

#include "notebook/edit.h"
#include "search/bridge.h"
#include "search/expand.h"
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
    // `windows`: null where nothing is known of them, and a regex reads every item.
    Conditions(store::Snapshot& snapshot, const Ranker& ranker, const Plan& plan,
               WindowSource* windows)
        : snapshot_(snapshot), windows_(windows), ranker_(ranker), filter_(snapshot), plan_(plan) {}

    // Splits them into what the index tells at once and what is asked of single items. Where every
    // condition is a pattern to hold and items have one passage, the passage itself must hold them.
    RankFilter rank_filter() {
        RankFilter rank;
        const bool all_patterns =
            std::all_of(plan_.must.begin(), plan_.must.end(), [](const auto& any_of) {
                return any_of.size() == 1 && any_of[0].pattern && !any_of[0].negated;
            });
        if (all_patterns && ranker_.has_single_passages()) {
            for (const auto& any_of : plan_.must)
                rank.all_of.push_back(*any_of[0].pattern);
            return rank;
        }
        for (const auto& any_of : plan_.must) {
            const bool is_indexed =
                std::all_of(any_of.begin(), any_of.end(), [](const Condition& condition) {
                    return is_indexed_condition(condition) && !condition.negated;
                });
            if (is_indexed) {
                narrow(any_of);
            } else {
                asked_.push_back(&any_of);
            }
        }
        if (narrowed_) rank.allowed = &allowed_;
        if (!asked_.empty()) rank.accepts = [this](store::ItemId item) { return accepts(item); };
        return rank;
    }

    // What reading an item met; the first failure.
    const Status& status() const { return status_; }

    bool accepts(store::ItemId item) {
        const auto [known, is_new] = accepted_.emplace(item, false);
        if (!is_new) return known->second;
        if (!status_.ok()) return false;
        auto held = hold(item);
        if (!held.ok()) {
            status_ = std::move(held).error();
            return false;
        }
        known->second = held.value();
        return known->second;
    }

    // Whether the item is within what the index told.
    bool is_allowed(store::ItemId item) const {
        return !narrowed_ || std::binary_search(allowed_.begin(), allowed_.end(), item);
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
    static bool is_indexed_condition(const Condition& condition) {
        return condition.pattern || condition.is_expansion;
    }
    ItemSet holding(const Condition& condition) const {
        if (condition.pattern) return ranker_.items_holding(*condition.pattern);
        return ranker_.items_holding_any(condition.expanded, ~std::uint64_t{0}).items;
    }

    void narrow(const std::vector<Condition>& any_of) {
        ItemSet items;
        for (const Condition& condition : any_of) {
            const ItemSet own = holding(condition);
            items.insert(items.end(), own.begin(), own.end());
        }
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        if (narrowed_) {
            ItemSet both;
            std::set_intersection(allowed_.begin(), allowed_.end(), items.begin(), items.end(),
                                  std::back_inserter(both));
            items = std::move(both);
        }
        allowed_ = std::move(items);
        narrowed_ = true;
    }

    Result<bool> hold(store::ItemId item) {
        for (const auto* any_of : asked_) {
            bool holds = false;
            for (const Condition& condition : *any_of) {
                SEOGO_ASSIGN(const bool one, holds_one(condition, item));
                holds = one != condition.negated;
                if (holds) break;
            }
            if (!holds) return false;
        }
        return true;
    }

    Result<bool> holds_one(const Condition& condition, store::ItemId item) {
        if (is_indexed_condition(condition)) {
            const auto [held, is_new] = holding_.try_emplace(&condition);
            if (is_new) held->second = holding(condition);
            return std::binary_search(held->second.begin(), held->second.end(), item);
        }
        if (!condition.regex) return filter_.fits(condition.clause, item);
        SEOGO_ASSIGN(const bool possible, may_match(condition, item));
        if (!possible) return false;
        SEOGO_ASSIGN(const ItemContent content, content_of(snapshot_, item));
        return condition.regex->find(content.text).has_value();
    }

    // Asked once for each regex, when the first item that all else lets through needs it.
    Result<bool> may_match(const Condition& condition, store::ItemId item) {
        if (windows_ == nullptr) return true;
        const auto [known, fresh] = holding_.try_emplace(&condition);
        if (fresh) {
            SEOGO_ASSIGN(const auto windows, windows_->candidates(condition.regex->trigrams()));
            for (const index::TextWindow& window : windows) {
                auto& items = known->second;
                if (items.empty() || items.back() != window.item) items.push_back(window.item);
            }
        }
        return std::binary_search(known->second.begin(), known->second.end(), item);
    }

    store::Snapshot& snapshot_;
    WindowSource* windows_;
    const Ranker& ranker_;
    ItemFilter filter_;
    const Plan& plan_;
    std::vector<const std::vector<Condition>*> asked_;
    ItemSet allowed_;
    bool narrowed_ = false;
    std::map<const Condition*, ItemSet> holding_;
    std::map<store::ItemId, bool> accepted_;
    Status status_ = ok_status();
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
                   base::Clock& clock, WindowSource* windows)
    : snapshot_(snapshot), segments_(segments), clock_(clock), windows_(windows) {}

namespace {

// Beyond so many postings or items that were asked one by one, how many hits there are in all is
// told as "at least".
constexpr std::uint64_t kCountedPostings = 200'000;
constexpr std::size_t kCountedItems = 20'000;

struct Found {
    std::vector<RankedItem> items;  // the best, at most the limit
    std::size_t total = 0;
    std::size_t unfiltered = 0;  // items that hold words of the query
    bool exact = true;
};

// A query of conditions alone lists what fits, by id.
Found listed(const Ranker& ranker, const Plan& plan, Conditions& conditions, std::size_t limit) {
    Found found;
    if (plan.must.empty()) return found;
    const RankFilter filter = conditions.rank_filter();
    for (const index::PassageKey& passage : ranker.live_items()) {
        ++found.unfiltered;
        if (filter.allowed != nullptr && !conditions.is_allowed(passage.item)) continue;
        if (filter.accepts && !filter.accepts(passage.item)) continue;
        ++found.total;
        if (found.items.size() < limit) found.items.push_back({passage, 0, 0, 0});
    }
    return found;
}

// In how many items the query's words, and all else that is asked, hold.
void count(const Ranker& ranker, const Plan& plan, const RankFilter& filter,
           const Conditions& conditions, Found& found) {
    const std::span<const Pattern> patterns =
        filter.all_of.empty() ? std::span(plan.wanted.patterns) : std::span(filter.all_of).first(1);
    const Ranker::Count holding = ranker.items_holding_any(patterns, kCountedPostings);
    found.unfiltered = holding.items.size();
    found.exact = holding.exact;
    ItemSet items = holding.items;
    for (std::size_t i = 1; i < filter.all_of.size(); ++i) {
        const Ranker::Count other =
            ranker.items_holding_any(std::span(&filter.all_of[i], 1), kCountedPostings);
        ItemSet both;
        std::set_intersection(items.begin(), items.end(), other.items.begin(), other.items.end(),
                              std::back_inserter(both));
        items = std::move(both);
        found.exact &= other.exact;
    }
    std::size_t asked = 0;
    for (const store::ItemId item : items) {
        if (!conditions.is_allowed(item)) continue;
        if (filter.accepts && ++asked > kCountedItems) {
            found.exact = false;
            break;
        }
        if (!filter.accepts || filter.accepts(item)) ++found.total;
    }
    found.total = std::max(found.total, found.items.size());
}

Found ranked(const Ranker& ranker, const Plan& plan, Conditions& conditions, std::size_t limit) {
    Found found;
    const RankFilter filter = conditions.rank_filter();
    found.items = ranker.rank(plan.wanted, limit, filter);
    count(ranker, plan, filter, conditions, found);
    return found;
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
    if (plan.wanted.patterns.empty()) return;
    auto shares = ranker.explain(plan.wanted, items);
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
    SEOGO_TRY(expand(segments_, plan));
    if (query.bridge) SEOGO_TRY(add_glossary(snapshot_, plan));

    const Ranker ranker(segments_);
    Conditions conditions(snapshot_, ranker, plan, windows_);
    Found found = plan.wanted.patterns.empty() ? listed(ranker, plan, conditions, query.limit)
                                               : ranked(ranker, plan, conditions, query.limit);
    SEOGO_TRY(conditions.status());

    SearchResult result;
    result.query = query.text;
    result.total = found.total;
    result.total_exact = found.exact;
    result.warnings = std::move(plan.warnings);
    for (const RankedItem& item : found.items) {
        SEOGO_ASSIGN(const ItemContent content, content_of(snapshot_, item.passage.item));
        Hit hit = hit_of(content, item, plan, conditions);
        hit.rank = hit.words_rank = result.hits.size() + 1;
        result.hits.push_back(std::move(hit));
    }
    if (query.explain) explain(ranker, plan, found.items, result.hits);
    if (result.hits.empty() && found.unfiltered > 0 && !plan.wanted.patterns.empty()) {
        result.warnings.push_back(sentence_of_conditions(plan, found.unfiltered));
    } else if (result.hits.empty()) {
        auto near = near_misses(segments_, ranker, plan.wanted);
        std::move(near.begin(), near.end(), std::back_inserter(result.warnings));
    }
    result.took_us = clock_.steady_us() - started;
    return result;
}

}  // namespace seogo::search
