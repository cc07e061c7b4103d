// What stands on a disk in memory: folders, names and which of them are durable, faults, locks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "support/faulty_file_system.h"
#include "support/memory_file.h"

namespace seogo::testing {

struct HeldLock {
    std::uint64_t owner = 0;           // one open file
    std::uint64_t begin = 0, end = 0;  // [begin, end)
    base::LockMode mode = base::LockMode::kShared;
};

struct MemoryNode;
using NodePtr = std::shared_ptr<MemoryNode>;
using Names = std::map<std::string, NodePtr, std::less<>>;

struct MemoryNode {
    bool is_folder = false;
    std::uint64_t number = 0;
    std::uint32_t mode = 0;
    std::int64_t modified_ns = 0;
    MemoryFile file;              // of files
    std::vector<HeldLock> locks;  // of files
    Names names, durable_names;   // of folders
};

// Where a path leads. `node` is null where nothing has that name; `folder` is null for the root
// and for a path that ends in "..": these cannot be made, moved or removed.
struct Place {
    NodePtr folder;
    std::string name;
    NodePtr node;
};

// Not durable yet: `name` in `folder` now means `node` (null: nothing). Of a rename also: the name
// that it took away.
struct NameChange {
    NodePtr folder;
    std::string name;
    NodePtr node;
    NodePtr from_folder;
    std::string from_name;
};

// All members are guarded by `mutex`.
class MemoryDisk {
public:
    MemoryDisk();

    enum class Effect : std::uint8_t { kReads, kChanges };
    // Counts a call, and answers the error that it must end in. `torn` then tells whether this is
    // the call that failed, and so may leave half of its effect.
    Status enter(std::string_view call, const base::Path& path, Effect effect);

    Result<Place> find(const base::Path& path) const;
    NodePtr make_node(bool is_folder);
    void name(const Place& place, const NodePtr& node);  // node null: takes the name away
    void move(const Place& from, const Place& to);
    void settle(const MemoryNode* folder, std::size_t changes_max);
    void lose_power(std::optional<std::uint64_t> seed);
    std::uint64_t used() const;
    std::int64_t tick() { return now_ns += 1'000'000; }
    std::shared_ptr<MemoryDisk> clone() const;

    mutable std::mutex mutex;
    NodePtr root;
    std::vector<NameChange> unsynced_names;  // in the order they were made
    std::uint64_t numbers = 0, owners = 0;   // the last that was given
    std::uint64_t lives = 0;                 // losses of power so far; open files belong to one
    std::uint64_t capacity = ~std::uint64_t{0};
    bool is_read_only = false;
    std::int64_t now_ns = 1'735'689'600'000'000'000;  // 2025-01-01, a millisecond more a change

    std::uint64_t calls = 0;
    std::uint64_t fails_at = 0;  // value of `calls`; 0: no fault waits
    ErrorKind fault_kind = ErrorKind::kIo;
    AfterFault after_fault = AfterFault::kGoesOn;
    bool has_failed = false, torn = false;
    std::string failed_call;

private:
    void settle(const NameChange& change);
};

}  // namespace seogo::testing
