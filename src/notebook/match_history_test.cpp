// Replays a long history of a weekly notebook whose entries are known by number, edit by edit, and
// holds carry_ids to that truth: no entry loses its id, none gets another's.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "notebook/match.h"
#include "support/notebook_fixture.h"

namespace seogo::notebook {
namespace {

// What the person who keeps the notebook means; `number` is who an entry is.
struct Entry {
    int number = 0;
    std::string mark, org, title, url;
    std::vector<std::string> notes;
};
struct Week {
    std::string name;
    std::vector<Entry> entries;
};
struct Month {
    std::string name;
    std::vector<Week> weeks;
    std::string indent = "  ";
    bool weeks_folded = true;
};
struct Year {
    int year = 0;
    std::vector<Month> months;
    bool folded = false;
};

std::string text_of_week(const Month& month, const Week& week) {
    std::string text = month.weeks_folded ? "<details>\n  <summary>" + week.name + "</summary>\n\n"
                                          : "### " + week.name + "\n\n";
    for (const Entry& entry : week.entries) {
        text += month.indent + "- " + entry.mark + " ";
        if (!entry.org.empty()) text += "[" + entry.org + "] ";
        text += "[" + entry.title + "](" + entry.url + ")\n";
        for (const auto& note : entry.notes)
            text += month.indent + "  - " + note + "\n";
        text += "\n";
    }
    return text + (month.weeks_folded ? "</details>\n" : "");
}

std::string text_of_years(const std::vector<Year>& years) {
    std::string text = "📜: Paper link\n🗞️: News\n\n---\n";
    for (const Year& year : years) {
        const std::string name = "My archive " + std::to_string(year.year);
        text +=
            year.folded ? "<details>\n  <summary>" + name + "</summary>\n\n" : "# " + name + "\n\n";
        for (const Month& month : year.months) {
            text += "## " + month.name + "\n";
            for (const Week& week : month.weeks)
                text += text_of_week(month, week);
            text += "\n";
        }
        text += year.folded ? "</details>\n" : "---\n";
    }
    return text;
}

class Keeper {
public:
    explicit Keeper(unsigned seed) : random_(seed) {
        years_.push_back({2025, {{"🎉 January", {}}}, false});
        years_.push_back({2024, {{"🎄 December", {}}, {"🍁 November", {}}}, true});
        for (Year& year : years_) {
            for (Month& month : year.months) {
                for (const char* name : {"1st week", "2nd week", "3rd week"}) {
                    month.weeks.push_back({name, {}});
                    for (int k = 0; k < 6; ++k)
                        month.weeks.back().entries.push_back(fresh_entry());
                }
            }
        }
    }

    std::string text() const { return text_of_years(years_); }

    // One edit such as people commit; answers what it was.
    std::string edit() {
        Month& month = pick(pick(years_).months);
        Week& week = pick(month.weeks);
        if (week.entries.empty()) {
            week.entries.push_back(fresh_entry());
            return "first entry";
        }
        Entry& entry = pick(week.entries);
        switch (below(16)) {
            case 0:
                entry.title = with_typo(entry.title);
                return "typo in a title";
            case 1:
                entry.title = with_typo(entry.title);
                entry.url = with_typo(entry.url);
                return "typo in title and address";
            case 2:
                entry.title = words(5);
                return "another title";
            case 3:
                entry.url = address();
                return "another address";
            case 4:
                return move(week, entry);
            case 5:
                std::swap(week.entries.front(), week.entries.back());
                return "two change places";
            case 6:
                month.indent = month.indent.empty() ? "  " : "";
                return "indent of a month";
            case 7:
                month.weeks_folded = !month.weeks_folded;
                return "weeks folded or unfolded";
            case 8:
                week.entries.insert(week.entries.begin(), fresh_entry());
                return "new entry in front";
            case 9:
                week.entries.push_back(fresh_entry());
                return "new entry at the end";
            case 10:
                week.entries.erase(week.entries.begin() + (&entry - week.entries.data()));
                return "entry taken away";
            case 11:
                return new_year_or_month();
            case 12:
                entry.notes.push_back(words(8));
                return "a note more";
            case 13:
                if (!entry.notes.empty()) pick(entry.notes) = words(8);
                return "another note";
            case 14:
                entry.mark = entry.mark == "📜" ? "🗞️" : "📜";
                return "another kind";
            default:
                entry.org = entry.org.empty() ? words(1) : "";
                return "organization given or taken";
        }
    }

    std::map<std::string, int> numbers_by_url() const {
        std::map<std::string, int> numbers;
        for (const Year& year : years_) {
            for (const Month& month : year.months) {
                for (const Week& week : month.weeks) {
                    for (const Entry& entry : week.entries)
                        numbers[entry.url] = entry.number;
                }
            }
        }
        return numbers;
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }
    template <typename T>
    T& pick(std::vector<T>& all) {
        return all[below(all.size())];
    }

    std::string words(std::size_t count) {
        static const std::vector<std::string> kWords = {
            "retrieval", "검색",     "embedding", "임베딩은", "quantization", "양자화를",
            "language",  "언어모델", "long",      "context",  "긴",           "문맥",
            "attention", "주의",     "mixture",   "전문가",   "reasoning",    "추론하는",
            "benchmark", "평가",     "dense",     "색인",     "sparse",       "희소한",
            "reranking", "재순위",   "agents",    "도구"};
        std::string text;
        for (std::size_t k = 0; k < count; ++k) {
            text += (k == 0 ? "" : " ") + kWords[below(kWords.size())];
        }
        return text + " " + std::to_string(below(1000));
    }

    std::string address() {
        const std::string number = std::to_string(next_address_++);
        return below(2) == 0
                   ? "https://arxiv.org/abs/2412." + std::to_string(10'000 + next_address_)
                   : "https://github.com/org" + number + "/repo-" + number;
    }

    Entry fresh_entry() {
        Entry entry{next_number_++, "📜", "", words(5), address(), {}};
        if (below(3) != 0) entry.org = words(1);
        for (auto notes = below(4); notes > 0; --notes)
            entry.notes.push_back(words(8));
        return entry;
    }

    // Two neighbouring ASCII letters change places, or one is doubled.
    std::string with_typo(std::string text) {
        for (int tries = 0; tries < 50; ++tries) {
            const std::size_t at = below(text.size() - 1);
            const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
            if (!is_letter(text[at]) || !is_letter(text[at + 1]) || text[at] == text[at + 1])
                continue;
            if (at < 12 && text.starts_with("https://")) continue;
            std::swap(text[at], text[at + 1]);
            return text;
        }
        return text + "x";
    }

    std::string move(Week& week, Entry& entry) {
        const Entry moved = entry;
        week.entries.erase(week.entries.begin() + (&entry - week.entries.data()));
        Week& other = pick(pick(pick(years_).months).weeks);
        const std::size_t at = below(other.entries.size() + 1);
        other.entries.insert(other.entries.begin() + static_cast<std::ptrdiff_t>(at), moved);
        return "moved to another week";
    }

    // The newest year folds away and another begins; or a month is added to it.
    std::string new_year_or_month() {
        if (years_.size() < 5 && below(4) == 0) {
            years_.front().folded = true;
            Month month{"🎉 January", {{"1st week", {fresh_entry()}}}};
            years_.insert(years_.begin(), Year{years_.front().year + 1, {month}, false});
            return "year folded, a new one in front";
        }
        static const char* kMonths[] = {"💝 February", "🌱 March", "🌸 April", "🌿 May"};
        Month month{kMonths[below(4)], {{"1st week", {fresh_entry(), fresh_entry()}}}};
        years_.front().months.insert(years_.front().months.begin(), month);
        return "a new month in front";
    }

    std::mt19937 random_;
    std::vector<Year> years_;
    int next_number_ = 1;
    int next_address_ = 1;
};

class Replay {
public:
    // Reads the text, carries ids over, gives new ones as the store does, and compares with the
    // truth.
    void take(const std::string& text, const std::map<std::string, int>& numbers,
              const std::string& what) {
        Notebook fresh = parse(text).notebook;
        carry_ids(notebook_, fresh);
        std::set<ItemId> seen;
        std::set<NodeId> lines;
        for (Node& node : fresh.nodes) {
            if (node.id != 0) {
                ASSERT_TRUE(lines.insert(node.id).second) << what;
            }
            if (node.role != Role::kItem) continue;
            const auto number = numbers.find(node[Field::kUrl]);
            ASSERT_NE(number, numbers.end()) << what << ": " << render(node);
            const auto known = ids_.find(number->second);
            if (known == ids_.end()) {
                EXPECT_EQ(node.item, 0) << what << ": a new entry took an old id: " << render(node);
                node.item = next_item_++;
                ids_[number->second] = node.item;
            } else {
                EXPECT_EQ(node.item, known->second) << what << ": " << render(node);
                node.item = known->second;
            }
            ASSERT_TRUE(seen.insert(node.item).second) << what;
        }
        give_ids(fresh);
        notebook_ = std::move(fresh);
    }

private:
    void give_ids(Notebook& fresh) {
        const auto owner = owners(fresh);
        for (std::size_t i = 0; i < owner.size(); ++i) {
            if (fresh.nodes[i].id == 0) fresh.nodes[i].id = next_node_++;
            fresh.nodes[i].item = owner[i] == kNoOwner ? 1 : fresh.nodes[owner[i]].item;
        }
    }

    Notebook notebook_;
    std::map<int, ItemId> ids_;
    ItemId next_item_ = 2;
    NodeId next_node_ = 1;
};

class History : public ::testing::TestWithParam<unsigned> {};

TEST_P(History, EveryEntryKeepsItsIdThroughItsEdits) {
    Keeper keeper(GetParam());
    Replay replay;
    replay.take(keeper.text(), keeper.numbers_by_url(), "the first import");
    for (int edit = 0; edit < 270; ++edit) {
        const std::string what = "edit " + std::to_string(edit) + ", " + keeper.edit();
        replay.take(keeper.text(), keeper.numbers_by_url(), what);
        if (HasFatalFailure()) return;
    }
}

// Several edits between two imports, as a person who commits once a day leaves them.
TEST_P(History, SeveralEditsAtOnceKeepIdsToo) {
    Keeper keeper(GetParam() + 100);
    Replay replay;
    replay.take(keeper.text(), keeper.numbers_by_url(), "the first import");
    for (int day = 0; day < 60; ++day) {
        std::string what = "day " + std::to_string(day);
        for (int edit = 0; edit < 4; ++edit)
            what += ", " + keeper.edit();
        replay.take(keeper.text(), keeper.numbers_by_url(), what);
        if (HasFatalFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, History, ::testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace seogo::notebook
