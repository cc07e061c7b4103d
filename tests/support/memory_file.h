// A file in memory: its bytes, and which of them would still be there after a loss of power.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace seogo::testing {

// Behaves as POSIX has it: reads beyond the end answer fewer bytes, writes beyond it fill with
// zeros. Threads: none of its own; the disk that holds it locks.
class MemoryFile {
public:
    static constexpr std::size_t kSectorSize = 512;  // what a disk writes whole or not at all
    static constexpr std::size_t kSharedMax = std::size_t{64} << 20;  // bytes of a mapped file

    MemoryFile();
    // A file of its own with the same bytes; has no shared memory. Costs little: bytes are copied
    // when either of the two is written.
    MemoryFile(const MemoryFile& other);
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();

    std::uint64_t size() const { return size_; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> out) const;
    void write(std::uint64_t offset, std::span<const std::byte> bytes);
    void resize(std::uint64_t size);

    // The bytes as they are now; later writes do not show in them.
    std::shared_ptr<const std::string> snapshot() const;
    // The file's own memory from `offset` on, at an address that never changes again, at least
    // `size` bytes long (the file grows to hold them). Null where that is beyond kSharedMax.
    // Writes through it are volatile until sync().
    std::byte* shared(std::uint64_t offset, std::size_t size);

    void sync();
    // A sync that failed half way: some sectors reached the disk; the others are forgotten, and no
    // later sync writes them (as Linux does: they count as clean from then on).
    void sync_failed();
    // Back to what was synced. With `random` each unsynced sector, and the new size, may have
    // reached the disk or not.
    void lose_power(std::mt19937_64* random);
    // On the disk itself: before and after a loss of power.
    void flip_bit(std::uint64_t offset, unsigned bit);

private:
    std::byte* data();
    const std::byte* data() const;
    std::string& durable();
    void mark_dirty(std::uint64_t begin, std::uint64_t end);
    void sync_sector(std::uint64_t sector);

    std::uint64_t size_ = 0;
    // Both shared with snapshots and copies, and with each other, until the next write.
    std::shared_ptr<std::string> bytes_, durable_;
    std::byte* area_ = nullptr;   // instead of bytes_: kSharedMax of address space, once asked
    std::vector<bool> is_dirty_;  // by sector
    std::vector<std::uint64_t> dirty_;  // sectors, in the order of their first write
};

}  // namespace seogo::testing
