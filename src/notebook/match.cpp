// Matches entries by their names and neighbours, then the lines inside them.
#include "notebook/match.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "notebook/alikeness.h"
#include "notebook/node_words.h"
#include "notebook/pairing.h"
#include "notebook/url_key.h"
#include "text/unicode.h"

namespace seogo::notebook {
namespace {

// The shortest folded title (bytes) by which an entry is known wherever it stands; "GitHub" or
// "Link" say too little without an organization.
constexpr std::size_t kTellingTitleMin = 12;

std::string folded_title(const Node& node) { return text::fold(node[Field::kTitle]).text; }

// One entry: its line and those under it, with the names by which it is known.
struct Entry {
    std::size_t node = 0;         // index of the kItem node
    std::string org, title, url;  // keys; "" where it has none
    std::string words;            // all it says, for equality
};

// A notebook with its entries found.
class Side {
public:
    explicit Side(const Notebook& notebook) : nodes(notebook.nodes), owner(owners(notebook)) {
        entry_of.assign(nodes.size(), Pairing::kNone);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (owner[i] == kNoOwner) continue;
            if (owner[i] == i) {
                const Node& own = nodes[i];
                entries.push_back(
                    {i, nodes[i][Field::kOrg], folded_title(own), url_key(own[Field::kUrl]), ""});
            }
            entry_of[i] = entries.size() - 1;
            if (nodes[i].role != Role::kBlank) entries.back().words += words_of(nodes[i]);
        }
    }

    const std::vector<Node>& nodes;
    std::vector<std::size_t> owner;
    std::vector<Entry> entries;
    std::vector<std::size_t> entry_of;  // index into `entries` of each node; kNone for the page
};

// Bigrams of members of one sequence, made when first asked for.
class BigramCache {
public:
    explicit BigramCache(std::size_t size) : made_(size) {}

    template <typename Text>
    const Bigrams& of(std::size_t index, const Text& text) {
        if (!made_[index]) made_[index] = bigrams_of(text());
        return *made_[index];
    }

private:
    std::vector<std::optional<Bigrams>> made_;
};

// Entries of two sides, paired.
class EntryMatcher {
public:
    EntryMatcher(const Side& old, const Side& fresh)
        : old_(old),
          fresh_(fresh),
          pairing_(old.entries.size(), fresh.entries.size()),
          titles_{BigramCache(old.entries.size()), BigramCache(fresh.entries.size())},
          bodies_{BigramCache(old.entries.size()), BigramCache(fresh.entries.size())} {}

    Pairing run() {
        const auto words = keys([](const Entry& entry) { return entry.words; });
        const auto names = keys([](const Entry& entry) {
            return entry.url.empty() || entry.title.empty() ? "" : entry.url + '\n' + entry.title;
        });
        const auto urls = keys([](const Entry& entry) { return entry.url; });
        const auto titles = keys([](const Entry& entry) { return entry.title; });
        const auto telling = keys([](const Entry& entry) {
            if (entry.title.size() >= kTellingTitleMin) return entry.title;
            return entry.title.empty() || entry.org.empty() ? "" : entry.org + '\n' + entry.title;
        });
        pairing_.pair_in_place(words);
        pairing_.pair_in_place(names);
        pairing_.pair_anywhere(words);
        for (const auto* by : {&names, &urls}) {
            pairing_.pair_in_place(*by);
            pairing_.pair_anywhere(*by);
        }
        pairing_.pair_in_place(titles);
        pairing_.pair_anywhere(telling);
        const auto likeness = [this](std::size_t i, std::size_t j) { return likeness_of(i, j); };
        pairing_.pair_alike(likeness, {.among_several = 0.5, .alone = 0.35});
        pairing_.pair_alike_anywhere(likeness, 0.65);
        return std::move(pairing_);
    }

private:
    template <typename Key>
    Pairing::Keys keys(const Key& key) const {
        Pairing::Keys keys;
        for (const Entry& entry : old_.entries)
            keys.old.push_back(key(entry));
        for (const Entry& entry : fresh_.entries)
            keys.fresh.push_back(key(entry));
        return keys;
    }

    const Bigrams& title(std::size_t side, const Side& of, std::size_t index) {
        return titles_[side].of(index, [&] { return of.entries[index].title; });
    }
    // Notes and whatever else stands under the entry's own line.
    const Bigrams& body(std::size_t side, const Side& of, std::size_t index) {
        return bodies_[side].of(index, [&] {
            const std::string& words = of.entries[index].words;
            const Node& own = of.nodes[of.entries[index].node];
            return words.substr(std::min(words.size(), words_of(own).size()));
        });
    }

    // Titles say most; equal notes alone are enough to know an entry again.
    double likeness_of(std::size_t i, std::size_t j) {
        const Bigrams& title_a = title(0, old_, i);
        const Bigrams& title_b = title(1, fresh_, j);
        const double titles =
            title_a.empty() || title_b.empty() ? 0 : notebook::likeness_of(title_a, title_b);
        const Bigrams& body_a = body(0, old_, i);
        const Bigrams& body_b = body(1, fresh_, j);
        constexpr std::size_t kTellingBody = 20;  // bigrams
        if (std::min(body_a.size(), body_b.size()) < kTellingBody) return titles;
        const double bodies = notebook::likeness_of(body_a, body_b);
        return std::max({titles, (titles + bodies) / 2, bodies >= 0.7 ? bodies : 0});
    }

    const Side& old_;
    const Side& fresh_;
    Pairing pairing_;
    BigramCache titles_[2];
    BigramCache bodies_[2];
};

// Lines of two sides, paired; those of an entry only with those of the entry that it continues.
class LineMatcher {
public:
    LineMatcher(const Side& old, const Side& fresh, const Pairing& entries)
        : old_(old),
          fresh_(fresh),
          pairing_(old.nodes.size(), fresh.nodes.size()),
          words_{BigramCache(old.nodes.size()), BigramCache(fresh.nodes.size())} {
        place_.old = places(old, [&](std::size_t entry) { return entry; });
        place_.fresh = places(fresh, [&](std::size_t entry) { return entries.to_old(entry); });
        for (std::size_t j = 0; j < fresh.entries.size(); ++j) {
            const std::size_t i = entries.to_old(j);
            if (i == Pairing::kNone) continue;
            pairing_.pair(old.entries[i].node, fresh.entries[j].node);
        }
    }

    Pairing run() {
        const auto whole = keys([](const Node& node) { return render(node); });
        const auto words = keys([](const Node& node) {
            return std::to_string(static_cast<int>(node.role)) + words_of(node);
        });
        for (const auto* by : {&whole, &words}) {
            pairing_.pair_in_place(*by);
            pairing_.pair_anywhere(*by);
        }
        pairing_.pair_alike([this](std::size_t i, std::size_t j) { return likeness(i, j); },
                            {.among_several = 0.4, .alone = 0.2});
        pairing_.pair_anywhere(telling_words());
        return std::move(pairing_);
    }

private:
    // Where each line stands: the entry by its number in `old`, "page", or "" in a new entry.
    template <typename Number>
    static std::vector<std::string> places(const Side& side, const Number& number) {
        std::vector<std::string> places(side.nodes.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::size_t entry = side.entry_of[i];
            const std::size_t known = entry == Pairing::kNone ? entry : number(entry);
            if (entry == Pairing::kNone) {
                places[i] = "page";
            } else if (known != Pairing::kNone) {
                places[i] = std::to_string(known);
            }
        }
        return places;
    }

    template <typename Key>
    Pairing::Keys keys(const Key& key) const {
        Pairing::Keys keys;
        for (std::size_t i = 0; i < old_.nodes.size(); ++i)
            keys.old.push_back(place_.old[i] + '\n' + key(old_.nodes[i]));
        for (std::size_t j = 0; j < fresh_.nodes.size(); ++j) {
            const std::string& place = place_.fresh[j];
            keys.fresh.push_back(place.empty() ? "" : place + '\n' + key(fresh_.nodes[j]));
        }
        return keys;
    }

    // Lines that say enough to be known again under another entry.
    Pairing::Keys telling_words() const {
        constexpr std::size_t kTellingLine = 24;  // bytes
        const auto key = [](const Node& node) {
            if (node.role == Role::kItem || node.role == Role::kBlank) return std::string();
            std::string words = words_of(node);
            return words.size() < kTellingLine ? "" : words;
        };
        Pairing::Keys keys;
        for (const Node& node : old_.nodes)
            keys.old.push_back(key(node));
        for (const Node& node : fresh_.nodes)
            keys.fresh.push_back(key(node));
        return keys;
    }

    double likeness(std::size_t i, std::size_t j) {
        const Node &a = old_.nodes[i], &b = fresh_.nodes[j];
        if (place_.old[i] != place_.fresh[j]) return 0;
        if (a.role == Role::kItem || b.role == Role::kItem) return 0;
        if (a.role == Role::kBlank || b.role == Role::kBlank) {
            return a.role == b.role && words_of(a) == words_of(b) ? 1 : 0;
        }
        return likeness_of(words_[0].of(i, [&] { return words_of(a); }),
                           words_[1].of(j, [&] { return words_of(b); }));
    }

    const Side& old_;
    const Side& fresh_;
    Pairing pairing_;
    Pairing::Keys place_;
    BigramCache words_[2];
};

// The item of the lines that belong to no entry.
ItemId page_item(const Side& side) {
    for (std::size_t i = 0; i < side.nodes.size(); ++i) {
        if (side.owner[i] == kNoOwner && side.nodes[i].item != 0) return side.nodes[i].item;
    }
    return 0;
}

}  // namespace

void carry_ids(const Notebook& old, Notebook& fresh) {
    const Side before(old);
    const Side after(fresh);
    const Pairing entries = EntryMatcher(before, after).run();
    const Pairing lines = LineMatcher(before, after, entries).run();
    const ItemId page = page_item(before);
    std::set<ItemId> given{page};
    std::vector<ItemId> items(after.entries.size(), 0);
    for (std::size_t j = 0; j < items.size(); ++j) {
        if (entries.to_old(j) == Pairing::kNone) continue;
        const ItemId item = old.nodes[before.entries[entries.to_old(j)].node].item;
        if (given.insert(item).second) items[j] = item;
    }
    for (std::size_t j = 0; j < fresh.nodes.size(); ++j) {
        const std::size_t entry = after.entry_of[j];
        fresh.nodes[j].item = entry == Pairing::kNone ? page : items[entry];
        const std::size_t i = lines.to_old(j);
        fresh.nodes[j].id = i == Pairing::kNone ? 0 : old.nodes[i].id;
    }
}

double likeness(const Notebook& old, const Notebook& fresh) {
    constexpr std::size_t kEntriesMin = 5;
    std::set<std::string> urls, titles;
    std::size_t old_count = 0, fresh_count = 0, shared = 0;
    for (const Node& node : old.nodes) {
        if (node.role != Role::kItem) continue;
        const std::string url = url_key(node[Field::kUrl]);
        const std::string title = folded_title(node);
        old_count += url.empty() && title.empty() ? 0 : 1;
        if (!url.empty()) urls.insert(url);
        if (!title.empty()) titles.insert(title);
    }
    for (const Node& node : fresh.nodes) {
        if (node.role != Role::kItem) continue;
        const std::string url = url_key(node[Field::kUrl]);
        const std::string title = folded_title(node);
        if (url.empty() && title.empty()) continue;
        ++fresh_count;
        shared += urls.contains(url) || titles.contains(title) ? 1 : 0;
    }
    if (old_count < kEntriesMin || fresh_count < kEntriesMin) return 0;
    return static_cast<double>(shared) / static_cast<double>(fresh_count);
}

}  // namespace seogo::notebook
