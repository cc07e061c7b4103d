// Sorts a query's clauses into words that rank and conditions that decide.
#include "search/plan.h"

#include <algorithm>

namespace seogo::search {
namespace {

std::optional<index::Field> indexed_field(const Clause& clause) {
    if (clause.field == "title") return index::Field::kTitle;
    if (clause.field == "org") return index::Field::kOrg;
    return std::nullopt;
}

bool is_lone_word(const ClauseGroup& group) {
    return group.any_of.size() == 1 && group.any_of[0].kind == ClauseKind::kWord &&
           !group.any_of[0].negated && group.any_of[0].match == WordMatch::kOwn;
}

// A word that ranks and need not hold, and stands for several terms.
bool is_lone_expansion(const ClauseGroup& group) {
    return group.any_of.size() == 1 && group.any_of[0].kind == ClauseKind::kWord &&
           !group.any_of[0].negated && group.any_of[0].match != WordMatch::kOwn;
}

// Whether the index can tell if it holds.
bool is_pattern(const Clause& clause) {
    return clause.kind == ClauseKind::kWord || clause.kind == ClauseKind::kPhrase ||
           (clause.kind == ClauseKind::kField && indexed_field(clause));
}

class Planner {
public:
    Planner(std::string_view text, const Query& query) : text_(text), query_(query) {}

    Result<Plan> plan() {
        plan_.warnings = query_.warnings;
        for (std::size_t i = 0; i < query_.groups.size();) {
            if (is_lone_word(query_.groups[i])) {
                i = words_from(i);
            } else if (is_lone_expansion(query_.groups[i])) {
                plan_.expansions.push_back(query_.groups[i++].any_of[0]);
            } else {
                SEOGO_TRY(condition(query_.groups[i++]));
            }
        }
        if (plan_.wanted.cut) {
            plan_.warnings.push_back("the query is long: only its first words were looked for");
        }
        return std::move(plan_);
    }

private:
    // Words that follow each other are analyzed together, so that neighbours make pairs.
    std::size_t words_from(std::size_t first) {
        std::size_t end = first;
        while (end < query_.groups.size() && is_lone_word(query_.groups[end]))
            ++end;
        std::string words;
        for (std::size_t i = first; i < end && words.size() <= kWordBytesMax; ++i) {
            if (i > first) words += ' ';
            words += query_.groups[i].any_of[0].value;
        }
        add(wanted_words(words));
        return end;
    }

    Status condition(const ClauseGroup& group) {
        std::vector<Condition> any_of;
        for (const Clause& clause : group.any_of) {
            Condition condition;
            condition.negated = clause.negated;
            condition.clause = clause;
            if (clause.kind == ClauseKind::kRegex) {
                auto regex = Regex::compile(clause.value);
                if (!regex.ok()) return std::move(regex).error().in(place_of(clause));
                condition.regex = std::move(regex).value();
            } else if (clause.match != WordMatch::kOwn) {
                condition.is_expansion = true;
            } else if (is_pattern(clause)) {
                Pattern pattern = phrase_pattern(clause.value);
                if (pattern.words.empty()) {
                    plan_.warnings.push_back("\"" + clause.value + "\" holds no word to look for");
                    continue;
                }
                pattern.field = indexed_field(clause);
                pattern.slack = clause.slack;
                if (!clause.negated) add_pattern(clause, pattern);
                condition.pattern = std::move(pattern);
            }
            any_of.push_back(std::move(condition));
        }
        if (!any_of.empty()) plan_.must.push_back(std::move(any_of));
        return ok_status();
    }

    std::string place_of(const Clause& clause) const {
        const auto before =
            std::count_if(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
        return "query, character " + std::to_string(before + 1);
    }

    // Its words score as any others do, and the whole of it makes a hit.
    void add_pattern(const Clause& clause, const Pattern& pattern) {
        Wanted words = wanted_words(clause.value);
        for (WantedTerm& term : words.terms)
            term.field = pattern.field;
        if (pattern.field) words.pairs.clear();
        words.patterns = {pattern};
        add(std::move(words));
    }

    void add(Wanted words) {
        Wanted& all = plan_.wanted;
        all.cut |= words.cut;
        for (WantedTerm& term : words.terms) {
            const auto same = std::find_if(
                all.terms.begin(), all.terms.end(),
                [&](const auto& old) { return old.term == term.term && old.field == term.field; });
            if (same != all.terms.end()) {
                same->weight += term.weight;
            } else if (all.terms.size() < kWordsMax * 8) {
                all.terms.push_back(std::move(term));
            } else {
                all.cut = true;
            }
        }
        for (WantedPair& pair : words.pairs) {
            const auto same =
                std::find_if(all.pairs.begin(), all.pairs.end(), [&](const auto& old) {
                    return old.first == pair.first && old.second == pair.second;
                });
            if (same != all.pairs.end()) {
                same->weight += pair.weight;
            } else if (all.pairs.size() < kWordsMax) {
                all.pairs.push_back(std::move(pair));
            }
        }
        for (Pattern& pattern : words.patterns) {
            if (all.patterns.size() < kWordsMax) {
                all.patterns.push_back(std::move(pattern));
            } else {
                all.cut = true;
            }
        }
    }

    std::string_view text_;
    const Query& query_;
    Plan plan_;
};

}  // namespace

Result<Plan> plan_query(std::string_view text, const Query& query) {
    return Planner(text, query).plan();
}

}  // namespace seogo::search
