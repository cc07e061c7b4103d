// Reads what filters need of an item: its row, its lines, whether a document stands behind it.
#include "search/item_filter.h"

#include <algorithm>

#include "base/clock.h"
#include "notebook/model.h"
#include "search/searcher.h"
#include "text/language.h"
#include "text/unicode.h"

namespace seogo::search {
namespace {

using notebook::Node;
using notebook::Role;

bool holds_folded(std::string_view text, std::string_view wanted) {
    return text::fold(text).text.find(text::fold(wanted).text) != std::string::npos;
}

// "example.org" of "https://www.example.org:80/x"; "" where the address names no host.
std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) {
        url.remove_prefix(user + 1);
    }
    url = url.substr(0, url.find(':'));
    return url.find('.') == std::string_view::npos ? "" : text::fold(url).text;
}

bool is_on_site(const std::string& url, std::string_view site) {
    const std::string host = host_of(url);
    const std::string wanted = host_of(site);
    if (wanted.empty()) return false;
    return host == wanted ||
           (host.ends_with(wanted) && host[host.size() - wanted.size() - 1] == '.');
}

// Where an item stands in the calendar: its week, or the day on which a document was added.
WeekDate date_of(const store::ItemRow& row) {
    if (row.year != 0) return {row.year, row.month, row.week};
    if (row.origin != store::ItemOrigin::kDocument) return {};
    const auto added = parse_week_date(base::iso_time(row.added_ms).substr(0, 10));
    return added.ok() ? added.value() : WeekDate{};
}

// Compares as far as `wanted` says: 2025-01-w4 lies in 2025-01.
WeekDate cut_to(const WeekDate& date, const WeekDate& wanted) {
    return {date.year, wanted.month == 0 ? 0 : date.month, wanted.week == 0 ? 0 : date.week};
}

bool fits_date(const Clause& clause, const store::ItemRow& row) {
    const WeekDate date = date_of(row);
    if (date.year == 0) return false;
    const auto range = parse_week_range(clause.value);
    if (!range.ok()) return false;
    const auto& [first, last] = range.value();
    if (clause.field == "before") return cut_to(date, first) < first;
    if (clause.field == "after") return cut_to(date, first) >= first;
    // week: and year:
    return (first.year == 0 || cut_to(date, first) >= first) &&
           (last.year == 0 || cut_to(date, last) <= last);
}

std::string_view thing_of(Role role) {
    switch (role) {
        case Role::kNote:
            return "notes";
        case Role::kBox:
            return "boxes";
        case Role::kConcept:
            return "concepts";
        case Role::kSubItem:
            return "sub-items";
        default:
            return "";
    }
}

}  // namespace

Status ItemFilter::load_rows() {
    if (loaded_) return ok_status();
    SEOGO_ASSIGN(auto rows, snapshot_.items());
    for (store::ItemRow& row : rows) {
        Facts& facts = facts_[row.id];
        facts.kind = row.kind;
        facts.row = std::move(row);
    }
    loaded_ = true;
    return ok_status();
}

Result<const ItemFilter::Facts*> ItemFilter::facts_of(store::ItemId item) {
    SEOGO_TRY(load_rows());
    Facts& facts = facts_[item];
    if (!read_.insert(item).second) return &facts;
    if (!facts.row.url.empty()) facts.urls.push_back(facts.row.url);
    SEOGO_ASSIGN(const auto nodes, snapshot_.nodes_of_item(item));
    for (const Node& node : nodes) {
        if (node.role == Role::kItem && facts.kind.empty()) facts.kind = node.kind;
        for (notebook::Link& link : notebook::links_of(node)) {
            facts.things.insert("links");
            facts.urls.push_back(std::move(link.url));
        }
        if (const std::string_view thing = thing_of(node.role); !thing.empty()) {
            facts.things.emplace(thing);
        }
    }
    if (!facts.urls.empty()) facts.things.insert("url");
    return &facts;
}

Result<bool> ItemFilter::fits_type(const std::string& type, const Facts& facts) {
    if (type == "entry") return facts.row.origin == store::ItemOrigin::kEntry;
    if (type == "page") return facts.row.origin == store::ItemOrigin::kPage;
    SEOGO_ASSIGN(const auto document, snapshot_.document(facts.row.id));
    if (!document) return false;
    if (type == "markdown") return document->type == "text/markdown";
    if (type == "text") return document->type == "text/plain";
    return true;  // document
}

Result<std::string> ItemFilter::lang_of(const Facts& facts) {
    if (!facts.row.lang.empty()) return facts.row.lang;
    SEOGO_ASSIGN(const auto content, content_of(snapshot_, facts.row.id));
    return content.row.lang;
}

Result<bool> ItemFilter::fits(const Clause& clause, store::ItemId item) {
    SEOGO_TRY(load_rows());
    const std::string& field = clause.field;
    if (field == "week" || field == "year" || field == "before" || field == "after") {
        return fits_date(clause, facts_[item].row);
    }
    SEOGO_ASSIGN(const Facts* facts, facts_of(item));
    if (field == "kind") return facts->kind == (clause.value == "none" ? "" : clause.value);
    if (field == "type") return fits_type(clause.value, *facts);
    if (field == "lang") {
        SEOGO_ASSIGN(const std::string lang, lang_of(*facts));
        return lang == clause.value;
    }
    if (field == "has") {
        if (clause.value == "document") return fits_type("document", *facts);
        return facts->things.contains(clause.value);
    }
    const auto wanted = [&](const std::string& url) {
        return field == "site" ? is_on_site(url, clause.value) : holds_folded(url, clause.value);
    };
    return std::any_of(facts->urls.begin(), facts->urls.end(), wanted);
}

}  // namespace seogo::search
