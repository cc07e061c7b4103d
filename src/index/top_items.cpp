// Keeps a sorted list: k is small, and few passages come in once the floor has risen.
#include "index/top_items.h"

#include <algorithm>

namespace seogo::index {
namespace {

bool is_better(const FoundPassage& a, const FoundPassage& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.key < b.key;
}

}  // namespace

void TopItems::offer(const FoundPassage& found) {
    if (items_.size() == top_k_ && !is_better(found, items_.back())) return;
    const auto same = std::find_if(items_.begin(), items_.end(), [&](const FoundPassage& item) {
        return item.key.item == found.key.item;
    });
    if (same != items_.end()) {
        if (!is_better(found, *same)) return;
        items_.erase(same);
    } else if (items_.size() == top_k_) {
        items_.pop_back();
    }
    items_.insert(std::upper_bound(items_.begin(), items_.end(), found, is_better), found);
}

}  // namespace seogo::index
