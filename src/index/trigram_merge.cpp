// Merges trigram sections: windows renumbered, those of dead items left out, no text read.
#include <algorithm>

#include "index/trigram_format.h"
#include "index/trigram_reader.h"

namespace seogo::index {

// All entries of one section, by rising trigram.
class TrigramWalk {
public:
    explicit TrigramWalk(const TrigramIndex& index) : reader_(index) {}

    const TrigramReader& reader() const { return reader_; }
    // The entry at hand; null at the end.
    const TrigramEntry* entry() const { return at_ < block_.size() ? &block_[at_] : nullptr; }

    Status next() {
        const Trigram last = at_ < block_.size() ? block_[at_].trigram : 0;
        const bool first = number_ == 0;
        if (++at_ < block_.size()) return ok_status();
        at_ = 0;
        block_.clear();
        if (number_ == reader_.block_count()) return ok_status();
        SEOGO_ASSIGN(block_, reader_.block_at(number_++));
        if (!first && block_.front().trigram <= last) return bad_trigrams("anchors do not rise");
        return ok_status();
    }

private:
    TrigramReader reader_;
    std::vector<TrigramEntry> block_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;  // of the block after this one
};

std::size_t TrigramReader::block_count() const { return anchors_of(index_.trigrams_); }

namespace {

constexpr std::uint32_t kDropped = 0xFFFFFFFF;

struct Renumbering {
    std::vector<TextWindow> keys;                       // of the merged section
    std::vector<std::vector<std::uint32_t>> number_of;  // by source, by its own number
};

Result<Renumbering> renumber(std::span<const TrigramSource> sources) {
    struct Place {
        TextWindow key;
        std::uint32_t source = 0, number = 0;
    };
    std::vector<Place> places;
    Renumbering out;
    for (std::uint32_t s = 0; s < sources.size(); ++s) {
        const TrigramIndex& index = *sources[s].index;
        out.number_of.emplace_back(index.window_count(), kDropped);
        for (std::uint32_t number = 0; number < index.window_count(); ++number) {
            SEOGO_ASSIGN(const TextWindow key, index.window(number));
            const auto& dead = sources[s].dead;
            if (std::binary_search(dead.begin(), dead.end(), key.item)) continue;
            places.push_back({key, s, number});
        }
    }
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.key < b.key; });
    for (const Place& place : places) {
        if (!out.keys.empty() && out.keys.back() == place.key) {
            return Error{ErrorKind::kBadInput,
                         "two segments hold one window of item " + std::to_string(place.key.item)};
        }
        out.number_of[place.source][place.number] = static_cast<std::uint32_t>(out.keys.size());
        out.keys.push_back(place.key);
    }
    return out;
}

}  // namespace

Status merge_trigrams(std::span<const TrigramSource> sources, ByteSink& out) {
    SEOGO_ASSIGN(const Renumbering windows, renumber(sources));
    std::vector<TrigramWalk> walks;
    for (const TrigramSource& source : sources) {
        walks.emplace_back(*source.index);
        SEOGO_TRY(walks.back().next());
    }
    TrigramSectionBuilder builder(out, static_cast<std::uint32_t>(windows.keys.size()));
    for (;;) {
        const TrigramEntry* least = nullptr;
        for (const TrigramWalk& walk : walks) {
            const TrigramEntry* entry = walk.entry();
            if (entry != nullptr && (least == nullptr || entry->trigram < least->trigram)) {
                least = entry;
            }
        }
        if (least == nullptr) break;
        const Trigram trigram = least->trigram;
        std::vector<std::uint32_t> merged;
        for (std::size_t s = 0; s < walks.size(); ++s) {
            const TrigramEntry* entry = walks[s].entry();
            if (entry == nullptr || entry->trigram != trigram) continue;
            SEOGO_ASSIGN(const auto numbers, walks[s].reader().all(*entry));
            for (const std::uint32_t number : numbers) {
                const std::uint32_t fresh = windows.number_of[s][number];
                if (fresh != kDropped) merged.push_back(fresh);
            }
            SEOGO_TRY(walks[s].next());
        }
        std::sort(merged.begin(), merged.end());
        if (!merged.empty()) SEOGO_TRY(builder.add(trigram, merged));
    }
    return builder.finish(windows.keys);
}

}  // namespace seogo::index
