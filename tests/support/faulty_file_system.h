// A disk in memory that fails when told to and forgets what was not synced: crash tests run on it.
//
// Behaves as POSIX has it, without symlinks; relative paths start at the root. Each method of
// base::FileSystem and base::File counts as one call (closing, and reading mapped memory, do not).
// What a loss of power takes:
//   file bytes written since the last sync() of the file;
//   names made, moved or removed since the last sync_folder() of their folder (a rename is durable
//   once the folder of its new name is synced; until then the old name is there, the new is not);
//   all locks, shared memory and open files (their calls answer kIo from then on).
// Threads: as base::FileSystem says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace seogo::testing {

class MemoryDisk;

// What a disk does after the call that failed.
enum class AfterFault : std::uint8_t {
    kGoesOn,      // one fault, then all is well
    kWritesFail,  // a dying disk: it can be read, but every call that changes it fails alike
    kIsDead,      // the program lost its disk: every call fails alike
};

class FaultyFileSystem final : public base::FileSystem {
public:
    FaultyFileSystem();
    FaultyFileSystem(FaultyFileSystem&&) noexcept = default;
    FaultyFileSystem& operator=(FaultyFileSystem&&) noexcept = default;
    ~FaultyFileSystem() override;

    // A second disk with the same files (synced and unsynced), no faults, no locks: cheaper than
    // making the same state again for each fault.
    FaultyFileSystem clone() const;

    // Lets the k-th call from now fail (from 1). It leaves what a real disk might: half of a write,
    // half of a sync. A sync that failed is not made good by a later one (fsync on Linux).
    void fail_call(std::uint64_t k, ErrorKind kind = ErrorKind::kIo,
                   AfterFault after = AfterFault::kGoesOn);
    bool failed() const;              // since the last fail_call()
    std::string failed_call() const;  // "sync /lib/seogo.db"; "" where none failed
    std::uint64_t calls() const;      // counted since the disk was made

    // Loses power and comes back: no fault is waiting any more. With a seed, each unsynced 512-byte
    // sector, size and name may have reached the disk or not (torn and reordered writes).
    void drop_unsynced();
    void drop_unsynced(std::uint64_t seed);

    // The bit of the byte flips, durably. The file must be there and long enough.
    void flip_bit(const base::Path& path, std::uint64_t byte, unsigned bit = 0);
    // No room for more than this many bytes in all files: kNoSpace, after what still fits.
    void capacity(std::uint64_t bytes);
    std::uint64_t used() const;  // bytes of all files that have a name
    // Every call that would change the disk is kIo; files can be opened with kRead only.
    void read_only(bool on);
    // Paths of all files, sorted.
    std::vector<base::Path> paths() const;

    Result<std::unique_ptr<base::File>> open(const base::Path& path, base::OpenMode mode) override;
    Result<std::unique_ptr<base::Mapping>> map(const base::Path& path) override;
    Result<base::FileInfo> info(const base::Path& path) override;
    Result<std::vector<std::string>> list(const base::Path& folder) override;
    Status make_folders(const base::Path& folder) override;
    Status remove(const base::Path& path) override;
    Status rename(const base::Path& from, const base::Path& to) override;
    Status sync_folder(const base::Path& folder) override;

private:
    void lose_power(std::optional<std::uint64_t> seed);

    std::shared_ptr<MemoryDisk> disk_;  // shared with open files, which may outlive an assignment
};

}  // namespace seogo::testing
