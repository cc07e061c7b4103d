// Names and faults of the disk in memory.
#include "support/memory_disk.h"

#include <algorithm>

namespace seogo::testing {
namespace {

using base::Path;

Error not_found(const Path& path) {
    return {ErrorKind::kNotFound, path.string() + ": No such file or directory"};
}

std::uint64_t bytes_below(const MemoryNode& node) {
    std::uint64_t sum = node.file.size();
    for (const auto& [name, child] : node.names)
        sum += bytes_below(*child);
    return sum;
}

// After a loss of power: what is named is what was durably named, down to the last folder.
void come_back(MemoryNode& node, std::mt19937_64* random) {
    node.locks.clear();
    node.names = node.durable_names;
    if (!node.is_folder) node.file.lose_power(random);
    for (const auto& [name, child] : node.names)
        come_back(*child, random);
}

using Copies = std::map<const MemoryNode*, NodePtr>;

NodePtr copy_of(const NodePtr& node, Copies& copies) {
    if (!node) return nullptr;
    auto& copy = copies[node.get()];
    if (copy) return copy;
    copy = std::make_shared<MemoryNode>(*node);
    const NodePtr made = copy;
    made->locks.clear();
    for (auto& [name, child] : made->names)
        child = copy_of(child, copies);
    for (auto& [name, child] : made->durable_names)
        child = copy_of(child, copies);
    return made;
}

}  // namespace

MemoryDisk::MemoryDisk() { root = make_node(/*is_folder=*/true); }

Status MemoryDisk::enter(std::string_view call, const Path& path, Effect effect) {
    ++calls;
    torn = calls == fails_at;
    if (torn) {
        has_failed = true;
        failed_call = std::string(call) + " " + path.string();
    }
    const bool still_fails =
        has_failed && (after_fault == AfterFault::kIsDead ||
                       (after_fault == AfterFault::kWritesFail && effect == Effect::kChanges));
    if (torn || still_fails) {
        return Error{fault_kind, path.string() + ": " + std::string(call) + " fails on this disk"};
    }
    if (is_read_only && effect == Effect::kChanges) {
        return Error{ErrorKind::kIo, path.string() + ": Read-only file system"};
    }
    return ok_status();
}

Result<Place> MemoryDisk::find(const Path& path) const {
    std::vector<NodePtr> folders = {root};  // from the root down to the part at hand
    Place place = {nullptr, "", root};
    const std::string& text = path.native();
    if (text.empty()) return not_found(path);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('/', at), text.size());
        const std::string_view part(text.data() + at, end - at);
        at = end + 1;
        if (part.empty() || part == ".") continue;
        if (!place.node || !place.node->is_folder) return not_found(path);
        if (part == "..") {
            if (folders.size() > 1) folders.pop_back();
            place = {nullptr, "", folders.back()};
            continue;
        }
        const NodePtr folder = place.node;
        const auto found = folder->names.find(part);
        place = {folder, std::string(part), found == folder->names.end() ? nullptr : found->second};
        folders.push_back(place.node);
    }
    return place;
}

NodePtr MemoryDisk::make_node(bool is_folder) {
    auto node = std::make_shared<MemoryNode>();
    node->is_folder = is_folder;
    node->number = ++numbers;
    node->mode = is_folder ? 0700 : 0600;
    node->modified_ns = tick();
    return node;
}

void MemoryDisk::name(const Place& place, const NodePtr& node) {
    if (node) {
        place.folder->names[place.name] = node;
    } else {
        place.folder->names.erase(place.name);
    }
    place.folder->modified_ns = tick();
    unsynced_names.push_back({place.folder, place.name, node, nullptr, ""});
}

void MemoryDisk::move(const Place& from, const Place& to) {
    from.folder->names.erase(from.name);
    to.folder->names[to.name] = from.node;
    from.folder->modified_ns = to.folder->modified_ns = tick();
    unsynced_names.push_back({to.folder, to.name, from.node, from.folder, from.name});
}

// Makes one change durable.
void MemoryDisk::settle(const NameChange& change) {
    if (change.from_folder) {
        Names& names = change.from_folder->durable_names;
        const auto old = names.find(change.from_name);
        if (old != names.end() && old->second == change.node) names.erase(old);
    }
    if (change.node) {
        change.folder->durable_names[change.name] = change.node;
    } else {
        change.folder->durable_names.erase(change.name);
    }
}

// Makes at most `changes_max` changes of names in `folder` durable, oldest first.
void MemoryDisk::settle(const MemoryNode* folder, std::size_t changes_max) {
    std::vector<NameChange> left;
    for (auto& change : unsynced_names) {
        if (change.folder.get() != folder || changes_max == 0) {
            left.push_back(std::move(change));
            continue;
        }
        --changes_max;
        settle(change);
        if (!change.from_folder) continue;
        std::erase_if(left, [&](const NameChange& earlier) {  // the name was moved away since
            return earlier.folder == change.from_folder && earlier.name == change.from_name &&
                   earlier.node == change.node;
        });
    }
    unsynced_names = std::move(left);
}

void MemoryDisk::lose_power(std::optional<std::uint64_t> seed) {
    std::mt19937_64 random(seed.value_or(0));
    for (const auto& change : unsynced_names) {
        if (seed && random() % 2 == 0) settle(change);
    }
    unsynced_names.clear();
    come_back(*root, seed ? &random : nullptr);
    ++lives;
    fails_at = 0;
    after_fault = AfterFault::kGoesOn;
}

std::uint64_t MemoryDisk::used() const { return bytes_below(*root); }

std::shared_ptr<MemoryDisk> MemoryDisk::clone() const {
    auto copy = std::make_shared<MemoryDisk>();
    Copies copies;
    copy->root = copy_of(root, copies);
    for (const auto& change : unsynced_names) {
        copy->unsynced_names.push_back({copy_of(change.folder, copies), change.name,
                                        copy_of(change.node, copies),
                                        copy_of(change.from_folder, copies), change.from_name});
    }
    copy->numbers = numbers;
    copy->capacity = capacity;
    copy->is_read_only = is_read_only;
    copy->now_ns = now_ns;
    return copy;
}

}  // namespace seogo::testing
